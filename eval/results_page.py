"""The standing page of results: every headline figure with its command, data, date and machine.

`python -m eval measure DIR` writes into DIR, for each of its parts, a scored run (a folder) or the
JSON that a command prints; `python -m eval results DIR` reads what is there and writes
`eval/results/README.md`. With `--quote README.md` the headline block of that file is replaced too: the
README of the project quotes it, and a test keeps the two equal. What misses its goal is printed as
plainly as what reaches it, and so is what was not measured.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .ablation import stage_rows
from .benchmarks.command import published_rows
from .benchmarks.form import Reference
from .errors import EvaluationError
from .figure_checker import checker_rows
from .goals import GOALS, LINES, Goal
from .measure import PARTS, read_stamps, states_of_code
from .report import TITLES
from .saved import SavedRun, load, metric_from_json
from .scoring import Metric
from .table import markdown_table, number, task_rows, with_interval

BEGIN = "<!-- headline figures: written by `python -m eval results`, do not edit -->"
END = "<!-- end of headline figures -->"
PAGE = Path(__file__).parent / "results" / "README.md"
_RUNS = ("own", "originals", "unseen", "askers", "elsewhere", "colloquial", "latency")


@dataclass(frozen=True, slots=True)
class Measured:
    """What the parts of `measure` left in a folder."""

    runs: Mapping[str, SavedRun]
    printed: Mapping[str, dict[str, Any]]
    stamps: Mapping[str, Mapping[str, Any]]

    def metrics(self) -> dict[str, Mapping[str, Metric]]:
        """Metrics by part."""
        found: dict[str, Mapping[str, Metric]] = {
            name: run.metrics for name, run in self.runs.items()
        }
        for name, printed in self.printed.items():
            if "metrics" in printed:
                found[name] = _metrics(printed["metrics"])
        return found


def add_command(commands: Any) -> None:
    """`python -m eval results`."""
    parser = commands.add_parser("results", help="write the standing page of results")
    parser.add_argument("folder", type=Path, metavar="DIR", help="what `measure` wrote")
    parser.add_argument("--page", type=Path, default=PAGE, help="(%(default)s)")
    parser.add_argument(
        "--quote", type=Path, metavar="README.md", help="put the headline block in here, too"
    )
    parser.set_defaults(do=run)


def run(options: argparse.Namespace) -> int:
    """Write the page, and the block where it is quoted."""
    measured = read_measured(options.folder)
    text = page(measured)
    options.page.parent.mkdir(parents=True, exist_ok=True)
    options.page.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{options.page}\n")
    if options.quote is not None:
        before = options.quote.read_text(encoding="utf-8")
        old = quoted_block(before)
        if old is None:
            raise EvaluationError(
                f"{options.quote}: no headline block; put these two lines where it belongs:\n"
                f"{BEGIN}\n{END}"
            )
        options.quote.write_text(before.replace(old, headlines(measured)), encoding="utf-8")
        sys.stdout.write(f"{options.quote}\n")
    return 0


def read_measured(folder: Path) -> Measured:
    """Everything that was measured into `folder`. Raises UnknownSet without the part `own`."""
    own = {"own": load(folder / "own")}
    others = {
        name: load(folder / name)
        for name in _RUNS[1:]
        if (folder / name / "metrics.json").is_file()
    }
    printed = {
        part.name: json.loads(path.read_text(encoding="utf-8"))
        for part in PARTS
        if part.prints and (path := folder / f"{part.name}.json").is_file()
    }
    return Measured(own | others, printed, read_stamps(folder))


def _metrics(found: Mapping[str, Any]) -> dict[str, Metric]:
    return {name: metric_from_json(metric) for name, metric in found.items()}


def _value(goal: Goal, metric: Metric) -> str:
    return number(goal.name, metric)


def _interval(metric: Metric, places: int = 3) -> str:
    if metric.low is None or metric.high is None:
        return ""
    return f"{metric.low:.{places}f}–{metric.high:.{places}f}"


def headlines(measured: Measured) -> str:
    """The block that the README of the project quotes, marks included: twelve lines at most.

    A line whose goals were not measured is left out here; the page says so.
    """
    found = measured.metrics()
    table = [["", "值（95 % 区间）", "题数", "目标", ""]]
    for line in LINES:
        cells: tuple[list[str], ...] = ([], [], [], [])
        for name, goal in line.goals:
            metric = goal.metric(found)
            if metric is None:
                continue
            named = f"{name} " if name else ""
            interval = _interval(metric, 2)
            value = _value(goal, metric) + (f"（{interval}）" if interval else "")
            texts = (
                named + value,
                str(metric.rows),
                f"{'≥' if goal.side == 'min' else '≤'} {goal.bound:g}",
                "达到" if goal.reached(metric.value) else "**未达到**",
            )
            for cell, text in zip(cells, texts, strict=True):
                cell.append(text)
        if cells[0]:
            table.append([line.says, *(" / ".join(cell) for cell in cells)])
    return f"{BEGIN}\n{markdown_table(table)}\n{END}"


def quoted_block(text: str) -> str | None:
    """The block of headline figures in a page, None where it has none."""
    start, end = text.find(BEGIN), text.find(END)
    return text[start : end + len(END)] if 0 <= start < end else None


def page(measured: Measured) -> str:
    """The whole page."""
    own = measured.runs["own"]
    parts = ["# Results", _preface(measured), headlines(measured)]
    parts += ["## Every goal", _losses(measured), _goal_table(measured)]
    parts += ["## Our own sets", _from(measured, "own", own.about), *_task_tables(own)]
    if "originals" in measured.runs:
        run = measured.runs["originals"]
        parts += [
            "## The same questions over the unedited newspaper pages",
            _from(measured, "originals", run.about),
            *_task_tables(run),
        ]
    if "unseen" in measured.runs:
        run = measured.runs["unseen"]
        parts += [
            "## Questions over those pages that nobody saw while the assistant was made",
            _from(measured, "unseen", run.about),
            *_task_tables(run),
        ]
    if "askers" in measured.runs:
        run = measured.runs["askers"]
        parts += [
            "## Questions over those pages by four kinds of people",
            _from(measured, "askers", run.about),
            *_task_tables(run),
        ]
    if "elsewhere" in measured.runs:
        run = measured.runs["elsewhere"]
        parts += [
            "## Articles that nobody saw while the assistant was made",
            _from(measured, "elsewhere", run.about),
            *_task_tables(run),
        ]
    if "colloquial" in measured.runs:
        run = measured.runs["colloquial"]
        parts += [
            "## Questions as people put them, over articles that nobody saw",
            _from(measured, "colloquial", run.about),
            *_task_tables(run),
        ]
    if "latency" in measured.runs:
        run = measured.runs["latency"]
        parts += [
            "## Time to an answer",
            _from(measured, "latency", run.about),
            markdown_table(_latency_rows(run)),
        ]
    if "ablate" in measured.printed:
        found = measured.printed["ablate"]
        parts += [
            "## Ablations",
            f"{_from(measured, 'ablate', found['about'])} {found['about'].get('questions', '?')} "
            "questions at each stage.",
            _ablations(found),
        ]
    if "figures" in measured.printed:
        found = measured.printed["figures"]
        parts += [
            "## The figure checker",
            _from(measured, "figures", found["about"])
            + " Sentences of the bundled articles, altered (caught is right) and rewritten in "
            "another notation (let through is right), judged by the checker and by a search for "
            "the digits.",
            markdown_table(checker_rows(_metrics(found["metrics"]), intervals=True)),
        ]
    benchmarks = [
        _benchmark(measured, part.name)
        for part in PARTS
        if part.command.startswith("benchmark ") and part.name in measured.printed
    ]
    if benchmarks:
        parts += [
            "## Benchmarks",
            "Nothing was trained, tuned or chosen on these. Samples are drawn with a fixed seed; "
            "all documents stay.",
            *benchmarks,
        ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _preface(measured: Measured) -> str:
    seconds = sum(float(stamp["seconds"]) for stamp in measured.stamps.values())
    took = f" All parts together took {seconds / 60:.0f} minutes." if seconds else ""
    states = states_of_code(measured.stamps)
    mixed = (
        f" The parts were measured on different states of the code: {', '.join(states)}."
        if len(states) > 1
        else ""
    )
    tried = [name for name, stamp in measured.stamps.items() if stamp.get("limit") is not None]
    limited = f" Only tried, with --limit: {', '.join(tried)}." if tried else ""
    return (
        "Written by `python -m eval results DIR` from what `python -m eval measure DIR` measured. "
        "Intervals are 95 % bootstrap; where all of n rows are right it has no width, and the true "
        "share may still be as low as 1 - 3/n. The definitions stand in `eval/scoring.py`. Our own sets "
        "were written before the answers were seen, by people who know the project, and some of "
        "them were used to choose when to refuse (the README of the project says which): read "
        "them as a check against falling back, and the benchmarks as the outside view."
        + took
        + mixed
        + limited
    )


def _from(measured: Measured, name: str, about: Mapping[str, Any]) -> str:
    """Command, data, date and machine of a part."""
    stamp = measured.stamps.get(name, {})
    parts = []
    if "command" in stamp:
        parts.append(f"`{stamp['command']}`")
    if about.get("data_sha256"):
        parts.append(f"data {about['data_sha256']}")
    parts += [
        str(value)
        for value in (
            stamp.get("date") or about.get("date"),
            stamp.get("machine") or about.get("machine"),
        )
        if value
    ]
    if stamp:
        parts.append(f"{stamp['seconds']:.0f} s, {stamp['processor_seconds']:.0f} s of processor")
        parts.append(f"models {stamp['models']}, code {stamp['code']}")
    return " · ".join(parts) + "." if parts else ""


def _goal_table(measured: Measured) -> str:
    found = measured.metrics()
    table = [["what", "metric", "part", "value", "95 % interval", "n", "goal", "reached"]]
    for goal in GOALS:
        metric = goal.metric(found)
        sign = "≥" if goal.side == "min" else "≤"
        row = [goal.says, f"`{goal.name}`", goal.part]
        if metric is None:
            row += ["not measured", "", "", f"{sign} {goal.bound:g}", ""]
        else:
            reached = "yes" if goal.reached(metric.value) else "**no**"
            row += [_value(goal, metric), _interval(metric), str(metric.rows)]
            row += [f"{sign} {goal.bound:g}", reached]
        table.append(row)
    return markdown_table(table)


def _losses(measured: Measured) -> str:
    found = measured.metrics()
    missed = [
        f"{goal.says} ({_value(goal, metric)} against {goal.bound:g})"
        for goal in GOALS
        if (metric := goal.metric(found)) is not None and not goal.reached(metric.value)
    ]
    unmeasured = [part.name for part in PARTS if part.name not in measured.stamps]
    lines = [f"Missed: {'; '.join(missed)}." if missed else "No goal is missed."]
    if measured.stamps and unmeasured:
        lines.append(f"Parts not measured here: {', '.join(unmeasured)}.")
    return " ".join(lines)


def _task_tables(run: SavedRun) -> list[str]:
    blocks = []
    for task, title in TITLES.items():
        table = task_rows(run.metrics, task, intervals=True)
        if table:
            blocks += [f"### {title}", markdown_table(table)]
    if run.confusion:
        given = list(next(iter(run.confusion.values())))
        rows = [[gold, *(str(row[name]) for name in given)] for gold, row in run.confusion.items()]
        blocks += ["Verdicts, gold down and given across:", markdown_table([["", *given], *rows])]
    return blocks


def _latency_rows(run: SavedRun) -> list[list[str]]:
    names = ("latency_p50_ms", "latency_p90_ms", "latency_p99_ms")
    metrics = [run.metrics.get(f"all.{name}") for name in names]
    values = [f"{metric.value:.0f}" if metric else "·" for metric in metrics]
    rows = str(max((metric.rows for metric in metrics if metric), default=0))
    return [["one question at a time", "n", "p50 ms", "p90 ms", "p99 ms"], ["", rows, *values]]


def _ablations(found: Mapping[str, Any]) -> str:
    stages = {stage: _metrics(metrics) for stage, metrics in found["stages"].items()}
    table = stage_rows(stages, intervals=True)
    gained = found.get("gained") or {}
    if gained:
        table[0].append("right, over the line above")
        for row in table[1:]:
            gap = gained.get(row[0])
            row.append(
                f"{gap['value']:+.3f} [{gap['low']:+.3f}, {gap['high']:+.3f}], p {gap['p_mcnemar']:.3f}"
                if gap
                else ""
            )
    return markdown_table(table)


def _benchmark(measured: Measured, name: str) -> str:
    found = measured.printed[name]
    about = found["about"]
    without = f", without {', '.join(about['without'])}" if about["without"] else ""
    metrics = _metrics(found["metrics"])
    lines = [
        f"### {about['name']}, {about['task']}{without}",
        f"{about['questions']} of {about['of']} questions, {about['documents']} documents; "
        f"{about['note']}.",
        _from(measured, name, about),
    ]
    lines.append(markdown_table(_benchmark_rows(metrics)))
    if found["published"]:
        references = [Reference(**reference) for reference in found["published"]]
        lines.append(markdown_table(published_rows(metrics, references)))
    return "\n\n".join(lines)


def _benchmark_rows(metrics: Mapping[str, Metric]) -> list[list[str]]:
    """All questions, then each group of them, down; measures across."""
    measures = list(dict.fromkeys(name.rsplit("/", 1)[-1] for name in metrics))
    groups = list(dict.fromkeys(name.rpartition("/")[0] for name in metrics))
    table = [["", "n", *measures]]
    for group in sorted(groups):
        found = [metrics.get(f"{group}/{name}" if group else name) for name in measures]
        cells = [with_interval(name, m) for name, m in zip(measures, found, strict=True)]
        rows = max(metric.rows for metric in found if metric is not None)
        table.append([group or "all", str(rows), *cells])
    return table
