"""How everything is shown."""

from typing import Literal

from models.catalog.choices import Choice
from models.language import tr

ColorMapName = Literal["viridis", "cividis", "copper"]

BrightName = Literal["low", "high"]

LossPlotName = Literal["steps", "cut"]

InsightName = Literal["none", "activation", "loss", "likelihood", "weights"]

LikelihoodName = Literal["output", "maps", "steps", "softmax", "nodes"]

SharingName = Literal["exp", "abs", "square"]

CurveName = Literal[
    "training",
    "batch",
    "held_out",
    "gradient",
    "rate",
    "quality",
    "held_out_quality",
    "weights",
]

OverName = Literal["steps", "epochs", "examples", "seconds"]

LayerName = Literal[
    "contours",
    "floor",
    "grid",
    "stem",
    "tether",
    "gradient",
    "downhill",
    "partials",
    "fan",
    "momentum",
    "step",
    "field",
    "floor_field",
    "tangent",
    "quadratic",
    "marks",
    "creases",
    "penalty",
    "kept",
    "cut",
]

ColorsName = Literal["auto", "linear", "log"]

FaceName = Literal["bend", "map"]

DataViewName = Literal["map", "3-D"]

DataLayerName = Literal[
    "residuals",
    "squares",
    "spread",
    "contours",
    "names",
    "discrete",
    "threshold",
    "test",
    "person",
]

COLOR_MAPS: dict[ColorMapName, Choice] = {
    "viridis": Choice(
        "Viridis", tr("Even to the eye, and to colour-blind eyes as well.")
    ),
    "cividis": Choice(
        "Cividis", tr("From blue to yellow; alike to colour-blind eyes.")
    ),
    "copper": Choice(tr("Copper"), tr("As in the lecture: from black through copper.")),
}

BRIGHT: dict[BrightName, Choice] = {
    "low": Choice(
        tr("Low is bright"), tr("The lowest losses have the brightest colours.")
    ),
    "high": Choice(
        tr("High is bright"), tr("The highest losses have the brightest colours.")
    ),
}

LOSS_PLOTS: dict[LossPlotName, Choice] = {
    "steps": Choice(tr("Steps"), tr("The loss at every step.")),
    "cut": Choice(tr("Cut"), tr("The loss along a straight line through the surface.")),
}

INSIGHTS: dict[InsightName, Choice] = {
    "none": Choice(tr("None"), tr("Nothing but data and losses.")),
    "activation": Choice(
        tr("Activation"),
        tr("The bends of the hidden units, and where the data fall on them."),
    ),
    "loss": Choice(
        tr("Loss"), tr("What a prediction costs, and what the data's own do.")
    ),
    "likelihood": Choice(
        tr("Likelihood"),
        tr("How probable the model makes the data, and so why this loss."),
    ),
    "weights": Choice(
        tr("Weights"), tr("Every parameter: its value, its gradient, its past.")
    ),
}

LIKELIHOODS: dict[LikelihoodName, Choice] = {
    "output": Choice(
        tr("Output"),
        tr("What the output of the network stands for: how likely any t is."),
    ),
    "maps": Choice(
        tr("Maps"),
        tr("How likely each model makes all the data: four surfaces, one optimum."),
    ),
    "steps": Choice(
        tr("Steps"), tr("From the most likely model to the loss, step by step.")
    ),
    "softmax": Choice(
        "Softmax", tr("How outputs become shares that add up to 1: try some.")
    ),
    "nodes": Choice(
        tr("Nodes"), tr("Two classes by one sigmoid node, or by two of softmax.")
    ),
}

SHARINGS: dict[SharingName, Choice] = {
    "exp": Choice("exp o", tr("exp o, and divided by their sum: softmax.")),
    "abs": Choice("|o|", tr("|o|, and divided by their sum: forgets the sign.")),
    "square": Choice("o²", tr("o², and divided by their sum: forgets the sign.")),
}

CURVES: dict[CurveName, Choice] = {
    "training": Choice(
        tr("Training loss"), tr("The loss over all the training examples.")
    ),
    "batch": Choice(
        tr("Batch loss"),
        tr("The loss over the batch that the next step follows, before it."),
    ),
    "held_out": Choice(tr("Test loss"), tr("The loss over the examples held out.")),
    "gradient": Choice(tr("Gradient ‖∇L‖"), tr("How steep it is: the length of ∇L.")),
    "rate": Choice(
        tr("Learning rate α"), tr("α of each step, as its schedule had it.")
    ),
    "quality": Choice(
        tr("Accuracy or R²"),
        tr(
            "Training examples. Of classes the share that is right (p over ½), of "
            "numbers R²: 1 is perfect, 0 no better than their mean."
        ),
    ),
    "held_out_quality": Choice(
        tr("Test accuracy or R²"), tr("The same over the examples held out.")
    ),
    "weights": Choice(
        tr("Weights θ"),
        tr(
            "Each parameter; of many, those that moved farthest. The two that are "
            "the axes of the surface are stronger."
        ),
    ),
}

SCORED: frozenset[CurveName] = frozenset({"held_out", "quality", "held_out_quality"})

