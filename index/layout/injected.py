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

A string that fits where it stands stays. One million characters of clean news have a split by the
first rule in six places, and none that is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..article import Repair
from .lines import Line
from .signal import Floats, Ids, Signal, is_word, load_signal, plain, word_across

_HAN = re.compile(r"[\u4e00-\u9fff]+")
SHORTEST, LONGEST = 2, 8
ALONE = 0.005
ALONE_WHEN_KNOWN = 0.011
LOOSE = -3.0
GAIN = 8.0
LEAST_PLACES = 3
IN_NUMBER = 0.5


@dataclass(frozen=True, slots=True)
class Span:
    """A string in one line, and the nats that the line gains without it."""

    line: int
    start: int
    end: int
    gain: float


@dataclass(frozen=True, slots=True)
class Split:
    """A string between two halves of a word, and how likely the halves stand alone (0 to 1)."""

    span: Span
    doubt: float


class _Fit:
    """How the characters of one line hold together, with and without any piece of it."""

    def __init__(self, text: str, signal: Signal) -> None:
        self.text = plain(text)
        self._signal = signal
        self._ids = signal.encode("。。" + text + "。。")
        self._apart = self._joint(np.arange(2, len(text) + 3), np.arange(2, len(text) + 3))

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

    def without(self, size: int) -> tuple[Floats, Floats]:
        """For every place: affinity of what stands around `size` characters, and the gain."""
        starts = np.arange(0, len(self.text) - size + 1)
        around = self._joint(starts + 2, starts + size + 2)
        return around, around - self._apart[starts] - self._apart[starts + size]

    def gain(self, start: int, end: int) -> float:
        """Nats that the line gains when `start:end` goes."""
        around = self._joint(np.array([start + 2]), np.array([end + 2]))
        return float(around[0]) - self.at(start) - self.at(end)

    def stands_badly(self, start: int, end: int) -> bool:
        """Is the piece tied to neither side, less than the sides are to each other?"""
        tied = max(self.at(start), self.at(end))
        return self.gain(start, end) > 0 and tied < 4.0

    def is_loose(self, start: int, end: int) -> bool:
        """Does neither side hold the piece at all?"""
        return max(self.at(start), self.at(end)) < LOOSE

    def splits(self) -> Iterable[Split]:
        """Pieces that stand inside a word or a number, as far as the dictionary can tell."""
        for size in range(SHORTEST, LONGEST + 1):
            if len(self.text) < size + 2:
                return
            around, gains = self.without(size)
            for start in np.nonzero((gains > GAIN) & (around > 1))[0]:
                begin, end = int(start), int(start) + size
                if 0 < begin < end < len(self.text):
                    doubt = self._doubt(begin, end)
                    if doubt is not None:
                        yield Split(Span(0, begin, end, float(gains[begin])), doubt)

    def _doubt(self, start: int, end: int) -> float | None:
        """How likely the two sides of a piece stand alone; `None` if they are no word together."""
        piece = self.text[start:end]
        left, right = self.text[max(0, start - 4) : start], self.text[end : end + 4]
        if not _HAN.fullmatch(piece) or self.at(start) > 0 or self.at(end) > 0:
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


def remove_injected(lines: Sequence[Line]) -> tuple[list[Line], list[Repair]]:
    """The lines without injected words, and what was taken out; clean lines come back as they are."""
    signal = load_signal()
    fits = [_Fit(line.text, signal) for line in lines]
    found = [
        Split(replace(split.span, line=number), split.doubt)
        for number, fit in enumerate(fits)
        for split in fit.splits()
    ]
    strong = _best(split.span for split in found if split.doubt < ALONE)
    if not found:
        return list(lines), []
    weak = _best(
        split.span
        for split in found
        if split.doubt < ALONE_WHEN_KNOWN
        and split.span.gain > 1.5 * GAIN
        and fits[split.span.line].is_loose(split.span.start, split.span.end)
    )
    repeated = _repeated(fits, found)
    if not repeated and len(strong) < 2:
        return list(lines), []
    texts = {fits[span.line].text[span.start : span.end] for span in [*strong, *repeated]}
    chosen = [*repeated, *strong, *weak]
    chosen += _related(fits, texts, chosen)
    chosen += _loose_ends(fits)
    return _take_out(lines, _best(chosen))


