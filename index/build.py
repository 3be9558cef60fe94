"""Bring a database up to date with files: only what has changed is read, cut and embedded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from .article import Article, Repair
from .clean import clean
from .duplicates import link, sampled_shingles
from .embed import Embedder, Granularity, texts_to_embed
from .errors import UnreadableFile
from .read import Raw, Source, fingerprint, read, scan
from .reading_version import reading_version
from .split import Piece, split
from .store import FileRecord, Half, Store

# (files done, files in all, name of the file at hand)
Progress = Callable[[int, int, str], None]

# A transaction holds about so many passages: enough to be fast, few enough to lose to a kill.
_PASSAGES_A_COMMIT = 500
_FILES_A_COMMIT = 200
# Before the name of a folder: which version of the reading code read what is in it.
_READ_BY = "read by: "


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: numbers of files and ids of articles; problems name file and reason."""

    files: int = 0
    unchanged: int = 0
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    problems: tuple[UnreadableFile, ...] = ()


@dataclass(slots=True)
class _Pending:
    """Work of a transaction that has not begun yet."""

    origins: list[tuple[str, int, int, Article, Sequence[Repair]]] = field(default_factory=list)
    raws: dict[str, bytes] = field(default_factory=dict)
    articles: dict[str, tuple[Article, list[Piece]]] = field(default_factory=dict)
    finished: list[tuple[FileRecord, int]] = field(default_factory=list)
    touched: list[FileRecord] = field(default_factory=list)
    passages: int = 0

    @property
    def is_full(self) -> bool:
        files = len(self.finished) + len(self.touched)
        return self.passages >= _PASSAGES_A_COMMIT or files >= _FILES_A_COMMIT


