"""Claims whose only figures are dates."""

from __future__ import annotations

from index.figures import Figure, compare

from .evidence import SourceSentence, coverage
from .measured import Judged
from .terms import Term


def judge_dates(
    dates: list[Figure], terms: list[Term], sentences: list[SourceSentence]
) -> list[Judged] | None:
    """A claim whose only figures are dates: the sentence must carry it, and its date agree."""
    ranked = sorted(((coverage(terms, s), s) for s in sentences), key=lambda p: -p[0])[:3]
    judged: list[Judged] = []
    for figure in dates:
        when = figure.when
        if when is None or (when.year is None and when.month is None and when.day is None):
            continue
        best = Judged(figure, "not_enough_info", "none")
        for strength, sentence in ranked:
            if strength < 0.62 or any(t.name and sentence.level(t) == 0 for t in terms):
                continue
            spots = [s for s in sentence.spots if s.figure.kind in ("date", "period")]
            relations = [(compare(figure, s.figure).relation, s) for s in spots]
            good = [s for r, s in relations if r in ("equal", "implied")]
            bad = [s for r, s in relations if r == "contradicted"]
            if good:
                best = Judged(figure, "supported", "equal", sentence, good[0], strength)
                break
            alike = [s for s in spots if _as_precise(s.figure, figure)]
            bad = [s for s in bad if s in alike]
            if bad and len(bad) == len(alike) and strength >= 0.7:
                best = Judged(figure, "contradicted", "value", sentence, bad[0], strength)
                break
        judged.append(best)
    return judged or None


def _as_precise(one: Figure, other: Figure) -> bool:
    """每月15日 and 每月5日 may exclude one another; 今年年初 says nothing of either."""
    if one.when is None or other.when is None:
        return False
    parts = ("year", "month", "day", "span")
    return [getattr(one.when, p) is None for p in parts] == [
        getattr(other.when, p) is None for p in parts
    ] or (one.when.year is not None and other.when.year is not None)
