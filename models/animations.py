"""Moving pictures: GIF and WebP, and MP4 where there is a program for it.

A frame is taken only when the one before it is written: none but a few are held.
"""

import io
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path

import numpy as np
from PIL import Image

from models.files import write_whole

FORMATS = (".gif", ".webp", ".mp4")
ENCODER = "ffmpeg"  # a program, for MP4
RATES = 5, 30  # frames a second
SECONDS = 1, 60
COLORS, GREYS = 256, 16  # of a GIF; and those of type and lines among them
TICK = 10  # ms: a GIF counts time in these
QUALITY, EFFORT = 90, 2  # of WebP
NO_ENCODER = (
    f"MP4 needs the program {ENCODER}, which is not installed here; "
    "GIF and WebP need nothing"
)


class StoppedError(Exception):
    """No more frames come, and nothing is to be written."""


def refusal(suffix: str) -> str:
    """Return why a file with this ending cannot be written here; empty if it can."""
    if suffix not in FORMATS:
        return f"an animation ends in .gif, .webp or .mp4, not {suffix or 'nothing'}"
    return NO_ENCODER if suffix == ".mp4" and shutil.which(ENCODER) is None else ""


def write_animation(
    path: Path,
    samples: Sequence[Image.Image],
    frames: Iterable[Image.Image],
    count: int,
    rate: int,
) -> Iterator[int]:
    """Write `frames` to `path`, whole or not at all, and yield sizes in bytes.

    First at most about how large it will be, 0 where that is not known; and once it
    is written, how large it is.

    Args:
        path: its ending says the format.
        samples: a few of the frames, from which the colours of a GIF are taken.
        frames: RGB, all of one size.
        count: how many there are.
        rate: frames a second.

    Raises:
        ValueError: one sentence that names the file, and why it cannot be written.
        StoppedError: as `frames` does, and nothing is left of the file.
    """
    suffix = path.suffix.lower()
    if suffix == ".mp4":
        yield 0
        write_whole(path, lambda at: _pipe(at, frames, rate))
    else:
        kind = _Kind(suffix, samples, rate)
        short = io.BytesIO()
        kind.save(short, samples)
        yield len(short.getvalue()) * count // len(samples)
        write_whole(path, lambda at: kind.save(at, frames))
    yield path.stat().st_size


class _Kind:
    """How the frames of a GIF or a WebP become one file."""

    def __init__(self, suffix: str, samples: Sequence[Image.Image], rate: int) -> None:
        self._is_gif = suffix == ".gif"
        self._duration = TICK * round(1000 / rate / TICK)
        self._palette = _palette(samples) if self._is_gif else None

    def save(self, to: Path | io.BytesIO, frames: Iterable[Image.Image]) -> None:
        made = map(self._made, frames)
        options: dict[str, object] = {"duration": self._duration, "loop": 0}
        options |= {} if self._is_gif else {"quality": QUALITY, "method": EFFORT}
        next(made).save(
            to, "GIF" if self._is_gif else "WEBP",
            save_all=True, append_images=made, **options,
        )  # fmt: skip

    def _made(self, frame: Image.Image) -> Image.Image:
        if self._palette is None:
            return frame
        return frame.quantize(palette=self._palette, dither=Image.Dither.NONE)


def _palette(samples: Sequence[Image.Image]) -> Image.Image:
    """Return an image with the colours of all samples: they do not flicker then."""
    width, height = samples[0].size
    sheet = Image.new("RGB", (width, height * len(samples)))
    for number, sample in enumerate(samples):
        sheet.paste(sample, (0, number * height))
    found = sheet.quantize(COLORS - GREYS, Image.Quantize.MEDIANCUT)
    greys = np.repeat(np.linspace(0, 255, GREYS).astype(int), 3).tolist()
    colors = (found.getpalette() or [])[: 3 * (COLORS - GREYS)] + greys
    whole = Image.new("P", (1, 1))
    whole.putpalette(colors)
    return whole


def _pipe(at: Path, frames: Iterable[Image.Image], rate: int) -> None:
    """Have them encoded by another program."""
    rest = iter(frames)
    first = next(rest)
    width, height = first.size
    even = f"{width - width % 2}:{height - height % 2}:0:0"  # as the format wants it
    command = [
        ENCODER, "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb24",
        "-s", f"{width}x{height}", "-r", f"{rate}", "-i", "-", "-vf", f"crop={even}",
        "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-f", "mp4", str(at),
    ]  # fmt: skip
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stderr=pipe) as encoder:
        assert encoder.stdin is not None
        assert encoder.stderr is not None
        try:
            with suppress(BrokenPipeError):  # it says why
                for frame in chain([first], rest):
                    encoder.stdin.write(frame.tobytes())
            with suppress(BrokenPipeError):
                encoder.stdin.close()
        except BaseException:
            encoder.kill()
            raise
        said = encoder.stderr.read().decode(errors="replace").strip()
    if encoder.returncode:
        raise ValueError(f"{ENCODER} failed: {said.splitlines()[-1] if said else '?'}")
