"""The panels of the autoencoder: images, network, training, and how it is seen."""

from pathlib import Path

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)

from explorer.controls import (
    Control,
    CountControl,
    NameBox,
    NameControl,
    Tell,
    ToggleControl,
    titled,
)
from explorer.elided import ElidedLabel
from explorer.entries import NumberControl, when_typed
from explorer.forms import Panel
from explorer.latent.hourglass_diagram import HourglassDiagram
from explorer.latent.sheets import ImageSheet
from explorer.rule_lines import add_numbers, show_used
from explorer.theme import Theme
from models.catalog import ACTIVATIONS, OPTIMIZERS, SCHEDULES
from models.images import ImageReading, Images
from models.language import tr, trn
from models.latent_options import OPTIONS
from models.latent_shapes import SMALLEST
from models.latent_specs import ALONE, SIZES, AutoencoderSpec
from models.roots import value_of
from models.scales import short

Titles = dict[str, tuple[str, str]]

SETS: Titles = {
    "digits": (tr("Digits"), tr("1,797 scanned digits of 8 × 8 pixels.")),
    "faces": (tr("Drawn faces"), tr("Faces in which everything is known.")),
    "own": (
        tr("Own images"),
        tr("A folder of pictures, an .npz, or a file in IDX format."),
    ),
}
WORLDS: Titles = {
    "two_knobs": (tr("Two knobs"), tr("Only the smile and the gaze differ.")),
    "moods": (tr("Moods"), tr("One person in many moods.")),
    "people": (tr("People"), tr("Hair, skin, shape and mood differ.")),
    "everything": (
        tr("Everything"),
        tr("Glasses, beards, clothes and light differ as well."),
    ),
}
SIDES: Titles = {
    f"{side}": (tr("{side} px", side=side), tr("Side of a face.")) for side in SIZES
}
COLOURS: Titles = {
    "colour": (tr("Colour"), tr("Red, green and blue are kept.")),
    "grey": (tr("Grey"), tr("Only how bright a pixel is is kept.")),
}
OUTPUTS: Titles = {
    "sigmoid": ("Sigmoid", tr("Keeps pixels between 0 and 1.")),
    "linear": (
        tr("Linear"),
        tr("The sums themselves; with a linear bend, this is PCA."),
    ),
}
LOSSES: Titles = {
    "squared": (tr("Squared error"), tr("(x − x̂)², mean over the pixels.")),
    "log": (
        tr("Log loss"),
        tr("−x log x̂ − (1 − x) log (1 − x̂), mean over the pixels."),
    ),
}
KINDS: Titles = {
    "dense": (tr("Dense"), tr("Each unit sees all that the last layer holds.")),
    "convolutional": (
        tr("Convolutional"),
        tr("Filters that halve the side of an image."),
    ),
}
DEVICES: Titles = {
    "cpu": (tr("Processor"), tr("It computes here, on one core.")),
    "cuda": (tr("Graphics card (CUDA)"), tr("For many and large images.")),
    "mps": (tr("Graphics card (Metal)"), tr("For many and large images.")),
}
SMALL = tr("Convolutions need images of at least 64 pixels a side.")
AXES: Titles = {
    "principal": (
        tr("Principal"),
        tr("The two directions in which codes differ most."),
    ),
    "pair": (tr("A pair"), tr("Two numbers of the codes, as they are.")),
}
MOST_LISTED = 12  # files that were skipped
PREVIEW, PREVIEWED = 40, 8  # px, and images


class SideControl(NameControl):
    """The side of a face, of those that are drawn."""

    def __init__(self) -> None:
        super().__init__("images.size", SIDES, value=lambda spec: f"{spec.images.size}")

    def connect(self, tell: Tell) -> None:
        """Call `tell` with the number of pixels."""
        super().connect(lambda name: tell(int(str(name))))

    def show(self, spec: AutoencoderSpec) -> None:
        """Show the side, if it is one of a face."""
        if spec.images.size in SIZES:
            super().show(spec)


