"""What is remembered from one start to the next, in the platform's place for it."""

from pathlib import Path

from PyQt6.QtCore import QCoreApplication, QSettings, QStandardPaths

PORTABLE = Path(__file__).resolve().parent.parent / "portable"
_beside = False


def keep_beside_program() -> None:
    """Keep settings and sessions in a folder beside the program from now on."""
    global _beside
    _beside = True


def folder() -> Path:
    """Return where the program keeps files of its own; it may not be there yet."""
    if _beside:
        return PORTABLE
    place = QStandardPaths.StandardLocation.AppDataLocation
    return Path(QStandardPaths.writableLocation(place))


def cache() -> Path:
    """Return where the program keeps what it could compute again."""
    if _beside:
        return PORTABLE / "cache"
    place = QStandardPaths.StandardLocation.CacheLocation
    return Path(QStandardPaths.writableLocation(place))


def settings() -> QSettings:
    """Return the settings: few, small, and in a file that can be read."""
    name = f"{QCoreApplication.applicationName() or 'settings'}.ini"
    return QSettings(str(folder() / name), QSettings.Format.IniFormat)
