"""Whether two figures may be set against one another: what they count, and per what they are told.

36家 of works and 127个 of villages are both counts, and 36 less than 127 says nothing; no more does the price of
a year against that of a month. Measures (元, 亩, 公里) convert within their dimension and need no noun.

>>> from index.figures import find_figures
>>> said = "东河镇有袜厂36家，覆盖127个行政村。"
>>> works, villages = find_figures(said)
>>> counted_noun(said, works), counted_noun(said, villages)
('袜厂', '行政村')
"""

from __future__ import annotations

import itertools
import re

from index.figures import Figure
from index.figures.units import comparable, is_count
from index.normalise import simplify

from .contrasts import CONTRASTS
from .named import is_site, places_named
from .sides import Reading
from .tagging import tagged

_CLAUSE = re.compile(r"[，,。；;：:、！!？?（）()\s]")
_STOP = re.compile(rf"{_CLAUSE.pattern}|[0-9]")
_LINKING = re.compile(
    r"(?:一共|总共|共计|合计|累计|已经|已|现|共|约|达到?|有|是|为|超过?|近|仅|只|了|过|到|至|的)+$"
)
_NOMINAL = ("n", "vn", "b", "j", "l", "eng", "zg")
_NO_NOUN = ("ns", "nr")
# Which of its kinds, not what is counted: 其中城区14家; 全镇.
_WHICH = frozenset(word for words in CONTRASTS for word in words)
_WHOLE = re.compile(r"^(?:全[国省市县区镇乡村]|其中|现有)")
_LONGEST_NOUN = 8
# 养老院 and 敬老院: so many characters of an end make two nouns alike.
_LIKE_END = 2
# Counting words that any noun may take.
_GENERIC = frozenset({"", "个"})
_PER = re.compile(
    r"(?:每(?!天?周[一二三四五六日末])一?(?P<each>亩|人|户|村|名|位|台|件|套|只|斤|公斤|吨|张|间|次|平方米|平米|小时|天|日|周|月|个月|季度?|年)"
    r"|(?P<mean>人|户|亩|村|月|年|日)均)"
)
_PER_BEHIND = re.compile(
    r"^(?:/|每)(?P<each>亩|人|户|村|名|位|台|件|套|只|斤|公斤|吨|张|间|次|平方米|平米|小时|天|日|周|月|个月|季度?|年)"
)
_OF_TIME = {
    "天": "天",
    "日": "天",
    "周": "周",
    "月": "月",
    "个月": "月",
    "季": "季",
    "季度": "季",
    "年": "年",
}
_SAME_OWNER = {"名": "人", "位": "人", "平米": "平方米"}
_IN_ALL = re.compile(r"总(?!经理|部|书记|站|队)|一共|共计|合计|累计")


def counted_noun(sentence: str, figure: Figure) -> str:
    """What a figure of a sentence counts, simplified: the noun behind it, else right before it; ""
    where the sentence does not say it there."""
    text = simplify(sentence)
    printed = figure.unit_text
    if printed.isascii() and printed.isalpha():
        return printed.lower()
    behind = _STOP.split(text[figure.end :].lstrip("的"), maxsplit=1)[0]
    words = tagged(behind)
    if [tag[:1] for _, tag in words] == ["v", "n"]:
        # 处罚|事项: to its end nothing but the noun.
        noun = behind
    else:
        nouns = itertools.takewhile(lambda word: _is_nominal(*word), words)
        noun = "".join(word for word, _ in nouns)
    if not noun:
        before = _LINKING.sub("", _STOP.split(text[: figure.start])[-1])
        for place in places_named(before):
            before = before.rpartition(place)[2]
        nouns = itertools.takewhile(lambda word: _is_nominal(*word), reversed(tagged(before)))
        noun = "".join(reversed([word for word, _ in nouns]))
    noun = _WHOLE.sub("", noun)
    return "" if noun in _WHICH else noun[-_LONGEST_NOUN:]


