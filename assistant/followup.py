"""Make a follow-up stand alone, from the turns before it and without a language model.

What a short turn leaves out (the place, the year, the thing measured) is taken from the last
question; what it says anew replaces the part of the same type. A turn that names its own topic is
left alone.

>>> standalone("那农村居民呢？", ["吴兴区城镇居民人均可支配收入是多少？"]).text
'吴兴区农村居民人均可支配收入是多少？'
>>> standalone("湖州有哪些医院？", ["吴兴区城镇居民人均可支配收入是多少？"]).text
'湖州有哪些医院？'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .contrasts import CONTRASTS
from .language import detect_language
from .question import PLACE_SUFFIX, content_words, nouns, parse_question

_YEAR_WORD = r"(?:(?:19|20)[0-9]{2}年?|前年|去年|今年|明年|上年)"
_ELLIPSIS = re.compile(
    r"^(?:那么?|那|还有|以及|换成|如果是|要是|至于|then|and|so|what about|how about|and what about)?"
    r"[，,\s]*(?P<rest>.{1,30}?)(?:呢|咧|又?(?:如何|怎么?样)(?:呢)?)?[？?。!！\s]*$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:它们|他们|她们|它|他|她|这里|那里|这儿|那儿|里面|其中|该(?=[区县市镇村院校公司企项平])|当地|"
    r"(?:这|那)(?:个|家|座|位|项|所|条|些)?(?:地方|里面|镇|村|区|县|市|公司|企业|项目|平台|数字|产业|政策|学校|人|医院|工程|计划|园区|合作社|基金)?)"
    r"(?!样|么|种|次|边)"
)
_ENGLISH_PRONOUN = re.compile(
    r"\b(it|its|they|their|them|there|this|that|these|those|he|his|him|she|her)\b", re.I
)
_LONGEST_TOPIC = 16
_QUESTION_WORD = re.compile(r"多少|几|谁|哪|什么|何|怎|吗|是否|是不是|有没有|为啥|啥")


@dataclass(frozen=True, slots=True)
class Standalone:
    """`text` asks the whole question; `carried` are the words taken from earlier turns."""

    text: str
    carried: tuple[str, ...] = ()

    @property
    def rewritten(self) -> bool:
        """Whether anything was carried over."""
        return bool(self.carried)


def standalone(
    question: str, earlier: Sequence[str], depends: Callable[[str], bool] | None = None
) -> Standalone:
    """`question` made to stand alone after the `earlier` standalone questions, oldest first.

    `depends(question)` says whether a turn without pronoun or ellipsis goes on with the last topic;
    without it, turns of at most two content words that name no place or person do.
    """
    text = question.strip()
    if not earlier or not text:
        return Standalone(text)
    last = earlier[-1]
    if detect_language(text) == "en":
        return _english(text, last)
    rewritten = _substituted(text, last) or _pronoun(text, last)
    if rewritten is not None:
        return rewritten
    goes_on = depends if depends is not None else _is_bare
    return _continued(text, last) if goes_on(text) else Standalone(text)


def _is_bare(text: str) -> bool:
    """Whether a turn names no place or person and hardly anything else."""
    parsed = parse_question(text)
    return not (parsed.places or parsed.names) and len(parsed.terms) <= 2


def _elements(text: str) -> dict[str, list[str]]:
    """Replaceable parts of a question by type, as printed."""
    terms, places, names = content_words(text, "zh-Hans")
    return {
        "year": re.findall(_YEAR_WORD, text),
        "place": [p for p in places if p in text],
        "name": [n for n in names if n in text],
        "term": [t for t in terms if t in text],
    }


def _substituted(text: str, last: str) -> Standalone | None:
    """那X呢: X takes the place of the part of the same type in the last question."""
    match = _ELLIPSIS.match(text)
    if match is None:
        return None
    rest = match.group("rest").strip("，, ")
    asks = bool(_QUESTION_WORD.search(rest))
    marked = bool(re.match(r"^(那|还有|以及|换成|如果是|要是|至于)", text)) or bool(
        re.search(r"(呢|咧|如何|怎么?样)[？?。!！\s]*$", text)
    )
    if asks or not marked or not rest or _PRONOUN.fullmatch(rest):
        return None
    new, old = _elements(rest), _elements(last)
    changed = last
    carried = [last]
    years = new["year"]
    if years and old["year"]:
        changed = changed.replace(old["year"][0], _same_form(years[0], old["year"][0]), 1)
    elif years:
        changed = f"{years[0]}{changed}"
    core = re.sub(r"的$", "", rest)
    for year in years:
        core = core.replace(year, "").strip("的，, ")
    if core:
        target = _part_to_replace(core, new, old, last)
        if target is None:
            return None
        changed = changed.replace(target, core, 1)
    if changed == last:
        return None
    return Standalone(changed, tuple(carried))


def _same_form(year: str, old: str) -> str:
    """2021 -> 2021年 where the old one had 年."""
    if old.endswith("年") and year[-1:].isdigit():
        return year + "年"
    return year


def _part_to_replace(
    core: str, new: dict[str, list[str]], old: dict[str, list[str]], last: str
) -> str | None:
    """The words of the last question that `core` stands in for."""
    for words in CONTRASTS:
        if any(word in core for word in words):
            for word in words:
                if word in last and word not in core:
                    return word if core in words else _phrase_with(word, last, len(core))
    if (new["place"] or PLACE_SUFFIX.search(core)) and old["place"]:
        return old["place"][-1]
    if new["name"] and old["name"]:
        return old["name"][-1]
    # The word most like it: the same ending (农村居民 / 城镇居民) or, failing that, the same length.
    candidates = _phrases(last)
    best = max(candidates, key=lambda c: _likeness(core, c), default=None)
    if best is not None and _likeness(core, best) > 0:
        return best
    if old["place"] and len(core) <= 4:
        return old["place"][-1]
    return None


def _phrase_with(word: str, last: str, length: int) -> str:
    """The phrase of `last` that holds `word`, as long as what replaces it where possible."""
    holding = [p for p in _phrases(last) if word in p]
    return min(holding, key=lambda p: (abs(len(p) - length), len(p)), default=word)


def _phrases(last: str) -> list[str]:
    """Runs of one to three neighbouring content words of a question."""
    terms, _, _ = content_words(last, "zh-Hans")
    found: list[str] = []
    for first in range(len(terms)):
        run = ""
        for term in terms[first : first + 3]:
            run += term
            if run in last:
                found.append(run)
    return found


def _likeness(core: str, candidate: str) -> float:
    """Shared last characters count most, then any shared; words that would be lost count against.

    0 when nothing is shared.
    """
    tail = 0
    while tail < min(len(core), len(candidate)) and core[-1 - tail] == candidate[-1 - tail]:
        tail += 1
    shared = len(set(core) & set(candidate))
    if not tail and not shared:
        return 0.0
    lost = len(set(candidate) - set(core))
    return 2.0 * tail + shared - 0.5 * lost - 0.6 * abs(len(core) - len(candidate))


def topic_of(last: str) -> str | None:
    """What the last question was about: its places, names and nouns, in order, as one phrase.

    >>> topic_of("东河镇一年生产多少件童装？")
    '东河镇童装'
    """
    quoted = list(re.findall(r"[“\"「《](.{2,30}?)[”\"」》]", last))
    parsed = parse_question(last)
    words: list[str] = []
    for word in (*parsed.places, *parsed.names, *quoted, *nouns(parsed.folded)):
        if word in parsed.folded and not any(word in other for other in words):
            words = [other for other in words if other not in word]
            words.append(word)
    words.sort(key=parsed.folded.index)
    kept: list[str] = []
    for word in words:
        if sum(map(len, kept)) + len(word) <= _LONGEST_TOPIC:
            kept.append(word)
    return "".join(kept) or None


def _pronoun(text: str, last: str) -> Standalone | None:
    """它占全国多少 -> the topic of the last question takes the place of the pronoun."""
    match = _PRONOUN.search(text)
    if match is None:
        return None
    topic = topic_of(last)
    if topic is None or topic in text:
        return None
    return Standalone(text[: match.start()] + topic + text[match.end() :], (topic,))


def _continued(text: str, last: str) -> Standalone:
    """A turn that names nothing of its own is about the topic of the last one."""
    topic = topic_of(last)
    if topic is None or topic in text:
        return Standalone(text)
    year = re.match(rf"^{_YEAR_WORD}", text)
    at = year.end() if year else 0
    return Standalone(text[:at] + topic + text[at:].lstrip("那，, "), (topic,))


def _english(text: str, last: str) -> Standalone:
    """English turns: "And Anji?" and pronouns take the proper name of the last question."""
    names = [
        name
        for name in re.findall(r"\b(?:[A-Z][a-z]+(?:\s+[A-Z][a-z]+)*)\b", last[1:])
        if name not in ("What", "How", "Who", "When", "Where", "Which", "Why")
    ]
    if not names:
        return Standalone(text)
    ellipsis = re.match(
        r"^(?:and|what about|how about|and what about)\s+(?:in\s+)?(.{2,40}?)\s*\??$", text, re.I
    )
    if ellipsis:
        rest = ellipsis.group(1)
        year = re.fullmatch(r"(?:in\s+)?((?:19|20)\d\d)", rest)
        old_year = re.search(r"\b(?:19|20)\d\d\b", last)
        if year and old_year:
            return Standalone(last.replace(old_year.group(), year.group(1), 1), (last,))
        if rest[:1].isupper():
            return Standalone(last.replace(names[-1], rest, 1), (last,))
        return Standalone(f"{last.rstrip('?')} — {rest}?", (last,))
    match = _ENGLISH_PRONOUN.search(text)
    if match and not re.search(r"\b[A-Z][a-z]+", text[1:]):
        pronoun = match.group().lower()
        name = names[-1]
        if pronoun in ("its", "their", "his", "her"):
            name += "'s"
        elif pronoun == "there":
            name = f"in {name}"
        return Standalone(text[: match.start()] + name + text[match.end() :], (names[-1],))
    return Standalone(text)
