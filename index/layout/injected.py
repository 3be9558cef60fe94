"""Words that somebody put into a copied text, where they break the language that stood there.

A name or a term stands between words. An injected string also stands *inside* words (示|…|范) and
numbers (63|…|830), and comes back in places that have nothing in common. So:

1. A *split* is a string of two to eight characters between two halves of a dictionary word, where
   neither half stands alone in ordinary text, nothing ties the string to its neighbours, and the
   neighbours belong together.
2. A string with a split that stands in three or more unrelated places is injected wherever it stands
   badly. A page with such a string, or with splits in two places, is contaminated.
3. On a contaminated page only, the same is believed of weaker cases: a single clear split, a string
   that shares its wording with one found already, a few loose characters after the full stop of
   a paragraph.

4. On a page in simplified characters, a string with a character that only traditional script has is
foreign from the start: where it stands badly in two unrelated places, or with two such characters
in the midst of one phrase, it goes wherever it stands badly.

A string that fits where it stands stays. One million characters of clean news have a split by the
first rule in six places, and none that is taken out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

import numpy as np

from ..article import Repair
from ..normalise import simplified_table
from .lines import Line, raw_place
from .signal import Floats, Ids, is_word, load_signal, plain, word_across

_HAN = re.compile(r"[\u4e00-\u9fff]+")
SHORTEST, LONGEST = 2, 8
ALONE = 0.005
ALONE_WHEN_KNOWN = 0.011
LOOSE = -3.0
GAIN = 8.0
LEAST_PLACES = 3
IN_NUMBER = 0.5
MOST_SPLITS = 40
# A page with more is written in traditional script, or quotes it at length.
MOST_FOREIGN = 0.05
TIED = 2.0


@dataclass(frozen=True, slots=True)
class Span:
    """A string of the page, and the nats that the page gains without it."""

    start: int
    end: int
    gain: float


@dataclass(frozen=True, slots=True)
class Split:
    """A string between two halves of a word, and how likely the halves stand alone (0 to 1)."""

    span: Span
    doubt: float


class _Fit:
    """How the characters of a page hold together, with and without any piece of it."""

    def __init__(self, text: str) -> None:
        self.text = plain(text)
        self._signal = load_signal()
        self._ids = self._signal.encode(f"。。{text}。。".replace("\n", "。"))
        everywhere = np.arange(2, len(text) + 3)
        self._apart = self._joint(everywhere, everywhere)

    def _joint(self, end: Ids, start: Ids) -> Floats:
        a, b = self._ids[end - 2], self._ids[end - 1]
        c, d = self._ids[start], self._ids[np.minimum(start + 1, len(self._ids) - 1)]
        signal = self._signal
        joint: Floats = np.log(signal.three(a, b, c) / signal.one(c)) + np.log(
            signal.three(b, c, d) / signal.two(c, d)
        )
        return joint

    def at(self, position: int) -> float:
        """Affinity of the two sides of a position."""
        return float(self._apart[position])

    def without(self, size: int) -> tuple[Ids, Floats, Floats]:
        """Where `size` characters are tied to neither side: affinity around them, and the gain."""
        starts = np.arange(0, max(0, len(self.text) - size + 1))
        starts = starts[(self._apart[starts] < 0) & (self._apart[starts + size] < 0)]
        around = self._joint(starts + 2, starts + size + 2)
        return starts, around, around - self._apart[starts] - self._apart[starts + size]

    def gain(self, start: int, end: int) -> float:
        """Nats that the page gains when `start:end` goes."""
        around = self._joint(np.array([start + 2]), np.array([end + 2]))
        return float(around[0]) - self.at(start) - self.at(end)

    def sides(self, span: Span) -> tuple[str, str]:
        """The characters before and after the piece."""
        return self.text[span.start - 1 : span.start], self.text[span.end : span.end + 1]

    def stands_badly(self, span: Span) -> bool:
        """Is the piece no closer to its sides than the sides are to each other?"""
        return span.gain > 0 and max(self.at(span.start), self.at(span.end)) < 4.0

    def holds_together(self, span: Span) -> bool:
        """Is there no place within the piece where it falls apart as at its ends?"""
        inner = self._apart[span.start + 1 : span.end]
        return float(inner.min()) > max(LOOSE, self.at(span.start), self.at(span.end))

    def is_inside(self, span: Span) -> bool:
        """Does the piece stand in mid-phrase, with nothing on either side that asks for it?"""
        sides = "".join(self.sides(span))
        return sides.isalnum() and max(self.at(span.start), self.at(span.end)) < -1.0

    def is_loose(self, span: Span) -> bool:
        """Does neither side hold the piece at all?"""
        return max(self.at(span.start), self.at(span.end)) < LOOSE

    def splits(self) -> Iterable[Split]:
        """Pieces that stand inside a word or a number, as far as the dictionary can tell."""
        for size in range(SHORTEST, LONGEST + 1):
            starts, around, gains = self.without(size)
            for place in np.nonzero((gains > GAIN) & (around > 1))[0]:
                span = Span(int(starts[place]), int(starts[place]) + size, float(gains[place]))
                doubt = self._doubt(span.start, span.end)
                if doubt is not None:
                    yield Split(span, doubt)

    def _doubt(self, start: int, end: int) -> float | None:
        """How likely the two sides of a piece stand alone; `None` if they are no word together."""
        left, right = self.text[max(0, start - 4) : start], self.text[end : end + 4]
        piece = self.text[start:end]
        if not left or not right or not _HAN.fullmatch(piece):
            return None
        if left[-1] == "0" and right[0] == "0":
            return IN_NUMBER if self.at(start) < -4 else None
        if word_across(left, right) is None:
            return None
        if word_across(left, piece) or word_across(piece, right):
            return None
        alone = self._signal.alone(left[-1]) * self._signal.alone(right[0])
        halves = any(is_word(left[-n:]) for n in (2, 3, 4) if len(left) >= n)
        if halves or any(is_word(right[:n]) for n in (2, 3, 4) if len(right) >= n):
            # A half that is the end of another word may still belong to this one.
            return max(alone, 2 * ALONE) if self._closer(left, right) else None
        return alone

    def _closer(self, left: str, right: str) -> bool:
        """Are the sides closer to each other than either is to what stands behind it?"""
        across = self._signal.closeness(left[-1], right[0])
        behind = [self._signal.closeness(*left[-2:])] if len(left) > 1 else []
        behind += [self._signal.closeness(*right[:2])] if len(right) > 1 else []
        return across > max(behind, default=0.0)


def remove_injected(lines: Sequence[Line], raw: str) -> tuple[list[Line], list[Repair]]:
    """The lines without injected words, and what was taken out; clean lines come back as they are."""
    fit = _Fit("\n".join(line.text for line in lines))
    foreign = _foreign(fit, [line.text for line in lines])
    found = list(fit.splits())
    if len(found) > MOST_SPLITS + len(fit.text) / 50:
        found = []  # a table or a cipher: not the language that the signal knows
    strong = _best(split.span for split in found if split.doubt < ALONE)
    repeated = _repeated(fit, found)
    chosen = _ahead(foreign)
    if repeated or len({fit.sides(span) for span in strong}) > 1:
        texts = {fit.text[span.start : span.end] for span in [*strong, *repeated]}
        chosen += [*repeated, *strong]
        chosen += _related(fit, texts, [*repeated, *strong])
        chosen += _loose_ends(fit)
    if not chosen:
        return list(lines), []
    return _take_out(lines, _best(chosen), raw)


_AHEAD = 1_000.0


def _ahead(spans: Iterable[Span]) -> list[Span]:
    """The same spans, before all others where they overlap."""
    return [replace(span, gain=span.gain + _AHEAD) for span in spans]


def _foreign(fit: _Fit, lines: Sequence[str]) -> list[Span]:
    """Strings of traditional script in a simplified page that break what stands there."""
    raw = "\n".join(lines)
    marks = [i for i, character in enumerate(raw) if is_traditional(character)]
    if not marks or len(marks) > MOST_FOREIGN * len(raw):
        return []
    seen: dict[str, list[Span]] = {}
    for size in range(SHORTEST, LONGEST + 1):
        for start in {start for i in marks for start in range(max(0, i - size + 1), i + 1)}:
            piece = raw[start : start + size]
            if not _HAN.fullmatch(piece) or len(piece) < size:
                continue
            span = Span(start, start + size, fit.gain(start, start + size))
            if span.gain > GAIN and max(fit.at(span.start), fit.at(span.end)) < TIED:
                seen.setdefault(piece, []).append(span)
    found: list[Span] = []
    for piece, spans in sorted(seen.items()):
        lefts, rights = ({fit.sides(span)[k] for span in spans} for k in (0, 1))
        if min(len(lefts), len(rights)) > 1:
            # Of strings that come back together, the longest is the whole of it.
            found += [replace(span, gain=100.0 * len(spans) + len(piece)) for span in spans]
        elif sum(map(is_traditional, piece)) > 1:
            found += [span for span in spans if fit.is_inside(span) and fit.holds_together(span)]
    texts = {raw[span.start : span.end] for span in _best(found)}
    texts -= {text for text in texts if any(text != whole and text in whole for whole in texts)}
    everywhere = [
        Span(match.start(), match.end(), fit.gain(match.start(), match.end()))
        for text in sorted(texts)
        for match in re.finditer(re.escape(text), raw)
    ]
    return _best(span for span in everywhere if fit.stands_badly(span))


@lru_cache(maxsize=4096)
def is_traditional(character: str) -> bool:
    """Is it a character that simplified script writes otherwise, and never like this?

    >>> is_traditional("網"), is_traditional("网"), is_traditional("乾"), is_traditional("家")
    (True, False, False, False)
    """
    if ord(character) not in simplified_table():
        return False
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def _best(spans: Iterable[Span]) -> list[Span]:
    """Of spans that overlap, the one with the highest gain."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda span: (-span.gain, span.start)):
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            kept.append(span)
            taken.update(places)
    return kept


