"""The walker: where it is, how it stands above the floor, and where it would go."""

from dataclasses import replace

import numpy as np
from PyQt6.QtGui import QColor

from explorer.scene.box import FLOOR, HEIGHT, Box
from explorer.scene.picking import HeightField
from explorer.scene.shapes import Arrows, Float32, Pass, Scene, Shape, Strokes, rgba
from explorer.scene.strokes import dashed, discs, joined, line
from explorer.theme import DOWNHILL, FULL, GRADIENT, MOMENTUM, SINGLE, WALKER, Theme
from models.snapshots import Array, Ground, Path, Surface

BALL = 15.0  # pixels
ABOVE = (15.0, 9.0)  # of the ring where it is above the box
FOOT = (9.0, 4.0)  # of the ring on the floor, or on the slice
HALO = 3.0
HIDDEN, HIDDEN_BALL = 0.5, 0.8  # opacity of what is behind the surface
ARROW = 0.36  # length, in the scene
LONGEST = 0.9  # across, of an arrow in true length where it is steepest
STEEPEST = 0.9  # the quantile of the slopes that counts as steepest
VISIBLE = 0.012  # in the scene: less of a tether is not seen
STEM, TETHER, PARTIAL = 1.4, 1.8, 2.2  # pixels
TIP = 0.075  # length of the heads of the partials
SMALL = 0.6  # and of their size
THIN, MOST_TIMES = 0.4, 2.0  # arrows of single examples: size, and length at most


def walker_place(path: Path, box: Box) -> Float32 | None:
    """Return where the walker is drawn (3,); none where it is outside the square."""
    if not len(path.xy) or not box.holds(path.xy[-1]):
        return None
    place: Float32 = box.place(path.xy[-1], path.losses[-1])
    return place


def ball(path: Path, box: Box, theme: Theme, is_seen: bool) -> Strokes:
    """Return the walker; a ring at the top where its loss is above the box."""
    place, color = walker_place(path, box), QColor(WALKER)
    places = np.empty((0, 3), np.float32) if place is None else place[None]
    halo = Pass(widen=HALO, tint=theme.color("halo"), is_hidden_shown=True)
    if box.is_over(float(path.losses[-1])):
        ring = discs(places, ABOVE, (color, theme.color("halo")))
        return Strokes(ring, (halo, Pass(is_hidden_shown=True)))
    opacity = 1.0 if is_seen else HIDDEN_BALL
    solid = Pass(opacity=opacity, is_hidden_shown=True, is_ball=True)
    passes = (halo, solid) if is_seen else (solid,)
    return Strokes(discs(places, (BALL,), (color,)), passes)


def stem(path: Path, box: Box, theme: Theme) -> Strokes | None:
    """Return the line from the walker to the floor, with a ring for its foot."""
    place = walker_place(path, box)
    if place is None:
        return None
    foot = np.array([*place[:2], FLOOR], np.float32)
    color = theme.color("text")
    upright = line(np.stack([place, foot]), STEM, rgba(color))
    ring = discs(foot[None], FOOT, (color, theme.color("panel")))
    return Strokes(joined([upright, ring]), _seen_through())


def tether(
    path: Path, ground: Ground | None, field: HeightField, box: Box, theme: Theme
) -> Strokes | None:
    """Return the dashed line from the walker's true loss to the surface there.

    Where the ground is known it ends there exactly; while the walker is ahead of what
    is known of its ground, on the surface as it is drawn.
    """
    begin = walker_place(path, box)
    if begin is None:
        return None
    end = np.array([*begin[:2], field.height(begin[:2].astype(float))], np.float32)
    if ground is not None and np.allclose(ground.xy, path.xy[-1]):
        end = box.place(ground.xy, ground.height)
    if not abs(begin[2] - end[2]) > VISIBLE:  # nor where there is a hole
        return None
    color, halo = theme.color("text"), theme.color("halo")
    dashes = line(dashed(begin, end), TETHER, rgba(color))
    ring = discs(end[None], FOOT, (color, halo))
    shown = (
        Pass(opacity=HIDDEN, is_hidden_shown=True, is_solid=False),
        Pass(widen=2.0, tint=halo, nearer=0.02, is_solid=False),
        Pass(nearer=0.02),
    )
    return Strokes(joined([dashes, ring]), shown)


def slope_arrows(
    path: Path, box: Box, length: float | None, layers: tuple[str, ...]
) -> Arrows | None:
    """Return the arrows up and down the gradient that `layers` ask for."""
    place, up = walker_place(path, box), gradient_vector(path, box, length)
    wanted = [
        (sign, color)
        for name, sign, color in (("gradient", 1, GRADIENT), ("downhill", -1, DOWNHILL))
        if name in layers
    ]
    if place is None or up is None or not wanted:
        return None
    vectors = [_inside(place, sign * up) for sign, _ in wanted]
    return _arrows(place, vectors, [color for _, color in wanted])


