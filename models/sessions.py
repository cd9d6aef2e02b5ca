"""Sessions: all that was being looked at, as readable JSON, alone or in a picture.

A session holds both tabs' specs, how far each was played, and the camera: what is
computed comes back by computing it again. What a later version wrote, and this one does
not know, is kept and written again.
"""

import base64
import gzip
import hashlib
import json
import math
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from PIL import Image, UnidentifiedImageError

from models import latent_options, options
from models.fields import shown, whole_number
from models.files import check_file, read_text, write_whole
from models.language import tr
from models.latent_specs import AutoencoderSpec
from models.roots import Root, keys_in, tree_of
from models.specs import Spec

MARK = "loss-landscape-explorer"  # the key of the version, and of the text in a PNG
VERSION = 1
LATEST = 1000  # no version will be later
TABS = "landscape", "autoencoder"
LARGEST = 8_000_000  # bytes of a session
BROKEN = (  # what is raised of a picture that is none
    OSError, UnidentifiedImageError, SyntaxError, EOFError, ValueError,
    Image.DecompressionBombError,
)  # fmt: skip
LARGEST_TABLE = 16_000_000  # bytes of the table in it, unpacked
FARTHEST = 1_000_000  # steps, or epochs
ROOTS: dict[str, Root[Any]] = {
    "landscape": options.ROOT,
    "autoencoder": latent_options.ROOT,
}
PICTURE = ".png"


@dataclass(frozen=True, slots=True)
class Pose:
    """How the surface is looked at: degrees, and parts of the picture."""

    azimuth: float = 45.0
    elevation: float = 30.0
    zoom_factor: float = 1.0
    pan_x: float = 0.0
    pan_y: float = 0.0


@dataclass(frozen=True, slots=True)
class SavedSession:
    """What both tabs were at, and which was in front."""

    landscape: Spec = field(default_factory=Spec)
    autoencoder: AutoencoderSpec = field(default_factory=AutoencoderSpec)
    tab: str = "landscape"
    step: int = 0
    epoch: int = 0
    camera: Pose = field(default_factory=Pose)
    others: Mapping[str, Any] = field(default_factory=dict)  # of a later version
    table: bytes = b""  # the file of one's own data, if it goes with it

    @property
    def is_portable(self) -> bool:
        """Whether it says nothing of files on this computer."""
        has_table = bool(self.landscape.data.file) and not self.table
        return not (has_table or self.autoencoder.images.file)

    @property
    def warning(self) -> str:
        """What it says that this version does not know; or nothing."""
        said = []
        if MARK in self.others:
            said.append(tr("A later version of this program wrote the session."))
        if names := ", ".join(_names(self.others)):
            said.append(
                tr(
                    "It says more than this version knows, which is kept: {names}.",
                    names=names,
                )
            )
        return " ".join(said)


def to_json(session: SavedSession) -> str:
    """Return `session` as readable JSON."""
    tree: dict[str, Any] = {
        MARK: session.others.get(MARK, VERSION),
        "tab": session.tab,
        "step": session.step,
        "epoch": session.epoch,
        "camera": asdict(session.camera),
        "landscape": json.loads(options.ROOT.to_json(session.landscape)),
        "autoencoder": json.loads(latent_options.ROOT.to_json(session.autoencoder)),
    }
    if session.table:
        tree["table"] = base64.b64encode(gzip.compress(session.table, mtime=0)).decode()
    return json.dumps(_joined(session.others, tree), indent=2, ensure_ascii=False)


def packed(session: SavedSession) -> SavedSession:
    """Return `session` with the table that it learns from, and no path of it.

    Raises:
        ValueError: one sentence that says why the table cannot go with it.
    """
    data = session.landscape.data
    if not data.file:
        return session
    path = Path(data.file)
    try:
        table = path.read_bytes()
    except OSError as error:
        raise ValueError(
            tr("{path} cannot be read: {strerror}", path=path, strerror=error.strerror)
        ) from None
    if len(table) > LARGEST_TABLE:
        raise ValueError(
            tr(
                "{name} is too large to go with the session: it has {size:,} "
                "bytes, and {most:,} are the most",
                name=path.name,
                size=len(table),
                most=LARGEST_TABLE,
            )
        )
    return replace(session, landscape=_with_file(session, path.name), table=table)


def unpacked(session: SavedSession, folder: Path) -> SavedSession:
    """Return `session` with the table that came with it as a file in `folder`.

    Raises:
        ValueError: one sentence that names the file, and why it cannot be written.
    """
    if not session.table:
        return session
    name = Path(session.landscape.data.file or "table.csv").name
    own = folder / hashlib.sha256(session.table).hexdigest()[:16]
    try:
        own.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(
            tr("{own} cannot be made: {strerror}", own=own, strerror=error.strerror)
        ) from None
    write_whole(own / name, lambda at: at.write_bytes(session.table))
    return replace(session, landscape=_with_file(session, str(own / name)), table=b"")


def _with_file(session: SavedSession, file: str) -> Spec:
    spec = session.landscape
    return replace(spec, data=replace(spec.data, file=file))


def _table(tree: Mapping[str, Any]) -> bytes:
    """Return the table in a session, if there is one."""
    text = tree.get("table", "")
    if not isinstance(text, str):
        raise ValueError(tr("table must be a text, not {text}", text=shown(text)))
    try:
        packed = base64.b64decode(text, validate=True)
        unzip = zlib.decompressobj(16 + zlib.MAX_WBITS)
        table = unzip.decompress(packed, LARGEST_TABLE + 1)
    except (ValueError, zlib.error):
        raise ValueError(tr("table is broken")) from None
    if len(table) > LARGEST_TABLE or (packed and not unzip.eof):
        raise ValueError(tr("table is broken, or too large"))
    return table


