"""The command line, as users script it."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from PyQt6.QtGui import QImage

from explorer import export
from explorer.cli import main
from explorer.export_command import VIEWS
from explorer.lessons.card import LessonCard
from models.lessons import load_lesson
from models.options import OPTIONS, from_json, revise
from models.specs import Spec

ROOT = Path(__file__).resolve().parents[2]


def run_program(*arguments, **environment):
    """Run it as a user does, by default without any display."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    env = {k: v for k, v in os.environ.items() if k not in hidden} | environment
    return subprocess.run(
        [sys.executable, "main.py", *map(str, arguments)],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def refuse(capsys, *arguments):
    assert main([str(argument) for argument in arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    return shown.err.strip()


def test_options_list_every_key(capsys):
    assert main(["options"]) == 0
    text = capsys.readouterr().out
    for key in OPTIONS:
        assert f"{key}=" in text
    assert main(["options", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows.keys() == OPTIONS.keys()
    assert rows["data.name"]["names"][:2] == ["six_points", "tanh_curve"]
    assert rows["loss.name"]["allowed"].startswith("auto, squared")
    assert rows["data.name"]["default"] == "six_points"


def test_numbers_need_no_display_nor_what_draws_on_it(tmp_path):
    out = tmp_path / "run.npz"
    script = (
        "import sys; from explorer.cli import main\n"
        f"status = main(['export', {str(out)!r}, '--set', 'plane.resolution=21'])\n"
        "drawing = {'PyQt6.QtGui', 'PyQt6.QtWidgets'}\n"
        "sys.exit(status or bool(drawing & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, timeout=120)
    assert done.returncode == 0
    assert np.load(out, allow_pickle=False)["loss"].shape == (21, 21)


def test_export_of_numbers_follows_the_settings(tmp_path):
    out = tmp_path / "run.npz"
    settings = ["data.name=moons", "network.hidden=8,8", "network.activation=tanh",
                "plane.kind=random", "plane.resolution=31"]  # fmt: skip
    flags = [flag for setting in settings for flag in ("--set", setting)]
    assert main(["export", str(out), "--steps", "10", *flags]) == 0
    found = np.load(out, allow_pickle=False)
    assert found["thetas"].shape == (1, 11, 105)
    assert from_json(str(found["spec"])).network.hidden == (8, 8)


def test_every_default_can_be_typed():
    for option in OPTIONS.values():
        assert option.parse(option.spell(option.default)) == option.default


def test_numbers_of_a_descent_that_diverges_say_so(tmp_path, capsys):
    out = tmp_path / "run.npz"
    flags = ["--steps", "99", "--set", "optimizer.learning_rate=0.2"]
    assert main(["export", str(out), *flags, "--set", "plane.resolution=21"]) == 0
    assert (
        capsys.readouterr().err == "The descent diverged at step 5, and ends there.\n"
    )


@pytest.mark.parametrize("name", ["a.npz", "a.json"])
def test_what_cannot_be_written_is_named(capsys, tmp_path, name):
    out = tmp_path / name
    out.mkdir()
    said = refuse(capsys, "export", out, "--set", "plane.resolution=21")
    assert said == f"{out} cannot be written: Is a directory"


def test_a_picture_that_cannot_be_written_is_named(tmp_path):
    out = tmp_path / "a.png"
    out.mkdir()
    done = run_program("export", out, "--set", "plane.resolution=21")
    assert done.returncode == 2
    assert done.stderr == f"{out} cannot be written: Is a directory\n"


def test_a_written_spec_can_be_opened(tmp_path):
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    assert main(["export", str(first), "--set", "data.name=spiral"]) == 0
    assert from_json(first.read_text()) == revise(Spec(), {"data.name": "spiral"})
    again = ["--open", str(first), "--set", "data.seed=3"]
    assert main(["export", str(second), *again]) == 0
    assert from_json(second.read_text()).data.seed == 3


def test_lessons_are_presets(tmp_path):
    out = tmp_path / "lesson.json"
    assert main(["export", str(out), "--lesson", "7"]) == 0
    assert from_json(out.read_text()).data.name == "tanh_curve"
    assert main(["export", str(out), "--lesson", "8"]) == 0
    assert from_json(out.read_text()).view.losses == "cut"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["--set", "data.nam=moons"],
            "there is no key data.nam; did you mean data.name?",
        ),
        (["--set", "data.samples=0"], "data.samples must be a whole number from 1"),
        (["--set", "optimizer.learning_rate=inf"], "optimizer.learning_rate must be"),
        (
            ["--lesson", "99"],
            "there is no lesson 99: the lessons are 1, 2, 3, 4, 5, 6",
        ),
        (["--lesson", "5", "--open", "x"], "cannot be given together"),
        (["--open", "nowhere.json"], "nowhere.json cannot be read: No such file"),
        (["--stepps", "3"], "unrecognized arguments: --stepps"),
        (["--steps", "-3"], "--steps must be a whole number from 0"),
        (["--steps", "many"], "from 0 to 1000000, not many"),
        (["--theme", "blue"], "argument --theme: invalid choice: 'blue'"),
        (["--size", "wide"], "--size must be WIDTHxHEIGHT such as 1440x900, not wide"),
        (["--size", "1x1"], "--size must be from 64x64 to 8192x8192, not 1x1"),
        (["--view", "mapp"], "not mapp; did you mean map?"),
        (["--scale", "9"], "--scale must be from 1 to 8, not 9"),
        (["--seconds", "90"], "--seconds must be from 1 to 60, not 90"),
        (["--rate", "fast"], "--rate must be from 5 to 30, not fast"),
    ],
)
def test_bad_arguments_are_refused_in_one_sentence(
    capsys, tmp_path, arguments, sentence
):
    out = tmp_path / "picture.png"
    assert sentence in refuse(capsys, "export", out, *arguments)
    assert not out.exists()


def test_an_unknown_command_is_refused_with_the_nearest(capsys):
    assert refuse(capsys, "exprot") == (
        "there is no command exprot; did you mean export?"
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "a.jpg",
            ".mp4, .npz, .csv or .json, not .jpg",
        ),
        ("a.pmg", "not .pmg; did you mean .png?"),
        (
            "a",
            ".mp4, .npz, .csv or .json, not a",
        ),
        ("no/such/a.png", "no/such does not exist"),
    ],
)
def test_bad_outputs_are_refused(capsys, tmp_path, name, sentence):
    assert sentence in refuse(capsys, "export", tmp_path / name)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "broken.json: this is not JSON"),
        (b"\xff\xfe\x00", "broken.json is not a text file"),
        (b'\xef\xbb\xbf{"batch": {"size": -1}}', "batch.size must be a whole number"),
        (b'{"batch": {"size": []}}', "broken.json: batch.size must be a whole number"),
    ],
)
def test_broken_files_are_named(capsys, tmp_path, content, sentence):
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    assert sentence in refuse(capsys, "export", tmp_path / "a.png", "--open", path)
    assert sentence in refuse(capsys, "--open", path)


