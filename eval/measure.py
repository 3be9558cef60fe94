"""Run every command behind the page of results, one after the other."""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
from pathlib import Path
from typing import Any

STEPS = (
    "run",
    "figures",
    "ablate",
    "cmrc2018",
    "drcd",
    "xquad",
    "xquad-cross",
    "expmrc",
    "retrieval",
)


def add_command(commands: Any) -> None:
    """`python -m eval measure`."""
    parser = commands.add_parser("measure", help="run everything that the page of results shows")
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the figures go")
    parser.add_argument("--data", type=Path, help="folder of the benchmarks; none without it")
    parser.add_argument("--limit", type=int, help="only the first rows of each set")
    parser.add_argument("--skip", default="", metavar="STEP,STEP", help=", ".join(STEPS))
    parser.set_defaults(do=run)


def run(options: argparse.Namespace) -> int:
    """Measure all steps that are not skipped.

    A step that fails is said and left out, so that one missing file does not cost the rest.
    """
    from .commands import main

    folder: Path = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    limit = [] if options.limit is None else ["--limit", str(options.limit)]
    skipped = {step.strip() for step in options.skip.split(",")}
    failed = []
    for step in STEPS:
        arguments = _arguments(step, folder, options.data, limit)
        if step in skipped or arguments is None:
            continue
        sys.stderr.write(f"{step}: python -m eval {' '.join(arguments)}\n")
        if step == "run":
            # 1 says that a row ended in an error; the rows that did not are still worth showing.
            failed += [step] if main(arguments) == 2 else []
            continue
        name = step if step in ("figures", "ablate") else f"benchmark-{step}"
        with io.StringIO() as printed:
            with contextlib.redirect_stdout(printed):
                status = main([*arguments, "--json"])
            if status == 0:
                (folder / f"{name}.json").write_text(printed.getvalue(), encoding="utf-8")
            else:
                failed.append(step)
    for step in failed:
        sys.stderr.write(f"{step} failed and is not on the page\n")
    return 1 if failed else 0


def _arguments(step: str, folder: Path, data: Path | None, limit: list[str]) -> list[str] | None:
    """The command line of a step; None for a benchmark when there is no data."""
    if step == "run":
        return ["run", "--out", str(folder / "run"), "--failures", "0", *limit]
    if step == "figures":
        return ["figures"]
    if step == "ablate":
        return ["ablate", "single", "unanswerable", *limit]
    if data is None:
        return None
    if step == "retrieval":
        return ["benchmark", "cmrc2018", "--data", str(data), "--task", "retrieval", *limit]
    return ["benchmark", step, "--data", str(data), *limit]
