"""Every key of a kind of spec: listed, parsed, changed, and kept as JSON.

A spec is a frozen dataclass of parts, and a key is dotted: part and field.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from models.fields import Part, field_types, nearest, shown
from models.files import read_text
from models.keys import Option
from models.language import tr

S = TypeVar("S")

Values = dict[str, Any]
"""What a spec says, by its keys."""
Resets = Sequence[tuple[frozenset[str], tuple[str, ...]]]
"""A change of what stands on the left makes what stands on the right meaningless."""
Fit = Callable[[Any, Values, Mapping[str, object], AbstractSet[str]], None]
"""Lets `values` of a spec as it was, of which some are `wanted` and `changed`, go
together: it overwrites those that were not asked for."""


def value_of(spec: object, key: str) -> Any:
    """Return what `spec` says for `key`, which it has."""
    part, _, name = key.partition(".")
    return getattr(getattr(spec, part), name)


def differences(old: S, new: S) -> frozenset[str]:
    """Return the keys in which two specs of a kind differ."""
    kind: Any = type(old)
    keys = (
        f"{part.name}.{item.name}"
        for part in fields(kind)
        for item in fields(getattr(old, part.name))
    )
    return frozenset(key for key in keys if value_of(old, key) != value_of(new, key))


class Root(Generic[S]):
    """All that can be done with the specs of a kind without knowing their parts."""

    def __init__(self, kind: type[S], resets: Resets, fit: Fit) -> None:
        self._kind, self._resets, self._fit = kind, resets, fit
        hints, shape = field_types(kind), cast(Any, kind)
        self._parts: dict[str, type[Part]] = {
            item.name: hints[item.name] for item in fields(shape)
        }
        self._keys = {
            name: tuple(f"{name}.{item.name}" for item in fields(part))
            for name, part in self._parts.items()
        }
        self._made = lru_cache(maxsize=128)(self._make)
        self.options = self._list()

    def find(self, key: str) -> Option:
        """Return the option called `key`; raise a sentence with the nearest, else."""
        if key in self.options:
            return self.options[key]
        raise ValueError(
            tr(
                "there is no key {key}{hint}",
                key=shown(key),
                hint=nearest(key, self.options),
            )
        )

    def revise(self, spec: S, changes: Mapping[str, object]) -> S:
        """Return `spec` with `changes` (dotted keys), and what hangs on them, made fit.

        A change may make other choices meaningless: another data set has its own number
        of samples, another network other parameters, another plane other coordinates.
        Those fall back to their defaults, unless `changes` says otherwise.

        Raises:
            ValueError: one sentence that names the key and what it may be.
        """
        wanted = {key: self.find(key).check(value) for key, value in changes.items()}
        changed = {key for key, value in wanted.items() if value != value_of(spec, key)}
        values = {key: value_of(spec, key) for key in self.options}
        for causes, effects in self._resets:
            if causes & changed:
                values |= {key: self.options[key].default for key in effects}
        values |= wanted
        self._fit(spec, values, wanted, changed)
        return self.build(values)

    def build(self, values: Mapping[str, Any]) -> S:
        """Return the spec that says this."""
        return self._kind(**{name: self.part(name, values) for name in self._parts})

    def part(self, name: str, values: Mapping[str, Any]) -> Any:
        """Return the part called `name` of the spec that says this."""
        return self._made(name, tuple(values[key] for key in self._keys[name]))

    def parse_changes(self, settings: Sequence[str]) -> dict[str, object]:
        """Return the changes that settings such as ``a.b=3`` ask for."""
        changes: dict[str, object] = {}
        for setting in settings:
            key, equals, text = setting.partition("=")
            if not equals:
                raise ValueError(
                    tr("{setting} is not of the form KEY=VALUE", setting=shown(setting))
                )
            changes[key.strip()] = self.find(key.strip()).parse(text)
        return changes

    def to_json(self, spec: S) -> str:
        """Return `spec` as JSON: one object for each part."""
        tree: dict[str, dict[str, object]] = {}
        for key in self.options:
            part, _, name = key.partition(".")
            tree.setdefault(part, {})[name] = value_of(spec, key)
        return json.dumps(tree, indent=2, ensure_ascii=False)

    def from_json(self, text: str) -> S:
        """Return the spec that `to_json` wrote, whole or in part.

        Raises:
            ValueError: one sentence that names the key and what it may be.
        """
        return self.from_tree(tree_of(text))

    def from_tree(self, tree: object) -> S:
        """Return the spec of parts and their fields; what is missing is as usual.

        Raises:
            ValueError: one sentence that names what is unknown or refused.
        """
        if not isinstance(tree, Mapping):
            raise ValueError(
                tr("a spec is an object of parts, not {tree}", tree=shown(tree))
            )
        return self.revise(self._kind(), self.flatten(tree))

    def flatten(self, tree: Mapping[str, object]) -> dict[str, object]:
        """Return nested parts as dotted keys; refuse what is not a part."""
        changes: dict[str, object] = {}
        for name, part in tree.items():
            if name not in self._parts:
                hint = nearest(name, self._parts)
                raise ValueError(
                    tr("there is no part {name}{hint}", name=shown(name), hint=hint)
                )
            if not isinstance(part, Mapping):
                raise ValueError(
                    tr(
                        "{name} must be an object of keys, not {part}",
                        name=name,
                        part=shown(part),
                    )
                )
            changes |= {f"{name}.{key}": value for key, value in part.items()}
        return changes

    def _make(self, name: str, values: tuple[object, ...]) -> Any:
        """Return a part; most edits change one, and checking others takes longest."""
        return self._parts[name](*values)

    def _list(self) -> dict[str, Option]:
        start, found = self._kind(), {}
        for name, part in self._parts.items():
            for item in fields(part):
                assert item.default is not MISSING
                key = f"{name}.{item.name}"
                kind, default = field_types(part)[item.name], value_of(start, key)
                found[key] = Option(key, kind, item.metadata, default)
        return found


def tree_of(text: str) -> object:
    """Return what JSON says; refuse what is none in one sentence."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(tr("this is not JSON: {error}", error=error)) from None
    except (ValueError, RecursionError):
        raise ValueError(
            tr("this is not JSON that can be read: too deep, or with a number too long")
        ) from None


def keys_in(path: Path, most: int) -> Mapping[str, object]:
    """Return what the JSON object in a file of at most `most` bytes has, if it is one.

    Who reads it as what it is says what is wrong with it.
    """
    try:
        tree = tree_of(read_text(path, most))
    except ValueError:
        return {}
    return tree if isinstance(tree, Mapping) else {}
