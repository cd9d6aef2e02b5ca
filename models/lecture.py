"""All that lessons claim, by the names that their files use."""

from collections.abc import Iterator, Sequence

from models import (
    lecture_classes,
    lecture_gradients,
    lecture_images,
    lecture_likelihood,
    lecture_losses,
    lecture_networks,
    lecture_shelf,
)
from models.claims import Claim, Fact
from models.fields import nearest, shown

CLAIMS: dict[str, Claim] = (
    lecture_networks.CLAIMS
    | lecture_losses.CLAIMS
    | lecture_gradients.CLAIMS
    | lecture_classes.CLAIMS
    | lecture_shelf.CLAIMS
    | lecture_likelihood.CLAIMS
    | lecture_images.CLAIMS
)


def verify(names: Sequence[str]) -> Iterator[Fact | None]:
    """Yield what is found of each of the claims `names`, in their order."""
    for name in names:
        if name in CLAIMS:
            yield from CLAIMS[name]()
        else:
            says = f"There is no claim {shown(name)}{nearest(name, CLAIMS)}."
            yield Fact(says, holds=False)
