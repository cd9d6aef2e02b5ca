"""How sharply a loss bends, from gradients alone."""

import torch
from torch import Tensor

from models.objectives import Objective, even
from models.snapshots import Plane

NUDGE = 1e-5  # of the finite difference of gradients; relative errors of about 1e-9
FULL = 200  # parameters up to which the whole Hessian is computed
BLOCK = 2**16  # samples looked at in one computation of gradients
ROUNDS = 200  # of Lanczos: far more than the few largest eigenvalues need
SMALL = 1e-9  # beside the largest eigenvalue: nothing


def hessian(objective: Objective, theta: Tensor) -> Tensor:
    """Return the Hessian (P, P) at `theta` (P,), symmetric."""
    nudge, count = _nudge(theta), len(theta)
    rows = even(count, BLOCK // (2 * objective.samples))
    nudges = nudge * torch.eye(count, dtype=theta.dtype)
    parts = [
        _differences(objective, theta, nudges[k : k + rows])
        for k in range(0, count, rows)
    ]
    bend = torch.cat(parts) / (2 * nudge)
    return (bend + bend.T) / 2


def hessian_product(objective: Objective, theta: Tensor, vector: Tensor) -> Tensor:
    """Return the Hessian at `theta` times `vector`, both (P,)."""
    scale = float(_nudge(theta) / vector.norm())
    product: Tensor = _differences(objective, theta, scale * vector[None])[0]
    return product / (2 * scale)


def top_directions(
    objective: Objective, theta: Tensor, count: int, rounds: int = ROUNDS
) -> tuple[Tensor, Tensor]:
    """Return the largest eigenvalues (count,) of the Hessian, and their vectors.

    The vectors (count, P) are of length 1, one in each row, the largest number of each
    positive. All are nan where the loss is not finite around `theta`.
    """
    if len(theta) <= FULL:
        inside, basis = hessian(objective, theta), torch.eye(len(theta)).to(theta)
    else:
        inside, basis = _lanczos(objective, theta, rounds)
    if not inside.isfinite().all():
        nothing = theta.new_full((count, len(theta)), torch.nan)
        return nothing[:, 0], nothing
    values, vectors = torch.linalg.eigh(inside)
    rows = vectors.T.flip(0)[:count] @ basis
    largest = rows.gather(1, rows.abs().argmax(1, keepdim=True))
    return values.flip(0)[:count], rows * largest.sign()


def largest_curvature(
    objective: Objective, theta: Tensor, rounds: int = ROUNDS
) -> float:
    """Return λmax, the largest eigenvalue of the Hessian at `theta` (P,)."""
    return float(top_directions(objective, theta, 1, rounds)[0][0])


def quadratics(
    objective: Objective, plane: Plane, xy: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """Return the losses (K,) of a slice at points (K, 2) and how it bends there.

    Gradients (K, 2) and Hessians (K, 2, 2) are per unit of x and of y, and from one
    pass over all the data.
    """
    origin, *directions = (
        torch.tensor(part, dtype=xy.dtype)
        for part in (plane.origin, plane.direction_x, plane.direction_y)
    )
    basis = torch.stack(directions)  # (2, P)
    nudge = _nudge(origin) / basis.norm(dim=1).max()
    nudges = nudge * torch.tensor([[0, 0], [1, 0], [0, 1], [-1, 0], [0, -1]]).to(xy)
    rows = max(1, BLOCK // (5 * objective.samples))
    parts = []
    for k in range(0, max(1, len(xy)), rows):
        points = (xy[k : k + rows, None] + nudges).flatten(0, 1)  # (5 K, 2)
        losses, gradients = objective.losses_and_gradient(origin + points @ basis)
        parts.append((losses.mean(1).view(-1, 5)[:, 0], gradients @ basis.T))
    means, slopes = (torch.cat(part) for part in zip(*parts, strict=True))
    slopes = slopes.view(-1, 5, 2)
    bend = (slopes[:, 1:3] - slopes[:, 3:5]) / (2 * nudge)
    return means, slopes[:, 0], (bend + bend.transpose(1, 2)) / 2


def _nudge(theta: Tensor) -> Tensor:
    return NUDGE * theta.abs().max().clamp(min=1.0)


def _differences(objective: Objective, theta: Tensor, nudges: Tensor) -> Tensor:
    """Return gradient ahead less gradient behind (K, P) for each nudge (K, P)."""
    both = objective.gradient(torch.cat([theta + nudges, theta - nudges]))
    return both[: len(nudges)] - both[len(nudges) :]


def _lanczos(objective: Objective, theta: Tensor, rounds: int) -> tuple[Tensor, Tensor]:
    """Return the Hessian (M, M) within M directions (M, P) that hold its extremes.

    Each direction is made to be at right angles to all before it, twice, as once leaves
    rounding errors that grow. Where nothing is left of it, a random one goes on.
    """
    generator = torch.Generator().manual_seed(0)
    basis, products = theta.new_empty(0, len(theta)), theta.new_empty(0, len(theta))
    vector = torch.zeros_like(theta)
    for _ in range(min(rounds, len(theta))):
        left = vector.norm()
        if not left > SMALL * products.norm():
            vector = torch.randn(theta.shape, generator=generator, dtype=theta.dtype)
        for _ in range(2):
            vector = vector - basis.T @ (basis @ vector)
        basis = torch.cat([basis, (vector / vector.norm())[None]])
        product = hessian_product(objective, theta, basis[-1])
        products = torch.cat([products, product[None]])
        vector = product - basis.T @ (basis @ product)
    inside = basis @ products.T
    return (inside + inside.T) / 2, basis
