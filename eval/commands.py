"""The commands of `python -m eval`. Data goes to standard output, progress to standard error.

Exit status: 0 done and every gate held, 1 a gate broke or a row ended in an error, 2 bad arguments or
files.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from . import ablation, figure_checker, measure, results_page
from .benchmarks import command as benchmark
from .comparison import compare, comparison_rows, comparison_to_json
from .errors import EvaluationError
from .gold import Gold, digest, find_sets, read_all, read_gold
from .options import (
    add_assistant,
    add_gates,
    add_jobs,
    add_sample,
    add_samples,
    add_without,
    assistant_opener,
    gates_hold,
    machine,
    models_of,
    progress,
    sampled,
)
from .prediction import Prediction, read_predictions
from .report import html_report, json_report, markdown_report
from .runs import ask_all, line_writer, predictions_of, units_of, write_lines
from .saved import PREDICTIONS, SavedRun, load, save, scores_to_json
from .scoring import Scores, aggregate, failures_first, score_all
from .table import aligned, text_table

DEFAULT_OUT = Path("runs/eval")
_FAILURES_SHOWN = 10


def _output(parser: argparse.ArgumentParser, out: Path | None) -> None:
    parser.add_argument("--out", type=Path, default=out, help="folder for rows and metrics")
    parser.add_argument(
        "--failures", type=int, default=_FAILURES_SHOWN, help="failures to print (%(default)s)"
    )
    parser.add_argument(
        "--entailment",
        metavar="READER",
        help="let this reader judge the citations too: builtin, lexical or a folder",
    )
    add_samples(parser)
    add_gates(parser)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="python -m eval", description="Score answers, ours or anybody's, without a judge."
    )
    commands = top.add_subparsers(dest="command", required=True)

    run = commands.add_parser("run", help="ask our assistant the questions of sets and score it")
    run.add_argument(
        "sets", nargs="*", metavar="SET", help="names in eval/sets, or files; default all"
    )
    add_assistant(run)
    add_without(run)
    run.add_argument("--limit", type=int, help="only the first rows of each set")
    add_sample(run, "only N rows or conversations of each set")
    add_jobs(run)
    _output(run, DEFAULT_OUT)
    run.set_defaults(do=_run)

    score = commands.add_parser("score", help="score a file of answers, whoever gave them")
    score.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    score.add_argument("predictions", type=Path, metavar="PRED.jsonl")
    _output(score, None)
    score.set_defaults(do=_score)

    versus = commands.add_parser("compare", help="two scored runs on the same rows: is B better?")
    versus.add_argument("a", type=Path, metavar="A", help="folder of a scored run")
    versus.add_argument("b", type=Path, metavar="B")
    versus.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    versus.set_defaults(do=_compare)

    report = commands.add_parser("report", help="a page about a scored run, for people")
    report.add_argument("run", type=Path, nargs="?", default=DEFAULT_OUT, help="(%(default)s)")
    report.add_argument(
        "--format",
        choices=("html", "md", "json", "all"),
        default="all",
        help="written as report.html, report.md, report.json into the folder (%(default)s)",
    )
    report.add_argument(
        "--lang", choices=("zh", "en"), default="zh", help="of the HTML page (%(default)s)"
    )
    report.set_defaults(do=_report)

    asked = commands.add_parser(
        "questions", help="a set without its answers, for `assistant batch` or any other assistant"
    )
    asked.add_argument("sets", nargs="*", metavar="SET", help="names in eval/sets, or files")
    asked.set_defaults(do=_questions)

    varied = commands.add_parser("variants", help="write a robustness set from a set of questions")
    varied.add_argument("questions", type=Path, metavar="SINGLE.jsonl")
    varied.add_argument("variants", type=Path, metavar="OUT.jsonl")
    varied.add_argument("--each", type=int, default=30, help="rows of every kind (%(default)s)")
    varied.add_argument("--seed", type=int, default=7, help="(%(default)s)")
    varied.set_defaults(do=_variants)

    ablation.add_command(commands)
    figure_checker.add_command(commands)
    benchmark.add_command(commands)
    measure.add_command(commands)
    results_page.add_command(commands)
    return top


def _about(options: argparse.Namespace, paths: Sequence[Path]) -> dict[str, Any]:
    about = {} if options.command == "score" else {"machine": machine()}
    if options.command == "run":
        about |= {"jobs": options.jobs}
        if options.sample is not None:
            about |= {"sample": options.sample, "seed": options.seed}
    return about | {
        "command": options.command,
        "sets": [path.stem for path in paths],
        "data_sha256": digest(paths),
        "date": datetime.now(UTC).date().isoformat(),
        "profile": models_of(options),
        "without": ", ".join(sorted(getattr(options, "without", ()))) or None,
    }


def _run(options: argparse.Namespace) -> int:
    paths = find_sets(options.sets)
    gold = _rows_to_ask(options, paths)
    opener = assistant_opener(options)
    with line_writer(options.out / PREDICTIONS) as each:
        answers = ask_all(opener, gold, jobs=options.jobs, progress=progress, each=each)
    return _finish(options, paths, gold, predictions_of(answers))


def _rows_to_ask(options: argparse.Namespace, paths: Sequence[Path]) -> list[Gold]:
    rows: dict[str, Gold] = {}
    for path in paths:
        for unit in sampled(
            units_of(read_gold(path)[: options.limit]), options.sample, options.seed
        ):
            for row in unit:
                # The sets name the bundled articles; another index has others.
                kept = row if options.index is None else replace(row, articles=())
                rows.setdefault(row.id, kept)
    # A variant is compared with the answer to its base, which must be asked as well.
    bases = {row.id: row for path in paths for row in read_gold(path) if row.task == "question"}
    for name in [row.base for row in rows.values() if row.base]:
        rows.setdefault(name, bases[name])
    return list(rows.values())


def _score(options: argparse.Namespace) -> int:
    gold = read_all([options.gold])
    predictions = read_predictions(options.predictions)
    return _finish(options, [options.gold], gold, predictions)


def _compare(options: argparse.Namespace) -> int:
    found = compare(load(options.a), load(options.b))
    if options.json:
        json.dump(comparison_to_json(found), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return 0
    sys.stdout.write("\n".join(aligned(comparison_rows(found))) + "\n")
    for title, ids in (("fixed in B", found.fixed), ("broken in B", found.broken)):
        sys.stdout.write(f"{title}: {len(ids)} {' '.join(ids[:40])}\n")
    for side, ids in (("A", found.only_a), ("B", found.only_b)):
        if ids:
            sys.stdout.write(f"{len(ids)} rows are only in {side} and were left out\n")
    return 0


def _questions(options: argparse.Namespace) -> int:
    for row in read_all(find_sets(options.sets)):
        line = {"id": row.id, "claim" if row.task == "claim" else "question": row.question}
        if row.conversation is not None:
            line["conversation"] = row.conversation
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0


def _variants(options: argparse.Namespace) -> int:
    from .variants import variants_of

    questions = [row for row in read_gold(options.questions) if row.task == "question"]
    rows = list(variants_of(questions, each=options.each, seed=options.seed))
    write_lines(options.variants, rows)
    sys.stdout.write(f"{len(rows)} rows: {options.variants}\n")
    return 0


def _report(options: argparse.Namespace) -> int:
    run = load(options.run)
    writers: dict[str, Callable[[SavedRun], str]] = {
        "html": partial(html_report, language=options.lang),
        "md": markdown_report,
        "json": json_report,
    }
    for name, write in writers.items():
        if options.format in (name, "all"):
            path = options.run / f"report.{name}"
            path.write_text(write(run), encoding="utf-8")
            sys.stdout.write(f"{path}\n")
    return 0


def _finish(
    options: argparse.Namespace,
    paths: Sequence[Path],
    gold: Sequence[Gold],
    predictions: dict[str, Prediction],
) -> int:
    judge = None
    if options.entailment:
        from models import load_reader

        judge = load_reader(options.entailment)
    rows = score_all(gold, predictions, reader=judge)
    scores = aggregate(rows, samples=options.samples)
    about = _about(options, paths)
    if options.out is not None:
        save(options.out, scores, rows, about)
    if options.json:
        json.dump(scores_to_json(scores, about), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(text_table(scores.metrics) + "\n")
        _print_confusion(scores)
        for row in failures_first(rows)[: options.failures]:
            if row.failure is not None:
                sys.stdout.write(_failure_line(row.gold, row.prediction, row.failure))
        if options.out is not None:
            sys.stdout.write(f"\nrows, failures first: {options.out / 'rows.jsonl'}\n")
    held = gates_hold(options, scores.metrics)
    return 0 if held and not any(row.prediction.error for row in rows) else 1


def _print_confusion(scores: Scores) -> None:
    if scores.confusion is None:
        return
    sys.stdout.write("\nverdict (rows gold, columns given)\n")
    for gold, given in scores.confusion.items():
        cells = ", ".join(f"{name} {count}" for name, count in given.items() if count)
        sys.stdout.write(f"  {gold}: {cells or 'none'}\n")


def _failure_line(gold: Gold, prediction: Prediction, failure: str) -> str:
    wanted = gold.verdict or "; ".join("/".join(fact) for fact in gold.facts) or "(refusal)"
    given = prediction.verdict or " ".join(prediction.answer.split()) or "(nothing)"
    short = f" <{prediction.short_answer}>" if prediction.short_answer else ""
    return (
        f"\n- {gold.id} [{gold.task} {gold.lang} {gold.group}] {failure}\n"
        f"  Q {gold.question}\n  want {wanted}\n  got{short} {given[:160]}\n"
    )


def _expected() -> tuple[type[Exception], ...]:
    """What the parts below raise on purpose, with a message for the user."""
    from assistant import AssistantError
    from index import IndexingError

    return EvaluationError, IndexingError, AssistantError, ValueError, OSError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; a user never sees a traceback."""
    options = parser().parse_args(arguments)
    try:
        status: int = options.do(options)
    except BrokenPipeError:
        # Whoever read our output has seen enough of it, as `head` does.
        sys.stderr.close()
        return 0
    except Exception as error:
        if not isinstance(error, _expected()):
            raise
        sys.stderr.write(f"{error}\n")
        return 2
    return status
