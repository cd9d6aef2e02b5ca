"""A lane without a thread."""

from itertools import islice


class Instant:
    """A lane that computes when asked."""

    spread = staticmethod(map)

    def __init__(self):
        self.starts, self.items, self.is_idle = 0, iter(()), False

    def start(self, items):
        self.starts += 1
        self.items = (item for item in items if item is not None)

    follow = start

    def take(self, most):
        return list(islice(self.items, most))

    def carry_on(self, go, after=None):
        return go(after)

    def close(self):
        pass
