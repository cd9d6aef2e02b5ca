"""What there is to choose from: names, titles, and what goes with what. No maths here.

The functions behind these names are registered in `data`, `activations`, `losses` and
`optimizers`; a test holds the two together.
"""

from dataclasses import dataclass
from typing import Literal

from models.snapshots import FamilyName

DataName = Literal[
    "six_points",
    "tanh_curve",
    "blood_pressure",
    "diabetes",
    "blobs",
    "moons",
    "circles",
    "xor",
    "spiral",
    "threshold",
    "logistic",
    "heart_disease",
    "iris",
    "wine",
    "breast_cancer",
    "progression",
    "own",
]
ActivationName = Literal[
    "linear",
    "sigmoid",
    "tanh",
    "relu",
    "leaky_relu",
    "elu",
    "gelu",
    "silu",
    "softplus",
    "sine",
]
NamedLoss = Literal[
    "squared",
    "absolute",
    "huber",
    "normal",
    "log",
    "cross_entropy",
    "hinge",
    "errors",
]
LossName = Literal["auto", NamedLoss]
AgainstName = Literal["none", ActivationName, NamedLoss]
TaskName = Literal["numbers", "two classes", "more classes"]
ReductionName = Literal["mean", "sum"]
BaseName = Literal["e", "2"]
LossOverName = Literal["output", "prediction"]
OptimizerName = Literal[
    "gradient_descent",
    "momentum",
    "nesterov",
    "adagrad",
    "rmsprop",
    "adam",
    "adamw",
    "newton",
    "lbfgs",
]
StartsName = Literal["same", "kept", "drawn"]
ScheduleName = Literal["constant", "step", "cosine", "inverse_sqrt"]
FunctionName = Literal[
    "none",
    "peaks",
    "bowl",
    "ravine",
    "saddle",
    "rosenbrock",
    "himmelblau",
    "plateau",
    "expression",
]
PlaneKind = Literal[
    "auto", "weights", "random", "path", "principal", "hessian", "points"
]
NormaliseName = Literal["filter", "layer", "none"]
CentreName = Literal["start", "walker", "kept"]
SamplesName = Literal["all", "batch", "example", "test"]
SubsetName = Literal["training", "test"]
ColorMapName = Literal["viridis", "cividis", "copper"]
BrightName = Literal["low", "high"]
CutName = Literal["x", "y", "kept"]
LossPlotName = Literal["steps", "cut"]
InsightName = Literal["none", "activation", "loss", "likelihood", "weights"]
LikelihoodName = Literal["output", "maps", "steps", "softmax", "nodes"]
SharingName = Literal["exp", "abs", "square"]
CurveName = Literal[
    "training",
    "batch",
    "held_out",
    "gradient",
    "rate",
    "quality",
    "held_out_quality",
    "weights",
]
OverName = Literal["steps", "epochs", "examples", "seconds"]
LayerName = Literal[
    "contours",
    "floor",
    "grid",
    "stem",
    "tether",
    "gradient",
    "downhill",
    "partials",
    "fan",
    "momentum",
    "step",
    "field",
    "floor_field",
    "tangent",
    "quadratic",
    "marks",
    "creases",
    "penalty",
    "kept",
    "cut",
]
ColorsName = Literal["auto", "linear", "log"]
FaceName = Literal["bend", "map"]
DataViewName = Literal["map", "3-D"]
DataLayerName = Literal[
    "residuals",
    "squares",
    "spread",
    "contours",
    "names",
    "discrete",
    "threshold",
    "test",
    "person",
]


@dataclass(frozen=True, slots=True)
class Choice:
    """One name a user may choose: what it is called and what it is."""

    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ActivationChoice:
    """A bend of hidden units: what it does, and its formula in z."""

    title: str
    effect: str
    formula: str

    @property
    def meaning(self) -> str:
        """Both, in one sentence."""
        return f"f(z) = {self.formula}: {self.effect}"


