"""Codes as they are drawn: two numbers of each, on axes that do not jump.

Nothing in a loss tells left from right, nor how far is far: from epoch to epoch a cloud
of codes turns, flips and grows. A frame undoes that (orthogonal Procrustes, Schönemann,
1966, with a scale), so that what moves on the screen has moved among the others.
"""

from dataclasses import dataclass, replace

import numpy as np

from models.images import Floats
from models.snapshots import Array, frozen


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """How codes (N, k) become points (N, 2): (codes - centre) @ axes."""

    centre: Array  # (k,)
    axes: Array  # (k, 2)
    shift: Array  # (2,) where the centre is drawn

    def points(self, codes: Floats | Array) -> Array:
        """Return where codes (N, k) are drawn (N, 2)."""
        return (codes - self.centre) @ self.axes + self.shift

    def codes(self, points: Array) -> Array:
        """Return the codes (N, k) at points (N, 2), nearest to the centre."""
        back: Array = (points - self.shift) @ np.linalg.pinv(self.axes) + self.centre
        return back


def pair_frame(bottleneck: int, first: int, second: int) -> Frame:
    """Return the frame of two of the numbers of a code, as they are."""
    axes = np.eye(bottleneck)[:, [first, second]]
    return Frame(frozen(np.zeros(bottleneck)), frozen(axes), frozen([0, 0]))


def principal_frame(codes: Floats | Array) -> Frame:
    """Return the frame of the two directions in which codes (N, k) differ most.

    One direction alone, of k = 1, is drawn along x.
    """
    centre = codes.mean(0, dtype=np.float64)
    axes = np.zeros((codes.shape[1], 2))
    found = np.linalg.svd(np.cov(codes.T).reshape(codes.shape[1], -1))[2][:2].T
    axes[:, : found.shape[1]] = found
    signs = np.sign(axes[np.abs(axes).argmax(0), [0, 1]])
    return Frame(frozen(centre), frozen(axes * signs), frozen([0, 0]))


def sized(frame: Frame, codes: Floats | Array) -> Frame:
    """Return `frame` scaled for codes (N, k) to be drawn 1 from their middle.

    That is the root of the mean square distance.
    """
    points = frame.points(codes)
    size = float(np.sqrt(np.square(points - points.mean(0)).sum(1).mean()))
    return replace(frame, axes=frozen(frame.axes / (size or 1.0)))


def aligned(frame: Frame, codes: Floats | Array, goals: Array) -> Frame:
    """Return `frame` turned, flipped, scaled and shifted for the codes to meet `goals`.

    The squared distances from their points to `goals` (N, 2), where the same codes were
    drawn in the last frame, are the least that this can do. Codes that are all alike
    only follow the shift.
    """
    points = frame.points(codes)
    middle, aim = points.mean(0), goals.mean(0)
    away = points - middle
    left, sizes, right = np.linalg.svd(away.T @ (goals - aim))
    spread = float(np.square(away).sum())
    scale = float(sizes.sum()) / spread if spread > 0 and sizes.sum() > 0 else 1.0
    turn = scale * left @ right
    return Frame(
        frame.centre,
        frozen(frame.axes @ turn),
        frozen(aim + (frame.shift - middle) @ turn),
    )
