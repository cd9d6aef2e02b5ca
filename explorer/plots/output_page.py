"""One example: what the network says of it stands for a distribution, and p(t | x)."""

import numpy as np
from PyQt6.QtCore import QSignalBlocker, Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.controls import CountBox
from explorer.elided import ElidedLabel
from explorer.plots.density_plot import DensityPlot
from explorer.plots.shares import Shares
from explorer.theme import Theme
from models.densities import DENSITIES
from models.derivations import precise
from models.families import minus_log_scale
from models.language import tr
from models.scales import short
from models.snapshots import Array, Data, Likelihood, Sight
from models.specs import Spec

KEY = "view.example"


class OutputPage(QWidget):
    """The example, the way from the network to p(t | x), and the distribution.

    Signals:
        edited: (dict) the user chose another example.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.number, self.next = CountBox(), QToolButton()
        self.example = ElidedLabel(
            tr("The example that is looked at, in its own units.")
        )
        self.chain = ElidedLabel(
            tr("From the network to the probability of the truth."), lines=2
        )
        self.plot, self.shares = DensityPlot(), Shares()
        self.reading = ElidedLabel(
            tr("How likely the truth is, and its −log."), lines=2
        )
        self.back = QToolButton()
        self._picture = QStackedWidget()
        self._spec = Spec()
        self._data: Data | None = None
        self._shown: Likelihood | None = None
        self._moved: float | None = None  # where the user dragged the middle
        self._lay_out()
        self._explain()
        self.number.valueChanged.connect(lambda k: self.edited.emit({KEY: k - 1}))
        self.next.clicked.connect(self._ask_next)
        self.plot.moved.connect(self._move)
        self.plot.returned.connect(lambda: self._move(None))
        self.back.clicked.connect(lambda: self._move(None))

    def show_spec(self, spec: Spec) -> None:
        """Show which example is looked at."""
        self._spec = spec
        with QSignalBlocker(self.number):
            count = spec.data.training
            self.number.setRange(1, count)
            self.number.setSuffix(tr(" of {count}", count=count))
            self.number.setValue(spec.drawn_example + 1)

    def show_sight(self, sight: Sight) -> None:
        """Show the distribution that the walker's model has for the example."""
        new, old, data = sight.likelihood, self._shown, sight.prediction.data
        assert new is not None
        if data is not self._data and not data.has_classes:
            self.plot.show_axis(data.target_label, data.targets)
        is_same = old is not None and (old.row, old.family) == (new.row, new.family)
        if not (is_same and old and np.array_equal(old.output, new.output)):
            self._moved = None
        self._data, self._shown = data, new
        self._draw()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.plot.show_theme(theme)
        self.shares.show_theme(theme)

    def _draw(self) -> None:
        data, shown = self._data, self._shown
        if data is None or shown is None or shown.family is None:
            return
        self.example.say(_told(data, shown.row))
        self.back.setVisible(self._moved is not None)
        if shown.family in DENSITIES:
            self._picture.setCurrentWidget(self.plot)
            self._draw_density(data, shown)
        else:
            self._picture.setCurrentWidget(self.shares)
            self._draw_shares(data, shown)

    def _draw_density(self, data: Data, shown: Likelihood) -> None:
        family = shown.family
        assert family is not None
        own, *rest = shown.output.tolist()
        middle = own if self._moved is None else self._moved
        spread, target = (rest[0] if rest else 1.0), float(data.targets[shown.row, 0])
        self.plot.show_density(family, middle, spread, target)
        p = float(DENSITIES[family](np.array(target), middle, spread))
        who = tr("network") if self._moved is None else tr("dragged")
        says = _output(data, middle, rest)
        sign = "N" if family == "normal" else "Laplace"
        kind = f"{sign}(μ, σ²)" if rest else f"{sign}(y, 1)"
        self.chain.say(f"{who} → {says} → {kind} → p(t) = {short(p)}")
        minus = -float(np.log(p)) if p > 0 else np.inf
        self.reading.say(_compared(family, minus, target - middle, bool(rest)))

    def _draw_shares(self, data: Data, shown: Likelihood) -> None:
        true = int(data.targets[shown.row, 0])
        shares = shown.output
        if len(shares) == 1:
            shares = np.array([1 - shares[0], shares[0]])
        self.shares.show_shares(data.classes, shares, true)
        p, name = float(shares[true]), data.classes[true]
        family = "Bernoulli" if shown.family == "bernoulli" else tr("Categorical")
        says = (
            f"y = {short(float(shown.output[0]))}"
            if len(shown.output) == 1
            else tr("{shares} outputs", shares=len(shares))
        )
        self.chain.say(
            tr(
                "network → {says} → {family} → p(t) = {p}",
                says=says,
                family=family,
                p=short(p),
            )
        )
        factor, _ = minus_log_scale(self._spec)
        loss = float(shown.minus_logs[shown.number]) / factor
        log = "log₂" if self._spec.is_in_bits else "log"
        self.reading.say(
            tr(
                "−{log} p({name} | x) = {loss}: what this example adds to the "
                "sum. The shares add up to 1.",
                log=log,
                name=name,
                loss=precise(loss),
            )
        )

    def _move(self, middle: float | None) -> None:
        self._moved = middle
        self._draw()

    def _ask_next(self) -> None:
        if self._shown is not None:
            count = self._spec.data.training
            self.edited.emit({KEY: (self._shown.number + 1) % count})

    def _lay_out(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row.setSpacing(6)
        row.addWidget(self.number)
        row.addWidget(self.next)
        row.addWidget(self.example, 1)
        row.addWidget(self.back)
        for picture in (self.plot, self.shares):
            self._picture.addWidget(picture)
        column.addLayout(row)
        column.addWidget(self.chain)
        column.addWidget(self._picture, 1)
        column.addWidget(self.reading)
        self.reading.setObjectName("strip")
        self.example.setAlignment(Qt.AlignmentFlag.AlignVCenter)

    def _explain(self) -> None:
        self.number.setKeyboardTracking(False)
        self.number.setAccessibleName(tr("Example"))
        self.number.setToolTip(
            tr(
                "Number of the example that is looked at, among those that are "
                "learnt from."
            )
        )
        self.next.setText("›")
        self.next.setAccessibleName(tr("Next example"))
        self.next.setToolTip(tr("Look at the next example."))
        self.back.setText(tr("back"))
        self.back.setToolTip(tr("Put the middle back to where the network has it."))
        for button in (self.next, self.back):
            button.setObjectName("segment")
        self.back.hide()
        self.plot.setToolTip(
            tr(
                "Drag the middle to make the density at the truth as high as it can "
                "be. All is in the units that the network sees."
            )
        )


def _told(data: Data, row: int) -> str:
    """Return inputs and target of an example in their own units."""
    seen = np.append(data.inputs[row], data.targets[row])
    own: Array = data.shift + data.scale * seen
    *inputs, target = (
        f"{short(value)} {unit}".strip()
        for value, unit in zip(own.tolist(), data.units, strict=True)
    )
    if data.has_classes:
        target = data.classes[int(data.targets[row, 0])]
    pairs = zip(data.names, inputs, strict=False)
    return f"t = {target}: {', '.join(f'{name} {value}' for name, value in pairs)}"


def _output(data: Data, middle: float, spreads: list[float]) -> str:
    """Say what the network says as it sees t, and what that is in own units."""
    seen = f"μ = {short(middle)}" if spreads else f"y = {short(middle)}"
    own = short(float(data.shift[-1] + data.scale[-1] * middle))
    for spread in spreads:
        seen += f", σ = {short(spread)}"
        own += f" ± {short(float(data.scale[-1] * spread))}"
    unit = data.units[-1]
    is_own = (data.shift[-1], data.scale[-1]) == (0, 1)
    if is_own:
        return f"{seen} {unit}".strip()
    return f"{seen} ({own} {unit}".strip() + ")"


def _compared(family: str, minus: float, gap: float, is_learnt: bool) -> str:
    """Say how far -log p is from what an error costs: the same wherever the middle."""
    if is_learnt:
        return tr(
            "−log p = {minus}: with σ learnt, the loss is −log p itself.",
            minus=precise(minus),
        )
    error, sign = (
        (0.5 * gap * gap, "½ (t − y)²") if family == "normal" else (abs(gap), "|t − y|")
    )
    apart, what = precise(minus - error), "½ log 2π" if family == "normal" else "log 2"
    return tr(
        "−log p = {minus}, {sign} = {error}: {apart} = {constant} apart, "
        "wherever the middle is.",
        minus=precise(minus),
        sign=sign,
        error=precise(error),
        apart=apart,
        constant=what,
    )
