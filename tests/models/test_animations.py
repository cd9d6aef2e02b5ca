"""Animations: all frames, in their colours and time; or no file and a sentence."""

import os
import stat
import sys

import numpy as np
import pytest
from PIL import Image

from models.animations import StoppedError, refusal, write_animation

SIZE = 48, 32


def frame(number):
    """A square that goes to the right, with a white line above it."""
    pixels = np.full((SIZE[1], SIZE[0], 3), (20, 24, 29), np.uint8)
    pixels[4, :] = 255
    pixels[10:20, 2 * number : 2 * number + 8] = 232, 69, 60
    return Image.fromarray(pixels)


def frames(count):
    return [frame(number) for number in range(count)]


def film(path, count=12, rate=20, shown=None):
    shown = frames(count) if shown is None else shown
    samples = [frame(k) for k in (0, count // 2, count - 1)]
    return list(write_animation(path, samples, shown, count, rate))


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_every_frame_is_there_at_its_time(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    estimate, size = film(path)
    assert size == path.stat().st_size
    assert size <= estimate < 20 * size
    with Image.open(path) as image:
        assert image.n_frames == 12
        assert image.info["loop"] == 0
        for number in range(12):
            image.seek(number)
            image.load()
            assert image.info["duration"] == 50
            both = image, frame(number)
            seen, meant = (np.asarray(one.convert("RGB"), int) for one in both)
            assert np.abs(seen - meant).mean() < 4
    assert np.abs(seen[4] - 255).max() <= (0 if suffix == ".gif" else 40)


def test_frames_are_taken_one_by_one(tmp_path):
    taken = []

    def shown():
        for number in range(12):
            taken.append(number)
            yield frame(number)

    steps = write_animation(tmp_path / "a.gif", frames(3), shown(), 12, 10)
    next(steps)
    assert taken == []  # the size is estimated first
    list(steps)
    assert taken == list(range(12))


@pytest.mark.parametrize("suffix", [".gif", ".webp", ".mp4"])
def test_one_that_is_stopped_leaves_nothing(tmp_path, suffix, encoder):
    def shown():
        yield frame(0)
        yield frame(1)
        raise StoppedError

    with pytest.raises(StoppedError):
        film(tmp_path / f"a{suffix}", shown=shown())
    assert list(tmp_path.glob("a*")) == []
    assert [p.name for p in tmp_path.iterdir() if p.suffix == suffix] == []


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(ValueError, match=r"none/a.gif cannot be written"):
        film(tmp_path / "none" / "a.gif")


ENCODER = """#!{python}
import sys
at = sys.argv[-1]
if {fails}:
    sys.stderr.write("no such codec\\n")
    sys.exit(1)
data = sys.stdin.buffer.read()
open(at, "wb").write(" ".join(sys.argv[1:-1]).encode() + b"\\n" + data)
"""


@pytest.fixture
def encoder(tmp_path, monkeypatch):
    """A program in the place of the real one: it writes what it is given."""

    def install(fails=False):
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        program = folder / "ffmpeg"
        program.write_text(ENCODER.format(python=sys.executable, fails=fails))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    install()
    return install


def test_another_program_is_given_all_frames(tmp_path, encoder):
    path = tmp_path / "a.mp4"
    estimate, size = film(path, rate=25)
    assert (estimate, size) == (0, path.stat().st_size)
    asked, _, data = path.read_bytes().partition(b"\n")
    assert data == b"".join(each.tobytes() for each in frames(12))
    for option in (b"-s 48x32", b"-r 25", b"yuv420p", b"crop=48:32:0:0"):
        assert option in asked


def test_what_another_program_says_is_told(tmp_path, encoder):
    encoder(fails=True)
    with pytest.raises(ValueError, match="ffmpeg failed: no such codec"):
        film(tmp_path / "a.mp4")
    assert not (tmp_path / "a.mp4").exists()


def test_what_cannot_be_written_is_refused(monkeypatch, encoder):
    assert refusal(".gif") == refusal(".webp") == refusal(".mp4") == ""
    monkeypatch.setenv("PATH", "")
    assert "needs the program ffmpeg" in refusal(".mp4")
    assert "not .avi" in refusal(".avi")
