"""The note that tells a start that died in the driver."""

import os
import subprocess
import sys

from explorer.driver import has_died, leave, take_away


def test_a_start_that_is_under_way_has_not_died(tmp_path):
    note = tmp_path / "folder" / "note"
    assert not has_died(note)
    leave(note)
    assert not has_died(note)
    take_away(note)
    assert not note.exists()


def test_a_process_that_is_gone_without_a_first_frame_has_died(tmp_path):
    note = tmp_path / "note"
    code = (
        "import os; from pathlib import Path; from explorer.driver import leave; "
        f"leave(Path({str(note)!r})); os._exit(139)"
    )
    subprocess.run([sys.executable, "-c", code], check=False)
    assert note.exists()
    assert has_died(note)
    note.write_text("no number")
    assert has_died(note)
    note.write_text(str(os.getppid()))  # another start, which is still under way
    assert not has_died(note)


def test_where_nothing_can_be_kept_nothing_is_said(tmp_path):
    note = tmp_path / "file" / "note"
    note.parent.write_text("a file where a folder should be")
    leave(note)
    take_away(note)
    assert not has_died(note)
