"""The parts of a drawn face, each painted on the rows that it can reach."""

import numpy as np

from models.face_sheets import SHIRT, Reals, Sheet, clipped, ellipse, numbers

EYE_Y, MOUTH_Y = 0.06, -0.40
WHITE, PUPIL, FRAME = (0.98, 0.98, 0.98), (0.10, 0.10, 0.16), (0.08, 0.08, 0.10)
THROAT, TEETH, LIPS = (0.36, 0.07, 0.10), (0.99, 0.99, 0.97), (0.60, 0.14, 0.18)


def half_width(sheet: Sheet) -> Reals:
    """Return half the width of each head."""
    return 0.47 + 0.13 * sheet.knobs["head_w"]


def half_height(sheet: Sheet) -> Reals:
    """Return half the height of each head."""
    return 0.66 - 0.05 * sheet.knobs["head_w"]


def grin(sheet: Sheet) -> Reals:
    """Return how much of a smile shows teeth."""
    return clipped(sheet.knobs["smile"])


def has_hair(sheet: Sheet) -> Reals:
    """Return 0 for the bald, 1 for others."""
    return 1 - sheet.knobs["bald"]


def paint_back_hair(sheet: Sheet) -> None:
    """Paint the hair behind the head; long hair falls beside the face."""
    _, x, y = sheet.whole
    length, width = sheet.knobs["hair_len"], half_width(sheet)
    end = 0.02 - 0.78 * length - y
    round_head = ellipse(
        x, y - 0.12, width + 0.13 + 0.05 * length, half_height(sheet) + 0.12
    )
    strands = np.maximum(np.abs(x) - (width + 0.11 + 0.06 * length), y - 0.15)
    distance = np.minimum(np.maximum(round_head, end), np.maximum(strands, end))
    sheet.paint(sheet.whole, sheet.covered(distance) * has_hair(sheet), sheet.hair)


def paint_shoulders(sheet: Sheet) -> None:
    """Paint the shirt, and the neck over it."""
    band = sheet.band(-1.2, -0.39)
    shirt = SHIRT[numbers(sheet.knobs["shirt"][:, 0, 0])]
    shoulders = ellipse(band.x, band.y + 1.22, 0.86, 0.48)
    sheet.paint(band, sheet.covered(shoulders), shirt)
    ends = np.maximum(band.y + 0.4, -0.93 - band.y)
    neck = np.maximum(np.abs(band.x) - 0.2, ends)
    sheet.paint(band, sheet.covered(neck), sheet.skin * 0.88)


def paint_ears(sheet: Sheet) -> None:
    """Paint both ears at once, as a face is nearly symmetric."""
    band = sheet.band(-0.17, 0.13)
    away = np.abs(band.x) - half_width(sheet) - 0.01
    ears = ellipse(away, band.y + 0.02, 0.09, 0.14)
    sheet.paint(band, sheet.covered(ears), sheet.skin * 0.93)


def paint_head(sheet: Sheet) -> Reals:
    """Paint the head, narrower below the cheeks; return the distances to its edge."""
    _, x, y = sheet.whole
    narrowing = 0.10 + 0.22 * (1 - sheet.knobs["jaw"])
    taper = 1 - narrowing * clipped(-y - 0.05)
    distance = ellipse(x / taper, y, half_width(sheet), half_height(sheet))
    sheet.paint(sheet.whole, sheet.covered(distance), sheet.skin)
    return distance


def paint_cheeks(sheet: Sheet) -> None:
    """Paint a soft blush, stronger with a smile."""
    band = sheet.band(-0.38, -0.02)
    away = (np.abs(band.x) - 0.3) ** 2 + (band.y + 0.2) ** 2
    share = clipped(1 - away / 0.03) * (0.12 + 0.35 * grin(sheet))
    sheet.paint(band, share, sheet.skin * np.array([1, 0.62, 0.6], np.float32))


def paint_beard(sheet: Sheet, head: Reals) -> None:
    """Paint the lower part of the head; the mouth comes over it."""
    band = sheet.band(-0.68, 0.12)
    upper_edge = band.y + 0.2 - 0.9 * band.x * band.x
    distance = np.maximum(head[:, band.rows] - 0.5 * sheet.pixel, upper_edge)
    share = sheet.covered(distance) * sheet.knobs["beard"] * 0.92
    sheet.paint(band, share, sheet.hair)


def paint_fringe(sheet: Sheet) -> None:
    """Paint the hair on top of the head; the longer, the lower over the forehead."""
    band = sheet.band(0.2, 0.78)
    end = 0.34 + 0.10 * np.cos(2.2 * band.x) - 0.12 * sheet.knobs["hair_len"]
    width, height = half_width(sheet) + 0.045, half_height(sheet) + 0.045
    distance = np.maximum(ellipse(band.x, band.y - 0.05, width, height), end - band.y)
    sheet.paint(band, sheet.covered(distance) * has_hair(sheet), sheet.hair)


