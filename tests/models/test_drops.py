"""What is dropped with the parameters it belongs to is told, and why."""

import pytest

from models.drops import dropped
from models.options import revise
from models.specs import Spec

NET = revise(Spec(), {"network.hidden": (3,), "network.frozen": (0, 4)})
KEPT = {"kept.names": ("A", "B"), "kept.values": (0.0,) * 20}
ALL = revise(NET, KEPT)
OTHER = "The model has 13 parameters now, not 10."


@pytest.mark.parametrize(
    ("old", "changes", "told"),
    [
        (NET, {"network.hidden": (4,)}, f"Dropped: the freezing of 2 weights. {OTHER}"),
        (
            ALL,
            {"network.hidden": (4,)},
            "Dropped: kept points A and B, and the freezing of 2 weights. " + OTHER,
        ),
        (
            revise(Spec(), {"kept.names": ("A",), "kept.values": (1.0, 2.0)}),
            {"function.name": "bowl"},
            "Dropped: kept point A. The model is another now.",
        ),
        (ALL, {"network.activation": "relu"}, ""),
        (ALL, {"network.frozen": ()}, ""),
        (ALL, {"kept.names": (), "kept.values": ()}, ""),
        (Spec(), {"network.hidden": (4,)}, ""),
    ],
)
def test_what_was_not_asked_for_is_told(old, changes, told):
    assert dropped(old, revise(old, changes), changes) == told
