"""Which figure of a sentence a question asks for.

Every figure of the right type is described by a few numbers: whether its measure word is the one
asked for, how much of the question stands in its own words (`figure_labels`), whether the reader
points at it. A conditional logit over the figures of one sentence (McFadden 1974), fitted by
`python -m assistant.fit_figures` on open questions, weighs them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from pathlib import Path

from index.figures import Figure, find_figures
from index.normalise import fold_text
from index.tokens import tokens

from .alignment import nearness
from .contrasts import contrasted
from .counted import MEASURES
from .evidence import Evidence
from .expected import expected_type, figure_fits
from .figure_labels import Label, labels_of, noun_after
from .focus import asked_unit, focus_of, unit_matches
from .names import place_core
from .question import Question
from .retrieve import Late
from .synonyms import widen

# how many city parks will ..: the things that are counted.
COUNTED = re.compile(
    r"how (?:many|much) (?P<thing>[a-z' -]{3,40}?)(?= (?:does|do|did|will|would|are|is|were|was|have|has|had|can|got|get|live|in|at)\b|\?|$)"
)
_AFTER_ASKED = re.compile(
    r"(?:多少|几)(?:万|亿|千|百|十)?(?:个百分点|平方公里|平方米|公里|分钟|小时|人次|[个家件名位条座亩元岁年天秒项所户张支种类级吨套场台只批处部节对届倍成米分款枚组间块幅栋幢辆艘头棵株片顿份架门])?(?:的|是)?(?P<thing>[^,?，。]{2,12})"
)
_ASKS_FROM = re.compile(r"原来|原先|原本|此前|之前|最初|起初")
_ASKS_TO = re.compile(r"[至到成为](?:了)?(?:多少|几|百分之)")
_ASKS_CHANGE = re.compile(
    r"(?:增长|增加|增幅|增速|提高|提升|上升|上涨|上调|扩大|下降|减少|降低|回落|下滑|下调|压缩|缩短|降幅|涨幅|升幅|增收|增产|节约|节省|新增|多增|省下|"
    r"[升降涨跌高低]|[高低]出)(?:了|率|达|有|是|为)*(?:多少|几|百分之|多大|多快)|多高|多赚|少花|快了|慢了|(?:增长|增|涨|升|降)(?:得|了)?多"
)
_BASES = (
    re.compile(r"同比|上年|去年同期|同期|比去年|一年前"),
    re.compile(r"环比|上月|上周|上季度|上个月|[0-9]月末"),
    re.compile(r"年初|上年末|去年底"),
)
_VERB_ASKED = re.compile(
    r"(?P<verb>[投花挣赚卖产建捐砸贷销拨收占省])(?:了|出|到|进|掉|来|去|入|下|资)*多少"
)
# A verb of speech and what newspapers print for it.
_DONE: dict[str, tuple[str, ...]] = {
    "投": ("投",), "花": ("投", "花", "支出", "造价", "费用"), "砸": ("投", "花"),
    "挣": ("收入", "挣", "赚", "增收", "利润", "盈利"), "赚": ("收入", "挣", "赚", "增收", "利润", "盈利"),
    "卖": ("卖", "销", "售", "成交"), "销": ("销", "售"), "产": ("产",), "捐": ("捐",),
    "贷": ("贷", "授信"), "拨": ("拨", "补助"), "收": ("收",), "占": ("占",), "省": ("省", "节约", "降低成本"),
}  # fmt: skip
_SHARE_OF = re.compile(r"占")
_DIFFERENCE = re.compile(r"(?<![同环])比[^,，。;；0-9]{1,14}(?:高|低|多|少|快|慢|便宜|贵)出?了?$")
_ASKS_DIFFERENCE = re.compile(
    r"比|差|高出|多出|高多少|多多少|\b(?:than|more|higher|lower|less|fewer|above|below)\b"
)
_PART = re.compile(r"其中|含|包括")
_MOST = 3.0
_RULED_OUT = 10.0
# 多少个村 may be answered by 30座, less likely than by 30个.
_ALIKE = 0.6
# In English only the place stands in the words of both.
_PLACE_ALONE = 2.5
_BRACKETS = re.compile(r"[(（][^)）]*[)）]")
# Characters before a figure that name its thing; what stands farther off is the sentence's topic.
_HEAD = 8
_LEADING = re.compile(r"^\s*(?:其中|另有|另外|还有|包括|以及|并|和|与|及|而|的|了)+")
_LINKED = re.compile(r"(?:达到|达|已|约|近|超过?|共有?|为|是|有|至|到|了|的|分别|仅|只|由|从|\s)+$")


@dataclass(frozen=True, slots=True)
class FigureFeatures:
    """What speaks for one figure; each is 0 where it says nothing."""

    reader: float
    unit: float
    clash: float
    fits: float
    uncounted: float
    topic: float
    own: float
    after: float
    precise: float
    goes_on: float
    focus_named: float
    focus_after: float
    focus_alone: float
    head: float
    verb: float
    late: float
    near: float
    contrast: float
    said: float
    condition: float
    same_condition: float
    other_condition: float
    other_place: float
    from_: float
    to: float
    change: float
    unasked_change: float
    same_base: float
    other_base: float
    share: float
    difference: float
    part: float
    first: float

    def values(self) -> list[float]:
        return list(astuple(self))


def best_figure(
    question: Question, evidence: Evidence, wanted: Sequence[Figure], late: Late | None
) -> Figure:
    """The figure of `wanted`, figures of `evidence`, that `question` most likely asks for."""
    weights = load_weights()
    described = figure_features(question, evidence, wanted, late)
    # Where the measure word asked for is printed, no area or sum of money is meant.
    counted = any(one.unit > 0 for one in described)
    scores = [
        sum(w * x for w, x in zip(weights, one.values(), strict=True))
        - (_RULED_OUT if counted and one.clash else 0.0)
        for one in described
    ]
    return wanted[max(range(len(wanted)), key=lambda i: (scores[i], -wanted[i].start))]


@lru_cache(maxsize=1)
def load_weights() -> tuple[float, ...]:
    """The fitted weights, in the order of `FigureFeatures`."""
    rows = json.loads(Path(__file__).with_name("figures.json").read_text("utf-8"))
    return tuple(rows[name] for name in FigureFeatures.__dataclass_fields__)


def figure_features(
    question: Question, evidence: Evidence, wanted: Sequence[Figure], late: Late | None
) -> list[FigureFeatures]:
    """The features of each figure of `wanted`."""
    text = evidence.text
    labels = labels_of(text, evidence.figures, wanted)
    asked = _tokens(f"{question.query} {widen(question.query)}")
    named = [head_of(label.inherited if label.goes_on else label.before) for label in labels]
    words = [
        (_tokens(name), _tokens(label.after)) for name, label in zip(named, labels, strict=True)
    ]
    held = [mine | after for mine, after in words]
    weight = {token: 1 / sum(token in one for one in held) for one in held for token in one & asked}
    asked_for = things_asked(question)
    things = [_tokens(thing) for thing in asked_for]
    whole = [f"{name} {label.after}" for name, label in zip(named, labels, strict=True)]
    spoken = [f"{la.inherited} {la.before} {la.after}" for la in labels]
    focus = _counted_in(question, spoken)
    verb = _verb_asked(question.folded)
    similar = _similar(question, wanted, labels, late)
    figures_asked = [f for f in find_figures(question.folded) if f.value is not None]
    change = bool(_ASKS_CHANGE.search(question.folded))
    places = [
        None if f.subject.place is None else place_core(f.subject.place) in question.folded
        for f in wanted
    ]
    expected = expected_type(question.folded, question.kind)
    found = []
    told = ""
    for number, (figure, label) in enumerate(zip(wanted, labels, strict=True)):
        mine, after = words[number]
        name = named[number]
        if label.role == "change" and any(base.search(label.before) for base in _BASES):
            told = label.before
        # 同比增长20%；其中经营收入6亿元，增长23%: both against the year before.
        base = told if label.role == "change" else label.before
        lead = evidence.text[max(0, figure.start - 16) : figure.start]
        same_condition = _same_condition(figures_asked, label)
        found.append(
            FigureFeatures(
                reader=_pointed_at(evidence, figure),
                unit=_unit(question, figure),
                clash=_clash(question, figure),
                fits=_fits(expected, figure),
                uncounted=float(
                    expected == "number"
                    and (figure.kind in ("percent", "point") or figure_fits("money", figure))
                ),
                topic=len((_tokens(label.before) - mine) & asked) ** 0.5,
                own=_own(question.terms, spoken, number),
                after=_weighed(after & asked, weight),
                precise=len(mine & asked) / len(mine) if mine else 0.0,
                goes_on=float(label.goes_on),
                focus_named=_best_share(things, mine),
                focus_after=_counted_share(asked_for, label.after),
                focus_alone=_alone(focus, whole, number),
                head=float(focus is not None and _counts_focus(focus, name, label.after)),
                verb=float(verb is not None and any(word in name for word in verb)),
                late=similar[number],
                near=nearness(question.query, text, figure),
                contrast=float(contrasted(question.folded, spoken[number])),
                said=float(
                    fold_text(figure.text) in question.folded
                    or any(_equal(figure, other) for other in figures_asked)
                ),
                condition=float(label.condition),
                same_condition=float(same_condition is True),
                other_condition=float(same_condition is False),
                # Another figure of the sentence is of the place that was asked for.
                other_place=(_PLACE_ALONE if question.language == "en" else 1.0)
                * (places[number] is False and True in places),
                from_=float(label.role == "from" and not _ASKS_FROM.search(question.folded)),
                to=float(label.role == "to" and bool(_ASKS_TO.search(question.folded))),
                change=float(change and label.role == "change"),
                unasked_change=float(not change and label.role == "change"),
                same_base=_bases(question.folded, base, same=True),
                other_base=_bases(question.folded, base, same=False),
                share=_share(question.folded, label.before, figure),
                difference=float(
                    bool(_DIFFERENCE.search(fold_text(lead)))
                    and not _ASKS_DIFFERENCE.search(question.folded)
                ),
                part=float(bool(_PART.search(label.before))),
                first=float(number == 0),
            )
        )
    return found


def things_asked(question: Question) -> list[str]:
    """What is counted or measured, in the question's words: after 多少 or before it.

    >>> from .question import parse_question
    >>> things_asked(parse_question("协会下辖多少个省级协会?")), things_asked(parse_question("利润增长了多少?"))
    (['省级协会', '协会'], ['利润'])
    """
    if question.language == "en":
        match = COUNTED.search(question.folded)
        return [match["thing"]] if match else []
    things = []
    if match := _AFTER_ASKED.search(question.folded):
        things.append(match["thing"])
    if focus := focus_of(question.folded):
        things.append(focus)
    return list(dict.fromkeys(things))


def _counts_focus(focus: str, named: str, after: str) -> bool:
    """Whether the thing stands right before the figure, or is what the noun after it ends with."""
    return named.endswith(focus) or noun_after(after).endswith(focus)


def _counted_in(question: Question, spoken: Sequence[str]) -> str | None:
    """The thing asked for, as long as some of the labels name it so: 检查事项 rather than 事项."""
    if question.language == "en":
        return None
    match = _AFTER_ASKED.search(question.folded)
    phrase = noun_after(match["thing"].rpartition("的")[2]) if match else ""
    if len(phrase) > 1 and any(phrase in one for one in spoken):
        return phrase
    return focus_of(question.folded)


def _verb_asked(folded: str) -> tuple[str, ...] | None:
    """Words for what is done with the amount asked for: 投了多少 -> 投."""
    match = _VERB_ASKED.search(folded)
    return None if match is None else _DONE.get(match["verb"], (match["verb"],))


def head_of(words: str) -> str:
    """The end of what stands before a figure, where its thing is named: 集团上半年实现利润 -> 半年实现利润."""
    return _LEADING.sub("", _LINKED.sub("", _BRACKETS.sub("", words))[-_HEAD:])


def _tokens(text: str) -> set[str]:
    return {token for token in tokens(text) if len(token) > 1}


def _weighed(found: set[str], weight: dict[str, float]) -> float:
    return min(_MOST, sum(weight.get(token, 0.0) for token in found))


def _alone(focus: str | None, spoken: Sequence[str], number: int) -> float:
    """1 where only this figure is of the thing asked for, less where several are, 0 where all."""
    if focus is None or focus not in spoken[number]:
        return 0.0
    count = sum(focus in one for one in spoken)
    return 1 / count if count < len(spoken) or count == 1 else 0.0


def _own(terms: Sequence[str], spoken: Sequence[str], number: int) -> float:
    """Words of the question that stand beside this figure and beside no other, two at most."""
    return float(
        min(
            2,
            sum(
                len(term) > 1 and term in spoken[number] and sum(term in one for one in spoken) == 1
                for term in terms
            ),
        )
    )


def _counted_share(things: Sequence[str], after: str) -> float:
    """How much of the thing asked for ends the noun after a figure: 1.4万家童装企业 counts companies."""
    noun = noun_after(after) or after[:_HEAD]
    return max(
        (_best_share([_tokens(thing)], _tokens(noun[-len(thing) - 1 :])) for thing in things),
        default=0.0,
    )


def _best_share(things: Sequence[set[str]], words: set[str]) -> float:
    return max((len(thing & words) / len(thing) for thing in things if thing), default=0.0)


def _similar(
    question: Question, wanted: Sequence[Figure], labels: Sequence[Label], late: Late | None
) -> list[float]:
    if late is None or len(wanted) < 2:
        return [0.0] * len(wanted)
    counted = COUNTED.search(question.folded)
    asked = counted["thing"] if counted else question.query
    around = [
        f"{label.inherited} {label.before}{figure.text}{label.after}"
        for figure, label in zip(wanted, labels, strict=True)
    ]
    scores = [float(score) for score in late(asked, around)]
    middle = sum(scores) / len(scores)
    return [score - middle for score in scores]


def _pointed_at(evidence: Evidence, figure: Figure) -> float:
    """1 where the reader's span overlaps the figure, else less the farther it lies."""
    if evidence.span is None:
        return 0.0
    start, end = evidence.start + figure.start, evidence.start + figure.end
    a, b = evidence.span
    if start < b and a < end:
        return 1.0
    return -0.5 * min(abs(start - b), abs(a - end)) / max(len(evidence.text), 1)


