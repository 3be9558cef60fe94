"""What a large and a much-killed collection costs: figures, and a check that nothing is lost.

    python -m tests.index.load [--files 10000] [--killed 2000] [--kills 10] [--out FILE]

It writes `files` small made-up articles into a folder of its own and measures, in seconds of the
clock and of the processor: the first build, a build on the unchanged folder, and one with a single
file changed. Then `killed` files are built in another process, which gets SIGKILL at `kills` random
moments; after each the index must open, hold all that was committed before, and find it; the build
after the last must end with every article, each once. Embedding is left to an embedder of random
weights that costs next to nothing, for its cost is the model's and not the collection's.
Exit status 1, with the reason, where something does not hold.

10,000 files take some two minutes of one processor; `tests/index/test_load.py` runs 200.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from index import BuildReport, Collection
from tests.index.prose import article
from tests.index.tiny_embedder import tiny_embedder

ROOT = Path(__file__).resolve().parents[2]
_SENTENCES = 3
_SPOT_CHECKS = 10
_BUILDER = """
import sys
from pathlib import Path
from index import build
from tests.index.load import open_collection
collection = open_collection(Path(sys.argv[1]))
build._FILES_A_COMMIT = int(sys.argv[3])
collection.build([Path(sys.argv[2])], progress=lambda done, *_: print(done, flush=True))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the clock, and of the processor."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Grown:
    """What builds of one folder cost."""

    files: int
    first: Cost
    unchanged: Cost
    one_changed: Cost


@dataclass(frozen=True, slots=True)
class Killed:
    """Kills of one build: how many hit it at work, and the articles committed after each."""

    files: int
    kills: int
    committed: tuple[int, ...]
    last_build: Cost


def open_collection(folder: Path) -> Collection:
    """A collection that embeds with random weights, one vector a passage."""
    return Collection.open(folder, embedder=tiny_embedder(), granularity="passage")


def write_files(folder: Path, count: int) -> None:
    """Articles of three sentences, a hundred to a folder."""
    for seed in range(count):
        path = folder / f"{seed // 100:03}" / f"{seed:05}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article(seed, _SENTENCES), encoding="utf-8")


def _timed(work: Callable[[], BuildReport]) -> tuple[BuildReport, Cost]:
    wall, cpu = time.perf_counter(), time.process_time()
    report = work()
    cost = Cost(round(time.perf_counter() - wall, 2), round(time.process_time() - cpu, 2))
    return report, cost


def grow(folder: Path, count: int) -> Grown:
    """Build `count` files, again, and again with one of them changed."""
    files = folder / "files"
    write_files(files, count)

    def build() -> BuildReport:
        # Opening belongs to what a re-run costs.
        with open_collection(folder / "index") as collection:
            return collection.build([files])

    report, first = _timed(build)
    _expect(len(report.added) == count, f"{len(report.added)} articles of {count} files")
    report, unchanged = _timed(build)
    _expect(report.unchanged == count, f"{report.unchanged} of {count} files are unchanged")
    changed = next(files.rglob("*.md"))
    changed.write_text(article(count, _SENTENCES), encoding="utf-8")
    report, one_changed = _timed(build)
    _expect(
        (len(report.added), len(report.removed)) == (1, 1),
        f"{len(report.added)} added and {len(report.removed)} removed for one changed file",
    )
    return Grown(count, first, unchanged, one_changed)


def kill(
    folder: Path, count: int, kills: int, *, files_a_commit: int = 200, seed: int = 4
) -> Killed:
    """Kill a build of `count` files again and again, then let it end."""
    files, index = folder / "files", folder / "index"
    write_files(files, count)
    rng = random.Random(seed)
    hits = 0
    committed = [0]
    for _ in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-c", _BUILDER, str(index), str(files), str(files_a_commit)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )
        assert process.stdout is not None
        # On average a build is killed when it has done its share of the files; then at any moment.
        last = rng.randint(0, 2 * count // (kills + 1))
        while (line := process.stdout.readline()) and int(line) < last:
            pass
        time.sleep(rng.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        hits += process.wait() == -signal.SIGKILL
        process.stdout.close()
        with open_collection(index) as collection:
            committed.append(_check(collection, committed[-1], rng))
    with open_collection(index) as collection:
        report, last_build = _timed(lambda: collection.build([files]))
        _expect(
            len(report.added) == count - committed[-1],
            f"{len(report.added)} articles added, {count - committed[-1]} were missing",
        )
        _expect(_check(collection, committed[-1], rng) == count, "articles are missing")
        passages = sum(1 for _ in collection.passages())
        for name, search in (
            ("lexical", collection.search_lexical),
            ("dense", collection.search_dense),
        ):
            found = [hit.passage.id for hit in search("年月", limit=2 * passages)]
            _expect(
                len(found) == len(set(found)) == passages,
                f"the {name} index finds {len(found)} passages ({len(set(found))} different) "
                f"of {passages}",
            )
    return Killed(count, hits, tuple(committed[1:]), last_build)


def _check(collection: Collection, before: int, rng: random.Random) -> int:
    """The number of articles, none fewer than `before`; some of them are looked up."""
    articles = list(collection.articles())
    _expect(len(articles) >= before, f"{before} articles were committed, {len(articles)} are here")
    for found in rng.sample(articles, min(_SPOT_CHECKS, len(articles))):
        passages = list(collection.passages(found.id))
        _expect(bool(passages), f"{found.id} has no passages")
        for passage in passages:
            _expect(found.text[passage.start : passage.end] == passage.text, "a passage is cut")
            for search in (collection.search_lexical, collection.search_dense):
                hits = [hit.passage.id for hit in search(passage.text, limit=5)]
                _expect(passage.id in hits, f"{passage.id} is not found by {search.__name__}")
    return len(articles)


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write the figures as JSON; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.index.load")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--killed", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as folder:
            grown = grow(Path(folder), options.files)
        with tempfile.TemporaryDirectory() as folder:
            killed = kill(Path(folder), options.killed, options.kills)
    except AssertionError as error:
        sys.stderr.write(f"does not hold: {error}\n")
        return 1
    figures = json.dumps({"grown": asdict(grown), "killed": asdict(killed)}, indent=1)
    if options.out is not None:
        options.out.write_text(figures + "\n", encoding="utf-8")
    sys.stdout.write(figures + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
