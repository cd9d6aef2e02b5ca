"""What is asked to be seen of an autoencoder after an epoch, the quickest first."""

from collections.abc import Callable, Generator, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from models.hourglasses import Hourglass, hourglass_of
from models.images import Images
from models.latent_frames import Frame
from models.latent_inventions import invention
from models.latent_maps import decode_grid, decoded, span
from models.latent_moments import Atlas, Checkpoint, LatentSight, Making, Moment
from models.latent_rows import film, reconstructions
from models.latent_scores import uses
from models.latent_specs import AutoencoderSpec, LatentViewSpec
from models.latent_sweeps import sweep

Place = tuple[float, float]
Make = Callable[[Moment, Hourglass], Any]


@dataclass(frozen=True, slots=True)
class Key:
    """What a part of a sight depends on."""

    spec: AutoencoderSpec
    checkpoint: Checkpoint
    images: Images
    frame: Frame
    asked: tuple[object, ...]  # of the view


class Part:
    """A part of a sight: it remembers what it made last, and of what.

    For every place that is pointed at all is asked for again.
    """

    def __init__(self, make: Make, *asked: str) -> None:
        """Know how it is `make`-d, and of which fields of the view."""
        self._make, self._asked = make, asked
        self._last: tuple[Key, Any] | None = None

    def at_hand(self, moment: Moment) -> Any:
        """Return what was made last, if it is of the same; or else None."""
        last = self._last
        return last[1] if last is not None and last[0] == self._key(moment) else None

    def made(self, moment: Moment, hourglass: Hourglass) -> Making[Any]:
        """Return what is seen; yield where it may be stopped."""
        found = self._make(moment, hourglass)
        if isinstance(found, Generator):
            found = yield from found
        self._last = self._key(moment), found
        return found

    def _key(self, moment: Moment) -> Key:
        view = moment.spec.view
        asked = tuple(getattr(view, name) for name in self._asked)
        return Key(
            _bare(moment.spec), moment.checkpoint, moment.images, moment.frame, asked
        )


def _atlas(moment: Moment, hourglass: Hourglass) -> Atlas:
    axes = span(moment.points, moment.spec.view.map_side)
    return decode_grid(hourglass, moment.frame, *axes)


PICKS = "attribute", "with_it", "without", "chosen", "alpha"
DRAWS = "drawn_by", "draws", "draw_seed", "sheet", "color_by"
SEEN: dict[str, Part] = {
    "reconstructions": Part(reconstructions, "shown", "chosen"),
    "film": Part(film, "ends", "steps", "color_by"),
    "atlas": Part(_atlas, "map_side"),
    "sweep": Part(sweep, *PICKS),
    "invention": Part(invention, *DRAWS),
    "uses": Part(uses, "attribute"),
}
"""How each part of a sight is made, in the order in which they are."""


def look(
    moment: Moment, place: Place | None, watched: AbstractSet[str]
) -> Iterator[LatentSight | None]:
    """Yield a sight of `moment` that holds ever more of what is watched.

    None is yielded between: places where it may be stopped. `place` is where the plane
    is pointed at; it is decoded first, with what was seen before and is the same.
    """
    hourglass = _opened(_bare(moment.spec), moment.checkpoint)
    sight = LatentSight(moment)
    if place is not None and "decoded" in watched:
        sight = replace(sight, decoded=decoded(moment, hourglass, place))
    parts = {name: SEEN[name].at_hand(moment) for name in SEEN if name in watched}
    sight = replace(sight, **parts)
    yield sight
    for name in (name for name, part in parts.items() if part is None):
        yield None
        try:
            made = yield from SEEN[name].made(moment, hourglass)
            sight = replace(sight, **{name: made})
        except ValueError as error:
            refusals = {**sight.refusals, name: str(error)}
            sight = replace(sight, refusals=refusals)
        yield sight


def _bare(spec: AutoencoderSpec) -> AutoencoderSpec:
    """Return `spec` apart from how it is looked at."""
    return replace(spec, view=LatentViewSpec())


@lru_cache(maxsize=2)
def _opened(spec: AutoencoderSpec, checkpoint: Checkpoint) -> Hourglass:
    return hourglass_of(spec, checkpoint.theta)
