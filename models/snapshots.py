"""What was computed: frozen records of read-only arrays, safe to pass to any thread.

N samples, D inputs, O outputs, P parameters, R grid side, T steps, G grid points.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import nan
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Singles = NDArray[np.float32]

MarkKind = Literal["minimum", "saddle", "maximum", "equivalent"]
ArrowName = Literal["gradient", "momentum", "step"]
FamilyName = Literal["normal", "laplace", "bernoulli", "categorical"]
"""Families of distributions over what may be true."""
Watched = Literal[
    "cut",
    "gauge",
    "history",
    "update",
    "units",
    "activation",
    "loss",
    "likelihood",
    "weights",
]
"""What takes long to see, and is computed while someone looks at it."""
OutputKind = Literal["number", "spread", "probability", "score", "shares"]
"""What outputs are: y; μ and σ; p of the second class; its score; p of each class."""
Event = Literal[
    "diverged",
    "diverging",
    "level",
    "saddle",
    "converged",
    "plateau",
    "zig-zag",
    "crawling",
    "dead units",
]


def frozen(values: ArrayLike) -> Array:
    """Copy `values` into a read-only float64 array."""
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


def _no_numbers() -> Array:
    return frozen([])


@dataclass(frozen=True, slots=True, eq=False)
class Data:
    """A data set as the network sees it."""

    inputs: Array  # (N, D), standardised where the labels say so
    targets: Array  # (N, 1); of classes their numbers
    is_held_out: NDArray[np.bool_]  # (N,); the others are learnt from
    input_labels: tuple[str, ...]  # D axis labels: name, unit, standardisation
    target_label: str
    classes: tuple[str, ...]  # their names; none where targets are numbers
    title: str  # says whether they are synthetic
    note: str  # what the data are and where they come from
    shift: Array  # (D + 1,) of inputs and target: own units are shift + scale * seen
    scale: Array  # (D + 1,)
    names: tuple[str, ...]  # (D + 1,) of inputs and target
    units: tuple[str, ...]  # (D + 1,) "" where there is none
    ends: Array  # (2, D + 1) the least and the greatest, as seen, of a picture of them

    @property
    def has_classes(self) -> bool:
        """Whether targets are classes, and no numbers."""
        return bool(self.classes)


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """Two directions in parameter space: origin + x direction_x + y direction_y."""

    origin: Array  # (P,)
    direction_x: Array  # (P,)
    direction_y: Array  # (P,)
    centre: tuple[float, float]  # the middle of what is drawn, in (x, y)
    extent: float  # half the side of what is drawn
    name_x: str
    name_y: str
    is_exact: bool  # the model has these two parameters and no others
    note: str  # one sentence: what the axes are and what is fixed
    last: int = 0  # the number of the last step that it was laid through

    def theta(self, x: float, y: float) -> Array:
        """Return the parameters (P,) at (x, y)."""
        return frozen(self.origin + x * self.direction_x + y * self.direction_y)


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """Where a descent stands: enough to draw it, and to go on from it."""

    index: int
    seen: int  # examples seen so far
    epoch: float  # passes over the training examples so far
    theta: Array  # (P,)
    loss: float  # over all the training examples
    gradient: Array  # (P,) of the batch that the next step follows
    memory: object = None  # the optimiser's own state, immutable
    verdict: str = ""  # why it stopped, one sentence; empty while it goes on
    has_diverged: bool = False  # so that nothing makes it go on
    batch_loss: float = nan  # here, over the batch that the next step follows
    rate: float = nan  # the learning rate of the step that led here
    seconds: float = (
        0.0  # that all steps so far took to compute, looking on not counted
    )


class Record(NamedTuple):
    """What is noted of T steps for their history, each (T,)."""

    seen: Array  # examples
    epochs: Array
    batch_losses: Array
    slopes: Array  # lengths of the gradients
    rates: Array
    seconds: Array  # of computing


NO_RECORD = Record(*(frozen([]) for _ in Record._fields))


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """The kept steps of a descent, seen in a plane."""

    indices: Array  # (T,) the numbers of the steps
    losses: Array  # (T,) true losses, also where the walker is off the plane
    xy: Array  # (T, 2)
    off_plane: Array  # (T,) distance to the plane in parameter space
    gradient: Array  # (2,) at the last step, along x and y
    record: Record = NO_RECORD


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Some parameters at S steps: of the axes of the plane, then the farthest moved."""

    values: Array  # (C, S)
    names: tuple[str, ...]  # C
    axes: int  # how many are axes of the plane: 2, or 0 where those are no parameters
    count: int  # P, of all parameters


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """How good the models at S of the kept steps are; nan where it means nothing."""

    indices: Array  # (S,) the numbers of the steps
    losses: Array  # (S,) over the training examples; they tell of which descent it is
    held_out: Array  # (S,) losses over the examples held out
    quality: Array  # (S,) share of right classes, or R², of the training examples
    held_out_quality: Array  # (S,) the same of the examples held out
    weights: Weights | None = None  # None where they are not drawn


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """A point of a slice worth a mark: where the slice itself is level."""

    kind: MarkKind
    xy: Array  # (2,)
    loss: float
    eigenvalues: Array  # (2,) of the slice's Hessian per unit of x and y, ascending


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """The loss on a square grid of a plane."""

    plane: Plane
    axis_x: Array  # (R,)
    axis_y: Array  # (R,)
    loss: Array  # (R, R), loss[i, j] at (axis_x[i], axis_y[j]); may be inf or nan
    table: NDArray[np.float32] | None = None  # (R, R, N) per sample, where it is kept
    marks: tuple[Mark, ...] = ()  # found when the grid is as fine as asked for
    creases: Array | None = None  # (C, 2), lines where the loss has a kink; nan between
    note: str = ""  # what was found and cannot be drawn, one sentence
    whole: Array | None = None  # (R, R) of all that train, where `loss` is of some
    penalty: Array | None = None  # (C, 2), lines on which weights cost the same
    against: Array | None = None  # (R, R) the loss that `loss` is compared with

    @property
    def tint(self) -> Array:
        """What its colours stand for (R, R): the loss, or how much higher it is."""
        if self.against is None:
            return self.loss
        with np.errstate(invalid="ignore"):
            return frozen(self.loss - self.against)


