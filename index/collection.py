"""A collection of articles: what the rest of the project reads, searches and adds to.

>>> collection = Collection.open(Path("my-index"))           # doctest: +SKIP
>>> collection.build([Path("my-articles")])                  # doctest: +SKIP
>>> collection.search_lexical("织里镇的童装", limit=5)         # doctest: +SKIP

The folder of an index:

    articles.sqlite          the truth: articles, passages, vectors, raw files (`store.py`)
    lexical-N/               BM25, derived (`lexical.py`, `derived.py`)
    vectors.faiss, .json     nearest neighbours, derived (`vectors.py`, `derived.py`)
    write.lock               held by the one process that writes
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .article import Article, Passage, Repair
from .build import Build, BuildReport, Progress
from .derived import DerivedIndexes
from .embed import Embedder, Granularity
from .errors import EmptyCollection, IndexBusy, ModelMismatch
from .search import Filters, Hit
from .store import Store

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_DATABASE = "articles.sqlite"
_NO_FILTERS = Filters()
# How long to wait, in seconds, for another process that embeds everything again.
_PATIENCE = 600.0


class Collection:
    """Articles on disk with a lexical and a vector index. Safe to share between threads.

    Several processes may read while one writes; a reader sees what is committed. `embedder` is a
    model or the name of one (`models.load_embedder`), loaded when it is first needed. Vectors of
    another model are an error (`ModelMismatch`), or with `follows_model` made again.
    """

    def __init__(
        self,
        folder: Path,
        *,
        embedder: SentenceTransformer | str = "builtin",
        granularity: Granularity = "sentence",
        follows_model: bool = False,
    ) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.store = Store(folder / _DATABASE)
        self._named = embedder
        self._granularity = granularity
        self._follows_model = follows_model
        self._thread = threading.local()
        self._embedder: Embedder | None = None
        self._derived = DerivedIndexes(folder, self.store)
        self._duplicates: tuple[int, dict[str, str]] = (-1, {})

    @classmethod
    def open(cls, folder: Path | str, *, create: bool = True, **options: Any) -> Collection:
        """The collection in `folder`, made if there is none and `create` is true.

        Raises `EmptyCollection` where there is none, and `CorruptIndex` when its database cannot
        be read. Damage to a derived file is mended.
        """
        path = Path(folder)
        if not create and not (path / _DATABASE).is_file():
            raise EmptyCollection(
                f"there is no index in {path}: make one with python -m index build PATH "
                f"--index {path}"
            )
        return cls(path, **options)

    # Writing

    def build(
        self,
        paths: Sequence[Path | str],
        *,
        progress: Progress | None = None,
        wait: float = 0,
        forget_missing: bool = True,
    ) -> BuildReport:
        """Bring the collection up to date with these files and folders.

        Unchanged files cost a `stat`. Articles of files that are gone from one of these folders
        are removed; other folders are left alone. What was committed before an interruption stays.
        Raises FileNotFoundError, `IndexBusy` when another process writes for longer than `wait`
        seconds, and `ModelMismatch`.
        """
        with self._writing(wait):
            try:
                return Build(self.store, lambda: self.embedder, self.granularity, progress).run(
                    [Path(path) for path in paths], forget_missing=forget_missing
                )
            finally:
                self._derived.catch_up()

    def add(
        self, paths: Sequence[Path | str], *, progress: Progress | None = None, wait: float = 0
    ) -> BuildReport:
        """Like `build`, but nothing is removed."""
        return self.build(paths, progress=progress, wait=wait, forget_missing=False)

    def remove(self, article_ids: Sequence[str], *, wait: float = 0) -> list[str]:
        """Remove articles; returns the ids that were there.

        An article stays removed until its file changes or is added again.
        """
        with self._writing(wait):
            present = [known for known in article_ids if self.store.article(known)]
            if present:
                Build(self.store, lambda: self.embedder, self.granularity, None).remove(present)
            self._derived.catch_up()
        return present

    def reembed(self, *, progress: Progress | None = None, wait: float = 0) -> None:
        """Embed all passages with the present embedder, after it was replaced by another."""
        with self._writing(wait):
            loaded = self._embedder = self._embedder or self._load_embedder()
            Build(self.store, lambda: loaded, self._granularity, progress).reembed()
            self._derived.catch_up()

    @contextmanager
    def _writing(self, wait: float) -> Iterator[None]:
        from filelock import FileLock, Timeout

        if getattr(self._thread, "writes", False):
            yield
            return
        try:
            with FileLock(self.folder / "write.lock", timeout=wait):
                self._thread.writes = True
                try:
                    yield
                finally:
                    self._thread.writes = False
        except Timeout:
            raise IndexBusy(
                f"another process is writing to {self.folder}: "
                "wait until it has finished, then run the command again"
            ) from None

    # Articles and passages

    def articles(self, filters: Filters | None = None) -> Iterator[Article]:
        """Articles that pass the filters, in the order in which they came."""
        return self.store.articles(filters)

    def article(self, article_id: str) -> Article | None:
        """The article, or None."""
        return self.store.article(article_id)

    def passages(self, article_id: str | None = None) -> Iterator[Passage]:
        """Passages of one article, or of all, in reading order."""
        return self.store.passages(article_id)

    def passage(self, passage_id: int) -> Passage | None:
        """The passage, or None."""
        return self.store.passages_by_id([passage_id]).get(passage_id)

    def repairs(self, article_id: str) -> list[Repair]:
        """What was changed in the raw file to make the article."""
        return self.store.repairs(article_id)

    def duplicates(self) -> dict[str, str]:
        """Near-duplicates: id of the reprint -> id of the article that it repeats."""
        generation = self.store.generation
        if self._duplicates[0] != generation:
            self._duplicates = (generation, self.store.duplicates())
        return self._duplicates[1]

    def status(self) -> dict[str, Any]:
        """Counts, the embedder, the state of the derived files, and files that were not read."""
        lexical, vectors = self._derived.generations_on_disk()
        return {
            "folder": str(self.folder),
            "generation": self.store.generation,
            **self.store.counts(),
            "embedder": self.store.meta("embedder"),
            "embedder_fingerprint": self.store.meta("fingerprint"),
            "granularity": self.granularity,
            "lexical_generation": lexical,
            "vectors_generation": vectors,
            "problems": {
                file.path: list(file.problems)
                for file in self.store.files().values()
                if file.problems
            },
        }

    # Searching

    def search_lexical(
        self, query: str, *, limit: int = 10, filters: Filters | None = None
    ) -> list[Hit]:
        """Passages by BM25. A reprint is left out when what it repeats may be returned."""
        self._refresh()
        lexical = self._derived.lexical
        assert lexical is not None

        def find(k: int, allowed: set[str] | None) -> list[tuple[int, float]]:
            return lexical.search(query, k, None if allowed is None else sorted(allowed))

        return self._hits(find, limit, filters or _NO_FILTERS)

    def search_dense(
        self, query: str, *, limit: int = 10, filters: Filters | None = None
    ) -> list[Hit]:
        """Passages by cosine similarity. Raises `ModelMismatch` for vectors of another model."""
        vector = self.embedder.query(query)
        self._refresh()

        def find(k: int, allowed: set[str] | None) -> list[tuple[int, float]]:
            ids = None if allowed is None else self.store.passage_ids(allowed)
            with self._derived.mutex:
                vectors = self._derived.vectors
                return vectors.search(vector, k, ids) if vectors else []

        return self._hits(find, limit, filters or _NO_FILTERS)

    def _hits(
        self,
        find: Callable[[int, set[str] | None], list[tuple[int, float]]],
        limit: int,
        filters: Filters,
    ) -> list[Hit]:
        duplicates = self.duplicates()
        allowed = None if filters.is_empty else self.store.allowed(filters)
        if allowed is not None:
            allowed -= {known for known in allowed if duplicates.get(known) in allowed}
        wanted = limit
        while True:
            found = find(wanted, allowed)
            passages = self.store.passages_by_id([passage_id for passage_id, _ in found])
            hits = [
                Hit(passage, score)
                for passage_id, score in found
                # A passage that is gone may be found until the derived files have caught up.
                if (passage := passages.get(passage_id)) is not None
                and (allowed is not None or passage.article_id not in duplicates)
            ]
            if len(hits) >= limit or len(found) < wanted:
                return hits[:limit]
            wanted *= 2

    @property
    def generation(self) -> int:
        """A number that grows with every change; compare it to know whether to read again."""
        return self.store.generation

    def passage_count(self) -> int:
        """How many passages there are."""
        return self.store.counts()["passages"]

    def document_frequencies(self, tokens: Sequence[str]) -> dict[str, int]:
        """In how many passages each token (`index.tokens`) stands; 0 for an unseen one.

        >>> collection.document_frequencies(["童装", "海沟"])     # doctest: +SKIP
        {'童装': 9, '海沟': 0}
        """
        self._refresh()
        assert self._derived.lexical is not None
        return self._derived.lexical.document_frequencies(tokens)

    # The embedder

    @property
    def granularity(self) -> Granularity:
        """What one vector stands for; fixed when the first article comes in."""
        return (
            "sentence"
            if (self.store.meta("granularity") or self._granularity) == "sentence"
            else "passage"
        )

    @property
    def embedder(self) -> Embedder:
        """The embedder, loaded on first use and compared with the one that made the vectors."""
        with self._derived.mutex:
            loaded = self._embedder = self._embedder or self._load_embedder()
            known = self.store.meta("fingerprint")
        if known is not None and known != loaded.fingerprint:
            if not self._follows_model:
                raise ModelMismatch(
                    f"the vectors in {self.folder} were made by the embedder "
                    f"{self.store.meta('embedder')} ({known}), the one in use is "
                    f"{loaded.name} ({loaded.fingerprint}). To embed the articles again: "
                    f"python -m index build --reembed --embedder {loaded.name} "
                    f"--index {self.folder}"
                )
            self.reembed(wait=_PATIENCE)
        return loaded

    def _load_embedder(self) -> Embedder:
        if not isinstance(self._named, str):
            return Embedder(self._named, type(self._named).__name__)
        from models import load_embedder

        return Embedder(load_embedder(self._named), self._named)

    def _refresh(self) -> None:
        """See what has been committed since the last search, mending what is behind."""
        with self._derived.mutex:
            if self._derived.is_fresh:
                return
            try:
                with self._writing(0):
                    self._derived.catch_up()
            except (IndexBusy, OSError):
                # Somebody else writes, or nobody may: serve what there is.
                self._derived.read_along()

    def close(self) -> None:
        """Close the database connection of this thread."""
        self.store.close()

    def __enter__(self) -> Collection:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
