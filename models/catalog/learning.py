"""Activations, losses, optimisers and their schedules."""

from dataclasses import dataclass
from typing import Literal

from models.catalog.choices import Choice
from models.catalog.data import EVERY, TaskName
from models.language import tr
from models.snapshots import FamilyName

ActivationName = Literal[
    "linear",
    "sigmoid",
    "tanh",
    "relu",
    "leaky_relu",
    "elu",
    "gelu",
    "silu",
    "softplus",
    "sine",
]

NamedLoss = Literal[
    "squared",
    "absolute",
    "huber",
    "normal",
    "log",
    "cross_entropy",
    "hinge",
    "errors",
]

LossName = Literal["auto", NamedLoss]

AgainstName = Literal["none", ActivationName, NamedLoss]

ReductionName = Literal["mean", "sum"]

BaseName = Literal["e", "2"]

LossOverName = Literal["output", "prediction"]

OptimizerName = Literal[
    "gradient_descent",
    "momentum",
    "nesterov",
    "adagrad",
    "rmsprop",
    "adam",
    "adamw",
    "newton",
    "lbfgs",
]

StartsName = Literal["same", "kept", "drawn"]

ScheduleName = Literal["constant", "step", "cosine", "inverse_sqrt"]


@dataclass(frozen=True, slots=True)
class ActivationChoice:
    """A bend of hidden units: what it does, and its formula in z."""

    title: str
    effect: str
    formula: str

    @property
    def meaning(self) -> str:
        """Both, in one sentence."""
        return f"f(z) = {self.formula}: {self.effect}"


@dataclass(frozen=True, slots=True)
class OptimizerChoice(Choice):
    """An optimiser: its formula, and the hyper-parameters beside α that are in it."""

    formula: str
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScheduleChoice(Choice):
    """How the learning rate changes, and the numbers that this takes."""

    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LossChoice(Choice):
    """A loss: what it is for, and where it comes from."""

    suits: tuple[TaskName, ...]
    origin: str  # the method that it is known from
    distribution: str = ""  # whose likelihood it is; empty: of none
    uses: tuple[str, ...] = ()  # the numbers of a `LossSpec` that are in it


ACTIVATIONS: dict[ActivationName, ActivationChoice] = {
    "linear": ActivationChoice(
        tr("Linear"), tr("layers of it are one layer in disguise."), "z"
    ),
    "sigmoid": ActivationChoice(
        "Sigmoid", tr("squeezes into 0 … 1."), "1 / (1 + exp(−z))"
    ),
    "tanh": ActivationChoice(
        "Tanh", tr("squeezes into −1 … 1, through the origin."), "tanh z"
    ),
    "relu": ActivationChoice(tr("ReLU"), tr("cuts off what is negative."), "max(0, z)"),
    "leaky_relu": ActivationChoice(
        "Leaky ReLU", tr("a little comes through below 0."), "max(0.01 z, z)"
    ),
    "elu": ActivationChoice(
        "ELU",
        tr("a ReLU that is round at the corner."),
        tr("z above 0, exp z − 1 below"),
    ),
    "gelu": ActivationChoice(
        "GELU", tr("Φ(z) is the share of a normal distribution below z."), "z Φ(z)"
    ),
    "silu": ActivationChoice("SiLU", tr("dips below 0 before it rises."), "z σ(z)"),
    "softplus": ActivationChoice(
        "Softplus", tr("a ReLU without a corner."), "log(1 + exp z)"
    ),
    "sine": ActivationChoice(tr("Sine"), tr("up and down without an end."), "sin z"),
}

KINKED: frozenset[ActivationName] = frozenset({"relu", "leaky_relu"})  # at 0

LOSSES: dict[LossName, LossChoice] = {
    "auto": LossChoice(
        tr("By task"),
        tr(
            "Squared error for numbers, log loss for two classes, cross-entropy for "
            "more: as the data are."
        ),
        EVERY,
        "",
    ),
    "squared": LossChoice(
        tr("Squared error"),
        tr("(y − t)²; for two classes y = σ(z), the probability."),
        ("numbers", "two classes"),
        tr("linear regression"),
        tr("Normal, of fixed variance"),
    ),
    "absolute": LossChoice(
        tr("Absolute error"),
        tr("|y − t|: twice as wrong costs twice as much."),
        ("numbers",),
        tr("least absolute deviations"),
        tr("Laplace, of fixed scale"),
    ),
    "huber": LossChoice(
        "Huber",
        tr("½ (y − t)² up to δ, a straight line beyond: outliers pull no harder."),
        ("numbers",),
        tr("robust regression"),
        uses=("delta",),
    ),
    "normal": LossChoice(
        tr("Normal, μ and σ"),
        tr("−log N(t; μ, σ²): two outputs, the mean and the logarithm of the spread."),
        ("numbers",),
        tr("maximum likelihood"),
        tr("Normal, of variance learnt"),
    ),
    "log": LossChoice(
        tr("Log loss"),
        tr("−log p(t), with one output and p = σ(z): for two classes."),
        ("two classes",),
        tr("logistic regression"),
        "Bernoulli",
        ("base",),
    ),
    "cross_entropy": LossChoice(
        tr("Cross-entropy"),
        tr("−log p(t), with an output for each class and p = softmax(z)."),
        ("two classes", "more classes"),
        tr("softmax regression"),
        tr("Categorical"),
        ("base",),
    ),
    "hinge": LossChoice(
        tr("Hinge"),
        tr("max(0, 1 − t z), t = −1 or 1: nothing to pay once it is right by 1."),
        ("two classes",),
        tr("support vector machine"),
    ),
    "errors": LossChoice(
        tr("Error count"),
        tr(
            "1 for each wrong class, 0 for a right one: level everywhere, so no "
            "descent."
        ),
        ("two classes", "more classes"),
        tr("what one is after"),
    ),
}