@dataclass(frozen=True, slots=True)
class OptimizerChoice(Choice):
    """An optimiser: its formula, and the hyper-parameters beside α that are in it."""

    formula: str
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScheduleChoice(Choice):
    """How the learning rate changes, and the numbers that this takes."""

    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LossChoice(Choice):
    """A loss: what it is for, and where it comes from."""

    suits: tuple[TaskName, ...]
    origin: str  # the method that it is known from
    distribution: str = ""  # whose likelihood it is; empty: of none
    uses: tuple[str, ...] = ()  # the numbers of a `LossSpec` that are in it


@dataclass(frozen=True, slots=True)
class DataChoice(Choice):
    """A data set, and what can be said of it before it is made."""

    inputs: tuple[str, ...]  # the name of each input
    target: str
    units: tuple[str, ...]  # of the inputs and the target; "" where there is none
    samples: int  # by default
    noise: float | None  # by default; None: these data are as they are
    classes: tuple[str, ...] = ()  # their names; none where targets are numbers
    most_classes: int = 0  # that there may be; 0: as many as there are
    has_balance: bool = False  # classes may be unequally many
    is_fixed: bool = False  # a table: no more samples than it has
    is_standardised: bool = True  # by default
    start: tuple[float, float] | None = None  # of a model with two parameters
    extent: float = 3.0  # half the side of the square of two weights worth looking at
    usual: tuple[str, ...] = ()  # the inputs that are chosen at first; none: all
    origin: str = ""  # of a table: who measured, and where it is from

    @property
    def has_classes(self) -> bool:
        """Whether targets are classes, and no numbers."""
        return bool(self.classes)

    @property
    def task(self) -> TaskName:
        """What a network is to do."""
        if len(self.classes) > 2:
            return "more classes"
        return "two classes" if self.classes else "numbers"


@dataclass(frozen=True, slots=True)
class FunctionChoice(Choice):
    """A test surface in two variables."""

    formula: str  # as it is written by hand
    extent: float  # half the side of the square worth looking at
    start: tuple[float, float] = (-2.0, 2.0)


def class_names(count: int) -> tuple[str, ...]:
    """Return names for classes that have none of their own."""
    return tuple(f"class {number}" for number in range(count))


def _classes(
    title: str,
    meaning: str,
    samples: int,
    noise: float,
    most_classes: int = 0,
    has_balance: bool = True,
) -> DataChoice:
    return DataChoice(
        title,
        meaning,
        inputs=("x₁", "x₂"),
        target="class",
        units=("", "", ""),
        samples=samples,
        noise=noise,
        classes=class_names(2),
        most_classes=most_classes,
        has_balance=has_balance,
    )


def _one_input(
    title: str,
    meaning: str,
    samples: int,
    noise: float,
    is_fixed: bool = False,
    start: tuple[float, float] | None = None,
) -> DataChoice:
    return DataChoice(
        title,
        meaning,
        inputs=("x",),
        target="class",
        units=("", ""),
        samples=samples,
        noise=noise,
        classes=class_names(2),
        is_fixed=is_fixed,
        is_standardised=False,
        start=start,
        extent=8.0 if start else 3.0,
    )


def _table(
    title: str,
    meaning: str,
    columns: dict[str, str],
    target: tuple[str, str],
    samples: int,
    origin: str,
    classes: tuple[str, ...] = (),
    usual: tuple[str, ...] = (),
) -> DataChoice:
    """Return a shipped table, of which `columns` have a unit each."""
    return DataChoice(
        title,
        meaning,
        inputs=tuple(columns),
        target=target[0],
        units=(*columns.values(), target[1]),
        samples=samples,
        noise=None,
        classes=classes,
        is_fixed=True,
        usual=usual,
        origin=origin,
    )


