"""What a figure is: a number, date or rank as printed, its value, and what it measures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal[
    "quantity",  # 2.3万余家, 480亿元, 8年
    "percent",  # 6%, 三成, 百分之十五: value is the percentage
    "point",  # 3.2个百分点, never comparable with a percentage
    "fraction",  # 3/4, 四分之三, 过半: value is the part of one
    "ratio",  # 1.8∶1, 3比1, 五五开: value is the first over the second
    "ordinal",  # 第三批, 首个
    "rank",  # 位列第三, 居首位
    "date",  # 2019年5月, 去年
    "period",  # 2015—2020年, 十四五, 前三季度
    "time",  # 8时15分
    "name",  # 5G, 1+7+N, 84号: written with digits, measures nothing
]
Bound = Literal[
    "exact",
    "about",  # 约, 左右
    "nearly",  # 近, 接近: a little less
    "over",  # 超, 余, 多, 突破
    "at_least",  # 以上, 至少, 不低于
    "under",  # 不到, 不足, 低于
    "at_most",  # 以内, 不超过, 至多
    "several",  # 数十, 几百: a few of the magnitude
    "by",  # dates: 截至3月底
    "since",  # dates: 2021年以来
    "before",  # dates: 2025年前
    "after",  # dates: 2025年后
]
Direction = Literal["up", "down"]
Part = Literal["start", "early", "mid", "late", "end"]


@dataclass(frozen=True, slots=True)
class When:
    """A point or stretch of the calendar, as precise as printed.

    `year` is absolute; where the text says 去年 and the article prints no date, `year` is None and
    `year_offset` is -1. `span` is a quarter or half year ("Q1", "H1"); `until` closes a period.

    >>> str(When(year=2019, month=5)), str(When(year_offset=-1, month=9))
    ('2019-05', 'XXXX-09')
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    span: str | None = None
    part: Part | None = None
    clock: str | None = None
    year_offset: int | None = None
    month_offset: int | None = None
    day_offset: int | None = None
    until: When | None = None

    def __str__(self) -> str:
        """ISO 8601 as far as it goes; X stands for what is not printed (as in EDTF)."""
        if self.until is not None:
            return f"{self._point()}/{self.until}"
        return self._point()

    def _point(self) -> str:
        if self.clock is not None and self.day is None:
            return f"T{self.clock}"
        text = f"{self.year:04d}" if self.year is not None else "XXXX"
        if self.span is not None:
            text += f"-{self.span}"
        day_known = self.day is not None or self.day_offset is not None
        if self.month is not None:
            text += f"-{self.month:02d}"
        elif day_known or self.month_offset is not None:
            text += "-XX"
        if day_known:
            text += f"-{self.day:02d}" if self.day is not None else "-XX"
        if self.clock is not None:
            text += f"T{self.clock}"
        return text + (f" {self.part}" if self.part else "")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure measures, read from its clause; None where the clause does not say.

    `measure`: 销售额, 人均可支配收入, or the counted noun (童装企业); `of`: whose; `place`, `time`:
    nearest in the clause, else in the sentence; `clause`: the words that stand around the figure,
    without figures.
    """

    measure: str | None = None
    of: str | None = None
    place: str | None = None
    time: str | None = None
    direction: Direction | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as printed, and what it says.

    `text == source[start:end]`, bound words included (超80亿元, 2.3万余家). `value` is in `unit`
    with 万 and 亿 multiplied out; `high` closes a range (2岁到5岁), else None. Dates have no value
    but `when`. `unit` is canonical (平方米, 元, %), `unit_text` as printed; "" for none.
    A duration in several units is in the smallest of them; its `unit_text` joins all: 小时+分钟.
    `step` is the size of the last printed digit, in `unit`: 12.5亿 was rounded to 10 million.
    """

    text: str
    value: Decimal | None
    unit: str
    kind: Kind
    bound: Bound
    start: int
    end: int
    unit_text: str = ""
    high: Decimal | None = None
    step: Decimal | None = None
    when: When | None = None
    subject: Subject = Subject()

    @property
    def date(self) -> str | None:
        """The date as ISO text (see `When`), None for what is no date."""
        return None if self.when is None else str(self.when)
