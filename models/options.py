"""Every key of the spec: listed, parsed, changed, and kept as JSON."""

import csv
import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, dataclass, fields, replace
from functools import lru_cache
from io import StringIO
from typing import Any, Literal, get_args, get_origin

from models.catalog import FUNCTIONS
from models.fields import (
    Part,
    allowed,
    checked,
    field_types,
    is_optional,
    nearest,
    plain_type,
    shown,
)
from models.specs import Spec, StartSpec, incomparable, unsuited

# A change of what stands on the left makes what stands on the right meaningless.
SIZED = "data.samples", "data.noise", "data.classes", "data.balance"
TABLE = (
    "data.columns", "data.target", "data.labels", "data.rows", "data.format",
    "data.digest",
)  # fmt: skip
SET = frozenset({"data.name", "data.file"})
SEEN = SET | {"data.columns", "data.target"}
RESETS: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
    (frozenset({"data.name"}), ("data.file",)),
    (SET, (*SIZED, "data.standardise", *TABLE)),
    (frozenset({"data.rows"}), ("data.samples",)),
    (SET | {"data.columns"}, ("view.input_x", "view.input_y")),
    (SEEN | {"data.standardise"}, ("view.held_inputs",)),
    (SEEN | {*SIZED, "data.seed"}, ("data.points",)),
    (frozenset({"cut.along", "plane.kind"}), ("cut.at",)),
    (SET | {"data.samples", "data.test"}, ("view.example",)),
    (frozenset({"plane.kind", "function.name"}), ("plane.extent",)),
)
NUMBERED = (  # which means nothing where the parameters are others
    "network.frozen",
    "plane.x",
    "plane.y",
    "plane.centre",
    "plane.kept",
    "kept.names",
    "kept.values",
    "cut.along",
    "cut.at",
)

# What rivals have that are named alone: what the walker has.
OWN = {"race.rates": "optimizer.learning_rate", "race.sizes": "batch.size"}


@dataclass(frozen=True, slots=True)
class Option:
    """One key of the spec."""

    key: str
    kind: Any
    metadata: Mapping[str, Any]
    default: object

    @property
    def meaning(self) -> str:
        """What it does, in one sentence."""
        return str(self.metadata["meaning"])

    @property
    def low(self) -> Any:
        """The least value, of a number."""
        return self.metadata["low"]

    @property
    def high(self) -> Any:
        """The greatest value, of a number."""
        return self.metadata["high"]

    @property
    def names(self) -> tuple[str, ...]:
        """The names to choose one or several from; empty for other options."""
        kind = plain_type(self.kind)
        kind = get_args(kind)[0] if get_origin(kind) is tuple else kind
        return get_args(kind) if get_origin(kind) is Literal else ()

    @property
    def allowed(self) -> str:
        """What it may be, in words."""
        return allowed(self.kind, self.low, self.high)

    def check(self, value: object) -> object:
        """Return `value` as this option has it; raise a sentence otherwise."""
        return checked(self.key, value, self.kind, self.metadata)

    def takes(self, value: object) -> bool:
        """Tell whether `value` is allowed."""
        try:
            self.check(value)
        except ValueError:
            return False
        return True

    def spell(self, value: object) -> str:
        """Return `value` as the command line takes it."""
        if value is None or value == ():
            return "none"
        if isinstance(value, bool):
            return str(value).lower()
        return _joined(value) if isinstance(value, tuple) else str(value)

    def parse(self, text: str) -> object:
        """Return the value that `text` stands for on the command line."""
        kind, text = plain_type(self.kind), text.strip()
        if is_optional(self.kind) and text in ("", "none"):
            return None
        if get_origin(kind) is tuple:
            items = _split(text, get_args(kind)[0])
            return self.check(items if self.takes(items) else text)
        if kind in (int, float, bool):
            return self.check(_literal(text))
        return self.check(text)


