"""Other parameters of the same network: units in another order, or turned over.

Where f(-z) = -f(z), as for tanh, a unit whose weights are all turned, before it and
after, says the same. Two units of a layer may change places with any bend.
"""

from collections.abc import Iterator
from itertools import combinations, pairwise

import numpy as np

from models.objectives import NetworkObjective
from models.parameters import Shape
from models.projections import project
from models.snapshots import Array, Plane

CLOSE = 1e-6  # of the length of theta: no distance from the plane

Unit = list[int]  # the numbers of the parameters into a unit and out of it


def images_in(objective: NetworkObjective, plane: Plane, theta: Array) -> Array:
    """Return where else in the plane (K, 2) the network at `theta` (P,) lies.

    Looked for are one unit turned, all turned, two swapped, and two swapped and turned.
    """
    layers = hidden_units(objective.shape)
    odd = [bend.is_odd for bend in objective.bends]
    images = np.array([theta, *_images(theta, layers, odd)])[1:]
    xy, off_plane = project(plane, images)
    return xy[off_plane <= CLOSE * max(1.0, float(np.linalg.norm(theta)))]


def hidden_units(shape: Shape) -> list[list[Unit]]:
    """Return the parameters of each unit of each hidden layer, always in one order."""
    hidden = []
    for (weights, biases, _, count), (after, _, _, wide) in pairwise(shape.layers()):
        units = []
        for unit in range(count):
            into = list(range(weights.start + unit, weights.stop, count))
            bias = list(range(biases.start, biases.stop))[unit : unit + 1]
            out = after.start + unit * wide
            units.append([*into, *bias, *range(out, out + wide)])
        hidden.append(units)
    return hidden


def _images(theta: Array, layers: list[list[Unit]], odd: list[bool]) -> Iterator[Array]:
    each = list(zip(layers, odd, strict=True))
    turning = [unit for layer, is_odd in each if is_odd for unit in layer]
    if turning:
        yield _turned(theta, turning)
    for unit in turning:
        yield _turned(theta, [unit])
    for layer, is_odd in each:
        for first, second in combinations(layer, 2):
            image = theta.copy()
            image[first], image[second] = theta[second], theta[first]
            yield image
            for turned in ([first], [second], [first, second]) if is_odd else ():
                yield _turned(image, turned)


def _turned(theta: Array, units: list[Unit]) -> Array:
    image = theta.copy()
    for unit in units:
        image[unit] *= -1
    return image
