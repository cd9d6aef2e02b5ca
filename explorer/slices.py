"""The surface: its lane, what is shown of it, and when it is computed anew."""

from explorer.lanes import LaneLike
from models import engine
from models.scales import Scale, make_colors, make_scale
from models.snapshots import Step, Surface
from models.specs import Spec
from models.stale import is_outgrown
from models.trails import Slice, Trail


class Slices:
    """Keeps the surface up to date with the spec and with the walker."""

    def __init__(self, lane: LaneLike) -> None:
        self.shown: Surface | None = None
        self.heights: Scale | None = None  # as it is shown
        self._lane = lane
        self._at: Step | None = None  # where the walker was when it was asked for
        self._is_live = False  # what was asked for last is not as fine as it could be

    def restart(self, spec: Spec) -> None:
        """Drop what is shown: it is of another problem."""
        self.shown = self._at = None
        self._is_live = False
        self._lane.start(engine.survey(spec, Trail(), False, self._lane.spread))

    def follow(self, spec: Spec, trail: Trail, is_live: bool = False) -> None:
        """Ask for another surface; what is shown stays until it comes."""
        self._at = trail.steps[-1] if trail.steps else None
        self._is_live = is_live
        self._lane.follow(engine.survey(spec, trail, is_live, self._lane.spread))

    def keep_up(self, spec: Spec, trail: Trail, is_playing: bool) -> None:
        """Ask for another surface if the walker has left this one behind."""
        if self.shown is None or not trail.steps or not self._lane.is_idle:
            return
        last = trail.steps[-1]
        if self._at is None:
            self._at = last
        if is_outgrown(spec, self.shown.plane, self._at, last, is_playing):
            self.follow(spec, trail, is_playing)
        elif self._is_live and not is_playing:
            self.follow(spec, trail)
        elif spec.drawn_samples == "batch" and last is not self._at:
            self.narrow(spec, trail)

    def narrow(self, spec: Spec, trail: Trail, is_live: bool = False) -> None:
        """Show the loss of those samples that `spec` asks for.

        It is a part of what is shown, unless something else is on its way.
        """
        if self.shown is None or not trail.steps or not self._lane.is_idle:
            self.follow(spec, trail, is_live)
        else:
            self._at = trail.steps[-1]
            self._lane.follow(engine.narrow(spec, trail, self.shown))

    def take(self) -> Slice | None:
        """Take the newest surface, if there is one."""
        if not (ready := self._lane.take(8)):
            return None
        newest: Slice = ready[-1]
        self.shown = newest.surface
        return newest

    def scales(self, spec: Spec, lowest: float) -> tuple[Scale, Scale]:
        """Return the scales of heights and colours, the first down to `lowest`."""
        assert self.shown is not None
        view, losses = spec.view, self.shown.loss
        if spec.drawn_samples == "batch" and self.shown.whole is not None:
            losses = self.shown.whole  # so that the box keeps still
        ends = view.height_low, view.height_high
        heights = make_scale(losses, view.log_height, *ends)
        self.heights = (
            heights if view.height_low is not None else heights.reaching(lowest)
        )
        return self.heights, make_colors(losses, view.colors)

    def is_too_high(self, spec: Spec, lowest: float) -> bool:
        """Tell whether the heights end above `lowest`, where the walker is."""
        if self.heights is None or spec.view.height_low is not None:
            return False
        return self.heights.reaching(lowest) != self.heights

    @property
    def is_idle(self) -> bool:
        """Whether nothing is computed."""
        return self._lane.is_idle and not self._is_live
