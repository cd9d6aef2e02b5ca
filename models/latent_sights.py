"""What is asked to be seen of an autoencoder after an epoch, the quickest first."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from models.hourglasses import Hourglass, hourglass_of
from models.latent_inventions import invention
from models.latent_maps import decode_grid, decoded, span
from models.latent_moments import LatentSight, Moment
from models.latent_rows import film, reconstructions
from models.latent_scores import uses
from models.latent_sweeps import sweep

Place = tuple[float, float]

SEEN: dict[str, Callable[[Moment, Hourglass], Any]] = {
    "reconstructions": reconstructions,
    "film": film,
    "atlas": lambda moment, hourglass: decode_grid(
        hourglass, moment.frame, *span(moment.points, moment.spec.view.map_side)
    ),
    "sweep": sweep,
    "invention": invention,
    "uses": uses,
}
"""How each part of a sight is made, in the order in which they are."""


def look(
    moment: Moment, place: Place | None, watched: AbstractSet[str]
) -> Iterator[LatentSight | None]:
    """Yield a sight of `moment` that holds ever more of what is watched.

    None is yielded between: places where it may be stopped. `place` is where the plane
    is pointed at; it is decoded first.
    """
    hourglass = hourglass_of(moment.spec, moment.checkpoint.theta)
    sight = LatentSight(moment)
    if place is not None and "decoded" in watched:
        sight = replace(sight, decoded=decoded(moment, hourglass, place))
    yield sight
    for name, make in SEEN.items():
        if name in watched:
            yield None
            try:
                sight = replace(sight, **{name: make(moment, hourglass)})
            except ValueError as error:
                refusals = {**sight.refusals, name: str(error)}
                sight = replace(sight, refusals=refusals)
            yield sight
