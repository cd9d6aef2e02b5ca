"""The data view: what the network sees of the data, and what it makes of them."""

from typing import Protocol

from PyQt6.QtCore import pyqtBoundSignal, pyqtSignal
from PyQt6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from explorer.controls import titled
from explorer.elided import ElidedLabel
from explorer.plots.prediction_drawing import DrawButton, DrawStrip
from explorer.plots.prediction_inputs import InputsStrip
from explorer.plots.prediction_menu import KEY, DataLayersButton
from explorer.plots.prediction_person import PersonStrip
from explorer.plots.prediction_plot import PredictionPlot
from explorer.plots.prediction_threshold import ThresholdStrip
from explorer.segments import Segments
from explorer.theme import Theme
from models.catalog import DATA_LAYERS, DATA_VIEWS
from models.fits import in_picture, mean_square
from models.language import tr
from models.scales import short
from models.snapshots import Prediction, Sight
from models.specs import Spec

GAP, LEAST = 4, 120  # px: between its parts, and of the plot's height


class SpaceView(Protocol):
    """What is needed of a view in 3-D; it is a `QWidget` as well."""

    @property
    def chosen(self) -> pyqtBoundSignal:
        """(int) a click on the example of this number, of those learnt from."""

    def show_spec(self, spec: Spec) -> None:
        """Show what is asked for."""

    def show_prediction(self, prediction: Prediction) -> None:
        """Show the data, and what the walker's model makes of them."""

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""


class PredictionView(QWidget):
    """The plot, or the space, and under it what is told of it.

    Its menu and its segments are to be laid out where there is room.

    Signals:
        edited: (dict) the user changed what is drawn.
        drawn: (dict, object, bool) the user drew examples by hand: the edit, the stroke
            of the pointer that it is of, and whether more of that is to come.
        refused: (str) why what the user wanted is not done.
    """

    edited = pyqtSignal(object)
    drawn = pyqtSignal(object, object, bool)
    refused = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._spec = Spec()
        self._looks: tuple[object, ...] = ()  # what the last look depended on
        self._sight: Sight | None = None
        self.menu_button, self.draw_button = DataLayersButton(), DrawButton()
        self.segments = Segments(titled(DATA_VIEWS))
        self.plot, self.inputs = PredictionPlot(), InputsStrip()
        self.threshold, self.person = ThresholdStrip(), PersonStrip()
        self.drawing = DrawStrip()
        self.squares = ElidedLabel(
            tr(
                "The mean of (y − t)² over the training examples, as the network sees "
                "them. Squares that would leave the picture count, and are not drawn."
            )
        )
        self.squares.setObjectName("strip")
        self._views = QStackedWidget()
        self._views.setMinimumHeight(LEAST)
        self._views.addWidget(self.plot)
        self._space: SpaceView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.inputs)
        column.addWidget(self._views, 1)
        for strip in (self.drawing, self.squares, self.threshold, self.person):
            column.addWidget(strip)
        for part in (self.menu_button, self.inputs, self.threshold, self.person):
            part.edited.connect(self.edited)
        self.plot.chosen.connect(self._choose)
        self.plot.drawn.connect(self.drawing.add)
        self.plot.moved.connect(self.drawing.move_to)
        self.plot.erased.connect(self.drawing.erase)
        self.drawing.drawn.connect(self.drawn)
        self.drawing.refused.connect(self.refused)
        self.draw_button.toggled.connect(self._show_drawing)
        self.segments.chosen.connect(
            lambda name: self.edited.emit({"view.prediction": name})
        )
        self.show_spec(self._spec)

    def add_space(self, space: SpaceView) -> None:
        """Take the view in 3-D, which is made of other things than plots."""
        assert isinstance(space, QWidget)
        self._space = space
        self._views.addWidget(space)
        space.chosen.connect(self._choose)
        self.show_spec(self._spec)

    def show_spec(self, spec: Spec) -> None:
        """Show what `spec` asks for."""
        self._spec = spec
        is_plane, layers = len(spec.drawn_inputs) == 2, spec.drawn_data_layers
        has_data = not spec.is_function
        self.segments.setVisible(is_plane and has_data)
        self.segments.show_choice(spec.view.prediction)
        self.inputs.setVisible(has_data and len(spec.data.choice.inputs) > 2)
        if is_plane:
            self.inputs.show_spec(spec)
        self.squares.setVisible("squares" in layers)
        self.threshold.setVisible("threshold" in layers)
        self.person.setVisible("person" in layers)
        views = self.menu_button, self.threshold, self.person, self.plot
        for view in (*views, self.draw_button, self.drawing):
            view.show_spec(spec)
        self._show_drawing()
        if self._space is not None:
            self._space.show_spec(spec)
            is_space = is_plane and has_data and spec.view.prediction == "3-D"
            self._views.setCurrentIndex(int(is_space))
        looks = layers, spec.view.threshold, spec.view.prediction
        if looks != self._looks and self._sight is not None:
            self.show_sight(self._sight)
        self._looks = looks

    def show_sight(self, sight: Sight) -> None:
        """Draw and tell where it is seen what the walker's model makes of the data."""
        self._sight, prediction = sight, sight.prediction
        if self._space is not None and self._views.currentIndex():
            self._space.show_prediction(prediction)
        else:
            self.plot.show_prediction(prediction)
            self.plot.show_batch(sight.noise)
            self.drawing.show_prediction(prediction)
        for strip in (self.inputs, self.threshold, self.person):
            if not strip.isHidden():
                strip.show_prediction(prediction)
        if not self.squares.isHidden() and prediction.axes:
            self._tell_squares(prediction)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.plot.show_theme(theme)
        self.draw_button.show_theme(theme)
        if self._space is not None:
            self._space.show_theme(theme)

    def draw(self) -> None:
        """Begin to draw examples by hand, or end it; or say why they cannot be."""
        if self.draw_button.isEnabled():
            self.draw_button.toggle()
        else:
            self.refused.emit(self.draw_button.toolTip())

    def _show_drawing(self) -> None:
        is_drawing = self.draw_button.isChecked()
        self.drawing.switch(is_drawing)
        self.plot.show_drawing(self.draw_button.isEnabled(), is_drawing)

    def _tell_squares(self, prediction: Prediction) -> None:
        loss = self._spec.loss
        is_loss = self._spec.loss_name == "squared" and loss.reduction == "mean"
        is_all = is_loss and not (loss.l1 or loss.l2)
        end = tr(" = loss") if is_all else ""
        mean = short(mean_square(prediction))
        is_in = ~prediction.data.is_held_out
        large = int((is_in & ~in_picture(prediction)).sum())
        rest = tr("; {large} not drawn", large=large) if large else ""
        self.squares.say(
            tr("Mean of the squares: {mean}{end}{rest}", mean=mean, end=end, rest=rest)
        )

    def _choose(self, number: int) -> None:
        """Look at the example that was clicked."""
        layers = (*self._spec.view.data_layers, "person")
        wanted = tuple(name for name in DATA_LAYERS if name in layers)
        self.edited.emit({"view.example": number, KEY: wanted})
