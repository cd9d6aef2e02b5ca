"""Plays a film of two rows: both as one large image, beside each other."""

from PyQt6.QtCore import QSignalBlocker, Qt, QTimer, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QVBoxLayout, QWidget

from explorer.icons import icon
from explorer.latent.large_image import LargeImage
from explorer.theme import Theme
from models.language import tr
from models.latent_moments import Film

FULL = 1500  # ms, from one end to the other
LEAST = 60  # ms, an image is seen


class FilmPlayer(QWidget):
    """A slider through the steps of a film, and a button that goes through them.

    Signals:
        stepped: (int) this step is seen now.
    """

    stepped = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self.latent = LargeImage(tr("Through the codes"), most=192)
        self.faded = LargeImage(tr("Cross-fade"), most=192)
        self.button = QToolButton()
        self.button.setCheckable(True)
        self.button.setAccessibleName(tr("Play the film"))
        self.button.setToolTip(tr("Play: there and back, until it is pressed again."))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(tr("Step of the film"))
        self.slider.setToolTip(tr("The step that is seen large."))
        self.slider.setPageStep(1)
        self._film: Film | None = None
        self._way = 1
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._advance)
        self.button.toggled.connect(self._play)
        self.slider.valueChanged.connect(self._show_step)
        self._lay_out()

    def show_film(self, film: Film) -> None:
        """Show `film` at the step that was seen, as far as it has that."""
        self._film = film
        steps = len(film.latent)
        self._timer.setInterval(max(FULL // steps, LEAST))
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, steps - 1)
            self.slider.setTickInterval(1)
        self._show_step(self.slider.value())

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for large in (self.latent, self.faded):
            large.show_theme(theme)
        self._icons = icon("play", theme.text), icon("pause", theme.on_accent)
        self.button.setIcon(self._icons[self.button.isChecked()])

    def stop(self) -> None:
        """Let it rest."""
        self.button.setChecked(False)

    def _play(self, is_playing: bool) -> None:
        self.button.setIcon(self._icons[is_playing])
        if is_playing:
            self._timer.start()
        else:
            self._timer.stop()

    def _advance(self) -> None:
        at, last = self.slider.value(), self.slider.maximum()
        if not self.isVisible():
            self.stop()
            return
        if not 0 <= at + self._way <= last:
            self._way = -self._way
        self.slider.setValue(at + self._way)

    def _show_step(self, number: int) -> None:
        if self._film is not None:
            self.latent.show_image(self._film.latent[number], tr("through the codes"))
            self.faded.show_image(self._film.faded[number], tr("cross-fade"))
            self.stepped.emit(number)

    def _lay_out(self) -> None:
        column, row, below = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.latent)
        row.addWidget(self.faded)
        below.addWidget(self.button)
        below.addWidget(self.slider, 1)
        column.addLayout(row, 1)
        column.addLayout(below)
        self.show_theme(self.latent.theme)
