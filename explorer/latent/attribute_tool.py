"""A direction from images without something to images with it, and what it does."""

from collections.abc import Sequence

import numpy as np
from PyQt6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton

from explorer.controls import NameBox
from explorer.latent.image_words import tips
from explorer.latent.label_plot import LabelPlot
from explorer.latent.large_image import LargeImage
from explorer.latent.sheet_grid import Captions
from explorer.latent.sheets import ImageSheet
from explorer.latent.tool import WAITS, Tool
from explorer.latent.view_controls import ViewControls, meaning
from explorer.theme import Theme, hold
from models.images import Images
from models.language import tr
from models.latent_moments import LatentSight, Sweep, attribute_of
from models.latent_specs import AutoencoderSpec

SIDES = "with_it", "without"
TITLES = tr("with"), tr("without")
PICKS = 32  # px, of a picked image at most
NAMES_WIDE = 120  # px


class AttributeTool(Tool):
    """Picks on both sides, the vector between, and sheets of what it adds.

    A click on a picked image removes it; a click on a code in the plane adds one.
    """

    watched = ("sweep",)

    def __init__(self) -> None:
        super().__init__()
        self.names = NameBox()
        self.names.setAccessibleName(tr("Attribute"))
        self.names.setToolTip(meaning("view.attribute"))
        hold(self.names, minimumWidth=NAMES_WIDE)
        self.names.activated.connect(self._choose_attribute)
        self.reset = QToolButton()
        self.reset.setText("20 + 20")
        self.reset.setObjectName("page")
        self.reset.setToolTip(
            tr("Pick the 20 images that have most of it, and the 20 that have least.")
        )
        self.reset.clicked.connect(
            lambda: self.edited.emit({f"view.{side}": () for side in SIDES})
        )
        self.controls.add_widget(self.names, 1)
        self.controls.add_widget(self.reset)
        self.buttons = [self._add_button(number) for number in (0, 1)]
        self.picked = [
            ImageSheet(
                tr("Images {title} it", title=title), most=PICKS, hint=WAITS, least=16
            )
            for title in TITLES
        ]
        self.large = LargeImage(tr("Chosen image with the vector"), WAITS, most=160)
        self.sheet = ImageSheet(tr("Six images along the vector"), hint=WAITS, least=22)
        self.alpha = ViewControls()
        self.slider = self.alpha.add_slider("view.alpha", "α", -1.0, 1.0)
        self.alpha.edited.connect(self.edited)
        self.plot = LabelPlot()
        self._sweep: Sweep | None = None
        self._picks: list[tuple[int, ...]] = [(), ()]
        self._attributes: tuple[str, ...] = ()
        self._take(0)
        self._lay_out()

    def pick(self, number: int) -> None:
        """Add an image to the side that is to be added to."""
        own, other = self._taken, 1 - self._taken
        picks = list(self._picks)
        picks[own] = (*(n for n in picks[own] if n != number), number)
        picks[other] = tuple(n for n in picks[other] if n != number)
        self._ask(picks)

    def show_spec(self, spec: AutoencoderSpec) -> None:
        """Show how much of the vector is added."""
        super().show_spec(spec)
        self.alpha.show_spec(spec)

    def show_part(self, sight: LatentSight) -> None:
        """Show the picks, and what the vector between them does."""
        sweep = sight.sweep
        assert sweep is not None
        self._sweep = sweep
        images, by = sight.moment.images, sweep.attribute
        self._show_names(tuple(one.name for one in images.attributes), by)
        sides = sweep.with_it, sweep.without
        self._picks = [tuple(map(int, numbers)) for numbers in sides]
        for sheet, numbers in zip(self.picked, self._picks, strict=True):
            words = tips(images, numbers, by)
            chosen = images.pixels[list(numbers)]
            sheet.show_images(chosen, Captions(tips=words))
        titles = _titles(images, by, self._picks)
        for button, title in zip(self.buttons, titles, strict=True):
            button.setText(title)
        self._show_sheet(sweep)
        self.plot.show_sweep(sweep)
        self.said.say(_told(sweep))

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        for sheet in (*self.picked, self.sheet):
            sheet.show_theme(theme)
        self.large.show_theme(theme)
        self.plot.show_theme(theme)

    def _show_sheet(self, sweep: Sweep) -> None:
        alpha = self.spec.view.alpha
        words = f"α = {_signed(alpha)}"
        self.large.show_image(sweep.chosen, words)
        columns = [_signed(one) for one in sweep.alphas.tolist()]
        said = [
            tr("image {number}\nα = {column}", number=number, column=column)
            for number in sweep.subjects.tolist()
            for column in columns
        ]
        self.sheet.show_images(sweep.sheet, Captions(columns=columns, tips=said))

    def _show_names(self, names: tuple[str, ...], chosen: str) -> None:
        if names != self._attributes:
            self._attributes = names
            self.names.clear()
            self.names.addItems(list(map(tr, names)))
        if chosen in names:
            self.names.setCurrentIndex(names.index(chosen))

    def _add_button(self, number: int) -> QToolButton:
        button = QToolButton()
        button.setObjectName("page")
        button.setCheckable(True)
        button.setText(TITLES[number])
        button.setToolTip(
            tr(
                "A click on a code in the plane adds its image to those "
                "{with_or_without} it; a click on an image here removes it.",
                with_or_without=TITLES[number],
            )
        )
        button.clicked.connect(lambda: self._take(number))
        return button

    def _take(self, number: int) -> None:
        self._taken = number
        for own, button in enumerate(self.buttons):
            button.setChecked(own == number)

    def _remove(self, side: int, place: int) -> None:
        picks = list(self._picks)
        picks[side] = (*picks[side][:place], *picks[side][place + 1 :])
        if picks[side]:  # without any on a side there is no vector
            self._ask(picks)

    def _ask(self, picks: Sequence[tuple[int, ...]]) -> None:
        self.edited.emit(
            {f"view.{side}": one for side, one in zip(SIDES, picks, strict=True)}
        )

    def _choose_attribute(self, index: int) -> None:
        none: tuple[int, ...] = ()
        picks = {f"view.{side}": none for side in SIDES}
        self.edited.emit({"view.attribute": self._attributes[index], **picks})

    def _choose_subject(self, row: int, column: int) -> None:
        if self._sweep is not None:
            alpha = float(np.round(self._sweep.alphas[column], 3))
            number = int(self._sweep.subjects[row])
            self.edited.emit({"view.chosen": (number,), "view.alpha": alpha})

    def _lay_out(self) -> None:
        picks, results = QGridLayout(), QHBoxLayout()
        picks.setSpacing(4)
        for side, (button, sheet) in enumerate(
            zip(self.buttons, self.picked, strict=True)
        ):
            picks.addWidget(button, 0, side)
            picks.addWidget(sheet, 1, side)
            sheet.picked.connect(
                lambda row, column, side=side: self._remove(
                    side, self.picked[side].number((row, column))
                )
            )
        results.addWidget(self.large, 2)
        results.addWidget(self.sheet, 5)
        self.sheet.picked.connect(self._choose_subject)
        self.column.addLayout(picks, 3)
        self.column.addWidget(self.alpha)
        self.column.addLayout(results, 5)
        self.column.addWidget(self.plot, 2)
        self.column.addWidget(self.said)


