"""A process that carries on a long iterator, beside the one that draws.

Python runs one thread of a process at a time: thousands of small steps a second and the
screen would take turns, each at half its speed.
"""

import os
import pickle
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar, cast

T = TypeVar("T")

WORTH = 0.3  # seconds of computing here, after which a process is worth its start
GLANCE = 0.02  # seconds of it between two looks whether that is up
STINT = 0.008  # seconds of items that are sent together
AHEAD = 2  # of those, on their way or waiting
KINDNESS = 5  # the screen goes first, where both want the same core
PATIENCE = 1.0  # seconds for it to end by itself
GONE = EOFError, OSError, pickle.PickleError
UP, MORE, LEAVE, LEFT = "up", "more", "leave", "left"
END = object()


class Worker:
    """Carries on iterators that go on after any of their items.

    A process that fails is not missed: what it would have computed is computed here.
    """

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._is_up = self._is_busy = False

    def follow(
        self, go: Callable[[T | None], Iterator[T]], after: T | None = None
    ) -> Iterator[T]:
        """Yield what `go(after)` does: here, and from the process once it is up.

        `go` can be pickled, and goes on after an item as it did when it yielded it. It
        may yield None, where it can be stopped.
        """
        last = after
        while True:
            if (pipe := self._pipe_if_up()) is not None:
                try:
                    for item in self._carried_on(pipe, go, last):
                        last = last if item is None else item
                        yield item
                except GONE:
                    self.close()
                else:
                    return
            for item in self._until_up(go(last)):
                last = last if item is None else item
                yield item
            if not self._is_up:
                return

    def _until_up(self, items: Iterator[T]) -> Iterator[T]:
        """Yield what is computed here, until the process is up; it may be worth one."""
        spent = glanced = 0.0
        while True:
            since = time.perf_counter()
            item = next(items, END)
            spent += time.perf_counter() - since
            if item is END:
                return
            yield cast(T, item)
            if spent > WORTH:
                self._start()
            if spent > glanced + GLANCE:
                glanced = spent
                if self._pipe_if_up() is not None:
                    return

    def close(self) -> None:
        """End the process."""
        if self._pipe is not None and self._process is not None:
            self._pipe.close()
            self._process.join(PATIENCE)
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None
        self._is_up = self._is_busy = False

    def _start(self) -> None:
        if self._process is None:
            context = get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()

    def _pipe_if_up(self) -> Connection | None:
        """Return the pipe to the process, once that has loaded what it needs."""
        if self._pipe is not None and not self._is_up and self._pipe.poll():
            try:
                self._is_up = _receive(self._pipe) == UP
            except GONE:
                self.close()
        return self._pipe if self._is_up else None

    def _carried_on(
        self, pipe: Connection, go: Callable[[T | None], Iterator[T]], after: T | None
    ) -> Iterator[T]:
        if (
            self._is_busy
        ):  # an order may be large: if both sent at once, both would wait
            _send(pipe, LEAVE)
            while _receive(pipe) != LEFT:
                pass
        self._is_busy = True
        _send(pipe, (go, after))
        has_ended = False
        while not has_ended:
            items, has_ended = _receive(pipe)
            _send(pipe, MORE)
            yield from items or [None]


def serve(pipe: Connection) -> None:
    """Be the process: carry on what the pipe tells, until it ends or that fails."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(KINDNESS)
    import models.quiet_torch  # noqa: F401 - takes a second, before anybody waits

    with suppress(Exception):  # whatever it is, who asked computes it, and meets it
        _send(pipe, UP)
        while True:
            _carry_on(pipe, *_receive(pipe))
            _send(pipe, LEFT)


def _carry_on(
    pipe: Connection, go: Callable[[Any], Iterator[Any]], after: object
) -> None:
    """Send what `go` yields, a little ahead, until it is to be left."""
    room, items, has_ended = AHEAD, go(after), False
    while True:
        while not room or has_ended or pipe.poll():
            if _receive(pipe) == LEAVE:
                return
            room += 1
        sent, has_ended = _stint(items)
        _send(pipe, (sent, has_ended))
        room -= 1


def _stint(items: Iterator[Any]) -> tuple[list[Any], bool]:
    """Return the next few items, and whether they are the last."""
    found, end = [], time.perf_counter() + STINT
    for item in items:
        if item is not None:
            found.append(item)
        if time.perf_counter() > end:
            return found, False
    return found, True


def _send(pipe: Connection, message: object) -> None:
    pipe.send_bytes(pickle.dumps(message, 5))  # keeps read-only arrays read-only


def _receive(pipe: Connection) -> Any:
    return pickle.loads(pipe.recv_bytes())
