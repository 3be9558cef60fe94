"""Whether a figure is told of the time that a question names: last year's, the first quarter's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .figure_labels import Label

# When, as it stands beside a figure; years have features of their own.
_TIMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (printed, re.compile(asked))
    for printed, asked in (
        ("去年|上年", r"去年|上年|旧年|\blast year\b|\bthe year before\b"), ("前年", r"前年"), ("今年|本年", r"今年|\bthis year\b"), ("明年", r"明年|\bnext year\b"),
        ("上月|上个月", r"上个?月(?!份?[底末])|\blast month\b|\bthe month before\b"), ("本月|当月|这个月", r"本月|当月|这个月|\bthis month\b"),
        ("上半年", r"上半年|\bfirst half\b"), ("下半年", r"下半年|\bsecond half\b"), ("一季度|首季", r"一季度|首季|\bfirst quarter\b"),
        ("二季度", r"二季度|\bsecond quarter\b"), ("三季度", r"三季度|\bthird quarter\b"), ("四季度", r"四季度|\bfourth quarter\b"),
        ("平时|平日|工作日", r"平时|平日|工作日|\bweekdays?\b|\busually\b"), ("周末|节假日|假日", r"周末|节假日|假日|\bweekends?\b|\bholidays?\b"),
        ("白天", r"白天|\bby day\b|\bdaytime\b"), ("夜间|晚上|夜里", r"夜间|晚上|夜里|\bat night\b"),
    )
)  # fmt: skip


def times_shared(asked: str, labels: Sequence[Label]) -> list[float]:
    """1 for a figure told of the time that is asked about where another is not, -1 for that, else 0.

    从去年的四间增至六间: who asks for last year's wants the first.

    >>> from index.figures import find_figures
    >>> from .figure_labels import labels_of
    >>> text = "阅览室从去年的四间增至六间"
    >>> found = find_figures(text)
    >>> numbers = [figure for figure in found if figure.kind == "quantity"]
    >>> times_shared("去年有几间?", labels_of(text, found, numbers))
    [1.0, -1.0]
    """
    wanted = [printed for printed, pattern in _TIMES if pattern.search(asked)]
    if not wanted:
        return [0.0] * len(labels)
    told = [any(re.search(printed, label.before) for printed in wanted) for label in labels]
    return [2.0 * one - 1.0 if any(told) and not all(told) else 0.0 for one in told]
