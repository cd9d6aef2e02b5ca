"""What the layers of half an hourglass are: dense, or convolutions of stride 2.

A convolution halves the side of what it is given, a transposed one doubles it; beside
the code there is a dense layer. Layers are one after another in a flat vector, each
with its weights, row-major, and then its biases.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import Literal, NamedTuple

from models.language import tr
from models.parameters import Shape

KERNEL = 4  # pixels a side: twice the stride, so that all pixels are seen as often
SMALLEST = 64  # pixels a side, of images that are convolved
LayerKind = Literal["dense", "convolution", "transposed"]


class Form(NamedTuple):
    """A layer: what its weights are, and where they and the biases lie."""

    kind: LayerKind
    dims: tuple[int, ...]  # (in, out); (out, in, 4, 4); transposed (in, out, 4, 4)
    weights: slice
    biases: slice

    @property
    def fan_in(self) -> int:
        """How many numbers each number that comes out depends on."""
        if self.kind == "convolution":
            return prod(self.dims[1:])
        return self.dims[0] * (KERNEL // 2) ** 2 if len(self.dims) > 2 else self.dims[0]

    @property
    def unit_axis(self) -> int:
        """The axis of the weights along which units, or filters, are counted."""
        return 0 if self.kind == "convolution" else 1


class Volume(NamedTuple):
    """Maps of features, or numbers without a place: of those the side is 1."""

    side: int
    channels: int

    @property
    def numbers(self) -> int:
        """How many numbers it is."""
        return self.side * self.side * self.channels


@dataclass(frozen=True, slots=True)
class ConvolutionalShape:
    """Half an hourglass of convolutions, from an image to a code or back."""

    image: Volume
    channels: tuple[int, ...]  # of each convolution, beginning at the image
    code: int  # numbers at the narrow end
    is_decoder: bool = False

    @property
    def volumes(self) -> tuple[Volume, ...]:
        """What each layer is given, and what comes out of the last."""
        sides = (self.image.side >> depth for depth in range(1, len(self.channels) + 1))
        maps = map(Volume, sides, self.channels)
        found = (self.image, *maps, Volume(1, self.code))
        return found[::-1] if self.is_decoder else found

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many numbers each of them is."""
        return tuple(volume.numbers for volume in self.volumes)

    @property
    def count(self) -> int:
        """The number of parameters."""
        *_, last = self.forms()
        return int(last.biases.stop)

    def forms(self) -> Iterator[Form]:
        """Yield the layers, in order."""
        start = 0
        for before, after in pairwise(self.volumes):
            kind, dims, biases = self._layer(before, after)
            middle = start + prod(dims)
            end = middle + biases
            yield Form(kind, dims, slice(start, middle), slice(middle, end))
            start = end

    def _layer(
        self, before: Volume, after: Volume
    ) -> tuple[LayerKind, tuple[int, ...], int]:
        kernel = KERNEL, KERNEL
        if 1 in (before.side, after.side):
            return "dense", (before.numbers, after.numbers), after.numbers
        if self.is_decoder:
            dims = before.channels, after.channels, *kernel
            return "transposed", dims, after.channels
        return "convolution", (after.channels, before.channels, *kernel), after.channels


def forms_of(shape: Shape | ConvolutionalShape) -> Iterator[Form]:
    """Yield the layers of half an hourglass."""
    if isinstance(shape, ConvolutionalShape):
        yield from shape.forms()
        return
    for weights, biases, fan_in, fan_out in shape.layers():
        yield Form("dense", (fan_in, fan_out), weights, biases)


def volumes_of(shape: Shape | ConvolutionalShape) -> tuple[Volume, ...]:
    """Return what each layer of half an hourglass is given, and what comes out."""
    if isinstance(shape, ConvolutionalShape):
        return shape.volumes
    return tuple(Volume(1, size) for size in shape.sizes)


def check_side(side: int, halvings: int) -> None:
    """Refuse images that convolutions cannot halve so often.

    Raises:
        ValueError: one sentence that names what must be changed.
    """
    if side < SMALLEST:
        raise ValueError(
            tr(
                "hourglass.kind must be dense for images of {side} x {side} "
                "pixels: convolutions are for {smallest} and more",
                side=side,
                smallest=SMALLEST,
            )
        )
    if side % 2**halvings:
        raise ValueError(
            tr(
                "images.size must be a multiple of {factor} for {count} "
                "convolutions that halve it, not {side}",
                factor=2**halvings,
                count=halvings,
                side=side,
            )
        )
