"""A yes/no question about one figure, asked as how much it is and held against what articles print.

Claims are checked word by word, so a question in words of its own is neither proved nor denied; the
figure that it asks about may still be read and compared.

>>> asked = asked_figure("东河镇去年的茶叶有没有到900吨？")
>>> asked.question, asked.figure.text, asked.at_least
('东河镇去年的茶叶到多少吨？', '900吨', True)
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import Language
from index.figures import Figure, compare, find_figures, in_reader_units
from index.figures.units import convert, is_count

from .answer import Citation, Sentence
from .claims import ClaimVerdict
from .compose import Draft, citation_of
from .language import detect_language, in_script
from .like_figures import alike, counted_noun
from .sides import Reading
from .tagging import tagged
from .yes_no import statement_of

_ASKED_KINDS = ("quantity", "percent")
_REACHES = re.compile(
    r"(?:到了?|达到?|超过?|过|破|突破|够|满|不止|至少有?|起码有?|高于|多于|大于)$"
)
_FALLS_SHORT = re.compile(r"(?:不到|不足|不满|低于|少于|小于|未达到?|没到|没超过|不超过|以内|之内)")
_BEYOND = re.compile("^(?:超|逾|破|突破|高于|大于|多于|不止|至少|起码)|以上")
_ALL = re.compile("全部|全都|全(?=[办完建做到通装改])|都(?=[已办完建做到通装改])|所有")
_DONE_OF = re.compile("完成|办结|办成|建成|实现|达到|做到|只有|仅|其中|中的")
_REALLY = re.compile(r"真的?(?=[有是能会达到超过增减涨降]|[0-9一二两三四五六七八九十百千万])")
# Did X produce over 3 million pieces in 2020?
_ENGLISH = re.compile(
    r"^(?:and |so |but )?(?:is it (?:true|correct|right) that )?(?P<aux>did|does|do|has|have|had|is|are|was|were|will|can)\s+"
    r"(?P<head>.+?)\s+(?P<bound>(?:more than|over|at least|up to|as (?:many|much) as|some|about|around|nearly|less than|fewer than|under|below)\s+)?$",
    re.IGNORECASE,
)
_OF_NOUN = re.compile(
    r"^(?P<of>(?:\s+of)?(?:\s+(?!in\b|by\b|at\b|on\b|during\b|last\b|this\b|from\b|for\b|to\b|since\b|a\b|per\b|each\b|every\b)[a-z-]+){0,3})(?P<rest>.*)$",
    re.IGNORECASE,
)
_MORE = re.compile(r"more than|over|at least|up to|as (?:many|much) as", re.IGNORECASE)
_LESS = re.compile(r"less than|fewer than|under|below", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """`question` asks how much it is, `figure` is the one asked about, `noun` what it counts.

    `at_least` where it is asked whether so much is reached (够不够), `below` whether it is not.
    """

    question: str
    figure: Figure
    noun: str
    at_least: bool = False
    below: bool = False


def asked_figure(question: str) -> AskedFigure | None:
    """The figure that a yes/no question asks about; `None` where it asks of none, or of several."""
    if detect_language(question) == "en":
        return _english(question)
    statement = statement_of(question)
    if statement is None:
        return None
    text = _REALLY.sub("", in_script(statement, "zh-Hans"))
    figure = _only(find_figures(text))
    if figure is None:
        return None
    before, after = text[: figure.start], text[figure.end :].rstrip("。")
    bounded = figure.bound not in ("exact", "about")
    if not _is_said(before, after, bounded) or figure.unit == "岁":
        return None
    asks = "百分之多少" if figure.kind == "percent" else f"多少{figure.unit_text}"
    short = _FALLS_SHORT.search(figure.text + before[-4:] + after[:2])
    below = short is not None or figure.bound in ("under", "at_most")
    reaches = _REACHES.search(before) is not None or _BEYOND.search(figure.text) is not None
    asked = in_script(f"{_FALLS_SHORT.sub('', before)}{asks}{after}？", detect_language(question))
    noun = "" if figure.kind == "percent" else counted_noun(text, figure)
    return AskedFigure(asked, figure, noun, reaches and not below, below)


def _only(figures: Sequence[Figure]) -> Figure | None:
    """The one figure that counts or measures."""
    counted = [f for f in figures if f.kind in _ASKED_KINDS]
    if len(counted) != 1 or counted[0].value is None or counted[0].high is not None:
        return None
    return counted[0]


def _is_said(before: str, after: str, bounded: bool) -> bool:
    """Whether a figure is what the statement says, no condition (满70岁的) and no 那12项."""
    words = tagged(before)
    if not words or re.search("全|都|[那这]$", before[-6:]):
        return False
    said = (
        bounded
        or words[-1][1][:1] == "v"
        or words[-1][0] in ("了", "到", "过")
        or _REACHES.search(before)
    )
    verbs = [tag for _, tag in tagged(after) if tag == "v"]
    return bool(said) and not verbs


def _english(question: str) -> AskedFigure | None:
    text = question.strip().rstrip("?!. ")
    figure = _only(find_figures(text))
    if figure is None:
        return None
    match = _ENGLISH.match(re.sub(r"(?<=\S)$", " ", text[: figure.start].rstrip()))
    if match is None or figure.kind != "quantity":
        return None
    of = _OF_NOUN.match(text[figure.end :])
    assert of is not None
    unit = re.sub(r"^[0-9.,\s]*(?:hundred|thousand|million|billion|trillion)?\s*", "", figure.text)
    unit = re.sub(r"^(?:over|about|nearly|more than|at least|less than)\s+[0-9.,]+\s*", "", unit)
    noun = f"{unit}{of['of']}".strip()
    if (how := re.search(r"\b(?:long|wide|high|tall|deep|old)$", noun)) is not None:
        many = f"How {how.group()}"
    else:
        many = "How much" if figure.unit == "元" else f"How many {noun}"
    asked = f"{many} {match['aux'].lower()} {match['head']}{of['rest']}?"
    bound = f"{match['bound'] or ''}{figure.text}"
    below = _LESS.search(bound) is not None
    return AskedFigure(
        asked, figure, "", at_least=not below and _MORE.search(bound) is not None, below=below
    )


def holds(asked: AskedFigure, reading: Reading) -> bool | None:
    """Whether the figure read says yes; `None` where it is of another thing or cannot tell."""
    read = reading.short.figure
    if (
        read is None
        or read.value is None
        or read.high is not None
        or read.kind != asked.figure.kind
    ):
        return None
    relation = compare(asked.figure, read).relation
    if relation == "incomparable" or not _counts_the_same(asked, reading):
        return None
    assert asked.figure.value is not None
    value = read.value
    if read.unit != asked.figure.unit:
        value = convert(read.value, read.unit, asked.figure.unit)
    if asked.at_least:
        return value >= asked.figure.value if value != asked.figure.value else True
    if asked.below:
        return value < asked.figure.value
    if relation in ("equal", "implied", "bound"):
        return True
    return False if relation == "contradicted" else None


def _counts_the_same(asked: AskedFigure, reading: Reading) -> bool:
    read = reading.short.figure
    if read is None or not (is_count(read.unit) and is_count(asked.figure.unit)):
        return True
    at = reading.short.start - reading.evidence.start
    placed = next((f for f in reading.evidence.figures if f.start <= at < f.end), read)
    noun = counted_noun(reading.evidence.text, placed)
    if asked.noun and noun:
        return alike(asked.noun, noun)
    return read.unit == asked.figure.unit


def only_part_done(
    statement: str, citations: Sequence[Citation], language: Language
) -> tuple[Draft, str] | None:
    """The denial of a statement that all of so many are done, where a source says of how many: of
    12项 only 11项; `None` where none does. Its words are all in the source, its claim is not."""
    simple = in_script(statement, "zh-Hans")
    claimed = _only(find_figures(simple))
    if claimed is None or _ALL.search(simple[claimed.end :]) is None:
        return None
    for citation in citations:
        text = in_script(citation.quote, "zh-Hans")
        figures = [f for f in find_figures(text) if f.kind in _ASKED_KINDS]
        for whole, part in itertools.pairwise(figures):
            same = whole.unit == part.unit == claimed.unit and whole.value == claimed.value
            if not same or whole.value is None or part.value is None or part.value >= whole.value:
                continue
            if _DONE_OF.search(text[whole.end : part.start]):
                word = in_script("不是", language)
                line = in_script(f"{word}，文章写的是{part.text}。", language)
                quoted = Sentence(in_script(citation.quote, language), (citation.n,))
                said = (Sentence(line, (citation.n,)), quoted)
                return Draft(said, (citation,)), word
    return None


def reached_after_all(
    question: str, verdict: ClaimVerdict, language: Language
) -> tuple[Draft, str] | None:
    """Yes, where it is asked whether so much was reached and the source prints more.

    As a claim, 到200个 is wrong of 216个; as a question it is not.
    """
    wrong = next((f for f in verdict.figures if f.verdict == "contradicted" and f.found), None)
    citation = next((c for c in verdict.citations if wrong and c.n == wrong.citation), None)
    asked = asked_figure(question) if citation is not None else None
    if asked is None or not asked.at_least or wrong is None or citation is None:
        return None
    printed = _only(find_figures(wrong.found or ""))
    if printed is None or printed.value is None or asked.figure.value is None:
        return None
    if compare(asked.figure, printed).relation == "incomparable":
        return None
    if convert(printed.value, printed.unit, asked.figure.unit) < asked.figure.value:
        return None
    if language == "en":
        line, word = f"Yes: the articles say {in_reader_units(printed, 'en')}.", "Yes"
    else:
        line, word = in_script(f"是，文章写的是{wrong.found}。", language), "是"
    quoted = Sentence(in_script(citation.quote, language), (citation.n,))
    return Draft((Sentence(line, (citation.n,)), quoted), (citation,)), word


def figure_draft(holding: bool, reading: Reading, language: Language) -> tuple[Draft, str]:
    """The verdict with the figure that is printed, then its source; and the verdict in a word."""
    figure = reading.short.figure
    assert figure is not None
    citation = citation_of(reading.evidence, 1)
    if language == "en":
        word = "Yes" if holding else "No"
        line = f"{word}: the articles say {in_reader_units(figure, 'en')}."
    else:
        word = in_script("是" if holding else "不是", language)
        line = in_script(f"{word}，文章写的是{figure.text}。", language)
    sentences = (Sentence(line, (1,)), Sentence(in_script(citation.quote, language), (1,)))
    return Draft(sentences, (citation,)), word