def partials(path: Path, box: Box, length: float | None) -> Scene:
    """Return the parts of the gradient along x and along y, dashed, and their heads.

    They lie in the tangent plane and add up to the arrow of the gradient.
    """
    place, up = walker_place(path, box), gradient_vector(path, box, length)
    if place is None or up is None:
        return {}
    across = float(up[0] ** 2 + up[1] ** 2)
    whole = _inside(place, up)
    parts = np.zeros((2, 3), np.float32)
    parts[[0, 1], [0, 1]] = whole[:2]
    parts[:, 2] = whole[2] * up[:2] ** 2 / across
    sizes = np.linalg.norm(parts, axis=1)
    parts = parts[sizes > TIP]
    color = QColor(GRADIENT)
    shafts = [line(dashed(place, place + p), PARTIAL, rgba(color)) for p in parts]
    heads = parts / np.linalg.norm(parts, axis=1)[:, None] * TIP
    tips = Arrows(
        tails=place + parts - heads,
        vectors=heads.astype(np.float32),
        colors=np.tile(np.array(rgba(color), np.float32), (len(parts), 1)),
        size=SMALL,
    )
    halo = Pass(widen=1.6, tint=QColor("#1d2127"), is_hidden_shown=True, is_solid=False)
    shown = halo, Pass(is_hidden_shown=True, is_solid=False)
    if not shafts:
        return {}
    return {"partials": Strokes(joined(shafts), shown), "partial heads": tips}


def step_arrow(ground: Ground, box: Box) -> Arrows | None:
    """Return the next step, from the walker to where it leads."""
    ends = box.place([ground.xy, ground.xy + ground.step], [ground.loss, ground.real])
    if not (box.holds(ground.xy) and np.isfinite(ends).all()):
        return None
    vector = _inside(ends[0], ends[1] - ends[0])
    is_seen = np.linalg.norm(vector) > VISIBLE
    return _arrows(ends[0], [vector], [WALKER]) if is_seen else None


def momentum_arrow(path: Path, ground: Ground, box: Box) -> Arrows | None:
    """Return the arrow of what the optimiser remembers of the gradients."""
    place, loss = walker_place(path, box), float(path.losses[-1])
    if place is None or ground.momentum is None:
        return None
    way = box.direction(path.xy[-1], loss, path.gradient, ARROW, ground.momentum)
    vector = _seen(place, way)
    return None if vector is None else _arrows(place, [vector], [MOMENTUM])


def fan(path: Path, ground: Ground, box: Box, length: float | None) -> Scene:
    """Return the arrows of single examples' gradients, thin, and of that of all.

    Those of examples are as long as they are against that of all, to a limit.
    """
    place, loss, shown = walker_place(path, box), float(path.losses[-1]), ground.fan
    if place is None or shown is None:
        return {}
    slope = float(np.linalg.norm(shown.full))

    def arrow(way: Array) -> Float32 | None:
        share = float(np.linalg.norm(way)) / slope if slope > 0 else 1.0
        size = ARROW * min(share, MOST_TIMES)
        if length is not None:
            size = min(length * slope * share, LONGEST)
        return _seen(place, box.direction(path.xy[-1], loss, shown.full, size, way))

    singles = [one for way in shown.singles if (one := arrow(way)) is not None]
    found: dict[str, Shape] = {}
    if singles:
        thin = _arrows(place, singles, [SINGLE] * len(singles))
        found["fan"] = replace(thin, size=THIN)
    if (full := arrow(shown.full)) is not None:
        found["full gradient"] = _arrows(place, [full], [FULL])
    return found


def gradient_vector(path: Path, box: Box, length: float | None) -> Float32 | None:
    """Return the vector (3,) up the gradient at the walker.

    Args:
        path: the gradient is that of its last step.
        box: where it is drawn.
        length: across, for each unit of the gradient; none: all are alike.
    """
    slope = float(np.linalg.norm(path.gradient))
    loss = float(path.losses[-1])
    up = box.direction(path.xy[-1], loss, path.gradient, ARROW)
    if up is None or box.scale.is_level(slope * box.extent):
        return None
    if length is None:
        return up
    scaled: Float32 = up * np.float32(length * slope / np.hypot(up[0], up[1]))
    return scaled


def unit_length(surface: Surface) -> float:
    """Return how long the arrow of a unit gradient is across, in the scene.

    It is for the whole surface, so that arrows can be compared.
    """
    steps = surface.axis_x[1] - surface.axis_x[0]
    with np.errstate(all="ignore"):
        slopes = np.hypot(*np.gradient(surface.loss, steps))
    slopes = slopes[np.isfinite(slopes)]
    steepest = float(np.quantile(slopes, STEEPEST)) if slopes.size else 0.0
    return LONGEST / steepest if steepest > 0 else 0.0


def _seen(place: Float32, vector: Float32 | None) -> Float32 | None:
    """Return `vector` as far as it is in the box; none where that is not to be seen."""
    shown = None if vector is None else _inside(place, vector)
    return shown if shown is not None and np.linalg.norm(shown) > VISIBLE else None


def _inside(place: Float32, vector: Float32) -> Float32:
    """Return `vector` shortened until its tip is in the box."""
    low, high = np.array([-1, -1, FLOOR]), np.array([1, 1, HEIGHT * 1.25])
    with np.errstate(all="ignore"):
        reach = np.fmax((low - place) / vector, (high - place) / vector)
    share = min(1.0, max(0.0, float(np.nanmin(reach))))
    shortened: Float32 = vector * np.float32(share)
    return shortened


def _arrows(place: Float32, vectors: list[Float32], colors: list[str]) -> Arrows:
    tails = np.tile(place, (len(vectors), 1))
    painted = np.array([rgba(QColor(color)) for color in colors], np.float32)
    return Arrows(tails, np.array(vectors, np.float32), painted)


def _seen_through() -> tuple[Pass, ...]:
    return Pass(opacity=HIDDEN, is_hidden_shown=True, is_solid=False), Pass()
