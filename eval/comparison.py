"""Two runs on the same rows, side by side: which is better, by how much, and is it luck?

Source: Dror et al., "The Hitchhiker's Guide to Testing Statistical Significance in NLP" (ACL 2018):
paired tests, because both runs answered the same questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .errors import UnknownSet
from .intervals import Difference, paired_difference
from .saved import SavedRun
from .scoring import LOWER_IS_BETTER

# Measures that say the same of a row as another one, or nothing of quality.
_LEFT_OUT = frozenset({"error"})


@dataclass(frozen=True, slots=True)
class Line:
    """One metric of both runs, over the rows that both have."""

    name: str
    rows: int
    a: float
    b: float
    difference: Difference

    @property
    def better(self) -> str:
        """ "A", "B", or "=" when the difference may be luck (p >= 0.05 by bootstrap)."""
        gap = self.difference
        if gap.value == 0 or gap.p_bootstrap >= 0.05:
            return "="
        lower = self.name.rsplit(".", 1)[1] in LOWER_IS_BETTER
        return "B" if (gap.value > 0) != lower else "A"


@dataclass(frozen=True, slots=True)
class Comparison:
    """All lines, and the rows on which one run fails and the other does not (ids)."""

    lines: tuple[Line, ...]
    fixed: tuple[str, ...]
    broken: tuple[str, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]


def _ratio(pairs: Sequence[tuple[float, float]]) -> float:
    bottom = sum(pair[1] for pair in pairs)
    return sum(pair[0] for pair in pairs) / bottom if bottom else 0.0


def compare(a: SavedRun, b: SavedRun, *, samples: int = 2000) -> Comparison:
    """Compare run B with run A row by row. Raises UnknownSet when they share no row."""
    first = {row["id"]: row for row in a.rows}
    second = {row["id"]: row for row in b.rows}
    shared = [name for name in sorted(first) if name in second]
    if not shared:
        raise UnknownSet(f"{a.folder} and {b.folder} share no row: run both on the same sets")
    columns: dict[str, list[tuple[tuple[float, float], tuple[float, float]]]] = {}
    for name in shared:
        for measure, pair in _pairs(first[name], second[name]).items():
            columns.setdefault(f"{first[name]['task']}.{measure}", []).append(pair)
    lines = []
    for name, pairs in sorted(columns.items()):
        mine, other = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        if not any(bottom for _, bottom in (*mine, *other)):
            continue
        difference = paired_difference(mine, other, samples=samples)
        lines.append(Line(name, len(pairs), _ratio(mine), _ratio(other), difference))

    def failed(rows: Mapping[str, dict[str, Any]], name: str) -> bool:
        return rows[name]["failure"] is not None

    return Comparison(
        lines=tuple(lines),
        fixed=tuple(n for n in shared if failed(first, n) and not failed(second, n)),
        broken=tuple(n for n in shared if not failed(first, n) and failed(second, n)),
        only_a=tuple(sorted(first.keys() - second.keys())),
        only_b=tuple(sorted(second.keys() - first.keys())),
    )


def _pairs(
    first: dict[str, Any], second: dict[str, Any]
) -> dict[str, tuple[tuple[float, float], tuple[float, float]]]:
    """Measures of a row in both runs. One that a run did not reach counts nothing there.

    A refused answer prints no figure, so it has no `figure_citation_recall`: 0 of 0 leaves the
    ratio of that run as it is.
    """
    names = (first["measures"].keys() | second["measures"].keys()) - _LEFT_OUT
    empty = (0.0, 0.0)
    return {
        name: (
            tuple(first["measures"].get(name, empty)),
            tuple(second["measures"].get(name, empty)),
        )
        for name in names
    }


def comparison_to_json(found: Comparison) -> dict[str, Any]:
    """The comparison as one JSON object."""
    return {
        "metrics": {
            line.name: {
                "rows": line.rows,
                "a": round(line.a, 6),
                "b": round(line.b, 6),
                "better": line.better,
                **{
                    key: round(value, 6) if isinstance(value, float) else value
                    for key, value in asdict(line.difference).items()
                },
            }
            for line in found.lines
        },
        "fixed": list(found.fixed),
        "broken": list(found.broken),
        "only_a": list(found.only_a),
        "only_b": list(found.only_b),
    }


def comparison_rows(found: Comparison) -> list[list[str]]:
    """Header and lines of the table that people read."""
    table = [
        ["metric", "rows", "A", "B", "B - A", "95 % interval", "p boot", "p McNemar", "better"]
    ]
    for line in found.lines:
        gap = line.difference
        table.append(
            [
                line.name,
                str(line.rows),
                f"{line.a:.3f}",
                f"{line.b:.3f}",
                f"{gap.value:+.3f}",
                f"[{gap.low:+.3f}, {gap.high:+.3f}]",
                f"{gap.p_bootstrap:.3f}",
                f"{gap.p_mcnemar:.3f}",
                line.better,
            ]
        )
    return table
