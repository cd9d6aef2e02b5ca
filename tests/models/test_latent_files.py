"""Trained autoencoders as files: opened again, or refused in a sentence."""

import io
import json
import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import models.quiet_torch  # noqa: F401 - one thread
from models.autoencoders import train
from models.digits import load_digits
from models.hourglasses import draw_hourglass
from models.latent_files import open_model, save_model
from models.latent_moments import Checkpoint
from models.latent_specs import AutoencoderSpec, HourglassSpec, LearningSpec

SPEC = AutoencoderSpec(
    hourglass=HourglassSpec((5, 4), 3, "elu"), learning=LearningSpec(epochs=7, l2=0.5)
)
quick = settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def saved(tmp_path):
    checkpoint = Checkpoint(4, 256, 0.8, draw_hourglass(SPEC), 0.25, 0.5, seconds=2.0)
    save_model(tmp_path / "m.npz", SPEC, checkpoint)
    return tmp_path / "m.npz", checkpoint


def rewrite(path, change=lambda about: None, **arrays):
    with np.load(path) as old:
        about, theta = json.loads(bytes(old["about"])), old["theta"]
    change(about)
    text = np.frombuffer(json.dumps(about).encode(), np.uint8)
    np.savez(path, **{"about": text, "theta": theta} | arrays)


def refusal(path):
    with pytest.raises(ValueError, match=r"m\.npz cannot be opened: [^\n]+$") as caught:
        open_model(path)
    return str(caught.value)


def test_a_model_is_opened_as_it_was_saved(saved):
    path, checkpoint = saved
    spec, found = open_model(path)
    assert spec == SPEC
    assert np.array_equal(found.theta, checkpoint.theta)
    assert (found.index, found.seen, found.epoch) == (4, 256, 0.8)
    assert (found.loss, found.held_out, found.seconds) == (0.25, 0.5, 2.0)
    assert not found.theta.flags.writeable
    assert sorted(path.parent.iterdir()) == [path]


def test_an_opened_model_can_be_trained_on(saved):
    spec, found = open_model(saved[0])
    pixels = load_digits().pixels[:400]
    *_, last = (one for one in train(spec, pixels, found, every=10**6) if one)
    assert last.index == 7 * 5
    assert last.loss < 0.25


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(ValueError, match="cannot be written: No such file"):
        save_model(tmp_path / "no" / "m.npz", SPEC, Checkpoint(0, 0, 0, None, 0, 0))
    assert "no such file" in refusal(tmp_path / "m.npz")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda a: a.update(form="x"), "it is no autoencoder of this program"),
        (lambda a: a.update(version=2), "it is of version 2, and this program opens"),
        (lambda a: a["spec"]["hourglass"].update(bottleneck=2), "parameters where"),
        (lambda a: a["spec"]["hourglass"].update(bottleneck=0), "bottleneck must be"),
        (
            lambda a: a["spec"]["hourglass"].update(activaton="elu"),
            "hourglass.activation?",
        ),
        (lambda a: a["spec"].update(hourglas={}), "did you mean hourglass?"),
        (
            lambda a: a["spec"].update(images=3),
            "images must be an object of keys, not 3",
        ),
        (lambda a: a.update(spec=[]), "a spec is an object of parts"),
        (lambda a: a.pop("spec"), "parts of it are missing"),
        (lambda a: a.update(training=3), "does not say how far"),
        (lambda a: a["training"].update(loss="low"), "must be numbers"),
    ],
)
def test_what_does_not_fit_is_refused(saved, change, sentence):
    rewrite(saved[0], change)
    assert sentence in refusal(saved[0])


@pytest.mark.parametrize(
    "theta",
    [
        np.zeros(3, np.float32), np.zeros(10_000, np.float32),
        draw_hourglass(SPEC).astype(np.float64), draw_hourglass(SPEC) * np.nan,
        np.array([{}], dtype=object),
    ],
)  # fmt: skip
def test_other_parameters_are_refused(saved, theta):
    rewrite(saved[0], theta=theta)
    refusal(saved[0])


@quick
@given(data=st.data())
def test_broken_files_are_refused(saved, data):
    raw = bytearray(saved[0].read_bytes())
    place = data.draw(st.integers(0, len(raw) - 1))
    if data.draw(st.booleans()):
        raw = raw[:place]
    else:
        raw[place] ^= data.draw(st.integers(1, 255))
    broken = saved[0].with_name("m.npz.npz")
    broken.write_bytes(raw)
    try:
        spec, found = open_model(broken)
    except ValueError as error:
        assert "\n" not in str(error)
    else:
        assert len(found.theta) == spec.count


def test_a_file_that_claims_to_be_huge_is_not_unpacked(saved):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        array = io.BytesIO()
        np.save(array, np.zeros(1 << 23, np.uint8))
        archive.writestr("about.npy", array.getvalue())
    saved[0].write_bytes(packed.getvalue())
    assert "its about is larger than it can be" in refusal(saved[0])
