"""Long computations: generators pulled by a thread, results taken by the screen.

The only place where threads are started; a process is by `worker`.
"""

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Condition, Thread
from typing import Any, Generic, Protocol, TypeVar

from explorer.worker import Worker

T = TypeVar("T")
A = TypeVar("A")
B = TypeVar("B")

STINT, BREATH = 0.004, 0.001  # seconds of work, and of rest that lets the screen draw


class LaneLike(Protocol):
    """What the session needs of a lane; tests have one without a thread."""

    def start(self, items: Iterator[Any]) -> None:
        """Drop everything and pull `items`."""

    def follow(self, items: Iterator[Any]) -> None:
        """Pull `items` when what runs has shown something."""

    def take(self, most: int) -> list[Any]:
        """Return what is ready."""

    def spread(self, function: Any, items: Any, /) -> Iterator[Any]:
        """Map on several cores."""

    def carry_on(self, go: Any, after: Any = None, /) -> Iterator[Any]:
        """Yield what `go(after)` does, if it is long from a process of its own."""

    def close(self) -> None:
        """End it."""

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs, waits or is ready."""


class Lane(Generic[T]):
    """A thread that pulls one iterator at a time, a little ahead of what is taken.

    Pausing is taking nothing; speed is how many items are taken per frame. An iterator
    may yield None to offer a place where it can be replaced.
    """

    def __init__(self, ahead: int) -> None:
        self._ahead = ahead
        self._items: Iterator[T | None] | None = None
        self._next: Iterator[T | None] | None = None
        self._has_shown = False  # the running iterator, something
        self._ready: deque[T | Exception] = deque()
        self._is_open = True
        self._changed = Condition()
        self._pool: ThreadPoolExecutor | None = None
        self._worker = Worker()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def start(self, items: Iterator[T | None]) -> None:
        """Pull `items` from now on; nothing of what ran before is seen again."""
        with self._changed:
            self._items, self._next, self._has_shown = items, None, False
            self._ready.clear()
            self._changed.notify()

    def follow(self, items: Iterator[T | None]) -> None:
        """Pull `items` as soon as what runs now has shown something, or has ended.

        Of several that wait only the last is pulled: a dragged slider animates, and
        neither starves the screen nor lags behind it.
        """
        with self._changed:
            self._next = items
            self._move_on()
            self._changed.notify()

    def take(self, most: int) -> list[T]:
        """Return up to `most` items that are ready; raise what the iterator raised."""
        taken: list[T] = []
        with self._changed:
            while self._ready and len(taken) < most:
                self._changed.notify()  # there is room again
                if isinstance(self._ready[0], Exception) and taken:
                    break  # first hand over what came before it
                item = self._ready.popleft()
                if isinstance(item, Exception):
                    raise item
                taken.append(item)
        return taken

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs, waits or is ready to be taken."""
        with self._changed:
            return not (self._items or self._next or self._ready)

    def spread(self, function: Callable[[A], B], items: Iterable[A], /) -> Iterator[B]:
        """Yield function(item) for each item, in order, computed on all cores."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(os.cpu_count())
        waiting: deque[Future[B]] = deque()
        for item in items:
            waiting.append(self._pool.submit(function, item))
            if len(waiting) > (os.cpu_count() or 1):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def carry_on(
        self, go: Callable[[A | None], Iterator[A]], after: A | None = None, /
    ) -> Iterator[A]:
        """Yield what `go(after)` does, if it is long from a process of its own."""
        yield from self._worker.follow(go, after)

    def close(self) -> None:
        """End the threads: torch aborts a process that exits while it computes."""
        with self._changed:
            self._is_open = False
            self._changed.notify()
        self._thread.join()
        self._worker.close()
        if self._pool is not None:
            self._pool.shutdown()

    def _move_on(self) -> None:
        if self._next is not None and (self._has_shown or self._items is None):
            self._items, self._next, self._has_shown = self._next, None, False

    def _has_work(self) -> bool:
        return not self._is_open or bool(self._items and len(self._ready) < self._ahead)

    def _run(self) -> None:
        rested = time.perf_counter()
        while True:
            with self._changed:
                if not self._has_work():
                    self._changed.wait_for(self._has_work)
                    rested = time.perf_counter()
                if not self._is_open or not (items := self._items):
                    return
            self._hand_over(items, *_pull(items))
            if time.perf_counter() - rested > STINT:
                time.sleep(BREATH)
                rested = time.perf_counter()

    def _hand_over(
        self, items: Iterator[T | None], item: T | Exception | None, has_ended: bool
    ) -> None:
        with self._changed:
            if items is not self._items:
                return  # replaced while it computed
            if item is not None:
                self._ready.append(item)
                self._has_shown = True
            if has_ended:
                self._items = None
            self._move_on()


def _pull(items: Iterator[T | None]) -> tuple[T | Exception | None, bool]:
    """Return the next item, and whether it is the last."""
    try:
        return next(items), False
    except StopIteration:
        return None, True
    except Exception as error:  # noqa: BLE001 - raised where it is taken
        return error, True
