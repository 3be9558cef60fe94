"""Command-line options that several commands share, and what they stand for."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

from .gates import Gate, broken, parse_gate
from .scoring import Metric

PARTS = frozenset({"lexical", "dense", "reader", "constraints"})


def add_gates(parser: argparse.ArgumentParser) -> None:
    """`--min` and `--max`, read before anything is measured."""
    sides: tuple[tuple[Literal["min", "max"], str], ...] = (("min", "below"), ("max", "above"))
    for side, words in sides:
        parser.add_argument(
            f"--{side}",
            action="append",
            type=_gate_reader(side),
            default=[],
            metavar="METRIC=VALUE",
            help=f"fail {words} this value",
        )


def _gate_reader(side: Literal["min", "max"]) -> Callable[[str], Gate]:
    def read(text: str) -> Gate:
        try:
            return parse_gate(text, side)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return read


def add_samples(parser: argparse.ArgumentParser) -> None:
    """`--json` and `--samples`."""
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument(
        "--samples", type=int, default=1000, help="bootstrap draws for each interval; 0 for none"
    )


def add_assistant(parser: argparse.ArgumentParser) -> None:
    """`--index` and `--profile`."""
    parser.add_argument("--index", type=Path, help="index folder; the bundled articles without it")
    parser.add_argument(
        "--profile", default="builtin", help="models to use, as in `python -m assistant`"
    )


def add_without(parser: argparse.ArgumentParser) -> None:
    """`--without`."""
    parser.add_argument(
        "--without",
        type=parts,
        default=frozenset(),
        metavar="PART,PART",
        help=f"switch parts off: {', '.join(sorted(PARTS))}",
    )


def parts(text: str) -> frozenset[str]:
    """Read "dense,reader". Raises ArgumentTypeError for a part that cannot be switched off."""
    named = frozenset(part.strip() for part in text.split(",") if part.strip())
    if named - PARTS:
        raise argparse.ArgumentTypeError(
            f"{', '.join(sorted(named - PARTS))}: expected some of {', '.join(sorted(PARTS))}"
        )
    return named


def open_assistant(options: argparse.Namespace, without: frozenset[str] | None = None) -> Any:
    """The assistant that `--index`, `--profile` and `--without` ask for."""
    from assistant import open_default
    from models import PROFILES

    if options.profile not in PROFILES:
        raise ValueError(
            f"--profile {options.profile}: expected one of {', '.join(sorted(PROFILES))}"
        )
    ablate = options.without if without is None else without
    return open_default(options.index, profile=options.profile, ablate=ablate)


def machine() -> str:
    """What a figure was measured on: cores, processor, system, Python."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{cores} cores, {platform.machine()}, {platform.system()}, "
        f"Python {platform.python_version()}"
    )


def progress(done: int, total: int) -> None:
    """Count on standard error: every row on a terminal, every fiftieth in a log."""
    if sys.stderr.isatty() or done == total or done % 50 == 0:
        sys.stderr.write(f"\r{done}/{total}" + ("\n" if done == total else ""))
        sys.stderr.flush()


def gates_hold(options: argparse.Namespace, metrics: Mapping[str, Metric]) -> bool:
    """Whether `--min` and `--max` hold; what does not is said on standard error."""
    lines = broken([*options.min, *options.max], metrics)
    for line in lines:
        sys.stderr.write(f"gate broken: {line}\n")
    return not lines
