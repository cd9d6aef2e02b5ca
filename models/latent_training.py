"""Watch an autoencoder learn: from what is asked for to a moment after each epoch."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from models.autoencoders import train
from models.hourglasses import encode, hourglass_of
from models.image_sets import gather
from models.images import Floats, ImageReading, Images, flat
from models.latent_cache import kept
from models.latent_moments import Checkpoint, Moment
from models.latent_planes import framed, placed
from models.latent_specs import AutoencoderSpec

CHUNK = 1024  # images that are encoded at a time

Kept = Moment | Checkpoint
"""Where a training stands: as it was seen, or as it was read from a file."""
Go = Callable[[Checkpoint | None], Iterator[Checkpoint | None]]
CarryOn = Callable[[Go, Checkpoint | None], Iterator[Checkpoint | None]]


class Training:
    """Goes on after a checkpoint; another process makes the images anew."""

    def __init__(self, spec: AutoencoderSpec, images: Images | None) -> None:
        self._spec, self._images = spec, images

    def __call__(self, after: Checkpoint | None) -> Iterator[Checkpoint | None]:
        """Yield the checkpoints that follow one, and None where it may be stopped."""
        images = self._images or _gathered(self._spec)
        yield from train(self._spec, images.pixels, after)

    def __reduce__(self) -> tuple[type["Training"], tuple[AutoencoderSpec, None]]:
        return Training, (self._spec, None)


def here(go: Go, after: Checkpoint | None) -> Iterator[Checkpoint | None]:
    """Train in this very process."""
    return go(after)


def learn(
    spec: AutoencoderSpec,
    images: Images | None = None,
    after: Kept | None = None,
    carry_on: CarryOn = here,
    folder: Path | None = None,
) -> Iterator[ImageReading | Images | Moment | None]:
    """Yield the start and a moment after each epoch, or those `after` one.

    What was read from a file is itself the first moment. `carry_on` may let another
    process train; images of one's own may have changed since, and stay here. What was
    trained before, and is kept in `folder`, is the first moment.

    Images that are not at hand are gathered before: how far that is, and then all of
    them. None is a place where it may be stopped.

    Raises:
        ValueError: one sentence that names the folder or file and what is wrong.
    """
    if images is None:
        for item in gather(spec.images):
            yield item
            images = item if isinstance(item, Images) else images
    assert images is not None
    if after is None and folder is not None:
        after = kept(folder, spec)
    last = after if isinstance(after, Moment) else None
    begun = after.checkpoint if isinstance(after, Moment) else after
    if begun is not None and last is None:
        for moment in _moments(spec, images, begun, None):
            last = moment or last
            yield moment
    where = here if spec.images.name == "own" else carry_on
    for checkpoint in where(Training(spec, images), begun):
        moment = None
        if checkpoint is not None:
            for moment in _moments(spec, images, checkpoint, last):
                if moment is None:
                    yield None
            last = moment
        yield moment


def trained(
    spec: AutoencoderSpec, epochs: int, tell: Callable[[int], object] = int
) -> Checkpoint:
    """Return where a training stands after so many epochs, at most all of them.

    `tell` is called after each, with its number.
    """
    pixels = _gathered(spec).pixels
    found = (one for one in train(spec, pixels) if one is not None)
    for number, checkpoint in enumerate(islice(found, epochs + 1)):
        tell(number)
        last = checkpoint
    return last


def last_moment(
    spec: AutoencoderSpec, epochs: int, tell: Callable[[int], object] = int
) -> Moment:
    """Return what is known of all images where a training stands after so many."""
    checkpoint = trained(spec, epochs, tell)
    (moment,) = (
        one
        for one in _moments(spec, _gathered(spec), checkpoint, None)
        if one is not None
    )
    return moment


def _gathered(spec: AutoencoderSpec) -> Images:
    (images,) = (one for one in gather(spec.images) if isinstance(one, Images))
    return images


def _moments(
    spec: AutoencoderSpec, images: Images, checkpoint: Checkpoint, last: Moment | None
) -> Iterator[Moment | None]:
    """Yield None for each part of the images that is encoded, then the moment."""
    hourglass, parts = hourglass_of(spec, checkpoint.theta), list[Floats]()
    for start in range(0, images.count, CHUNK):
        parts.append(encode(hourglass, flat(images.pixels[start : start + CHUNK])))
        yield None
    codes = np.concatenate(parts)
    codes.setflags(write=False)
    frame = framed(spec.view, codes, last)
    points = placed(frame, codes, images)
    yield Moment(spec, images, checkpoint, codes, frame, points)
