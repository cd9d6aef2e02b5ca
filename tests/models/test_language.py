"""What is said in other languages: all of it, with the same fields and numbers."""

import ast
import os
import string
import subprocess
import sys
from gettext import GNUTranslations
from pathlib import Path

import pytest

from models.language import DOMAIN, FOLDER, LANGUAGES, marked, spoken, tr, trn

ROOT = Path(__file__).parents[2]
TEXTS = "tr", "trn"
OTHERS = [language for language in LANGUAGES if language != "en"]


def fields_of(text):
    """Return the fields that a text has, with how they are written."""
    found = set()
    for _, name, how, _ in string.Formatter().parse(text):
        if name is not None:
            found |= {(name, how), *fields_of(how)}
    return found


def calls():
    for folder in ("models", "explorer"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in TEXTS:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def in_language(language, *arguments, **environment):
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"LANGUAGE": language, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_every_text_is_translated_and_every_translation_is_of_a_text():
    done = in_language("en", ".ci/words.py", "--check")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


@pytest.mark.parametrize("language", OTHERS)
def test_translations_have_the_fields_and_the_ends_of_their_texts(language):
    path = FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    with path.open("rb") as file:
        catalog = GNUTranslations(file)._catalog
    for text, said in catalog.items():
        text = text if isinstance(text, str) else text[0]
        if text in ("", ","):
            continue
        assert {name for name, _ in fields_of(said)} <= {
            name for name, _ in fields_of(text)
        } | {"n"}, text
        if "{n}" not in text:  # of one there may be other words than of many
            assert fields_of(said) == fields_of(text), text
        assert said.startswith(" ") == text.startswith(" "), text
        assert said.endswith(" ") == text.endswith(" "), text
        assert (said[-1] in ".:!?") == (text[-1] in ".:!?"), text


def test_texts_get_what_they_have_fields_for():
    for place, node in calls():
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
        assert not any(isinstance(arg, ast.JoinedStr) for arg in node.args), place
        if texts and node.keywords:
            given = {keyword.arg for keyword in node.keywords} - {None}
            asked = {name for text in texts for name, _ in fields_of(text)}
            known = {"n"} if node.func.id == "trn" else set()
            assert asked == given | (asked & known), place


def test_numbers_are_written_as_people_write_them():
    assert spoken() == "en"
    assert tr("{n:,} steps", n=12345) == "12,345 steps"
    assert tr("{gap:.0e}, {loss:.1e}", gap=3e-11, loss=5.2e-90) == "3×10⁻¹¹, 5.2×10⁻⁹⁰"
    assert tr("{gap:.0e} and {rate:g}", gap=0.0, rate=0.5) == "0 and 0.5"
    assert tr("a text of {its own}") == "a text of {its own}"
    assert trn("{n} step", "{n} steps", 1) == "1 step"
    assert trn("{n} step of {all}", "{n} steps of {all}", 2, all=7) == "2 steps of 7"
    assert marked("age") == "age"


def test_dutch_is_spoken_where_it_is_asked_for():
    script = (
        "from models.language import spoken, tr, trn\n"
        "print(spoken(), trn('{n} step', '{n} steps', 2), tr('{n:,}', n=12345))"
    )
    done = in_language("nl", "-c", script)
    assert done.stdout == "nl 2 stappen 12\u202f345\n"
    assert in_language("xx", "-c", script).stdout == "en 2 steps 12,345\n"


def test_refusals_and_lessons_are_in_dutch_and_keys_stay():
    done = in_language("nl", "main.py", "export", "x.png", "--set", "data.noise=-1")
    assert done.returncode == 2
    assert done.stderr.startswith("data.noise moet ")
    script = (
        "from models.lessons import load_lesson\n"
        "print(load_lesson('7').title, load_lesson('7').spec.data.name)"
    )
    assert "dalen tanh_curve" in in_language("nl", "-c", script).stdout
