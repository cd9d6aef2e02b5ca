"""The batches: how many examples a step sees, and what that does to its gradient."""

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from explorer.controls import ToggleControl
from explorer.entries import NumberControl
from explorer.forms import Panel
from explorer.segments import Segments
from explorer.theme import Theme
from models.language import tr, trn
from models.scales import short
from models.snapshots import Noise, Path, Sight, Step
from models.specs import Spec

SAYS = tr("How many examples a step looks at.")

KINDS = {
    "full": (tr("Full"), tr("Every step sees all the examples.")),
    "mini": (tr("Mini"), tr("Every step sees a few of the examples.")),
    "single": (
        tr("Single"),
        tr("Every step sees one example: stochastic gradient descent."),
    ),
}
BREATHING = tr("Draw the loss of the batch of the next step: it moves with every step.")
FEW = 16  # examples of a mini-batch, until another number is chosen
RING, LINE = 34, 4.0  # px
TURN = 16 * 360  # of a circle, as Qt counts


class BatchPanel(Panel):
    """Edits a `BatchSpec`."""

    def __init__(self) -> None:
        super().__init__(tr("Batch"), SAYS)
        self.kinds, self.ring = Segments(KINDS), EpochRing()
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.kinds)
        row.addStretch(1)
        row.addWidget(self.ring)
        self.add_widget(top)
        self.add("batch.size", tr("Size"), SizeControl())
        self.add(
            "batch.replace", "", ToggleControl("batch.replace", tr("With replacement"))
        )
        self.breathing = QCheckBox(tr("Breathing surface"))
        self.breathing.setToolTip(BREATHING)
        self.breathing.clicked.connect(self._breathe)
        self._rows.addRow("", self.breathing)
        self.text = self.add_text()
        self.kinds.chosen.connect(self._choose)
        self._few = FEW

    def show_spec(self, spec: Spec) -> None:
        """Show what `spec` says, and what kind of batches those are."""
        super().show_spec(spec)
        self.setVisible(not spec.is_function)
        size, count = spec.batch.size, spec.data.training
        kind = "full" if not spec.has_batches else "single" if size == 1 else "mini"
        self.kinds.show_choice(kind)
        if kind == "mini":
            self._few = size
        self.show_row("batch.replace", spec.has_batches)
        self._rows.setRowVisible(self.breathing, spec.has_batches)
        self.breathing.setChecked(spec.drawn_samples == "batch")
        steps = trn("{n} step", "{n} steps", -(-count // max(size, 1)))
        some = tr(
            "{size} of {count} · {steps} an epoch", size=size, count=count, steps=steps
        )
        self.show_note(some if spec.has_batches else tr("full batch"))

    def show_path(self, _: Path, step: Step) -> None:
        """Show how far the epoch is."""
        self.ring.show_epoch(step.epoch)

    def show_sight(self, sight: Sight) -> None:
        """Say how far the gradient of the batch is from that of all examples."""
        self.text.setText(_sentence(sight.noise))

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.ring.show_theme(theme)

    def _choose(self, kind: str) -> None:
        size = {"full": 0, "mini": self._few, "single": 1}[kind]
        self.edited.emit({"batch.size": size})

    def _breathe(self, is_on: bool) -> None:
        self.edited.emit({"view.samples": "batch" if is_on else "all"})


class SizeControl(NumberControl):
    """How many examples a batch has, on a logarithmic scale; at its end are all."""

    def __init__(self) -> None:
        super().__init__(
            "batch.size",
            1.0,
            lambda spec: max(2.0, spec.data.training),
            value=lambda spec: (
                spec.batch.size if spec.has_batches else spec.data.training
            ),
        )

    def _number(self, tick: int) -> float:
        return 0 if tick == self.TICKS else round(super()._number(tick))


class EpochRing(QWidget):
    """How much of an epoch is done, around its number."""

    def __init__(self) -> None:
        super().__init__()
        self._epoch = 0.0
        self._theme: Theme | None = None
        self.setFixedSize(RING, RING)
        policy = QSizePolicy.Policy.Fixed
        self.setSizePolicy(policy, policy)
        self.setToolTip(tr("How far this pass over the examples is, and its number."))

    def show_epoch(self, epoch: float) -> None:
        """Show where in an epoch the descent stands."""
        if epoch != self._epoch:
            self._epoch = epoch
            self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the ring."""
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(LINE, LINE, -LINE, -LINE)
        painter.setPen(QPen(QColor(self._theme.line), LINE))
        painter.drawEllipse(frame)
        painter.setPen(QPen(QColor(self._theme.accent), LINE))
        painter.drawArc(frame, TURN // 4, -round(TURN * (self._epoch % 1)))
        painter.setPen(QColor(self._theme.text))
        number = int(self._epoch)
        if number < 1000:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, f"{number}")


def _sentence(noise: Noise | None) -> str:
    if noise is None:
        return tr("The gradient is that of all the examples.")
    if noise.angle != noise.angle:
        return tr("This batch has no gradient here.")
    times = short(noise.ratio)
    return tr(
        "This batch's gradient: {angle:.1f}° off that of all the examples, "
        "{times} times as long.",
        angle=noise.angle,
        times=times,
    )
