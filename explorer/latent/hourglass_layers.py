"""The layers of an hourglass, as they are drawn: how wide, and what is in each."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from models.latent_specs import AutoencoderSpec
from models.parameters import Shape

HalfName = Literal["encoder", "decoder"]


@dataclass(frozen=True, slots=True)
class Layer:
    """Some numbers in a row, or maps of them."""

    numbers: int
    said: str  # under it, such as 256 or 32×32×16
    meaning: str


@dataclass(frozen=True, slots=True)
class Link:
    """The weights from one layer to the next."""

    half: HalfName
    parameters: int
    meaning: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """All of an hourglass; there is a link after each layer but the last."""

    layers: tuple[Layer, ...]
    links: tuple[Link, ...]
    bottleneck: int  # which of the layers it is

    @property
    def row(self) -> str:
        """The numbers of all layers, in a line."""
        return " → ".join(layer.said for layer in self.layers)


def drawn_of(spec: AutoencoderSpec) -> Drawn:
    """Return the layers that `spec` asks for."""
    hidden = spec.hourglass.layers
    high, wide, channels = spec.images.shape
    pixels = f"{high} × {wide} pixels"
    if channels > 1:
        pixels += f", {channels} colours"
    image = f"{spec.images.width:,} numbers: {pixels}"
    code = Layer(
        spec.hourglass.bottleneck,
        f"{spec.hourglass.bottleneck}",
        f"The code: {spec.hourglass.bottleneck} of {spec.images.width:,} numbers",
    )
    down = [_hidden(units, spec) for units in hidden]
    first = Layer(spec.images.width, f"{spec.images.width}", f"An image, {image}")
    last = Layer(spec.images.width, f"{spec.images.width}", f"What comes back, {image}")
    links = (*_links("encoder", spec.encoder), *_links("decoder", spec.decoder))
    layers = (first, *down, code, *down[::-1], last)
    return Drawn(layers, links, len(down) + 1)


def _hidden(units: int, spec: AutoencoderSpec) -> Layer:
    return Layer(units, f"{units}", f"{units:,} units, {spec.hourglass.activation}")


def _links(half: HalfName, shape: Shape) -> list[Link]:
    found = []
    for fan_in, fan_out in pairwise(shape.sizes):
        parameters = (fan_in + 1) * fan_out
        found.append(
            Link(
                half,
                parameters,
                f"{half.capitalize()}: {fan_in:,} × {fan_out:,} weights and "
                f"{fan_out:,} biases, {parameters:,} parameters",
            )
        )
    return found