class ListControl:
    """Whole numbers with commas between them."""

    def __init__(self, key: str) -> None:
        self._key = key
        self.widget: QLineEdit = QLineEdit()
        self.widget.setPlaceholderText("none")

    def connect(self, tell: Tell) -> None:
        """Call `tell` with the numbers, or with what are none."""

        def ask(text: str) -> None:
            try:
                tell(OPTIONS[self._key].parse(text))
            except ValueError:
                tell(text)

        when_typed(self.widget, ask)

    def show(self, spec: AutoencoderSpec) -> None:
        """Show the numbers."""
        self.widget.setText(", ".join(map(str, value_of(spec, self._key))))


class ImagesPanel(Panel):
    """Edits an `ImagesSpec`; shows how far images are gathered.

    Signals:
        asked: (bool) the user wants to choose a folder (True) or a file of images.
        stopped: the user wants no more to be gathered.
    """

    asked = pyqtSignal(bool)
    stopped = pyqtSignal()

    def __init__(self) -> None:
        super().__init__(
            tr("Images"), tr("The images that are squeezed into codes."), OPTIONS
        )
        self.add("images.name", tr("Set"), NameControl("images.name", SETS))
        self.file = ElidedLabel(tr("The folder or file that images are read from."))
        self.file.setObjectName("note")
        self.choose = QWidget()
        row = QHBoxLayout(self.choose)
        row.setContentsMargins(0, 0, 0, 0)
        for text, is_folder in ((tr("Folder …"), True), (tr("File …"), False)):
            button = QPushButton(text)
            button.clicked.connect(lambda _, way=is_folder: self.asked.emit(way))
            row.addWidget(button)
        self.add_widget(self.choose)
        self.add_widget(self.file)
        self.add("images.world", tr("World"), NameControl("images.world", WORLDS))
        self.side = SideControl()
        self.add("images.size", tr("Side"), self.side)
        self.own_side = CountControl("images.size", options=OPTIONS)
        self._own = QLabel(tr("Side, px")), self.own_side.widget
        self.own_side.widget.setAccessibleName(tr("Side in pixels"))
        self.own_side.widget.setToolTip(OPTIONS["images.size"].meaning)
        self.own_side.connect(lambda size: self.edited.emit({"images.size": size}))
        self._rows.addRow(*self._own)
        self.add(
            "images.colours", tr("Colours"), NameControl("images.colours", COLOURS)
        )
        samples = CountControl("images.samples", options=OPTIONS, step=500)
        self.add("images.samples", tr("Images"), samples)
        share = NumberControl("images.test", 0.0, 0.9, is_log=False, options=OPTIONS)
        self.add("images.test", tr("Held out"), share)
        self.add(
            "images.seed", tr("Seed"), CountControl("images.seed", options=OPTIONS)
        )
        self.progress, self.stop = QProgressBar(), QToolButton()
        self.progress.setFixedHeight(6)
        self.progress.setTextVisible(False)
        self.stop.setText(tr("Stop"))
        self.stop.setObjectName("page")
        self.stop.clicked.connect(self.stopped)
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(self.progress, 1)
        bar.addWidget(self.stop)
        self.add_widget(self._bar)
        self.preview = ImageSheet(
            tr("The first images as they are learnt from"), most=32
        )
        self.preview.setFixedHeight(PREVIEW)
        self.add_widget(self.preview)
        self._rows.setRowVisible(self.preview, False)
        self.told = self.add_text()
        self._rows.setRowVisible(self._bar, False)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.preview.show_theme(theme)

    def show_spec(self, spec: AutoencoderSpec) -> None:
        """Show what `spec` says, and only what means something for these images."""
        super().show_spec(spec)
        self.own_side.widget.blockSignals(True)
        self.own_side.show(spec)
        self.own_side.widget.blockSignals(False)
        name, images = spec.images.name, spec.images
        is_own = name == "own"
        for key, is_shown in (
            ("images.world", name == "faces"),
            ("images.size", name == "faces"),
            ("images.colours", is_own),
            ("images.samples", name != "digits"),
        ):
            self.show_row(key, is_shown)
        for widget in (self.choose, self.file, self.own_side.widget, self.preview):
            self._rows.setRowVisible(widget, is_own)
        self.file.say(
            Path(images.file).name if images.file else tr("nothing chosen yet")
        )
        side = f"{images.shape[0]} × {images.shape[1]}"
        self.show_note(f"{SETS[name][0]} · {side}")

    def show_reading(self, reading: ImageReading | None) -> None:
        """Show how far images are gathered; None: no more."""
        self._rows.setRowVisible(self._bar, reading is not None)
        if reading is not None:
            self.progress.setRange(0, 1000)
            self.progress.setValue(round(1000 * reading.share))
            self.told.setText(tr("{count:,} images so far", count=reading.count))

    def show_images(self, images: Images) -> None:
        """Say what the images are, show how they were cut, and which were skipped."""
        self.preview.show_images(images.pixels[:PREVIEWED], columns=PREVIEWED)
        self.told.setText(images.note or trn("{n} image.", "{n} images.", images.count))
        skipped = images.skipped
        if skipped:
            listed = [f"{one.name}: {one.why}" for one in skipped[:MOST_LISTED]]
            more = len(skipped) - len(listed)
            listed += [tr("and {more} more", more=more)] if more else []
            self.told.setToolTip("\n".join(listed))
        else:
            self.told.setToolTip("")


