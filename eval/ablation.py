"""What each part of the assistant is worth: the same questions with parts switched off."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

from .gold import digest, find_sets, read_all
from .options import add_assistant, add_samples, open_assistant, progress
from .runs import ask_all, predictions_of
from .saved import metric_to_json
from .scoring import Metric, aggregate, score_all
from .table import aligned, number

# Name of a stage, and what is switched off in it; each adds one part to the stage above it.
STAGES: dict[str, frozenset[str]] = {
    "lexical only": frozenset({"dense", "reader", "constraints"}),
    "dense only": frozenset({"lexical", "reader", "constraints"}),
    "hybrid": frozenset({"reader", "constraints"}),
    "hybrid + reader": frozenset({"constraints"}),
    "hybrid + reader + constraints": frozenset(),
}
COLUMNS = (
    ("question.fact_and_citation", "fact+cite"),
    ("question/en.fact_and_citation", "en"),
    ("question.short_answer", "short"),
    ("unanswerable/far.refused", "ref. far"),
    ("unanswerable/near.refused", "ref. near"),
    ("question.false_refusal", "false ref."),
    ("turn/follow-up.fact", "follow-up"),
    ("all.aurc", "AURC"),
    ("all.latency_p50_ms", "p50 ms"),
)


def add_command(commands: Any) -> None:
    """`python -m eval ablate`."""
    parser = commands.add_parser("ablate", help="the same sets with parts switched off")
    parser.add_argument("sets", nargs="*", metavar="SET", help="names in eval/sets, or files")
    parser.add_argument("--limit", type=int, help="only the first rows of each set")
    add_assistant(parser)
    add_samples(parser)
    parser.set_defaults(do=run)


def run(options: argparse.Namespace) -> int:
    """Ask everything once a stage; claims are left out, for no stage changes them."""
    paths = find_sets(options.sets)
    gold = [row for row in read_all(paths, options.limit) if row.task != "claim"]
    found: dict[str, dict[str, Metric]] = {}
    for stage, without in STAGES.items():
        sys.stderr.write(f"{stage}\n")
        answers = ask_all(open_assistant(options, without), gold, progress=progress)
        rows = score_all(gold, predictions_of(answers))
        found[stage] = aggregate(rows, samples=options.samples).metrics
    if options.json:
        stages = {
            stage: {name: metric_to_json(metric) for name, metric in sorted(metrics.items())}
            for stage, metrics in found.items()
        }
        json.dump({"data_sha256": digest(paths), "stages": stages}, sys.stdout, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.write("\n".join(aligned(stage_rows(found))) + "\n")
    return 0


def stage_rows(found: Mapping[str, Mapping[str, Metric]]) -> list[list[str]]:
    """Header and one line a stage; only columns that some stage measured."""
    columns = [
        (name, title)
        for name, title in COLUMNS
        if any(name in metrics for metrics in found.values())
    ]
    table = [["stage", *(title for _, title in columns)]]
    for stage, metrics in found.items():
        cells = [number(name, metrics[name]) if name in metrics else "·" for name, _ in columns]
        table.append([stage, *cells])
    return table