def _literal(text: str) -> object:
    words = {"true": True, "false": False}
    if text.lower() in words:
        return words[text.lower()]
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _joined(items: Sequence[object]) -> str:
    """Return items with commas between them, as `_split` takes them apart.

    An item with a comma in it, or that may be taken for none, is quoted.
    """
    if items == ("none",):
        return '"none"'
    text = StringIO()
    csv.writer(text, lineterminator="").writerow(items)
    return text.getvalue()


def _split(text: str, kind: Any) -> object:
    """Return the items of a list; brackets around one of texts are part of them."""
    if text in ("", "none"):
        return ()
    if kind is not str and text[0] + text[-1] in ("()", "[]"):
        text = text[1:-1]
    try:
        row = next(csv.reader([text], skipinitialspace=True), [])
    except csv.Error:  # it has more than one line
        row = [text]
    items = [item.strip() for item in row]
    return [_literal(item) for item in items] if kind in (int, float) else items


def _parts() -> dict[str, type[Part]]:
    hints = field_types(Spec)
    return {item.name: hints[item.name] for item in fields(Spec)}


def _list() -> dict[str, Option]:
    start = Spec()
    found = {}
    for name, part in _parts().items():
        for item in fields(part):
            assert item.default is not MISSING
            key = f"{name}.{item.name}"
            default = getattr(getattr(start, name), item.name)
            found[key] = Option(
                key, field_types(part)[item.name], item.metadata, default
            )
    return found


OPTIONS = _list()


def find(key: str) -> Option:
    """Return the option called `key`; raise a sentence with the nearest otherwise."""
    if key in OPTIONS:
        return OPTIONS[key]
    raise ValueError(f"there is no key {shown(key)}{nearest(key, OPTIONS)}")


def differences(old: Spec, new: Spec) -> frozenset[str]:
    """Return the keys in which two specs differ."""
    return frozenset(k for k in OPTIONS if value_of(old, k) != value_of(new, k))


def value_of(spec: Spec, key: str) -> Any:
    """Return what `spec` says for `key`."""
    part, name = find(key).key.split(".")
    return getattr(getattr(spec, part), name)


def revise(spec: Spec, changes: Mapping[str, object]) -> Spec:
    """Return `spec` with `changes` (dotted keys), and what hangs on them, made fit.

    A change may make other choices meaningless: another data set has its own number of
    samples, another network other parameters, another plane other coordinates. Those
    fall back to their defaults, unless `changes` says otherwise.

    Raises:
        ValueError: one sentence that names the key and what it may be.
    """
    wanted = {key: find(key).check(value) for key, value in changes.items()}
    changed = {key for key, value in wanted.items() if value != value_of(spec, key)}
    values = {key: value_of(spec, key) for key in OPTIONS}
    for causes, effects in RESETS:
        if causes & changed:
            values |= {key: OPTIONS[key].default for key in effects}
    values |= wanted
    _keep_fit(spec, values, wanted, changed)
    problem = _problem(values)
    if "view.against" not in wanted and incomparable(problem, values["view.against"]):
        values["view.against"] = "none"
    is_other = _parameters(problem) != _parameters(spec)
    if is_other:
        values |= {key: OPTIONS[key].default for key in NUMBERED if key not in wanted}
        if value_of(spec, "plane.kind") == "points":
            values["plane.kind"] = wanted.get("plane.kind", "auto")
    if "start.theta" not in wanted and (is_other or "network.seed" in changed):
        values["start.theta"] = _start(values)
    if "network.frozen" in changed and values["network.frozen"]:
        _aim(values, problem)
    return _build(values)


