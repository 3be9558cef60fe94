"""What a turn leaves out, carried over from the exchanges before it: a pronoun, a class word, the noun
that is counted, the measure that a share or a growth is of, or the whole subject.

>>> carried_over("占全县的多少？", [Exchange("东河镇有多少家袜子企业？")], None).text
'东河镇袜子企业占全县的多少？'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from .antecedents import (
    PRONOUN,
    QUOTED,
    answered_subject,
    bare_class,
    by_what_they_are,
    entity_of,
    items_of,
    noun_at_end,
    resolve,
)
from .attributes import OF_A_MEASURE, is_attribute, is_specific
from .dialogue import Exchange, Standalone
from .ellipsis import replaced
from .frame import GENERIC_NOUNS, TIME, Frame, frame_of, modifiers_of, own_nouns, strip_question
from .named import (
    head_name,
    is_known_place,
    is_place,
    is_site,
    persons_in,
    places_named,
    wide_place,
)
from .pairs import measure_of
from .passing import one_side, steady
from .tagging import tagged
from .topic import compact, name_given, of_place, topic_of

# What is said of a figure rather than of the thing that has it.
_OF_THE_MEASURE = re.compile(
    r"^(?:(?:在全[国省市县区])?(?:排|位列|居|位居)|高于|低于|多于|少于|(?:同比|环比|比(?:上|去|前)年|分别|又|还|平均|大约|每年|一共|总共|这些年)*(?:增长|增加|下降|减少|降低|提高|上涨|下跌|涨|跌|翻|占|排|位列|缩小|扩大|变化)"
    rf"|比(?!如|较|赛)|(?:跟|和|与|同|较)[^，,]{{1,8}}?相?比|(?:哪(?:个|里|一个).{{0,2}})?最[高低多少大小快慢]|达标|相当于|够|超过|达到|具体(?:是|有)?(?:多少|几)|{OF_A_MEASURE})"
)
_WHOLE = re.compile(
    r"(?:^|(?<=[年月底，,在到]))全(?P<level>[省市县区镇乡村])(?![一-鿿]?(?:化|面|部))"
)
_PREPOSITIONS = ("在", "从", "对", "给", "为", "由")
_OFFICE = re.compile(
    r"[局处委办]的?(?:局长|处长|主任|负责人)|(?:^|[^乡镇县区市])(?:县长|区长|市长|局长)"
)
# 镇长, 县委书记, 村里的老人: whose it is says the level.
_OF_LEVEL = re.compile(
    r"^(?:那么|那)?(?:(?:原|前|现任?|新)?(?:[他她它]们?)?)?(?P<level>[省市县区镇乡村])(?=长(?!度|期|远)|委|支书|书记|主任|党委|党支|政府|集体|干部)"
)
# Predicates that say nothing of whom: 都是哪些行业的, 由谁出钱.
_SUBJECTLESS = re.compile(
    r"(?:都|也|又|还|各|分别|主要|其中)+(?:是|有|在|叫|由|靠|为|来自|做|干)|(?:是|由|靠)(?:哪|什么|谁|怎|多|几)"
    # 来的是哪个医院的: of those who come there.
    r"|[\u4e00-\u9fff]{1,2}的(?:都|又)?是(?:哪|什么|谁|怎|多|几)"
)
# 幼儿园|有几所: how many there are of the class, not of one of them.
_COUNTED_ANEW = re.compile(r"(?:一共|总共|又)?有?(?:多少|几)(?:所|家|座|个|条|处)")
_COUNTING_VERB = re.compile(
    "(?:一共|总共|现在|已经|已|共|又|也|都)*(?:有|是|达到?|增长|增加|上涨|涨|提高|下降|减少|降|多|少)?了?"
)
_HAPPENED = re.compile(r"了.{0,2}?(?:多少|几)")
_ASKS_NAME = re.compile("(?:又|都)?(?:叫|姓)(?:做)?(?:什么|啥)")
_ONE_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_INSTRUMENT = re.compile(r"(?:靠|用|通过|借助|凭|凭借|依靠|使用)$")
_MOST_CHOICES = 4
# 房子倒了几间: so short a turn names too little to open a topic, whatever words articles put it in.
_SPOKEN = 8


def carried_over(
    turn: str, past: Sequence[Exchange], depends: Callable[[str], bool] | None
) -> Standalone | None:
    """`turn` with what it leaves out; `None` for one that needs nothing of `past`."""
    if (pointed := pronoun(turn, past)) is not None:
        # 全市靠它: the pronoun, then whose whole it is.
        asks_whole = not pointed.choices and _WHOLE.search(turn) is not None
        whole = _whole(pointed.text, past, resolved=True) if asks_whole else None
        return pointed if whole is None else Standalone(whole.text, pointed.carried + whole.carried)
    return (
        _class_word(turn, past)
        or _officer(turn, past)
        or _whole(turn, past)
        or _gap(turn, past)
        or _going_on(turn, one_side(past), depends)
    )


def pronoun(turn: str, past: Sequence[Exchange]) -> Standalone | None:
    """Each reading of a turn with what its pronoun stands for; `None` where it has none."""
    match = PRONOUN.search(turn)
    if match is None or (match["that"] and _COUNTED_ANEW.match(turn[match.end() :])):
        return None
    before = tagged(turn[: match.start()])
    described = match["who"] and len(before) > 1 and before[0][1][:1] == "v"
    if described and _ASKS_NAME.match(turn[match.end() :]) is not None:
        # 领到拐杖|那个人叫什么: said of who it is in the turn itself.
        return None
    longer = tagged(turn[match.start("that") :])[0][0] if match["that"] else ""
    if len(longer) > len(match["that"] or longer) and not longer.endswith(("上", "里", "内")):
        # 那楼层高的: the class word only begins a longer one.
        return None
    last = frame_of(past[-1].question)
    written = match.group()
    rest = turn[match.end() :]
    if match["statement"]:
        topic = topic_of(past) or past[-1].question
        return _joined(turn[: match.start()], topic, rest)
    if match["inside"]:
        inner = "里" in written and places_named(last.entity)[-1:] != [last.entity]
        things = (
            entity_of(last) if inner else _counted_last(past, _measure_word(rest))
        ) or last.topic
        if not things or things in turn:
            return None
        things = things if last.asked != "谁" else noun_at_end(things)
        return _joined(turn[: match.start()], things, written.lstrip("这那") + rest)
    found = [f for f in resolve(written, past) if f]
    if match["person"] and _ASKS_NAME.match(rest) and (who := by_what_they_are(past)):
        found = [who]
    if match["thing"] and _INSTRUMENT.search(turn[: match.start()]) and last.counted:
        # 靠它救下了多少老人: what is used is the thing that was counted, no place.
        found = [last.counted] if last.counted not in GENERIC_NOUNS else found
    elif match["thing"] and _OF_THE_MEASURE.match(rest) and len(found) <= 1:
        found = [last.things if last.counted else last.measured]
    found = [steady(f, past, []) if match["thing"] else f for f in found if f]
    if not found and match["that"]:
        # 这条路, of a tunnel: what was spoken of tells which one.
        near = entity_of(last)
        return _joined(turn[: match.start()], near, turn[match.start() :]) if near else None
    if not found:
        found = [f for f in (compact(last, own_nouns(turn)),) if f]
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


def _measure_word(turn: str) -> str:
    match = re.search(r"(?:多少|几)(?P<word>[个家户名人座所条件张])", turn)
    return match["word"] if match is not None else ""


def _counted_last(past: Sequence[Exchange], measure: str = "") -> str:
    """What was counted or listed last, with whose it is: 其中最大的 is one of them.

    Where the turn counts by a `measure` word, what was counted by the same one: 几个 after 几个公园.
    """
    frames = [frame_of(exchange.question) for exchange in reversed(past)]
    alike = [frame for frame in frames if measure and frame.asked.endswith(measure)]
    for frame in (*alike, *frames):
        if frame.counted:
            return frame.entity + (frame.counted if frame.counted not in frame.entity else "")
    return frame_of(past[-1].question).things


def _joined(before: str, words: str, after: str) -> Standalone:
    """`words` between `before` and `after`; what both say is said once."""
    before = re.sub(r"^(?:那么|那|还有)[，,\s]*", "", before)
    for size in range(min(len(words), len(after)), 0, -1):
        if words.endswith(after[:size]) and (size > 1 or _is_class_word(after)):
            after = after[size:]
            break
    return Standalone(f"{before}{words}{after}", (words,) if words else (after[:8],))


def _is_class_word(after: str) -> bool:
    """Whether a class word stands alone before what follows: 村|书记, but not 村民."""
    return after[0] in "村镇乡县区市省园校" and tagged(after)[0][0] == after[0]


def _class_word(turn: str, past: Sequence[Exchange]) -> Standalone | None:
    """市场的负责人是谁: the class word stands for the thing of that class spoken of last."""
    plain = re.sub(r"^(?:那么|那)[，,]?", "", turn)
    match = bare_class(plain)
    if match is None or _names_itself(plain):
        return None
    if _COUNTED_ANEW.match(plain[match.end() :]) and match["class"][-1] not in "上里":
        return None
    found = resolve(match["class"], past)
    if not found and re.fullmatch("[村镇县市区][里上]", match["class"]):
        # 镇上, of a town that was called by its bare name.
        named = (places_named(e.question) or [head_name(e.question)] for e in reversed(past))
        found = next(([names[-1]] for names in named if names[-1]), [])
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
    return bool(places_named(turn) or persons or QUOTED.search(turn))


def _whole(turn: str, past: Sequence[Exchange], *, resolved: bool = False) -> Standalone | None:
    """全县有多少家: the whole of the county that was spoken of, and what was counted there."""
    match = _WHOLE.search(turn)
    if match is None or (not resolved and _names_itself(turn.replace(match.group(), ""))):
        return None
    place = _of_level(match["level"], past)
    if not place or place in turn:
        return None
    named = place + match.group()
    rest = turn[: match.start()] + turn[match.end() :]
    asked = strip_question(rest)[0]
    base = past[-1].question
    if _OF_THE_MEASURE.match(asked) and not re.match("占|排", asked):
        text = replaced(match.group(), base)
        if text is not None:
            text = text.replace(match.group(), named, 1)
            return Standalone(re.sub(r"(?:多少|几).{0,3}？$", "", text) + f"{asked}？", (named,))
    carried = ""
    if not own_nouns(asked):
        frame = frame_of(base)
        carried = frame.counted or modifiers_of(frame.attribute)
    text = turn[: match.start()] + named + (carried if carried not in turn else "")
    return Standalone(text + turn[match.end() :], (named,))


def _of_level(level: str, past: Sequence[Exchange]) -> str:
    """The county, city, … that was spoken of: one that is called so, else the widest of no class."""
    bare = ""
    for exchange in reversed(past):
        question = exchange.question
        persons = [name for name in persons_in(question) if not is_known_place(name)]
        for place in places_named(question) or [p for p in (head_name(question),) if p]:
            if any(place in name for name in persons):
                continue
            # 东河|48个山村: some of its villages are not the place.
            place = re.split(r"[0-9]", place)[0] or place
            # 东河县 of 东河县城北街道
            if (end := place.find(level)) > 1:
                return place[: end + 1]
            classless = not is_place(place) or place[-1] not in "省市县区镇乡村"
            if classless and not bare and level in "市县区":
                bare = place
            elif (
                cut := re.match(r"([\u4e00-\u9fff]{2,3})(?=[\u4e00-\u9fff]{2,3}[镇乡村])", place)
            ) and not bare:
                bare = cut[1] if level in "省市县区" else ""
    return bare


def _officer(turn: str, past: Sequence[Exchange]) -> Standalone | None:
    """镇长是谁, after anything in a town: the office is one of the place of that level."""
    match = _OF_LEVEL.match(turn)
    if match is None or _names_itself(turn):
        return None
    named = (places_named(e.question)[-1:] or [head_name(e.question)] for e in reversed(past))
    place = _of_level(match["level"], past) or next((names[0] for names in named if names[0]), "")
    return _joined("", place, turn[match.start("level") :]) if place else None


def _is_spoken(own: Frame) -> bool:
    """Whether a turn asks how many or whether so briefly that it can open no topic."""
    measures = re.search("多少|几|多[大高长久远]", own.asked)
    short = len(own.text) <= _SPOKEN and not own.time
    return short and bool(own.subject if measures else own.particle)


def _things(frame: Frame) -> str:
    """What was counted, with whose it is, else whose it is."""
    return frame.things.replace(frame.entity, entity_of(frame) or frame.entity, 1)


def _gap(turn: str, past: Sequence[Exchange]) -> Standalone | None:
    """那东平有多少家: a place and a measure word without the noun that it counts."""
    frame = frame_of(turn)
    if not frame.asked or frame.counted or frame.rest or frame.attribute or not frame.entity:
        return None
    if not re.search(r"多少|几", frame.asked) or not (
        _names_itself(frame.entity) or wide_place(frame.entity)
    ):
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
    if frame.verb and frame.verb != base.verb and not _COUNTING_VERB.fullmatch(frame.verb):
        return None
    measure = re.sub(r"^有?(?:多少|几)", "", frame.asked)
    if measure and not base.asked.endswith(measure):
        return None
    text = replaced(frame.time + frame.entity, past[-1].question)
    return None if text is None else Standalone(text, (past[-1].question,))


# 那|多少户, 那条|步道
_LEADS = re.compile(
    r"^(?:那么|那(?:[条座项所处片间支款只套艘份张棵](?=[\u4e00-\u9fff]{2}))?|还有)(?![个家])[，,\s]*"
)


def _going_on(
    turn: str, past: Sequence[Exchange], depends: Callable[[str], bool] | None
) -> Standalone | None:
    """A turn without a subject of its own is about the last one."""
    asked = strip_question(turn)[0]
    listed = (item for exchange in past for item in items_of(exchange.said) if is_site(item))
    if _names_itself(turn) or _names_itself(asked) or any(item in asked for item in listed):
        return None
    nouns = own_nouns(asked)
    own = frame_of(turn)
    relational = is_attribute(own.entity + own.attribute or asked) and not is_specific(
        own.attribute
    )
    marked = (
        turn.startswith("那")
        or _SUBJECTLESS.match(asked) is not None
        or (relational and not own.entity)
    )
    of_measure = _OF_THE_MEASURE.match(re.sub(rf"^(?:{TIME.pattern})的?", "", asked))
    said_of_measure = of_measure is not None and (
        re.match("比|跟|和|与|同|较", asked) is not None
        or not own_nouns(of_measure.string[of_measure.end() :])
    )
    # What is named again is what was spoken of.
    marked = marked or any(noun in past[-1].question for noun in nouns)
    if (
        nouns
        and not (marked or said_of_measure)
        and not (depends(turn) if depends is not None else len(nouns) <= 2)
        and not _is_spoken(own)
    ):
        return None
    if re.match("为什么|为何|为啥", asked) and len(nouns) > 1 and not marked:
        # A reason of something that is told in full.
        return None
    frame = frame_of(past[-1].question)
    if said_of_measure:
        carried = measure_of(frame)
    elif (not nouns and re.match(r"(?:都|也|又)?(?:是|叫|有)", asked)) or (
        asked.startswith(("都", "分别")) and frame.counted
    ):
        every = asked.startswith(("都", "分别")) and frame.counted
        # 都是做什么的: said of each that was counted, however general the word (企业).
        carried = (
            f"{entity_of(frame)}{frame.counted}"
            if every
            else _things(frame) or topic_of(past, turn)
        )
        if not every and (quoted := QUOTED.search(past[-1].question)):
            # 哪个村有“孝心日”？是每月几号: of the day, not of the village.
            carried += quoted.group() if quoted.group() not in carried else ""
    elif not nouns or _SUBJECTLESS.match(asked):
        carried = steady(topic_of(past, turn), past, nouns)
    else:
        sibling = own.asked and not own.counted and not own.attribute and own.subject
        if frame.counted and sibling and re.search(r"多少|几", own.asked):
            # Another thing is counted in the same place: 医生有多少名 after 床位.
            frame = replace(frame, counted="")
        carried = compact(frame, [*nouns, "".join(nouns)], own)
        carried = steady(carried, past, nouns, people=True)
        if named := answered_subject(past[-1], turn) or name_given(past[-1]):
            carried = of_place(frame, named)
        elif _OFFICE.search(own.text) and (places := places_named(past[-1].question)):
            # The head of a bureau is one of the place, not of the thing that was spoken of.
            carried = places[-1]
    if not carried:
        carried = next(
            (c for e in reversed(past[:-1]) if (c := compact(frame_of(e.question), nouns))), ""
        )
    carried = re.sub(r"^的|的$", "", carried)
    if not carried or carried in turn:
        return None
    plain = _LEADS.sub("", turn)
    if not said_of_measure and _HAPPENED.search(asked) and _ONE_YEAR.match(frame.time):
        # How much more happened in the year that is spoken of.
        plain = plain if TIME.search(plain) else f"{frame.time}{plain}"
    year = re.match(rf"(?:截至|截止到?|到|至)?(?:{TIME.pattern})", plain)
    if year is not None and frame.time and carried.startswith(frame.time):
        carried = carried[len(frame.time) :]
    at = year.end() if year is not None else 0
    joined = _joined("", carried, plain[at:].lstrip("，, "))
    return Standalone(plain[:at] + joined.text, joined.carried)
