"""Opens the window, and prints when it was painted and how it idles; for `bench`."""

import json
import os
import sys
import time

from PyQt6.QtCore import QTimer

from explorer.app import SIZE, make_application, make_window
from models.specs import Spec

IDLE = 3.0  # seconds over which idling is measured


def main() -> None:
    """Run the program for some seconds, and print figures as JSON."""
    started = float(os.environ["STARTED"])
    figures: dict[str, float] = {}

    def note(name: str) -> None:
        figures.setdefault(name, time.time() - started)

    app = make_application()
    window = make_window(app, Spec(), "light")
    window.resize(*SIZE)
    painted = window.stage.scene.drawn if window.stage.scene else None
    if painted is not None:
        painted.connect(lambda: note("window painted, s after start"))
    window.session.surface_changed.connect(
        lambda *_: note("first surface, s after start")
    )
    window.show()

    def idle() -> None:
        used = time.process_time()
        QTimer.singleShot(int(1e3 * IDLE), lambda: rest(used))

    def rest(used: float) -> None:
        figures["idle, % of a core"] = 100 * (time.process_time() - used) / IDLE
        if sys.platform == "linux":
            import resource

            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            figures["memory, MB"] = peak / 1024
        window.close()

    QTimer.singleShot(5000, idle)
    app.exec()
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main()
