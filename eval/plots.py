"""Plots as inline SVG: drawn here, so that a report needs no library and no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from html import escape

_LEFT, _TOP, _WIDTH, _HEIGHT = 46, 14, 420, 220


def _frame(body: str, title: str, x_name: str, y_name: str, y_top: float = 1.0) -> str:
    """A plot area with a grid; `body` is drawn inside, `title` is read by screen readers."""
    right, bottom = _LEFT + _WIDTH, _TOP + _HEIGHT
    grid = []
    for tick in range(5):
        share = tick / 4
        y, x = bottom - share * _HEIGHT, _LEFT + share * _WIDTH
        grid.append(
            f'<line class="grid" x1="{_LEFT}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{share * y_top:.2g}</text>'
            f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{share:.2g}</text>'
        )
    return (
        f'<svg role="img" viewBox="0 0 {right + 14} {bottom + 40}" class="plot">'
        f"<title>{escape(title)}</title>{''.join(grid)}{body}"
        f'<text x="{_LEFT + _WIDTH / 2}" y="{bottom + 34}" text-anchor="middle">{escape(x_name)}</text>'
        f'<text x="12" y="{_TOP + _HEIGHT / 2}" text-anchor="middle" '
        f'transform="rotate(-90 12 {_TOP + _HEIGHT / 2})">{escape(y_name)}</text></svg>'
    )


def _path(points: Sequence[tuple[float, float]], y_top: float = 1.0) -> str:
    return " ".join(
        f"{'M' if place == 0 else 'L'}{_LEFT + x * _WIDTH:.1f},"
        f"{_TOP + _HEIGHT - min(y / y_top, 1) * _HEIGHT:.1f}"
        for place, (x, y) in enumerate(points)
    )


def risk_coverage_plot(points: Sequence[tuple[float, float]]) -> str:
    """Risk over coverage; the lower the line, the better the confidence orders the answers."""
    if not points:
        return ""
    top = max(0.05, *(risk for _, risk in points))
    line = f'<path class="line" d="{_path(points, top)}"/>'
    last_x, last_y = points[-1]
    x, y = _LEFT + last_x * _WIDTH, _TOP + _HEIGHT - last_y / top * _HEIGHT
    dot = (
        f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4">'
        f"<title>coverage {last_x:.3f}, risk {last_y:.3f}</title></circle>"
    )
    return _frame(
        line + dot, "Risk over coverage", "coverage: share answered", "risk: share wrong", top
    )


def interval_bars(
    metrics: Mapping[str, tuple[float, float | None, float | None]],
    *,
    titles: Mapping[str, str] | None = None,
    lower: AbstractSet[str] = frozenset(),
) -> str:
    """One bar a metric with its 95 % interval; values between 0 and 1. `lower`: less is better.

    Boxes rather than SVG: their text keeps its size on a narrow page. `titles` name the metrics.
    """
    lines = []
    for name, (value, low, high) in metrics.items():
        whisker = ""
        if low is not None and high is not None:
            wide = f"left:{100 * low:.1f}%;width:{100 * (high - low):.1f}%"
            whisker = f'<i class="between" style="{wide}"></i>'
        look = "filled lower" if name in lower else "filled"
        title = (titles or {}).get(name, name)
        lines.append(
            f'<span title="{escape(name)}">{escape(title)}</span>'
            f'<span class="track"><i class="{look}" style="width:{100 * value:.1f}%"></i>{whisker}'
            f"</span><b>{value:.3f}</b>"
        )
    return f'<div class="bars">{"".join(lines)}</div>'


def latency_plot(milliseconds: Sequence[float]) -> str:
    """Share of the answers that came within a time: the empirical distribution."""
    ordered = sorted(milliseconds)
    if not ordered or ordered[-1] <= 0:
        return ""
    last = ordered[-1]
    points = [(0.0, 0.0)]
    for place, value in enumerate(ordered, 1):
        points.append((value / last, (place - 1) / len(ordered)))
        points.append((value / last, place / len(ordered)))
    name = f"time, as a share of the longest ({last:.0f} ms)"
    line = f'<path class="line" d="{_path(points)}"/>'
    return _frame(line, "Time to an answer", name, "share answered")


def confusion_plot(counts: Mapping[str, Mapping[str, int]]) -> str:
    """Gold verdicts down, given ones across; the deeper the colour, the larger the share."""
    given = list(next(iter(counts.values()), {}))
    side, wide, label = 40, 110, 130
    cells = [
        f'<text x="{label + c * wide + wide / 2}" y="14" text-anchor="middle">{escape(name)}</text>'
        for c, name in enumerate(given)
    ]
    for r, (gold, row) in enumerate(counts.items()):
        total = sum(row.values()) or 1
        y = 22 + r * side
        cells.append(f'<text x="{label - 8}" y="{y + 24}" text-anchor="end">{escape(gold)}</text>')
        for c, name in enumerate(given):
            shade = "right" if name == gold else "wrong"
            x = label + c * wide
            cells.append(
                f'<rect class="{shade}" x="{x}" y="{y}" width="{wide - 2}" height="{side - 2}" '
                f'fill-opacity="{0.08 + 0.72 * row[name] / total:.2f}"/>'
                f'<text class="count" x="{x + wide / 2}" y="{y + 24}" text-anchor="middle">'
                f"{row[name]}</text>"
            )
    return (
        f'<svg role="img" viewBox="0 0 {label + len(given) * wide} {24 + len(counts) * side}" '
        f'class="plot wide"><title>Confusion of verdicts</title>{"".join(cells)}</svg>'
    )
