"""The window in a made-up language: ⟦every text is in brackets⟧; prints what is not.

It is run in a process of its own, since a process speaks one language.
"""

import os
import re
import sys
import time

import models.language


class Brackets:
    """Translates into a language that can be told from all others."""

    def gettext(self, text):
        return text if text == "," else f"⟦{text}⟧"

    def ngettext(self, one, many, n):
        return self.gettext(one if n == 1 else many)

    def info(self):
        return {}


models.language._catalog = Brackets()

from PyQt6.QtCore import QCoreApplication, QStandardPaths, Qt  # noqa: E402

QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
QStandardPaths.setTestModeEnabled(True)

import pyqtgraph as pg  # noqa: E402
from PyQt6.QtGui import QAction  # noqa: E402
from PyQt6.QtWidgets import (  # noqa: E402
    QAbstractButton,
    QApplication,
    QComboBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

NAMES = [
    "Adam",
    "AdamW",
    "AdaGrad",
    "BFGS",
    "Bernoulli",
    "Cividis",
    "ELU",
    "Forina",
    "GELU",
    "Himmelblau",
    "Huber",
    "Iris",
    "Laplace",
    "Leaky",
    "Nesterov",
    "Newton",
    "ReLU",
    "RMSProp",
    "Rosenbrock",
    "SiLU",
    "Sigmoid",
    "Softmax",
    "Softplus",
    "Tanh",
    "UCI",
    "Viridis",
    "XOR",
    "cos",
    "exp",
    "float",
    "kg",
    "log",
    "max",
    "min",
    "mmHg",
    "none",
    "own",
    "sin",
    "sqrt",
    "tanh",
    "sigma",
    "Alt",
    "Ctrl",
    "Del",
    "Down",
    "End",
    "Enter",
    "Esc",
    "Home",
    "PgDown",
    "PgUp",
    "Return",
    "Shift",
    "Space",
    "Tab",
    "Loss",
    "Landscape",
    "Explorer",
    "GPL",
    "MIT",
    "BSD",
    "BSD",
    "CMU",
    "Pillow",
    "PyQt",
    "contourpy",
    "numpy",
    "pyqtgraph",
    "torch",
    "pyvirtualdisplay",
    "commercial",
    "Close",
    "Scroll",
    "Left",
    "Right",
]
SPECS = [
    {"data.name": "blobs", "view.insight": "loss"},
    {
        "data.name": "blobs",
        "loss.name": "cross_entropy",
        "network.hidden": (4,),
        "view.insight": "likelihood",
        "view.likelihood": "softmax",
    },
    {
        "data.name": "blood_pressure",
        "view.insight": "weights",
        "view.nudging": True,
        "view.telling": True,
    },
    {
        "data.name": "blood_pressure",
        "network.bias": False,
        "view.insight": "likelihood",
        "view.likelihood": "maps",
    },
    {"data.name": "blobs", "view.insight": "likelihood", "view.likelihood": "nodes"},
    {"data.name": "spiral", "network.hidden": (6, 6), "view.insight": "activation"},
    {
        "data.name": "wine",
        "data.test": 0.3,
        "view.data_layers": ("person", "names"),
        "view.curves": ("training", "held_out", "quality", "weights"),
    },
    {"function.name": "peaks"},
]
TOOLS = "reconstructions", "map", "interpolation", "attribute", "encoder", "decoder"


def texts_of(widget):
    """Yield what can be read, or heard, in `widget`."""
    for one in (widget, *widget.findChildren(QWidget)):
        if isinstance(one.parent(), QDockWidget) and isinstance(one, QAbstractButton):
            continue  # Qt's own, which it says in its own languages
        yield from (one.toolTip(), one.accessibleName(), one.windowTitle())
        if isinstance(one, QLabel | QAbstractButton):
            yield one.text()
        if isinstance(one, QComboBox):
            yield from (one.itemText(row) for row in range(one.count()))
        if isinstance(one, QLineEdit):
            yield one.placeholderText()
        if isinstance(one, QSpinBox):
            yield from (one.suffix(), one.specialValueText())
        if isinstance(one, pg.PlotWidget):
            plot = one.getPlotItem()
            yield plot.titleLabel.text
            yield from (plot.getAxis(side).labelText for side in ("left", "bottom"))
    for action in widget.findChildren(QAction):
        if not action.objectName().startswith("_") and action.text() != "Export...":
            yield from (action.text().split("\t")[0], action.toolTip())


def strays(widget):
    """Return the words in `widget` that are no names, and in no brackets."""
    found = {}
    for text in texts_of(widget):
        rest, before = re.sub(r"<[^>]+>|&\w+;", " ", text or ""), None
        while rest != before:
            rest, before = re.sub(r"⟦[^⟦⟧]*⟧", " ", rest), rest
        rest = re.sub(r"⟦.*|^[^⟦]*⟧", " ", rest)  # one that was cut off
        for word in re.findall(r"[A-Za-z]{3,}", rest):
            if word not in NAMES:
                found.setdefault(word, text)
    return found


def wait(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


def settle(window):
    from explorer.export import settle as finish

    finish(QApplication.instance(), window)
    wait(0.1)


def main():
    from explorer.app import make_application, make_window
    from explorer.export_dialog import ExportDialog
    from explorer.help import HelpDialog
    from models.lessons import load_lesson
    from models.options import revise
    from models.specs import Spec

    app = make_application()
    app.setApplicationName("pseudo")
    window = make_window(app, Spec(), "light", has_gl=False)
    window.resize(1700, 1150)
    window.show()
    settle(window)
    found = strays(window)
    for changes in SPECS:
        window.session.adopt(revise(Spec(), changes))
        window.session.playback.advance(2)
        settle(window)
        found |= strays(window)
    window.picturing.export()
    for dialog in window.findChildren(ExportDialog):
        found |= strays(dialog)
        dialog.close()
    found |= strays(HelpDialog(window))
    for name in ("2", "10", "22"):
        window.teaching.begin(load_lesson(name))
        settle(window)
        window.lesson_card.show_answer(window.teaching.lesson, 0)
        found |= strays(window)
    for tool in TOOLS:
        window.latent.session.edit({"view.tool": tool})
        settle(window)
        found |= strays(window)
    window.show_tab("lessons")
    found |= strays(window)
    for word, text in found.items():
        sys.stdout.write(f"{word}: {text!r}\n")
    sys.stdout.flush()
    os._exit(len(found) > 0)


if __name__ == "__main__":
    main()
