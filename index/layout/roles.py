"""What each group of lines is on the page: title, byline, heading, caption, running text.

A group is what stands together without a blank line between. Its role follows from its length and
punctuation, the white space above it (a picture leaves a wide gap above its caption), its words
(摄, 图为) and its neighbours; nothing here knows a particular paper or place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from .furniture import Furniture, fold_line, is_credit, is_photographer
from .lines import Line, cells, ends_sentence, is_long, table_rows, usual_gap
from .names import read_byline
from .signal import load_signal

Role = Literal[
    "body", "short", "heading", "caption", "credit", "title", "kicker", "subtitle", "byline",
    "furniture", "slogan",
]  # fmt: skip

_CAPTION_START = re.compile(
    r"(?:图为|图[::]|图\d*[::]|[▲△▼↑↓←→]|[上下左右][图][::为]?|资料图|[◀▶])"
)
_CAPTION_END = re.compile(r"(?:摄|摄影|供图|/图|航拍)[)）]?$")
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
            if _CAPTION_END.search(line.text) and len(above.text) <= 60:
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
    if not ends_sentence(text) and len(text) <= 60 and _CAPTION_END.search(folded):
        return Group((line,), text, line.gap, "caption")
    if is_long(text):
        pictured = re.search(r"图为[^。]{2,60}。?$", folded) and len(text) <= 120
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


@dataclass(slots=True)
class Opening:
    """Where an article begins: positions in the list of groups, `body` the first after them."""

    start: int
    title: int
    body: int
    kicker: int | None = None
    subtitle: int | None = None
    byline: int | None = None


def find_openings(groups: list[Group], *, title: str | None = None) -> list[Opening]:
    """The openings of the page, in order; the groups that make them up get their roles.

    The first run of short lines opens the page. Later ones open an article only with a byline under
    the title, under a new masthead, or with a Markdown title. `title` is one that a header states.
    """
    openings: list[Opening] = []
    wide = wide_gap(groups)
    position = 0
    while position < len(groups):
        stop = position
        while stop < len(groups) and groups[stop].role != "body":
            stop += 1
        opening = _read_run(groups, position, stop, wide, first=position == 0, known=title)
        if opening is not None:
            openings.append(opening)
        position = stop + 1
    return openings


def _read_run(
    groups: list[Group], start: int, stop: int, wide: int, *, first: bool, known: str | None
) -> Opening | None:
    run = range(start, stop)
    marked = next((i for i in run if groups[i].role == "title"), None)
    byline = next((i for i in run if _is_byline(groups, i, start, marked, wide)), None)
    if marked is not None:
        title = marked
    elif byline is not None:
        over = _title_over(groups, byline, start, wide)
        title = byline - 1 if over is None else over
    else:
        masthead = any(
            (f := groups[i].furniture) is not None and {"page", "source"} & set(f.states)
            for i in run
        )
        if not first and not (masthead and stop < len(groups)):
            return None
        shorts = _title_lines(groups, run, wide)
        if not shorts or known is not None:
            shorts = [i for i in shorts if known and groups[i].text == known]
            if not shorts:
                return None
        title = shorts[0]
        if len(shorts) > 1 and _rather(groups, shorts[1], shorts[0], masthead=masthead):
            title = shorts[1]
    opening = Opening(start=start if first else title, title=title, body=stop, byline=byline)
    groups[title].role = "title"
    if byline is not None:
        groups[byline].role = "byline"
    _around_title(groups, opening, run, wide)
    return opening


def _is_byline(groups: Sequence[Group], i: int, start: int, marked: int | None, wide: int) -> bool:
    group = groups[i]
    if group.role != "short" or group.gap >= wide or not read_byline(group.text):
        return False
    title = _title_over(groups, i, start, wide)
    return title is not None and (
        title == marked or (groups[title].role == "short" and 5 <= len(groups[title].text) <= 45)
    )


def _title_over(groups: Sequence[Group], byline: int, start: int, wide: int) -> int | None:
    """The title above a byline; a subtitle or a picture's caption may stand between them."""
    for i in range(byline - 1, start - 1, -1):
        group = groups[i]
        above = groups[i - 1] if i > start else None
        if group.role in ("caption", "credit") or _is_dashed(group.text):
            continue
        if group.role != "short" and group.role != "title":
            return None
        is_caption = group.gap >= wide and above is not None and above.gap < wide
        if not (
            is_caption and above is not None and above.role == "short" and len(above.text) >= 5
        ):
            return i
    return None


def _is_dashed(text: str) -> bool:
    return text.startswith(("—", "--", "–"))


def _title_lines(groups: Sequence[Group], run: Sequence[int], wide: int) -> list[int]:
    """The short lines at the head of a run that may be its kicker and title."""
    found: list[int] = []
    for i in run:
        group = groups[i]
        if group.role == "furniture" or group.role == "credit":
            if found and group.furniture and {"page"} & set(group.furniture.states):
                found = []  # what stands over the page number is the section's name
            continue
        if group.role != "short" or (found and group.gap >= wide):
            break
        if len(group.text) >= 4 and not read_byline(group.text):
            found.append(i)
    return found


def _rather(groups: Sequence[Group], second: int, first: int, *, masthead: bool) -> bool:
    """Is the second line the title and the first its kicker?

    A title says what the text goes on to say: its pairs of characters come back in the body.
    """
    if _is_dashed(groups[second].text) or second - first != 1:
        return False
    after = [group.text for group in groups[second + 1 :] if group.role == "body"]
    if not after or second + 1 >= len(groups) or groups[second + 1].role == "heading":
        return False
    body = "".join(after)
    one, two = _echo(groups[first].text, body), _echo(groups[second].text, body)
    return two > one * (1.0 if masthead else 2.0)