def _repeated(fit: _Fit, splits: Sequence[Split]) -> list[Span]:
    """Every badly standing place of the splits' strings that stand in unrelated places."""
    seen: dict[str, list[Split]] = {}
    for split in splits:
        seen.setdefault(fit.text[split.span.start : split.span.end], []).append(split)
    found: list[Span] = []
    for text, own in sorted(seen.items()):
        words = {fit.sides(split.span) for split in own if split.doubt < ALONE_WHEN_KNOWN}
        sure = any(split.doubt < ALONE for split in own)
        if not sure and len(words) < 2 and all(split.doubt != IN_NUMBER for split in own):
            continue
        places = [
            Span(match.start(), match.end(), fit.gain(match.start(), match.end()))
            for match in re.finditer(re.escape(text), fit.text)
        ]
        lefts, rights = ({fit.sides(place)[k] for place in places} for k in (0, 1))
        bad = [place for place in places if fit.stands_badly(place)]
        least = 2 if sure and len(words) > 1 else LEAST_PLACES
        if (
            len(places) >= least
            and min(len(lefts), len(rights)) >= (1.0 if least == 2 else 0.6) * min(len(places), 3)
            and len(bad) >= 0.6 * len(places)
        ):
            found += bad
    return found


def _related(fit: _Fit, texts: set[str], known: Sequence[Span]) -> list[Span]:
    """Strings that hold two characters of one found already and stand as badly."""
    parts = {text[i : i + 2] for text in texts for i in range(len(text) - 1)}
    taken = {position for span in known for position in range(span.start, span.end)}
    found: list[Span] = []
    for size in range(SHORTEST, LONGEST + 1):
        starts, _, gains = fit.without(size)
        for place in np.nonzero(gains > 2 * GAIN)[0]:
            span = Span(int(starts[place]), int(starts[place]) + size, float(gains[place]))
            piece = fit.text[span.start : span.end]
            if (
                _HAN.fullmatch(piece)
                and (piece[-2:] in parts or piece[:2] in parts)
                and fit.is_loose(span)
                and taken.isdisjoint(range(span.start, span.end))
            ):
                found.append(span)
    # A character of the page's own text is tied to its neighbour: the longest loose piece is whole.
    return [
        span
        for span in found
        if not any(
            whole is not span and whole.start <= span.start and span.end <= whole.end
            for whole in found
        )
    ]


