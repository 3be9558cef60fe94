"""A generator that says what it is told to, and an extractive answer to begin from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.answer import Answer, Citation, Sentence
from assistant.language import detect_language
from index import Article, Passage
from index.sentences import sentence_spans
from models import Message


class Scripted:
    """Gives `text` in pieces; remembers the messages and how many pieces were taken."""

    name = "scripted"

    def __init__(self, text: str, *, piece: int = 7, room: int = 10**6) -> None:
        self.text = text
        self.piece = piece
        self.room = room
        self.messages: list[Message] = []
        self.taken = 0
        self.closed = False

    def fits(self, messages: Sequence[Message]) -> bool:
        return sum(len(m.content) for m in messages) <= self.room

    def stream(
        self, messages: Sequence[Message], *, cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[str]:
        self.messages = list(messages)
        try:
            for at in range(0, len(self.text), self.piece):
                self.taken += 1
                yield self.text[at : at + self.piece]
        finally:
            self.closed = True


def extractive(question: str, pairs: Sequence[tuple[Article, Passage]], **fields: object) -> Answer:
    """An answer with the first sentence of each passage, so that they are numbered in this order."""
    citations = []
    for n, (article, passage) in enumerate(pairs, start=1):
        start, end = sentence_spans(article.text, passage.start, passage.end)[0]
        citations.append(Citation(n, article, start, end, article.text[start:end], passage))
    sentences = tuple(Sentence(c.quote, (c.n,)) for c in citations)
    values: dict[str, object] = {
        "question": question, "standalone_question": question, "language": detect_language(question),
        "kind": "other", "text": "".join(s.text for s in sentences), "short_answer": None,
        "sentences": sentences, "citations": tuple(citations), "figures": (), "conflicts": (),
        "abstained": False, "confidence": 0.9,
    }  # fmt: skip
    return Answer(**(values | fields))  # type: ignore[arg-type]
