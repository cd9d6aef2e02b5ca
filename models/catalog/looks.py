"""How everything is shown."""

from typing import Literal

from models.catalog.choices import Choice

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
    "viridis": Choice("Viridis", "Even to the eye, and to colour-blind eyes as well."),
    "cividis": Choice("Cividis", "From blue to yellow; alike to colour-blind eyes."),
    "copper": Choice("Copper", "As in the lecture: from black through copper."),
}

BRIGHT: dict[BrightName, Choice] = {
    "low": Choice("Low is bright", "The lowest losses have the brightest colours."),
    "high": Choice("High is bright", "The highest losses have the brightest colours."),
}

LOSS_PLOTS: dict[LossPlotName, Choice] = {
    "steps": Choice("Steps", "The loss at every step."),
    "cut": Choice("Cut", "The loss along a straight line through the surface."),
}

INSIGHTS: dict[InsightName, Choice] = {
    "none": Choice("None", "Nothing but data and losses."),
    "activation": Choice(
        "Activation", "The bends of the hidden units, and where the data fall on them."
    ),
    "loss": Choice("Loss", "What a prediction costs, and what the data's own do."),
    "likelihood": Choice(
        "Likelihood", "How probable the model makes the data, and so why this loss."
    ),
    "weights": Choice("Weights", "Every parameter: its value, its gradient, its past."),
}

LIKELIHOODS: dict[LikelihoodName, Choice] = {
    "output": Choice(
        "Output", "What the output of the network stands for: how likely any t is."
    ),
    "maps": Choice(
        "Maps", "How likely each model makes all the data: four surfaces, one optimum."
    ),
    "steps": Choice("Steps", "From the most likely model to the loss, step by step."),
    "softmax": Choice(
        "Softmax", "How outputs become shares that add up to 1: try some."
    ),
    "nodes": Choice("Nodes", "Two classes by one sigmoid node, or by two of softmax."),
}

SHARINGS: dict[SharingName, Choice] = {
    "exp": Choice("exp o", "exp o, and divided by their sum: softmax."),
    "abs": Choice("|o|", "|o|, and divided by their sum: forgets the sign."),
    "square": Choice("o²", "o², and divided by their sum: forgets the sign."),
}

CURVES: dict[CurveName, Choice] = {
    "training": Choice("Training loss", "The loss over all the training examples."),
    "batch": Choice(
        "Batch loss", "The loss over the batch that the next step follows, before it."
    ),
    "held_out": Choice("Test loss", "The loss over the examples held out."),
    "gradient": Choice("Gradient ‖∇L‖", "How steep it is: the length of ∇L."),
    "rate": Choice("Learning rate α", "α of each step, as its schedule had it."),
    "quality": Choice(
        "Accuracy or R²",
        "Training examples. Of classes the share that is right (p over ½), of numbers "
        "R²: 1 is perfect, 0 no better than their mean.",
    ),
    "held_out_quality": Choice(
        "Test accuracy or R²", "The same over the examples held out."
    ),
    "weights": Choice(
        "Weights θ",
        "Each parameter; of many, those that moved farthest. The two that are the axes "
        "of the surface are stronger.",
    ),
}

SCORED: frozenset[CurveName] = frozenset({"held_out", "quality", "held_out_quality"})

SAMPLED: frozenset[CurveName] = SCORED | {"weights"}  # known at some of the steps

OVER: dict[OverName, Choice] = {
    "steps": Choice("Over steps", "Each step is as wide as any other."),
    "epochs": Choice("Over epochs", "Passes over the training examples."),
    "examples": Choice(
        "Over examples seen", "What a step costs: large batches are wide."
    ),
    "seconds": Choice(
        "Over seconds", "How long it computed; what is shown of it takes no time here."
    ),
}

LAYERS: dict[LayerName, Choice] = {
    "contours": Choice(
        "Contours",
        "Lines of equal loss on the surface; of equal difference where it is compared.",
    ),
    "floor": Choice("Contours on the floor", "The same lines under the surface."),
    "grid": Choice("Grid", "Lines of equal x and of equal y."),
    "stem": Choice("Stem", "From the walker down to its place on the floor."),
    "tether": Choice(
        "Tether", "Joins the walker, at its true loss, to the slice above or below it."
    ),
    "gradient": Choice("Gradient", "∇L: where the loss grows fastest."),
    "downhill": Choice("Downhill", "−∇L: where the loss falls fastest."),
    "partials": Choice("Partials", "The two partial derivatives; their sum is ∇L."),
    "fan": Choice(
        "Fan of the batch",
        "Gradients of single examples of the batch (thin), and of all examples (blue).",
    ),
    "momentum": Choice("Momentum", "m: the gradients that the optimiser remembers."),
    "step": Choice("Step", "The next step, as long as it will be."),
    "field": Choice("Arrow field", "Downhill arrows all over the surface."),
    "floor_field": Choice("Arrow field, floor", "Downhill arrows all over the floor."),
    "tangent": Choice("Tangent plane", "What the gradient promises around the walker."),
    "quadratic": Choice(
        "Local quadratic", "Tangent and curvature around the walker, with eigen-axes."
    ),
    "marks": Choice(
        "Minima and saddles", "Where the slice is level, and how it bends."
    ),
    "creases": Choice("Creases", "Kinks of a ReLU network, and its dead regions."),
    "penalty": Choice(
        "What weights cost",
        "Lines of equal λ₁ Σ |w| + λ₂ Σ w², on the floor or on the map: those of L1 "
        "have corners, those of L2 are round.",
    ),
    "kept": Choice("Kept points", "The points that were kept, with their names."),
    "cut": Choice("Cut", "Where the surface is cut for the curve beside it."),
}

COLORS: dict[ColorsName, Choice] = {
    "auto": Choice("By range", "Log where the losses span much, linear otherwise."),
    "linear": Choice("Linear", "Equal steps of colour for equal steps of loss."),
    "log": Choice("Log", "Equal steps of colour for equal factors of loss."),
}

FACES: dict[FaceName, Choice] = {
    "bend": Choice("Bends", "The bend of its layer, where units are large enough."),
    "map": Choice(
        "Maps",
        "What it makes of the inputs along the axes of the data view: orange below, "
        "blue above the middle.",
    ),
}

DATA_VIEWS: dict[DataViewName, Choice] = {
    "map": Choice("Map", "Two inputs from above; what the model says is a colour."),
    "3-D": Choice("3-D", "Two inputs, and what the model says as a height over them."),
}

DATA_LAYERS: dict[DataLayerName, Choice] = {
    "residuals": Choice(
        "Residuals", "From each target to what the model says of that example."
    ),
    "squares": Choice(
        "Squares", "The square on each residual: their mean is the squared error."
    ),
    "spread": Choice("Spread", "One σ to each side of the mean, as the model has it."),
    "contours": Choice(
        "Contours",
        "Lines of equal output; of probabilities .1, .5 and .9.",
    ),
    "names": Choice("Names of classes", "Each in the middle of its own examples."),
    "discrete": Choice(
        "Classes alone", "Which class the model decides for, and not how surely."
    ),
    "threshold": Choice(
        "Threshold", "A slider: above which probability it is the second class."
    ),
    "test": Choice("Test examples", "Those held out, as rings."),
    "person": Choice(
        "One example", "What it is, what the model says of it, and what that costs."
    ),
}
