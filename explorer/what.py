"""What is this?: the next press tells what is under the pointer, and does nothing."""

from html import escape

from PyQt6.QtWidgets import QWhatsThis, QWidget

from explorer.forms import Card
from models.language import tr

NOTHING = tr("There is nothing to say of this place. F1 has all keys and words.")


def ask_what(window: QWidget) -> None:
    """Let the next press on anything in `window` show what it is.

    A widget without words of its own says what that says which it is in.
    """
    for widget in window.findChildren(QWidget):
        widget.setWhatsThis(what_is(widget))
    window.setWhatsThis(NOTHING)
    QWhatsThis.enterWhatsThisMode()


def what_is(widget: QWidget) -> str:
    """Return what a widget is, as rich text: its name, and what is known of it."""
    if isinstance(widget, Card):
        name, says = widget.title, [widget.says, widget.accessibleDescription()]
    else:
        name, says = widget.accessibleName(), [widget.toolTip()]
    told = "<br>".join(escape(text).replace("\n", "<br>") for text in says if text)
    is_said = not name or told.startswith(escape(name))
    return told if is_said or not told else f"<b>{escape(name)}</b><br>{told}"
