"""The standing page of results: every headline figure with its command, data, date and machine.

`python -m eval measure DIR --data BENCHMARKS` runs the other commands; `python -m eval results DIR`
reads what they wrote into DIR,

    run/                    python -m eval run --out DIR/run
    ablate.json             python -m eval ablate --json
    figures.json            python -m eval figures --json
    benchmark-NAME.json     python -m eval benchmark NAME --json

and writes `eval/results/README.md`. The README of the project quotes the block between the two marks;
a test keeps the two equal. What misses its goal is printed as plainly as what reaches it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from .ablation import stage_rows
from .figure_checker import checker_rows
from .report import TITLES
from .saved import SavedRun, load, metric_from_json
from .scoring import Metric
from .table import markdown_table, number, task_rows

BEGIN = "<!-- headline figures: written by `python -m eval results`, do not edit -->"
END = "<!-- end of headline figures -->"
PAGE = Path(__file__).parent / "results" / "README.md"


@dataclass(frozen=True, slots=True)
class Goal:
    """A metric, what it says (in Chinese: the README quotes it), and what it is to reach."""

    name: str
    says: str
    bound: float
    side: Literal["min", "max"]

    def reached(self, value: float) -> bool:
        """Whether the value keeps the bound."""
        return value >= self.bound if self.side == "min" else value <= self.bound


GOALS = (
    Goal("question/zh-Hans.fact_and_citation", "简体提问：事实与引文都对", 0.95, "min"),
    Goal("question/zh-Hant.fact_and_citation", "繁体提问：事实与引文都对", 0.95, "min"),
    Goal("question/en.fact_and_citation", "英文提问：事实与引文都对", 0.70, "min"),
    Goal("question.short_answer", "短答案正确（数字、日期、地点、人、机构）", 0.85, "min"),
    Goal("question.figure_accuracy", "数字正确", 0.95, "min"),
    Goal("all.figure_citation_recall", "答案里的数字在引文中找得到", 1.0, "min"),
    Goal("all.verbatim", "引文逐字相同", 1.0, "min"),
    Goal("variant/script.same_evidence", "简繁互换，引文相同", 0.98, "min"),
    Goal("unanswerable/far.refused", "文章没写（无关）：拒答", 0.95, "min"),
    Goal("unanswerable/near.refused", "文章没写（相近）：拒答", 0.75, "min"),
    Goal("question.false_refusal", "文章写了却拒答（越低越好）", 0.05, "max"),
    Goal("turn/follow-up.fact", "追问答对", 0.85, "min"),
    Goal("claim.verdict", "说法核查判对", 0.85, "min"),
    Goal("all.latency_p50_ms", "作答时间中位数（毫秒）", 500, "max"),
)


def add_command(commands: Any) -> None:
    """`python -m eval results`."""
    parser = commands.add_parser("results", help="write the standing page of results")
    parser.add_argument("folder", type=Path, metavar="DIR", help="what the other commands wrote")
    parser.add_argument("--page", type=Path, default=PAGE, help="(%(default)s)")
    parser.set_defaults(do=run)


def run(options: argparse.Namespace) -> int:
    """Write the page."""
    options.page.parent.mkdir(parents=True, exist_ok=True)
    options.page.write_text(page(options.folder), encoding="utf-8")
    sys.stdout.write(f"{options.page}\n")
    return 0


def headlines(metrics: Mapping[str, Metric]) -> str:
    """The block that the README of the project quotes, marks included."""
    table = [["指标", "metric", "值", "95 % 区间", "题数", "目标", ""]]
    for goal in GOALS:
        metric = metrics.get(goal.name)
        if metric is None:
            continue
        interval = (
            f"{metric.low:.3f}–{metric.high:.3f}"
            if metric.low is not None and metric.high is not None
            else ""
        )
        sign = "≥" if goal.side == "min" else "≤"
        table.append(
            [
                goal.says,
                f"`{goal.name}`",
                number(goal.name, metric),
                interval,
                str(metric.rows),
                f"{sign} {goal.bound:g}",
                "达到" if goal.reached(metric.value) else "**未达到**",
            ]
        )
    return f"{BEGIN}\n{markdown_table(table)}\n{END}"


def quoted_block(text: str) -> str | None:
    """The block of headline figures in a page, None where it has none."""
    start, end = text.find(BEGIN), text.find(END)
    return text[start : end + len(END)] if 0 <= start < end else None


def page(folder: Path) -> str:
    """The whole page. Raises UnknownSet when the folder holds no run."""
    own = load(folder / "run")
    parts = ["# Results", _preface(own), "## Our own sets", headlines(own.metrics)]
    parts.append(_losses(own.metrics))
    for task, title in TITLES.items():
        table = task_rows(own.metrics, task, intervals=True)
        if table:
            parts += [f"### {title}", markdown_table(table)]
    ablated = folder / "ablate.json"
    if ablated.is_file():
        parts += ["## Ablations", _ablations(json.loads(ablated.read_text(encoding="utf-8")))]
    checked = folder / "figures.json"
    if checked.is_file():
        parts += ["## The figure checker", _checker(json.loads(checked.read_text("utf-8")))]
    found = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("benchmark-*.json"))
    ]
    if found:
        parts += ["## Benchmarks", *map(_benchmark, found)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _preface(own: SavedRun) -> str:
    about = own.about
    return (
        f"Command `python -m eval run`, sets {', '.join(about['sets'])} (SHA-256 "
        f"{about['data_sha256']}), {about['date']}, {about.get('machine', 'machine not noted')}. "
        "Intervals are 95 % bootstrap. The definitions stand in `eval/scoring.py`. Our own sets are "
        "on the bundled articles and were written before the answers were seen, by people who know "
        "the project: read them as a check against falling back, and the benchmarks as the outside view."
    )


def _losses(metrics: Mapping[str, Metric]) -> str:
    missed = [
        f"{goal.says} `{goal.name}` ({number(goal.name, metrics[goal.name])} against {goal.bound:g})"
        for goal in GOALS
        if goal.name in metrics and not goal.reached(metrics[goal.name].value)
    ]
    unmeasured = [f"`{goal.name}`" for goal in GOALS if goal.name not in metrics]
    lines = [f"Missed: {'; '.join(missed)}." if missed else "No goal is missed on these sets."]
    if unmeasured:
        lines.append(f"Not measured in this run: {'; '.join(unmeasured)}.")
    return " ".join(lines)


def _ablations(found: Mapping[str, Any]) -> str:
    stages = {
        stage: {name: metric_from_json(metric) for name, metric in metrics.items()}
        for stage, metrics in found["stages"].items()
    }
    about = f"Command `python -m eval ablate`, data {found['data_sha256']}."
    return f"{about}\n\n{markdown_table(stage_rows(stages))}"


def _checker(found: Mapping[str, Any]) -> str:
    metrics = {name: metric_from_json(metric) for name, metric in found.items()}
    return (
        "Command `python -m eval figures`: sentences of the bundled articles, altered (caught is "
        "right) and rewritten in another notation (let through is right), judged by the checker "
        "and by a search for the digits.\n\n" + markdown_table(checker_rows(metrics))
    )


def _benchmark(found: Mapping[str, Any]) -> str:
    about = found["about"]
    without = f", without {', '.join(about['without'])}" if about["without"] else ""
    lines = [
        f"### {about['name']}, {about['task']}{without}",
        f"{about['questions']} questions, {about['documents']} documents; {about['note']}. "
        f"Reader {about['reader']}, data {about['data_sha256']}, {about['date']}.",
    ]
    table: list[Sequence[str]] = [["", "value", "95 % interval"]]
    for name, metric in found["metrics"].items():
        interval = f"{metric['low']:.3f}–{metric['high']:.3f}" if "low" in metric else ""
        table.append([name, f"{metric['value']:.3f}", interval])
    lines.append(markdown_table(table))
    if found["published"]:
        rows: list[Sequence[str]] = [["published", "EM", "F1"]]
        for reference in found["published"]:
            rows.append([reference["system"], f"{reference['em']:.1f}", f"{reference['f1']:.1f}"])
        ours = [f"{100 * found['metrics'][name]['value']:.1f}" for name in ("em", "f1")]
        rows.append(["**ours**", *ours])
        lines.append(markdown_table(rows))
    return "\n\n".join(lines)
