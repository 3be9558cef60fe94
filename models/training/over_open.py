"""Questions that we wrote over passages of the open sets, as reading examples.

The open sets ask few questions of a passage (four in CMRC, one in DRCD's subset, none in the news),
so a reader learns them by heart. These ask more: of the encyclopedia as a reading test does, in other words than
the text's and often over two sentences; of news as citizens and reporters ask. Some are near misses.
A line of `over_open.jsonl` holds the question, which is ours, and the place of the answer; the text
itself stays in its set, under `of`, the id of its row there:

    {"set": "crud_news.docs", "of": "n17", "lang": "zh-Hans", "question": ..., "start": 57, "end": 61}

`start` and `end` count characters of the text as its set holds it; both are -1 for a near miss.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..folding import fold_same_length
from .corpus import Example, read_rows, split

QUESTIONS = Path(__file__).with_name("over_open.jsonl")
# So many lines the reader that ships has learned from; those behind them it has not seen.
READ = 52_265
# Names of the sources that `read_over_open` gives, by the set that holds the text. Under names of
# their own, a mixture may weigh them apart from the questions that came with the set.
SOURCES = {
    "cmrc2018.train": "our questions, cmrc",
    "drcd.train_subset1q": "our questions, drcd",
    "crud_news.docs": "our questions, news",
}
# The source of questions that a reader which is gone on from has not learned from.
NEWEST = "our questions, newest"
# What holds the passage in a row of each set.
_TEXT = {"cmrc2018.train": "context", "drcd.train_subset1q": "context", "crud_news.docs": "text"}


def newest(examples: Sequence[Example], behind: int) -> list[Example]:
    """Those of `read_over_open`, whole and in order; all behind the first `behind` are of `NEWEST`."""
    return [
        replace(example, source=NEWEST) if number >= behind else example
        for number, example in enumerate(examples)
    ]


def unread(examples: Sequence[Example]) -> list[Example]:
    """Those of `read_over_open`, whole and in order, that the reader that ships has not learned from."""
    held_out = set(map(id, split(list(examples))[1]))
    return [
        example
        for number, example in enumerate(examples)
        if number >= READ or id(example) in held_out
    ]


class UnknownPassage(ValueError):
    """A question is over a passage that its set does not hold."""


def read_over_open(data: Path, questions: Path = QUESTIONS) -> list[Example]:
    """All questions with their passages, folded; `data` is the folder that holds `open/`.

    Raises:
        UnknownPassage: a set, a passage or a place in it that is not there.
    """
    lines = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    texts: dict[tuple[str, str], str] = {}
    wanted = {(line["set"], line["of"]) for line in lines}
    for name in sorted({name for name, _ in wanted}):
        if name not in SOURCES:
            raise UnknownPassage(
                f"{questions}: found questions over {name!r}, expected one of {sorted(SOURCES)}"
            )
        for row in read_rows(data / "open" / f"{name}.jsonl.xz"):
            if (name, row["id"]) in wanted:
                texts[name, row["id"]] = fold_same_length(row[_TEXT[name]])
    found: list[Example] = []
    for number, line in enumerate(lines, 1):
        text = texts.get((line["set"], line["of"]))
        start, end = line["start"], line["end"]
        if text is None or not (start == end == -1 or 0 <= start < end <= len(text)):
            raise UnknownPassage(
                f"{questions}:{number}: found a question over {line['of']!r} of {line['set']!r}, "
                f"{start} to {end}, expected a passage of that set under {data / 'open'} and a place "
                f"in its {0 if text is None else len(text)} characters; mend the line, or get the set"
            )
        source = SOURCES[line["set"]]
        found.append(Example(source, text, fold_same_length(line["question"]), start, end))
    return found
