"""A trained autoencoder as a file: arrays and a spec, plain .npz, nothing pickled.

It is refused when it does not fit: files are opened that came by mail.
"""

import json
import zipfile
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from models.fields import shown
from models.files import check_file, write_whole
from models.language import tr
from models.latent_moments import Checkpoint
from models.latent_options import ROOT
from models.latent_specs import MOST_PARAMETERS, AutoencoderSpec
from models.npz_files import BROKEN, read_array

FORM, VERSION = "loss-landscape-explorer autoencoder", 1
NUMBERS = "index", "seen", "epoch", "loss", "held_out", "seconds"
MOST_TEXT = 1 << 20  # bytes of JSON
NO_MODEL = zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, json.JSONDecodeError


class Model(NamedTuple):
    """A trained autoencoder: what was asked for, and where its training stood."""

    spec: AutoencoderSpec
    checkpoint: Checkpoint


def save_model(path: Path, spec: AutoencoderSpec, checkpoint: Checkpoint) -> None:
    """Write a trained model, whole or not at all; the optimiser's memory is left out.

    Raises:
        ValueError: one sentence that names the file, and why it cannot be written.
    """
    about = {
        "form": FORM,
        "version": VERSION,
        "spec": asdict(spec),
        "training": {name: getattr(checkpoint, name) for name in NUMBERS},
    }
    text = np.frombuffer(json.dumps(about).encode(), np.uint8)
    write_whole(path, lambda at: _write(at, text, checkpoint))


def _write(at: Path, text: Any, checkpoint: Checkpoint) -> None:
    with at.open("wb") as file:
        np.savez(file, allow_pickle=False, about=text, theta=checkpoint.theta)


def open_model(path: Path) -> Model:
    """Return the model that `save_model` wrote.

    Raises:
        ValueError: one sentence that names the file, and why it is refused.
    """
    check_file(path)
    try:
        with zipfile.ZipFile(path) as archive:
            about = _about(archive)
            spec = ROOT.from_tree(about["spec"])
            theta = _theta(archive, spec.count)
        numbers = about["training"]
        known = {name: numbers[name] for name in NUMBERS}
        if not all(isinstance(one, int | float) for one in known.values()):
            raise ValueError(tr("its training must be numbers"))
        return Model(spec, Checkpoint(theta=theta, **known))
    except BROKEN as error:
        raise ValueError(
            tr("{name} cannot be opened: {error}", name=path.name, error=_why(error))
        ) from None


def _about(archive: zipfile.ZipFile) -> Any:
    text = bytes(_read(archive, "about", np.dtype(np.uint8), MOST_TEXT))
    about = json.loads(text)
    if not isinstance(about, dict) or about.get("form") != FORM:
        raise ValueError(tr("it is no autoencoder of this program"))
    if about.get("version") != VERSION:
        raise ValueError(
            tr(
                "it is of version {other}, and this program opens version {version}",
                other=shown(about.get("version")),
                version=VERSION,
            )
        )
    if not isinstance(about.get("training"), dict):
        raise ValueError(tr("it does not say how far it was trained"))
    return about


def _theta(archive: zipfile.ZipFile, count: int) -> Any:
    theta = _read(archive, "theta", np.dtype(np.float32), 4 * MOST_PARAMETERS)
    if theta.shape != (count,):
        raise ValueError(
            tr(
                "it has {size:,} parameters where its spec has {count:,}",
                size=theta.size,
                count=count,
            )
        )
    if not np.isfinite(theta).all():
        raise ValueError(tr("its parameters are not all numbers"))
    theta.setflags(write=False)
    return theta


def _read(archive: zipfile.ZipFile, name: str, kind: np.dtype[Any], most: int) -> Any:
    array = read_array(archive, name, most)
    if array.dtype != kind or array.ndim != 1:
        raise ValueError(tr("its {name} is not what it should be", name=name))
    return array


def _why(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    if isinstance(error, NO_MODEL):
        return tr("it is broken, or no model of this program")
    if isinstance(error, KeyError):
        return tr("parts of it are missing")
    return " ".join(str(error).split())
