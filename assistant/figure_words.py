"""How the words of a question and those of a figure are alike.

Both sides are words of Chinese, a few characters each; an English question is compared by meaning
alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.figures import Figure
from index.figures.units import is_count
from index.tokens import tokens

from .figure_labels import Label, noun_after
from .focus import focus_of
from .frame_english import english_frame
from .question import Question
from .retrieve import Late

# how many city parks will ..: the things that are counted.
_COUNTED = re.compile(
    r"how (?:many|much) (?P<thing>[a-z\u4e00-\u9fff' -]{3,40}?)(?= (?:does|do|did|will|would|are|is|were|was|have|has|had|can|got|get|live|in|at)\b|\?|$)"
)
_AFTER_ASKED = re.compile(
    r"(?:多少|几)(?:万|亿|千|百|十)?(?:个百分点|平方公里|平方米|公里|分钟|小时|人次|[个家件名位条座亩元岁年天秒项所户张支种类级吨套场台只批处部节对届倍成米分款枚组间块幅栋幢辆艘头棵株片顿份架门])?(?:的|是)?(?P<thing>[^,?，。]{2,12})"
)
_VERB_ASKED = re.compile(
    r"(?P<verb>[投花挣赚卖产建捐砸贷销拨收占省付掏贴补奖领赔])(?:了|出|到|进|掉|来|去|入|下|资)*多少"
)
# A verb of speech and what newspapers print for it.
_DONE: dict[str, tuple[str, ...]] = {
    "投": ("投",), "花": ("投", "花", "支出", "造价", "费用"), "砸": ("投", "花"),
    "挣": ("收入", "挣", "赚", "增收", "利润", "盈利"), "赚": ("收入", "挣", "赚", "增收", "利润", "盈利"),
    "卖": ("卖", "销", "售", "成交"), "销": ("销", "售"), "产": ("产",), "捐": ("捐",),
    "贷": ("贷", "授信"), "拨": ("拨", "补助"), "收": ("收",), "占": ("占",), "省": ("省", "节约", "降低成本"),
    "付": ("付",), "掏": ("付", "出资", "投"), "贴": ("贴", "补"), "补": ("补",), "奖": ("奖",),
    "领": ("领", "补", "发放", "养老金"), "赔": ("赔",),
}  # fmt: skip
_MOST = 3.0
_LONGEST_COMMON = 6
_BRACKETS = re.compile(r"[(（][^)）]*[)）]")
# Characters before a figure that name its thing; what stands farther off is the sentence's topic.
_HEAD = 8
_LEADING = re.compile(r"^\s*(?:其中|另有|另外|还有|包括|以及|并|和|与|及|而|的|了)+")
_LINKED = re.compile(r"(?:达到|达|已|约|近|超过?|共有?|为|是|有|至|到|了|的|分别|仅|只|由|从|\s)+$")


def things_asked(question: Question) -> list[str]:
    """What is counted or measured, in the question's words: after 多少 or before it.

    >>> from .question import parse_question
    >>> things_asked(parse_question("协会下辖多少个省级协会?")), things_asked(parse_question("利润增长了多少?"))
    (['省级协会', '协会'], ['利润'])
    """
    if question.language == "en":
        counted = counted_in_english(question)
        return [counted] if counted else []
    things = []
    if match := _AFTER_ASKED.search(question.folded):
        things.append(match["thing"])
    if focus := focus_of(question.folded):
        things.append(focus)
    return list(dict.fromkeys(things))


def counted_in_english(question: Question) -> str | None:
    """The things that an English question counts: how many city parks will be built."""
    if match := _COUNTED.search(question.folded):
        return match["thing"]
    return english_frame(question.folded).counted or None


def counts_focus(focus: str, named: str, after: str) -> bool:
    """Whether the thing stands right before the figure, or is what the noun after it ends with."""
    return named.endswith(focus) or noun_after(after).endswith(focus)


def counted_in(question: Question, spoken: Sequence[str]) -> str | None:
    """The thing asked for, as long as some of the labels name it so: 检查事项 rather than 事项."""
    if question.language == "en":
        return None
    match = _AFTER_ASKED.search(question.folded)
    phrase = noun_after(match["thing"].rpartition("的")[2]) if match else ""
    if len(phrase) > 1 and any(phrase in one for one in spoken):
        return phrase
    return focus_of(question.folded)


def verb_asked(folded: str) -> tuple[str, ...] | None:
    """Words for what is done with the amount asked for: 投了多少 -> 投."""
    match = _VERB_ASKED.search(folded)
    return None if match is None else _DONE.get(match["verb"], (match["verb"],))


def head_of(words: str) -> str:
    """The end of what stands before a figure, where its thing is named: 集团上半年实现利润 -> 半年实现利润."""
    return _LEADING.sub("", _LINKED.sub("", _BRACKETS.sub("", words))[-_HEAD:])


def bigrams(text: str) -> set[str]:
    return {token for token in tokens(text) if len(token) > 1}


def weighed(found: set[str], weight: dict[str, float]) -> float:
    return min(_MOST, sum(weight.get(token, 0.0) for token in found))


def alone(focus: str | None, spoken: Sequence[str], number: int) -> float:
    """1 where only this figure is of the thing asked for, less where several are, 0 where all."""
    if focus is None or focus not in spoken[number]:
        return 0.0
    count = sum(focus in one for one in spoken)
    return 1 / count if count < len(spoken) or count == 1 else 0.0


def words_of_its_own(terms: Sequence[str], spoken: str, direct: Sequence[str]) -> float:
    """Words of the question that are told of this figure and stand beside no other, two at most.

    `direct` are the words beside each figure, without those that it goes on with from another.
    """
    return float(
        min(
            2,
            sum(
                len(term) > 1 and term in spoken and sum(term in one for one in direct) <= 1
                for term in terms
            ),
        )
    )


def covered_words(terms: Sequence[str], spoken: Sequence[str], number: int) -> float:
    """How many of the question's words that are told of any figure are told of this one, 0 to 1."""
    told = [term for term in terms if len(term) > 1 and any(term in one for one in spoken)]
    return sum(term in spoken[number] for term in told) / len(told) if told else 0.0


