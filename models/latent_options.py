"""Every key of the spec of an autoencoder: listed, parsed, changed, kept as JSON."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from models.latent_specs import SIZES, AutoencoderSpec, ImagesName
from models.roots import Resets, Root, Values

NUMBERED = "view.chosen", "view.ends", "view.with_it", "view.without"  # of images
KNOWN = "view.color_by", "view.attribute"  # what may be known of them
SET = frozenset({"images.name", "images.world", "images.file"})
LEARNS = "hourglass.layers", "hourglass.activation", "optimizer.learning_rate"
RESETS: Resets = (
    (SET | {"images.samples", "images.seed"}, NUMBERED),
    (SET, KNOWN),
    (frozenset({"view.attribute"}), ("view.with_it", "view.without")),
    (frozenset({"hourglass.bottleneck"}), ("view.first", "view.second")),
)


def _fit(
    spec: AutoencoderSpec,
    values: Values,
    wanted: Mapping[str, object],
    changed: AbstractSet[str],
) -> None:
    """Let go of what means nothing beside what is `wanted`."""

    def lets(key: str, value: object) -> None:
        if key not in wanted:
            values[key] = value

    if values["images.name"] == "faces" and values["images.size"] not in SIZES:
        lets("images.size", min(SIZES, key=lambda s: abs(s - values["images.size"])))
    if "learning.loss" in changed and values["learning.loss"] == "log":
        lets("hourglass.output", "sigmoid")
    if "hourglass.output" in changed and values["hourglass.output"] == "linear":
        lets("learning.loss", "squared")
    was, now = (_usual(name) for name in (spec.images.name, values["images.name"]))
    for key in LEARNS:
        if values[key] == was[key]:  # as it was set up, not chosen
            lets(key, now[key])
    width = ROOT.part("images", values).width
    if "images.name" in changed and values["hourglass.bottleneck"] >= width:
        for key in ("hourglass.bottleneck", "view.first", "view.second"):
            lets(key, OPTIONS[key].default)


def _usual(name: ImagesName) -> dict[str, object]:
    """Return what learns well from these images: large ones saturate small tanh."""
    if name == "digits":
        return {key: OPTIONS[key].default for key in LEARNS}
    return dict(zip(LEARNS, ((256, 64), "elu", 0.004), strict=True))


ROOT = Root(AutoencoderSpec, RESETS, _fit)
OPTIONS = ROOT.options
find, revise, parse_changes = ROOT.find, ROOT.revise, ROOT.parse_changes
