"""Read a claim: which of its words name each of its figures, and which places it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index import Language
from index.figures import Figure
from index.figures.places import is_generic, places
from index.normalise import fold, fold_text

from .claim_figure import ClaimFigure
from .computed import as_growth
from .evidence import is_condition
from .place import scope_of
from .rivals import condition_of
from .terms import Term
from .when import is_base

# Names of the collection that a text spells in pinyin: (as written, in Han characters).
Spelled = Callable[[str], Sequence[tuple[str, str]]]

_CLAUSE = re.compile(r"[,。;!?\n]|(?<![0-9]),(?![0-9])")
_BEHIND = re.compile(r"\s*(?:in|during|for|by|at the end of)?\s*")
_POSSESSIVE = re.compile(r"(?<=[a-z])['’]s?\b")
_GROWING = frozenset({"增长", "增加", "下降", "减少"})
_PLACES_COUNTED = frozenset("省 市 县 區 区 镇 鎮 乡 鄉 村 國 国 縣 校 街道 社区 部门".split())
_COUNTED_PLACE = re.compile(r"[省市县縣区區镇鎮乡鄉村](?![\u4e00-\u9fff]?[民级級委])")
# A claim that opens with a place whose name the tagger does not know.
_HEAD_PLACE = re.compile(
    r"(?:在)?((?![全该本各每])[\u4e00-\u9fff]{2,3}?(?:镇|村|乡|县|街道|社区))(?!委|级|庄)"
)
_PHRASE_END = re.compile(
    r"[,.;:]|\b(?:in|of|at|by|from|with|per|a|an|and|or|have|has|had|is|are|was|were|for|on|to|that|which|"
    r"who|this|last|as|than|within|across|during|through|under|since|after|before|every|each)\b"
)
_CONDITIONS = ("以上", "以下", "以内", "之内")


def places_of(claim: str, language: Language, names: Spelled | None) -> tuple[str, ...]:
    if language == "en":
        plain = _POSSESSIVE.sub(lambda m: " " * len(m[0]), claim)
        return tuple(han for _, han in names(plain)) if names is not None else ()
    folded = fold_text(claim)
    # 甲县农村: the tagger takes it for one name.
    found = [(a, b, p.removesuffix("农村")) for a, b, p in places(folded) if len(p) >= 2]
    found = [p for p in found if p[2]]
    head = _HEAD_PLACE.match(folded)
    if head is not None and not is_generic(head[1]) and all(p[0] >= head.end(1) for p in found):
        return (head[1], *(p[2] for p in found))  # 百丈镇: read as a number by the tagger
    return tuple(p[2] for p in found)


def _divided(
    claim: str, language: Language, figure: Figure, terms: list[Term]
) -> tuple[list[Term], list[Term]]:
    """The terms of the figure's own clause, and the others."""
    if language == "en":
        return terms, []
    folded = fold(claim)
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(folded.text)), len(folded.text)]
    position = next((i for i, o in enumerate(folded.offsets) if o >= figure.start), 0)
    first = max(c for c in cuts if c <= position)
    last = min((c for c in cuts if c > position), default=len(folded.text))
    near = [t for t in terms if first <= t.start < last]
    far = [t for t in terms if not first <= t.start < last]
    if not any(not t.name for t in near):
        return terms, []
    return near, far


def _own_terms(
    claim: str, language: Language, figure: Figure, figures: Sequence[Figure], near: list[Term]
) -> tuple[Term, ...]:
    """The terms between a figure and its neighbours: what tells it from the other figures."""
    if language == "en":
        counted = _counted_english(near, figure, claim, every=True)
        if counted:
            return counted
        first = max((f.end for f in figures if f.end <= figure.start), default=0)
        segment = claim[first : figure.start].lower()
        return tuple(
            t for t in near if t.forms and not t.guessed and not t.name and t.text in segment
        )
    first = max((f.end for f in figures if f.end <= figure.start), default=0)
    last = min((f.start for f in figures if f.start >= figure.end), default=len(claim))
    after = re.search(r"[、,，。;；和与及的]", claim[figure.end + 1 : last])
    last = min(figure.end + 1 + after.start() if after else last, figure.end + 8)
    return tuple(t for t in near if first <= t.start < last)


