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
ALONE_WHEN_KNOWN = 0.05
GAIN = 8.0
LEAST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Span:
    """A string in one line, and the nats that the line gains without it."""

    line: int
    start: int
    end: int
    gain: float


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

    def splits(self) -> Iterable[tuple[Span, str]]:
        """Pieces that stand inside a word or a number, with the word."""
        for size in range(SHORTEST, LONGEST + 1):
            if len(self.text) < size + 2:
                return
            around, gains = self.without(size)
            for start in np.nonzero((gains > GAIN) & (around > 1))[0]:
                begin, end = int(start), int(start) + size
                if not 0 < begin < end < len(self.text):
                    continue
                word = self._split_word(begin, end)
                if word is not None:
                    yield Span(0, begin, end, float(gains[begin])), word

    def _split_word(self, start: int, end: int) -> str | None:
        piece = self.text[start:end]
        left, right = self.text[max(0, start - 4) : start], self.text[end : end + 4]
        if not _HAN.fullmatch(piece) or self.at(start) > 0 or self.at(end) > 0:
            return None
        if left[-1] == "0" and right[0] == "0":
            return "0" if self.at(start) < -4 else None
        word = word_across(left, right)
        if word is None or word_across(left, piece) or word_across(piece, right):
            return None
        halves = any(is_word(left[-n:]) for n in (2, 3, 4) if len(left) >= n)
        if halves or any(is_word(right[:n]) for n in (2, 3, 4) if len(right) >= n):
            return None
        return word


def remove_injected(lines: Sequence[Line]) -> tuple[list[Line], list[Repair]]:
    """The lines without injected words, and what was taken out; clean lines come back as they are."""
    signal = load_signal()
    fits = [_Fit(line.text, signal) for line in lines]
    strong: list[Span] = []
    weak: list[Span] = []
    numbers: list[Span] = []
    for number, fit in enumerate(fits):
        for span, word in fit.splits():
            found = replace(span, line=number)
            if word == "0":
                numbers.append(found)
                continue
            alone = signal.alone(fit.text[found.start - 1]) * signal.alone(fit.text[found.end])
            if alone < ALONE:
                strong.append(found)
            elif alone < ALONE_WHEN_KNOWN:
                weak.append(found)
    if not strong and not numbers:
        return list(lines), []
    strong, weak = _best(strong), _best(weak)
    repeated = _repeated(fits, [*strong, *_best(numbers)])
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


def _repeated(fits: Sequence[_Fit], seeds: Iterable[Span]) -> list[Span]:
    """Every badly standing place of the seeds' strings that stand in unrelated places."""
    found: list[Span] = []
    for text in sorted({fits[seed.line].text[seed.start : seed.end] for seed in seeds}):
        places = [
            Span(number, match.start(), match.end(), fit.gain(match.start(), match.end()))
            for number, fit in enumerate(fits)
            for match in re.finditer(re.escape(text), fit.text)
        ]
        sides = {(fits[p.line].text[: p.start][-1:], fits[p.line].text[p.end :][:1]) for p in places}
        lefts, rights = {left for left, _ in sides}, {right for _, right in sides}
        bad = [p for p in places if fits[p.line].stands_badly(p.start, p.end)]
        if (
            len(places) >= LEAST_PLACES
            and min(len(lefts), len(rights)) >= 0.6 * len(places)
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
                    and max(fit.at(begin), fit.at(end)) < -3
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