@dataclass(frozen=True, slots=True, eq=False)
class Noise:
    """Which examples the next step follows, and how far they lead astray."""

    numbers: NDArray[np.intp]  # (B,) among the examples that train
    angle: float  # degrees, from the gradient of all to that of these
    ratio: float  # of their lengths


@dataclass(frozen=True, slots=True, eq=False)
class Fan:
    """Gradients at the walker, along x and y."""

    singles: Array  # (F, 2) of single examples of the batch
    full: Array  # (2,) of all examples


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The shape of what is drawn where the walker stands, or below or above it."""

    xy: Array  # (2,)
    loss: float  # of the walker, over all the training examples, and so what follows
    height: float  # of what is drawn there: of a slice, and of the samples it is of
    gradient: Array  # (2,) of what is drawn, along x and y
    hessian: Array  # (2, 2) of what is drawn
    step: Array  # (2,) the way of the next step, in the plane
    promised: float  # the loss after it, if the loss were the tangent plane
    real: float  # the loss after it
    fan: Fan | None = None  # where batches are drawn
    momentum: Array | None = None  # (2,) m of that step, as the gradient; if it has any


@dataclass(frozen=True, slots=True, eq=False)
class Bend:
    """How sharply the loss bends where the walker stands, over all that train.

    All are nan where it is not finite around there.
    """

    low: float  # λmin, the smallest eigenvalue of the Hessian
    high: float  # λmax, the largest
    along: float  # the curvature in the direction of the gradient; nan without one


FLYING, DIVERGED = -1, -2  # numbers of no basin


@dataclass(frozen=True, slots=True)
class Basin:
    """A minimum, and how many drops are in it."""

    loss: float
    drops: int


@dataclass(frozen=True, slots=True, eq=False)
class Rain:
    """Drops that run down from a grid over a square, side * side of them."""

    side: int
    index: int  # steps that they took
    xy: Array  # (K, 2) where they are
    losses: Array  # (K,)
    numbers: NDArray[np.intp]  # (K,) of their basins; negative where there is none
    basins: tuple[Basin, ...]  # the lowest first
    centre: tuple[float, float]  # of the square that they started in
    extent: float  # half its side
    has_ended: bool


@dataclass(frozen=True, slots=True, eq=False)
class Anchors:
    """What a plane may be laid through, beside what the spec says."""

    walker: Array | None = None  # (P,)
    path: Array | None = None  # (T, P) from start to end
    last: int = 0  # the number of the path's last step


@dataclass(frozen=True, slots=True, eq=False)
class Marker:
    """A kept point, seen in a plane."""

    name: str
    xy: Array  # (2,)
    loss: float
    off_plane: float


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """The loss along a straight line through parameter space."""

    name: str  # of what runs along it, such as w
    axis: Array  # (G,)
    losses: Array  # (G,)
    at: float  # where on the axis the tangent touches
    loss: float  # there
    slope: float  # there, per unit of the axis
    ends: Array  # (2, 2) of the line, in the coordinates of the plane
    data: Array | None = None  # (G,) without what weights cost, where they do


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """One model, looked at: its loss, its gradient and what it predicts."""

    theta: Array  # (P,)
    loss: float
    gradient: Array  # (P,) over all the training examples
    outputs: Array  # (O, G) predictions on the grid of the Prediction
    cost: float = 0.0  # of the loss, what the weights cost


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The probabilities of the second of two classes, in order, by the true class."""

    first: Array
    second: Array


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One example of those that are learnt from."""

    number: int  # among these
    row: int  # among all
    loss: float  # its own, without what weights cost


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """What the walker's model, and the one under the pointer, make of the data."""

    data: Data
    axes: tuple[Array, ...]  # one axis of G points, or two of G = len(x) * len(y)
    walker: Probe
    hovered: Probe | None
    hovered_at: tuple[float, float] | None  # in the coordinates of the plane
    inputs: tuple[int, ...] = (0,)  # the numbers of those along the axes
    middle: float = 0.5  # of one output: above it is the second class
    bends: tuple[Array, ...] = ()  # (C,) of each hidden layer, over sums around 0
    kind: OutputKind = "number"
    held: Array = field(default_factory=_no_numbers)  # (D,) inputs along no axis
    fitted: Array = field(default_factory=_no_numbers)  # (O, N) of all the examples
    ranking: Ranking | None = None  # of those that are learnt from, of two classes
    example: Example | None = None  # while one is looked at


