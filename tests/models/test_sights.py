"""What is seen from where the walker stands."""

import pytest
import torch

from models.bends import NEAR
from models.options import revise
from models.planes import make_plane
from models.sights import look_around
from models.specs import Spec
from models.training import train


@pytest.mark.parametrize(("formula", "loss"), [("x^y", 1), ("sqrt(x) + y", 0)])
def test_a_slope_may_be_infinite_where_the_loss_is_not(formula, loss):
    settings = {"function.name": "expression", "function.expression": formula}
    spec = revise(Spec(), {**settings, "start.theta": (0.0, 0.0)})
    (sight,) = look_around(spec, [next(train(spec))], make_plane(spec), watched={"cut"})
    assert sight.ground.loss == sight.cut.loss == loss


def test_the_bend_of_each_hidden_layer_is_seen():
    changes = {"network.hidden": (3, 2), "network.activation": ("tanh", "relu")}
    spec = revise(Spec(), changes)
    step = next(train(spec))
    sums = torch.linspace(-NEAR, NEAR, 25, dtype=torch.float64)
    bends = next(look_around(spec, [step], None)).prediction.bends
    assert [bend.tolist() for bend in bends] == [
        pytest.approx(f(sums).tolist(), abs=1e-12) for f in (torch.tanh, torch.relu)
    ]
    bowl = revise(spec, {"function.name": "bowl"})
    assert next(look_around(bowl, [next(train(bowl))], None)).prediction.bends == ()
