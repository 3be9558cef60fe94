"""Of when, per what and by what reckoning the figure is that may answer.

A sentence that gives this year's price per kilogram answers neither who asks for last year's nor who
asks for the price of a ton; 每月多400元 is what wages rose by, not what they are. The words of the
question stand in such a sentence one and all, so its figures are looked at one by one: of which year
each is, per what, whether it is a change or an average that nobody asked for, and whether the words
beside it are those of the question.

>>> from .question import parse_question
>>> per_what(parse_question("一公斤莲子卖多少钱？").folded), per_what(parse_question("村里有多少户？").folded)
('公斤', None)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import Collection
from index.figures import Figure
from index.normalise import fold_text

from .alignment import own_words
from .coverage import Carrier, content_of
from .dated import ASKS_CHANGE
from .evidence import Evidence
from .governed import possible_answers
from .question import Question
from .retrieve import Late
from .setting import published_year
from .translated import Translate
from .who import Name

_SHIFTS = {
    "大前年": -3, "前年": -2, "去年": -1, "上年": -1, "上一年": -1, "今年": 0, "本年": 0, "本月": 0, "目前": 0, "如今": 0,
    "眼下": 0, "现在": 0, "截至": 0, "明年": 1, "来年": 1, "下一年": 1, "后年": 2,
}  # fmt: skip
_YEAR_TOLD = re.compile(
    rf"(?<![0-9.])(?P<year>(?:19|20)[0-9]{{2}})(?=年|[—~-])|{'|'.join(sorted(_SHIFTS, key=len, reverse=True))}"
)
_YEAR_ASKED = re.compile(
    r"(?<![比较])(?P<word>大前年|前年|[去上]年|上一年|今年|本年|明年|来年|后年)"
    r"|(?<!than )\b(?P<english>(?:last|this|next) year|the year before last)\b"
)
_IN_ENGLISH = {"last year": -1, "this year": 0, "next year": 1, "the year before last": -2}
# 比去年多20吨 is this year's; 比去年同期的530只 prints what last year's was.
_ONLY_COMPARED = re.compile(r"(?:比|较|同比|相比于?|于)$")
_OWN_FIGURE = re.compile(r"(?:年|同期|全年)*的?(?:每[\u4e00-\u9fff]{1,2})?(?=[0-9])")
# 2018年起 tells when something began, and holds until now.
_SINCE = re.compile(r"年?[初底末]?(?:起|以来|至今|开始|以后|之后)")
_PLANNED = re.compile(r"计划|打算|预计|将|拟|力争|下一步|年内")
_PART = re.compile(
    r"[上下]半年|全年|[一二三四]季度|(?<![个每几0-9])(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?![饼亮嫂薪租子均])"
)
_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_HAN_MONTHS = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()
# What a figure may be given for one of: its words in questions and in articles.
_PER: dict[str, tuple[str, str]] = {
    "月": (r"(?:(?<!十)一个|每个?)月(?!饼|子)|月[薪租费]|\b(?:monthly|(?:a|per|each|every) month)\b", r"月"),
    "年": (r"(?:每|一)年(?!级|多|来|前)|年[薪租费]|\b(?:yearly|annual|(?:a|per|each|every) year)\b", r"年"),
    "天": (r"(?:每|一)[天日](?!起)|\b(?:daily|(?:a|per|each|every|one) day)\b", r"[天日]"),
    "晚": (r"(?:每|一)[晚夜]|\b(?:a|per|each|one|every) night\b", r"[晚夜宿]"),
    "小时": (r"(?:每|一)个?小时|\b(?:an|per|each|every|one) hour\b", r"小时|钟头"),
    "公斤": (r"(?:每|一)(?:公斤|斤|千克)|\b(?:a|per|each|one) (?:kilo\w*|jin)\b", r"斤|千克"),
    "吨": (r"(?:每|一)吨|\b(?:a|per|each|one) ton\w*\b", r"吨"),
    "亩": (r"(?:每|一)亩|亩[产均]|\b(?:a|per|each|one) mu\b", r"亩"),
    "户": (r"(?:每|一)(?:户|家)|户均|\b(?:a|per|each|one|every) (?:household|family)\b", r"户|家"),
    "人": (r"(?:每|一)(?:个?人|[位名])|人均|\b(?:a|per|each|one) (?:person|head)\b|\bper capita\b", r"人|名|位"),
    "张": (r"(?:每|一)张|\b(?:a|per|each|one) ticket\b", r"张|票"),
    "次": (r"(?:每|一)[次趟回场]", r"[次趟回场程]"),
    "座": (r"(?:每|一)[座栋幢间套]", r"[座栋幢间套]"),
    "桌": (r"(?:每|一)[桌顿餐]", r"[桌顿餐]"),
    "件": (r"(?:每|一)[件只头棵株盏台部辆条杯碗瓶]", r"[件只头棵株盏台部辆条杯碗瓶]"),
}  # fmt: skip
_PER_ASKED = {per: re.compile(asked) for per, (asked, _) in _PER.items()}
_PER_TOLD = {per: re.compile(told) for per, (_, told) in _PER.items()}
_ONE_OF = re.compile(
    r"每(?!年|天|日)[\u4e00-\u9fff]{1,3}$|(?:平均|[人户亩年月]均)[^0-9,，]{0,6}$|一[张杯桌碗次晚][^0-9,，]{0,6}$"
)
_TOTAL = re.compile(
    r"一共|总共|共计|合计|统共|加起来|总(?:量|数|额|计|产值|收入)|\b(?:in all|altogether|in total|total)\b"
)
# What a figure rose by, and the mean of many: no answer to who asks for the thing itself.
_CHANGED = re.compile(
    r"(?<![最至不])(?:多|少|增|增加|增长|新增|新添|提高|提升|上升|涨|上涨|下降|减少|降低|降|高出|高|低|节省|节约|省下?|缩短|便宜|贵)(?:了|出)?(?:约|近|超|至少)?$"
)
_MEAN = re.compile(r"平均(?:年龄|寿命)?(?:为|是|达|约)*$")
_ASKS_OTHERWISE = re.compile(
    r"省|新|跌|掉|[多少][了拿得给挣赚发领卖收来出用]|提高|平均|均|\b(?:more|less|rise|rose|grow|grew|increase|save|average|mean|new|cut)"
)
_BEHIND = 10
# What is told for the whole sentence or the passage, not for the figure itself.
_CONTEXT = 0.6
_UNSAID = 0.4
_FAR_OFF = 0.3
_Answer = Figure | Name


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All within 0..1, 1 where the question says nothing of the kind, but for `otherwise`.

    `time` and `per` say whether a figure that may answer is of the year and the part of it, and per
    the unit, that is asked about; `together` is the best that one and the same figure does in both
    and in how far the words beside it carry the question. `otherwise`: all that may answer are
    changes or means, where the thing itself is asked for.
    """

    time: float
    per: float
    together: float
    otherwise: float


