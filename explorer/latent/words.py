"""What is played in the autoencoder's tab, in words."""

from explorer.transport import LOSS, Figure, Words
from models.latent_options import OPTIONS

EPOCHS = Words(
    "epoch",
    "Train to the last epoch, or stop on the way (End)",
    OPTIONS,
    {
        "epoch": Figure(
            "Passes over the images since the start. Type a number to go there.",
            "99999",
            is_sought=True,
        ),
        "loss": Figure("Loss of the images that train, mean over the pixels.", LOSS),
        "held out": Figure("Loss of the images that are held out.", LOSS),
        "seconds": Figure(
            "Time spent training so far, without what it took to show it.",
            "9999.9",
            is_spare=True,
        ),
    },
)
