"""The one form that every benchmark is read into, and how its files are found and opened."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..errors import BadRow, UnknownSet


@dataclass(frozen=True, slots=True)
class Reference:
    """Published figures of one system, in per cent, under the names of our metrics."""

    system: str
    figures: Mapping[str, float]
    source: str


@dataclass(frozen=True, slots=True)
class BenchmarkQuestion:
    """A question, the documents that hold its answer, and its references.

    `documents` are ids of `Benchmark.documents`; `answers` is empty for an unanswerable question;
    `evidences` are human evidence sentences where the benchmark has them.
    """

    id: str
    question: str
    lang: str
    documents: tuple[str, ...]
    answers: tuple[str, ...]
    group: str = ""
    evidences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Documents by id, questions in the order of the file, and published figures.

    The figures stand beside the task that they were published for: `references_of`.
    """

    name: str
    documents: dict[str, str]
    questions: tuple[BenchmarkQuestion, ...]
    references: tuple[Reference, ...] = ()
    note: str = ""
    data_sha256: str = ""


def find_file(folder: Path, names: Sequence[str]) -> Path:
    """The first of `names` (each with or without .xz) in `folder`; a file is taken as it is.

    Raises UnknownSet with the names that were looked for.
    """
    if folder.is_file():
        return folder
    for name in names:
        for path in (folder / name, folder / f"{name}.xz"):
            if path.is_file():
                return path
    raise UnknownSet(f"{folder}: expected one of {', '.join(names)} there (or the same with .xz)")


def read_text(path: Path) -> str:
    """UTF-8 text of a plain or xz-compressed file, a byte order mark dropped."""
    if path.suffix == ".xz":
        with lzma.open(path, "rt", encoding="utf-8") as file:
            return file.read().removeprefix("\ufeff")
    return path.read_text(encoding="utf-8-sig")


def read_objects(path: Path) -> Iterator[dict[str, Any]]:
    """Objects of a JSON-lines file. Raises BadRow with the line."""
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                raise BadRow(str(path), number, f"not JSON ({error})") from None


def digest_of(paths: Sequence[Path]) -> str:
    """SHA-256 over the bytes of the files, first 16 digits."""
    total = sha256()
    for path in paths:
        total.update(sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]
