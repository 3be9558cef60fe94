"""`python -m eval benchmark NAME --data DIR`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import UnknownSet
from ..options import (
    PARTS,
    add_gates,
    add_jobs,
    add_sample,
    add_samples,
    add_without,
    gates_hold,
    machine,
    progress,
    sampled,
)
from ..runs import write_lines
from ..saved import metric_to_json
from ..scoring import Metric
from ..table import aligned
from .form import Benchmark, Reference
from .own_rgb import own_rows
from .readers import NAMES, OWN_RGB, UHGEVAL, open_benchmark
from .rgb import RgbSettings, read_rgb, references_of, run_rgb
from .tasks import (
    Outcome,
    index_documents,
    run_answers,
    run_reading,
    run_retrieval,
    scratch_folder,
    summarise,
)
from .uhgeval import benchmark_of, folder_of, read_uhgeval, run_uhgeval

if TYPE_CHECKING:
    from models import Reader

TASKS = ("reading", "retrieval", "answers")


def add_command(commands: Any) -> None:
    """`python -m eval benchmark`."""
    parser = commands.add_parser(
        "benchmark", help="a public benchmark, with published figures beside ours"
    )
    parser.add_argument("name", choices=NAMES)
    parser.add_argument(
        "--data", type=Path, help=f"folder with its files, or a file; not {OWN_RGB}"
    )
    parser.add_argument("--task", choices=TASKS, default="reading", help="(%(default)s)")
    parser.add_argument("--limit", type=int, help="only the first questions")
    add_sample(parser, f"only N questions; all documents stay, but those of {UHGEVAL}")
    add_jobs(parser)
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


def _open_reader(name: str) -> Reader:
    from models import load_reader

    return load_reader(name)


def _open_assistant(
    folder: Path, embedder: str, reader: str | None, without: frozenset[str]
) -> Any:
    from assistant import Assistant
    from index import open_collection

    collection = open_collection(folder, embedder=embedder)
    return Assistant(collection, _open_reader(reader) if reader else None, ablate=without)


def _rgb(
    options: argparse.Namespace,
) -> tuple[dict[str, Any], list[Outcome], Sequence[Reference]]:
    settings = RgbSettings(
        options.rgb_lang, options.rgb_part, options.rgb_noise, options.rgb_passages
    )
    own = options.name == OWN_RGB
    rows, data_hash = own_rows(settings) if own else read_rgb(_data(options), settings)
    drawn = sampled(rows[: options.limit], options.sample, options.seed)
    opener = partial(_open_reader, options.reader)
    outcomes = run_rgb(drawn, settings, opener, jobs=options.jobs, progress=progress)
    about = {
        "name": f"{options.name} {settings.lang}{settings.part}, noise {settings.noise:g}",
        "task": "reading",
        "note": "RGB's rule: every part of the answer stands in what is shown",
        "data_sha256": data_hash,
        "documents": sum(len(row.get("positive") or ()) for row in rows),
        "of": len(rows),
    }
    return about, outcomes, () if own else references_of(settings)


def _data(options: argparse.Namespace) -> Path:
    if options.data is None:
        raise UnknownSet(f"{options.name}: say with --data where its files are")
    return Path(options.data)


def _uhgeval(
    options: argparse.Namespace,
) -> tuple[dict[str, Any], list[Outcome], Sequence[Reference]]:
    items, data_hash = read_uhgeval(_data(options))
    drawn = sampled(items[: options.limit], options.sample, options.seed)
    benchmark = benchmark_of(drawn, data_hash)
    folder = scratch_folder(options.work) / folder_of(drawn)
    opener = _opener(options, benchmark, folder, options.reader)
    outcomes = run_uhgeval(drawn, opener, jobs=options.jobs, progress=progress)
    about = {
        "name": benchmark.name,
        "task": "claims",
        "note": benchmark.note,
        "data_sha256": data_hash,
        "documents": len(benchmark.documents),
        "of": len(items),
    }
    return about, outcomes, ()


def _span_benchmark(
    options: argparse.Namespace,
) -> tuple[dict[str, Any], list[Outcome], Sequence[Reference]]:
    whole = open_benchmark(options.name, _data(options))
    # All documents stay: fewer questions must not make the search easier.
    drawn = sampled(whole.questions[: options.limit], options.sample, options.seed)
    benchmark = replace(whole, questions=tuple(drawn))
    outcomes = _measure(options, benchmark)
    about = {
        "name": benchmark.name,
        "task": options.task,
        "note": benchmark.note,
        "data_sha256": benchmark.data_sha256,
        "documents": len(benchmark.documents),
        "of": len(whole.questions),
    }
    return about, outcomes, benchmark.references if options.task == "reading" else ()


def _measure(options: argparse.Namespace, benchmark: Benchmark) -> list[Outcome]:
    if options.task == "reading":
        opener = partial(_open_reader, options.reader)
        return run_reading(benchmark, opener, jobs=options.jobs, progress=progress)
    reader = None if options.task == "retrieval" else options.reader
    assistant = _opener(options, benchmark, scratch_folder(options.work), reader)
    ask = run_retrieval if options.task == "retrieval" else run_answers
    return ask(benchmark, assistant, jobs=options.jobs, progress=progress)


def _opener(
    options: argparse.Namespace, benchmark: Benchmark, folder: Path, reader: str | None
) -> Callable[[], Any]:
    """Opens an assistant over the documents of the benchmark, which are indexed here."""
    sys.stderr.write(f"indexing {len(benchmark.documents)} documents in {folder}\n")
    index = index_documents(benchmark, folder, embedder=options.embedder)
    return partial(_open_assistant, index, options.embedder, reader, options.without)


_OTHERWISE = {"rgb": _rgb, OWN_RGB: _rgb, UHGEVAL: _uhgeval}


def run(options: argparse.Namespace) -> int:
    """Measure, and print ours beside what was published."""
    measured = _OTHERWISE.get(options.name, _span_benchmark)(options)
    about, outcomes, references = measured
    metrics = summarise(outcomes, samples=options.samples)
    about |= {
        "questions": len(outcomes),
        "seed": options.seed if options.sample is not None else None,
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "reader": options.reader,
        "without": sorted(options.without & PARTS),
    }
    if options.out is not None:
        write_lines(options.out, map(_row, outcomes))
    if options.json:
        found = {
            "about": about,
            "metrics": {name: metric_to_json(metric) for name, metric in metrics.items()},
            "published": [asdict(reference) for reference in references],
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
        f"{about['name']} · {about['task']} · {about['questions']} of {about['of']} questions · "
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
        lines += ["", *aligned(published_rows(metrics, references))]
    return "\n".join(lines) + "\n"


def published_rows(
    metrics: Mapping[str, Metric], references: Sequence[Reference]
) -> list[list[str]]:
    """Header, ours, then each published system, in per cent."""
    names = list(dict.fromkeys(name for reference in references for name in reference.figures))
    table = [["per cent", *names, "source"]]
    ours = [f"{100 * metrics[name].value:.1f}" if name in metrics else "·" for name in names]
    table.append(["ours", *ours, "this run"])
    for reference in references:
        cells = [
            f"{reference.figures[name]:.1f}" if name in reference.figures else "·" for name in names
        ]
        table.append([reference.system, *cells, reference.source])
    return table
