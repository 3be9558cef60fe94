"""Which figure of a sentence belongs to which words of it.

Chinese news lists things first and their figures after them: 城镇、农村居民收入为7.7万元、4.8万元. The
figure asked for is the one whose thing the question names; elsewhere it is the one that stands
nearest to the question's words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from index.figures import Figure
from index.normalise import simplify
from index.tokens import tokens

from .contrasts import contrasted

_JOINT = re.compile(r"\s*(?:、|和|及|与|以及|，|,|、?和)\s*")
_PARTS = re.compile(r"[、，,和及与]")
_CLAUSE = re.compile(r"[。；;！？!?]")
_COMMA = re.compile(r"[，,]")
_YEARS = re.compile(r"((?:19|20)[0-9]{2})年?(?:至|到|[-—–~])((?:19|20)[0-9]{2})年?")
# 上半年|市级: when is told of all parts; a figure of a part is none of its words.
_FIGURE_OR_TIME = re.compile(
    r"(?:[去今前当]年|(?:上|下)半年|[一二三四]季度|截至?[^,，]{0,8}[底末日]|[0-9.]+[万亿千百]*(?!年)[\u4e00-\u9fff%％]{0,2})"
)
_LONGEST_PIECE = 4
# 三地前三季度箱量分别为: what was listed before.
_OF_THOSE = re.compile(
    "(?:[两二三四五六七八九十][地家县市区镇村者校厂院所店]|它们|他们)[^，,]*分别"
)
# What stands between the things and their figures and names nothing.
_LINK = re.compile(r"分别|同比|环比|比上年|增长|下降|达到|达|提高|增加|已|至|为|是|有|了|到|的")
# Characters over which a word's pull on a figure falls to a third.
_REACH = 9.0


def figure_runs(text: str, figures: Sequence[Figure]) -> list[list[Figure]]:
    """Runs of two or more figures of one kind with nothing but 、 or 和 between them."""
    runs: list[list[Figure]] = []
    current: list[Figure] = []
    for figure in figures:
        if (
            current
            and figure.kind == current[-1].kind
            and _JOINT.fullmatch(text[current[-1].end : figure.start])
        ):
            current.append(figure)
            continue
        if len(current) > 1:
            runs.append(current)
        current = [figure]
    if len(current) > 1:
        runs.append(current)
    return runs


def aligned_parts(text: str, run: Sequence[Figure], floor: int = 0) -> list[str] | None:
    """The words that each figure of `run` belongs to, or `None` when they cannot be paired.

    What stands before `floor` belongs to other figures.

    >>> from index.figures import find_figures
    >>> text = "城区绿化率和乡村绿化率分别达41.5%和63.2%。"
    >>> aligned_parts(text, find_figures(text))
    ['城区绿化率', '乡村绿化率']
    """
    before = _CLAUSE.split(text[floor : run[0].start])[-1]
    named, each, _ = before.rpartition("分别")
    size = len(run)
    if each:
        # 2020年、2021年，回乡青年分别为96人和173人: the list, and not what is said of all of it.
        listed = (*reversed(re.split(r"[，,]", named)), named)
        for exact in (True, False):
            for clause in listed:
                if parts := _named_in(clause, size, exact):
                    return parts
        return _years_told(named, size)
    return _named_in(before, size, exact=False)


def _named_in(text: str, size: int, exact: bool) -> list[str] | None:
    """The last `size` parts of a list of so many, or of more where it need not be `exact`."""
    for marks in ("、", _PARTS.pattern):
        # 科学、道德与政治科学: 与 may stand inside of a name.
        parts = [part for part in re.split(marks, text) if _LINK.sub("", part).strip()]
        if len(parts) == size or (not exact and marks != "、" and len(parts) > size):
            return parts[-size:]
    return None


def _years_told(text: str, size: int) -> list[str] | None:
    """2019年至2021年 of three figures: one for each year."""
    match = _YEARS.search(text)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2])
    return [f"{year}年" for year in range(first, last + 1)] if last - first + 1 == size else None


def listed_before(text: str, size: int, query: str) -> list[str] | None:
    """The items of the last list of `size` in a text one of which `query` names, for a sentence on
    三地 that follows it.

    >>> listed_before("茶厂开到了松溪、青石和白马三镇，产炒青、烘青、晒青。", 3, "青石的茶厂")
    ['松溪', '青石', '白马']
    """
    item = r"[\u4e00-\u9fff]{2,6}"
    lists = re.findall(rf"(?:{item}?、){{{size - 2}}}{item}?(?:、|和|与|及){item}", text)
    for found in reversed(lists):
        first, *others = re.split("[、和与及]", found)
        # 开到了|松溪, 白马|三镇: what leads to the list and what counts it is none of its items.
        first = re.split("[在到于了向为是有从给让由把将]", first)[-1]
        last = re.split("[两二三四五六七八九十等]", others[-1])[0]
        items = [first, *others[:-1], last]
        whole = len(items) == size and all(len(one) > 1 for one in items)
        if whole and any(one[:2] in query for one in items):
            return items
    return None


def alignment_scores(
    query: str,
    text: str,
    figures: Sequence[Figure],
    terms: Sequence[tuple[str, float]] = (),
    before: str = "",
) -> dict[int, float]:
    """For each figure of a list, by its start: 1 when its own words are the ones asked for, -1 when
    those of another figure of the list are. Figures of no such list are left out.

    Only words that stand in one part count: what all parts share tells nothing. `terms` are words
    of an English query in Chinese, with their weights; `before` is the text before the sentence,
    which may hold the list: 松溪、青石和白马三镇…。三地分别有….

    >>> from index.figures import find_figures
    >>> text = "2019年和2020年的绿化率分别为41.5%和63.2%。"
    >>> found = find_figures(text)
    >>> alignment_scores("2019年的绿化率", text, found) == {found[2].start: 1.0, found[3].start: -1.0}
    True
    """
    wanted = _pieces(query)
    scores: dict[int, float] = {}
    for run in figure_runs(text, figures):
        if not _is_list(text, run):
            continue
        parts = aligned_parts(text, run)
        if _OF_THOSE.search(_CLAUSE.split(text[: run[0].start])[-1]):
            parts = listed_before(before + text[: run[0].start], len(run), query) or parts
        if parts is None:
            continue
        words = [_pieces(_LINK.sub("", _FIGURE_OR_TIME.sub("", part))) for part in parts]
        shares: list[float] = []
        for number, part in enumerate(parts):
            beside = [other for at, other in enumerate(parts) if at != number]
            own = words[number].difference(*(w for at, w in enumerate(words) if at != number))
            share = len(own & wanted) / len(own) if own else 0.0
            share += sum(w for t, w in terms if t in part and not any(t in o for o in beside))
            # 城镇、农村居民收入: the shared words stand only in the last part, the contrast tells.
            shares.append(-1.0 if contrasted(query, part) else share)
        best = max(shares)
        if best > 0 and shares.count(best) == 1:
            for figure, share in zip(run, shares, strict=True):
                scores[figure.start] = 1.0 if share == best else -1.0
    return scores


def _pieces(text: str) -> set[str]:
    """All runs of up to four characters of a text without its marks."""
    plain = re.sub(r"[^\w]", "", text)
    return {
        plain[at : at + size] for size in range(1, _LONGEST_PIECE + 1) for at in range(len(plain))
    }


def _is_list(text: str, run: Sequence[Figure]) -> bool:
    """Whether a run is a list of like figures, and no figures of clauses that a comma parts.

    17个、27.4亿元 are a number and a sum of the same projects.
    """
    if len({figure.unit for figure in run}) > 1 or text[: run[0].start].endswith(("(", "（")):
        return False
    between = text[run[0].end : run[-1].start]
    before = _CLAUSE.split(text[: run[0].start])[-1]
    return "分别" in before or not _COMMA.search(between)


def own_words(text: str, figures: Sequence[Figure], figure: Figure) -> str:
    """The words before `figure` that are its own: back to the figure or comma before it.

    >>> from index.figures import find_figures
    >>> text = "智能工厂省级10家、市级36家。"
    >>> [own_words(text, find_figures(text), f) for f in find_figures(text)]
    ['智能工厂省级', '市级']
    """
    for run in figure_runs(text, figures):
        if any(figure is other for other in run) and (parts := aligned_parts(text, run)):
            # 城镇、农村居民收入为7.7万元、4.8万元: what stands right before the first is the second's.
            return parts[[figure is other for other in run].index(True)]
    ends = [f.end for f in figures if f.end <= figure.start]
    before = text[max(ends, default=0) : figure.start]
    return re.split(r"[，。；：、,;:!?！？]", before)[-1]


def nearness(query: str, text: str, figure: Figure) -> float:
    """How close the question's two-character words stand to `figure`, those before it doubly."""
    folded = simplify(text).lower()
    score = 0.0
    for token in {t for t in tokens(query) if len(t) > 1}:
        best = 0.0
        for match in re.finditer(re.escape(token), folded):
            before = match.end() <= figure.start
            gap = figure.start - match.end() if before else match.start() - figure.end
            between = (
                folded[match.end() : figure.start] if before else folded[figure.end : match.start()]
            )
            pull = math.exp(-max(gap, 0) / _REACH) * (1.0 if before else 0.6)
            if before and gap == 0:
                # 省级10家、市级36家: what touches the figure tells it from its neighbours.
                pull *= 2
            # Across a comma a word more likely belongs to the figure of its own clause.
            best = max(best, pull * 0.5 ** len(re.findall(r"[，,；;。]", between)))
        score += best
    return score