def test_without_a_display_the_window_says_so_and_names_export():
    done = run_program()
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "There is no display" in done.stderr
    assert "export" in done.stderr


def test_a_stale_display_is_not_an_abort():
    done = run_program(DISPLAY=":4711")
    assert done.returncode == 1
    assert "The display :4711 does not answer" in done.stderr


def colors_of(image, spots):
    return {image.pixel(x, y) for x, y in spots}


GRID = [(x, y) for x in range(0, 500, 4) for y in range(0, 400, 4)]


@pytest.mark.gl
def test_pictures_are_written_without_a_display(tmp_path):
    out = tmp_path / "picture.png"
    arguments = ["--size", "500x400", "--theme", "dark", "--steps", "5"]
    done = run_program("export", out, *arguments, "--set", "plane.resolution=31")
    assert (done.returncode, done.stderr) == (0, "")
    image = QImage(str(out))
    assert min(image.width(), image.height()) >= 400
    assert len(colors_of(image, GRID)) > 20


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "an animation of a run needs --steps"),
        (["--motion", "turn", "--view", "map"], "of the view window or surface"),
        (["--motion", "turn", "--tab", "autoencoder"], "of the view window or"),
    ],
)
def test_what_does_not_move_is_refused(capsys, tmp_path, arguments, sentence):
    out = tmp_path / "moving.gif"
    assert sentence in refuse(capsys, "export", out, *arguments)
    assert not out.exists()


