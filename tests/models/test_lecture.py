"""The surface of lesson 6, against plain arithmetic."""

import numpy as np

from models.landscapes import measure
from models.lessons import load_lesson
from models.objectives import make_objective
from models.planes import make_plane


def test_lesson_6_the_surface_is_the_loss_of_each_model():
    spec = load_lesson("6").spec
    objective = make_objective(spec)
    *_, surface = measure(objective, make_plane(spec), 21)
    assert surface.axis_x[[0, -1]].tolist() == [-3, 3]
    x, t = objective.inputs.numpy()[0], objective.targets.numpy()[0]
    w, b = np.meshgrid(surface.axis_x, surface.axis_y, indexing="ij")
    expected = ((w[..., None] * x + b[..., None] - t) ** 2).mean(-1)
    np.testing.assert_allclose(surface.loss, expected, rtol=1e-12)
