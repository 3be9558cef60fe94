"""Leave out what a model writes between <think> and </think>, however it is cut into pieces.

>>> "".join(without_thoughts(["<thi", "nk>第二段有数字", "</think>\\n\\n有34个", "村。"]))
'有34个村。'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_OPEN, _CLOSE = "<think>", "</think>"


def without_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces without thoughts, and without the white space before the first word."""
    held, thinking, begun = "", False, False
    for piece in pieces:
        held += piece
        while held:
            mark = _CLOSE if thinking else _OPEN
            at = held.find(mark)
            if at >= 0:
                told, held = held[:at], held[at + len(mark) :]
            else:
                # The end may be the beginning of a mark.
                kept = _overlap(held, mark)
                told, held = held[: len(held) - kept], held[len(held) - kept :]
            if not thinking:
                told = told if begun else told.lstrip()
                if told:
                    begun = True
                    yield told
            if at < 0:
                break
            thinking = not thinking
    if held and not thinking:
        yield held


def _overlap(text: str, mark: str) -> int:
    """How many characters at the end of `text` begin `mark`."""
    return next(
        (n for n in range(min(len(text), len(mark) - 1), 0, -1) if mark.startswith(text[-n:])), 0
    )
