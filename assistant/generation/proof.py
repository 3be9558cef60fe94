"""Does a passage say what a sentence says?

A sentence is cut into clauses, the passage into segments (sentences, and their parts between
semicolons). Four questions, each of which can refuse:

figures   every figure stands in the quoted words with the same value, unit and bound, at the place
          of the same words (`index.figures.verify_sentence`), and of the same thing (`swapped`);
names     every name of a place, person or thing stands in the segment that proves its clause, or
          before it where that segment names no other; English names by their pinyin;
words     enough of the telling words of the sentence, and of each of its clauses, stand in the
          segments (`coverage`);
denial    neither side denies or reverses what the other states.

The measured effect is in `tests/assistant/generation/test_planted.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from index import Language
from index.figures import verify_sentence
from index.normalise import fold_text

from ..claims.carried import carried
from ..claims.opposites import in_chinese, negated, negated_english, opposition
from ..language import detect_language
from ..names import NameIndex
from .coverage import Carriers, Coverage
from .prompt import Source
from .proper_names import kind_of, names_in, people_named, same_name
from .segments import Segment, segments_of, whole_sentences
from .statement import Statement
from .swapped import swapped

Fault = Literal["nothing cited", "language", "figure", "name", "words", "denial"]

# Shares of the weight that must be carried: by the sentence, and by its weakest clause.
_ENOUGH = 0.72
_ENOUGH_CLAUSE = 0.5
_ENOUGH_STRICTLY = 0.8
_ENOUGH_ENGLISH = 0.6
_ENOUGH_CLAUSE_ENGLISH = 0.4
_PART = re.compile(r"[,。、:]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*")


@dataclass(frozen=True, slots=True)
class Proof:
    """The verbatim sentences that prove a sentence, or the first fault that was found."""

    spans: tuple[tuple[Source, int, int], ...]
    strength: float
    fault: Fault | None


class Prover:
    """Proves sentences. `names` gives the names of the collection by sound, when first needed."""

    def __init__(self, names: Callable[[], NameIndex]) -> None:
        self._names = names
        self._coverage = Coverage()

    def prove(
        self,
        sentence: str,
        language: Language,
        sources: Sequence[Source],
        *,
        strictly: bool = False,
    ) -> Proof:
        """Prove `sentence` by `sources` together. `strictly` is for sources that it did not cite."""
        segments = segments_of(sources)
        if not segments:
            return Proof((), 0.0, "nothing cited")
        written = detect_language(sentence)
        if (written == "en") != (language == "en") and _speaks(sentence):
            return Proof((), 0.0, "language")
        stated = Statement.read(sentence, written, self._names() if written == "en" else None)
        carriers = self._coverage.carriers(stated, segments)
        if not carriers.segments:
            return Proof((), 0.0, "words")
        spans = whole_sentences(carriers.segments)
        return Proof(spans, carriers.strength, _fault(stated, carriers, spans, strictly))


def _fault(
    stated: Statement,
    carriers: Carriers,
    spans: Sequence[tuple[Source, int, int]],
    strictly: bool,
) -> Fault | None:
    english = stated.language == "en"
    enough = _ENOUGH_ENGLISH if english else _ENOUGH_STRICTLY if strictly else _ENOUGH
    if carriers.strength < enough:
        return "words"
    if not _figures_hold(stated, carriers.segments):
        return "figure"
    if stated.figures and swapped(stated.text, stated.language, stated.terms, spans):
        return "figure"
    if not _names_hold(stated, carriers):
        return "name"
    if carriers.weakest_clause() < (_ENOUGH_CLAUSE_ENGLISH if english else _ENOUGH_CLAUSE):
        return "words"
    return "denial" if _denied(stated, carriers.segments) else None


def _figures_hold(stated: Statement, chosen: Sequence[Segment]) -> bool:
    """Every figure stands in the quoted sentences, and where dated in those of one article."""
    quotes = [s.source.article.text[s.start : s.end] for s in chosen]
    dates = {s.source.article.date for s in chosen}
    dated = dates.pop() if len(dates) == 1 else None
    return all(
        check.supported for check in verify_sentence(stated.text, quotes, article_date=dated)
    )


def _names_hold(stated: Statement, carriers: Carriers) -> bool:
    """Every name stands in the segments or before them, and in its clause's where that has rivals."""
    said = "\n".join(text for s in carriers.segments for text in (s.folded, s.before))
    if not all(stated.finds(name, said) for name in stated.names):
        return False
    for clause in stated.clauses:
        named = [name for name in stated.names if name in clause]
        if not named:
            continue
        proving = carriers.proving(clause)
        if stated.language != "en" and _of_another_person(stated, clause, proving):
            return False
        if not all(_name_fits(stated, name, proving) for name in named):
            return False
    return True


def _name_fits(stated: Statement, name: str, proving: Segment) -> bool:
    """Whether the segment that proves a clause says its name, or leaves out whom it is about."""
    if stated.finds(name, proving.folded):
        return True
    kind = kind_of(name)
    if stated.language != "en" and any(
        kind_of(other) == kind
        and fold_text(other) not in fold_text(stated.text)
        and not any(same_name(other, own) for own in stated.names)
        for other in names_in(proving.text)
    ):
        return False
    return kind != "place" or stated.finds(name, proving.about)


def _of_another_person(stated: Statement, clause: str, proving: Segment) -> bool:
    """Whether the part of a segment that says most of a clause says it of a person whom the sentence
    leaves out: 村医韩冬青行医24年 proves no 村医叶知秋行医24年."""
    people = {name for _, name in people_named(clause)}
    parts = [part for part in _PART.split(proving.folded) if part]
    words = [stated.terms[i] for i in stated.terms_in(clause)]
    words = [w for w in words if not any(w.text in name or name in w.text for name in people)]
    if not people or not words or not parts:
        return False
    said = max(parts, key=lambda part: sum(w.weight * carried(w, part) for w in words))
    others = {name for _, name in people_named(said)}
    return (
        bool(others)
        and not any(same_name(name, other) for name in people for other in others)
        and not any(name in said for name in people)
        and not any(other in fold_text(stated.text) for other in others)
    )


def _denied(stated: Statement, chosen: Sequence[Segment]) -> bool:
    """Whether one side denies or reverses what the other states."""
    printed = "".join(s.folded for s in chosen)
    english = stated.language == "en"
    claim = in_chinese(stated.text) if english else fold_text(stated.text)
    denies = negated_english(stated.text) if english else negated(claim)
    return (denies and not negated(printed)) or opposition(claim, printed) is not None


def _speaks(text: str) -> bool:
    """Whether a text has words at all, so that its language means something."""
    return len(_HAN.findall(text)) >= 2 or len(_LATIN.findall(text)) >= 2