def _unit(question: Question, figure: Figure) -> float:
    """1 for the measure word asked for, less for one that may count the same, -1 for another."""
    matches = unit_matches(question, figure)
    if matches is None or (not figure.unit and figure.kind == "quantity"):
        return 0.0
    if not matches:
        return -1.0
    asked = asked_unit(question.folded)
    return _ALIKE if asked is not None and asked not in fold_text(figure.text) else 1.0


def _clash(question: Question, figure: Figure) -> float:
    """1 where things are counted and the figure measures: 多少户 is never answered by 1000亩."""
    asked = asked_unit(question.folded) if question.language != "en" else None
    if asked is None or asked in MEASURES:
        return 0.0
    return float(figure.unit in MEASURES and not unit_matches(question, figure))


def _fits(expected: str | None, figure: Figure) -> float:
    if expected in (None, "number", "date"):
        return 0.0
    return 1.0 if figure_fits(expected, figure) else -1.0  # type: ignore[arg-type]


def _equal(figure: Figure, other: Figure) -> bool:
    return (
        figure.value is not None
        and figure.value == other.value
        and (not other.unit or figure.unit == other.unit)
    )


def _same_condition(asked: Sequence[Figure], label: Label) -> bool | None:
    """Whether a condition of the figure is one of the question; `None` where either has none."""
    if not asked or not label.conditions:
        return None
    return any(_meets(condition, other) for condition in label.conditions for other in asked)


