"""A trained autoencoder and all that is seen of it, for the widgets that show it."""

from dataclasses import replace

import models.quiet_torch  # noqa: F401 - one thread
from models.autoencoders import train
from models.hourglasses import encode, hourglass_of
from models.image_sets import gather
from models.images import Images, flat
from models.latent_frames import principal_frame
from models.latent_moments import Moment
from models.latent_planes import placed
from models.latent_sights import SEEN, look
from models.latent_specs import AutoencoderSpec, LearningSpec

DIGITS = AutoencoderSpec(learning=LearningSpec(epochs=3))


def with_view(spec, **view):
    return replace(spec, view=replace(spec.view, **view))


class Trained:
    """A moment, and what is seen of it."""

    def __init__(self, spec):
        self.spec = spec
        (images,) = (one for one in gather(spec.images) if isinstance(one, Images))
        *_, last = (one for one in train(spec, images.pixels) if one is not None)
        codes = encode(hourglass_of(spec, last.theta), flat(images.pixels))
        frame = principal_frame(codes)
        points = placed(frame, codes, images)
        self.moment = Moment(spec, images, last, codes, frame, points)

    def sight(self, *watched, place=(0.0, 0.0), **view):
        """Return a sight that holds what is watched; without names, everything."""
        moment = replace(self.moment, spec=with_view(self.spec, **view))
        names = set(watched or ("decoded", *SEEN))
        *_, last = (one for one in look(moment, place, names) if one is not None)
        return last

    def decoded(self, at):
        return self.sight("decoded", place=at).decoded
