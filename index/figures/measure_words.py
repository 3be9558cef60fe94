"""The unit that follows a number: 家, 平方米, 个多月, 亿元/年, "square metres"."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from .amounts import Amount
from .figure import Bound
from .numerals import DIGITS
from .scan import Scan
from .units import canonical, spellings

_HALF_AFTER = re.compile(r"半(?!年|天|个|数|岛|径|山|夜|导|成|封|程|价)")
_HALVED = frozenset({"年", "倍", "小时", "天", "亩", "斤", "里", "公里"})
_HALF = Decimal("0.5")
_GE = re.compile(r"个(?P<mid>多|半)?(?P<unit>月|小时|星期|钟头|世纪|工作日)(?P<after>半)?")
_CANONICAL_AFTER_GE = {"月": "个月", "星期": "周", "钟头": "小时", "工作日": "天"}
_GREAT = re.compile(r"大(?![学会小队爷])")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PIECES = re.compile(r"块(?P<jiao>[一二三四五六七八九])(?![十百千万块])")
_ADJECTIVES = re.compile(
    r"\s?(?:new|small|large|local|rural|urban|private|different|clothing|chinese|"
    r"children's|foreign|major|key|elderly|poor)\s",
    re.I,
)


class Unit(NamedTuple):
    """A unit: canonical `name`, as `printed`, where it ends, and what was said inside it.

    `bound` is that of 多 in 三个多月, `added` the half of 两年半 and the 角 of 三块五, `step` the
    size of the last digit where the unit brings one. All but `end` are empty where no unit stands.
    """

    name: str
    printed: str
    end: int
    bound: Bound = "exact"
    added: Decimal = Decimal(0)
    step: Decimal | None = None


@lru_cache(maxsize=1)
def _unit_pattern() -> re.Pattern[str]:
    words = sorted(spellings(), key=len, reverse=True)
    han = "|".join(re.escape(w) for w in words if not w[0].isascii() and w != "%")
    # 2,000-square-metre: an English unit before its noun is hyphenated.
    latin = "|".join(
        re.escape(w).replace("\\ ", "[ -]") for w in words if w[0].isascii() and w[0] not in "%"
    )
    rate = r"(?:\s?/\s?(?:[一-鿿]{1,3}?(?=[^一-鿿]|$)|年|月|日|天|人|户|亩|平方米|立方米|公里|小时|秒|分钟|吨|斤|公斤|米|升|次))?"
    return re.compile(
        rf"\s?(?P<unit>(?:{han})(?:\([件套台次户份组]\))?{rate})"
        rf"|[\s-]?(?P<latin>(?:{latin})(?![a-z'’]))(?:\s?/\s?(?:kg|h|s|mu|year|m2))?"
    )


def unit_after(scan: Scan, amount: Amount) -> Unit:
    """The unit that follows an amount; an empty one where none does.

    >>> from .amounts import amount_at
    >>> scan = Scan("三个多月")
    >>> unit = unit_after(scan, amount_at(scan, 0))
    >>> unit.name, unit.printed, unit.bound
    ('个月', '个月', 'over')
    """
    unit = _read(scan.text, amount)
    # 20首次: the 首 belongs to 首次, which is already read.
    return unit if scan.free(amount.end, unit.end) else Unit("", "", amount.end)


def _read(text: str, amount: Amount) -> Unit:
    none = Unit("", "", amount.end)
    if (ge := _GE.match(text, amount.end)) is not None:
        return _after_ge(ge, amount)
    jiao = _PIECES.match(text, amount.end)
    if jiao is not None and amount.scale == 1:
        added = Decimal(DIGITS[jiao["jiao"]]) / 10
        return Unit("元", "块", jiao.end(), added=added, step=Decimal("0.1"))
    if amount.chinese and 2 <= amount.value <= 12 and _GREAT.match(text, amount.end):
        return Unit("个", "大", amount.end + 1)  # 六大领域 counts fields
    match = _unit_pattern().match(text, amount.end)
    if match is None:
        noun = _behind_adjective(text, amount.end)
        return Unit(canonical(noun), noun, amount.end) if noun else none
    if match["latin"]:
        tail = text[match.start("latin") : match.end()]
        if match["latin"] in ("m", "g", "w", "s", "h") and text[amount.end].isspace():
            return none
        if "/" in tail:
            return Unit(canonical(tail.replace(" ", "")), tail, match.end())
        word = match["latin"].replace("-", " ").strip()
        return Unit(canonical(word), word, match.end())
    word = match["unit"].strip()
    word = word.replace(" ", "") if "/" in word else word
    if word == "块" and _HAN.match(text, match.end()):
        return Unit("个", word, match.end())  # 一块牌子 is no money
    if word in ("年", "月", "级") and text.startswith(("级", "份额"), match.end()):
        return none
    half = _HALF_AFTER.match(text, match.end())
    if half is not None and word in _HALVED and amount.chinese:
        return Unit(canonical(word), word, half.end(), added=_HALF)
    return Unit(canonical(word), word, match.end())


def _after_ge(ge: re.Match[str], amount: Amount) -> Unit:
    """个月, 个多小时, 个半钟头; the half of 半个半月 is no second one."""
    halved = (ge["mid"] == "半" or ge["after"]) and amount.chinese != "半"
    return Unit(
        _CANONICAL_AFTER_GE.get(ge["unit"], ge["unit"]),
        "个" + ge["unit"],
        ge.end(),
        "over" if ge["mid"] == "多" else "exact",
        added=_HALF if halved else Decimal(0),
    )


def _behind_adjective(text: str, position: int) -> str | None:
    """The English unit of "500 new households": the adjective stays outside the figure."""
    adjective = _ADJECTIVES.match(text, position)
    noun = _unit_pattern().match(text, adjective.end() - 1) if adjective else None
    return noun["latin"] if noun else None
