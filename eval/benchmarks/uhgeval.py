"""UHGEval's numeric items (Liang et al., ACL 2024) as claims: is the real news borne out, the invented not?

An item is the beginning of a news item, how it really went on, and how a language model made it go
on, with notes of annotators on which of the invented words are wrong:

    {"id", "type": "num", "newsBeginning", "realContinuation", "hallucinatedContinuation",
     "annotations": ["34个村<sep>不合理，实为43个", "林青<sep>合理"]}

Beginning and real continuation become one document an item, and both continuations are checked
against the documents of all drawn items, statement by statement. Real words stand in a document, so
that calling one contradicted is a false alarm. Invented words need not be contradicted there: many
are about what the document leaves open, and some wrong words hold no figure. Only the verdict counts,
not which document it rests on; several items are market reports of different days.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from assistant.claims import ClaimVerdict

from ..errors import UnknownSet
from ..scoring import Measures
from ..workers import in_workers
from .form import Benchmark, BenchmarkQuestion, digest_of, find_file, read_objects, read_text
from .tasks import Outcome, Progress, counted

_NUMERIC = "num"
_WRONG = "不合理"
_MARKS = {"supported": "✓", "contradicted": "✗", "not_enough_info": "?"}


class Checker(Protocol):
    """What is measured here of an assistant."""

    def check(self, text: str) -> list[ClaimVerdict]:
        """Check every statement of `text`."""
        ...


@dataclass(frozen=True, slots=True)
class Item:
    """One numeric item; `wrong` are the words of `invented` that annotators call wrong."""

    id: str
    beginning: str
    real: str
    invented: str
    wrong: tuple[str, ...] = ()


def read_uhgeval(data: Path) -> tuple[list[Item], str]:
    """The numeric items in the order of the file, and the hash of the file.

    The file is the authors' (one list) or has one row a line. Raises UnknownSet when it is neither.
    """
    path = find_file(data, ["uhgeval.jsonl", "XinhuaHallucinations.json"])
    lines = ".jsonl" in path.suffixes
    rows: Any = list(read_objects(path)) if lines else json.loads(read_text(path))
    try:
        items = [_item(row) for row in rows if row["type"] == _NUMERIC]
    except (KeyError, TypeError):
        raise UnknownSet(
            f"{path}: expected rows with id, type, newsBeginning, realContinuation and "
            "hallucinatedContinuation, as UHGEval has them"
        ) from None
    return items, digest_of([path])


def _item(row: dict[str, Any]) -> Item:
    notes = [note.partition("<sep>") for note in row.get("annotations") or ()]
    return Item(
        id=str(row["id"]),
        beginning=row["newsBeginning"],
        real=row["realContinuation"],
        invented=row["hallucinatedContinuation"],
        wrong=tuple(words for words, _, note in notes if words and note.startswith(_WRONG)),
    )


def benchmark_of(items: Sequence[Item], data_sha256: str) -> Benchmark:
    """The documents of these items, and each item as a question whose answer is the real words."""
    return Benchmark(
        name="uhgeval",
        documents={item.id: item.beginning + item.real for item in items},
        questions=tuple(map(_question, items)),
        note="numeric items; both continuations checked against beginning and real continuation",
        data_sha256=data_sha256,
    )


def _question(item: Item) -> BenchmarkQuestion:
    return BenchmarkQuestion(item.id, item.invented, "zh-Hans", (item.id,), (item.real,))


def folder_of(items: Sequence[Item]) -> str:
    """A folder name for the documents of these items: other items must not be found beside them."""
    return f"uhgeval-{sha256(' '.join(item.id for item in items).encode()).hexdigest()[:8]}"


def check_item(assistant: Checker, item: Item) -> Outcome:
    """Both continuations of one item; see `run_uhgeval`."""
    real, invented = assistant.check(item.real), assistant.check(item.invented)
    kept = [verdict == "supported" for verdict, _, _ in _figures(item.real, real)]
    false = list(_inside(item.invented, item.wrong))
    noticed = [
        verdict != "supported"
        for verdict, start, end in _figures(item.invented, invented)
        if any(start < last and first < end for first, last in false)
    ]
    measures: Measures = {
        "real_not_contradicted": (not _any(real, "contradicted"), 1),
        "real_supported": (bool(real) and all(v.verdict == "supported" for v in real), 1),
        "invented_contradicted": (_any(invented, "contradicted"), 1),
        "invented_not_supported": (_any(invented, "contradicted", "not_enough_info"), 1),
        "figure_accuracy": (sum(kept) + sum(noticed), len(kept) + len(noticed)),
        "real_figures_supported": (sum(kept), len(kept)),
        "wrong_figures_not_supported": (sum(noticed), len(noticed)),
    }
    given = "\n".join(["real:", *_lines(real), "invented:", *_lines(invented)])
    return Outcome(_question(item), given, measures)


def _any(verdicts: Sequence[ClaimVerdict], *names: str) -> bool:
    return any(verdict.verdict in names for verdict in verdicts)


def _lines(verdicts: Sequence[ClaimVerdict]) -> Iterator[str]:
    return (f"{_MARKS[verdict.verdict]} {verdict.claim.strip()}" for verdict in verdicts)


def _figures(text: str, verdicts: Sequence[ClaimVerdict]) -> Iterator[tuple[str, int, int]]:
    """The verdict on each figure, and where it stands in `text`."""
    for verdict in verdicts:
        place = verdict.start
        for figure in verdict.figures:
            start = text.find(figure.text, place, verdict.end)
            if start < 0:
                start = text.find(figure.text, verdict.start, verdict.end)
            place = start + len(figure.text)
            yield figure.verdict, start, place


def _inside(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Every place of every one of `words` in `text`."""
    for word in words:
        start = text.find(word)
        while start >= 0:
            yield start, start + len(word)
            start = text.find(word, start + 1)


def run_uhgeval(
    items: Sequence[Item],
    opener: Callable[[], Checker],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
) -> list[Outcome]:
    """One outcome an item; the documents are those of `benchmark_of`, indexed.

    `real_not_contradicted`: no statement of the real continuation is called contradicted (what is
    missing to 1 are false alarms); `real_supported`: every one is supported.
    `invented_contradicted`, `invented_not_supported`: some statement of the invented continuation is
    contradicted, or at least not supported. `figure_accuracy` counts figures: those of the real
    continuation are right when supported, those that annotators call wrong when not; the last two
    measures are its halves.
    """
    return counted(in_workers(opener, check_item, items, jobs=jobs), len(items), progress)
