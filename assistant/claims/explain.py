"""Say in the claim's language why a verdict was reached."""

from __future__ import annotations

from index import Language
from index.figures import in_reader_units

from ..language import in_script
from .measured import Judged
from .stated import Stated
from .verdict import Verdict

_CHINESE = {
    "supported": "文章原文支持这一说法：{quote}",
    "none": "现有文章没有足够信息来证实或否定这一说法。",
    "partly": "文章只能证实其中一部分；没有找到关于“{text}”的依据。",
    "value": "文章中的数字是“{found}”，不是“{text}”：{quote}",
    "bound": "文章写的是“{found}”，与“{text}”不符：{quote}",
    "direction": "文章所说的变化方向相反：{quote}",
    "date": "文章中这一数字对应的时间不同：{quote}",
    "instead": "文章写的是“{found}”，而不是“{text}”：{quote}",
    "contrary": "文章的说法与此相反：{quote}",
    "computed": "由文章中的数字算出（{found}），与“{text}”不符：{quote}",
    "follows": "由文章中的数字算出（{found}），与说法相符：{quote}",
    "differs": "由文章中的数字算出（{found}），与说法不符：{quote}",
    "rounded": "文章原文为“{found}”，与说法相符：{quote}",
}
_ENGLISH = {
    "supported": "The articles say so: {quote}",
    "none": "The articles do not say enough to confirm or refute this.",
    "partly": "Only part of this is borne out; nothing was found about “{text}”.",
    "value": "The articles give {found}, not {text}: {quote}",
    "bound": "The articles say {found}, which does not agree with {text}: {quote}",
    "direction": "The articles report a change the other way: {quote}",
    "date": "The articles give this figure for another time: {quote}",
    "instead": "The articles say “{found}” and not “{text}”: {quote}",
    "contrary": "The articles say the contrary: {quote}",
    "computed": "Worked out from the articles ({found}), which does not agree with {text}: {quote}",
    "follows": "Worked out from the articles ({found}), which agrees: {quote}",
    "differs": "Worked out from the articles ({found}), which does not agree: {quote}",
    "rounded": "The articles give {found}, which agrees: {quote}",
}
_LONGEST_QUOTE = 120


def explain_figures(verdict: Verdict, judged: list[Judged], language: Language) -> str:
    """One line for a claim with figures: the figure that decided, and the words of the source."""
    table = _ENGLISH if language == "en" else _CHINESE
    deciding = next((j for j in judged if j.verdict == verdict), judged[0])
    if deciding.sentence is None or deciding.spot is None:
        some = any(j.verdict == "supported" for j in judged)
        line = table["partly" if some else "none"].format(text=deciding.figure.text)
        return in_script(line, language)
    found = deciding.spot.figure.text
    if language == "en":
        found = f"{in_reader_units(deciding.spot.figure, 'en')} ({found})"
    name = deciding.reason
    if verdict == "supported":
        name = "supported" if deciding.reason == "equal" else "rounded"
        name = "follows" if deciding.reason == "computed" else name
    line = table.get(name, table["supported"])
    return _filled(line, deciding.figure.text, found, deciding.sentence.quote, language)


def explain_computed(verdict: Verdict, working: str, quote: str, language: Language) -> str:
    """One line for a claim that was worked out from two figures."""
    table = _ENGLISH if language == "en" else _CHINESE
    name = "follows" if verdict == "supported" else "differs"
    return _filled(table[name], "", working, quote, language)


def explain_statement(stated: Stated, language: Language) -> str:
    """One line for a statement without figures."""
    table = _ENGLISH if language == "en" else _CHINESE
    if stated.verdict == "not_enough_info" or stated.sentence is None:
        return in_script(table["none"], language)
    name = "supported"
    if stated.verdict == "contradicted":
        name = "instead" if stated.instead else "contrary"
    said, printed = stated.instead or ("", "")
    return _filled(table[name], said, printed, stated.sentence.quote, language)


def _filled(line: str, text: str, found: str, quote: str, language: Language) -> str:
    short = quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1] + "…"
    frame = in_script(line, language) if language != "en" else line
    return frame.format(text=text, found=found, quote=short)
