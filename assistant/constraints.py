"""What a question demands of its evidence: the year, the place, the names that it mentions.

A question about 2022 is not answered by a figure of 2020, nor one about a district by the figure of
its neighbour, however alike the sentences are. Each demand is looked for where a reader would look:
in the sentence, before it in its passage, in its heading, in the title and date of the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.normalise import fold_text

from .evidence import Evidence
from .question import Question, places_in

_PRINTED_YEAR = re.compile(r"(?<![0-9.])((?:19|20)[0-9]{2})(?=年|[—-])")
_RELATIVE_YEARS = (("前年", -2), ("去年", -1), ("上年", -1), ("今年", 0), ("本年", 0), ("明年", 1))
_SUFFIX = re.compile(r"(街道|社区|新城|省|市|区|县|镇|乡|村)$")


@dataclass(frozen=True, slots=True)
class Unmet:
    """A demand of the question that the evidence does not carry; `found` is what stands instead."""

    kind: Literal["year", "place", "name"]
    text: str
    found: str | None = None


def place_core(place: str) -> str:
    """A place name without its class word: 吴兴区 -> 吴兴; two characters stay as they are."""
    core = _SUFFIX.sub("", place)
    return core if len(core) >= 2 else place


def unmet_demands(question: Question, evidence: Evidence) -> list[Unmet]:
    """The years, places and names of `question` that `evidence` and its context do not carry."""
    found = [u for year in question.years if (u := _year(year, evidence))]
    if question.places and (unmet := _place(question.places, evidence)):
        found.append(unmet)
    context = _context(evidence)
    for name in question.names:
        if name not in context and not _nearly_in(name, context):
            found.append(Unmet("name", name))
    return found


def _context(evidence: Evidence) -> str:
    article, passage = evidence.candidate.article, evidence.candidate.passage
    parts = (article.title, article.subtitle, article.source, passage.heading, passage.text)
    return fold_text("\n".join(part for part in parts if part))


def _nearly_in(name: str, context: str) -> bool:
    """Names that the tagger cut wrongly still share most of their bigrams with the text."""
    bigrams = [name[i : i + 2] for i in range(len(name) - 1)]
    return bool(bigrams) and sum(b in context for b in bigrams) >= 0.5 * len(bigrams)


def _year(year: str, evidence: Evidence) -> Unmet | None:
    article = evidence.candidate.article
    sentence = fold_text(evidence.text)
    printed = _PRINTED_YEAR.findall(sentence)
    if year in sentence:
        return None
    article_year = int(article.date[:4]) if article.date else None
    relative = [shift for word, shift in _RELATIVE_YEARS if word in sentence]
    if relative:
        if article_year is not None:
            years = [str(article_year + shift) for shift in relative]
            return None if year in years else Unmet("year", year, years[0])
        # Undated: 去年 may be the year asked for, if the article speaks of it or of the next.
        body = fold_text(article.text)
        return (
            None
            if any(str(int(year) - s) in body or year in body for s in relative)
            else Unmet("year", year)
        )
    if printed:
        return Unmet("year", year, printed[-1])
    before = fold_text(article.text[evidence.candidate.passage.start : evidence.start])
    earlier = _PRINTED_YEAR.findall(before)
    if earlier and earlier[-1] == year:
        return None
    headings = fold_text(f"{article.title or ''}{evidence.candidate.passage.heading or ''}")
    if year in headings or (article_year is not None and abs(article_year - int(year)) == 0):
        return None
    if earlier:
        return Unmet("year", year, earlier[-1])
    mentioned = _PRINTED_YEAR.findall(fold_text(article.text))
    if year in mentioned:
        return None
    return Unmet("year", year, str(article_year) if article_year else None)


def _place(places: Sequence[str], evidence: Evidence) -> Unmet | None:
    """Only the most specific place must be carried: its province need not be printed."""
    asked = places[-1]
    core = place_core(asked)
    sentence = fold_text(evidence.text)
    if core in sentence:
        return None
    suffix = _SUFFIX.search(asked)
    rivals = [place for place in places_in(sentence) if suffix and place.endswith(suffix.group())]
    title = fold_text(evidence.candidate.article.title or "")
    if core in _context(evidence) and not (rivals and core not in title):
        return None
    return Unmet("place", asked, rivals[0] if rivals else None)
