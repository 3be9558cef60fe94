"""Whether a sentence measures another thing than the question asks for: a total for the price of one,
a sum for a rate, growth for a sum, the whole county for one family, the townspeople for the farmers.

The words and the unit may be those of the question; what the figure is of tells the two apart.
"""

from __future__ import annotations

import re

from index.figures import Figure
from index.normalise import fold_text

from .circumstances import per_another
from .contrasts import counterpart_alone
from .evidence import Evidence
from .expected import expected_type, figure_fits
from .figure_labels import labels_of
from .governed import answer_words, measures_named, possible_answers
from .question import Question
from .who import people_in


def measures_another(question: Question, evidence: Evidence) -> bool:
    """Whether the figures of `evidence` are of another measure than `question` asks for.

    >>> from .question import parse_question
    >>> from .written import within
    >>> told = "渡口已获银行贷款3亿元。"
    >>> measures_another(parse_question("渡口贷款的利率是多少?"), within(told, 0, len(told)))
    True
    >>> measures_another(parse_question("渡口贷了多少钱?"), within(told, 0, len(told)))
    False
    """
    told = fold_text(evidence.text)
    return (
        _of_a_total(question, evidence)
        or _of_another_measure(question, evidence)
        or _of_the_counterpart(question, evidence)
        or _of_a_whole_place(question, evidence)
        or _of_no_sum(question, evidence)
        or _of_no_rate(question, evidence)
        or _of_no_change(question, told)
        or _in_no_such_unit(question.folded, told)
        or per_another(question, evidence)
    )


_ASKS_CHANGE_OR_SHARE = re.compile(r"长(?=多少)|[增涨升降减跌缩比倍率成翻差贵]|便宜|百分|几分|占")


def _of_no_sum(question: Question, evidence: Evidence) -> bool:
    """门票收入是多少 is not answered by 门票收入是原来的2倍: a sum is asked for, and none is told."""
    if question.kind != "figure" or expected_type(question.folded, question.kind) != "money":
        return False
    if question.language == "en" or _ASKS_CHANGE_OR_SHARE.search(question.folded):
        return False
    # What is counted beside it (32条) is neither.
    figures = [
        f
        for f in evidence.figures
        if f.kind == "percent"
        or f.unit == "倍"
        or figure_fits("money", f)
        or (not f.unit and re.search("[万亿]", f.text))
    ]
    return bool(figures) and all(
        (f.kind == "percent" and not f.text.endswith("成")) or f.unit == "倍" for f in figures
    )


# 利率是多少, 升学率有多高: a rate, which no sum and no number is.
_ASKS_RATE = re.compile(
    r"(?<![效频功])率(?:大概|大约|一般)?(?:是|为|有|达到?|高达)?(?:多少|几|多高)"
    r"|\bwhat (?:is the |was the )?(?:[a-z-]+ )?(?:interest|tax|growth|survival|employment|occupancy) rate\b"
)
_RATE = re.compile(r"[%‰％]|百分|分之|[一二两三四五六七八九十]成|减半|翻|倍|全免|免息|零利|∶|1:")


def _of_no_rate(question: Question, evidence: Evidence) -> bool:
    """贷款利率是多少 is not answered by 贷款超过3亿元."""
    if _ASKS_RATE.search(question.folded) is None or question.kind != "figure":
        return False
    return _RATE.search(fold_text(evidence.text)) is None and not any(
        figure_fits("share", figure) for figure in evidence.figures
    )


# 数据有多少TB: in a unit of letters, which is printed as it is asked for.
_LETTERS_ASKED = re.compile(r"(?:多少|几)个?(?P<unit>[a-z]{1,4})(?![a-z])")
_ALSO_IN_CHINESE = frozenset("kg km cm mm m g t kw".split())


def _in_no_such_unit(asked: str, told: str) -> bool:
    """数据有多少TB is not answered by 40多家单位的数据."""
    match = _LETTERS_ASKED.search(asked)
    if match is None or match["unit"] in _ALSO_IN_CHINESE:
        return False
    return re.search(rf"[0-9万亿]\s?{match['unit']}(?![a-z])", told) is None


# 降了百分之几, 增长几成: how far something moved.
_ASKS_CHANGE = re.compile(
    r"[降减涨增升跌省缩](?:低|少|加|长|高|幅|下|短)?(?:了|去|掉|下来|出)?(?:大[概约])?(?:百分之|几成|(?:多少|几)个?百分点)"
    r"|\bby (?:what (?:percent|percentage|share|proportion)|how many percent)"
)
_MOVED = re.compile(r"[降减涨增升跌省缩扩翻提高低多少下回掉]|倍|同比|环比|较|比")


