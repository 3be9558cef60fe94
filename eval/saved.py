"""A scored run on disk: one folder that `compare` and `report` read back.

    predictions.jsonl   what was answered, in the batch format, line by line during the run (not
                        after `score`, which was given such a file)
    rows.jsonl          every row with its measures, failures first
    metrics.json        {"about": {…}, "metrics": {name: {value, low, high, rows}}, …}

`metrics.json` of the same answers is the same to the byte, but for the latencies and the date.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import UnknownSet
from .gold import json_lines
from .runs import write_lines
from .scoring import Metric, Scored, Scores, failures_first

PREDICTIONS = "predictions.jsonl"


@dataclass(frozen=True, slots=True)
class SavedRun:
    """A run as read back: `rows` are the objects of `rows.jsonl`, failures first."""

    folder: Path
    about: dict[str, Any]
    metrics: dict[str, Metric]
    confusion: dict[str, dict[str, int]] | None
    curve: list[tuple[float, float]]
    rows: list[dict[str, Any]]


def row_to_json(row: Scored) -> dict[str, Any]:
    """One scored row as a reader of the failures wants it: the failure, then both sides."""
    gold, prediction = row.gold, row.prediction
    return {
        "id": gold.id,
        "failure": row.failure,
        "task": gold.task,
        "lang": gold.lang,
        "group": gold.group,
        "question": gold.question,
        "standalone": prediction.standalone,
        "expected": {
            "answer": list(gold.answer),
            "facts": [list(fact) for fact in gold.facts],
            "evidence_facts": [list(fact) for fact in gold.evidence_facts],
            "standalone": gold.standalone,
            "verdict": gold.verdict,
            "answerable": gold.answerable,
        },
        "answer": prediction.answer,
        "short_answer": prediction.short_answer,
        "verdict": prediction.verdict,
        "abstained": prediction.abstained,
        "kind": prediction.kind,
        "confidence": prediction.confidence,
        "quotes": [quote.text for quote in prediction.quotes],
        "total_ms": prediction.total_ms,
        "measures": {
            name: [round(float(top), 6), round(float(bottom), 6)]
            for name, (top, bottom) in row.measures.items()
        },
    }


def metric_to_json(metric: Metric) -> dict[str, Any]:
    """A metric with six decimals; no interval where none was made."""
    found: dict[str, Any] = {"value": round(metric.value, 6), "rows": metric.rows}
    if metric.low is not None and metric.high is not None:
        found |= {"low": round(metric.low, 6), "high": round(metric.high, 6)}
    return found


def metric_from_json(found: Mapping[str, Any]) -> Metric:
    """The metric that `metric_to_json` wrote."""
    return Metric(found["value"], found["rows"], found.get("low"), found.get("high"))


def scores_to_json(scores: Scores, about: dict[str, Any]) -> dict[str, Any]:
    """The object of `metrics.json`."""
    return {
        "about": about,
        "metrics": {name: metric_to_json(m) for name, m in sorted(scores.metrics.items())},
        "confusion": scores.confusion,
        "risk_coverage": [
            [round(coverage, 6), round(risk, 6)] for coverage, risk in scores.curve.points
        ]
        if scores.curve
        else [],
    }


def save(
    folder: Path,
    scores: Scores,
    rows: Sequence[Scored],
    about: dict[str, Any],
) -> None:
    """Write a run; a folder that holds one is written over."""
    folder.mkdir(parents=True, exist_ok=True)
    write_lines(folder / "rows.jsonl", (row_to_json(row) for row in failures_first(rows)))
    text = json.dumps(scores_to_json(scores, about), ensure_ascii=False, indent=1)
    (folder / "metrics.json").write_text(text + "\n", encoding="utf-8")


def load(folder: Path) -> SavedRun:
    """Read a run back. Raises UnknownSet when the folder holds none."""
    path = folder / "metrics.json"
    if not path.is_file() or not (folder / "rows.jsonl").is_file():
        raise UnknownSet(
            f"{folder}: no scored run; expected metrics.json and rows.jsonl, "
            "as `python -m eval run --out DIR` writes them"
        )
    found = json.loads(path.read_text(encoding="utf-8"))
    return SavedRun(
        folder=folder,
        about=found["about"],
        metrics={name: metric_from_json(metric) for name, metric in found["metrics"].items()},
        confusion=found["confusion"],
        curve=[(coverage, risk) for coverage, risk in found["risk_coverage"]],
        rows=[row for _, row in json_lines(folder / "rows.jsonl")],
    )