_LOOSE_END = re.compile(r"[^\n]{20,}[。！？](?P<loose>[\u4e00-\u9fff]{2,8})$", re.MULTILINE)


def _loose_ends(fit: _Fit) -> list[Span]:
    """A few characters without a mark after the last full stop of a paragraph."""
    return [Span(*match.span("loose"), GAIN) for match in _LOOSE_END.finditer(fit.text)]


def _take_out(
    lines: Sequence[Line], spans: Sequence[Span], raw: str
) -> tuple[list[Line], list[Repair]]:
    cleaned = list(lines)
    repairs: list[Repair] = []
    begins = list(accumulate((len(line.text) + 1 for line in lines), initial=0))
    for span in sorted(spans, key=lambda span: -span.start):
        number = bisect_right(begins, span.start) - 1
        start, end = span.start - begins[number], span.end - begins[number]
        text, line = cleaned[number].text, lines[number]
        first, last = raw_place(raw, line, start), raw_place(raw, line, end - 1) + 1
        cleaned[number] = replace(cleaned[number], text=text[:start] + text[end:])
        repairs.append(
            Repair("injected", raw[first:last], "", first, last,
                   f"stands inside “{text[max(0, start - 4) : start]}|{text[end : end + 4]}” "
                   "and does not belong there")
        )  # fmt: skip
    return cleaned, repairs[::-1]