def _signed(alpha: float) -> str:
    return f"{alpha:+.2g}".replace("-", "−") if alpha else "0"


def _titles(
    images: Images, by: str, picks: Sequence[tuple[int, ...]]
) -> tuple[str, str]:
    """Return how many are picked on both sides; of one class alone, its name."""
    usual = [f"{len(p)} {title}" for p, title in zip(picks, TITLES, strict=True)]
    attribute = attribute_of(images, by)
    if attribute is None or not attribute.classes:
        return usual[0], usual[1]
    with_it, without = (set(attribute.values[list(p)].astype(int)) for p in picks)
    if len(with_it) == 1 and not with_it & without:
        name = attribute.classes[min(with_it)]
        return tr("{picks} of {name}", picks=len(picks[0]), name=name), tr(
            "{picks} of others", picks=len(picks[1])
        )
    return usual[0], usual[1]


def _told(sweep: Sweep) -> str:
    if not len(sweep.labels):
        return tr(
            "Code + α times the vector of {attribute}.", attribute=tr(sweep.attribute)
        )
    codes, pixels = 100 * sweep.by_codes[-1], 100 * sweep.by_pixels[-1]
    return tr(
        "With {labels} labels a side, the nearer mean of codes tells "
        "{codes:.0f} % right, of pixels {pixels:.0f} %.",
        labels=int(sweep.labels[-1]),
        codes=codes,
        pixels=pixels,
    )
