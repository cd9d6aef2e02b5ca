"""What is written beside curves of losses: their names, colours and origins."""

from html import escape

from explorer.plots.legend import Part, colored
from explorer.theme import CLASSES, WALKER, Theme
from models.catalog import LOSSES, LossChoice
from models.language import tr
from models.scales import short
from models.snapshots import Shelf, ShelfCurve

CHOICES: dict[str, LossChoice] = dict(LOSSES.items())
COLORS = {  # of losses beside the one that is made small: none like a class or another
    "squared": "#009e73",
    "absolute": "#cc79a7",
    "huber": "#a06bff",
    "normal": "#b8860b",
    "log": "#7fae1a",
    "cross_entropy": "#d63fbf",
    "hinge": "#a06bff",
    "errors": "#9a6a4f",
}
SAME = "log", "cross_entropy"  # one loss in two forms: one lies on the other
HEADS = tr("loss"), tr("known from"), tr("likelihood of")
CELL = "<td style='padding-right:14px'>"  # px, between two columns


def color_of(shelf: Shelf, curve: ShelfCurve, theme: Theme) -> str:
    """Return the colour that tells a loss from those beside it."""
    return theme.text if curve is shelf.curves[0] else COLORS[curve.name]


def legend_of(shelf: Shelf, classes: tuple[str, ...], theme: Theme) -> list[Part]:
    """Return the name of each curve, the model's own loss first, and of the signs."""
    own, *others = shelf.curves
    title = name_of(own)
    if len(own.values) > 1:
        parts = [
            (CLASSES[k], f"━ {title}, t = {name}" if k == 0 else f"━ t = {name}")
            for k, name in enumerate(classes)
        ]
    else:
        dots = [(CLASSES[k], f"● {name}") for k, name in enumerate(classes)]
        parts = [(theme.text, f"━ {title}"), *dots]
    parts += [
        (COLORS[each.name], f"{'╌' if each.name in SAME else '―'} {name_of(each)}")
        for each in others
    ]
    mean = tr("mean") if shelf.total is None else tr("mean of the examples")
    parts += [(theme.text, tr("┈ slope")), (theme.accent, f"┄ {mean}")]
    if shelf.chosen is not None:
        parts.append(
            (
                WALKER,
                tr("● example {numbers}", numbers=int(shelf.numbers[shelf.chosen]) + 1),
            )
        )
    return parts


def name_of(curve: ShelfCurve) -> str:
    """Return the name of a loss, and the unit it is in if it has one."""
    title = CHOICES[curve.name].title
    return f"{title} ({curve.unit})" if curve.unit else title


def mean_of(shelf: Shelf) -> str:
    """Return what the mean is, and the sum where that is what is made small."""
    if shelf.total is None:
        return tr("mean {mean}", mean=short(shelf.mean))
    return tr(
        "mean {mean} · sum {total}", mean=short(shelf.mean), total=short(shelf.total)
    )


def origin_of(curve: ShelfCurve) -> str:
    """Return in a line where a loss comes from."""
    choice = CHOICES[curve.name]
    return f"{choice.title}: {choice.origin} · {choice.distribution or 'no likelihood'}"


def table_of(shelf: Shelf, theme: Theme) -> str:
    """Return where all losses that are drawn come from, as HTML."""
    rows = [[colored(head, theme.dim) for head in HEADS]]
    for curve in shelf.curves:
        title, *rest = (escape(cell) for cell in _cells(curve))
        sign = colored("―", color_of(shelf, curve, theme))
        rows.append([f"{sign}&nbsp;{title}", *rest])
    body = "".join(
        "<tr>" + "".join(f"{CELL}{cell}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table cellspacing=0 cellpadding=2>{body}</table>"


def _cells(curve: ShelfCurve) -> tuple[str, str, str]:
    choice = CHOICES[curve.name]
    return choice.title, choice.origin, choice.distribution or "none"