_IRIS = ("sepal length", "sepal width", "petal length", "petal width")
_WINE = (
    "alcohol", "malic acid", "ash", "alkalinity of ash", "magnesium", "phenols",
    "flavanoids", "other phenols", "proanthocyanins", "colour", "hue", "dilution",
    "proline",
)  # fmt: skip
_CELLS = (
    "radius", "texture", "perimeter", "area", "smoothness", "compactness",
    "concavity", "concave points", "symmetry", "fractal dimension",
)  # fmt: skip
_CANCER = tuple(
    f"{how} {what}" for how in ("mean", "error", "worst") for what in _CELLS
)
_PERSON = {"age": "years", "sex": "", "bmi": "kg/m²", "blood pressure": "mmHg"}
_EFRON = "Efron et al., Annals of Statistics 32 (2004)"
_SERUM = {f"s{number}": "" for number in range(1, 7)}


OWN_TABLE = Choice(
    "Own table …", "A table of your own: a file of numbers with separators (CSV, TSV)."
)
DATA: dict[DataName, DataChoice] = {  # all but a table of one's own
    "six_points": DataChoice(
        "Six points",
        "Six points near a line: a model with one weight and one bias, drawn exactly.",
        inputs=("x",),
        target="t",
        units=("", ""),
        samples=6,
        noise=0.0,
        is_fixed=True,
        is_standardised=False,
        start=(-2.0, 2.0),
    ),
    "tanh_curve": DataChoice(
        "Tanh curve",
        "Points on t = 1.5 tanh(1.2 x): one hidden unit without biases fits it twice.",
        inputs=("x",),
        target="t",
        units=("", ""),
        samples=40,
        noise=0.1,
        is_standardised=False,
    ),
    "blood_pressure": DataChoice(
        "Blood pressure (synthetic)",
        "Age and weight to systolic blood pressure: made-up people, not medical data.",
        inputs=("age", "weight"),
        target="blood pressure",
        units=("years", "kg", "mmHg"),
        samples=300,
        noise=8.0,
    ),
    "diabetes": DataChoice(
        "Blood pressure (real)",
        "Age and body mass index to mean blood pressure: 442 real people from the "
        "diabetes study of Efron et al. (2004).",
        inputs=("age", "bmi"),
        target="blood pressure",
        units=("years", "kg/m²", "mmHg"),
        samples=442,
        noise=None,
        is_fixed=True,
        origin=_EFRON,
    ),
    "blobs": _classes(
        "Blobs", "Round clouds, two to four: straight lines will do.", 200, 0.8, 4
    ),
    "moons": _classes("Moons", "Two interleaved half circles.", 200, 0.12),
    "circles": _classes("Circles", "A disc inside a ring: no line helps.", 200, 0.08),
    "xor": _classes(
        "XOR", "Opposite quadrants, equally many points in each.", 200, 0.0, 0, False
    ),
    "spiral": _classes(
        "Spiral", "Arms wound around each other, two to four.", 300, 0.06, 4
    ),
    "threshold": _one_input(
        "Threshold",
        "Thirty points on one input: above 0 mostly one class, below it the other.",
        30,
        0.0,
        is_fixed=True,
        start=(-6.0, 0.0),
    ),
    "logistic": _one_input(
        "Logistic",
        "One input, and classes drawn with the probability σ(1.5 x − 0.3).",
        400,
        0.0,
    ),
    "heart_disease": DataChoice(
        "Heart disease (synthetic)",
        "Age and weight to heart disease: the made-up people of the blood pressures, "
        "not medical data.",
        inputs=("age", "weight"),
        target="heart disease",
        units=("years", "kg", ""),
        samples=300,
        noise=8.0,
        classes=("healthy", "ill"),
    ),
    "iris": _table(
        "Iris",
        "Fisher's irises (1936): three species told apart by their leaves.",
        dict.fromkeys(_IRIS, "cm"),
        ("species", ""),
        150,
        "R. A. Fisher (1936); UCI 53, CC BY 4.0",
        ("setosa", "versicolor", "virginica"),
        ("petal length", "petal width"),
    ),
    "wine": _table(
        "Wine",
        "178 Italian wines of three growers, by what a chemist finds in them.",
        dict.fromkeys(_WINE, ""),
        ("grower", ""),
        178,
        "Forina et al. (1991); UCI 109, CC BY 4.0",
        ("grower 1", "grower 2", "grower 3"),
    ),
    "breast_cancer": _table(
        "Breast cancer",
        "569 tumours from Wisconsin, by the shapes of their cells under the "
        "microscope.",
        dict.fromkeys(_CANCER, ""),
        ("tumour", ""),
        569,
        "Wolberg et al. (1995); UCI 17, CC BY 4.0",
        ("malignant", "benign"),
    ),
    "progression": _table(
        "Diabetes",
        "442 people of the study of Efron et al. (2004), and how far their diabetes "
        "went in the year that followed.",
        _PERSON | _SERUM,
        ("progression", ""),
        442,
        _EFRON,
        usual=("bmi", "blood pressure"),
    ),
}

