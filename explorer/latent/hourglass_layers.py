"""The layers of an hourglass, as they are drawn: how wide, and what is in each."""

from dataclasses import dataclass
from typing import Literal

from models.language import tr
from models.latent_shapes import KERNEL, Form, Volume, forms_of, volumes_of
from models.latent_specs import AutoencoderSpec, HalfShape

HALVES = {"encoder": tr("Encoder"), "decoder": tr("Decoder")}

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
    pixels = tr("{high} × {wide} pixels", high=high, wide=wide)
    if channels > 1:
        pixels += tr(", {channels} colours", channels=channels)
    image = tr("{width:,} numbers: {pixels}", width=spec.images.width, pixels=pixels)
    code = Layer(
        spec.hourglass.bottleneck,
        f"{spec.hourglass.bottleneck}",
        tr(
            "The code: {bottleneck} of {width:,} numbers",
            bottleneck=spec.hourglass.bottleneck,
            width=spec.images.width,
        ),
    )
    down = [_hidden(volume, spec) for volume in volumes_of(spec.encoder)[1:-1]]
    first = Layer(
        spec.images.width, f"{spec.images.width}", tr("An image, {image}", image=image)
    )
    last = Layer(
        spec.images.width,
        f"{spec.images.width}",
        tr("What comes back, {image}", image=image),
    )
    links = (*_links("encoder", spec.encoder), *_links("decoder", spec.decoder))
    layers = (first, *down, code, *down[::-1], last)
    return Drawn(layers, links, len(down) + 1)


def _hidden(volume: Volume, spec: AutoencoderSpec) -> Layer:
    side, channels, bend = *volume, spec.hourglass.activation
    if side == 1:
        return Layer(
            channels,
            f"{channels}",
            tr("{channels:,} units, {bend}", channels=channels, bend=bend),
        )
    said = f"{side}×{side}×{channels}"
    meaning = tr(
        "{channels:,} maps of {side} × {side} numbers, {bend}",
        channels=channels,
        side=side,
        bend=bend,
    )
    return Layer(volume.numbers, said, meaning)


def _links(half: HalfName, shape: HalfShape) -> list[Link]:
    return [_link(half, form) for form in forms_of(shape)]


def _link(half: HalfName, form: Form) -> Link:
    parameters = form.biases.stop - form.weights.start
    biases = form.biases.stop - form.biases.start
    weights = tr(
        "{outer:,} × {inner:,} weights", outer=form.dims[0], inner=form.dims[1]
    )
    if form.kind != "dense":
        seen = form.dims[1 - form.unit_axis]
        weights = tr(
            "{biases:,} filters of {kernel} × {kernel} × {seen:,} weights",
            biases=biases,
            kernel=KERNEL,
            seen=seen,
        )
    return Link(
        half,
        parameters,
        tr(
            "{half}: {weights} and {biases:,} biases, {parameters:,} parameters",
            half=HALVES[half],
            weights=weights,
            biases=biases,
            parameters=parameters,
        ),
    )
