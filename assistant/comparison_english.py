"""English questions that compare two figures.

>>> asked = english_comparison("Which town has more sock makers, Donghe or Xihe")
>>> asked.operation, asked.questions
('larger', ('How many sock makers does Donghe have?', 'How many sock makers does Xihe have?'))
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import replace

from .arithmetic import Operation
from .compared import Comparison, is_less
from .contrasts import ENGLISH_CONTRASTS

_MORE = r"more|higher|larger|bigger|greater|longer|older|taller|faster|heavier|wider|deeper|farther|further"
_LESS = r"less|lower|smaller|fewer|shorter|cheaper|slower|younger"
_ADJECTIVE = rf"(?P<adj>{_MORE}|{_LESS})"
_IS = r"(?:is|was|are|were)"
_DOES = r"(?:do|does|did)"
_HAS = r"(?:has|have|had)"
# The dimension that a comparative measures: how long is it, for longer.
_DIMENSION = {
    "longer": "long", "shorter": "long", "older": "old", "younger": "old", "taller": "tall", "wider": "wide",
    "deeper": "deep", "farther": "far", "further": "far", "larger": "large", "bigger": "large", "smaller": "large",
    "heavier": "heavy", "faster": "fast", "slower": "fast",
}  # fmt: skip
_YEAR = r"(?:19|20)[0-9]{2}"
_TIME = rf"(?:(?:in )?(?:the )?(?:(?:first|second|third|fourth|last) (?:quarter|half|three quarters) of |end of |(?:january|february|march|april|may|june|july|august|september|october|november|december) )?{_YEAR})"
_MEASURE = r"(?:income|gdp|area|population|output|revenue|rate|ratio|price|cost|investment|sales|number|amount|value|size|length|growth|share|earnings|spending|expenditure)"


def english_comparison(text: str) -> Comparison | None:
    """What an English question without its end mark compares; `None` where it does not."""
    text = re.sub(r"^(?:and|but|so|then)\b[,\s]*", "", text.strip(), flags=re.IGNORECASE)
    for pattern, make in _FORMS:
        match = pattern.match(text)
        if match is not None and (found := make(match)) is not None:
            return found
    return None


def _of(
    operation: Operation, a: str, b: str, adjective: str = "", *, whether: bool = False
) -> Comparison:
    """Two noun phrases that are measured: What is a? What is b?"""
    one, other = _sides(a, b)
    labels = (one, other)
    how = _DIMENSION.get(adjective.lower(), "")
    if how and not re.search(rf"\b{_MEASURE}\b", f"{one} {other}", re.IGNORECASE):
        questions = (f"How {how} is {one}?", f"How {how} is {other}?")
    else:
        questions = (f"What is {one}?", f"What is {other}?")
    return Comparison(operation, questions, labels, adjective, whether)


def _larger(adjective: str) -> Operation:
    return "smaller" if is_less(adjective) else "larger"


def _difference(m: re.Match[str]) -> Comparison | None:
    return _of("difference", m["a"], m["b"])


def _difference_in(m: re.Match[str]) -> Comparison | None:
    """The difference in income between urban and rural residents in Donghe."""
    a, b = _sides(m["a"], m["b"])
    return _of("difference", f"the {m['what']} of {a}", f"the {m['what']} of {b}")


def _by_how_much(m: re.Match[str]) -> Comparison | None:
    return _of("difference", m["a"], m["b"], m["adj"])


def _does_more(m: re.Match[str]) -> Comparison | None:
    """How much more do urban residents earn than rural residents in Donghe?"""
    where = re.search(r"\s+(?:in|of|at)\s.+$", m["b"])
    tail = where.group() if where else ""
    a, b = m["a"], m["b"].removesuffix(tail)
    questions = tuple(f"How much {m['does']} {side}{tail} {m['verb']}?" for side in (a, b))
    return Comparison("difference", (questions[0], questions[1]), (a, b), m["adj"])


def _counts_more(m: re.Match[str]) -> Comparison | None:
    """How many more parks does Donghe have than Xihe?"""
    a, b = m["a"], re.sub(rf"\s+{_DOES}$", "", m["b"])
    return Comparison("difference", _having(m["what"], a, b), (a, b), m["adj"])


def _which_has(m: re.Match[str]) -> Comparison | None:
    """Which town has more sock makers, Donghe or Xihe? Who has a higher income, A or B?"""
    a, b = _sides(m["a"], m["b"])
    where = m.groupdict().get("where") or ""
    if re.search(rf"\b{_MEASURE}$", m["what"], re.IGNORECASE):
        found = _of(
            _larger(m["adj"]), f"the {m['what']} of {a}{where}", f"the {m['what']} of {b}{where}"
        )
        return Comparison(found.operation, found.questions, (a, b), m["adj"])
    return Comparison(_larger(m["adj"]), _having(m["what"], a, b), (a, b), m["adj"])


def _which_is(m: re.Match[str]) -> Comparison | None:
    where = m["where"] or ""
    a, b = _sides(m["a"], m["b"])
    found = _of(_larger(m["adj"]), f"{a}{where}", f"{b}{where}", m["adj"])
    return replace(found, labels=(a, b))


def _whether(m: re.Match[str]) -> Comparison | None:
    """Is the income of Donghe higher than that of Xihe? A bound in figures has no second side."""
    if re.match(
        r"(?:[0-9]|one\b|two\b|half\b|a\b|before\b|ever\b|last\b|it\b|in\s)", m["b"], re.IGNORECASE
    ):
        return None
    if re.fullmatch(
        r"(?:the\s+)?(?:year before|previous year|expected|planned|usual)", m["b"], re.IGNORECASE
    ):
        return None
    return _of(_larger(m["adj"]), m["a"], m["b"], m["adj"], whether=True)


def _together(m: re.Match[str]) -> Comparison | None:
    where = re.search(r"\s(?:in|at)\s.+$", m["b"])
    tail = where.group() if where and not re.search(r"\s(?:in|at)\s", m["a"]) else ""
    return _of("sum", f"the {m['what']} of {m['a']}{tail}", f"the {m['what']} of {m['b']}")


def _between_years(m: re.Match[str]) -> Comparison | None:
    what = re.sub(r"^the\s+", "", m["what"]) + (m["where"] or "")
    questions = (f"What was the {what} in {m['one']}?", f"What was the {what} in {m['other']}?")
    return Comparison("difference", questions, (m["one"], m["other"]))


def _between_times(m: re.Match[str]) -> Comparison | None:
    """How did complaints in Donghe change between the first quarter of 2020 and that of 2021?"""
    what = m["what"]
    one, other = m["one"], m["other"]
    if re.fullmatch(rf"(?:in )?{_YEAR}", other) and (part := re.match(r".*\bof (?=[0-9])", one)):
        other = part.group() + other.removeprefix("in ")
    one, other = (t if t.startswith("the ") else t.removeprefix("in ") for t in (one, other))
    counted = re.sub(r"^the number of ", "", re.sub(r"^the ", "", what))
    number = what.startswith("the number of ") or (
        re.match(r"[a-z]+s\b", what) and not re.search(rf"\b{_MEASURE}\b", what, re.IGNORECASE)
    )
    asked = f"How many {counted} were there" if number else f"What was {what}"
    return Comparison("difference", (f"{asked} in {one}?", f"{asked} in {other}?"), (one, other))


def _more_in(m: re.Match[str]) -> Comparison | None:
    """How many more inns did Donghe have in 2022 than in 2019?"""
    asked = f"How {m['many']} {m['what']} {m['does']} {m['who']}".replace("  ", " ")
    one, other = m["one"], m["other"]
    return Comparison("difference", (f"{asked} in {one}?", f"{asked} in {other}?"), (one, other))


def _kinds_together(m: re.Match[str]) -> Comparison | None:
    """Adding the large and the small ones, how many parks does Donghe have?"""
    kinds = [re.sub(r"^the\s+|\s+(?:ones?|types?|kinds?)$", "", m[side].strip()) for side in "ab"]
    one, other = (f"How many {kind} {m['what']}?" for kind in kinds)
    return Comparison("sum", (one, other), (kinds[0], kinds[1]))


def _in_place(m: re.Match[str]) -> Comparison | None:
    """In Donghe, which is higher: the income of farmers or that of workers?"""
    found = english_comparison(f"{m['rest'][:1].upper()}{m['rest'][1:]}")
    if found is None:
        return None
    one, other = (q if m["place"] in q else f"{q[:-1]} in {m['place']}?" for q in found.questions)
    return replace(found, questions=(one, other))


def _times(m: re.Match[str]) -> Comparison | None:
    return _of("ratio", m["a"], m["b"])


def _having(what: str, a: str, b: str) -> tuple[str, str]:
    return f"How many {what} does {a} have?", f"How many {what} does {b} have?"


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Comparison | None]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), make)
    for pattern, make in (
        (r"^what(?:'s| is| was) the (?:difference|gap) in (?P<what>.+?) between (?P<a>.+?) and (?P<b>.+)$", _difference_in),
        (r"^what(?:'s| is| was) the (?:difference|gap) between (?P<a>.+?) and (?P<b>.+)$", _difference),
        (rf"^(?:by )?how much {_ADJECTIVE} {_IS} (?P<a>.+?) than (?P<b>.+)$", _by_how_much),
        (rf"^(?:by )?how much {_ADJECTIVE} (?P<does>{_DOES}) (?P<a>.+?) (?P<verb>[a-z]+) than (?P<b>.+)$", _does_more),
        (rf"^how many {_ADJECTIVE} (?P<what>.+?) {_DOES} (?P<a>.+?) have than (?P<b>.+)$", _counts_more),
        (rf"^(?:which|who)(?: [a-z]+)?(?: of the two)? {_HAS} (?:(?:a|the) )?{_ADJECTIVE} (?P<what>.+?)(?P<where> in [A-Z][\w ]+)?[,:] (?P<a>.+?) or (?P<b>.+)$", _which_has),
        (rf"^which(?: [a-z]+)?(?: of the two)? {_IS} (?:the )?{_ADJECTIVE}(?P<where> (?:in|at)\b[^,:]*)?[,:]?\s+(?P<a>.+?) or (?P<b>.+)$", _which_is),
        (rf"^{_IS} (?P<a>.+?) {_ADJECTIVE} than (?P<b>.+)$", _whether),
        (r"^what(?:'s| is| was) the (?:combined|total|joint) (?P<what>.+?) (?:of|from) (?P<a>.+?) and (?P<b>.+)$", _together),
        (rf"^(?:by )?how much did (?P<what>.+?) (?:grow|increase|rise|fall|drop|decline|change|go up|go down) (?:from|between) (?P<one>{_YEAR}) (?:to|and) (?P<other>{_YEAR})(?P<where> (?:in|at) .+)?$", _between_years),
        (rf"^how (?:did|has|have) (?P<what>.+?) (?:grow|increase|rise|fall|drop|decline|change|changed|develop|differ) (?:from|between) (?P<one>{_TIME}) (?:to|and) (?P<other>{_TIME})$", _between_times),
        (rf"^(?:by )?how (?P<many>many|much) {_ADJECTIVE} (?P<what>[a-z][\w' -]*?)\s?(?P<does>{_DOES}) (?P<who>.+?) (?:in )?(?P<one>{_YEAR}) than (?:in )?(?P<other>{_YEAR})$", _more_in),
        (r"^(?:adding|counting|taking)(?: up)? (?P<a>.+?) and (?P<b>.+?)(?: together)?, how many (?P<what>.+)$", _kinds_together),
        (r"^in (?P<place>[A-Z][\w' ]*?), (?P<rest>(?:which|what|how|is|are|do|does) .+)$", _in_place),
        (rf"^how many times (?:as [a-z]+ as|{_MORE})? ?{_IS} (?P<a>.+?) (?:as|than) (?P<b>.+)$", _times),
    )
)  # fmt: skip


def _sides(a: str, b: str) -> tuple[str, str]:
    """What one side leaves out is the other's: urban and rural income in X."""
    for one, other in _pairs():
        left, right = re.search(rf"\b{one}\b", a, re.I), re.search(rf"\b{other}\b", b, re.I)
        if left is None or right is None:
            continue
        tail_a, tail_b = a[left.end() :], b[right.end() :]
        tail = tail_a if len(tail_a) > len(tail_b) else tail_b
        head = a[: left.start()] or b[: right.start()]
        return f"{head}{left.group()}{tail}", f"{head}{right.group()}{tail}"
    if a.split()[:2] == b.split()[:2]:
        # The share of … and the share …: each is said in full.
        return a, b
    of_a, of_b = re.search(r"\s(?:of|in)\s.+$", a), re.search(r"\s(?:of|in)\s.+$", b)
    wide = re.fullmatch(r"the (?:national|provincial|whole|city'?s?|county'?s?|town'?s?)\b.*", b)
    if of_a and not of_b and not wide and not re.fullmatch(r"(?:that of )?[A-Z].*", b):
        return a, b + of_a.group()
    if re.fullmatch(r"(?:(?:that|those) (?:of|in) )?[A-Z][A-Za-z' ]*", b) and of_a:
        name = re.sub(r"^(?:that|those) (?:of|in) ", "", b)
        return a, f"{a[: of_a.start()]} of {name}"
    owned = re.fullmatch(r"[A-Z][\w' ]*?['’]s? (?P<what>[a-z].+)", a)
    whose = re.fullmatch(r"(?:that of )?(?P<who>[A-Z][\w ]*?)(?:['’]s?)?", b)
    if owned is not None and whose is not None:
        return a, f"{whose['who']}'s {owned['what']}"
    return a, b


def _pairs() -> list[tuple[str, str]]:
    """Words that exclude one another, two by two, in either order."""
    return [pair for words in ENGLISH_CONTRASTS for pair in itertools.permutations(words, 2)]