def _best(spans: Iterable[Span]) -> list[Span]:
    """Of spans that overlap, the one with the highest gain."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (-span.gain, span.line, span.start)):
        if not any(
            span.line == other.line and span.start < other.end and other.start < span.end
            for other in kept
        ):
            kept.append(span)
    return kept


def _repeated(fits: Sequence[_Fit], splits: Sequence[Split]) -> list[Span]:
    """Every badly standing place of the splits' strings that stand in unrelated places."""
    doubts: dict[str, list[float]] = {}
    for split in splits:
        text = fits[split.span.line].text[split.span.start : split.span.end]
        doubts.setdefault(text, []).append(split.doubt)
    found: list[Span] = []
    for text, seen in sorted(doubts.items()):
        sure = min(seen) < ALONE
        if not sure and IN_NUMBER not in seen and sum(d < ALONE_WHEN_KNOWN for d in seen) < 2:
            continue
        places = [
            Span(number, match.start(), match.end(), fit.gain(match.start(), match.end()))
            for number, fit in enumerate(fits)
            for match in re.finditer(re.escape(text), fit.text)
        ]
        lefts = {fits[p.line].text[: p.start][-1:] for p in places}
        rights = {fits[p.line].text[p.end :][:1] for p in places}
        bad = [p for p in places if fits[p.line].stands_badly(p.start, p.end)]
        least = 2 if sure else LEAST_PLACES
        if (
            len(places) >= least
            and min(len(lefts), len(rights)) >= (1.0 if least == 2 else 0.6) * min(len(places), 3)
            and len(bad) >= 0.6 * len(places)
        ):
            found += bad
    return found


def _related(fits: Sequence[_Fit], texts: set[str], known: Sequence[Span]) -> list[Span]:
    """Strings that hold two characters of one found already and stand as badly."""
    parts = {text[i : i + 2] for text in texts for i in range(len(text) - 1)}
    taken = {(span.line, position) for span in known for position in range(span.start, span.end)}
    found: list[Span] = []
    for number, fit in enumerate(fits):
        for size in range(SHORTEST, LONGEST + 1):
            if len(fit.text) < size + 2:
                break
            _, gains = fit.without(size)
            for start in np.nonzero(gains > 2 * GAIN)[0]:
                begin, end = int(start), int(start) + size
                piece = fit.text[begin:end]
                if (
                    _HAN.fullmatch(piece)
                    and (piece[-2:] in parts or piece[:2] in parts)
                    and fit.is_loose(begin, end)
                    and not any((number, position) in taken for position in range(begin, end))
                ):
                    found.append(Span(number, begin, end, float(gains[begin])))
    return found


_LOOSE_END = re.compile(r"(?<=[。！？])[\u4e00-\u9fff]{2,8}$")


def _loose_ends(fits: Sequence[_Fit]) -> list[Span]:
    """A few characters without a mark after the last full stop of a paragraph."""
    found = []
    for number, fit in enumerate(fits):
        match = _LOOSE_END.search(fit.text)
        if match is not None and len(fit.text) > 4 * len(match.group()):
            found.append(Span(number, match.start(), match.end(), GAIN))
    return found


def _take_out(
    lines: Sequence[Line], spans: Sequence[Span]
) -> tuple[list[Line], list[Repair]]:
    cleaned = list(lines)
    repairs: list[Repair] = []
    for span in sorted(spans, key=lambda span: (span.line, -span.start)):
        line = lines[span.line]
        text = cleaned[span.line].text
        words = text[span.start : span.end]
        cleaned[span.line] = replace(
            cleaned[span.line], text=text[: span.start] + text[span.end :]
        )
        start = line.start + span.start
        repairs.append(
            Repair("injected", words, "", start, start + len(words),
                   f"stands inside “{text[max(0, span.start - 4) : span.start]}"
                   f"|{text[span.end : span.end + 4]}” and does not belong there")
        )  # fmt: skip
    return cleaned, sorted(repairs, key=lambda repair: repair.raw_start)
