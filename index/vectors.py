"""The vector index: passages by inner product of unit vectors, in FAISS.

A passage may have several vectors; vector j of passage p has the id `p * 256 + j`, and the
passage scores as its best vector. The file on disk may lag behind the database, whose vectors are
the truth: what it lacks is added in memory on opening, and the file is written again only when
the difference has grown (`WRITE_FRACTION`), so that adding one article costs one article.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .durable import replacing

PER_PASSAGE = 256
# Up to here an exact search takes milliseconds; above, an inverted file (FAISS wiki, "Guidelines
# to choose an index"; below 50,000 vectors it loses recall).
EXACT_UP_TO = 150_000
WRITE_FRACTION = 0.05
WANTED_RECALL = 0.98
_TRAINING_ROWS = 100_000

Vectors = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]
Rows = Iterable[tuple[int, npt.NDArray[np.floating[Any]]]]


class VectorIndex:
    """Passages by cosine similarity. `generation` is that of the database it agrees with."""

    def __init__(self, index: Any, generation: int, stamp: str, nprobe: int | None) -> None:
        self._index = index
        self._ids = _stored_ids(index)
        self.generation = generation
        self.stamp = stamp
        # How many lists of an inverted file a search visits; None for an exact index.
        self.nprobe = nprobe
        self.written_generation = -1
        self.unwritten = 0

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @classmethod
    def build(cls, generation: int, stamp: str, dimension: int, rows: Rows) -> VectorIndex:
        """A new index of all passages; its type follows their number."""
        faiss = _faiss()
        ids, vectors = _stack(rows, dimension)
        nprobe = None
        if len(ids) <= EXACT_UP_TO:
            index = faiss.index_factory(dimension, "IDMap2,SQfp16", faiss.METRIC_INNER_PRODUCT)
        else:
            lists = 2 ** round(float(np.log2(4 * np.sqrt(len(ids)))))
            index = faiss.index_factory(dimension, f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
            sample = np.random.default_rng(0).permutation(len(ids))[:_TRAINING_ROWS]
            index.train(vectors[sample])
        if len(ids):
            index.add_with_ids(vectors, ids)
        if len(ids) > EXACT_UP_TO:
            nprobe = index.nprobe = _enough_probes(index, ids, vectors)
        return cls(index, generation, stamp, nprobe)

    @classmethod
    def open(cls, path: Path, stamp: str) -> VectorIndex | None:
        """The index in `path`, or None when missing, damaged, or of other vectors."""
        faiss = _faiss()
        try:
            facts = json.loads(_facts_path(path).read_text())
            content = path.read_bytes()
            if facts["stamp"] != stamp or facts["crc32"] != zlib.crc32(content):
                return None
            index = faiss.deserialize_index(np.frombuffer(content, dtype=np.uint8))
            opened = cls(index, int(facts["generation"]), stamp, facts["nprobe"])
        except (OSError, ValueError, KeyError, TypeError, RuntimeError):
            return None
        opened.written_generation = opened.generation
        if opened.nprobe is not None:
            # FAISS does not keep it in the file.
            index.nprobe = opened.nprobe
        return opened

    def write(self, path: Path) -> None:
        """Replace the file. A kill between the two names leaves a checksum that does not match."""
        faiss = _faiss()
        content = faiss.serialize_index(self._index).tobytes()
        with replacing(path) as draft:
            draft.write_bytes(content)
        facts = {
            "generation": self.generation,
            "stamp": self.stamp,
            "nprobe": self.nprobe,
            "vectors": len(self),
            "crc32": zlib.crc32(content),
        }
        with replacing(_facts_path(path)) as draft:
            draft.write_text(json.dumps(facts, indent=1))
        self.written_generation = self.generation
        self.unwritten = 0

    @property
    def is_worth_writing(self) -> bool:
        """Whether enough has changed since the file was written."""
        return self.written_generation < 0 or self.unwritten > WRITE_FRACTION * len(self)

    def update(self, generation: int, dimension: int, rows: Rows, removed: Sequence[int]) -> None:
        """Catch up with the database; doing it twice does no harm."""
        faiss = _faiss()
        ids, vectors = _stack(rows, dimension)
        # What is about to be added may be there already: its vectors may be new ones.
        gone = self._ids_of(np.concatenate([np.asarray(removed, np.int64), ids // PER_PASSAGE]))
        if len(gone):
            self._index.remove_ids(faiss.IDSelectorBatch(gone))
            self._ids = np.setdiff1d(self._ids, gone, assume_unique=True)
        if len(ids):
            self._index.add_with_ids(vectors, ids)
            self._ids = np.concatenate([self._ids, ids])
        self.unwritten += len(ids) + len(removed)
        self.generation = generation

    def _ids_of(self, passage_ids: Ids) -> Ids:
        """The ids of all vectors of these passages."""
        return self._ids[np.isin(self._ids // PER_PASSAGE, passage_ids)]

    @property
    def fits_its_size(self) -> bool:
        """Whether the type of the index is still right, with room to move around the limit."""
        if self.nprobe is None:
            return len(self) <= 1.2 * EXACT_UP_TO
        return len(self) >= 0.8 * EXACT_UP_TO

    def search(
        self, query: Vectors, limit: int, passage_ids: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """(passage id, cosine) for a (dim,) query, best first; only `passage_ids` when given."""
        faiss = _faiss()
        if not len(self) or limit < 1 or (passage_ids is not None and not passage_ids):
            return []
        parameters = None
        if passage_ids is not None:
            selector = faiss.IDSelectorBatch(self._ids_of(np.asarray(passage_ids, np.int64)))
            if self.nprobe is not None:
                parameters = faiss.SearchParametersIVF(sel=selector, nprobe=self.nprobe)
            else:
                parameters = faiss.SearchParameters(sel=selector)
        wanted = limit
        while True:
            k = min(wanted, len(self))
            scores, ids = self._index.search(query[None, :], k, params=parameters)
            best: dict[int, float] = {}
            for vector_id, score in zip(ids[0].tolist(), scores[0].tolist(), strict=True):
                if vector_id >= 0:
                    best.setdefault(vector_id // PER_PASSAGE, score)
            # Several vectors of a passage use up places: look further.
            if len(best) >= limit or k == len(self) or ids[0][-1] < 0:
                found = sorted(best.items(), key=lambda hit: (-hit[1], hit[0]))
                return found[:limit]
            wanted *= 2


def _faiss() -> Any:
    """The library, loaded when it is first needed; its type stubs lack what we use."""
    import faiss

    return faiss


def _facts_path(path: Path) -> Path:
    return path.with_suffix(".json")


def _stored_ids(index: Any) -> Ids:
    """The ids of all vectors in a FAISS index."""
    faiss = _faiss()
    if isinstance(index, faiss.IndexIVF):
        lists = index.invlists
        parts = [
            faiss.rev_swig_ptr(lists.get_ids(number), lists.list_size(number)).copy()
            for number in range(lists.nlist)
        ]
        return np.concatenate(parts).astype(np.int64)
    ids: Ids = faiss.vector_to_array(index.id_map).astype(np.int64)
    return ids


def _stack(rows: Rows, dimension: int) -> tuple[Ids, Vectors]:
    ids: list[int] = []
    parts: list[npt.NDArray[np.floating[Any]]] = []
    for passage_id, vectors in rows:
        ids.extend(passage_id * PER_PASSAGE + j for j in range(len(vectors)))
        parts.append(vectors)
    if not parts:
        return np.empty(0, np.int64), np.empty((0, dimension), np.float32)
    return np.asarray(ids, np.int64), np.concatenate(parts).astype(np.float32)


def _enough_probes(index: Any, ids: Ids, vectors: Vectors) -> int:
    """The smallest power of two of lists to visit that reaches WANTED_RECALL at 10."""
    sample = np.random.default_rng(1).permutation(len(ids))[:200]
    exact = [set(ids[np.argpartition(-scores, 10)[:10]]) for scores in _scores(vectors, sample)]
    nprobe = 1
    while nprobe < index.nlist:
        index.nprobe = nprobe
        _, found = index.search(vectors[sample], 10)
        shared = sum(len(truth & set(row)) for truth, row in zip(exact, found, strict=True))
        if shared >= WANTED_RECALL * 10 * len(sample):
            break
        nprobe *= 2
    return nprobe


def _scores(vectors: Vectors, sample: npt.NDArray[np.int64]) -> Iterator[Vectors]:
    for row in sample:
        yield vectors @ vectors[row]
