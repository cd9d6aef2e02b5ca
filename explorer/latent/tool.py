"""What all tools share that show what is done with an autoencoder's codes."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from explorer.elided import ElidedLabel
from explorer.latent.view_controls import ViewControls
from explorer.theme import LIGHT, Theme
from models.language import tr
from models.latent_moments import LatentSight
from models.latent_specs import AutoencoderSpec

WAITS = tr("computing…")


class Tool(QWidget):
    """Controls, what they show, and a line that says what is seen.

    A tool has more widgets between, and keeps its picture while another is computed.

    Signals:
        edited: (dict) the user changed something; dotted keys and their new values.
    """

    edited = pyqtSignal(object)
    watched: tuple[str, ...] = ()
    """Which parts of a `LatentSight` it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.spec = AutoencoderSpec()
        self.theme = LIGHT
        self.controls = ViewControls()
        self.controls.edited.connect(self.edited)
        self.said = ElidedLabel(tr("What is seen here."), lines=2)
        self.said.setObjectName("strip")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 4, 0)  # beside a scroll bar
        self.column.setSpacing(8)
        self.column.addWidget(self.controls)

    def show_spec(self, spec: AutoencoderSpec) -> None:
        """Show what is asked for, without telling anyone."""
        self.spec = spec
        self.controls.show_spec(spec)

    def show_sight(self, sight: LatentSight) -> None:
        """Show what is seen; what is not computed yet stays as it was, and says so."""
        if all(getattr(sight, name) is None for name in self.watched):
            refused = (sight.refusals[n] for n in self.watched if n in sight.refusals)
            self.said.say(next(refused, WAITS))
        else:
            self.show_part(sight)

    def show_part(self, sight: LatentSight) -> None:
        """Show a sight that has at least one of the parts that are watched."""
        raise NotImplementedError

    def pick(self, number: int) -> None:
        """Take the image of this number, which the user clicked in the plane."""
        self.edited.emit({"view.chosen": (number,)})

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.theme = theme
