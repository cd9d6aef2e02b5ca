"""Specs as files: readable JSON, written whole or not at all."""

from collections.abc import Mapping
from pathlib import Path

from models import latent_options, options
from models.files import read_text, write_whole
from models.latent_specs import AutoencoderSpec
from models.roots import tree_of
from models.specs import Spec

LARGEST = 8_000_000  # bytes of a file
OF_LATENT = "images", "hourglass", "learning"  # parts that a landscape has not


def read_any(path: Path) -> Spec | AutoencoderSpec:
    """Return the spec in the file `path`, of whichever kind its parts are.

    Raises:
        ValueError: one sentence that names the file, and what is wrong with it.
    """
    text = read_text(path, LARGEST)
    try:
        tree = tree_of(text)
        if isinstance(tree, Mapping) and any(name in tree for name in OF_LATENT):
            return latent_options.ROOT.from_tree(tree)
        return options.ROOT.from_tree(tree)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None


def write_spec(path: Path, spec: Spec | AutoencoderSpec) -> None:
    """Write `spec` to the file `path`; a ValueError says why it cannot be."""
    if isinstance(spec, Spec):
        text = options.to_json(spec)
    else:
        text = latent_options.ROOT.to_json(spec)
    write_whole(path, lambda at: at.write_text(text + "\n", "utf-8"))
