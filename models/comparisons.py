"""The problem that a surface is compared with: the same models, bent or judged else."""

from dataclasses import replace
from typing import cast

from models.catalog import ACTIVATIONS, ActivationName, LossName
from models.specs import Spec


def other_of(spec: Spec) -> Spec | None:
    """Return `spec` with the activation, or the loss, that it is compared with."""
    if (name := spec.view.against) == "none":
        return None
    view = replace(spec.view, against="none")
    if is_of_activations(spec):
        bent = replace(spec.network, activation=(cast(ActivationName, name),))
        return replace(spec, network=bent, view=view)
    loss = replace(spec.loss, name=cast(LossName, name))
    return replace(spec, loss=loss, view=view)


def is_of_activations(spec: Spec) -> bool:
    """Tell whether it is another activation that a surface is compared with."""
    return spec.view.against in ACTIVATIONS
