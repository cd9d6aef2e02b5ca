"""Where the images of a sheet are, and the words at them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QPoint, QRect, QSize
from PyQt6.QtGui import QFontMetrics

from explorer.latent.pictures import best_columns

Place = tuple[int, int]  # row, column
GAP, BESIDE = 3, 8  # px: between images, beside a caption of a row
MUCH = 10_000  # px, more than any screen is high


@dataclass(frozen=True, slots=True)
class Captions:
    """What is written at a sheet; `tips` are for each image in turn.

    So is what stands `below`; where it is for a `group` of rows, for each of those.
    """

    rows: Sequence[str] = ()
    columns: Sequence[str] = ()
    below: Sequence[str] = ()
    tips: Sequence[str] = ()
    group: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """`count` squares in rows, `side` pixels wide, the first at (left, top)."""

    count: int = 0
    columns: int = 1
    side: int = 0
    left: int = 0
    top: int = 0
    below: int = 0  # px, for words under each, or under each `group` of rows
    group: int = 1

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return -(-self.count // self.columns)

    def holds(self, place: Place) -> bool:
        """Tell whether there is an image in this row and column."""
        row, column = place
        is_inside = 0 <= column < self.columns and row >= 0
        return is_inside and row * self.columns + column < self.count

    def rect(self, place: Place) -> QRect:
        """Return where an image is."""
        row, column = place
        step = self.side + GAP
        y = self.top + row * step + row // self.group * self.below
        return QRect(self.left + column * step, y, self.side, self.side)

    def at(self, spot: QPoint) -> Place | None:
        """Return the row and column of the image at a pixel, if there is one."""
        column = (spot.x() - self.left) // (self.side + GAP)
        high = self.group * (self.side + GAP) + self.below
        groups, rest = divmod(spot.y() - self.top, high)
        row = groups * self.group + min(rest // (self.side + GAP), self.group - 1)
        return (row, column) if self.holds((row, column)) else None

    @property
    def height(self) -> int:
        """How much it takes from the top of the widget, in pixels."""
        return self.size().height()

    def words(self, number: int) -> QRect:
        """Return where the words under an image, or under some in a group, are."""
        row, column = divmod(number, self.columns)
        cell = self.rect(((row + 1) * self.group - 1, column))
        return QRect(
            cell.left() - GAP, cell.bottom() + 1, cell.width() + 2 * GAP, self.below
        )

    def size(self) -> QSize:
        """Return what all of it takes, from the corner of the widget."""
        last = self.rect((self.rows - 1, self.columns - 1))
        return QSize(last.right() + 2, last.bottom() + 2 + self.below)


def grid_for(
    count: int,
    columns: int,
    captions: Captions,
    metrics: QFontMetrics,
    room: QSize,
    sides: tuple[int, int],
) -> Grid:
    """Return the grid of the largest images that fit.

    Args:
        count: how many there are.
        columns: how many in a row; 0 is as leaves them the most room.
        captions: what is written at them.
        metrics: of the font of the captions.
        room: of the widget.
        sides: how small and how large they may be, in pixels.
    """
    widths = [metrics.horizontalAdvance(text) for text in captions.rows]
    left = 1 + (max(widths) + BESIDE if widths else 0)
    line = metrics.height() + 1
    top = 1 + (line if captions.columns else 0)
    below = line if captions.below else 0
    wide, high = room.width() - left - 1, room.height() - top - 1
    if columns == 0:
        columns = best_columns(count, wide, high, below + GAP)
    rows = max(-(-count // columns), 1)
    words = -(-rows // captions.group) * below
    side = min((wide + GAP) // columns, (high + GAP - words) // rows) - GAP
    least, most = sides
    side = min(max(side, least), most)
    return Grid(count, columns, side, left, top, below, captions.group)


def highest(
    count: int,
    columns: int,
    captions: Captions,
    metrics: QFontMetrics,
    width: int,
    most: int,
) -> int:
    """Return how much height a sheet can use, in pixels, `width` pixels wide."""
    columns = columns or max((width - 2) // (most + GAP), 1)
    room = QSize(width, MUCH)
    return grid_for(count, columns, captions, metrics, room, (1, most)).height


def every(texts: Sequence[str], metrics: QFontMetrics, room: int) -> int:
    """Return of how many captions beside each other one is written, for all to fit."""
    widest = max(map(metrics.horizontalAdvance, texts), default=0)
    return max(-(-(widest + GAP) // max(room, 1)), 1)
