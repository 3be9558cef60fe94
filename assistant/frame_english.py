"""The parts of an English question: what is counted, measured or asked of which thing, and when.

>>> parsed = english_frame("What was the GDP of Donghe County in 2020?")
>>> parsed.measure, parsed.entity, parsed.time
('GDP', 'Donghe County', 'in 2020')
>>> english_frame("How many sock makers are there in Donghe town?").things
'sock makers in Donghe town'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)"
# Nouns of things that a question can be about: they close a name (Wanghu wetland park) or have one
# of their own (the job market in Donghe).
_THING = (
    "town|township|village|county|district|city|province|prefecture|subdistrict|community|park|garden|school|"
    "kindergarten|college|university|academy|institute|hospital|clinic|company|firm|group|factory|mill|plant|"
    "enterprise|platform|app|website|system|brain|street|bridge|road|highway|expressway|railway|tunnel|line|route|"
    "museum|library|theatre|hall|market|supermarket|shop|store|manor|estate|hotel|homestay|restaurant|canteen|"
    "kitchen|station|airport|port|pier|wharf|square|temple|farm|garden|pond|lake|river|mountain|island|reservoir|"
    "forest|field|base|zone|cluster|enclave|hub|cent(?:er|re)|project|programme|program|plan|campaign|scheme|"
    "initiative|policy|fund|bank|cooperative|association|alliance|consortium|workshop|laboratory|lab|stop|"
    "award|prize|festival|fair|race|marathon|competition|contest|service|hotline|team|brand|pilot|trial|course|building|"
    "tower|arena|stadium|track|trail|greenway|toilet|terminal|charging pile|card|bell|button|code|day|"
    "resort|gallery|inn|lodge|teahouse|pool|gym|court|office|bureau|reserve|orchard|vineyard|nursery|greenhouse|kiln|mine|dam|"
    "bus|train|boat|ship|vessel|machine|device|robot|book|film|opera|song|dance|band|choir|troupe|crew|"
    "canal|seawall|ferry|fleet|network|exhibition|expo|forum|conference|league|cup|games"
)
_DETERMINER = r"(?:the|a|an|this|that|its|their)"
_WORD = r"[A-Za-z0-9][A-Za-z0-9'’-]*"
_QUOTED = r"(?:“[^”]+”|\"[^\"]+\"|‘[^’]+’(?!\w))"
_NAME = rf"(?:[A-Z][A-Za-z'’-]*(?:\s+(?:of\s+(?=[A-Z]))?[A-Z][A-Za-z'’-]*)*|{_QUOTED})"
_IN_BRACKETS = r"(?:\s*[（(][^()（）]{1,20}[)）])?"
PROPER = re.compile(
    rf"(?:\bthe\s+)?(?P<name>{_NAME}){_IN_BRACKETS}(?P<kind>(?:\s+[a-z][a-z-]*){{0,3}}?(?:\s+(?:{_THING}))+)?(?![A-Za-z-])"
)
# A thing described with the place that it is in or of: the job market in Donghe.
_DESCRIBED = re.compile(
    rf"\b(?:the|a|an)\s+(?P<what>(?:[a-z][a-z'-]*\s+){{0,4}}(?:{_THING}))"
    rf"(?P<of>\s+(?:of|in|at|for)\s+(?:the\s+)?{_NAME}{_IN_BRACKETS}(?:\s+(?:{_THING}))?)?(?![A-Za-z-])"
)
_OWN_THING = re.compile(
    rf"\b(?:its|their)\s+(?P<what>(?:[a-z][a-z'-]*\s+){{0,4}}(?:{_THING}))(?![A-Za-z-])"
)
_NOT_NAMES = frozenset(
    """
    what how who whose whom when where why which is are was were do does did has have had can could will would should may
    and or but so then in on at of to for from by with since during before after until the a an i it its they their
    there this that these those he she his her if please no yes also ok okay tell give name list compared according
    gdp cpi ai
    january february march april may june july august september october november december mu yuan
    """.split()
)
TIME = re.compile(
    r"(?:(?:by|at|until|since|before)\s+the\s+end\s+of\s+|(?:in|for|during|by|since|until|before|after|of)\s+)?"
    r"(?:the\s+)?(?:(?:first|second)\s+half\s+of\s+|(?:(?:first|second|third|fourth)|1st|2nd|3rd|4th)\s+(?:quarter|three quarters)\s+of\s+"
    r"|first\s+three\s+quarters\s+of\s+|q[1-4]\s+(?:of\s+)?)?"
    r"(?:(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+)?\b(?:19|20)[0-9]{2}\b"
    r"|\b(?:last|this|next|the previous|the following)\s+(?:year|month|quarter|summer|spring|autumn|winter)\b)"
    r"|(?:(?:in|for|during)\s+)?the\s+(?:first|second|third|fourth)\s+(?:half|quarter)\b|\bthe year before(?: last)?\b|\ba year earlier\b|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,2})\s+(?:years?|months?|decades?)\s+ago\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:and|but|so|then|ok(?:ay)?|well|now|also|by the way|thanks?(?: you)?|sorry|please)\b[,:.\s]*)+|"
    r"^(?:(?:can|could|do) you (?:tell me|say|know)|tell me|i(?:'d| would) like to know|i want to know)\s+",
    re.IGNORECASE,
)
# Nouns that are measured of something, in the singular; nouns of what is counted take "how many".
MEASURES = (
    "gdp|area|size|length|width|height|depth|population|income|revenue|revenues|spending|expenditure|output|production|yield|"
    "value|price|cost|fee|rent|wage|salary|pension|profit|profits|sales|turnover|investment|funding|budget|subsidy|capital|"
    "rate|ratio|share|percentage|proportion|growth|increase|decrease|rise|fall|number|amount|total|sum|count|average|capacity|"
    "speed|distance|duration|rank|ranking|score|target|goal|standard|scale|exports|imports|earnings|coverage|consumption|quota|"
    "figure|loan|loans|deposit|deposits|credit|temperature|weight|age|budget|ticket"
)
ROLES = (
    "mayor|governor|head|director|chairman|chairwoman|president|manager|owner|boss|founder|secretary|leader|principal|"
    "headmaster|headteacher|dean|curator|author|reporter|designer|chef|coach|doctor|spokesman|spokesperson|person in charge"
)
_MEASURE_OF = re.compile(
    rf"^(?:what|which|how (?:high|large|big|low|great|much))\s+(?:{AUXILIARY})\s+(?:the\s+)?(?P<measure>(?:[A-Za-z-]+\s+){{0,5}}?(?:{MEASURES})(?:\s+(?:rate|ratio|income|area|value|output))?)"
    rf"(?:\s+(?:of|in|for|at|among|by|from|between)\s+(?P<of>.+))?$",
    re.IGNORECASE,
)
_POSSESSED_MEASURE = re.compile(
    rf"^(?:what|how (?:high|large|big|low|much))\s+{AUXILIARY}\s+(?P<of>.+?)['’]s?\s+(?P<measure>(?:[A-Za-z-]+\s+){{0,4}}?(?:{MEASURES}))$",
    re.IGNORECASE,
)
_MOVES = r"(?:grow|increase|rise|fall|drop|decline|shrink|change|go|rank|compare|improve)"
_DID_MEASURE = re.compile(
    rf"^(?:by )?how(?: much| far| fast)?\s+{AUXILIARY}\s+(?:the\s+)?(?P<measure>(?:[A-Za-z-]+\s+){{0,5}}?(?:{MEASURES}))\s+(?:of|in)\s+(?P<of>.+?)\s+"
    rf"{_MOVES}\b",
    re.IGNORECASE,
)
_DID_POSSESSED = re.compile(
    rf"^(?:by )?how(?: much| far| fast)?\s+{AUXILIARY}\s+(?P<of>.+?)['’]s?\s+(?P<measure>(?:[A-Za-z-]+\s+){{0,5}}?(?:{MEASURES}))\s+{_MOVES}\b",
    re.IGNORECASE,
)
# What ends the noun phrase after how many: a verb, an auxiliary, a preposition.
_COUNT_END = re.compile(
    rf"\s+(?:there\b|{AUXILIARY}\b|(?:of|in|at|on|from|with|above|over|under|below|that|who|which|more|less)\b|"
    r"[a-z]+ed\b|(?:came|went|got|took|made|ran|saw|built|bought|sold|spent|won|left|became|began|met|paid|sent|held|gave|grew|rose|fell|"
    r"live|work|come|go|use|visit|earn|take part|join|receive|participate|enjoy|benefit|belong|study|stay|stayed|attend|exist|cover)\b)",
    re.IGNORECASE,
)
# in Donghe | have | an income above 500,000 yuan
_HAVING = re.compile(
    r"(?P<where>(?:in|at|of|on)\s+.+?)\s+(?:have|has|had)\s+(?P<what>(?:an?|no|more|less|over|[0-9]).+)"
)
# women | over 50 does the farm hire
_DONE_BY = re.compile(
    r"(?P<kind>(?:(?:over|under|above|below|with|from|aged)\s.*?)?)\b(?P<aux>do|does|did|has|have|had)\s+(?P<who>(?!an?\b|[0-9]).+)",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    r"\s(?:[a-z]+ed|made|built|sold|won|given|taken|held|run|brought|sent|found|had|seen|grown|become)\b"
)
_UNITS = r"(?:mu|hectares?|tons?|tonnes?|kilometres?|kilometers?|metres?|meters?|square \w+|cubic \w+|kinds?|types?|pieces?|sets?|pairs?|kilograms?|jin|bottles?|cups?|boxes|hours?|days?)"
_COUNTED = re.compile(r"^how (?:many|much)\s+(?P<rest>.+)$", re.IGNORECASE)


_COMMON = re.compile(
    r"(?:park|platform|factory|museum|library|market|cent(?:er|re)|project|bridge|school|hospital|programme|program|plan|base|festival|fund|canteen|station|scheme|reservoir|race|marathon|bus|train|system|tunnel|railway|network|competition)['’]?s?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class EnglishFrame:
    """A question in parts; parts that it lacks are "".

    `text` is the question without opening words and end mark. `entity` is the thing or place that it
    is about, `measure` what is measured of it, `counted` the noun after how many, `clause` what is said
    of the things that are counted (visited Donghe last year), `time` as printed.
    """

    text: str
    entity: str
    measure: str
    counted: str
    clause: str
    time: str

    @property
    def things(self) -> str:
        """What is counted, with whose it is: sock makers in Donghe town."""
        if not self.counted:
            return ""
        clause = self.clause
        if not clause:
            return self.counted
        if (did := _DONE_BY.fullmatch(clause)) and not re.match(r"there\b", did["who"]):
            return f"{self.counted}{_done_by(did, self.entity)}"
        there = re.sub(rf"^{AUXILIARY}\s+(?:there\s*)?", "", clause, flags=re.IGNORECASE)
        if there != clause:
            return f"{self.counted} {there}".strip()
        if having := _HAVING.fullmatch(clause):
            return f"{self.counted} {having['where']} with {having['what']}"
        if re.match(r"(?:in|at|of|on|with|from|above|over|under|below|that|who)\b", clause):
            return f"{self.counted} {clause}"
        return f"{self.counted} that {clause}"

    @property
    def agent(self) -> str:
        """The group that does something to what is counted: the bells of how many people have the
        bells saved; "" for none."""
        did = _DONE_BY.fullmatch(self.clause)
        owner = _owner_and_verb(did, self.entity)[0] if did is not None else ""
        return owner if re.fullmatch(r"the\s+(?:[a-z-]+\s+){0,3}[a-z-]+(?<![su])s", owner) else ""

    @property
    def done_by(self) -> bool:
        """Whether things are counted that somebody else does or has something to, not things of his."""
        did = _DONE_BY.fullmatch(self.clause)
        return did is not None and not re.search(r"(?:^of| of) ", _done_by(did, self.entity))

    @property
    def measured(self) -> str:
        """What is measured, with whose it is: the GDP of Donghe County."""
        if not self.measure:
            return ""
        measure = re.sub(r"^the\s+", "", self.measure)
        if not self.entity:
            return f"the {measure}"
        if possessive := re.search(rf"{re.escape(self.entity)}['’]s?\s+", self.text):
            return f"{possessive.group()}{measure}"
        group = re.search(
            rf"\b(?:of|for|among)\s+(?P<of>[^?]*?\b(?:in|of)\s+(?:the\s+)?{re.escape(self.entity)})",
            self.text,
        )
        return f"the {measure} of {group['of'] if group else self.entity}"


def opened(question: str) -> str:
    """A question without the words that open it (And, OK, please) and its end mark."""
    text = re.sub(r"[?.!\s]+$", "", question.strip())
    previous = None
    while previous != text:
        previous = text
        text = _OPENING.sub("", text).strip()
    return text


def names_in(text: str) -> list[str]:
    """Proper names of an English text, with the noun that says what they are.

    >>> names_in("How big is the Wanghu wetland park in Donghe county?")
    ['Wanghu wetland park', 'Donghe county']
    """
    found: list[str] = []
    for match in PROPER.finditer(text):
        words = match["name"].split()
        while words and words[0].lower().strip("'’") in _NOT_NAMES:
            words = words[1:]
        if not words or all(word.lower() in _NOT_NAMES for word in words):
            continue
        name = re.sub(r"['’]s?$", "", " ".join(words))
        possessed = name != " ".join(words)
        kind = "" if possessed else (match["kind"] or "")
        if re.search(rf"\b{AUXILIARY}\b", kind) or re.search(
            r"\b(?:and|or|the|of|in|to|a|an|its|their|his|her|has|have|run|build|with|for|that)\b",
            kind,
        ):
            kind = ""
        name = re.sub(r"^(?:the\s+)?(?:GDP|CPI)\s+of\s+", "", name)
        if name.strip('“”"‘’') and (len(name) > 1 or name.isalpha()):
            found.append(f"{name}{kind}")
    return list(dict.fromkeys(found))


def is_thing(name: str) -> bool:
    """Whether a name closes with the noun that says what it is: Donghe Town, Luyuan tea factory."""
    return bool(re.search(rf"\b(?:{_THING})$", name, re.IGNORECASE))


def with_article(name: str) -> str:
    """`the` before a name that ends in a common noun: the Wanghu wetland park."""
    bare = re.sub(r"['’]s?$", "", name)
    if (
        not re.match(r"the\b|[a-z]|.*['’]s?\s", name)
        and _COMMON.search(bare)
        and re.search(r"\s[a-z]+$", bare)
    ):
        return f"the {name}"
    return name


def described_in(text: str) -> list[str]:
    """Things that a text describes by a common noun: the job market in Donghe.

    Those without a place of their own need two words, so that the county's is none.
    """
    found: list[str] = []
    for match in _DESCRIBED.finditer(text):
        what, of = match["what"], match["of"] or ""
        if re.search(rf"\b{AUXILIARY}\b", what) or (not of and " " not in what):
            continue
        if not of and re.match(
            r"(?:whole|entire|same|other|first|last|new|biggest|largest|smallest)\s+\w+$", what
        ):
            continue
        if of or not re.search(rf"\b(?:{MEASURES})\b", what):
            found.append(f"the {what}{of}")
    return found


@lru_cache(maxsize=1024)
def english_frame(question: str) -> EnglishFrame:
    """Divide an English question into its parts; see the module for examples."""
    text = opened(question)
    time_match = next(reversed(list(TIME.finditer(text))), None)
    time = time_match.group().strip() if time_match else ""
    plain = text
    if time_match:
        plain = f"{text[: time_match.start()]} {text[time_match.end() :]}"
        plain = re.sub(r"\s+", " ", plain).strip(" ,")
    counted = clause = ""
    if (match := _COUNTED.match(plain)) is not None:
        rest = match["rest"]
        unit = re.match(rf"{_UNITS}\s+of\s+", rest, re.IGNORECASE)
        skip = unit.end() if unit else 0
        end = _COUNT_END.search(f" {rest}", skip)
        size = len(rest) if end is None else max(end.start() - 1, 0)
        # How much is it: nothing is counted.
        if size:
            counted, clause = rest[:size].strip(), rest[size:].strip()
            clause = f"{clause} {time}".strip() if clause and time else clause
    entity = _entity(plain)
    measure = ""
    for pattern in (_POSSESSED_MEASURE, _DID_POSSESSED, _MEASURE_OF, _DID_MEASURE):
        if (measured := pattern.match(plain)) is not None:
            measure = measured["measure"]
            owners = names_in(measured["of"] or "")
            # Yuhuan's rate in Taizhou: whose it is comes before where it is compared.
            entity = owners[0] if pattern is _DID_POSSESSED and owners else entity
            break
    return EnglishFrame(text, entity, measure, counted, clause, time)


def _owner_and_verb(did: re.Match[str], entity: str) -> tuple[str, str]:
    """Who does it, and what: (the platform of Donghe, helped)."""
    who = did["who"]
    verb = _PARTICIPLE.search(who)
    if entity and entity in who:
        at = who.find(entity) + len(entity)
    elif verb is not None and did["aux"].lower() in ("has", "have", "had"):
        at = verb.start()
    else:
        at = who.rfind(" ")
    return who[:at].strip(), who[at:].strip()


def _done_by(did: re.Match[str], entity: str) -> str:
    """What is said of counted things by who has or did something to them: made by Donghe.

    hospitals |does Xihe County have -> hospitals of Xihe County; companies |has the platform helped
    -> companies helped by the platform.
    """
    who, kind = did["who"], did["kind"].rstrip()
    kind = f" {kind}" if kind else ""
    owner, verb = _owner_and_verb(did, entity)
    plain = re.sub(TIME, "", verb).strip()
    if not owner or plain in ("", "have", "own", "had", "got", "now have"):
        return f"{kind} of {owner or who}"
    if did["aux"].lower() in ("has", "have", "had"):
        first, _, rest = verb.partition(" ")
        return f"{kind} {first} by {owner}{' ' + rest if rest else ''}"
    return f"{kind} that {owner} {verb}"


def _entity(text: str) -> str:
    """The thing or place that a question is about: what it describes, else what it names.

    The first described thing or, of several names, the last before a further one in its place.
    """
    described = described_in(text)
    names = names_in(text)
    own = _OWN_THING.search(text)
    if own is not None and not described and names and text.find(names[0]) < own.start():
        # When did Donghe start its loan platform?
        return f"{names[0]}'s {own['what']}"
    subject = re.match(
        rf"(?:where|when|why|who|what|how(?: \w+)?)\s+{AUXILIARY}\s+(?P<np>(?:the|a|an)\s+(?:[\w'’-]+\s+){{0,6}}?[\w'’-]+?)"
        r"(?:\s+(?:located|situated|built|opened|launched|founded|set up|established|introduced|started|completed|held|made)\b.*)?$",
        text, re.IGNORECASE,
    )  # fmt: skip
    if described:
        return described[0]
    if names:
        # The sock museum in Donghe: the first one is the thing, the second its place.
        first = names[0]
        inside = len(names) > 1 and re.search(
            rf"{re.escape(first)}(?:\s*[（(][^()（）]*[)）])?(?:,\s*|\s+(?:in|of|at)\s+(?:the\s+)?){re.escape(names[1])}",
            text,
        )
        return first if inside else names[-1]
    if subject is not None and not re.search(rf"\b(?:{MEASURES})\b", subject["np"], re.IGNORECASE):
        return subject["np"]
    return ""
