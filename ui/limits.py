"""How much at once: a bounded number of workers, a bounded queue, a rate for each client."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .texts import InterfaceLanguage, t


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
    """Lets `workers` in at a time and `waiting` more wait; the rest are turned down at once.

    Works for threads. A turned-down request raises `RequestError` with status 429, which is
    cheaper for everyone than a queue that grows.

    >>> gate = Gate(workers=1, waiting=0)
    >>> with gate.slot():
    ...     gate.busy
    1
    """

    def __init__(self, workers: int, waiting: int, patience: float = 10.0) -> None:
        self._workers = workers
        self._waiting_limit = waiting
        self._patience = patience
        self._changed = threading.Condition()
        self._busy = 0
        self._waiting = 0

    @property
    def busy(self) -> int:
        """Requests at work now."""
        return self._busy

    @property
    def waiting(self) -> int:
        """Requests waiting now."""
        return self._waiting

    @contextmanager
    def slot(self) -> Iterator[None]:
        """A worker's place for the length of the `with` block."""
        self._enter()
        try:
            yield
        finally:
            with self._changed:
                self._busy -= 1
                self._changed.notify()

    def _enter(self) -> None:
        with self._changed:
            if self._busy >= self._workers:
                if self._waiting >= self._waiting_limit:
                    raise RequestError("error_busy", 429)
                self._waiting += 1
                try:
                    free = self._changed.wait_for(
                        lambda: self._busy < self._workers, timeout=self._patience
                    )
                finally:
                    self._waiting -= 1
                if not free:
                    raise RequestError("error_busy", 429)
            self._busy += 1


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
