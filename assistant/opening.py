"""Open an assistant over an index folder, or over the bundled articles."""

from __future__ import annotations

from pathlib import Path

from models import Profile

from .assistant import Assistant


def open_default(
    index_dir: str | Path | None = None,
    *,
    profile: str | Profile = "builtin",
    embedder: str | None = None,
    reader: str | None = None,
    ablate: frozenset[str] = frozenset(),
) -> Assistant:
    """An assistant with the models of `profile`: a name, or a `Profile` put together by hand.

    Without `index_dir` the bundled articles answer, indexed on first use into the user's cache.
    `embedder` and `reader` override the profile: a folder or a model id.

    Raises:
        index.IndexingError: the index cannot be opened; the message says what to do.
        models.ModelError: a model is missing or of another kind; the message says what to do.
        KeyError: no such profile.
    """
    from index import open_collection
    from models import PROFILES, load_generator, load_reader, load_reranker
    from models.hub import model_folder

    chosen = PROFILES[profile] if isinstance(profile, str) else profile
    chosen = chosen.but(embedder=embedder, reader=reader)
    # Models first: whether they are here is known in a moment, an index may take minutes.
    loaded = load_reader(
        chosen.reader,
        device=chosen.device,
        dtype=None if chosen.generates else chosen.dtype,
    )
    reranker = load_reranker(chosen.reranker, device=chosen.device) if chosen.reranker else None
    generator = load_generator(chosen)
    if chosen.embedder != "builtin":
        model_folder(chosen.embedder)
    folder = None if index_dir is None else Path(index_dir)
    collection = open_collection(folder, embedder=chosen.embedder)
    return Assistant(collection, loaded, ablate=ablate, reranker=reranker, generator=generator)
