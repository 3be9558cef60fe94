"""The passages of a database and their vectors, in the order and shape that the indexes want."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from .article import Article, Passage
from .database import Database, batches
from .split import Piece

_PASSAGE = "SELECT p.id, p.article_id, p.ordinal, p.heading, p.start, p.end, p.text, p.kind"

Half = npt.NDArray[np.float16]


class PassageTable(Database):
    """Passages by id. Ids are never used twice: a derived file that is behind can name a passage
    that is gone, but never a wrong one.
    """

    def put_passages(
        self, article: Article, pieces: Sequence[Piece], vectors: Sequence[Half]
    ) -> None:
        """Store an article's passages and their vectors, one (n, dim) array each."""
        connection = self._connection
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
        for batch in batches(ids):
            marks = ",".join("?" * len(batch))
            for row in self._rows(f"{_PASSAGE} FROM passages p WHERE p.id IN ({marks})", batch):
                found[row[0]] = Passage(*row)
        return found

    def passage_ids(self, article_ids: Iterable[str]) -> list[int]:
        """Ids of all passages of these articles."""
        ids: list[int] = []
        for batch in batches(sorted(article_ids)):
            marks = ",".join("?" * len(batch))
            rows = self._rows(f"SELECT id FROM passages WHERE article_id IN ({marks})", batch)
            ids.extend(row[0] for row in rows)
        return ids

    def lexical_rows(self, ids: Sequence[int]) -> Iterator[tuple[int, str, str, str]]:
        """Passage id, article id, passage text, and what stands above the passage."""
        for batch in batches(ids):
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
        for batch in batches(ids):
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