def circumstances(
    question: Question,
    evidence: Evidence,
    collection: Collection,
    late: Late | None,
    translate: Translate | None,
) -> Circumstances:
    """The circumstances of what `evidence` may answer to `question`."""
    answers = possible_answers(question, evidence)
    text = fold_text(evidence.text)
    if len(text) != len(evidence.text):
        text = evidence.text
    times = [
        min(year, part)
        for year, part in zip(
            _years(question, evidence, answers), _parts(question, evidence, answers), strict=True
        )
    ]
    pers = _pers(question, evidence, answers)
    clauses = _clauses(question, evidence, answers, Carrying(collection, late, translate))
    return Circumstances(
        time=max(times),
        per=max(pers),
        together=max(t * p * c for t, p, c in zip(times, pers, clauses, strict=True)),
        otherwise=_otherwise(question, text, answers),
    )


@dataclass(frozen=True, slots=True)
class Carrying:
    """What it takes to see how far words carry others."""

    collection: Collection
    late: Late | None
    translate: Translate | None


def year_asked(question: Question, published: int | None) -> int | None:
    """The year asked about, counted from the article's own: -1 for 去年; `None` where none is asked.

    >>> from .question import parse_question
    >>> year_asked(parse_question("前年分红多少？"), 2022), year_asked(parse_question("2021年分红多少？"), 2022)
    (-2, -1)
    """
    if ASKS_CHANGE.search(question.folded):
        return None
    match = _YEAR_ASKED.search(question.folded)
    if match is not None:
        return _SHIFTS[match["word"]] if match["word"] else _IN_ENGLISH[match["english"]]
    if len(question.years) == 1 and published is not None:
        return int(question.years[0]) - published
    return None


def _told(folded: str, end: int, published: int | None) -> int | None:
    """The year, counted from the article's own, that is told of at `end`: the last one named before."""
    for match in reversed(list(_YEAR_TOLD.finditer(folded[:end]))):
        behind = folded[match.end() :]
        if _ONLY_COMPARED.search(folded[: match.start()]) and not _OWN_FIGURE.match(behind):
            continue
        between = folded[match.end() : end]
        if folded[: match.start()].endswith(("由", "从")) and re.search("[0-9].*[到至]", between):
            continue  # 由去年的22元涨到28元: the second is this year's
        if _SINCE.match(behind):
            continue
        if match["year"] is None:
            return _SHIFTS[match.group()]
        return None if published is None else int(match["year"]) - published
    return None


def _years(question: Question, evidence: Evidence, answers: Sequence[_Answer]) -> list[float]:
    """Of each of `answers`, or of the sentence without any: whether it is of the year asked about."""
    published = published_year(evidence.candidate.article)
    asked = year_asked(question, published)
    text = fold_text(evidence.text)
    ends = [answer.end for answer in answers] or [len(text)]
    if asked is None:
        return [1.0] * len(ends)
    before = evidence.candidate.article.text[evidence.candidate.passage.start : evidence.start]
    around = _told(fold_text(before), len(before), published)
    if around is None:
        # What is told without a year is of the year of the article.
        unsaid = 1.0 if asked == 0 else _CONTEXT if asked > 0 and _PLANNED.search(text) else 0.2
    else:
        unsaid = 0.9 if around == asked else _CONTEXT if asked == 0 else 0.1
    told = [_told(text, end, published) for end in ends]
    return [unsaid if year is None else float(year == asked) for year in told]