class HourglassPanel(Panel):
    """Edits an `HourglassSpec`, and draws it."""

    def __init__(self) -> None:
        super().__init__(
            tr("Network"),
            tr("The autoencoder: an encoder, a few numbers, a decoder."),
            OPTIONS,
        )
        kind = NameControl("hourglass.kind", KINDS, _refusal)
        self.add("hourglass.kind", tr("Kind"), kind)
        self.add("hourglass.layers", tr("Layers"), ListControl("hourglass.layers"))
        narrow = CountControl("hourglass.bottleneck", options=OPTIONS)
        self.add("hourglass.bottleneck", tr("Bottleneck k"), narrow)
        bend = NameControl("hourglass.activation", titled(ACTIVATIONS))
        self.add("hourglass.activation", tr("Activation"), bend)
        output = NameControl("hourglass.output", OUTPUTS)
        self.add("hourglass.output", tr("Output"), output)
        seed = CountControl("hourglass.seed", options=OPTIONS)
        self.add("hourglass.seed", tr("Seed"), seed)
        self.diagram = HourglassDiagram()
        self.add_widget(self.diagram)
        self.pointed = ElidedLabel(tr("What is under the pointer."))
        self.pointed.setObjectName("note")
        self.diagram.pointed.connect(self.pointed.say)
        self.add_widget(self.pointed)

    def show_spec(self, spec: AutoencoderSpec) -> None:
        """Show what `spec` says, and how it narrows."""
        super().show_spec(spec)
        self.diagram.show_spec(spec)
        half = (spec.images.width, *spec.hourglass.layers, spec.hourglass.bottleneck)
        self.show_note(
            tr(
                "{str}-… · {count:,} parameters",
                str="-".join(map(str, half)),
                count=spec.count,
            )
        )

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.diagram.show_theme(theme)


