"""What the user asked for: frozen, hashable, comparable values, checked when built.

Every field carries its meaning and its range, from which come the tooltips, the command
line, the `options` listing and the sentences of refusal. A dotted key such as
``optimizer.learning_rate`` names a field.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import ClassVar, cast, get_args

from models.catalog import (
    ACTIVATIONS,
    DATA,
    FUNCTIONS,
    LOSSES,
    OPTIMIZERS,
    SCHEDULES,
    ActivationName,
    AgainstName,
    BaseName,
    BrightName,
    CentreName,
    ColorMapName,
    ColorsName,
    CurveName,
    CutName,
    DataChoice,
    DataLayerName,
    DataName,
    DataViewName,
    FaceName,
    FunctionName,
    InsightName,
    LayerName,
    LikelihoodName,
    LossChoice,
    LossName,
    LossOverName,
    LossPlotName,
    NormaliseName,
    OptimizerChoice,
    OptimizerName,
    OverName,
    PlaneKind,
    ReductionName,
    SamplesName,
    ScheduleName,
    StartsName,
    class_names,
)
from models.columns import LONGEST_LABEL, MOST_INPUTS
from models.expressions import LONGEST, parse
from models.fields import Part, field_types, nearest, option, shown
from models.own_sets import LONGEST_COLUMN, LONGEST_PATH, Own, own_set, refuse_own
from models.parameters import Shape

MOST_LAYERS, MOST_UNITS = 6, 16
MOST_NEWTON = 300  # parameters
MOST_RIVALS = 7
MOST_DRAWN = 2000  # examples that are drawn by hand


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
    test: float = option(
        0.0, "Share of the examples that are held out, to test on.", 0.0, 0.9
    )
    seed: int = option(
        0, "Draws the examples; the same seed, the same data.", 0, 999_999
    )
    classes: int | None = option(
        None, "How many classes there are (none: the set's own number).", 2, 4
    )
    balance: float | None = option(
        None,
        "Share of the examples that are of the first class (none: as many of each).",
        0.02,
        0.98,
    )
    columns: tuple[str, ...] = option(
        (),
        "Which columns of a table are inputs (none: those that are usual).",
        0,
        LONGEST_COLUMN,
    )
    points: tuple[float, ...] = option(
        (),
        "The examples, if they are drawn by hand: the inputs and the target of each, "
        "in the data's units.",
        -1e6,
        1e6,
    )
    standardise: bool | None = option(
        None,
        "Give inputs, and targets that are numbers, mean 0 and deviation 1 "
        "(none: as suits the set).",
    )
    file: str = option("", "The path of a table of one's own.", 0, LONGEST_PATH)
    target: str = option("", "Its column that is learnt.", 0, LONGEST_COLUMN)
    labels: tuple[str, ...] = option(
        (), "The classes of its target (none: the target is numbers).", 0, LONGEST_LABEL
    )
    rows: int = option(
        0,
        "How many of its rows have a value in each of the columns.",
        0,
        1_000_000_000,
    )
    format: str = option(
        "", "How it is written, such as: semicolon decimal-comma.", 0, 200
    )
    digest: str = option(
        "", "Tells whether its values are those that were (none: not asked).", 0, 40
    )

    @property
    def choice(self) -> DataChoice:
        """What can be said of this set, as it is asked for."""
        columns = () if self.is_own else self.columns
        return _choice(self.name, self._own, self.classes, columns, len(self.points))

    @property
    def is_own(self) -> bool:
        """Whether the set is a table of one's own."""
        return self.name == "own"

    @property
    def undrawn(self) -> "DataSpec":
        """The set that examples drawn by hand take the place of."""
        return replace(self, points=()) if self.points else self

    @property
    def count(self) -> int:
        """How many examples there are; `samples` is of the set, not of those drawn."""
        is_usual = self.samples is None or bool(self.points)
        return self.choice.samples if is_usual else int(self.samples or 0)

    @property
    def table(self) -> DataChoice:
        """The same of all that there is of this set, also columns not asked for."""
        return _table(self.name, self._own)

    @property
    def _own(self) -> Own:
        """What is said of a table of one's own."""
        return self.file, self.columns, self.target, self.labels, self.rows

    @property
    def held_out(self) -> int:
        """How many of them are held out: some, if any are asked for, but not all."""
        if not self.test:
            return 0
        return min(max(round(self.test * self.count), 1), self.count - 1)

    @property
    def training(self) -> int:
        """How many of them the network learns from."""
        return self.count - self.held_out

    @property
    def noise_level(self) -> float:
        """The noise that is added; none to what is drawn by hand."""
        is_usual = self.noise is None or bool(self.points)
        return (self.choice.noise or 0.0) if is_usual else float(self.noise or 0.0)

    @property
    def is_standardised(self) -> bool:
        """Whether inputs, and targets that are numbers, are standardised."""
        own = self.choice.is_standardised
        return own if self.standardise is None else self.standardise

    def check(self) -> None:
        """Refuse more rows than a table has, noise on it, and none to learn."""
        self._check_own()
        self._check_columns()
        self._check_classes()
        self._check_points()
        if self.test and self.count == 1:
            raise ValueError(
                f"data.test must be 0 for one example alone, not {self.test:g}"
            )
        if self.points:
            _ = self.undrawn  # which is checked as such
            return
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

    def _check_own(self) -> None:
        if self.is_own:
            if refusal := refuse_own(*self._own, self.format):
                raise ValueError(refusal)
            return
        for key in ("file", "target", "labels", "rows", "format", "digest"):
            if value := getattr(self, key):
                raise ValueError(
                    f"data.{key} must be none for {self.name}, which is no table of "
                    f"one's own, not {shown(value)}"
                )

    def _check_columns(self) -> None:
        known = self.columns if self.is_own else self.table.inputs
        for name in self.columns:
            if name not in known:
                raise ValueError(
                    f"data.columns must be among the columns of {self.name}, not "
                    f"{shown(name)}{nearest(name, known)}"
                )
        if len(set(self.columns)) < len(self.columns):
            raise ValueError("data.columns must be different columns")

    def _check_classes(self) -> None:
        most = self.table.most_classes
        if self.classes is not None and not most:
            raise ValueError(
                f"data.classes must be none for {self.name}, not {self.classes}"
            )
        if self.balance is not None and not self.table.has_balance:
            raise ValueError(
                f"data.balance must be none for {self.name}, not {self.balance:g}"
            )

    def _check_points(self) -> None:
        width, classes = len(self.choice.inputs) + 1, len(self.choice.classes)
        count, rest = divmod(len(self.points), width)
        if rest or count > MOST_DRAWN:
            raise ValueError(
                f"data.points must be {width} numbers for each of at most {MOST_DRAWN} "
                f"examples, not {len(self.points)} numbers"
            )
        if classes and not set(self.points[width - 1 :: width]) <= set(range(classes)):
            raise ValueError(
                f"data.points must have a class from 0 to {classes - 1} as the last "
                "number of each example"
            )


