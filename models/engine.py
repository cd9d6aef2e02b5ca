"""The doors to everything that needs torch, which is imported behind them.

A generator runs nothing before its first item, so the second that torch takes to load
is spent in the thread that asks for it, not in the one that draws the window.
"""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path as FilePath
from typing import Any

from models.claims import Fact
from models.images import ImageReading, Images
from models.language import tr
from models.latent_moments import (
    Checkpoint,
    EpochRows,
    LatentSight,
    LatentSlice,
    Moment,
    Pointed,
    Preview,
)
from models.latent_plane_specs import LatentPlaneSpec
from models.latent_specs import AutoencoderSpec, DeviceName
from models.snapshots import Plane, Rain, Sight, Step, Surface, Watched
from models.specs import Spec
from models.spread import Spread
from models.trails import Slice, Trail


def survey(
    spec: Spec,
    trail: Trail,
    is_live: bool,
    spread: Spread,
    plane: Plane | None = None,
) -> Iterator[Slice | None]:
    """Yield the surface that `spec` asks for after `trail`, ever finer.

    One that `is_live` comes at once, and not so fine. `spread` is like `map`. The plane
    is the one that `spec` asks for, if there is no other.
    """
    import models.quiet_torch  # noqa: F401
    from models import surveys

    yield from surveys.survey(spec, trail, is_live, spread=spread, plane=plane)


def narrow(spec: Spec, trail: Trail, surface: Surface) -> Iterator[Slice | None]:
    """Yield `surface`, in which `trail` is seen, for the samples `spec` wants."""
    import models.quiet_torch  # noqa: F401
    from models import surveys

    yield from surveys.narrow(spec, trail, surface)


def race(
    spec: Spec, after: tuple[Step, ...] | None = None
) -> Iterator[tuple[Step, ...]]:
    """Yield a step of the walker and of each rival at a time, or those `after`."""
    import models.quiet_torch  # noqa: F401
    from models import training

    yield from training.race(spec.descents, after)


def rain(spec: Spec, plane: Plane) -> Iterator[Rain]:
    """Yield how drops run down over all of the square of `plane`."""
    import models.quiet_torch  # noqa: F401
    from models import rains

    yield from rains.rain(spec, plane)


def look_around(
    spec: Spec,
    steps: Sequence[Step],
    plane: Plane | None,
    hovered_at: tuple[float, float] | None,
    watched: AbstractSet[Watched],
    whole: Sequence[Step],
) -> Iterator[Sight]:
    """Yield what is seen from where the walker stands after `steps` of the `whole`."""
    import models.quiet_torch  # noqa: F401
    from models import sights

    yield from sights.look_around(spec, steps, plane, hovered_at, watched, whole)


def learn(
    spec: AutoencoderSpec,
    images: Images | None = None,
    after: Moment | Checkpoint | None = None,
    carry_on: Callable[..., Any] | None = None,
    folder: FilePath | None = None,
) -> Iterator[ImageReading | Images | Moment | None]:
    """Yield the images, if they are not given, and a moment after each epoch.

    `carry_on` may let another process train; in `folder` is what was trained before.
    """
    import models.quiet_torch  # noqa: F401
    from models import latent_training

    where = carry_on or latent_training.here
    yield from latent_training.learn(spec, images, after, where, folder)


def look_at_codes(
    moment: Moment,
    place: tuple[float, float] | None,
    number: int | None,
    watched: AbstractSet[str],
    epochs: Sequence[tuple[int, Moment]] = (),
) -> Iterator[Pointed | LatentSight | EpochRows | None]:
    """Yield the image that is pointed at, by its number, and what else is seen.

    What came back after some `epochs` comes last, if they are given.
    """
    import models.quiet_torch  # noqa: F401
    from models import latent_pointing, latent_sights

    if number is not None:
        yield latent_pointing.point(moment, number)
    yield from latent_sights.look(moment, place, watched)
    if epochs:
        yield latent_pointing.compare(epochs)


def survey_codes(
    moments: Sequence[Moment], wish: LatentPlaneSpec, spread: Spread
) -> Iterator[LatentSlice | None]:
    """Yield the loss of an autoencoder around the last of `moments`, ever finer."""
    import models.quiet_torch  # noqa: F401
    from models import latent_landscapes

    yield from latent_landscapes.survey_path(moments, wish, spread)


def preview(
    moment: Moment, plane: Plane, place: tuple[float, float]
) -> Iterator[Preview | None]:
    """Yield what is seen of the autoencoder at a place of `plane`."""
    import models.quiet_torch  # noqa: F401
    from models import latent_landscapes

    yield from latent_landscapes.preview(moment, plane, place)


def save_codes(path: FilePath, moment: Moment) -> Iterator[str]:
    """Write the codes of a moment to a table; yield a sentence that says so."""
    import models.quiet_torch  # noqa: F401
    from models import latent_codes

    latent_codes.write_codes(path, moment)
    yield tr("Saved as {name}.", name=path.name)


def offered_devices() -> Iterator[tuple[DeviceName, ...]]:
    """Yield what can compute here: the processor, and graphics cards there are."""
    import models.quiet_torch  # noqa: F401
    from models import devices

    yield devices.offered()


def keep_model(
    folder: FilePath, spec: AutoencoderSpec, at: Checkpoint
) -> Iterator[str]:
    """Keep a trained model in `folder`, for when the same is asked for again."""
    from models import latent_cache

    latent_cache.keep(folder, spec, at)
    yield from ()


def verify(claims: Sequence[str]) -> Iterator[Fact | None]:
    """Yield what is found of each of the `claims` of a lesson."""
    import models.quiet_torch  # noqa: F401
    from models import lecture

    yield from lecture.verify(claims)
