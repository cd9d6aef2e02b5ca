"""All that is asked for, and what follows from it."""

from dataclasses import dataclass, field, replace
from typing import cast, get_args

from models.catalog import (
    ACTIVATIONS,
    FUNCTIONS,
    LOSSES,
    AgainstName,
    CurveName,
    DataChoice,
    DataLayerName,
    LossChoice,
    LossName,
    LossOverName,
    PlaneKind,
    SamplesName,
    StartsName,
)
from models.fields import field_types
from models.language import tr
from models.parameters import Shape
from models.specs.data import DataSpec
from models.specs.learning import (
    BatchSpec,
    LossSpec,
    NetworkSpec,
    OptimizerSpec,
    RaceSpec,
    StopSpec,
    _listed,
    unsuited,
)
from models.specs.surfaces import CutSpec, FunctionSpec, KeptSpec, PlaneSpec, StartSpec
from models.specs.view import ViewSpec

MOST_NEWTON = 300  # parameters


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
                tr("network.bias must be true here: one parameter alone has no surface")
            )
        self._check_frozen()
        if self.view.samples == "test" and not self.data.held_out:
            raise ValueError(
                tr(
                    "view.samples must be all, batch or example before examples are "
                    "held out, not test"
                )
            )
        if self.optimizer.name == "newton" and self.count > MOST_NEWTON:
            raise ValueError(
                tr(
                    "optimizer.name must not be newton for more than "
                    "{most} parameters, here {count}: each step needs all "
                    "second derivatives",
                    most=MOST_NEWTON,
                    count=self.count,
                )
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
                tr(
                    "loss.name must be {some} or {last} for {name}: {refusal}",
                    some=", ".join(fit[:-1]),
                    last=fit[-1],
                    name=self.data.name,
                    refusal=refusal,
                )
            )

    def _check_frozen(self) -> None:
        frozen = () if self.is_function else self.network.frozen
        if frozen and max(frozen) >= self.count:
            raise ValueError(
                tr(
                    "network.frozen must be below {count}, the number of "
                    "parameters, not {frozen}",
                    count=self.count,
                    frozen=max(frozen),
                )
            )
        if self.free < 2:
            raise ValueError(
                tr(
                    "network.frozen must leave two of the {count} parameters "
                    "free, not {free}",
                    count=self.count,
                    free=self.free,
                )
            )

    def _check_plane(self) -> None:
        count, plane = self.count, self.plane
        if max(plane.x, plane.y) >= count:
            raise ValueError(
                tr(
                    "plane.x and plane.y must be below {count}, the number of "
                    "parameters, not {x} and {y}",
                    count=count,
                    x=plane.x,
                    y=plane.y,
                )
            )
        if plane.x == plane.y:
            raise ValueError(tr("plane.x and plane.y must be two parameters"))
        if plane.centre == "kept" and plane.kept >= len(self.kept.names):
            raise ValueError(
                tr(
                    "plane.kept must be below {names}, the number of kept "
                    "points, not {kept}",
                    names=len(self.kept.names),
                    kept=plane.kept,
                )
            )
        if self.cut.along == "kept" and len(self.kept.names) < 2:
            raise ValueError(
                tr("cut.along must be x or y before two points are kept, not kept")
            )
        if plane.kind == "points" and len(self.kept.names) < 3:
            raise ValueError(
                tr("plane.kind must not be points before three points are kept")
            )

    def _check_points(self) -> None:
        count, kept = self.count, self.kept
        if len(self.start.theta) not in (0, count):
            raise ValueError(
                tr(
                    "start.theta must be {count} numbers, one for each "
                    "parameter, not {theta}",
                    count=count,
                    theta=len(self.start.theta),
                )
            )
        if len(kept.values) != count * len(kept.names):
            raise ValueError(
                tr(
                    "kept.values must be {count} numbers for each of {names} "
                    "names, not {values}",
                    count=count,
                    names=len(kept.names),
                    values=len(kept.values),
                )
            )

    def _check_held(self) -> None:
        held, inputs = self.view.held_inputs, self.data.choice.inputs
        if len(held) not in (0, len(inputs)):
            raise ValueError(
                tr(
                    "view.held_inputs must be {inputs} numbers, one for each "
                    "input, not {held}",
                    inputs=len(inputs),
                    held=len(held),
                )
            )

    def _check_against(self) -> None:
        name = self.view.against
        if refusal := incomparable(self, name):
            names = field_types(ViewSpec)["against"]
            fit = [name for name in get_args(names) if not incomparable(self, name)]
            raise ValueError(
                tr(
                    "view.against must be {fit} here, not {name}: {refusal}",
                    fit=_listed(fit),
                    name=name,
                    refusal=refusal,
                )
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

    @property
    def is_in_bits(self) -> bool:
        """Whether the loss is a logarithm to base 2."""
        return self.loss.base == "2" and "base" in LOSSES[self.loss_name].uses


def incomparable(spec: Spec, name: AgainstName) -> str:
    """Say why `spec` has no models with that activation or loss; nothing, if it has."""
    if name == "none":
        return ""
    if spec.is_function:
        return tr("a formula has neither activation nor loss")
    if name in ACTIVATIONS:
        no_layer = tr("there is no hidden layer, and so no activation")
        return "" if spec.network.hidden else no_layer
    loss, choice = cast(LossName, name), spec.data.choice
    if refusal := unsuited(loss, choice):
        return refusal
    if (outputs := _outputs(loss, choice)) == spec.outputs:
        return ""
    return tr(
        "{title} is of {other} outputs, not {own}, and so of other parameters",
        title=LOSSES[loss].title,
        other=outputs,
        own=spec.outputs,
    )


def _outputs(name: LossName, choice: DataChoice) -> int:
    """Return how many outputs a network has, by what its loss makes of them."""
    classes = len(choice.classes)
    if classes > 2 or name == "cross_entropy":
        return classes
    return 2 if name == "normal" else 1
