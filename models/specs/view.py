"""How it is to be shown."""

from dataclasses import dataclass
from typing import ClassVar

from models.catalog import (
    ActivationName,
    AgainstName,
    BrightName,
    ColorMapName,
    ColorsName,
    CurveName,
    DataLayerName,
    DataViewName,
    FaceName,
    InsightName,
    LayerName,
    LikelihoodName,
    LossName,
    LossOverName,
    LossPlotName,
    OverName,
    SamplesName,
)
from models.columns import MOST_INPUTS
from models.fields import Part, option
from models.language import tr
from models.specs.learning import MOST_LAYERS, MOST_UNITS


@dataclass(frozen=True, slots=True)
class ViewSpec(Part):
    """How it is shown."""

    part: ClassVar[str] = "view"
    log_height: bool = option(
        False, tr("Draw the surface as high as the log of the loss.")
    )
    colors: ColorsName = option("auto", tr("How losses become colours and contours."))
    against: AgainstName = option(
        "none",
        tr(
            "Colour the surface by how much higher it is than that of the same "
            "models with this activation in all hidden layers, or with this loss."
        ),
    )
    speed: float = option(10.0, tr("Steps a second while playing."), 1.0, 10_000.0)
    color_map: ColorMapName = option("viridis", tr("The colours of the losses."))
    bright: BrightName = option("high", tr("Which losses have the bright colours."))
    opacity: float = option(1.0, tr("1 is solid; less lets see through."), 0.2, 1.0)
    height_low: float | None = option(
        None, tr("The loss at the bottom of the heights (none: the lowest)."), -1e9, 1e9
    )
    height_high: float | None = option(
        None, tr("The loss at the top of the heights (none: by the bulk)."), -1e9, 1e9
    )
    perspective: bool = option(True, tr("Draw what is far away smaller."))
    layers: tuple[LayerName, ...] = option(
        (
            "contours",
            "floor",
            "grid",
            "stem",
            "tether",
            "gradient",
            "downhill",
            "penalty",
            "kept",
        ),
        tr("What is drawn on the surface and around it."),
    )
    true_length: bool = option(
        False, tr("Arrows as long as the slope they stand for; else all alike.")
    )
    radius: float = option(
        0.3, tr("Of tangent plane and local quadratic, in extents."), 0.02, 2.0
    )
    samples: SamplesName = option("all", tr("Whose loss the surface is."))
    example: int = option(0, tr("Number of the one example."), 0, 19_999)
    losses: LossPlotName = option("steps", tr("Over what the losses are drawn."))
    insight: InsightName = option(
        "none", tr("Which look inside stands under the losses.")
    )
    hidden: int = option(
        1, tr("The hidden layer whose activation is looked at."), 1, MOST_LAYERS
    )
    unit: int = option(0, tr("The unit of it (0: all of them)."), 0, MOST_UNITS)
    compared: tuple[ActivationName, ...] = option(
        (), tr("Activations that are drawn beside that of the layer.")
    )
    nudging: bool = option(
        False, tr("Check the gradient: nudge each weight, and watch the loss.")
    )
    likelihood: LikelihoodName = option(
        "output", tr("What the look at the likelihood shows.")
    )
    shelf: tuple[LossName, ...] = option(
        (), tr("Losses that are drawn beside the one that is made small, to compare.")
    )
    loss_over: LossOverName = option("output", tr("Over what losses are drawn."))
    telling: bool = option(
        False, tr("Tell the next update in symbols and numbers, phrase by phrase (U).")
    )
    curves: tuple[CurveName, ...] = option(
        ("training", "held_out"),
        tr("What the history shows, where there is such a thing."),
    )
    over: OverName = option("steps", tr("What runs along the axis of the history."))
    input_x: int = option(
        0, tr("Number of the input along x in the data view."), 0, MOST_INPUTS - 1
    )
    input_y: int = option(
        1, tr("Number of the input along y in the data view."), 0, MOST_INPUTS - 1
    )
    units: FaceName = option("bend", tr("What is drawn in the units of the network."))
    bias_nodes: bool = option(
        False,
        tr(
            "Draw the biases of a layer as the weights of a node that is fixed to 1; "
            "else each is a dot in its unit."
        ),
    )
    held_inputs: tuple[float, ...] = option(
        (),
        tr(
            "Where all inputs are held, in the units the network sees; those along the "
            "axes of the data view are not (none: at their means)."
        ),
        -1e6,
        1e6,
    )
    prediction: DataViewName = option("map", tr("How two inputs are drawn."))
    data_layers: tuple[DataLayerName, ...] = option(
        ("spread", "contours", "test"), tr("What is drawn in the data view.")
    )
    threshold: float = option(
        0.5,
        tr("Above this probability an example counts as the second of two classes."),
        0.0,
        1.0,
    )
    log_losses: bool = option(
        True, tr("The history on a log scale, where nothing is negative.")
    )

    def check(self) -> None:
        """Refuse a range of heights that is upside down."""
        low, high = self.height_low, self.height_high
        if low is not None and high is not None and low >= high:
            raise ValueError(
                tr(
                    "view.height_low must be below view.height_high, not {low:g} "
                    "and {high:g}",
                    low=low,
                    high=high,
                )
            )
