"""Judge a statement without figures: its words must stand together in one place of the articles."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import Language
from index.figures import find_figures
from index.figures.places import places
from index.normalise import fold_text

from .evidence import SourceSentence, coverage
from .opposites import in_chinese, negated, negated_english, opposition
from .place import place_agrees
from .roles import first_of_kind, office_holder, predicate_carried
from .terms import Term
from .verdict import Verdict

_SUPPORTS = 0.76
_SUPPORTS_ENGLISH = 0.7
_CONTRADICTS = 0.62
_CONTRADICTS_NAME = 0.5
_UNIQUELY = 0.85
# Only one can be this: another name in its place contradicts.
_UNIQUE = re.compile("首个|首家|首座|首支|首例|首届|唯一|最早|率先|第一个|第一家|最大的?|最高的?")


@dataclass(frozen=True, slots=True)
class Stated:
    """The verdict on a statement. `instead` is (claimed words, printed words) where they differ."""

    verdict: Verdict
    sentence: SourceSentence | None
    instead: tuple[str, str] | None
    strength: float


def judge_statement(
    claim: str,
    language: Language,
    terms: Sequence[Term],
    sentences: Sequence[SourceSentence],
    claimed_places: Sequence[str] = (),
) -> Stated:
    """The verdict by the sentence that carries most of the claim's words."""
    ranked = sorted(
        ((coverage(terms, s), s) for s in sentences), key=lambda pair: pair[0], reverse=True
    )
    if not ranked or not terms:
        return Stated("not_enough_info", None, None, 0.0)
    folded = fold_text(claim)
    lies = _LIES_IN.search(folded) if language != "en" else None
    for sentence in sentences if lies is not None else ():
        elsewhere = _elsewhere(folded, sentence)
        if elsewhere is not None:
            return Stated("contradicted", sentence, elsewhere, 1.0)
    if compares(folded):
        return Stated("not_enough_info", ranked[0][1], None, ranked[0][0])
    opposable = in_chinese(claim) if language == "en" else folded
    denied = negated_english(claim) if language == "en" else negated(folded)
    needed = _SUPPORTS_ENGLISH if language == "en" else _SUPPORTS
    for strength, sentence in ranked[:3]:
        if strength < _CONTRADICTS_NAME:
            break
        if lies is not None and any(
            part not in sentence.text for part in (lies["what"][-2:], lies["where"][:2])
        ):
            continue
        named = _named_number(claim, sentence)
        if named is False:
            continue
        if isinstance(named, tuple) and strength >= needed:
            return Stated("contradicted", sentence, named, strength)
        unnamed = [t for t in terms if t.name and sentence.level(t) < 0.5]
        if claimed_places and not place_agrees(claimed_places, sentence):
            there = [t for t in terms if any(t.text in p or p in t.text for p in claimed_places)]
            unnamed += [t for t in there if t not in unnamed]
            if not there:
                continue
        contrary = opposition(opposable, sentence.text)
        if contrary and not unnamed:
            rest = [t for t in terms if contrary[0] not in t.text and t.text not in contrary[0]]
            if coverage(rest, sentence) >= _CONTRADICTS:
                return Stated("contradicted", sentence, contrary, strength)
        if not unnamed and denied != negated(sentence.text) and strength >= needed and denied:
            return Stated("contradicted", sentence, None, strength)
        if unnamed:
            unique = _UNIQUE.search(folded) and _UNIQUE.search(sentence.text)
            ahead = folded[unnamed[0].start + len(unnamed[0].text) :][:3]
            scope = language != "en" and _UNIQUE.search(ahead) is not None  # 中国最大: how far
            if unique and not scope and not any(t.name and t not in unnamed for t in terms):
                rest = [t for t in terms if t not in unnamed]
                other = next(
                    (p for p in sentence.places if all(p not in t.text for t in unnamed)), None
                )
                if other and len(rest) >= 2 and coverage(rest, sentence) >= _UNIQUELY:
                    return Stated("contradicted", sentence, (unnamed[0].text, other), strength)
            lies = _LIES_IN.search(folded)
            if lies is not None:
                rest = [t for t in terms if t not in unnamed and not t.name]
                said = [t for t in unnamed if t.text in lies["where"]]
                same = {p for t in said for p in sentence.places if p[-1] == t.text[-1]}
                names = [
                    t for t in terms if t.name and t not in unnamed and t.text not in lies["where"]
                ]
                if (
                    len(said) == len(unnamed) == len(same) == 1
                    and names
                    and coverage([*rest, *names], sentence) >= needed
                ):
                    return Stated("contradicted", sentence, (said[0].text, same.pop()), strength)
            swap = _name_swap(folded, sentence.text, unnamed) if language != "en" else None
            rest = [t for t in terms if t not in unnamed]
            if swap and len(rest) >= 2 and coverage(rest, sentence) >= needed:
                return Stated("contradicted", sentence, swap, strength)
            continue
        if (
            language == "en"
            and _IS.search(claim)
            and any(t.name and sentence.level(t) < 0.85 for t in terms)
        ):
            continue  # who somebody is must be said where he is named
        if not predicate_carried(folded, terms, sentence):
            continue
        if strength >= needed and not contrary and _near_enough(terms, sentence):
            return Stated("supported", sentence, None, strength)
    return Stated("not_enough_info", ranked[0][1], None, ranked[0][0])


