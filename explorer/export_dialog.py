"""The dialog of a picture, still or moving: of which view, how large, where to."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QColor, QImage, QPixmap, QStandardItemModel
from PyQt6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from explorer.animation import Filming, Motion, in_words, shares_of
from explorer.controls import enable
from explorer.lanes import Lane
from explorer.pictures import (
    LARGEST_SCALE,
    WRITERS,
    Caption,
    drawn,
    picture_of,
    write_png,
)
from explorer.scene.view import SceneView
from explorer.settings import settings
from models.animations import RATES, SECONDS, refusal
from models.language import tr
from models.sessions import SavedSession

WriteTable = Callable[[Path], object]
PREVIEW = 560, 340  # px
SCALE, CLEAR, CARRIES = "export/scale", "export/transparent", "export/session"
LINES, SAYS = "export/lines", "export/caption"
NARROWEST = 64  # px
LONG, RATE = "export/seconds", "export/rate"
STILL, RUN, TURN = (
    tr("None: a still picture"),
    tr("The run so far"),
    tr("Once round the surface"),
)
LARGEST_FILM = 3  # times the size on the screen
NUMBERS = ".csv", ".npz"
TABLES = tr(";;Tables (*.csv);;Arrays (*.npz)")
FILMS = "GIF (*.gif);;WebP (*.webp);;MP4 (*.mp4)"
KINDS = tr("Pictures (*.png);;Vector graphics (*.svg);;Documents (*.pdf)")

CARRIED = tr(
    "The spec, the step and the camera are written into the file: no names, no paths. "
    "Drop it on the window, and all is as it was."
)
NOT_CARRIED = tr(
    "What is learnt from is a file of this computer, and where it is stays out of "
    "pictures: save the session with its table."
)


class ExportDialog(QDialog):
    """Shows what will be written, and writes or copies it."""

    def __init__(
        self,
        parent: QWidget,
        views: Mapping[str, QWidget],
        ground: QColor,
        session: Callable[[], SavedSession],
        motions: Mapping[str, Callable[[], Motion]],
        tables: Mapping[str, WriteTable],
        captions: Mapping[str, Caption],
    ) -> None:
        """Take what there is by the titles of views, and what is behind them."""
        super().__init__(parent)
        self.setWindowTitle(tr("Export a picture"))
        self._views, self._ground, self._session = dict(views), ground, session
        self._motions, self._tables = dict(motions), dict(tables)
        self._captions = dict(captions)
        self._filming: Filming | None = None
        self._shown: QWidget | None = None  # whose width is offered
        self.view, self.scale, self.wide = QComboBox(), QSpinBox(), QSpinBox()
        self.view.addItems(list(views))
        self.scale.setRange(1, LARGEST_SCALE)
        self.scale.setSuffix(" ×")
        self.scale.setValue(int(settings().value(SCALE, 2)))
        self.wide.setSuffix(tr(" px wide"))
        self.wide.setToolTip(tr("Exactly so many pixels; the height follows"))
        self.says = QCheckBox(tr("With what is said of it, below"))
        self.says.setChecked(settings().value(SAYS, "true") == "true")
        self.says.setToolTip(tr("What the axes are, and whose loss it is"))
        self.clear = QCheckBox(tr("Transparent background"))
        self.clear.setChecked(settings().value(CLEAR, "false") == "true")
        self.clear.setToolTip(tr("Of plots; the surface keeps its background"))
        self.carries = QCheckBox(tr("The picture can be opened again (PNG)"))
        self.carries.setChecked(settings().value(CARRIES, "true") == "true")
        self._refuses = "" if session().is_portable else NOT_CARRIED
        enable(self.carries, self._refuses, CARRIED)
        self.lines = QCheckBox(tr("Lines for the surface, too (SVG, PDF)"))
        self.lines.setChecked(settings().value(LINES, "true") == "true")
        self.lines.setToolTip(
            tr("Its facets and lines, sharp at any size; otherwise it is an image")
        )
        self.motion, self.seconds, self.rate = QComboBox(), QSpinBox(), QSpinBox()
        self.motion.addItems([STILL, *motions])
        self.motion.setToolTip(tr("What moves in it, if it is to be an animation"))
        for box, (low, high), name, suffix, usual in (
            (self.seconds, SECONDS, LONG, " s", 6),
            (self.rate, RATES, RATE, tr(" a second"), 20),
        ):
            box.setRange(low, high)
            box.setSuffix(suffix)
            box.setValue(int(settings().value(name, usual)))
        self.preview, self.told = QLabel(), QLabel()
        self.preview.setFixedSize(*PREVIEW)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.told.setObjectName("dim")
        self.told.setWordWrap(True)
        self.save, self.copy = QPushButton(tr("Save …")), QPushButton(tr("Copy"))
        self.stop, self.progress = QPushButton(tr("Stop")), QProgressBar()
        self.stop.setToolTip(tr("Film no more; no file is written"))
        self.save.setObjectName("play")
        self.save.setDefault(True)
        self._lay_out()
        self.view.currentIndexChanged.connect(self._show)
        self.scale.valueChanged.connect(self._rescale)
        self.wide.valueChanged.connect(self._tell_size)
        self.clear.toggled.connect(self._show)
        self.says.toggled.connect(self._show)
        self.motion.currentIndexChanged.connect(self._show)
        for box in (self.seconds, self.rate):
            box.valueChanged.connect(self._tell_size)
        self.save.clicked.connect(self._ask)
        self.copy.clicked.connect(self._copy)
        self.stop.clicked.connect(self._stop)
        self._show()

    def image(self, scale: float | None = None) -> QImage:
        """Return the picture as it is asked for."""
        is_clear = self.clear.isChecked() and self.clear.isEnabled()
        ground = None if is_clear else self._ground
        return picture_of(self._widget, scale or self._factor, ground, self._caption)

    def write(self, path: Path) -> None:
        """Write the picture, by the ending of its name; say what cannot be."""
        try:
            if path.suffix.lower() in NUMBERS:
                self._table(path)
            elif (writer := WRITERS.get(path.suffix.lower())) is not None:
                draw = drawn(self._widget, self.lines.isChecked(), self._caption)
                writer(path, self._size, draw)
            else:
                if path.suffix.lower() != ".png":  # of other kinds there is no picture
                    path = path.with_name(f"{path.name}.png")
                is_asked = self.carries.isChecked() and not self._refuses
                carried = self._session() if is_asked else None
                write_png(self.image(), path, carried)
        except (ValueError, RuntimeError) as error:
            self.told.setText(f"{error}")
            return
        self._remember()
        self.told.setText(tr("Saved as {name}.", name=path.name))

    def film(self, path: Path) -> None:
        """Write an animation, by the ending of its name, frame by frame."""
        if problem := refusal(path.suffix.lower()):
            self.told.setText(f"{problem[:1].upper()}{problem[1:]}.")
            return
        self._remember()
        shares = shares_of(self.seconds.value(), self.rate.value(), not self._is_run)
        lane: Lane[int] = Lane(2)
        filming = self._filming = Filming(
            self._motions[self.motion.currentText()](), self.image, lane, shares
        )
        filming.ended.connect(lambda sentence: self._end(sentence, lane))
        filming.estimated.connect(self._tell_estimate)
        filming.progressed.connect(self.progress.setValue)
        self.progress.setRange(0, filming.count)
        self._show_filming(True)
        self.told.setText("")
        filming.start(path, self.rate.value())

    def done(self, result: int) -> None:
        """Leave nothing half written."""
        if self._filming is not None:
            self._filming.stop()
        super().done(result)

    @property
    def is_filming(self) -> bool:
        """Whether frames are taken, or written."""
        return self._filming is not None

    def _table(self, path: Path) -> None:
        """Write the numbers of the view."""
        title = self.view.currentText()
        if title not in self._tables:
            raise ValueError(
                tr("There is no table of {title}: choose another view.", title=title)
            )
        self._tables[title](path)

    @property
    def _is_still(self) -> bool:
        return self.motion.currentText() == STILL

    @property
    def _is_run(self) -> bool:
        return self.motion.currentText() == RUN

    @property
    def _caption(self) -> Caption | None:
        """What is said below the view, if that is wanted."""
        found = self._captions.get(self.view.currentText())
        return found if self.says.isChecked() else None

    @property
    def _factor(self) -> float:
        return self.wide.value() / self._widget.width()

    @property
    def _size(self) -> QSize:
        """Of the picture, in pixels of the layout."""
        size, caption = self._widget.size(), self._caption
        return size + QSize(0, caption.height(size.width()) if caption else 0)

    @property
    def _widget(self) -> QWidget:
        return self._views[self.view.currentText()]

    def _lay_out(self) -> None:
        for box, name in (  # of two in a row, the name of the row says too little
            (self.scale, tr("Scale")),
            (self.wide, tr("Width")),
            (self.seconds, tr("Seconds")),
            (self.rate, tr("Frames a second")),
        ):
            box.setAccessibleName(name)
        form = QFormLayout()
        form.addRow(tr("View"), self.view)
        form.addRow(tr("Motion"), self.motion)
        time = QHBoxLayout()
        time.addWidget(self.seconds)
        time.addWidget(self.rate)
        form.addRow(tr("Frames"), time)
        size = QHBoxLayout()
        size.addWidget(self.scale)
        size.addWidget(self.wide)
        form.addRow(tr("Scale"), size)
        form.addRow("", self.says)
        form.addRow("", self.clear)
        form.addRow("", self.lines)
        form.addRow("", self.carries)
        buttons = QHBoxLayout()
        buttons.addWidget(self.told, 1)
        buttons.addWidget(self.stop)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.save)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 16)
        rows.setSpacing(12)
        rows.addWidget(self.preview)
        rows.addLayout(form)
        rows.addWidget(self.progress)
        rows.addLayout(buttons)
        self._form, self._time = form, time
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self._show_filming(False)

    def _show(self) -> None:
        widget, ratio = self._widget, self.devicePixelRatioF()
        self._offer_motions(widget)
        self._form.setRowVisible(self._time, not self._is_still)
        self._form.setRowVisible(self.lines, self._is_still and _has_scene(widget))
        for part in (self.clear, self.carries):
            self._form.setRowVisible(part, self._is_still)
        self.copy.setVisible(self._is_still)
        self._form.setRowVisible(self.says, self.view.currentText() in self._captions)
        most = LARGEST_SCALE if self._is_still else LARGEST_FILM
        self.scale.setMaximum(most)
        if self._shown is not widget or self.wide.maximum() != most * widget.width():
            self._shown = widget
            self.wide.setRange(NARROWEST, most * widget.width())
            self._rescale()
        self.clear.setEnabled(not isinstance(widget, SceneView))
        size = self._size
        small = min(PREVIEW[0] / size.width(), PREVIEW[1] / size.height(), 1.0)
        image = self.image(small * ratio)
        image.setDevicePixelRatio(ratio)
        self.preview.setPixmap(QPixmap.fromImage(image))
        self._tell_size()

    def _tell_size(self) -> None:
        sides = self._size.width(), self._size.height()
        n, m = (round(side * self._factor) for side in sides)
        told = tr("{n:,} × {m:,} pixels", n=n, m=m)
        if not self._is_still:
            told += tr(
                ", {value:,} frames", value=self.seconds.value() * self.rate.value()
            )
        self.told.setText(told)

    def _rescale(self) -> None:
        self.wide.setValue(self.scale.value() * self._widget.width())
        self._tell_size()

    def _offer_motions(self, widget: QWidget) -> None:
        """Let only what shows the scene be seen from all sides."""
        model = self.motion.model()
        at = self.motion.findText(TURN)
        if at < 0 or not isinstance(model, QStandardItemModel):
            return
        has_scene = _has_scene(widget)
        if (item := model.item(at)) is not None:
            item.setEnabled(has_scene)
        if not has_scene and self.motion.currentIndex() == at:
            self.motion.setCurrentIndex(0)

    def _tell_estimate(self, size: int) -> None:
        if size:
            self.told.setText(tr("At most about {size}", size=in_words(size)))

    def _show_filming(self, is_on: bool) -> None:
        """Show how far it is, with a way to stop it; or let something be chosen."""
        self.progress.setVisible(is_on)
        self.stop.setVisible(is_on)
        parts = self.view, self.motion, self.seconds, self.rate, self.scale, self.wide
        for part in (*parts, self.says):
            part.setEnabled(not is_on)
        self.save.setEnabled(not is_on)

    def _stop(self) -> None:
        if self._filming is not None:
            self._filming.stop()

    def _end(self, sentence: str, lane: Lane[int]) -> None:
        lane.close()
        self._filming = None
        self._show_filming(False)
        self.told.setText(sentence)

    def _ask(self) -> None:
        suffix, kinds = (".png", KINDS) if self._is_still else (".gif", FILMS)
        if self._is_still and self.view.currentText() in self._tables:
            kinds += TABLES
        name = f"{self.view.currentText().lower().replace(' ', '-')}{suffix}"
        path, _ = QFileDialog.getSaveFileName(self, tr("Save the picture"), name, kinds)
        if path and self._is_still:
            self.write(Path(path))
        elif path:
            self.film(Path(path) if Path(path).suffix else Path(f"{path}.gif"))

    def _copy(self) -> None:
        if (clipboard := QApplication.clipboard()) is not None:
            clipboard.setImage(self.image())
            self.told.setText(tr("Copied."))
            self._remember()

    def _remember(self) -> None:
        kept = settings()
        kept.setValue(SCALE, self.scale.value())
        kept.setValue(LONG, self.seconds.value())
        kept.setValue(RATE, self.rate.value())
        kept.setValue(CLEAR, str(self.clear.isChecked()).lower())
        kept.setValue(SAYS, str(self.says.isChecked()).lower())
        kept.setValue(LINES, str(self.lines.isChecked()).lower())
        kept.setValue(CARRIES, str(self.carries.isChecked()).lower())


def _has_scene(widget: QWidget) -> bool:
    inner = widget.findChildren(SceneView)
    return isinstance(widget, SceneView) or any(one.isVisible() for one in inner)
