"""Open an assistant over an index folder, or over the bundled articles."""

from __future__ import annotations

from pathlib import Path

from .assistant import Assistant


def open_default(
    index_dir: str | Path | None = None,
    *,
    profile: str = "builtin",
    embedder: str | None = None,
    reader: str | None = None,
    ablate: frozenset[str] = frozenset(),
) -> Assistant:
    """An assistant with the models of `profile`.

    Without `index_dir` the bundled articles answer, indexed on first use into the user's cache.
    `embedder` and `reader` override the profile: a folder or a model id.

    Raises:
        index.IndexingError: the index cannot be opened; the message says what to do.
        KeyError: no such profile.
    """
    from index import open_collection
    from models import PROFILES, load_reader

    chosen = PROFILES[profile]
    folder = None if index_dir is None else Path(index_dir)
    collection = open_collection(folder, embedder=embedder or chosen.embedder)
    return Assistant(collection, load_reader(reader or chosen.reader), ablate=ablate)
