"""A page as lines with their places in the raw text, and the distances between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..article import Repair

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SPACES = re.compile(r"[ \t\u00a0\u3000]+")
FINAL = re.compile(r"[。！？!?…；;][”’」』）)》】\"']*$|(?<=[A-Za-z0-9)])\.[\"')]*$")
LONG = 40
_LONGEST_ROW = 200


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


def cells(text: str) -> list[str]:
    """What stands in the columns of a table's row, set by tabs, wide blanks or bars.

    >>> cells("一村\\t12\\t3.5万元"), cells("| 一村 | 12 |")
    (['一村', '12', '3.5万元'], ['一村', '12'])
    """
    if text.startswith("|") and text.endswith("|"):
        return [cell.strip() for cell in text[1:-1].split("|")]
    return [cell.strip() for cell in re.split(r"\t+| {3,}|\u3000{2,}", text)]


def table_rows(lines: Sequence[Line]) -> frozenset[int]:
    """Numbers of the lines that are rows of a table: two or more with as many cells, on end."""
    counts = [len(cells(line.text)) if len(line.text) < _LONGEST_ROW else 1 for line in lines]
    return frozenset(
        number
        for above, below in pairwise(range(len(lines)))
        if counts[above] == counts[below] > 1 and lines[below].gap <= 1
        for number in (above, below)
    )


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

    On such a page most running text stands in lines within a few characters of one width, and most
    of those end in mid-sentence. Elsewhere nothing is joined here. Where paragraphs are indented, a
    line that is not goes on with the full line above even after a full stop.
    """
    repairs: list[Repair] = []
    full = _full_lines(lines)
    if not full:
        return lines, repairs
    is_chinese = _is_chinese(lines)
    starts = [below.indented for line, below in pairwise(lines) if ends_sentence(line.text)]
    indents = len(starts) > 1 and sum(starts) > 0.6 * len(starts)
    rows = table_rows(lines)
    joined: list[Line] = []
    for number, line in enumerate(lines):
        above = joined[-1] if joined else None
        if (
            above is not None
            and full[number - 1]
            and number not in rows
            and line.gap == 0
            and not line.indented
            and not (ends_sentence(above.text) and not indents)
            and not re.match(r"[-*#>|]|\d+[.、)](?!\d)", line.text)
        ):
            space = " " if _needs_space(above.text, line.text, is_chinese) else ""
            before = raw[above.end - offset : line.start - offset]
            repairs.append(
                Repair("line", before, space, above.end, line.start, "lines of a fixed width")
            )
            joined[-1] = replace(above, text=above.text + space + line.text, end=line.end)
        else:
            joined.append(line)
    return joined, repairs


def _needs_space(left: str, right: str, is_chinese: bool) -> bool:
    """Chinese lines break inside numbers: 3|3个月, 2|.3万 are one figure."""
    if is_chinese:
        return (
            left[-1].isascii() and left[-1].isalpha() and right[0].isascii() and right[0].isalpha()
        )
    return left[-1].isascii() and right[0].isascii() and left[-1] != "-"


def _is_chinese(lines: list[Line]) -> bool:
    text = "".join(line.text for line in lines)
    return 2 * sum("\u3400" <= c <= "\u9fff" for c in text) > len(text)


def _columns(text: str) -> int:
    return sum(1 if c.isascii() else 2 for c in text)


def _full_lines(lines: list[Line]) -> list[bool]:
    """Which lines reach the width that the page was broken to; empty if it was not.

    Programs count columns, of which a Chinese character takes two, or characters.
    """
    if len(lines) < 6:
        return []
    columns = _full(lines, [_columns(line.text) + 4 * line.indented for line in lines], 30, 6)
    characters = _full(lines, [len(line.text) + 2 * line.indented for line in lines], 15, 2)
    return max(columns, characters, key=sum)


def _full(lines: list[Line], widths: list[int], narrowest: int, ragged: int) -> list[bool]:
    """`ragged`: no line begins with a comma and no number is broken, so that lines differ."""
    candidates = {width for width in widths if narrowest <= width <= 140}
    if not candidates:
        return []
    width = max(candidates, key=lambda w: (sum(w - ragged <= v <= w for v in widths), w))
    full = [width - ragged <= w <= width for w in widths]
    # The last line of a text, and whatever stands over white space, need not be broken.
    broken = sum(
        is_full and below.gap == 0 and not ends_sentence(line.text)
        for is_full, (line, below) in zip(full, pairwise(lines), strict=False)
    )
    running = sum(w for w, is_full in zip(widths, full, strict=True) if is_full)
    wider = sum(w > width for w in widths)
    if running < 0.5 * sum(widths) or broken < max(4, 0.6 * sum(full)) or wider > 0.1 * len(widths):
        return []
    return full
