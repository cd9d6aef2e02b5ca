"""Colours, spacing and the style sheet: everything about the look that is shared."""

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import Qt
from PyQt6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QPalette,
)
from PyQt6.QtWidgets import QApplication, QWidget

from models.catalog import BrightName, ColorMapName
from models.scales import Scale
from models.snapshots import DIVERGED

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


@dataclass(frozen=True, slots=True)
class Theme:
    """A set of colours. Text on any ground has a contrast of at least 4.5 : 1."""

    name: str
    window: str
    panel: str
    line: str
    field: str
    text: str
    dim: str
    accent: str
    on_accent: str
    halo: str  # behind paths and arrows on the surface
    grid: str  # floor grid and frame of the scene
    warning: str
    zoom: float = 1.0  # how many times as large as usual type and lines are

    def pixels(self, size: float) -> int:
        """Return how many pixels a usual size in pixels is."""
        return round(size * self.zoom)

    def color(self, token: str) -> QColor:
        """Return the colour called `token`."""
        return QColor(getattr(self, token))


DARK = Theme(
    name="dark",
    window="#16181d",
    panel="#1b1e24",
    line="#2a2e36",
    field="#23272e",
    text="#e4e7eb",
    dim="#9aa1ab",
    accent="#5b9dff",
    on_accent="#0b1220",
    halo="#0d0f13",
    grid="#565d69",
    warning="#ffb454",
)
LIGHT = Theme(
    name="light",
    window="#eef0f3",
    panel="#ffffff",
    line="#dde1e6",
    field="#f4f5f7",
    text="#1d2127",
    dim="#5f6672",
    accent="#1f6feb",
    on_accent="#ffffff",
    halo="#ffffff",
    grid="#9aa1ab",
    warning="#9a5b00",
)
THEMES = {theme.name: theme for theme in (DARK, LIGHT)}
CONTRASTS = {  # for a projector in a room that is not dark
    "dark": {
        "window": "#000000", "panel": "#08090b", "line": "#4a515c", "field": "#20242b",
        "text": "#ffffff", "dim": "#d3d8df", "grid": "#8b929c",
    },
    "light": {
        "window": "#e3e6ea", "line": "#9aa1ab", "text": "#000000", "dim": "#343a43",
        "grid": "#6b7280", "accent": "#0b57d0", "warning": "#7a4300",
    },
}  # fmt: skip

TICK_PIXELS, NAME_PIXELS = 11, 13
BAR = 8  # px, width of a scroll bar
HELD, ZOOM = "held sizes", "zoom"  # properties of a widget, and of the application
VEIL = 165  # alpha of the ground behind text, for when the surface is there

NEGATIVE, NEUTRAL, POSITIVE = "#f59322", "#e8eaed", "#0877bd"  # classes, weights
CLASSES = (  # of more than two; as with two, they begin with orange and blue
    NEGATIVE, POSITIVE, "#009e73", "#cc79a7", "#f0e442", "#56b4e9", "#7c3aed",
    "#9d3b00", "#b1d889", "#3b6262",
)  # fmt: skip
WALKER = "#e8453c"  # the first descent: its path, its marker
OTHERS = (  # Okabe-Ito, and one more, as there may be seven
    "#e69f00", "#56b4e9", "#009e73", "#cc79a7", "#f0e442", "#0072b2", "#7c3aed",
)  # fmt: skip
BASINS = (
    *OTHERS[:6],
    "#5d646e",
)  # of minima, the lowest first; grey is the rest of them
RIGHT = OTHERS[2]  # an answer; a wrong one is lost
LOST = "#d1242f"  # the starts from which it diverges
MOMENTUM, FULL, SINGLE = OTHERS[3], OTHERS[1], "#c9d1d9"  # arrows
GRADIENT, DOWNHILL = "#f2c230", "#ffffff"  # arrows: up the slope, and its opposite
TANGENT, QUADRATIC = "#7fd0ff", "#ff9d3c"  # what gradient and curvature promise
CREASE, PENALTY = "#ff8ad1", "#a06bff"


def sized_font(font: QFont, pixels: int) -> QFont:
    """Return `font` at a size, with figures of equal width where it has them."""
    sized = QFont(font)
    sized.setPixelSize(pixels)
    if hasattr(QFont, "setFeature"):  # since Qt 6.7
        sized.setFeature(QFont.Tag("tnum"), 1)
    return sized


@lru_cache(maxsize=6)
def lookup_table(
    name: ColorMapName = "viridis", bright: BrightName = "high"
) -> NDArray[np.uint8]:
    """Return the colour map `name` as (256, 4) bytes, low losses first.

    Every map goes from dark to bright; `bright` says which losses get the bright end.
    """
    colors = np.loadtxt(RESOURCES / "colors" / f"{name}.csv", delimiter=",", skiprows=1)
    table = np.full((256, 4), 255, np.uint8)
    table[:, :3] = colors if bright == "high" else colors[::-1]
    table.setflags(write=False)
    return table


