"""Palettes as they are seen by people with each kind of colour blindness.

Matrices of Machado, Oliveira and Fernandes (2009), severity 1, in linear RGB.
"""

from itertools import combinations

import numpy as np
import pytest
from PyQt6.QtGui import QColor

from explorer import theme
from explorer.latent.hourglass_diagram import CODE, DECODER, ENCODER

SIGHTS = {
    "usual": np.eye(3),
    "protanopia": np.array([
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]),
    "deuteranopia": np.array([
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]),
    "tritanopia": np.array([
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ]),
}  # fmt: skip
TO_XYZ = np.array([
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
])  # fmt: skip
PALETTES = {
    "two classes": theme.CLASSES[:2],
    "ten classes": theme.CLASSES,
    "a race": (theme.WALKER, *theme.OTHERS),
    "basins": theme.BASINS,
    "an hourglass": (ENCODER, DECODER, CODE),
    "arrows": (theme.GRADIENT, theme.DOWNHILL, theme.MOMENTUM, theme.FULL),
}
APART = 15.0  # CIELAB units: about twice what is told apart at a glance, side by side


def lab(colors, sight):
    """CIELAB (N, 3) of sRGB (N, 3) from 0 to 1."""
    colors = np.asarray(colors, float)
    steep = ((colors + 0.055) / 1.055) ** 2.4
    linear = np.where(colors <= 0.04045, colors / 12.92, steep)
    seen = np.clip(linear @ sight.T, 0, 1)
    xyz = seen @ TO_XYZ.T / TO_XYZ.sum(1)
    low = xyz / (3 * (6 / 29) ** 2) + 4 / 29
    x, y, z = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), low).T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], 1)


def test_lab_of_known_colors():
    white, red = lab([[1, 1, 1], [1, 0, 0]], np.eye(3))
    assert white == pytest.approx([100, 0, 0], abs=0.01)
    assert red == pytest.approx([53.24, 80.09, 67.20], abs=0.02)


@pytest.mark.parametrize("sight", SIGHTS.values(), ids=list(SIGHTS))
@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
def test_all_colors_of_a_palette_are_told_apart(palette, sight):
    seen = lab([QColor(name).getRgbF()[:3] for name in palette], sight)
    for one, other in combinations(range(len(palette)), 2):
        way = float(np.linalg.norm(seen[one] - seen[other]))
        assert way > APART, (palette[one], palette[other])


@pytest.mark.parametrize("sight", SIGHTS.values(), ids=list(SIGHTS))
@pytest.mark.parametrize("name", ["viridis", "cividis", "copper"])
def test_a_lower_loss_is_darker_for_everybody(name, sight):
    table = theme.lookup_table(name)[:, :3] / 255
    lightness = lab(table, sight)[:, 0]
    assert lightness[-1] - lightness[0] > 70
    assert np.diff(lightness[::8]).min() >= 0  # bytes are rounded
