"""What a short line is on the page: caption, slogan, heading, or text after all.

Its role follows from the white space above it, its words and its neighbours; nothing here knows a
particular paper or place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .furniture import is_photographer
from .groups import CAPTION_END, Group, wide_gap

_LONGEST_BANNER = 12


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


def _is_signed(group: Group) -> bool:
    return bool(group.extra or CAPTION_END.search(group.text))
