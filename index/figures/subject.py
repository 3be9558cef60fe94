"""What a figure measures: measure, owner, place, time and direction, read from its clause."""

from __future__ import annotations

import bisect
import re

from .figure import Direction, Figure, Subject
from .scan import CLAUSE_END, SENTENCE_END, Scan

_UP = re.compile(
    r"增长|增加|增至|增幅|提高|提升|上升|上涨|扩大|增收|增速|增多|升高|升至|涨|跃升|多了|"
    r"\b(?:up|rose|rise[sn]?|rising|increas\w+|grew|grow\w*|gain\w*|climb\w*|jump\w*)\b"
)
_DOWN = re.compile(
    r"下降|减少|降低|降至|降幅|回落|缩小|下跌|下滑|负增长|萎缩|收窄|跌|减至|减幅|压减|少了|低了|"
    r"\b(?:down|fell|fall\w*|drop\w*|declin\w+|decreas\w+|shrank|shrunk|slow\w+|cut|lower\w*|narrow\w*)\b"
)
_MEASURE = re.compile(
    r"(?:人均|户均|村均|亩均|年均|日均|地均|总|净|年|月|新增|累计|平均|实际)?[\u4e00-\u9fff]{0,6}?"
    r"(?:可支配收入|经营性收入|总收入|收入比|收入|销售额|交易额|成交额|总金额|总额|金额|投资额|销量|产值|增加值|"
    r"生产总值|gdp|营业额|产量|面积|人口|投资|分红|利润|税收|资金|贷款|授信|租金|成本|补助|奖金|增幅|增速|"
    r"增长率|覆盖率|利用率|就诊率|收益率|合格率|率|占比|比重|比例|份额|倍差|差距|得分|评分|价格|均价|工资|"
    r"人数|户数|数量|总量|存量|规模|床位|里程|长度|高度|海拔|气温|容量|客流|订单|年龄|人次)"
)
_COUNTED = re.compile(r"[\u4e00-\u9fff]{2,8}")
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,6}?(?:自治区|自治州|自治县|街道|社区|新区|高新区|开发区|省|市(?!场|民|值|区|级)|县(?!城|级|域)|"
    r"区(?!域|间|位|块)|镇(?!区|级)|乡(?!村|镇|亲|愁)|村(?!集体|民|级|均|里|庄|企))"
)
_GENERIC_PLACE = re.compile(r"^(?:全|该|本|我|各|设|一|这|在|每|城|当|整|农|行政|个|欠发达)")

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
        self._clauses = [0] + [
            m.end() for m in CLAUSE_END.finditer(self._text) if not covered[m.start()]
        ] + [len(self._text)]
        self._sentences = [0] + [
            m.end() for m in SENTENCE_END.finditer(self._text) if not covered[m.start()]
        ] + [len(self._text)]
        self._places = [
            (m.start(), m.end(), m[0]) for m in _PLACE.finditer(self._text)
            if not _GENERIC_PLACE.match(m[0])
        ]
        self._dates = [i for i, f in enumerate(figures) if f.kind in ("date", "period")]
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

    def _measure(
        self, index: int, first: int, start: int, before: str, after: str
    ) -> str | None:
        figure = self._figures[index]
        if figure.kind in ("date", "period", "time", "name"):
            return None
        named = None
        for match in _MEASURE.finditer(before[-40:]):
            named = match[0]
        if named:
            return named
        counted = _COUNTED.match(after.lstrip("的 ")) if figure.kind == "quantity" else None
        if counted is not None:
            return counted[0]
        for match in _MEASURE.finditer(self._text, max(first, start - 80), start):
            named = match[0]
        return named

    def _place(self, first: int, start: int) -> str | None:
        position = bisect.bisect_left(self._place_starts, start) - 1
        if position >= 0 and self._places[position][0] >= first:
            return self._places[position][2]
        return None

    def _time(self, index: int, first: int, last: int) -> str | None:
        """The nearest date to the left in the sentence, else the nearest to the right."""
        if self._figures[index].when is not None:
            return None
        i = bisect.bisect_left(self._dates, index)
        for near in (i - 1, i):
            if 0 <= near < len(self._dates):
                found = self._dates[near]
                if first <= self._spans[found][0] < last:
                    return self._figures[found].date
        return None


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
