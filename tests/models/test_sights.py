"""What is seen from where the walker stands."""

import pytest

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
