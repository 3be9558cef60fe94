"""The articles of a database: texts, the files they were read from, reprints, filters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from .article import Article, Block, Repair
from .database import Database
from .normalise import fold_text
from .search import Filters

_ARTICLE = """SELECT a.id, a.title, a.subtitle, a.source, a.date, a.page, a.author, a.language,
    a.text, o.path, o.sha256, a.blocks, a.note FROM articles a
    JOIN origins o ON o.rowid = (SELECT rowid FROM origins WHERE article_id = a.id
        ORDER BY file, reading DESC, ordinal LIMIT 1)"""
# What copies of an article may state differently; that of the first copy counts.
_STATED = ("subtitle", "source", "date", "page", "author", "note")


class ArticleTable(Database):
    """Articles and their origins: one article may stand in several files, as a copy of the same text.

    What copies state differently (a date, a page) is taken from the first one.
    """

    def has_article(self, article_id: str) -> bool:
        """Whether the article's text is stored."""
        return bool(self._rows("SELECT 1 FROM articles WHERE id = ?", (article_id,)))

    def put_article(self, article: Article) -> None:
        """Store an article's text; its passages go to `put_passages`.

        An article that is there already gets the new title, blocks and text; see `drop_passages`.
        """
        folded = fold_text("\n".join(filter(None, (article.title, article.subtitle, article.text))))
        blocks = json.dumps([[block.kind, block.start, block.end] for block in article.blocks])
        connection = self._connection
        connection.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL) "
            "ON CONFLICT (id) DO UPDATE SET title = excluded.title, language = excluded.language, "
            "text = excluded.text, blocks = excluded.blocks, folded = excluded.folded",
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
        """Delete an article with its passages and vectors, and forget the files that hold it."""
        self.drop_passages(article_id)
        self._connection.execute("DELETE FROM origins WHERE article_id = ?", (article_id,))
        self._connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))

    def drop_passages(self, article_id: str) -> None:
        """Delete what was made of an article's text: passages, vectors, shingles."""
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
        ):
            self._connection.execute(statement, parameters)

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