@pytest.fixture
def in_this_process(monkeypatch, qapp):
    """Let pictures be drawn by the application of the tests; it is quicker."""
    monkeypatch.setattr(export, "make_application", lambda: qapp)


@pytest.mark.gl
@pytest.mark.parametrize(("view", "motion"), [("map", "run"), ("surface", "turn")])
def test_an_animation_is_as_large_and_long_as_asked(
    tmp_path, in_this_process, view, motion
):
    out = tmp_path / "moving.gif"
    spec = revise(Spec(), {"plane.resolution": 31})
    look = export.Look(
        view, (320, 240), "dark", steps=4, has_gl=None,
        motion=motion, seconds=1, rate=5,
    )  # fmt: skip
    export.export_picture(spec, out, look)
    with Image.open(out) as image:
        assert (image.size, image.n_frames) == ((320, 240), 5)
        assert image.info["duration"] == 200


@pytest.mark.gl
@pytest.mark.parametrize("view", [view for view in VIEWS if view != "window"])
def test_every_view_is_a_picture_of_its_own(tmp_path, in_this_process, view):
    out = tmp_path / "picture.png"
    spec = revise(Spec(), {"plane.resolution": 31})
    look = export.Look(view, (500, 400), "dark", steps=5, has_gl=None)
    export.export_picture(spec, out, look)
    image = QImage(str(out))
    assert (image.width(), image.height()) == (500, 400)
    assert len(colors_of(image, GRID)) > 20


@pytest.mark.parametrize("options", [(), ("--no-gl",)])
def test_without_opengl_the_surface_is_drawn_all_the_same(tmp_path, options):
    out = tmp_path / "picture.png"
    size = "--view", "surface", "--size", "400x300"
    done = run_program("export", out, *size, *options, QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, done.stderr) == (0, "")
    image = QImage(str(out))
    assert image.width() == 400
    middle = [(x, y) for x in range(100, 300, 7) for y in range(80, 200, 7)]
    assert len(colors_of(image, middle)) > 50


@pytest.mark.gl
def test_pictures_of_all_lessons_need_a_folder_and_take_no_other(tmp_path, capsys):
    said = refuse(capsys, "export", tmp_path / "no" / "where", "--all-lessons")
    assert "does not exist" in said
    (tmp_path / "file").touch()
    said = refuse(capsys, "export", tmp_path / "file", "--all-lessons")
    assert "is not a folder" in said
    assert "as they are" in refuse(
        capsys, "export", tmp_path, "--all-lessons", "--lesson", "7"
    )


@pytest.mark.gl
@pytest.mark.parametrize(("suffix", "begin"), [(".svg", b"<?xml"), (".pdf", b"%PDF")])
@pytest.mark.parametrize("view", ["surface", "map", "history"])
def test_views_are_written_as_vectors(tmp_path, in_this_process, view, suffix, begin):
    out = tmp_path / f"picture{suffix}"
    spec = revise(Spec(), {"plane.resolution": 31})
    look = export.Look(view, (500, 400), "light", steps=3, has_gl=None)
    export.export_picture(spec, out, look)
    assert out.read_bytes().startswith(begin)
    if suffix == ".svg":
        root = ElementTree.parse(out).getroot()
        texts = {"".join(node.itertext()).strip() for node in root.iter()}
        assert {"surface": "w", "map": "0", "history": "step"}[view] in texts


@pytest.mark.gl
@pytest.mark.parametrize("has_lines", [True, False])
def test_a_surface_is_lines_or_an_image(tmp_path, in_this_process, has_lines):
    out = tmp_path / "picture.svg"
    spec = revise(Spec(), {"plane.resolution": 91})
    look = export.Look("surface", (500, 400), "light", 3, None, has_lines=has_lines)
    export.export_picture(spec, out, look)
    text = out.read_text()
    assert ("<image" in text) is not has_lines
    assert (text.count("<polygon") + text.count("<path") > 1000) is has_lines
    assert len(text) < 3e6


@pytest.mark.gl
def test_a_picture_at_a_scale_has_so_many_pixels_and_opens_again(tmp_path):
    first, second = tmp_path / "a.png", tmp_path / "b.png"
    spec = "--set", "data.name=moons", "--set", "plane.resolution=31"
    asked = "--view", "surface", "--size", "400x300", "--scale", "2"
    done = run_program("export", first, *spec, *asked, "--steps", "5")
    assert (done.returncode, done.stderr) == (0, "")
    image = QImage(str(first))
    assert (image.width(), image.height()) == (800, 600)
    done = run_program("export", second, "--open", first, *asked)
    assert (done.returncode, done.stderr) == (0, "")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.gl
