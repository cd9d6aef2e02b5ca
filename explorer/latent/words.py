"""What is played in the autoencoder's tab, in words."""

from explorer.transport import LOSS, Figure, Words
from models.language import marked, tr
from models.latent_options import OPTIONS

EPOCHS = Words(
    tr("epoch"),
    tr("epochs/s"),
    tr("Train to the last epoch, or stop on the way (End)"),
    OPTIONS,
    {
        "epoch": Figure(
            tr("Passes over the images since the start. Type a number to go there."),
            "99999",
            is_sought=True,
        ),
        "loss": Figure(
            tr("Loss of the images that train, mean over the pixels."), LOSS
        ),
        "held out": Figure(tr("Loss of the images that are held out."), LOSS),
        marked("seconds"): Figure(
            tr("Time spent training so far, without what it took to show it."),
            "9999.9",
            is_spare=True,
        ),
    },
)
