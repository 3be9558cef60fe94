"""Files inside a zip, within bounds, and never written to disk.

Bounds protect against archives made to fill memory: a few kilobytes can unpack to terabytes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from .encodings import NotText

MOST_MEMBERS = 20_000
MOST_BYTES = 1 << 30
_CHUNK = 1 << 20


def members(content: bytes, most_bytes_each: int) -> Iterator[tuple[str, bytes | NotText]]:
    """(name, bytes or why not) of every file in a zip. Raises `NotText` for a bad archive.

    A name is only a label here, so that one with `..` harms nobody; it is refused all the same,
    because an archive that has one was made to harm.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise NotText(f"the zip archive is damaged: {error}") from None
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_MEMBERS:
        raise NotText(f"the archive holds {len(entries)} files, the limit is {MOST_MEMBERS}")
    left = MOST_BYTES
    for entry in sorted(entries, key=lambda entry: entry.filename):
        name = _name(entry)
        path = PurePosixPath(name.replace("\\", "/"))
        if any(part.startswith(".") or part == "__MACOSX" for part in path.parts):
            if ".." in path.parts:
                yield name, NotText("the name leads out of the archive")
            continue
        if path.is_absolute() or ":" in path.parts[0]:
            yield name, NotText("the name leads out of the archive")
            continue
        if entry.flag_bits & 0x1:
            yield name, NotText("the file is protected by a password: save it without one")
            continue
        try:
            data = _read(archive, entry, min(most_bytes_each, left))
        except NotText as error:
            yield name, error
            continue
        except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, EOFError) as error:
            yield name, NotText(f"the file is damaged inside the archive: {error}")
            continue
        left -= len(data)
        yield name, data


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """The member's bytes; counted while unpacking, since the stated size may lie."""
    parts: list[bytes] = []
    size = 0
    with archive.open(entry) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise NotText(f"the file unpacks to more than {most:,} bytes, which is the limit")
            parts.append(chunk)
    return b"".join(parts)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as written: Chinese Windows stores GBK where the standard says code page 437."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename
