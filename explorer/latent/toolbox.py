"""The tools for codes: one is open at a time, made when it is first asked for."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget

from explorer.forms import Card
from explorer.latent.landscape_tool import LandscapeTool
from explorer.latent.reconstructions import ReconstructionsTool
from explorer.latent.tool import Tool
from explorer.latent.tools import TOOLS
from explorer.segments import Segments
from explorer.theme import LIGHT, Theme
from models.language import tr
from models.latent_moments import EpochRows, LatentSight, LatentSlice, Preview
from models.latent_specs import AutoencoderSpec, ToolName

TITLES = {
    "reconstructions": (
        tr("Reconstructions"),
        tr("Images beside what comes back of them."),
    ),
    "map": (
        tr("Map"),
        tr("What the decoder makes of each place, and how far to trust it."),
    ),
    "interpolation": (
        tr("Interpolation"),
        tr("From one image to another, by code and by pixel."),
    ),
    "attribute": (
        tr("Attribute"),
        tr("A direction that adds something, such as a smile."),
    ),
    "encoder": (
        tr("Encoder"),
        tr("What the codes alone are good for: telling images apart."),
    ),
    "decoder": (tr("Decoder"), tr("What the decoder alone is good for: new images.")),
    "landscape": (tr("Landscape"), tr("The loss surface that it learns on.")),
}
SHORT = {  # where there is a button for each
    "reconstructions": tr("Rebuilt"),
    "interpolation": tr("Film"),
    "attribute": tr("Vector"),
    "landscape": tr("Surface"),
}
BESIDE = 26  # px, that the card takes


class Toolbox(Card):
    """The tool that the spec names, with buttons to open another.

    Signals:
        edited: (dict) the user changed something; dotted keys and their new values.
        watched: (frozenset of str) which parts of a sight are looked at.
        stepped: (int) the step of a film that is shown.
        asked_for_codes: the user wants the codes in a file.
        pointed: (tuple or None) the pointer is at this place of the landscape.
    """

    edited = pyqtSignal(object)
    watched = pyqtSignal(object)
    stepped = pyqtSignal(int)
    asked_for_codes = pyqtSignal()
    pointed = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__("", tr("Looks into the autoencoder: one at a time."))
        self.segments = Segments(TITLES, is_narrow=True)
        self.segments.setAccessibleName(tr("Tools"))
        for name, title in SHORT.items():
            self.segments.buttons[name].setText(title)
        self.hide_note(True)
        policy = QSizePolicy.Policy
        self.segments.setSizePolicy(policy.Ignored, policy.Preferred)  # it may fold
        self.header.addWidget(self.segments, 1)
        self.segments.chosen.connect(lambda name: self.edited.emit({"view.tool": name}))
        self.tools: dict[ToolName, Tool] = {}
        self._stack, self._theme = QStackedWidget(), LIGHT
        self._pages: dict[ToolName, QScrollArea] = {}
        self._epochs: EpochRows | None = None
        self._sight: LatentSight | None = None
        self.body.addWidget(self._stack, 1)
        self.open: ToolName = "reconstructions"

    @property
    def tool(self) -> Tool:
        """The tool that is open."""
        return self._made(self.open)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Fold the buttons where they do not fit."""
        super().resizeEvent(event)
        self.segments.fit(self.width() - BESIDE)

    def show_spec(self, spec: AutoencoderSpec) -> None:
        """Open what `spec` asks for."""
        is_other = spec.view.tool != self.open
        self.open = spec.view.tool
        tool = self.tool
        tool.show_spec(spec)
        self.segments.show_choice(self.open)
        self._stack.setCurrentWidget(self._pages[self.open])
        if is_other and self._sight is not None:
            tool.show_sight(self._sight)
        extra = {"atlas"} if spec.view.map or spec.view.doubt else set()
        self.watched.emit(frozenset(tool.watched) | extra)

    def show_sight(self, sight: LatentSight) -> None:
        """Show what is seen of the moment."""
        self._sight = sight
        self.tool.show_sight(sight)

    def show_epochs(self, rows: EpochRows) -> None:
        """Show what came back of the same images after some epochs."""
        self._epochs = rows
        tool = self.tools.get("reconstructions")
        if isinstance(tool, ReconstructionsTool):
            tool.show_epochs(
                [(float(n), images) for n, images in rows.rows], rows.originals
            )

    def show_slice(self, seen: LatentSlice) -> None:
        """Show the landscape."""
        tool = self.tools.get("landscape")
        if isinstance(tool, LandscapeTool):
            tool.show_slice(seen)

    def show_preview(self, preview: Preview | None) -> None:
        """Show the model that is pointed at in the landscape."""
        tool = self.tools.get("landscape")
        if isinstance(tool, LandscapeTool):
            tool.show_preview(preview)

    def clear(self) -> None:
        """Forget what was seen: it was another training."""
        self._sight = self._epochs = None
        tool = self.tools.get("reconstructions")
        if isinstance(tool, ReconstructionsTool):
            tool.show_epochs([])
        landscape = self.tools.get("landscape")
        if isinstance(landscape, LandscapeTool):
            landscape.clear()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        for tool in self.tools.values():
            tool.show_theme(theme)

    def _made(self, name: ToolName) -> Tool:
        if name not in self.tools:
            tool = self.tools[name] = TOOLS[name]()
            tool.edited.connect(self.edited)
            tool.show_theme(self._theme)
            for signal, own in (
                ("stepped", self.stepped),
                ("asked_for_codes", self.asked_for_codes),
                ("pointed", self.pointed),
            ):
                if hasattr(tool, signal):
                    getattr(tool, signal).connect(own)
            page = self._pages[name] = QScrollArea()
            tool.setObjectName("column")
            page.setWidget(tool)
            page.setWidgetResizable(True)
            page.setFrameShape(QFrame.Shape.NoFrame)
            self._stack.addWidget(page)
            if name == "reconstructions" and self._epochs is not None:
                self.show_epochs(self._epochs)
        return self.tools[name]
