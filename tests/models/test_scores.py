"""What a history shows of a descent, against what numpy makes of its steps."""

from dataclasses import replace
from itertools import islice, pairwise

import numpy as np
import pytest

from models.data import make_data
from models.draws import batch_at
from models.objectives import make_objective
from models.optimizers import rate_at
from models.options import revise
from models.planes import make_plane
from models.points import names_of
from models.projections import thinned, trace, until
from models.scores import MOST, accuracy, r_squared, score, spaced
from models.sights import look_around
from models.snapshots import frozen
from models.specs import Spec
from models.stale import stale
from models.trails import Trail
from models.training import race, train

ALL = ("held_out", "quality", "held_out_quality")
SETS = {
    "moons": {"data.name": "moons", "network.hidden": (3,)},
    "line": {"data.name": "tanh_curve", "network.hidden": (3,)},
}


def spec_of(name, **changes):
    common = {"data.samples": 40, "data.test": 0.25, "view.curves": ALL}
    dotted = {key.replace("__", "."): value for key, value in changes.items()}
    return revise(Spec(), SETS[name] | common | dotted)


def steps_of(spec, count):
    return tuple(islice(train(spec), count))


def predicted(spec, theta, inputs):
    """Return what a network with one hidden layer of 3 says, by hand."""
    count = inputs.shape[1]
    first, rest = theta[: 3 * count].reshape(count, 3), theta[3 * count :]
    z = np.tanh(inputs @ first + rest[:3]) @ rest[3:6] + rest[6]
    return 1 / (1 + np.exp(-z)) if spec.data.choice.has_classes else z


@pytest.mark.parametrize("name", SETS)
def test_scores_are_those_of_the_model_at_the_step(name):
    spec = spec_of(name)
    steps, data = steps_of(spec, 30), make_data(spec.data)
    found = score(spec, steps)
    assert found.indices.tolist() == list(range(30))
    assert found.losses.tolist() == [step.loss for step in steps]
    for step in steps:
        y = predicted(spec, step.theta, data.inputs)
        t, index = data.targets[:, 0], step.index
        wrong = (y - t) ** 2
        if name == "moons":
            wrong = -np.log(np.where(t == 1, y, 1 - y))
        is_out = data.is_held_out
        assert step.loss == pytest.approx(wrong[~is_out].mean())
        assert found.held_out[index] == pytest.approx(wrong[is_out].mean())
        for column, of in (
            (found.quality, ~is_out),
            (found.held_out_quality, is_out),
        ):
            own = 1 - wrong[of].sum() / ((t[of] - t[of].mean()) ** 2).sum()
            if name == "moons":
                own = np.mean(np.round(y[of]) == t[of])
            assert column[index] == pytest.approx(own)


def test_only_what_is_drawn_is_scored():
    spec = spec_of("moons", view__curves=("training", "quality"))
    steps = steps_of(spec, 3)
    found = score(spec, steps)
    assert np.isfinite(found.quality).all()
    assert np.isnan([found.held_out, found.held_out_quality]).all()
    assert score(revise(spec, {"view.curves": ("training",)}), steps) is None
    assert score(spec, ()) is None
    formula = revise(spec, {"function.name": "bowl"})
    assert score(formula, steps_of(formula, 3)) is None


def test_another_curve_asks_for_another_look():
    spec = spec_of("moons", view__curves=("training",))
    assert not stale(spec, revise(spec, {"view.curves": ("rate",)})).sight
    wanted = stale(spec, revise(spec, {"view.curves": ("rate", "quality")}))
    assert wanted.sight
    assert not (wanted.plane)
    assert not (wanted.start)


def test_scores_come_with_what_is_seen():
    spec = spec_of("moons")
    steps = steps_of(spec, 5)
    for plane in (None, make_plane(spec)):
        for last, whole in ((4, ()), (2, steps)):
            (sight,) = look_around(
                spec, steps[: last + 1], plane, None, {"history"}, whole
            )
            assert sight.prediction.walker.loss == pytest.approx(steps[last].loss)
            assert sight.scores.indices.tolist() == [0, 1, 2, 3, 4]
        (sight,) = look_around(spec, steps, plane)
        assert sight.scores is None  # nobody looks at them


def test_a_longer_descent_is_scored_at_the_same_steps_or_half_of_them():
    step = steps_of(spec_of("moons"), 1)[0]
    many = [replace(step, index=i) for i in range(5 * MOST)]
    before: set[int] = set()
    for count in (2, MOST, 2 * MOST, 3 * MOST, 5 * MOST):
        chosen = [step.index for step in spaced(many[:count], MOST)]
        assert len(chosen) <= MOST + 1
        assert len(chosen) > min(count, MOST) / 2
        assert chosen[-1] == count - 1
        *even, _ = chosen
        assert len(set(np.diff(even))) <= 1
        new = set(even) - before
        assert not before or min(new, default=count) >= min(max(before), count)
        before = set(even)


def test_where_a_descent_diverges_there_is_no_score():
    spec = spec_of("line")
    step = steps_of(spec, 1)[0]
    lost = replace(step, theta=frozen(np.full(spec.count, np.nan)))
    far = replace(step, theta=frozen(np.full(spec.count, 1e200)))
    found = score(spec, (lost, far))
    for column in (found.held_out, found.quality, found.held_out_quality):
        assert not np.isfinite(column).any()


