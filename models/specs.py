"""What the user asked for: frozen, hashable, comparable values, checked when built.

Every field carries its meaning and its range, from which come the tooltips, the command
line, the `options` listing and the sentences of refusal. A dotted key such as
``optimizer.learning_rate`` names a field.
"""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from models.catalog import (
    DATA,
    ActivationName,
    ColorsName,
    DataChoice,
    DataName,
    LossName,
    OptimizerName,
    PlaneKind,
)
from models.fields import Part, option
from models.parameters import Shape

MOST_LAYERS, MOST_UNITS = 6, 16


@dataclass(frozen=True, slots=True)
class DataSpec(Part):
    """The examples."""

    part: ClassVar[str] = "data"
    name: DataName = option("six_points", "Which data set the network learns from.")
    samples: int | None = option(
        None, "How many examples (none: the set's own number).", 1, 20_000
    )
    noise: float | None = option(
        None,
        "Standard deviation of the noise, in the data's units (none: its own).",
        0.0,
        100.0,
    )
    seed: int = option(
        0, "Draws the examples; the same seed, the same data.", 0, 999_999
    )
    standardise: bool | None = option(
        None,
        "Give inputs, and targets that are numbers, mean 0 and deviation 1 "
        "(none: as suits the set).",
    )

    @property
    def choice(self) -> DataChoice:
        """What the catalogue says of this set."""
        return DATA[self.name]

    @property
    def count(self) -> int:
        """How many examples there are."""
        return self.choice.samples if self.samples is None else self.samples

    @property
    def noise_level(self) -> float:
        """The noise that is added."""
        return (self.choice.noise or 0.0) if self.noise is None else self.noise

    @property
    def is_standardised(self) -> bool:
        """Whether inputs, and targets that are numbers, are standardised."""
        own = self.choice.is_standardised
        return own if self.standardise is None else self.standardise

    def check(self) -> None:
        """Refuse more rows than a table has, and noise on measured data."""
        most = self.choice.samples
        if self.choice.is_fixed and (self.samples or 0) > most:
            raise ValueError(
                f"data.samples must be at most {most} for {self.name}, "
                f"not {self.samples}"
            )
        if self.noise and self.choice.noise is None:
            raise ValueError(
                f"data.noise must be 0 for {self.name}, which was measured, "
                f"not {self.noise:g}"
            )


@dataclass(frozen=True, slots=True)
class NetworkSpec(Part):
    """A feed-forward network; without hidden layers, a perceptron."""

    part: ClassVar[str] = "network"
    hidden: tuple[int, ...] = option(
        (), "Units of each hidden layer, such as 8,8 (empty: none).", 1, MOST_UNITS
    )
    activation: ActivationName = option("tanh", "The bend in every hidden unit.")
    bias: bool = option(True, "Give every unit a bias.")
    seed: int = option(
        0, "Draws the initial weights; the same seed, the same weights.", 0, 999_999
    )

    def check(self) -> None:
        """Refuse networks too deep to be seen through."""
        if len(self.hidden) > MOST_LAYERS:
            raise ValueError(
                f"network.hidden must be at most {MOST_LAYERS} layers, "
                f"not {len(self.hidden)}"
            )


@dataclass(frozen=True, slots=True)
class LossSpec(Part):
    """How wrong a prediction is."""

    part: ClassVar[str] = "loss"
    name: LossName = option("auto", "What the descent makes small.")


@dataclass(frozen=True, slots=True)
class OptimizerSpec(Part):
    """A rule that turns gradients into steps."""

    part: ClassVar[str] = "optimizer"
    name: OptimizerName = option("gradient_descent", "How a gradient becomes a step.")
    learning_rate: float = option(
        0.05, "α: how far a step goes along the slope.", 1e-8, 100.0
    )


@dataclass(frozen=True, slots=True)
class BatchSpec(Part):
    """The examples that one gradient is computed from."""

    part: ClassVar[str] = "batch"
    size: int = option(
        0,
        "Examples per step: 0 all of them, 1 stochastic, else mini-batch.",
        0,
        20_000,
    )
    seed: int = option(0, "Shuffles the examples anew for every epoch.", 0, 999_999)


