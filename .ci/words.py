"""Bring the translations up to date with the texts in the code; `make words` runs it.

With --check nothing is written: it ends with an error if a text has no translation, or
if the compiled catalogue is not what the other one says.
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from models.language import DOMAIN, FOLDER, LANGUAGES  # noqa: E402

KEYWORDS = {"tr": None, "trn": (1, 2), "marked": None, "gettext": None}
LESSON = "part", "title", "text", "question", "observation"


def texts() -> Iterator[str | tuple[str, str]]:
    """Yield what is to be translated: a text, or what is said of one and of many."""
    for part in ("models", "explorer"):
        for path in sorted((HOME / part).rglob("*.py")):
            for _, text, _, _ in extract_from_file("python", path, KEYWORDS):
                yield text
    for path in sorted((HOME / "resources" / "lessons").glob("*.json")):
        lesson = json.loads(path.read_text("utf-8"))
        yield from (lesson[key] for key in LESSON)
        for answer in lesson["answers"]:
            yield from (answer["text"], answer["why"])
    glossary = json.loads((HOME / "resources" / "glossary.json").read_text("utf-8"))
    for name, term in glossary.items():
        yield from (name, term["says"])


def paths(language: str) -> tuple[Path, Path]:
    """Return where the translations of a language are, to be read and compiled."""
    folder = FOLDER / language / "LC_MESSAGES"
    return folder / f"{DOMAIN}.po", folder / f"{DOMAIN}.mo"


def updated(language: str) -> Catalog:
    """Return the translations that there are of the texts that there are."""
    path, _ = paths(language)
    known = read_po(BytesIO(path.read_bytes() if path.exists() else b""), language)
    fresh = Catalog(language, fuzzy=False)
    fresh.creation_date = fresh.revision_date = datetime.fromtimestamp(0, UTC)
    for text in texts():
        old = known.get(text if isinstance(text, str) else text[0])
        fresh.add(text, old.string if old else "")
    return fresh


def written(catalog: Catalog) -> tuple[bytes, bytes]:
    """Return the two files of a catalogue: to be read, and compiled."""
    plain, compiled = BytesIO(), BytesIO()
    write_po(plain, catalog, width=88, omit_header=True)
    write_mo(compiled, catalog)
    return plain.getvalue(), compiled.getvalue()


def wrong(language: str) -> Iterator[str]:
    """Yield what is missing or out of date."""
    catalog = updated(language)
    plain, compiled = paths(language)
    if plain.read_bytes() != written(catalog)[0]:
        yield f"{plain.name} of {language} has not the texts of the code"
    with compiled.open("rb") as file:
        known = GNUTranslations(file)
    for message in catalog:
        if not message.id:
            continue
        said = message.string
        if not all(said if isinstance(said, tuple) else (said,)):
            yield f"{language} has no translation of {message.id!r}"
        elif said != _read(known, message.id):
            yield f"{compiled.name} of {language} has something else: {said!r}"


def _read(known: GNUTranslations, text: str | list[str] | tuple[str, ...]) -> object:
    if isinstance(text, str):
        return known.gettext(text)
    one, many = text
    return tuple(known.ngettext(one, many, n) for n in (1, 2))


def main(arguments: list[str]) -> int:
    """Write or check the catalogues of all languages; return the exit status."""
    others = [language for language in LANGUAGES if language != "en"]
    if "--check" not in arguments:
        for language in others:
            files = zip(paths(language), written(updated(language)), strict=True)
            for path, data in files:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    found = [line for language in others for line in wrong(language)]
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return len(found) > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