ACTIVATIONS: dict[ActivationName, ActivationChoice] = {
    "linear": ActivationChoice(
        "Linear", "layers of it are one layer in disguise.", "z"
    ),
    "sigmoid": ActivationChoice("Sigmoid", "squeezes into 0 … 1.", "1 / (1 + exp(−z))"),
    "tanh": ActivationChoice(
        "Tanh", "squeezes into −1 … 1, through the origin.", "tanh z"
    ),
    "relu": ActivationChoice("ReLU", "cuts off what is negative.", "max(0, z)"),
    "leaky_relu": ActivationChoice(
        "Leaky ReLU", "a little comes through below 0.", "max(0.01 z, z)"
    ),
    "elu": ActivationChoice(
        "ELU", "a ReLU that is round at the corner.", "z above 0, exp z − 1 below"
    ),
    "gelu": ActivationChoice(
        "GELU", "Φ(z) is the share of a normal distribution below z.", "z Φ(z)"
    ),
    "silu": ActivationChoice("SiLU", "dips below 0 before it rises.", "z σ(z)"),
    "softplus": ActivationChoice(
        "Softplus", "a ReLU without a corner.", "log(1 + exp z)"
    ),
    "sine": ActivationChoice("Sine", "up and down without an end.", "sin z"),
}

KINKED: frozenset[ActivationName] = frozenset({"relu", "leaky_relu"})  # at 0

EVERY: tuple[TaskName, ...] = ("numbers", "two classes", "more classes")
LOSSES: dict[LossName, LossChoice] = {
    "auto": LossChoice(
        "By task",
        "Squared error for numbers, log loss for two classes, cross-entropy for more: "
        "as the data are.",
        EVERY,
        "",
    ),
    "squared": LossChoice(
        "Squared error",
        "(y − t)²; for two classes y = σ(z), the probability.",
        ("numbers", "two classes"),
        "linear regression",
        "Normal, of fixed variance",
    ),
    "absolute": LossChoice(
        "Absolute error",
        "|y − t|: twice as wrong costs twice as much.",
        ("numbers",),
        "least absolute deviations",
        "Laplace, of fixed scale",
    ),
    "huber": LossChoice(
        "Huber",
        "½ (y − t)² up to δ, a straight line beyond: outliers pull no harder.",
        ("numbers",),
        "robust regression",
        uses=("delta",),
    ),
    "normal": LossChoice(
        "Normal, μ and σ",
        "−log N(t; μ, σ²): two outputs, the mean and the logarithm of the spread.",
        ("numbers",),
        "maximum likelihood",
        "Normal, of variance learnt",
    ),
    "log": LossChoice(
        "Log loss",
        "−log p(t), with one output and p = σ(z): for two classes.",
        ("two classes",),
        "logistic regression",
        "Bernoulli",
        ("base",),
    ),
    "cross_entropy": LossChoice(
        "Cross-entropy",
        "−log p(t), with an output for each class and p = softmax(z).",
        ("two classes", "more classes"),
        "softmax regression",
        "Categorical",
        ("base",),
    ),
    "hinge": LossChoice(
        "Hinge",
        "max(0, 1 − t z), t = −1 or 1: nothing to pay once it is right by 1.",
        ("two classes",),
        "support vector machine",
    ),
    "errors": LossChoice(
        "Error count",
        "1 for each wrong class, 0 for a right one: level everywhere, so no descent.",
        ("two classes", "more classes"),
        "what one is after",
    ),
}
REDUCTIONS: dict[ReductionName, Choice] = {
    "mean": Choice("Mean", "The mean of the losses of the examples."),
    "sum": Choice("Sum", "Their sum: as high as they are many, and as steep."),
}
LOSS_OVERS: dict[LossOverName, Choice] = {
    "output": Choice(
        "Output",
        "Over what is too much, y − t; of two classes over z, before the sigmoid.",
    ),
    "prediction": Choice(
        "Prediction",
        "Over y, for one example; of two classes over p, the probability of the "
        "second.",
    ),
}
BASES: dict[BaseName, Choice] = {
    "e": Choice("e", "Natural logarithm: the loss is in nats."),
    "2": Choice("2", "Logarithm to base 2: the loss is in bits."),
}

