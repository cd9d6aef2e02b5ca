"""Every key of the spec of a landscape: listed, parsed, changed, and kept as JSON."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from models.catalog import FUNCTIONS
from models.roots import Resets, Root, Values, value_of
from models.specs import Spec, StartSpec, incomparable, unsuited

SIZED = "data.samples", "data.noise", "data.classes", "data.balance"
TABLE = (
    "data.columns", "data.target", "data.labels", "data.rows", "data.format",
    "data.digest",
)  # fmt: skip
SET = frozenset({"data.name", "data.file"})
SEEN = SET | {"data.columns", "data.target"}
RESETS: Resets = (
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


def _fit(
    spec: Spec,
    values: Values,
    wanted: Mapping[str, object],
    changed: AbstractSet[str],
) -> None:
    """Let go of what means nothing beside what is `wanted`."""
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


def _keep_fit(
    spec: Spec,
    values: dict[str, Any],
    wanted: Mapping[str, object],
    changed: AbstractSet[str],
) -> None:
    """Let what was not asked for fit what was."""
    data, name = ROOT.part("data", values), values["loss.name"]
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
    parts = {name: ROOT.part(name, values) for name in ("data", "loss", "function")}
    network = replace(ROOT.part("network", values), frozen=())
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
    spec = ROOT.build({**values, "start.theta": ()})
    if spec.network.seed:
        return ()
    if spec.is_function:
        return FUNCTIONS[spec.function.name].start
    own = spec.data.choice.start
    return own if own and spec.count == 2 else ()


ROOT = Root(Spec, RESETS, _fit)
OPTIONS = ROOT.options
find, revise, parse_changes = ROOT.find, ROOT.revise, ROOT.parse_changes
to_json, from_json, flatten = ROOT.to_json, ROOT.from_json, ROOT.flatten
