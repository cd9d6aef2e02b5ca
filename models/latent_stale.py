"""What a change leaves out of date of an autoencoder: the table to read first."""

from dataclasses import dataclass, replace

from models.latent_specs import AutoencoderSpec, ImagesSpec


@dataclass(frozen=True, slots=True)
class LatentStale:
    """What is out of date, and has to be computed again."""

    images: bool  # all of it
    training: bool  # from its first epoch
    rule: bool  # from the epoch on the screen: how it goes on, or ends
    plane: bool  # where codes are drawn
    sight: bool  # what is seen of the moment on the screen
    landscape: bool  # that it stands in


def latent_stale(old: AutoencoderSpec, new: AutoencoderSpec) -> LatentStale:
    """Return what is out of date when `new` takes the place of `old`."""
    images = _images(old.images) != _images(new.images)
    return LatentStale(
        images,
        training=images or _training(old) != _training(new),
        rule=_rule(old) != _rule(new),
        plane=_plane(old) != _plane(new),
        sight=old.view != replace(new.view, speed=old.view.speed),
        landscape=old.plane != new.plane,
    )


def _images(spec: ImagesSpec) -> tuple[object, ...]:
    drawn = {
        "digits": (),
        "faces": (spec.world, spec.size, spec.samples, spec.seed),
        "own": (spec.file, spec.size, spec.colours, spec.samples, spec.seed),
    }
    return spec.name, *drawn[spec.name]


def _training(spec: AutoencoderSpec) -> tuple[object, ...]:
    held_out = spec.images.test, spec.images.seed
    return spec.hourglass, replace(spec.learning, epochs=1), spec.batch, held_out


def _rule(spec: AutoencoderSpec) -> tuple[object, ...]:
    return spec.optimizer, spec.learning.epochs


def _plane(spec: AutoencoderSpec) -> tuple[object, ...]:
    view = spec.view
    return view.axes, view.first, view.second, view.aligned