OPTIMIZERS: dict[OptimizerName, OptimizerChoice] = {
    "gradient_descent": OptimizerChoice(
        "Gradient descent", "A step straight down the slope.", "Δθ = −α ∇L"
    ),
    "momentum": OptimizerChoice(
        "Momentum",
        "A ball that keeps its speed: gradients add up along a valley and cancel "
        "across it.",
        "m ← μ m + ∇L\nΔθ = −α m",
        ("momentum",),
    ),
    "nesterov": OptimizerChoice(
        "Nesterov",
        "Momentum that looks ahead, to where the speed will have led.",
        "m ← μ m + ∇L\nΔθ = −α (∇L + μ m)",
        ("momentum",),
    ),
    "adagrad": OptimizerChoice(
        "AdaGrad",
        "Each parameter has its own step, shorter the more it was moved before.",
        "v ← v + ∇L²\nΔθ = −α ∇L / (√v + ε)",
        ("epsilon",),
    ),
    "rmsprop": OptimizerChoice(
        "RMSProp",
        "As AdaGrad, but slopes of long ago are forgotten.",
        "v ← β₂ v + (1 − β₂) ∇L²\nΔθ = −α ∇L / (√v + ε)",
        ("beta2", "epsilon"),
    ),
    "adam": OptimizerChoice(
        "Adam",
        "RMSProp with momentum: a step is about α in every parameter.",
        "m ← β₁ m + (1 − β₁) ∇L\nv ← β₂ v + (1 − β₂) ∇L²\nΔθ = −α m′ / (√v′ + ε)",
        ("beta1", "beta2", "epsilon", "bias_correction"),
    ),
    "adamw": OptimizerChoice(
        "AdamW",
        "Adam, and all weights decay a little at each step.",
        "m ← β₁ m + (1 − β₁) ∇L\nv ← β₂ v + (1 − β₂) ∇L²\n"
        "Δθ = −α m′ / (√v′ + ε) − α λ θ",
        ("beta1", "beta2", "epsilon", "bias_correction", "weight_decay"),
    ),
    "newton": OptimizerChoice(
        "Newton",
        "Straight to where a bowl of this curvature has its bottom, or away from a "
        "saddle.",
        "Δθ = −α (|H| + δ I)⁻¹ ∇L",
        ("damping",),
    ),
    "lbfgs": OptimizerChoice(
        "L-BFGS",
        "Newton's step, with the curvature guessed from the last steps alone.",
        "Δθ = −α H⁻¹ ∇L",
        ("history",),
    ),
}

SCHEDULES: dict[ScheduleName, ScheduleChoice] = {
    "constant": ScheduleChoice("Constant", "The same α for ever."),
    "step": ScheduleChoice(
        "Step", "α times γ every T steps.", ("schedule_steps", "decay")
    ),
    "cosine": ScheduleChoice(
        "Cosine", "Down to 0 along half a cosine, in T steps.", ("schedule_steps",)
    ),
    "inverse_sqrt": ScheduleChoice("1/√t", "α / √t at step t."),
}