def _echo(line: str, body: str) -> float:
    """How much of what is unusual in `line` comes back in `body`, per pair of characters."""
    pairs = [line[i : i + 2] for i in range(len(line) - 1) if line[i : i + 2].isalpha()]
    if not pairs:
        return 0.0
    signal = load_signal()
    worth = (min(body.count(pair), 12) * signal.rarity(pair) for pair in pairs)
    return float(sum(worth)) / len(pairs)


def _around_title(groups: list[Group], opening: Opening, run: range, wide: int) -> None:
    """Kicker above, subtitle below, section name further above, captions after the byline."""
    above = opening.title - 1
    if above >= run.start and groups[above].role == "short" and len(groups[above].text) <= 45:
        alone = opening.byline is None and not opening.start < opening.title
        if not alone and groups[opening.title].gap < wide and not _is_clause(groups[above].text):
            opening.kicker = above
            groups[above].role = "kicker"
            opening.start = min(opening.start, above)
    if opening.start == run.start:
        for i in range(run.start, opening.title):
            if groups[i].role == "short" and any(
                groups[k].role == "furniture" for k in range(i + 1, opening.title)
            ):
                groups[i].role = "slogan"
    below = opening.title + 1
    if below in run and groups[below].role == "short" and _is_dashed(groups[below].text):
        opening.subtitle = below
        groups[below].role = "subtitle"
    if opening.byline is None:
        for i in range(opening.title + 1, min(opening.title + 4, run.stop)):
            if groups[i].role == "short" and read_byline(groups[i].text):
                opening.byline = i
                groups[i].role = "byline"
                break
            if groups[i].role not in ("furniture", "subtitle"):
                break


def _is_clause(line: str) -> bool:
    """Is a line before a title the end of a column, and no kicker? Kickers have blanks for commas."""
    return len(line) > _LONGEST_KICKER and any(mark in line for mark in "，,、。；")


_LONGEST_KICKER = 24


def mark_captions(groups: Sequence[Group]) -> None:
    """Short lines below a wide gap stand under a picture, and so does its photographer's name."""
    wide = wide_gap(groups)
    for above, group in pairwise(groups):
        if group.role != "short":
            continue
        if is_photographer(group.text):
            group.role = "credit"
            if above.role in ("caption", "short"):
                above.role = "caption"
                above.extra.append(group.text)
                group.marked = True
        elif group.gap >= wide and len(group.lines) <= 3:
            group.role = "caption"


def settle_shorts(groups: list[Group]) -> None:
    """Give every line that is still only short its role: caption, slogan, heading or text."""
    wide = wide_gap(groups)
    position = 0
    while position < len(groups):
        if groups[position].role not in ("short", "caption"):
            position += 1
            continue
        stop = position
        while stop < len(groups) and groups[stop].role in ("short", "caption"):
            stop += 1
        _settle_run(groups, position, stop, wide)
        position = stop


def _settle_run(groups: list[Group], start: int, stop: int, wide: int) -> None:
    before_body = stop < len(groups) and groups[stop].role == "body"
    for first, last in _runs(groups, start, stop):
        heading = last
        if before_body and last == stop and groups[last - 1].gap < wide:
            heading = last - 1
            above = groups[heading - 1] if heading > first else None
            if (
                above is not None
                and above.gap < wide
                and heading - first == 1
                and len(above.text) + len(groups[heading].text) <= 40
            ):
                heading -= 1  # a heading of two lines
        banner = find_banner(groups, first, heading, wide)
        if banner is None and heading < last:
            banner = find_banner(groups, first, last, wide)
            heading = last if banner is not None else heading
        for i in range(first, heading):
            if banner is not None and i >= banner:
                groups[i].role = "slogan"
            elif _after_caption(groups, i):
                groups[i].role = "caption"
            else:
                groups[i].role = "body"
        for i in range(heading, last):
            groups[i].role = "heading"


def _after_caption(groups: Sequence[Group], i: int) -> bool:
    return i > 0 and groups[i - 1].role in ("caption", "credit") and i + 1 == len(groups)


def _runs(groups: Sequence[Group], start: int, stop: int) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    i = start
    while i < stop:
        j = i
        while j < stop and groups[j].role == "short":
            j += 1
        if j > i:
            runs.append((i, j))
        i = j + 1
    return runs


def find_banner(groups: Sequence[Group], start: int, stop: int, wide: int) -> int | None:
    """Where a slogan begins that is set over several short lines, like a banner over the page.

    It stands where pictures stand, after a wide gap, a caption or a credit, and has white space in
    its midst, which a caption of several lines has not. A list of names in running text has no such
    place.
    """
    placed = start > 0 and groups[start - 1].role in ("caption", "credit")
    for first in range(start, min(stop - 1, start + _LONGEST_BANNER)):
        placed = placed or groups[first].gap >= wide
        if not placed or any(_is_signed(group) for group in groups[first:stop]):
            continue
        lines = [line.text for group in groups[first:stop] for line in group.lines]
        longest = 6 if len(lines) == 3 else 8
        if (
            len(lines) >= 3
            and sum(map(len, lines)) <= longest * len(lines)
            and max(map(len, lines)) <= 10
            and not any(re.search(r"[\d，。：:]", line) for line in lines)
        ):
            return first
    return None


_LONGEST_BANNER = 12


def _is_signed(group: Group) -> bool:
    return bool(group.extra or _CAPTION_END.search(group.text))