@lru_cache(maxsize=1)
def diverging_table() -> NDArray[np.uint8]:
    """Return colours (256, 4) from negative through neutral to positive."""
    ends = [QColor(name).getRgb() for name in (NEGATIVE, NEUTRAL, POSITIVE)]
    at, places = np.linspace(0, 2, 256), np.arange(3)
    columns = [np.interp(at, places, column) for column in np.array(ends).T]
    table: NDArray[np.uint8] = np.rint(np.stack(columns, 1)).astype(np.uint8)
    table.setflags(write=False)
    return table


def color_table(
    colors: Scale, name: ColorMapName, bright: BrightName
) -> NDArray[np.uint8]:
    """Return the colours (256, 4) of `colors`: of losses as they were chosen."""
    return diverging_table() if colors.is_difference else lookup_table(name, bright)


def system_theme(app: QGuiApplication) -> Theme:
    """Return the theme that the system asks for; light where it does not say."""
    hints = app.styleHints()
    is_dark = hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark
    return DARK if is_dark else LIGHT


def presented(theme: Theme, zoom: float) -> Theme:
    """Return `theme` with more contrast, and with larger type and lines."""
    return replace(theme, zoom=zoom, **CONTRASTS[theme.name])


def hold(widget: QWidget, **sizes: int) -> None:
    """Give `widget` sizes in pixels that grow with the type.

    They are properties of a widget, such as `minimumWidth`; `width` and `height` are
    the least and the most alike.
    """
    for name in ("width", "height"):
        if name in sizes:
            size = sizes.pop(name)
            sizes |= {f"{end}{name.title()}": size for end in ("minimum", "maximum")}
    widget.setProperty(HELD, {**(widget.property(HELD) or {}), **sizes})
    app = QApplication.instance()
    _hold(widget, (app.property(ZOOM) if app is not None else None) or 1.0)


