"""Panels: one card of controls for each part of the spec."""
