"""Sentence boundaries of Chinese and English text, as spans.

>>> text = "“很受欢迎！”他说。全镇有34个村。"
>>> [text[a:b] for a, b in sentence_spans(text)]
['“很受欢迎！”他说。', '全镇有34个村。']
"""

from __future__ import annotations

import re

# A closing quote or bracket belongs to the sentence that it closes.
_CLOSERS = "”’」』）)》】\"'"
_END = re.compile(rf"(?:[。！？!?]+|…{{2,}}|(?<![0-9A-Z])\.(?=\s|$)|\n+)[{_CLOSERS}]*")
# After `！”` a verb of saying goes on with the same sentence: “……！”他说。
_CONTINUES = re.compile(
    r"[^。！？!?\n，,；;]{0,24}?(?:说|道|表示|介绍|坦言|告诉|感慨|笑|称|問|问|說|介紹|告訴|稱)"
)


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences in `text[start:end]`, in order, white space trimmed off.

    Every character that is not white space lies in exactly one span. A newline always ends a
    sentence; a full stop inside a number or after a capital ("U.S.") does not.
    """
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, stop):
        if match.start() < begin:
            continue
        quoted = match.group().rstrip("\n")
        if (
            quoted
            and quoted[-1] in "”」’』\"'"
            and "\n" not in match.group()
            and _CONTINUES.match(text, match.end(), stop)
        ):
            continue
        _append(spans, text, begin, match.end())
        begin = match.end()
    _append(spans, text, begin, stop)
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
