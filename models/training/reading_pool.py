"""Reads many questions for measuring: in batches of like length, in as many processes as wanted.

The batches are cut before they are handed out, so the results do not depend on how many processes
there are; with int8, whose activations share one scale in a batch, that is not a matter of course.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import dataclass

from ..builtin_reader import BuiltinReader
from ..reading import Reader, Reading, load_reader
from .ablation import leave_out

# Characters of one batch: a few windows each, so that little is padded and little is held.
_BATCH_CHARACTERS = 4000


@dataclass(frozen=True, slots=True)
class Variant:
    """A reader by name, in a precision, and what is changed in the built-in one for an experiment.

    `without` are features of `ablation` that it must do without, `window` the tokens of its windows.
    """

    name: str = "builtin"
    dtype: str | None = None
    without: tuple[str, ...] = ()
    window: int | None = None

    def open(self) -> Reader:
        """Load it on the CPU.

        Raises:
            ValueError: another reader than the built-in one is to be changed.
        """
        reader = load_reader(self.name, device="cpu", dtype=self.dtype)
        if not self.without and self.window is None:
            return reader
        if not isinstance(reader, BuiltinReader):
            raise ValueError(
                f"found the reader {self.name!r}, expected a built-in one: "
                "only that can be read without a feature or with other windows"
            )
        leave_out(reader, self.without)
        reader.config.window_tokens = self.window or reader.config.window_tokens
        return reader


@dataclass(frozen=True, slots=True)
class Request:
    """A question, its passages and the sentences of each."""

    question: str
    passages: tuple[str, ...]
    sentences: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def size(self) -> int:
        return sum(map(len, self.passages))


class ReadingPool:
    """A reader, opened in each process; `cpu_seconds` is what reading has taken so far."""

    def __init__(self, variant: Variant | None = None, processes: int = 1) -> None:
        self._variant = variant or Variant()
        self._processes = processes
        self._own: Reader | None = None
        self.cpu_seconds = 0.0

    def read(self, requests: Sequence[Request]) -> list[list[Reading]]:
        """One `Reading` a passage of each request, in the order given."""
        batches = batched(requests)
        found: list[list[Reading]] = [[] for _ in requests]
        for numbers, (readings, seconds) in zip(batches, self._map(requests, batches), strict=True):
            self.cpu_seconds += seconds
            for number, reading in zip(numbers, readings, strict=True):
                found[number] = reading
        return found

    def _map(
        self, requests: Sequence[Request], batches: list[list[int]]
    ) -> list[tuple[list[list[Reading]], float]]:
        work = [[requests[number] for number in batch] for batch in batches]
        if self._processes == 1:
            self._own = self._own or self._variant.open()
            return [read_batch(self._own, batch) for batch in work]
        # Not forked: a forked child would inherit the locks of the parent's threads.
        context = multiprocessing.get_context("spawn")
        with context.Pool(self._processes, _open, (self._variant,)) as pool:
            return pool.map(_read, work, chunksize=4)


def batched(requests: Sequence[Request]) -> list[list[int]]:
    """Numbers of the requests that are read together: of like size, up to 4,000 characters."""
    batches: list[list[int]] = []
    taken = 0
    for number in sorted(range(len(requests)), key=lambda n: (-requests[n].size, n)):
        size = requests[number].size
        if not batches or taken + size > _BATCH_CHARACTERS:
            batches.append([])
            taken = 0
        batches[-1].append(number)
        taken += size
    return batches


def read_batch(reader: Reader, batch: Sequence[Request]) -> tuple[list[list[Reading]], float]:
    """The readings and the CPU seconds that they took."""
    began = time.process_time()
    if isinstance(reader, BuiltinReader):
        found = reader.read_many(
            [one.question for one in batch],
            [one.passages for one in batch],
            [one.sentences for one in batch],
        )
    else:
        found = [reader.read(one.question, one.passages, one.sentences) for one in batch]
    return found, time.process_time() - began


_reader: Reader | None = None


def _open(variant: Variant) -> None:
    global _reader
    import torch

    torch.set_num_threads(1)
    _reader = variant.open()


def _read(batch: Sequence[Request]) -> tuple[list[list[Reading]], float]:
    if _reader is None:
        raise RuntimeError("a process of the pool has no reader: `_open` did not run")
    return read_batch(_reader, batch)
