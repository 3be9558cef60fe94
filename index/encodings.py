"""Bytes to text, for the encodings in which Chinese newspapers come.

Order: byte order mark, UTF-8, then GB 18030 against Big5 and UTF-16 without a mark, then
charset-normalizer. GB 18030 accepts most Big5 text and makes nonsense of it, so the two are told
apart by what they give: common characters and punctuation, or rare ones.

>>> decode("臺北市政府宣布,今年的預算是一千萬元。".encode("big5"))
('臺北市政府宣布,今年的預算是一千萬元。', 'big5')
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NoReturn

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A share of decoded characters; real newspaper text stays far below it.
_MOST_DAMAGE = 0.01
_SAMPLE = 200_000


class NotText(ValueError):
    """The bytes are no text; the message says why."""


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; line ends become newlines.

    Raises `NotText` for empty or binary content and for text in no encoding that is known here.
    """
    if not content.strip(b" \t\r\n\x00"):
        raise NotText("the file is empty")
    text, encoding = _decode(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\ufeff", "")
    controls = sum(1 for c in text[:_SAMPLE] if c < " " and c not in "\n\t\f")
    if controls > _MOST_DAMAGE * min(len(text), _SAMPLE):
        raise NotText("the file is binary, not text")
    if not text.strip():
        raise NotText("the file is empty")
    # The few that remain are noise of old typesetting systems; offsets start after this step.
    return text.translate(_CONTROLS), encoding


_CONTROLS = dict.fromkeys([*range(9), 11, *range(14, 32), 127], " ") | {0x0C: "\n"}


def _decode(content: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _lenient(content, encoding), encoding
    if b"\x00" in content[:_SAMPLE]:
        return _best(content, ("utf-16-le", "utf-16-be")) or _binary()
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        # A few broken characters in UTF-8 are no reason to guess another encoding.
        text = content.decode("utf-8", errors="replace")
        broken = text.count("\ufffd")
        if broken <= _MOST_DAMAGE * sum(1 for c in text if c > "\x7f"):
            return text, "utf-8"
    return _best(content, ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")) or _guess(content)


def _best(content: bytes, encodings: Sequence[str]) -> tuple[str, str] | None:
    """The most plausible strict reading, if any is plausible."""
    readings = []
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _plausibility(text)
        # Any even number of bytes is some UTF-16; without one zero byte it needs better proof.
        if score > (0.8 if encoding.startswith("utf-16") else 0.5):
            readings.append((score, encoding.removesuffix("hkscs"), text))
    if not readings:
        return None
    _, encoding, text = max(readings, key=lambda reading: reading[0])
    return text, encoding


def _binary() -> NoReturn:
    raise NotText("the file is binary, not text")


def _lenient(content: bytes, encoding: str) -> str:
    text = content.decode(encoding, errors="replace")
    if text.count("\ufffd") > _MOST_DAMAGE * max(len(text), 1):
        raise NotText(f"the file claims to be {encoding} and is not")
    return text


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    """Characters of GB 2312 level 1, by frequency of use, and of Big5's frequent level."""
    level_1 = bytes(
        b for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for b in (row, cell)
    )
    simplified = level_1.decode("gb2312", errors="ignore")
    frequent = bytes(
        b
        for row in range(0xA4, 0xC7)
        for cell in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
        for b in (row, cell)
    )
    return frozenset(simplified + frequent.decode("big5", errors="ignore"))


def _plausibility(text: str) -> float:
    """Share of characters that printed Chinese or English is made of, from 0 to 1.

    Wrong readings are full of rare ideographs, private use, and half-width kana. Among two good
    readings the one with punctuation wins: the frequent bytes of one are rarely that of the other.
    """
    sample = text[:_SAMPLE]
    everyday = _everyday()
    wide = [c for c in sample if c > "\x7f"]
    if not wide:
        return 1.0
    good = sum(1 for c in wide if c in everyday)
    stops = sum(1 for c in wide if c in "，。、：；！？“”‘’「」『』（）《》—…·％")
    bad = sum(1 for c in wide if unicodedata.category(c) in ("Co", "Cn", "Cc", "Cs"))
    return (good + 1.5 * stops - 2 * bad) / len(wide)


def _guess(content: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    wide = ["utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_7"]
    match = from_bytes(content[:_SAMPLE], cp_exclusion=wide).best()
    if match is None:
        raise NotText("the file is binary, or text in an encoding that is not known")
    try:
        text = content.decode(match.encoding)
    except UnicodeDecodeError as error:
        raise NotText(
            f"the file seems to be {match.encoding}, broken at byte {error.start}"
        ) from None
    if _plausibility(text) < 0.3:
        letters = sum(1 for c in text[:_SAMPLE] if c.isalpha() or c.isspace())
        if letters < 0.7 * min(len(text), _SAMPLE):
            raise NotText("the file is binary, or text in an encoding that is not known")
    return text, match.encoding
