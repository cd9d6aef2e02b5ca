"""The plane in which codes are drawn, as a view asks for it."""

from dataclasses import replace

import numpy as np

from models.images import Floats, Images
from models.language import tr
from models.latent_frames import Frame, aligned, pair_frame, principal_frame, sized
from models.latent_moments import Moment
from models.latent_specs import AutoencoderSpec, LatentViewSpec
from models.snapshots import Array, frozen

LANES = 2.0  # high, all lanes; codes are drawn 1 from their middle
GOLDEN = 0.6180339887498949  # its multiples fill a lane evenly


def framed(view: LatentViewSpec, codes: Floats, last: Moment | None) -> Frame:
    """Return how codes (N, k) are drawn after those of the `last` moment.

    A pair of numbers is drawn as it is; two directions may turn for the codes to meet
    where they were, at the same size. What is no number is drawn nowhere, in the last
    frame.
    """
    k = codes.shape[1]
    if not np.isfinite(codes).all():
        return last.frame if last else pair_frame(max(k, 2), 0, 1)
    if is_pair(view, k):
        return pair_frame(k, view.first - 1, view.second - 1)
    frame = principal_frame(codes)
    if not view.aligned:
        return frame
    if last is not None and np.isfinite(last.points).all():
        goals = last.points if k > 1 else last.points * (1, 0)
        frame = aligned(frame, codes, goals)
    return sized(frame, codes)  # to meet the last alone, a cloud would shrink for ever


def placed(frame: Frame, codes: Floats, images: Images) -> Array:
    """Return where codes (N, k) of `images` are drawn (N, 2).

    A single number is drawn along x, and images of a class in a lane of their own:
    upwards nothing is meant, but there they do not hide each other.
    """
    points = frame.points(codes)
    if codes.shape[1] == 1:
        points[:, 1] = LANES * (_lanes(images) - 0.5)
    return frozen(points)


def _lanes(images: Images) -> Array:
    """Return the lane of each image (N,), from 0 to 1."""
    lanes: Array = GOLDEN * np.arange(0.0, images.count) % 1
    for known in images.attributes:
        if count := len(known.classes):
            return (known.values.astype(np.float64) + 0.2 + 0.6 * lanes) / count
    return lanes


def is_pair(view: LatentViewSpec, bottleneck: int) -> bool:
    """Tell whether two numbers of a code are drawn as they are."""
    return view.axes == "pair" and bottleneck > 1


def seen_as(
    moment: Moment, spec: AutoencoderSpec, last: Moment | None = None
) -> Moment:
    """Return a moment as `spec` wants it seen, after the `last` one that was shown."""
    old, new = moment.spec.view, spec.view
    moment = replace(moment, spec=spec)
    if _plane(old) == _plane(new):
        return moment
    frame = framed(new, moment.codes, last)
    points = placed(frame, moment.codes, moment.images)
    return replace(moment, frame=frame, points=points)


def axis_names(spec: AutoencoderSpec) -> tuple[str, str]:
    """Return what the axes of the plane are called."""
    view, k = spec.view, spec.hourglass.bottleneck
    if k == 1:
        return tr("code 1"), tr("(apart, to be seen)")
    if is_pair(view, k):
        return tr("code {first}", first=view.first), tr(
            "code {second}", second=view.second
        )
    turned = tr(", turned to meet the last epoch") if view.aligned else ""
    return tr("direction 1{turned}", turned=turned), tr("direction 2")


def _plane(view: LatentViewSpec) -> tuple[object, ...]:
    pair = (view.first, view.second) if view.axes == "pair" else ()
    return view.axes, view.aligned, pair
