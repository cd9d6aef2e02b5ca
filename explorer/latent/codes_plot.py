"""The plane of codes: a dot for each image, and what is drawn around them."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QResizeEvent, QWheelEvent

from explorer.gestures import Gesture, Pick
from explorer.latent.atlas_item import AtlasItem
from explorer.latent.cloud import CloudItem, palette_of
from explorer.latent.ellipses_item import EllipsesItem
from explorer.latent.image_tip import ImageTip
from explorer.latent.image_words import figure, told
from explorer.latent.thumbnails_item import ThumbnailsItem
from explorer.latent.ways_item import FilmItem, VectorItem
from explorer.plots.legend import Part
from explorer.plots.style import Plot, zoom_factor
from explorer.theme import POSITIVE, WALKER, Theme
from models.images import Attribute, split
from models.language import tr
from models.latent_moments import LatentSight, Moment, Pointed, Preview, attribute_of
from models.latent_planes import axis_names
from models.latent_specs import AutoencoderSpec
from models.latent_words import spread
from models.snapshots import Array

NEAR = 12.0  # px: a dot so near to the pointer is meant
ROOM = 0.14  # of the cloud, around it
SLACK = 0.75  # of what is shown: a smaller cloud is looked at closer
FAR = 1.4  # times as far as nearly all dots: one that is farther is not looked at
NEARLY_ALL = 0.01, 0.99  # of the dots, from side to side
MOST_NAMED = 12  # classes in the legend
TIP = 24  # px, beside which an image is shown


class CodesPlot(Plot):
    """Codes of images in a plane, the same along both axes.

    Signals:
        hovered: (tuple or None, int or None) the pointer is at this place, or outside;
            and over the dot of the image with this number, if it is.
        picked: (int) the user clicked on the dot of this image.
    """

    hovered = pyqtSignal(object, object)
    picked = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__(tr("direction 1"), tr("direction 2"))
        self.setMouseEnabled(x=False, y=False)
        self.setAspectLocked(True)
        self.atlas, self.thumbnails = AtlasItem(), ThumbnailsItem()
        self.cloud = CloudItem()
        self.ellipses, self.film = EllipsesItem(), FilmItem()
        self.vector, self.tip = VectorItem(), ImageTip(self)
        for item in self._items:
            self.addItem(item, ignoreBounds=True)
        self._spec = AutoencoderSpec()
        self._moment: Moment | None = None  # whose codes are drawn
        self._own: Moment | None = None  # that is looked at
        self._sight: LatentSight | None = None
        self._is_free = False  # the user looks at a part
        self._rect: tuple[Array, Array] | None = None  # middle and half sides
        self._gesture: Gesture | None = None
        self._spot: QPointF | None = None
        self._pick = Pick(self)
        self._pick.picked.connect(self._click)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(tr("Latent space"))

    @property
    def _items(self) -> tuple[object, ...]:
        return (
            self.atlas, self.cloud, self.thumbnails, self.ellipses, self.film,
            self.vector,
        )  # fmt: skip

    def show_spec(self, spec: AutoencoderSpec) -> None:
        """Name the axes, and draw what the view asks for."""
        if spec.view.tool != self._spec.view.tool:
            self._rect = None  # what is looked at with it may lie elsewhere
        self._spec = spec
        view = spec.view
        self.show_labels(*axis_names(spec))
        self.atlas.show_layers(view.map, view.doubt)
        self._show_layers()

    def show_moment(self, moment: Moment) -> None:
        """Draw the codes of `moment`; they stay where they are looked at."""
        self._moment = self._own = moment
        self._show_layers()
        self._fit()

    def show_preview(self, preview: Preview | None) -> None:
        """Draw the codes of a model that is pointed at, in the place of one's own."""
        own = self._own
        if preview is not None:
            self._moment = preview.sight.moment
        elif own is not None:
            self._moment = own
        self._show_layers()

    def show_sight(self, sight: LatentSight) -> None:
        """Draw what is done with the codes."""
        self._sight = sight
        if sight.atlas is not None:
            self.atlas.show_atlas(sight.atlas, spread(sight.moment.codes))
        self._show_ways()

    def show_pointed(self, pointed: Pointed | None) -> None:
        """Show the image under the pointer, large, beside what comes back of it."""
        moment, spot = self._moment, self._spot
        if pointed is None or moment is None or spot is None:
            self.tip.hide()
            return
        pair = np.concatenate([pointed.original, pointed.decoded], 1)
        words = told(moment.images, pointed.number, self._spec.view.color_by)
        text = tr(
            "{words}\nimage and reconstruction · loss {loss}",
            words=words,
            loss=figure(pointed.loss),
        )
        corner = self.viewport().mapToGlobal(spot.toPoint()) - QPoint(TIP, TIP) / 2
        self.tip.show_image(pair, text, QRect(corner, QSize(TIP, TIP)))

    def show_step(self, number: int) -> None:
        """Mark the step of the film that is shown large."""
        self.film.show_step(number)
        self.repaint_soon()

    def clear_codes(self) -> None:
        """Draw nothing: it was another training."""
        self._moment = self._own = self._sight = None
        self._is_free = False
        self.atlas.show_atlas(None)
        self.tip.hide()
        self._show_layers()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        themed = self.atlas, self.ellipses, self.film, self.vector, self.tip
        for each in themed:
            each.show_theme(theme)
        self._show_layers()

    def home(self) -> None:
        """Look at all of it."""
        self._is_free = False
        if self._moment is not None:
            self._rect = None
            self._fit()

    # What is drawn

    def _show_layers(self) -> None:
        moment, view = self._moment, self._spec.view
        nothing = np.zeros((0, 2))
        if moment is None:
            self.cloud.show_points(nothing, None)
            self.thumbnails.show_images(None, nothing)
            self.ellipses.show_invention(None)
            self.film.show_film(None)
            self.vector.show_sweep(None)
            self.show_title([])
            self.repaint_soon()
            return
        attribute = attribute_of(moment.images, view.color_by)
        self._show_cloud(moment, attribute)
        self._show_thumbnails(moment, attribute)
        self._show_ways()

    def _show_ways(self) -> None:
        """Draw what the tool that is open does with the codes."""
        moment, sight, tool = self._moment, self._sight, self._spec.view.tool
        if moment is None or sight is None:
            self.show_title([] if moment is None else self.legend(self._parts(moment)))
            return
        invention = sight.invention if tool == "decoder" else None
        self.ellipses.show_invention(invention, moment.points)
        self.cloud.setVisible(invention is None)
        self._fit()
        self.film.show_film(sight.film if tool == "interpolation" else None)
        self.vector.show_sweep(sight.sweep if tool == "attribute" else None)
        self.show_title(self.legend(self._parts(moment)))
        self.repaint_soon()

    def _parts(self, moment: Moment) -> list[Part]:
        is_inventing = not self.cloud.isVisible()
        color_by = self._spec.view.color_by
        return _legend(attribute_of(moment.images, color_by), is_inventing)

    def _show_cloud(self, moment: Moment, attribute: Attribute | None) -> None:
        spec = moment.spec.images
        is_out = _held_out(moment.images.count, spec.test, spec.seed)
        ground = self.theme.color("panel")
        self.cloud.show_points(moment.points, attribute, is_out, ground)
        self.repaint_soon()

    def _show_thumbnails(self, moment: Moment, attribute: Attribute | None) -> None:
        if not self._spec.view.thumbnails:
            self.thumbnails.show_images(None, np.zeros((0, 2)))
            return
        colors = []
        if attribute is not None and attribute.classes:
            palette = palette_of(attribute)
            colors = [palette[int(value)] for value in attribute.values]
        self.thumbnails.show_images(moment.images, moment.points, colors)

    def _fit(self) -> None:
        """Look at nearly all there is; what is shown stays, as long as it does."""
        if self._moment is None or self._is_free:
            return
        points = self._moment.points
        finite = points[np.isfinite(points).all(1)]
        if not len(finite):
            return
        low, high = _ends_of(finite)
        if (around := self.ellipses.ends) is not None:
            low, high = np.minimum(low, around[0]), np.maximum(high, around[1])
        middle, half = (low + high) / 2, np.maximum((high - low) / 2, 1e-6)
        if self._rect is not None:
            old_middle, old_half = self._rect
            is_inside = (np.abs(middle - old_middle) + half <= old_half).all()
            if is_inside and (half / old_half).max() > SLACK:
                return
        self._rect = middle, (1 + ROOM) * half
        self._look(*self._rect)

    def _look(self, middle: Array, half: Array) -> None:
        (left, low), (right, high) = middle - half, middle + half
        self.setRange(xRange=(left, right), yRange=(low, high), padding=0)
        self.repaint_soon()

    # Events

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Fold the legend anew."""
        super().resizeEvent(event)
        if event is not None and event.size().width() != event.oldSize().width():
            self._show_ways()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        self._gesture = Gesture(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the pointer is, or move the plane."""
        self._spot = event.position()
        if self._gesture is None:
            self._hover()
        elif (way := self._gesture.move(self._spot)) is not None:
            width, height = self.getPlotItem().getViewBox().viewPixelSize()
            self._move(-way.x() * width, way.y() * height)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click, not a drag, picks what is under it."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None and gesture.is_click:
            self._pick.click(self.point_at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Look at all of it; the click that came before picks nothing."""
        self._pick.cancel()
        self.home()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer."""
        at, factor = np.array(self.point_at(event.position())), zoom_factor(event)
        (left, right), (low, high) = self.viewRange()
        middle, half = (
            np.array([left + right, low + high]) / 2,
            np.array([right - left, high - low]) / (2 * factor),
        )
        self._is_free = True
        self._look(at + (middle - at) / factor, half)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is nowhere."""
        self._spot = None
        self.tip.hide()
        self.hovered.emit(None, None)
        super().leaveEvent(event)

    def _move(self, x: float, y: float) -> None:
        (left, right), (low, high) = self.viewRange()
        self._is_free = True
        half = np.array([right - left, high - low]) / 2
        self._look(np.array([left + right, low + high]) / 2 + (x, y), half)

    def _hover(self) -> None:
        if self._spot is not None:
            at = self.point_at(self._spot)
            self.hovered.emit(at, self._nearest(at))

    def _click(self, x: float, y: float) -> None:
        if (number := self._nearest((x, y))) is not None:
            self.picked.emit(number)

    def _nearest(self, at: tuple[float, float]) -> int | None:
        """Return the number of the image whose dot is at a place, if one is near."""
        if self._moment is None:
            return None
        width, height = self.getPlotItem().getViewBox().viewPixelSize()
        ways = (self._moment.points - at) / (width, height)
        squares = np.square(ways).sum(1)
        if not np.isfinite(squares).any():
            return None
        nearest = int(np.nanargmin(squares))
        return nearest if math.sqrt(squares[nearest]) < NEAR else None


def _ends_of(points: Array) -> tuple[Array, Array]:
    """Return between which corners `points` (N, 2) lie, but for the farthest."""
    ends = points.min(0), points.max(0)
    low, high = np.quantile(points, NEARLY_ALL, 0)
    middle, reach = (low + high) / 2, FAR * (high - low) / 2
    return np.maximum(ends[0], middle - reach), np.minimum(ends[1], middle + reach)


@lru_cache(maxsize=4)
def _held_out(count: int, share: float, seed: int) -> NDArray[np.bool_]:
    """Return which of `count` images are held out."""
    is_out = np.zeros(count, np.bool_)
    is_out[split(count, share, seed)[1]] = True
    return is_out


def _legend(attribute: Attribute | None, is_inventing: bool) -> list[Part]:
    """Return what the dots mean."""
    if is_inventing:
        return [(POSITIVE, tr("● codes of images")), (WALKER, tr("● drawn codes"))]
    if attribute is None:
        return [(POSITIVE, tr("● images")), (POSITIVE, tr("○ held out"))]
    palette = palette_of(attribute)
    if attribute.classes:
        if len(attribute.classes) > MOST_NAMED:
            return [
                (
                    POSITIVE,
                    tr(
                        "● {name}, {palette} classes",
                        name=tr(attribute.name),
                        palette=len(palette),
                    ),
                )
            ]
        parts = [
            (color.name(), f"● {name}")
            for color, name in zip(palette, attribute.classes, strict=True)
        ]
        return [*parts, (palette[0].name(), tr("○ held out"))]
    low, high = float(attribute.values.min()), float(attribute.values.max())
    digits = max(0, 1 - math.floor(math.log10(high - low))) if high > low else 1
    shown = [
        (palette[place * (len(palette) - 1) // 2], low + place * (high - low) / 2)
        for place in range(3)
    ]
    parts = [
        (c.name(), f"● {round(v, digits) + 0.0:g}".replace("-", "−")) for c, v in shown
    ]
    (color, text), *rest = parts
    name = tr(attribute.name).replace("_", " ")
    return [(color, f"{text} {name}"), *rest, (palette[-1].name(), tr("○ held out"))]
