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
from models.language import tr

FORMATS = (".gif", ".webp", ".mp4")
ENCODER = "ffmpeg"  # a program, for MP4
RATES = 5, 30  # frames a second
SECONDS = 1, 60
COLORS, GREYS, COMMON = 256, 16, 24  # of a GIF; those of type, and the commonest
SHADE, ROUNDS = 8, 2  # of 256: nearer ones count as one; and how often they are mended
TICK = 10  # ms: a GIF counts time in these
QUALITY, EFFORT = 90, 2  # of WebP
NO_ENCODER = tr(
    "MP4 needs the program {encoder}, which is not installed here; GIF and "
    "WebP need nothing",
    encoder=ENCODER,
)


class StoppedError(Exception):
    """No more frames come, and nothing is to be written."""


def refusal(suffix: str) -> str:
    """Return why a file with this ending cannot be written here; empty if it can."""
    if suffix not in FORMATS:
        return tr(
            "an animation ends in .gif, .webp or .mp4, not {suffix}",
            suffix=suffix or tr("nothing"),
        )
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
    pixels = np.concatenate([np.asarray(one).reshape(-1, 3) for one in samples])
    exact, counts = np.unique(pixels, axis=0, return_counts=True)
    common = exact[np.argsort(-counts, kind="stable")[:COMMON]].astype(int)
    shades, counts = np.unique(pixels // SHADE, axis=0, return_counts=True)
    often = 1 + np.log2(counts).astype(int)  # a colour that is rare is one as well
    strip = np.repeat(shades * SHADE + SHADE // 2, often, axis=0).astype(np.uint8)
    found = Image.fromarray(strip[None]).quantize(
        COLORS - GREYS - COMMON, Image.Quantize.MEDIANCUT, kmeans=ROUNDS
    )
    greys = np.repeat(np.linspace(0, 255, GREYS).astype(int), 3).tolist()
    colors = np.array(found.getpalette() or [0, 0, 0]).reshape(-1, 3)
    colors = colors[: COLORS - GREYS - COMMON]
    gaps = np.abs(colors[:, None] - common).max(-1)  # of near ones the wrong is taken
    is_near = gaps.min(1) <= SHADE
    colors[is_near] = common[gaps.argmin(1)[is_near]]
    whole = Image.new("P", (1, 1))
    whole.putpalette([*colors.ravel().tolist(), *common.ravel().tolist(), *greys])
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
        raise ValueError(
            tr(
                "{encoder} failed: {said}",
                encoder=ENCODER,
                said=said.splitlines()[-1] if said else "?",
            )
        )