def test_targets_that_are_alike_have_no_share_to_explain():
    one = np.ones((1, 3))
    assert np.isnan(r_squared(2 * one, one))
    assert accuracy(one, np.array([[1.0, 0, 1]])) == pytest.approx(2 / 3)


@pytest.mark.parametrize("batch", [{"batch__size": 7}, {"batch__replace": True}])
def test_a_step_knows_the_loss_of_its_batch_and_how_it_came(batch):
    spec = spec_of(
        "moons",
        **{"batch__size": 7} | batch,
        optimizer__schedule="cosine",
        optimizer__warm_up=5,
    )
    objective = make_objective(spec)
    steps = steps_of(spec, 30)
    assert np.isnan(steps[0].rate)
    for before, step in pairwise(steps):
        assert step.rate == rate_at(spec.optimizer, before.index)
        np.testing.assert_allclose(
            step.theta - before.theta, -step.rate * before.gradient, atol=1e-14
        )
        numbers = batch_at(objective.samples, spec.batch, step.seen)
        alone = objective.part(numbers)
        assert step.batch_loss == pytest.approx(alone.losses(step.theta[None]).mean())
    whole = revise(spec, {"batch.size": 0})
    assert all(s.batch_loss == s.loss for s in steps_of(whole, 3))


def test_each_who_races_notes_its_own_batch_and_rate():
    spec = spec_of("moons", batch__size=7)
    changes = {"names": ("adam", "momentum"), "rates": (0.01, 0.2), "sizes": (7, 3)}
    spec = revise(spec, {f"race.{name}": value for name, value in changes.items()})
    objective = make_objective(spec)
    for steps in islice(race(spec.descents), 1, 12):
        for own, step in zip(spec.descents, steps, strict=True):
            alone = objective.part(batch_at(objective.samples, own.batch, step.seen))
            loss = alone.losses(step.theta[None]).mean()
            assert step.batch_loss == pytest.approx(loss)
            assert step.rate == own.optimizer.learning_rate


def test_a_path_notes_of_each_step_what_the_history_draws():
    spec = spec_of("moons", batch__size=7)
    plane, steps = make_plane(spec), steps_of(spec, 40)

    def check(path):
        kept = [steps[int(index)] for index in path.indices]
        record = path.record
        assert record.seen.tolist() == [step.seen for step in kept]
        assert record.epochs.tolist() == [step.epoch for step in kept]
        assert record.batch_losses.tolist() == [step.batch_loss for step in kept]
        norms = [np.linalg.norm(step.gradient) for step in kept]
        assert record.slopes == pytest.approx(norms)
        np.testing.assert_array_equal(record.rates, [step.rate for step in kept])
        assert record.seconds.tolist() == [step.seconds for step in kept]

    whole = trace(plane, steps)
    check(whole)
    check(trace(plane, steps[17:], trace(plane, steps[:17])))
    check(thinned(whole, 4))
    check(until(whole, steps[23], plane))
    trail = Trail().extended(list(steps), plane)
    check(trail.path)


def test_weights_are_those_that_moved_farthest():
    spec = revise(
        Spec(),
        SETS["moons"] | {"network.hidden": (8, 8), "view.curves": ("weights",)},
    )
    steps = steps_of(spec, 60)
    scores = score(spec, steps)
    weights = scores.weights
    thetas = np.stack([step.theta for step in steps])
    way = np.ptp(thetas, axis=0)
    farthest = np.argsort(-way)[:24]
    assert weights.axes == 0
    assert weights.count == spec.count == thetas.shape[1]
    np.testing.assert_array_equal(weights.values, thetas[:, farthest].T)
    assert weights.names == tuple(names_of(spec)[k] for k in farthest)
    assert scores.indices.tolist() == list(range(60))
    assert np.isnan(scores.quality).all()  # not asked for


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"function.name": "rosenbrock"}, ("x", "y")),
        ({}, ("w", "b")),
        (
            SETS["moons"] | {"plane.kind": "weights", "plane.x": 4, "plane.y": 1},
            ("w₂₂ of layer 1", "w₁₂ of layer 1"),
        ),
    ],
)
def test_the_weights_that_are_axes_come_first(changes, names):
    spec = revise(Spec(), {"view.curves": ("weights",)} | changes)
    steps = steps_of(spec, 5)
    weights = score(spec, steps).weights
    assert weights.axes == 2
    assert weights.names[:2] == names
    assert len(weights.names) == spec.count
    places = [names_of(spec).index(name) for name in weights.names]
    for values, place in zip(weights.values, places, strict=True):
        assert values.tolist() == [step.theta[place] for step in steps]


def test_weights_are_drawn_of_a_descent_that_diverges():
    changes = {"optimizer.learning_rate": 100.0, "view.curves": ("weights",)}
    spec = revise(Spec(), changes)
    steps = tuple(train(spec))
    assert steps[-1].has_diverged
    assert score(spec, steps).weights.values.shape == (2, len(steps))