def _hold(widget: QWidget, zoom: float) -> None:
    for name, size in (widget.property(HELD) or {}).items():
        widget.setProperty(name, round(size * zoom))


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give every widget the colours of `theme`.

    The palette is our own: on bare X11 and some desktops Qt cannot switch its own.
    """
    app.setPalette(_palette(theme))
    app.setProperty(ZOOM, theme.zoom)
    for widget in app.allWidgets():
        _hold(widget, theme.zoom)
    if app.styleSheet() != (sheet := _style_sheet(theme)):
        app.setStyleSheet(sheet)  # polishes every widget there is


def _palette(theme: Theme) -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    colors = {
        theme.window: (role.Window,),
        theme.field: (role.Base, role.Button, role.ToolTipBase, role.AlternateBase),
        theme.text: (role.Text, role.WindowText, role.ButtonText, role.ToolTipText),
        theme.accent: (role.Highlight, role.Link, role.Accent),
        theme.on_accent: (role.HighlightedText,),
        theme.dim: (role.PlaceholderText,),
        theme.line: (role.Mid, role.Midlight, role.Light, role.Dark),
    }
    for color, roles in colors.items():
        for one in roles:
            palette.setColor(one, QColor(color))
    for one in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, theme.color("dim"))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, theme.color("line"))
    return palette


def _style_sheet(theme: Theme) -> str:
    px = theme.pixels
    return f"""
    * {{ font-size: {px(13)}px; }}
    QToolTip {{ color: {theme.text}; background: {theme.field};
        border: 1px solid {theme.line}; padding: 4px; }}
    #card {{ background: {theme.panel}; border: 1px solid {theme.line};
        border-radius: 8px; }}
    #card QLabel {{ background: transparent; }}
    #title {{ font-weight: 600; }}
    #heading {{ font-weight: 600; padding: 2px 0; text-align: left; }}
    #right, #wrong {{ border: none; border-left: 3px solid {RIGHT}; }}
    #wrong {{ border-left-color: {LOST}; }}
    #facts {{ border-top: 1px solid {theme.line}; }}
    QLabel#small {{ font-size: {px(12)}px; background: transparent; padding: 0; }}
    #note, #strip {{ color: {theme.dim}; font-size: {px(12)}px; }}
    #told {{ color: {theme.warning}; font-size: {px(12)}px; }}
    QLineEdit[refused="true"] {{ color: {theme.warning}; }}
    #value {{ font-weight: 600; }}
    QLineEdit#value {{ background: transparent; border: 1px solid transparent;
        padding: 0; }}
    QLineEdit#value:hover {{ border-color: {theme.line}; }}
    QLineEdit#value:focus {{ border-color: {theme.accent}; }}
    QProgressBar {{ background: transparent; border: none; }}
    QProgressBar::chunk {{ background: {theme.accent}; border-radius: 2px; }}
    #phrase {{ color: {theme.text}; }}
    #lit {{ color: {theme.accent}; font-weight: 600; }}
    #dim {{ color: {theme.dim}; }}
    QTabWidget::pane {{ border: 1px solid {theme.line}; border-radius: 8px; }}
    QTabWidget::tab-bar {{ left: 8px; }}
    QTabBar::tab {{ background: {theme.field}; border-radius: 6px;
        padding: 5px 14px; margin: 0 4px 6px 0; }}
    QTabBar::tab:selected {{ background: {theme.accent}; color: {theme.on_accent}; }}
    QTabBar::tab:focus {{ border: 1px solid {theme.text}; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QScrollArea, #column {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: {BAR}px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {theme.line}; border-radius: 4px;
        min-height: 24px; }}
    QScrollBar:horizontal {{ background: transparent; height: {BAR}px; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: {theme.line}; border-radius: 4px;
        min-width: 24px; }}
    QScrollBar::handle:disabled {{ background: transparent; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QTableView {{ gridline-color: {theme.line}; border: 1px solid {theme.line}; }}
    QAbstractScrollArea::corner, QHeaderView {{ background: transparent; }}
    QHeaderView::section {{ background: {theme.panel}; border: none; }}
    #weights {{ background: {theme.panel};
        selection-background-color: transparent; }}
    #weights QHeaderView::section {{ padding: 0 4px; }}
    #weights QLineEdit {{ padding: 0; border-radius: 0; }}
    QListWidget {{ border: 1px solid {theme.line}; }}
    QAbstractItemView::indicator, QCheckBox::indicator {{ width: {px(16)}px;
        height: {px(16)}px; }}
    QMainWindow::separator {{ background: transparent; width: 8px; height: 8px; }}
    QDockWidget {{ color: {theme.dim}; font-size: {px(12)}px; }}
    QDockWidget::title {{ padding: 6px 0 0 12px; }}
    QToolButton {{ border: none; border-radius: 6px; padding: 5px 9px;
        color: {theme.text}; background: transparent; }}
    QToolButton::menu-indicator {{ image: none; }}
    QToolButton:hover {{ background: {theme.field}; }}
    QToolButton:checked, #play, QPushButton#play {{ background: {theme.accent};
        color: {theme.on_accent}; }}
    #handle {{ font-size: {px(12)}px; padding: 0; border-radius: 4px; }}
    QSpinBox#handle {{ background: {theme.field}; border: 1px solid transparent; }}
    QSpinBox#handle:hover {{ border-color: {theme.line}; }}
    QSpinBox#handle:focus {{ border-color: {theme.accent}; }}
    #segment, #page {{ background: {theme.field}; }}
    #segment:checked, #page:checked {{ background: {theme.accent};
        color: {theme.on_accent}; }}
    #page {{ padding: 4px 5px; }}
    #display {{ font-size: {px(22)}px; font-weight: 600; }}
    QPushButton {{ border: 1px solid {theme.line}; border-radius: 6px;
        padding: 6px 14px; background: {theme.field}; color: {theme.text}; }}
    QPushButton:hover, QPushButton:focus {{ border-color: {theme.accent}; }}
    QPushButton:disabled {{ color: {theme.dim}; }}
    QPushButton#answer, QPushButton#skip {{ border-radius: 6px; padding: 0; }}
    QPushButton#skip {{ background: transparent; border-color: transparent; }}
    QPushButton#skip QLabel {{ color: {theme.dim}; }}
    QPushButton#tile {{ background: {theme.panel}; border-radius: 8px; padding: 0; }}
    QPushButton#tile:checked {{ border: 2px solid {theme.accent}; }}
    #turn {{ padding: 3px 7px; }}
    #small {{ background: {theme.field}; padding: 1px 8px; }}
    QSlider {{ min-height: {px(18)}px; }}
    QSlider::groove:horizontal {{ height: {px(4)}px; border-radius: {px(2)}px;
        background: {theme.line}; }}
    QSlider::sub-page:horizontal {{ border-radius: {px(2)}px;
        background: {theme.accent}; }}
    QSlider::handle:horizontal {{ width: {px(12)}px; margin: -{px(5)}px 0;
        border: 1px solid {theme.dim}; border-radius: {px(6)}px;
        background: {theme.panel}; }}
    QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus {{
        border-color: {theme.accent}; background: {theme.accent}; }}
    QSlider::handle:horizontal:disabled {{ border-color: {theme.line}; }}
    QSlider::sub-page:horizontal:disabled {{ background: {theme.line}; }}
    QToolButton:focus {{ outline: none;
        border: 1px solid {theme.accent}; }}
    QToolButton:disabled {{ color: {theme.dim}; }}
    #play:disabled {{ background: {theme.field}; }}
    """


def basin_color(number: int) -> str | None:
    """Return the colour of a basin; none where a drop has not arrived."""
    if number >= 0:
        return BASINS[number]
    return LOST if number == DIVERGED else None
