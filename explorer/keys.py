"""Every key of the window: what F1 lists is what they do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeySequence, QShortcut
from PyQt6.QtWidgets import QWidget

from models.language import tr


@dataclass(frozen=True, slots=True)
class Key:
    """Some keys that do the same, and what that is."""

    action: str  # its name, by which the window has it
    keys: tuple[str, ...]
    says: str


ANSWERS = "A", "B", "C"  # D is drawn by while nothing is asked
ENTER = Qt.Key.Key_Return, Qt.Key.Key_Enter
GROUPS: dict[str, tuple[Key, ...]] = {
    tr("Play"): (
        Key("play", ("Space",), tr("Play or pause; press the button in the focus")),
        Key("forward", (".",), tr("Next step, or the next phrase of an update")),
        Key("back", (",",), tr("Step back")),
        Key("epoch", ("E", "PgDown"), tr("An epoch on")),
        Key("epoch back", ("PgUp",), tr("An epoch back")),
        Key("skip", ("End",), tr("On to the end, as fast as it goes")),
        Key("reset", ("R",), tr("Back to the start, with the same weights")),
        Key("reseed", ("Shift+R",), tr("New weights")),
    ),
    tr("Look"): (
        Key("home", ("Home",), tr("All of it in sight again")),
        Key("view", ("M",), tr("Surface, map, or both")),
        Key("log", ("L",), tr("Logarithmic height")),
        Key("arrows", ("G",), tr("The gradient and its opposite")),
        Key("tangent", ("T",), tr("The tangent plane")),
        Key("telling", ("U",), tr("Tell how an update comes about")),
        Key("draw", ("D",), tr("Draw examples by hand; or answer D")),
        Key("keep", ("K",), tr("Keep the point where the walker stands")),
    ),
    tr("Lessons"): (
        Key("lessons", ("Ctrl+3",), tr("The map of the lecture")),
        Key("next lesson", ("Ctrl+PgDown",), tr("The next lesson")),
        Key("last lesson", ("Ctrl+PgUp",), tr("The lesson before")),
        *(Key(a, (a,), tr("Answer {a}, while it is asked", a=a)) for a in ANSWERS),
    ),
    tr("Window"): (
        Key("landscape", ("Ctrl+1",), tr("The landscape")),
        Key("autoencoder", ("Ctrl+2",), tr("The autoencoder")),
        Key("present", ("F11",), tr("Present, or end it: large type, columns folded")),
        Key("views", ("V",), tr("While presenting, the views beside the picture")),
        Key("undo", ("Ctrl+Z",), tr("Take back the last change")),
        Key("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), tr("Make it again")),
        Key("help", ("F1",), tr("These keys, the glossary, and what is used here")),
        Key("what", ("Shift+F1",), tr("What is this? Then press on anything")),
    ),
    tr("Files"): (
        Key("open", ("Ctrl+O",), tr("Open a session, lesson, table, model or picture")),
        Key("save", ("Ctrl+S",), tr("Save the session, or a trained model")),
        Key("export", ("Ctrl+E",), tr("Export a picture")),
        Key("copy", ("Ctrl+C",), tr("Copy the picture")),
    ),
}  # fmt: skip


# What else there is, where the keyboard or the mouse is: names, and what that does.
PLACES: dict[str, tuple[tuple[str, str], ...]] = {
    tr("In some places"): (
        ("Esc", tr("Ends the tour or a presentation; leaves a number as it was")),
        ("Enter", tr("Goes on in the tour; presses, picks or types what is chosen")),
        (tr("Arrows"), tr("On the map of lessons: the next tile, that above or below")),
        (tr("Arrows"), tr("In the network: choose a weight; up and down change it")),
        (tr("Arrows"), tr("Among images: the next one")),
        (
            tr("Arrows, Home, End, PgUp, PgDown"),
            tr("At the timeline: a step, the ends, a page"),
        ),
        ("1 … 9", tr("While one draws: the class of new examples")),
        ("B", tr("Held at rebuilt images: they blink with the originals")),
    ),
    tr("Mouse"): (
        (tr("Drag"), tr("Turns the surface; moves the walker or what else is held")),
        (tr("Wheel"), tr("Comes nearer, to the surface, the map or the codes")),
        (tr("Right or Shift and drag"), tr("Moves the surface, the map or the codes")),
        (tr("Click"), tr("On surface or map: starts there. On an example: chooses it")),
        (tr("Double-click"), tr("Shows all of it again")),
        (
            tr("In the network"),
            tr(
                "Click a line for an axis, drag it up or down to change the weight, "
                "double-click to type it; the right button has all of them"
            ),
        ),
        (
            tr("In the data"),
            tr("Drag an example; while one draws, click adds, right-click removes"),
        ),
        (tr("On a curve of losses"), tr("Press or drag to look back at that step")),
        (tr("Anywhere"), tr("Every control says what it does under the pointer")),
    ),
}


def bind(window: QWidget, actions: Mapping[str, Callable[[], object]]) -> None:
    """Let the keys of `window` do what there are actions for."""
    for group in GROUPS.values():
        for key in group:
            if key.action in actions:
                for sequence in key.keys:
                    QShortcut(QKeySequence(sequence), window, actions[key.action])
