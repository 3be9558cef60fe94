"""One file's bytes to text with what its format says of it. One function a format.

Every function takes (content, name) and gives documents; each raises `NotText` with a reason where
the content is not what the name promises.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from .article import Block, BlockKind
from .encodings import NotText, decode
from .metadata import KEYS, from_html_meta, same_title, stated_date

# A page of a newspaper has some ten thousand characters; a PDF of more pages than this is a book.
MOST_PAGES = 2_000
# A line of metadata is shorter.
_SHORT = 160


@dataclass(frozen=True, slots=True)
class Document:
    """Text as it stands in a file, before cleaning.

    `stated` is what the file itself states of the article, `tagged` what its markup or properties
    add. `blocks` is the structure that the format carries; without it the text is a printed page
    whose structure has to be found. `is_web_copy` where words may have been put into the sentences.
    `problem` names a part that could not be read.
    """

    text: str
    stated: Mapping[str, str] = field(default_factory=dict)
    tagged: Mapping[str, str] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    is_web_copy: bool = False
    problem: str | None = None


Reader = Callable[[bytes], Iterator[Document]]


class _Page:
    """Collects blocks into one text, a line each."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    def add(self, kind: BlockKind, text: str) -> None:
        text = _spaces_to_one(text)
        if not text:
            return
        self._blocks.append(Block(kind, self._length, self._length + len(text)))
        self._parts.append(text)
        self._length += len(text) + 1

    def document(
        self, stated: Mapping[str, str] | None = None, tagged: Mapping[str, str] | None = None
    ) -> Document:
        return Document("\n".join(self._parts), stated or {}, tagged or {}, tuple(self._blocks))

    def __len__(self) -> int:
        return len(self._blocks)


def _spaces_to_one(text: str) -> str:
    return re.sub(r"[ \t\xa0]+", " ", text).strip()


def read_text(content: bytes) -> Iterator[Document]:
    """Plain text: a printed page, or clean prose under a `---` header."""
    yield Document(decode(content)[0])


def read_markdown(content: bytes) -> Iterator[Document]:
    """Markdown: headings, paragraphs and rows without their marks; the first `#` is the title."""
    from markdown_it import MarkdownIt

    from .metadata import parse_header

    stated, body = parse_header(decode(content)[0])
    stated = dict(stated)
    page, kind = _Page(), "paragraph"
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
        and _is_display(words)
    )


def _is_display(words: str) -> bool:
    """May words that are set in bold be a heading? A sentence in bold is none."""
    return len(words) <= 45 and not re.search("[。！？；，：:.!?;,”]$", words)


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


def read_html(content: bytes) -> Iterator[Document]:
    """A web page: its main text (trafilatura) and its meta tags."""
    import trafilatura
    from lxml import etree, html

    page = _Page()
    try:
        tree = html.fromstring(_html_text(content))
        tags = _meta_tags(tree)
        # The extraction drops captions, and facts live in them.
        captions = [element.text_content() for element in tree.iter("figcaption")]
        shown = _short_texts(tree)
        main: Any = trafilatura.bare_extraction(
            tree,
            include_comments=False,
            include_tables=True,
            include_formatting=True,
            with_metadata=False,
        )
    except (etree.LxmlError, ValueError) as error:
        raise NotText(f"the page cannot be parsed: {error}") from None
    tagged = from_html_meta(tags)
    if main is not None:
        for element in main.body.iter("p", "head", "row", "quote", "item", "code"):
            if element.tag in ("quote", "item") and element.find("p") is not None:
                continue
            is_row = element.tag == "row"
            is_heading = element.tag == "head" or _is_bold_paragraph(element)
            kind: BlockKind = "row" if is_row else "heading" if is_heading else "paragraph"
            # What is set apart by line breaks are paragraphs, save in a table.
            words = _row_text(element) if is_row else _with_breaks(element)
            for line in [words] if is_row else words.split("\n"):
                if kind != "heading" or line.strip() != tagged.get("title"):
                    page.add(kind, line)
    if not len(page):
        raise NotText("the page has no main text")
    text = page.document().text
    for caption in captions:
        if _spaces_to_one(caption) not in text:
            page.add("caption", caption)
    stated = _printed_under_title(shown, tagged.get("title"), text)
    yield replace(page.document(stated, tagged), is_web_copy=True)


