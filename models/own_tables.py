"""The values of a table of one's own: read once, and kept for those who ask again."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from models.columns import TargetKind, refuse_choice, suggested_target
from models.fields import nearest, shown
from models.formats import spell
from models.language import tr
from models.own_sets import format_of
from models.readings import read
from models.specs import DataSpec
from models.tables import (
    Choice,
    Preview,
    Reading,
    Table,
    peek,
    suggest,
    with_target,
)

MOST_KEPT = 16  # tables

SAID = "name", "file", "columns", "target", "labels", "rows", "format", "digest"
"""Fields of a spec that tell one table from another."""

_KEPT: dict[tuple[object, ...], Table] = {}


def choice_of(spec: DataSpec) -> Choice:
    """Return what `spec` asks for of its file."""
    kind: TargetKind = "classes" if spec.labels else "numbers"
    form = format_of(spec.format)
    return Choice(Path(spec.file), form, spec.columns, spec.target, kind)


def reading_of(choice: Choice) -> Iterator[Reading | Table | None]:
    """Read what is asked for, with places to stop; at last comes the table."""
    asked = choice.inputs, choice.target, choice.kind
    return read(choice.file, choice.format, *asked)


def is_at_hand(spec: DataSpec) -> bool:
    """Tell whether the examples can be made without a look into a file."""
    return not spec.is_own or _key(spec) in _KEPT


def _key(spec: DataSpec) -> tuple[object, ...]:
    return tuple(getattr(spec, name) for name in SAID)


def keep(table: Table) -> None:
    """Have a table at hand that was read, for a spec with `settings_of` it."""
    settings = settings_of(table)
    _put(tuple(settings[f"data.{name}"] for name in SAID), table)


def fetch(spec: DataSpec) -> Iterator[Reading | None]:
    """Have the table of `spec` at hand; yield how far it is.

    Raises:
        ValueError: one sentence that says why the file is not what `spec` says.
    """
    if is_at_hand(spec):
        return
    for item in reading_of(choice_of(spec)):
        if isinstance(item, Table):
            _check(spec, item)
            _put(_key(spec), item)
        else:
            yield item


def table_of(spec: DataSpec) -> Table:
    """Return the table of `spec`, read if it is not at hand.

    Raises:
        ValueError: one sentence that says why the file is not what `spec` says.
    """
    for _ in fetch(spec):
        pass
    return _KEPT[_key(spec)]


def settings_of(table: Table) -> dict[str, object]:
    """Return what a spec says that asks for this table, by dotted keys."""
    choice = table.choice
    return {
        "data.name": "own",
        "data.file": str(choice.file),
        "data.columns": choice.inputs,
        "data.target": choice.target,
        "data.labels": table.classes,
        "data.rows": table.complete,
        "data.format": spell(choice.format),
        "data.digest": table.digest,
    }


def completed(spec: DataSpec, changes: Mapping[str, object]) -> dict[str, object]:
    """Return `changes`, and what they leave open of a table of one's own.

    A file alone is enough: the rest is found out, as when one opens it in the window.
    It is read once, so that what is asked for is known to be there.

    Raises:
        ValueError: one sentence that names the key which does not fit.
    """
    given: dict[str, Any] = dict(changes)
    if given.get("data.file"):
        given = {"data.name": "own"} | given
    now = {key: given.get(f"data.{key}", getattr(spec, key)) for key in SAID}
    is_asked = any(f"data.{key}" in given for key in SAID)
    if not is_asked or now["name"] != "own" or not now["file"]:
        return given
    if now["file"] != spec.file:  # nothing that was said of another one is true of it
        now = {key: given.get(f"data.{key}") for key in SAID}
    form = format_of(now["format"]) if now["format"] else None
    with _refusals(tr("data.file cannot be used")):
        preview = peek(Path(now["file"]), form)
    choice = _asked(preview, now)
    if "data.labels" in given:
        kind: TargetKind = "classes" if given["data.labels"] else "numbers"
        choice = replace(choice, kind=kind)
    with _refusals(tr("data.columns, data.target and data.labels must fit the file")):
        if why := refuse_choice(
            preview.columns, choice.inputs, choice.target, choice.kind
        ):
            raise ValueError(why)
    with _refusals(tr("data.file cannot be used")):
        table = _whole(choice)
    keep(table)
    asked = {key: value for key, value in given.items() if key != "data.format"}
    return settings_of(table) | asked


def _asked(preview: Preview, now: Mapping[str, Any]) -> Choice:
    """Return what to read of a table of which not all is said."""
    known = [column.name for column in preview.columns]
    inputs, target = now["columns"] or (), now["target"]
    for key, names in (("columns", inputs), ("target", [target] if target else ())):
        for name in names:
            if name not in known:
                raise ValueError(
                    tr(
                        "data.{key} must be among the columns of {file}, not "
                        "{name}{hint}",
                        key=key,
                        file=preview.file.name,
                        name=shown(name),
                        hint=nearest(name, known),
                    )
                )
    if not target and inputs:
        rest = [column for column in preview.columns if column.name not in inputs]
        target = suggested_target(rest or preview.columns)
    choice = suggest(preview)
    if target:
        choice = with_target(preview, choice, target)
    return replace(choice, inputs=inputs) if inputs else choice


@contextmanager
def _refusals(what: str) -> Iterator[None]:
    """Say first what is refused."""
    try:
        yield
    except ValueError as error:
        raise ValueError(f"{what}: {error}") from None


def _whole(choice: Choice) -> Table:
    for item in reading_of(choice):
        if isinstance(item, Table):
            return item
    raise AssertionError("a reading ends with a table")


def _put(key: tuple[object, ...], table: Table) -> None:
    _KEPT[key] = table
    while len(_KEPT) > MOST_KEPT:
        _KEPT.pop(next(iter(_KEPT)), None)  # another lane may have done it


def _check(spec: DataSpec, table: Table) -> None:
    """Refuse a table that is not the one of which `spec` was written."""
    now, was = ", ".join(table.classes), ", ".join(spec.labels)
    why = ""
    if table.classes != spec.labels:
        why = tr(
            "its classes are {now}, not {was} (data.labels)",
            now=shown(now),
            was=shown(was),
        )
    elif table.complete != spec.rows:
        why = tr(
            "{complete} of its rows are complete, not {rows} (data.rows)",
            complete=table.complete,
            rows=spec.rows,
        )
    elif spec.digest and table.digest != spec.digest:
        why = tr("other values stand in it (data.digest)")
    if why:
        raise ValueError(
            tr("{name} is not what it was: {why}", name=table.choice.file.name, why=why)
        )
