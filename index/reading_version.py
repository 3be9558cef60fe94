"""Which version of the reading code made an index: files read by another are read again.

A page that an older version repaired differently would otherwise keep its old text for ever, since
its file has not changed.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent
# All that decides what text an article gets, and where its passages begin and end.
_READING = (
    "archives.py", "article.py", "clean.py", "columns.py", "document.py", "encodings.py",
    "formats.py", "metadata.py", "normalise.py", "read.py", "sentences.py", "split.py",
    "web_page.py", "layout/*",
)  # fmt: skip


@lru_cache(maxsize=1)
def reading_version() -> str:
    """A digest of the code and the data that turn files into passages."""
    digest = hashlib.sha256()
    for pattern in _READING:
        for path in sorted(_HERE.glob(pattern)):
            if path.suffix in (".py", ".npz", ".json"):
                digest.update(path.name.encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
