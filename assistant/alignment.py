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
    if each:
        # 2020年、2021年，回乡青年分别为96人和173人: the list, and not what is said of all of it.
        for listed in (*reversed(re.split(r"[，,]", named)), named):
            if len(parts := _named_in(listed)) >= len(run):
                return parts[-len(run) :]
    parts = _named_in(before)
    return parts[-len(run) :] if len(parts) >= len(run) else None


def _named_in(text: str) -> list[str]:
    return [part for part in _PARTS.split(text) if _LINK.sub("", part).strip()]


def alignment_scores(
    query: str, text: str, figures: Sequence[Figure], terms: Sequence[tuple[str, float]] = ()
) -> dict[int, float]:
    """For each figure of a list, by its start: 1 when its own words are the ones asked for, -1 when
    those of another figure of the list are. Figures of no such list are left out.

    Only words that stand in one part count: what all parts share tells nothing. `terms` are words
    of an English query in Chinese, with their weights.

    >>> from index.figures import find_figures
    >>> text = "2019年和2020年的绿化率分别为41.5%和63.2%。"
    >>> found = find_figures(text)
    >>> alignment_scores("2019年的绿化率", text, found) == {found[2].start: 1.0, found[3].start: -1.0}
    True
    """
    wanted = set(tokens(query))
    scores: dict[int, float] = {}
    for run in figure_runs(text, figures):
        parts = aligned_parts(text, run) if _is_list(text, run) else None
        if parts is None:
            continue
        words = [set(tokens(part)) for part in parts]
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


def _is_list(text: str, run: Sequence[Figure]) -> bool:
    """Whether a run is a list, and no figures of clauses that follow each other with a comma."""
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
