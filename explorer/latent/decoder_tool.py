"""The decoder alone: new codes, what becomes of them, and how they are drawn."""

from PyQt6.QtWidgets import QToolButton

from explorer.latent.bars import Bar, Bars
from explorer.latent.image_words import figure
from explorer.latent.sheets import ImageSheet
from explorer.latent.tool import WAITS, Tool
from explorer.theme import Theme
from models.language import tr
from models.latent_moments import Invention, LatentSight
from models.latent_words import fit_told

WAYS = {
    "bell": (tr("Bell"), tr("A normal distribution fitted to all codes.")),
    "classes": (
        tr("Classes"),
        tr("A normal distribution for each class: that needs labels."),
    ),
    "uniform": (
        tr("Uniform"),
        tr("Anywhere in the box that holds the codes: to compare with."),
    ),
}
COLLAPSED = 1.0  # D where all codes are one
TITLES = {
    "bell": tr("one bell"),
    "classes": tr("a bell for each class"),
    "uniform": tr("a box"),
}
DISTANCE = tr(
    "Mean squared difference of a decoded code to the nearest image there is: short is "
    "near to what was learnt."
)
LAST_SEED = 999_999


class DecoderTool(Tool):
    """How codes are drawn, a sheet of what they become, and how far from images."""

    watched = ("invention",)

    def __init__(self) -> None:
        super().__init__()
        self.controls.add_segments("view.drawn_by", WAYS)
        self.controls.add_stretch()
        self.again = QToolButton()
        self.again.setText(tr("Draw anew"))
        self.again.setObjectName("segment")
        self.again.setToolTip(tr("Other codes from the same distribution."))
        self.again.clicked.connect(self._draw_anew)
        self.controls.add_widget(self.again)
        self.controls.add_row()
        self.controls.add_count("view.draws", tr("Codes"), step=100)
        self.controls.add_count("view.draw_seed", tr("Seed"))
        self.controls.add_count("view.sheet", tr("Side"))
        self.controls.add_stretch()
        self.sheet = ImageSheet(tr("Invented images"), hint=WAITS)
        self.bars = Bars(tr("Distances to the nearest image"))
        self.bars.setToolTip(DISTANCE)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(self.bars)
        self.column.addWidget(self.said)

    def show_part(self, sight: LatentSight) -> None:
        """Show the new images, and how far they are from those there are."""
        invention = sight.invention
        assert invention is not None
        side = max(round(len(invention.sheet) ** 0.5), 1)
        self.sheet.show_images(invention.sheet, columns=side)
        chosen = sight.moment.spec.view.drawn_by
        self.bars.show_bars(
            [
                Bar(TITLES[name], value, figure(value), name == chosen)
                for name, value in invention.distances.items()
            ]
        )
        self.said.say(_told(invention))

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        self.sheet.show_theme(theme)
        self.bars.show_theme(theme)

    def _draw_anew(self) -> None:
        seed = self.spec.view.draw_seed
        self.edited.emit({"view.draw_seed": 0 if seed == LAST_SEED else seed + 1})


def _told(invention: Invention) -> str:
    told = tr(
        "Bars: distance to the nearest image. {misfit}",
        misfit=fit_told(invention.misfit),
    )
    distances = invention.distances
    if invention.misfit < COLLAPSED and distances["uniform"] < distances["bell"]:
        told += tr(" Here a box comes nearer than one bell: the codes fill it.")
    return told
