"""What the program says, in the language of the user.

Texts stand in the code in English, and go through `tr`. Their translations are in
`resources/languages/LANGUAGE/LC_MESSAGES/explorer.po`, and `make words` brings those up
to date; the compiled catalogue beside it is what is read here, once: the language is
that of the environment (LANGUAGE, LC_ALL, LC_MESSAGES, LANG) when this is first
imported, in this process and in its children. What is written to files, and the names
in a spec, are English always.
"""

import gettext
import string
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "languages"
DOMAIN = "explorer"
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LANGUAGES = {"en": "English", "nl": "Nederlands"}

_catalog = gettext.translation(DOMAIN, FOLDER, fallback=True)


def spoken() -> str:
    """Return the language that texts are in."""
    return _catalog.info().get("language", "en")


def tr(text: str, /, **values: object) -> str:
    """Return `text` in the language of the user, with its {fields} filled in."""
    return _filled(_catalog.gettext(text), values)


def trn(one: str, many: str, n: int, /, **values: object) -> str:
    """Return `one` or `many`, as `n` of a thing have it, with {n} filled in."""
    return _filled(_catalog.ngettext(one, many, n), {"n": n} | values)


def marked(name: str) -> str:
    """Return `name` as it is, a key in files: it goes through `tr` where it is read."""
    return name


def _filled(text: str, values: dict[str, Any]) -> str:
    return _FILL.vformat(text, (), values) if values else text


class _Fill(string.Formatter):
    """Fills fields in; numbers are written as people do, and as the language has it."""

    def __init__(self, parting: str) -> None:
        self._parting = parting

    def format_field(self, value: Any, format_spec: str) -> str:
        filled = str(super().format_field(value, format_spec))
        if "," in format_spec:
            return filled.replace(",", self._parting)
        factor, e, power = filled.partition("e")
        if not e or format_spec[-1:] not in ("e", "g"):
            return filled
        if not value:
            return "0"
        return f"{factor}×10{str(int(power)).translate(SUPERSCRIPTS)}"


_FILL = _Fill(_catalog.gettext(","))
