"""The sentences that may settle a claim, with all that says of whom and when they speak."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index import Article, Passage
from index.figures import Figure, find_figures
from index.figures.places import places
from index.figures.units import unit
from index.normalise import fold_text
from index.sentences import sentence_spans

from .carried import carried, sounds_of
from .terms import Term
from .verdict import Found

PROVINCES = frozenset(
    "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 "
    "内蒙古 广西 西藏 宁夏 新疆".split()
)
_THE_PROVINCE = re.compile(r"[全我本]省")
_CLAUSE = re.compile(r"[,。;!?\n]|(?<![0-9]):(?![0-9])")
_LIST_JOIN = re.compile(r"[、,和与及]|以及|分别")
_COORDINATION = re.compile(r"[\u4e00-\u9fff]{1,12}(?:(?:[、和与及]|以及)[\u4e00-\u9fff]{1,14})+")
# A counted noun stands right behind its figure; what comes later belongs to the next one.
_AFTER = 12
_COMMON = frozenset(
    "同比 环比 增幅 增速 增长率 占比 比重 幅度 目前 方面 情况 左右 时候 时间 过程 部分 其中 结果 数据 全省 全市 全区 全县 全镇 全村 当地 该区 该市".split()
)
_ITEM = re.compile(r"[、,。;:!?()]|以及|和(?!谐|平)|与|及(?!时)")
_ASIDE = re.compile(r"\([^()]{0,12}\)$")
_SPLIT = re.compile(r"[、和与及]|以及")


@dataclass(frozen=True, slots=True)
class Spot:
    """One figure of a sentence and the folded words that say what it is.

    `clause` stands around it, `lead` is the clause before; `label` is its own name in a list
    (城镇、农村…3万元、2万元: 农村 for the second), `rivals` the names of the others; `own` are the
    words between its neighbours: what tells it from the other figures of the sentence. `condition`
    is the figure under which it holds (70万元以上 for 148个村).
    """

    figure: Figure
    clause: str
    lead: str
    before: str
    label: str = ""
    rivals: str = ""
    own: str = ""
    condition: Figure | None = None


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """One sentence `article.text[start:end]` of a found passage, with its surroundings folded."""

    article: Article
    passage: Passage
    start: int
    end: int
    text: str
    previous: str
    frame: str
    spots: tuple[Spot, ...]
    places: tuple[str, ...]
    frame_places: tuple[str, ...]
    title_places: tuple[str, ...] = ()
    earlier_dates: tuple[Figure, ...] = ()

    @property
    def quote(self) -> str:
        """The sentence as printed."""
        return self.article.text[self.start : self.end]

    def level(self, term: Term, spot: Spot | None = None) -> float:
        """How close to the figure (or to the sentence) the term is said, 0 to 1."""
        if spot is not None and not term.name and spot.rivals:
            mine = carried(term, spot.label)
            if carried(term, spot.rivals) > 0.6 and mine < 0.6 and not _elsewhere(term, spot):
                return 0.0
        steps = [
            (self.text, 0.85 if spot is not None else 1.0),
            (self.previous, 0.6),
            (self.frame, 0.6),
            (fold_text(self.passage.text), 0.45),
        ]
        if spot is not None:
            steps = [(spot.clause + "," + spot.label, 1.0), (spot.lead, 0.92), *steps]
        best = 0.0
        for text, worth in steps:
            if worth > best:
                best = max(best, worth * carried(term, text, _sounds(term, text)))
        return best


def _elsewhere(term: Term, spot: Spot) -> bool:
    outside = spot.clause.replace(spot.rivals, "")
    return carried(term, outside) > 0.6 and not any(
        carried(term, rival) > 0.6 for rival in spot.rivals.split(",")
    )


def _sounds(term: Term, text: str) -> str:
    return sounds_of(text) if term.sound else ""


def coverage(terms: Sequence[Term], sentence: SourceSentence, spot: Spot | None = None) -> float:
    """The weighted share of the terms that the sentence and its surroundings carry."""
    total = sum(term.weight for term in terms)
    if not total:
        return 0.0
    return sum(term.weight * sentence.level(term, spot) for term in terms) / total


def source_sentences(found: Iterable[Found]) -> list[SourceSentence]:
    """The sentences of the found passages, each article's once, in order of the search."""
    sentences: list[SourceSentence] = []
    seen: set[tuple[str, int]] = set()
    for candidate in found:
        for sentence in _of_passage(candidate.article, candidate.passage):
            key = (sentence.article.id, sentence.start)
            if key not in seen:
                seen.add(key)
                sentences.append(sentence)
    return sentences


