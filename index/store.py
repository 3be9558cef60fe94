"""The database of a collection: files, articles, passages, vectors. The source of truth.

Everything else in the folder of an index is derived from it; `changes_since` tells a derived file
what it has missed. Each table has a module of its own: `file_table`, `article_table`,
`passage_table`, over the one connection of `database`.
"""

from __future__ import annotations

from dataclasses import dataclass

from .file_table import FileRecord, FileTable
from .passage_table import Half, PassageTable

__all__ = ["Changes", "FileRecord", "Half", "Store"]


@dataclass(frozen=True, slots=True)
class Changes:
    """Passages that came and went after some generation, up to `generation`."""

    generation: int
    added: list[int]
    removed: list[int]


class Store(FileTable, PassageTable):
    """One collection's database, all its tables together."""

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
