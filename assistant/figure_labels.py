"""What each figure of a sentence is called: its own words, and those that it shares.

Chinese news names a thing once and lets several figures follow: 收入688亿元,同比增长16.7%,占比29.2%.
The second and third are of the income, too; 189个学会和32个科协 are told apart by the noun that follows,
100万元以上94个村 by the condition before it, 由3%降至1% by what leads to the figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.figures import Figure
from index.normalise import fold_text

from .alignment import aligned_parts, figure_runs
from .contrasts import CONTRASTS

Role = Literal["from", "to", "change", "value"]

_DATES = ("date", "period", "time")
_BREAK = re.compile(r"[，。；：、,;:!?！？\n]")
# Between two things of a list that are each counted.
_JOINT = re.compile(r"[和与及、共]|以及")
# 12个村(社) are 村社.
_BRACKETED = re.compile(r"\(([\u4e00-\u9fff]{1,2})\)")
_STOP = re.compile(r"[。；;!?！？\n]")
_COMMA = re.compile(r"[，,]")
_LONGEST_AFTER = 14
_SUMS = frozenset({"元", "美元", "欧元", "港元", "日元", "英镑"})
_LONGEST_BEFORE = 40
# What leads from a thing to its figure, or says how it changed, and names nothing.
_NAMELESS = re.compile(
    r"同比|环比|较|比|上年|去年|同期|年初|上月|上季度|上半年|增长率|增长|增加|增幅|增速|提高|提升|上升|上涨|上调|扩大|下降|减少|降低|回落|下滑|"
    r"下调|压缩|缩短|降幅|涨幅|升幅|占比|占|比重|达到|达|已经|已|累计|合计|共计|总计|共有|共|分别|仅|约|近|超过|超|突破|接近|其中|年均|日均|月均|"
    r"如今|现在|眼下|实现|为|是|有|至|到|了|的|而|则|并|又|再|多|少|高|低|出|升|降|涨|跌|由|从|之前|以来|全年|当年|每年|目前|截至|且|均|也|等|计|第|月末|月底|年末|年底|\s|[()（）“”\"'《》]"
)
_FROM = re.compile(r"(?:由|从|自)(?:最初|原来|原先|原本|此前|上年|去年|之前)?的?$")
_TO = re.compile(
    r"(?:[升增降减调涨跌提缩高低大小少]|提高|递减|递增|下降|变|改)[至到成为](?:现在|目前)?的?$"
)
_CHANGE = re.compile(
    r"(?:增长|增加|增幅|增速|提高|提升|上升|上涨|上调|扩大|下降|减少|降低|回落|下滑|下调|压缩|缩短|降幅|涨幅|升幅|增收|节约|节省|新增|多增|"
    r"[高低多少快慢]出?|[升降涨跌])(?:率)?(?:了|达到?|为|约|近|超过?)*$"
)
_BOUND_AFTER = re.compile(r"以上|以下|以内|以外|及以|之间")
_CONDITION_END = re.compile(r"的?(?=[\u4e00-\u9fff])|$")


@dataclass(frozen=True, slots=True)
class Label:
    """The words of one figure, folded.

    `before` and `after` are its own, up to a comma or the next figure; `inherited` are those of the
    figure whose thing it goes on with, empty where `before` names a thing itself; `earlier` is the
    label before in the same list in any case. `role` is how the figure stands to what it measures,
    `condition` says that it only narrows what follows (100万元以上94个村), and `conditions` are the
    figures that narrow it.
    """

    before: str
    after: str
    inherited: str
    goes_on: bool
    earlier: str
    role: Role
    condition: bool
    conditions: tuple[Figure, ...]


def names_nothing(words: str) -> bool:
    """Whether words before a figure hold no noun of their own.

    >>> names_nothing("同比增长"), names_nothing("利润同比增长")
    (True, False)
    """
    return not _NAMELESS.sub("", words)


def labels_of(text: str, figures: Sequence[Figure], wanted: Sequence[Figure]) -> list[Label]:
    """A label for each of `wanted`, some of the `figures` of `text`.

    >>> from index.figures import find_figures
    >>> text = "业务收入688亿元，同比增长16.7%，下设32个站点。"
    >>> found = find_figures(text)
    >>> [(label.before, label.after, label.inherited) for label in labels_of(text, found, found)]
    [('业务收入', '', ''), ('同比增长', '', '业务收入'), ('下设', '站点', '')]
    """
    folded = fold_text(text)
    if len(folded) != len(text):
        folded = text
    dates = bool(wanted) and all(figure.kind in _DATES for figure in wanted)
    family = [f for f in figures if f.kind != "name" and (f.kind in _DATES) == dates]
    paired = _paired(folded, family)
    labels: dict[int, Label] = {}
    previous: list[Label] = []
    for number, figure in enumerate(family):
        label = _label(folded, family, number, previous, paired)
        labels[figure.start] = label
        previous.append(label)
    empty = Label("", "", "", False, "", "value", False, ())
    return [labels.get(figure.start, empty) for figure in wanted]


def _label(
    text: str,
    family: Sequence[Figure],
    number: int,
    previous: Sequence[Label],
    paired: dict[int, _Pair],
) -> Label:
    figure = family[number]
    floor = family[number - 1].end if number else 0
    before = text[max(floor, figure.start - _LONGEST_BEFORE) : figure.start]
    breaks = list(_BREAK.finditer(before))
    touching = not breaks and number > 0
    before = before[breaks[-1].end() :] if breaks else before
    listed = False
    if touching and (joint := list(_JOINT.finditer(before))):
        # 189个小组|和32个分会: what stands before the joint is counted by the first.
        before, listed = before[joint[-1].end() :], True
    ceiling = family[number + 1].start if number + 1 < len(family) else len(text)
    after = text[figure.end : min(ceiling, figure.end + _LONGEST_AFTER)]
    if ceiling - figure.end <= _LONGEST_AFTER and not _BREAK.search(after):
        after = _JOINT.split(after)[0]
    after = _BRACKETED.sub(r"\1", _BREAK.split(after)[0])
    if figure.kind in _DATES:
        after = _told_of_date(text[figure.end : ceiling], number + 1 < len(family))
    if not before.strip() and not touching and figure.kind not in _DATES:
        # 70%的村十五分钟内到得了…: what the clause goes on to say is told of its first figure.
        after = _BREAK.split(text[figure.end : figure.end + _LONGEST_BEFORE])[0]
    if after.startswith("的") and figure.unit in _SUMS:
        after = ""  # 投资5亿元的水厂: no waterworks are counted
    pair = paired.get(figure.start)
    earlier = _gone_on_with(before, family, number, previous)
    if earlier is not None:
        before = _with_head(before, earlier.before)
    inherited = ""
    if pair is not None:
        before = pair.words
        earlier = earlier if pair.goes_on_with is None else previous[pair.goes_on_with]
    # 、496项处罚事项: what follows names it.
    nameless = names_nothing(before) and (touching or not noun_after(after))
    inherits = nameless and figure.kind not in _DATES  # each date has a clause of its own
    if earlier is not None and (inherits or (pair and pair.goes_on_with is not None)):
        shared = "" if listed else earlier.after
        inherited = f"{earlier.inherited} {earlier.before} {shared}".strip()
    conditions: tuple[Figure, ...] = ()
    if touching and previous[-1].condition:
        conditions = (family[number - 1],)
    elif number and nameless and earlier is not None:
        conditions = earlier.conditions
    return Label(
        before=before,
        after=after,
        inherited=inherited,
        goes_on=bool(inherited) and nameless,
        earlier="" if earlier is None else f"{earlier.before} {earlier.after}",
        role=_role(before),
        condition=_is_condition(figure, text, ceiling if number + 1 < len(family) else -1),
        conditions=conditions,
    )


def _gone_on_with(
    before: str, family: Sequence[Figure], number: int, previous: Sequence[Label]
) -> Label | None:
    """The label whose thing a figure may be of, too: the one before it, and where it tells what
    became of something the last in its unit: 一箱4.5元,…13家企业,如今降至2.6元."""
    if not previous:
        return None
    figure = family[number]
    if _role(before) == "to":
        for at in range(number - 1, -1, -1):
            if (family[at].kind, family[at].unit) == (figure.kind, figure.unit):
                return previous[at]
    return previous[-1]


def _told_of_date(rest: str, dated_again: bool) -> str:
    """What a sentence tells of a date: 2019年5月,|桥通车了,今年又修了路.

    `rest` runs to the next date, where there is one, which has what its own clause says.
    """
    rest = _STOP.split(rest.lstrip("，, "))[0]
    if dated_again and len(clauses := _COMMA.split(rest)) > 1:
        rest = "，".join(clauses[:-1])
    return rest[:_LONGEST_BEFORE]


def noun_after(after: str) -> str:
    """The noun phrase that a text begins with.

    >>> noun_after("童装生产企业已经入驻"), noun_after("的老人"), noun_after("参加了")
    ('童装生产企业', '老人', '')
    """
    import rjieba

    words: list[str] = []
    nouns = 0
    for word, tag in rjieba.tag(after.lstrip("的")):
        # 检查事项: a verb may open the phrase; behind a noun it tells what the noun does.
        if tag[0] not in "nbajzsv" and tag not in ("l", "f", "eng"):
            break
        if tag[0] == "v" and tag != "vn" and nouns:
            break
        words.append(str(word))
        if tag[0] != "v" or tag == "vn":
            nouns = len(words)
    return "".join(words[:nouns])


def _with_head(words: str, earlier: str) -> str:
    """The words before a figure with the thing that its neighbour in the list names for both.

    >>> _with_head("市级", "建成书屋省级"), _with_head("利润", "收入")
    ('建成书屋市级', '利润')
    >>> _with_head("农村居民为", "城镇居民的收入有")
    '农村居民的收入有'
    """
    bare = _NAMELESS.sub("", words)
    for group in CONTRASTS:
        for own in group:
            if own not in bare:
                continue
            # 城镇居民的收入有…,农村居民为: the rest of the words stands in both.
            shared = bare.replace(own, "")
            for other in group:
                if other != own and other in earlier and shared in earlier:
                    return earlier.replace(other, own)
    return words


def _role(before: str) -> Role:
    if _FROM.search(before):
        return "from"
    if _TO.search(before):
        return "to"
    return "change" if _CHANGE.search(before) else "value"


def _is_condition(figure: Figure, text: str, following: int) -> bool:
    """Whether a figure only says which ones are counted: 80万元以上(的村有)12个, 2岁到5岁的孩子."""
    narrowed = _BOUND_AFTER.search(figure.text) or figure.high is not None
    rest = text[figure.end : figure.end + 2]
    if narrowed and (rest.startswith("的") or following == figure.end):
        return True
    if not narrowed or following < 0:
        return False
    return _BREAK.search(text[figure.end : following]) is None


@dataclass(frozen=True, slots=True)
class _Pair:
    """What a figure of a run is called; `goes_on_with` is the index of the figure before whose
    thing it is of, too."""

    words: str
    goes_on_with: int | None = None


def _paired(text: str, family: Sequence[Figure]) -> dict[int, _Pair]:
    """The words of each figure that stands in a run: 城镇、农村居民收入7.7万元、4.8万元, and
    收入2.9万亿元、利润1388亿元，同比增长13.9%和18.1%."""
    found: dict[int, _Pair] = {}
    index = {figure.start: number for number, figure in enumerate(family)}
    for run in figure_runs(text, family):
        if run[0].kind in _DATES and _COMMA.search(text[run[0].end : run[-1].start]):
            continue  # 1909年成立,1993年迁址: a comma opens what is told of the next date
        first, size = index[run[0].start], len(run)
        floor = family[first - 1].end if first else 0
        parts = aligned_parts(text, run, floor)
        if parts is not None:
            found |= {f.start: _Pair(part) for f, part in zip(run, parts, strict=True)}
        elif first >= size:
            shared = _BREAK.split(text[floor : run[0].start])[-1]
            found |= {f.start: _Pair(shared, first - size + i) for i, f in enumerate(run)}
    return found
