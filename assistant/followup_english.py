"""Make an English follow-up stand alone; see `followup` for what is taken from where.

>>> from assistant.dialogue import Exchange
>>> english_standalone("What about 2020?", [Exchange("What was the GDP of Donghe in 2019?")]).text
'What was the GDP of Donghe in 2020?'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from .antecedents import items_of
from .antecedents_english import (
    persons_of,
    pronouns_in,
    stands_for,
    subject_of,
    things_of,
    topic_phrase,
)
from .dialogue import Alike, Exchange, Standalone
from .ellipsis_english import english_ellipsis, replaced_english
from .frame_english import (
    AUXILIARY,
    MEASURES,
    ROLES,
    described_in,
    english_frame,
    names_in,
    opened,
    with_article,
)
from .language import detect_language
from .pairs_english import of_two_english
from .spoken_english import spoken_turn

_CORRECTION = re.compile(
    r"^(?:no|sorry|wait|actually)?[,.\s]*(?:i (?:meant|asked (?:about|for)|mean|was asking about)|not .{1,30}?[,;]\s*(?:but)?)\s*(?=.)",
    re.IGNORECASE,
)
_SWITCH = re.compile(
    r"^(?:switching (?:topics?|subjects?)|(?:on )?(?:a |to )?(?:different|another|new|other) (?:topic|subject|question|note|matter)|changing (?:the )?(?:topic|subject)|"
    r"(?:let'?s )?change (?:the )?(?:topic|subject)|by the way|one more thing|something else|separately|unrelated(?: question)?|"
    r"now (?:for|to) something (?:else|different)|moving on)\s*[:,.;–—-]+\s*(?=.)",
    re.IGNORECASE,
)
# What about Donghe, how many firms moved in? It asks for itself, of another thing.
_TOPIC_FIRST = re.compile(
    r"^(?:and |but |so |ok(?:ay)?,? )?(?:what|how) about (?P<topic>[^,?–—:]{3,60}?)(?:[,:–—]|\s-)\s*(?:and )?(?P<asked>(?:how|what|who|where|when|which|why)\b.{6,}?)[?\s]*$",
    re.IGNORECASE,
)
# And in Donghe, how many pipes are on the map? It names its place and all that it asks.
# And Xihe's new park, how many trees this year? names all that it asks about.
_NAMED_FIRST = re.compile(
    r"^(?:and|but|so)?\s*(?P<topic>(?!what about|how about)[^,?]{3,40}),\s*(?P<asked>(?:how (?:many|much|large|big|long|old)|what (?:share|percentage|is the)|who (?:runs|leads|owns|built))\s+(?!(?:is|was|are|were|of)\s+(?:it|that|they)\b)\w+.{4,})$",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:it|its|they|their|them|he|she|his|her|that|there|those|these|this (?!year|month|week))\b",
    re.IGNORECASE,
)
_WHOLE_WITH_PLACE = re.compile(
    r"^(?:and|but|so) (?P<place>(?:in|at|for|around) [^,?]{3,40}), (?P<asked>(?:how|what|who|where|when|which|why)\b(?:\s+[\w'-]+){4,}.*)$",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"^(?:why(?: is that| was that| (?:so|that|this)(?: (?:many|much|few|high|low|big|large|small|long))?)?|how come|what(?:'s| is| was) the reason)$",
    re.IGNORECASE,
)
# What happened, which that stands for: a when, why or how that is no quantity.
_HAPPENED = re.compile(r"^(?:when|why|how|where)\s+(?:was|were|did)\s", re.IGNORECASE)
_SAID_OF_IT = re.compile(
    r"^(?:(?P<when>when) (?:was|is|did) (?:that|this|it)(?: happen| take place)?|how (?:much|long) did (?:that|this|it) (?:cost|take)|what did (?:that|this|it) cost|who (?:paid(?: for (?:that|this|it))?|did (?:that|this|it)|was behind (?:that|this|it)))$",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"^how(?: (?:did they|do they|was that|is that|was it)(?: (?:do|done|possible|manage|achieved).*)?)?$",
    re.IGNORECASE,
)
_REALLY = re.compile(
    r"^(?:really|are you sure|is (?:that|this|it) (?:true|right|so))$", re.IGNORECASE
)
_BEFORE = re.compile(
    r"^(?:what|how (?:much|many|long|high|big))\s+(?:was|were)\s+(?:it|that|this|they|the (?:figure|number))\s+(?P<when>before(?: that| then)?|earlier|previously|in the past|at first|originally)$",
    re.IGNORECASE,
)
_WHO_SAID = re.compile(
    r"^who\s+(?:gave|gives|said|says|reported|announced|mentioned|explained|explains|told|provided|quoted|stated)(?:\s+\w+){0,3}?\s*\b(?:this|that|these|those|it|so|them)\b(?:\s+(?:figures?|numbers?|data|statistics))?$",
    re.IGNORECASE,
)
_WHEN_SAID = re.compile(
    r"^(?:(?:which|what) year (?:is|was) (?:that|this|it|the)(?:\s+(?:figure|number|data))?(?:\s+(?:from|for|of))?|when (?:is|was) (?:that|this|the)(?:\s+(?:figure|number|data))?\s+from|as of when|(?:that|this) is from (?:which|what) year)$",
    re.IGNORECASE,
)
_BY_HOW_MUCH = re.compile(
    r"^(?:by )?how (?P<much>much|many) (?P<adj>more|less|fewer|higher|lower|larger|smaller)(?:\s+(?:is|was)\s+(?:that|it|this))?(?P<than>\s+than\s+.+)?$",
    re.IGNORECASE,
)
# The head of the bureau who explains this: who says it does not tell which one is meant.
_WHO_EXPLAINS = re.compile(
    r"\s+(?:who|that)\s+(?:explain|say|said|told|gave|give|mention|report)\w*\s+(?:\w+\s+)?(?:this|that|it|these|those)(?=\s*[?.!]*$)",
    re.IGNORECASE,
)
_HOW_MANY_DO = re.compile(
    r"^(?P<many>how many|which|what (?:share|percentage|proportion))\s+(?P<verb>(?:are|were|is|was|have|had|came|come|live|use|used|got|went)\b(?!\s+(?:there|it|they|you|the)\b).+)$",
    re.IGNORECASE,
)
# How many did it have in 2019: of what was counted.
_HOW_MANY_HAD = re.compile(
    r"^how many\s+(?P<rest>(?:did|does|do)\s+(?:it|they|the \w+)\s+have\b.*|(?:are|were)\s+there\b.*)$",
    re.IGNORECASE,
)
_COMPARED_WITH = re.compile(r"^(?:when |as )?compared (?:with|to) (?P<other>.+)$", re.IGNORECASE)
_OWNED_VERB = re.compile(
    r"\b(?P<who>[A-Z][\w-]*(?:\s[A-Z][\w-]*)*)['’]s\s+(?=[a-z]+(?:ed|en|own)\b)"
)
_AGAIN = re.compile(
    r"^(?:(?:which|what) (?:article|paper|newspaper|report) (?:says|said|mentions|reports|wrote|writes|is (?:that|this) (?:from|in))(?: (?:so|that|this|it))?|who (?:wrote|says|said) (?:so)|(?:what(?:'s| is) (?:the|your) )?source|says who|where (?:is|was) (?:that|this|it) (?:from|written|reported))$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^(?:tell me more|more details?|go on|any(?:thing)? (?:else|more)|(?:are there )?any (?:other|more) (?P<kind>[a-z]+)|what else|more|any others?|are there (?:any )?(?:others|more))(?: please)?$",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"^(?P<word>where|when|who|which one|how much|how many|since when|by whom|how long)$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(?:the\s+)?(?P<n>first|second|third|fourth|fifth|last)(?:\s+one)?\b", re.IGNORECASE
)
_NUMBER = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
_MOST_CHOICES = 4
_WHOLE = re.compile(
    rf"^(?:(?:in|by|at|on|for|to|of) (?:what|which|how)|what|how|who|whom|whose|when|where|which|why|{AUXILIARY})\b",
    re.IGNORECASE,
)
# What is … of the last thing, rather than in it.
_OF_IT = re.compile(
    rf"^(?:what|who)\s+(?:is|are|was|were)\s+(?:the\s+)?(?:[\w-]+\s+){{0,4}}?(?:{MEASURES}|{ROLES}|name|aim|goal|purpose|reason|meaning)$",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?P<who>the (?:whole |entire )?(?:city|county|province|district|country|town|nation)(?: as a whole)?)\s+(?P<verb>rank|grow|do|compare|change|rise|increase)\b",
    re.IGNORECASE,
)


def english_standalone(
    text: str,
    past: Sequence[Exchange],
    depends: Callable[[str], bool] | None = None,
    alike: Alike | None = None,
) -> Standalone:
    """`text`, an English turn, made to stand alone after `past` (oldest first, not empty)."""
    alone = _standalone(text, past, depends, alike)
    dated = _then(alone.text, past)  # that year may be named further back
    return alone if dated == alone.text else replace(alone, text=dated)


def _standalone(
    text: str,
    past: Sequence[Exchange],
    depends: Callable[[str], bool] | None,
    alike: Alike | None,
) -> Standalone:
    last = past[-1]
    corrected = _CORRECTION.sub("", text)
    if corrected != text:
        text = corrected if _WHOLE.match(corrected) else f"what about {corrected}"
    text = _WHO_EXPLAINS.sub("", _then(text, past[-1:]))
    switched = _SWITCH.sub("", text)
    if switched != text:
        text = switched[:1].upper() + switched[1:]
        return _pronouns(text, past) or Standalone(text)
    if (whole := _WHOLE_WITH_PLACE.match(text)) is not None and names_in(whole["place"]):
        asked = f"{whole['place'][:1].upper()}{whole['place'][1:]}, {whole['asked']}"
        return _pronouns(asked, past) or Standalone(asked)
    named = _NAMED_FIRST.match(text)
    if named is not None and names_in(named["topic"]) and not _POINTING.search(named["asked"]):
        asked = f"{named['topic'][:1].upper()}{named['topic'][1:]}, {named['asked']}"
        return Standalone(asked)
    first = _TOPIC_FIRST.match(text)
    if first is not None and names_in(first["topic"]):
        asked = f"{first['topic']}: {first['asked']}?"
        return _pronouns(asked, [Exchange(f"What is {first['topic']}?")]) or (
            Standalone(asked, (first["topic"],))
        )
    if first is not None and not _POINTING.search(first["asked"]):
        # What about village schools - how many pairs? is of the same place.
        of = next((names[-1] for e in reversed(past) if (names := names_in(e.question))), "")
        topic = f"{first['topic'][:1].upper()}{first['topic'][1:]}"
        asked = f"{topic}: {first['asked']}" + (f" in {of}?" if of else "?")
        return Standalone(asked, (of,) if of else ())
    if (filled := _left_out(text, last)) != text:
        return _pronouns(filled, past) or Standalone(filled, (last.question,))
    return (
        _stock(text, last)
        or spoken_turn(text, past)
        or of_two_english(text, past)
        or _item(text, past)
        or _ellipsis(text, past, alike)
        or _moved(text, last)
        or _pronouns(text, past)
        or _going_on(text, past, depends)
        or Standalone(text)
    )


def _then(text: str, past: Sequence[Exchange]) -> str:
    """What was the rate then?: at the time that a question before named last."""
    times = (
        english_frame(exchange.question).time
        for exchange in reversed(past)
        if detect_language(exchange.question) == "en"
    )
    when = next(filter(None, times), "")
    if not when:
        return text
    return re.sub(r"\s+(?:then|at that time|that year)(?=\s*[?.!]*$)", f" {when}", text)


def _statement(base: str) -> str:
    """A question without its interrogative and auxiliary words."""
    text = re.sub(
        rf"^(?:how (?:many|much|large|big|long|far|old)|what|who|where|when|which|why|how)\s+(?:{AUXILIARY}\s+)?(?:there\s+)?",
        "", opened(base), flags=re.IGNORECASE,
    )  # fmt: skip
    return re.sub(rf"\b{AUXILIARY}\s+there\s*", "", text, flags=re.IGNORECASE)


def _stock(turn: str, last: Exchange) -> Standalone | None:
    """Why? Really? What else?: said of the last answer as a whole."""
    text, base = opened(turn), last.question
    statement = _statement(base) if detect_language(base) == "en" else topic_phrase(base)
    if _WHY.match(text):
        return Standalone(f"Why: {statement}?", (base,))
    if (said := _SAID_OF_IT.match(text)) is not None and _HAPPENED.match(opened(base)):
        asks = said["when"] or text
        return Standalone(f"{asks[:1].upper()}{asks[1:]}: {statement}?", (base,))
    if _HOW.match(text):
        return Standalone(f"How was this done: {statement}?", (base,))
    english = detect_language(base) == "en"
    value = f" {last.short}" if last.short else ""
    if english and (before := _BEFORE.match(text)) is not None:
        now = re.sub(r"\s+(?:now|currently|today|at present)\b", "", opened(base))
        return Standalone(f"{now} {before['when']}?", (base,))
    if _WHO_SAID.match(text):
        return Standalone(f"Who said that {statement}{value}?", (base,))
    if _WHEN_SAID.match(text):
        return Standalone(f"In which year: {statement}{value}?", (base,))
    if english and (more := _BY_HOW_MUCH.match(text)) is not None:
        frame = english_frame(base)
        measured = f"{frame.measured} {frame.time}".strip() if frame.measured else ""
        if measured:
            than = more["than"] or ""
            return Standalone(f"How much {more['adj']} was {measured}{than}?", (measured,))
    if _AGAIN.match(text):
        return Standalone(base, (base,))
    if (further := _MORE.match(text)) is not None:
        kind = further["kind"]
        if kind and kind not in ("details", "information") and not re.match(r"why\b", base, re.I):
            place = subject_of(base)
            return Standalone(
                f"What other {kind} are there{f' in {place}' if place else ''}?", (base,)
            )
        if re.search(
            r"^(?:why\b|(?:what|which|who)\b(?!\s+(?:is|was)\b))", opened(base), re.IGNORECASE
        ):
            return Standalone(base, (base,))
        return Standalone(f"Tell me about {topic_phrase(base) or statement}.", (base,))
    if _REALLY.match(text):
        return Standalone(f"Is it true: {statement}{value}?", (base,))
    if (match := _SHORT.match(text)) is not None:
        return Standalone(f"{match['word'].capitalize()}: {statement}?", (base,))
    return None


def _item(text: str, past: Sequence[Exchange]) -> Standalone | None:
    """What is the second one: the second item of the last enumeration."""
    match = _ORDINAL.search(text)
    alone = re.compile(r"(?:and |what about )?the \w+(?: one)?\s*[?.!]*", re.IGNORECASE)
    if match is None or not (re.search(r"\bone\b", text, re.IGNORECASE) or alone.fullmatch(text)):
        return None
    for exchange in reversed(past):
        items = items_of(exchange.said)
        at = _NUMBER[match["n"].lower()]
        if len(items) > max(at, 1):
            item = items[at]
            if alone.fullmatch(text):
                return Standalone(f"What is {item}?", (item,))
            return Standalone(text[: match.start()] + item + text[match.end() :], (item,))
    return None


def _ellipsis(text: str, past: Sequence[Exchange], alike: Alike | None) -> Standalone | None:
    """What about X: X takes the place of its like in the last question."""
    rest = english_ellipsis(text)
    if rest is None:
        return None
    rest = re.sub(r"\s+(?:alone|only|itself)\b", "", rest)
    base = past[-1].question
    if detect_language(base) != "en":
        name = subject_of(base)
        return Standalone(f"{rest} of {name}?", (name,)) if name and name not in rest else None
    if (
        whose := re.fullmatch(r"(?:his|her)\s+(?P<who>[a-z-]+)", rest, re.IGNORECASE)
    ) is not None and (named := persons_of(past)[:1]):
        owner = f"{named[0]}'s {whose['who']}"
        if re.search(rf"\b{re.escape(named[0])}\b", base):
            # How old is Li Ming? And his wife? The same of another person.
            return Standalone(base.replace(named[0], owner, 1), (base,))
        return Standalone(f"Who is {owner}?", (named[0],))
    if (beside := _COMPARED_WITH.match(rest)) is not None:
        compared = f"{english_frame(base).text} compared with {beside['other']}?"
        return Standalone(compared[:1].upper() + compared[1:], (base,))
    changed = replaced_english(rest, base, alike)
    return None if changed is None else Standalone(changed[:1].upper() + changed[1:], (base,))


def _left_out(text: str, last: Exchange) -> str:
    """The words that a turn leaves out inside: how many are …, what had Xihe's narrowed to."""
    if detect_language(last.question) != "en":
        return text
    frame = english_frame(last.question)
    asked = opened(text)
    again = _HOW_MANY_HAD.match(asked)
    if again is not None and frame.counted:
        return f"How many {frame.counted} {again['rest']}?"
    many = _HOW_MANY_DO.match(asked)
    pointing = any(match["group"] for match in pronouns_in(text))
    if (
        many is not None
        and not pointing
        and (things := things_of(last.question))
        and not frame.measure
    ):
        whole = things if things.startswith("the ") else f"the {things}"
        return f"{many['many'][:1].upper()}{many['many'][1:]} of {whole} {many['verb']}?"
    if frame.measure:
        measure = re.sub(r"^the\s+", "", frame.measure)
        text = _OWNED_VERB.sub(lambda m: f"{m['who']}'s {measure} ", text)
        partitive = r"^(?P<of>(?:and )?how (?:much|many) of) (?:it|that|this)\b"
        text = re.sub(partitive, rf"\g<of> {frame.measured}", text, flags=re.IGNORECASE)
    return text