@dataclass(frozen=True, slots=True)
class NetworkSpec(Part):
    """A feed-forward network; without hidden layers, a perceptron."""

    part: ClassVar[str] = "network"
    hidden: tuple[int, ...] = option(
        (), "Units of each hidden layer, such as 8,8 (empty: none).", 1, MOST_UNITS
    )
    activation: tuple[ActivationName, ...] = option(
        ("tanh",),
        "The bend in the units of each hidden layer, such as tanh,relu; the last also "
        "in all layers that follow (none: linear).",
    )
    bias: bool = option(True, "Give every unit a bias.")
    frozen: tuple[int, ...] = option(
        (), "Numbers of parameters that no descent changes.", 0, 9999
    )
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

    @property
    def activations(self) -> tuple[ActivationName, ...]:
        """The bend of each hidden layer."""
        last = self.activation[-1] if self.activation else "linear"
        return (*self.activation, *[last] * len(self.hidden))[: len(self.hidden)]

    def bent(self, layer: int, name: ActivationName) -> tuple[ActivationName, ...]:
        """Return the bends with another one in a hidden layer, counted from 0."""
        return tuple(
            name if number == layer else own
            for number, own in enumerate(self.activations)
        )


@dataclass(frozen=True, slots=True)
class LossSpec(Part):
    """How wrong a prediction is."""

    part: ClassVar[str] = "loss"
    name: LossName = option("auto", "What the descent makes small.")
    reduction: ReductionName = option(
        "mean", "What becomes of the losses of the examples."
    )
    base: BaseName = option("e", "Base of the logarithm of log loss and cross-entropy.")
    delta: float = option(
        1.0, "δ: errors beyond it count for Huber's loss by their size.", 1e-3, 1e3
    )
    l1: float = option(
        0.0,
        "λ₁: adds λ₁ Σ |w| over all weights, but no biases: it pulls them to 0 and "
        "leaves them there.",
        0.0,
        10.0,
    )
    l2: float = option(
        0.0,
        "λ₂: adds λ₂ Σ w² over all weights, but no biases: it pulls on large ones "
        "most.",
        0.0,
        10.0,
    )


