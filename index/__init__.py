"""Files in, searchable index out. `index` knows articles and passages, and no questions.

Data flows in one line: read -> clean -> split -> embed -> store.
"""

from __future__ import annotations

from .article import Article, Block, Language, Passage, Repair
from .build import BuildReport
from .collection import Collection
from .contract import article_head, passage_object
from .default import BUNDLED, default_folder, open_collection, open_default
from .errors import (
    CorruptIndex,
    EmptyCollection,
    IndexBusy,
    IndexingError,
    ModelMismatch,
    UnreadableFile,
)
from .search import Filters, Hit

__all__ = [
    "BUNDLED",
    "Article",
    "Block",
    "BuildReport",
    "Collection",
    "CorruptIndex",
    "EmptyCollection",
    "Filters",
    "Hit",
    "IndexBusy",
    "IndexingError",
    "Language",
    "ModelMismatch",
    "Passage",
    "Repair",
    "UnreadableFile",
    "article_head",
    "default_folder",
    "open_collection",
    "open_default",
    "passage_object",
]
