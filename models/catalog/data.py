"""Data sets: their names, and what can be said of them before they are made."""

from dataclasses import dataclass
from typing import Literal

from models.catalog.choices import Choice
from models.language import marked, tr

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

TaskName = Literal["numbers", "two classes", "more classes"]


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
    is_own: bool = False  # the user's, and so are the names of its columns
    origin: str = ""  # of a table: who measured, and where it is from

    @property
    def input_names(self) -> tuple[str, ...]:
        """What the inputs are called where they are read."""
        return self.inputs if self.is_own else tuple(map(tr, self.inputs))

    @property
    def target_name(self) -> str:
        """What the target is called where it is read."""
        return self.target if self.is_own else tr(self.target)

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


def class_names(count: int) -> tuple[str, ...]:
    """Return names for classes that have none of their own."""
    return tuple(tr("class {number}", number=number) for number in range(count))


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
        target=marked("class"),
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
        target=marked("class"),
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


_IRIS = (
    marked("sepal length"),
    marked("sepal width"),
    marked("petal length"),
    marked("petal width"),
)

_WINE = (
    marked("alcohol"),
    marked("malic acid"),
    marked("ash"),
    marked("alkalinity of ash"),
    marked("magnesium"),
    marked("phenols"),
    marked("flavanoids"),
    marked("other phenols"),
    marked("proanthocyanins"),
    marked("colour"),
    marked("hue"),
    marked("dilution"),
    marked("proline"),
)

_CELLS = (
    "radius", "texture", "perimeter", "area", "smoothness", "compactness",
    "concavity", "concave points", "symmetry", "fractal dimension",
)  # fmt: skip

_CANCER = tuple(
    f"{how} {what}" for how in ("mean", "error", "worst") for what in _CELLS
)

_PERSON = {
    marked("age"): tr("years"),
    marked("sex"): "",
    marked("bmi"): "kg/m²",
    marked("blood pressure"): "mmHg",
}

_EFRON = "Efron et al., Annals of Statistics 32 (2004)"

_SERUM = {f"s{number}": "" for number in range(1, 7)}

OWN_TABLE = Choice(
    tr("Own table …"),
    tr("A table of your own: a file of numbers with separators (CSV, TSV)."),
)

DATA: dict[DataName, DataChoice] = {  # all but a table of one's own
    "six_points": DataChoice(
        tr("Six points"),
        tr(
            "Six points near a line: a model with one weight and one bias, drawn "
            "exactly."
        ),
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
        tr("Tanh curve"),
        tr(
            "Points on t = 1.5 tanh(1.2 x): one hidden unit without biases fits it "
            "twice."
        ),
        inputs=("x",),
        target="t",
        units=("", ""),
        samples=40,
        noise=0.1,
        is_standardised=False,
    ),
    "blood_pressure": DataChoice(
        tr("Blood pressure (synthetic)"),
        tr(
            "Age and weight to systolic blood pressure: made-up people, not medical "
            "data."
        ),
        inputs=(marked("age"), marked("weight")),
        target=marked("blood pressure"),
        units=(tr("years"), "kg", "mmHg"),
        samples=300,
        noise=8.0,
    ),
    "diabetes": DataChoice(
        tr("Blood pressure (diabetes study)"),
        tr(
            "Age and body mass index to mean blood pressure: 442 real people from the "
            "diabetes study of Efron et al. (2004)."
        ),
        inputs=(marked("age"), marked("bmi")),
        target=marked("blood pressure"),
        units=(tr("years"), "kg/m²", "mmHg"),
        samples=442,
        noise=None,
        is_fixed=True,
        origin=_EFRON,
    ),
    "blobs": _classes(
        tr("Blobs"),
        tr("Round clouds, two to four: straight lines will do."),
        200,
        0.8,
        4,
    ),
    "moons": _classes(tr("Moons"), tr("Two interleaved half circles."), 200, 0.12),
    "circles": _classes(
        tr("Circles"), tr("A disc inside a ring: no line helps."), 200, 0.08
    ),
    "xor": _classes(
        "XOR",
        tr("Opposite quadrants, equally many points in each."),
        200,
        0.0,
        0,
        False,
    ),
    "spiral": _classes(
        tr("Spiral"), tr("Arms wound around each other, two to four."), 300, 0.06, 4
    ),
    "threshold": _one_input(
        tr("Threshold"),
        tr("Thirty points on one input: above 0 mostly one class, below it the other."),
        30,
        0.0,
        is_fixed=True,
        start=(-6.0, 0.0),
    ),
    "logistic": _one_input(
        tr("Logistic"),
        tr("One input, and classes drawn with the probability σ(1.5 x − 0.3)."),
        400,
        0.0,
    ),
    "heart_disease": DataChoice(
        tr("Heart disease (synthetic)"),
        tr(
            "Age and weight to heart disease: the made-up people of the blood "
            "pressures, not medical data."
        ),
        inputs=(marked("age"), marked("weight")),
        target=marked("heart disease"),
        units=(tr("years"), "kg", ""),
        samples=300,
        noise=8.0,
        classes=(tr("healthy"), tr("ill")),
    ),
    "iris": _table(
        "Iris",
        tr("Fisher's irises (1936): three species told apart by their leaves."),
        dict.fromkeys(_IRIS, "cm"),
        (marked("species"), ""),
        150,
        "R. A. Fisher (1936); UCI 53, CC BY 4.0",
        ("setosa", "versicolor", "virginica"),
        ("petal length", "petal width"),
    ),
    "wine": _table(
        tr("Wine"),
        tr("178 Italian wines of three growers, by what a chemist finds in them."),
        dict.fromkeys(_WINE, ""),
        (marked("grower"), ""),
        178,
        "Forina et al. (1991); UCI 109, CC BY 4.0",
        (tr("grower 1"), tr("grower 2"), tr("grower 3")),
    ),
    "breast_cancer": _table(
        tr("Breast cancer"),
        tr(
            "569 tumours from Wisconsin, by the shapes of their cells under the "
            "microscope."
        ),
        dict.fromkeys(_CANCER, ""),
        (marked("tumour"), ""),
        569,
        "Wolberg et al. (1995); UCI 17, CC BY 4.0",
        (tr("malignant"), tr("benign")),
    ),
    "progression": _table(
        tr("Diabetes progression"),
        tr(
            "442 people of the study of Efron et al. (2004), and how far their "
            "diabetes went in the year that followed."
        ),
        _PERSON | _SERUM,
        (marked("progression"), ""),
        442,
        _EFRON,
        usual=("bmi", "blood pressure"),
    ),
}

EVERY: tuple[TaskName, ...] = ("numbers", "two classes", "more classes")