def is_session_file(path: Path) -> bool:
    """Tell whether a file is meant as a session: a picture always is."""
    if path.suffix.lower() == PICTURE:
        return True
    return MARK in keys_in(path, LARGEST)


def from_json(text: str) -> SavedSession:
    """Return the session that `to_json` wrote, whole or in part.

    Raises:
        ValueError: one sentence that names the field and what is wrong with it.
    """
    if len(text) > LARGEST:
        raise ValueError(tr("a session has at most {most:,} characters", most=LARGEST))
    tree = tree_of(text)
    if not isinstance(tree, Mapping) or MARK not in tree:
        raise ValueError(tr("this is no session: it has no {mark}", mark=shown(MARK)))
    others: dict[str, Any] = {
        key: value for key, value in tree.items() if key not in KNOWN
    }
    if whole_number(tree, MARK, LATEST) > VERSION:
        others[MARK] = tree[MARK]
    specs = {}
    for tab, root in ROOTS.items():
        known, unknown = _sifted(root, tab, tree.get(tab, {}))
        specs[tab] = root.from_tree(known)
        if unknown:
            others[tab] = unknown
    front = tree.get("tab", TABS[0])
    if front not in TABS:
        raise ValueError(
            tr(
                "tab must be {tabs}, not {front}",
                tabs=tr(" or ").join(TABS),
                front=shown(front),
            )
        )
    return SavedSession(
        specs["landscape"],
        specs["autoencoder"],
        front,
        whole_number(tree, "step", FARTHEST),
        whole_number(tree, "epoch", FARTHEST),
        _pose(tree.get("camera", {})),
        others,
        _table(tree),
    )


def write_session(path: Path, session: SavedSession) -> None:
    """Write `session` to a file; a ValueError says why it cannot be."""
    text = to_json(session) + "\n"
    if len(text) > LARGEST:
        raise ValueError(
            tr("{name}: the table is too large to go with the session", name=path.name)
        )
    write_whole(path, lambda at: at.write_text(text, "utf-8"))


def read_session(path: Path) -> SavedSession:
    """Return the session in a .json file, or the one that a picture carries.

    Raises:
        ValueError: one sentence that names the file, and what is wrong with it.
    """
    is_picture = path.suffix.lower() == PICTURE
    text = _text_of(path) if is_picture else read_text(path, LARGEST)
    try:
        return from_json(text)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None


def _text_of(path: Path) -> str:
    """Return the text that a picture carries, without looking at its pixels."""
    check_file(path)
    try:
        with Image.open(path, formats=("PNG",)) as picture:
            text = picture.info.get(MARK)
    except FileNotFoundError as error:
        raise ValueError(
            tr("{path} cannot be read: {strerror}", path=path, strerror=error.strerror)
        ) from None
    except BROKEN:
        raise ValueError(
            tr("{path}: this is no PNG picture, or a broken one", path=path)
        ) from None
    if not isinstance(text, str):
        raise ValueError(tr("{path}: this picture carries no session", path=path))
    return text


KNOWN = {MARK, *(item.name for item in fields(SavedSession))}


def _sifted(
    root: Root[Any], tab: str, tree: object
) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return what a tree says of keys that there are, and what it says beside."""
    known: dict[str, dict[str, Any]] = {}
    unknown: dict[str, dict[str, Any]] = {}
    if not isinstance(tree, Mapping):
        raise ValueError(
            tr(
                "{tab} must be an object of parts, not {tree}",
                tab=tab,
                tree=shown(tree),
            )
        )
    for part, keys in tree.items():
        if not isinstance(keys, Mapping):
            raise ValueError(
                tr(
                    "{part} must be an object of keys, not {keys}",
                    part=part,
                    keys=shown(keys),
                )
            )
        for key, value in keys.items():
            side = known if f"{part}.{key}" in root.options else unknown
            side.setdefault(part, {})[key] = value
    return known, unknown


def _pose(tree: object) -> Pose:
    if not isinstance(tree, Mapping):
        raise ValueError(
            tr("camera must be an object of numbers, not {tree}", tree=shown(tree))
        )
    found: dict[str, float] = {}
    for item in fields(Pose):
        value = tree.get(item.name, item.default)
        if not _is_angle(value):
            raise ValueError(
                tr(
                    "camera: {name} cannot be {value}",
                    name=item.name,
                    value=shown(value),
                )
            )
        found[item.name] = float(value)
    if not 0.02 <= found["zoom_factor"] <= 200:
        raise ValueError(
            tr("camera: zoom_factor cannot be {found:g}", found=found["zoom_factor"])
        )
    return Pose(**found)


def _is_angle(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and abs(value) < 1e6


def _names(others: Mapping[str, Any]) -> list[str]:
    names = []
    for key, value in others.items():
        if key in ROOTS and isinstance(value, Mapping):
            names += [f"{part}.{name}" for part, keys in value.items() for name in keys]
        elif key != MARK:
            names.append(key)
    return names


def _joined(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return what both say, part by part; where both do, what is `over` it."""
    joined = dict(over)
    for key, value in under.items():
        if key not in joined:
            joined[key] = value
        elif isinstance(value, Mapping) and isinstance(joined[key], Mapping):
            joined[key] = _joined(value, joined[key])
    return joined
