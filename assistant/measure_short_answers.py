"""How often the short answer is right when the sentence that answers is given.

    python -m assistant.measure_short_answers --data DIR [--show 20] [--kind figure] [--language en]

DIR holds `open/*.jsonl.xz`. Asked are the questions that we wrote and that the reader has not learned
from; what it points at in the sentence is read, as in an answer. The choice among figures is fitted on
these questions, too, so the rows of figures and dates are upper bounds; `fit_figures` says what it is worth
on questions that it has not seen. The benchmark sets are never read.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from models import Reader, late_interaction, load_embedder, load_reader
from models.training.colloquial import HELD_OUT, read_colloquial
from models.training.corpus import Example, split
from models.training.over_open import read_over_open, unread

from .question import Question
from .retrieve import Late
from .retriever_reader import translator
from .short_answer import ShortAnswer, short_answer
from .translated import Translate
from .written import answering, asked_in, pointed

# Answered by sentences, not by a span that could be compared.
_NO_SPAN = ("reason", "how", "list", "yes_no", "comparison", "definition")
# An answer that overlaps the expected one: at least this share of what either covers.
_ALIKE = 0.5
_ALIKE_FIGURE = 0.3

Verdict = Literal["right", "part", "wrong", "none"]


@dataclass(frozen=True, slots=True)
class Row:
    """One question, the short answer that was given, and what it is worth."""

    example: Example
    question: Question
    given: str | None
    verdict: Verdict


def judged(example: Example, given: ShortAnswer | None) -> Verdict:
    """Whether `given` is the span that `example` expects.

    >>> example = Example("ours", "镇上有4家食堂。", "有几家?", 3, 5)
    >>> judged(example, ShortAnswer("4家", 3, 5))
    'right'
    """
    if given is None:
        return "none"
    start, end = example.start, example.end
    shared = min(given.end, end) - max(given.start, start)
    if shared <= 0:
        return "wrong"
    share = shared / (max(given.end, end) - min(given.start, start))
    whole = shared >= end - start and given.end - given.start <= 3 * (end - start) + 6
    enough = share >= _ALIKE or (given.figure is not None and share > _ALIKE_FIGURE)
    return "right" if whole or enough else "part"


def asked(
    examples: Sequence[Example],
    reader: Reader | None,
    late: Late | None = None,
    translate: Translate | None = None,
) -> list[Row]:
    """The short answers to `examples`, each from the sentence that answers it."""
    rows = []
    for example in examples:
        question = asked_in(example, translate)
        evidence = None if question.kind in _NO_SPAN else answering(example)
        if evidence is None:
            continue
        if reader is not None:
            evidence = pointed(example, evidence, reader, question.text)
        given = short_answer(question, evidence, late)
        verdict = judged(example, given)
        rows.append(Row(example, question, given.text if given else None, verdict))
    return rows


def _report(rows: Sequence[Row], show: int, kind: str | None, language: str | None) -> None:
    counts: dict[tuple[str, str], Counter[Verdict]] = defaultdict(Counter)
    for row in rows:
        counts[row.question.language, row.question.kind][row.verdict] += 1
    for (tongue, asked_kind), found in sorted(counts.items()):
        total = sum(found.values())
        share = found["right"] / total
        others = ", ".join(f"{one} {found[one]}" for one in ("part", "wrong", "none"))
        sys.stdout.write(f"{tongue} {asked_kind}: right {share:.3f} of {total} ({others})\n")
    missed = [
        row
        for row in rows
        if row.verdict != "right"
        and kind in (None, row.question.kind)
        and language in (None, row.question.language)
    ]
    for row in missed[:show]:
        example = row.example
        sys.stdout.write(
            f"  {row.verdict} | {example.question} | {row.given} for {example.answer}\n"
        )


def main(argv: list[str] | None = None) -> int:
    """Measure; a line for each language and kind of question goes to standard output."""
    parser = argparse.ArgumentParser(prog="python -m assistant.measure_short_answers")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", type=int, default=0, help="questions answered wrongly to print")
    parser.add_argument("--kind", help="print only those of this kind")
    parser.add_argument("--language", help="print only those in this language")
    arguments = parser.parse_args(argv)
    table = late_interaction(load_embedder())

    def late(question: str, texts: Sequence[str]) -> Sequence[float]:
        assert table is not None
        return [float(score) for score in table.scores(question, texts)]

    own = split([one for one in read_colloquial() if one.start >= 0], HELD_OUT)[1]
    examples = [one for one in unread(read_over_open(arguments.data)) if one.start >= 0]
    rows = asked(
        [*examples, *own],
        load_reader("builtin"),
        late if table is not None else None,
        translator(table) if table is not None else None,
    )
    _report(rows, arguments.show, arguments.kind, arguments.language)
    return 0


if __name__ == "__main__":
    sys.exit(main())
