"""The autoencoder on the command line."""

from dataclasses import replace

import pytest
from PyQt6.QtGui import QImage

from explorer import export
from explorer.cli import main
from models.latent_files import open_model
from models.latent_options import OPTIONS
from models.sessions import read_session
from models.spec_files import read_any
from tests.explorer.test_cli import refuse, run_program

TAB = "--tab", "autoencoder"
QUICK = (
    "images.name=faces", "images.world=two_knobs", "images.size=24",
    "images.samples=60", "hourglass.layers=16", "learning.epochs=3",
)  # fmt: skip
SET = [flag for setting in QUICK for flag in ("--set", setting)]


def test_options_list_the_keys_of_the_tab(capsys):
    assert main(["options", *TAB]) == 0
    text = capsys.readouterr().out
    assert all(f"{key}=" in text for key in OPTIONS)


def test_a_model_is_trained_and_its_spec_written(tmp_path):
    model, spec = tmp_path / "a.npz", tmp_path / "a.json"
    assert main(["export", str(model), *TAB, *SET, "--steps", "2"]) == 0
    found = open_model(model)
    assert round(found.checkpoint.epoch) == 2
    assert main(["export", str(spec), *TAB, *SET]) == 0
    assert read_any(spec) == found.spec
    again = tmp_path / "b.json"
    more = ["--open", str(spec), "--set", "hourglass.bottleneck=5"]
    assert main(["export", str(again), *TAB, *more]) == 0
    assert read_any(again).hourglass.bottleneck == 5


@pytest.mark.parametrize("view", ["window", "codes"])
def test_a_view_is_pictured_without_a_display(tmp_path, view):
    out = tmp_path / "a.png"
    look = ["--view", view, "--steps", "2", "--size", "1000x640", "--theme", "dark"]
    done = run_program("export", out, *TAB, *SET, *look)
    assert done.returncode == 0, done.stderr
    image = QImage(str(out))
    assert (image.width(), image.height()) == (1000, 640)
    colors = {image.pixel(x, y) for x in range(0, 1000, 7) for y in range(0, 640, 7)}
    assert len(colors) > 8


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--view", "surface"], "--view must be window, codes, tool or losses"),
        (["--set", "data.name=moons"], "there is no key data.name"),
        (["--set", "hourglass.bottleneck=0"], "hourglass.bottleneck must be"),
        (["--lesson", "7"], "lesson 7 is of the landscape, not of the autoencoder"),
    ],
)
def test_what_does_not_fit_is_refused(capsys, tmp_path, arguments, sentence):
    said = refuse(capsys, "export", tmp_path / "a.png", *TAB, *arguments)
    assert sentence in said


def test_a_spec_of_the_other_kind_is_refused(capsys, tmp_path):
    path = tmp_path / "a.json"
    assert main(["export", str(path)]) == 0
    said = refuse(capsys, "export", tmp_path / "b.json", *TAB, "--open", path)
    assert said == f"{path} is of the landscape, not of the autoencoder"
    assert main(["export", str(path), *TAB, *SET]) == 0
    landscape = "--tab", "landscape", "--open"
    said = refuse(capsys, "export", tmp_path / "b.json", *landscape, path)
    assert said == f"{path} is of the autoencoder, not of the landscape"
    assert main(["export", str(tmp_path / "c.json"), "--open", str(path)]) == 0
    assert read_any(tmp_path / "c.json") == read_any(path), "the file says what it is"


@pytest.mark.gl
def test_pictures_are_the_same_twice_and_a_model_stands_where_it_stood(
    tmp_path, monkeypatch, qapp
):
    monkeypatch.setattr(export, "make_application", lambda: qapp)
    model = tmp_path / "model.npz"
    asked = "--tab", "autoencoder", "--steps", "3"
    assert main(["export", str(model), *asked]) == 0
    spec = open_model(model).spec
    look = export.Look("window", (1300, 700), "light", steps=2, has_gl=False)
    first, second, opened = (tmp_path / f"{name}.png" for name in range(3))
    for path in (first, second):
        export.export_latent(spec, path, look)
    assert first.read_bytes() == second.read_bytes()
    export.export_latent(spec, opened, replace(look, steps=0, model=model))
    assert read_session(first).epoch == 2
    assert read_session(opened).epoch == 3