STARTS: dict[StartsName, Choice] = {
    "same": Choice("The walker's", "All start where the walker starts."),
    "kept": Choice(
        "Kept points",
        "Each rival starts at a kept point; those for whom there is none, where the "
        "walker starts.",
    ),
    "drawn": Choice("Drawn", "Each rival has weights drawn by a seed of its own."),
}

PLANES: dict[PlaneKind, Choice] = {
    "auto": Choice(
        "By model",
        "Two weights where there is no hidden layer, two random directions otherwise.",
    ),
    "weights": Choice("Two weights", "The two chosen parameters; all others stay."),
    "random": Choice(
        "Random directions",
        "Two random directions, as long in each part as the weights themselves "
        "(Li et al. 2018).",
    ),
    "path": Choice(
        "Start to end of the path",
        "The line from start to end, and the main way in which the path leaves it.",
    ),
    "principal": Choice(
        "Principal directions", "The two directions in which the path varies most."
    ),
    "hessian": Choice(
        "Steepest curvature",
        "The two directions in which the loss bends most: the top eigenvectors of "
        "its Hessian.",
    ),
    "points": Choice(
        "Three kept points", "The plane through the first three kept points."
    ),
}

FUNCTIONS: dict[FunctionName, FunctionChoice] = {
    "none": FunctionChoice("A network", "The loss of a network on data.", "", 3.0),
    "peaks": FunctionChoice(
        "Peaks and bowl",
        "The lecture's surface: MATLAB's peaks in a bowl, with three minima.",
        "3 (1−x)² exp(−x²−(y+1)²) − 10 (x/5−x³−y⁵) exp(−x²−y²) "
        "− exp(−(x+1)²−y²)/3 + x² + y² + 5",
        3.0,
        (-2.8, 2.0),
    ),
    "bowl": FunctionChoice(
        "Bowl", "Round: every arrow points at the bottom.", "x² + y²", 3.0, (-2.0, 1.5)
    ),
    "ravine": FunctionChoice(
        "Ravine",
        "Twenty times as steep across as along.",
        "x²/2 + 10 y²",
        3.0,
        (-2.6, 1.0),
    ),
    "saddle": FunctionChoice(
        "Saddle",
        "Level in the middle, and no minimum.",
        "x² − y² + y⁴/8 + 2",
        3.0,
        (-2.0, 0.02),
    ),
    "rosenbrock": FunctionChoice(
        "Rosenbrock",
        "A curved valley; its minimum is (1, 1).",
        "(1−x)² + 100 (y−x²)²",
        2.0,
        (-1.5, 1.6),
    ),
    "himmelblau": FunctionChoice(
        "Himmelblau",
        "Four minima, all of loss 0.",
        "(x²+y−11)² + (x+y²−7)²",
        5.0,
        (-1.0, -1.0),
    ),
    "plateau": FunctionChoice(
        "Plateau",
        "Steep near the middle, almost level far away.",
        "1 − exp(−(x²+y²)/2)",
        4.0,
        (-3.2, 1.2),
    ),
    "expression": FunctionChoice(
        "Own formula", "A formula in x and y that you type.", "", 3.0, (-2.0, 2.0)
    ),
}

NORMALISERS: dict[NormaliseName, Choice] = {
    "filter": Choice(
        "Filter", "Each unit's part is as long as that unit's own weights."
    ),
    "layer": Choice("Layer", "Each layer's part is as long as its own weights."),
    "none": Choice("None", "Plain: all parameters move alike."),
}

CENTRES: dict[CentreName, Choice] = {
    "start": Choice("Start", "The slice goes through the weights as drawn."),
    "walker": Choice(
        "Walker", "The slice follows the walker, and is computed anew as it trains."
    ),
    "kept": Choice("Kept point", "The slice goes through a kept point."),
}