def _is_nominal(word: str, tag: str) -> bool:
    return is_site(word) or (tag.startswith(_NOMINAL) and not tag.startswith(_NO_NOUN))


def alike(one: str, other: str) -> bool:
    """Whether two counted nouns are of one kind.

    >>> alike("行政村", "村"), alike("养老院", "敬老院"), alike("袜厂", "行政村")
    (True, True, False)
    """
    if one.isascii() and other.isascii():
        return one.rstrip("s") == other.rstrip("s")
    return one.endswith(other) or other.endswith(one) or one[-_LIKE_END:] == other[-_LIKE_END:]


def may_be_computed(readings: tuple[Reading, Reading], asked: tuple[str, str]) -> bool:
    """Whether arithmetic over the two readings means anything; `asked` are their questions.

    Counts must be of like nouns, or each of the very noun that its question asks for; where a
    sentence does not name what it counts, the counting word must be the same and of a kind. A
    range, or one figure per month and one per year, is only shown.
    """
    figures = [reading.short.figure for reading in readings]
    one, other = figures
    if one is None or other is None or any(f is None or _is_range(f) for f in figures):
        return False
    if _told_per_other(readings):
        return False
    if one.kind != "quantity" or not (is_count(one.unit) and is_count(other.unit)):
        return True
    if not comparable(one.unit, other.unit):
        return False
    here, there = (_noun(reading) for reading in readings)
    if here and there and alike(here, there):
        return True
    if one.unit != other.unit:
        return False
    if here and there:
        return all(
            _asks_for(question, noun) for question, noun in zip(asked, (here, there), strict=True)
        )
    return one.unit not in _GENERIC or not (here or there)


def noun_behind(reading: Reading) -> str:
    """The noun right behind a figure, as printed, so that it may be said with it; "" for none."""
    noun = _noun(reading)
    at = reading.short.end - reading.evidence.start
    printed = reading.evidence.text[at : at + len(noun)]
    return printed if noun and simplify(printed) == noun else ""


def _noun(reading: Reading) -> str:
    figure = reading.short.figure
    return "" if figure is None else counted_noun(reading.evidence.text, _placed(reading, figure))


def _placed(reading: Reading, figure: Figure) -> Figure:
    """The figure as the sentence has it, with offsets into the sentence."""
    at = reading.short.start - reading.evidence.start
    near = [f for f in reading.evidence.figures if f.start < at + len(figure.text) and at < f.end]
    return near[0] if near else figure


def _asks_for(question: str, noun: str) -> bool:
    return noun[-_LIKE_END:] in simplify(question)


def _is_range(figure: Figure) -> bool:
    return figure.high is not None or figure.bound == "several"


def _told_per_other(readings: tuple[Reading, Reading]) -> bool:
    """Whether one figure is told per month and the other per year, or one of each and one of all."""
    (times, owners, whole), (other_times, other_owners, other_whole) = (
        _per_what(reading) for reading in readings
    )
    if times and other_times and times.isdisjoint(other_times):
        return True
    if owners and other_owners and owners.isdisjoint(other_owners):
        return True
    return bool((owners and not other_owners and other_whole)
                or (other_owners and not owners and whole))  # fmt: skip


def _per_what(reading: Reading) -> tuple[frozenset[str], frozenset[str], bool]:
    """Per what time and per whom a figure is told, and whether it is said to be of all."""
    figure = reading.short.figure
    assert figure is not None
    placed = _placed(reading, figure)
    text = simplify(reading.evidence.text)
    clause = re.split(r"[，,。；;！!？?]", text[: placed.start])[-1]
    found = [m["each"] or m["mean"] for m in _PER.finditer(clause)]
    if (behind := _PER_BEHIND.match(text[placed.end :])) is not None:
        found.append(behind["each"])
    if slash := figure.unit.partition("/")[2]:
        found.append(slash)
    times = frozenset(_OF_TIME[word] for word in found if word in _OF_TIME)
    owners = frozenset(_SAME_OWNER.get(word, word) for word in found if word not in _OF_TIME)
    return times, owners, _IN_ALL.search(clause) is not None