@dataclass(frozen=True, slots=True, eq=False)
class ActivationCurve:
    """An activation f of weighted sums z, wherever the data may fall on it."""

    sums: Array  # (Z,)
    values: Array  # (Z,) f
    slopes: Array  # (Z,) f'
    is_level: NDArray[np.bool_]  # (Z,) where f' is as good as none


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """What each unit makes of the data, layer by layer; the outputs are the last.

    There are U units in a layer, and S examples are looked at one by one.
    """

    numbers: NDArray[np.intp]  # (S,) of these among the examples that train
    count: int  # of the examples that train
    axes: tuple[Array, ...]  # of the maps: of one input, or of two
    sums: tuple[Singles, ...]  # each (U, S), before the bend
    values: tuple[Singles, ...]  # each (U, S), after it; at last the predictions
    maps: tuple[Singles, ...]  # each (U, X) or (U, X, Y), values over the axes
    is_dead: tuple[NDArray[np.bool_], ...]  # each (U,), 0 and level for all examples
    level: tuple[Array, ...]  # each (U,), of the examples, where the bend has no slope
    curves: Mapping[str, ActivationCurve]  # of all activations, by name


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """The gradient compared with finite differences."""

    nudged: Array  # (P,) slopes by finite differences; nan where none was taken
    largest: float  # difference; nan where one is not finite
    told: str  # of it, and of what it cost to find, in a few sentences
    is_apart: bool  # it is more than the errors of rounding


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """Parameters with the best weights of the output layer, known at once."""

    theta: Array  # (P,)
    before: float  # the loss where the walker stands
    after: float  # the loss with these parameters


@dataclass(frozen=True, slots=True, eq=False)
class Inspection:
    """What is known of every parameter, beside its value and its gradient."""

    past: Array  # (P, S) at S of the steps, evenly spaced; the last is the walker's
    solution: Solution | None  # of the output layer
    refusal: str  # why there is none, one sentence
    check: Check | None  # None where it is not asked for


