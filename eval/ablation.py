"""What each part of the assistant is worth: the same questions with parts switched off.

After the stages of one profile come the other profiles as they are, where `--profiles` names any.
Each stage but the first is compared with the one above it on the same rows (`intervals`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from .gold import digest, find_sets, read_all
from .intervals import paired_difference
from .options import (
    add_assistant,
    add_jobs,
    add_sample,
    add_samples,
    assistant_opener,
    progress,
    sampled,
)
from .runs import ask_all, predictions_of
from .saved import metric_to_json
from .scoring import Metric, Scored, aggregate, score_all
from .table import aligned, number, with_interval

# Name of a stage, and what is switched off in it; each adds one part to the stage above it.
STAGES: dict[str, frozenset[str]] = {
    "lexical only": frozenset({"dense", "reader", "constraints"}),
    "dense only": frozenset({"lexical", "reader", "constraints"}),
    "hybrid": frozenset({"reader", "constraints"}),
    "hybrid + reader": frozenset({"constraints"}),
    "hybrid + reader + constraints, second look": frozenset(),
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
    add_sample(parser, "only N rows in all")
    parser.add_argument(
        "--profiles", type=_names, default=(), metavar="NAME,NAME", help="also these, whole"
    )
    add_jobs(parser)
    add_assistant(parser)
    add_samples(parser)
    parser.set_defaults(do=run)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def run(options: argparse.Namespace) -> int:
    """Ask everything once a stage; claims are left out, for no stage changes them."""
    paths = find_sets(options.sets)
    asked = [row for row in read_all(paths, options.limit) if row.task != "claim"]
    gold = sampled(asked, options.sample, options.seed)
    openers = {stage: assistant_opener(options, without) for stage, without in STAGES.items()}
    for profile in options.profiles:
        chosen = argparse.Namespace(index=options.index, profile=profile)
        openers[f"profile {profile}"] = assistant_opener(chosen, frozenset())
    found: dict[str, dict[str, Metric]] = {}
    gaps: dict[str, dict[str, Any]] = {}
    before: list[Scored] | None = None
    for stage, opener in openers.items():
        sys.stderr.write(f"{stage}\n")
        answers = ask_all(opener, gold, jobs=options.jobs, progress=progress)
        rows = score_all(gold, predictions_of(answers))
        found[stage] = aggregate(rows, samples=options.samples).metrics
        if before is not None and stage in STAGES:
            gaps[stage] = _gained(before, rows)
        before = rows
    if options.json:
        stages = {
            stage: {name: metric_to_json(metric) for name, metric in sorted(metrics.items())}
            for stage, metrics in found.items()
        }
        about = {"sets": [path.stem for path in paths], "questions": len(gold)}
        about |= {"data_sha256": digest(paths), "sample": options.sample, "seed": options.seed}
        json.dump({"about": about, "stages": stages, "gained": gaps}, sys.stdout, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.write("\n".join(aligned(stage_rows(found))) + "\n")
    return 0


# The first of these that a row has says whether it is right.
_RIGHT = ("fact_and_citation", "fact", "refused")


def _gained(before: Sequence[Scored], after: Sequence[Scored]) -> dict[str, Any]:
    """What a stage adds to the one above: the share of rows right, paired."""

    def right(rows: Sequence[Scored]) -> list[tuple[float, float]]:
        return [
            next((row.measures[name] for name in _RIGHT if name in row.measures), (0.0, 1.0))
            for row in rows
        ]

    gap = paired_difference(right(before), right(after))
    return {
        "value": round(gap.value, 6),
        "low": round(gap.low, 6),
        "high": round(gap.high, 6),
        "p_mcnemar": round(gap.p_mcnemar, 6),
        "only_above": gap.only_a,
        "only_here": gap.only_b,
    }


def stage_rows(
    found: Mapping[str, Mapping[str, Metric]], *, intervals: bool = False
) -> list[list[str]]:
    """Header and one line a stage; only columns that some stage measured."""
    columns = [
        (name, title)
        for name, title in COLUMNS
        if any(name in metrics for metrics in found.values())
    ]
    table = [["stage", *(title for _, title in columns)]]
    for stage, metrics in found.items():
        cells = [
            with_interval(name, metrics.get(name))
            if intervals or name not in metrics
            else number(name, metrics[name])
            for name, _ in columns
        ]
        table.append([stage, *cells])
    return table
