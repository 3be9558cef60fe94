"""A follow-up read plainly: as it was typed, with nothing of the turns before but their place.

Rules that carry words over may carry too many: 30万元以上的村有几个 after the income of all villages
asks for villages, not for that income. A turn that asks something itself, of a noun of its own, may
stand alone; the evidence tells which reading the articles answer.

>>> from .dialogue import Exchange
>>> plainly("30万元以上的村有几个？", [Exchange("东河区全区村集体去年总收入是多少？")])
Standalone(text='东河区30万元以上的村有几个？', carried=('东河区',), choices=())
>>> plainly("那农村居民呢？", [Exchange("东河区城镇居民收入是多少？")]) is None
True
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .antecedents import PRONOUN
from .dialogue import Exchange, Standalone
from .ellipsis import core_of, is_ellipsis
from .followup import script_of
from .frame import frame_of, own_nouns
from .frame_english import names_in
from .language import in_script
from .named import head_name, places_named, wide_place
from .respelled import as_printed, in_simplified

_LEADS = re.compile(
    r"^(?:那么|那(?:[条座项所处片间支款只套艘份张棵](?=[\u4e00-\u9fff]{2}))?|还有|另外|对了|然后|换个?(?:话题|问题|事儿?)|(?:说|回|说回)到?(?=[^，,]{2,8}[，,]))(?![个家])[，,\s]*"
)
_ENGLISH_LEADS = re.compile(
    r"^(?:(?:and|but|so|then|ok(?:ay)?|also|(?:what|how) about|(?:different|new|another|other) (?:topic|subject|question))\b[,:\s]*)+",
    re.IGNORECASE,
)
_ENGLISH_ASKS = re.compile(r"\b(?:how|what|which|who|when|where|why)\b", re.IGNORECASE)
_FEWEST_WORDS = 4


def plainly(turn: str, past: Sequence[Exchange]) -> Standalone | None:
    """`turn` with the last place of the questions before; `None` where it cannot stand alone.

    A turn that names a place itself, or one in English any name, is taken as it stands.
    """
    if not past:
        return None
    language = script_of(turn, past[-1].question)
    if language == "en":
        return _in_english(turn, past)
    found = _in_chinese(in_script(turn, "zh-Hans"), [in_simplified(e, None) for e in past])
    if found is None or language != "zh-Hant":
        return found
    printed = [turn, *(e.question for e in past)]
    carried = tuple(as_printed(words, printed) for words in found.carried)
    return Standalone(as_printed(found.text, printed), carried)


def _in_chinese(turn: str, past: Sequence[Exchange]) -> Standalone | None:
    plain = _LEADS.sub("", turn.strip())
    if is_ellipsis(plain):
        # 镇里城里人的收入呢: whose and what, all of it said.
        core = core_of(plain)
        frame = frame_of(core)
        if not (frame.attribute and frame.entity):
            return None
        plain = f"{core}是多少？"
    frame = frame_of(plain)
    if not frame.asked or not (own_nouns(plain) or frame.subject) or PRONOUN.search(plain):
        return None
    if places_named(plain) or wide_place(plain[:2]):
        return Standalone(plain)
    place = next((p for e in reversed(past) if (p := _place_of(e.question))), "")
    return Standalone(f"{place}{plain}", (place,)) if place else Standalone(plain)


def _place_of(question: str) -> str:
    """The most specific place of a question: 东河区."""
    named = places_named(question)
    return named[-1] if named else head_name(question)


def _in_english(turn: str, past: Sequence[Exchange]) -> Standalone | None:
    plain = _ENGLISH_LEADS.sub("", turn.strip())
    if len(plain.split()) < _FEWEST_WORDS or not _ENGLISH_ASKS.search(plain):
        return None
    named = names_in(plain)
    plain = plain[0].upper() + plain[1:]
    if named:
        return Standalone(plain)
    place = next((names[-1] for e in reversed(past) if (names := names_in(e.question))), "")
    if not place:
        return Standalone(plain)
    return Standalone(f"{plain.rstrip('?？ ')} in {place}?", (place,))
