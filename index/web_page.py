"""A web page to its main text, its captions, and what it states of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from .article import BlockKind
from .document import Blocks, Document, is_display, spaces_to_one
from .encodings import NotText, decode
from .metadata import from_html_meta, same_title

# A line of metadata is shorter.
_SHORT = 160


def read_html(content: bytes) -> Iterator[Document]:
    """A web page: its main text (trafilatura) and its meta tags."""
    import trafilatura
    from lxml import etree, html

    page = Blocks()
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
        if spaces_to_one(caption) not in text:
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
        and is_display("".join(element.itertext()).strip())
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
        (element.tag, spaces_to_one(element.text_content().replace("\u3000", " "))[:_SHORT])
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
