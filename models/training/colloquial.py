"""Our own articles and the questions that people would put to them, as reading examples.

Both were written by us from nothing: articles as local papers print them, about places and people that
do not exist, and questions in the words of those who have not read them: spoken and blunt ones, mere
keywords, traditional characters, English as it is really asked. A line of `colloquial_articles.jsonl` is

    {"id": "a001", "title": ..., "date": "2023-04-18", "newspaper": ..., "text": ...}

and one of `colloquial_questions.jsonl` a question over an article, with `answer` a span of its text
that begins at `start`, or `null` for a near miss: the text speaks of the thing and does not say this.

    {"of": "a001", "lang": "zh-Hans", "question": ..., "answer": "8元", "start": 57}
"""

from __future__ import annotations

import json
from pathlib import Path

from ..folding import fold_same_length
from .corpus import Example

SOURCE = "colloquial"
# Share of the articles that training never sees: more than of the open sets, as they are fewer.
HELD_OUT = 0.1
ARTICLES = Path(__file__).with_name("colloquial_articles.jsonl")
QUESTIONS = Path(__file__).with_name("colloquial_questions.jsonl")


class UnfitQuestion(ValueError):
    """A line of the questions does not fit its article."""


def read_colloquial(articles: Path = ARTICLES, questions: Path = QUESTIONS) -> list[Example]:
    """All questions, folded; the near misses have `start` and `end` -1.

    Raises:
        UnfitQuestion: a question is over no article, or its answer does not stand where it says.
    """
    texts: dict[str, str] = {}
    for line in articles.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        texts[row["id"]] = row["text"]
    found: list[Example] = []
    for number, line in enumerate(questions.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        text = texts.get(row["of"])
        if text is None:
            raise UnfitQuestion(
                f"{questions}:{number}: found a question over {row['of']!r}, expected the id of an "
                f"article in {articles}"
            )
        start, end = -1, -1
        if row["answer"] is not None:
            start, end = row["start"], row["start"] + len(row["answer"])
            if text[start:end] != row["answer"]:
                raise UnfitQuestion(
                    f"{questions}:{number}: at {start} the article reads {text[start:end]!r}, and the "
                    f"answer is {row['answer']!r}; mend `start` or `answer`"
                )
        folded = fold_same_length(row["question"])
        found.append(Example(SOURCE, fold_same_length(text), folded, start, end))
    return found
