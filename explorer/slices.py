"""The surface: its lane, what is shown of it, and when it is computed anew."""

from dataclasses import replace

import numpy as np

from explorer.lanes import LaneLike
from models import engine
from models.morphs import between, is_rebent, is_same_square
from models.scales import Scale, make_colors, make_difference, make_scale
from models.snapshots import Plane, Step, Surface
from models.specs import Spec
from models.stale import PATHS, is_outgrown
from models.trails import Slice, Trail

PAUSE = 0.03  # seconds from one request to the next while the walker moves
REST = 0.2  # seconds without other examples until their surface is made fine
MORPH = 0.5  # seconds from the surface of one activation, or loss, to that of another


class Slices:
    """Keeps the surface up to date with the spec and with the walker."""

    def __init__(self, lane: LaneLike) -> None:
        self.shown: Surface | None = None
        self.heights: Scale | None = None  # as it is shown
        self.is_smooth = True  # one surface turns into the next
        self._lane = lane
        self._at: Step | None = None  # where the walker was when it was asked for
        self._age = 0.0  # seconds since another was asked for
        self._is_live = False  # what was asked for last is not as fine as it could be
        self._kept: Plane | None = None  # for a finer surface, whatever `spec` asks for
        self._spec: Spec | None = None  # of the last problem
        self._old: Surface | None = None  # from which what is shown comes
        self._way = 0.0  # of the way from there, 1 at its end

    @property
    def drawn(self) -> Surface | None:
        """What is shown, or somewhere on the way to it from what was."""
        if self.shown is None or self._old is None:
            return self.shown
        eased = self._way * self._way * (3 - 2 * self._way)
        return between(self._old, self.shown, eased)

    def move(self, elapsed: float) -> bool:
        """Go on from what was shown to what is; tell whether that changed anything."""
        if self.shown is None or self._old is None:
            return False
        self._way = min(1.0, self._way + elapsed / MORPH)
        if self._way == 1:
            self._old = None
        return True

    def restart(self, spec: Spec) -> None:
        """Drop what is shown: it is of another problem, but maybe of the same weights.

        Then it stays for a while as the start of a way to what comes.
        """
        can_morph = self._spec is not None and is_rebent(self._spec, spec)
        can_morph = can_morph and self.is_smooth
        self._old, self._way = (self.drawn or self._old) if can_morph else None, 0.0
        self._spec = spec
        self.shown = self._at = None
        self._is_live = False
        self._lane.start(engine.survey(spec, Trail(), False, self._lane.spread))

    def follow(self, spec: Spec, trail: Trail, is_live: bool = False) -> None:
        """Ask for another surface; what is shown stays until it comes."""
        self._kept = None
        self._ask(spec, trail, is_live)

    def reshape(self, spec: Spec) -> None:
        """Ask for the surface of other examples: not so fine, as more may be to come.

        A plane of the path stays as it is: one sees the surface move, not the axes.
        """
        self._spec = spec
        is_of_path = spec.plane_kind in PATHS and self.shown is not None
        self._kept = self.shown.plane if is_of_path and self.shown else None
        self._ask(spec, Trail(), is_live=True)
        self._age = -REST

    def _ask(self, spec: Spec, trail: Trail, is_live: bool) -> None:
        self._at = trail.steps[-1] if trail.steps else None
        self._is_live, self._age = is_live, 0.0
        spread, plane = self._lane.spread, self._kept
        self._lane.follow(engine.survey(spec, trail, is_live, spread, plane))

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
        if self._is_left(spec, trail, is_playing):
            self.follow(spec, trail, is_playing)
        elif self._is_live and (not is_playing or self._at is None):
            self._ask(spec, trail, is_live=False)  # the next is not under way
        elif self._has_other_batch(spec, trail) and self._lane.is_idle:
            self.narrow(spec, trail)

    def is_up_to_date(self, spec: Spec, trail: Trail) -> bool:
        """Tell whether what is shown is all that there is to show, at rest."""
        is_behind = self._is_live or self._has_other_batch(spec, trail)
        is_behind = is_behind or self._is_left(spec, trail, False)
        is_behind = is_behind or self._old is not None
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
        old = self._old
        if old is not None and not is_same_square(old.plane, self.shown.plane):
            self._old = None
        return newest

    def scales(self, spec: Spec, trail: Trail) -> tuple[Scale, Scale]:
        """Return the scales of heights and colours, the first down to the walker."""
        surface = self.drawn
        assert surface is not None
        lowest = trail.lowest_in(surface.plane)
        view, losses = spec.view, surface.loss
        if spec.drawn_samples == "batch" and surface.whole is not None:
            losses = surface.whole  # so that the box keeps still
        ends = view.height_low, view.height_high
        heights = make_scale(losses, view.log_height, *ends)
        self.heights = (
            heights if view.height_low is not None else heights.reaching(lowest)
        )
        highest = np.fmax.reduce(surface.loss, axis=None)
        if highest > self.heights.high:  # of a batch: the range is that of the whole
            self.heights = replace(self.heights, is_clipped=True)
        if surface.against is not None:
            return self.heights, make_difference(surface.tint, surface.loss)
        colors = make_colors(losses, view.colors)
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
