"""Lists said once for several figures: 城镇、农村居民人均收入分别为3万元和2万元."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LIST = re.compile(
    r"(?P<names>[\u4e00-\u9fffa-z]{1,12}(?:(?:、|和|与|及|以及)[\u4e00-\u9fffa-z]{1,16})+)"
    r"分别(?:已经?)?(?:达到?了?|增长|增加|下降|提高|上升|为|是|有|占|约)*$"
)
_BETWEEN = re.compile(r"\s*(?:[、,和与及]|以及)\s*")
_DIVIDED = re.compile(r"以及|[、和与及]")


def paired_names(before: str, size: int) -> list[str] | None:
    """What each of `size` figures behind `before` is called, in order; None without such a list.

    What the list says once belongs to each of them; names of equal length are alternatives.

    >>> paired_names("城镇、农村居民人均收入分别为", 2)
    ['城镇居民人均收入', '农村居民人均收入']
    >>> paired_names("生产总值和人均收入分别达到", 2)
    ['生产总值', '人均收入']
    """
    match = _LIST.search(before)
    if match is None:
        return None
    names = _DIVIDED.split(match["names"])
    if len(names) != size:
        return None
    width = len(names[0])
    head = names[-1][width:]
    shared = width <= 4 and len(head) >= 2 and all(len(name) == width for name in names[:-1])
    return [*(name + head for name in names[:-1]), names[-1]] if shared else names


def paired_groups(text: str, spans: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Indices of figures that stand side by side as 3万元和2万元 do, two or more."""
    groups: list[list[int]] = []
    current: list[int] = []
    for index, (start, _) in enumerate(spans):
        joined = current and _BETWEEN.fullmatch(text[spans[current[-1]][1] : start])
        if joined:
            current.append(index)
        else:
            groups.append(current)
            current = [index]
    return [group for group in (*groups, current) if len(group) > 1]
