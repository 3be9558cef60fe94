"""The lexical index: BM25 over our own tokens, in tantivy.

Two fields: `body`, the passage, and `above`, what stands over it (title, subtitle, heading,
newspaper, date). Both hold the tokens of `index.tokens` joined by spaces, so that any engine with
a white-space tokeniser gives the same ranking. The score is
`BM25(body) + ABOVE_WEIGHT * BM25(above)`, k1 = 1.2, b = 0.75 (Robertson and Zaragoza, "The
Probabilistic Relevance Framework", 2009, as in Lucene).
"""

from __future__ import annotations

import json
import shutil
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from .durable import replacing, sync_folder
from .tokens import tokens

ABOVE_WEIGHT = 0.5
# A pasted page as a question: more terms than this change no ranking, only the time.
_MOST_TERMS = 512
_HEAP_BYTES = 64_000_000
# Raised when fields or tokens change, so that older indexes are rebuilt.
_FORMAT = 2
_MAGIC = 1337
_SEGMENT_FILES = (".idx", ".term", ".pos", ".fast", ".fieldnorm", ".store")

Row = tuple[int, str, str, str]


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    # Signed: the binding deletes by no unsigned term, and says nothing (tantivy-py 0.27).
    builder.add_integer_field("passage", indexed=True, fast=True)
    builder.add_text_field("article", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("above", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class LexicalIndex:
    """Passages by BM25. `generation` is that of the database which the index agrees with."""

    def __init__(self, index: Any, stamp: str, generation: int, folder: Path | None) -> None:
        self._index = index
        self._schema = index.schema
        self._stamp = stamp
        self.folder = folder
        self.generation = generation

    @classmethod
    def open(cls, folder: Path, stamp: str) -> LexicalIndex | None:
        """The index in `folder`, or None when it is missing, damaged, or of another database."""
        import tantivy

        try:
            facts = json.loads((folder / "generation.json").read_text())
            if facts["stamp"] != stamp or facts["format"] != _FORMAT:
                return None
            _verify(folder)
            return cls(tantivy.Index.open(str(folder)), stamp, int(facts["generation"]), folder)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @classmethod
    def create(cls, folder: Path | None, stamp: str) -> LexicalIndex:
        """An empty index in a fresh folder, or in memory."""
        import tantivy

        if folder is None:
            return cls(tantivy.Index(_schema()), stamp, -1, None)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        sync_folder(folder.parent)
        return cls(tantivy.Index(_schema(), path=str(folder)), stamp, -1, folder)

    def update(self, generation: int, added: Iterable[Row], removed: Iterable[int]) -> None:
        """Catch up with the database. Doing it twice does no harm, so a kill in between is safe."""
        import tantivy

        writer = self._index.writer(_HEAP_BYTES, 1)
        for passage_id in removed:
            writer.delete_documents_by_term("passage", passage_id)
        for passage_id, article_id, text, above in added:
            if self.generation >= 0:
                writer.delete_documents_by_term("passage", passage_id)
            document = tantivy.Document()
            document.add_integer("passage", passage_id)
            document.add_text("article", article_id)
            document.add_text("body", " ".join(tokens(text)))
            document.add_text("above", " ".join(tokens(above)))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        if self.folder is not None:
            with replacing(self.folder / "generation.json") as draft:
                facts = {"format": _FORMAT, "stamp": self._stamp, "generation": generation}
                draft.write_text(json.dumps(facts))
        self.generation = generation

    def reload(self) -> None:
        """See what another process has committed."""
        self._index.reload()
        if self.folder is not None:
            path = self.folder / "generation.json"
            self.generation = int(json.loads(path.read_text())["generation"])

    def document_frequencies(self, wanted: Iterable[str]) -> dict[str, int]:
        """In how many passages each token of `wanted` stands, headings and titles left out."""
        searcher = self._index.searcher()
        return {token: int(searcher.doc_freq("body", token)) for token in wanted}

    def search(
        self, query: str, limit: int, article_ids: Sequence[str] | None = None
    ) -> list[tuple[int, float]]:
        """(passage id, score), best first; only from `article_ids` when given."""
        from tantivy import Occur, Query

        counts = Counter(tokens(query)).most_common(_MOST_TERMS)
        if not counts or limit < 1 or (article_ids is not None and not article_ids):
            return []
        clauses = []
        for token, count in counts:
            for field, weight in (("body", 1.0), ("above", ABOVE_WEIGHT)):
                term = Query.term_query(self._schema, field, token, "freq")
                clauses.append((Occur.Should, Query.boost_query(term, weight * count)))
        matching = Query.boolean_query(clauses)
        if article_ids is not None:
            only = Query.term_set_query(self._schema, "article", list(article_ids))
            matching = Query.boolean_query(
                [(Occur.Must, matching), (Occur.Must, Query.const_score_query(only, 0.0))]
            )
        searcher = self._index.searcher()
        hits = searcher.search(matching, limit, count=False).hits
        ids = searcher.fast_field_values("passage", [address for _, address in hits])
        found = zip(ids, (float(score) for score, _ in hits), strict=True)
        # Equal scores in the order of the collection, whatever the segments are.
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))


def _verify(folder: Path) -> None:
    """Compare every segment file with the checksum in its own footer.

    The footer is JSON with the CRC-32 of what precedes it, its length, and a magic number
    (tantivy, `src/directory/footer.rs`). A flipped bit would otherwise show as a wrong ranking or
    end the process. Raises ValueError or OSError.
    """
    for segment in json.loads((folder / "meta.json").read_text())["segments"]:
        stem = segment["segment_id"].replace("-", "")
        wanted = {f"{stem}{suffix}" for suffix in _SEGMENT_FILES}
        if segment["deletes"]:
            wanted.add(f"{stem}.{segment['deletes']['opstamp']}.del")
        for name in sorted(wanted):
            content = (folder / name).read_bytes()
            if len(content) < 8:
                raise ValueError(f"{name} is cut off")
            length, magic = struct.unpack("<II", content[-8:])
            footer = json.loads(content[-8 - length : -8])
            if magic != _MAGIC or zlib.crc32(content[: -8 - length]) != footer["crc"]:
                raise ValueError(f"{name} does not match its checksum")
