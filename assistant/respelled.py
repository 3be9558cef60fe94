"""The scripts and languages of a conversation: its exchanges in simplified Chinese, to compare them, and
a rewritten question in traditional characters, names as they were printed.

>>> as_printed("东河镇的镇长", ["東河鎮有多少人？"])
'東河鎮的鎮長'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .dialogue import Exchange
from .language import detect_language, in_script

Spelled = Callable[[str], Sequence[tuple[str, str]]]


def in_simplified(exchange: Exchange, spelled: Spelled | None) -> Exchange:
    """An exchange with its words in simplified Chinese; of an English one the names and the year.

    `spelled` finds the names that English spells in pinyin.
    """
    question = exchange.question
    if detect_language(question) == "en":
        # Only the names of an English question can stand in a Chinese one.
        names = [han for _, han in spelled(question)] if spelled is not None else []
        year = re.search(r"(?:19|20)[0-9]{2}", question)
        question = (f"{year.group()}年" if year else "") + "".join(dict.fromkeys(names))
        return Exchange(question, in_script(exchange.said, "zh-Hans"), None)
    return Exchange(
        in_script(question, "zh-Hans"),
        in_script(exchange.said, "zh-Hans"),
        in_script(exchange.short, "zh-Hans") if exchange.short else None,
    )


def as_printed(text: str, printed: Sequence[str]) -> str:
    """`text` in traditional characters, names as they were `printed` before."""
    converted: list[str] = []
    position = 0
    plain = [(in_script(p, "zh-Hans"), p) for p in printed if p]
    plain = [(simple, p) for simple, p in plain if len(simple) == len(p) and simple != p]
    pending = ""
    while position < len(text):
        size = min(12, len(text) - position)
        match: str | None = None
        while size >= 2 and match is None:
            piece = text[position : position + size]
            match = next(
                (p[s.index(piece) : s.index(piece) + size] for s, p in plain if piece in s), None
            )
            size -= match is None
        if match is None:
            pending += text[position]
            position += 1
            continue
        converted += [in_script(pending, "zh-Hant"), match]
        pending = ""
        position += size
    return "".join([*converted, in_script(pending, "zh-Hant")])
