"""Command-line options that several commands share, and what they stand for."""

from __future__ import annotations

import argparse
import os
import platform
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from .gates import Gate, broken, parse_gate
from .scoring import Metric
from .workers import cores, default_jobs

if TYPE_CHECKING:
    from models import Profile

SEED = 7
_MODELS = ("embedder", "reader", "reranker", "generator", "api_model")
PARTS = frozenset({"lexical", "dense", "reader", "constraints", "second look"})


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
    """`--index` and the options that choose models, as in `python -m assistant`."""
    from assistant.options import add_models

    parser.add_argument("--index", type=Path, help="index folder; the bundled articles without it")
    add_models(parser)


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


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """`--jobs`."""
    parser.add_argument(
        "--jobs",
        type=int,
        default=default_jobs(),
        help="processes of one thread each; 1 for latencies as a user sees them (%(default)s)",
    )


def add_sample(parser: argparse.ArgumentParser, what: str) -> None:
    """`--sample` and `--seed`."""
    parser.add_argument("--sample", type=int, metavar="N", help=f"{what}, drawn with the seed")
    parser.add_argument("--seed", type=int, default=SEED, help="of --sample (%(default)s)")


Row = TypeVar("Row")


def sampled(rows: Sequence[Row], size: int | None, seed: int = SEED) -> list[Row]:
    """`size` of the rows in their order, the same ones for the same seed; all of them for None.

    >>> sampled(range(100), 4)
    [19, 41, 50, 83]
    """
    if size is None or size >= len(rows):
        return list(rows)
    places = random.Random(seed).sample(range(len(rows)), size)
    return [rows[place] for place in sorted(places)]


def assistant_opener(
    options: argparse.Namespace, without: frozenset[str] | None = None
) -> Callable[[], Any]:
    """Opens the assistant that `--index`, `--without` and the options for models ask for.

    It can be sent to another process. Raises ValueError for an unknown profile.
    """
    from models import PROFILES

    if options.profile not in PROFILES:
        raise ValueError(
            f"--profile {options.profile}: expected one of {', '.join(sorted(PROFILES))}"
        )
    ablate = options.without if without is None else without
    profile = options.profile
    if hasattr(options, "embedder"):  # single models were asked for, not a profile by its name
        from assistant.options import profile_of

        profile = profile_of(options)
    return partial(_open_assistant, options.index, profile, ablate)


def models_of(options: argparse.Namespace) -> str | None:
    """The profile, and the models that were chosen beside it: "builtin, reader lexical".

    The URL of an endpoint is left out, for it may name a host.
    """
    profile: str | None = getattr(options, "profile", None)
    if profile is None:
        return None
    chosen = [(name, getattr(options, name, None)) for name in _MODELS]
    return ", ".join([profile, *(f"{_spoken(name)} {model}" for name, model in chosen if model)])


def _spoken(option: str) -> str:
    return option.replace("_", " ")


def _open_assistant(index: Path | None, profile: str | Profile, ablate: frozenset[str]) -> Any:
    from assistant import open_default

    return open_default(index, profile=profile, ablate=ablate)


def machine() -> str:
    """What a figure was measured on: processor, cores, memory, system, Python. No names of hosts."""
    parts = [_processor(), f"{cores()} cores"]
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
        parts.append(f"{memory:.0f} GiB")
    return ", ".join([*parts, platform.system(), f"Python {platform.python_version()}"])


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return " ".join(value.split())
    return platform.processor() or platform.machine()


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
