"""A question as it would be put to an article: without the place that the whole article is about.

Papers name their county once, at the top; a passage further down says 全市 or nothing. To a reader that
sees no more than the passage, 清河的茶农有几户 asks about another place, and it doubts. Whether the article
is of that place is checked by itself (`placed`), so the reader is asked without it.

>>> without_place("清河县的茶农有多少户?", "清河"), without_place("在清河,茶农有多少户?", "清河")
('茶农有多少户?', '茶农有多少户?')
>>> without_place("How many tea farmers are there in 清河 County?", "清河")
'How many tea farmers are there?'
"""

from __future__ import annotations

import re
from functools import lru_cache

from index import Article, Passage
from index.normalise import fold_text

from .setting import is_set_in, published_year

_KIND = r"(?:省|市|区|县|镇|乡|街道|社区|州|新区|新城)"
# 清河这边, 清河全县.
_THERE = rf"(?:整个|全|本)?{_KIND}?(?:境内|当地|这边|那边|那儿|这儿|这里|那里|里面?|里头|上下)?的?[,，]?\s*"
_ENGLISH_KIND = r"(?:\s+(?:city|county|district|town|township|village|province))?"


@lru_cache(maxsize=4096)
def without_place(question: str, core: str) -> str:
    """`question` without the place `core` (no class word) and what leads to it."""
    place = re.escape(core)
    if re.search(r"[a-z]{3}", question) is not None:
        inside = rf"\s*(?:,\s*)?\b(?:in|of|at|across|for|within)\s+(?:the\s+)?{place}{_ENGLISH_KIND}(?!\w)"
        rest = re.sub(inside, "", question, flags=re.IGNORECASE)
        rest = re.sub(rf"{place}{_ENGLISH_KIND}(?:['’]s)?\s*", "", rest, flags=re.IGNORECASE)
        return re.sub(r"\s+", " ", rest).strip(" ,")
    rest = re.sub(rf"(?:(?:在|到|[那于])(?=的?{place}))?{place}{_THERE}", "", question)
    return re.sub(r"^[ ,，]+|[ ,，]+(?=[?？]?$)", "", rest)


def without_year(question: str, year: int, told: str = "") -> str:
    """`question` with the words `told` for the year `year`, and what leads to it.

    >>> without_year("到2021年年底,茶农有多少户?", 2021), without_year("2021年的茶农有多少户?", 2021, "去年")
    ('茶农有多少户?', '去年的茶农有多少户?')
    >>> without_year("How much tea was sold in 2021?", 2021)
    'How much tea was sold?'
    """
    for match in reversed(list(_YEAR.finditer(question))):
        if int(match["year"] or match["english"]) == year:
            rest = f"{match['of'] or ''}{match['at'] or ''}" if told else ""
            said = "" if match["english"] else f"{told}{rest}"
            question = f"{question[: match.start()]}{said}{question[match.end() :]}"
    return question.strip(" ,，")


def asked_of(question: str, places: tuple[str, ...], article: Article, passage: Passage) -> str:
    """`question` as the reader gets it for `passage`.

    Without those of `places`, no class words, that the article is set in and the passage does not
    name, and without the year that the passage calls this or last year, by when it was printed.
    """
    told = fold_text(passage.text)
    printed = published_year(article)
    for year, said in () if printed is None else ((printed, "今年"), (printed - 1, "去年")):
        if str(year) not in told:
            called = said if said in told else ""
            question = _unless_short(without_year(question, year, called), question)
    for core in places:
        if core in question and core not in told and is_set_in(core, article):
            question = _unless_short(without_place(question, core), question)
    return question


def _unless_short(rest: str, question: str) -> str:
    return rest if len(rest) > _SHORTEST else question


_SHORTEST = 4
_YEAR = re.compile(
    r"(?:截至|截止|到|在)?(?<![0-9])(?P<year>(?:19|20)[0-9]{2})年(?:全年|一整年|度|(?P<at>年?[底末初](?=[,，的]|\s|$))|(?P<of>的)(?!时候))?[,，]?"
    r"|\s*(?:,\s*)?\b(?:in|for|during|by|as of)\s+(?:the end of\s+|the year\s+)?(?P<english>(?:19|20)[0-9]{2})\b(?!年)"
)
