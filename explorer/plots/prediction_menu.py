"""The menu of the data view: what is drawn in it."""

from PyQt6.QtCore import pyqtSignal

from explorer.controls import enable
from explorer.view_menus import MenuButton
from models.catalog import DATA_LAYERS, DataLayerName
from models.language import tr
from models.options import OPTIONS
from models.specs import Spec

KEY = "view.data_layers"
REFUSALS: dict[DataLayerName, str] = {
    "residuals": tr("Seen from above, a residual is a point: in 3-D it is a line."),
    "squares": tr(
        "Squares stand on a curve over one input, of targets that are numbers."
    ),
    "spread": tr(
        "The loss Normal, μ and σ learns a spread; it is drawn over one input."
    ),
    "contours": tr("Contours need two inputs."),
    "names": tr("Names are written on a map of classes."),
    "discrete": tr("This is for a map of classes."),
    "threshold": tr("This is for the probability of one of two classes."),
    "test": tr("Hold examples out first, under Data."),
}
NO_DATA = tr("A formula has no data.")


class DataLayersButton(MenuButton):
    """What is drawn in the data view.

    Signals:
        edited: (dict) the user switched a layer on or off.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__(tr("Show"), OPTIONS[KEY].meaning)
        self.setAccessibleName(tr("Show in the data view"))
        for name, choice in DATA_LAYERS.items():
            action = self.add(name, choice.title, choice.meaning, is_switch=True)
            action.triggered.connect(self._tell)

    def show_spec(self, spec: Spec) -> None:
        """Tick what is asked for, and grey what there is not."""
        enable(self, NO_DATA if spec.is_function else "", OPTIONS[KEY].meaning)
        for name, choice in DATA_LAYERS.items():
            action, can = self.actions_by_name[name], name in spec.possible_data_layers
            action.setChecked(name in spec.view.data_layers)
            action.setEnabled(can)
            action.setToolTip(choice.meaning if can else REFUSALS.get(name, NO_DATA))

    def _tell(self) -> None:
        actions = self.actions_by_name
        layers = tuple(name for name in DATA_LAYERS if actions[name].isChecked())
        self.edited.emit({KEY: layers})
