"""The dialog of a picture: of which view, how large, and where to."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QImage, QPixmap
from PyQt6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from explorer.pictures import LARGEST_SCALE, WRITERS, drawn, picture_of, write_png
from explorer.scene.view import SceneView
from explorer.settings import settings
from models.sessions import SavedSession

PREVIEW = 560, 340  # px
SCALE, CLEAR, CARRIES = "export/scale", "export/transparent", "export/session"
KINDS = "Pictures (*.png);;Vector graphics (*.svg);;Documents (*.pdf)"


class ExportDialog(QDialog):
    """Shows what will be written, and writes or copies it."""

    def __init__(
        self,
        parent: QWidget,
        views: Mapping[str, QWidget],
        ground: QColor,
        session: Callable[[], SavedSession],
    ) -> None:
        """Take the views by their titles, what is behind them, and the session."""
        super().__init__(parent)
        self.setWindowTitle("Export a picture")
        self._views, self._ground, self._session = dict(views), ground, session
        self.view, self.scale = QComboBox(), QSpinBox()
        self.view.addItems(list(views))
        self.scale.setRange(1, LARGEST_SCALE)
        self.scale.setSuffix(" ×")
        self.scale.setValue(int(settings().value(SCALE, 2)))
        self.clear = QCheckBox("Transparent background")
        self.clear.setChecked(settings().value(CLEAR, "false") == "true")
        self.clear.setToolTip("Of plots; the surface keeps its background")
        self.carries = QCheckBox("The picture can be opened again (PNG)")
        self.carries.setChecked(settings().value(CARRIES, "true") == "true")
        self.carries.setToolTip(
            "The spec, the step and the camera are written into the file: no names, no "
            "paths. Drop it on the window, and all is as it was."
        )
        self.preview, self.told = QLabel(), QLabel()
        self.preview.setFixedSize(*PREVIEW)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.told.setObjectName("dim")
        self.told.setWordWrap(True)
        self.save, self.copy = QPushButton("Save …"), QPushButton("Copy")
        self.save.setObjectName("play")
        self.save.setDefault(True)
        self._lay_out()
        self.view.currentIndexChanged.connect(self._show)
        self.scale.valueChanged.connect(self._show)
        self.clear.toggled.connect(self._show)
        self.save.clicked.connect(self._ask)
        self.copy.clicked.connect(self._copy)
        self._show()

    def image(self, scale: float | None = None) -> QImage:
        """Return the picture as it is asked for."""
        is_clear = self.clear.isChecked() and self.clear.isEnabled()
        ground = None if is_clear else self._ground
        return picture_of(self._widget, scale or self.scale.value(), ground)

    def write(self, path: Path) -> None:
        """Write the picture, by the ending of its name; say what cannot be."""
        try:
            if (writer := WRITERS.get(path.suffix.lower())) is not None:
                writer(path, self._widget.size(), drawn(self._widget))
            else:
                path = path if path.suffix else path.with_suffix(".png")
                carried = self._session() if self.carries.isChecked() else None
                write_png(self.image(), path, carried)
        except (ValueError, RuntimeError) as error:
            self.told.setText(f"{error}")
            return
        self._remember()
        self.told.setText(f"Saved as {path.name}.")

    @property
    def _widget(self) -> QWidget:
        return self._views[self.view.currentText()]

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("View", self.view)
        form.addRow("Scale", self.scale)
        form.addRow("", self.clear)
        form.addRow("", self.carries)
        buttons = QHBoxLayout()
        buttons.addWidget(self.told, 1)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.save)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 16)
        rows.setSpacing(12)
        rows.addWidget(self.preview)
        rows.addLayout(form)
        rows.addLayout(buttons)

    def _show(self) -> None:
        widget, ratio = self._widget, self.devicePixelRatioF()
        self.clear.setEnabled(not isinstance(widget, SceneView))
        small = min(PREVIEW[0] / widget.width(), PREVIEW[1] / widget.height(), 1.0)
        image = self.image(small * ratio)
        image.setDevicePixelRatio(ratio)
        self.preview.setPixmap(QPixmap.fromImage(image))
        size = (round(side * self.scale.value()) for side in _size(widget))
        self.told.setText(" × ".join(f"{side:,}" for side in size) + " pixels")

    def _ask(self) -> None:
        name = f"{self.view.currentText().lower().replace(' ', '-')}.png"
        path, _ = QFileDialog.getSaveFileName(self, "Save the picture", name, KINDS)
        if path:
            self.write(Path(path))

    def _copy(self) -> None:
        if (clipboard := QApplication.clipboard()) is not None:
            clipboard.setImage(self.image())
            self.told.setText("Copied.")
            self._remember()

    def _remember(self) -> None:
        kept = settings()
        kept.setValue(SCALE, self.scale.value())
        kept.setValue(CLEAR, str(self.clear.isChecked()).lower())
        kept.setValue(CARRIES, str(self.carries.isChecked()).lower())


def _size(widget: QWidget) -> tuple[int, int]:
    return widget.width(), widget.height()