@dataclass(frozen=True, slots=True)
class OptimizerSpec(Part):
    """A rule that turns gradients into steps."""

    part: ClassVar[str] = "optimizer"
    name: OptimizerName = option("gradient_descent", "How a gradient becomes a step.")
    learning_rate: float = option(
        0.05, "α: how far a step goes along the slope.", 1e-8, 100.0
    )
    momentum: float = option(
        0.9, "μ: how much of the speed m ← μ m + ∇L is kept at each step.", 0.0, 0.9999
    )
    beta1: float = option(
        0.9, "β₁: how much of m ← β₁ m + (1 − β₁) ∇L is kept at each step.", 0.0, 0.9999
    )
    beta2: float = option(
        0.999,
        "β₂: how much of v ← β₂ v + (1 − β₂) ∇L² is kept at each step.",
        0.0,
        0.99999,
    )
    epsilon: float = option(
        1e-8, "ε: keeps ∇L / (√v + ε) from dividing by 0.", 1e-12, 1.0
    )
    bias_correction: bool = option(
        True,
        "Divide m by 1 − β₁ᵗ and v by 1 − β₂ᵗ, as both start at 0; t counts steps.",
    )
    weight_decay: float = option(
        0.01, "λ: each step takes α λ θ from the weights.", 0.0, 10.0
    )
    damping: float = option(
        0.001, "δ: added to each curvature, so that no step is too long.", 0.0, 1e4
    )
    history: int = option(10, "How many last steps curvature is guessed from.", 1, 100)
    schedule: ScheduleName = option("constant", "How α changes from step to step.")
    schedule_steps: int = option(
        200, "T: after how many steps α falls, or is 0.", 1, 1_000_000
    )
    decay: float = option(0.5, "γ: what α is multiplied by every T steps.", 0.001, 1.0)
    warm_up: int = option(
        0, "Over how many first steps α grows from 0 to its value.", 0, 100_000
    )

    @property
    def choice(self) -> OptimizerChoice:
        """What the catalogue says of this rule."""
        return OPTIMIZERS[self.name]

    @property
    def used(self) -> frozenset[str]:
        """The fields that make a difference with this rule and this schedule."""
        always = ("name", "learning_rate", "schedule", "warm_up")
        schedule = SCHEDULES[self.schedule].uses
        return frozenset((*always, *self.choice.uses, *schedule))


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
    replace: bool = option(
        False,
        "Draw each batch from all examples (with replacement), so that an epoch may "
        "miss some and see others twice.",
    )


@dataclass(frozen=True, slots=True)
class RaceSpec(Part):
    """Descents that race the walker from the same start: all else is as for it."""

    part: ClassVar[str] = "race"
    names: tuple[OptimizerName, ...] = option((), "The optimiser of each rival.")
    rates: tuple[float, ...] = option(
        (), "The learning rate of each rival.", 1e-8, 100.0
    )
    sizes: tuple[int, ...] = option(
        (), "The batch size of each rival; 0 is all examples.", 0, 20_000
    )
    starts: StartsName = option("same", "Where the rivals start.")

    def check(self) -> None:
        """Refuse rivals that lack a number, and too many of them."""
        if not len(self.names) == len(self.rates) == len(self.sizes):
            raise ValueError(
                "race.names, race.rates and race.sizes must be equally many, not "
                f"{len(self.names)}, {len(self.rates)} and {len(self.sizes)}"
            )
        if len(self.names) > MOST_RIVALS:
            raise ValueError(
                f"race.names must be at most {MOST_RIVALS} rivals, "
                f"not {len(self.names)}"
            )


