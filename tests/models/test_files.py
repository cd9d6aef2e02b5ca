"""Files: read within bounds, and written whole or not at all."""

import os
import sys

import pytest

from models.files import read_text, write_whole
from models.latent_files import open_model
from models.lessons import is_lesson_file
from models.sessions import is_session_file, read_session

posix = pytest.mark.parametrize("kind", ["folder", "pipe", "endless"])


def made(tmp_path, kind):
    path = tmp_path / "odd.json"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    return path


if sys.platform != "win32":

    @posix
    def test_what_never_ends_is_not_begun(tmp_path, kind):
        path = made(tmp_path, kind)
        with pytest.raises(ValueError, match=r"odd\.json is no file that can be read"):
            read_text(path, 100)
        assert not is_session_file(path)
        assert not is_lesson_file(path)

    @posix
    @pytest.mark.parametrize("read", [read_session, open_model])
    def test_nor_is_a_picture_or_a_model_that_never_ends(tmp_path, kind, read):
        path = made(tmp_path, kind).rename(tmp_path / "odd.png")
        with pytest.raises(ValueError, match=r"odd\.png is no file that can be read"):
            read(path)

    def test_what_a_link_points_at_is_written(tmp_path):
        target, link = tmp_path / "target.txt", tmp_path / "link.txt"
        target.write_text("old")
        link.symlink_to(target)
        write_whole(link, lambda at: at.write_text("new"))
        assert link.is_symlink()
        assert target.read_text() == "new"


def test_texts_are_read_up_to_a_length(tmp_path):
    path = tmp_path / "text.json"
    path.write_bytes(b"\xef\xbb\xbfabc")
    assert read_text(path, 6) == "abc"
    with pytest.raises(ValueError, match=r"text\.json has more than 5 bytes"):
        read_text(path, 5)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ValueError, match="is not a text file"):
        read_text(path, 100)
    with pytest.raises(ValueError, match="cannot be read: No such file"):
        read_text(tmp_path / "none", 100)
