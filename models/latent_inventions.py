"""New codes for the decoder alone, and how near their images are to those there are."""

import numpy as np

from models.hourglasses import Hourglass, decode
from models.images import Attribute, Floats, flat
from models.language import tr
from models.latent_bells import Bell, bells_of, drawn, drawn_in_box, ellipse, fitted
from models.latent_bells import misfit as misfit_of
from models.latent_moments import Invention, Moment, attribute_of
from models.latent_rows import shaped, spread_out
from models.latent_specs import DrawnByName
from models.latent_uses import nearest_distances
from models.snapshots import Array, frozen

SIGMAS = 1, 2, 3
MOST_COMPARED, MOST_KNOWN = 200, 2000  # new codes, and images that they are compared to
FEWEST = 3  # codes of a class that a bell can be fitted to


def invention(moment: Moment, hourglass: Hourglass) -> Invention:
    """Return codes drawn in the way that `view.drawn_by` asks for, decoded.

    Raises:
        ValueError: a bell for each class is asked for, and there are no classes.
    """
    view, codes = moment.spec.view, moment.codes
    whole, ways = fitted(codes), _ways(moment)
    if view.drawn_by not in ways:
        raise ValueError(
            tr("These images have no classes to draw from: draw from one bell.")
        )
    chosen = ways[view.drawn_by]
    bells: tuple[Bell, ...] = ()
    if view.drawn_by != "uniform":
        is_one = view.drawn_by == "bell"
        bells = (whole,) if is_one else tuple(_bells(moment, _classes(moment)))
    distances = _distances(moment, hourglass, ways)
    count = min(view.sheet**2, len(chosen))
    sheet = decode(hourglass, chosen[:count])
    return Invention(
        bells,
        tuple(_seen(moment, bell, sigmas) for bell in bells for sigmas in SIGMAS),
        frozen(moment.frame.points(chosen)),
        shaped(moment, sheet),
        distances[view.drawn_by],
        distances,
        misfit_of(whole, codes),
    )


def _classes(moment: Moment) -> Attribute | None:
    """Return what the codes are coloured by, if that has classes, or what else has."""
    asked = attribute_of(moment.images, moment.spec.view.color_by)
    with_classes = [one for one in moment.images.attributes if one.classes]
    if asked is not None and asked.classes:
        return asked
    return with_classes[0] if with_classes else None


def _bells(moment: Moment, attribute: Attribute | None) -> list[Bell]:
    if attribute is None:
        return []
    numbers, counts = np.unique(attribute.values, return_counts=True)
    is_in = np.isin(attribute.values, numbers[counts >= FEWEST])
    return list(bells_of(moment.codes[is_in], attribute.values[is_in]))


def _ways(moment: Moment) -> dict[DrawnByName, Floats]:
    """Return codes (M, k) drawn in each of the ways that there are."""
    view, codes = moment.spec.view, moment.codes
    count, seed = max(view.draws, view.sheet**2), view.draw_seed
    ways: dict[DrawnByName, Floats] = {
        "bell": drawn(fitted(codes), count, seed),
        "uniform": drawn_in_box(codes, count, seed),
    }
    if bells := _bells(moment, _classes(moment)):
        each = -(-count // len(bells))
        turns = np.stack([drawn(bell, each, seed + k) for k, bell in enumerate(bells)])
        ways["classes"] = turns.swapaxes(0, 1).reshape(-1, codes.shape[1])[:count]
    return ways


def _distances(
    moment: Moment, hourglass: Hourglass, ways: dict[DrawnByName, Floats]
) -> dict[str, float]:
    """Return the mean square difference of decoded codes to the nearest image."""
    every = np.arange(moment.images.count)
    known = flat(moment.images.pixels[spread_out(every, MOST_KNOWN)])
    return {
        name: float(
            nearest_distances(known, decode(hourglass, codes[:MOST_COMPARED])).mean()
        )
        for name, codes in ways.items()
    }


def _seen(moment: Moment, bell: Bell, sigmas: int) -> Array:
    """Return the ellipse of a bell in the plane that is drawn."""
    middle = moment.frame.points(bell.mean[None])
    return frozen(middle + ellipse(bell, moment.frame.axes, sigmas))
