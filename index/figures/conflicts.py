"""Where articles print different values for the same measure of the same place and time.

This looks through the whole collection, for a journalist who asks where papers disagree (`python -m
index figures --conflicts`); an answer shows the conflicts of its own question, which
`assistant.conflicts` finds with the question's help. Both hold two figures against each other with
`compare`. Precision first: another year, place, measure or scope is no conflict, and what does not say its
time is compared only between papers of one day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypedDict

from ..article import Article
from ..normalise import fold_text
from ..sentences import sentence_spans
from .compare import compare
from .figure import Figure
from .find import find_figures
from .places import places
from .reader_units import plain

_KINDS = ("quantity", "percent", "fraction", "ratio", "rank")
# Words that make another measure of the same name.
_QUALIFIERS = re.compile(
    r"农村|农民|城镇|城市|人均|户均|亩均|村均|新增|累计|净|计划|预计|目标|其中|同比|环比|增长|下降|提高|增加|减少|"
    r"全国|全省|全市|全县|全区|全镇|全村|平均|最高|最低|上半年|下半年|季度|月|首|规模以上|规上|经营性|总|出口|进口|省级|市级|国家级"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SHARED = 0.6
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Located:
    """A figure in its sentence: `article.text[start:end]` is the sentence, figure offsets are into
    the sentence. `clause` holds the words that name the figure, `place` and `time` what it is of.
    """

    figure: Figure
    article: Article
    start: int
    end: int
    clause: str
    place: str | None
    time: str | None

    @property
    def quote(self) -> str:
        """The sentence, verbatim."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Articles disagree: `values` newest first, those without a date last."""

    subject: str
    values: tuple[Located, ...]


class ConflictingValue(TypedDict):
    """One of the values; `article.text[start:end] == quote`, the sentence it stands in."""

    text: str
    value: str | None
    unit: str
    article_id: str
    title: str | None
    source: str | None
    date: str | None
    start: int
    end: int
    quote: str


class ConflictRow(TypedDict):
    """A conflict as JSON; `values` newest first."""

    subject: str
    values: list[ConflictingValue]


def locate(article: Article, start: int = 0, end: int | None = None) -> list[Located]:
    """The figures of `article.text[start:end]` that could be compared, sentence by sentence."""
    found: list[Located] = []
    title_places = [p[2] for p in places(fold_text(article.title or ""))]
    titled = title_places[-1] if title_places else None
    for first, last in sentence_spans(article.text, start, end):
        sentence = article.text[first:last]
        figures = find_figures(sentence, article_date=article.date)
        for index, figure in enumerate(figures):
            place = figure.subject.place or titled
            if figure.kind not in _KINDS or figure.value is None:
                continue
            before = figures[index - 1].end if index else 0
            after = figures[index + 1].start if index + 1 < len(figures) else len(sentence)
            clause = re.split(r"[,。;!?]", fold_text(sentence[before : figure.start]))[-1]
            clause += re.split(r"[,。;、!?]", fold_text(sentence[figure.end : after]))[0][:10]
            found.append(
                Located(figure, article, first, last, clause, place, _year(figure.subject.time))
            )
    return found


def find_conflicts(figures: Iterable[Located]) -> list[Conflict]:
    """Groups of figures of different articles that cannot all be true.

    >>> from index.article import Article
    >>> def paper(name, text):
    ...     return Article(name, None, None, name, "2023-05-01", None, None, "zh-Hans", text, name, name)
    >>> a = paper("甲报", "2022年,柳湾镇毛巾企业销售额达120亿元。")
    >>> b = paper("乙报", "柳湾镇2022年毛巾企业销售额为135亿元。")
    >>> [[v.figure.text for v in c.values] for c in find_conflicts(locate(a) + locate(b))]
    [['120亿元', '135亿元']]
    """
    # Only figures of one time and one measure or unit can group: thousands stay cheap.
    buckets: dict[tuple[str | None, ...], list[list[Located]]] = {}
    for item in figures:
        measure = item.figure.subject.measure
        if item.place is None or not (measure or item.figure.unit):
            continue
        key = (item.time or item.article.date, item.figure.kind, measure and measure[-2:])
        groups = buckets.setdefault(key, [])
        for group in groups:
            if all(_same_thing(item, other) for other in group):
                group.append(item)
                break
        else:
            groups.append([item])
    conflicts = []
    for group in (group for groups in buckets.values() for group in groups):
        values = _distinct(group)
        if len(values) > 1:
            newest = sorted(values, key=lambda v: v.article.date or "", reverse=True)
            conflicts.append(Conflict(_subject(newest[0]), tuple(newest)))
    return conflicts


