"""The surface: its lane, what is shown of it, and when it is computed anew."""

from dataclasses import replace

import numpy as np

from explorer.lanes import LaneLike
from models import engine
from models.scales import Scale, make_colors, make_scale
from models.snapshots import Step, Surface
from models.specs import Spec
from models.stale import is_outgrown
from models.trails import Slice, Trail

PAUSE = 0.03  # seconds from one request to the next while the walker moves


class Slices:
    """Keeps the surface up to date with the spec and with the walker."""

    def __init__(self, lane: LaneLike) -> None:
        self.shown: Surface | None = None
        self.heights: Scale | None = None  # as it is shown
        self._lane = lane
        self._at: Step | None = None  # where the walker was when it was asked for
        self._age = 0.0  # seconds since another was asked for
        self._is_live = False  # what was asked for last is not as fine as it could be

    def restart(self, spec: Spec) -> None:
        """Drop what is shown: it is of another problem."""
        self.shown = self._at = None
        self._is_live = False
        self._lane.start(engine.survey(spec, Trail(), False, self._lane.spread))

    def follow(self, spec: Spec, trail: Trail, is_live: bool = False) -> None:
        """Ask for another surface; what is shown stays until it comes."""
        self._at = trail.steps[-1] if trail.steps else None
        self._is_live, self._age = is_live, 0.0
        self._lane.follow(engine.survey(spec, trail, is_live, self._lane.spread))

    def keep_up(
        self, spec: Spec, trail: Trail, is_playing: bool, elapsed: float
    ) -> None:
        """Ask for another surface if the walker has left this one behind.

        While one is computed the next is asked for, so that the lane need not wait for
        the screen: of several that wait only the last is computed.
        """
        self._age += elapsed
        if self._age < PAUSE:
            return
        if self._is_left(spec, trail, is_playing) or (self._is_live and not is_playing):
            self.follow(spec, trail, is_playing)
        elif self._has_other_batch(spec, trail) and self._lane.is_idle:
            self.narrow(spec, trail)

    def is_up_to_date(self, spec: Spec, trail: Trail) -> bool:
        """Tell whether what is shown is all that there is to show, at rest."""
        is_behind = self._is_live or self._has_other_batch(spec, trail)
        is_behind = is_behind or self._is_left(spec, trail, False)
        return self._lane.is_idle and not is_behind

    def _is_left(self, spec: Spec, trail: Trail, is_playing: bool) -> bool:
        if self.shown is None or not trail.steps:
            return False
        plane, last = self.shown.plane, trail.steps[-1]
        return is_outgrown(spec, plane, self._at, last, is_playing)

    def _has_other_batch(self, spec: Spec, trail: Trail) -> bool:
        is_of_batch = spec.drawn_samples == "batch" and self.shown is not None
        return is_of_batch and bool(trail.steps) and trail.steps[-1] is not self._at

    def narrow(self, spec: Spec, trail: Trail, is_live: bool = False) -> None:
        """Show the loss of those samples that `spec` asks for.

        It is a part of what is shown, unless something else is on its way.
        """
        if self.shown is None or not trail.steps or not self._lane.is_idle:
            self.follow(spec, trail, is_live)
        else:
            self._at, self._age = trail.steps[-1], 0.0
            self._lane.follow(engine.narrow(spec, trail, self.shown))

    def take(self) -> Slice | None:
        """Take the newest surface, if there is one."""
        if not (ready := self._lane.take(8)):
            return None
        newest: Slice = ready[-1]
        self.shown = newest.surface
        return newest

    def scales(self, spec: Spec, trail: Trail) -> tuple[Scale, Scale]:
        """Return the scales of heights and colours, the first down to the walker."""
        assert self.shown is not None
        lowest = trail.lowest_in(self.shown.plane)
        view, losses = spec.view, self.shown.loss
        if spec.drawn_samples == "batch" and self.shown.whole is not None:
            losses = self.shown.whole  # so that the box keeps still
        ends = view.height_low, view.height_high
        heights = make_scale(losses, view.log_height, *ends)
        self.heights = (
            heights if view.height_low is not None else heights.reaching(lowest)
        )
        colors = make_colors(losses, view.colors)
        highest = np.fmax.reduce(self.shown.loss, axis=None)
        if highest > self.heights.high:  # of a batch: the range is that of the whole
            self.heights = replace(self.heights, is_clipped=True)
        return self.heights, replace(
            colors, is_clipped=colors.is_clipped or highest > colors.high
        )

    def is_too_high(self, spec: Spec, trail: Trail) -> bool:
        """Tell whether the heights end above the walker."""
        if self.heights is None or spec.view.height_low is not None:
            return False
        assert self.shown is not None
        lowest = trail.lowest_in(self.shown.plane)
        return self.heights.reaching(lowest) != self.heights
