"""`python -m eval benchmark NAME --data DIR`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..options import PARTS, add_gates, add_samples, add_without, gates_hold, progress
from ..runs import write_lines
from ..saved import metric_to_json
from ..scoring import Metric
from ..table import aligned
from .form import Benchmark, Reference
from .readers import NAMES, open_benchmark
from .rgb import RgbSettings, read_rgb, run_rgb
from .tasks import (
    Outcome,
    index_documents,
    run_answers,
    run_reading,
    run_retrieval,
    scratch_folder,
    summarise,
)

if TYPE_CHECKING:
    from models import Reader

TASKS = ("reading", "retrieval", "answers")


def add_command(commands: Any) -> None:
    """`python -m eval benchmark`."""
    parser = commands.add_parser(
        "benchmark", help="a public benchmark, with published figures beside ours"
    )
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--data", type=Path, required=True, help="folder with its files, or a file")
    parser.add_argument("--task", choices=TASKS, default="reading", help="(%(default)s)")
    parser.add_argument("--limit", type=int, help="only the first questions")
    parser.add_argument("--reader", default="builtin", help="name or folder (%(default)s)")
    parser.add_argument("--embedder", default="builtin", help="name or folder (%(default)s)")
    add_without(parser)
    parser.add_argument("--work", type=Path, help="keep the index of the documents here")
    parser.add_argument("--rgb-lang", choices=("zh", "en"), default="zh")
    parser.add_argument("--rgb-part", choices=("", "_int", "_fact"), default="")
    parser.add_argument("--rgb-noise", type=float, default=0.4, help="share of noise (%(default)s)")
    parser.add_argument("--rgb-passages", type=int, default=5, help="(%(default)s)")
    parser.add_argument("--out", type=Path, help="write one row a question here (JSON lines)")
    add_samples(parser)
    add_gates(parser)
    parser.set_defaults(do=run)


def _reader(options: argparse.Namespace) -> Reader:
    from models import load_reader

    return load_reader(options.reader)


def _rgb(options: argparse.Namespace) -> tuple[dict[str, Any], list[Outcome]]:
    settings = RgbSettings(
        options.rgb_lang, options.rgb_part, options.rgb_noise, options.rgb_passages
    )
    rows, data_hash = read_rgb(options.data, settings)
    outcomes = run_rgb(rows[: options.limit], settings, _reader(options), progress=progress)
    about = {
        "name": f"rgb {settings.lang}{settings.part}, noise {settings.noise:g}",
        "task": "reading",
        "note": "RGB's rule: every part of the answer stands in what is shown",
        "data_sha256": data_hash,
        "documents": sum(len(row.get("positive") or ()) for row in rows),
    }
    return about, outcomes


def _benchmark(options: argparse.Namespace) -> tuple[dict[str, Any], list[Outcome], Benchmark]:
    benchmark = open_benchmark(options.name, options.data)
    if options.limit is not None:
        # All documents stay: fewer questions must not make the search easier.
        benchmark = replace(benchmark, questions=benchmark.questions[: options.limit])
    if options.task == "reading":
        outcomes = run_reading(benchmark, _reader(options), progress=progress)
    else:
        folder = scratch_folder(options.work)
        sys.stderr.write(f"indexing {len(benchmark.documents)} documents in {folder}\n")
        collection = index_documents(benchmark, folder, embedder=options.embedder)
        from assistant import Assistant

        if options.task == "retrieval":
            searching = Assistant(collection, None, ablate=options.without)
            outcomes = run_retrieval(benchmark, searching, progress=progress)
        else:
            assistant = Assistant(collection, _reader(options), ablate=options.without)
            outcomes = run_answers(benchmark, assistant, progress=progress)
    about = {
        "name": benchmark.name,
        "task": options.task,
        "note": benchmark.note,
        "data_sha256": benchmark.data_sha256,
        "documents": len(benchmark.documents),
    }
    return about, outcomes, benchmark


def run(options: argparse.Namespace) -> int:
    """Measure, and print ours beside what was published."""
    references: Sequence[Reference] = ()
    if options.name == "rgb":
        about, outcomes = _rgb(options)
    else:
        about, outcomes, benchmark = _benchmark(options)
        references = benchmark.references if options.task == "reading" else ()
    metrics = summarise(outcomes, samples=options.samples)
    about |= {
        "questions": len(outcomes),
        "date": datetime.now(UTC).date().isoformat(),
        "reader": options.reader,
        "without": sorted(options.without & PARTS),
    }
    if options.out is not None:
        write_lines(options.out, map(_row, outcomes))
    if options.json:
        found = {
            "about": about,
            "metrics": {name: metric_to_json(metric) for name, metric in metrics.items()},
            "published": [
                {"system": r.system, "em": r.em, "f1": r.f1, "unit": "%"} for r in references
            ],
        }
        json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(_text(about, metrics, references))
    return 0 if gates_hold(options, metrics) else 1


def _row(outcome: Outcome) -> dict[str, Any]:
    return {
        "id": outcome.question.id,
        "group": outcome.question.group,
        "question": outcome.question.question,
        "expected": list(outcome.question.answers),
        "given": outcome.given,
        "measures": {name: list(map(float, pair)) for name, pair in outcome.measures.items()},
    }


def _text(
    about: Mapping[str, Any], metrics: Mapping[str, Metric], references: Sequence[Reference]
) -> str:
    lines = [
        f"{about['name']} · {about['task']} · {about['questions']} questions · "
        f"{about['documents']} documents · data {about['data_sha256']}",
        str(about["note"]),
        "",
    ]
    table = [["metric", "value", "95 % interval", "questions"]]
    for name, metric in metrics.items():
        interval = (
            f"[{metric.low:.3f}, {metric.high:.3f}]"
            if metric.low is not None and metric.high is not None
            else ""
        )
        table.append([name, f"{metric.value:.4f}", interval, str(metric.rows)])
    lines += aligned(table)
    if references:
        published = [["published, in per cent", "EM", "F1"]]
        ours = [f"{100 * metrics[name].value:.1f}" for name in ("em", "f1")]
        published.append(["ours", *ours])
        for reference in references:
            cells = [
                f"{value:.1f}" if value is not None else "·"
                for value in (reference.em, reference.f1)
            ]
            published.append([reference.system, *cells])
        lines += ["", *aligned(published)]
    return "\n".join(lines) + "\n"
