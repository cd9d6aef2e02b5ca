"""Codes as a table."""

import csv
from pathlib import Path

import numpy as np

from models.files import write_whole
from models.hourglasses import hourglass_of, pixel_losses
from models.images import Attribute, Floats
from models.language import tr
from models.latent_moments import Moment
from models.latent_rows import chunks, rows_of, sets_of

SETS = "learnt", "held out"


def write_codes(path: Path, moment: Moment) -> None:
    """Write a row for each image: what is known of it, its code, and its loss.

    Raises:
        ValueError: one sentence that names the file, and why it cannot be written.
    """
    write_whole(path, lambda at: _write_table(at, moment))


def _write_table(at: Path, moment: Moment) -> None:
    images, losses = moment.images, _losses(moment)
    is_out = np.isin(np.arange(images.count), sets_of(moment)[1])
    known = [_words(one) for one in images.attributes]
    with at.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(
            ["number", "set", *(one.name for one in images.attributes)]
            + [tr("code {k}", k=k + 1) for k in range(moment.codes.shape[1])]
            + ["loss"]
        )
        for number, code in enumerate(moment.codes.tolist()):
            told = (words[number] for words in known)
            figures = (f"{value:.9g}" for value in (*code, float(losses[number])))
            table.writerow([number, SETS[int(is_out[number])], *told, *figures])


def _losses(moment: Moment) -> Floats:
    """Return how wrong each image comes back (N,)."""
    hourglass = hourglass_of(moment.spec, moment.checkpoint.theta)
    parts = chunks(np.arange(moment.images.count))
    return np.concatenate([pixel_losses(hourglass, rows_of(moment, p)) for p in parts])


def _words(attribute: Attribute) -> list[str]:
    if attribute.classes:
        return [attribute.classes[int(value)] for value in attribute.values]
    return [f"{value:.9g}" for value in attribute.values.tolist()]
