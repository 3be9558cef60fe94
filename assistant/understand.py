"""From what was typed to a question ready for retrieval.

Follow-ups are made to stand alone, homophone typos in names are corrected, names spelled in pinyin
are found again in the collection.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.normalise import fold_text

from .dialogue import Alike, Exchange, Standalone
from .followup import standalone
from .keywords import asked_in_full
from .language import detect_language
from .measure_asked import is_measure
from .named import knowing
from .names import NameIndex
from .not_asked import without_not_asked
from .public_affairs import printed_terms, words_of_terms
from .question import Question, content_words, parse_question
from .sums_asked import chinese_amounts, english_amounts
from .synonyms import widen
from .territory import SEARCHED, place_measured
from .translated import Translate, with_translation
from .written_english import in_written_english

_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_AMOUNTS = re.compile(r"[0-9][0-9.]*[%\u4e00-\u9fff]+")
# The share of an English word's meaning from which one character is enough of a translation.
_ONE_CHARACTER = 0.3
# Words that say when, or how figures are taken together: papers print 3月底 and 累计, or nothing.
_WHEN = frozenset(
    """
    january february march april june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday end start beginning middle mid early late quarter half
    combined altogether total overall roughly exactly approximately currently nowadays lately recently
    """.split()
)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question in the two forms that the pipeline needs.

    `question` speaks the user's language, for wording the answer; `evidence_question` speaks the
    articles' (folded, names in Han characters), for finding and checking evidence; `topic` is its
    query for the lexical index. `corrected` pairs what was typed with the name that was meant.
    """

    original: str
    standalone: Standalone
    question: Question
    evidence_question: Question
    topic: str
    corrected: tuple[tuple[str, str], ...] = ()


def understand(
    text: str,
    earlier: Sequence[Exchange | str],
    names: NameIndex,
    known: Callable[[str], bool],
    translate: Translate | None = None,
    *,
    depends: Callable[[str], bool] | None = None,
    alike: Alike | None = None,
) -> Understood:
    """Understand `text` after the `earlier` exchanges.

    `known(run)` says whether the collection holds a run of Han characters, `depends(turn)` whether a
    turn goes on with the last topic, `alike(word, others)` how near others are to it in meaning.
    """
    with knowing(names.places):
        alone = standalone(text, earlier, depends, names.spelled_in, alike)
    asked = without_not_asked(alone.text, detect_language(alone.text))
    # A name of the other language may have been carried in: the turn itself says which one it is.
    language = detect_language(asked)
    if alone.rewritten and not (language == "zh-Hant" and detect_language(text) == "zh-Hans"):
        # A turn whose characters are those of both scripts goes on in the script before.
        language = detect_language(text)
    parsed = parse_question(asked, language)
    if language == "en":
        return _english(
            text, in_written_english(asked_in_full(asked)), alone, parsed, names, known, translate
        )
    fixed, corrected = names.correct(fold_text(asked), known=known)
    meant = parse_question(fixed, parsed.language) if corrected else parsed
    printed = chinese_amounts(meant.folded, known)
    if printed != meant.folded:
        meant = parse_question(printed, parsed.language)
    evidence_question = replace(meant, text=meant.folded, language="zh-Hans")
    return Understood(
        original=text,
        standalone=alone,
        question=replace(meant, text=asked, language=parsed.language),
        evidence_question=evidence_question,
        topic=f"{meant.query} {widen(meant.query)} {_of_territory(evidence_question)}".strip(),
        corrected=tuple(corrected),
    )


def _english(
    text: str,
    asked: str,
    alone: Standalone,
    parsed: Question,
    names: NameIndex,
    known: Callable[[str], bool],
    translate: Translate | None,
) -> Understood:
    spelled = names.spelled_in(asked, titled=True)
    switched = asked
    for written, name in spelled:
        switched = switched.replace(written, name, 1)
    switched = english_amounts(switched)
    chinese = [name for _, name in spelled] + _HAN.findall(asked)
    if translate is not None:
        chinese += [term for term, _ in translate(switched)]
    numbers = [term for term in parsed.terms if term[0].isdigit()] + _AMOUNTS.findall(switched)
    evidence_question = replace(
        parsed,
        text=switched,
        folded=fold_text(switched),
        names=tuple(n for _, n in spelled),
        foreign=_without_translation(fold_text(switched), known, translate),
    )
    evidence_question = with_translation(evidence_question, translate)
    return Understood(
        original=text,
        standalone=alone,
        question=parsed,
        evidence_question=evidence_question,
        topic=_of_territory(evidence_question)
        or " ".join(dict.fromkeys(chinese + numbers))
        or parsed.query,
    )


def _of_territory(question: Question) -> str:
    """Words by which papers tell how large a whole place is, where that is asked for."""
    place = place_measured(question)
    return "" if place is None else f"{place} {SEARCHED}"


def _without_translation(
    folded: str, known: Callable[[str], bool], translate: Translate | None
) -> tuple[str, ...]:
    """The words of an English question that mean nothing which the articles hold."""
    if translate is None:
        return ()
    words = [
        word
        for word in content_words(folded, "en")[0]
        # Who asks for hectares is answered in 亩 as well.
        if word.isalpha() and len(word) > 2 and not is_measure(word) and word not in _WHEN
    ]
    found: list[str] = []
    printed = any(known(term) for term, _ in printed_terms(folded))
    together = words_of_terms(folded) if printed else frozenset()
    for word in words:
        if word in together:
            continue  # children's wear is 童装, and neither of its words need be known
        # 大 is what "big" means; a character that is one of many meanings stands anywhere.
        meant = [
            term for term, weight in translate(word) if len(term) > 1 or weight >= _ONE_CHARACTER
        ]
        # GDP stands in Chinese text as it is.
        if not known(word) and not any(known(term) for term in meant):
            found.append(word)
    return tuple(dict.fromkeys(found))
