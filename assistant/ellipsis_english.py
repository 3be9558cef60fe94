"""What about X?: X takes the place of its like in the last English question.

>>> replaced_english("2021", "What was the GDP of Donghe in 2020?")
'What was the GDP of Donghe in 2021?'
>>> replaced_english("the annual output", "How many sock makers are there in Donghe town?")
'What is the annual output of sock makers in Donghe town?'
"""

from __future__ import annotations

import re

from .antecedents_english import group_in
from .contrasts import ENGLISH_CONTRASTS
from .dialogue import Alike
from .frame_english import (
    AUXILIARY,
    MEASURES,
    ROLES,
    TIME,
    EnglishFrame,
    english_frame,
    names_in,
    with_article,
)
from .likeness import ALIKE

_ELLIPSIS = re.compile(
    r"^(?P<marked>what about|how about|what of)?\s*(?P<rest>.{2,70}?)\s*[?.!]*$", re.IGNORECASE
)
_LED = re.compile(r"^(?:and|but|so|then|ok(?:ay)?|now)\b", re.IGNORECASE)
_ASKS = re.compile(
    rf"(?:what|how|who|whom|whose|when|where|which|why|{AUXILIARY}|name|list|tell)\b", re.IGNORECASE
)
_LONGEST_BARE = 4
_CONDITION = re.compile(
    r"\b(?:(?:above|over|under|below|beyond|exceeding|at least|at most|up to|more than|less than|fewer than)\s+)?"
    r"[0-9][0-9,.]*(?:\s*(?:million|billion|thousand|per cent|percent))?%?\s*"
    r"(?:yuan|mu|people|years?|square metres|hectares|kilometres|km|metres|tons?)?(?:\s+(?:a year|per year|or (?:more|above|over|older)|and above|upwards))?",
    re.IGNORECASE,
)  # fmt: skip
_BOUND = re.compile(
    r"above|over|under|below|exceeding|least|most|more|less|fewer|up", re.IGNORECASE
)
_ONES = re.compile(r"^(?:the\s+)?(?P<kind>[^?]{2,40}?)\s+ones?$", re.IGNORECASE)
_WIDE = re.compile(
    r"^(?:the\s+)?(?:(?:whole|entire|rest of the)\s+)?(?P<level>world|nation|country|province|city|county|district|town)(?:\s+as a whole)?(?:\s+overall)?$"
    r"|^(?:nation|country|province|city|county|district|town)wide$|^(?:all of\s+)?China$",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"(?:the\s+)?(?P<who>elderly|young|poor|disabled|old people|older people|young people|women|men|children|farmers|villagers|"
    r"migrant workers|students|pensioners|graduates|workers|newcomers)",
    re.IGNORECASE,
)
_RESIDENTS = re.compile(r"\b(?:residents|people|population)\b")
_AVERAGE = re.compile(
    r"^(?:the\s+)?(?P<level>provincial|national|municipal|county|city|district|town)(?:['’]s)?(?:[ -]wide)?\s+(?:average|level|figure|rate|total)$",
    re.IGNORECASE,
)
_LEVELS = {"provincial": "province", "national": "country", "municipal": "city"}
_WHENEVER = re.compile(
    r"(?:on|at|in|during)\s+(?:the\s+)?(?:weekends?|weekdays|workdays|holidays|night|(?:peak|high|low|off) season|(?:spring|summer|autumn|winter)(?: holidays?)?|mornings?|afternoons?|evenings?)",
    re.IGNORECASE,
)
_NO_PRODUCT = frozenset(
    "the total annual yearly monthly daily average overall per capita disposable gross net domestic operating household "
    "urban rural urban-rural public fiscal of and area growth permanent registered".split()
)
_PLURAL = re.compile(r"(?<![su])s$|(?:people|children|men|women|staff)$", re.IGNORECASE)
_EARLIER = re.compile(
    r"^(?:the\s+)?(?:(?P<before>year before|previous year|prior year)(?:\s+that)?|year earlier)$|^a year (?P<ago>earlier|before|ago)$",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"^(?P<count>one|two|three|four|five|[1-5]) years? (?P<way>later|earlier|before|after)$",
    re.IGNORECASE,
)
_NUMBERS = {w: n for n, w in enumerate("one two three four five".split(), 1)} | {
    str(n): n for n in range(1, 6)
}
_NOT_NOUNS = frozenset(
    "how what who which when where why many much the and for from with per".split()
)
_LATER = re.compile(
    r"^(?:the\s+)?(?:year after|following year|next year)$|^a year later$", re.IGNORECASE
)


