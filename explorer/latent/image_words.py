"""What is said of an image: its number, and what is known of it."""

from collections.abc import Iterable
from math import isfinite

from models.images import Attribute, Images
from models.language import tr
from models.latent_moments import attribute_of
from models.scales import short

MOST = 3  # attributes that are told


def told(images: Images, number: int, color_by: str = "auto") -> str:
    """Return lines about an image; the attribute that colours it comes first."""
    first = attribute_of(images, color_by)
    others = [one for one in images.attributes if one is not first]
    shown = [one for one in (first, *others) if one is not None][:MOST]
    lines = [
        tr("image {number}", number=number),
        *(_value(one, number) for one in shown),
    ]
    return "\n".join(lines)


def tips(images: Images, numbers: Iterable[int], color_by: str = "auto") -> list[str]:
    """Return what is said of each of some images."""
    return [told(images, number, color_by) for number in numbers]


def figure(value: float) -> str:
    """Return a loss or a distance as it is written everywhere; none is a dash."""
    return short(value) if isfinite(value) else "–"


def percent(share: float) -> str:
    """Return a share in percent."""
    return f"{100 * share:.0f} %" if isfinite(share) else "–"


def _value(attribute: Attribute, number: int) -> str:
    value = float(attribute.values[number])
    if attribute.classes:
        return f"{tr(attribute.name)}: {attribute.classes[int(value)]}"
    return f"{tr(attribute.name)}: {short(value)}"