def eye_x(sheet: Sheet) -> Reals:
    """Return how far the eyes are from the middle."""
    return 0.19 + 0.05 * sheet.knobs["eye_gap"]


def paint_eyes(sheet: Sheet) -> None:
    """Paint eyes that look somewhere; a smile squints them."""
    band = sheet.band(-0.07, 0.19)
    size = 0.085 + 0.05 * sheet.knobs["eye_size"]
    across = sheet.knobs["gaze_x"] * size * 0.52
    up = sheet.knobs["gaze_y"] * size * 0.34
    v = band.y - EYE_Y
    for side in (-1, 1):
        u = band.x - side * eye_x(sheet)
        opening = ellipse(u, v, size * 1.12, size * (0.9 - 0.38 * grin(sheet)))
        white = sheet.covered(opening)
        sheet.paint(band, white, WHITE)
        pupil = np.sqrt((u - across) ** 2 + (v - up) ** 2) - size * 0.5
        sheet.paint(band, white * sheet.covered(pupil), PUPIL)


def paint_brows(sheet: Sheet) -> None:
    """Paint brows; in anger, at -1, their inner ends go down."""
    band = sheet.band(0.13, 0.36)
    brow = sheet.knobs["brow"]
    for side in (-1, 1):
        u = (band.x - side * eye_x(sheet)) * side
        middle = 0.255 + 0.02 * brow + 0.30 * brow * (-u) - 1.2 * u * u
        distance = np.maximum(np.abs(band.y - middle) - 0.026, np.abs(u) - 0.13)
        sheet.paint(band, sheet.covered(distance), sheet.hair * 0.75)


def paint_nose(sheet: Sheet) -> None:
    """Paint the tip of the nose."""
    band = sheet.band(-0.25, -0.04)
    length = sheet.knobs["nose"]
    nose = ellipse(band.x, band.y + (0.10 + 0.09 * length), 0.075 + 0.02 * length, 0.05)
    sheet.paint(band, sheet.covered(nose), sheet.skin * 0.78)


def paint_mouth(sheet: Sheet) -> None:
    """Paint a mouth: a frown is a closed arc, a smile a wide crescent with teeth."""
    band = sheet.band(-0.84, -0.25)
    smile, opened, shown = sheet.knobs["smile"], sheet.knobs["open"], grin(sheet)
    width = 0.23 + 0.07 * sheet.knobs["mouth_w"] + 0.07 * shown
    t = band.x / width
    upper = (MOUTH_Y - 0.02 * shown) + smile * 0.22 * (t * t - 0.42)
    upright = _upright(smile * 0.44 * t / width)
    ends = np.abs(band.x) - width
    bulge = clipped(1 - t * t)
    gap = (opened * 0.15 + shown * 0.13) * bulge
    below, above = (band.y - upper) * upright, (upper - gap - band.y) * upright
    inside = sheet.covered(np.maximum(np.maximum(below, above), ends))
    inside = inside * clipped(gap * np.float32(1 / sheet.pixel))
    sheet.paint(band, inside, THROAT)
    teeth = upper - (0.03 * opened + 0.115 * shown) * bulge - band.y
    sheet.paint(band, inside * sheet.covered(teeth), TEETH)
    edge = np.minimum(np.abs(band.y - upper), np.abs(band.y - upper + gap))
    sheet.paint(band, sheet.covered(np.maximum(edge * upright - 0.034, ends)), LIPS)


def _upright(slope: Reals) -> Reals:
    """Return how far from a slanted line one is, per unit of height above it."""
    share: Reals = 1 / np.sqrt(1 + slope * slope)
    return share


def paint_glasses(sheet: Sheet) -> None:
    """Paint two round lenses, the bridge between them, and the arms."""
    band = sheet.band(-0.13, 0.25)
    middle, radius = eye_x(sheet), 0.165
    v = (band.y - EYE_Y) ** 2
    left, right = (
        np.abs(np.sqrt((band.x + side * middle) ** 2 + v) - radius) for side in (-1, 1)
    )
    away, height = np.abs(band.x), np.abs(band.y - EYE_Y - 0.03)
    bridge = np.maximum(height, away - (middle - radius))
    reach = np.maximum(middle + radius - away, away - half_width(sheet))
    bars = np.minimum(bridge, np.maximum(height, reach))
    distance = np.minimum(np.minimum(left, right), bars) - 0.024
    sheet.paint(band, sheet.covered(distance) * sheet.knobs["glasses"], FRAME)
