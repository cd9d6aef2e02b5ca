"""The encoder alone: what is told from codes, and from other numbers as few."""

import numpy as np
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLabel, QToolButton

from explorer.latent.bars import Bar, Bars
from explorer.latent.cloud import CloudItem
from explorer.latent.image_words import figure, percent
from explorer.latent.tool import Tool
from explorer.plots.style import Plot
from explorer.theme import Theme
from models.latent_moments import Guess, LatentSight, Uses, attribute_of

CODES = "codes"  # a source of guesses
LEAST = 120  # px, of the plot
ROOM = 0.05  # of the plot, around its points
ABOUT = (
    "Told of images held out: {}",
    "How well it is told by the codes, by the raw pixels, and by as many principal "
    "components (PCA): learnt from the codes and labels of the other images.",
)


class PrincipalPlot(Plot):
    """The images by two principal components, which need no training."""

    def __init__(self) -> None:
        super().__init__("component 1", "component 2")
        self.setMouseEnabled(x=False, y=False)
        self.setMinimumHeight(LEAST)
        self.setToolTip(
            "The two directions in which the images themselves differ most (PCA), to "
            "compare with the codes."
        )
        self.cloud = CloudItem(SMALL)
        self.addItem(self.cloud, ignoreBounds=True)
        self._points: object = None

    def show_uses(self, uses: Uses, sight: LatentSight) -> None:
        """Draw the components, coloured as the codes are."""
        images, by = sight.moment.images, sight.moment.spec.view.color_by
        points = uses.principal_points[:, :2]
        if not len(points) or (points is self._points):
            return
        if points.shape[1] == 1:
            points = np.column_stack([points, np.zeros(len(points))])
        self.cloud.show_points(points, attribute_of(images, by))
        low, high = points.min(0), points.max(0)
        room = ROOM * (high - low) + 1e-9
        ends = np.stack([low - room, high + room], axis=1).tolist()
        self.setRange(xRange=ends[0], yRange=ends[1], padding=0)
        self.repaint_soon()


SMALL = 1.5  # px, radius of a dot


class EncoderTool(Tool):
    """Guesses from codes, pixels and components; the loss of each; codes as a file.

    Signals:
        asked_for_codes: the user wants the codes as a file.
    """

    asked_for_codes = pyqtSignal()
    watched = ("uses",)

    def __init__(self) -> None:
        super().__init__()
        self.heading = QLabel()
        self.heading.setObjectName("note")
        self.heading.setToolTip(ABOUT[1])
        self.export = QToolButton()
        self.export.setText("Export codes…")
        self.export.setObjectName("segment")
        self.export.setToolTip("Write the code of each image into a file (CSV).")
        self.export.clicked.connect(self.asked_for_codes)
        self.controls.add_widget(self.heading, 1)
        self.controls.add_widget(self.export)
        self.neighbours = Bars("By the 5 nearest neighbours")
        self.regression = Bars("By regression")
        self.titles = [_title() for _ in range(3)]
        self.losses = Bars("Loss of the images held out")
        self.plot = PrincipalPlot()
        bars = self.neighbours, self.regression, self.losses
        for title, one in zip(self.titles, bars, strict=True):
            self.column.addWidget(title)
            self.column.addWidget(one)
        self.column.addWidget(_title("Two principal components of the images"))
        self.column.addWidget(self.plot, 1)
        self.column.addWidget(self.said)

    def show_part(self, sight: LatentSight) -> None:
        """Show what is told, and how well images come back."""
        uses = sight.uses
        assert uses is not None
        attribute = attribute_of(sight.moment.images, uses.attribute)
        is_number = attribute is None or not attribute.classes
        self.heading.setText(ABOUT[0].format(uses.attribute))
        words = ("R²", "Linear regression, R²") if is_number else ("", "")
        self.titles[0].setText(
            f"5 nearest neighbours{', ' + words[0] if is_number else ''}"
        )
        self.titles[1].setText(words[1] or "Logistic regression")
        for bars, name in (
            (self.neighbours, "neighbours"),
            (self.regression, "regression"),
        ):
            bars.show_bars(
                [_bar(g, getattr(g, name), is_number) for g in uses.guesses], 1.0
            )
        self._show_losses(uses, sight)
        self.plot.show_uses(uses, sight)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        for part in (self.neighbours, self.regression, self.losses, self.plot):
            part.show_theme(theme)

    def _show_losses(self, uses: Uses, sight: LatentSight) -> None:
        k = sight.moment.spec.hourglass.bottleneck
        own, other = uses.pixel_loss, uses.principal_loss
        self.titles[2].setText("Squared error of what comes back, held out")
        self.losses.show_bars(
            [
                Bar(f"this autoencoder ({k})", own, figure(own)),
                Bar(f"PCA ({k})", other, figure(other), is_chosen=False),
            ]
        )
        self.said.say(_told(own, other, k))


def _bar(guess: Guess, value: float, is_number: bool) -> Bar:
    said = figure(value) if is_number else percent(value)
    name = f"{guess.source} ({guess.width})"
    return Bar(name, value, said, guess.source == CODES)


def _told(own: float, other: float, k: int) -> str:
    numbers = "1 number" if k == 1 else f"{k} numbers"
    if not (own > 0 and other > 0):
        return f"Compared with the best that is linear, by {numbers}."
    if abs(own / other - 1) < 0.02:
        return f"As good as the best that is linear with {numbers}: PCA."
    ratio = f"{max(own, other) / min(own, other):.2g} times"
    if own < other:
        return f"PCA, the best that is linear with {numbers}, loses {ratio} as much."
    return f"This loses {ratio} as much as PCA, the best that is linear: train it more."


def _title(text: str = "") -> QLabel:
    title = QLabel(text)
    title.setObjectName("note")
    return title