@dataclass(frozen=True, slots=True)
class PlaneSpec(Part):
    """The two directions of parameter space that are drawn."""

    part: ClassVar[str] = "plane"
    kind: PlaneKind = option("auto", "What the two axes of the surface are.")
    x: int = option(0, "Number of the parameter along x, for two weights.", 0, 2000)
    y: int = option(1, "Number of the parameter along y, for two weights.", 0, 2000)
    seed: int = option(0, "Draws the random directions.", 0, 999_999)
    extent: float | None = option(
        None,
        "Half the side of the square that is drawn (none: 3, random directions 2).",
        1e-3,
        1e3,
    )
    resolution: int = option(101, "Grid points along each side.", 21, 301)


@dataclass(frozen=True, slots=True)
class StartSpec(Part):
    """Where the descent starts, in the coordinates of the plane."""

    part: ClassVar[str] = "start"
    x: float | None = option(None, "Along x (none: as drawn).", -1e4, 1e4)
    y: float | None = option(None, "Along y (none: as drawn).", -1e4, 1e4)

    def check(self) -> None:
        """Refuse half a point."""
        if (self.x is None) != (self.y is None):
            raise ValueError("start.x and start.y must be given together")


@dataclass(frozen=True, slots=True)
class ViewSpec(Part):
    """How it is shown."""

    part: ClassVar[str] = "view"
    log_height: bool = option(False, "Draw the surface as high as the log of the loss.")
    colors: ColorsName = option("auto", "How losses become colours and contours.")
    speed: float = option(10.0, "Steps a second while playing.", 1.0, 10_000.0)


@dataclass(frozen=True, slots=True)
class Spec:
    """Everything needed to make the picture on the screen again."""

    data: DataSpec = field(default_factory=DataSpec)
    network: NetworkSpec = field(default_factory=NetworkSpec)
    loss: LossSpec = field(default_factory=LossSpec)
    optimizer: OptimizerSpec = field(default_factory=OptimizerSpec)
    batch: BatchSpec = field(default_factory=BatchSpec)
    plane: PlaneSpec = field(default_factory=PlaneSpec)
    start: StartSpec = field(default_factory=lambda: StartSpec(-2.0, 2.0))
    view: ViewSpec = field(default_factory=ViewSpec)

    def __post_init__(self) -> None:
        if self.loss.name == "log" and not self.data.choice.has_classes:
            raise ValueError(
                f"loss.name must be auto or squared for {self.data.name}: "
                "log loss needs classes"
            )
        count, plane = self.shape.count, self.plane
        if count < 2:
            raise ValueError(
                "network.bias must be true here: one parameter alone has no surface"
            )
        if max(plane.x, plane.y) >= count:
            raise ValueError(
                f"plane.x and plane.y must be below {count}, the number of "
                f"parameters, not {plane.x} and {plane.y}"
            )
        if plane.x == plane.y:
            raise ValueError("plane.x and plane.y must be two parameters")

    @property
    def shape(self) -> Shape:
        """The layer sizes of the network on these data."""
        sizes = (len(self.data.choice.inputs), *self.network.hidden, 1)
        return Shape(sizes, self.network.bias)

    @property
    def is_exact(self) -> bool:
        """Whether the plane holds all models, as there are two parameters."""
        return self.shape.count == 2

    @property
    def is_quadratic(self) -> bool:
        """Whether the loss is a bowl, as curved everywhere as anywhere."""
        is_straight = not self.network.hidden and not self.data.choice.has_classes
        return is_straight and self.loss_name == "squared"

    @property
    def plane_kind(self) -> Literal["weights", "random"]:
        """What the axes are, once `auto` is decided."""
        if self.plane.kind != "auto":
            return self.plane.kind
        few = self.is_exact or not self.network.hidden
        return "weights" if few else "random"

    @property
    def loss_name(self) -> Literal["squared", "log"]:
        """Which loss, once `auto` is decided."""
        if self.loss.name != "auto":
            return self.loss.name
        return "log" if self.data.choice.has_classes else "squared"