def _counted(
    claim: str, near: list[Term], figure: Figure, language: Language, dates: Sequence[Figure]
) -> tuple[Term, ...]:
    """Where no measure is named, the thing that is counted: the noun after or before the figure."""
    nouns = [t for t in near if not t.name and t.weight >= 1.0]
    if language == "en":
        return tuple(nouns)
    if figure.unit_text in _PLACES_COUNTED or _COUNTED_PLACE.match(claim, figure.end):
        return ()  # 26县: the unit says what is counted
    stop = min((d.start for d in dates if d.start >= figure.end), default=figure.end + 8)
    last = min(stop, figure.end + 8)
    after = [t for t in near if len(t.text) > 1 and figure.end <= t.start <= last and not t.name]
    before = [t for t in nouns if t.start < figure.start]
    return tuple(after or before[-1:] or nouns)


def _counted_english(
    near: list[Term], figure: Figure, claim: str, *, every: bool = False
) -> tuple[Term, ...]:
    """The noun that a bare English number counts (12 public kindergartens), or `every` word."""
    if (figure.unit or figure.kind != "quantity") and not every:
        return ()
    if figure.value is not None and figure.value % 1:
        return ()  # a score of 85.13 counts nothing
    stretch = _PHRASE_END.split(claim[figure.end : figure.end + 60].lower().strip(), maxsplit=1)[0]
    nouns = [t for t in near if not t.name and re.search(rf"\b{re.escape(t.text)}\b", stretch)]
    if every:
        return tuple(nouns)
    return (max(nouns, key=lambda t: stretch.find(t.text)),) if nouns else ()


def _dates_of(claim: str, figure: Figure, dates: Sequence[Figure]) -> tuple[Figure, ...]:
    """The date of a figure where a claim has several: right behind it, else the last before it.

    What a figure is compared with (比2015年) stays with the figures of its clause.
    """
    points = [d for d in dates if not is_base(claim[: d.start])]
    if len(points) < 2:
        return tuple(dates)
    behind = [
        d
        for d in points
        if d.start >= figure.end and _BEHIND.fullmatch(claim[figure.end : d.start])
    ]
    before = [d for d in points if d.end <= figure.start]
    chosen = behind[:1] or before[-1:] or points[:1]
    bases = [
        d
        for d in dates
        if d not in points
        and not _CLAUSE.search(claim[min(d.end, figure.end) : max(d.start, figure.start)])
    ]
    return (*chosen, *bases)


def _still(terms: list[Term], figure: Figure, language: Language) -> list[Term]:
    """Terms without "rose" and "fell", where these are the direction of the figure."""
    if language != "en" or figure.subject.direction is None:
        return terms
    kept = [t for t in terms if not set(t.forms) & _GROWING]
    return kept if any(t.measure for t in kept) else terms


def claim_figures(
    claim: str,
    language: Language,
    quantities: Sequence[Figure],
    dates: Sequence[Figure],
    terms: list[Term],
    here: tuple[str, ...],
) -> list[ClaimFigure]:
    """Each figure of a claim with the words, places, dates and conditions that say what it is."""
    figures = sorted([*quantities, *dates], key=lambda f: f.start)
    found: list[ClaimFigure] = []
    for figure in quantities:
        near, far = _divided(claim, language, figure, _still(terms, figure, language))
        counted = _counted_english(near, figure, claim) if language == "en" else ()
        grown = [t for t in near if t.measure and not set(t.forms) & _GROWING]
        measures = (
            counted
            or tuple(t for t in grown if figure.kind != "ordinal")
            or tuple(t for t in near if t.measure and figure.kind != "ordinal")
            or _counted(claim, near, figure, language, dates)
        )
        scope = scope_of(claim if language == "en" else fold_text(claim[: figure.start]), language)
        found.append(
            ClaimFigure(
                as_growth(claim, figure),
                tuple(near),
                tuple(far),
                measures,
                here,
                _dates_of(claim, figure, dates),
                scope,
                counts=bool(counted),
                own=_own_terms(claim, language, figure, figures, near),
                text=fold_text(claim),
                claim=claim,
                under=None
                if is_condition(claim, figure)
                else condition_of(claim, figure, quantities),
                condition=claim[figure.end :].startswith("的")
                and (figure.text.endswith(_CONDITIONS) or figure.unit in ("元", "岁")),
            )
        )
    return found
