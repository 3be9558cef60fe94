"""Text of PDF pages in reading order, with the columns of a newspaper one after the other.

pypdf gives the text and where each run starts, at 11 ms a page. Only a page on which lines start at
several separate places goes to pdfplumber, ten times slower, which cuts it at the empty gutters.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pypdf

# A column starts at least so many of a page's lines, and is so wide, as shares.
_LINES_OF_A_COLUMN = 0.15
_NARROWEST = 0.12
_BIN = 4.0
# White space of so many line heights parts a running head from the text.
_APART = 1.5


def page_texts(reader: pypdf.PdfReader, content: bytes) -> list[str]:
    """The text of every page."""
    import pdfplumber

    texts: list[str] = []
    many: list[int] = []
    for number, page in enumerate(reader.pages):
        starts: list[float] = []

        def note(text: str, _cm: Any, matrix: Any, *_: Any, to: list[float] = starts) -> None:
            if text.strip():
                to.append(float(matrix[4]))

        texts.append(page.extract_text(visitor_text=note) or "")
        if _has_columns(starts, float(page.mediabox.width)):
            many.append(number)
    if many:
        with pdfplumber.open(io.BytesIO(content)) as document:
            for number in many:
                texts[number] = _by_columns(document.pages[number]) or texts[number]
    return texts


def _has_columns(starts: Sequence[float], width: float) -> bool:
    bins = Counter(round(start / _BIN) for start in starts)
    frequent = sorted(
        place * _BIN for place, count in bins.items() if count >= _LINES_OF_A_COLUMN * len(starts)
    )
    return bool(frequent) and frequent[-1] - frequent[0] > _NARROWEST * width


def _by_columns(page: Any) -> str:
    """Full-width lines and bands of columns from top to bottom, each column by itself."""
    # Runs of characters with no wide gap: a line of a column each.
    runs = page.extract_words(keep_blank_chars=True, x_tolerance_ratio=0.6, y_tolerance=3)
    gutters = _gutters(runs, float(page.width)) if runs else []
    if not gutters:
        return ""
    runs.sort(key=lambda run: (float(run["top"]), float(run["x0"])))
    edges = _edges(runs, float(page.height))
    parts: list[str] = []
    columns: list[list[Any]] = [[] for _ in range(len(gutters) + 1)]

    def close_columns() -> None:
        # A paragraph may go on from the foot of one column to the head of the next.
        parts.append("\n".join(_lines(column) for column in columns if column))
        for column in columns:
            column.clear()

    at_edge = False
    for run in runs:
        if (id(run) in edges) != at_edge:
            close_columns()
            at_edge = not at_edge
        if any(run["x0"] < gutter < run["x1"] for gutter in gutters):
            # A headline over several columns ends those above it.
            close_columns()
            parts.append(str(run["text"]).strip())
        else:
            middle = (run["x0"] + run["x1"]) / 2
            columns[sum(middle > gutter for gutter in gutters)].append(run)
    close_columns()
    return "\n\n".join(filter(None, parts))


def _edges(runs: Sequence[Any], height: float) -> set[int]:
    """The running head and the folio: what stands apart in the outer tenth of the page."""
    edges: set[int] = set()
    for ordered, outer in ((runs, 0.1), (runs[::-1], 0.1)):
        found: list[Any] = []
        for run, inner in pairwise(ordered):
            found.append(run)
            gap = max(inner["top"] - run["bottom"], run["top"] - inner["bottom"])
            if gap > _APART * _height(run):
                edges.update(map(id, found))
                break
            place = run["top"] / height
            if outer < place < 1 - outer:
                break
    return edges


def _height(run: Any) -> float:
    return max(1.0, float(run["bottom"]) - float(run["top"]))


def _lines(runs: Sequence[Any]) -> str:
    """Runs of one column: those at the same height on one line, indents and white space kept."""
    rows: list[list[Any]] = []
    for run in runs:
        if rows and float(run["top"]) - float(rows[-1][0]["top"]) < 3:
            rows[-1].append(run)
        else:
            rows.append([run])
    steps = sorted(
        float(below[0]["top"]) - float(above[0]["top"]) for above, below in pairwise(rows)
    )
    step = steps[len(steps) // 2] if steps else 0.0
    left = min(float(row[0]["x0"]) for row in rows)
    lines: list[str] = []
    for number, row in enumerate(rows):
        words = " ".join(str(run["text"]).strip() for run in row)
        if number:
            gap = float(row[0]["top"]) - float(rows[number - 1][0]["top"])
            lines += [""] * min(4, round(gap / step) - 1)
        first = row[0]
        indented = first["text"][:1].isspace() or first["x0"] - left > 1.5 * _height(first)
        lines.append(("\u3000\u3000" if indented else "") + words)
    return "\n".join(lines)


def _gutters(words: Sequence[Any], width: float) -> list[float]:
    """Middles of the vertical strips that hardly any line crosses."""
    cover: Counter[int] = Counter()
    for word in words:
        cover.update(range(int(word["x0"]), int(word["x1"]) + 1))
    left = min(int(word["x0"]) for word in words)
    right = max(int(word["x1"]) for word in words)
    most = max(cover.values())
    gutters: list[float] = []
    begin: int | None = None
    last = left
    for place in range(left, right + 1):
        if cover[place] <= 0.1 * most:
            begin = place if begin is None else begin
            continue
        if begin is not None and place - begin >= 4 and begin - last > _NARROWEST * width:
            gutters.append((begin + place) / 2)
            last = place
        begin = None
    return [g for g in gutters if right - g > _NARROWEST * width]
