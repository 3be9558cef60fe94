"""The collection that is used when none is named: the bundled articles, indexed on first use."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

from .build import Progress
from .collection import Collection

BUNDLED = Path(__file__).resolve().parent.parent / "articles"
# A second process that starts at the same time waits for the first one's index.
_PATIENCE = 600.0


def default_folder() -> Path:
    """Where the default collection lies: `$WENJU_HOME`, or the user's cache folder.

    Each copy of the project has its own, so that two versions of the articles never mix.
    """
    home = os.environ.get("WENJU_HOME")
    if home:
        base = Path(home)
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wenju"
    return base / f"collection-{hashlib.sha256(str(BUNDLED).encode()).hexdigest()[:8]}"


def open_collection(folder: Path | None = None, **options: Any) -> Collection:
    """What `--index` names: the collection in that folder, which must exist, or the default.

    Raises `EmptyCollection` when there is no index in `folder`.
    """
    if folder is None:
        return open_default(**options)
    return Collection.open(folder, create=False, **options)


def open_default(*, progress: Progress | None = None, **options: Any) -> Collection:
    """The default collection, up to date with the bundled articles.

    The vectors are made again when the built-in embedder has been replaced, since nobody chose
    the old one. `options` are those of `Collection`.
    """
    collection = Collection.open(default_folder(), follows_model=True, **options)
    if BUNDLED.is_dir():
        collection.build([BUNDLED], progress=progress, wait=_PATIENCE)
    return collection
