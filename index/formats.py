"""One file's bytes to text with what its format says of it. One function a format.

Every function takes (content, name) and gives documents; each raises `NotText` with a reason where
the content is not what the name promises.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from .document import Blocks, Document, is_display, spaces_to_one
from .encodings import NotText, decode
from .metadata import KEYS, stated_date
from .web_page import read_html

# A page of a newspaper has some ten thousand characters; a PDF of more pages than this is a book.
MOST_PAGES = 2_000


Reader = Callable[[bytes], Iterator[Document]]


def read_text(content: bytes) -> Iterator[Document]:
    """Plain text: a printed page, or clean prose under a `---` header."""
    yield Document(decode(content)[0])


def read_markdown(content: bytes) -> Iterator[Document]:
    """Markdown: headings, paragraphs and rows without their marks; the first `#` is the title."""
    from markdown_it import MarkdownIt

    from .metadata import parse_header

    stated, body = parse_header(decode(content)[0])
    stated = dict(stated)
    page, kind = Blocks(), "paragraph"
    cells: list[str] | None = None
    for token in MarkdownIt("commonmark").enable("table").parse(body):
        if token.type == "heading_open":
            kind = "title" if token.tag == "h1" and not len(page) else "heading"
        elif token.type == "inline":
            words = _inline_text(token.children or [])
            if cells is not None:
                cells.append(words)
            elif kind == "title":
                stated.setdefault("title", words)
            else:
                is_heading = kind == "heading" or _is_strong_line(token, words)
                page.add("heading" if is_heading else "paragraph", words)
        elif token.type == "heading_close":
            kind = "paragraph"
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            page.add("row", " ".join(filter(None, cells or [])))
            cells = None
        elif token.type in ("code_block", "fence"):
            page.add("paragraph", token.content)
    if not len(page):
        raise NotText("the file has no text besides its headings")
    yield page.document(stated)


def _is_strong_line(token: Any, words: str) -> bool:
    """A paragraph outside lists and quotations of which every word is strong."""
    inline = [child for child in token.children or [] if child.content.strip() or child.nesting]
    return (
        token.level == 1
        and len(inline) > 2
        and (inline[0].type, inline[-1].type) == ("strong_open", "strong_close")
        and sum(child.type == "strong_open" for child in inline) == 1
        and is_display(words)
    )


def _inline_text(tokens: list[Any]) -> str:
    parts = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            # Between Chinese characters a line break is no space.
            parts.append("\n")
        elif token.type == "image":
            parts.append(token.content)
    return re.sub(r"(?<=[^\x00-\x7f])\n|\n(?=[^\x00-\x7f])", "", "".join(parts)).replace("\n", " ")


def read_docx(content: bytes) -> Iterator[Document]:
    """A Word document: paragraphs by style, tables row by row."""
    import docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    try:
        opened = docx.Document(io.BytesIO(content))
    except Exception as error:  # python-docx raises what its zip and XML layers raise
        raise NotText(f"the file is no Word document: {error}") from None
    page = Blocks()
    stated: dict[str, str] = {}
    for part in opened.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                # A merged cell is listed once for each column that it spans.
                cells = list(dict.fromkeys(cell.text.strip() for cell in row.cells))
                page.add("row", " ".join(filter(None, cells)))
            continue
        assert isinstance(part, Paragraph)
        style = (part.style.name or "").lower() if part.style is not None else ""
        if style == "title" and part.text.strip():
            stated.setdefault("title", part.text.strip())
        elif style == "subtitle" and part.text.strip():
            stated.setdefault("subtitle", part.text.strip())
        elif not len(page) and "title" not in stated and _is_title(part, style):
            stated["title"] = spaces_to_one(part.text)
        elif style.startswith("heading") or _is_bold_line(part):
            page.add("heading", part.text)
        elif style == "caption":
            page.add("caption", part.text)
        else:
            for line in part.text.split("\n"):
                page.add("paragraph", line)
    if not len(page):
        raise NotText("the document has no text")
    yield page.document(stated)


def _is_title(paragraph: Any, style: str) -> bool:
    """The first words of a document, where they are set as one line of display type."""
    words = paragraph.text.strip()
    return (
        4 <= len(words) <= 45
        and not re.search("[。！？；，：:.!?;,]$", words)
        and (
            style in ("heading 1", "heading1") or _is_bold_line(paragraph) or _is_centred(paragraph)
        )
    )


def _is_centred(paragraph: Any) -> bool:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    return bool(paragraph.alignment == WD_ALIGN_PARAGRAPH.CENTER)


def _is_bold_line(paragraph: Any) -> bool:
    """Many write headings in bold and know nothing of styles."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    words = paragraph.text.strip()
    return bool(runs) and all(run.bold for run in runs) and is_display(words)


def read_jsonl(content: bytes) -> Iterator[Document]:
    """JSON Lines: an article a line with `text` and any of title, subtitle, source, date, ..."""
    found = False
    for number, line in enumerate(decode(content)[0].split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield _document_of(json.loads(line))
            found = True
        except (ValueError, TypeError) as error:
            yield Document("", problem=f"line {number}: {error}")
    if not found:
        raise NotText('no line is an article: expected {"text": "...", "title": "...", ...}')


def _document_of(row: Any) -> Document:
    if not isinstance(row, dict):
        raise TypeError(f"expected an object, found {type(row).__name__}")
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ValueError('expected a "text" that is not empty')
    stated = {key: words for key in KEYS if (words := _field(row.get(key)))}
    if "date" in stated:
        iso = stated_date(stated.pop("date"))
        stated |= {"date": iso} if iso else {}
    if re.search(r"</?(?:p|br|div)\b[^>]*>", text, re.IGNORECASE):
        text = _text_of_markup(text)
    page = Blocks()
    for paragraph in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        page.add("paragraph", paragraph)
    return page.document(stated)


def _field(value: Any) -> str:
    """A field as text; several authors with a space between them."""
    if isinstance(value, list):
        return " ".join(filter(None, map(_field, value)))
    return str(value).strip() if isinstance(value, str | int) else ""


def _text_of_markup(text: str) -> str:
    """Markup as databases of web sites hold it, to lines."""
    from lxml import html

    ended = re.sub(r"(?i)<br\s*/?>|</(?:p|div|h\d|li|tr)\s*>", "\n", text)
    words: str = html.fragment_fromstring(ended, create_parent="div").text_content()
    return words


def read_pdf(content: bytes) -> Iterator[Document]:
    """A PDF with a text layer, page after page, column after column."""
    import pypdf

    from .columns import page_texts

    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotText("the PDF is protected by a password: save it without one")
        if len(reader.pages) > MOST_PAGES:
            raise NotText(f"the PDF has {len(reader.pages)} pages, the limit is {MOST_PAGES}")
        texts = page_texts(reader, content)
    except NotText:
        raise
    except Exception as error:  # a damaged PDF raises whatever its damage leads to
        raise NotText(f"the PDF is damaged: {error}") from None
    text = "\n\n".join(filter(None, (text.strip() for text in texts)))
    if not text:
        raise NotText("the PDF holds pictures of pages, no text: run text recognition on it first")
    yield Document(text)


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
}