SAMPLES: dict[SamplesName, Choice] = {
    "all": Choice("Training examples", "The mean loss over all that is learnt from."),
    "batch": Choice("This batch", "The mean loss over the batch of the next step."),
    "example": Choice("One example", "The loss of one example alone."),
    "test": Choice("Test examples", "The mean loss over the examples held out."),
}

COLOR_MAPS: dict[ColorMapName, Choice] = {
    "viridis": Choice("Viridis", "Even to the eye, and to colour-blind eyes as well."),
    "cividis": Choice("Cividis", "From blue to yellow; alike to colour-blind eyes."),
    "copper": Choice("Copper", "As in the lecture: from black through copper."),
}

BRIGHT: dict[BrightName, Choice] = {
    "low": Choice("Low is bright", "The lowest losses have the brightest colours."),
    "high": Choice("High is bright", "The highest losses have the brightest colours."),
}

CUTS: dict[CutName, Choice] = {
    "x": Choice("Along x", "Through the walker, along the first axis."),
    "y": Choice("Along y", "Through the walker, along the second axis."),
    "kept": Choice("Between points", "From the first kept point to the second."),
}

LOSS_PLOTS: dict[LossPlotName, Choice] = {
    "steps": Choice("Steps", "The loss at every step."),
    "cut": Choice("Cut", "The loss along a straight line through the surface."),
}

INSIGHTS: dict[InsightName, Choice] = {
    "none": Choice("None", "Nothing but data and losses."),
    "activation": Choice(
        "Activation", "The bends of the hidden units, and where the data fall on them."
    ),
    "loss": Choice("Loss", "What a prediction costs, and what the data's own do."),
    "likelihood": Choice(
        "Likelihood", "How probable the model makes the data, and so why this loss."
    ),
    "weights": Choice("Weights", "Every parameter: its value, its gradient, its past."),
}

LIKELIHOODS: dict[LikelihoodName, Choice] = {
    "output": Choice(
        "Output", "What the output of the network stands for: how likely any t is."
    ),
    "maps": Choice(
        "Maps", "How likely each model makes all the data: four surfaces, one optimum."
    ),
    "steps": Choice("Steps", "From the most likely model to the loss, step by step."),
    "softmax": Choice(
        "Softmax", "How outputs become shares that add up to 1: try some."
    ),
    "nodes": Choice("Nodes", "Two classes by one sigmoid node, or by two of softmax."),
}
FAMILIES: dict[LossName, FamilyName] = {
    "squared": "normal",
    "absolute": "laplace",
    "normal": "normal",
    "log": "bernoulli",
    "cross_entropy": "categorical",
}
SHARINGS: dict[SharingName, Choice] = {
    "exp": Choice("exp o", "exp o, and divided by their sum: softmax."),
    "abs": Choice("|o|", "|o|, and divided by their sum: forgets the sign."),
    "square": Choice("o²", "o², and divided by their sum: forgets the sign."),
}

CURVES: dict[CurveName, Choice] = {
    "training": Choice("Training loss", "The loss over all the training examples."),
    "batch": Choice(
        "Batch loss", "The loss over the batch that the next step follows, before it."
    ),
    "held_out": Choice("Test loss", "The loss over the examples held out."),
    "gradient": Choice("Gradient ‖∇L‖", "How steep it is: the length of ∇L."),
    "rate": Choice("Learning rate α", "α of each step, as its schedule had it."),
    "quality": Choice(
        "Accuracy or R²",
        "Training examples. Of classes the share that is right (p over ½), of numbers "
        "R²: 1 is perfect, 0 no better than their mean.",
    ),
    "held_out_quality": Choice(
        "Test accuracy or R²", "The same over the examples held out."
    ),
    "weights": Choice(
        "Weights θ",
        "Each parameter; of many, those that moved farthest. The two that are the axes "
        "of the surface are stronger.",
    ),
}
SCORED: frozenset[CurveName] = frozenset({"held_out", "quality", "held_out_quality"})
SAMPLED: frozenset[CurveName] = SCORED | {"weights"}  # known at some of the steps