def _moved(text: str, last: Exchange) -> Standalone | None:
    """How did the city as a whole rank: the last measure of a wider place."""
    match = _MOVES.search(text)
    if match is None or detect_language(last.question) != "en":
        return None
    frame = english_frame(last.question)
    beside = text[: match.start()] + text[match.end() :]
    if not frame.measure or re.search(rf"\b(?:{MEASURES})\b", beside, re.IGNORECASE):
        return None
    wider = replaced_english(match["who"], last.question)
    measured = english_frame(wider).measured if wider else ""
    if not measured:
        return None
    asked = text[: match.start("who")] + measured + " " + text[match.start("verb") :]
    return Standalone(opened(asked)[:1].upper() + opened(asked)[1:] + "?", (measured,))


def _pronouns(text: str, past: Sequence[Exchange]) -> Standalone | None:
    """Each pronoun of the turn with what it stands for; the readings where one is ambiguous."""
    carried: list[str] = []
    done = text
    for match in reversed(pronouns_in(text)):
        found = [
            name for name in stands_for(match, past)
            if name.lower() not in re.sub(r"\b(?:the|of)\b", "", text.lower())
        ]  # fmt: skip
        if match["plain"] and carried and found and found[0] == carried[-1]:
            continue
        if len(found) > 1:
            readings = [_put(done, match, name) for name in found[:_MOST_CHOICES]]
            return Standalone(text, choices=tuple(dict.fromkeys(readings)))
        if found:
            done = _put(done, match, found[0])
            carried.append(found[0])
    if not carried:
        return None
    if (
        _RESULT.search(opened(done))
        and carried[0] in persons_of(past)
        and not names_in(opened(done).replace(carried[0], ""))
    ):
        # What was her time? It is one of the race that was spoken of.
        event = next((s for e in reversed(past) if (s := subject_of(e.question))), "")
        if event and event not in carried:
            done = f"{re.sub('[?.!]+$', '', done)} in {with_article(event)}?"
    return Standalone(done, tuple(reversed(carried)))


