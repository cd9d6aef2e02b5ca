"""Models that were trained before are found again, and nothing else is."""

from dataclasses import replace

import numpy as np
import pytest

from models import latent_cache
from models.latent_cache import keep, kept
from models.latent_options import revise
from models.latent_specs import AutoencoderSpec
from models.latent_training import learn, trained

SPEC = revise(
    AutoencoderSpec(),
    {
        "images.name": "faces", "images.size": 24, "images.samples": 40,
        "hourglass.layers": (8,), "learning.epochs": 2,
    },
)  # fmt: skip


@pytest.fixture(scope="module")
def checkpoint():
    return trained(SPEC, 2)


def test_the_same_training_is_found_however_it_is_looked_at(tmp_path, checkpoint):
    assert kept(tmp_path / "none", SPEC) is None
    keep(tmp_path / "made", SPEC, checkpoint)
    other = revise(SPEC, {"view.tool": "map", "plane.kind": "random"})
    found = kept(tmp_path / "made", other)
    np.testing.assert_array_equal(found.theta, checkpoint.theta)
    assert kept(tmp_path / "made", revise(SPEC, {"hourglass.seed": 1})) is None
    assert kept(tmp_path / "made", revise(SPEC, {"learning.epochs": 3})) is None


def test_it_is_shown_as_it_ended(tmp_path, checkpoint):
    keep(tmp_path, SPEC, checkpoint)
    (moment,) = (
        item for item in learn(SPEC, folder=tmp_path) if hasattr(item, "codes")
    )
    np.testing.assert_array_equal(moment.checkpoint.theta, checkpoint.theta)
    assert round(moment.checkpoint.epoch) == 2


def test_what_is_broken_is_trained_again(tmp_path, checkpoint):
    keep(tmp_path, SPEC, checkpoint)
    (path,) = tmp_path.iterdir()
    path.write_bytes(b"no model")
    assert kept(tmp_path, SPEC) is None


def test_what_cannot_be_written_or_found_again_is_not_kept(tmp_path, checkpoint):
    (tmp_path / "file").write_text("")
    keep(tmp_path / "file", SPEC, checkpoint)
    own = replace(SPEC, images=replace(SPEC.images, name="own", file="x"))
    keep(tmp_path / "own", own, checkpoint)
    assert not (tmp_path / "own").exists()


def test_the_latest_are_kept(tmp_path, checkpoint, monkeypatch):
    monkeypatch.setattr(latent_cache, "MOST", 3)
    for seed in range(5):
        keep(tmp_path, revise(SPEC, {"hourglass.seed": seed}), checkpoint)
    assert len(list(tmp_path.iterdir())) == 3
    assert kept(tmp_path, revise(SPEC, {"hourglass.seed": 4})) is not None