@lru_cache(maxsize=256)
def _province(article: Article) -> str:
    """The province that an article means by 全省: its newspaper's, else what it names most.

    One mention in the text may be of anywhere.
    """
    for text in (article.source or "", article.title or "", article.text):
        folded = fold_text(text)
        named = Counter({p: folded.count(p) for p in PROVINCES if p in folded}).most_common(2)
        if named:
            if text is article.text and named[0][1] < 2:
                return ""
            clear = len(named) == 1 or named[0][1] >= 2 * named[1][1]
            return named[0][0] if clear else ""
    return ""


@lru_cache(maxsize=2048)
def _of_passage(article: Article, passage: Passage) -> tuple[SourceSentence, ...]:
    frame = fold_text(" ".join(p for p in (article.title, article.subtitle, passage.heading) if p))
    frame_places = tuple(p[2] for p in places(frame))
    title_places = tuple(p[2] for p in places(fold_text(article.title or "")))
    province = _province(article)
    result: list[SourceSentence] = []
    previous = ""
    seen_places: list[str] = []
    dates: tuple[Figure, ...] = ()
    for start, end in sentence_spans(article.text, passage.start, passage.end):
        text = article.text[start:end]
        folded = fold_text(text)
        here = tuple(p[2] for p in places(folded))
        spots = _spots(text, article.date)
        result.append(
            SourceSentence(
                article,
                passage,
                start,
                end,
                folded,
                previous,
                f"{frame} {province}" if province and _THE_PROVINCE.search(folded) else frame,
                spots,
                here,
                (*frame_places, *seen_places),
                title_places,
                dates,
            )
        )
        dates = tuple(s.figure for s in spots if s.figure.kind in ("date", "period")) or dates
        seen_places.extend(here)
        previous = folded
    return tuple(result)


def _spots(text: str, article_date: str | None) -> tuple[Spot, ...]:
    figures = find_figures(text, article_date=article_date)
    cuts = _cuts(text, figures)
    spots: list[Spot] = []
    own = ""
    for index, figure in enumerate(figures):
        clause, lead, before = _clause(text, cuts, figure)
        label, rivals = _label(text, figures, index)
        words = label or _own(text, cuts, figures, index)
        # 由65%提高到71%, 同比增长6%, 其中…: what was named last is meant still.
        if figure.when is None:
            goes_on = not nouns_of(words) or "其中" in words
            own = f"{own} {words}" if goes_on and not label else words
        condition = None if is_condition(text, figure) else _condition(text, figures, index)
        spots.append(Spot(figure, clause, lead, before, label, rivals, own, condition))
    return tuple(spots)


@lru_cache(maxsize=4096)
def nouns_of(text: str) -> tuple[str, ...]:
    """The nouns of a stretch of a folded sentence."""
    import rjieba

    return tuple(
        word
        for word, tag in rjieba.tag(text)
        if len(word) >= 2 and (tag[:1] in ("n", "j") or tag in ("vn", "an")) and word not in _COMMON
    )


def counted_noun(after: str) -> str:
    """What a figure counts: the words behind it up to the next preposition or adverb.

    >>> counted_noun("山区县通过协作累计获得资金")
    '山区县'
    """
    import rjieba

    kept = ""
    for word, tag in rjieba.tag(after):
        if tag in ("p", "d", "c", "r"):
            break
        kept += word
    return kept


_CONDITION = re.compile(r"(?:以上|以下|以内|之内|or more|or above)$")
_CONDITIONAL_UNITS = ("money:", "age", "area")


def is_condition(text: str, figure: Figure, *, loosely: bool = False) -> bool:
    """70万元以上 before what it holds for: 的村, 148个村. Loosely also at the end of a clause."""
    if figure.kind != "quantity" or figure.when is not None:
        return False
    if not unit(figure.unit).dimension.startswith(_CONDITIONAL_UNITS):
        return False
    behind = re.match(r"[\u4e00-\u9fff0-9]", text[figure.end : figure.end + 1]) is not None
    if _CONDITION.search(figure.text):
        return behind or loosely
    return figure.bound in ("over", "under") and text[figure.end : figure.end + 1] == "的"


def _condition(text: str, figures: Sequence[Figure], index: int) -> Figure | None:
    """The condition that governs a figure: the last one before it, back to a semicolon."""
    for figure in reversed(figures[:index]):
        if re.search(r"[;;。]", text[figure.end : figures[index].start]):
            return None
        if is_condition(text, figure):
            return figure
    return None