def _keep_fit(
    spec: Spec,
    values: dict[str, Any],
    wanted: Mapping[str, object],
    changed: AbstractSet[str],
) -> None:
    """Let what was not asked for fit what was."""
    data, name = _part("data", values), values["loss.name"]
    if "loss.name" not in wanted and (SET & changed or unsuited(name, data.choice)):
        values["loss.name"] = "auto"
    for key, own in OWN.items() if "race.names" in wanted else ():
        if key not in wanted:
            rivals = len(values["race.names"])
            values[key] = (*values[key], *[values[own]] * rivals)[:rivals]
    if not values["data.test"] and value_of(spec, "view.samples") == "test":
        values["view.samples"] = wanted.get("view.samples", "all")


def _problem(values: Mapping[str, Any]) -> Spec:
    """Return what is to be learnt by what, and all else as it is at first."""
    parts = {name: _part(name, values) for name in ("data", "loss", "function")}
    network = replace(_part("network", values), frozen=())
    return Spec(**parts, network=network, start=StartSpec())


def _parameters(problem: Spec) -> tuple[object, ...]:
    """Return what tells one set of parameters from another."""
    data = problem.data
    seen = data.name, data.file, data.columns, data.target
    return problem.formula, problem.shape, *seen


def _aim(values: dict[str, Any], problem: Spec) -> None:
    """Draw the plane of the two parameters that are free, if no others are."""
    free = [k for k in range(problem.count) if k not in values["network.frozen"]]
    if len(free) == 2:
        values["plane.x"], values["plane.y"] = free


def _start(values: Mapping[str, object]) -> tuple[float, ...]:
    """Return the default start: where the problem has one of its own, or as drawn."""
    spec = _build({**values, "start.theta": ()})
    if spec.network.seed:
        return ()
    if spec.is_function:
        return FUNCTIONS[spec.function.name].start
    own = spec.data.choice.start
    return own if own and spec.count == 2 else ()


def _build(values: Mapping[str, object]) -> Spec:
    return Spec(**{name: _part(name, values) for name in _parts()})


def _part(name: str, values: Mapping[str, object]) -> Any:
    return _made(name, tuple(values[key] for key in _keys(name)))


@lru_cache(maxsize=128)
def _made(name: str, values: tuple[object, ...]) -> Any:
    """Return a part; most edits change one, and checking the others takes longest."""
    return _parts()[name](*values)


@lru_cache(maxsize=32)
def _keys(name: str) -> tuple[str, ...]:
    return tuple(f"{name}.{item.name}" for item in fields(_parts()[name]))


def parse_changes(settings: list[str]) -> dict[str, object]:
    """Return the changes that command-line settings such as ``a.b=3`` ask for."""
    changes: dict[str, object] = {}
    for setting in settings:
        key, equals, text = setting.partition("=")
        if not equals:
            raise ValueError(f"{shown(setting)} is not of the form KEY=VALUE")
        changes[key.strip()] = find(key.strip()).parse(text)
    return changes


def to_json(spec: Spec) -> str:
    """Return `spec` as JSON: one object for each part."""
    tree = {
        name: {
            item.name: getattr(getattr(spec, name), item.name) for item in fields(part)
        }
        for name, part in _parts().items()
    }
    return json.dumps(tree, indent=2, ensure_ascii=False)


def from_json(text: str) -> Spec:
    """Return the spec that `to_json` wrote, whole or in part.

    Raises:
        ValueError: one sentence that names the key and what it may be.
    """
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this is not JSON: {error}") from None
    if not isinstance(tree, dict):
        raise ValueError(f"a spec is an object of parts, not {shown(tree)}")
    return revise(Spec(), flatten(tree))


def flatten(tree: Mapping[str, object]) -> dict[str, object]:
    """Return nested parts as dotted keys; refuse what is not a part."""
    changes: dict[str, object] = {}
    for name, part in tree.items():
        if name not in _parts():
            raise ValueError(f"there is no part {shown(name)}{nearest(name, _parts())}")
        if not isinstance(part, dict):
            raise ValueError(f"{name} must be an object of keys, not {shown(part)}")
        changes |= {f"{name}.{key}": value for key, value in part.items()}
    return changes