def conflict_rows(conflicts: Iterable[Conflict]) -> list[ConflictRow]:
    """Conflicts as plain data, for JSON Lines and for a page; the order stays."""
    return [
        ConflictRow(
            subject=conflict.subject,
            values=[
                ConflictingValue(
                    text=v.figure.text,
                    value=None if v.figure.value is None else plain(v.figure.value),
                    unit=v.figure.unit,
                    article_id=v.article.id,
                    title=v.article.title,
                    source=v.article.source,
                    date=v.article.date,
                    start=v.start,
                    end=v.end,
                    quote=v.quote,
                )
                for v in conflict.values
            ],
        )
        for conflict in conflicts
    ]


def _distinct(group: Sequence[Located]) -> list[Located]:
    """One figure a value, all of them contradicting one another, of at least two articles."""
    values: list[Located] = []
    for item in group:
        relations = [
            (compare(item.figure, v.figure).relation, compare(v.figure, item.figure).relation)
            for v in values
        ]
        if all(pair == ("contradicted", "contradicted") for pair in relations):
            values.append(item)
    return values if len({v.article.id for v in values}) > 1 else []


def _same_thing(one: Located, other: Located) -> bool:
    if one.place is None or other.place is None or not _same_place(one.place, other.place):
        return False
    if one.article.id == other.article.id:
        return _same_words(one, other) and compare(one.figure, other.figure).holds
    if one.figure.subject.direction != other.figure.subject.direction:
        return False
    if one.time is not None or other.time is not None:
        if one.time != other.time:
            return False
    elif not one.article.date or one.article.date != other.article.date:
        return False  # the numbers of two days may both be right
    return _same_words(one, other) and compare(one.figure, other.figure).relation != "incomparable"


def _same_words(one: Located, other: Located) -> bool:
    """The same measure, the same qualifiers, and most words in common."""
    left, right = one.figure.subject.measure, other.figure.subject.measure
    if (left is None) != (right is None):
        return False
    if left and right and not (left.endswith(right[-2:]) or right.endswith(left[-2:])):
        return False
    if set(_QUALIFIERS.findall(one.clause)) != set(_QUALIFIERS.findall(other.clause)):
        return False
    a, b = _pairs(one), _pairs(other)
    if not a or not b:
        return False
    if min(len(a), len(b)) < _FEWEST:
        return False  # 增长8% alone does not say what grew
    return len(a & b) >= max(_SHARED * min(len(a), len(b)), _SHARED / 2 * max(len(a), len(b)))


def _pairs(item: Located) -> frozenset[str]:
    return _pairs_of(item.clause, item.place or "")


@lru_cache(maxsize=8192)
def _pairs_of(clause: str, place: str) -> frozenset[str]:
    text = "".join(_HAN.findall(clause))
    text = re.sub(
        r"达到|达|为|已|有|约|是|实现|共|增长|下降|增加|减少|同比|过去|近|当日|较", "", text
    )
    text = text.replace(place, "") if place else text
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _same_place(one: str, other: str) -> bool:
    return one == other or one.startswith(other) or other.startswith(one)


def _year(time: str | None) -> str | None:
    """The time that two statements must share; an open year says nothing."""
    if time is None or time.startswith("XXXX"):
        return None
    return time.split(" ")[0]


def _subject(item: Located) -> str:
    words = "".join(_HAN.findall(item.clause)) or (item.figure.subject.measure or "")
    place = item.place if item.place and item.place not in words else ""
    year = (
        f"{item.time}年" if item.time and re.fullmatch(r"[0-9]{4}", item.time) else item.time or ""
    )
    return f"{place}{year}{words}"
