"""The decoder as a map: what it makes of the place under the pointer."""

from explorer.latent.large_image import LargeImage
from explorer.latent.tool import Tool
from explorer.theme import Theme
from models.language import tr
from models.latent_moments import LatentSight
from models.latent_words import spread, trust_told
from models.scales import short

HINT = tr("Point at any place in the plane: the decoder draws it here.")


class MapTool(Tool):
    """One decoded image, large, how far to trust it, and what the plane shows."""

    watched = "decoded", "atlas"

    def __init__(self) -> None:
        super().__init__()
        self.controls.add_toggle("view.map", tr("Decoded map"))
        self.controls.add_count("view.map_side", tr("Side"))
        self.controls.add_stretch()
        self.controls.add_row()
        self.controls.add_toggle("view.doubt", tr("Doubt"))
        self.controls.add_toggle("view.thumbnails", tr("Images at their codes"))
        self.controls.add_stretch()
        self.large = LargeImage(tr("Decoded place"), HINT)
        self.column.addWidget(self.large, 1)
        self.column.addWidget(self.said)
        self.said.say(HINT)

    def show_sight(self, sight: LatentSight) -> None:
        """Show what is under the pointer; where it is nowhere, the last of it."""
        if sight.decoded is not None:
            self.show_part(sight)

    def show_part(self, sight: LatentSight) -> None:
        """Show the place, and say how far to trust it."""
        decoded = sight.decoded
        assert decoded is not None
        x, y = (short(float(number)) for number in decoded.at)
        self.large.show_image(decoded.pixels, tr("at ({x}, {y})", x=x, y=y))
        self.said.say(trust_told(decoded.doubt, spread(sight.moment.codes)))

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        self.large.show_theme(theme)
