"""What the user asked for: frozen, hashable, comparable values, checked when built.

Every field carries its meaning and its range, from which come the tooltips, the command
line, the `options` listing and the sentences of refusal. A dotted key such as
``optimizer.learning_rate`` names a field.
"""

from models.specs.data import MOST_DRAWN, DataSpec
from models.specs.learning import (
    MOST_LAYERS,
    MOST_RIVALS,
    MOST_UNITS,
    BatchSpec,
    LossSpec,
    NetworkSpec,
    OptimizerSpec,
    RaceSpec,
    StopSpec,
    unsuited,
)
from models.specs.surfaces import CutSpec, FunctionSpec, KeptSpec, PlaneSpec, StartSpec
from models.specs.view import ViewSpec
from models.specs.whole import MOST_NEWTON, Spec, incomparable

__all__ = [
    "MOST_DRAWN",
    "MOST_LAYERS",
    "MOST_NEWTON",
    "MOST_RIVALS",
    "MOST_UNITS",
    "BatchSpec",
    "CutSpec",
    "DataSpec",
    "FunctionSpec",
    "KeptSpec",
    "LossSpec",
    "NetworkSpec",
    "OptimizerSpec",
    "PlaneSpec",
    "RaceSpec",
    "Spec",
    "StartSpec",
    "StopSpec",
    "ViewSpec",
    "incomparable",
    "unsuited",
]