@dataclass(frozen=True, slots=True)
class StopSpec(Part):
    """When the descent stops by itself: at whatever of these it reaches first."""

    part: ClassVar[str] = "stop"
    steps: int | None = option(
        None, "Stop after so many steps (none: go on).", 1, 100_000_000
    )
    epochs: int | None = option(
        None, "Stop after so many epochs (none: go on).", 1, 100_000_000
    )
    loss: float | None = option(
        None, "Stop once the loss is below this (none: go on).", -1e9, 1e9
    )
    gradient: float | None = option(
        None,
        "Stop once |∇L| of the batch is below this (none: go on).",
        0.0,
        1e9,
    )


@dataclass(frozen=True, slots=True)
class PlaneSpec(Part):
    """The two directions of parameter space that are drawn."""

    part: ClassVar[str] = "plane"
    kind: PlaneKind = option("auto", "What the two axes of the surface are.")
    x: int = option(0, "Number of the parameter along x, for two weights.", 0, 9999)
    y: int = option(1, "Number of the parameter along y, for two weights.", 0, 9999)
    seed: int = option(0, "Draws the random directions.", 0, 999_999)
    normalise: NormaliseName = option(
        "filter", "How long random directions are in each part of the network."
    )
    centre: CentreName = option("start", "The point that the plane goes through.")
    kept: int = option(0, "Number of the kept point that is the centre.", 0, 99)
    extent: float | None = option(
        None,
        "Half the side of the square that is drawn (none: as suits the plane).",
        1e-3,
        1e3,
    )
    resolution: int = option(101, "Grid points along each side.", 21, 301)


@dataclass(frozen=True, slots=True)
class FunctionSpec(Part):
    """A test surface in two variables, in place of a network's loss."""

    part: ClassVar[str] = "function"
    name: FunctionName = option(
        "none", "A surface with a formula instead of a network's loss (none)."
    )
    expression: str = option(
        "", "The own formula, in x and y, such as x^2 + sin(3*y).", 0, LONGEST
    )

    def check(self) -> None:
        """Refuse text that is no formula, also while it is not the one chosen."""
        if self.expression or self.name == "expression":
            try:
                parse(self.expression)
            except ValueError as error:
                raise ValueError(
                    f"function.expression must be a formula in x and y: {error}"
                ) from None


@dataclass(frozen=True, slots=True)
class StartSpec(Part):
    """Where the descent starts."""

    part: ClassVar[str] = "start"
    theta: tuple[float, ...] = option(
        (), "All parameters, in their order (none: as drawn).", -1e6, 1e6
    )


@dataclass(frozen=True, slots=True)
class KeptSpec(Part):
    """Points of parameter space that the user keeps, to return to them."""

    part: ClassVar[str] = "kept"
    names: tuple[str, ...] = option((), "What the kept points are called.", 0, 24)
    values: tuple[float, ...] = option(
        (), "All parameters of the first kept point, then of the next.", -1e6, 1e6
    )


@dataclass(frozen=True, slots=True)
class CutSpec(Part):
    """A straight line through parameter space along which the loss is drawn."""

    part: ClassVar[str] = "cut"
    along: CutName = option("x", "Where the surface is cut.")
    at: float | None = option(
        None, "Where on the cut the tangent touches (none: at the walker).", -1e6, 1e6
    )


