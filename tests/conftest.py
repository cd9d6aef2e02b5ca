"""Set up Qt before there is an application."""

from PyQt6.QtCore import QCoreApplication, QStandardPaths, Qt

QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
QStandardPaths.setTestModeEnabled(True)  # leaves the user's own files alone
