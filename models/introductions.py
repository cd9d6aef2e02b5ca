"""One example in words, in its own units: what it is, and what the model says of it."""

from models.catalog import LossName
from models.fits import heights
from models.language import tr
from models.scales import short
from models.snapshots import Array, Data, Prediction
from models.specs import Spec

SD = tr("sd")  # standard deviations
FORMULAS: dict[LossName, str] = {
    "squared": "(y − t)²",
    "absolute": "|y − t|",
    "huber": "Huber",
    "normal": "−log N(t; μ, σ²)",
    "log": "−log p(t)",
    "cross_entropy": "−log p(t)",
    "hinge": tr("hinge"),
    "errors": tr("wrong"),
}


def numbered(number: int, count: int) -> str:
    """Return which example it is, as people count: the number 0 is the first."""
    return tr("{number} of {count}", number=number + 1, count=count)


def who(data: Data, row: int, drawn: tuple[int, ...]) -> str:
    """Return the inputs of an example, such as “age 54 years · weight 81 kg”.

    Those that are `drawn` come first: there may be no room for all.
    """
    own = (data.shift[:-1] + data.scale[:-1] * data.inputs[row]).tolist()
    order = sorted(range(len(own)), key=lambda number: number not in drawn)
    return " · ".join(
        f"{data.names[n]} {measured(own[n], data.units[n])}" for n in order
    )


def outcome(spec: Spec, prediction: Prediction) -> str:
    """Return target, prediction and loss of the example that is looked at."""
    example, data = prediction.example, prediction.data
    if example is None:
        return ""
    said, loss = prediction.fitted[:, example.row], f"{_formula(spec)} = "
    loss += short(example.loss)
    if not data.has_classes:
        return " · ".join([*_numbers(spec, data, example.row, said), loss])
    number = int(data.targets[example.row, 0])
    verdict = tr("score {score}", score=short(float(said[0])))
    if prediction.kind != "score":
        verdict = f"p(t) {short(_share(prediction, said, number))}"
    return " · ".join([f"t {data.classes[number]}", verdict, loss])


def measured(value: float, unit: str) -> str:
    """Return a number with its unit, if it has one."""
    return f"{short(value)} {unit}".rstrip()


def _numbers(spec: Spec, data: Data, row: int, said: Array) -> list[str]:
    """Return target, prediction and the gap between them, in own units.

    The loss is of the gap as the network sees it, so that is told as well: in standard
    deviations (sd) of the targets, if they are standardised.
    """
    shift, scale = float(data.shift[-1]), float(data.scale[-1])
    target = shift + scale * float(data.targets[row, 0])
    output = shift + scale * float(said[0])
    gap = measured(output - target, data.units[-1])
    if spec.data.is_standardised:
        gap += f" = {measured((output - target) / scale, SD)}"
    return [f"t {short(target)}", f"y {short(output)}", tr("gap {gap}", gap=gap)]


def _share(prediction: Prediction, said: Array, number: int) -> float:
    """Return how probable the model makes the class of this number."""
    rows = heights(prediction.kind, said[:, None])[:, 0]
    if len(rows) > 1:
        return float(rows[number])
    return float(rows[0] if number else 1 - rows[0])


def _formula(spec: Spec) -> str:
    """Return how the loss of one example is written."""
    name = spec.loss_name
    if name == "squared" and spec.data.choice.has_classes:
        return "(p − t)²"
    text = FORMULAS[name]
    return text.replace("log", "log₂") if spec.is_in_bits else text
