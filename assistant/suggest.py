"""Questions that the articles do answer, made from sentences that hold a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index import Collection, Language
from index.figures import find_figures
from index.figures.places import places
from index.sentences import sentence_spans

from .evidence import Evidence
from .language import in_script
from .question import parse_question
from .short_answer import short_answer

_CLAUSE_EDGE = re.compile(r"[，。；：！？、,;:!?“”‘’\"（）()《》—\n]")
# Words between what is measured and its figure.
_LINK = re.compile(
    r"(?:已经|已|共|总|累计|约|近|超过|超|突破|首破|达到|达|实现|完成|为|是|有|在|至|到|了|仅|每年|平均|合计|增长|同比|环比|的)+$"
)
_LEAD = re.compile(
    r"^(?:其中|目前|截至目前|据统计|据介绍|据悉|如今|同时|此外|而|并|也|还|且|现已|近日|日前)+"
)
# Only what can be counted or measured can be asked for with 是多少.
_MEASURE_END = re.compile(
    r"(?:额|量|值|率|数|积|入|资|比|重|价|幅|次|费|款|金|度|总产|人口|规模|投入|份额|产能|成本|里程|gdp)$",
    re.IGNORECASE,
)
_POINTING = re.compile(r"^(?:该|其|这|此|它|他|她|我们|全区|全市|全县|全镇|全省|当地)")
# Nouns, adjectives, distinguishing words, places, times, numerals, measure words, localisers.
_NOMINAL = frozenset("nabstmqfjilr")
_SHORTEST, _LONGEST = 5, 22
_SKIPPED = ("date", "period", "name", "ordinal", "rank")


def question_about(sentence: str, article_date: str | None = None) -> str | None:
    """A question whose answer is a figure of `sentence`, or `None` if none reads well.

    >>> question_about("2020年青石镇粮食总产量达到12.5万吨。")
    '2020年青石镇粮食总产量是多少？'
    >>> question_about("2020年全县粮食总产量达到12.5万吨。") is None
    True
    >>> question_about("青石镇的粮食产量同比增长46.9%。")
    '青石镇的粮食产量增长了多少？'
    >>> question_about("惠及的老年人口12.5万。") is None
    True
    """
    for figure in find_figures(sentence, article_date=article_date):
        if figure.kind in _SKIPPED:
            continue
        before = sentence[: figure.start]
        said = _CLAUSE_EDGE.split(before)[-1].strip()
        link = _LINK.search(said)
        clause = _LEAD.sub("", said[: link.start()] if link else said)
        if not _SHORTEST <= len(clause) <= _LONGEST or _POINTING.match(clause):
            continue
        if re.search(r"[0-9]$", clause) or len(re.findall(r"[0-9]+", clause)) > 1:
            continue
        if not _MEASURE_END.search(clause) or not _is_noun_phrase(clause):
            continue
        if not _names_something(clause):
            # 总投资是多少 cannot be asked on its own: of what?
            place = figure.subject.place
            if place is None or place in clause:
                continue
            clause = f"{place}{clause}"
        # 投资同比增长46.9%: the figure is no investment.
        return f"{clause}{'增长了多少' if link and '增长' in link.group() else '是多少'}？"
    return None


def _names_something(clause: str) -> bool:
    """Whether a place or a proper name in `clause` says whose measure it is."""
    import rjieba

    if places(clause):
        return True
    # The tagger takes verbs that it does not know (惠及, 遍及) for names.
    return any(
        tag in ("ns", "nr", "nt", "nz") and word[-1] not in "及到于了至达过"
        for word, tag in rjieba.tag(clause)
    )


def _is_noun_phrase(clause: str) -> bool:
    """Whether the tagger sees only nouns, their modifiers, and dates."""
    import rjieba

    return all(tag[0] in _NOMINAL or tag in ("uj", "vn", "eng") for _, tag in rjieba.tag(clause))


def suggestions(nearest: Sequence[Evidence], language: Language, limit: int = 3) -> tuple[str, ...]:
    """Up to `limit` questions that the articles around `nearest` answer, without repetition."""
    found: dict[str, None] = {}
    for evidence in nearest:
        article, passage = evidence.candidate.article, evidence.candidate.passage
        for start, end in sentence_spans(article.text, passage.start, passage.end):
            sentence = article.text[start:end]
            question = question_about(sentence, article.date)
            if question is not None and _answers(evidence, start, end, question):
                found.setdefault(in_script(question, language))
                break
    return tuple(found)[:limit]


def _answers(near: Evidence, start: int, end: int, question: str) -> bool:
    """Whether the sentence, read as the evidence of `question`, gives the figure asked for."""
    text = near.candidate.article.text[start:end]
    figures = tuple(find_figures(text, article_date=near.candidate.article.date))
    sentence = replace(
        near, start=start, end=end, text=text, figures=figures, span=None, span_score=0.0
    )
    found = short_answer(parse_question(question), sentence)
    # The figure that the question was cut off before.
    before = re.sub(r"(?:是|增长了)多少？$", "", question)[-4:]
    return found is not None and before in text[: found.start - start]


def example_questions(collection: Collection, limit: int = 6) -> tuple[str, ...]:
    """Questions to begin with: at most two an article, in the order of the collection."""
    found: list[str] = []
    by_article: dict[str, int] = {}
    for passage in collection.passages():
        if by_article.get(passage.article_id, 0) >= max(1, limit // 3):
            continue
        question = _first(question_about(s) for s in _sentences(passage.text))
        if question is not None and question not in found:
            found.append(question)
            by_article[passage.article_id] = by_article.get(passage.article_id, 0) + 1
            if len(found) == limit:
                break
    return tuple(found)


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def _first(questions: Iterable[str | None]) -> str | None:
    return next((q for q in questions if q is not None), None)