class LearningPanel(Panel):
    """Edits a `LearningSpec`, the optimiser and the batches."""

    def __init__(self) -> None:
        super().__init__(
            tr("Training"),
            tr("How it learns, on which device, and for how long."),
            OPTIONS,
        )
        self._devices: tuple[str, ...] = ("cpu",)
        self._spec = AutoencoderSpec()
        self.add("learning.loss", tr("Loss"), NameControl("learning.loss", LOSSES))
        rules = {n: c for n, c in titled(OPTIMIZERS).items() if n not in ALONE}
        self.add(
            "optimizer.name", tr("Optimiser"), NameControl("optimizer.name", rules)
        )
        rate = NumberControl("optimizer.learning_rate", 1e-5, 1.0, options=OPTIONS)
        self.add("optimizer.learning_rate", tr("Learning rate α"), rate)
        add_numbers(self, OPTIONS)
        schedule = NameControl("optimizer.schedule", titled(SCHEDULES))
        self.add("optimizer.schedule", tr("Schedule"), schedule)
        factor = NumberControl("optimizer.decay", 0.01, 1.0, False, options=OPTIONS)
        self.add("optimizer.decay", tr("Factor γ"), factor)
        size = CountControl("batch.size", options=OPTIONS, zero=tr("all"))
        self.add("batch.size", tr("Batch"), size)
        epochs = CountControl("learning.epochs", options=OPTIONS, step=10)
        self.add("learning.epochs", tr("Epochs"), epochs)
        self.device = NameControl("learning.device", DEVICES, self._absent)
        self.add("learning.device", tr("Device"), self.device)
        for key, label, high in (
            ("learning.l2", tr("L2 on codes λ"), 10.0),
            ("learning.noise", tr("Noise on input σ"), 2.0),
        ):
            control = NumberControl(key, 1e-4, high, zero="0", options=OPTIONS)
            self.add(key, label, control)
        self.add(
            "learning.variational",
            "",
            ToggleControl("learning.variational", tr("Variational")),
        )
        weight = NumberControl("learning.kl", 1e-4, 10.0, zero="0", options=OPTIONS)
        self.add("learning.kl", tr("KL weight β"), weight)

    def show_spec(self, spec: AutoencoderSpec) -> None:
        """Show what `spec` says."""
        super().show_spec(spec)
        show_used(self, spec.optimizer)
        self.show_row("learning.kl", spec.learning.variational)
        self.show_row("learning.device", len(self._devices) > 1)
        self._spec = spec
        rule = OPTIMIZERS[spec.optimizer.name].title
        rate = short(spec.optimizer.learning_rate)
        epochs = trn("{n} epoch", "{n} epochs", spec.learning.epochs)
        self.show_note(f"{rule}, α = {rate} · {epochs}")

    def show_devices(self, names: tuple[str, ...]) -> None:
        """Offer the devices that there are, if there is a choice."""
        self._devices = names
        self.show_spec(self._spec)

    def _absent(self, _: AutoencoderSpec, name: str) -> str:
        return "" if name in self._devices else tr("There is none in this computer.")


def _refusal(spec: AutoencoderSpec, name: str) -> str:
    is_small = name == "convolutional" and spec.images.shape[0] < SMALLEST
    return SMALL if is_small else ""


class LatentViewPanel(Panel):
    """Edits how codes are drawn."""

    def __init__(self) -> None:
        super().__init__(
            tr("View"),
            tr("How codes are coloured, and what is drawn between them."),
            OPTIONS,
        )
        self.names = NameBox()
        self.names.setAccessibleName(tr("Colour by"))
        self.names.setToolTip(OPTIONS["view.color_by"].meaning)
        self.names.activated.connect(self._choose)
        self._rows.addRow(tr("Colour by"), self.names)
        self.add("view.axes", tr("Axes"), NameControl("view.axes", AXES))
        pair: dict[str, Control] = {
            f"view.{name}": CountControl(f"view.{name}", options=OPTIONS)
            for name in ("first", "second")
        }
        self.add_line(tr("Codes"), pair)
        for key, text in (
            ("view.aligned", tr("Keep still between epochs")),
            ("view.thumbnails", tr("Images at their codes")),
            ("view.map", tr("Map: what is decoded where")),
            ("view.doubt", tr("Fog where codes are few")),
        ):
            self.add(key, "", ToggleControl(key, text))
        side = CountControl("view.map_side", options=OPTIONS)
        self.add("view.map_side", tr("Map's side"), side)
        self._known: tuple[str, ...] = ()
        self._asked = "auto"

    def show_spec(self, spec: AutoencoderSpec) -> None:
        """Show what `spec` says."""
        super().show_spec(spec)
        view, k = spec.view, spec.hourglass.bottleneck
        self.show_row("view.first", view.axes == "pair" and k > 1)
        self.show_row("view.axes", k > 1)
        self.show_row("view.aligned", view.axes == "principal")
        self.show_row("view.map_side", view.map or view.doubt)
        self._asked = view.color_by
        self._show_name()

    def show_images(self, images: Images) -> None:
        """Offer what is known of the images."""
        self._known = tuple(one.name for one in images.attributes)
        self.names.clear()
        self.names.addItems([tr(name).replace("_", " ") for name in self._known])
        self._rows.setRowVisible(self.names, bool(self._known))
        self._show_name()

    def _show_name(self) -> None:
        if self._known:
            is_known = self._asked in self._known
            self.names.setCurrentIndex(
                self._known.index(self._asked) if is_known else 0
            )
        self.show_note(self.names.currentText())

    def _choose(self, index: int) -> None:
        self.edited.emit({"view.color_by": self._known[index]})
