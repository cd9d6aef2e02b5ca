"""The encoder alone: what is told from codes, and from other numbers as few."""

import numpy as np
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLabel, QToolButton

from explorer.latent.bars import Bar, Bars
from explorer.latent.cloud import CloudItem
from explorer.latent.image_words import figure, percent
from explorer.latent.tool import Tool
from explorer.plots.style import Plot
from explorer.theme import Theme, hold
from models.language import tr
from models.latent_moments import Guess, LatentSight, Uses, attribute_of

CODES = tr("codes")  # a source of guesses
LEAST = 120  # px, of the plot
ROOM = 0.05  # of the plot, around its points
ABOUT = (
    tr("Told of images held out: {name}"),
    tr(
        "How well it is told by the codes, by the raw pixels, and by as many principal "
        "components (PCA): learnt from the codes and labels of the other images."
    ),
)


class PrincipalPlot(Plot):
    """The images by two principal components, which need no training."""

    def __init__(self) -> None:
        super().__init__(tr("component 1"), tr("component 2"))
        self.setMouseEnabled(x=False, y=False)
        hold(self, minimumHeight=LEAST)
        self.setToolTip(
            tr(
                "The two directions in which the images themselves differ most "
                "(PCA), to compare with the codes."
            )
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
        self.export.setText(tr("Export codes…"))
        self.export.setObjectName("segment")
        self.export.setToolTip(tr("Write the code of each image into a file (CSV)."))
        self.export.clicked.connect(self.asked_for_codes)
        self.controls.add_widget(self.heading, 1)
        self.controls.add_widget(self.export)
        self.neighbours = Bars(tr("By the 5 nearest neighbours"))
        self.regression = Bars(tr("By regression"))
        self.titles = [_title() for _ in range(3)]
        self.losses = Bars(tr("Loss of the images held out"))
        self.plot = PrincipalPlot()
        bars = self.neighbours, self.regression, self.losses
        for title, one in zip(self.titles, bars, strict=True):
            self.column.addWidget(title)
            self.column.addWidget(one)
        self.column.addWidget(_title(tr("Two principal components of the images")))
        self.column.addWidget(self.plot, 1)
        self.column.addWidget(self.said)

    def show_part(self, sight: LatentSight) -> None:
        """Show what is told, and how well images come back."""
        uses = sight.uses
        assert uses is not None
        attribute = attribute_of(sight.moment.images, uses.attribute)
        is_number = attribute is None or not attribute.classes
        self.heading.setText(ABOUT[0].format(name=tr(uses.attribute)))
        words = ("R²", tr("Linear regression, R²")) if is_number else ("", "")
        nearest = tr("5 nearest neighbours")
        self.titles[0].setText(f"{nearest}, {words[0]}" if is_number else nearest)
        self.titles[1].setText(words[1] or tr("Logistic regression"))
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
        self.titles[2].setText(tr("Squared error of what comes back, held out"))
        self.losses.show_bars(
            [
                Bar(tr("this autoencoder ({k})", k=k), own, figure(own)),
                Bar(f"PCA ({k})", other, figure(other), is_chosen=False),
            ]
        )
        self.said.say(_told(own, other, k))


def _bar(guess: Guess, value: float, is_number: bool) -> Bar:
    said = figure(value) if is_number else percent(value)
    name = f"{guess.source} ({guess.width})"
    return Bar(name, value, said, guess.source == CODES)


def _told(own: float, other: float, k: int) -> str:
    numbers = tr("1 number") if k == 1 else tr("{k} numbers", k=k)
    if not (own > 0 and other > 0):
        return tr(
            "Compared with the best that is linear, by {numbers}.", numbers=numbers
        )
    if abs(own / other - 1) < 0.02:
        return tr(
            "As good as the best that is linear with {numbers}: PCA.", numbers=numbers
        )
    ratio = tr("{own:.2g} times", own=max(own, other) / min(own, other))
    if own < other:
        return tr(
            "PCA, the best that is linear with {numbers}, loses {ratio} as much.",
            numbers=numbers,
            ratio=ratio,
        )
    return tr(
        "This loses {ratio} as much as PCA, the best that is linear: train it more.",
        ratio=ratio,
    )


def _title(text: str = "") -> QLabel:
    title = QLabel(text)
    title.setObjectName("note")
    return title
