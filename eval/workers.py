"""The same work on several rows at once: a few processes of one thread each, results in order.

A question keeps one core busy; two processes of one thread answer nearly twice as many questions a
minute as one process of two threads. Each process opens its own assistant or reader, once. Nothing
is shared between them, so that what comes out does not depend on how many there are.

>>> list(in_workers(str, _joined, ["a", "b"], jobs=1))
['|a', '|b']
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

Opened = TypeVar("Opened")
Unit = TypeVar("Unit")
Result = TypeVar("Result")

# Opening the models takes about as long as answering a few questions.
_WORTH_A_PROCESS = 12
_MOST = 4
_ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
_opened: Any = None


def _joined(first: str, second: str) -> str:
    return f"{first}|{second}"


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def default_jobs() -> int:
    """One process a core, at most four, for each holds its own models in memory.

    Who has limited the threads with OMP_NUM_THREADS gets no more processes than that.
    """
    limit = os.environ.get("OMP_NUM_THREADS", "")
    return min(_MOST, cores(), int(limit) if limit.isdecimal() and int(limit) else _MOST)


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _start(opener: Callable[[], Any]) -> None:
    global _opened
    _opened = opener()


def _do(task: tuple[Callable[[Any, Any], Any], Any]) -> Any:
    work, unit = task
    return work(_opened, unit)


def in_workers(
    opener: Callable[[], Opened],
    work: Callable[[Opened, Unit], Result],
    units: Sequence[Unit],
    *,
    jobs: int,
    worth: int = _WORTH_A_PROCESS,
) -> Iterator[Result]:
    """`work(opener(), unit)` for every unit, in the order of `units`.

    With `jobs` above 1 and at least `worth` units for each, that many processes are started afresh
    (nothing is forked: threads of the models do not survive that); `opener`, `work` and the units
    must then be picklable. An exception in a worker is raised here.
    """
    processes = min(jobs, len(units) // max(1, worth))
    if processes < 2:
        opened = opener()
        for unit in units:
            yield work(opened, unit)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with (
        _environment(_ONE_THREAD),
        ProcessPoolExecutor(
            processes, mp_context=get_context("spawn"), initializer=_start, initargs=(opener,)
        ) as pool,
    ):
        yield from pool.map(_do, [(work, unit) for unit in units])
