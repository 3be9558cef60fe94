"""Whether a sentence holds a figure of what the question counts or measures.

几间客房 wants a count of rooms: neither a sum of money nor a number of visitors answers it, and 16个充电桩
is no number of parking spaces.

>>> from index.figures import find_figures
>>> from .question import parse_question
>>> asked = parse_question("民宿有几间客房？")
>>> holds_counted(asked, "民宿投资80万元。", find_figures("民宿投资80万元。"))
False
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.figures import Figure
from index.normalise import fold_text, simplify

from .expected import expected_type, figure_fits
from .focus import asked_unit, focus_of
from .question import Question

# Types that a sentence without such a figure cannot answer; others are told in words, too (多久, 多高).
_MEASURED = frozenset({"money", "people", "age", "area", "mass", "contact"})
_SHARE_ONLY = re.compile(
    r"百分之|占了?(多大|多少|几)|比例|占比|比重|份额|\bpercent|\bproportion|\bshare\b|\bwhat (?:slice|fraction|portion) of\b"
)
_RATIO = re.compile(r"[\u4e00-\u9fff](?:收入比|之比|倍差|比值)(?!较)")
_IN_YUAN = re.compile(
    r"(多少|几)(万|亿|百|千)?(元|钱|块)|[挣赚花掏付领拿贴奖捐拨](?:了|出|到|得)*多少|\bhow much|\bprice|\bcost"
)
# What is built or bought costs so much, and no share of anything.
_SPENT = re.compile("造价|总投资|投资多少|投资额|耗资|斥资|总价|预算(?:是|有)?多少")
_PRICED = re.compile(
    r"门票|票价|车票|学费|租金|房租|工资|月薪|年薪|薪水|股价|房价|单价|售价|油价|利率|利息|奖金|押金|会费|运费|罚款"
)
# 提前一天, 半年: one is found as no figure.
_ONE_LONG = re.compile("[一半两几]个?(?:多)?(?:天|日|年|月|小时|周|星期|季度|载|春秋)")
# 多久 is told in words, too; 几年 is a number of years.
_EXACT_DURATION = re.compile(
    r"(?<!第)(?:多少|几)个?(?:(?P<long>年|月)|天|小时|分钟|秒|星期|周)(?!级|龄)"
    r"|\bhow many (?:(?P<longer>years|months)|days|hours|minutes|seconds)"
)
_EXACT_LENGTH = re.compile(r"多少(公里|米|里路|千米)|\bhow many (kilomet|met)")
_PERSON_NOUN = re.compile(
    r"[^，。；：、,;:0-9]{0,8}?(?:人|员|者|生|客|工|户|师|民|友|群众|儿童|孩子)"
)
# 人口637万, 注册用户超过2800万
_PEOPLE_BEFORE = re.compile(
    r"(?:人口|人数|用户|粉丝|会员|游客|客流|观众|居民|村民|学生|员工|职工|党员)[\u4e00-\u9fff]{0,4}$"
)
_FIRST = re.compile(r"首|第[一1](?![0-9一二三四五六七八九十百])")
# 2023松溪龙舟赛: a year without its word is no number of people.
_A_YEAR = re.compile("(?:19|20)[0-9]{2}")
# Characters between a number and the people whom it counts.
_ADJECTIVE = 4
# Measure words that count the same things; whatever is counted may be counted with 个.
_ALIKE = (
    frozenset("名位人口个"),
    frozenset("个座所家间处户幢栋套"),
    frozenset("户家"),
    frozenset("项个种类款条大"),
    frozenset("次场届回趟"),
    frozenset("件套个件批"),
    frozenset("棵株"),
    frozenset("幅件张篇"),
    frozenset("条艘只"),
    frozenset("张份"),
    frozenset("块幅处"),
    frozenset("支家队"),
    frozenset("条件起"),
    frozenset("样种项类"),
    frozenset("年岁届"),
    frozenset("部台辆架个"),
    frozenset("只头条个羽尾"),
    frozenset("本册部卷"),
    frozenset("门个节项"),
    frozenset("单份笔件个"),
    frozenset("班次趟"),
    frozenset("颗粒个枚"),
)
_NO_NUMBER = ("date", "period", "time", "name")
# How many there are may be told without a number.
_IN_WORDS = re.compile(
    r"半|每|全[部都体]|全覆盖|[每个人家户]{2}|为零|翻[了一两]?番|[数几上成][十百千万]|没有|[无没]一|(?:只|仅|唯|就|共|有|是|第)一|双|大部分|多数|少数|唯一|只有|首|免费|不[要收]|人人|所有"
)
_HOW_BIG = re.compile(r"\bhow (?:big|large)\b")
_HOW_LARGE = re.compile(
    r"多[大高长宽深远重厚粗](?!岁|年纪|时间)|\bhow (?:tall|high|deep|wide|heavy|long is|far)\b"
)
_PIECES = frozenset("个 家 名 位 人 户 件 项 次 场 人次 支 本 册 辆 所 种 条".split())
_THINGS_IN_ENGLISH = re.compile(r"\bhow many (?!(?:times|more|fewer|yuan|mu)\b)")
# What is never counted with 个 in print.
_NEVER_PIECES = frozenset("人名位户家间倍成")
# Units that measure: what is counted with another word is never told in them.
MEASURES = frozenset(
    "元 美元 欧元 港元 日元 英镑 % 平方米 平方公里 亩 公顷 米 公里 千米 吨 公斤 斤 岁 秒 分钟 小时 天 年".split()
)
_NO_COUNT = (
    "ordinal",
    "rank",
    "date",
    "period",
    "time",
    "name",
    "percent",
    "fraction",
    "ratio",
    "point",
)


def holds_counted(question: Question, text: str, figures: Sequence[Figure]) -> bool:
    """Whether `text` holds a figure of the type and the measure word asked for, if any is asked."""
    expected = expected_type(question.folded, question.kind)
    if expected == "share":
        counts = [f for f in figures if f.kind not in ("date", "period", "time", "name")]
        if _RATIO.search(question.folded):
            # 1.59∶1, 六成; 1.65 as it is: never a sum of money.
            return any(figure_fits("share", f) or f.kind == "ratio" or not f.unit for f in counts)
        if not _SHARE_ONLY.search(question.folded):
            return bool(counts)
        return any(figure_fits("share", f) or f.kind == "ratio" for f in counts)
    if expected == "duration" and (exact := _EXACT_DURATION.search(question.folded)):
        # Since 2003 is a number of years; 3月2日 is no number of days.
        since = ("date", "period") if exact["long"] or exact["longer"] else ("period",)
        return any(figure_fits("duration", f) or f.kind in since for f in figures) or (
            _ONE_LONG.search(text) is not None
        )
    if expected == "contact":
        from .expected import type_held

        return bool(type_held(expected, text, figures))
    if expected == "area" and _HOW_BIG.search(question.folded):
        # A store may be as big as so many tons.
        return any(f.kind == "quantity" and f.unit not in _PIECES for f in figures)
    if expected in _MEASURED or (expected == "length" and _EXACT_LENGTH.search(question.folded)):
        if expected == "people" and (unit := asked_unit(question.folded)) in ("户", "家"):
            return any(_counts(unit, f) for f in figures)
        return any(
            figure_fits(expected, f)
            or (expected == "people" and _bare_people(text, f, focus_of(question.folded)))
            # 总投资达318.9亿
            or (expected == "money" and not f.unit and re.search("[万亿]", f.text) is not None)
            # 有多少人信教: told as a share as well.
            or (expected == "people" and figure_fits("share", f))
            # 节约多少成本, 收入多少: told as a share as well as in yuan.
            or (
                expected == "money"
                and f.kind == "percent"
                and not _IN_YUAN.search(question.folded)
                and not _SPENT.search(question.folded)
            )
            for f in figures
        )
    if expected == "number" and (unit := asked_unit(question.folded)) is not None:
        return any(_counts(unit, f) or _share_of(unit, text, f) for f in figures)
    if question.kind == "figure" and expected in ("number", "area", "length", None):
        return _tells_how_many(question.folded, text, figures)
    return True


def _tells_how_many(folded: str, text: str, figures: Sequence[Figure]) -> bool:
    """Whether `text` tells a number at all, in words or digits, and no mere length where things are
    counted."""
    if _IN_WORDS.search(fold_text(text)):
        return True
    told = [f for f in figures if f.kind not in _NO_NUMBER]
    if _HOW_LARGE.search(folded):
        # 多大, 多长: no number of pieces says so.
        told = [f for f in told if f.unit not in _PIECES]
    if not _THINGS_IN_ENGLISH.search(folded):
        return bool(told)
    return any(f.kind != "quantity" or f.unit not in MEASURES for f in told)


def _share_of(unit: str, text: str, figure: Figure) -> bool:
    """70%的村: a share of what is counted."""
    return (
        figure.kind == "percent"
        and re.match(rf"以上|的?.{{0,4}}{unit}", text[figure.end :]) is not None
    )


def _bare_people(text: str, figure: Figure, asked: str | None) -> bool:
    """12.6万新居民, 3个学生: a number without measure word, or with 个, before people.

    People are also whom `asked` names, right behind the number: 9个徒弟.
    """
    if figure.kind != "quantity" or figure.unit not in ("", "个") or _A_YEAR.fullmatch(figure.text):
        return False
    behind = text[figure.end :]
    if not figure.unit and _PEOPLE_BEFORE.search(fold_text(text[: figure.start])):
        return True
    beside = text[max(0, figure.start - _ADJECTIVE - len(asked or "")) : figure.start] + behind
    named = asked is not None and asked in simplify(beside[: 2 * (len(asked) + _ADJECTIVE)])
    return named or _PERSON_NOUN.match(behind) is not None


def _counts(unit: str, figure: Figure) -> bool:
    """Whether `figure` counts with `unit` or with a measure word for the same things.

    Where the 40th shop opens there are forty; the first one says nothing of how many there are.
    """
    printed = simplify(figure.text)
    if figure.kind == "ordinal":
        return unit in printed and _FIRST.search(printed) is None
    if figure.kind in _NO_COUNT and unit not in ("倍", "成", "节", "级"):
        return False
    if unit in printed or (figure.unit == "" and figure.kind == "quantity"):
        return True
    if unit == "个":
        return figure.kind == "quantity" and figure.unit not in MEASURES
    if figure.unit == "个" and unit not in _NEVER_PIECES and unit not in MEASURES:
        return True
    return any(unit in alike and figure.unit in alike for alike in _ALIKE)


def must_be_spoken_of(question: Question) -> str | None:
    """The noun that a Chinese question counts or prices, without which no figure answers it.

    What people earn or spend is told in many words; a ticket's price is not told without a ticket.
    """
    expected = expected_type(question.folded, question.kind)
    focus = None if question.kind == "date" else focus_of(question.folded)
    if focus is None:
        return None
    if expected == "person":
        return focus
    if expected in ("number", "people"):
        # 多少(个)车位: what is counted follows; before 多少 it may be a verb.
        return (
            focus if re.search(rf"(?:多少|几).{{0,4}}{re.escape(focus)}", question.folded) else None
        )
    return focus if _PRICED.search(focus) else None
