"""Sentences with their citation marks, from text that arrives in pieces.

Models write marks in many ways: [1], 【1】, ［1, 2］, [1][2], (来源1), [Source 2], [1-3], [^1],
before the full stop, after it, or at the head of the sentence.

>>> cutter = SentenceCutter()
>>> cutter.feed("全镇有34个村【1】。")
[]
>>> cutter.feed("年产量增长[2]")
[Said(text='全镇有34个村。', marks=(1,))]
>>> cutter.end()
[Said(text='年产量增长', marks=(2,))]
>>> list(said("据[来源1，3]，全镇有34个村。[2] 其他不详。"))
[Said(text='据，全镇有34个村。', marks=(1, 3, 2)), Said(text='其他不详。', marks=())]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = r"(?:来源|來源|资料|資料|文献|文獻|出处|出處|引用|参考|參考|段落|文章|sources?|passages?|articles?|refs?|citations?)"
_NUMBERS = (
    r"(?P<n>\^?[0-9０-９]{1,3}(?:\s*(?:[,，、;；&~\-–—至和及与與]|and)\s*\^?[0-9０-９]{1,3})*)"
)
# Square brackets hold a bare number; round ones only with a word, since (1) counts items.
_BARE = (
    rf"[\[【［〔]\s*(?:{_WORD}\s*[:：]?\s*)?(?:第)?{_NUMBERS}\s*(?:篇|段|号|號|条|條)?\s*[\]】］〕]"
)
_ROUND = _BARE.replace(r"[\[【［〔]", r"[（(]", 1).replace(r"[\]】］〕]", r"[）)]")
_ROUND = _ROUND.replace(rf"(?:{_WORD}\s*[:：]?\s*)?", rf"{_WORD}\s*[:：]?\s*").replace("<n>", "<m>")
_MARK = re.compile(rf"(?:{_BARE}|{_ROUND})", re.IGNORECASE)
_TRAILING = re.compile(
    rf"(?:[ \t]*{_MARK.pattern.replace('?P<n>', '?:').replace('?P<m>', '?:')})*", re.IGNORECASE
)
_OPENERS = "[【［〔（("
# A mark that has begun may still be coming; no mark is longer than this.
_LONGEST_MARK = 24
_ABBREVIATIONS = r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bNo)(?<!\bSt)(?<!\bvs)(?<!\bMrs)"
_END = re.compile(
    rf"[。！？!?]+[”’」』）)》\"']*|(?<![0-9A-Z]){_ABBREVIATIONS}\.[\"')]*(?=\s|[\[【［〔])"
    rf"|(?<=[0-9])\.(?=\s+[A-Z\[]|\s*\[)|\n+"
)
# Decoration of lists and headings, which is no part of what is said.
_BULLET = re.compile(
    r"^(?:\s|[-*•·#>]+\s|[0-9]{1,2}[.、)）]\s*(?=\D)|[（(][0-9]{1,2}[）)]\s*|(?:答案|回答|答|answer)\s*[:：]\s*)+",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"\*\*|__|`")
_RANGE = re.compile(r"[~\-–—至]")
_STOPS = "。！？!?."


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence without its marks, and the passages that it cites, in order of mention."""

    text: str
    marks: tuple[int, ...]


class SentenceCutter:
    """Gives each sentence as soon as it is known to be whole, marks behind it included."""

    def __init__(self) -> None:
        self._held = ""

    @property
    def pending(self) -> int:
        """How many characters wait for the end of their sentence."""
        return len(self._held)

    def feed(self, piece: str) -> list[Said]:
        """The sentences that `piece` completes."""
        self._held += piece
        found: list[Said] = []
        while (cut := self._cut()) is not None:
            found += _said(self._held[:cut])
            self._held = self._held[cut:]
        return found

    def end(self) -> list[Said]:
        """The last sentence; a fragment without full stop or mark was cut off and is left out."""
        found: list[Said] = []
        for sentence in said(self._held):
            whole = sentence.text.rstrip("”’」』）)》\"'")[-1:] in _STOPS
            if whole or sentence.marks:
                found.append(sentence)
        self._held = ""
        return found

    def _cut(self) -> int | None:
        """Where the first sentence ends, once it is certain that no mark follows."""
        for match in _END.finditer(self._held):
            if not self._held[: match.start()].strip():
                continue
            end = match.end()
            behind = _TRAILING.match(self._held, end)
            end = behind.end() if behind is not None else end
            rest = self._held[end:].lstrip(" \t")
            if not rest:
                # A line is over for certain; after a full stop a mark may come.
                return end if self._held[end - 1] == "\n" else None
            if (
                rest[0] in _OPENERS
                and len(rest) < _LONGEST_MARK
                and not re.search(r"[\]】］〕）)]", rest)
            ):
                return None
            return end
        return None


def said(text: str) -> Iterator[Said]:
    """The sentences of a whole text."""
    cutter = SentenceCutter()
    yield from cutter.feed(text)
    yield from _said(cutter._held)


def _said(text: str) -> list[Said]:
    marks: list[int] = []
    for match in _MARK.finditer(text):
        marks += _numbers(match.group("n") or match.group("m") or "")
    bare = _EMPHASIS.sub("", _MARK.sub("", text))
    bare = _BULLET.sub("", bare).strip()
    bare = re.sub(r"[ \t]+(?=[，。！？；：,.!?;:])", "", re.sub(r"\s+", " ", bare))
    if not re.search(r"\w", bare):
        return []
    return [Said(bare, tuple(dict.fromkeys(marks)))]


def _numbers(text: str) -> list[int]:
    """1,3 and 1-3 and 1至3 as numbers; a range counts up."""
    found: list[int] = []
    previous, joined = 0, ""
    for match in re.finditer(r"([0-9０-９]{1,3})([^0-9０-９]*)", text):
        number = int(match.group(1))
        if joined and previous < number <= previous + 20:
            found += range(previous + 1, number)
        found.append(number)
        previous, joined = number, match.group(2) if _RANGE.search(match.group(2)) else ""
    return found
