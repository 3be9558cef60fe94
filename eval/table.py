"""Metrics as a compact table: one line a scope, one column a measure. For terminals and Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from unicodedata import east_asian_width

from .scoring import Metric

# Which measures say most about a task, in the order in which one reads them.
COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "question": (
        ("fact_and_citation", "fact+cite"),
        ("fact", "fact"),
        ("right_citation", "cite"),
        ("right_article", "article"),
        ("short_answer", "short"),
        ("f1", "F1"),
        ("figure_accuracy", "figure"),
        ("figure_citation_recall", "fig.cite"),
        ("citation_recall", "cite R"),
        ("citation_precision", "cite P"),
        ("false_refusal", "false ref."),
    ),
    "unanswerable": (("refused", "refused"), ("figure_citation_recall", "fig.cite")),
    "turn": (
        ("fact", "fact"),
        ("fact_and_citation", "fact+cite"),
        ("standalone_f1", "standalone"),
        ("refused", "refused"),
        ("false_refusal", "false ref."),
    ),
    "claim": (("verdict", "verdict"), ("verdict_macro_f1", "macro F1"), ("right_citation", "cite")),
    "variant": (
        ("fact", "fact"),
        ("fact_and_citation", "fact+cite"),
        ("same_evidence", "same cite"),
        ("same_answer", "same short"),
        ("false_refusal", "false ref."),
    ),
}
_LANGUAGES = frozenset({"zh-Hans", "zh-Hant", "en"})
OVERALL = (
    "verbatim",
    "figure_accuracy",
    "figure_citation_recall",
    "refused",
    "false_refusal",
    "aurc",
    "risk",
    "coverage",
    "error",
    "latency_p50_ms",
    "latency_p90_ms",
    "latency_p99_ms",
)


def scopes(metrics: Mapping[str, Metric], task: str) -> list[str]:
    """The task, then its languages, then its groups, each by name."""
    found = {name.rsplit(".", 1)[0] for name in metrics}
    below = (scope for scope in found if scope.startswith(f"{task}/"))
    ordered = sorted(below, key=lambda scope: (scope.split("/")[1] not in _LANGUAGES, scope))
    return [task, *ordered] if task in found else ordered


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines with columns of equal width; the first is flush left, Chinese counts double."""
    widths = [max(_width(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(
            cell + " " * (width - _width(cell))
            if place == 0
            else " " * (width - _width(cell)) + cell
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def number(name: str, metric: Metric) -> str:
    """Three decimals; milliseconds without any."""
    return f"{metric.value:.0f}" if name.endswith("_ms") else f"{metric.value:.3f}"


def with_interval(name: str, metric: Metric | None) -> str:
    """The number and its interval; a dot where it was not measured."""
    if metric is None:
        return "·"
    between = (
        f" [{metric.low:.2f}, {metric.high:.2f}]"
        if metric.low is not None and metric.high is not None
        else ""
    )
    return number(name, metric) + between


def task_rows(
    metrics: Mapping[str, Metric], task: str, *, intervals: bool = False
) -> list[list[str]]:
    """Header and lines of one task's table; only columns that were measured."""
    lines = scopes(metrics, task)
    columns = [
        (measure, title)
        for measure, title in COLUMNS[task]
        if any(f"{scope}.{measure}" in metrics for scope in lines)
    ]
    if not lines or not columns:
        return []
    table = [[task, "rows", *(title for _, title in columns)]]
    for scope in lines:
        counts = [m.rows for name, m in metrics.items() if name.rsplit(".", 1)[0] == scope]
        cells = [scope.removeprefix(f"{task}/") if scope != task else "all", str(max(counts))]
        for measure, _ in columns:
            metric = metrics.get(f"{scope}.{measure}")
            plain = "·" if metric is None else number(measure, metric)
            cells.append(with_interval(measure, metric) if intervals else plain)
        table.append(cells)
    return table


def text_table(metrics: Mapping[str, Metric]) -> str:
    """All tasks, then what holds overall, for a terminal."""
    blocks = []
    for task in COLUMNS:
        rows = task_rows(metrics, task)
        if rows:
            blocks.append("\n".join(aligned(rows)))
    overall = [
        f"{name} {number(name, metrics[f'all.{name}'])}"
        for name in OVERALL
        if f"all.{name}" in metrics
    ]
    blocks.append("overall: " + ", ".join(overall))
    blocks += one_sided(metrics)
    return "\n\n".join(blocks)


def one_sided(metrics: Mapping[str, Metric]) -> list[str]:
    """A warning where refusals were measured on one side only, which says nothing.

    >>> one_sided({"all.refused": Metric(1.0, 20)})
    ['refusals without false refusals: ask answerable questions too, or silence looks perfect']
    """
    refused, falsely = "all.refused" in metrics, "all.false_refusal" in metrics
    if refused and not falsely:
        return [
            "refusals without false refusals: ask answerable questions too, "
            "or silence looks perfect"
        ]
    if falsely and not refused:
        return [
            "false refusals without refusals: ask unanswerable questions too, "
            "or answering everything looks perfect"
        ]
    return []


def markdown_table(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; vertical bars in cells are escaped."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    rule = "|" + "---|" + "---:|" * (len(rows[0]) - 1)
    return "\n".join([line(rows[0]), rule, *(line(row) for row in rows[1:])])