def judge_identity(
    claim: str, terms: Sequence[Term], sentences: Sequence[SourceSentence]
) -> Stated | None:
    """The verdict on who holds an office or what is the first of its kind; None for other claims."""
    folded = fold_text(claim)
    holder = office_holder(folded, sentences) or first_of_kind(folded, terms, sentences)
    if holder is None:
        return None
    instead = None if holder.agrees else (holder.said, holder.printed)
    return Stated("supported" if holder.agrees else "contradicted", holder.sentence, instead, 1.0)


# Which of two is more is for arithmetic to say: the words of both stand in either case.
_COMPARES = re.compile(
    r"\b(?:below|above|(?:higher|lower|wider|narrower|larger|smaller|more|less|fewer|faster|slower)\b"
    r".*\bthan)\b|(?:高|低|多|少|大|小|快|慢)于|比[^,。]{2,12}(?:高|低|多|少|快|慢|大|小)"
)


def compares(claim: str) -> bool:
    """Whether a folded claim says that one thing is more than another, without saying by how much."""
    return _COMPARES.search(claim) is not None


_IS = re.compile(r"\b(?:is|was|are|were)\b")
_LIES_IN = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{2,10}?)(?:位于|坐落在|坐落于|地处|隶属于?|属于|[建设开]在|落户)(?P<where>[\u4e00-\u9fff]{2,12})"
)


_CLASSED = re.compile(r"[\u4e00-\u9fff]{1,4}(?:省|市|县|区|镇|乡|村|街道|社区)")


def _elsewhere(claim: str, sentence: SourceSentence) -> tuple[str, str] | None:
    """花园村位于甲市, where the source writes 乙市丙镇花园村: (甲市, 乙市)."""
    match = _LIES_IN.search(claim)
    if match is None:
        return None
    claimed = places(match["where"]) or [
        (m.start(), m.end(), m[0]) for m in _CLASSED.finditer(match["where"])
    ]
    what = next((p[2] for p in reversed(places(match["what"]))), match["what"])
    at = sentence.text.find(what)
    if not claimed or at < 0:
        return None
    wanted = claimed[-1][2]
    # The chain of places that runs straight into the name.
    chain: list[str] = []
    end = at
    for _, stop, name in reversed(places(sentence.text[:at])):
        if sentence.text[stop:end].strip("的,、 ") or stop > end:
            break
        chain.append(name)
        end = stop - len(name)
    same_class = [p for p in chain if p[-1] == wanted[-1]]
    if same_class and not any(p == wanted for p in chain) and wanted not in sentence.text:
        return wanted, same_class[0]
    return None


def _named_number(claim: str, sentence: SourceSentence) -> tuple[str, str] | bool:
    """80后, 5G: True when the source says the same or the claim has none; the pair that differs
    when the source has another of the same shape; False when it has none."""
    for figure in find_figures(claim, subjects=False):
        if figure.kind != "name":
            continue
        said = fold_text(figure.text)
        if said in sentence.text or said in sentence.previous:
            continue
        shape = re.sub(r"[0-9]+", "#", said)
        for spot in sentence.spots:
            printed = fold_text(spot.figure.text)
            if spot.figure.kind == "name" and re.sub(r"[0-9]+", "#", printed) == shape:
                return figure.text, spot.figure.text
        return False
    return True


def _near_enough(terms: Sequence[Term], sentence: SourceSentence) -> bool:
    """Every telling word stands in the sentence or right before it, none only in the passage."""
    if len(terms) <= 3 and any(sentence.level(t) < 0.5 for t in terms if len(t.text) > 1):
        return False  # 某人是警察: of so few words each one counts
    heavy = [t for t in terms if t.weight >= 1.0]
    missing = sum(sentence.level(t) < 0.5 for t in heavy)
    return missing <= len(heavy) // 8


def _name_swap(claim: str, source: str, unnamed: Sequence[Term]) -> tuple[str, str] | None:
    """Where the claim has one name, the source another one between the same words."""
    matcher = difflib.SequenceMatcher(None, claim, source, autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag != "replace":
            continue
        said, printed = claim[a0:a1], source[b0:b1]
        for term in unnamed:
            if not (set(said) & set(term.text)) or len(printed) > 2 * len(term.text) + 1:
                continue
            left = claim[max(0, a0 - 2) : a0] == source[max(0, b0 - 2) : b0] and a0 >= 2
            right = claim[a1 : a1 + 2] == source[b1 : b1 + 2] and a1 + 2 <= len(claim)
            if left or right:
                return term.text, printed
    return None
