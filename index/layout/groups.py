"""Lines that stand together on the page, and what each is by its own looks.

A group is what stands together without a blank line between. Its first role follows from its length,
punctuation and words (摄, 图为); what its neighbours say comes later, in `openings` and `roles`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from .furniture import Furniture, fold_line, is_credit, is_photographer
from .lines import Line, cells, ends_sentence, is_long, table_rows, usual_gap
from .names import read_byline

Role = Literal[
    "body", "short", "heading", "caption", "credit", "title", "kicker", "subtitle", "byline",
    "furniture", "slogan",
]  # fmt: skip

_CAPTION_START = re.compile(
    r"(?:图为|图[::]|图\d*[::]|[▲△▼↑↓←→]|[上下左右][图][::为]?|资料图|[◀▶])"
)
# No temperature that was cut in two, and nothing that one tries: 35摄, 试图为.
CAPTION_END = re.compile(r"(?:(?<!\d)摄|摄影|供图|/图|航拍)[)）]?$")
_PICTURED = re.compile(r"(?<![企意妄试力])图为[^。]{2,60}。?$")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}[章节部分])"
)
_MARKDOWN = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_LIST_ITEM = re.compile(r"(?:[-*+•·●○■◆]|\d{1,3}[.、)）])\s*\S|\|")
WIDE = 2


@dataclass(slots=True)
class Group:
    """Lines that stand together; `text` is them put together, `role` what they are."""

    lines: tuple[Line, ...]
    text: str
    gap: int
    role: Role = "short"
    furniture: Furniture | None = None
    marked: bool = False
    is_row: bool = False
    extra: list[str] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end


def group_lines(lines: Sequence[Line], furniture: Sequence[Furniture | None]) -> list[Group]:
    """Lines to groups, each with its first role: body, short, credit, caption or furniture."""
    usual = usual_gap([line for line, found in zip(lines, furniture, strict=True) if not found])
    groups: list[Group] = []
    rows = table_rows(lines)
    for number, (line, found) in enumerate(zip(lines, furniture, strict=True)):
        if found is not None:
            groups.append(Group((line,), line.text, line.gap, "furniture", found))
            continue
        if number in rows:
            words = " ".join(filter(None, cells(line.text)))
            groups.append(Group((line,), words, line.gap, "body", marked=True, is_row=True))
            continue
        above = groups[-1] if groups else None
        if (
            usual > 0
            and line.gap == 0
            and above is not None
            and above.role in ("short", "caption")
            and not above.marked
            and not is_long(line.text)
            and not _apart(line.text)
            and not _apart(above.lines[-1].text)
        ):
            above.lines += (line,)
            above.text = _put_together(above.lines)
            if CAPTION_END.search(line.text) and len(above.text) <= 60:
                above.role = "caption"
            continue
        groups.append(_first_role(line))
    return groups


def _apart(text: str) -> bool:
    """Lines that are never a part of the line above or below."""
    return bool(
        _MARKDOWN.match(text)
        or _LIST_ITEM.match(text)
        or _NUMBERED.match(text)
        or is_credit(text)
        or read_byline(text)
    )


def _put_together(lines: Sequence[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        text += (" " if is_photographer(line.text) or text[-1].isascii() else "") + line.text
    return text


def is_caption(text: str) -> bool:
    """Is the line what stands under a picture, by its own words?

    >>> is_caption("图为村口的停车场。张银燕 摄"), is_caption("村口的停车场通车。")
    (True, False)
    """
    if is_photographer(text):
        return True
    group = _first_role(Line(text, 0, len(text), gap=0))
    return group.role == "caption"


def _first_role(line: Line) -> Group:
    text = line.text
    marked = _MARKDOWN.match(text)
    if marked:
        role: Role = "title" if len(marked.group(1)) == 1 else "heading"
        return Group((line,), marked.group(2), line.gap, role, marked=True)
    folded = fold_line(text)
    if len(text) <= 160 and _CAPTION_START.match(folded):
        return Group((line,), text, line.gap, "caption", marked=True)
    if is_credit(text):
        return Group((line,), text, line.gap, "credit")
    if is_photographer(text):
        return Group((line,), text, line.gap)
    if not ends_sentence(text) and len(text) <= 60 and CAPTION_END.search(folded):
        return Group((line,), text, line.gap, "caption")
    if is_long(text):
        pictured = _PICTURED.search(folded) and len(text) <= 120
        return Group((line,), text, line.gap, "caption" if pictured else "body")
    if _LIST_ITEM.match(text):
        return Group((line,), text, line.gap, "body", marked=True)
    if _NUMBERED.match(text):
        return Group((line,), text, line.gap, "heading")
    return Group((line,), text, line.gap)


def wide_gap(groups: Sequence[Group]) -> int:
    """From how many blank lines on a gap is the place of a picture."""
    lines = [group.lines[0] for group in groups if group.role != "furniture"]
    return usual_gap(lines) + WIDE