OVER: dict[OverName, Choice] = {
    "steps": Choice("Over steps", "Each step is as wide as any other."),
    "epochs": Choice("Over epochs", "Passes over the training examples."),
    "examples": Choice(
        "Over examples seen", "What a step costs: large batches are wide."
    ),
    "seconds": Choice(
        "Over seconds", "How long it computed; what is shown of it takes no time here."
    ),
}

LAYERS: dict[LayerName, Choice] = {
    "contours": Choice(
        "Contours",
        "Lines of equal loss on the surface; of equal difference where it is compared.",
    ),
    "floor": Choice("Contours on the floor", "The same lines under the surface."),
    "grid": Choice("Grid", "Lines of equal x and of equal y."),
    "stem": Choice("Stem", "From the walker down to its place on the floor."),
    "tether": Choice(
        "Tether", "Joins the walker, at its true loss, to the slice above or below it."
    ),
    "gradient": Choice("Gradient", "∇L: where the loss grows fastest."),
    "downhill": Choice("Downhill", "−∇L: where the loss falls fastest."),
    "partials": Choice("Partials", "The two partial derivatives; their sum is ∇L."),
    "fan": Choice(
        "Fan of the batch",
        "Gradients of single examples of the batch (thin), and of all examples (blue).",
    ),
    "momentum": Choice("Momentum", "m: the gradients that the optimiser remembers."),
    "step": Choice("Step", "The next step, as long as it will be."),
    "field": Choice("Arrow field", "Downhill arrows all over the surface."),
    "floor_field": Choice("Arrow field, floor", "Downhill arrows all over the floor."),
    "tangent": Choice("Tangent plane", "What the gradient promises around the walker."),
    "quadratic": Choice(
        "Local quadratic", "Tangent and curvature around the walker, with eigen-axes."
    ),
    "marks": Choice(
        "Minima and saddles", "Where the slice is level, and how it bends."
    ),
    "creases": Choice("Creases", "Kinks of a ReLU network, and its dead regions."),
    "penalty": Choice(
        "What weights cost",
        "Lines of equal λ₁ Σ |w| + λ₂ Σ w², on the floor or on the map: those of L1 "
        "have corners, those of L2 are round.",
    ),
    "kept": Choice("Kept points", "The points that were kept, with their names."),
    "cut": Choice("Cut", "Where the surface is cut for the curve beside it."),
}

COLORS: dict[ColorsName, Choice] = {
    "auto": Choice("By range", "Log where the losses span much, linear otherwise."),
    "linear": Choice("Linear", "Equal steps of colour for equal steps of loss."),
    "log": Choice("Log", "Equal steps of colour for equal factors of loss."),
}
FACES: dict[FaceName, Choice] = {
    "bend": Choice("Bends", "The bend of its layer, where units are large enough."),
    "map": Choice(
        "Maps",
        "What it makes of the inputs along the axes of the data view: orange below, "
        "blue above the middle.",
    ),
}

DATA_VIEWS: dict[DataViewName, Choice] = {
    "map": Choice("Map", "Two inputs from above; what the model says is a colour."),
    "3-D": Choice("3-D", "Two inputs, and what the model says as a height over them."),
}

DATA_LAYERS: dict[DataLayerName, Choice] = {
    "residuals": Choice(
        "Residuals", "From each target to what the model says of that example."
    ),
    "squares": Choice(
        "Squares", "The square on each residual: their mean is the squared error."
    ),
    "spread": Choice("Spread", "One σ to each side of the mean, as the model has it."),
    "contours": Choice(
        "Contours",
        "Lines of equal output; of probabilities .1, .5 and .9.",
    ),
    "names": Choice("Names of classes", "Each in the middle of its own examples."),
    "discrete": Choice(
        "Classes alone", "Which class the model decides for, and not how surely."
    ),
    "threshold": Choice(
        "Threshold", "A slider: above which probability it is the second class."
    ),
    "test": Choice("Test examples", "Those held out, as rings."),
    "person": Choice(
        "One example", "What it is, what the model says of it, and what that costs."
    ),
}
