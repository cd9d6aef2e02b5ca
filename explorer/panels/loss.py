"""The loss: how wrong a prediction is, and what weights cost."""

from explorer.controls import LossControl, NameControl, titled
from explorer.elided import ElidedLabel
from explorer.entries import NumberControl
from explorer.forms import Panel
from models.catalog import BASES, REDUCTIONS
from models.language import tr
from models.scales import short
from models.snapshots import Probe, Sight
from models.specs import Spec

SAYS = tr("What a prediction costs, and what weights cost.")

COSTS = {"l1": "L1: λ₁", "l2": "L2: λ₂"}
SMALLEST, GREATEST = 1e-5, 1.0  # ends of their sliders
MEANING = tr("What the loss is for one example.")


class LossPanel(Panel):
    """Edits a `LossSpec`."""

    def __init__(self) -> None:
        super().__init__(tr("Loss"), SAYS)
        self.add("loss.name", tr("Loss"), LossControl())
        self.formula = ElidedLabel(MEANING, lines=2)
        self.formula.setObjectName("note")
        self.add_widget(self.formula)
        delta = NumberControl("loss.delta", 0.01, 10.0)
        self.add("loss.delta", tr("Corner δ"), delta)
        self.add(
            "loss.base", tr("Base of log"), NameControl("loss.base", titled(BASES))
        )
        self.add(
            "loss.reduction",
            tr("Examples"),
            NameControl("loss.reduction", titled(REDUCTIONS)),
        )
        for field, label in COSTS.items():
            key = f"loss.{field}"
            self.add(key, label, NumberControl(key, SMALLEST, GREATEST, zero=tr("off")))
        self._spec, self._height = Spec(), ""  # of the loss at the walker, if known

    def show_spec(self, spec: Spec) -> None:
        """Show what `spec` says, and only what makes a difference with this loss."""
        super().show_spec(spec)
        self.setVisible(not spec.is_function)
        choice = spec.loss_choice
        for field in ("base", "delta"):
            self.show_row(f"loss.{field}", field in choice.uses)
        self.formula.say(f"{choice.title}: {choice.meaning}")
        if spec.loss != self._spec.loss or spec.loss_name != self._spec.loss_name:
            self._height = ""
        self._spec = spec
        self._say()

    def show_sight(self, sight: Sight) -> None:
        """Say how high the loss is, and how much of it is what weights cost."""
        self._height = _parts(sight.prediction.walker, self._spec.loss.reduction)
        self._say()

    def _say(self) -> None:
        title = self._spec.loss_choice.title
        self.show_note(f"{title} · {self._height}" if self._height else title)


def _parts(walker: Probe, reduction: str) -> str:
    if not walker.cost:
        return (
            short(walker.loss)
            if reduction == "mean"
            else tr("sum {loss}", loss=short(walker.loss))
        )
    return tr(
        "data {loss} + weights {cost}",
        loss=short(walker.loss - walker.cost),
        cost=short(walker.cost),
    )
