"""The legend over a plot: signs in their colours, each with its meaning."""

from html import escape

from PyQt6.QtGui import QFontMetricsF

BETWEEN = "  "  # two parts of the legend

Part = tuple[str, str]  # of the legend: a colour, and a sign in it with its meaning


def rows_of(parts: list[Part], metrics: QFontMetricsF, room: float) -> list[list[Part]]:
    """Return the parts of a legend in as few rows as fit in `room` pixels."""
    rows: list[list[Part]] = []
    for part in parts:
        row = [*rows[-1], part] if rows else [part]
        text = BETWEEN.join(text for _, text in row)
        if rows and metrics.horizontalAdvance(text) > room:
            rows.append([part])
        else:
            rows[-1:] = [row]
    return rows


def written(row: list[Part], color: str) -> str:
    """Return a row as HTML: each sign in its own colour, what it means in `color`."""
    return "&nbsp; ".join(
        colored(text, color)
        if own == color
        else colored(text[0], own) + colored(text[1:], color)
        for own, text in row
    )


def colored(text: str, color: str) -> str:
    """Return `text` as HTML in a colour; a name may be of a folder, or a column."""
    return f'<span style="color:{color}">{escape(text)}</span>'
