"""What is remembered from one start to the next, in the platform's place for it."""

import os
from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtCore import QCoreApplication, QLocale, QSettings, QStandardPaths

NAME = "Loss Landscape Explorer"
IS_PORTABLE = "--portable"  # on the command line
LANGUAGE = "look/language"  # one of the languages, or as the system has it
SAID_BY = "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"  # which language the system has
PORTABLE = Path(__file__).resolve().parent.parent / "portable"
_beside = False


def begin(arguments: Sequence[str]) -> None:
    """Find the settings, and choose the language, before anything says a word."""
    global _beside
    _beside = IS_PORTABLE in arguments
    QCoreApplication.setApplicationName(NAME)
    if (chosen := language()) != "system":
        os.environ["LANGUAGE"] = chosen
    elif not any(os.environ.get(name) for name in SAID_BY):  # as on Windows and macOS
        tags = QLocale.system().uiLanguages()
        os.environ["LANGUAGE"] = ":".join(tag.replace("-", "_") for tag in tags)


def language() -> str:
    """Return the language that is chosen, or "system"."""
    return str(settings().value(LANGUAGE, "system"))


def folder() -> Path:
    """Return where the program keeps files of its own; it may not be there yet."""
    if _beside:
        return PORTABLE
    return _place(QStandardPaths.StandardLocation.AppDataLocation)


def cache() -> Path:
    """Return where the program keeps what it could compute again."""
    if _beside:
        return PORTABLE / "cache"
    return _place(QStandardPaths.StandardLocation.CacheLocation)


def settings() -> QSettings:
    """Return the settings: few, small, and in a file that can be read."""
    name = f"{QCoreApplication.applicationName() or 'settings'}.ini"
    kind = QStandardPaths.StandardLocation.AppConfigLocation
    place = PORTABLE if _beside else _place(kind)
    return QSettings(str(place / name), QSettings.Format.IniFormat)


def _place(kind: QStandardPaths.StandardLocation) -> Path:
    return Path(QStandardPaths.writableLocation(kind))
