"""The network, its loss, and how it learns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from models.catalog import (
    LOSSES,
    OPTIMIZERS,
    SCHEDULES,
    ActivationName,
    BaseName,
    DataChoice,
    LossName,
    OptimizerChoice,
    OptimizerName,
    ReductionName,
    ScheduleName,
    StartsName,
)
from models.fields import Part, option
from models.language import tr

MOST_LAYERS: int = 6
MOST_UNITS: int = 16

MOST_RIVALS = 7


@dataclass(frozen=True, slots=True)
class NetworkSpec(Part):
    """A feed-forward network; without hidden layers, a perceptron."""

    part: ClassVar[str] = "network"
    hidden: tuple[int, ...] = option(
        (), tr("Units of each hidden layer, such as 8,8 (empty: none)."), 1, MOST_UNITS
    )
    activation: tuple[ActivationName, ...] = option(
        ("tanh",),
        tr(
            "The bend in the units of each hidden layer, such as tanh,relu; the last "
            "also in all layers that follow (none: linear)."
        ),
    )
    bias: bool = option(True, tr("Give every unit a bias."))
    frozen: tuple[int, ...] = option(
        (), tr("Numbers of parameters that no descent changes."), 0, 9999
    )
    seed: int = option(
        0, tr("Draws the initial weights; the same seed, the same weights."), 0, 999_999
    )

    def check(self) -> None:
        """Refuse networks too deep to be seen through."""
        if len(self.hidden) > MOST_LAYERS:
            raise ValueError(
                tr(
                    "network.hidden must be at most {most} layers, not {given}",
                    most=MOST_LAYERS,
                    given=len(self.hidden),
                )
            )

    @property
    def activations(self) -> tuple[ActivationName, ...]:
        """The bend of each hidden layer."""
        last = self.activation[-1] if self.activation else "linear"
        return (*self.activation, *[last] * len(self.hidden))[: len(self.hidden)]

    def bent(self, layer: int, name: ActivationName) -> tuple[ActivationName, ...]:
        """Return the bends with another one in a hidden layer, counted from 0."""
        return tuple(
            name if number == layer else own
            for number, own in enumerate(self.activations)
        )


@dataclass(frozen=True, slots=True)
class LossSpec(Part):
    """How wrong a prediction is."""

    part: ClassVar[str] = "loss"
    name: LossName = option("auto", tr("What the descent makes small."))
    reduction: ReductionName = option(
        "mean", tr("What becomes of the losses of the examples.")
    )
    base: BaseName = option(
        "e", tr("Base of the logarithm of log loss and cross-entropy.")
    )
    delta: float = option(
        1.0, tr("δ: errors beyond it count for Huber's loss by their size."), 1e-3, 1e3
    )
    l1: float = option(
        0.0,
        tr(
            "λ₁: adds λ₁ Σ |w| over all weights, but no biases: it pulls them to 0 and "
            "leaves them there."
        ),
        0.0,
        10.0,
    )
    l2: float = option(
        0.0,
        tr(
            "λ₂: adds λ₂ Σ w² over all weights, but no biases: it pulls on large ones "
            "most."
        ),
        0.0,
        10.0,
    )


@dataclass(frozen=True, slots=True)
class OptimizerSpec(Part):
    """A rule that turns gradients into steps."""

    part: ClassVar[str] = "optimizer"
    name: OptimizerName = option(
        "gradient_descent", tr("How a gradient becomes a step.")
    )
    learning_rate: float = option(
        0.05, tr("α: how far a step goes along the slope."), 1e-8, 100.0
    )
    momentum: float = option(
        0.9,
        tr("μ: how much of the speed m ← μ m + ∇L is kept at each step."),
        0.0,
        0.9999,
    )
    beta1: float = option(
        0.9,
        tr("β₁: how much of m ← β₁ m + (1 − β₁) ∇L is kept at each step."),
        0.0,
        0.9999,
    )
    beta2: float = option(
        0.999,
        tr("β₂: how much of v ← β₂ v + (1 − β₂) ∇L² is kept at each step."),
        0.0,
        0.99999,
    )
    epsilon: float = option(
        1e-8, tr("ε: keeps ∇L / (√v + ε) from dividing by 0."), 1e-12, 1.0
    )
    bias_correction: bool = option(
        True,
        tr("Divide m by 1 − β₁ᵗ and v by 1 − β₂ᵗ, as both start at 0; t counts steps."),
    )
    weight_decay: float = option(
        0.01, tr("λ: each step takes α λ θ from the weights."), 0.0, 10.0
    )
    damping: float = option(
        0.001, tr("δ: added to each curvature, so that no step is too long."), 0.0, 1e4
    )
    history: int = option(
        10, tr("How many last steps curvature is guessed from."), 1, 100
    )
    schedule: ScheduleName = option("constant", tr("How α changes from step to step."))
    schedule_steps: int = option(
        200, tr("T: after how many steps α falls, or is 0."), 1, 1_000_000
    )
    decay: float = option(
        0.5, tr("γ: what α is multiplied by every T steps."), 0.001, 1.0
    )
    warm_up: int = option(
        0, tr("Over how many first steps α grows from 0 to its value."), 0, 100_000
    )

    @property
    def choice(self) -> OptimizerChoice:
        """What the catalogue says of this rule."""
        return OPTIMIZERS[self.name]

    @property
    def used(self) -> frozenset[str]:
        """The fields that make a difference with this rule and this schedule."""
        always = ("name", "learning_rate", "schedule", "warm_up")
        schedule = SCHEDULES[self.schedule].uses
        return frozenset((*always, *self.choice.uses, *schedule))


@dataclass(frozen=True, slots=True)
class BatchSpec(Part):
    """The examples that one gradient is computed from."""

    part: ClassVar[str] = "batch"
    size: int = option(
        0,
        tr("Examples per step: 0 all of them, 1 stochastic, else mini-batch."),
        0,
        20_000,
    )
    seed: int = option(0, tr("Shuffles the examples anew for every epoch."), 0, 999_999)
    replace: bool = option(
        False,
        tr(
            "Draw each batch from all examples (with replacement), so that an epoch "
            "may miss some and see others twice."
        ),
    )


@dataclass(frozen=True, slots=True)
class RaceSpec(Part):
    """Descents that race the walker from the same start: all else is as for it."""

    part: ClassVar[str] = "race"
    names: tuple[OptimizerName, ...] = option((), tr("The optimiser of each rival."))
    rates: tuple[float, ...] = option(
        (),
        tr("The learning rate of each rival; of those named without, the walker's."),
        1e-8,
        100.0,
    )
    sizes: tuple[int, ...] = option(
        (),
        tr(
            "The batch size of each rival, 0 for all examples; of those named "
            "without, the walker's."
        ),
        0,
        20_000,
    )
    starts: StartsName = option("same", tr("Where the rivals start."))

    def check(self) -> None:
        """Refuse rivals that lack a number, and too many of them."""
        if not len(self.names) == len(self.rates) == len(self.sizes):
            raise ValueError(
                tr(
                    "race.names, race.rates and race.sizes must be equally many, "
                    "not {first}, {second} and {third}",
                    first=len(self.names),
                    second=len(self.rates),
                    third=len(self.sizes),
                )
            )
        if len(self.names) > MOST_RIVALS:
            raise ValueError(
                tr(
                    "race.names must be at most {most} rivals, not {given}",
                    most=MOST_RIVALS,
                    given=len(self.names),
                )
            )


@dataclass(frozen=True, slots=True)
class StopSpec(Part):
    """When the descent stops by itself: at whatever of these it reaches first."""

    part: ClassVar[str] = "stop"
    steps: int | None = option(
        None, tr("Stop after so many steps (none: go on)."), 1, 100_000_000
    )
    epochs: int | None = option(
        None, tr("Stop after so many epochs (none: go on)."), 1, 100_000_000
    )
    loss: float | None = option(
        None, tr("Stop once the loss is below this (none: go on)."), -1e9, 1e9
    )
    gradient: float | None = option(
        None,
        tr("Stop once |∇L| of the batch is below this (none: go on)."),
        0.0,
        1e9,
    )


def unsuited(name: LossName, choice: DataChoice) -> str:
    """Say why a loss cannot be taken for such data; nothing, if it can."""
    suits, title = LOSSES[name].suits, LOSSES[name].title
    if choice.task in suits:
        return ""
    what = (
        "numbers"
        if choice.task == "numbers"
        else tr("{classes} classes", classes=len(choice.classes))
    )
    return tr(
        "{title} is for {suits}; these targets are {what}",
        title=title,
        suits=_listed(suits),
        what=what,
    )


def _listed(words: Sequence[str]) -> str:
    *others, last = words
    return (
        tr("{others} or {last}", others=", ".join(others), last=last)
        if others
        else last
    )
