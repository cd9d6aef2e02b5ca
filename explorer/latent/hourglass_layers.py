"""The layers of an hourglass, as they are drawn: how wide, and what is in each."""

from dataclasses import dataclass
from typing import Literal

from models.latent_shapes import KERNEL, Form, Volume, forms_of, volumes_of
from models.latent_specs import AutoencoderSpec, HalfShape

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
    down = [_hidden(volume, spec) for volume in volumes_of(spec.encoder)[1:-1]]
    first = Layer(spec.images.width, f"{spec.images.width}", f"An image, {image}")
    last = Layer(spec.images.width, f"{spec.images.width}", f"What comes back, {image}")
    links = (*_links("encoder", spec.encoder), *_links("decoder", spec.decoder))
    layers = (first, *down, code, *down[::-1], last)
    return Drawn(layers, links, len(down) + 1)


def _hidden(volume: Volume, spec: AutoencoderSpec) -> Layer:
    side, channels, bend = *volume, spec.hourglass.activation
    if side == 1:
        return Layer(channels, f"{channels}", f"{channels:,} units, {bend}")
    said = f"{side}×{side}×{channels}"
    meaning = f"{channels:,} maps of {side} × {side} numbers, {bend}"
    return Layer(volume.numbers, said, meaning)


def _links(half: HalfName, shape: HalfShape) -> list[Link]:
    return [_link(half, form) for form in forms_of(shape)]


def _link(half: HalfName, form: Form) -> Link:
    parameters = form.biases.stop - form.weights.start
    biases = form.biases.stop - form.biases.start
    weights = f"{form.dims[0]:,} × {form.dims[1]:,} weights"
    if form.kind != "dense":
        seen = form.dims[1 - form.unit_axis]
        weights = f"{biases:,} filters of {KERNEL} × {KERNEL} × {seen:,} weights"
    return Link(
        half,
        parameters,
        f"{half.capitalize()}: {weights} and {biases:,} biases, "
        f"{parameters:,} parameters",
    )
