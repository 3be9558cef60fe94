"""A page as lines with their places in the raw text, and the distances between them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from ..article import Repair

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SPACES = re.compile(r"[ \t\u00a0\u3000]+")
FINAL = re.compile(r"[。！？!?…；;][”’」』）)》】\"']*$|(?<=[A-Za-z0-9)])\.[\"')]*$")
LONG = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the spaces around it; `start:end` in the raw text, `gap` blank lines above."""

    text: str
    start: int
    end: int
    gap: int
    indented: bool = False


def read_lines(raw: str, offset: int = 0) -> list[Line]:
    """The lines of `raw` that are not blank; `offset` is added to every place.

    >>> [(line.text, line.gap) for line in read_lines("　　甲\\n\\n\\n乙 \\n")]
    [('甲', 0), ('乙', 2)]
    """
    lines: list[Line] = []
    gap = 0
    for match in re.finditer(
        r"[^\r\n\v\f\x85\u2028\u2029]*(?:\r\n|\n|\r|[\v\f\x85\u2028\u2029]|$)", raw
    ):
        printed = match.group()
        stripped = printed.strip()
        if not _INVISIBLE.sub("", stripped).strip():
            gap += 1
            continue
        start = offset + match.start() + len(printed) - len(printed.lstrip())
        lines.append(
            Line(
                text=_INVISIBLE.sub("", stripped).strip(),
                start=start,
                end=start + len(stripped),
                gap=gap,
                indented=printed[:1] in " \u3000\t\u00a0",
            )
        )
        gap = 0
    return lines


def raw_place(raw: str, line: Line, position: int) -> int:
    """Where in `raw` the character `line.text[position]` stands.

    The line may have lost invisible characters, and line breaks where it was unwrapped.

    >>> raw_place("甲 \\n乙", Line("甲乙", 0, 4, 0), 1)
    3
    """
    place = line.start
    for number, character in enumerate(line.text):
        while raw[place] != character and not (character == " " and raw[place].isspace()):
            place += 1
        if number == position:
            return place
        place += 1
    return line.end


def squeeze(text: str) -> str:
    """Runs of blanks to one space."""
    return _SPACES.sub(" ", text).strip()


def ends_sentence(text: str) -> bool:
    """Does the text end where a sentence may end?

    >>> ends_sentence("路通了。”"), ends_sentence("路通了，"), ends_sentence("100多")
    (True, False, False)
    """
    return bool(FINAL.search(text))


def is_long(text: str) -> bool:
    """Long enough, or punctuated enough, to be running text and no line of display type."""
    return len(text) >= LONG or ends_sentence(text) or text.endswith(("，", ",", "、", "：", ":"))


def usual_gap(lines: list[Line]) -> int:
    """The number of blank lines between two paragraphs on this page."""
    gaps = Counter(
        line.gap for above, line in pairwise(lines) if is_long(above.text) and is_long(line.text)
    )
    if not gaps:
        gaps = Counter(line.gap for line in lines[1:])
    return gaps.most_common(1)[0][0] if gaps else 0


def unwrap(lines: list[Line], raw: str, offset: int = 0) -> tuple[list[Line], list[Repair]]:
    """Put lines together that were broken to a fixed width.

    Such a page has most of its lines within a few characters of the widest, and most of those end
    in mid-sentence. Elsewhere nothing is joined here.
    """
    repairs: list[Repair] = []
    width = _wrap_width(lines)
    if width is None:
        return lines, repairs
    joined: list[Line] = []
    last_width = 0
    for line in lines:
        above = joined[-1] if joined else None
        if (
            above is not None
            and line.gap == 0
            and not line.indented
            and not ends_sentence(above.text)
            and last_width >= width - 6
            and not re.match(r"[-*#>|]|\d+[.、)]", line.text)
        ):
            space = " " if _needs_space(above.text, line.text) else ""
            before = raw[above.end - offset : line.start - offset]
            repairs.append(
                Repair("line", before, space, above.end, line.start, "lines of a fixed width")
            )
            joined[-1] = replace(above, text=above.text + space + line.text, end=line.end)
        else:
            joined.append(line)
        last_width = _columns(line.text)
    return joined, repairs


def _needs_space(left: str, right: str) -> bool:
    return left[-1].isascii() and right[0].isascii() and left[-1] != "-"


def _columns(text: str) -> int:
    return sum(1 if c.isascii() else 2 for c in text)


def _wrap_width(lines: list[Line]) -> int | None:
    widths = [_columns(line.text) for line in lines]
    if len(widths) < 6:
        return None
    width = sorted(widths)[int(0.95 * (len(widths) - 1))]
    if not 30 <= width <= 140:
        return None
    full = [i for i, w in enumerate(widths[:-1]) if w >= width - 6]
    broken = [i for i in full if lines[i + 1].gap == 0 and not ends_sentence(lines[i].text)]
    if len(full) < 0.5 * len(widths) or len(broken) < 0.6 * len(full):
        return None
    return width
