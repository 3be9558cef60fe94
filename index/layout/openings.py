"""Where an article begins on the page: its kicker, title, subtitle and byline.

They are told by their length and punctuation, their order, the white space above them (a picture
leaves a wide gap above its caption), and by what the text goes on to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .groups import Group, wide_gap
from .names import read_byline
from .signal import load_signal

_LONGEST_KICKER = 24


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
    over: list[int] = []
    for i in run:
        group = groups[i]
        if group.role == "furniture" or group.role == "credit":
            if found and group.furniture and {"page"} & set(group.furniture.states):
                # What stands over the page number is the section's name where a title follows.
                over, found = found, []
            continue
        if group.role != "short" or (found and group.gap >= wide):
            break
        if len(group.text) >= 4 and not read_byline(group.text):
            found.append(i)
    return found or over


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