# 便宜了多少, 省了多少: of a price that was another before.
_ASKS_SAVED = re.compile(r"(?:便宜|节省|节约|省|贵)了(?:多少|几)")
_OFF = re.compile("折|优惠|免|补|便宜|贵|节|差")


def _of_no_change(question: Question, told: str) -> bool:
    """成本降了百分之几 is not answered by 占市场份额的三成, nor 便宜了多少 by 销售额达6亿元."""
    if _MOVED.search(told) is not None:
        return False
    saved = _ASKS_SAVED.search(question.folded) is not None and _OFF.search(told) is None
    return saved or _ASKS_CHANGE.search(question.folded) is not None


# 一个卖多少钱: the price of one.
_PRICE_OF_ONE = re.compile(
    r"(?:每|一)[个张只件份碗杯瓶斤公吨次桶盒袋条头棵幅套天晚夜趟][^,，?？]{0,4}?(?:多少钱|几块|多少元|几元)|(?:多少钱|几块钱?)一[个张只件份碗杯瓶斤次桶盒袋条头棵幅套天晚夜趟]|单价"
    r"|\b(?:a|an|one|per|each) (?:single )?(?:night|room|ticket|meal|kilo|kilogram|jin|bowl|cup|bottle|box|visit|ride)\b[^?]*\b(?:costs?|prices?|how much)\b"
    r"|\b(?:how much|price|cost)\b[^?]*\b(?:a|an|one|per|each) (?:single )?(?:night|room|ticket|meal|kilo|kilogram|jin|bowl|cup|bottle|box|visit|ride)\b"
)
_TOTALS = frozenset(("收入", "产值", "投资", "销售", "利润", "税收", "分红", "生产总值", "贷款"))


def _of_a_total(question: Question, evidence: Evidence) -> bool:
    """一个卖多少钱 is not answered by 营业收入340万元."""
    if question.kind != "figure" or _PRICE_OF_ONE.search(question.folded) is None:
        return False
    answers = possible_answers(question, evidence)
    governing = [measures_named(words) for words in answer_words(question, evidence)]
    return bool(answers) and all(
        named and named <= _TOTALS and re.search("[万亿]", fold_text(answer.text))
        for answer, named in zip(answers, governing, strict=True)
    )


# 潘家种了多少亩, 林小满自己掏了多少: of one family or person.
_OF_ONE = re.compile(
    "([\u4e00-\u9fff]{2,12}?)(?:家(?![里中]?[电具])|自己|个人|名下|一个人|夫妻|两口子)"
)
_WHOLE_PLACE = re.compile("(?:全|该|本)[省市县区镇乡村]")


def _of_a_whole_place(question: Question, evidence: Evidence) -> bool:
    """林小满家种了几亩茶 is not answered by 全县种茶3万亩."""
    asked = _OF_ONE.findall(question.folded)
    told = fold_text(evidence.text)
    named = [n.text for n in people_in(question.folded) if any(n.text in one for one in asked)]
    if question.kind != "figure" or not named or any(name[:2] in told for name in named):
        return False
    answers = possible_answers(question, evidence)
    starts = [one.start for one in answers if isinstance(one, Figure)]
    whole = _WHOLE_PLACE.search(told)
    return bool(starts) and whole is not None and whole.start() < min(starts)


# What is never told by the figure of another measure.
_NOTHING_ELSE = frozenset(
    ("生产总值", "税收", "利润", "亏损", "学费", "押金", "出口", "进口", "贷款", "罚款")
)


def _of_another_measure(question: Question, evidence: Evidence) -> bool:
    """生产总值是多少 is not answered by 工业产值达80亿元, where nothing else is told in yuan."""
    asked = measures_named(question.folded)
    if len(asked) != 1 or not asked <= _NOTHING_ELSE or question.kind == "yes_no":
        return False
    if not asked.isdisjoint(measures_named(fold_text(evidence.text))):
        return False
    answers = possible_answers(question, evidence)
    governing = [measures_named(words) for words in answer_words(question, evidence)]
    return bool(answers) and all(named for named in governing)


def _of_the_counterpart(question: Question, evidence: Evidence) -> bool:
    """城里人的收入 is not answered by a sentence that gives a figure for 农村居民 alone."""
    if question.kind != "figure":
        return False
    answers = [one for one in possible_answers(question, evidence) if isinstance(one, Figure)]
    labels = labels_of(evidence.text, evidence.figures, answers)
    spoken = [f"{label.inherited} {label.before}" for label in labels]
    # Beside the income of the others the sentence may count what nobody asked for.
    asked = measures_named(question.folded)
    measured = [words for words in spoken if asked & measures_named(words)]
    return bool(answers) and all(
        counterpart_alone(question.folded, words, spoken) for words in measured or spoken
    )
