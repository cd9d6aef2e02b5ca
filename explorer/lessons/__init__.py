"""The classroom: the map of the lecture, the card of a lesson, and what it does."""
