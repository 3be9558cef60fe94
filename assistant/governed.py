"""Whether the words beside what may be the answer are those by which the question asks.

A sentence on a greenhouse prints its area, its yield and its price: who asks for its budget finds every
word of the question there but one, and three sums of money. So the figure, or the person, that may
answer is looked at with the words that govern it: do they carry what is asked for and what is done,
do they name another measure, the opposite, or a plan where something done is asked for.

>>> from index.figures import find_figures
>>> text = "大棚总投资300万元，年产值80万元。"
>>> measures_named("大棚的年产值是多少") & measures_named(own_words(text, (f := find_figures(text)), f[1]))
frozenset({'产值'})
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index import Collection
from index.figures import Figure
from index.normalise import fold_text

from .alignment import own_words
from .coverage import Carrier, head_words
from .evidence import Evidence
from .expected import expected_type, figure_fits
from .focus import unit_matches
from .question import Question
from .retrieve import Late
from .translated import Translate
from .who import Name, people_in

# What is measured, each with its other names in both languages; none is told by the figure of another.
_MEASURES: dict[str, str] = {
    "生产总值": r"生产总值|gdp|经济总量",
    "投资": r"投资|投入|投了|造价|耗资|斥资|出资|总价|\binvest|\bcosts? to build|\bcost of (?:building|construct)|\bcosts? of construction|\b(?:building|construction) costs?",
    "产值": r"产值|\boutput value",
    "收入": r"收入|[年月]入|增收|(?<!最低)工资|月薪|年薪|起薪|薪水|挣|赚|营收|进账|\bincome|\bearn|(?<!minimum )\bwage|\bsalary|\brevenue",
    "成本": r"成本|节约|节省|省下|\bsav(?:e|ed|ing)",
    "利润": r"利润|盈利|结余|净赚|\bprofit|\bsurplus",
    "亏损": r"亏|赔|超支|赤字|\bloss",
    "预算": r"预算|\bbudget",
    "支出": r"支出|开支|花销|\bspending|\bexpenditure",
    "价格": r"价格|票价|售价|单价|均价|卖价|门票|定价|餐价|原价|每(?:斤|公斤|吨|张|只|个|份|件|台)[^，,；;。]{0,3}元|\bprice|\bticket",
    "补贴": r"补贴|补助|津贴|奖补|贴补|资助|救助[金款]|\bsubsid",
    "贷款": r"贷款|授信|融资|借款|\bloan",
    "销售": r"销售额|交易额|成交额|营业额|销量|销售|卖出|\bsales|\bturnover",
    "出口": r"出口|外销|\bexports?\b|\bexported",
    "进口": r"进口|\bimports?\b|\bimported",
    "税收": r"税(?!务局)|\btax",
    "奖金": r"奖金|奖励|\bprize|\breward",
    "租金": r"租金|房租|月租|年租|\brent",
    "学费": r"学费|\btuition",
    "押金": r"押金|\bdeposit",
    "捐款": r"捐|善款|\bdonat",
    "保障": r"低保|最低生活保障|救助金",
    "最低工资": r"最低工资|\bminimum wage",
    "养老金": r"养老金|退休金|\bpension",
    "分红": r"分红|股金|\bdividend",
    "罚款": r"罚|\bfine[ds]\b|\bfine (?:of|for|is|was|on|per|if)\b|\bfine\?",
    "面积": r"面积|占地|平方米|平方公里|公顷|[0-9]亩|\barea|\bsquare|\bhectare",
    "产量": r"产量|年产(?!值)|亩产|单产|日产|产出|\byield|\bproduc",
    "人口": r"人口|住着|居住|常住|\bpopulation|\blive",
    "游客": r"游客|客流|接待|\bvisitor|\btourist",
    "就业": r"就业|员工|职工|工人|用工|上班|岗位|\bemploy|\bworker|\bjobs?\b",
    "床位": r"床位|\bbeds?\b",
    "车位": r"车位|\bparking",
    "长度": r"全长|总长|里程|长度|长[0-9]|\blength|\bhow long is",
    "高度": r"高度|海拔|[^提]高[0-9]|多高|\bheight|\baltitude|\bhow (?:tall|high)",
    "深度": r"深度|水深|多深|最深|深[0-9]|\bdepth|\bhow deep",
    "年龄": r"(?<!退休)年龄|[0-9几多]+岁|多大|\bhow old|(?<!retirement )\bage\b",
    "退休年龄": r"退休年龄|(?:几|多少)岁退休|\bretirement age",
    "温度": r"温度|气温|℃|摄氏|\btemperature|\bhow (?:cold|hot|warm)",
    "重量": r"重量|多重|体重|\bweight|\bhow heavy",
}  # fmt: skip
_NAMED = {name: re.compile(pattern) for name, pattern in _MEASURES.items()}
# Measures that a text hardly tells of without their name: of our colloquial questions on one of them
# about one in twenty is answered by an article that does not name it (`test_governed`).
_ALWAYS_NAMED = frozenset(
    ("补贴", "贷款", "捐款", "罚款", "出口", "进口", "车位", "保障", "退休年龄", "最低工资")
)
# Asked for these, a question names no sum of money, whatever else it speaks of.
_NO_SUM = frozenset({"share", "people", "duration", "area", "length", "age"})
# Only one of each pair can be what a figure is of.
_OPPOSITES: tuple[tuple[str, str], ...] = (
    ("最大", "最小"), ("最高", "最低"), ("最早", "最晚"), ("最长", "最短"), ("最多", "最少"), ("最深", "最浅"),
    ("最贵", "最便宜"), ("最老", "最年轻"), ("男子", "女子"), ("住院", "门诊"), ("出生", "死亡"), ("白天", "夜间"),
)  # fmt: skip
_IN_CHINESE = {
    "largest": "最大", "biggest": "最大", "smallest": "最小", "highest": "最高", "lowest": "最低", "longest": "最长", "shortest": "最短",
    "earliest": "最早", "oldest": "最老", "youngest": "最年轻", "women": "女子", "men": "男子", "deepest": "最深", "cheapest": "最便宜",
}  # fmt: skip
_PLAN = re.compile(
    r"计划|打算|准备(?!金)|预计|预期|力争|争取|规划|目标|拟|将(?=[于在达建新投实启形完增扩开]|要)|明年|未来|下一步|今后|"
    r"\bwill\b|\bplan|\bexpect|\baim|\btarget|\bgoing to\b|\bnext year\b"
)
_DONE_ALREADY = re.compile(
    r"了|已|过(?=[多几吗?]|$)|去年|前年|截至|目前|实际|完成|累计|\bdid\b|\bwas\b|\bwere\b|\bhas\b|\bhave\b|\bhad\b|\blast year\b"
)
# Characters beside a person or behind a figure that may say what it is.
_BESIDE, _BEHIND = 14, 10
_SHORTEST_THING = 4


@dataclass(frozen=True, slots=True)
class Governed:
    """What governs the figure or person that may answer.

    `near` is how the words beside it carry what is asked for, `thing` how the passage carries the
    longest name of a thing; both within 0..1, 1 where the question has no such words. `other` says that another
    measure is given, `planned` a plan for what is done, or the reverse, `unnamed` that the passage
    names the measure asked for nowhere.
    """

    near: float
    thing: float
    other: bool
    planned: bool
    unnamed: bool


def governed(
    question: Question,
    evidence: Evidence,
    collection: Collection,
    late: Late | None,
    translate: Translate | None,
) -> Governed:
    """What governs the answer that `evidence` may give to `question`."""
    folded = question.folded
    english = question.language == "en"
    head = head_words(folded, english)
    beside = answer_words(question, evidence)
    carrier = Carrier(head, collection, late, translate)
    carried = [carrier.carried(word, beside) for word in head]
    asked = measures_named(folded)
    return Governed(
        near=max(map(sum, zip(*carried, strict=True))) / len(head) if head else 1.0,
        thing=1.0 if english else thing_carried(folded, _around(evidence)),
        other=bool(asked) and all(_is_other(asked, words) for words in beside),
        planned=_planned_otherwise(folded, fold_text(evidence.text)),
        unnamed=bool(asked) and asked.isdisjoint(measures_named(_around(evidence))),
    )


def _around(evidence: Evidence) -> str:
    """The passage of `evidence` with its headings, folded."""
    article, passage = evidence.candidate.article, evidence.candidate.passage
    titles = filter(None, [article.title, article.subtitle, passage.heading])
    return fold_text("\n".join([*titles, passage.text]))


def possible_answers(question: Question, evidence: Evidence) -> list[Figure | Name]:
    """The figures or persons of the sentence that are of the type asked for."""
    expected = expected_type(question.folded, question.kind)
    if expected == "person":
        people = people_in(evidence.text)
        return [name for name in people if fold_text(name.text) not in question.folded]
    return [
        figure
        for figure in evidence.figures
        if figure_fits(expected, figure) and unit_matches(question, figure) is not False
    ]


def answer_words(question: Question, evidence: Evidence) -> list[str]:
    """The words beside each figure or person of the type asked for, folded; the sentence where none is.

    A figure's are those before it that are its own, and some behind it.
    """
    text, figures = evidence.text, evidence.figures
    found = [
        text[max(0, one.start - _BESIDE) : one.end + _BESIDE]
        if isinstance(one, Name)
        else own_words(text, figures, one) + text[one.start : one.end + _BEHIND]
        for one in possible_answers(question, evidence)
    ]
    return [fold_text(words) for words in found or [text]]


@lru_cache(maxsize=4096)
def measures_named(folded: str) -> frozenset[str]:
    """What a folded text says is measured: 收入 of 月薪, 面积 of 占地."""
    return frozenset(name for name, pattern in _NAMED.items() if pattern.search(folded))


def unnamed_measure(question: Question, article: str) -> str | None:
    """The measure that a question asks a figure of, where a folded article that tells of it would
    name it, and this one does not; else `None`.

    >>> from .question import parse_question
    >>> asked = parse_question("乱停车一次要罚多少钱?")
    >>> unnamed_measure(asked, "停车一小时5元。"), unnamed_measure(asked, "乱停车罚款50元。")
    ('罚款', None)
    """
    if question.kind not in ("figure", "definition", "other"):
        return None
    if question.kind == "other" and re.search(r"哪|\bwhich\b", question.folded):
        return None  # where it is sold to may be told in other words
    asked = measures_named(question.folded)
    if expected_type(question.folded, question.kind) in _NO_SUM:
        return None  # what share of the loans: books are lent, too
    name = next(iter(asked)) if len(asked) == 1 else None
    return name if name in _ALWAYS_NAMED and name not in measures_named(article) else None


def _is_other(asked: frozenset[str], words: str) -> bool:
    named = measures_named(words)
    return bool(named) and named.isdisjoint(asked)


def opposite_told(question: Question, evidence: Evidence) -> bool:
    """Whether every figure or person that may answer is told of the opposite of what is asked for.

    最小的30平方米，月租500元 is the rent of the smallest, whoever asks for that of the largest.
    """
    latin = re.findall(r"[a-z]+", question.folded)
    asked = question.folded + "".join(_IN_CHINESE[word] for word in latin if word in _IN_CHINESE)
    opposites = [
        (one, other)
        for pair in _OPPOSITES
        for one, other in (pair, pair[::-1])
        if one in asked and other not in asked
    ]
    answers = possible_answers(question, evidence)
    if not opposites or not answers:
        return False
    folded = fold_text(evidence.text)
    # What was named last before the answer, in its part of the sentence, is what it is told of.
    told = [re.split(r"[；;。]", folded[: answer.start])[-1] for answer in answers]
    return all(
        any(words.rfind(other) > words.rfind(one) for one, other in opposites) for words in told
    )


def _planned_otherwise(folded: str, sentence: str) -> bool:
    """Whether a plan is told where something done is asked for, or something done for a plan."""
    asked, told = _PLAN.search(folded), _PLAN.search(sentence)
    if asked is not None:
        return told is None
    return told is not None and _DONE_ALREADY.search(folded) is not None


def thing_carried(folded: str, around: str) -> float:
    """The share of two-character runs that `around` holds of the longest thing that is named.

    >>> thing_carried("山谷观鸟中心有几间房", "山谷里有一座观鸟塔")
    0.4
    """
    import rjieba

    runs = [""]
    for word, tag in rjieba.tag(folded):
        if tag[0] in "njbl" or tag in ("vn", "eng", "m"):
            runs[-1] += str(word)
        else:
            runs.append("")
    thing = re.sub(r"(?:多少|几).*$|[0-9]+", "", max(runs, key=len))
    if len(thing) < _SHORTEST_THING:
        return 1.0
    pairs = [thing[i : i + 2] for i in range(len(thing) - 1)]
    return sum(pair in around for pair in pairs) / len(pairs)
