"""What is said of two at once: 两者的差距, 多多少 after two figures, 另一个呢 after a comparison.

>>> asked = [Exchange("东河区城镇居民收入是多少？"), Exchange("东河区农村居民收入是多少？")]
>>> of_two("相差多少？", asked).text
'东河区城镇和农村居民收入相差多少？'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .antecedents import places_named
from .comparison import comparison_of
from .dialogue import Exchange, Standalone
from .frame import Frame, frame_of, strip_question

_MOVED = re.compile(r"(?:同比|环比|比(?:上|去|前)年|分别|平均)$")
_TWO = re.compile(
    r"^(?:那么|那)?(?:这|那)?(?:两者|二者|两边|两地|两个(?:地方|数字?)?|它们(?:俩|两个)?)(?:之间)?的?(?P<rest>(?:比|差|相差|差距|总|一共|合计|加起来|哪).*)$"
)
_BY_HOW_MUCH = re.compile(
    r"^(?:那么|那)?(?:两者|之间)?(?:相差|差|多|少|高|低|大|小|便宜|贵|快|慢|长|短|早|晚)了?(?:多少|几).{0,4}$"
)
_WITH = re.compile(
    r"^(?:那么|那)?(?:跟|和|与|同|比起|相比)(?P<other>[^，,]{1,12}?)(?:相?比(?:起来|较)?)(?:怎么样|如何|怎样)?$"
)
_THE_OTHER = re.compile(r"^(?:那么|那)?另(?:外)?一?(?:个|家|座|位|条|所|种|方)(?P<rest>.*)$")


def of_two(turn: str, past: Sequence[Exchange]) -> Standalone | None:
    """两者的差距, 多多少, 另一个呢: said of the two that were compared or asked for in turn."""
    asked = strip_question(turn)[0]
    if (other := _THE_OTHER.match(asked)) is not None:
        return _other(other["rest"], past)
    if (beside := _WITH.match(asked)) is not None:
        # 跟省会比呢: how far apart they are.
        measured = measure_of(frame_of(past[-1].question))
        sides = f"{measured}和{beside['other']}"
        return Standalone(f"{sides}相差多少？", (measured,)) if measured else None
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
    return Standalone(f"{sides}{'' if rest.startswith('相差') else '的'}{rest}？", (sides,))


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
    while tail and one[len(one) - tail] in "省市县区镇乡村":
        # 东河|镇 and 西河|镇 are whole names.
        tail -= 1
    if head + tail < 2:
        return ""
    first, second = one[head : len(one) - tail], other[head : len(other) - tail]
    if not first or not second:
        return ""
    return f"{one[:head]}{first}和{second}{one[len(one) - tail :]}"


def measure_of(frame: Frame) -> str:
    """All that was measured or counted, without how it moved: 东河区农村居民收入|同比."""
    return _MOVED.sub("", frame.measured)
