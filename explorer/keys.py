"""Every key of the window: what F1 lists is what they do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PyQt6.QtGui import QKeySequence, QShortcut
from PyQt6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Key:
    """Some keys that do the same, and what that is."""

    action: str  # its name, by which the window has it
    keys: tuple[str, ...]
    says: str


GROUPS: dict[str, tuple[Key, ...]] = {
    "Play": (
        Key("play", ("Space",), "Play or pause; press the button in the focus"),
        Key("forward", (".",), "Next step, or the next phrase of an update"),
        Key("back", (",",), "Step back"),
        Key("epoch", ("E", "PgDown"), "An epoch on"),
        Key("epoch back", ("PgUp",), "An epoch back"),
        Key("skip", ("End",), "On to the end, as fast as it goes"),
        Key("reset", ("R",), "Back to the start, with the same weights"),
        Key("reseed", ("Shift+R",), "New weights"),
    ),
    "Look": (
        Key("home", ("Home",), "All of it in sight again"),
        Key("view", ("M",), "Surface, map, or both"),
        Key("log", ("L",), "Logarithmic height"),
        Key("arrows", ("G",), "The gradient and its opposite"),
        Key("tangent", ("T",), "The tangent plane"),
        Key("telling", ("U",), "Tell how an update comes about"),
        Key("draw", ("D",), "Draw examples by hand"),
        Key("keep", ("K",), "Keep the point where the walker stands"),
    ),
    "Lessons": (
        Key("lessons", ("Ctrl+3",), "The map of the lecture"),
        Key("next lesson", ("Ctrl+PgDown",), "The next lesson"),
        Key("last lesson", ("Ctrl+PgUp",), "The lesson before"),
    ),
    "Window": (
        Key("landscape", ("Ctrl+1",), "The landscape"),
        Key("autoencoder", ("Ctrl+2",), "The autoencoder"),
        Key("present", ("F11",), "Present, or end it: large type, columns folded"),
        Key("views", ("V",), "While presenting, the views beside the picture"),
        Key("undo", ("Ctrl+Z",), "Take back the last change"),
        Key("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "Make it again"),
        Key("help", ("F1",), "These keys, the glossary, and what is used here"),
        Key("what", ("Shift+F1",), "What is this? Then press on anything"),
    ),
    "Files": (
        Key("open", ("Ctrl+O",), "Open a session, lesson, table, model or picture"),
        Key("save", ("Ctrl+S",), "Save the session, or a trained model"),
        Key("export", ("Ctrl+E",), "Export a picture"),
        Key("copy", ("Ctrl+C",), "Copy the picture"),
    ),
}  # fmt: skip


def bind(window: QWidget, actions: Mapping[str, Callable[[], object]]) -> None:
    """Let the keys of `window` do what there are actions for."""
    for group in GROUPS.values():
        for key in group:
            if key.action in actions:
                for sequence in key.keys:
                    QShortcut(QKeySequence(sequence), window, actions[key.action])
