"""Furniture and bylines in a text whose structure its format carries: web page, Word, JSON Lines.

Order and paragraphs are given there, so that nothing is moved or joined; but the lines around an
article (newspaper, date, reporter, editors, thanks for the pictures) stand among its paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..article import Block, Repair
from .furniture import find_furniture, is_credit
from .groups import is_caption
from .lines import Line, is_long
from .names import read_byline

# A byline stands among so many of the first blocks.
_HEAD = 4


@dataclass(frozen=True, slots=True)
class Stripped:
    """The text without its furniture, what that states, and what was taken out."""

    text: str
    blocks: tuple[Block, ...]
    facts: dict[str, str]
    repairs: tuple[Repair, ...]


def strip_furniture(text: str, blocks: Sequence[Block]) -> Stripped:
    """Take the lines out that belong to the page; captions are told from paragraphs.

    >>> lines = ["来源：江南日报 作者：张银燕", "村里修通了路，客人不断增多。", "（编辑：吴丽燕）"]
    >>> ends = [len("\\n".join(lines[:n])) for n in (1, 2, 3)]
    >>> starts = [0, ends[0] + 1, ends[1] + 1]
    >>> blocks = [Block("paragraph", a, b) for a, b in zip(starts, ends)]
    >>> found = strip_furniture("\\n".join(lines), blocks)
    >>> found.text, found.facts
    ('村里修通了路，客人不断增多。', {'source': '江南日报', 'author': '张银燕'})
    """
    lines = [Line(text[block.start : block.end], block.start, block.end, gap=0) for block in blocks]
    facts: dict[str, str] = {}
    kept: list[Block] = []
    repairs: list[Repair] = []
    in_head = True
    for number, (block, line, found) in enumerate(
        zip(blocks, lines, find_furniture(lines), strict=True)
    ):
        in_head = in_head and number < _HEAD and not is_long(line.text)
        names = read_byline(line.text) if in_head and block.kind == "paragraph" else None
        is_picture = block.kind == "paragraph" and is_caption(line.text)
        reason = None
        if found is not None:
            reason = found.kind
            for key, value in found.states.items():
                facts.setdefault(key, value)
        elif is_credit(line.text) and not is_picture:
            reason = "thanks for the pictures"
        elif names is not None:
            reason = "byline"
            facts.setdefault("author", names)
        if reason is not None:
            repairs.append(Repair("furniture", line.text, "", line.start, line.end, reason))
            continue
        kept.append(Block("caption" if is_picture else block.kind, block.start, block.end))
    if not repairs:
        return Stripped(text, tuple(kept), facts, ())
    parts: list[str] = []
    moved: list[Block] = []
    position = 0
    for block in kept:
        words = text[block.start : block.end]
        moved.append(Block(block.kind, position, position + len(words)))
        parts.append(words)
        position += len(words) + 1
    return Stripped("\n".join(parts), tuple(moved), facts, tuple(repairs))
