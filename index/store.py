"""The database of a collection: files, articles, passages, vectors. The source of truth.

One SQLite file in WAL mode, so that readers go on while one writer commits. Everything else in
the folder of an index is derived from it. Each committed change raises `generation` by one;
`changes_since` tells a derived file what it has missed. Passage ids are never used twice, so a
derived file that is behind can name a passage that is gone, but never a wrong one.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .article import Article, Block, Passage, Repair
from .errors import CorruptIndex
from .normalise import fold_text
from .schema import FORMAT, SCHEMA
from .search import Filters
from .split import Piece

_ARTICLE = """SELECT a.id, a.title, a.subtitle, a.source, a.date, a.page, a.author, a.language,
    a.text, o.path, o.sha256, a.blocks, a.note FROM articles a
    JOIN origins o ON o.rowid = (SELECT rowid FROM origins WHERE article_id = a.id
        ORDER BY file, reading DESC, ordinal LIMIT 1)"""
# What copies of an article may state differently; that of the first copy counts.
_STATED = ("subtitle", "source", "date", "page", "author", "note")
_PASSAGE = "SELECT p.id, p.article_id, p.ordinal, p.heading, p.start, p.end, p.text, p.kind"

Half = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What is remembered of a file, to see without opening it whether it has changed."""

    path: str
    root: str
    size: int
    mtime_ns: int
    sha256: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """Passages that came and went after some generation, up to `generation`."""

    generation: int
    added: list[int]
    removed: list[int]


