"""The collection as a shelf that readers add to and take from."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index import Article, Filters, IndexingError, Repair
from index.normalise import fold_text

from .limits import RequestError
from .settings import Settings
from .texts import InterfaceLanguage

# Another process may be writing; wait this long for it.
_PATIENCE = 30.0
_UNSAFE = re.compile(r"[^\w.（）()《》、，·—\- ]+")
_MAX_NAME = 80
_KINDS = {
    ".text": "TXT",
    ".md": "Markdown",
    ".markdown": "Markdown",
    ".htm": "HTML",
    ".xhtml": "HTML",
    ".jsonl": "JSON Lines",
    ".ndjson": "JSON Lines",
}


@dataclass(frozen=True, slots=True)
class UploadReport:
    """What came of the uploaded files: article ids, and (file name, reason) of failures."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: int = 0
    failed: tuple[tuple[str, str], ...] = ()

    def failing(self, name: str, reason: str) -> UploadReport:
        """A copy with one more failure."""
        return replace(self, failed=(*self.failed, (name, reason)))


class Shelf:
    """Finding, adding and removing articles."""

    def __init__(self, collection: Any, settings: Settings) -> None:
        self._collection = collection
        self._settings = settings

    def find(self, words: str = "", filters: Filters | None = None) -> list[Article]:
        """Articles that pass `filters`, with every word in head or text, in either script."""
        wanted = fold_text(words).split()
        found = self._collection.articles(filters)
        return [a for a in found if not wanted or _has(a, wanted)]

    def types(self, language: InterfaceLanguage) -> str:
        """The kinds of files that are read, as a list in words."""
        from index.formats import READERS

        names = (_KINDS.get(suffix, suffix.lstrip(".").upper()) for suffix in (*READERS, ".zip"))
        return (", " if language == "en" else "、").join(dict.fromkeys(names))

    def repairs(self, article_id: str) -> list[Repair]:
        """What was changed on reading."""
        return list(self._collection.repairs(article_id))

    def add(
        self,
        path: Path,
        report: UploadReport = UploadReport(),
        progress: Callable[[int, int, str], None] | None = None,
    ) -> UploadReport:
        """Read one uploaded file; a file of the same name as an earlier upload replaces it.

        The file is kept in the user's data folder, since the index knows files by their path.
        `progress` gets (articles read, articles in all, name). RequestError when the collection
        may not be changed.
        """
        folder = self._settings.upload_folder
        if self._settings.read_only or folder is None:
            raise RequestError("upload_readonly", 403)
        kept = folder / safe_name(path.name)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, kept)
            built = self._collection.add([kept], progress=progress, wait=_PATIENCE)
        except (IndexingError, OSError) as error:
            return report.failing(path.name, _without_folder(str(error), folder))
        for problem in built.problems:
            report = report.failing(path.name, _without_folder(problem.reason, folder))
        if built.removed:
            report = replace(report, replaced=(*report.replaced, *built.added))
        else:
            report = replace(report, added=(*report.added, *built.added))
        if not built.added and not built.problems:
            report = replace(report, unchanged=report.unchanged + 1)
        return report

    def add_bytes(self, name: str, content: bytes) -> UploadReport:
        """The same for a file that came as bytes."""
        with tempfile.TemporaryDirectory(prefix="wenju-") as folder:
            path = Path(folder) / safe_name(name)
            path.write_bytes(content)
            return self.add(path)

    def replace(
        self,
        article_id: str,
        path: Path,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> UploadReport:
        """Read the file; when that went well, take the old article off the shelf."""
        report = self.add(path, progress=progress)
        new = {*report.added, *report.replaced}
        if report.failed or (not new and not report.unchanged):
            return report
        if article_id not in new and (new or report.unchanged) and self.remove(article_id):
            return UploadReport(replaced=tuple(new), unchanged=report.unchanged)
        return report

    def remove(self, article_id: str) -> bool:
        """Take an article off the shelf, and forget its uploaded file; whether it was there."""
        if self._settings.read_only:
            raise RequestError("upload_readonly", 403)
        article = self._collection.article(article_id)
        try:
            removed = bool(self._collection.remove([article_id], wait=_PATIENCE))
        except (IndexingError, OSError) as error:
            raise RequestError("error_said", 409, reason=str(error)) from error
        if removed and article is not None:
            self._forget(article)
        return removed

    def _forget(self, article: Article) -> None:
        """Delete the kept copy of an upload, when the article is all that was in it."""
        folder = self._settings.upload_folder
        if folder is None:
            return
        kept = folder / article.path.replace("\\", "/").rpartition("/")[2]
        try:
            if hashlib.sha256(kept.read_bytes()).hexdigest() == article.sha256:
                kept.unlink()
        except OSError:
            # It was never here, or is in use: then it is no upload of ours to forget.
            return


def safe_name(name: str) -> str:
    """A file name that stays in its folder and holds nothing a shell or a page could trip over.

    >>> safe_name("../../织里镇 童装<b>.txt")
    '织里镇 童装_b_.txt'
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    cleaned = _UNSAFE.sub("_", last).lstrip(". ") or "article"
    stem, dot, suffix = cleaned.rpartition(".")
    if not dot:
        return cleaned[:_MAX_NAME]
    return f"{stem[:_MAX_NAME]}.{suffix[:10]}"


def _without_folder(message: str, folder: Path) -> str:
    """The message without where the server keeps its files."""
    return message.replace(f"{folder}/", "")


def _has(article: Article, words: list[str]) -> bool:
    head = (article.title, article.subtitle, article.source, article.date, article.author)
    text = fold_text(" ".join([*(part for part in head if part), article.text]))
    return all(word in text for word in words)