@dataclass(frozen=True, slots=True)
class ViewSpec(Part):
    """How it is shown."""

    part: ClassVar[str] = "view"
    log_height: bool = option(False, "Draw the surface as high as the log of the loss.")
    colors: ColorsName = option("auto", "How losses become colours and contours.")
    against: AgainstName = option(
        "none",
        "Colour the surface by how much higher it is than that of the same models with "
        "this activation in all hidden layers, or with this loss.",
    )
    speed: float = option(10.0, "Steps a second while playing.", 1.0, 10_000.0)
    color_map: ColorMapName = option("viridis", "The colours of the losses.")
    bright: BrightName = option("high", "Which losses have the bright colours.")
    opacity: float = option(1.0, "1 is solid; less lets see through.", 0.2, 1.0)
    height_low: float | None = option(
        None, "The loss at the bottom of the heights (none: the lowest).", -1e9, 1e9
    )
    height_high: float | None = option(
        None, "The loss at the top of the heights (none: by the bulk).", -1e9, 1e9
    )
    perspective: bool = option(True, "Draw what is far away smaller.")
    layers: tuple[LayerName, ...] = option(
        (
            "contours",
            "floor",
            "grid",
            "stem",
            "tether",
            "gradient",
            "downhill",
            "penalty",
            "kept",
        ),
        "What is drawn on the surface and around it.",
    )
    true_length: bool = option(
        False, "Arrows as long as the slope they stand for; else all alike."
    )
    radius: float = option(
        0.3, "Of tangent plane and local quadratic, in extents.", 0.02, 2.0
    )
    samples: SamplesName = option("all", "Whose loss the surface is.")
    example: int = option(0, "Number of the one example.", 0, 19_999)
    losses: LossPlotName = option("steps", "Over what the losses are drawn.")
    insight: InsightName = option("none", "Which look inside stands under the losses.")
    hidden: int = option(
        1, "The hidden layer whose activation is looked at.", 1, MOST_LAYERS
    )
    unit: int = option(0, "The unit of it (0: all of them).", 0, MOST_UNITS)
    compared: tuple[ActivationName, ...] = option(
        (), "Activations that are drawn beside that of the layer."
    )
    nudging: bool = option(
        False, "Check the gradient: nudge each weight, and watch the loss."
    )
    likelihood: LikelihoodName = option(
        "output", "What the look at the likelihood shows."
    )
    shelf: tuple[LossName, ...] = option(
        (), "Losses that are drawn beside the one that is made small, to compare."
    )
    loss_over: LossOverName = option("output", "Over what losses are drawn.")
    telling: bool = option(
        False, "Tell the next update in symbols and numbers, phrase by phrase (U)."
    )
    curves: tuple[CurveName, ...] = option(
        ("training", "held_out"), "What the history shows, where there is such a thing."
    )
    over: OverName = option("steps", "What runs along the axis of the history.")
    input_x: int = option(
        0, "Number of the input along x in the data view.", 0, MOST_INPUTS - 1
    )
    input_y: int = option(
        1, "Number of the input along y in the data view.", 0, MOST_INPUTS - 1
    )
    units: FaceName = option("bend", "What is drawn in the units of the network.")
    bias_nodes: bool = option(
        False,
        "Draw the biases of a layer as the weights of a node that is fixed to 1; else "
        "each is a dot in its unit.",
    )
    held_inputs: tuple[float, ...] = option(
        (),
        "Where all inputs are held, in the units the network sees; those along the "
        "axes of the data view are not (none: at their means).",
        -1e6,
        1e6,
    )
    prediction: DataViewName = option("map", "How two inputs are drawn.")
    data_layers: tuple[DataLayerName, ...] = option(
        ("spread", "contours", "test"), "What is drawn in the data view."
    )
    threshold: float = option(
        0.5,
        "Above this probability an example counts as the second of two classes.",
        0.0,
        1.0,
    )
    log_losses: bool = option(
        True, "The history on a log scale, where nothing is negative."
    )

    def check(self) -> None:
        """Refuse a range of heights that is upside down."""
        low, high = self.height_low, self.height_high
        if low is not None and high is not None and low >= high:
            raise ValueError(
                f"view.height_low must be below view.height_high, not {low:g} and "
                f"{high:g}"
            )


