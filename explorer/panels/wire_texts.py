"""What is said of a weight, of a unit, and of the whole network, in a few lines."""

from collections.abc import Mapping

from explorer.panels.drawing import AxisName
from models.catalog import ACTIVATIONS, LOSSES
from models.collapse import as_matrices, collapse, written_out
from models.language import tr, trn
from models.parameters import Shape
from models.points import names_of
from models.scales import short
from models.snapshots import Array
from models.specs import Spec

CHANGE = 0.1  # of a weight, of which is said what it does
MOST = 6  # numbers that are read at one look
NO_WEIGHTS = tr("The axes are not weights now;\nclick two to make them so.")
DEAD = tr("Dead: 0 for all examples, so it learns nothing.")
SQUEEZED = {"Bernoulli": "σ", tr("Categorical"): "exp"}  # outputs, by distribution


def parameter_lines(
    spec: Spec, number: int, theta: Array, gradient: Array | None
) -> list[str]:
    """Return name and value of a parameter, and what a small change of it does."""
    is_frozen = number in spec.network.frozen
    name, value = names_of(spec)[number], short(float(theta[number]))
    first = f"{name} = {value}" + tr(", frozen") * is_frozen
    if gradient is None:
        return [first]
    slope = float(gradient[number])
    change = f"+{CHANGE}: ΔL ≈ {short(float(f'{CHANGE * slope:.1g}'))}"
    return [first, f"∂L/∂{name[0]} = {short(slope)}; {change}"]


def click_line(axes: Mapping[AxisName, int], number: int, following: AxisName) -> str:
    """Return what a click on a parameter does."""
    for axis, chosen in axes.items():
        if chosen == number:
            return tr("This is the {axis} axis.", axis=axis)
    return tr("Click: make it the {following} axis.", following=following)


def unit_line(spec: Spec, layer: int, place: int) -> str:
    """Return what a unit is called, its bend, and how many lines it has."""
    sizes, last = spec.shape.sizes, len(spec.shape.sizes) - 1
    number = place + 1
    if layer == 0:
        name = spec.data.choice.input_names[place]
        return tr(
            "Input {number}, {name}: {sizes} out",
            number=number,
            name=name,
            sizes=sizes[1],
        )
    if layer == last:
        called = (
            tr("Output {number}", number=number) if sizes[last] > 1 else tr("Output")
        )
        own = output_names(spec)[place] or tr("linear")
        return tr(
            "{called}, {own}: {sizes} in",
            called=called,
            own=own,
            sizes=sizes[layer - 1],
        )
    bend = ACTIVATIONS[spec.network.activations[layer - 1]].title
    ends = tr(
        "{before} in, {after} out", before=sizes[layer - 1], after=sizes[layer + 1]
    )
    return tr(
        "Unit {number} of layer {layer}, {bend}: {ends}",
        number=number,
        layer=layer,
        bend=bend,
        ends=ends,
    )


def output_names(spec: Spec) -> tuple[str, ...]:
    """Return what the outputs are called: the classes, or what is predicted."""
    if spec.outputs == 1:
        return ("p" if output_sign(spec) else "y",)
    return spec.data.choice.classes or ("μ", "ln σ")


def output_sign(spec: Spec) -> str:
    """Return the sign of what squeezes the outputs; nothing, if they are sums."""
    return SQUEEZED.get(LOSSES[spec.loss_name].distribution, "")


def axes_lines(spec: Spec, axes: Mapping[AxisName, int]) -> list[str]:
    """Return which parameters are the axes."""
    names = names_of(spec)
    if not axes:
        return NO_WEIGHTS.split("\n")
    return [f"{axis}: {names[chosen]}" for axis, chosen in axes.items()]


def formula(spec: Spec, theta: Array) -> str:
    """Return a small perceptron written out; nothing of a larger one."""
    if spec.outputs > 1 or spec.network.hidden:
        return ""
    text = written_out(theta, spec.shape)
    if not text:
        return ""
    sign = output_sign(spec)
    return f"p = {sign}({text})" if sign else f"y = {text}"


def collapsed_line(theta: Array, shape: Shape) -> str:
    """Return the product of a linear chain, and the numbers that it comes to."""
    single, outputs = collapse(theta, shape), shape.sizes[-1]
    count = shape.sizes[0] * outputs
    numbers = _listed(single[:count])
    if shape.bias:
        numbers += f"; b = {_listed(single[count:])}"
    product = written_out(theta, shape) if outputs == 1 else ""
    if product := product or as_matrices(theta, shape):
        return f"{product} → {numbers}"
    return f"{trn('{n} weight', '{n} weights', count)}: {numbers}"


def _listed(numbers: Array) -> str:
    more = ", …" if len(numbers) > MOST else ""
    return ", ".join(map(short, numbers[:MOST].tolist())) + more
