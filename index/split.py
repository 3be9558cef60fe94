"""Cut an article into passages: whole sentences, about 200 to 350 characters.

Passages do not overlap, so that a sentence has one citation. None crosses a section heading; a
caption is a passage of its own, because facts live in captions, and so is a table: of a long one,
each passage has the header in its heading, since a row says nothing without it. The cuts of a
section are the cheapest under a cost that wants lengths in range and cuts at the ends of paragraphs
(dynamic programming over sentence boundaries, as in Knuth and Plass, "Breaking paragraphs into
lines").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from .article import Block, BlockKind
from .sentences import sentence_spans

SHORTEST, LONGEST = 200, 350
# A sentence up to this long is never cut: a citation should be a whole sentence.
LONGEST_SENTENCE = 600
# What a cut inside a paragraph costs, in squared characters: a passage may be 40 characters
# out of range before a cut in mid-paragraph becomes the better choice.
_CUT_IN_PARAGRAPH = 40**2
# Longer first rows are no header.
_LONGEST_HEADER = 80
_CLAUSE_END = re.compile(r"[，,；;、：:\s]")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before it is stored: it has no id yet."""

    ordinal: int
    heading: str | None
    kind: BlockKind
    start: int
    end: int


def split(text: str, blocks: Sequence[Block] = ()) -> list[Piece]:
    """Passages of `text`, in order and disjoint; without blocks every line is a paragraph.

    Every sentence of a paragraph or caption lies in one passage. A heading is recorded with the
    passages under it; one with nothing under it becomes a passage, so that nothing is lost.

    >>> text = "童装\\n织里镇有童装企业。\\n图为车间"
    >>> blocks = [Block("heading", 0, 2), Block("paragraph", 3, 12), Block("caption", 13, 17)]
    >>> [(piece.heading, text[piece.start:piece.end]) for piece in split(text, blocks)]
    [('童装', '织里镇有童装企业。'), ('童装', '图为车间')]
    """
    pieces: list[Piece] = []
    for heading, kind, spans in _sections(text, blocks):
        for start, end in spans:
            pieces.append(Piece(len(pieces), heading, kind, start, end))
    return pieces


def _sections(
    text: str, blocks: Sequence[Block]
) -> Iterator[tuple[str | None, BlockKind, list[Span]]]:
    """Runs of text with one heading and one kind, cut into passages."""
    headings: list[Block] = []
    has_text = True
    paragraphs: list[list[Span]] = []
    rows: list[list[Span]] = []

    def label() -> str | None:
        return " ".join(text[block.start : block.end].strip() for block in headings) or None

    def so_far() -> Iterator[tuple[str | None, BlockKind, list[Span]]]:
        if paragraphs:
            yield label(), "paragraph", _cut(paragraphs)
            paragraphs.clear()
        if rows:
            first, *others = _cut(rows)
            yield label(), "row", [first]
            header = text[slice(*rows[0][0])]
            over = header if len(header) <= _LONGEST_HEADER else None
            yield " ".join(filter(None, (label(), over))) or None, "row", others
            rows.clear()

    def orphans() -> Iterator[tuple[str | None, BlockKind, list[Span]]]:
        if headings and not has_text:
            spans = [span for block in headings for span in _whole_sentences(text, block)]
            yield None, "heading", _cut([spans])

    for block in _covering(text, blocks):
        if block.kind in ("paragraph", "row"):
            if rows if block.kind == "paragraph" else paragraphs:
                yield from so_far()
            spans = _whole_sentences(text, block)
            if spans:
                (rows if block.kind == "row" else paragraphs).append(spans)
                has_text = True
            continue
        yield from so_far()
        if block.kind == "caption":
            yield label(), "caption", _cut([_whole_sentences(text, block)])
            has_text = True
        else:
            # Headings that follow each other, a slogan and its line, are one heading.
            if has_text:
                headings, has_text = [], False
            headings.append(block)
    yield from so_far()
    yield from orphans()


def _covering(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks in order, with a paragraph wherever they leave text uncovered."""
    position = 0
    for block in sorted(blocks, key=lambda block: block.start):
        if text[position : block.start].strip():
            yield Block("paragraph", position, block.start)
        if text[block.start : block.end].strip():
            yield block
        position = block.end
    if text[position:].strip():
        yield from ([Block("paragraph", position, len(text))] if blocks else _lines(text, position))


def _lines(text: str, position: int) -> Iterator[Block]:
    for line in text[position:].splitlines(keepends=True):
        if line.strip():
            yield Block("paragraph", position, position + len(line))
        position += len(line)


def _whole_sentences(text: str, block: Block) -> list[Span]:
    """Sentences of a block; one of more than LONGEST_SENTENCE characters is cut at clauses."""
    spans: list[Span] = []
    for start, end in sentence_spans(text, block.start, block.end):
        while end - start > LONGEST_SENTENCE:
            cut = start + LONGEST
            for match in _CLAUSE_END.finditer(text, start + SHORTEST, cut):
                cut = match.end()
            stripped = start + len(text[start:cut].rstrip())
            spans.append((start, stripped))
            start = cut + (len(text[cut:end]) - len(text[cut:end].lstrip()))
        if start < end:
            spans.append((start, end))
    return spans


def _cut(paragraphs: Sequence[Sequence[Span]]) -> list[Span]:
    """The cheapest grouping of sentences into passages."""
    sentences = [span for paragraph in paragraphs for span in paragraph]
    paragraph_ends = set(accumulate(map(len, paragraphs)))
    count = len(sentences)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for stop in range(1, count + 1):
        cut_cost = 0 if stop in paragraph_ends else _CUT_IN_PARAGRAPH
        cheapest = (float("inf"), stop - 1)
        for first in range(stop - 1, -1, -1):
            length = sentences[stop - 1][1] - sentences[first][0]
            cost = best[first][0] + cut_cost + _length_cost(length)
            if cost < cheapest[0]:
                cheapest = (cost, first)
            if length > 2 * LONGEST:
                break
        best.append(cheapest)
    spans: list[Span] = []
    while count:
        first = best[count][1]
        spans.append((sentences[first][0], sentences[count - 1][1]))
        count = first
    return spans[::-1]


def _length_cost(length: int) -> float:
    if length < SHORTEST:
        return float((SHORTEST - length) ** 2)
    # Too long is worse than too short: the reader's window is bounded.
    return float(2 * max(0, length - LONGEST) ** 2)