@dataclass(frozen=True, slots=True)
class Spec:
    """Everything needed to make the picture on the screen again."""

    data: DataSpec = field(default_factory=DataSpec)
    network: NetworkSpec = field(default_factory=NetworkSpec)
    loss: LossSpec = field(default_factory=LossSpec)
    optimizer: OptimizerSpec = field(default_factory=OptimizerSpec)
    batch: BatchSpec = field(default_factory=BatchSpec)
    race: RaceSpec = field(default_factory=RaceSpec)
    stop: StopSpec = field(default_factory=StopSpec)
    plane: PlaneSpec = field(default_factory=PlaneSpec)
    function: FunctionSpec = field(default_factory=FunctionSpec)
    start: StartSpec = field(default_factory=lambda: StartSpec((-2.0, 2.0)))
    kept: KeptSpec = field(default_factory=KeptSpec)
    cut: CutSpec = field(default_factory=CutSpec)
    view: ViewSpec = field(default_factory=ViewSpec)

    def __post_init__(self) -> None:
        self._check_loss()
        if self.count < 2:
            raise ValueError(
                "network.bias must be true here: one parameter alone has no surface"
            )
        self._check_frozen()
        if self.view.samples == "test" and not self.data.held_out:
            raise ValueError(
                "view.samples must be all, batch or example before examples are held "
                "out, not test"
            )
        if self.optimizer.name == "newton" and self.count > MOST_NEWTON:
            raise ValueError(
                f"optimizer.name must not be newton for more than {MOST_NEWTON} "
                f"parameters, here {self.count}: each step needs all second derivatives"
            )
        self._check_plane()
        self._check_points()
        self._check_held()
        self._check_against()
        _ = self.descents  # each is a spec of its own, and checked as such

    def _check_loss(self) -> None:
        if refusal := unsuited(self.loss.name, self.data.choice):
            task = self.data.choice.task
            fit = [name for name, choice in LOSSES.items() if task in choice.suits]
            raise ValueError(
                f"loss.name must be {', '.join(fit[:-1])} or {fit[-1]} for "
                f"{self.data.name}: {refusal}"
            )

    def _check_frozen(self) -> None:
        frozen = () if self.is_function else self.network.frozen
        if frozen and max(frozen) >= self.count:
            raise ValueError(
                f"network.frozen must be below {self.count}, the number of parameters, "
                f"not {max(frozen)}"
            )
        if self.free < 2:
            raise ValueError(
                f"network.frozen must leave two of the {self.count} parameters free, "
                f"not {self.free}"
            )

    def _check_plane(self) -> None:
        count, plane = self.count, self.plane
        if max(plane.x, plane.y) >= count:
            raise ValueError(
                f"plane.x and plane.y must be below {count}, the number of "
                f"parameters, not {plane.x} and {plane.y}"
            )
        if plane.x == plane.y:
            raise ValueError("plane.x and plane.y must be two parameters")
        if plane.centre == "kept" and plane.kept >= len(self.kept.names):
            raise ValueError(
                f"plane.kept must be below {len(self.kept.names)}, the number of "
                f"kept points, not {plane.kept}"
            )
        if self.cut.along == "kept" and len(self.kept.names) < 2:
            raise ValueError(
                "cut.along must be x or y before two points are kept, not kept"
            )
        if plane.kind == "points" and len(self.kept.names) < 3:
            raise ValueError(
                "plane.kind must not be points before three points are kept"
            )

    def _check_points(self) -> None:
        count, kept = self.count, self.kept
        if len(self.start.theta) not in (0, count):
            raise ValueError(
                f"start.theta must be {count} numbers, one for each parameter, "
                f"not {len(self.start.theta)}"
            )
        if len(kept.values) != count * len(kept.names):
            raise ValueError(
                f"kept.values must be {count} numbers for each of "
                f"{len(kept.names)} names, not {len(kept.values)}"
            )

    def _check_held(self) -> None:
        held, inputs = self.view.held_inputs, self.data.choice.inputs
        if len(held) not in (0, len(inputs)):
            raise ValueError(
                f"view.held_inputs must be {len(inputs)} numbers, one for each input, "
                f"not {len(held)}"
            )

    def _check_against(self) -> None:
        name = self.view.against
        if refusal := incomparable(self, name):
            names = field_types(ViewSpec)["against"]
            fit = [name for name in get_args(names) if not incomparable(self, name)]
            raise ValueError(
                f"view.against must be {_listed(fit)} here, not {name}: {refusal}"
            )

    @property
    def is_function(self) -> bool:
        """Whether the loss is a formula, without network or data."""
        return self.function.name != "none"

    @property
    def formula(self) -> str:
        """The formula that is the loss; empty where a network's is."""
        name, own = self.function.name, self.function.expression
        return own if name == "expression" else FUNCTIONS[name].formula

    @property
    def count(self) -> int:
        """The number of parameters P."""
        return 2 if self.is_function else self.shape.count

    @property
    def free(self) -> int:
        """How many parameters a descent may change."""
        frozen = () if self.is_function else self.network.frozen
        return self.count - len(set(frozen))

    @property
    def outputs(self) -> int:
        """How many outputs the network has: by what its loss makes of them."""
        return _outputs(self.loss_name, self.data.choice)

    @property
    def shape(self) -> Shape:
        """The layer sizes of the network on these data."""
        sizes = (len(self.data.choice.inputs), *self.network.hidden, self.outputs)
        return Shape(sizes, self.network.bias)

    @property
    def is_exact(self) -> bool:
        """Whether the plane holds all models, as two parameters are free."""
        return self.free == 2

    @property
    def is_quadratic(self) -> bool:
        """Whether the loss is a bowl, as curved everywhere as anywhere."""
        if self.is_function:
            return self.function.name in ("bowl", "ravine")
        is_straight = not self.network.hidden and not self.data.choice.has_classes
        return is_straight and self.loss_name == "squared" and not self.loss.l1

    @property
    def descents(self) -> tuple["Spec", ...]:
        """The walker's descent, and those of its rivals."""
        race = self.race
        if not race.names:
            return (self,)
        alone = replace(self, race=RaceSpec())
        each = zip(race.names, race.rates, race.sizes, strict=True)
        rivals = (
            replace(
                alone._started(race.starts, number),
                optimizer=replace(self.optimizer, name=name, learning_rate=rate),
                batch=replace(self.batch, size=size),
            )
            for number, (name, rate, size) in enumerate(each)
        )
        return (alone, *rivals)

    def _started(self, starts: StartsName, number: int) -> "Spec":
        """Return the same spec with the start of a rival."""
        count = self.count
        if starts == "drawn":
            network = replace(self.network, seed=self.network.seed + 1 + number)
            return replace(self, network=network, start=StartSpec())
        if starts == "kept" and number < len(self.kept.names):
            values = self.kept.values[number * count : (number + 1) * count]
            return replace(self, start=StartSpec(values))
        return self

    @property
    def drawn_inputs(self) -> tuple[int, ...]:
        """The numbers of the inputs along the axes of the data view: one, or two."""
        last = len(self.data.choice.inputs) - 1
        x, y = min(self.view.input_x, last), min(self.view.input_y, last)
        if last and x == y:
            y = 0 if x else 1
        return (x, y) if last else (0,)

    @property
    def watched_layer(self) -> int:
        """The hidden layer whose activation is looked at; 0 where there is none."""
        return (
            0 if self.is_function else min(self.view.hidden, len(self.network.hidden))
        )

    @property
    def watched_unit(self) -> int:
        """The unit of that layer; 0 for all of them."""
        if not self.watched_layer:
            return 0
        units = self.network.hidden[self.watched_layer - 1]
        return self.view.unit if self.view.unit <= units else 0

    @property
    def is_map(self) -> bool:
        """Whether the data view has an input along each of its axes."""
        return len(self.drawn_inputs) == 2 and self.view.prediction == "map"

    @property
    def has_threshold(self) -> bool:
        """Whether the network says how probable the second of two classes is."""
        task = self.data.choice.task
        return task == "two classes" and self.loss_name != "hinge"

    @property
    def possible_data_layers(self) -> frozenset[DataLayerName]:
        """What a data view can show: not all data have classes, or two inputs."""
        if self.is_function:
            return frozenset()
        is_curve = len(self.drawn_inputs) == 1
        has_classes = self.data.choice.has_classes
        can: dict[DataLayerName, bool] = {
            "residuals": not self.is_map,
            "squares": is_curve and not has_classes,
            "spread": is_curve and self.loss_name == "normal",
            "contours": not is_curve,
            "names": self.is_map and has_classes,
            "discrete": self.is_map and has_classes,
            "threshold": self.has_threshold,
            "test": self.data.held_out > 0,
            "person": True,
        }
        return frozenset(name for name, is_possible in can.items() if is_possible)

    @property
    def drawn_data_layers(self) -> frozenset[DataLayerName]:
        """What the data view shows."""
        return self.possible_data_layers & set(self.view.data_layers)

    @property
    def drawn_example(self) -> int:
        """The number of the one example among those that are learnt from."""
        return min(self.view.example, self.data.training - 1)

    @property
    def has_batches(self) -> bool:
        """Whether a step sees fewer examples than there are to learn from."""
        return not self.is_function and 0 < self.batch.size < self.data.training

    @property
    def drawn_samples(self) -> SamplesName:
        """Whose loss the surface is; a formula has no samples, a full batch has all."""
        name = self.view.samples
        if self.is_function or (name == "batch" and not self.has_batches):
            return "all"
        return name

    @property
    def possible_curves(self) -> frozenset[CurveName]:
        """What a history can show: not every problem has batches, a test, outputs."""
        found: set[CurveName] = {"training", "gradient", "rate", "weights"}
        if self.has_batches:
            found.add("batch")
        if not self.is_function:
            found.add("quality")
            if self.data.held_out:
                found |= {"held_out", "held_out_quality"}
        return frozenset(found)

    @property
    def drawn_curves(self) -> tuple[CurveName, ...]:
        """What the history shows."""
        return tuple(n for n in self.view.curves if n in self.possible_curves)

    @property
    def has_penalty(self) -> bool:
        """Whether weights cost something."""
        return bool(self.loss.l1 or self.loss.l2) and not self.is_function

    @property
    def loss_choice(self) -> LossChoice:
        """What the catalogue says of the loss."""
        return LOSSES[self.loss_name]

    @property
    def shelved(self) -> tuple[LossName, ...]:
        """The losses that are drawn: the one that is made small, and some beside it."""
        names = [name for name in LOSSES if name in self.view.shelf]
        beside = [name for name in names if name not in ("auto", self.loss_name)]
        suited = (n for n in beside if not unsuited(n, self.data.choice))
        return (self.loss_name, *suited)

    @property
    def loss_over(self) -> LossOverName:
        """Over what losses are drawn, where there is a choice.

        More than two classes have an output each, and the output of a hinge is no
        probability.
        """
        if len(self.data.choice.classes) > 2:
            return "prediction"
        return "output" if self.loss_name == "hinge" else self.view.loss_over

    @property
    def plane_kind(self) -> PlaneKind:
        """What the axes are, once `auto` is decided."""
        if self.plane.kind != "auto":
            return self.plane.kind
        few = self.is_exact or not self.network.hidden
        return "weights" if few else "path"

    @property
    def kept_thetas(self) -> tuple[tuple[float, ...], ...]:
        """The parameters of each kept point."""
        values, count = self.kept.values, self.count
        return tuple(values[k : k + count] for k in range(0, len(values), count))

    @property
    def loss_name(self) -> LossName:
        """Which loss, once `auto` is decided."""
        if self.loss.name != "auto":
            return self.loss.name
        own: dict[str, LossName] = {"numbers": "squared", "two classes": "log"}
        return own.get(self.data.choice.task, "cross_entropy")