def _meets(condition: Figure, asked: Figure) -> bool:
    """Whether what is asked about falls under a condition: 83岁 under 80周岁以上."""
    if _equal(condition, asked):
        return True
    if asked.bound != "exact" or asked.value is None or condition.value is None:
        return False
    if not asked.unit or asked.unit != condition.unit:
        return False
    if condition.high is not None:
        return condition.value <= asked.value <= condition.high
    if condition.bound in ("at_least", "over"):
        return asked.value >= condition.value
    return condition.bound in ("at_most", "under") and asked.value <= condition.value


def _bases(asked: str, before: str, *, same: bool) -> float:
    """Whether a change is told against what the question compares with: 同比, 环比, 年初."""
    wanted = [bool(base.search(asked)) for base in _BASES]
    given = [bool(base.search(before)) for base in _BASES]
    if not any(given):
        return 0.0
    shared = any(w and g for w, g in zip(wanted, given, strict=True))
    if same:
        return float(shared)
    return float(any(wanted) and not shared)


def _share(asked: str, before: str, figure: Figure) -> float:
    """占 in both, or in one of them only."""
    if figure.kind not in ("percent", "fraction"):
        return 0.0
    return 1.0 if bool(_SHARE_OF.search(asked)) == bool(_SHARE_OF.search(before)) else -1.0
