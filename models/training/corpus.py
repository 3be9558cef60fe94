"""Question answering examples from the open data sets, folded, with answers as offsets.

Sources and licences are listed in `models/README.md`. Splitting by paragraph keeps every paragraph
of the development part out of training.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..folding import fold_same_length

# Share of the news sets' weak labels kept: below it the answer was aligned to the wrong place.
_LEAST_OVERLAP = 0.45
_DEVELOPMENT_SHARE = 0.04


@dataclass(frozen=True, slots=True)
class Example:
    """`context[start:end]` answers `question`; `start` is -1 where nothing does.

    `source` names the data set.
    """

    source: str
    context: str
    question: str
    start: int
    end: int

    @property
    def answer(self) -> str:
        return self.context[self.start : self.end] if self.start >= 0 else ""

    def asked(self, question: str) -> Example:
        """The same example under another wording."""
        return replace(self, question=question)

    @property
    def in_english(self) -> bool:
        """Whether the question has no Chinese character."""
        return not any("\u3400" <= character <= "\u9fff" for character in self.question)


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of an xz-compressed JSON lines file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_examples(data: Path) -> list[Example]:
    """All examples with a located answer under `data` (the folder that holds `open/`).

    ChronoQA's training questions are left out: their passages lie in `benchmark/`, which nothing
    here is trained on.
    """
    found: list[Example] = []
    for name in ("cmrc2018.train", "cmrc2018.trial", "drcd.train_subset1q", "drcd.dev",
                 "crud_news_qa.weak"):  # fmt: skip
        for row in read_rows(data / "open" / f"{name}.jsonl.xz"):
            if not row["answers"] or row.get("overlap", 1.0) < _LEAST_OVERLAP:
                continue
            answer = row["answers"][0]
            found.append(_example(name, row["context"], row["question"], **answer))
    return found


def _example(source: str, context: str, question: str, text: str, start: int) -> Example:
    folded = fold_same_length(context)
    return Example(source, folded, fold_same_length(question), start, start + len(text))


def split(
    examples: list[Example], share: float = _DEVELOPMENT_SHARE
) -> tuple[list[Example], list[Example]]:
    """Training and development examples; a paragraph is in one of them only.

    `share` of the paragraphs, 0 to 1, go into the development part.
    """
    train: list[Example] = []
    development: list[Example] = []
    for example in examples:
        digest = hashlib.sha256(example.context.encode()).digest()
        held_out = int.from_bytes(digest[:4], "big") < share * 2**32
        (development if held_out else train).append(example)
    return train, development


def read_news(data: Path, limit: int, every: int = 1) -> list[str]:
    """Folded news articles, up to `limit`, each `every`-th."""
    found: list[str] = []
    for number, row in enumerate(read_rows(data / "open" / "crud_news.docs.jsonl.xz")):
        if number % every == 0:
            found.append(fold_same_length(row["text"]))
        if len(found) == limit:
            break
    return found


def read_parallel(data: Path) -> list[tuple[str, str]]:
    """(Chinese, English) sentence pairs of the training part."""
    pairs: list[tuple[str, str]] = []
    with lzma.open(data / "open" / "parallel.tatoeba.tsv.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            _, part, chinese, english = line.rstrip("\n").split("\t")
            if part == "train":
                pairs.append((fold_same_length(chinese), fold_same_length(english)))
    return pairs