def english_ellipsis(turn: str) -> str | None:
    """The X of "What about X", "And X" and of a bare noun phrase; `None` for a whole question."""
    led = bool(_LED.match(turn))
    plain = re.sub(
        r"^(?:and|but|so|then|ok(?:ay)?|now)\b[,\s]*", "", turn.strip(), flags=re.IGNORECASE
    )
    match = _ELLIPSIS.match(plain)
    if match is None:
        return None
    rest = match["rest"]
    if match["marked"]:
        return rest
    if _ASKS.match(rest) or not (led or len(rest.split()) <= _LONGEST_BARE):
        return None
    return rest


def replaced_english(rest: str, base: str, alike: Alike | None = None) -> str | None:
    """The question `base` with `rest` in the place of its like; `None` where nothing is like it.

    `alike` measures how near words are in meaning; without it the kind of word tells.
    """
    frame = english_frame(base)
    rest = re.sub(r"\b(year (?:before|after)) that\b", r"\1", rest, flags=re.IGNORECASE)
    if _WHENEVER.fullmatch(rest.strip()) and not _WHENEVER.search(base):
        return f"{frame.text} {rest.strip()}?"
    whom = re.match(r"(?:for|among|with)\s+(?P<who>.+)", rest.strip(), re.IGNORECASE)
    rest = re.sub(
        r"^(?:in|for|of|at|to|about|with|among|on)\s+(?!the\s+end\b)",
        "",
        rest.strip(),
        flags=re.IGNORECASE,
    )
    question = f"{frame.text}?"
    # this year's target: the target of that year.
    rest = re.sub(r"^(this|last|next) (year|month|quarter)['’]s (.+)$", r"the \3 \1 \2", rest)
    time = _time_of(rest, frame)
    if time:
        question = _with_time(frame, time)
        rest = re.sub(r"\s+", " ", TIME.sub("", rest)).strip(" ,")
        rest = re.sub(r"^(?:in|for|of|at)$", "", rest)
        if not rest or _EARLIER.match(rest) or _LATER.match(rest) or _AWAY.match(rest):
            return question
        frame = english_frame(question)
    possessive = re.match(r"(?:its|their|his|her)\s+(.+)", rest, re.IGNORECASE)
    if possessive:
        theirs = rest.lower().startswith("their")
        return _attribute(possessive[1], frame, group_in(frame.text) if theirs else frame.entity)
    return (
        _ones(rest, frame)
        or _condition(rest, frame)
        or _contrast(rest, question)
        or _group(rest, question)
        or _wide(rest, frame)
        or _named(rest, frame)
        or _same_head(rest, frame)
        or _for_whom(whom, frame)
        or _of_the_product(rest, frame)
        or _of_like_meaning(rest, frame, alike)
        or _attribute(rest, frame)
    )


def _of_the_product(rest: str, frame: EnglishFrame) -> str | None:
    """And tea, after the grain output: another thing that is measured so."""
    product = re.sub(r"^(?:the)\s+", "", rest)
    *modifiers, _ = frame.measure.split() or [""]
    old = next((word for word in reversed(modifiers) if word not in _NO_PRODUCT), "")
    if not old or not re.fullmatch(r"[a-z-]+", product):
        return None
    if re.fullmatch(rf"(?:{MEASURES}|{ROLES})", product, re.IGNORECASE):
        return None
    return re.sub(rf"\b{re.escape(old)}\b", product, frame.text, count=1) + "?"


def _for_whom(whom: re.Match[str] | None, frame: EnglishFrame) -> str | None:
    """And for people over 80: for whom it is asked, where nobody was named."""
    if whom is None or re.search(r"\b(?:for|among)\b", frame.text) or names_in(whom["who"]):
        return None
    return f"{frame.text} {whom.group().strip()}?"


def _of_like_meaning(rest: str, frame: EnglishFrame, alike: Alike | None) -> str | None:
    """Dinner for lunch: the noun of the question that is nearest in meaning."""
    noun = re.sub(r"^(?:the|a|an)\s+", "", rest)
    if alike is None or not re.fullmatch(r"[a-z-]+(?: [a-z-]+)?", noun):
        return None
    if re.search(rf"\b(?:{MEASURES}|{ROLES})$", noun):
        return None
    words = [
        word for word in re.findall(r"\b[a-z-]{3,}\b", frame.text)
        if word not in _NOT_NOUNS and not re.fullmatch(AUXILIARY, word) and word not in noun
    ]  # fmt: skip
    if not words:
        return None
    best, score = max(zip(words, alike(noun, words), strict=True), key=lambda pair: pair[1])
    return re.sub(rf"\b{best}\b", noun, frame.text, count=1) + "?" if score >= ALIKE else None


