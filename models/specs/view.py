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
from models.specs.learning import MOST_LAYERS, MOST_UNITS


@dataclass(frozen=True, slots=True)
class ViewSpec(Part):
    """How it is shown."""

    part: ClassVar[str] = "view"
    log_height: bool = option(False, "Draw the surface as high as the log of the loss.")
    colors: ColorsName = option("auto", "How losses become colours and contours.")
    against: AgainstName = option(
        "none",
        "Colour the surface by how much higher it is than that of the same models with "
        "this activation in all hidden layers, or with this loss.",
    )
    speed: float = option(10.0, "Steps a second while playing.", 1.0, 10_000.0)
    color_map: ColorMapName = option("viridis", "The colours of the losses.")
    bright: BrightName = option("high", "Which losses have the bright colours.")
    opacity: float = option(1.0, "1 is solid; less lets see through.", 0.2, 1.0)
    height_low: float | None = option(
        None, "The loss at the bottom of the heights (none: the lowest).", -1e9, 1e9
    )
    height_high: float | None = option(
        None, "The loss at the top of the heights (none: by the bulk).", -1e9, 1e9
    )
    perspective: bool = option(True, "Draw what is far away smaller.")
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
        "What is drawn on the surface and around it.",
    )
    true_length: bool = option(
        False, "Arrows as long as the slope they stand for; else all alike."
    )
    radius: float = option(
        0.3, "Of tangent plane and local quadratic, in extents.", 0.02, 2.0
    )
    samples: SamplesName = option("all", "Whose loss the surface is.")
    example: int = option(0, "Number of the one example.", 0, 19_999)
    losses: LossPlotName = option("steps", "Over what the losses are drawn.")
    insight: InsightName = option("none", "Which look inside stands under the losses.")
    hidden: int = option(
        1, "The hidden layer whose activation is looked at.", 1, MOST_LAYERS
    )
    unit: int = option(0, "The unit of it (0: all of them).", 0, MOST_UNITS)
    compared: tuple[ActivationName, ...] = option(
        (), "Activations that are drawn beside that of the layer."
    )
    nudging: bool = option(
        False, "Check the gradient: nudge each weight, and watch the loss."
    )
    likelihood: LikelihoodName = option(
        "output", "What the look at the likelihood shows."
    )
    shelf: tuple[LossName, ...] = option(
        (), "Losses that are drawn beside the one that is made small, to compare."
    )
    loss_over: LossOverName = option("output", "Over what losses are drawn.")
    telling: bool = option(
        False, "Tell the next update in symbols and numbers, phrase by phrase (U)."
    )
    curves: tuple[CurveName, ...] = option(
        ("training", "held_out"), "What the history shows, where there is such a thing."
    )
    over: OverName = option("steps", "What runs along the axis of the history.")
    input_x: int = option(
        0, "Number of the input along x in the data view.", 0, MOST_INPUTS - 1
    )
    input_y: int = option(
        1, "Number of the input along y in the data view.", 0, MOST_INPUTS - 1
    )
    units: FaceName = option("bend", "What is drawn in the units of the network.")
    bias_nodes: bool = option(
        False,
        "Draw the biases of a layer as the weights of a node that is fixed to 1; else "
        "each is a dot in its unit.",
    )
    held_inputs: tuple[float, ...] = option(
        (),
        "Where all inputs are held, in the units the network sees; those along the "
        "axes of the data view are not (none: at their means).",
        -1e6,
        1e6,
    )
    prediction: DataViewName = option("map", "How two inputs are drawn.")
    data_layers: tuple[DataLayerName, ...] = option(
        ("spread", "contours", "test"), "What is drawn in the data view."
    )
    threshold: float = option(
        0.5,
        "Above this probability an example counts as the second of two classes.",
        0.0,
        1.0,
    )
    log_losses: bool = option(
        True, "The history on a log scale, where nothing is negative."
    )

    def check(self) -> None:
        """Refuse a range of heights that is upside down."""
        low, high = self.height_low, self.height_high
        if low is not None and high is not None and low >= high:
            raise ValueError(
                f"view.height_low must be below view.height_high, not {low:g} and "
                f"{high:g}"
            )