def _table(name: DataName, own: Own) -> DataChoice:
    """Return what can be said of all of a set: by the catalogue, or by its spec."""
    return own_set(*own) if name == "own" else DATA[name]


@lru_cache(maxsize=64)
def _choice(
    name: DataName,
    own: Own,
    classes: int | None,
    columns: tuple[str, ...],
    numbers: int,
) -> DataChoice:
    """Return what can be said of a set, as it is asked for."""
    table = _table(name, own)
    inputs = columns or table.usual or table.inputs
    units = dict(zip(table.inputs, table.units, strict=False))
    choice = replace(
        table,
        inputs=inputs,
        units=(*(units[column] for column in inputs), table.units[-1]),
        classes=class_names(classes) if classes else table.classes,
    )
    if not numbers:
        return choice
    return replace(
        choice,
        title=f"{table.title}, drawn by hand",
        samples=max(1, numbers // (len(inputs) + 1)),
        noise=None,
        is_fixed=True,
    )


def unsuited(name: LossName, choice: DataChoice) -> str:
    """Say why a loss cannot be taken for such data; nothing, if it can."""
    suits, title = LOSSES[name].suits, LOSSES[name].title
    if choice.task in suits:
        return ""
    what = "numbers" if choice.task == "numbers" else f"{len(choice.classes)} classes"
    return f"{title} is for {_listed(suits)}; these targets are {what}"


def incomparable(spec: Spec, name: AgainstName) -> str:
    """Say why `spec` has no models with that activation or loss; nothing, if it has."""
    if name == "none":
        return ""
    if spec.is_function:
        return "a formula has neither activation nor loss"
    if name in ACTIVATIONS:
        no_layer = "there is no hidden layer, and so no activation"
        return "" if spec.network.hidden else no_layer
    loss, choice = cast(LossName, name), spec.data.choice
    if refusal := unsuited(loss, choice):
        return refusal
    if (outputs := _outputs(loss, choice)) == spec.outputs:
        return ""
    return (
        f"{LOSSES[loss].title} is of {outputs} outputs, not {spec.outputs}, and so of "
        "other parameters"
    )


def _outputs(name: LossName, choice: DataChoice) -> int:
    """Return how many outputs a network has, by what its loss makes of them."""
    classes = len(choice.classes)
    if classes > 2 or name == "cross_entropy":
        return classes
    return 2 if name == "normal" else 1


def _listed(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last