def _same_head(rest: str, frame: EnglishFrame) -> str | None:
    """Tap water, after the price of reclaimed water: another kind of the same noun."""
    words = re.sub(r"^(?:the|a|an)\s+", "", rest).split()
    if len(words) < 2 or frame.counted.endswith(words[-1]):
        return None
    old = re.search(rf"\b(?!of\b|the\b|in\b|for\b)[a-z-]+\s+{re.escape(words[-1])}\b", frame.text)
    if old is None or old.group() in frame.entity or " ".join(words) in frame.text:
        return None
    return f"{frame.text[: old.start()]}{' '.join(words)}{frame.text[old.end() :]}?"


def _time_of(rest: str, frame: EnglishFrame) -> str:
    """The time that a turn names, the year before or two years later counted from the one before."""
    away = _AWAY.match(rest)
    if away is not None or _EARLIER.match(rest) or _LATER.match(rest):
        year = re.search(r"(?:19|20)[0-9]{2}", frame.time)
        back = bool(_EARLIER.match(rest) or (away and away["way"].lower() in ("earlier", "before")))
        if year is None:
            past = re.search(r"last (?:year|month|quarter)", frame.time)
            before = (
                "the year before last"
                if past and past.group() == "last year"
                else "the year before"
            )
            return "" if away else before if back else "the year after"
        count = _NUMBERS.get(away["count"].lower(), 1) if away is not None else 1
        return frame.time.replace(
            year.group(), str(int(year.group()) + (-count if back else count))
        )
    match = TIME.search(rest)
    return match.group().strip() if match else ""


def _with_time(frame: EnglishFrame, time: str) -> str:
    if not frame.time:
        return f"{frame.text} {'in ' if re.match('(?:19|20)[0-9]{2}', time) else ''}{time}?"
    new, old = (re.search(r"\b(?:19|20)[0-9]{2}\b", t) for t in (time, frame.time))
    if new and old and new.group() == time.removeprefix("in ").strip():
        return f"{frame.text.replace(old.group(), new.group(), 1)}?"
    if not re.match(
        r"(?:in|for|during|by|since|until|before|after|of|at|last|this|next|a|the (?:year|previous|following))\b",
        time,
        re.IGNORECASE,
    ):
        time = f"in {time}"
    return f"{frame.text.replace(frame.time, time, 1)}?"


def _ones(rest: str, frame: EnglishFrame) -> str | None:
    """The rural ones: another kind of what was counted."""
    match = _ONES.match(rest)
    if match is None or not frame.counted:
        return None
    kind = re.sub(r"^(?:the)\s+", "", match["kind"])
    words = re.sub(r"\s*[（(][^()（）]*[)）]", "", frame.counted).split()
    noun = " ".join(words[1:] if len(words) > 1 else words)
    return f"{frame.text.replace(frame.counted, f'{kind} {noun}', 1)}?"


def _condition(rest: str, frame: EnglishFrame) -> str | None:
    """Above 1 million yuan: another bound on the same things."""
    new = _CONDITION.fullmatch(rest)
    if new is None or not _BOUND.search(rest):
        return None
    for old in _CONDITION.finditer(frame.text):
        if _BOUND.search(old.group()) or re.search(r"yuan|%", old.group()):
            return f"{frame.text[: old.start()]}{rest}{frame.text[old.start() + len(old.group().rstrip()) :]}?"
    return None


def _contrast(rest: str, question: str) -> str | None:
    for words in ENGLISH_CONTRASTS:
        if sum(re.search(rf"\b{w}\b", rest, re.IGNORECASE) is not None for w in words) > 1:
            continue  # the urban-rural ratio is of both
        new = next((w for w in words if re.search(rf"\b{w}\b", rest, re.IGNORECASE)), None)
        old = next((w for w in words if w != new and re.search(rf"\b{w}\b", question, re.IGNORECASE)), None)  # fmt: skip
        if new and old and not re.search(rf"\b{new}\b", question, re.IGNORECASE):
            return re.sub(rf"\b{old}\b", new, question, count=1, flags=re.IGNORECASE)
    return None


def _group(rest: str, question: str) -> str | None:
    """Among the elderly: another group of people than residents."""
    new = _PEOPLE.fullmatch(rest)
    if new is None or not _RESIDENTS.search(question):
        return None
    group = new["who"] if _PLURAL.search(new["who"]) else f"{new['who']} residents"
    return _RESIDENTS.sub(group, question, count=1)