def _is_bold_paragraph(element: Any) -> bool:
    """Many pages set their headings as a paragraph of one bold line."""
    children = list(element)
    return (
        element.tag == "p"
        and len(children) == 1
        and (children[0].tag, children[0].get("rend")) == ("hi", "#b")
        and not (element.text or "").strip()
        and not (children[0].tail or "").strip()
        and _is_display("".join(element.itertext()).strip())
    )


def _row_text(row: Any) -> str:
    """The cells of a row with a space between; words in bold are no cell of their own."""
    parts: list[str] = []
    for part in row.iter():
        parts += [" " if part.tag != "hi" else "", part.text or ""]
        parts += ["" if part.tag == "hi" else " ", part.tail or ""] if part is not row else []
    return "".join(parts)


def _with_breaks(element: Any) -> str:
    """The text of an element, a line for each of its line breaks; line ends of the source are none."""
    parts: list[str] = []
    for part in element.iter():
        if part.tag == "lb":
            parts.append("\v")
        parts += [part.text or "", (part.tail or "") if part is not element else ""]
    words = re.sub(r"(?<=[!-~])\s*\n\s*(?=[!-~])", " ", "".join(parts))
    return re.sub(r"[ \t]*\n[ \t]*", "", words).replace("\v", "\n")


def _short_texts(tree: Any) -> list[tuple[str, str]]:
    """Tag and text of the elements in their order; of longer ones the beginning alone."""
    return [
        (element.tag, _spaces_to_one(element.text_content().replace("\u3000", " "))[:_SHORT])
        for element in tree.iter(
            "h1", "h2", "div", "p", "span", "td", "li", "section", "time", "em"
        )
    ]


def _printed_under_title(
    shown: Sequence[tuple[str, str]], title: str | None, text: str
) -> dict[str, str]:
    """What the lines between the headline and the first paragraph state: source, date, reporter."""
    from .layout.furniture import read_furniture
    from .layout.names import read_byline

    first = text.split("\n", 1)[0][:20]
    facts: dict[str, str] = {}
    is_below = False
    for tag, words in shown:
        if tag == "h1" or (title is not None and words and same_title(words, title)):
            is_below, facts = True, {}
        elif is_below and words.startswith(first):
            return facts
        elif is_below and len(words) < _SHORT:
            furniture = read_furniture(words)
            for key, value in (furniture.states if furniture else {}).items():
                facts.setdefault(key, value)
            names = read_byline(words) if re.search("记者|記者|作者|通讯员|文/", words) else None
            if furniture is None and names:
                facts.setdefault("author", names)
    # The article never came: what was read stands under another headline.
    return {}


def _html_text(content: bytes) -> str:
    """Decoded page: a declared charset is tried first, but only believed when it decodes."""
    declared = re.search(rb"""charset\s*=\s*["']?\s*([\w-]+)""", content[:4096], re.I)
    if declared:
        name = declared.group(1).decode("ascii").lower()
        # What pages call gb2312 holds characters of its supersets.
        name = "gb18030" if name in ("gb2312", "gbk") else name
        try:
            text = content.decode(name)
        except (UnicodeDecodeError, LookupError):
            text = decode(content)[0]
    else:
        text = decode(content)[0]
    # lxml refuses a str that declares an encoding.
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


def _meta_tags(tree: Any) -> dict[str, str]:
    tags: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and element.get("content"):
            tags.setdefault(name, element.get("content"))
    title = tree.find(".//title")
    if title is not None and title.text_content().strip():
        tags.setdefault("title", title.text_content().strip())
    return tags


def read_docx(content: bytes) -> Iterator[Document]:
    """A Word document: paragraphs by style, tables row by row."""
    import docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    try:
        opened = docx.Document(io.BytesIO(content))
    except Exception as error:  # python-docx raises what its zip and XML layers raise
        raise NotText(f"the file is no Word document: {error}") from None
    page = _Page()
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
            stated["title"] = _spaces_to_one(part.text)
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
    return bool(runs) and all(run.bold for run in runs) and _is_display(words)


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
    page = _Page()
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
