"""What stands over the data view: what the data are, and what its signs mean."""

from collections.abc import Set as AbstractSet

import numpy as np

from explorer.plots.legend import Part
from explorer.plots.prediction_map import contour_levels
from explorer.theme import CLASSES, NEGATIVE, POSITIVE, WALKER, Theme
from models.catalog import DataLayerName
from models.fits import border, has_many
from models.language import tr
from models.scales import short
from models.snapshots import Prediction

Layers = AbstractSet[DataLayerName]


def parts(
    prediction: Prediction, layers: Layers, threshold: float, theme: Theme
) -> list[Part]:
    """Return each colour, and a sign in it with its meaning; none without data."""
    if not prediction.axes:
        return []
    is_map = len(prediction.axes) == 2
    own = _of_map if is_map else _of_curve
    found = own(prediction, layers, threshold, theme)
    if "test" in layers and prediction.data.is_held_out.any():
        # On a map a dot has an edge, and so a ring has two.
        found.append((theme.text, tr("◎ test") if is_map else tr("○ test")))
    return found


def _of_curve(
    prediction: Prediction, layers: Layers, threshold: float, theme: Theme
) -> list[Part]:
    found: list[Part] = _classes(prediction)
    if not has_many(prediction):
        found.append((WALKER, tr("― walker")))
    if "spread" in layers and prediction.kind == "spread":
        found.append((WALKER, "▒ ±σ"))
    if len(prediction.data.classes) == 2:
        found.append((theme.dim, f"╌ {_border(prediction, threshold)}"))
    return found


def _of_map(
    prediction: Prediction, layers: Layers, threshold: float, theme: Theme
) -> list[Part]:
    data = prediction.data
    if not data.has_classes:
        found = [(NEGATIVE, tr("■ low")), (POSITIVE, tr("■ high"))]
        lines = contour_levels(prediction)
        if "contours" in layers and len(lines) > 1:
            step = short(float(np.diff(lines)[0]))
            unit = tr("std.") if data.scale[-1] != 1 else data.units[-1]
            found.append(
                (theme.dim, tr("│ every {step} {unit}", step=step, unit=unit).rstrip())
            )
        return found
    found = _classes(prediction)
    if not has_many(prediction):  # else colours meet where another is the likeliest
        found.append((theme.dim, f"│ {_border(prediction, threshold)}"))
    return found


def _classes(prediction: Prediction) -> list[Part]:
    each = zip(CLASSES, prediction.data.classes, strict=False)
    return [(color, f"● {name}") for color, name in each]


def _border(prediction: Prediction, threshold: float) -> str:
    """Return where the border between two classes is."""
    level = border(prediction, threshold)
    if prediction.kind == "score":
        return tr("score {level}", level=short(level))
    return "p = ½" if level == 0.5 else f"p = {level:.2f}"
