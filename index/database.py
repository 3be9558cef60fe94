"""One SQLite file as the project uses it: a connection a thread, transactions, generations.

WAL mode, so that readers go on while one writer commits. Each committed transaction raises
`generation` by one, by which derived files know what they have missed.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .errors import CorruptIndex
from .schema import FORMAT, SCHEMA


class Database:
    """The file and its state as a whole. Safe to share between threads; one writer at a time.

    Raises `CorruptIndex` where the file is no database of ours.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._threads = threading.local()
        with self._explained():
            connection = self._connection
            if self._is_empty(connection):
                with self.transaction():
                    # Another process may have made it while we waited for the lock.
                    if self._is_empty(connection):
                        for statement in SCHEMA.split(";\n"):
                            connection.execute(statement)
                        self._set_meta("generation", "0")
                        self._set_meta("format", FORMAT)
                        # Tells derived files of this database from those of another life.
                        self._set_meta("identity", secrets.token_hex(8))
            if (found := self.meta("format")) != FORMAT:
                raise CorruptIndex(
                    f"{path} has format {found}, this version reads format {FORMAT}: "
                    "move the folder away and build the index again from your files"
                )

    @staticmethod
    def _is_empty(connection: sqlite3.Connection) -> bool:
        query = "SELECT count(*) FROM sqlite_master WHERE name = 'meta'"
        return not connection.execute(query).fetchone()[0]

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._threads, "connection", None)
        if connection is None:
            connection = self._connect()
            self._threads.connection = connection
        return connection

    def _connect(self) -> sqlite3.Connection:
        if not os.access(self.path.parent, os.W_OK):
            # Nobody writes here, so that there is nothing to lock.
            uri = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            return sqlite3.connect(uri, uri=True, isolation_level=None)
        connection = sqlite3.connect(self.path, timeout=30, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            raise CorruptIndex(
                f"{self.path} cannot be read as an article database ({error}): "
                "move the folder away and build the index again from your files"
            ) from error

    def _rows(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._explained():
            return self._connection.execute(query, parameters).fetchall()

    def close(self) -> None:
        """Close this thread's connection; it opens again on the next call."""
        connection = getattr(self._threads, "connection", None)
        if connection is not None:
            connection.close()
            self._threads.connection = None

    @property
    def generation(self) -> int:
        """How many changes have been committed."""
        return int(self.meta("generation") or 0)

    def meta(self, key: str) -> str | None:
        """A remark on the whole index, such as the name of its embedder."""
        rows = self._rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else None

    def _set_meta(self, key: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def set_meta(self, key: str, value: str) -> None:
        """Set a remark; call inside `transaction`."""
        self._set_meta(key, value)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is done inside, or nothing of it; raises the generation by one."""
        connection = self._connection
        with self._explained():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                connection.execute(
                    "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'"
                )
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """Several reads of one state."""
        connection = self._connection
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.execute("COMMIT")


def batches(items: Sequence[Any], size: int = 500) -> Iterator[list[Any]]:
    """The items in lists that fit the number of parameters of one query."""
    for start in range(0, len(items), size):
        yield list(items[start : start + size])
