"""Graphics cards that torch can compute on, here and now."""

import torch

from models.language import tr
from models.latent_specs import DeviceName

WORDS: dict[DeviceName, str] = {"cuda": "CUDA", "mps": tr("Apple's Metal")}


def offered() -> tuple[DeviceName, ...]:
    """Return the devices there are, the processor first."""
    there: dict[DeviceName, bool] = {
        "cpu": True,
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
    }
    return tuple(name for name, is_there in there.items() if is_there)


def refuse_absent(name: DeviceName) -> None:
    """Refuse a device that is not there.

    Raises:
        ValueError: one sentence that names it, and those there are.
    """
    there = offered()
    if name not in there:
        raise ValueError(
            tr(
                "learning.device must be {there} on this computer: torch finds "
                "no graphics card for {words}",
                there=tr(" or ").join(there),
                words=WORDS[name],
            )
        )


def free_bytes(device: torch.device) -> int | None:
    """Return how much memory a card has to spare; None where it is the computer's."""
    return torch.cuda.mem_get_info(device)[0] if device.type == "cuda" else None
