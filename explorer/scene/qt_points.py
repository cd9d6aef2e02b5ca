"""Arrays of numpy as arrays of Qt, without an object for each point."""

from typing import TypeAlias

import numpy as np
from PyQt6 import sip
from PyQt6.QtCore import QPointF

from models.snapshots import Array

Points: TypeAlias = "sip.array[QPointF | None]"
BYTES = 16  # of a QPointF


def qt_points(points: Array) -> Points:
    """Return `points` (..., 2) in a row; slices of it are what QPainter draws."""
    flat = np.ascontiguousarray(points, np.float64).reshape(-1, 2)
    row: Points = sip.array(QPointF, len(flat))  # type: ignore[call-arg]
    memory = sip.voidptr(row, len(flat) * BYTES)
    np.frombuffer(memory, np.float64)[:] = flat.ravel()  # type: ignore[call-overload]
    return row