def longest_common(query: str, words: str) -> float:
    """The longest run of characters that a question shares with a figure's words, 0 to 1."""
    asked = re.sub(r"\s+", "", query)
    longest = 0
    for start in range(len(asked)):
        while asked[start : start + longest + 1] in words and start + longest < len(asked):
            longest += 1
    return min(longest, _LONGEST_COMMON) / _LONGEST_COMMON if longest > 1 else 0.0


def counted_share(things: Sequence[str], after: str) -> float:
    """How much of the thing asked for ends the noun after a figure: 2.3万家制鞋企业 counts companies."""
    noun = noun_after(after) or after[:_HEAD]
    return max(
        (best_share([bigrams(thing)], bigrams(noun[-len(thing) - 1 :])) for thing in things),
        default=0.0,
    )


def best_share(things: Sequence[set[str]], words: set[str]) -> float:
    return max((len(thing & words) / len(thing) for thing in things if thing), default=0.0)


def similar_words(
    question: Question, wanted: Sequence[Figure], labels: Sequence[Label], late: Late | None
) -> list[float]:
    if late is None or len(wanted) < 2:
        return [0.0] * len(wanted)
    counted = counted_in_english(question) if question.language == "en" else None
    asked = counted or question.query
    around = [
        f"{label.inherited} {label.before}{figure.text}{label.after}"
        for figure, label in zip(wanted, labels, strict=True)
    ]
    scores = [float(score) for score in late(asked, around)]
    middle = sum(scores) / len(scores)
    return [score - middle for score in scores]


def similar_things(
    question: Question,
    wanted: Sequence[Figure],
    labels: Sequence[Label],
    heads: Sequence[str],
    late: Late | None,
) -> list[float]:
    """How near the thing that each figure counts is in meaning to the one asked for, about the mean.

    在21座桥上装了传感器386个: the bridges stand behind 21座, the sensors before 386个. `heads` are the
    words right before each figure.
    """
    asked = things_asked(question)
    if late is None or len(wanted) < 2 or not asked:
        return [0.0] * len(wanted)
    told = [
        thing_told(figure, label, head)
        for figure, label, head in zip(wanted, labels, heads, strict=True)
    ]
    scores = [
        float(score) if thing else 0.0
        for thing, score in zip(
            told, late(asked[0], [thing or "无" for thing in told]), strict=True
        )
    ]
    middle = sum(scores) / len(scores)
    return [score - middle for score in scores]


def thing_told(figure: Figure, label: Label, head: str) -> str:
    """The thing that a figure counts or measures: the noun right behind it, else the last one before.

    >>> from index.figures import find_figures
    >>> from .figure_labels import labels_of
    >>> text = "在21座石桥上装了传感器386个，花了60万元"
    >>> found = find_figures(text)
    >>> [thing_told(f, label, head_of(label.before)) for f, label in zip(found, labels_of(text, found, found))]
    ['石桥', '传感器', '']
    """
    behind = noun_after(label.after) if is_count(figure.unit) else ""
    return behind or noun_before(head)


def noun_before(words: str) -> str:
    """The noun phrase that a text ends with.

    >>> noun_before("桥上装了传感器"), noun_before("今年前三季度利润"), noun_before("花了")
    ('传感器', '利润', '')
    """
    import rjieba

    found = ""
    for word, tag in reversed(rjieba.tag(words)):
        if not tag.startswith(("n", "vn", "j", "l", "eng", "b", "an")):
            break
        found = word + found
    return found