def _wide(rest: str, frame: EnglishFrame) -> str | None:
    """The whole province, the city as a whole: in the place of the place."""
    if (average := _AVERAGE.match(rest)) is not None:
        level = average["level"].lower()
        rest = f"the whole {_LEVELS.get(level, level)}"
    if _WIDE.match(rest) is None or not frame.entity:
        return None
    level = re.sub(r"\s+(?:as a whole|overall)$", "", rest, flags=re.IGNORECASE)
    level = (
        "the whole country" if re.match(r"(?:nation|country)wide$", level, re.IGNORECASE) else level
    )
    level = re.sub(r"^(\w+)wide$", r"the whole \1", level, flags=re.IGNORECASE)
    names = names_in(frame.text)
    outer = names[-1] if names and frame.entity in names[:-1] else ""
    # The city of Chumen Town, Yuhuan is Yuhuan.
    place = outer or level
    old = (
        f"{frame.entity}, {outer}"
        if outer and f"{frame.entity}, {outer}" in frame.text
        else frame.entity
    )
    return f"{re.sub(r'(?<![A-Za-z])(?:the )?' + re.escape(old), place, frame.text, count=1)}?"


def _named(rest: str, frame: EnglishFrame) -> str | None:
    """Another place or thing in the place of the one before."""
    new = names_in(f"of {rest}")
    names = names_in(frame.text)
    if not new or not names:
        return None
    shown = re.sub(r"^the\s+(?=[A-Z“\"])", "", rest)
    last = new[-1]
    if not shown.endswith(last) and not re.match(
        rf"{re.escape(new[0])}(?:['’]s)?$|{re.escape(new[0])},", shown
    ):
        # the income of Xihe town: another measure of another place.
        measured = re.match(
            rf"(?:the\s+)?(?P<what>.+?)\s+(?:of|in|for|at)\s+(?:the\s+)?{re.escape(new[0])}", rest
        )
        return f"What is the {measured['what']} of {new[0]}?" if measured else None
    kind = _kind(last)
    alike = [name for name in names if kind and _kind(name) == kind]
    inside = [name for name in names if name in frame.entity]
    old = (alike or inside or names)[0 if alike else -1]
    if not alike and kind and kind not in _PLACES and frame.entity and frame.entity not in names:
        old = frame.entity
    return f"{frame.text.replace(old, shown if shown.endswith(last) else new[0], 1)}?"


_PLACES = frozenset(
    "town township village county district city province prefecture community subdistrict".split()
)


def _kind(name: str) -> str:
    """The class word of a name, "" for none: Donghe town -> town."""
    last = name.split()[-1].lower()
    return last if name[:1].isupper() and last != name.lower() else ""


def _attribute(rest: str, frame: EnglishFrame, group: str = "") -> str | None:
    """Another thing that is counted, another measure or somebody's office."""
    noun = re.sub(r"^(?:the|a|an)\s+", "", rest, flags=re.IGNORECASE)
    if frame.entity and noun.lower() in frame.entity.lower():
        return None
    head = re.split(r"\s+(?:of|in|at|for|among|per)\s+", noun)[0]
    entity = frame.entity
    when = f" {frame.time}" if frame.time else ""
    if re.search(rf"\b(?:{ROLES})$", head, re.IGNORECASE):
        return f"Who is the {noun} of {with_article(entity)}?" if entity else None
    measure = bool(re.search(rf"\b(?:{MEASURES})$", head, re.IGNORECASE))
    if _PLURAL.search(head) and not measure:
        if frame.counted:
            return f"{frame.text.replace(frame.counted, noun, 1)}?"
        return f"How many {noun} are there in {entity}?" if entity else None
    if measure and frame.measure and head == noun:
        # Another measure of the same whole.
        owned = re.sub(r"^the\s+", "", frame.measured)
        if owned.startswith(frame.measure):
            of = re.sub(rf"^{re.escape(frame.measure)}\s+of\s+", "", owned)
            return f"What is the {noun} of {of}{when}?"
    # The output of sock makers in Donghe; but the platform's, not that of the companies it helped.
    whose = (
        group or (frame.things if measure and head == noun and not frame.done_by else "") or entity
    )
    if not whose:
        return None
    if len(whose.split()) > _LONGEST_WHOSE:
        whose = entity or whose
    joint = "in" if head != noun and whose == entity else "of"
    verb = "was" if re.search(r"last|(?:19|20)[0-9]{2}", when) else "is"
    return f"What {verb} the {noun} {joint} {with_article(whose)}{when if when.strip() not in whose else ''}?"


_LONGEST_WHOSE = 12
