"""Images of one's own: a folder of pictures, or one file that holds many.

Reading is a generator with progress; files that are broken are listed and left out.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models.image_stacks import Stack, open_stack, slabs
from models.images import Attribute, ImageReading, Images, Skipped, sealed
from models.language import marked, tr
from models.latent_specs import ColoursName
from models.npz_files import BROKEN
from models.snapshots import frozen
from models.squares import Bytes, read_square, squared

SUFFIXES = ".png", ".jpg", ".jpeg"
MOST_IMAGES = 20_000  # used: of more, an even random sample
MOST_BYTES = 1 << 30  # of their pixels
LEAST = 2  # one to learn from, one to test on
SLAB_BYTES = 1 << 22  # of a file that holds many, read at once
NEWS = 50  # images between two reports
MOST_CLASSES = 1000  # of whole numbers; of more they are numbers


@dataclass(frozen=True, slots=True)
class Wish:
    """Where images come from, and what is to become of them."""

    path: Path
    size: int
    colours: ColoursName
    most: int = MOST_IMAGES
    seed: int = 0  # of the sample, where there are more

    @property
    def limit(self) -> int:
        """How many are read, at most."""
        each = self.size**2 * (3 if self.colours == "colour" else 1)
        return min(self.most, MOST_BYTES // each)


def read_images(wish: Wish) -> Iterator[ImageReading | Images | None]:
    """Yield how far it is, None where it may be stopped, and at last the images.

    Raises:
        ValueError: one sentence that names the folder or file and what is wrong.
    """
    try:
        if wish.path.is_dir():
            yield from _read_folder(wish)
        elif wish.path.is_file():
            yield from _read_stack(wish)
        else:
            raise ValueError(tr("there is no such folder or file"))
    except BROKEN as error:
        why = getattr(error, "strerror", None) or str(error) or tr("it is broken")
        words = " ".join(why.split())
        raise ValueError(f"{wish.path.name}: {words}") from None


def _read_folder(wish: Wish) -> Iterator[ImageReading | Images | None]:
    files: list[tuple[str, ...]] = []
    for found in _listed(wish.path):
        files += found
        yield None
    if not files:
        raise ValueError(_too_few(0))
    chosen = _sample(len(files), wish)
    pixels = _room(len(chosen), wish)
    skipped: list[Skipped] = []
    kept: list[tuple[str, ...]] = []
    for done, number in enumerate(chosen, start=1):
        parts = files[number]
        try:
            pixels[len(kept)] = read_square(
                wish.path.joinpath(*parts), wish.size, wish.colours
            )
            kept.append(parts)
        except ValueError as error:
            skipped.append(Skipped("/".join(parts), str(error)))
        yield None if done % NEWS else ImageReading(done / len(chosen), len(kept))
    if len(kept) < LEAST:
        broken = [
            tr(" that can be read; {name}: {why}", name=one.name, why=one.why)
            for one in skipped[:1]
        ]
        raise ValueError(_too_few(len(kept)) + "".join(broken))
    folders = [parts[0] if len(parts) > 1 else "" for parts in kept]
    yield Images(
        sealed(pixels[: len(kept)]), _attributes(np.array(folders)), wish.path.name,
        _told(len(kept), len(files), len(skipped), wish.seed), tuple(skipped),
    )  # fmt: skip


def _listed(folder: Path) -> Iterator[list[tuple[str, ...]]]:
    """Yield the pictures of each folder in turn: the parts of their paths."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        parts = Path(place).relative_to(folder).parts
        yield [
            (*parts, name)
            for name in sorted(names)
            if name.lower().endswith(SUFFIXES) and not name.startswith(".")
        ]


def _read_stack(wish: Wish) -> Iterator[ImageReading | Images | None]:
    with open_stack(wish.path) as stack:
        if stack.total < LEAST:
            raise ValueError(_too_few(stack.total))
        chosen = _sample(stack.total, wish)
        pixels = _room(len(chosen), wish)
        place = 0
        for read, some in _chosen_of(stack, chosen):
            for image in some:
                pixels[place] = _small(image, wish)
                place += 1
            yield ImageReading(read / stack.total, place)
        labels = stack.labels
        yield Images(
            sealed(pixels), () if labels is None else _attributes(labels[chosen]),
            wish.path.name, _told(len(chosen), stack.total, 0, wish.seed),
        )  # fmt: skip


def _chosen_of(
    stack: Stack, chosen: NDArray[np.intp]
) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """Yield how many images were read so far, and the chosen ones among the last."""
    each = int(np.prod(stack.shape)) * stack.dtype.itemsize
    read = 0
    for slab in slabs(stack, max(SLAB_BYTES // each, 1)):
        here = chosen[(chosen >= read) & (chosen < read + len(slab))] - read
        read += len(slab)
        yield read, slab[here]


def _small(image: NDArray[np.uint8], wish: Wish) -> Bytes:
    plain = image[..., 0] if image.shape[2] == 1 else image
    return squared(
        Image.fromarray(np.ascontiguousarray(plain)), wish.size, wish.colours
    )


def _sample(count: int, wish: Wish) -> NDArray[np.intp]:
    """Return the numbers of those that are read, rising: an even random sample."""
    if count <= wish.limit:
        return np.arange(count)
    rng = np.random.default_rng(wish.seed)
    return np.sort(rng.choice(count, wish.limit, replace=False, shuffle=False))


def _room(count: int, wish: Wish) -> Bytes:
    channels = 3 if wish.colours == "colour" else 1
    return np.empty((count, wish.size, wish.size, channels), np.uint8)


def _attributes(labels: NDArray[Any]) -> tuple[Attribute, ...]:
    """Return what labels say, if they say anything."""
    names, places = np.unique(labels, return_inverse=True)
    if len(names) < 2:
        return ()
    if len(names) > MOST_CLASSES and labels.dtype.kind != "U":
        return (Attribute(marked("label"), frozen(labels)),)
    classes = tuple(str(name) or tr("none") for name in names)
    return (Attribute(marked("label"), frozen(places), classes),)


def _too_few(count: int) -> str:
    if not count:
        return tr("there are no images, PNG or JPEG")
    return tr("there is one image only, and an autoencoder needs at least 2")


def _told(kept: int, found: int, skipped: int, seed: int) -> str:
    """Say what became of the images, in one sentence."""
    words = tr("{kept:,} images are used", kept=kept)
    if found > kept + skipped:
        words += tr(
            ", an even random sample of {found:,} (seed {seed})", found=found, seed=seed
        )
    if skipped:
        words += tr("; {skipped:,} could not be read and are left out", skipped=skipped)
    return f"{words}."
