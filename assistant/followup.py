"""Make a follow-up stand alone, from the exchanges before it and without a language model.

What a turn leaves out is taken from the earlier questions and from what was answered: a part of the
same type is replaced (那农村居民呢), a pronoun or a bare class word (它, 该镇, 市场) takes what it
stands for, a turn with no subject goes on with the last one. A turn that names its own topic is left
alone; one that may mean two things gives both readings.

>>> standalone("那农村居民呢？", [Exchange("东河区城镇居民人均可支配收入是多少？")]).text
'东河区农村居民人均可支配收入是多少？'
>>> standalone("西山有哪些医院？", [Exchange("东河区城镇居民人均可支配收入是多少？")]).text
'西山有哪些医院？'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from .antecedents import (
    PRONOUN,
    bare_class,
    entity_of,
    items_of,
    persons_in,
    places_named,
    resolve,
)
from .dialogue import Exchange, Standalone
from .ellipsis import core_of, is_ellipsis, replaced
from .followup_english import english_standalone
from .frame import (
    GENERIC_NOUNS,
    ROLE,
    TIME,
    Frame,
    frame_of,
    is_attribute,
    is_specific,
    own_nouns,
    strip_question,
)
from .language import detect_language, in_script

__all__ = ["Exchange", "Standalone", "standalone"]

Spelled = Callable[[str], Sequence[tuple[str, str]]]

_CORRECTION = re.compile(
    r"^(?:(?:哦|噢|呃|嗯)[，,]?)?(?:不对|不是(?:的|这个)?|错了|你(?:弄|搞|理解)错了|说错了|更正(?:一下)?)?[，,。\s]*"
    r"(?:我(?:想)?(?:问|说|指|要)的?(?:是|的是)|我是(?:想)?(?:问|说|指)(?:的)?|应该是|我问)(?:的是|的)?[，,：:\s]*(?=.)"
)
_NOT_BUT = re.compile(r"^(?:我(?:问|说|指)的)?不是.{1,16}?[，,、]\s*(?:而)?(?:是|问的是)?(?=.)")
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
    r"^(?:(?:这|那)?(?:是)?(?:哪里|哪儿|哪篇(?:文章|报道)?|谁)(?:写|说|报道|提到)的|出处(?:呢|是哪里|在哪)?|来源(?:呢|是什么)?|依据(?:呢|是什么)?|(?:有)?证据(?:吗|呢)?|原文(?:呢|是什么|怎么写的)?|再说一遍)$"
)
_MORE = re.compile(
    r"^(?:还有(?:呢|吗|哪些|别的吗|其他的吗|什么)?|(?:其他|别的|其余|剩下)(?:的)?(?:呢|还有哪些|有哪些)?|没了吗|就这些吗?)$"
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
# What is said of a figure rather than of the thing that has it.
_OF_THE_MEASURE = re.compile(
    r"^(?:(?:同比|环比|比(?:上|去|前)年|分别|又|还|平均|大约|每年|一共|总共|这些年)*(?:增长|增加|下降|减少|降低|提高|上涨|下跌|涨|跌|翻|占|排|位列|缩小|扩大|变化)"
    r"|比(?:上|去|前)|达标|相当于|够|超过|达到)"
)
_LOOKS_BACK = re.compile(
    r"^(?:回到|再说(?:回)?|说回|刚才(?:说|问|提到)?的?|前面(?:说|问|提到)?的?)"
)
_PREPOSITIONS = ("在", "从", "对", "给", "为", "由")
_LONGEST_TOPIC = 24
_MOST_CHOICES = 4
_QUOTED = re.compile(r"[“「『《][^”」』》]{2,30}[”」』》]")


def standalone(
    question: str,
    earlier: Sequence[Exchange | str],
    depends: Callable[[str], bool] | None = None,
    spelled: Spelled | None = None,
) -> Standalone:
    """`question` made to stand alone after the `earlier` exchanges, oldest first.

    A plain string is an exchange whose answer is not known. `depends(question)` says whether a turn
    without pronoun or ellipsis goes on with the last topic; without it, turns that name nothing do.
    `spelled` finds names that English spells in pinyin, for turns that change the language.
    """
    text = question.strip()
    past = [e if isinstance(e, Exchange) else Exchange(e) for e in earlier]
    if not past or not text:
        return Standalone(text)
    if (picked := _picked(text, past[-1])) is not None:
        return Standalone(picked, (picked,))
    language = detect_language(text)
    if language == "en":
        return english_standalone(text, past, depends)
    simple = [_simplified(exchange, spelled) for exchange in past]
    turn = in_script(text, "zh-Hans")
    found = _chinese(turn, simple, depends)
    if not found.rewritten and not found.choices:
        return Standalone(text)
    if language != "zh-Hant":
        return found
    printed = [text, *(e.question for e in past), *(e.short or "" for e in past)]
    return Standalone(
        _traditional(found.text, printed) if found.rewritten else text,
        tuple(_traditional(words, printed) for words in found.carried),
        tuple(_traditional(choice, printed) for choice in found.choices),
    )


def _simplified(exchange: Exchange, spelled: Spelled | None) -> Exchange:
    question = exchange.question
    if detect_language(question) == "en":
        # Only the names of an English question can stand in a Chinese one.
        names = [han for _, han in spelled(question)] if spelled is not None else []
        year = re.search(r"(?:19|20)[0-9]{2}", question)
        question = (f"{year.group()}年" if year else "") + "".join(dict.fromkeys(names))
        return Exchange(question, in_script(exchange.said, "zh-Hans"), None)
    return Exchange(
        in_script(question, "zh-Hans"),
        in_script(exchange.said, "zh-Hans"),
        in_script(exchange.short, "zh-Hans") if exchange.short else None,
    )


def _traditional(text: str, printed: Sequence[str]) -> str:
    """`text` in traditional characters, names as they were `printed` before."""
    converted: list[str] = []
    position = 0
    plain = [(in_script(p, "zh-Hans"), p) for p in printed if p]
    plain = [(simple, p) for simple, p in plain if len(simple) == len(p) and simple != p]
    pending = ""
    while position < len(text):
        size = min(12, len(text) - position)
        match: str | None = None
        while size >= 2 and match is None:
            piece = text[position : position + size]
            match = next(
                (p[s.index(piece) : s.index(piece) + size] for s, p in plain if piece in s), None
            )
            size -= match is None
        if match is None:
            pending += text[position]
            position += 1
            continue
        converted += [in_script(pending, "zh-Hant"), match]
        pending = ""
        position += size
    return "".join([*converted, in_script(pending, "zh-Hant")])


def _picked(text: str, last: Exchange) -> str | None:
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


def _chinese(
    turn: str, past: Sequence[Exchange], depends: Callable[[str], bool] | None
) -> Standalone:
    last = past[-1]
    corrected = _NOT_BUT.sub("", turn)
    corrected = _CORRECTION.sub("", corrected) if corrected == turn else corrected
    if corrected != turn:
        if not frame_of(corrected).asked and (text := replaced(corrected, last.question)):
            return Standalone(text, (last.question,))
        turn = corrected
    back = _LOOKS_BACK.sub("", turn)
    looks_back = back != turn
    if looks_back and PRONOUN.match(back) is None:
        turn = back.lstrip("，, ")
        named, _, rest = turn.partition("，")
        if rest and own_nouns(rest):
            return Standalone(f"{named}的{rest}", (named,))
    asked = strip_question(turn)[0]
    return (
        _stock(asked, turn, past)
        or _ordinal(asked, past)
        or _elliptical(turn, past)
        or _pronoun(turn, past)
        or _class_word(turn, past)
        or _gap(turn, past)
        or _going_on(turn, past, depends)
        or Standalone(turn, (turn,) if corrected == turn and looks_back else ())
    )


def _statement(exchange: Exchange, answered: bool = False) -> str:
    """The last question as a statement, with its short answer or without what it asked for."""
    frame = frame_of(exchange.question)
    short = exchange.short or ""
    if answered and frame.asked and 0 < len(short) <= 24:
        verb = re.match(r"有|是|叫", frame.asked)
        return frame.text.replace(frame.asked, (verb.group() if verb else "") + short, 1)
    text = frame.text.replace(frame.asked, "", 1) if frame.asked else frame.text
    return re.sub(r"(?:是|为|有|达到|达|在|叫)$", "", text)


def _stock(asked: str, turn: str, past: Sequence[Exchange]) -> Standalone | None:
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


def _ordinal(asked: str, past: Sequence[Exchange]) -> Standalone | None:
    """第二个是什么: the second item of the last enumeration."""
    match = _ORDINAL.match(asked)
    if match is None or own_nouns(re.sub(r"^.*?(?:个|家|种|项|座|条|位|所|名|类)", "", asked)[:4]):
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
        return Standalone(f"{item}{rest or '是什么'}？", (item,))
    return None


def _elliptical(turn: str, past: Sequence[Exchange]) -> Standalone | None:
    if not is_ellipsis(turn):
        return None
    core = core_of(turn)
    if PRONOUN.match(core) and not core.startswith(("其中", "里面")):
        # 那它的面积呢: the pronoun first, then what is asked of it.
        resolved = _pronoun(f"{core}是多少？", past)
        return resolved if resolved is not None and len(core) > 3 else None
    base = _base_for(core, past)
    text = replaced(core, base.question)
    if text is None:
        topic = _compact(frame_of(base.question), [])
        if not topic or not own_nouns(core) or topic in core:
            return None
        text = f"{topic}{core}是多少？"
    return Standalone(text, (base.question,))


def _base_for(core: str, past: Sequence[Exchange]) -> Exchange:
    """The exchange that an ellipsis goes on with.

    The last one, but for 那A的Y, where A was spoken of earlier and the last one is of another thing.
    """
    match = re.match(r"(.{2,10}?)的.", core)
    if match is not None and match[1] not in past[-1].question and own_nouns(match[1]) != []:
        for exchange in reversed(past[:-1]):
            if match[1] in exchange.question:
                return exchange
    return past[-1]


def _pronoun(turn: str, past: Sequence[Exchange]) -> Standalone | None:
    match = PRONOUN.search(turn)
    if match is None:
        return None
    last = frame_of(past[-1].question)
    written = match.group()
    rest = turn[match.end() :]
    if match["statement"]:
        topic = _topic(past) or past[-1].question
        return _joined(turn[: match.start()], topic, rest)
    if match["inside"]:
        inner = written.startswith("里") and places_named(last.entity)[-1:] != [last.entity]
        things = (entity_of(last) if inner else _counted_last(past)) or last.topic
        if not things or things in turn:
            return None
        return _joined(turn[: match.start()], things, written + rest)
    found = [f for f in resolve(written, past) if f]
    if match["thing"] and _OF_THE_MEASURE.match(rest) and len(found) <= 1:
        found = [last.things if last.counted else last.topic]
    found = [f for f in found if f]
    if not found:
        found = [f for f in (_compact(last, own_nouns(turn)),) if f]
    if not found:
        return None
    if len(found) > 1 and not match["plural"]:
        readings = [_joined(turn[: match.start()], f, rest).text for f in found[:_MOST_CHOICES]]
        return Standalone(turn, choices=tuple(dict.fromkeys(readings)))
    result = _joined(turn[: match.start()], found[0], rest)
    persons = persons_in(past[-1].question)
    if (
        match["place"]
        and persons
        and turn.startswith(_PREPOSITIONS)
        and persons[0] not in result.text
    ):
        return Standalone(persons[0] + result.text, (persons[0], *result.carried))
    return result


def _counted_last(past: Sequence[Exchange]) -> str:
    """What was counted or listed last, with whose it is: 其中最大的 is one of them."""
    for exchange in reversed(past):
        frame = frame_of(exchange.question)
        if frame.counted:
            return frame.entity + (frame.counted if frame.counted not in frame.entity else "")
    return frame_of(past[-1].question).things


def _joined(before: str, words: str, after: str) -> Standalone:
    """`words` between `before` and `after`; what both say is said once."""
    before = re.sub(r"^(?:那么|那|还有)[，,\s]*", "", before)
    for size in range(min(len(words), len(after)), 0, -1):
        if words.endswith(after[:size]) and (size > 1 or after[0] in "村镇乡县区市省园校"):
            after = after[size:]
            break
    return Standalone(f"{before}{words}{after}", (words,) if words else (after[:8],))


def _class_word(turn: str, past: Sequence[Exchange]) -> Standalone | None:
    """市场的负责人是谁: the class word stands for the thing of that class spoken of last."""
    plain = re.sub(r"^(?:那么|那)[，,]?", "", turn)
    match = bare_class(plain)
    if match is None or _names_itself(plain):
        return None
    found = resolve(match["class"], past)
    if len(found) != 1 or found[0] in plain:
        return None
    text = plain[: match.start()] + found[0] + plain[match.end() :]
    if match.start() > 0:
        return Standalone(text, (found[0],))
    return _joined("", found[0], plain[match.end() :])


def _names_itself(turn: str) -> bool:
    """Whether a turn names a place, a person, or something in quotation marks."""
    # The tagger calls many words of two characters a name.
    persons = [
        name
        for name in persons_in(turn)
        if len(name) > 2 or re.search(rf"(?:^|[在从给对和与是到由，,]){re.escape(name)}", turn)
    ]
    return bool(places_named(turn) or persons or _QUOTED.search(turn))


def _topic(past: Sequence[Exchange]) -> str:
    """What the last exchange was about, as words that a predicate may follow.

    >>> _topic([Exchange("石桥区要建几个公园？"), Exchange("石桥区要建公园打算花多少钱？")])
    '石桥区要建公园'
    """
    question = past[-1].question
    frame = frame_of(question)
    topic = frame.topic
    if frame.asked and not frame.counted and frame.attribute:
        topic = entity_of(frame) or topic
    if frame.counted in GENERIC_NOUNS:
        topic = frame.subject
    if not frame.subject or (
        frame.rest and frame.asked and not frame.counted and "哪" not in frame.asked
    ):
        topic = _named_before(past, list(own_nouns(frame.text))) or topic
    if len(past) > 1:
        before = _topic(past[:-1])
        if len(before) > len(topic) and before in question:
            return before
    return topic


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


def _gap(turn: str, past: Sequence[Exchange]) -> Standalone | None:
    """那平阳有多少家: a place and a measure word without the noun that it counts."""
    frame = frame_of(turn)
    if not frame.asked or frame.counted or frame.rest or frame.attribute or not frame.entity:
        return None
    if not re.search(r"多少|几", frame.asked) or not _names_itself(frame.entity):
        return None
    if own_nouns(frame.entity) not in (
        [],
        [frame.entity],
        own_nouns(places_named(frame.entity)[0] if places_named(frame.entity) else frame.entity),
    ):
        return None
    base = frame_of(past[-1].question)
    if not re.search(r"多少|几", base.asked):
        return None
    measure = re.sub(r"^有?(?:多少|几)", "", frame.asked)
    if measure and not base.asked.endswith(measure):
        return None
    text = replaced(frame.time + frame.entity, past[-1].question)
    return None if text is None else Standalone(text, (past[-1].question,))


def _compact(frame: Frame, nouns: Sequence[str]) -> str:
    """The entity of a question and what was counted, without what `nouns` say again."""
    entity = entity_of(frame)
    counted = "" if frame.counted in GENERIC_NOUNS else frame.counted
    if any(
        noun in counted
        or counted in noun
        or ROLE.search(noun)
        or (is_attribute(noun) and is_specific(noun))
        for noun in nouns
    ):
        counted = ""
    if any(noun in entity for noun in nouns):
        places = places_named(entity)
        entity = places[-1] if places and not any(n in places[-1] for n in nouns) else ""
    words = entity + (counted if counted not in entity else "")
    if not words:
        words = frame.attribute if not any(noun in frame.attribute for noun in nouns) else ""
    return words[:_LONGEST_TOPIC]


def _going_on(
    turn: str, past: Sequence[Exchange], depends: Callable[[str], bool] | None
) -> Standalone | None:
    """A turn without a subject of its own is about the last one."""
    if _names_itself(turn):
        return None
    asked = strip_question(turn)[0]
    nouns = own_nouns(asked)
    own = frame_of(turn)
    relational = is_attribute(own.entity + own.attribute or asked) and not is_specific(
        own.attribute
    )
    marked = turn.startswith("那") or (relational and not own.entity)
    if nouns and not marked and not (depends(turn) if depends is not None else len(nouns) <= 2):
        return None
    base = past[-1]
    frame = frame_of(base.question)
    if not nouns and _OF_THE_MEASURE.match(asked):
        carried = frame.measured
    elif not nouns and re.match(r"(?:都|也|又)?(?:是|叫|有)", asked):
        carried = frame.things or _topic(past)
    elif not nouns:
        carried = _topic(past)
    else:
        sibling = own.asked and not own.counted and not own.attribute and own.subject
        if frame.counted and sibling and re.search(r"多少|几", own.asked):
            # Another thing is counted in the same place: 医生有多少名 after 床位.
            frame = replace(frame, counted="")
        carried = _compact(frame, [*nouns, "".join(nouns)])
    if not carried:
        carried = next(
            (c for e in reversed(past[:-1]) if (c := _compact(frame_of(e.question), nouns))), ""
        )
    carried = re.sub(r"^的|的$", "", carried)
    if not carried or carried in turn:
        return None
    plain = re.sub(r"^(?:那么|那|还有)(?![个家])[，,\s]*", "", turn)
    year = TIME.match(plain)
    if year is not None and frame.time and carried.startswith(frame.time):
        carried = carried[len(frame.time) :]
    at = year.end() if year is not None else 0
    joined = _joined("", carried, plain[at:].lstrip("，, "))
    return Standalone(plain[:at] + joined.text, joined.carried)