def _parts_asked(folded: str) -> str | None:
    for number, month in enumerate(_MONTHS, start=1):
        if month != "may" and re.search(rf"\b{month}\b", folded):
            return f"{number}月"
    match = _PART.search(folded)
    return None if match is None else _arabic(match.group())


def _arabic(part: str) -> str:
    """三月 -> 3月; other parts of a year as they are."""
    name = part.removesuffix("月")
    return f"{_HAN_MONTHS.index(name) + 1}月" if name in _HAN_MONTHS else part


def _parts(question: Question, evidence: Evidence, answers: Sequence[_Answer]) -> list[float]:
    """The same for the half, quarter or month of the year."""
    asked = None if question.kind == "date" else _parts_asked(question.folded)
    if asked is None:
        return [1.0] * max(len(answers), 1)
    article, passage = evidence.candidate.article, evidence.candidate.passage
    heads = "".join(filter(None, [article.title, article.subtitle, passage.heading]))
    before = f"{heads}\n{article.text[passage.start : evidence.start]}"
    text = fold_text(before + evidence.text)
    ends = [len(before) + answer.end for answer in answers] or [len(text)]
    found = []
    for end in ends:
        marks = list(_PART.finditer(text, 0, end))
        found.append(float(_arabic(marks[-1].group()) == asked) if marks else _UNSAID)
    return found


def per_what(folded: str) -> str | None:
    """The unit that a folded question wants a figure per: 公斤 of 一公斤卖多少钱; `None` for none."""
    return next((per for per, asked in _PER_ASKED.items() if asked.search(folded)), None)


# Of what a thing is counted, beside the times that pass: a figure is of one of them.
_THINGS = ("公斤", "吨", "亩", "户", "人", "张", "座", "桌", "件")


def per_another(question: Question, evidence: Evidence) -> bool:
    """Whether all figures that may answer are said to be per another thing: 一个人收多少 is not answered by
    每亩多赚500元."""
    asked = {per for per in _THINGS if _PER_ASKED[per].search(question.folded)}
    answers = [one for one in possible_answers(question, evidence) if isinstance(one, Figure)]
    if question.kind != "figure" or len(asked) != 1 or not answers:
        return False
    text = fold_text(evidence.text)
    told = [
        {per for per in _THINGS if _PER_ASKED[per].search(_own_clause(text[: one.start]))}
        for one in answers
    ]
    return all(pers and pers.isdisjoint(asked) for pers in told)


def _own_clause(before: str) -> str:
    return re.split("[,，;；。:：]", before)[-1]


def _pers(question: Question, evidence: Evidence, answers: Sequence[_Answer]) -> list[float]:
    """Whether each of `answers` is per what is asked for, or a total where one is."""
    if question.kind != "figure" or not answers:
        return [1.0] * max(len(answers), 1)
    text = fold_text(evidence.text)
    asked = per_what(question.folded)
    if asked is None:
        total = _TOTAL.search(question.folded) is not None
        return [
            float(not total or _ONE_OF.search(text[: answer.start]) is None) for answer in answers
        ]
    told = _PER_TOLD[asked]
    passage = fold_text(evidence.candidate.passage.text)
    elsewhere = _CONTEXT if told.search(text) else _FAR_OFF if told.search(passage) else 0.0
    return [1.0 if told.search(_beside(evidence, answer)) else elsewhere for answer in answers]


def _beside(evidence: Evidence, answer: _Answer) -> str:
    """The words beside what may answer, those that are its own."""
    text = evidence.text
    if isinstance(answer, Name):
        return fold_text(text[max(0, answer.start - _BEHIND) : answer.end + _BEHIND])
    return fold_text(
        own_words(text, evidence.figures, answer) + text[answer.start : answer.end + _BEHIND]
    )


def _clauses(
    question: Question, evidence: Evidence, answers: Sequence[_Answer], by: Carrying
) -> list[float]:
    """How far the words beside each of `answers` carry the question, by the rarity of its words."""
    words = content_of(question)
    beside = [_beside(evidence, answer) for answer in answers] or [fold_text(evidence.text)]
    carrier = Carrier(words, by.collection, by.late, by.translate)
    weights = [carrier.rarity(word) for word in words]
    whole = sum(weights)
    if not whole:
        return [1.0] * len(beside)
    carried = [carrier.carried(word, beside) for word in words]
    return [
        sum(w * c for w, c in zip(weights, column, strict=True)) / whole
        for column in zip(*carried, strict=True)
    ]


def _otherwise(question: Question, text: str, answers: Sequence[_Answer]) -> float:
    """1 where all that may answer are changes or means, and the thing itself is asked for."""
    asked = ASKS_CHANGE.search(question.folded) or _ASKS_OTHERWISE.search(question.folded)
    if asked or not answers or any(isinstance(answer, Name) for answer in answers):
        return 0.0
    before = [text[: answer.start] for answer in answers]
    return float(all(_CHANGED.search(words) or _MEAN.search(words) for words in before))