def _put(text: str, match: re.Match[str], name: str) -> str:
    """`name` in the place of the pronoun, as the sentence there asks for it."""
    before, after = text[: match.start()], text[match.end() :]
    if match["ones"]:
        return f"{before}{match.group().split()[0]} of {name}{after}"
    if match["possessive"]:
        if " " in name and len(name.split()) > _LONGEST_OWNER:
            owned = re.match(rf"\s+(?P<np>(?:(?!{AUXILIARY}\b)[\w-]+\s*){{1,5}}?)(?=\s*(?:[?.!]*$|\b{AUXILIARY}\b))", after)  # fmt: skip
            if owned is not None:
                return f"{before}the {owned['np'].strip()} of {name}{after[owned.end() :]}"
        name += "'" if name.endswith("s") else "'s"
        return f"{before}{with_article(name)}{after}"
    if match["place"] and not re.search(r"\b(?:to|from|in|at|around|near)\s*$", before):
        goes = re.search(r"\b(?:go|went|gone|come|came|travel(?:led)?|get|got)\s*$", before)
        name = f"{'to' if goes else 'in'} {with_article(name)}"
        return before + name + after
    return before + with_article(name) + after


_LONGEST_OWNER = 3
_RESULT = re.compile(
    r"['’]s?\s+(?:finishing |winning |final )?(?:time|result|score|record|prize|votes|mark|rank|place)$"
)


def _going_on(
    text: str, past: Sequence[Exchange], depends: Callable[[str], bool] | None
) -> Standalone | None:
    """A whole question without a name goes on with the last thing."""
    asked = opened(text)
    if names_in(f"x {asked}") or not _WHOLE.match(asked):
        return None
    if depends is not None and not depends(text):
        return None
    if any(
        described not in " ".join(e.question for e in past) for described in described_in(asked)
    ):
        # It describes a thing of its own.
        return None
    goal = re.match(
        r"(?P<goal>what (?:is|was) (?:the|its|their) (?:target|goal))(?P<rest>.*)",
        asked,
        re.IGNORECASE,
    )
    if goal is not None and (measured := english_frame(past[-1].question).measured):
        return Standalone(f"{goal['goal']} for {measured}{goal['rest']}?", (measured,))
    name = next((s for e in reversed(past) if (s := subject_of(e.question))), "")
    if not name:
        return None
    person = name in persons_of(past)
    joint = "of" if _OF_IT.match(asked) or person else "in"
    asked = re.sub(r"\s+(?:in|of)$", "", asked)
    return Standalone(f"{asked[:1].upper()}{asked[1:]} {joint} {with_article(name)}?", (name,))
