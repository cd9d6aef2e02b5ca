"""What a history draws: the curves that are asked for, and how each looks."""

from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.plots.legend import Part
from explorer.theme import OTHERS, WALKER, Theme
from explorer.walkers import MOST_LEFT
from models.catalog import OPTIMIZERS, SCORED, CurveName, OverName
from models.language import tr
from models.scales import short
from models.snapshots import Array, Path, Scores
from models.specs import Spec


class Look(NamedTuple):
    """How a curve is drawn, and what it is called; never told by its hue alone."""

    color: str  # empty: that of quiet text
    symbol: str  # at its end, as pyqtgraph calls it
    sign: str  # the same in the legend
    name: str  # {}: accuracy or R²
    short: str  # its name where there is little room
    axis: str  # what it is measured in
    is_held_out: bool = False  # dashed then, and its sign hollow

    def color_in(self, theme: Theme) -> str:
        """Return its colour in `theme`."""
        return self.color or theme.dim


LOSS, RIGHT = tr("loss"), "right"
LOOKS: dict[CurveName, Look] = {  # from back to front
    "batch": Look("", "x", "×", tr("batch loss"), tr("batch"), LOSS),
    "rate": Look("#b07a45", "p", "⬟", "α", "α", "α"),
    "gradient": Look("#9a6ff0", "t", "▼", "‖∇L‖", "‖∇L‖", "‖∇L‖"),
    "held_out_quality": Look(
        "#18a3a3", "star", "☆", tr("test {}"), tr("test"), RIGHT, is_held_out=True
    ),
    "quality": Look("#18a3a3", "star", "★", tr("training {}"), "{}", RIGHT),
    "held_out": Look(WALKER, "o", "○", tr("test loss"), tr("test"), LOSS, True),
    "training": Look(WALKER, "o", "●", tr("training loss"), LOSS, LOSS),
}
SYMBOLS = {"◆": "d", "■": "s", "▲": "t1", "●": "o"}  # where other descents end
LEAST_RATE = 0.01  # of the largest: smaller ones may be below the plot
AXES: dict[OverName, tuple[str, float]] = {  # its name, and how long it is at least
    "steps": (tr("step"), 10.0),
    "epochs": (tr("epoch"), 1.0),
    "examples": (tr("examples seen"), 1.0),
    "seconds": (tr("seconds computed"), 1e-4),
}


class Curve(NamedTuple):
    """A line of a history; nan where there is nothing."""

    x: Array
    y: Array

    def at(self, x: float) -> tuple[float, bool]:
        """Return the value nearest to `x`, and whether it is at `x` itself."""
        nearest = int(np.abs(self.x - x).argmin())
        return float(self.y[nearest]), bool(self.x[nearest] == x)


def other_looks() -> Iterator[tuple[str, str]]:
    """Yield colour and sign of each other descent, as in the scene and the race."""
    yield from zip(cycle(OTHERS), cycle(SYMBOLS), strict=False)


def own_parts(
    names: tuple[CurveName, ...], quality: str, theme: Theme, is_short: bool
) -> list[Part]:
    """Return what the legend says of the walker's curves."""
    looks = [look for name, look in reversed(LOOKS.items()) if name in names]
    words = [(look.short if is_short else look.name).format(quality) for look in looks]
    return [
        (look.color_in(theme), f"{look.sign} {word}")
        for look, word in zip(looks, words, strict=True)
    ]


def other_parts(rivals: Sequence[str], count: int) -> list[Part]:
    """Return what the legend says of `count` other descents, the first of them rivals.

    A sign each, with the name of a rival; the last branch says what they are. Rivals
    without names are said to be so by the last of them.
    """
    parts = list(islice(other_looks(), count))
    named, branches = len(rivals[:count]), count - len(rivals[:count])
    words = [*rivals[:count], *[""] * branches]
    if named and not any(words):
        words[named - 1] = tr("rivals")
    if branches:
        words[-1] = (
            tr("branches")
            if branches < MOST_LEFT
            else tr("last {most} branches", most=MOST_LEFT)
        )
    return [
        (color, f"{sign} {word}".rstrip())
        for (color, sign), word in zip(parts, words, strict=True)
    ]


