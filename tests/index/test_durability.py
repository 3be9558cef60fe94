"""A kill at any moment leaves a usable index; damage to a derived file is mended."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Collection, CorruptIndex
from index.durable import replacing
from index.embed import Embedder
from tests.index.prose import article
from tests.index.tiny_embedder import tiny_embedder

ROOT = Path(__file__).resolve().parents[2]
BUILDER = """
import sys
from index import Collection
from tests.index.tiny_embedder import tiny_embedder
collection = Collection.open(sys.argv[1], embedder=tiny_embedder())
print("ready", flush=True)
collection.build([sys.argv[2]])
"""


def _reopen(collection: Collection) -> Collection:
    return Collection.open(collection.folder, embedder=tiny_embedder())


def _all_found(collection: Collection) -> None:
    """Every passage is found by its own words in both indexes."""
    for passage in collection.passages():
        lexical = collection.search_lexical(passage.text, limit=5)
        dense = collection.search_dense(passage.text, limit=5)
        assert passage.id in [hit.passage.id for hit in lexical]
        assert passage.id in [hit.passage.id for hit in dense]


@pytest.mark.timeout(240)
def test_kill_in_the_middle_of_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, folder = tmp_path / "files", tmp_path / "index"
    files.mkdir()
    for seed in range(300):
        (files / f"{seed}.md").write_text(article(seed, 8), encoding="utf-8")
    rng = random.Random(4)
    killed = 0
    committed = 0
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", BUILDER, str(folder), str(files)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(rng.uniform(0.05, 0.7))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        process.stdout.close()
        collection = Collection.open(folder, embedder=tiny_embedder())
        # What was committed is whole, and never less than before.
        known = list(collection.articles())
        assert len(known) >= committed
        committed = len(known)
        for found in known[:: max(1, len(known) // 20)]:
            passages = list(collection.passages(found.id))
            assert passages and all(found.text[p.start : p.end] == p.text for p in passages)
            assert collection.search_lexical(passages[0].text, limit=1)
            assert collection.search_dense(passages[0].text, limit=1)
    assert killed
    with Collection.open(folder, embedder=tiny_embedder()) as collection:
        report = collection.build([files])
        assert len(report.added) == 300 - committed
        assert len(list(collection.articles())) == 300
        # Nothing is there twice, whatever had been written when the kill came.
        ids = [hit.passage.id for hit in collection.search_lexical("年月", limit=5_000)]
        assert len(ids) == len(set(ids)) == len(list(collection.passages()))
        ids = [hit.passage.id for hit in collection.search_dense("年月", limit=5_000)]
        assert len(ids) == len(set(ids)) == len(list(collection.passages()))


def _truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x40
    path.write_bytes(content)


def _delete(path: Path) -> None:
    path.unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


DERIVED = [
    "vectors.faiss",
    "vectors.json",
    "lexical-*/meta.json",
    "lexical-*/generation.json",
    "lexical-*/*.idx",
    "lexical-*/*.term",
    "lexical-*/*.fast",
    "lexical-*/*.fieldnorm",
    "lexical-*/*.store",
]


@pytest.mark.parametrize("damage", [_truncate, _flip, _delete, _empty])
@pytest.mark.parametrize("pattern", DERIVED)
def test_damaged_derived_file_is_rebuilt_without_embedding(
    collection: Collection,
    files: Path,
    pattern: str,
    damage: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    collection.build([files])
    query = next(collection.passages()).text
    expected = collection.search_lexical(query), collection.search_dense(query)
    # What an open index has mapped must not shrink under it.
    folder, collection._derived.lexical = collection.folder, None
    paths = list(folder.glob(pattern))
    assert paths
    for path in paths:
        damage(path)
    monkeypatch.setattr(Embedder, "documents", None)
    mended = _reopen(collection)
    assert (mended.search_lexical(query), mended.search_dense(query)) == expected
    again = _reopen(collection)
    assert (again.search_lexical(query), again.search_dense(query)) == expected


def test_derived_files_that_are_gone_or_of_another_life(
    collection: Collection, files: Path, tmp_path: Path
) -> None:
    collection.build([files])
    shutil.rmtree(next(collection.folder.glob("lexical-*")))
    (collection.folder / "vectors.faiss").unlink()
    _all_found(_reopen(collection))
    # The derived files of one index beside the database of another.
    other = Collection.open(tmp_path / "other", embedder=tiny_embedder(), granularity="passage")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.md").write_text(article(70), encoding="utf-8")
    other.build([tmp_path / "more"])
    other.close()
    for path in other.folder.glob("lexical-*"):
        shutil.rmtree(path)
    for path in collection.folder.glob("lexical-*"):
        shutil.copytree(path, other.folder / path.name)
    for name in ("vectors.faiss", "vectors.json"):
        shutil.copy(collection.folder / name, other.folder / name)
    _all_found(_reopen(other))


def test_stale_derived_files_catch_up(collection: Collection, files: Path, tmp_path: Path) -> None:
    collection.build([files])
    old = tmp_path / "old"
    shutil.copytree(collection.folder, old)
    (files / "new.md").write_text(article(99), encoding="utf-8")
    (files / "0.md").unlink()
    collection.build([files])
    collection.close()
    # As if the process had died after the database's commit, before the derived files were made.
    for path in collection.folder.iterdir():
        if path.name.startswith(("lexical", "vectors")):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in old.iterdir():
        if path.name.startswith("lexical"):
            shutil.copytree(path, collection.folder / path.name)
        elif path.name.startswith("vectors"):
            shutil.copy(path, collection.folder)
    mended = _reopen(collection)
    _all_found(mended)
    assert mended.status()["lexical_generation"] == mended.store.generation


def test_the_vector_file_is_not_written_for_every_article(
    collection: Collection, tmp_path: Path
) -> None:
    files = tmp_path / "many"
    files.mkdir()
    for seed in range(60):
        (files / f"{seed}.md").write_text(article(seed, 30), encoding="utf-8")
    collection.build([files])
    written = (collection.folder / "vectors.faiss").stat().st_mtime_ns
    (files / "new.md").write_text(article(99, 4), encoding="utf-8")
    (added,) = collection.build([files]).added
    assert (collection.folder / "vectors.faiss").stat().st_mtime_ns == written
    text = next(_reopen(collection).passages(added)).text
    assert _reopen(collection).search_dense(text, limit=1)[0].passage.article_id == added
    for seed in range(100, 110):
        (files / f"{seed}.md").write_text(article(seed, 30), encoding="utf-8")
    collection.build([files])
    assert (collection.folder / "vectors.faiss").stat().st_mtime_ns > written


@pytest.mark.parametrize("content", [b"this is no database" * 100, b"\x00" * 4096])
def test_a_damaged_database_is_told_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "articles.sqlite").write_bytes(content)
    with pytest.raises(CorruptIndex, match="build the index again"):
        Collection.open(tmp_path)


def test_a_database_of_another_format_is_told(collection: Collection) -> None:
    collection.close()
    with sqlite3.connect(collection.folder / "articles.sqlite") as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'format'")
    connection.close()
    with pytest.raises(CorruptIndex, match="999"):
        _reopen(collection)


def test_replacing_keeps_the_old_file_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), replacing(path) as draft:
        draft.write_text("half")
        raise ZeroDivisionError
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]
    with replacing(path) as draft:
        draft.write_text(json.dumps({"new": 1}))
    assert json.loads(path.read_text()) == {"new": 1} and list(tmp_path.iterdir()) == [path]


def test_a_failing_embedder_loses_nothing(
    collection: Collection, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection.build([files])
    for seed in range(200, 203):
        (files / f"{seed}.md").write_text(article(seed), encoding="utf-8")
    with monkeypatch.context() as patch:

        def fail(self: Embedder, texts: list[str]) -> None:
            raise RuntimeError("out of memory")

        patch.setattr(Embedder, "documents", fail)
        with pytest.raises(RuntimeError):
            collection.build([files])
    assert len(list(collection.articles())) == 6
    assert len(collection.build([files]).added) == 3
    _all_found(collection)
