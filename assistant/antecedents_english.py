"""What a pronoun of an English turn stands for, from the exchanges before it.

The thing that the last question was about stays what is talked about: "it", "its" and "there" after
"Which town does Shiqiao village belong to?" are the village, not the town of the answer. Only where
the answer is the question's own subject (Which company runs the park?) does it become the topic, and
where a person went (Where does Ms Yang go?) is "there".

>>> from assistant.dialogue import Exchange
>>> asked = Exchange("Which town does Shiqiao village belong to?", "", "Donghe Town (东河镇)")
>>> stands_for(PRONOUN.search("How many people live there?"), [asked])
['Shiqiao village']
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from .dialogue import Exchange
from .english import english_name
from .frame import frame_of
from .frame_english import AUXILIARY, ROLES, english_frame, is_thing, names_in, opened
from .language import detect_language, in_script
from .named import persons_in, places_named

_CLASS = (
    "town|township|village|county|district|city|province|park|school|hospital|company|platform|street|bridge|"
    "road|museum|library|market|manor|community|university|college|station|airport|group|project|factory|farm|"
    "cent(?:re|er)|base|enclave|canteen|kitchen|garden|programme|program|plan|scheme|fund|bank|team|festival|"
    "workshop|cooperative|association|alliance|system|hotel|homestay|kindergarten|square|zone|building|event"
)
PRONOUN = re.compile(
    r"(?P<ones>\bwhich ones?\b(?=\s)|\bwhich\b(?=\s+(?:is|was|are)\s+the\s+(?:[a-z]+est|most|first|best)\b[^?]{0,12}[?.!]*$))"
    r"|\b(?P<possessive>its|their|his|her(?=\s+[a-z])|hers)\b(?!\s+own\b)"
    r"|\b(?P<place>there|here)\b(?!\s+(?:is|are|was|were|any|been|be)\b)"
    rf"|\b(?P<one>(?:this|that|the same|the)\s+(?P<class>{_CLASS}))\b(?!\s+(?:of|in|at|as a whole)\b|\s+(?:{_CLASS})\b)"
    r"|\b(?P<person>he|she|him)\b"
    r"|\b(?P<group>they|them|those|these|the (?:two|pair))\b(?!\s+(?:of|who|that|with)\b)"
    r"|\b(?P<plain>it)\b(?!\s+(?:takes?|took)\b|\s+true\b)"
    r"|(?P<figure>\b(?:the|that|this)\s+(?:number|figure|total|amount)\b(?=\s*[?.!]*$|\s+(?:rise|rose|grow|grew|increase|fall|fell|drop|decline|change|go)\b))"
    r"|(?P<said>(?<=\bis )(?:that|this)\b(?!\s+[a-z])|(?<=\bwas )(?:that|this)\b(?!\s+[a-z])|(?<=\bdoes )(?:that|this)\b"
    r"|(?<=\bdid )(?:that|this)\b|(?<=\bof )(?:that|this)\b(?!\s+(?:year|month|time|period|type|kind|sort|sum|amount|number|total|size)\b)"
    r"|(?<!before )(?<!after )(?<!since )(?<!than )\b(?:that|this)\b(?=\s*[?.!]*$))",
    re.IGNORECASE,
)
_BE = r"(?:is|are|was|were|has|have|had|will|would)"
_EXISTS = re.compile(rf"\b{_BE}\s+there\b|\bthere\s+{_BE}\b", re.IGNORECASE)
# The answer is the question's subject: Which company runs the park?
_ANSWER_IS_SUBJECT = re.compile(
    r"^(?:which|what)\s+(?:[a-z-]+\s+){1,4}?(?!(?:is|was|does|has)\b)(?:[a-z]+(?:ed|s)|ran|runs?|built|won|made|got|took|led)\b"
    r"|^which\s+(?:of\s+.+\s+)?(?:is|was)\s+the\b"
    r"|^(?:which|what)\s+(?:[a-z-]+\s+){1,4}?(?:is|was)\s+(?:the|in charge|responsible|behind)\b",
    re.IGNORECASE,
)
# Where somebody is or goes, not where a thing lies.
_WHERE_TO = re.compile(
    r"^where\s+(?:do|does|did|can|will|could)\s|^(?:which|what)\s+[a-z-]+\s+(?:do|does|did)\s.*\b(?:go|move|travel|stay|live|work|transfer|study)\b",
    re.IGNORECASE,
)
_OF_A_MEASURE = re.compile(
    r"\s*(?:['’]s\s+)?(?:grow|grew|increase|rise|rose|fall|fell|drop|account|change|compare|reach|higher|lower|larger|smaller|more|less|above|below|over|up|down|rank)",
    re.IGNORECASE,
)
_LONGEST_ANSWER = 40
# In words.
_LONGEST_THINGS = 12
_CALLED_SO = {
    "company": "company|group|firm|enterprise|corporation|factory|construction|technology",
    "hospital": "hospital|clinic|health cent(?:re|er)",
    "school": "school|academy|college|kindergarten",
    "programme": "programme|program|scheme|plan",
}
_PLACE_CLASSES = ("town", "village", "county", "district", "city", "province")


def pronouns_in(text: str) -> list[re.Match[str]]:
    """The pronouns of a turn in reading order, without the there of "are there"."""
    exists = [m.span() for m in _EXISTS.finditer(text)]
    return [
        match for match in PRONOUN.finditer(text)
        if not any(start <= match.start() < end for start, end in exists)
    ]  # fmt: skip


def subject_of(question: str) -> str:
    """The thing that a question of either language is about, in English, or ""."""
    if detect_language(question) == "en":
        frame = english_frame(question)
        return frame.entity
    return next(iter(reversed(_names_of(question))), "")


def things_of(question: str) -> str:
    """What a question counts or measures, with whose it is, or ""."""
    if detect_language(question) != "en":
        frame = frame_of(in_script(question, "zh-Hans"))
        return " ".join([*_names_of(question), *([frame.counted] if frame.counted else [])])
    parsed = english_frame(question)
    if again := re.match(r"how (?:many|much) of (?P<things>the .+?)\s+(?:are|is|have|were|was|do|did)\b",
                         parsed.text, re.IGNORECASE):  # fmt: skip
        return again["things"]
    things = parsed.things or parsed.measured
    if len(things.split()) > _LONGEST_THINGS and parsed.entity and parsed.entity in things:
        # Enough to know them by: the people that used the centre | in its first three weeks.
        end = things.index(parsed.entity) + len(parsed.entity)
        owned = re.match(r"['’]s(?: [a-z-]+){1,3}", things[end:])
        things = things[: end + (owned.end() if owned is not None else 0)]
    return things


def topic_phrase(question: str) -> str:
    """What a question is about: what it counts or measures, or its thing.

    >>> topic_phrase("How many clothing companies are there in Donghe town?")
    'clothing companies in Donghe town'
    """
    if things := things_of(question):
        return things
    if subject := subject_of(question):
        return subject
    match = re.match(
        rf"(?:what|who|where|when|why|how(?: \w+)?|which \w+) {AUXILIARY}\s+(?P<np>.+)$",
        opened(question), re.IGNORECASE,
    )  # fmt: skip
    return match["np"] if match else ""


def group_in(question: str) -> str:
    """A group that a question speaks of beside what it counts: the sock makers in Donghe, or "".

    >>> group_in("How many people do the sock makers in Donghe employ?")
    'the sock makers in Donghe'
    """
    if detect_language(question) != "en":
        return ""
    frame = english_frame(question)
    if frame.agent:
        return frame.agent
    if not frame.entity:
        return ""
    match = re.search(
        rf"\bthe\s+(?:(?!of\b|in\b|the\b)[a-z-]+\s+){{0,3}}(?:[a-z-]+(?<![su])s|people|women|men|children)\s+(?:in|of|at)\s+(?:the\s+)?{re.escape(frame.entity)}",
        frame.text,
    )
    return match.group() if match else ""


def stands_for(match: re.Match[str] | None, past: Sequence[Exchange]) -> list[str]:
    """What an English pronoun stands for; several when it is ambiguous, none when nothing fits."""
    if match is None:
        return []
    word = match.group().lower()
    if match["person"] or word in ("his", "her", "hers"):
        return persons_of(past)[:1]
    if match["class"]:
        return _of_class(match["class"].lower(), past)
    if match["group"] or match["ones"] or word == "their":
        return _group(past)
    if match["figure"]:
        frame = english_frame(past[-1].question)
        return (
            [frame.measured or f"the number of {things_of(past[-1].question)}"]
            if (frame.measure or frame.counted)
            else []
        )
    if match["said"]:
        return [t for t in (things_of(past[-1].question) or subject_of(past[-1].question),) if t]
    return _thing(match, past)


def _thing(match: re.Match[str], past: Sequence[Exchange]) -> list[str]:
    """What "it", "its" or "there" stands for."""
    persons = {name.lower() for name in persons_of(past)}
    after = match.string[match.end() :]
    for exchange in reversed(past):
        question = exchange.question
        answered = _answered(exchange)
        if answered and match["place"] and _WHERE_TO.match(_plain(question)):
            return [answered]
        if (
            answered
            and answered.lower() not in persons
            and _ANSWER_IS_SUBJECT.match(_plain(question))
        ):
            return [answered]
        if detect_language(question) == "en":
            frame = english_frame(question)
            moved = _OF_A_MEASURE.match(after) or _OF_A_MEASURE.match(re.sub(r"^\s+\w+", "", after))
            if frame.measure and match["plain"] and moved:
                return [f"{frame.measured} {frame.time}".strip()]
            if frame.counted and match["plain"] and moved:
                return [f"the number of {things_of(question)}"]
            names = [n for n in names_in(frame.text) if n.lower() not in persons]
            if _coordinated(names, frame.text):
                return names
            if frame.entity and frame.entity.lower() not in persons:
                made = _MADE.search(frame.text)
                if made is not None and match["plain"] and not is_thing(frame.entity):
                    return [f"the {made['what']} in {frame.entity}"]
                return [frame.entity]
            if names:
                return names[:1]
        elif names := _names_of(question):
            return names[-1:]
    last = past[-1]
    return [t for t in (things_of(last.question),) if t]


# What somebody in a place has bought or built is what "it" is, not the place.
_MADE = re.compile(
    r"\b(?:buy|bought|build|built|open|opened|set up|launch|launched|found|founded|rent|rented|create|created|start|started)\s+"
    r"(?:(?:the|a|an|its|their|some)\s+)?(?P<what>[a-z][a-z' -]{3,40}?)(?:\s+(?:in|at|for|from|with|by|since|together|jointly)\b.*)?$"
)


def _plain(question: str) -> str:
    return english_frame(question).text if detect_language(question) == "en" else question


def _answered(exchange: Exchange) -> str:
    """The short answer where it is a name, without what stands in brackets."""
    answered = re.sub(r"\s*[（(].*?[)）]", "", exchange.short or "").strip()
    named = 0 < len(answered) <= _LONGEST_ANSWER and not re.search(r"[0-9,，。]", answered)
    return answered if named else ""


def persons_of(past: Sequence[Exchange]) -> list[str]:
    """Persons spoken of, the latest first: answers to who, then names without a class word."""
    found: list[str] = []
    named: list[str] = []
    for exchange in reversed(past):
        question = exchange.question
        if detect_language(question) != "en":
            found += persons_in(in_script(question, "zh-Hans"))
            continue
        asked = _plain(question)
        if (answered := _answered(exchange)) and re.match(
            rf"(?:who|whose)\b|(?:what|which)\s+(?:person|(?:{ROLES}))\b|what(?:'s|\s+is|\s+was)\s+the name of", asked, re.IGNORECASE
        ):  # fmt: skip
            found.append(answered)
        # How old is Li Ming: two or three capitals and no class word.
        named += [
            name for name in names_in(asked)
            if re.fullmatch(r"[A-Z][a-z]+(?:\s[A-Z][a-z'’]+){1,2}", name) and not is_thing(name)
        ]  # fmt: skip
    return list(dict.fromkeys([*found, *named]))


def _group(past: Sequence[Exchange]) -> list[str]:
    """What "they", "them", "their" and "the two" stand for: what was counted, else who was named."""
    if two := the_two(past):
        return [two]
    same = subject_of(past[-1].question)
    if group := group_in(past[-1].question):
        return [group]
    for exchange in reversed(past):
        if same and subject_of(exchange.question) != same:
            break
        if things := things_of(exchange.question):
            return [things if re.match(r"the\b", things) else f"the {things}"]
    for exchange in reversed(past):
        if things := things_of(exchange.question):
            return [things if re.match(r"the\b", things) else f"the {things}"]
        names = _names_of(exchange.question)
        if len(names) > 1:
            return [" and ".join(names)]
        if names:
            return [subject_of(exchange.question) or names[-1]]
    return []


def the_two(past: Sequence[Exchange]) -> str:
    """The last two measures where they differ in one word: the income of urban and rural residents.

    >>> the_two([Exchange("What is the income of urban residents in Donghe?"),
    ...           Exchange("What is the income of rural residents in Donghe?")])
    'the income of urban and rural residents in Donghe'
    """
    if len(past) < 2 or any(detect_language(e.question) != "en" for e in past[-2:]):
        return ""
    one, other = (english_frame(e.question).measured.split() for e in past[-2:])
    if not one or not other or one == other:
        return ""
    head = sum(
        1 for _ in itertools.takewhile(lambda p: p[0] == p[1], zip(one, other, strict=False))
    )
    tail = sum(1 for _ in itertools.takewhile(
        lambda p: p[0] == p[1], zip(reversed(one[head:]), reversed(other[head:]), strict=False)
    ))  # fmt: skip
    first, second = one[head : len(one) - tail], other[head : len(other) - tail]
    if not first or not second or head + tail < 2:
        return ""
    return " ".join([*one[:head], *first, "and", *second, *one[len(one) - tail :]])


def _of_class(word: str, past: Sequence[Exchange]) -> list[str]:
    """The latest thing that is called by the class word; a name without any where none is."""
    alike = _CALLED_SO.get(word, word)
    for exchange in reversed(past):
        question = exchange.question
        answered = _answered(exchange)
        if answered and re.match(
            rf"(?:which|what)\s+(?:[a-z-]+\s+)?{word}\b", _plain(question), re.IGNORECASE
        ):
            return [answered]
        for name in dict.fromkeys([answered, subject_of(question), *_names_of(question)]):
            # the job market in Donghe is a market, too
            # and the shop in Donghe town is no town
            head = re.split(r"(?<=\w)\s+(?:of|in|at|for)\s", name.lower())[0]
            if re.search(rf"\b(?:{alike})$", head):
                return [name]
    if word not in _PLACE_CLASSES:
        return []
    persons = set(persons_of(past))
    for exchange in reversed(past):
        bare = [
            name for name in _names_of(exchange.question)
            if not re.search(rf"\b(?:{_CLASS})$", name.lower()) and name not in persons
        ]  # fmt: skip
        if bare:
            return bare[-1:]
    return []


def _names_of(question: str) -> list[str]:
    """Proper names of a question; a Chinese one gives its places in pinyin, to stand in English."""
    if detect_language(question) == "en":
        return names_in(english_frame(question).text)
    simple = in_script(question, "zh-Hans")
    places = places_named(simple) or [frame_of(simple).entity]
    return [english_name(p, "place") or p for p in places if p]


def _coordinated(names: Sequence[str], text: str) -> bool:
    """Whether a question sets two names side by side: Donghe and Xihe."""
    return any(
        re.search(rf"{re.escape(a)}\s+(?:and|or|than)\s+(?:in\s+)?{re.escape(b)}", text)
        for a, b in itertools.pairwise(names)
    )
