"""From one image to another: through the codes, and by a cross-fade of pixels."""

import numpy as np
from PyQt6.QtCore import QSignalBlocker, pyqtSignal
from PyQt6.QtWidgets import QToolButton

from explorer.controls import CountBox
from explorer.latent.film_player import FilmPlayer
from explorer.latent.image_words import figure
from explorer.latent.sheet_grid import Captions
from explorer.latent.sheets import ImageSheet
from explorer.latent.tool import WAITS, Tool
from explorer.latent.view_controls import fit_count, meaning
from explorer.theme import Theme
from models.language import tr
from models.latent_moments import Film, LatentSight
from models.latent_specs import AutoencoderSpec

NAMES = tr("From"), tr("To")
ROWS = tr("codes"), tr("pixels")
HINT = tr("Click a code to choose an end. ")


class InterpolationTool(Tool):
    """Two ends, the film between them, and both rows of it played large.

    Signals:
        stepped: (int) this step of the film is seen now.
    """

    stepped = pyqtSignal(int)
    watched = ("film",)

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[CountBox] = []
        self.buttons: list[QToolButton] = []
        for number, name in enumerate(NAMES):
            self._add_end(number, name)
        self.controls.add_stretch()
        self.controls.add_count("view.steps", tr("Steps"))
        self.sheet = ImageSheet(tr("Film"), hint=WAITS)
        self.player = FilmPlayer()
        self.column.addWidget(self.sheet, 3)
        self.column.addWidget(self.said)
        self.column.addWidget(self.player, 4)
        self._ends = 0, 1
        self._take(0)
        self.player.stepped.connect(self._mark)
        self.sheet.picked.connect(lambda _, step: self.player.slider.setValue(step))

    def pick(self, number: int) -> None:
        """Make an image that was clicked in the plane the end that is to be chosen."""
        taken = self._taken
        self._take(1 - taken)
        self._ask(taken, number)

    def show_spec(self, spec: AutoencoderSpec) -> None:
        """Show which ends are asked for."""
        super().show_spec(spec)
        for box in self.boxes:
            with QSignalBlocker(box):
                box.setMaximum(spec.images.count - 1)
        if len(spec.view.ends) == 2:
            self._show_ends((spec.view.ends[0], spec.view.ends[1]))

    def show_part(self, sight: LatentSight) -> None:
        """Show the film."""
        film = sight.film
        assert film is not None
        with_images = sight.moment.images.count - 1
        for box in self.boxes:
            with QSignalBlocker(box):
                box.setMaximum(with_images)
        self._show_ends(film.ends)
        steps = len(film.latent)
        shares = [f"{number / (steps - 1):.3g}" for number in range(steps)]
        columns = shares
        tips = [
            tr("{row}, {share} of the way", row=row, share=share)
            for row in ROWS
            for share in shares
        ]
        images = np.stack([film.latent, film.faded])
        self.sheet.show_images(images, Captions(rows=ROWS, columns=columns, tips=tips))
        self.player.show_film(film)
        hint = "" if sight.moment.spec.view.ends else HINT
        self.said.say(hint + _told(film))

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        self.sheet.show_theme(theme)
        self.player.show_theme(theme)

    def _add_end(self, number: int, name: str) -> None:
        button, box = QToolButton(), CountBox()
        button.setObjectName("page")
        button.setText(name)
        button.setCheckable(True)
        button.setToolTip(
            tr("{name}: a click on a code in the plane chooses this end.", name=name)
        )
        box.setMaximum(self.spec.images.count - 1)
        box.setToolTip(meaning("view.ends"))
        box.setAccessibleName(tr("{name} image", name=name))
        fit_count(box)
        box.valueChanged.connect(lambda value: self._ask(number, value))
        button.clicked.connect(lambda: self._take(number))
        self.controls.add_widget(button)
        self.controls.add_widget(box)
        self.boxes.append(box)
        self.buttons.append(button)

    def _take(self, number: int) -> None:
        """Let the next click in the plane choose this end."""
        self._taken = number
        for own, button in enumerate(self.buttons):
            button.setChecked(own == number)

    def _ask(self, number: int, image: int) -> None:
        ends = list(self._ends)
        ends[number] = image
        self.edited.emit({"view.ends": tuple(ends)})

    def _show_ends(self, ends: tuple[int, int]) -> None:
        self._ends = ends
        for box, number in zip(self.boxes, ends, strict=True):
            with QSignalBlocker(box):
                box.setValue(number)

    def _mark(self, step: int) -> None:
        self.sheet.show_marks({(0, step), (1, step)})
        self.stepped.emit(step)


def _told(film: Film) -> str:
    latent, faded = film.largest_steps
    return tr(
        "Largest change of a step: codes {latent}, pixels {faded}.",
        latent=figure(latent),
        faded=figure(faded),
    )
