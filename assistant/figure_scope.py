"""The part of a sentence that a figure stands in, and along which side a thing is measured.

东桥水厂投资4亿元,日供水8万吨;西桥水厂日供水5万吨: which works is meant stands at the head of each part,
far from the figure. 步道长3公里,宽4米: the side that was asked for stands right beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.figures import Figure
from index.normalise import fold_text
from index.tokens import tokens

from .figure_labels import Label

_PART_END = re.compile(r"[；;。！？!?\n]")
_OF_ALL = re.compile(
    r"一共|总共|共有?|总计|合计|总数|全部|全算上|加起来|总的|\b(?:total|altogether|in all|overall|combined)\b"
)
_PARTS_FOLLOW = re.compile(r"其中|含(?![量])|包括")
# The sides along which a thing is measured, asked for and printed.
_SIDES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asked), re.compile(printed))
    for asked, printed in (
        (r"多长(?!时间)|长度|总长|全长|身长|体长|里程|\bhow long is|\blength", r"长(?:度|约|达|为)*$|里程(?:约|达|为)*$"),
        (r"多宽|宽度|\bhow wide|\bwidth", r"宽(?:度|约|达|为)*$"),
        (r"多高|高度|身高|海拔|\bhow (?:tall|high)|\bheight|\baltitude", r"(?<!提)高(?:度|约|达|为)*$|海拔(?:约|达|为)*$"),
        (r"多深|深度|\bhow deep|\bdepth", r"深(?:度|约|达|为)*$"),
        (r"直径|多粗|\bdiameter", r"(?:直径|径)(?:约|达|为)*$"),
        (r"多厚|厚度", r"厚(?:度|约|达|为)*$"),
    )
)  # fmt: skip
_LENGTHS = frozenset({"米", "公里", "千米", "厘米", "毫米", "里"})


def parts_of(text: str) -> list[tuple[int, int]]:
    """Where the parts of a sentence between semicolons and full stops begin and end."""
    bounds = [0, *(match.end() for match in _PART_END.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(bounds) if text[a:b].strip()]


def spoken_in_part(
    asked: set[str], text: str, figures: Sequence[Figure], labels: Sequence[Label]
) -> list[tuple[float, float]]:
    """How much of what is asked stands in the part of each figure, 0 to 1.

    Only words count that some parts with figures hold and others do not: those of the first part,
    which may be the topic of all, and those of later parts alone. A figure that goes on with
    one of another part (过去5元;…,如今降至3元) is spoken of in both.

    >>> from index.figures import find_figures
    >>> from .figure_labels import labels_of
    >>> text = "东桥水厂投资4亿元，日供水8万吨；西桥水厂日供水5万吨。"
    >>> found = find_figures(text)
    >>> spoken_in_part(set(tokens("西桥水厂日供水")), text, found, labels_of(text, found, found))
    [(0.0, 0.0), (0.0, 0.0), (0.0, 1.0)]
    """
    parts = parts_of(text)
    number = [next((n for n, (a, b) in enumerate(parts) if a <= f.start < b), 0) for f in figures]
    held = {n: asked & set(tokens(text[slice(*parts[n])])) for n in set(number)}
    spoken = list(held.values())
    telling = {
        token
        for part in spoken
        for token in part
        if len(token) > 1 and not token[0].isdigit() and not all(token in other for other in spoken)
    }
    if len(held) < 2 or not telling:
        return [(0.0, 0.0)] * len(figures)
    head = telling & held[min(held)]
    found: list[tuple[float, float]] = []
    for n, label in zip(number, labels, strict=True):
        first = next((m for m in sorted(held) if _goes_on_with(label, text[slice(*parts[m])])), n)
        mine = (held[n] | held[first]) & telling
        found.append((len(mine & head) / len(telling), len(mine - head) / len(telling)))
    return found


def _goes_on_with(label: Label, part: str) -> bool:
    """Whether the words that a figure shares stand in `part`."""
    words = label.inherited.split()
    return bool(words) and all(word in fold_text(part) for word in words)


def measures_side(asked: str, before: str, figure: Figure) -> float:
    """1 where a length is told of the side asked for, -1 where of another.

    >>> from index.figures import find_figures
    >>> three, four = find_figures("步道长3公里，宽4米。")
    >>> measures_side("步道有多长?", "步道长", three), measures_side("步道有多长?", "宽", four)
    (1.0, -1.0)
    """
    if figure.unit not in _LENGTHS:
        return 0.0
    wanted = {n for n, (question, _) in enumerate(_SIDES) if question.search(asked)}
    told = {n for n, (_, printed) in enumerate(_SIDES) if printed.search(before)}
    if not wanted or not told:
        return 0.0
    return 1.0 if wanted & told else -1.0


def asks_for_all(folded: str) -> bool:
    """Whether a folded question wants the sum of all: 一共有多少."""
    return _OF_ALL.search(folded) is not None


def tells_all(label: Label) -> bool:
    """Whether the words before a figure say that it counts all: 共有."""
    return _OF_ALL.search(label.before) is not None


def is_part(text: str, figure: Figure) -> bool:
    """Whether 其中 stands before a figure in its part of the sentence: 其中甲3个、乙5个.

    >>> from index.figures import find_figures
    >>> text = "共有渔船40艘，其中木船12艘、铁船28艘。"
    >>> [is_part(text, figure) for figure in find_figures(text)]
    [False, True, True]
    """
    folded = fold_text(text[: figure.start])
    return _PARTS_FOLLOW.search(_PART_END.split(folded)[-1]) is not None
