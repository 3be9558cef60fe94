"""Make an English follow-up stand alone; see `followup` for what is taken from where.

>>> from assistant.dialogue import Exchange
>>> english_standalone("What about 2020?", [Exchange("What was the GDP of Donghe in 2019?")]).text
'What was the GDP of Donghe in 2020?'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .antecedents import items_of, places_named
from .dialogue import Exchange, Standalone
from .english import english_name
from .frame import frame_of
from .language import detect_language, in_script

_CLASS = (
    "town|township|village|county|district|city|province|park|school|hospital|company|platform|street|bridge|"
    "road|museum|market|manor|community|university|station|airport|group|project"
)
_PROPER = re.compile(
    rf"\b(?:the\s+)?[A-Z][A-Za-z'’-]*(?:\s+(?:of\s+)?[A-Z][A-Za-z'’-]*)*(?:\s+(?:{_CLASS}))?\b|“[^”]+”|\"[^\"]+\""
)
_QUESTION_WORDS = frozenset(
    "what how who whose whom when where which why is are was were do does did has have had can could will would "
    "should and in on at of the a an i it its they their there this that then so tell please no sorry gdp yes".split()
)
_AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)"
_PRONOUN = re.compile(
    r"\b(?P<possessive>its|their|his|her(?=\s+[a-z])|hers)\b|\b(?P<place>there|here)\b(?!\s+(?:is|are|was|were|any)\b)"
    r"|\b(?P<one>(?:this|that|the same|the)\s+(?P<class>" + _CLASS + r"))\b(?!\s+of\b)"
    r"|\b(?P<plain>it|they|them|he|she|him|this|that|those|these)\b(?!\s+(?:year|month|time))",
    re.IGNORECASE,
)
_EXISTS = re.compile(rf"\b{_AUXILIARY}\s+there\b", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:and|but|so|then|ok(?:ay)?|well)?[,\s]*(?:what about|how about|and for|and in|for|what of)?\s+",
    re.I,
)
_ELLIPSIS = re.compile(
    r"^(?:(?:and|but|so|then|ok(?:ay)?|well)[,\s]+)?(?P<marked>what about|how about|what of)?\s*(?P<rest>.{2,60}?)\s*[?.!]*$",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^(?:no|sorry|wait|actually)?[,.\s]*(?:i (?:meant|asked (?:about|for)|mean|was asking about)|not .{1,30}?[,;]\s*(?:but)?)\s*(?=.)",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"^(?:but |and )?(?:why(?: is that| so)?|how come|what(?:'s| is| was) the reason)\s*[?.!]*$",
    re.I,
)
_HOW = re.compile(
    r"^(?:but |and )?how(?: (?:did they|do they|was that|is that)(?: (?:do|done|possible|manage).*)?)?\s*[?.!]*$",
    re.I,
)
_REALLY = re.compile(
    r"^(?:really|are you sure|is (?:that|this|it) (?:true|right|so))\s*[?.!]*$", re.I
)
_AGAIN = re.compile(
    r"^(?:who (?:says|said) (?:so|that)|source|says who|where (?:is|was) (?:that|this|it) (?:from|written|reported)|what is the source)\s*[?.!]*$",
    re.I,
)
_MORE = re.compile(
    r"^(?:tell me more|more details?|go on|any(?:thing)? (?:else|more)|what else|more)(?: please)?\s*[?.!]*$",
    re.I,
)
_SHORT = re.compile(
    r"^(?:and )?(?P<word>where|when|who|which one|how much|how many|since when)\s*[?.!]*$", re.I
)
_ORDINAL = re.compile(
    r"\b(?:the\s+)?(?P<n>first|second|third|fourth|fifth|last)(?:\s+one)?\b", re.IGNORECASE
)
_NUMBER = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
_UNCOUNTED = re.compile(
    r"\b(?:exports|imports|sales|earnings|revenues|profits|costs|address|news|its)$", re.I
)
_YEAR = re.compile(r"(?:in\s+|for\s+)?((?:19|20)[0-9]{2})", re.IGNORECASE)
_CONTRASTS = (
    ("urban", "rural"), ("exports", "imports"), ("export", "import"), ("men", "women"), ("boys", "girls"),
    ("largest", "smallest"), ("highest", "lowest"), ("first half", "second half"), ("income", "spending"),
    ("primary", "secondary"), ("teachers", "students", "pupils"), ("city", "countryside"),
    ("provincial", "municipal", "national"), ("births", "deaths"), ("male", "female"),
)  # fmt: skip


def english_standalone(
    text: str, past: Sequence[Exchange], depends: Callable[[str], bool] | None = None
) -> Standalone:
    """`text`, an English turn, made to stand alone after `past` (oldest first, not empty)."""
    last = past[-1]
    base = last.question
    corrected = _CORRECTION.sub("", text)
    if corrected != text:
        text = (
            corrected
            if re.match(rf"(?:what|how|who|when|where|which|why|{_AUXILIARY})\b", corrected, re.I)
            else f"what about {corrected}"
        )
    if (stock := _stock(text, base, last)) is not None:
        return stock
    if (item := _item(text, past)) is not None:
        return item
    if (changed := _ellipsis(text, past)) is not None:
        return Standalone(changed, (base,))
    return _pronoun(text, past) or _going_on(text, past, depends) or Standalone(text)


def names_in(question: str) -> list[str]:
    """Proper names of a question, with their class word: ['Donghe town'].

    A Chinese question gives its places in pinyin, so that they can stand in English.
    """
    if detect_language(question) != "en":
        simple = in_script(question, "zh-Hans")
        places = places_named(simple) or [frame_of(simple).entity]
        return [english_name(p, "place") or p for p in places if p]
    found: list[str] = []
    for match in _PROPER.finditer(question):
        words = match.group().split()
        while words and words[0].lower() in _QUESTION_WORDS and match.start() == 0:
            words = words[1:]
        name = re.sub(r"['’]s?$", "", " ".join(words))
        # Donghe village, Dongshan town: the village is meant.
        if found and re.search(rf"{re.escape(found[-1])},\s*$", question[: match.start()]):
            continue
        name = re.sub(r"^(?:the\s+)?(?:GDP|CPI)\s+of\s+", "", name)
        if name and name.lower() not in _QUESTION_WORDS and not re.fullmatch(r"(?:GDP|I)", name):
            found.append(name)
    return found


def topic_phrase(question: str) -> str:
    """What an English question is about: its noun phrase, or its name.

    >>> topic_phrase("How many clothing companies are there in Donghe town?")
    'clothing companies in Donghe town'
    """
    if detect_language(question) != "en":
        frame = frame_of(in_script(question, "zh-Hans"))
        names = names_in(question)
        return " ".join([*names, *([frame.counted] if frame.counted else [])])
    text = re.sub(r"[?.!\s]+$", "", question)
    match = re.match(
        rf"(?:and\s+)?how (?:many|much) (?P<np>.+?)\s+{_AUXILIARY}\s+(?:there\s*)?(?P<rest>.*)$",
        text,
        re.I,
    )
    if match:
        rest = match["rest"]
        if rest.startswith(("in ", "at ", "on ", "of ")) or not rest:
            return f"{match['np']} {rest}".strip()
        names = names_in(question)
        return names[-1] if names else match["np"]
    match = re.match(
        rf"(?:and\s+)?(?:what|who|where|when|why|how(?: \w+)?|which \w+) {_AUXILIARY}\s+(?P<np>.+)$",
        text,
        re.I,
    )
    names = names_in(question)
    if names:
        return names[-1]
    return match["np"] if match else ""


def _statement(base: str) -> str:
    """A question without its interrogative and auxiliary words."""
    text = re.sub(r"[?.!\s]+$", "", base)
    text = re.sub(
        rf"^(?:and\s+)?(?:how (?:many|much|large|big|long|far|old)|what|who|where|when|which|why|how)\s+(?:{_AUXILIARY}\s+)?(?:there\s+)?",
        "", text, flags=re.I,
    )  # fmt: skip
    return re.sub(rf"\b{_AUXILIARY}\s+there\s*", "", text, flags=re.I)


def _stock(text: str, base: str, last: Exchange) -> Standalone | None:
    statement = _statement(base) if detect_language(base) == "en" else topic_phrase(base)
    if _WHY.match(text):
        return Standalone(f"Why: {statement}?", (base,))
    if _HOW.match(text):
        return Standalone(f"How was this done: {statement}?", (base,))
    if _AGAIN.match(text):
        return Standalone(base, (base,))
    if _MORE.match(text):
        return Standalone(f"Tell me about {topic_phrase(base) or statement}.", (base,))
    if _REALLY.match(text):
        value = f" {last.short}" if last.short else ""
        return Standalone(f"Is it true: {statement}{value}?", (base,))
    if (match := _SHORT.match(text)) is not None:
        return Standalone(f"{match['word'].capitalize()}: {statement}?", (base,))
    return None


def _item(text: str, past: Sequence[Exchange]) -> Standalone | None:
    """What is the second one: the second item of the last enumeration."""
    match = _ORDINAL.search(text)
    if match is None or not re.search(r"\bone\b|^(?:and |what about )?the \w+\s*\?*$", text, re.I):
        return None
    for exchange in reversed(past):
        items = items_of(exchange.said)
        at = _NUMBER[match["n"].lower()]
        if len(items) > max(at, 1):
            item = items[at]
            if re.fullmatch(r"(?:and |what about )?the \w+(?: one)?\s*\?*", text, re.I):
                return Standalone(f"What is {item}?", (item,))
            return Standalone(text[: match.start()] + item + text[match.end() :], (item,))
    return None


def _ellipsis(text: str, past: Sequence[Exchange]) -> str | None:
    """What about X, And X: X takes the place of its like in the last question."""
    match = _ELLIPSIS.match(text)
    if match is None:
        return None
    rest = match["rest"]
    led = bool(match["marked"]) or bool(re.match(r"(?:and|but|so|then)\b", text, re.I))
    asks = re.match(rf"(?:what|how|who|when|where|which|why|{_AUXILIARY})\b", rest, re.I)
    bare = len(rest.split()) <= 4
    if (asks and not match["marked"]) or not (led or bare):
        return None
    base = past[-1].question
    if detect_language(base) != "en":
        names = names_in(base)
        return f"{rest} of {names[-1]}?" if names and names[-1] not in rest else None
    rest = re.sub(r"^(?:in|for|of|at|to)\s+", "", rest, flags=re.I)
    year = _YEAR.fullmatch(rest)
    if year:
        old = re.search(r"\b(?:19|20)[0-9]{2}\b", base)
        if old:
            return base.replace(old.group(), year[1], 1)
        relative = re.search(r"\b(?:last|this) year\b", base)
        if relative:
            return base.replace(relative.group(), f"in {year[1]}", 1)
        return f"{base.rstrip('?')} in {year[1]}?"
    if possessive := re.match(r"(?:its|their|his|her)\s+(.+)", rest, re.I):
        rest = possessive[1]
    else:
        for words in _CONTRASTS:
            new = next((w for w in words if re.search(rf"\b{w}\b", rest, re.I)), None)
            old_word = next(
                (w for w in words if w != new and re.search(rf"\b{w}\b", base, re.I)), None
            )
            if new and old_word and not re.search(rf"\b{new}\b", base, re.I):
                return re.sub(rf"\b{old_word}\b", new, base, count=1, flags=re.I)
        named = list(names_in(f"of {rest}"))
        old_names = names_in(base)
        if named and old_names:
            new_name = re.sub(r"^the\s+(?=[A-Z])", "", rest)
            return base.replace(old_names[-1], new_name, 1)
    return _attribute(rest, base)


def _attribute(rest: str, base: str) -> str | None:
    """Another noun in the place of what was counted or measured."""
    match = re.match(
        rf"(?P<head>(?:and\s+)?how (?:many|much)\s+)(?P<np>.+?)(?P<tail>\s+{_AUXILIARY}\b.*)$",
        base,
        re.I,
    )
    names = names_in(base)
    tail = f" of {names[-1]}" if names else ""
    if (
        match
        and rest.endswith("s")
        and not re.search(r"\b(?:area|size|population|income|revenue)\b", rest)
    ):
        return f"{match['head']}{rest}{match['tail']}"
    if not names:
        return None
    if re.search(r"[a-z]s$", rest) and not _UNCOUNTED.search(rest):
        return f"How many {rest.removeprefix('the ')} are there in {names[-1]}?"
    year = re.search(r"\b(?:in (?:19|20)[0-9]{2}|last year|this year)\b", base)
    return f"What is the {rest.removeprefix('the ')}{tail}{' ' + year.group() if year else ''}?"


def _antecedents(match: re.Match[str], past: Sequence[Exchange]) -> list[str]:
    """What an English pronoun stands for; several names when it is ambiguous."""
    pronoun = match.group().lower()
    if pronoun in ("he", "she", "him", "his", "her"):
        for exchange in reversed(past):
            name = re.sub(r"\s*[（(].*?[)）]", "", exchange.short or "")
            if re.match(r"(?:and\s+)?who", exchange.question, re.I) and 0 < len(name) <= 40:
                return [name]
    for exchange in reversed(past):
        names = names_in(exchange.question)
        if match["class"]:
            found = [n for n in names if n.lower().endswith(match["class"].lower())]
            if found or names:
                return found[-1:] or names[-1:]
            continue
        short = (exchange.short or "").strip()
        asked = exchange.question.lower()
        answered = re.sub(r"\s*[（(].*?[)）]", "", short)
        if answered and len(answered) <= 40 and not re.search(r"[0-9]", answered):
            if pronoun in ("he", "she", "him", "his", "her") and re.match(r"(?:and\s+)?who", asked):
                return [answered]
            if match["place"] and re.match(
                r"(?:and\s+)?(?:where|(?:in )?(?:which|what) (?:town|village|city|county|district|place))",
                asked,
            ):
                return [answered]
            if pronoun == "it" and re.match(
                r"(?:and\s+)?(?:which|what) (?:company|park|school|hospital|platform|project)",
                asked,
            ):
                return [answered]
        joined = re.search(r"\band\b|\bor\b", exchange.question)
        if len(names) > 1 and joined and pronoun in ("it", "there", "its", "he", "she"):
            return names
        measure = re.match(
            rf"what {_AUXILIARY} (the .+? of .+?)(?:\s+in (?:19|20)[0-9]{{2}})?\?*$",
            exchange.question,
            re.I,
        )
        if (
            measure
            and pronoun == "it"
            and re.match(
                r"\s+(?:grow|grew|increase|rise|fall|drop|account|change)",
                match.string[match.end() :],
            )
        ):
            return [measure[1]]
        if names and pronoun not in ("they", "them", "their", "those", "these"):
            return names[-1:]
        if phrase := topic_phrase(exchange.question):
            return [phrase]
    return []


def _pronoun(text: str, past: Sequence[Exchange]) -> Standalone | None:
    exists = _EXISTS.search(text)
    match = next(
        (
            m
            for m in _PRONOUN.finditer(text)
            if exists is None or not exists.start() <= m.start() < exists.end()
        ),
        None,
    )
    if match is None or re.search(r"\b(?:it|this) (?:was|is) (?:that|reported)\b", text):
        return None
    inner = names_in("x " + text)
    if inner and not match["place"] and not match["possessive"]:
        return None
    found = _antecedents(match, past)
    readings = [_put(text, match, name) for name in found if name.lower() not in text.lower()]
    if not readings:
        return None
    if len(readings) > 1:
        return Standalone(text, choices=tuple(dict.fromkeys(readings))[:4])
    return Standalone(readings[0], (found[0],))


def _put(text: str, match: re.Match[str], name: str) -> str:
    if match["possessive"]:
        name += "'" if name.endswith("s") else "'s"
    elif match["place"] and not re.search(r"\b(?:to|from|in|at)\s*$", text[: match.start()]):
        goes = re.search(
            r"\b(?:go|went|gone|come|came|travel(?:led)?|get|got)\s*$", text[: match.start()]
        )
        name = f"{'to' if goes else 'in'} {name}"
    return text[: match.start()] + name + text[match.end() :]


def _going_on(
    text: str, past: Sequence[Exchange], depends: Callable[[str], bool] | None
) -> Standalone | None:
    """A whole question without a name goes on in the last place."""
    if names_in("x " + text) or detect_language(text) != "en":
        return None
    if not re.match(
        rf"(?:and\s+)?(?:what|how|who|when|where|which|why|{_AUXILIARY})\b", text, re.I
    ):
        return None
    if depends is not None and not depends(text):
        return None
    name = next((names[-1] for e in reversed(past) if (names := names_in(e.question))), None)
    if name is None:
        return None
    return Standalone(f"{text.rstrip('?.! ')} in {name}?", (name,))