class Build:
    """One run over files. The caller holds the writer's lock."""

    def __init__(
        self,
        store: Store,
        embedder: Callable[[], Embedder],
        granularity: Granularity,
        progress: Progress | None = None,
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._granularity = granularity
        self._progress = progress or (lambda done, total, name: None)
        self._named: set[str] = set()
        # Files that another version of the code read, and the articles made anew from them.
        self._outdated: set[str] = set()
        self._renewed: set[str] = set()
        self._added: list[str] = []
        self._removed: list[str] = []

    def run(self, paths: Sequence[Path], *, forget_missing: bool) -> BuildReport:
        """Read what is new or changed below `paths`; forget what is gone there."""
        sources = {source.key: source for path in paths for source in scan(path)}
        if forget_missing:
            self._outdate({source.root for source in sources.values()})
        known = self._store.files()
        self._outdated = {path for path, record in known.items() if record.is_outdated}
        # A file that is added by name is read again, though it has not changed: its article may
        # have been removed.
        self._named = (
            set() if forget_missing else sources.keys() & {s.root for s in sources.values()}
        )
        if not forget_missing:
            # Adding a file again does not take it from the folder that it came with.
            sources = {
                path: replace(source, root=known[path].root) if path in known else source
                for path, source in sources.items()
            }
        changed = [
            source
            for path, source in sources.items()
            if (record := known.get(path)) is None
            or path in self._named
            or (record.size, record.mtime_ns, record.root)
            != (source.size, source.mtime_ns, source.root)
        ]
        self._index(changed, known)
        # Last, so that a renamed file brings its article over instead of making it anew.
        if forget_missing:
            roots = [path.resolve() for path in paths]
            self._forget(
                [
                    path
                    for path, record in known.items()
                    if path not in sources and _has_gone(record, roots)
                ]
            )
        if self._removed:
            with self._store.transaction():
                self._store.sweep_raw()
        now = self._store.files()
        problems = [
            _problem(problem) for path in sources if path in now for problem in now[path].problems
        ]
        gone = set(self._removed)
        return BuildReport(
            files=len(sources),
            unchanged=len(sources) - len(changed),
            added=tuple(known_id for known_id in self._added if known_id not in gone),
            removed=tuple(known_id for known_id in self._removed if known_id not in self._added),
            problems=tuple(problems),
        )

    def _outdate(self, roots: Iterable[str]) -> None:
        """What another version of the reading code has read from these folders is read again."""
        old = [root for root in roots if self._store.meta(_READ_BY + root) != reading_version()]
        if old:
            with self._store.transaction():
                for root in old:
                    self._store.outdate_files(root)
                    self._store.set_meta(_READ_BY + root, reading_version())

    def remove(self, article_ids: Iterable[str]) -> None:
        """Delete articles; their files stay known, so that a build does not bring them back."""
        with self._store.transaction():
            deleted = list(article_ids)
            for article_id in deleted:
                self._store.delete_article(article_id)
            self._lose(deleted)
            self._store.sweep_raw()

    def reembed(self) -> None:
        """Replace all vectors in one transaction."""
        store, embedder = self._store, self._embedder()
        count = store.counts()["articles"]
        with store.transaction():
            self._note_embedder(embedder)
            # Derived files made before this are of other vectors, even of the same model.
            store.set_meta("embedded", str(store.generation + 1))
            for number, article in enumerate(store.articles()):
                self._progress(number, count, article.path)
                passages = list(store.passages(article.id))
                pieces = [Piece(p.ordinal, p.heading, p.kind, p.start, p.end) for p in passages]
                rows = self._embed([(article, pieces)])
                for passage, vectors in zip(passages, rows, strict=True):
                    store.put_vectors(passage.id, vectors)

    def _forget(self, paths: Sequence[str]) -> None:
        if not paths:
            return
        with self._store.transaction():
            for path in paths:
                self._lose(self._store.finish_file(path, None))

    def _index(self, sources: Sequence[Source], known: dict[str, FileRecord]) -> None:
        pending = _Pending()
        for number, source in enumerate(sources):
            self._progress(number, len(sources), source.name)
            for _ in self._read_into(pending, source, known.get(source.key)):
                if pending.is_full:
                    self._commit(pending)
                    pending = _Pending()
        if pending.finished or pending.touched:
            self._commit(pending)
        self._progress(len(sources), len(sources), "")

    def _read_into(
        self, pending: _Pending, source: Source, record: FileRecord | None
    ) -> Iterator[None]:
        """Read one file into the pending work, pausing after every document."""
        path = source.key
        problems: list[str] = []
        reading = self._store.generation + 1
        try:
            sha256 = fingerprint(source.path)
        except OSError as error:
            sha256 = ""
            problems.append(str(UnreadableFile(source.name, error.strerror or str(error))))
        new = FileRecord(path, source.root, source.size, source.mtime_ns, sha256)
        is_same = record is not None and sha256 != "" and record.sha256 == sha256
        if record is not None and is_same and path not in self._named:
            # Touched, or come with another folder: not changed.
            pending.touched.append(FileRecord(*_stat(new), sha256, record.problems))
            yield
            return
        ordinal = 0
        results = read(source.path, source.name) if sha256 else iter(())
        for result in results:
            if isinstance(result, UnreadableFile):
                problems.append(str(result))
                continue
            ordinal = self._clean_into(pending, path, reading, ordinal, result)
            yield
        if ordinal == 0 and not problems:
            problems.append(str(UnreadableFile(source.name, "the file holds no article")))
        pending.finished.append((FileRecord(*_stat(new), sha256, tuple(problems)), reading))
        yield

    def _clean_into(
        self, pending: _Pending, path: str, reading: int, ordinal: int, raw: Raw
    ) -> int:
        for cleaned in clean(raw):
            article = cleaned.article
            pieces: list[Piece] | None = None
            stored = self._store.has_article(article.id)
            if stored and path in self._outdated and article.id not in self._renewed:
                pieces = split(article.text, article.blocks)
                stored = self._is_alike(article, pieces)
            if article.id not in pending.articles and not stored:
                pieces = split(article.text, article.blocks) if pieces is None else pieces
                if not pieces:
                    continue
                pending.articles[article.id] = (article, pieces)
                pending.passages += len(pieces)
            pending.origins.append((path, reading, ordinal, article, cleaned.repairs))
            pending.raws[raw.sha256] = raw.content
            ordinal += 1
        return ordinal

    def _is_alike(self, article: Article, pieces: Sequence[Piece]) -> bool:
        """Is the article that is stored under this id cut and titled as this one?"""
        stored = self._store.article(article.id)
        cuts = [
            Piece(p.ordinal, p.heading, p.kind, p.start, p.end)
            for p in self._store.passages(article.id)
        ]
        return (
            stored is not None
            and (stored.title, stored.text, stored.blocks)
            == (article.title, article.text, article.blocks)
            and cuts == list(pieces)
        )

    def _commit(self, pending: _Pending) -> None:
        """One transaction: either all of the pending work is there afterwards, or nothing."""
        store = self._store
        new = list(pending.articles.values())
        vectors = iter(self._embed(new))
        with store.transaction():
            if new:
                self._note_embedder(self._embedder())
            for article, pieces in new:
                rows = [next(vectors) for _ in pieces]
                if store.has_article(article.id):
                    store.drop_passages(article.id)
                    self._renewed.add(article.id)
                else:
                    self._added.append(article.id)
                store.put_article(article)
                store.put_passages(article, pieces, rows)
                store.put_shingles(article.id, sampled_shingles(article.text))
            for sha256, content in pending.raws.items():
                store.put_raw(sha256, content)
            for path, reading, ordinal, article, repairs in pending.origins:
                store.put_origin(path, reading, ordinal, article, repairs)
            for record in pending.touched:
                store.put_file(record)
            for record, reading in pending.finished:
                store.put_file(record)
                self._lose(store.finish_file(record.path, reading))
            link(store, [article.id for article, _ in new])

    def _embed(self, articles: Sequence[tuple[Article, Sequence[Piece]]]) -> list[Half]:
        """One (n, dim) array for each passage, in order."""
        groups = [
            texts_to_embed(article, piece, self._granularity)
            for article, pieces in articles
            for piece in pieces
        ]
        texts = [text for group in groups for text in group]
        if not texts:
            return []
        rows = self._embedder().documents(texts).astype(np.float16)
        ends = np.cumsum([len(group) for group in groups])
        return np.split(rows, ends[:-1])

    def _note_embedder(self, embedder: Embedder) -> None:
        for key, value in (
            ("embedder", embedder.name),
            ("fingerprint", embedder.fingerprint),
            ("dimension", str(embedder.dimension)),
            ("granularity", self._granularity),
        ):
            if self._store.meta(key) != value:
                self._store.set_meta(key, value)

    def _lose(self, deleted: Sequence[str]) -> None:
        """Reprints of a deleted article stand for themselves again, or for one another."""
        if not deleted:
            return
        self._removed.extend(deleted)
        gone = set(deleted)
        freed = [reprint for reprint, kept in self._store.duplicates().items() if kept in gone]
        for reprint in freed:
            self._store.set_duplicate(reprint, None)
        link(self._store, freed)


def _has_gone(record: FileRecord, roots: Sequence[Path]) -> bool:
    """Whether a file that was not seen came with one of these folders, or was deleted in it."""
    path = Path(record.path)
    for root in roots:
        if record.root == str(root) or (root in path.parents and not path.exists()):
            return True
    return False


def _stat(record: FileRecord) -> tuple[str, str, int, int]:
    return record.path, record.root, record.size, record.mtime_ns


def _problem(text: str) -> UnreadableFile:
    path, _, reason = text.partition(": ")
    return UnreadableFile(path, reason)
