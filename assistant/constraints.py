"""What a question demands of its evidence: the year, the place, the names that it mentions.

A question about 2022 is not answered by a figure of 2020, nor one about a district by the figure of
its neighbour, however alike the sentences are. Each demand is looked for where a reader would look:
in the sentence, before it in its passage, in its heading, in the title and date of the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.figures.places import is_generic
from index.normalise import fold_text

from .evidence import Evidence
from .names import NameIndex
from .names import place_core as place_core
from .question import Question, places_in

_PRINTED_YEAR = re.compile(r"(?<![0-9.])((?:19|20)[0-9]{2})(?=年|[—-])")
_RELATIVE_YEARS = (("前年", -2), ("去年", -1), ("上年", -1), ("今年", 0), ("本年", 0), ("明年", 1))
_OPENING_PLACE = re.compile(
    r"((?:(?![的是了在和与有年小城乡古])[\u4e00-\u9fff]){1,3}?(?:街道|社区|省|市|县|镇|乡|村))(?![\u4e00-\u9fff]?[长庄民])"
)
_COMPARED_YEAR = re.compile(r"[比较](?:去年|上年|前年|今年)|(?:去年|上年)(?:同期|增长|下降)")
_SUFFIX = re.compile(r"(街道|社区|新城|省|市|区|县|镇|乡|村)$")


@dataclass(frozen=True, slots=True)
class Unmet:
    """A demand of the question that the evidence does not carry; `found` is what stands instead."""

    kind: Literal["year", "place", "name"]
    text: str
    found: str | None = None


def unmet_demands(
    question: Question, evidence: Evidence, names: NameIndex | None = None
) -> list[Unmet]:
    """The years, places and names of `question` that `evidence` and its context do not carry.

    With `names`, places of the collection are known without their class word, too.
    """
    found = [u for year in question.years if (u := _year(year, evidence))]
    places = _places_asked(question, names)
    if places and (unmet := _place(places, evidence, names)):
        found.append(unmet)
    context = _context(evidence)
    for name in question.names:
        if name not in context and not _nearly_in(name, context):
            found.append(Unmet("name", name))
    return found


# In log odds: a sentence about another year or place must be far better to come first.
_UNMET_PENALTY = 2.0
# Sentences far behind the best are not looked at: none of them can come first.
_WEIGHED = 40


def demanded_first(
    question: Question, ranked: Sequence[Evidence], names: NameIndex | None = None
) -> list[Evidence]:
    """Evidence that carries what the question demands outranks evidence that does not."""
    if not (question.years or question.names or _places_asked(question, names)):
        return list(ranked)
    weighed = [
        replace(e, score=e.score - _UNMET_PENALTY * len(unmet_demands(question, e, names)))
        for e in ranked[:_WEIGHED]
    ]
    return sorted(weighed, key=lambda e: (-e.score, e.candidate.rank, e.start))


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
    # 比上年增长 compares with that year; the figure is not of it.
    spoken = _COMPARED_YEAR.sub("", sentence)
    relative = [shift for word, shift in _RELATIVE_YEARS if word in spoken]
    if relative and not printed:
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
    if year in _PRINTED_YEAR.findall(fold_text(article.text)):
        # The article speaks of that year, but not here: it may or may not be meant.
        return Unmet("year", year)
    return Unmet("year", year, str(article_year) if article_year else None)


def _places_asked(question: Question, names: NameIndex | None) -> tuple[str, ...]:
    """The places of the question in reading order, with those that only the collection knows."""
    known = names.places_in(question.folded) if names is not None else ()
    # 埭溪镇一年…: what opens a question before a class word is a place, known or not.
    opening = _OPENING_PLACE.match(question.folded)
    found = dict.fromkeys(place for place in question.places if not is_generic(place))
    if opening and not is_generic(opening[1]) and not any(p in opening[1] for p in known):
        found.setdefault(opening[1])
    for place in known:
        if not any(place in other for other in found):
            found.setdefault(place)
    return tuple(sorted(found, key=question.folded.find))


def _place(
    places: Sequence[str], evidence: Evidence, names: NameIndex | None = None
) -> Unmet | None:
    """Only the most specific place must be carried: its province need not be printed."""
    asked = places[-1]
    core = place_core(asked)
    sentence = fold_text(evidence.text)
    if core in sentence:
        return None
    suffix = _SUFFIX.search(asked)
    rivals = [place for place in places_in(sentence) if suffix and place.endswith(suffix.group())]
    title = fold_text(evidence.candidate.article.title or "")
    if core in title:
        return None
    if core not in _context(evidence) or rivals:
        return Unmet("place", asked, rivals[0] if rivals else None)
    # Elsewhere in the passage: the place that was named last is the one that is spoken of.
    passage = evidence.candidate.passage
    before = fold_text(evidence.candidate.article.text[passage.start : evidence.end])
    spoken = names.places_in(before) if names is not None else ()
    if spoken and place_core(spoken[-1]) not in core and core not in spoken[-1]:
        return Unmet("place", asked)
    return None
