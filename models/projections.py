"""What is seen of parameter space in a plane."""

from collections.abc import Sequence

import numpy as np

from models.snapshots import Array, Path, Plane, Record, Step, frozen


@np.errstate(invalid="ignore", over="ignore")  # a step may lead to infinity
def project(plane: Plane, thetas: Array) -> tuple[Array, Array]:
    """Return coordinates (T, 2) of `thetas` (T, P), and distances to the plane (T,)."""
    basis = np.stack([plane.direction_x, plane.direction_y])
    inverse = np.linalg.pinv(basis)
    xy = thetas @ inverse - plane.origin @ inverse
    away = xy @ basis
    away += plane.origin
    away -= thetas
    return xy, np.sqrt(np.einsum("tp,tp->t", away, away))


def trace(plane: Plane, steps: Sequence[Step], before: Path | None = None) -> Path:
    """Return the path of `steps` in `plane`, after those of `before`."""
    thetas = np.stack([step.theta for step in steps])
    xy, off_plane = project(plane, thetas)
    new = Path(
        np.array([float(step.index) for step in steps]),
        np.array([step.loss for step in steps]),
        xy,
        off_plane,
        along(plane, steps[-1].gradient),
        record_of(steps),
    )
    return new if before is None else _joined(before, new)


@np.errstate(over="ignore", invalid="ignore")  # a step may lead to infinity
def record_of(steps: Sequence[Step]) -> Record:
    """Return what is noted of `steps`."""
    gradients = np.stack([step.gradient for step in steps])
    return Record(
        np.array([float(step.seen) for step in steps]),
        np.array([step.epoch for step in steps]),
        np.array([step.batch_loss for step in steps]),
        np.sqrt(np.einsum("tp,tp->t", gradients, gradients)),
        np.array([step.rate for step in steps]),
        np.array([step.seconds for step in steps]),
    )


def _joined(a: Path, b: Path) -> Path:
    both = zip(a.record, b.record, strict=True)
    return Path(
        frozen(np.concatenate([a.indices, b.indices])),
        frozen(np.concatenate([a.losses, b.losses])),
        frozen(np.concatenate([a.xy, b.xy])),
        frozen(np.concatenate([a.off_plane, b.off_plane])),
        b.gradient,
        Record(*(frozen(np.concatenate(columns)) for columns in both)),
    )


def along(plane: Plane, gradient: Array) -> Array:
    """Return a gradient (P,) along the axes (2,) of `plane`."""
    return frozen([gradient @ plane.direction_x, gradient @ plane.direction_y])


def until(path: Path, step: Step, plane: Plane) -> Path:
    """Return `path` as it was when `step` was its last."""
    count = int(np.searchsorted(path.indices, step.index, side="right"))
    return Path(
        path.indices[:count],
        path.losses[:count],
        path.xy[:count],
        path.off_plane[:count],
        along(plane, step.gradient),
        Record(*(column[:count] for column in path.record)),
    )


def thinned(path: Path, stride: int) -> Path:
    """Return `path` with every `stride`-th step, and the last."""
    is_kept = path.indices % stride == 0
    is_kept[-1] = True
    return Path(
        frozen(path.indices[is_kept]),
        frozen(path.losses[is_kept]),
        frozen(path.xy[is_kept]),
        frozen(path.off_plane[is_kept]),
        path.gradient,
        Record(*(frozen(column[is_kept]) for column in path.record)),
    )
