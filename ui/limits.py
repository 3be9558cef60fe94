"""How much at once: a bounded number of workers, a bounded queue, a rate for each client."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .texts import InterfaceLanguage, t

# Weight of the latest request in the running mean of how long requests take.
_LATEST = 0.2
# Seconds after which a request that waits is turned down after all: a worker hangs.
_LONGEST_WAIT = 20.0


class RequestError(Exception):
    """A request that is turned down; `message` is the sentence for the user."""

    def __init__(self, key: str, status: int, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.status = status
        self.values = values

    def message(self, language: InterfaceLanguage = "zh-Hans") -> str:
        """What the user reads."""
        return t(self.key, language, **self.values)


class Gate:
    """Lets `workers` in at a time and a few more wait; the rest are turned down at once.

    At most `waiting` wait, and never more than can be expected to be let in within `patience`
    seconds, going by how long the latest requests took: who is let in gets an answer soon, however
    slow the machine, and who is not hears it at once. As many as there are workers may always
    wait, so that one slow answer does not close the gate.

    Works for threads. A turned-down request raises `RequestError` with status 429 and, as
    `retry_after`, the seconds after which a place is likely.

    >>> gate = Gate(workers=1, waiting=0)
    >>> with gate.slot():
    ...     gate.busy
    1
    """

    def __init__(self, workers: int, waiting: int, patience: float = 2.0) -> None:
        self._workers = workers
        self._waiting_limit = waiting
        self._patience = patience
        self._changed = threading.Condition()
        self._busy = 0
        self._line: deque[object] = deque()
        self._seconds = 0.0

    @property
    def busy(self) -> int:
        """Requests at work now."""
        return self._busy

    @property
    def waiting(self) -> int:
        """Requests waiting now."""
        return len(self._line)

    @contextmanager
    def slot(self) -> Iterator[None]:
        """A worker's place for the length of the `with` block."""
        self._enter()
        started = time.monotonic()
        try:
            yield
        finally:
            with self._changed:
                taken = time.monotonic() - started
                self._seconds += _LATEST * (taken - self._seconds)
                self._busy -= 1
                self._changed.notify_all()

    def _enter(self) -> None:
        with self._changed:
            # Who came before goes first, also when a place has just become free.
            if self._busy >= self._workers or self._line:
                expected = (len(self._line) + 1) * self._seconds / self._workers
                too_long = expected > self._patience and len(self._line) >= self._workers
                if len(self._line) >= self._waiting_limit or too_long:
                    raise self._turned_down(expected)
                ticket = object()
                self._line.append(ticket)
                try:
                    free = self._changed.wait_for(
                        lambda: self._busy < self._workers and self._line[0] is ticket,
                        timeout=_LONGEST_WAIT,
                    )
                finally:
                    self._line.remove(ticket)
                    self._changed.notify_all()
                if not free:
                    raise self._turned_down(expected)
            self._busy += 1

    def _turned_down(self, expected: float) -> RequestError:
        return RequestError("error_busy", 429, retry_after=min(30, max(2, round(expected))))


class Rate:
    """A token bucket for each client: `per_minute` requests, in bursts up to a quarter of that.

    Remembers the last `clients` clients only, so its memory is bounded.
    """

    def __init__(
        self,
        per_minute: int,
        *,
        clients: int = 4096,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rate = per_minute / 60
        self._burst = max(1.0, per_minute / 4)
        self._clients = clients
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_for(self, client: str) -> float:
        """0.0 and one token taken, or the seconds until the next token."""
        now = self._clock()
        tokens, seen = self._buckets.pop(client, (self._burst, now))
        tokens = min(self._burst, tokens + (now - seen) * self._rate)
        wait = 0.0 if tokens >= 1 else (1 - tokens) / self._rate
        self._buckets[client] = (tokens - 1 if wait == 0 else tokens, now)
        while len(self._buckets) > self._clients:
            self._buckets.popitem(last=False)
        return wait