REDUCTIONS: dict[ReductionName, Choice] = {
    "mean": Choice(tr("Mean"), tr("The mean of the losses of the examples.")),
    "sum": Choice(tr("Sum"), tr("Their sum: as high as they are many, and as steep.")),
}

LOSS_OVERS: dict[LossOverName, Choice] = {
    "output": Choice(
        tr("Output"),
        tr("Over what is too much, y − t; of two classes over z, before the sigmoid."),
    ),
    "prediction": Choice(
        tr("Prediction"),
        tr(
            "Over y, for one example; of two classes over p, the probability of the "
            "second."
        ),
    ),
}

BASES: dict[BaseName, Choice] = {
    "e": Choice("e", tr("Natural logarithm: the loss is in nats.")),
    "2": Choice("2", tr("Logarithm to base 2: the loss is in bits.")),
}

OPTIMIZERS: dict[OptimizerName, OptimizerChoice] = {
    "gradient_descent": OptimizerChoice(
        tr("Gradient descent"), tr("A step straight down the slope."), "Δθ = −α ∇L"
    ),
    "momentum": OptimizerChoice(
        tr("Momentum"),
        tr(
            "A ball that keeps its speed: gradients add up along a valley and cancel "
            "across it."
        ),
        "m ← μ m + ∇L\nΔθ = −α m",
        ("momentum",),
    ),
    "nesterov": OptimizerChoice(
        "Nesterov",
        tr("Momentum that looks ahead, to where the speed will have led."),
        "m ← μ m + ∇L\nΔθ = −α (∇L + μ m)",
        ("momentum",),
    ),
    "adagrad": OptimizerChoice(
        "AdaGrad",
        tr("Each parameter has its own step, shorter the more it was moved before."),
        "v ← v + ∇L²\nΔθ = −α ∇L / (√v + ε)",
        ("epsilon",),
    ),
    "rmsprop": OptimizerChoice(
        "RMSProp",
        tr("As AdaGrad, but slopes of long ago are forgotten."),
        "v ← β₂ v + (1 − β₂) ∇L²\nΔθ = −α ∇L / (√v + ε)",
        ("beta2", "epsilon"),
    ),
    "adam": OptimizerChoice(
        "Adam",
        tr("RMSProp with momentum: a step is about α in every parameter."),
        "m ← β₁ m + (1 − β₁) ∇L\nv ← β₂ v + (1 − β₂) ∇L²\nΔθ = −α m′ / (√v′ + ε)",
        ("beta1", "beta2", "epsilon", "bias_correction"),
    ),
    "adamw": OptimizerChoice(
        "AdamW",
        tr("Adam, and all weights decay a little at each step."),
        "m ← β₁ m + (1 − β₁) ∇L\nv ← β₂ v + (1 − β₂) ∇L²\n"
        "Δθ = −α m′ / (√v′ + ε) − α λ θ",
        ("beta1", "beta2", "epsilon", "bias_correction", "weight_decay"),
    ),
    "newton": OptimizerChoice(
        "Newton",
        tr(
            "Straight to where a bowl of this curvature has its bottom, or away from a "
            "saddle."
        ),
        "Δθ = −α (|H| + δ I)⁻¹ ∇L",
        ("damping",),
    ),
    "lbfgs": OptimizerChoice(
        "L-BFGS",
        tr("Newton's step, with the curvature guessed from the last steps alone."),
        "Δθ = −α H⁻¹ ∇L",
        ("history",),
    ),
}

SCHEDULES: dict[ScheduleName, ScheduleChoice] = {
    "constant": ScheduleChoice(tr("Constant"), tr("The same α for ever.")),
    "step": ScheduleChoice(
        tr("Step"), tr("α times γ every T steps."), ("schedule_steps", "decay")
    ),
    "cosine": ScheduleChoice(
        tr("Cosine"),
        tr("Down to 0 along half a cosine, in T steps."),
        ("schedule_steps",),
    ),
    "inverse_sqrt": ScheduleChoice("1/√t", tr("α / √t at step t.")),
}

STARTS: dict[StartsName, Choice] = {
    "same": Choice(tr("The walker's"), tr("All start where the walker starts.")),
    "kept": Choice(
        tr("Kept points"),
        tr(
            "Each rival starts at a kept point; those for whom there is none, where "
            "the walker starts."
        ),
    ),
    "drawn": Choice(
        tr("Drawn"), tr("Each rival has weights drawn by a seed of its own.")
    ),
}

FAMILIES: dict[LossName, FamilyName] = {
    "squared": "normal",
    "absolute": "laplace",
    "normal": "normal",
    "log": "bernoulli",
    "cross_entropy": "categorical",
}
