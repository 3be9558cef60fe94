"""Measure everything that the page of results shows, part by part.

    python -m eval measure DIR --data BENCHMARKS --originals FOLDER
    python -m eval measure DIR --data BENCHMARKS --only own,ablate

Each part is one command of `python -m eval` that writes into DIR; `parts.json` there says for each
what was run, when, on what machine, for how long, and on which models and code. A part that was
measured with the same arguments, models and data is not measured again, so that an interrupted
`measure` goes on where it stopped; `--again` measures all the same.

Benchmarks are sampled: a whole one takes an hour on a laptop, and the interval of a sample says how
much it can be off. The questions are drawn once, with a fixed seed, before anything was seen.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from .errors import EvaluationError, UnknownSet
from .options import machine

PARTS_FILE = "parts.json"
ROOT = Path(__file__).resolve().parent.parent
_LATENCY_QUESTIONS = 30
# Questions over articles that nobody saw while the assistant was made: see the README there.
_OURS = "eval"


@dataclass(frozen=True, slots=True)
class Part:
    """One command. `minutes` is about how long it takes on two idle cores.

    `needs` is "" or the option without which the part is left out. `articles`, if any, is the folder
    of the project whose articles are indexed into DIR/work/NAME first (of the part that needs
    `--originals`: that folder). A part that prints its figures goes to DIR/NAME.json; the others
    write the folder DIR/NAME themselves.
    """

    name: str
    minutes: float
    command: str
    needs: str = ""
    prints: bool = True
    articles: str = ""


def _benchmark(name: str, minutes: float, sample: int, more: str = "", of: str = "") -> Part:
    command = f"benchmark {of or name} --data {{data}} --sample {sample} {more}"
    return Part(name, minutes, command, needs="data")


def _documents(name: str, minutes: float, sample: int, task: str, of: str) -> Part:
    return _benchmark(name, minutes, sample, f"--task {task} --work {{dir}}/work/{of}", of)


def _rgb(name: str, settings: str) -> Part:
    return Part(name, 0.4, f"benchmark rgb-own {settings}")


PARTS = (
    Part("own", 2.5, "run --out {dir}/own --failures 0", prints=False),
    Part(
        "latency",
        0.5,
        f"run single --sample {_LATENCY_QUESTIONS} --jobs 1 --out {{dir}}/latency --failures 0",
        prints=False,
    ),
    Part(
        "originals",
        1.5,
        "run single unanswerable --index {dir}/work/originals --out {dir}/originals --failures 0",
        needs="originals",
        prints=False,
    ),
    Part(
        "unseen",
        1.1,
        "run {ours}/unseen/single.jsonl {ours}/unseen/unanswerable.jsonl "
        "{ours}/unseen/conversations.jsonl --index {dir}/work/unseen --out {dir}/unseen "
        "--failures 0",
        needs="originals",
        prints=False,
    ),
    Part(
        "askers",
        3.5,
        "run {ours}/askers/single.jsonl {ours}/askers/unanswerable.jsonl "
        "{ours}/askers/conversations.jsonl --index {dir}/work/askers --out {dir}/askers "
        "--failures 0",
        needs="originals",
        prints=False,
    ),
    Part(
        "elsewhere",
        0.7,
        "run {ours}/elsewhere/single.jsonl {ours}/elsewhere/unanswerable.jsonl "
        "{ours}/elsewhere/conversations.jsonl --index {dir}/work/elsewhere --out {dir}/elsewhere "
        "--failures 0",
        prints=False,
        articles="eval/elsewhere/articles",
    ),
    Part(
        "colloquial",
        1.0,
        "run {ours}/colloquial/single.jsonl {ours}/colloquial/unanswerable.jsonl "
        "{ours}/colloquial/conversations.jsonl --index {dir}/work/colloquial "
        "--out {dir}/colloquial --failures 0",
        prints=False,
        articles="eval/colloquial/articles",
    ),
    Part("figures", 0.1, "figures"),
    Part("ablate", 4.2, "ablate single unanswerable"),
    _benchmark("cmrc2018", 0.8, 400),
    _benchmark("drcd", 0.7, 400),
    _benchmark("xquad", 0.2, 200),
    _benchmark("xquad-cross", 0.2, 200),
    _benchmark("expmrc", 0.4, 200),
    _documents("cmrc2018-retrieval", 0.5, 400, "retrieval", "cmrc2018"),
    _documents("xquad-cross-retrieval", 1.5, 400, "retrieval", "xquad-cross"),
    _documents("chronoqa-retrieval", 0.7, 300, "retrieval", "chronoqa"),
    _documents("cmrc2018-answers", 0.9, 100, "answers", "cmrc2018"),
    _documents("chronoqa-answers", 0.7, 100, "answers", "chronoqa"),
    _rgb("rgb-noise", "--rgb-noise 0.4"),
    _rgb("rgb-rejection", "--rgb-noise 1"),
    _rgb("rgb-integration", "--rgb-noise 0.2 --rgb-part _int"),
    _rgb("rgb-counterfactual", "--rgb-noise 0.4 --rgb-part _fact"),
)
NAMES = tuple(part.name for part in PARTS)


def add_command(commands: Any) -> None:
    """`python -m eval measure`."""
    listed = ", ".join(f"{part.name} ({part.minutes:g})" for part in PARTS)
    parser = commands.add_parser(
        "measure",
        help="measure everything that the page of results shows, part by part",
        epilog=f"Parts, with minutes on two idle cores: {listed}.",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the figures go")
    parser.add_argument("--data", type=Path, help="folder of the benchmarks; none without it")
    parser.add_argument(
        "--originals", type=Path, help="other articles to ask the same questions of"
    )
    parser.add_argument("--only", type=_names, default=NAMES, metavar="NAME,NAME")
    parser.add_argument("--skip", type=_names, default=(), metavar="NAME,NAME")
    parser.add_argument("--again", action="store_true", help="also what has been measured")
    parser.add_argument("--limit", type=int, help="only the first rows of everything, to try it")
    parser.set_defaults(do=run)


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        raise argparse.ArgumentTypeError(
            f"{', '.join(unknown)}: expected some of {', '.join(NAMES)}"
        )
    return names


def run(options: argparse.Namespace) -> int:
    """Measure the parts. One that fails is said and left out, and the rest is measured."""
    options.folder.mkdir(parents=True, exist_ok=True)
    failed = []
    for part in PARTS:
        if part.name not in options.only or part.name in options.skip:
            continue
        if part.needs and getattr(options, part.needs) is None:
            sys.stderr.write(f"{part.name}: left out, it needs --{part.needs}\n")
            continue
        if not _measured(part, options):
            failed.append(part.name)
    for name in failed:
        sys.stderr.write(f"{name} failed and is not on the page\n")
    return 1 if failed else 0


def _measured(part: Part, options: argparse.Namespace) -> bool:
    folder: Path = options.folder
    limit = (
        () if options.limit is None or part.name == "figures" else ("--limit", str(options.limit))
    )
    arguments = [
        word.format(dir=folder, data=options.data, ours=ROOT / _OURS)
        for word in part.command.split()
    ]
    arguments += limit
    fingerprint = _fingerprint(part, options, limit)
    stamps = read_stamps(folder)
    if not options.again and stamps.get(part.name, {}).get("fingerprint") == fingerprint:
        sys.stderr.write(f"{part.name}: measured already\n")
        return True
    sys.stderr.write(f"{part.name}: python -m eval {' '.join(arguments)}\n")
    if part.needs == "originals":
        _index(options.originals, folder / "work" / part.name)
    elif part.articles:
        _index(ROOT / part.articles, folder / "work" / part.name)
    started, worked = time.perf_counter(), _processor_seconds()
    if not _done(part, arguments, folder):
        return False
    stamps[part.name] = {
        "command": _shown(part),
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "seconds": round(time.perf_counter() - started, 1),
        "processor_seconds": round(_processor_seconds() - worked, 1),
        "models": models_hash(),
        "code": code_hash(),
        "limit": options.limit,
        "fingerprint": fingerprint,
    }
    text = json.dumps(stamps, ensure_ascii=False, indent=1)
    (folder / PARTS_FILE).write_text(text + "\n", encoding="utf-8")
    return True


def _done(part: Part, arguments: Sequence[str], folder: Path) -> bool:
    from .commands import main

    if not part.prints:
        # 1 says that a row ended in an error; the rows that did not are still worth showing.
        return main(arguments) != 2
    with io.StringIO() as printed:
        with contextlib.redirect_stdout(printed):
            status = main([*arguments, "--json"])
        if status == 0:
            (folder / f"{part.name}.json").write_text(printed.getvalue(), encoding="utf-8")
    return status == 0


def _shown(part: Part) -> str:
    """The command as the page shows it: no folder of this machine."""
    words = part.command.format(dir="DIR", data="DATA", ours=_OURS).split()
    return f"python -m eval {' '.join(words)}"


def _index(articles: Path, folder: Path) -> None:
    from index import Collection

    if not articles.exists():
        raise UnknownSet(f"{articles}: no such file or folder of articles")
    # What an earlier build took from another copy of the articles would be asked beside this one.
    shutil.rmtree(folder, ignore_errors=True)
    with Collection.open(folder) as collection:
        collection.build([articles])


def read_stamps(folder: Path) -> dict[str, dict[str, Any]]:
    """What `parts.json` says, {} without it. Raises EvaluationError when it cannot be read."""
    path = folder / PARTS_FILE
    if not path.is_file():
        return {}
    try:
        found: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise EvaluationError(f"{path}: not JSON ({error}); remove it and measure again") from None
    return found


def _processor_seconds() -> float:
    """Seconds that this process and its finished children have kept a processor busy."""
    try:
        import resource
    except ImportError:  # not on Windows
        return time.process_time()
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def _hash_of(paths: Iterator[Path]) -> str:
    total = sha256()
    for path in sorted(paths):
        total.update(path.name.encode() + b"\0" + sha256(path.read_bytes()).digest())
    return total.hexdigest()[:12]


def models_hash() -> str:
    """What the answers are learned from: weights, and what was fitted with them."""
    patterns = ("models/**/*.safetensors", "models/**/tokenizer.json", "assistant/*.json")
    return _hash_of(path for pattern in patterns for path in ROOT.glob(pattern))


def code_hash() -> str:
    """The code that answers and scores."""
    folders = ("index", "assistant", "models", "eval")
    return _hash_of(path for folder in folders for path in ROOT.glob(f"{folder}/**/*.py"))


def _fingerprint(part: Part, options: argparse.Namespace, limit: Sequence[str]) -> str:
    """Equal for what would be measured again with the same models on the same data."""
    total = sha256(json.dumps([part.command, *limit]).encode())
    total.update(models_hash().encode())
    used: list[Callable[[], Iterator[Path]]] = [lambda: ROOT.glob("eval/sets/*.jsonl")]
    if part.articles:
        used.append(lambda: (p for p in (ROOT / part.articles).parent.rglob("*") if p.is_file()))
    if part.needs == "originals":
        used.append(lambda: (p for p in Path(options.originals).rglob("*") if p.is_file()))
    if part.needs == "data":
        used.append(lambda: (p for p in Path(options.data).rglob("*") if p.is_file()))
    for paths in used:
        total.update(_hash_of(paths()).encode())
    return total.hexdigest()[:12]


def states_of_code(stamps: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The different states of the code that the parts were measured on, each once."""
    return list(dict.fromkeys(str(stamp["code"]) for stamp in stamps.values()))
