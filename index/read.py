"""Files, folders and zip archives to documents, each file with its reason where it cannot be read.

>>> sorted(READERS)[:4]
['.docx', '.htm', '.html', '.jsonl']
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from .archives import members
from .document import Document
from .encodings import NotText
from .errors import UnreadableFile
from .formats import READERS

MOST_BYTES = 64 << 20
MOST_ZIP_BYTES = 512 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file to index: where it is, with which argument it came, and what it is called there."""

    path: Path
    root: str
    name: str
    size: int
    mtime_ns: int

    @property
    def key(self) -> str:
        """The path as text that any database takes."""
        return _printable(str(self.path))


@dataclass(frozen=True, slots=True)
class Raw:
    """A document with the bytes it was read from; `name` goes into the archive, if it came in one."""

    name: str
    content: bytes
    sha256: str
    document: Document


def scan(path: Path) -> Iterator[Source]:
    """The file, or all files below the folder, in the order of their names.

    Hidden files and folders are passed over. Raises FileNotFoundError for a path that is not there.
    """
    path = path.resolve()
    status = path.stat()
    if not path.is_dir():
        yield Source(
            path, _printable(str(path)), _printable(path.name), status.st_size, status.st_mtime_ns
        )
        return
    stack = [str(path)]
    found: list[Source] = []
    while stack:
        with os.scandir(stack.pop()) as entries:
            for entry in entries:
                if entry.name.startswith((".", "~$")):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    stack.append(entry.path)
                elif entry.is_file():
                    status = entry.stat()
                    name = _printable(os.path.relpath(entry.path, path).replace(os.sep, "/"))
                    found.append(
                        Source(
                            Path(entry.path),
                            _printable(str(path)),
                            name,
                            status.st_size,
                            status.st_mtime_ns,
                        )
                    )
    yield from sorted(found, key=lambda source: source.name)


def _printable(path: str) -> str:
    """A path as text: names from Chinese Windows may be GBK bytes, which are no UTF-8."""
    try:
        path.encode()
        return path
    except UnicodeEncodeError:
        content = os.fsencode(path)
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError:
        return content.decode("utf-8", errors="backslashreplace")


def read(path: Path, name: str) -> Iterator[Raw | UnreadableFile]:
    """The documents of a file, or the reasons why there are none; never raises for bad content."""
    is_zip = path.suffix.lower() == ".zip"
    try:
        size = path.stat().st_size
        limit = MOST_ZIP_BYTES if is_zip else MOST_BYTES
        if size > limit:
            yield UnreadableFile(
                name, f"the file has {size:,} bytes, the limit is {limit:,}: split it"
            )
            return
        content = path.read_bytes()
    except OSError as error:
        yield UnreadableFile(name, error.strerror or str(error))
        return
    if not is_zip:
        yield from _documents(name, content)
        return
    try:
        for member, data in members(content, MOST_BYTES):
            inner = f"{name}/{member}"
            if isinstance(data, NotText):
                yield UnreadableFile(inner, str(data))
            elif member.lower().endswith(".zip"):
                yield UnreadableFile(inner, "an archive inside an archive is not opened")
            else:
                yield from _documents(inner, data)
    except NotText as error:
        yield UnreadableFile(name, str(error))


def _documents(name: str, content: bytes) -> Iterator[Raw | UnreadableFile]:
    suffix = PurePath(name).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        known = " ".join(sorted([*READERS, ".zip"]))
        yield UnreadableFile(
            name, f"files of type {suffix or '(none)'} are not read; known: {known}"
        )
        return
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        for document in reader(content):
            if document.problem:
                yield UnreadableFile(name, document.problem)
            else:
                yield Raw(name, content, sha256, document)
    except NotText as error:
        yield UnreadableFile(name, str(error))
    except (MemoryError, RecursionError) as error:
        yield UnreadableFile(name, f"the file is too deeply nested or too large ({error})")


def fingerprint(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal. Raises OSError, also for what is no plain file."""
    if not path.is_file():
        raise OSError(errno.EINVAL, "this is no plain file")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
