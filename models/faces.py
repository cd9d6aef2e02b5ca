"""Drawn faces: as many as one likes, in which everything is known.

A face is a dictionary of numbers, here called knobs. Which of them an autoencoder keeps
is decided by their share of the variance of the pixels, so the shapes are tuned for the
mouth to have some: about 3 % among `people`.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

import numpy as np

from models.face_parts import (
    paint_back_hair,
    paint_beard,
    paint_brows,
    paint_cheeks,
    paint_ears,
    paint_eyes,
    paint_fringe,
    paint_glasses,
    paint_head,
    paint_mouth,
    paint_nose,
    paint_shoulders,
)
from models.face_sheets import Sheet, new_sheet
from models.images import Attribute, Floats, ImageReading, Images, sealed
from models.language import marked, tr
from models.snapshots import frozen

WorldName = Literal["two_knobs", "moods", "people", "everything"]
Knobs = dict[str, Floats]
"""The values (N,) of each knob."""

CHUNK_PIXELS = 64 * 32 * 32  # painted at once: what they take stays in the cache
HAIR_COLOURS = (
    tr("black"),
    tr("brown"),
    tr("light brown"),
    tr("blond"),
    tr("red"),
    tr("grey"),
)
BACKGROUNDS = tr("blue"), tr("green"), tr("sand"), tr("lilac"), tr("pink"), tr("grey")
SHIRTS = tr("blue"), tr("red"), tr("green"), tr("grey"), tr("ochre"), tr("purple")
NO_YES = tr("no"), tr("yes")


class Knob(NamedTuple):
    """What may be turned on a face."""

    title: str
    low: float
    high: float
    usual: float
    classes: tuple[str, ...] = ()  # where it has whole numbers only


KNOBS: dict[str, Knob] = {
    "smile": Knob(marked("smile"), -1, 1, 0),
    "gaze_x": Knob(marked("gaze, across"), -1, 1, 0),
    "gaze_y": Knob(marked("gaze, up"), -1, 1, 0),
    "skin": Knob(marked("skin, light to dark"), 0, 1, 0.25),
    "hair_len": Knob(marked("length of hair"), 0, 1, 0.35),
    "head_w": Knob(marked("width of head"), 0, 1, 0.5),
    "jaw": Knob(marked("jaw"), 0, 1, 0.5),
    "eye_size": Knob(marked("size of eyes"), 0, 1, 0.5),
    "eye_gap": Knob(marked("distance of eyes"), 0, 1, 0.5),
    "brow": Knob(marked("brows, cross to kind"), -1, 1, 0),
    "mouth_w": Knob(marked("width of mouth"), 0, 1, 0.5),
    "nose": Knob(marked("nose"), 0, 1, 0.5),
    "tilt": Knob(marked("tilt"), -1, 1, 0),
    "dx": Knob(marked("shift, across"), -1, 1, 0),
    "dy": Knob(marked("shift, up"), -1, 1, 0),
    "glasses": Knob(marked("glasses"), 0, 1, 0, NO_YES),
    "beard": Knob(marked("beard"), 0, 1, 0, NO_YES),
    "bald": Knob(marked("bald"), 0, 1, 0, NO_YES),
    "open": Knob(marked("open mouth"), 0, 1, 0),
    "hair": Knob(marked("colour of hair"), 0, 5, 1, HAIR_COLOURS),
    "bg": Knob(marked("background"), 0, 5, 0, BACKGROUNDS),
    "shirt": Knob(marked("shirt"), 0, 5, 0, SHIRTS),
}
FIXED = "beard", "bald", "bg", "shirt"  # among people
WORLDS: dict[WorldName, tuple[str, ...]] = {
    "two_knobs": ("smile", "gaze_x"),
    "moods": (
        "smile", "open", "brow", "gaze_x", "gaze_y", "eye_size", "mouth_w",
    ),
    "people": tuple(name for name in KNOBS if name not in FIXED),
    "everything": tuple(KNOBS),
}  # fmt: skip
"""The knobs that differ from face to face; the others are as usual."""


def usual_knobs(count: int) -> Knobs:
    """Return the knobs of `count` faces that are all alike."""
    return {
        name: np.full(count, knob.usual, np.float32) for name, knob in KNOBS.items()
    }


def draw_knobs(world: WorldName, count: int, rng: np.random.Generator) -> Knobs:
    """Return the knobs of `count` faces of a world.

    All are drawn, also those that stay as usual: so the same seed gives the same smiles
    in every world.
    """
    drawn = {
        name: rng.uniform(knob.low, knob.high, count)
        for name, knob in KNOBS.items()
        if not knob.classes and name != "open"
    }
    for name, share in (("glasses", 0.30), ("beard", 0.18), ("bald", 0.10)):
        drawn[name] = (rng.random(count) < share).astype(np.float64)
    is_open = rng.random(count) >= 0.5
    drawn["open"] = np.where(is_open, rng.uniform(0.25, 1, count), 0.0)
    for name in ("hair", "bg", "shirt"):
        drawn[name] = rng.integers(0, len(KNOBS[name].classes), count).astype(float)
    varied = {name: drawn[name].astype(np.float32) for name in WORLDS[world]}
    return usual_knobs(count) | varied


def draw_faces(knobs: Mapping[str, Floats], size: int) -> Floats:
    """Return faces (N, size, size, 3), from 0 to 1, as their knobs say."""
    faces = np.empty((len(knobs["smile"]), size, size, 3), np.float32)
    for here in _chunks(len(faces), size):
        _draw_some(knobs, here, faces)
    return faces


def _chunks(count: int, size: int) -> Iterator[slice]:
    chunk = max(CHUNK_PIXELS // size**2, 1)
    return (slice(start, start + chunk) for start in range(0, count, chunk))


def _draw_some(knobs: Mapping[str, Floats], here: slice, faces: Floats) -> None:
    some = {name: values[here] for name, values in knobs.items()}
    sheet = new_sheet(some, faces.shape[1])
    _paint(sheet)
    np.clip(sheet.image.transpose(1, 2, 3, 0), 0, 1, out=faces[here])


def _paint(sheet: Sheet) -> None:
    """Paint all parts, from the back to the front."""
    paint_back_hair(sheet)
    paint_shoulders(sheet)
    paint_ears(sheet)
    head = paint_head(sheet)
    paint_cheeks(sheet)
    if sheet.knobs["beard"].any():
        paint_beard(sheet, head)
    paint_fringe(sheet)
    paint_eyes(sheet)
    paint_brows(sheet)
    paint_nose(sheet)
    paint_mouth(sheet)
    paint_glasses(sheet)


def make_faces(
    world: WorldName, count: int, size: int, seed: int
) -> Iterator[ImageReading | Images]:
    """Yield how far it is, and at last faces of a world and the knobs that vary."""
    knobs = draw_knobs(world, count, np.random.default_rng(seed))
    faces = np.empty((count, size, size, 3), np.float32)
    for here in _chunks(count, size):
        _draw_some(knobs, here, faces)
        done = min(here.stop, count)
        yield ImageReading(done / count, done)
    attributes = tuple(
        Attribute(KNOBS[name].title, frozen(knobs[name]), KNOBS[name].classes)
        for name in WORLDS[world]
    )
    yield Images(
        sealed(faces),
        attributes,
        tr("Drawn faces, {size} x {size}", size=size),
        tr("Faces drawn by the program; everything about them is known."),
    )
