"""What a figure measures: measure, owner, place, time and direction, read from its clause."""

from __future__ import annotations

import bisect
import re

from .figure import Direction, Figure, Subject
from .paired import paired_groups, paired_names
from .places import places
from .scan import CLAUSE_END, SENTENCE_END, Scan

_UP = re.compile(
    r"增长|增加|增至|增幅|提高|提升|上升|上涨|扩大|增收|增速|增多|升高|升至|涨|跃升|多了|高了|(?<=比)[^,]{0,14}[高多](?=了?$)|高出|多出|高于|多于|"
    r"\b(?:up|rose|rise[sn]?|rising|increas\w+|grew|grow\w*|gain\w*|climb\w*|jump\w*|widen\w*|expand\w*)\b"
)
_DOWN = re.compile(
    r"下降|减少|降低|降至|降幅|回落|缩小|下跌|下滑|负增长|萎缩|收窄|跌|减至|减幅|压减|节约|节省|少了|低了|(?<=比)[^,]{0,14}[低少](?=了?$)|低出|少出|低于|少于|"
    r"\b(?:down|fell|fall\w*|drop\w*|declin\w+|decreas\w+|shrank|shrunk|slow\w+|cut|lower\w*|narrow\w*)\b"
)
_MEASURE = re.compile(
    r"(?:可支配收入|经营性收入|总收入|收入比|收入|销售额|交易额|成交额|总金额|总额|金额|投资额|销量|产值|增加值|"
    r"生产总值|gdp|营业额|产量|面积|人口|投资|分红|利润|税收|资金|贷款|授信|租金|成本|补助|奖金|增幅|增速|"
    r"增长率|覆盖率|利用率|就诊率|收益率|合格率|率|占比|比重|比例|份额|倍差|差距|得分|评分|价格|均价|工资|"
    r"人数|户数|数量|总量|存量|规模|床位|里程|长度|高度|海拔|气温|容量|客流|订单|年龄|人次)"
)
# The words before the head that belong to it: 农民人均|可支配收入, but not across 的.
_MODIFIER = re.compile(r"[\u4e00-\u9ffe]{0,6}$")
_NOT_MODIFIER = re.compile(
    r".*(?:的|了|在|达|和|与|及|将|把|是|从|对|其|该|去年|今年|同比|实现|完成|拥有|共)"
)
# 全年, 全市 before a measure say when and where.
_HEADLESS = re.compile(r"(?:全(?:[省市县区镇乡村国]|年)|(?:上|下)半年|当年|本[省市县区]|的|年|月)+")
_COUNTED = re.compile(r"[\u4e00-\u9fff]{2,8}")
# 较2015年增长, 与去年相比, up from 2015: the year is what the figure is compared with.
_COMPARED_BEFORE = re.compile(
    r"(?:相比于?|比起?|较|(?:up|down|over|than|compared (?:with|to))(?: from)?(?: that)?(?: in)?\s?)$"
)
_COMPARED_ALONG = re.compile(r"(?:与|同|和|跟)$")
_COMPARED_AFTER = re.compile(r"(?:同期)?(?:相比|比较|比(?=增|上|提|下|减|降|扩|缩)|的基础上)")
# Clauses are shorter than this; tables and lists without punctuation are cut.
_WINDOW = 160


