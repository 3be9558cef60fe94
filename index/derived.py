"""The two indexes that are made from the database, and kept in step with it.

Each carries the generation of the database that it was made from. What is missing, damaged or
behind is made again or caught up; the database is never changed here.
"""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from .lexical import LexicalIndex
from .store import Store
from .vectors import VectorIndex


class DerivedIndexes:
    """BM25 and the nearest neighbours of one collection, as this process has them open.

    `mutex` guards both: threads share them.
    """

    def __init__(self, folder: Path, store: Store) -> None:
        self._folder = folder
        self._store = store
        self.lexical: LexicalIndex | None = None
        self.vectors: VectorIndex | None = None
        self.mutex = threading.RLock()

    @property
    def is_fresh(self) -> bool:
        """Are both open, and of the database's present generation?"""
        return (
            self.lexical is not None
            and self.vectors is not None
            and self.lexical.generation == self.vectors.generation == self._store.generation
        )

    def catch_up(self) -> None:
        """Bring both up to the database, on disk too; the writer's lock is held."""
        with self.mutex:
            self._catch_up_lexical()
            self._catch_up_vectors(may_write=True)

    def read_along(self) -> None:
        """Serve from what is on disk, and what is missing there from memory."""
        lexical = self._open_lexical(self._lexical_folder())
        if lexical is None:
            lexical = self.lexical or LexicalIndex.create(None, self._stamp)
        if lexical.folder is None:
            self._replay(lexical)
        self.lexical = lexical
        self._catch_up_vectors(may_write=False)

    def generations_on_disk(self) -> tuple[int | None, int | None]:
        """Of the lexical index and of the vectors; None where there is none that can be read."""
        lexical = LexicalIndex.open(path, self._stamp) if (path := self._lexical_folder()) else None
        vectors = VectorIndex.open(self._vectors_path, self._vector_stamp)
        return lexical.generation if lexical else None, vectors.generation if vectors else None

    @property
    def _stamp(self) -> str:
        return self._store.meta("identity") or ""

    @property
    def _vector_stamp(self) -> str:
        return f"{self._stamp}-{self._store.meta('fingerprint')}-{self._store.meta('embedded')}"

    @property
    def _vectors_path(self) -> Path:
        return self._folder / "vectors.faiss"

    def _lexical_folder(self) -> Path | None:
        numbered = [
            (int(path.name.removeprefix("lexical-")), path)
            for path in self._folder.glob("lexical-*")
            if path.name.removeprefix("lexical-").isdecimal()
            and (path / "generation.json").exists()
        ]
        return max(numbered)[1] if numbered else None

    def _catch_up_lexical(self) -> None:
        folder = self._lexical_folder()
        lexical = self._open_lexical(folder)
        if lexical is None or lexical.generation > self._store.generation:
            # A new name: another process may still read the old one.
            number = int(folder.name.removeprefix("lexical-")) + 1 if folder is not None else 0
            lexical = LexicalIndex.create(self._folder / f"lexical-{number}", self._stamp)
        self._replay(lexical)
        self.lexical = lexical
        for path in self._folder.glob("lexical-*"):
            if path != lexical.folder:
                shutil.rmtree(path, ignore_errors=True)

    def _open_lexical(self, folder: Path | None) -> LexicalIndex | None:
        if folder is None:
            return None
        if self.lexical is not None and self.lexical.folder == folder:
            try:
                self.lexical.reload()
                return self.lexical
            except (OSError, ValueError):
                pass
        return LexicalIndex.open(folder, self._stamp)

    def _replay(self, lexical: LexicalIndex) -> None:
        changes = self._store.changes_since(lexical.generation)
        if changes.generation != lexical.generation:
            rows = self._store.lexical_rows(changes.added)
            lexical.update(changes.generation, rows, changes.removed)

    def _catch_up_vectors(self, *, may_write: bool) -> None:
        stamp, known = self._vector_stamp, self._store.meta("dimension")
        dimension = int(known or 1)
        vectors = self.vectors
        if vectors is None or vectors.stamp != stamp:
            vectors = VectorIndex.open(self._vectors_path, stamp)
        changes = self._store.changes_since(vectors.generation if vectors else -1)
        if vectors is None or vectors.generation > changes.generation or not vectors.fits_its_size:
            changes = self._store.changes_since(-1)
            vectors = VectorIndex.build(
                changes.generation,
                stamp,
                dimension,
                self._store.vectors(changes.added, dimension),
            )
        elif changes.generation != vectors.generation:
            rows = self._store.vectors(changes.added, dimension)
            vectors.update(changes.generation, dimension, rows, changes.removed)
        if may_write and known is not None and vectors.is_worth_writing:
            vectors.write(self._vectors_path)
        self.vectors = vectors
