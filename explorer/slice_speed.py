"""How fast a slice is, beside other ways of computing it and what none can do without.

The ways take turns in one process, so that whatever else the machine does hits all of
them; figures are medians of the rounds.
"""

import importlib.util
import os
import statistics
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from torch import nn

import models.quiet_torch  # noqa: F401
from explorer.lanes import Lane
from models.data import make_data
from models.landscapes import measure
from models.networks import advance, cells, make_rooms, split_layers
from models.objectives import ROOM, NetworkObjective, make_objective
from models.options import revise
from models.planes import make_plane
from models.specs import Spec
from models.spread import Spread

NET = {
    "data.name": "moons",
    "data.samples": 500,
    "network.hidden": (8, 8),
    "plane.kind": "random",
}
SIDE, ROUNDS = 101, 7
GROWTH: dict[str, dict[str, Any]] = {
    "51x51": {"side": 51},
    "201x201": {"side": 201},
    "100 samples": {"data.samples": 100},
    "2000 samples": {"data.samples": 2000},
    "2-4-1": {"network.hidden": (4,)},
    "2-16-16-1": {"network.hidden": (16, 16)},
}


def slice_figures() -> dict[str, float]:
    """Time the slice of 2-8-8-1 on 500 samples, and how it grows from there."""
    lane: Lane[Any] = Lane(1)
    try:
        return _beside_others(lane.spread) | _growth(lane.spread)
    finally:
        lane.close()


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _beside_others(spread: Spread) -> dict[str, float]:
    spec = revise(Spec(), NET)
    objective = make_objective(spec).cast(torch.float32)
    assert isinstance(objective, NetworkObjective)
    ways: dict[str, Callable[[], object]] = {
        "ours": _ours(spec, SIDE, spread),
        "one core": _ours(spec, SIDE, map),
        "kernels": lambda: _kernels(objective, SIDE**2),
        "a loop": lambda: _one_by_one(spec),
    }
    if importlib.util.find_spec("loss_landscapes"):
        ways["loss-landscapes"] = _package(spec)
    times = _paired(ways)
    ours, cores = times["ours"], os.cpu_count() or 1
    figures = {
        "slice, ms": 1e3 * statistics.median(ours),
        "slice, times its kernels alone": _ratio(ours, times["kernels"]) * cores,
        "slice on one core, times faster than a loop": _ratio(
            times["a loop"], times["one core"]
        ),
    }
    for name in ("a loop", "loss-landscapes"):
        if name in times:
            figures[f"slice, times faster than {name}"] = _ratio(times[name], ours)
    return figures


def _growth(spread: Spread) -> dict[str, float]:
    ways = {}
    for name, change in GROWTH.items():
        side = change.get("side", SIDE)
        keys = {key: value for key, value in change.items() if key != "side"}
        ways[name] = _ours(revise(Spec(), NET | keys), side, spread)
    times = _paired(ways)
    return {
        f"slice, ms, {name}": 1e3 * statistics.median(times[name]) for name in GROWTH
    }


def _paired(ways: dict[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Return the times of each way, one after another in every round but the first."""
    rounds = [
        {name: seconds(way) for name, way in ways.items()} for _ in range(ROUNDS + 1)
    ]
    return {name: [times[name] for times in rounds[1:]] for name in ways}


def _ratio(above: list[float], below: list[float]) -> float:
    return statistics.median(a / b for a, b in zip(above, below, strict=True))


def _ours(spec: Spec, side: int, spread: Spread) -> Callable[[], object]:
    objective, plane = make_objective(spec).cast(torch.float32), make_plane(spec)
    return lambda: list(measure(objective, plane, side, spread))


def _kernels(objective: NetworkObjective, points: int) -> None:
    """Do what a forward pass cannot do without: products of matrices, and the bends."""
    shape, samples = objective.shape, objective.samples
    rows = ROOM // (samples * cells(shape))
    layers = split_layers(torch.zeros(rows, shape.count), shape)
    rooms = make_rooms(layers, rows, samples)
    values = objective.inputs.expand(rows, -1, -1)
    bends = [torch.sigmoid_] * (len(layers) - 1)
    for _ in range(points // rows):
        advance(values, layers, bends, rooms)


def _package(spec: Spec) -> Callable[[], object]:
    """Return the call of loss-landscapes for as many points, as its README has it."""
    import loss_landscapes
    from loss_landscapes.metrics import Loss

    inputs, targets = _as_torch(spec)
    layers: list[nn.Module] = []
    for fan_in, fan_out in pairwise(spec.shape.sizes):
        layers += [nn.Linear(fan_in, fan_out), nn.Tanh()]
    network = nn.Sequential(*layers[:-1])
    metric = Loss(nn.BCEWithLogitsLoss(), inputs, targets)
    return lambda: loss_landscapes.random_plane(
        network, metric, 10, SIDE, normalization="filter", deepcopy_model=True
    )


def _as_torch(spec: Spec) -> list[torch.Tensor]:
    data = make_data(spec.data)
    return [
        torch.tensor(part, dtype=torch.float32) for part in (data.inputs, data.targets)
    ]


def _one_by_one(spec: Spec) -> None:
    """Evaluate the slice as one would without batching: a forward pass a point."""
    from torch.nn.functional import binary_cross_entropy_with_logits, linear

    plane, (inputs, targets) = make_plane(spec), _as_torch(spec)
    origin, along_x, along_y = (
        torch.tensor(part, dtype=torch.float32)
        for part in (plane.origin, plane.direction_x, plane.direction_y)
    )
    axis = np.linspace(-plane.extent, plane.extent, SIDE).tolist()
    with torch.no_grad():
        for x in axis:
            for y in axis:
                theta = origin + x * along_x + y * along_y
                hidden = torch.tanh(linear(inputs, theta[:16].view(8, 2), theta[16:24]))
                hidden = torch.tanh(
                    linear(hidden, theta[24:88].view(8, 8), theta[88:96])
                )
                outputs = linear(hidden, theta[96:104].view(1, 8), theta[104:105])
                binary_cross_entropy_with_logits(outputs, targets)
