"""The menu of a history: its curves, and what runs along its axis."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QActionGroup

from explorer.view_menus import MenuButton
from models.catalog import CURVES, OVER, CurveName
from models.language import tr
from models.options import OPTIONS
from models.specs import Spec

NO_TEST = tr("Hold examples out first, under Data.")
REFUSALS: dict[CurveName, str] = {
    "batch": tr("Every step sees all the examples: this is the training loss."),
    "held_out": NO_TEST,
    "quality": tr("A formula predicts nothing."),
    "held_out_quality": NO_TEST,
}


class CurvesButton(MenuButton):
    """What the history shows, and over what.

    Signals:
        edited: (dict) the user switched a curve, or chose another axis or scale.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__(tr("Curves"), OPTIONS["view.curves"].meaning)
        for name, choice in CURVES.items():
            curve = self.add(name, choice.title, choice.meaning, is_switch=True)
            curve.triggered.connect(self._tell)
        self.add_line()
        group = QActionGroup(self)
        for over, choice in OVER.items():
            action = self.add(over, choice.title, choice.meaning, is_switch=True)
            action.triggered.connect(
                lambda _, over=over: self.edited.emit({"view.over": over})
            )
            group.addAction(action)
        self.add_line()
        meaning = OPTIONS["view.log_losses"].meaning
        log = self.add("log", tr("Log scale"), meaning, is_switch=True)
        log.triggered.connect(
            lambda is_on: self.edited.emit({"view.log_losses": is_on})
        )

    def show_spec(self, spec: Spec) -> None:
        """Tick what is shown, and grey what there is not."""
        for name, choice in CURVES.items():
            action, can = self.actions_by_name[name], name in spec.possible_curves
            action.setChecked(name in spec.view.curves)
            action.setEnabled(can)
            action.setToolTip(choice.meaning if can else REFUSALS[name])
        self.actions_by_name[spec.view.over].setChecked(True)
        self.actions_by_name["log"].setChecked(spec.view.log_losses)

    def _tell(self) -> None:
        actions = self.actions_by_name
        curves = tuple(name for name in CURVES if actions[name].isChecked())
        self.edited.emit({"view.curves": curves})
