"""The losses on a plane of parameter space, with what its points share computed once.

Before the first layer that moves with the plane nothing depends on (x, y). In it the
weighted sums are A + x B + y C, with no product of matrices at each point, and their
sigmoid is 1 / (1 + exp(-A - x B) exp(-y C)), with no exponential at each point.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from models.networks import Layer, advance, cells, in_place, make_rooms, split_layers
from models.objectives import ROOM, NetworkObjective, Objective, even

SAFE = 0.9  # of the largest exponent of a number

GridLosses = Callable[[Tensor, Tensor], Iterator[Tensor]]
"""x (I,) and y (J,) in; the losses (I, J, N) out, (K, J, N) after another."""

Join = Callable[[Tensor, Tensor, Tensor], Tensor]  # parts in x and y, room -> values


def losses_on(objective: Objective, basis: Tensor) -> GridLosses:
    """Return what gives the losses at every x (I,) with every y (J,), on a plane.

    `basis` (3, P) is the origin of the plane and its directions. What is returned may
    be called by several threads at once.
    """
    if isinstance(objective, NetworkObjective):
        return _make_slice(objective, basis).losses

    def losses(x: Tensor, y: Tensor) -> Iterator[Tensor]:
        found = objective.losses(thetas(basis, x, y).flatten(0, 1).numpy())
        yield torch.from_numpy(found).view(len(x), len(y), -1)

    return losses


def thetas(basis: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """Return the parameters (I, J, P) at every x (I,) with every y (J,)."""
    return basis[0] + x[:, None, None] * basis[1] + y[:, None] * basis[2]


@dataclass(frozen=True, slots=True, eq=False)
class _Slice:
    objective: NetworkObjective
    sums: Tensor  # (3, units, N): A, B and C of the first layer that moves
    layers: list[Layer]  # those after it; each at the origin, per unit of x and of y
    values_of: list[Callable[[Tensor], Tensor]]  # the bends, from that layer on
    basis: Tensor  # (3, P)

    def losses(self, x: Tensor, y: Tensor) -> Iterator[Tensor]:
        """Yield the losses (K, J, N) at K after K of x (I,) with every y (J,)."""
        samples, across = self.objective.samples, len(y)
        most = ROOM // (across * samples * cells(self.objective.shape))
        rows = even(len(x), most)
        room = self.sums.new_empty(rows, across, *self.sums.shape[1:])
        rooms = make_rooms(self.layers, rows * across, samples)
        layers, (part_x, part_y, join) = self._layers_at(x, y), self._parts(x, y)
        for start in range(0, len(x), rows):
            chunk = slice(start, min(len(x), start + rows))
            values = join(part_x[chunk], part_y, room[: chunk.stop - start])
            here = [(w[chunk].flatten(0, 1), b[chunk].flatten(0, 1)) for w, b in layers]
            later = self.values_of[1:]
            outputs = advance(values.flatten(0, 1), here, later, rooms)
            losses = self.objective.wrong(outputs).view(-1, across, samples)
            if self.objective.has_cost:
                losses += self._cost(x[chunk], y)
            yield losses

    def _cost(self, x: Tensor, y: Tensor) -> Tensor:
        """Return what weights cost (I, J, 1) at every x (I,) with every y (J,)."""
        theta = thetas(self.basis, x, y).flatten(0, 1).numpy()
        cost = torch.from_numpy(self.objective.cost(theta)).to(self.basis.dtype)
        return cost.view(len(x), len(y), 1)

    def _layers_at(self, x: Tensor, y: Tensor) -> list[Layer]:
        """Return weights (I, J, in, out) and biases (I, J, out, 1) at each point."""
        at_x, at_y = (part[..., None, None] for part in (x[:, None], y[None]))
        return [
            (w[0] + at_x * w[1] + at_y * w[2], b[0] + at_x * b[1] + at_y * b[2])
            for w, b in self.layers
        ]

    def _parts(self, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor, Join]:
        """Return what depends on x (I, 1, units, N), on y (J, ...), and how they join.

        The exponentials must not overflow apart where they would not together, and pay
        where there are many more points than rows and columns.
        """
        part_x = self.sums[0] + x[:, None, None, None] * self.sums[1]
        part_y = y[:, None, None] * self.sums[2]
        if not self.layers:
            return part_x, part_y, _add
        value = self.values_of[0]
        if value is torch.sigmoid_ and len(x) * len(y) > 4 * (len(x) + len(y)):
            most = SAFE * math.log(torch.finfo(part_x.dtype).max)
            if all(part.abs().max() < most for part in (part_x, part_y)):
                return part_x.neg_().exp_(), part_y.neg_().exp_(), _sigmoid_of_product
        return part_x, part_y, lambda a, b, room: value(_add(a, b, room))


def _make_slice(objective: NetworkObjective, basis: Tensor) -> _Slice:
    layers, values_of = in_place(split_layers(basis, objective.shape), objective.bends)
    layers = [(w, b.expand(3, w.shape[2], 1)) for w, b in layers]
    moves = (bool(w[1:].any() or b[1:].any()) for w, b in layers)
    first = next((k for k, it in enumerate(moves) if it), len(layers) - 1)
    values = objective.inputs[None]
    for (weights, biases), value in zip(layers[:first], values_of, strict=False):
        values = value(torch.baddbmm(biases[:1], weights[:1].transpose(1, 2), values))
    weights, biases = layers[first]
    sums = torch.baddbmm(biases, weights.transpose(1, 2), values.expand(3, -1, -1))
    later = layers[first + 1 :]
    return _Slice(objective, sums, later, values_of[first:], basis)


def _add(a: Tensor, b: Tensor, room: Tensor) -> Tensor:
    return torch.add(a, b, out=room)


def _sigmoid_of_product(a: Tensor, b: Tensor, room: Tensor) -> Tensor:
    """Return the sigmoid of p + q from a = exp(-p) and b = exp(-q)."""
    return torch.addcmul(a.new_ones(1), a, b, out=room).reciprocal_()
