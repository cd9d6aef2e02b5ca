"""How sharply a loss bends, from gradients alone."""

import numpy as np

from models.objectives import Batch, Objective, even
from models.snapshots import Array, Bend, Plane

NUDGE = 1e-5  # of the finite difference of gradients; relative errors of about 1e-9
FULL = 200  # parameters up to which the whole Hessian is computed
BLOCK = 2**16  # samples looked at in one computation of gradients
ROUNDS = 200  # of Lanczos: far more than the few largest eigenvalues need
GLANCE = 12  # rounds for a look while it plays
WHOLE = 24  # parameters up to which such a look is at the whole Hessian
SMALL = 1e-9  # beside the largest eigenvalue: nothing


def hessian(objective: Objective, theta: Array, batch: Batch = None) -> Array:
    """Return the Hessian (P, P) at `theta` (P,) of the loss over `batch`, symmetric."""
    nudge, count = _nudge(theta), len(theta)
    rows = even(count, BLOCK // (2 * objective.samples))
    nudges = nudge * np.eye(count)
    parts = [
        _differences(objective, theta, nudges[k : k + rows], batch)
        for k in range(0, count, rows)
    ]
    bend = np.concatenate(parts) / (2 * nudge)
    return (bend + bend.T) / 2


def hessian_product(objective: Objective, theta: Array, vector: Array) -> Array:
    """Return the Hessian at `theta` times `vector`, both (P,)."""
    scale = _nudge(theta) / float(np.linalg.norm(vector))
    product: Array = _differences(objective, theta, scale * vector[None])[0]
    return product / (2 * scale)


def top_directions(
    objective: Objective, theta: Array, count: int, rounds: int = ROUNDS
) -> tuple[Array, Array]:
    """Return the largest eigenvalues (count,) of the Hessian, and their vectors.

    The vectors (count, P) are of length 1, one in each row, the largest number of each
    positive. All are nan where the loss is not finite around `theta`.
    """
    inside, basis = _inside(objective, theta, rounds, FULL)
    if not np.isfinite(inside).all():
        nothing = np.full((count, len(theta)), np.nan)
        return nothing[:, 0], nothing
    values, vectors = np.linalg.eigh(inside)
    rows = vectors.T[::-1][:count] @ basis
    largest = np.take_along_axis(rows, np.abs(rows).argmax(1)[:, None], 1)
    return values[::-1][:count], rows * np.sign(largest)


def largest_curvature(
    objective: Objective, theta: Array, rounds: int = ROUNDS
) -> float:
    """Return λmax, the largest eigenvalue of the Hessian at `theta` (P,)."""
    return float(top_directions(objective, theta, 1, rounds)[0][0])


@np.errstate(invalid="ignore")  # a slope may be infinite where the loss is not
def bend_at(objective: Objective, theta: Array, gradient: Array) -> Bend:
    """Return how the loss bends at `theta`, and along its `gradient`, both (P,).

    It is exact for few parameters; for more, λmin and λmax are found so well as a few
    rounds of Lanczos find them: from within, most often to a hundredth.
    """
    inside, _ = _inside(objective, theta, GLANCE, WHOLE)
    if not np.isfinite(inside).all():
        return Bend(np.nan, np.nan, np.nan)
    low, *_, high = np.linalg.eigvalsh(inside).tolist()
    square = float(gradient @ gradient)
    if not square > 0:
        return Bend(low, high, np.nan)
    product = hessian_product(objective, theta, gradient)
    return Bend(low, high, float(product @ gradient) / square)


@np.errstate(invalid="ignore")  # a slope may be infinite where the loss is not
def quadratics(
    objective: Objective, plane: Plane, xy: Array
) -> tuple[Array, Array, Array]:
    """Return the losses (K,) of a slice at points (K, 2) and how it bends there.

    Gradients (K, 2) and Hessians (K, 2, 2) are per unit of x and of y, and from one
    pass over all the data.
    """
    basis = np.stack([plane.direction_x, plane.direction_y])  # (2, P)
    nudge = _nudge(plane.origin) / np.linalg.norm(basis, axis=1).max()
    nudges = nudge * np.array([[0, 0], [1, 0], [0, 1], [-1, 0], [0, -1]])
    rows = max(1, BLOCK // (5 * objective.samples))
    parts = []
    for k in range(0, max(1, len(xy)), rows):
        points = (xy[k : k + rows, None] + nudges).reshape(-1, 2)  # (5 K, 2)
        theta = plane.origin + points @ basis
        losses, gradients = objective.losses_and_gradient(theta)
        parts.append(
            (objective.total(losses).reshape(-1, 5)[:, 0], gradients @ basis.T)
        )
    means, slopes = (np.concatenate(part) for part in zip(*parts, strict=True))
    slopes = slopes.reshape(-1, 5, 2)
    bend = (slopes[:, 1:3] - slopes[:, 3:5]) / (2 * nudge)
    return means, slopes[:, 0], (bend + bend.transpose(0, 2, 1)) / 2


def _nudge(theta: Array) -> float:
    return NUDGE * max(1.0, float(np.abs(theta).max()))


@np.errstate(invalid="ignore")
def _differences(
    objective: Objective, theta: Array, nudges: Array, batch: Batch = None
) -> Array:
    """Return gradient ahead less gradient behind (K, P) for each nudge (K, P)."""
    nudges = nudges * objective.free
    both = objective.gradient(np.concatenate([theta + nudges, theta - nudges]), batch)
    return both[: len(nudges)] - both[len(nudges) :]


def _inside(
    objective: Objective, theta: Array, rounds: int, full: int
) -> tuple[Array, Array]:
    """Return the Hessian (M, M) within M directions (M, P): all, up to `full`."""
    if len(theta) <= full:
        return hessian(objective, theta), np.eye(len(theta))
    return _lanczos(objective, theta, rounds)


def _lanczos(objective: Objective, theta: Array, rounds: int) -> tuple[Array, Array]:
    """Return the Hessian (M, M) within M directions (M, P) that hold its extremes.

    Each direction is made to be at right angles to all before it, twice, as once leaves
    rounding errors that grow. Where nothing is left of it, a random one goes on.
    """
    rng = np.random.default_rng(0)
    basis, products = np.empty((0, len(theta))), np.empty((0, len(theta)))
    vector = np.zeros_like(theta)
    for _ in range(min(rounds, len(theta))):
        left = np.linalg.norm(vector)
        if not left > SMALL * np.linalg.norm(products):
            vector = rng.normal(size=len(theta))
        for _ in range(2):
            vector = vector - basis.T @ (basis @ vector)
        basis = np.vstack([basis, vector / np.linalg.norm(vector)])
        product = hessian_product(objective, theta, basis[-1])
        products = np.vstack([products, product])
        vector = product - basis.T @ (basis @ product)
    inside = basis @ products.T
    return (inside + inside.T) / 2, basis
