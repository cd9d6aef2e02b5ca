"""Whose loss is drawn: of all training examples, of some, or of those held out."""

import numpy as np
from numpy.typing import NDArray

from models.draws import batch_at
from models.functions import FunctionObjective
from models.objectives import NetworkObjective, make_objective
from models.specs import Spec


def surveyed(spec: Spec) -> NetworkObjective | FunctionObjective:
    """Return the loss that is computed all over the plane, of which parts are drawn."""
    is_test = spec.drawn_samples == "test"
    return make_objective(spec, "test" if is_test else "training")


def drawn(spec: Spec, seen: int) -> NetworkObjective | FunctionObjective:
    """Return the loss that the surface is drawn of, once `seen` examples are seen."""
    objective, numbers = surveyed(spec), drawn_numbers(spec, seen)
    if numbers is None or isinstance(objective, FunctionObjective):
        return objective
    return objective.part(numbers)


def drawn_numbers(spec: Spec, seen: int) -> NDArray[np.intp] | None:
    """Return which training examples are drawn; None for all that are surveyed."""
    count = spec.data.training
    if spec.drawn_samples == "example":
        return np.array([spec.drawn_example])
    if spec.drawn_samples == "batch":
        return batch_at(count, spec.batch, seen)
    return None