def _cuts(text: str, figures: Sequence[Figure]) -> list[int]:
    inside = {p for f in figures for p in range(f.start, f.end)}
    folded = "".join(fold_text(c)[:1] or " " for c in text)
    return [0, *(m.end() for m in _CLAUSE.finditer(folded) if m.start() not in inside), len(text)]


def _own(text: str, cuts: Sequence[int], figures: Sequence[Figure], index: int) -> str:
    figure = figures[index]
    first = max(c for c in cuts if c <= figure.start)
    last = min((c for c in cuts if c > figure.start), default=len(text))
    if index and figures[index - 1].end >= first:
        first = figures[index - 1].end
        # 23个部门的383项: 部门 is counted by the figure before.
        counted = re.match(r"[\u4e00-\u9fff]{1,6}?的", text[first : figure.start])
        first += counted.end() if counted else 0
    if index + 1 < len(figures):
        last = max(figure.end, min(last, figures[index + 1].start))
        if figures[index + 1].start - figure.end <= 1 and last < figures[index + 1].end:
            # 14名1岁到3岁的孩子: the counted noun stands behind the age.
            through = figures[index + 1].end
            tail = re.match(r"的[\u4e00-\u9fff]+", text[through : through + _AFTER])
            if tail is not None:
                before = _ITEM.split(fold_text(text[first : figure.start]))[-1]
                return f"{before} {fold_text(tail[0])}"
    before = _ITEM.split(_ASIDE.sub("", fold_text(text[first : figure.start])))[-1]
    after = _ITEM.split(fold_text(text[figure.end : min(last, figure.end + _AFTER)]))[0]
    return f"{before} {after}"


def _clause(text: str, cuts: Sequence[int], figure: Figure) -> tuple[str, str, str]:
    """The clause of a figure, the clause before it, and the words of the clause before it."""
    at = max(i for i, cut in enumerate(cuts) if cut <= figure.start)
    first, last = cuts[at], cuts[min(at + 1, len(cuts) - 1)]
    lead = text[cuts[at - 1] : first] if at else ""
    own = text[first : figure.start] + " " + text[figure.end : last]
    return fold_text(own), fold_text(lead), fold_text(text[first : figure.start])


def _label(text: str, figures: Sequence[Figure], index: int) -> tuple[str, str]:
    """The name of a figure in a parallel list, and the names of its neighbours."""
    first = last = index
    while first and _joined(text, figures[first - 1], figures[first]):
        first -= 1
    while last + 1 < len(figures) and _joined(text, figures[last], figures[last + 1]):
        last += 1
    size = last - first + 1
    if size < 2:
        return "", ""
    before = fold_text(text[: figures[first].start])
    for match in reversed(list(_COORDINATION.finditer(before))):
        names = _SPLIT.split(match[0])
        if len(names) >= size:
            names = _completed(names[-size:])
            return _told_apart(names, index - first)
    if first >= size:
        # 总收入10亿元,经营性收入6亿元,同比增长2%和3%: named by the figures before.
        earlier = figures[first - size : first]
        names = [fold_text(text[max(0, f.start - 14) : f.start]).split(",")[-1] for f in earlier]
        return _told_apart(names, index - first)
    return "", ""


def _completed(names: Sequence[str]) -> list[str]:
    """What a list says once belongs to each: 甲镇城镇, 农村居民收入 -> 甲镇城镇居民收入, 甲镇农村居民收入."""
    first, last = _words(names[0]), _words(names[-1])
    if len(first) > 8 or any(len(w) > 1 and w in names[0] for w in last[1:]):
        return list(names)  # 基层就诊率和县域就诊率: each is said in full
    prefix, head = "".join(first[:-1]), "".join(last[1:])
    head = last[0][len(first[-1]) :] + head  # 城镇、农村居民: the tagger keeps 农村居民 whole
    middle = list(names[1:-1])
    return [names[0] + head, *(prefix + n + head for n in middle), prefix + names[-1]]


def _told_apart(names: Sequence[str], at: int) -> tuple[str, str]:
    """The name at a place of a list, and the words of the others that it does not share."""
    own = names[at]
    others = (w for i, n in enumerate(names) if i != at for w in _words(n) if w not in own)
    return own, ",".join(dict.fromkeys(others))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    import rjieba

    return tuple(rjieba.cut(text))


def _joined(text: str, left: Figure, right: Figure) -> bool:
    between = text[left.end : right.start].strip()
    same = left.unit == right.unit and left.kind == right.kind
    return same and left.when is None and _LIST_JOIN.fullmatch(between) is not None
