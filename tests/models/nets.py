"""What tests share: a small network, two kinds of plane, and losses by hand."""

from models.options import revise
from models.specs import Spec

NET = {"data.name": "moons", "data.samples": 30, "network.hidden": (4, 3)}


def spec_of(**changes):
    return revise(Spec(), NET | {k.replace("__", "."): v for k, v in changes.items()})


KINDS = [
    {"plane__kind": "random"},
    {"plane__kind": "weights", "plane__x": 5, "plane__y": 20},
]


class Plain:
    """What objectives of the tests have in common: a mean, and nothing frozen."""

    free = 1.0

    def total(self, losses):
        return losses.mean(-1)
