"""Turns about the last answer as a whole: 为什么？ 真的吗？ 还有呢？ 第二家呢？, and a reading that is chosen.

>>> asked = Exchange("石桥村接待游客增长了多少？", "石桥村游客增长了12%。", "12%")
>>> remark("为什么", "为什么？", [asked]).text
'为什么石桥村接待游客增长了？'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .antecedents import entity_of, items_of
from .attributes import is_attribute
from .dialogue import Exchange, Standalone
from .ellipsis import core_of
from .frame import frame_of, own_nouns, strip_question
from .language import in_script
from .named import head_name, places_named

_WHY = re.compile(
    r"^(?:为什么|为何|为啥|什么原因|原因(?:是什么|呢)?|怎么会(?:这样)?|这是为什么|为什么会这样|凭什么)(?:呢|会?这样|啊)?$"
)
_HOW = re.compile(
    r"^(?:(?:这|那)?(?:是)?(?:怎么|如何|怎样)(?:做到|实现|做|办到|办|来|回事|达到)?(?:的|成的|到的)?(?:呢)?|靠什么(?:呢)?|靠的是什么)$"
)
_REALLY = re.compile(
    r"^(?:真的(?:吗|假的|是这样吗)?|是真的吗|是吗|是这样吗|确定吗|你?确定|对吗|没错吧|可靠吗|准吗)$"
)
_AGAIN = re.compile(
    r"^(?:(?:这|那)?(?:是)?(?:哪里|哪儿|哪篇(?:文章|报道)?|谁)(?:写|说|报道|提到)的|(?:这|那)?(?:个数字?|话|数据)?(?:是)?(?:出自|来自|写在|登在)(?:哪里|哪儿|哪篇(?:文章|报道)?|哪份报纸?|什么报纸?)(?:里|上)?|哪(?:篇文章|篇报道|份报纸|家报纸)(?:写|说|登|报道|提到)(?:了|的)(?:这个?)?|出处(?:呢|是哪里|在哪)?|来源(?:呢|是什么)?|依据(?:呢|是什么)?|(?:有)?证据(?:吗|呢)?|原文(?:呢|是什么|怎么写的)?|再说一遍)$"
)
# 这个数是哪年的, 谁说的: asked of the statement that was given as the answer.
_WHEN_SAID = re.compile(
    r"^(?:(?:[镇村县市区]里|[他她它]们?|文章(?:里|中)?|报道(?:里|中)?)说的)?(?P<value>[^，,]{0,12}?)(?:这|那|上面|刚才)?(?:个|些|组)?(?:数字?|数据|数值|金额|说法|情况|统计)?(?:是|截至|截止|统计)*(?:到)?(?P<when>哪一?年|什么时候|几月|何时|啥时候)(?:份)?(?:的|统计的|公布的|出来的)?(?:数字?|数据|情况|统计)?$"
)
_POINTS_AT_FIGURE = re.compile(
    r"^(?:(?:这|那|上面|刚才)(?:个|些|组)?)?(?:数字?|数据|数值|金额|说法|统计)|这是|那是|^是|说的是|截至|截止|这个数|这数|那个数|数据$|数字$"
)
_WHO_SAID = re.compile(
    r"^(?:这|那)?(?:个|些|句|番)?(?:数字?|数据|话|说法|情况)?(?:都|又)?(?:是)?(?P<who>谁|哪位|哪个(?:人|部门|单位)|什么人)(?P<did>说|讲|介绍|透露|提到|公布|给|提供|告诉)(?:出)?(?:的|了)?(?:这(?:话|些|个|个数字?|些数字?|些数据))?$"
)
_OTHERS = re.compile(
    r"^(?:除了[^，,]{1,10}(?:之外|以外)?[，,]?)?还有(?:没有)?(?:别的|其[他它](?:的)?|哪些别的|哪些其他的?|哪些|什么|哪位|谁)(?P<what>(?![吗呢没])[^，,是有了]{1,14}?)(?:吗|呢|没有)?$"
)
_MORE = re.compile(
    r"^(?:除了(?:这些|这个|它们?|他们|她们)?(?:之外|以外)?[，,]?)?(?:还有(?:呢|吗|谁|没有|哪些|别的|其[他它](?:的)?|什么|更多)*(?:吗|呢)?|(?:其他|别的|其余|剩下)(?:的)?(?:呢|还有哪些|有哪些)?|没了吗|就这些吗?)$"
)
_DETAIL = re.compile(
    r"^(?:具体(?:呢|点|一点|说说|讲讲|是什么)?|详细(?:说说|讲讲|一点|呢)?|展开(?:讲讲|说说)|多说(?:一)?点|能?(?:详细|具体)?(?:介绍|讲|说)(?:讲|说)?(?:一下|说|讲)?)$"
)
_PICK = re.compile(
    r"^(?:是|我(?:选|问的是|指的是))?第?(?P<n>[一二三四五1-5])(?:个|家|种|项|座|条|位)?(?:吧|呢)?$|^(?P<former>前者|前一个)|^(?P<latter>后者|后一个)"
)
_ORDINAL = re.compile(
    r"^(?:那|其中(?:的)?)?(?:第(?P<n>[一二三四五六七八九1-9])|(?P<last>最后一))(?:个|家|种|项|座|条|位|所|名|类|大)(?P<rest>.{0,20})$"
)
_NUMBER = {c: n for n, c in enumerate("一二三四五六七八九", start=1)}


def picked(text: str, last: Exchange) -> str | None:
    """The reading that a turn chooses after the assistant asked back."""
    if not last.choices:
        return None
    match = _PICK.match(strip_question(in_script(text, "zh-Hans"))[0])
    if match is not None:
        number = 1 if match["former"] else len(last.choices) if match["latter"] else 0
        number = number or _NUMBER.get(match["n"], 0) or int(match["n"])
        return last.choices[number - 1] if number <= len(last.choices) else None
    core = core_of(text)
    holding = [choice for choice in last.choices if core and core in choice]
    return holding[0] if len(holding) == 1 and len(core) <= 12 else None


def _statement(exchange: Exchange, answered: bool = False) -> str:
    """The last question as a statement, with its short answer or without what it asked for."""
    frame = frame_of(exchange.question)
    short = exchange.short or ""
    if answered and frame.asked and 0 < len(short) <= 24:
        verb = re.match(r"有|是|叫", frame.asked)
        return frame.text.replace(frame.asked, (verb.group() if verb else "") + short, 1)
    text = frame.text.replace(frame.asked, "", 1) if frame.asked else frame.text
    return re.sub(r"(?:是|为|有|达到|达|在|叫)$", "", text)


def remark(asked: str, turn: str, past: Sequence[Exchange]) -> Standalone | None:
    """为什么？ 怎么做到的？ 真的吗？ 还有呢？: said of the last answer as a whole."""
    last = past[-1]
    if len(past) > 1 and re.search(r"^为什么|怎么做到的", last.question):
        # What is doubted or asked further is the fact, not its reason.
        last = past[-2] if not _WHY.match(asked) else last
    whole = strip_question(last.question)[0]
    full = re.sub(r"[？?。！!\s]+$", "", turn.strip())
    if _WHY.match(asked) or _WHY.match(full):
        text = f"为什么{_statement(last)}？" if not whole.startswith("为什么") else last.question
    elif _HOW.match(asked) or _HOW.match(full):
        text = f"{_statement(last)}是怎么做到的？"
    elif _REALLY.match(asked) or _REALLY.match(full):
        text = f"{_statement(last, answered=True)}吗？"
    elif (said := _WHO_SAID.match(asked)) is not None:
        text = f"{said['who']}{said['did']}{_statement(last, answered=True)}？"
    elif (dated := _WHEN_SAID.match(asked)) is not None and _POINTS_AT_FIGURE.search(asked):
        when = re.sub(r"^哪年", "哪一年", dated["when"])
        meant = _with_figure(dated["value"], past) or last
        text = f"{_statement(meant, answered=True)}是{when}的数据？"
    elif (others := _OTHERS.match(full)) is not None:
        whose, what = _whose_others(last), others["what"]
        text = f"{whose if whose not in what else ''}还有哪些{what}？"
        if what == "原因" and whole.startswith("为什么"):
            text = last.question
    elif _AGAIN.match(asked) or _AGAIN.match(full):
        text = last.question
    elif _MORE.match(asked) or _MORE.match(full):
        text = (
            last.question if re.search(r"哪|什么", whole) else f"{frame_of(whole).topic}还有哪些？"
        )
    elif _DETAIL.match(asked):
        text = f"介绍一下{frame_of(whole).topic or whole}。"
    else:
        return None
    return Standalone(text, (last.question,))


def _with_figure(value: str, past: Sequence[Exchange]) -> Exchange | None:
    """The exchange whose answer begins with the digits that a turn repeats: 109万多这个数."""
    digits = re.search(r"[0-9]+(?:\.[0-9]+)?", value)
    if digits is None:
        return None
    return next((e for e in reversed(past) if (e.short or "").startswith(digits.group())), None)


def _whose_others(last: Exchange) -> str:
    """Where or of what others are asked for: the place of the last question, else its thing."""
    places = places_named(last.question)
    frame = frame_of(last.question)
    return places[-1] if places else head_name(last.question) or entity_of(frame)


def item_meant(asked: str, past: Sequence[Exchange]) -> Standalone | None:
    """第二个是什么: the second item of the last enumeration."""
    match = _ORDINAL.match(asked)
    if match is None:
        return None
    noun = "".join(own_nouns(match["rest"][:4]))
    if noun and not is_attribute(noun):
        # 第一家银行是哪家: a noun follows that was not listed.
        return None
    for exchange in reversed(past):
        items = items_of(exchange.said)
        if len(items) < 2:
            continue
        number = (
            len(items) if match["last"] else _NUMBER.get(match["n"] or "", 0) or int(match["n"])
        )
        if number > len(items):
            return None
        item = items[number - 1]
        rest = match["rest"]
        other = next((i for i in items if i != item and i in past[-1].question), None)
        if other is not None and not rest.strip("呢"):
            # 第二家呢, after something was asked of the first one.
            return Standalone(past[-1].question.replace(other, item, 1), (item,))
        return Standalone(f"{item}{rest or '是什么'}？", (item,))
    return None
