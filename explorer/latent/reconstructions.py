"""Images beside what comes back of them."""

import numpy as np
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeyEvent, QResizeEvent
from PyQt6.QtWidgets import QLabel

from explorer.latent.blink import BlinkButton
from explorer.latent.image_words import figure, tips
from explorer.latent.sheet_grid import MUCH, Captions
from explorer.latent.sheets import ImageSheet
from explorer.latent.tool import WAITS, Tool
from explorer.theme import Theme
from models.images import Floats
from models.language import tr
from models.latent_moments import LatentSight, Reconstructions

TITLES = {
    "spread": (
        tr("Spread"),
        tr("Some of all images, held out ones where there are any."),
    ),
    "worst": (tr("Worst"), tr("The images that come back worst.")),
    "chosen": (tr("Chosen"), tr("The images that were clicked in the plane.")),
}
ORIGINAL, DECODED = tr("original"), tr("decoded")
EMPTY = tr("Click images in the plane to see them here.")
BLINK = Qt.Key.Key_B
TALL = 2.2  # times its width: a pair with its loss


class PairSheet(ImageSheet):
    """Originals over reconstructions, in as few lines as leave them the most room."""

    def __init__(self) -> None:
        super().__init__(tr("Reconstructions"), hint=WAITS)
        self._pairs: Floats | None = None  # (2, M, S, S, C)
        self._words = Captions()
        self._across = 0
        self._is_blinking = False

    def show_pairs(self, pairs: Floats, below: list[str], tips: list[str]) -> None:
        """Show images (2, M, S, S, C), words under each pair and at each image."""
        self._pairs, self._words = pairs, Captions(below=below, tips=tips)
        self._arrange()

    def show_nothing(self, hint: str) -> None:
        """Show no pair, and say why."""
        self._pairs = None
        super().show_nothing(hint)

    def show_blink(self, is_other: bool) -> None:
        """Show originals in the place of reconstructions, or them again."""
        self._is_blinking = is_other
        self._arrange()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Break the pairs into other lines where there is another room."""
        super().resizeEvent(event)
        if self._pairs is not None and self._best() != self._across:
            self._arrange()

    def _best(self) -> int:
        """Return how many pairs in a line are largest, without an empty place."""
        assert self._pairs is not None
        count = self._pairs.shape[1]
        wide, high = self.width() - 64, self.height()
        fit = [columns for columns in range(1, count + 1) if count % columns == 0]
        return max(
            fit, key=lambda columns: min(wide / columns, high * columns / count / TALL)
        )

    def _arrange(self) -> None:
        pairs = self._pairs
        if pairs is None or not pairs.shape[1]:
            return
        self._across = across = self._best()
        second = 0 if self._is_blinking else 1
        lines = pairs.shape[1] // across
        shown = np.stack([pairs[0], pairs[second]])
        blocks = shown.reshape(2, lines, across, *pairs.shape[2:]).swapaxes(0, 1)
        texts = np.array(self._words.tips, dtype=object).reshape(lines, across)
        names = ORIGINAL, (DECODED, ORIGINAL)[self._is_blinking]
        captions = Captions(
            rows=names * lines,
            below=self._words.below,
            tips=np.repeat(texts, 2, axis=0).ravel().tolist(),
            group=2,
        )
        self.show_images(blocks.reshape(2 * lines, across, *pairs.shape[2:]), captions)
        self.setMaximumHeight(MUCH)  # other lines would make another use of it


class EpochStrip(ImageSheet):
    """What came back of the same images after some epochs, the earliest on top."""

    def __init__(self) -> None:
        super().__init__(
            tr("Epochs"), hint=tr("Kept after 1, 5, 25, 100 and 300 epochs.")
        )

    def show_rows(
        self, rows: list[tuple[float, Floats]], originals: Floats | None = None
    ) -> None:
        """Show images (M, S, S, C) of each of some epochs, over the originals."""
        named = [(tr("epoch {epoch:g}", epoch=epoch), images) for epoch, images in rows]
        if originals is not None:
            named.append((ORIGINAL, originals))
        names = [name for name, _ in named]
        if named:
            images = np.stack([images for _, images in named])
            self.show_images(images, Captions(rows=names))


class ReconstructionsTool(Tool):
    """Some images or the worst, with the loss of each, and how they came to be."""

    watched = ("reconstructions",)

    def __init__(self) -> None:
        super().__init__()
        self.choice = self.controls.add_segments("view.shown", TITLES)
        self.controls.add_stretch()
        self.blink = BlinkButton()
        self.controls.add_widget(self.blink)
        self.pairs, self.strip = PairSheet(), EpochStrip()
        self.strip_title = QLabel(tr("As it learnt"))
        self.strip_title.setObjectName("note")
        self.column.addWidget(self.pairs, 3)
        self.column.addWidget(self.said)
        self.column.addWidget(self.strip_title)
        self.column.addWidget(self.strip, 4)
        self._numbers: tuple[int, ...] = ()
        self.show_epochs([])
        self.blink.turned.connect(self.pairs.show_blink)
        self.pairs.picked.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Blink while B is held."""
        if event is not None and event.key() == BLINK:
            if not event.isAutoRepeat():
                self.blink.begin()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent | None) -> None:
        """Blink no more."""
        if event is not None and event.key() == BLINK:
            if not event.isAutoRepeat():
                self.blink.end()
        else:
            super().keyReleaseEvent(event)

    def show_part(self, sight: LatentSight) -> None:
        """Show the pairs."""
        shown = sight.reconstructions
        assert shown is not None
        self._numbers = tuple(map(int, shown.numbers))
        if not self._numbers:
            self.pairs.show_nothing(EMPTY)
            self.said.say("")
            return
        moment = sight.moment
        texts = tips(moment.images, self._numbers, moment.spec.view.color_by)
        losses = shown.losses.tolist()
        said = [
            tr(
                "{text}\nloss {loss}, {is_out}",
                text=text,
                loss=figure(loss),
                is_out=tr("held out") if is_out else tr("learnt from"),
            )
            for text, loss, is_out in zip(texts, losses, shown.is_held_out, strict=True)
        ]
        pairs = np.stack([shown.originals, shown.decoded])
        self.pairs.show_pairs(pairs, [f"{loss:.2g}" for loss in losses], said)
        self.said.say(_told(shown))

    def show_epochs(
        self, rows: list[tuple[float, Floats]], originals: Floats | None = None
    ) -> None:
        """Show what came back of the same images after some epochs."""
        self.strip.show_rows(rows, originals)
        for widget in (self.strip, self.strip_title):
            widget.setVisible(bool(rows))

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        self.pairs.show_theme(theme)
        self.strip.show_theme(theme)

    def _choose(self, row: int, column: int) -> None:
        across = self.pairs.grid.columns
        self.edited.emit({"view.chosen": (self._numbers[row // 2 * across + column],)})


def _told(shown: Reconstructions) -> str:
    out, count = int(shown.is_held_out.sum()), len(shown.numbers)
    low, high = float(shown.losses.min()), float(shown.losses.max())
    words = tr(
        "Loss of each under it, {low} to {high}.", low=figure(low), high=figure(high)
    )
    return tr(
        "{words} {out} of {count} were held out: never learnt from.",
        words=words,
        out=out,
        count=count,
    )