class Store:
    """One collection's database. Safe to share between threads; one writer at a time.

    Raises `CorruptIndex` where the file is no database of ours.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._threads = threading.local()
        with self._explained():
            connection = self._connection
            if self._is_empty(connection):
                with self.transaction():
                    # Another process may have made it while we waited for the lock.
                    if self._is_empty(connection):
                        for statement in SCHEMA.split(";\n"):
                            connection.execute(statement)
                        self._set_meta("generation", "0")
                        self._set_meta("format", FORMAT)
                        # Tells derived files of this database from those of another life.
                        self._set_meta("identity", secrets.token_hex(8))
            if (found := self.meta("format")) != FORMAT:
                raise CorruptIndex(
                    f"{path} has format {found}, this version reads format {FORMAT}: "
                    "move the folder away and build the index again from your files"
                )

    @staticmethod
    def _is_empty(connection: sqlite3.Connection) -> bool:
        query = "SELECT count(*) FROM sqlite_master WHERE name = 'meta'"
        return not connection.execute(query).fetchone()[0]

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._threads, "connection", None)
        if connection is None:
            connection = self._connect()
            self._threads.connection = connection
        return connection

    def _connect(self) -> sqlite3.Connection:
        if not os.access(self.path.parent, os.W_OK):
            # Nobody writes here, so that there is nothing to lock.
            uri = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            return sqlite3.connect(uri, uri=True, isolation_level=None)
        connection = sqlite3.connect(self.path, timeout=30, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            raise CorruptIndex(
                f"{self.path} cannot be read as an article database ({error}): "
                "move the folder away and build the index again from your files"
            ) from error

    def _rows(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._explained():
            return self._connection.execute(query, parameters).fetchall()

    def close(self) -> None:
        """Close this thread's connection; it opens again on the next call."""
        connection = getattr(self._threads, "connection", None)
        if connection is not None:
            connection.close()
            self._threads.connection = None

    # The state as a whole

    @property
    def generation(self) -> int:
        """How many changes have been committed."""
        return int(self.meta("generation") or 0)

    def meta(self, key: str) -> str | None:
        """A remark on the whole index, such as the name of its embedder."""
        rows = self._rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else None

    def _set_meta(self, key: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def set_meta(self, key: str, value: str) -> None:
        """Set a remark; call inside `transaction`."""
        self._set_meta(key, value)

    def counts(self) -> dict[str, int]:
        """Rows of each kind."""
        return {
            table: int(self._rows(f"SELECT count(*) FROM {table}")[0][0])
            for table in ("files", "articles", "passages")
        } | {
            "duplicates": int(
                self._rows("SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL")[0][0]
            )
        }

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is done inside, or nothing of it; raises the generation by one."""
        connection = self._connection
        with self._explained():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                connection.execute(
                    "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'"
                )
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise

    def changes_since(self, generation: int) -> Changes:
        """Ids of passages that a file made at `generation` lacks, and of those to drop."""
        with self._snapshot():
            added = self._rows(
                "SELECT id FROM passages WHERE generation > ? ORDER BY id", (generation,)
            )
            removed = self._rows(
                "SELECT passage_id FROM removed WHERE generation > ?", (generation,)
            )
            return Changes(self.generation, [row[0] for row in added], [row[0] for row in removed])

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """Several reads of one state."""
        connection = self._connection
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.execute("COMMIT")

    # Files

    def files(self, root: str | None = None) -> dict[str, FileRecord]:
        """Known files by path, all or those that came with `root`."""
        query = "SELECT path, root, size, mtime_ns, sha256, problems FROM files"
        rows = self._rows(query + " WHERE root = ?", (root,)) if root else self._rows(query)
        return {row[0]: FileRecord(*[*row[:5], tuple(json.loads(row[5]))]) for row in rows}

    def put_file(self, file: FileRecord) -> None:
        """Insert or update what is known of a file."""
        self._connection.execute(
            "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET "
            "root = excluded.root, size = excluded.size, mtime_ns = excluded.mtime_ns, "
            "sha256 = excluded.sha256, problems = excluded.problems",
            (
                file.path,
                file.root,
                file.size,
                file.mtime_ns,
                file.sha256,
                json.dumps(file.problems, ensure_ascii=False),
            ),
        )

    def finish_file(self, path: str, reading: int | None) -> list[str]:
        """Drop what earlier readings of a file gave, or all of it with `reading` None.

        Until then the old articles stay, so that a kill in the middle loses nothing. Returns the
        ids of the articles that were deleted because no other file holds them.
        """
        stale = "file = ? AND reading IS NOT ?"
        lost = self._rows(f"SELECT DISTINCT article_id FROM origins WHERE {stale}", (path, reading))
        self._connection.execute(f"DELETE FROM origins WHERE {stale}", (path, reading))
        if reading is None:
            self._connection.execute("DELETE FROM files WHERE path = ?", (path,))
        deleted = []
        for (article_id,) in lost:
            if not self._settle(article_id):
                self.delete_article(article_id)
                deleted.append(article_id)
        return deleted

    def put_raw(self, sha256: str, content: bytes) -> None:
        """Keep a raw file by its hash."""
        if not self._rows("SELECT 1 FROM raw WHERE sha256 = ?", (sha256,)):
            self._connection.execute(
                "INSERT INTO raw VALUES (?, ?)", (sha256, zlib.compress(content))
            )

    def raw(self, sha256: str) -> bytes | None:
        """The raw bytes that an article was read from."""
        rows = self._rows("SELECT content FROM raw WHERE sha256 = ?", (sha256,))
        return zlib.decompress(rows[0][0]) if rows else None

    # Articles

    def has_article(self, article_id: str) -> bool:
        """Whether the article's text is stored."""
        return bool(self._rows("SELECT 1 FROM articles WHERE id = ?", (article_id,)))

    def put_article(
        self, article: Article, pieces: Sequence[Piece], vectors: Sequence[Half]
    ) -> None:
        """Store a new article with its passages and their vectors, one (n, dim) array each."""
        folded = fold_text("\n".join(filter(None, (article.title, article.subtitle, article.text))))
        blocks = json.dumps([[block.kind, block.start, block.end] for block in article.blocks])
        connection = self._connection
        connection.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
            (
                article.id,
                article.title,
                article.subtitle,
                article.source,
                article.date,
                article.page,
                article.author,
                article.language,
                article.text,
                blocks,
                article.note,
                folded,
            ),
        )
        generation = self.generation + 1
        for piece, rows in zip(pieces, vectors, strict=True):
            cursor = connection.execute(
                "INSERT INTO passages (article_id, ordinal, heading, kind, start, end, text, "
                "generation) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    article.id,
                    piece.ordinal,
                    piece.heading,
                    piece.kind,
                    piece.start,
                    piece.end,
                    article.text[piece.start : piece.end],
                    generation,
                ),
            )
            connection.execute("INSERT INTO vectors VALUES (?, ?)", (cursor.lastrowid, _pack(rows)))

    def put_origin(
        self, file: str, reading: int, ordinal: int, article: Article, repairs: Sequence[Repair]
    ) -> None:
        """Say which file an article was read from; its metadata included."""
        stated = {key: getattr(article, key) for key in _STATED}
        self._connection.execute(
            "INSERT OR REPLACE INTO origins VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                file,
                reading,
                ordinal,
                article.id,
                article.path,
                article.sha256,
                json.dumps([asdict(repair) for repair in repairs], ensure_ascii=False),
                json.dumps(stated, ensure_ascii=False),
            ),
        )
        self._settle(article.id)

    def _settle(self, article_id: str) -> bool:
        """Take what the first copy of an article states; False when there is no copy left."""
        rows = self._rows(
            "SELECT stated FROM origins WHERE article_id = ? "
            "ORDER BY file, reading DESC, ordinal LIMIT 1",
            (article_id,),
        )
        if rows:
            assigned = ", ".join(f"{key} = :{key}" for key in _STATED)
            self._connection.execute(
                f"UPDATE articles SET {assigned} WHERE id = :id",
                json.loads(rows[0][0]) | {"id": article_id},
            )
        return bool(rows)

    def delete_article(self, article_id: str) -> None:
        """Delete an article, its passages and vectors, and raw files of nobody else."""
        connection = self._connection
        generation = self.generation + 1
        for statement, parameters in (
            (
                "INSERT INTO removed SELECT id, ? FROM passages WHERE article_id = ?",
                (generation, article_id),
            ),
            (
                "DELETE FROM vectors WHERE passage_id IN "
                "(SELECT id FROM passages WHERE article_id = ?)",
                (article_id,),
            ),
            ("DELETE FROM passages WHERE article_id = ?", (article_id,)),
            ("DELETE FROM shingles WHERE article_id = ?", (article_id,)),
            ("DELETE FROM origins WHERE article_id = ?", (article_id,)),
            ("DELETE FROM articles WHERE id = ?", (article_id,)),
        ):
            connection.execute(statement, parameters)

    def sweep_raw(self) -> None:
        """Delete raw files that no article was read from."""
        self._connection.execute("DELETE FROM raw WHERE sha256 NOT IN (SELECT sha256 FROM origins)")

    def article(self, article_id: str) -> Article | None:
        """One article, or None."""
        rows = self._rows(_ARTICLE + " WHERE a.id = ?", (article_id,))
        return _article(rows[0]) if rows else None

    def articles(self, filters: Filters | None = None) -> Iterator[Article]:
        """Articles that pass the filters, in the order in which they came."""
        where, parameters = _where(filters)
        # Ids first, so that the texts are never in memory together.
        for (article_id,) in self._rows(
            f"SELECT id FROM articles a WHERE {where} ORDER BY a.rowid", parameters
        ):
            if (article := self.article(article_id)) is not None:
                yield article

    def allowed(self, filters: Filters) -> set[str]:
        """Ids of the articles that pass the filters."""
        where, parameters = _where(filters)
        return {
            row[0] for row in self._rows(f"SELECT a.id FROM articles a WHERE {where}", parameters)
        }

    def repairs(self, article_id: str) -> list[Repair]:
        """What was changed in the raw file to make this article."""
        rows = self._rows(
            "SELECT repairs FROM origins WHERE article_id = ? "
            "ORDER BY file, reading DESC, ordinal LIMIT 1",
            (article_id,),
        )
        return [Repair(**repair) for repair in json.loads(rows[0][0])] if rows else []

    def duplicates(self) -> dict[str, str]:
        """Near-duplicates: id of the reprint -> id of the article it repeats."""
        return dict(
            self._rows("SELECT id, duplicate_of FROM articles WHERE duplicate_of IS NOT NULL")
        )

    def set_duplicate(self, article_id: str, original: str | None) -> None:
        """Link an article to the one that it repeats."""
        self._connection.execute(
            "UPDATE articles SET duplicate_of = ? WHERE id = ?", (original, article_id)
        )

    def put_shingles(self, article_id: str, hashes: Iterable[int]) -> None:
        """Keep the sampled shingles by which near-duplicates are found."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO shingles VALUES (?, ?)", ((h, article_id) for h in hashes)
        )

    def sharing_shingles(self, article_id: str, limit: int = 5) -> list[str]:
        """Ids of the articles that share most shingles with this one, if most of either's.

        A shingle of more than 50 articles is boilerplate, and tells nothing.
        """
        return [
            row[0]
            for row in self._rows(
                """WITH own AS (SELECT hash FROM shingles WHERE article_id = ?1),
                shared AS (
                    SELECT other.article_id AS id, count(*) AS n
                    FROM own JOIN shingles other USING (hash)
                    WHERE other.article_id <> ?1 AND (SELECT count(*) FROM (
                        SELECT 1 FROM shingles s WHERE s.hash = own.hash LIMIT 51)) <= 50
                    GROUP BY other.article_id ORDER BY n DESC, id LIMIT ?2)
                SELECT id FROM shared WHERE 2 * n >= min(
                    (SELECT count(*) FROM own),
                    (SELECT count(*) FROM shingles s WHERE s.article_id = shared.id))""",
                (article_id, limit),
            )
        ]

    # Passages

    def passages(self, article_id: str | None = None) -> Iterator[Passage]:
        """Passages of one article, or of all, in reading order."""
        if article_id is not None:
            query = _PASSAGE + " FROM passages p WHERE p.article_id = ? ORDER BY p.ordinal"
            yield from (Passage(*row) for row in self._rows(query, (article_id,)))
            return
        for (known,) in self._rows("SELECT id FROM articles ORDER BY rowid"):
            yield from self.passages(known)

    def passages_by_id(self, ids: Sequence[int]) -> dict[int, Passage]:
        """The passages that still exist among `ids`."""
        found: dict[int, Passage] = {}
        for batch in _batches(ids):
            marks = ",".join("?" * len(batch))
            for row in self._rows(f"{_PASSAGE} FROM passages p WHERE p.id IN ({marks})", batch):
                found[row[0]] = Passage(*row)
        return found

    def passage_ids(self, article_ids: Iterable[str]) -> list[int]:
        """Ids of all passages of these articles."""
        ids: list[int] = []
        for batch in _batches(sorted(article_ids)):
            marks = ",".join("?" * len(batch))
            rows = self._rows(f"SELECT id FROM passages WHERE article_id IN ({marks})", batch)
            ids.extend(row[0] for row in rows)
        return ids

    def lexical_rows(self, ids: Sequence[int]) -> Iterator[tuple[int, str, str, str]]:
        """Passage id, article id, passage text, and what stands above the passage."""
        for batch in _batches(ids):
            marks = ",".join("?" * len(batch))
            yield from self._rows(
                "SELECT p.id, p.article_id, p.text, coalesce(a.title, '') || '\n' || "
                "coalesce(a.subtitle, '') || '\n' || coalesce(p.heading, '') || '\n' || "
                "coalesce(a.source, '') || '\n' || coalesce(a.date, '') "
                f"FROM passages p JOIN articles a ON a.id = p.article_id WHERE p.id IN ({marks})",
                batch,
            )

    def vectors(self, ids: Sequence[int], dimension: int) -> Iterator[tuple[int, Half]]:
        """Passage id and its vectors, (n, dimension) each."""
        for batch in _batches(ids):
            marks = ",".join("?" * len(batch))
            for passage_id, content in self._rows(
                f"SELECT passage_id, content FROM vectors WHERE passage_id IN ({marks})", batch
            ):
                yield passage_id, _unpack(content, dimension)

    def put_vectors(self, passage_id: int, rows: Half) -> None:
        """Replace the vectors of a passage."""
        self._connection.execute(
            "INSERT OR REPLACE INTO vectors VALUES (?, ?)", (passage_id, _pack(rows))
        )


def _pack(rows: Half) -> bytes:
    return np.ascontiguousarray(rows, dtype="<f2").tobytes()


def _unpack(content: bytes, dimension: int) -> Half:
    return np.frombuffer(content, dtype="<f2").reshape(-1, dimension)


def _batches(items: Sequence[Any], size: int = 500) -> Iterator[list[Any]]:
    for start in range(0, len(items), size):
        yield list(items[start : start + size])


def _article(row: tuple[Any, ...]) -> Article:
    blocks = tuple(Block(*block) for block in json.loads(row[11]))
    return Article(*[*row[:11], blocks, row[12]])


def _where(filters: Filters | None) -> tuple[str, list[Any]]:
    """SQL over `articles a`. '~' sorts after every digit and '-', so '2021~' ends the year."""
    clauses, parameters = ["1"], []
    if filters is not None:
        if filters.date_from:
            clauses.append("a.date || '~' >= ?")
            parameters.append(filters.date_from)
        if filters.date_to:
            clauses.append("a.date <= ? || '~'")
            parameters.append(filters.date_to)
        if filters.source:
            clauses.append("a.source = ?")
            parameters.append(filters.source)
        if filters.article_ids is not None:
            clauses.append("a.id IN (SELECT value FROM json_each(?))")
            parameters.append(json.dumps(filters.article_ids))
        if filters.place:
            clauses.append("instr(a.folded, ?) > 0")
            parameters.append(fold_text(filters.place))
    return " AND ".join(clauses), parameters
