"""The files that a database was made from: what is remembered of each, and their raw bytes."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass

from .article_table import ArticleTable


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What is remembered of a file, to see without opening it whether it has changed."""

    path: str
    root: str
    size: int
    mtime_ns: int
    sha256: str
    problems: tuple[str, ...] = ()

    @property
    def is_outdated(self) -> bool:
        """Whether another version of the reading code read it; see `outdate_files`."""
        return self.size < 0


class FileTable(ArticleTable):
    """Files by path; an article lives as long as some file holds it."""

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

    def outdate_files(self, root: str) -> None:
        """Let the files of a folder look changed, save those whose articles were removed by id."""
        self._connection.execute(
            "UPDATE files SET size = -1, sha256 = '' WHERE root = ? "
            "AND (problems <> '[]' OR path IN (SELECT file FROM origins))",
            (root,),
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

    def sweep_raw(self) -> None:
        """Delete raw files that no article was read from."""
        self._connection.execute("DELETE FROM raw WHERE sha256 NOT IN (SELECT sha256 FROM origins)")
