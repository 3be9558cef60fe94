"""Every error that the index raises on purpose.

    IndexingError
    ├── UnreadableFile      a file that could not be turned into text
    ├── EmptyCollection     a build or a query found no article
    ├── ModelMismatch       the vectors were made by another embedder
    ├── IndexBusy           another process is writing to the index
    └── CorruptIndex        the database itself cannot be read

Each message says what was found, what was expected, and what to do next.
"""


class IndexingError(Exception):
    """Root of the errors that a user can do something about."""


class UnreadableFile(IndexingError):
    """A file could not be read as an article."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class EmptyCollection(IndexingError):
    """There is no article to index or to search."""


class ModelMismatch(IndexingError):
    """The index holds vectors of another embedder than the one in use."""


class IndexBusy(IndexingError):
    """Another process is writing to the index; reading goes on."""


class CorruptIndex(IndexingError):
    """The article database is damaged beyond what a rebuild can mend."""