def rival_names(spec: Spec, is_short: bool = False) -> list[str]:
    """Return the rule of each rival, and in what else those who race differ.

    In short, only that in which they differ.
    """
    race, own, size = spec.race, spec.optimizer, spec.batch.size
    is_by_rule = not is_short or len({own.name, *race.names}) > 1
    is_by_rate = len({own.learning_rate, *race.rates}) > 1
    is_by_size = len({size, *race.sizes}) > 1 and not spec.is_function
    told = [
        [OPTIMIZERS[name].title] * is_by_rule
        + [f"α {short(rate)}"] * is_by_rate
        + [tr("batch {size}", size=size or tr("all"))] * is_by_size
        for name, rate, size in zip(race.names, race.rates, race.sizes, strict=True)
    ]
    return [", ".join(words) for words in told]


def along(path: Path, over: OverName) -> Array:
    """Return where on the axis each step of `path` is."""
    record = path.record
    return {
        "steps": path.indices,
        "epochs": record.epochs,
        "examples": record.seen,
        "seconds": record.seconds,
    }[over]


def curves_of(
    path: Path, scores: Scores | None, names: tuple[CurveName, ...], over: OverName
) -> dict[CurveName, Curve]:
    """Return the curves called `names`, from back to front, as far as they are known.

    Scores of another descent, or of steps that are kept no more, are left out.
    """
    x, record = along(path, over), path.record
    known: dict[CurveName, Array] = {
        "training": path.losses,
        "batch": record.batch_losses,
        "gradient": record.slopes,
        "rate": record.rates,
    }
    curves = {name: Curve(x, finite(y)) for name, y in known.items() if name in names}
    if scores is not None:
        rows, is_its = rows_of(path, scores)
        for name in SCORED & set(names):
            y: Array = getattr(scores, name)
            if is_its.any():
                curves[name] = Curve(x[rows[is_its]], finite(y[is_its]))
    return {name: curves[name] for name in LOOKS if name in curves}


def rows_of(path: Path, scores: Scores) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return which steps of `path` scores may be of, and which of them are.

    Their numbers and losses are equal then.
    """
    rows = np.searchsorted(path.indices, scores.indices)
    rows = np.minimum(rows, len(path.indices) - 1)
    is_kept = path.indices[rows] == scores.indices
    return rows, np.asarray(is_kept & (path.losses[rows] == scores.losses))


def worth(name: CurveName, y: Array) -> Array:
    """Return what the axis is to hold of a curve.

    A learning rate that is let go to 0 would leave no room for the losses.
    """
    return y[y >= LEAST_RATE * np.fmax.reduce(y)] if name == "rate" else y


def finite(y: Array) -> Array:
    """Return `y` with gaps where it is no number."""
    return np.where(np.isfinite(y), y, np.nan)


def envelope(x: Array, y: Array, most: int) -> tuple[Array, Array]:
    """Return the line through (x, y) by about `most` points that look the same.

    Of each few neighbours the least and the greatest are left, in their order: what
    lies between them is in the same column of pixels. Gaps stay, and both ends.
    """
    size = -(-2 * len(x) // most)  # neighbours of which two are left
    if size <= 2:
        return x, y
    ends = len(x) // size * size
    rows = y[:ends].reshape(-1, size)
    first = np.arange(0, ends, size)
    is_gap = np.isnan(rows)
    low = np.where(is_gap, np.inf, rows).argmin(axis=1)
    high = np.where(is_gap, -np.inf, rows).argmax(axis=1)
    gap = np.where(is_gap.any(axis=1), is_gap.argmax(axis=1), low)
    left = np.concatenate([[0], first + low, first + high, first + gap])
    kept = np.unique(np.concatenate([left, np.arange(ends, len(x)), [len(x) - 1]]))
    return x[kept], y[kept]
