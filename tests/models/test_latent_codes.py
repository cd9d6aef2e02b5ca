"""Codes as a table."""

import csv

import numpy as np
import pytest

from models.images import split
from models.latent_codes import write_codes
from tests.explorer.latent_sights import DIGITS, Trained


@pytest.fixture(scope="module")
def moment():
    return Trained(DIGITS).moment


def test_codes_are_written_as_a_table(moment, tmp_path):
    write_codes(tmp_path / "codes.csv", moment)
    with (tmp_path / "codes.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["number", "set", "digit", "code 1", "code 2", "loss"]
    codes = np.array([row[3:5] for row in rows], np.float32)
    assert np.array_equal(codes, moment.codes)
    is_out = [row[1] == "held out" for row in rows]
    assert np.flatnonzero(is_out).tolist() == split(1797, 0.2, 0)[1].tolist()
    values = moment.images.attributes[0].values.astype(int)
    assert [int(row[2]) for row in rows] == values.tolist()
    mean = np.mean([float(row[-1]) for row in rows if row[1] == "held out"])
    assert mean == pytest.approx(moment.checkpoint.held_out, rel=1e-5)


def test_a_folder_that_is_not_there_is_said(moment, tmp_path):
    with pytest.raises(ValueError, match="cannot be written"):
        write_codes(tmp_path / "no" / "codes.csv", moment)
