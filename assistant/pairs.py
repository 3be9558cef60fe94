"""What is said of two at once: 两者的差距, 多多少 after two figures, 另一个呢 after a comparison.

>>> asked = [Exchange("东河区城镇居民收入是多少？"), Exchange("东河区农村居民收入是多少？")]
>>> of_two("相差多少？", asked).text
'东河区城镇和农村居民收入相差多少？'
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from .compared import LESS, MORE
from .comparison import comparison_of
from .dialogue import Exchange, Standalone
from .ellipsis import replaced
from .frame import TIME, Frame, frame_of, strip_question
from .named import places_named
from .tagging import tagged

_MOVED = re.compile(r"(?:同比|环比|比(?:上|去|前)年|分别|平均)$")
_SHORTEST_PART = 2
_YEARS = re.compile(r"(?:19|20)[0-9]{2}年?和(?:19|20)[0-9]{2}")
_DONE = re.compile(r"^(?:有|是|为|达到?|约|共|一共|总共)+|(?:了|过|出|到|达到?)+$")
_COMPARED = re.compile(
    r"(?:同比|环比|[比较跟与和同]).*$|^(?:增|减|涨|跌|提高|下降|降|升|上升|增长)[^，,]{0,3}$"
)
_QUANTITY = re.compile(r"多少|几")
_ADJECTIVES = "|".join((*MORE, *LESS))
_TWO = re.compile(
    r"^(?:那么|那)?(?:这|那)?(?:两者|二者|两[边地年家村镇县区市]|两个(?:地方|数字?|[年村镇县区市])?|它们(?:俩|两个)?)(?:之间)?的?(?P<rest>(?:比|之比|差|相差|差距|总|一共|合计|加起来|哪|谁).*)$"
)
_TOGETHER = re.compile(
    r"^(?:那么|那)?(?:一共|总共|合计|加起来|合起来|加在一起)(?:一共|总共)?(?:是|有)?(?:(?:多少|几).{0,4})?$"
)
_WHICH_MORE = re.compile(
    rf"^(?:那么|那)?(?:哪(?:个|边|里|家|一?年|个?[村镇县区市])|谁)的?(?P<moved>增长|增加|上涨|涨|降|发展|变化)?(?:得|的)?(?:更|比较|要)?(?P<adj>{_ADJECTIVES})(?:一些|一点)?$"
)
_GREW = re.compile(
    r"^(?:那么|那)?(?:增加|增长|增多|减少|下降|提高|上涨|涨|降|变化)(?:了|多)?(?:多少|几).{0,4}$"
)
_THAN_ANOTHER = re.compile(
    rf"^(?:那么|那)?(?:它|这)?(?P<than>比(?!例|如|较|赛|重|值|率).{{1,12}}?(?:{_ADJECTIVES}|增|减|涨|降|提高|下降|快|慢).*)$"
)
_THAN_THE_FIRST = re.compile(
    r"^(?:那么|那)?比(?:前面|前|上|刚才)(?:那?个|一个|者|那?家)(?:[^，,]{0,2})?(?:多|少|高|低|大|小|长|短|贵)了?(?:多少|几).{0,4}$"
)
_WITH_MORE = re.compile(
    r"^(?:那么|那)?(?:再)?(?:加上|算上)(?P<other>[^，,]{1,12}?)(?:的话)?[，,]?(?:(?:一共|总共|合计|呢).*)$"
)
_BY_HOW_MUCH = re.compile(
    r"^(?:那么|那)?(?:两者|之间)?(?:相差|差|多|少|高|低|大|小|便宜|贵|快|慢|长|短|早|晚)了?(?:多少|几).{0,4}$"
)
_WITH = re.compile(
    r"^(?:那么|那)?(?:(?:跟|和|与|同|比起|相比)(?P<other>[^，,]{1,12}?)(?:相?比(?:起来|较)?)(?:怎么样|如何|怎样)?"
    r"|比(?!例|如|较|赛|重|值|率|价|分)(?P<than>[^，,]{1,8}))$"
)
_THE_ONE = re.compile(
    r"^(?:那么|那)?(?:(?P<former>前者|前一个|前面那?个)|(?:后者|后一个|后面那?个))(?P<rest>.*)$"
)
_THE_OTHER = re.compile(r"^(?:那么|那)?另(?:外)?一?(?:个|家|座|位|条|所|种|方)(?P<rest>.*)$")


def of_two(turn: str, past: Sequence[Exchange]) -> Standalone | None:
    """两者的差距, 多多少, 另一个呢: said of the two that were compared or asked for in turn."""
    asked, particle = strip_question(turn)
    if (other := _THE_OTHER.match(asked)) is not None:
        return _other(other["rest"], past)
    beside = _WITH.match(asked)
    if beside is not None and (beside["other"] or particle == "呢"):
        # 跟省会比呢: how far apart they are.
        measured = measure_of(frame_of(past[-1].question))
        set_against: str = beside["other"] or beside["than"]
        text = f"{measured}和{set_against}相差多少？"
        if TIME.fullmatch(re.sub("(?:的?同期|的时候)$", "", set_against)):
            # 比去年呢: articles tell how it moved.
            text = f"{measured}比{set_against}增长多少？"
        return Standalone(text, (measured,)) if measured else None
    if (alone := _THE_ONE.match(asked)) is not None:
        return _one_of_two(alone["rest"], past, former=bool(alone["former"]))
    if _THAN_THE_FIRST.match(asked) and (sides := _last_two(past)):
        return Standalone(f"{sides}相差多少？", (sides,))
    if (than := _THAN_ANOTHER.match(asked)) is not None:
        measured = measure_of(frame_of(past[-1].question))
        whether = turn[len(turn.rstrip("？?。 ")) - 1 :].startswith("吗")
        ending = "吗？" if whether else "？"
        return Standalone(f"{measured}{than['than']}{ending}", (measured,)) if measured else None
    if (more := _WITH_MORE.match(asked)) is not None:
        measured = measure_of(frame_of(past[-1].question))
        sides = f"{measured}和{more['other']}"
        return Standalone(f"{sides}一共有多少？", (measured,)) if measured else None
    if (settled := _of_the_last_two(asked, past)) is not None:
        return settled
    two = _TWO.match(asked)
    if two is None and _BY_HOW_MUCH.match(asked) is None:
        return None
    compared = next((c for e in reversed(past[-3:]) if (c := comparison_of(e.question))), None)
    if compared is not None:
        one, second = (re.sub(r"[是有]多.{0,2}？$", "", q) for q in compared.questions)
        sides = f"{one}和{second}"
    elif not (sides := _last_two(past)):
        return None
    rest = two["rest"] if two is not None else "相差多少"
    if (which := _WHICH_MORE.match(rest)) is not None:
        return Standalone(f"{sides}，{_which(which)}？", (sides,))
    if _TOGETHER.match(rest):
        rest = "一共有多少"
    elif rest.startswith("差") and _BY_HOW_MUCH.match(rest):
        rest = f"相{rest}"
    return Standalone(
        f"{sides}{'' if rest.startswith(('相差', '一共')) else '的'}{rest}？", (sides,)
    )


def _of_the_last_two(asked: str, past: Sequence[Exchange]) -> Standalone | None:
    """一共多少家, 哪个多, after two figures of a kind; 增加了多少 after those of two years."""
    which = _WHICH_MORE.match(asked)
    together = _TOGETHER.match(asked) is not None
    if which is None and not together and _GREW.match(asked) is None:
        return None
    sides = _last_two(past)
    if not sides and together:
        return _summed_up(past[-1])
    if not sides or not (which or together or _YEARS.match(sides)):
        return None
    said = "一共有多少" if together else "相差多少"
    said = f"，{_which(which)}" if which is not None else said
    return Standalone(f"{sides}{said}？", (sides,))


def _which(match: re.Match[str]) -> str:
    return f"哪个{match['moved'] or ''}更{match['adj']}"


def _summed_up(last: Exchange) -> Standalone | None:
    """一共呢: the last question again, of the whole."""
    frame = frame_of(last.question)
    asks = frame.verb or frame.asked
    if not _QUANTITY.search(frame.asked) or re.search("[一总]共", frame.text):
        return None
    at = frame.text.find(asks)
    return Standalone(f"{frame.text[:at]}一共{frame.text[at:]}？", (last.question,))


def _one_of_two(rest: str, past: Sequence[Exchange], *, former: bool) -> Standalone | None:
    """前者, 后者: one of the two that were compared or asked for in turn."""
    compared = comparison_of(past[-1].question)
    at = 0 if former else 1
    if compared is not None:
        base = compared.questions[at]
    elif len(past) > 1 and _last_two(past):
        base = past[at - 2].question
    else:
        return None
    rest = rest.removeprefix("的")
    if not rest:
        return Standalone(base, (base,))
    if frame_of(rest).asked:
        named = frame_of(base).entity
        return Standalone(f"{named}{rest}？", (named,)) if named else None
    text = replaced(rest, base)
    return None if text is None else Standalone(text, (base,))


def _other(rest: str, past: Sequence[Exchange]) -> Standalone | None:
    """另一个呢: of two that were named together, the one that was not asked for last."""
    last = past[-1].question
    for exchange in reversed(past):
        names = places_named(exchange.question)
        compared = comparison_of(exchange.question)
        pair = compared.labels if compared is not None else tuple(names[:2])
        if len(pair) != 2:
            continue
        named = [name for name in pair if name in last]
        if len(named) != 1:
            continue
        new = pair[1] if named[0] == pair[0] else pair[0]
        if rest.strip("呢"):
            return Standalone(f"{new}{rest}？", (new,))
        return Standalone(last.replace(named[0], new, 1), (new,))
    return None


def _last_two(past: Sequence[Exchange]) -> str:
    """The last two measures in one, where they differ in one part: 城镇居民和农村居民收入, or ""."""
    if len(past) < 2:
        return ""
    one, other = (measure_of(frame_of(e.question)) for e in past[-2:])
    if not one or not other or one == other:
        return ""
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    borders = {0, *itertools.accumulate(len(word) for word, _ in tagged(one))}
    # 城镇|居民 may be cut inside a word of the dictionary, 南|屿县 and 202|2年 may not.
    inside = min(len(one), len(other)) - head - tail < _SHORTEST_PART
    while tail and (
        (inside and len(one) - tail not in borders) or one[len(one) - tail] in "省市县区镇乡村"
    ):
        # 东河|镇 and 西河|镇 are whole names.
        tail -= 1
    while inside and head and head not in borders:
        head -= 1
    if head + tail < 2:
        return ""
    first, second = one[head : len(one) - tail], other[head : len(other) - tail]
    if not first or not second:
        return ""
    same = one[len(one) - tail :]
    if same.startswith("年"):
        first += "年"
    return f"{one[:head]}{first}和{second}{same}"


def measure_of(frame: Frame) -> str:
    """All that was measured or counted, without how it moved: 东河区农村居民收入|同比.

    What was done belongs to it where no noun says what is measured: 东河区|接待游客.
    """
    done = _DONE.sub("", _COMPARED.sub("", frame.verb))
    if frame.counted or frame.attribute or not frame.subject or not _QUANTITY.search(frame.asked):
        done = ""
    return _MOVED.sub("", f"{frame.measured}{done}")
