"""Answers and tables as plain text, Markdown and CSV, for the clipboard and for files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from .reading import byline
from .texts import InterfaceLanguage, t

JSON = Mapping[str, Any]

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~])")
# A cell that starts so is run as a formula by spreadsheets; a plain number is not.
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"^[+-]?[\d.,]+%?$")


def escape_markdown(text: str) -> str:
    """`text` so that Markdown shows it as it stands.

    >>> escape_markdown("[看](http://x)")
    '\\\\[看\\\\]\\\\(http://x\\\\)'
    """
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def cited_text(answer: JSON) -> str:
    """The answer with `[n]` after each sentence."""
    sentences = answer["sentences"]
    if not sentences:
        return str(answer["answer"])
    parts: list[str] = []
    for sentence in sentences:
        marks = "".join(f"[{n}]" for n in sentence["citations"])
        gap = " " if sentence["text"][-1:].isascii() else ""
        parts.append(f"{sentence['text']}{marks}{gap}")
    return "".join(parts).strip()


def _reference(citation: JSON, language: InterfaceLanguage) -> str:
    title = citation["title"] or t("untitled", language)
    title = f"“{title}”" if language == "en" else f"《{title}》"
    parts = byline(
        source=citation["source"], date=citation["date"], page=citation["page"], language=language
    )
    return (", " if language == "en" else "，").join([title, *parts])


def answer_as_text(answer: JSON, language: InterfaceLanguage) -> str:
    """Question, answer and references as plain text."""
    lines = [answer["question"], "", cited_text(answer)]
    if answer["citations"]:
        lines += ["", t("references", language), references_text(answer, language)]
    return "\n".join(lines)


def references_text(answer: JSON, language: InterfaceLanguage) -> str:
    """`[n]` title, newspaper, date, page, and the quoted words on a line of their own."""
    lines: list[str] = []
    for citation in answer["citations"]:
        lines.append(f"[{citation['n']}] {_reference(citation, language)}")
        lines.append(f"    “{' '.join(citation['quote'].split())}”")
    return "\n".join(lines)


def answer_as_markdown(answer: JSON, language: InterfaceLanguage) -> str:
    """The same as Markdown, what articles say escaped."""
    sentences = answer["sentences"] or [{"text": answer["answer"], "citations": []}]
    text = "".join(
        escape_markdown(sentence["text"]) + "".join(f"[^{n}]" for n in sentence["citations"])
        for sentence in sentences
    )
    lines = [f"**{escape_markdown(answer['question'])}**", "", text, ""]
    for citation in answer["citations"]:
        reference = escape_markdown(_reference(citation, language))
        lines.append(f"[^{citation['n']}]: {reference}: “{escape_markdown(citation['quote'])}”")
    return "\n".join(lines).strip() + "\n"


def table_as_csv(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """CSV with a byte order mark, so that spreadsheets read Chinese; formulas are defused."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def table_as_markdown(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    for row in rows:
        cells = ("" if value is None else escape_markdown(str(value)) for value in row)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