class Subjects:
    """Reads the subject of each figure of one text; clause and sentence ends are found once."""

    def __init__(self, scan: Scan, figures: list[Figure]) -> None:
        self._text = scan.text
        self._figures = figures
        offsets = scan.folded.offsets
        # Figures carry offsets of the original: bring them back to folded ones.
        self._spans = [
            (bisect.bisect_left(offsets, f.start), bisect.bisect_left(offsets, f.end))
            for f in figures
        ]
        covered = bytearray(len(self._text) + 1)
        for start, end in self._spans:
            covered[start:end] = b"\x01" * (end - start)
        self._clauses = (
            [0]
            + [m.end() for m in CLAUSE_END.finditer(self._text) if not covered[m.start()]]
            + [len(self._text)]
        )
        self._sentences = (
            [0]
            + [m.end() for m in SENTENCE_END.finditer(self._text) if not covered[m.start()]]
            + [len(self._text)]
        )
        self._places = places(self._text)
        self._dates = [i for i, f in enumerate(figures) if f.kind in ("date", "period")]
        self._bases = {i for i in self._dates if self._is_base(*self._spans[i])}
        # Where a place or a figure ends: a measure does not reach back across it.
        self._ends = sorted({p[1] for p in self._places} | {s[1] for s in self._spans})
        self._names = self._paired()
        self._place_starts = [p[0] for p in self._places]

    def of(self, index: int) -> Subject:
        """The subject of figure `index`."""
        start, end = self._spans[index]
        left, right = _around(self._clauses, start)
        first, last = _around(self._sentences, start)
        before = self._text[max(left, start - _WINDOW) : start]
        after = self._text[end : min(right, end + _WINDOW)]
        measure = self._measure(index, first, start, before, after)
        place = self._place(first, start)
        time = self._time(index, first, last)
        return Subject(
            measure=measure,
            of=place,
            place=place,
            time=time,
            direction=direction_of(before, after),
            clause=(before[-60:] + " " + after[:40]).strip(" ,。;!?、"),
        )

    def _measure(self, index: int, first: int, start: int, before: str, after: str) -> str | None:
        figure = self._figures[index]
        if figure.kind in ("date", "period", "time", "name"):
            return None
        if index in self._names:
            return self._names[index]
        named = self._last_measure(max(start - len(before), start - 40), start)
        if named:
            return named
        counted = _COUNTED.match(after.lstrip("的 ")) if figure.kind == "quantity" else None
        if counted is not None:
            return counted[0]
        return self._last_measure(max(first, start - 80), start)

    def _last_measure(self, first: int, last: int) -> str | None:
        """The last measure named in a stretch, with the words that qualify it, not its place."""
        found = _last_measure(self._text[first:last])
        if found is None:
            return None
        begin, end = first + found[0], first + found[1]
        # 柳湾镇|地区生产总值, 2023年|产值
        begin = max(begin, self._last_end(end - 1))
        head = _HEADLESS.match(self._text, begin, end)
        return self._text[head.end() if head else begin : end]

    def _last_end(self, before: int) -> int:
        """The last end of a place or figure before a position; 0 where there is none."""
        at = bisect.bisect_left(self._ends, before)
        return self._ends[at - 1] if at else 0

    def _is_base(self, start: int, end: int) -> bool:
        return is_compared_with(self._text[max(0, start - 24) : start], self._text[end : end + 8])

    def _paired(self) -> dict[int, str]:
        """What figures are called that share a list of names (分别为)."""
        names: dict[int, str] = {}
        for group in paired_groups(self._text, self._spans):
            start = self._spans[group[0]][0]
            left, _ = _around(self._sentences, start)
            left = max(left, start - _WINDOW, self._last_end(start))
            head = _HEADLESS.match(self._text, left, start)
            left = head.end() if head else left
            called = paired_names(self._text[left:start], len(group))
            if called and all(_MEASURE.search(name) for name in called):
                names |= dict(zip(group, called, strict=True))
        return names

    def _place(self, first: int, start: int) -> str | None:
        position = bisect.bisect_left(self._place_starts, start) - 1
        if position >= 0 and self._places[position][0] >= first:
            return self._places[position][2]
        return None

    def _time(self, index: int, first: int, last: int) -> str | None:
        """The nearest date to the left in the sentence, else the nearest to the right."""
        if self._figures[index].when is not None:
            return None
        dates = [d for d in self._dates if d not in self._bases]
        i = bisect.bisect_left(dates, index)
        for near in (i - 1, i):
            if 0 <= near < len(dates):
                found = dates[near]
                if first <= self._spans[found][0] < last:
                    return self._figures[found].date
        return None


def is_compared_with(before: str, after: str) -> bool:
    """Whether the date between `before` and `after` (folded) is only what a figure is compared with.

    >>> is_compared_with("收入较", "增长8%"), is_compared_with("与", "相比增长8%")
    (True, True)
    """
    if _COMPARED_BEFORE.search(before[-24:]) is not None:
        return True
    after_it = _COMPARED_AFTER.match(after) is not None
    return after_it and _COMPARED_ALONG.search(before[-2:]) is not None


def _last_measure(text: str) -> tuple[int, int] | None:
    """Where the last measure named in `text` stands, with the words that qualify it."""
    matches = list(_MEASURE.finditer(text))
    if not matches:
        return None
    found = matches[-1]
    modifier = _MODIFIER.search(text, 0, found.start())
    words = modifier[0] if modifier else ""
    return found.start() - len(_NOT_MODIFIER.sub("", words)), found.end()


def direction_of(before: str, after: str) -> Direction | None:
    """Whether the clause says that the figure rose or fell.

    >>> direction_of("净利润却下降", "")
    'down'
    """
    near = before[-16:]
    up = max((m.end() for m in _UP.finditer(near)), default=-1)
    down = max((m.end() for m in _DOWN.finditer(near)), default=-1)
    if up < 0 and down < 0:
        tail = after[:8]
        up = 1 if _UP.search(tail) else -1
        down = 1 if _DOWN.search(tail) else -1
        if up == down:
            return None
    return "up" if up > down else "down"


def _around(ends: list[int], position: int) -> tuple[int, int]:
    i = bisect.bisect_right(ends, position)
    return ends[i - 1], ends[min(i, len(ends) - 1)]
