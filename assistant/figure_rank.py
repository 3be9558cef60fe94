"""Whether a figure is told of the first or the last of several, as a question asks: the largest, the
runner-up.

冠军奖金2万元,亚军1.2万元: both are prizes of one contest, and the rank alone tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.figures import Figure
from index.normalise import fold_text

from .figure_labels import Label

# Words for one rank, in both languages; the groups of a row exclude each other.
_ROWS: tuple[tuple[str, ...], ...] = (
    (
        r"冠军|第一名|头名|一等奖|状元|金牌|\b(?:winners?|champions?|first (?:place|prize)|gold)\b",
        r"亚军|第二名|二等奖|榜眼|银牌|\b(?:runners?-up|second (?:place|prize)|silver)\b",
        r"季军|第三名|三等奖|探花|铜牌|\b(?:third (?:place|prize)|bronze)\b",
        r"第四名|殿军|\bfourth place\b",
    ),
    (
        r"最大|最年长|最老|最高|最多|最长|最深|最远|最贵|最快|最重|最晚|高峰|上限|封顶|至多|最久|"
        r"\b(?:largest|biggest|oldest|highest|most|longest|deepest|farthest|furthest|fastest|heaviest|maximum|max|at most|tallest|latest|peak|record)\b",
        r"最小|最年轻|最低|最少|最短|最浅|最近|最便宜|最慢|最轻|最早|下限|起步|至少|水浅|"
        r"\b(?:smallest|youngest|lowest|least|fewest|shortest|shallowest|nearest|slowest|lightest|minimum|min|at least|cheapest|earliest)\b",
    ),
)  # fmt: skip
_GROUPS = tuple(tuple(re.compile(words) for words in row) for row in _ROWS)
_PART = re.compile(r"[；;。]")


def figures_before(wanted: Sequence[Figure], number: int) -> int:
    """Where the figure of `wanted` before that `number` ends, 0 for the first."""
    return wanted[number - 1].end if number else 0


def ranked_alike(asked: str, text: str, floor: int, figure: Figure, label: Label) -> float:
    """1 where the words of a figure name the rank that is asked for, -1 where another one.

    `floor` is where the figure before it ends: what stands behind that is of this one.

    >>> from index.figures import find_figures
    >>> from .figure_labels import labels_of
    >>> text = "冠军奖金2万元，亚军1.2万元。"
    >>> found = find_figures(text)
    >>> one, two = labels_of(text, found, found)
    >>> ranked_alike("第二名发多少奖金?", text, 0, found[0], one)
    -1.0
    >>> ranked_alike("第二名发多少奖金?", text, found[0].end, found[1], two)
    1.0
    """
    lead = _PART.split(fold_text(text[floor : figure.start]))[-1]
    words = f"{lead} {label.before} {label.after[:4]}"
    for row in _GROUPS:
        wanted = {number for number, group in enumerate(row) if group.search(asked)}
        told = {number for number, group in enumerate(row) if group.search(words)}
        if len(wanted) == 1 and told:
            return 1.0 if told == wanted else -1.0 if told.isdisjoint(wanted) else 0.0
    return 0.0