SAMPLED: frozenset[CurveName] = SCORED | {"weights"}  # known at some of the steps

OVER: dict[OverName, Choice] = {
    "steps": Choice(tr("Over steps"), tr("Each step is as wide as any other.")),
    "epochs": Choice(tr("Over epochs"), tr("Passes over the training examples.")),
    "examples": Choice(
        tr("Over examples seen"), tr("What a step costs: large batches are wide.")
    ),
    "seconds": Choice(
        tr("Over seconds"),
        tr("How long it computed; what is shown of it takes no time here."),
    ),
}

LAYERS: dict[LayerName, Choice] = {
    "contours": Choice(
        tr("Contours"),
        tr(
            "Lines of equal loss on the surface; of equal difference where it is "
            "compared."
        ),
    ),
    "floor": Choice(
        tr("Contours on the floor"), tr("The same lines under the surface.")
    ),
    "grid": Choice(tr("Grid"), tr("Lines of equal x and of equal y.")),
    "stem": Choice(tr("Stem"), tr("From the walker down to its place on the floor.")),
    "tether": Choice(
        tr("Tether"),
        tr("Joins the walker, at its true loss, to the slice above or below it."),
    ),
    "gradient": Choice(tr("Gradient"), tr("∇L: where the loss grows fastest.")),
    "downhill": Choice(tr("Downhill"), tr("−∇L: where the loss falls fastest.")),
    "partials": Choice(
        tr("Partials"), tr("The two partial derivatives; their sum is ∇L.")
    ),
    "fan": Choice(
        tr("Fan of the batch"),
        tr(
            "Gradients of single examples of the batch (thin), and of all examples "
            "(blue)."
        ),
    ),
    "momentum": Choice(
        tr("Momentum"), tr("m: the gradients that the optimiser remembers.")
    ),
    "step": Choice(tr("Step"), tr("The next step, as long as it will be.")),
    "field": Choice(tr("Arrow field"), tr("Downhill arrows all over the surface.")),
    "floor_field": Choice(
        tr("Arrow field, floor"), tr("Downhill arrows all over the floor.")
    ),
    "tangent": Choice(
        tr("Tangent plane"), tr("What the gradient promises around the walker.")
    ),
    "quadratic": Choice(
        tr("Local quadratic"),
        tr("Tangent and curvature around the walker, with eigen-axes."),
    ),
    "marks": Choice(
        tr("Minima and saddles"), tr("Where the slice is level, and how it bends.")
    ),
    "creases": Choice(
        tr("Creases"), tr("Kinks of a ReLU network, and its dead regions.")
    ),
    "penalty": Choice(
        tr("What weights cost"),
        tr(
            "Lines of equal λ₁ Σ |w| + λ₂ Σ w², on the floor or on the map: those of "
            "L1 have corners, those of L2 are round."
        ),
    ),
    "kept": Choice(
        tr("Kept points"), tr("The points that were kept, with their names.")
    ),
    "cut": Choice(tr("Cut"), tr("Where the surface is cut for the curve beside it.")),
}

COLORS: dict[ColorsName, Choice] = {
    "auto": Choice(
        tr("By range"), tr("Log where the losses span much, linear otherwise.")
    ),
    "linear": Choice(
        tr("Linear"), tr("Equal steps of colour for equal steps of loss.")
    ),
    "log": Choice(tr("Log"), tr("Equal steps of colour for equal factors of loss.")),
}

FACES: dict[FaceName, Choice] = {
    "bend": Choice(
        tr("Bends"), tr("The bend of its layer, where units are large enough.")
    ),
    "map": Choice(
        tr("Maps"),
        tr(
            "What it makes of the inputs along the axes of the data view: orange "
            "below, blue above the middle."
        ),
    ),
}

DATA_VIEWS: dict[DataViewName, Choice] = {
    "map": Choice(
        tr("Map"), tr("Two inputs from above; what the model says is a colour.")
    ),
    "3-D": Choice(
        "3-D", tr("Two inputs, and what the model says as a height over them.")
    ),
}

DATA_LAYERS: dict[DataLayerName, Choice] = {
    "residuals": Choice(
        tr("Residuals"), tr("From each target to what the model says of that example.")
    ),
    "squares": Choice(
        tr("Squares"),
        tr("The square on each residual: their mean is the squared error."),
    ),
    "spread": Choice(
        tr("Spread"), tr("One σ to each side of the mean, as the model has it.")
    ),
    "contours": Choice(
        tr("Contours"),
        tr("Lines of equal output; of probabilities .1, .5 and .9."),
    ),
    "names": Choice(
        tr("Names of classes"), tr("Each in the middle of its own examples.")
    ),
    "discrete": Choice(
        tr("Classes alone"),
        tr("Which class the model decides for, and not how surely."),
    ),
    "threshold": Choice(
        tr("Threshold"), tr("A slider: above which probability it is the second class.")
    ),
    "test": Choice(tr("Test examples"), tr("Those held out, as rings.")),
    "person": Choice(
        tr("One example"),
        tr("What it is, what the model says of it, and what that costs."),
    ),
}
