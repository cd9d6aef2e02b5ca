"""What is seen of an autoencoder after an epoch, and of what is done with its codes.

N images of S by S pixels with C channels, k numbers of a code. All arrays are
read-only; images are float32 from 0 to 1, positions are in the plane that is drawn.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from math import nan
from typing import Any, TypeVar

from numpy.typing import NDArray

from models.images import Attribute, Floats, Images
from models.latent_bells import Bell
from models.latent_frames import Frame
from models.latent_specs import AutoencoderSpec
from models.snapshots import Array, Path, Surface

T = TypeVar("T")
Making = Generator[None, None, T]
"""Yields where it may be stopped, and returns what it made."""


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """Where a training stands: enough to show it, and to go on from it, bit for bit."""

    index: int  # batches so far
    seen: int  # images seen so far
    epoch: float  # passes over the images that train
    theta: Floats  # (P,), read-only
    loss: float  # of pixels only, of at most MOST_MEASURED that train
    held_out: float  # the same of those held out; nan where there are none
    batch_loss: float = nan  # all of it, mean over the batches since the last one
    rate: float = nan  # the learning rate of the last batch
    seconds: float = 0.0  # of training so far, without measuring
    memory: object = None  # the optimiser's own, immutable
    has_diverged: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """An autoencoder after an epoch, with the code of each image."""

    spec: AutoencoderSpec
    images: Images
    checkpoint: Checkpoint
    codes: Floats  # (N, k); the mean, where the encoder says a distribution
    frame: Frame  # aligned to that of the moment before
    points: Array  # (N, 2)


@dataclass(frozen=True, slots=True, eq=False)
class Pointed:
    """An image that is pointed at, and what comes back of it."""

    number: int
    original: Floats  # (S, S, C)
    decoded: Floats  # (S, S, C)
    loss: float  # mean square over its pixels


@dataclass(frozen=True, slots=True, eq=False)
class EpochRows:
    """What came back of the same M images after some epochs, the earliest first."""

    originals: Floats  # (M, S, S, C)
    rows: tuple[tuple[int, Floats], ...]  # the epoch, and images (M, S, S, C)


@dataclass(frozen=True, slots=True, eq=False)
class LatentSlice:
    """The loss over a plane of parameters, and the path of the training in it."""

    surface: Surface
    path: Path


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """What the decoder makes of a place."""

    at: Array  # (2,)
    code: Floats  # (k,)
    pixels: Floats  # (S, S, C)
    doubt: float  # how far the place moves if it is decoded and encoded again


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """What a decoder makes of a grid of places."""

    axis_x: Array  # (G,)
    axis_y: Array  # (G,)
    pixels: Floats  # (G, G, H, W, C), the first along x
    doubt: Array  # (G, G) how far a place moves if it is decoded and encoded again


@dataclass(frozen=True, slots=True, eq=False)
class Reconstructions:
    """Images beside what comes back of them, M of them."""

    numbers: NDArray[Any]  # (M,)
    originals: Floats  # (M, S, S, C)
    decoded: Floats  # (M, S, S, C)
    losses: Floats  # (M,) mean over the pixels
    is_held_out: NDArray[Any]  # (M,)


@dataclass(frozen=True, slots=True, eq=False)
class Film:
    """From one image to another: through the latent space, and by a cross-fade."""

    ends: tuple[int, int]
    points: Array  # (n, 2)
    latent: Floats  # (n, S, S, C); the ends are reconstructions
    faded: Floats  # (n, S, S, C); the ends are the originals
    largest_steps: tuple[float, float]  # mean absolute change of a pixel, of each row


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """A vector from images without something to images with it, and what it does."""

    attribute: str
    with_it: NDArray[Any]  # (A,) numbers of images
    without: NDArray[Any]  # (B,)
    means: Array  # (2, 2) without, with
    vector: Floats  # (k,)
    alphas: Array  # (9,) from -1 to 1
    subjects: NDArray[Any]  # (6,) numbers of images
    sheet: Floats  # (6, 9, S, S, C)
    chosen: Floats  # (S, S, C) the first subject, at the alpha that is asked for
    labels: NDArray[Any]  # (L,) how many labels of each side were used for what follows
    by_codes: Array  # (L,) share of the images held out that are told right
    by_pixels: Array  # (L,)


@dataclass(frozen=True, slots=True, eq=False)
class Guess:
    """How well a class, or a number, is told from what stands for an image."""

    source: str  # codes, pixels, principal components
    width: int  # numbers of each
    neighbours: float  # accuracy of the 5 nearest, on the images held out
    regression: float  # accuracy of logistic regression; R² of linear, for a number


@dataclass(frozen=True, slots=True, eq=False)
class Uses:
    """What codes are good for without a decoder."""

    attribute: str
    guesses: tuple[Guess, ...]
    principal_points: Array  # (N, 2) principal components of the images, for comparison
    pixel_loss: float  # of the images held out, mean squared error of this autoencoder
    principal_loss: float  # of as many principal components


@dataclass(frozen=True, slots=True, eq=False)
class Invention:
    """New codes and what the decoder makes of them."""

    bells: tuple[Bell, ...]  # one, or one for each class; none for uniform codes
    ellipses: tuple[Array, ...]  # closed lines (100, 2), at 1, 2 and 3 σ of each bell
    points: Array  # (M, 2)
    sheet: Floats  # (G * G, S, S, C) of the first of them
    distance: float  # mean square difference of a decoded code to its nearest image
    distances: dict[str, float]  # the same of each way to draw codes
    misfit: float  # Kolmogorov and Smirnov's D of the codes and their bell


@dataclass(frozen=True, slots=True, eq=False)
class LatentSight:
    """What was asked to be seen of a moment; None is what nobody looks at.

    What cannot be seen has a refusal, a sentence, under the name of the part.
    """

    moment: Moment
    decoded: Decoded | None = None
    reconstructions: Reconstructions | None = None
    atlas: Atlas | None = None
    film: Film | None = None
    sweep: Sweep | None = None
    uses: Uses | None = None
    invention: Invention | None = None
    refusals: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """What is seen of another autoencoder than that of the moment: one pointed at."""

    sight: LatentSight


def attribute_of(images: Images, name: str) -> Attribute | None:
    """Return what is known by that name; "auto" is the first; None: there is none."""
    if not images.attributes:
        return None
    names = [one.name for one in images.attributes]
    return images.attributes[names.index(name) if name in names else 0]
