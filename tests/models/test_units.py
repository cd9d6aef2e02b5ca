"""What units make of the data, against torch and against what kills them."""

import numpy as np
import pytest
import torch

from models.activations import ACTIVATIONS
from models.bends import LEVEL, slope_of, steepest
from models.data import make_data
from models.objectives import make_objective
from models.options import revise
from models.parameters import draw_parameters
from models.planes import make_plane
from models.predictions import predict
from models.sights import look_around
from models.specs import Spec
from models.training import train
from models.units import units_at
from tests.models.nets import spec_of

ORACLES = {"tanh": torch.tanh, "relu": torch.relu, "gelu": torch.nn.functional.gelu}


def theta_of(spec, scale=1.0):
    return scale * draw_parameters(spec.shape, 3)


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("bends", [("tanh", "relu"), ("gelu", "tanh")])
def test_sums_and_values_are_those_of_torch(bends, bias):
    spec = spec_of(network__activation=bends, network__bias=bias)
    theta, objective = theta_of(spec), make_objective(spec)
    units = units_at(spec, theta)
    values, start = objective.inputs.T, 0
    oracles = [*(ORACLES[name] for name in bends), torch.sigmoid]
    for depth, (fan_in, fan_out) in enumerate([(2, 4), (4, 3), (3, 1)]):
        layer = torch.nn.Linear(fan_in, fan_out, bias, dtype=torch.float64)
        end = start + fan_in * fan_out
        weights = torch.tensor(theta[start:end]).view(fan_in, fan_out)
        with torch.no_grad():
            layer.weight.copy_(weights.T)
            if bias:
                layer.bias.copy_(torch.tensor(theta[end : end + fan_out]))
            sums = layer(values)
        values, start = oracles[depth](sums), end + bias * fan_out
        assert units.sums[depth] == pytest.approx(sums.T.numpy(), abs=1e-6)
        assert units.values[depth] == pytest.approx(values.T.numpy(), abs=1e-6)


def test_the_last_map_is_the_prediction_and_has_its_axes():
    spec = spec_of(view__input_x=1, view__input_y=0)
    theta = theta_of(spec)
    units, prediction = units_at(spec, theta), predict(spec, theta, None, None)
    assert [part.shape for part in units.maps] == [
        (4, 24, 24),
        (3, 24, 24),
        (1, 24, 24),
    ]
    whole = prediction.walker.outputs.reshape(61, 61)
    corners = np.ix_([0, -1], [0, -1])
    assert units.maps[-1][0][corners] == pytest.approx(whole[corners], abs=1e-6)
    for own, drawn in zip(units.axes, prediction.axes, strict=True):
        assert own[[0, -1]] == pytest.approx(drawn[[0, -1]])


def test_of_one_input_there_are_curves_and_of_more_the_others_are_at_their_mean():
    spec = revise(Spec(), {"data.name": "tanh_curve", "network.hidden": (3,)})
    assert units_at(spec, theta_of(spec)).maps[0].shape == (3, 60)
    spec = revise(Spec(), {"data.name": "iris", "network.hidden": (2,)})
    spec = revise(
        spec,
        {"data.columns": (*spec.data.choice.inputs[:1], "sepal length", "sepal width")},
    )
    theta, data = theta_of(spec), make_data(spec.data)
    units = units_at(spec, theta)
    point = data.inputs.mean(0)
    point[list(spec.drawn_inputs)] = units.axes[0][5], units.axes[1][7]
    sums = point @ theta[:6].reshape(3, 2) + theta[6:8]
    assert units.maps[0][:, 5, 7] == pytest.approx(np.tanh(sums), abs=1e-6)


def test_of_many_examples_some_are_looked_at_from_the_first_to_the_last():
    spec = spec_of(data__samples=500)
    units = units_at(spec, theta_of(spec))
    assert units.count == 500
    assert len(units.numbers) == len(set(units.numbers)) == 300
    assert units.numbers[[0, -1]].tolist() == [0, 499]
    assert units.sums[0].shape == units.values[0].shape == (4, 300)
    assert not units.sums[0].flags.writeable
    assert units.sums[0].dtype == np.float32


def test_a_unit_is_dead_if_the_largest_value_of_relu_is_0():
    spec = spec_of(network__activation=("relu", "relu"))
    theta = theta_of(spec).copy()
    theta[8:12] = -100, 100, 0, 0  # the biases of the first layer
    units = units_at(spec, theta)
    for is_dead, values in zip(units.is_dead[:-1], units.values, strict=False):
        assert is_dead.tolist() == (values.max(1) == 0).tolist()
    assert units.is_dead[0][:2].tolist() == [True, False]
    assert units.level[0][:2].tolist() == [1, 0]
    theta_of_tanh = units_at(spec_of(), theta)
    assert not any(part.any() for part in theta_of_tanh.is_dead)


def test_a_unit_is_level_where_its_slope_is_under_a_hundredth_of_the_largest():
    spec = spec_of(network__hidden=(4,), network__activation=("sigmoid",))
    units = units_at(spec, theta_of(spec, 8.0))
    values = units.values[0].astype(float)
    is_level = values * (1 - values) < 0.25 / 100
    assert 0 < is_level.mean() < 1
    assert units.level[0] == pytest.approx(is_level.mean(1))


def test_sigmoid_is_half_and_a_quarter_steep_at_0():
    sigmoid, middle = ACTIVATIONS["sigmoid"], np.zeros(1)
    assert sigmoid.value(middle.copy()) == [0.5]
    assert slope_of(sigmoid, middle) == [0.25]
    assert steepest(sigmoid) == 0.25
    assert LEVEL == 0.01


def test_they_are_computed_only_while_they_are_watched():
    spec = spec_of()
    steps, plane = [next(train(spec))], make_plane(spec)
    for watched in ("activation", "units"):
        (sight,) = look_around(spec, steps, plane, watched={watched})
        assert len(sight.units.maps) == 3
    for watched in (set(), {"cut"}):
        (sight,) = look_around(spec, steps, plane, watched=watched)
        assert sight.units is None
    (sight,) = look_around(spec, steps, None, watched={"units"})
    assert sight.units is not None


def test_a_formula_and_a_diverged_descent_have_none():
    spec = revise(Spec(), {"function.name": "bowl"})
    assert units_at(spec, np.zeros(2)) is None
    assert units_at(spec_of(), np.full(spec_of().count, np.inf)) is None
    assert units_at(spec_of(), np.full(spec_of().count, 1e200)) is not None
