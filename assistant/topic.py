"""What a conversation is about, as words that a further predicate may follow.

>>> from assistant.dialogue import Exchange
>>> topic_of([Exchange("石桥区要建几个公园？"), Exchange("石桥区要建公园打算花多少钱？")])
'石桥区要建公园'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .antecedents import answered_subject, entity_of, is_thing
from .attributes import ROLE, is_attribute, is_specific
from .dialogue import Exchange
from .frame import GENERIC_NOUNS, Frame, frame_of, modifiers_of, own_nouns
from .named import is_site, places_named

_MADE = re.compile(
    r"(?:已经?|都|也|现在)*(?:建成|建立|建设|建起|建|开设|开办|开|设立|设|成立|引进|引入|推出|办|有|拥有|上线)(?:了|过|起)?(?P<what>[一-鿿“”]{2,12})$"
)
_SET_UP = re.compile(
    r"(?:要|想|会|能|又|再)*(?:建设|建立|建|修建|修|开设|开办|开|设立|设|成立|推出|推行|推广|发展|举办|办|种|养|搞|做|上)(?:了|起了?)?(?P<what>[一-鿿“”]{2,10})$"
)
_A_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z]{3,16}")
_LONGEST_TOPIC = 24


def topic_of(past: Sequence[Exchange], turn: str = "") -> str:
    """What the last exchange was about, as words that a predicate may follow.

    >>> topic_of([Exchange("石桥区要建几个公园？"), Exchange("石桥区要建公园打算花多少钱？")])
    '石桥区要建公园'
    """
    question = past[-1].question
    frame = frame_of(question)
    if named := answered_subject(past[-1], turn) or name_given(past[-1]):
        return of_place(frame, named)
    topic = frame.topic
    if frame.asked and not frame.counted and frame.attribute:
        topic = f"{entity_of(frame)}{modifiers_of(frame.attribute)}" or topic
    if re.search("为什么|为何|怎么|如何|怎样", frame.asked):
        # What follows a reason is said of the place or thing, not of what happened to it.
        topic = made_of(frame) or entity_of(frame) or topic
    if frame.deed:
        topic = frame.deed
    own_thing = entity_of(frame)
    if frame.counted and not frame.rest and not frame.attribute and is_thing(own_thing):
        # 共配中心整合了几家企业: what comes next is said of the centre, not of the firms.
        topic = own_thing
    if frame.counted in GENERIC_NOUNS and not frame.rest:
        topic = frame.subject
    if not frame.asked and (made := _MADE.match(frame.verb)) is not None:
        # 南山县建了|零工市场|吗
        topic = frame.subject + made["what"]
    if not frame.subject or (
        frame.rest and frame.asked and not frame.counted and "哪" not in frame.asked
    ):
        topic = _named_before(past, list(own_nouns(frame.subject or frame.text))) or topic
    topic = _first_clause(topic)
    if len(past) > 1:
        before = topic_of(past[:-1], turn)
        if len(before) > len(topic) and before in question:
            return before
    return topic


def made_of(frame: Frame) -> str:
    """The thing that a reason or a way is asked of, with whose it is, or "".

    >>> made_of(frame_of("南山县为什么要办流动学堂？"))
    '南山县流动学堂'
    """
    if not re.search("为什么|为何|为啥|怎么|如何|怎样", frame.asked) or not frame.entity:
        return ""
    made = _SET_UP.match(frame.rest)
    return f"{entity_of(frame)}{made['what']}" if made is not None else ""


def _first_clause(topic: str) -> str:
    """老街改造 of 老街改造，铺面: what is spoken of first, without the part that was asked for."""
    return re.split("[，,]", topic)[0] or topic


def name_given(exchange: Exchange) -> str:
    """The name that was answered to what something is called, or "".

    >>> name_given(Exchange("东河县的“飞地”叫什么？", "", "东河创业园"))
    '东河创业园'
    """
    short = re.sub(r"[“”]", "", exchange.short or "")
    asks = re.search(r"(?:叫|名字是|名称是)(?:做)?(?:什么|啥)(?:名字)?[？?]?$", exchange.question)
    return short if asks and _A_NAME.fullmatch(short) and is_site(short) else ""


def of_place(frame: Frame, named: str) -> str:
    """The name that was answered, after the place where it was asked for: 南山县|石桥村."""
    if frame.asked.endswith(("什么", "啥", "名字")):
        place = next(iter(places_named(frame.subject)), "")
        return named if place in named or named[:2] in frame.subject else f"{place}{named}"
    return named if frame.subject in named else f"{frame.subject}{named}"


def _named_before(past: Sequence[Exchange], nouns: Sequence[str]) -> str:
    """The entity of the last question, or the one of an earlier question that it repeats, with
    the nouns of the last question."""
    question = past[-1].question
    entity = next(
        (
            e
            for exchange in reversed(past)
            if (e := entity_of(frame_of(exchange.question))) and e in question
        ),
        "",
    )
    if not entity:
        return ""
    return entity + "".join(n for n in nouns if n not in entity and not entity.endswith(n))


def compact(frame: Frame, nouns: Sequence[str], turn: Frame | None = None) -> str:
    """The entity of a question and what was counted, without what `nouns` say again.

    What was done goes on with it (南山县|建学校) where `turn` neither counts nor measures another thing.
    """
    counts = turn is not None and (
        turn.attribute
        or (turn.subject and "多少" in turn.asked and re.fullmatch("[有是共达到]*", turn.verb))
    )
    if frame.deed and turn is not None and not counts:
        if not any(noun in frame.deed for noun in nouns):
            return _first_clause(frame.deed)[:_LONGEST_TOPIC]
        if places := places_named(frame.entity):
            # 东河县农户买牲畜保险, and the turn speaks of 牲畜: where it is remains to be said.
            return places[-1]
    entity = made_of(frame) or entity_of(frame)
    counted = "" if frame.counted in GENERIC_NOUNS or is_thing(entity) else frame.counted
    if any(
        noun in counted
        or counted in noun
        or ROLE.search(noun)
        or (is_attribute(noun) and is_specific(noun))
        for noun in nouns
    ):
        counted = ""
    again = next((noun for noun in nouns if entity.endswith(noun)), "")
    if again and len(entity) > len(again) + 1:
        # 东河图书馆|老馆, and the turn says 老馆 again.
        return entity.removesuffix(again)[:_LONGEST_TOPIC]
    if any(noun in entity for noun in nouns):
        places = places_named(entity)
        entity = places[-1] if places and not any(n in places[-1] for n in nouns) else ""
    words = entity + (counted if counted not in entity else "")
    product = modifiers_of(frame.attribute)
    if product and any(frame.attribute == product + noun for noun in nouns):
        # 民宿|收入, and the turn says 收入 again.
        words += product
    if not words:
        words = frame.attribute if not any(noun in frame.attribute for noun in nouns) else ""
    return words[:_LONGEST_TOPIC]