@dataclass(frozen=True, slots=True, eq=False)
class ShelfCurve:
    """A loss and its slope along an axis of G places: one curve, or one a class."""

    name: str  # in the catalogue
    values: Array  # (C, G)
    slopes: Array  # (C, G) along the axis
    unit: str = ""  # bits, or none


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """Losses side by side, and what M of the training examples cost by the first."""

    axis: Array  # (G,) ascending
    name: str  # of what runs along it
    curves: tuple[ShelfCurve, ...]
    numbers: NDArray[np.intp]  # (M,) among the examples that train
    classes: NDArray[np.intp]  # (M,) that are true; 0 where targets are numbers
    places: Array  # (M,) on the axis
    losses: Array  # (M,)
    chosen: int | None  # which of the M is the chosen example; None where it is not
    mean: float  # of the losses of all training examples
    total: float | None  # their sum, where that is made small


@dataclass(frozen=True, slots=True)
class Remark:
    """What happens to a descent, in words."""

    event: Event
    sentence: str  # with its evidence in numbers
    advice: str  # one change that helps


@dataclass(frozen=True, slots=True)
class Phrase:
    """One part of an update, told."""

    formula: str  # its numbers put in, its vectors as symbols
    values: str  # of those vectors; empty where a rule does not say
    arrow: ArrowName | None = None  # the layer that shows it


@dataclass(frozen=True, slots=True)
class Line:
    """One step of a derivation."""

    formula: str  # in braces what is constant, and so may be left out
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """The probability of all the data, on a square grid of a plane."""

    axis_x: Array  # (R,)
    axis_y: Array  # (R,)
    minus_log: Array  # (R, R) the sum of -log p over the examples
    single: NDArray[np.float32]  # (R, R) the product of p, multiplied in float32
    double: Array  # (R, R) the same in float64
    best: tuple[int, int]  # where the data are most probable, from the sum

    @property
    def is_best_at_edge(self) -> bool:
        """Whether it is at the rim of the grid: it may get better farther out."""
        return any(k in (0, len(self.axis_x) - 1) for k in self.best)


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """A classifier with one sigmoid node beside its twin with two softmax nodes.

    H numbers go into the output layer, the 1 of the bias among them.
    """

    is_two: bool  # the walker's own; or else its own is one
    counts: tuple[int, int]  # of the parameters of either
    one: Array  # (H,) the gradient in the output layer, with one node
    two: Array  # (2, H) the same with two, the first class first
    loss_gap: float  # between the losses of the two
    hidden_gap: float  # the largest, between gradients in hidden layers
    output_gap: float  # the largest, of `two` from -one and +one
    losses: Array  # (3, T) of descents: one node, two, two with half the output's rate
    start: Array  # (P,) of the twin, to match the walker's start


@dataclass(frozen=True, slots=True, eq=False)
class Likelihood:
    """How probable the walker's model makes the examples that train."""

    family: FamilyName | None  # of distributions; None if the loss comes of none
    number: int  # of the example that is looked at, among those that train
    row: int  # the same among all of the data
    logits: Array  # (O,) what the network says of it; of one sigmoid node 0 and z
    output: Array  # (O,) the parameters of its distribution, as the network sees t
    minus_logs: Array  # (N,) -log p of each example; empty without a distribution
    lines: tuple[Line, ...] = ()
    product: Product | None = None  # None while it is not asked for, as what follows
    nodes: Nodes | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What is seen from where the walker stands."""

    prediction: Prediction
    ground: Ground | None = None  # None while no plane is known
    markers: tuple[Marker, ...] = ()
    cut: Cut | None = None  # None while it is not watched, as what follows
    bend: Bend | None = None
    remarks: tuple[Remark, ...] = ()
    scores: Scores | None = None
    noise: Noise | None = None  # None where a step sees all examples
    phrases: tuple[Phrase, ...] = ()  # of the update that follows
    units: Units | None = None  # None for a formula, too
    inspection: Inspection | None = None
    likelihood: Likelihood | None = None  # None while it is not watched
    shelf: Shelf | None = None  # None while it is not watched
