"""The honest strip under the surface: what is drawn, and what cannot be."""

from collections.abc import Sequence

import numpy as np
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.elided import ElidedLabel
from explorer.theme import BASINS, basin_color
from models.catalog import ACTIVATIONS, FUNCTIONS, LOSSES, REDUCTIONS
from models.comparisons import is_of_activations, other_of
from models.introductions import numbered
from models.language import tr, trn
from models.scales import Scale, short
from models.snapshots import (
    DIVERGED,
    FLYING,
    Ground,
    Path,
    Plane,
    Prediction,
    Rain,
    Remark,
    Surface,
)
from models.specs import Spec

LONG = 10  # characters of an axis name that are not repeated with each number
LINE_GAP = 3  # px
OUTSIDE = tr("the walker is outside this square")
ON_PLANE = 1e-9  # of the way from the origin: so near is rounding


class Strip(QWidget):
    """A few lines; their texts are long, so the first of each may be elided."""

    def __init__(self) -> None:
        super().__init__()
        self.axes = ElidedLabel(
            tr("What the two axes are, and what is fixed."), lines=2
        )
        self.data = ElidedLabel(tr("What the surface is the loss of."))
        self.colors = ElidedLabel(tr("What the colours are the difference of."))
        self.limits = ElidedLabel(tr("What of the surface is not drawn as it is."))
        self.slope = ElidedLabel(tr("Why no descent moves on this surface."), lines=2)
        self.off_plane, self.step, self.pointer, self.told = (
            QLabel() for _ in range(4)
        )
        self.rain = QLabel()  # the legend of the floor
        for label in (self.rain, self.slope):
            label.hide()
        self._plane: Plane | None = None
        self._ground: Ground | None = None
        self._is_promise_shown = False
        self._loss = "loss"  # what that under the pointer is called
        self._lay_out()
        self._explain()
        self.axes.say(tr("loading torch …"))

    @property
    def sentences(self) -> list[str]:
        """What is said of the surface, whole; a picture of it needs that too."""
        told = self.axes, self.data, self.colors, self.limits
        return [label.whole for label in told if label.whole]

    def show_spec(self, spec: Spec) -> None:
        """Say what the surface is the loss of."""
        self.data.say(_data_sentence(spec))
        compared = _compared(spec)
        self.colors.say(compared)
        self.colors.setVisible(bool(compared))
        self._is_promise_shown = "tangent" in spec.view.layers
        self._loss = tr("loss") if spec.drawn_samples == "all" else tr("training loss")
        self.show_ground(self._ground)

    def show_surface(self, surface: Surface, heights: Scale) -> None:
        """Say what the axes are, and what of the surface is not seen."""
        self._plane = surface.plane
        self.axes.say(surface.plane.note)
        lowest = float(np.fmin.reduce(surface.loss, axis=None))
        holes = int((~np.isfinite(surface.tint)).sum())
        parts = [
            tr("cut off above {high}", high=short(heights.high))
            if heights.is_clipped
            else "",
            tr("cut off below {low}", low=short(heights.low))
            if lowest < heights.low
            else "",
            _holes_sentence(holes) if holes else "",
            surface.note,
        ]
        self.limits.say(" · ".join(part for part in parts if part))

    def show_distance(self, path: Path | None) -> None:
        """Say how far the end of `path` is off the plane, and if it is out of sight."""
        if path is None or self._plane is None:
            self.off_plane.clear()
            return
        offset = np.abs(path.xy[-1] - self._plane.centre)
        is_inside = bool((offset <= self._plane.extent * (1 + 1e-9)).all())
        if self._plane.is_exact:
            self.off_plane.setText("" if is_inside else OUTSIDE)
            return
        away, length = path.off_plane[-1], np.linalg.norm(path.xy[-1])
        is_off = away > ON_PLANE * (1 + length)
        where = tr("{away} off", away=short(float(away))) if is_off else tr("on")
        beyond = "" if is_inside else tr(", beyond the square")
        self.off_plane.setText(
            tr("walker {where} the plane{beyond}", where=where, beyond=beyond)
        )

    def show_ground(self, ground: Ground | None) -> None:
        """Say what the tangent plane promises of the next step, and what comes."""
        self._ground = ground
        if ground is None or not self._is_promise_shown:
            self.step.clear()
        else:
            promised, real = short(ground.promised), short(ground.real)
            self.step.setText(
                tr(
                    "loss after the next step: promised {promised}, real {real}",
                    promised=promised,
                    real=real,
                )
            )

    def show_prediction(self, prediction: Prediction) -> None:
        """Say what is under the pointer."""
        at, probe = prediction.hovered_at, prediction.hovered
        if at is None or probe is None:
            self.pointer.clear()
            return
        slope = float((probe.gradient**2).sum()) ** 0.5
        names = ("x", "y")
        if self._plane is not None:
            own = self._plane.name_x, self._plane.name_y
            names = own if max(map(len, own)) <= LONG else names
        x, y = (f"{n} = {short(v)}" for n, v in zip(names, at, strict=True))
        self.pointer.setText(
            f"{x}   {y}   {self._loss} {short(probe.loss)}   |∇L| {short(slope)}"
        )

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Say where a surface has no slope at all; of all else the panel tells."""
        level = [remark for remark in remarks if remark.event == "level"]
        said = [text for each in level for text in (each.sentence, each.advice)]
        self.slope.setVisible(bool(said))
        self.slope.say(" ".join(said))

    def show_rain(self, rain: Rain | None) -> None:
        """Say which minima drops reach, in the colours of the floor."""
        self.rain.setVisible(rain is not None)
        self.rain.setText(_basins(rain) if rain else "")

    def tell(self, sentence: str) -> None:
        """Say what the user should know; nothing, if empty."""
        self.told.setText(sentence)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LINE_GAP)
        rows = (
            (self.axes,),  # alone, as it is long
            (self.data, self.off_plane),
            (self.colors,),
            (self.limits, self.step),
            (self.slope,),
            (self.rain,),
            (self.told, self.pointer),
        )
        for labels in rows:
            row = QHBoxLayout()
            for label in labels:
                label.setObjectName("strip")
                row.addWidget(label)
            row.setStretch(0, 1)
            column.addLayout(row)

    def _explain(self) -> None:
        self.off_plane.setToolTip(
            tr(
                "Distance in parameter space between the walker and the plane that is "
                "drawn: the walker is drawn at its true loss, the surface is the slice."
            )
        )
        self.step.setToolTip(
            tr(
                "The loss after the next step: as the tangent plane has it, and as "
                "it is."
            )
        )
        self.pointer.setToolTip(
            tr("Coordinates, exact loss and slope under the pointer.")
        )
        self.rain.setToolTip(
            tr("Which minimum drops run to that start in each colour.")
        )
        self.rain.setWordWrap(True)
        self.told.setObjectName("told")
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)


def _data_sentence(spec: Spec) -> str:
    if spec.is_function:
        function = FUNCTIONS[spec.function.name]
        return f"{function.title}: {function.formula or spec.function.expression}"
    scaled = tr("standardised") if spec.data.is_standardised else tr("not standardised")
    return f"{_loss_name(spec)}, {_samples_sentence(spec)}, {scaled}"


def _compared(spec: Spec) -> str:
    """Say what the colours are the difference of, if they are of two losses."""
    if (other := other_of(spec)) is None:
        return ""
    name = _bend_name if is_of_activations(spec) else _bare_name
    return tr(
        "colours: {spec} − {other}, at the same models",
        spec=name(spec),
        other=name(other),
    )


def _bend_name(spec: Spec) -> str:
    """Return the activation, or those of all hidden layers where they differ."""
    names = dict.fromkeys(spec.network.activations)
    shown = names if len(names) == 1 else spec.network.activations
    return "/".join(ACTIVATIONS[name].title for name in shown)


def _loss_name(spec: Spec) -> str:
    """Return what is summed, in small letters, and what weights add to it."""
    loss = spec.loss
    signs = (loss.l1, "‖w‖₁"), (loss.l2, "‖w‖²")
    costs = [f"{short(value)} {sign}" for value, sign in signs if value]
    return " + ".join([_bare_name(spec), *costs])


def _bare_name(spec: Spec) -> str:
    """Return what is summed, in small letters."""
    loss, name = spec.loss, spec.loss_name
    title = LOSSES[name].title
    words = title if name in ("huber", "normal") else title.lower()
    if name == "squared" and spec.data.choice.has_classes:
        words += tr(" of the probability")
    if "base" in LOSSES[name].uses and loss.base == "2":
        words += tr(" in bits")
    return words


def _samples_sentence(spec: Spec) -> str:
    data, name = spec.data, spec.drawn_samples
    what = REDUCTIONS[spec.loss.reduction].title.lower()
    samples = trn("{n} sample", "{n} samples", data.training)
    if data.held_out:
        samples = trn("{n} training sample", "{n} training samples", data.training)
    if name == "test":
        held_out = trn("{n} held-out sample", "{n} held-out samples", data.held_out)
        return tr(
            "{what} over {held_out}, {training} training",
            what=what,
            held_out=held_out,
            training=data.training,
        )
    if name == "example":
        return tr(
            "of example {drawn_example} alone",
            drawn_example=numbered(spec.drawn_example, data.training),
        )
    if name == "batch":
        sizes = tr("{size} of {samples}", size=spec.batch.size, samples=samples)
        return tr("{what} over the next batch: {sizes}", what=what, sizes=sizes)
    rest = tr(", {held_out} held out", held_out=data.held_out) if data.held_out else ""
    return tr("{what} over {samples}{rest}", what=what, samples=samples, rest=rest)


def _holes_sentence(holes: int) -> str:
    if holes == 1:
        return tr("1 point is no number: shown as a hole")
    return tr("{holes} points are no numbers: shown as holes", holes=holes)


def _basins(rain: Rain) -> str:
    """Say where drops go, with the colours that the floor has."""
    count, numbers = len(rain.numbers), rain.numbers
    parts = [
        (number, tr("loss {loss}", loss=short(basin.loss)), basin.drops)
        for number, basin in enumerate(rain.basins)
    ]
    rest = len(BASINS) - 1
    parts.append((rest, tr("other minima"), int((numbers == rest).sum())))
    parts.append((DIVERGED, tr("diverged"), int((numbers == DIVERGED).sum())))
    told = [
        f'<span style="color:{basin_color(number)}">■</span> {what}: '
        f"{100 * drops / count:.0f} %"
        for number, what, drops in parts
        if drops
    ]
    flying = int((numbers == FLYING).sum())
    state = tr("Rain, step {index}", index=rain.index) if flying else tr("Rain")
    if flying:
        told.append(tr("{flying} of {count} not arrived", flying=flying, count=count))
    return f"{state}: {' · '.join(told)}"
