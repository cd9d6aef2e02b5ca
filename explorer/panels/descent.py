"""The optimiser, its learning rate, and when it stops."""

from explorer.controls import CountControl, NameControl, ToggleControl, titled
from explorer.elided import ElidedLabel
from explorer.entries import NumberControl, OptionalControl
from explorer.forms import Panel
from explorer.panels.gauge import Gauge
from explorer.rule_lines import add_numbers, show_used
from explorer.theme import Theme
from models.catalog import OPTIMIZERS, SCHEDULES
from models.language import tr
from models.optimizers import rate_at
from models.scales import short
from models.snapshots import Path, Sight, Step
from models.specs import MOST_NEWTON, Spec

SAYS = tr("The rule of a step: optimiser, learning rate, and when it stops.")

REMARKS = tr("What happens to the descent, by its last steps, and a change that helps.")


class DescentPanel(Panel):
    """Edits an `OptimizerSpec` and a `StopSpec`."""

    def __init__(self) -> None:
        super().__init__(tr("Descent"), SAYS)
        self.add(
            "optimizer.name",
            tr("Optimiser"),
            NameControl("optimizer.name", titled(OPTIMIZERS), _refusal),
        )
        self.formula = self.add_text()
        self.add(
            "optimizer.learning_rate",
            tr("Learning rate α"),
            NumberControl("optimizer.learning_rate", 1e-5, 10.0),
        )
        self.gauge = Gauge()
        self.gauge.edited.connect(self.edited)
        self.remarks = ElidedLabel(REMARKS, lines=4)
        self.remarks.setObjectName("note")
        self.add_widget(self.gauge)
        self.add_widget(self.remarks)
        add_numbers(self)
        self._add_counts({"history": tr("Steps back")})
        self.add(
            "optimizer.bias_correction",
            "",
            ToggleControl("optimizer.bias_correction", tr("Bias correction")),
        )
        self.add(
            "optimizer.schedule",
            tr("Schedule"),
            NameControl("optimizer.schedule", titled(SCHEDULES)),
        )
        self._add_counts({"schedule_steps": tr("Steps T")})
        self.add(
            "optimizer.decay",
            tr("Factor γ"),
            NumberControl("optimizer.decay", 0.01, 1.0, is_log=False),
        )
        self._add_counts({"warm_up": tr("Warm-up")}, zero=tr("none"))
        self.rate = self.add_text()
        self._add_stops(
            tr("Stop after"), {"steps": tr("steps"), "epochs": tr("epochs")}
        )
        self._add_stops(tr("Stop below"), {"loss": tr("loss"), "gradient": "|∇L|"})
        self._spec, self._index = Spec(), 0

    def show_spec(self, spec: Spec) -> None:
        """Show what `spec` says, and the formula of its rule."""
        super().show_spec(spec)
        self._spec = spec
        show_used(self, spec.optimizer)
        self.formula.setText(spec.optimizer.choice.formula)
        rule, rate = spec.optimizer.choice.title, short(spec.optimizer.learning_rate)
        self.show_note(f"{rule}, α = {rate}")
        self.gauge.show_optimizer(spec.optimizer)
        self._show_rate()

    def show_path(self, _: Path, step: Step) -> None:
        """Show what the schedule makes of the learning rate at this step."""
        self._index = step.index
        self.gauge.show_index(step.index)
        self._show_rate()

    def show_sight(self, sight: Sight) -> None:
        """Show which learning rates are stable here, and what happens, if anything."""
        self.gauge.show_bend(sight.bend)
        said = [text for r in sight.remarks for text in (r.sentence, r.advice)]
        self.remarks.say(" ".join(said))

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.gauge.show_theme(theme)

    def _show_rate(self) -> None:
        optimizer = self._spec.optimizer
        is_changing = optimizer.schedule != "constant" or optimizer.warm_up > 0
        self.rate.setVisible(is_changing)
        self.rate.setText(
            tr(
                "α of the next step: {optimizer}",
                optimizer=short(rate_at(optimizer, self._index)),
            )
        )

    def _add_counts(self, labels: dict[str, str], zero: str = "") -> None:
        for field, label in labels.items():
            key = f"optimizer.{field}"
            self.add(key, label, CountControl(key, zero=zero))

    def _add_stops(self, label: str, hints: dict[str, str]) -> None:
        keys = {f"stop.{field}": hint for field, hint in hints.items()}
        self.add_line(
            label, {key: OptionalControl(key, hint) for key, hint in keys.items()}
        )


def _refusal(spec: Spec, name: str) -> str:
    if name == "newton" and spec.count > MOST_NEWTON:
        return tr(
            "Newton needs all second derivatives: for at most {most} "
            "parameters, here are {count}.",
            most=MOST_NEWTON,
            count=spec.count,
        )
    return ""
