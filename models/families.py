"""Which distribution a loss comes from, and what of the likelihood can be shown."""

import math

from models.catalog import FAMILIES, LOSSES, LikelihoodName
from models.densities import CONSTANT, TENT
from models.language import tr
from models.snapshots import FamilyName
from models.specs import Spec

NODES = "log", "cross_entropy"  # losses with one sigmoid node, with two of softmax


def family_of(spec: Spec) -> FamilyName | None:
    """Return the family of distributions that the loss comes from, if there is one."""
    return None if why_none(spec) else FAMILIES[spec.loss_name]


def why_none(spec: Spec) -> str:
    """Say why there is no distribution behind the loss; nothing, if there is one."""
    if spec.is_function:
        return tr("A formula has no data that could be likely or not.")
    name = spec.loss_name
    title = LOSSES[name].title
    if name not in FAMILIES:
        return tr(
            "{title} comes from no distribution: no p(t | x) has it as its "
            "−log p. Choose another loss.",
            title=title,
        )
    if FAMILIES[name] == "normal" and spec.data.choice.has_classes:
        return tr(
            "{title} of a probability comes from no distribution over "
            "classes. Choose log loss or cross-entropy.",
            title=title,
        )
    return ""


def refusal(spec: Spec, name: LikelihoodName) -> str:
    """Say why this cannot be shown of the likelihood; nothing, if it can."""
    if name == "softmax":
        return ""
    if name != "nodes":
        return why_none(spec)
    if spec.is_function or spec.data.choice.task != "two classes":
        return tr("One node or two is a question for two classes.")
    if spec.loss_name not in NODES:
        return tr("One node or two: choose log loss for one, cross-entropy for two.")
    return ""


def minus_log_scale(spec: Spec) -> tuple[float, float]:
    """Return a and c so that -log p, in nats, is a times the loss and c more."""
    name = spec.loss_name
    if name == "squared":
        return 0.5, CONSTANT
    if name == "absolute":
        return 1.0, TENT
    return (math.log(2) if spec.is_in_bits else 1.0), 0.0