def test_a_picture_of_a_lesson_shows_its_card(tmp_path, in_this_process):
    lesson = load_lesson("7")
    bare, asked, answered = (tmp_path / f"{n}.png" for n in range(3))
    look = export.Look("window", (1000, 600), "light", steps=0, has_gl=None)
    export.export_picture(lesson.spec, bare, look)
    export.export_picture(lesson.spec, asked, replace(look, lesson=lesson))
    export.export_picture(
        lesson.spec, answered, replace(look, lesson=lesson, is_answered=True)
    )
    found = {path.read_bytes() for path in (bare, asked, answered)}
    assert len(found) == 3


@pytest.mark.gl
def test_a_picture_of_an_answered_lesson_says_what_is_measured(
    tmp_path, in_this_process, monkeypatch
):
    seen = []
    show = LessonCard.show_facts
    monkeypatch.setattr(
        LessonCard,
        "show_facts",
        lambda card, facts, is_done: (seen.extend(facts), show(card, facts, is_done)),
    )
    lesson = load_lesson("9")
    look = export.Look("window", (1000, 600), "light", steps=0, has_gl=None)
    look = replace(look, lesson=lesson, is_answered=True)
    export.export_picture(lesson.then, tmp_path / "picture.png", look)
    assert len(seen) == len(lesson.facts)
    assert all(fact.holds for fact in seen)


def test_where_something_is_not_installed_it_says_so(tmp_path):
    script = [sys.executable, "-S", "main.py"]
    done = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith("PyQt6 is not installed here: `make run`")
    assert done.stderr.count("\n") == 1


def test_an_answer_is_of_a_lesson(tmp_path, capsys):
    assert "of a lesson" in refuse(capsys, "export", tmp_path / "a.png", "--answered")


def test_a_picture_that_cannot_be_drawn_ends_no_other(monkeypatch, tmp_path, capsys):
    drawn = []

    def draw(spec, path, look):
        drawn.append(path.name)
        if path.name.startswith("02"):
            raise OSError("the disk is full")

    monkeypatch.setattr(export, "export_picture", draw)
    monkeypatch.setattr(export, "export_latent", draw)
    assert main(["export", f"{tmp_path}", "--all-lessons"]) == 1
    assert capsys.readouterr().err == "the disk is full\n"
    assert len(drawn) == 24


@pytest.mark.parametrize(
    ("name", "option", "sentence"),
    [
        ("a.svg", "--scale=4", "--scale is for .png, .gif, .webp, .mp4, not for .svg"),
        ("a.png", "--motion=turn", "--motion is for .gif, .webp, .mp4, not for .png"),
        ("a.png", "--surface=image", "--surface is for .svg, .pdf, not for .png"),
        ("a.svg", "--transparent", "--transparent is for .png, not for .svg"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(
    tmp_path, capsys, name, option, sentence
):
    assert refuse(capsys, "export", tmp_path / name, option) == sentence


def test_a_picture_has_no_more_pixels_than_fit_in_memory(tmp_path, capsys):
    options = "--size", "8192x100", "--scale", "8"
    said = refuse(capsys, "export", tmp_path / "a.png", *options)
    assert said == "a picture has at most 16384 pixels a side, not 65536"


@pytest.mark.parametrize("name", ["a.png", "a.npz"])
@pytest.mark.parametrize("seconds", [0.2, 1.5])
def test_interrupted_it_ends_at_once_and_leaves_nothing(tmp_path, name, seconds):
    out = tmp_path / name
    long = "--steps", "1000000", "--set", "network.hidden=16,16"
    with subprocess.Popen(
        [sys.executable, "main.py", "export", out, *long], cwd=ROOT,
        stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as program:  # fmt: skip
        time.sleep(seconds)
        os.killpg(program.pid, signal.SIGINT)  # as a terminal does: to all it began
        _, said = program.communicate(timeout=20)
    assert "Error" not in said
    assert "X11" not in said
    assert list(tmp_path.iterdir()) == []
    assert program.returncode in (130, -signal.SIGINT)
