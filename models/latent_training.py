"""Watch an autoencoder learn: from what is asked for to a moment after each epoch."""

from collections.abc import Iterator

import numpy as np

from models.autoencoders import train
from models.hourglasses import encode, hourglass_of
from models.image_sets import gather
from models.images import Floats, ImageReading, Images, flat
from models.latent_moments import Checkpoint, Moment
from models.latent_planes import framed
from models.latent_specs import AutoencoderSpec

CHUNK = 1024  # images that are encoded at a time


def learn(
    spec: AutoencoderSpec, images: Images | None = None, after: Moment | None = None
) -> Iterator[ImageReading | Images | Moment | None]:
    """Yield the start and a moment after each epoch, or those `after` one.

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
    last = after
    for here in train(spec, images.pixels, after.checkpoint if after else None):
        moment = None
        if here is not None:
            for moment in _moments(spec, images, here, last):
                if moment is None:
                    yield None
            last = moment
        yield moment


def _moments(
    spec: AutoencoderSpec, images: Images, here: Checkpoint, last: Moment | None
) -> Iterator[Moment | None]:
    """Yield None for each part of the images that is encoded, then the moment."""
    hourglass, parts = hourglass_of(spec, here.theta), list[Floats]()
    for start in range(0, images.count, CHUNK):
        parts.append(encode(hourglass, flat(images.pixels[start : start + CHUNK])))
        yield None
    codes = np.concatenate(parts)
    codes.setflags(write=False)
    frame = framed(spec.view, codes, last)
    points = frame.points(codes)
    points.setflags(write=False)
    yield Moment(spec, images, here, codes, frame, points)
