"""Descents that were left when rivals came or went, for undo to bring back."""

from explorer.walk import Steps, Walk
from models.language import tr, trn
from models.specs import Spec

MOST = 3  # descents, so long as they may be


class Partings:
    """What a walk had taken, before it began again with more or fewer rivals."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._kept: list[tuple[Spec, Steps]] = []

    def part(
        self, old: Spec, spec: Spec, is_undone: bool = False
    ) -> tuple[Steps | None, str]:
        """Return the steps of a descent as `spec` has it, if there once was one.

        The steps so far, as `old` had them, are kept; with them comes what to say of
        the new beginning. Where `old` itself `is_undone`, they come back by redo.
        """
        taken = self._walk.steps
        known = next((steps for was, steps in self._kept if was == spec), None)
        if taken.length:
            self._kept = [(old, taken), *self._kept][:MOST]
        if known is not None or not taken.length:
            return known, ""
        rivals = len(spec.race.names)
        now = (
            tr("with {rivals}", rivals=trn("{n} rival", "{n} rivals", rivals))
            if rivals
            else tr("alone")
        )
        length = trn("{n} step", "{n} steps", taken.length)
        if is_undone:
            return None, tr(
                "The descent starts again, now {now}; redo brings back its {length}.",
                now=now,
                length=length,
            )
        return None, tr(
            "The descent starts again, now {now}; undo brings back its {length}.",
            now=now,
            length=length,
        )
