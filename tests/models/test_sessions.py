"""Sessions: written, read again, and refused in one sentence, whatever they hold."""

import base64
import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from models import latent_options, options
from models.latent_specs import AutoencoderSpec
from models.own_tables import completed
from models.sessions import (
    LARGEST_TABLE,
    MARK,
    Pose,
    SavedSession,
    from_json,
    packed,
    read_session,
    to_json,
    unpacked,
    write_session,
)
from models.specs import Spec

SESSION = SavedSession(
    options.revise(Spec(), {"data.name": "moons", "network.hidden": (8,)}),
    latent_options.revise(AutoencoderSpec(), {"hourglass.bottleneck": 3}),
    "autoencoder",
    step=120,
    epoch=7,
    camera=Pose(10.0, 80.0, 1.5, 0.1, -0.1),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([MARK, "tab", "landscape", "data", "name", "camera", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def write_picture(path, text):
    chunks = PngInfo()
    chunks.add_text(MARK, text, zip=True)
    Image.new("RGB", (4, 4)).save(path, pnginfo=chunks)


def test_a_session_comes_back_as_it_was(tmp_path):
    path = tmp_path / "session.json"
    write_session(path, SESSION)
    assert read_session(path) == SESSION
    write_picture(tmp_path / "picture.png", to_json(SESSION))
    assert read_session(tmp_path / "picture.png") == SESSION
    assert "\n  " in path.read_text("utf-8"), "it can be read"


def test_what_a_later_version_says_is_kept_and_told():
    tree = json.loads(to_json(SESSION))
    tree["mood"] = "calm"
    tree["landscape"]["view"]["fog"] = 3
    tree[MARK] = 2
    session = from_json(json.dumps(tree))
    assert session.landscape == SESSION.landscape
    assert "mood, view.fog" in session.warning
    assert session.warning.startswith("A later version of this program wrote")
    again = json.loads(to_json(session))
    assert again[MARK] == 2, "the later version still sees that it is its own"
    assert (again["mood"], again["landscape"]["view"]["fog"]) == ("calm", 3)
    assert not SESSION.warning


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({MARK: "new"}, f"{MARK} must be a whole number from 0 to 1,000, not new"),
        ({"tab": "kitchen"}, "tab must be landscape or autoencoder, not kitchen"),
        ({"step": -1}, "step must be a whole number from 0 to 1,000,000, not -1"),
        ({"step": True}, "step must be a whole number"),
        ({"camera": {"zoom_factor": 0}}, "camera: zoom_factor cannot be 0"),
        ({"camera": {"azimuth": "x"}}, "camera: azimuth cannot be x"),
        ({"landscape": 3}, "landscape must be an object of parts"),
        ({"landscape": {"data": {"name": "mons"}}}, "data.name must be"),
    ],
)
def test_what_is_wrong_is_named(changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        from_json(json.dumps({MARK: 1} | changes))


def test_files_that_are_none_are_named(tmp_path):
    for name, data, sentence in (
        ("a.png", b"\x89PNG\r\n\x1a\nrest", "no PNG picture"),
        ("b.png", b"", "no PNG picture"),
        ("c.json", b"\xff\xfe\x00", "not a text file"),
        ("d.json", b"{}", "this is no session"),
        ("e.json", b"[" * 100_000, "not JSON"),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(ValueError, match=sentence) as refused:
            read_session(path)
        assert str(path) in str(refused.value)
    Image.new("L", (2, 2)).save(tmp_path / "plain.png")
    with pytest.raises(ValueError, match="carries no session"):
        read_session(tmp_path / "plain.png")


@given(JSON)
def test_whatever_it_says_it_is_a_session_or_refused_in_a_sentence(tree):
    if isinstance(tree, dict):
        tree = {MARK: 1} | tree
    try:
        session = from_json(json.dumps(tree))
    except ValueError as refused:
        assert 0 < len(str(refused)) < 400
    else:
        assert isinstance(session, SavedSession)


@given(st.binary(max_size=300), st.integers(0, 400))
def test_a_picture_with_a_hole_is_refused(tmp_path_factory, noise, at):
    path = tmp_path_factory.mktemp("fuzz") / "p.png"
    write_picture(path, to_json(SESSION))
    data = bytearray(path.read_bytes())
    data[at : at + len(noise)] = noise
    path.write_bytes(bytes(data))
    try:
        read_session(path)
    except ValueError as refused:
        assert str(path) in str(refused)


TABLE = b"age;height\n3;1.0\n7;1.3\n"


@pytest.fixture
def of_a_table(tmp_path):
    path = tmp_path / "own" / "children.csv"
    path.parent.mkdir()
    path.write_bytes(TABLE)
    changes = completed(Spec().data, {"data.file": str(path)})
    return SavedSession(options.revise(Spec(), changes))


def test_a_session_takes_its_table_along(tmp_path, of_a_table):
    assert not of_a_table.is_portable
    session = packed(of_a_table)
    assert session.is_portable
    path = tmp_path / "session.json"
    write_session(path, session)
    assert str(tmp_path) not in path.read_text("utf-8")
    read = read_session(path)
    assert read == session
    assert read.table == TABLE
    there = unpacked(read, tmp_path / "kept")
    file = Path(there.landscape.data.file)
    assert (file.name, file.read_bytes()) == ("children.csv", TABLE)
    assert tmp_path / "kept" in file.parents
    assert there.table == b""
    data = replace(of_a_table.landscape.data, file=str(file))
    assert there.landscape == replace(of_a_table.landscape, data=data)
    assert unpacked(read, tmp_path / "kept") == there, "twice it is the same file"


def test_a_session_without_a_table_is_packed_as_it_is(tmp_path):
    assert packed(SESSION) == SESSION
    assert unpacked(SESSION, tmp_path / "none") == SESSION
    assert not (tmp_path / "none").exists()


def test_a_name_that_leads_elsewhere_stays_in_its_folder(tmp_path, of_a_table):
    session = packed(of_a_table)
    for name in ("../../evil.csv", "/etc/evil.csv"):
        data = replace(session.landscape.data, file=name)
        other = replace(session, landscape=replace(session.landscape, data=data))
        file = Path(unpacked(other, tmp_path / "kept").landscape.data.file)
        assert file.name == "evil.csv"
        assert tmp_path / "kept" in file.resolve().parents


def zipped(table, end=None):
    return base64.b64encode(gzip.compress(table)[:end]).decode()


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (7, "table must be a text, not 7"),
        ("no base64!", "table is broken"),
        ("AAAA", "table is broken"),
        (zipped(TABLE, -9), "table is broken"),
        (zipped(bytes(LARGEST_TABLE + 1)), "table is broken, or too large"),
    ],
    ids=["number", "letters", "zeros", "cut off", "large"],
)
def test_a_broken_table_is_a_sentence(table, sentence):
    tree = json.loads(to_json(SESSION)) | {"table": table}
    with pytest.raises(ValueError, match=sentence):
        from_json(json.dumps(tree))


def test_what_cannot_go_along_is_a_sentence(tmp_path, of_a_table):
    path = Path(of_a_table.landscape.data.file)
    path.write_bytes(b"1,2\n" * (LARGEST_TABLE // 4 + 1))
    with pytest.raises(ValueError, match=r"children.csv is too large"):
        packed(of_a_table)
    path.unlink()
    with pytest.raises(ValueError, match=r"children.csv cannot be read: No such file"):
        packed(of_a_table)
    (tmp_path / "file").write_text("")
    session = replace(SESSION, table=TABLE)
    with pytest.raises(ValueError, match="cannot be made"):
        unpacked(session, tmp_path / "file")
