"""The optimiser and its batches."""

from explorer.controls import CountControl, NameControl, titled
from explorer.entries import NumberControl
from explorer.forms import Panel
from models.catalog import OPTIMIZERS
from models.scales import counted
from models.specs import Spec


class DescentPanel(Panel):
    """Edits an `OptimizerSpec` and a `BatchSpec`."""

    def __init__(self) -> None:
        super().__init__("Descent")
        self.add(
            "optimizer.name",
            "Optimiser",
            NameControl("optimizer.name", titled(OPTIMIZERS)),
        )
        self.add(
            "optimizer.learning_rate",
            "Learning rate α",
            NumberControl("optimizer.learning_rate", 1e-5, 10.0),
        )
        self.add(
            "batch.size",
            "Batch size",
            CountControl(
                "batch.size", high=lambda spec: spec.data.training, zero="all"
            ),
        )

    def show_spec(self, spec: Spec) -> None:
        """Show what `spec` says, and what kind of batches those are."""
        super().show_spec(spec)
        self.show_row("batch.size", not spec.is_function)
        size, count = spec.batch.size, spec.data.training
        if not spec.has_batches:
            self.show_note("" if spec.is_function else "full batch")
        else:
            kind = "stochastic" if size == 1 else "mini-batch"
            self.show_note(f"{kind} · {counted(-(-count // size), 'step')} an epoch")
