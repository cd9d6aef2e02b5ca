"""Trained autoencoders that are kept, so that none is trained twice.

A model is found again by all that its training depends on. Images of one's own may
change in their folder: those are not kept.
"""

import hashlib
from dataclasses import replace
from pathlib import Path

from models.latent_files import open_model, save_model
from models.latent_moments import Checkpoint
from models.latent_options import ROOT
from models.latent_plane_specs import LatentPlaneSpec
from models.latent_specs import AutoencoderSpec, LatentViewSpec

MOST = 24  # models that are kept, the latest
LARGEST = 64 << 20  # bytes of parameters
SUFFIX = ".npz"


def keep(folder: Path, spec: AutoencoderSpec, checkpoint: Checkpoint) -> None:
    """Keep a trained model in `folder`; where it cannot be written it is not kept."""
    if spec.images.name == "own" or checkpoint.theta.nbytes > LARGEST:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        save_model(folder / _name(spec), _bare(spec), checkpoint)
        kept = sorted(folder.glob(f"*{SUFFIX}"), key=lambda at: at.stat().st_mtime)
        for path in kept[:-MOST]:
            path.unlink(missing_ok=True)
    except (OSError, ValueError):
        return


def kept(folder: Path, spec: AutoencoderSpec) -> Checkpoint | None:
    """Return where the training of `spec` ended, if that is kept and sound."""
    path = folder / _name(spec)
    if spec.images.name == "own" or not path.is_file():
        return None
    try:
        model = open_model(path)
    except ValueError:
        return None
    return model.checkpoint if model.spec == _bare(spec) else None


def _bare(spec: AutoencoderSpec) -> AutoencoderSpec:
    """Return `spec` apart from how it is looked at."""
    return replace(spec, view=LatentViewSpec(), plane=LatentPlaneSpec())


def _name(spec: AutoencoderSpec) -> str:
    text = ROOT.to_json(_bare(spec)).encode()
    return hashlib.sha256(text).hexdigest()[:32] + SUFFIX
