"""Set up Qt before there is an application."""

from PyQt6.QtCore import QCoreApplication, QStandardPaths, Qt

from explorer.driver import note_path, take_away

QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
QStandardPaths.setTestModeEnabled(True)  # leaves the user's own files alone
QCoreApplication.setApplicationName("tests")
take_away(note_path())  # of a run that was killed
