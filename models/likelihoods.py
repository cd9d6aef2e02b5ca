"""How probable a model makes the data that it learns from."""

from dataclasses import replace

import numpy as np

from models.data import make_data
from models.derivations import derivation
from models.families import family_of, minus_log_scale, refusal
from models.networks import forward, matrices, with_ones
from models.objectives import NetworkObjective, make_objective
from models.products import product_on
from models.snapshots import Array, Likelihood, Plane, frozen
from models.specs import Spec
from models.twins import nodes_at


@np.errstate(all="ignore")  # infinite where a descent is about to diverge
def likelihood_at(spec: Spec, theta: Array, plane: Plane) -> Likelihood | None:
    """Return what `spec` asks to see of the likelihood at `theta` (P,).

    A formula has no data, and so none.
    """
    objective = make_objective(spec)
    if not isinstance(objective, NetworkObjective):
        return None
    page, family = spec.view.likelihood, family_of(spec)
    number = spec.drawn_example
    row = int(np.flatnonzero(~make_data(spec.data).is_held_out)[number])
    outputs = _outputs(objective, theta)
    minus_logs = _minus_logs(spec, objective, theta)
    is_open = not refusal(spec, page)
    return Likelihood(
        family,
        number,
        row,
        frozen(_logits(spec, outputs[:, number])),
        frozen(objective.loss.link(outputs)[:, number]),
        minus_logs,
        derivation(spec, minus_logs) if page == "steps" and is_open else (),
        product_on(objective, plane, minus_log_scale(spec))
        if page == "maps" and is_open
        else None,
        nodes_at(spec, theta) if page == "nodes" and is_open else None,
    )


def _outputs(objective: NetworkObjective, theta: Array) -> Array:
    """Return what the network says (O, N), before the link."""
    layers, bias = matrices(theta[None], objective.shape), objective.shape.bias
    inputs = with_ones(objective.inputs.numpy(), bias)
    outputs: Array = forward(layers, inputs, objective.bends, bias)[-1][0]
    return outputs


def _logits(spec: Spec, outputs: Array) -> Array:
    """Return outputs to share out: one sigmoid node is softmax of 0 and its own."""
    if spec.outputs == 1 and spec.data.choice.has_classes:
        return np.concatenate([[0.0], outputs])
    return outputs


def _minus_logs(spec: Spec, objective: NetworkObjective, theta: Array) -> Array:
    """Return -log p (N,) of each example, in nats; what weights cost is left out."""
    if family_of(spec) is None:
        return frozen([])
    factor, constant = minus_log_scale(spec)
    bare = replace(objective, l1=0.0, l2=0.0)
    return frozen(factor * bare.losses(theta[None])[0] + constant)
