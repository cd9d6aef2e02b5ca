"""The landscape that an autoencoder learns on, and the model at each of its points."""

import numpy as np
from PyQt6.QtCore import pyqtSignal

from explorer.latent.reconstructions import PairSheet
from explorer.latent.tool import WAITS, Tool
from explorer.scene.painter_canvas import PainterCanvas
from explorer.scene.view import SceneView
from explorer.theme import Theme, hold
from models.catalog import LayerName
from models.language import tr
from models.latent_moments import LatentSight, LatentSlice, Preview
from models.scales import make_scale, short
from models.specs import ViewSpec

KINDS = {
    "random": (
        tr("Random"),
        tr("Two random directions through the walker, filter-normalised."),
    ),
    "path": (
        tr("Path"),
        tr("The two directions in which the path so far differs most."),
    ),
}
LAYERS: tuple[LayerName, ...] = "contours", "floor", "grid"
HINT = tr("Point at the surface, and the model there is shown.")
LOWEST = 220  # px, of the scene


class LandscapeTool(Tool):
    """The loss surface with the path of the training, and what is pointed at.

    Signals:
        pointed: (tuple or None) the pointer is at this place of its plane, or outside.
    """

    watched = "landscape", "reconstructions"
    pointed = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.controls.add_segments("plane.kind", KINDS)
        self.controls.add_count("plane.resolution", tr("Side"), step=8)
        self.controls.add_count("plane.seed", tr("Seed"))
        self.controls.add_stretch()
        self.scene = SceneView(PainterCanvas())
        hold(self.scene, minimumHeight=LOWEST)
        self.scene.show_spec(ViewSpec(layers=LAYERS))
        self.scene.hovered.connect(self.pointed)
        self.pairs = PairSheet()
        self.pairs.show_nothing(HINT)
        self.column.addWidget(self.scene, 3)
        self.column.addWidget(self.said)
        self.column.addWidget(self.pairs, 1)
        self._slice: LatentSlice | None = None
        self.said.say(WAITS)

    def show_sight(self, sight: LatentSight) -> None:
        """Show what comes back of some images."""
        if self._slice is None:
            self.said.say(WAITS)
        if sight.reconstructions is not None:
            self._show_pairs(sight)

    def show_slice(self, seen: LatentSlice) -> None:
        """Draw the surface, and the path on it."""
        self._slice, scale = seen, make_scale(seen.surface.loss, is_log=True)
        self.scene.show_surface(seen.surface, scale, scale)
        self.scene.show_paths((seen.path,))
        self._say()

    def clear(self) -> None:
        """Wait for the landscape of another training."""
        self._slice = None
        self.said.say(WAITS)

    def show_preview(self, preview: Preview | None) -> None:
        """Show what the model at the pointer makes of the images."""
        if preview is None:
            self._say()
        else:
            self._show_pairs(preview.sight)
            loss = short(preview.sight.moment.checkpoint.loss)
            self.said.say(tr("The model at the pointer: loss {loss}.", loss=loss))

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        self.scene.show_theme(theme)
        self.pairs.show_theme(theme)

    def _show_pairs(self, sight: LatentSight) -> None:
        seen = sight.reconstructions
        if seen is None or not len(seen.numbers):
            return
        losses = [f"{loss:.2g}" for loss in seen.losses.tolist()]
        pairs = np.stack([seen.originals, seen.decoded])
        self.pairs.show_pairs(pairs, losses, [""] * len(losses))

    def _say(self) -> None:
        if self._slice is not None:
            surface = self._slice.surface
            of = surface.note or tr("the loss of all images that train")
            self.said.say(
                tr(
                    "{hint} {axes}; {of}; heights log.",
                    hint=HINT,
                    axes=_begun(surface.plane.note),
                    of=of,
                )
            )


def _begun(words: str) -> str:
    """Return `words` as the beginning of a sentence."""
    return words[:1].upper() + words[1:]
