"""Two-dimensional plots, drawn by pyqtgraph."""
