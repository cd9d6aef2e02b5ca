"""Codes as files: of one epoch as a table, of all that are kept as arrays."""

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from models.files import write_whole
from models.hourglasses import hourglass_of, pixel_losses
from models.images import Attribute, Floats
from models.latent_moments import Moment
from models.latent_rows import chunks, rows_of, sets_of

SETS = "learnt", "held out"


def write_codes(path: Path, moment: Moment) -> None:
    """Write a row for each image: what is known of it, its code, and its loss.

    Raises:
        ValueError: one sentence that names the file, and why it cannot be written.
    """
    write_whole(path, lambda at: _write_table(at, moment))


def write_epochs(path: Path, moments: Sequence[Moment]) -> None:
    """Write codes and points of some epochs into an .npz file, nothing pickled.

    Its arrays are: epochs, losses, held_out_losses (T,); codes (T, N, k), points
    (T, N, 2) as they were drawn, is_held_out (N,), and what is known of the images,
    each by its name.

    Raises:
        ValueError: one sentence that names the file, and why it cannot be written.
    """
    write_whole(path, lambda at: _write_arrays(at, moments))


def _write_table(at: Path, moment: Moment) -> None:
    images, losses = moment.images, _losses(moment)
    is_out = np.isin(np.arange(images.count), sets_of(moment)[1])
    known = [_words(one) for one in images.attributes]
    with at.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(
            ["number", "set", *(one.name for one in images.attributes)]
            + [f"code {k + 1}" for k in range(moment.codes.shape[1])]
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


def _write_arrays(at: Path, moments: Sequence[Moment]) -> None:
    images, held_out = moments[-1].images, sets_of(moments[-1])[1]
    arrays = {
        one.name: np.array(_words(one)) if one.classes else one.values
        for one in images.attributes
    }
    arrays |= {
        "epochs": np.array([one.checkpoint.epoch for one in moments]),
        "losses": np.array([one.checkpoint.loss for one in moments]),
        "held_out_losses": np.array([one.checkpoint.held_out for one in moments]),
        "codes": np.stack([one.codes for one in moments]),
        "points": np.stack([one.points for one in moments]).astype(np.float32),
        "is_held_out": np.isin(np.arange(images.count), held_out),
    }
    with at.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
