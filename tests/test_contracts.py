"""Each fence of the architecture is shown a violation, and must catch it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
VIOLATIONS = {
    "models knows no GUI": ("models/data.py", "import PyQt6.QtCore"),
    "inside models": ("models/networks.py", "import models.training"),
    "inside explorer": ("explorer/plots/history.py", "import explorer.session"),
    "only lanes starts threads": ("explorer/window.py", "import threading"),
    "no torch on the GUI thread": ("explorer/panels/data.py", "import torch"),
}


def lint(folder):
    program = "import importlinter.cli as cli; cli.lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True
    )


@pytest.fixture
def copy(tmp_path):
    for name in ("models", "explorer"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_fences_stand(copy):
    result = lint(copy)
    assert result.returncode == 0, result.stdout
    for name in VIOLATIONS:
        assert f"{name} KEPT" in result.stdout


@pytest.mark.parametrize("name", VIOLATIONS)
def test_a_planted_violation_is_caught(copy, name):
    file, line = VIOLATIONS[name]
    path = copy / file
    path.write_text(path.read_text() + f"\n{line}\n")
    result = lint(copy)
    assert result.returncode == 1
    assert f"{name} BROKEN" in result.stdout
