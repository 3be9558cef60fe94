"""Questions about an article itself: who wrote it, when and in which newspaper it was printed.

The answer is the article's own record, read from its masthead and byline. Those lines are no part of
its text, so nothing of them is quoted: the sentence says that it states the record, names the article
by its title, and cites its opening words.

>>> fields_asked("这篇报道是谁写的?"), fields_asked("when was this article published?")
(('author',), ('date',))
>>> fields_asked("村里的路是谁修的?")
()
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from index import Article, Passage
from index.normalise import fold_text
from index.sentences import sentence_spans

from .answer import Answer, Citation, Field, Kind, Sentence
from .language import in_script
from .question import content_words
from .record import about_record, not_in_record, recorded
from .retrieve import Candidate
from .understand import Understood
from .verify import verify

_ARTICLE = r"(?:报道|文章|稿子|稿件|新闻稿|通讯稿|新闻|专稿|特写)"
_WHEN = r"(?:什么时候|啥时候|何时|几时|哪一?[天年日月]|几月几[日号]|几号|多会儿)"
_PAPER = r"(?:哪|什么|啥)(?:一)?(?:家|份|个|张)?(?:报纸?|报社|媒体|刊物|报刊)"
_PRINTED = r"(?:登|刊|见报|发表|发布|发出|发的|写|出的|印)"
# "it" and 谁 stand for much: what is asked about must be an article.
_ASKED: tuple[tuple[Field, re.Pattern[str]], ...] = (
    (
        "author",
        re.compile(
            r"(?:谁|哪[一几两]?(?:位|个)?(?:人|记者|作者)?|什么人|哪些人|何人)[^,，。?？]{0,4}(?:写|执笔|撰写|采写|撰稿|报道的|署名)"
            r"|署(?:的|了)?(?:是)?(?:谁|什么人|啥人|哪(?:一|几)?[位个])"
            rf"|作者[^,，。?？]{{0,4}}(?:谁|哪|什么|啥)|谁的(?:手笔|大作|稿)|{_ARTICLE}的?(?:记者|作者)"
            r"|\bwho (?:wrote|has written|authored|reported|penned)\b|\bwho(?:'s| is| was| are| were) the (?:authors?|reporters?|writers?)\b"
            r"|\bwritten by\b|\bby-?line\b|\bwho (?:is|was) it by\b"
        ),
    ),
    (
        "date",
        re.compile(
            rf"{_WHEN}[^,，。?？]{{0,4}}{_PRINTED}|(?:发表|刊登|刊发|见报|发布|刊出)的?(?:日期|时间|日子)"
            r"|\bwhen (?:was|were|did)\b[^?]*\b(?:published|printed|written|out|appear|run)\b|\bpublication date\b"
            r"|\bdate of (?:the|this) (?:article|report|story|piece)\b"
        ),
    ),
    (
        "source",
        re.compile(
            rf"{_PAPER}|{_PRINTED}[^,，。?？]{{0,3}}(?:在|到)?{_PAPER}"
            r"|\b(?:which|what) (?:newspaper|paper|outlet|publication|media)\b"
            r"|\bwhat(?:'s| is| was) the (?:newspaper|paper|source)\b"
        ),
    ),
    ("page", re.compile(r"第?几版|哪一?个?版面?|\b(?:which|what) page\b")),
)
_ABOUT_ARTICLE = re.compile(
    rf"(?:[这那该本此](?:一)?(?:篇|则|条|版)|{_ARTICLE}|\b(?:article|report|story|piece|news item)\b)"
)
_POINTS = re.compile(
    rf"^[^\u4e00-\u9fffa-z]*(?:刚才|上面|前面)?(?:说的|提到的)?[这那该本此](?:一)?(?:篇|则|条)|^(?:这|那)(?:个)?{_ARTICLE}"
    r"|\b(?:this|that|the) (?:article|report|story|piece|news item)\b(?! (?:about|on|of)\b)"
)
_QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{4,60})[”\"」』》]")
_FILLER = re.compile(
    rf"{_ARTICLE}|[这那该本此](?:一)?(?:篇|则|条|版)|{_PRINTED}|关于|有关|讲|说|介绍|执笔|撰写|采写|作者|记者|署名|日期|时间"
)
_ENGLISH_FILLER = frozenset(
    "article articles report story piece news item wrote written writes author authors reporter "
    "published printed newspaper paper outlet publication page date byline the about when which".split()
)
# A page and a newspaper are those of an article even where nothing else is said: 那第几版呢?
_OF_PAPERS: frozenset[Field] = frozenset(("source", "page"))
_LITTLE = re.compile(
    r"[那在是的登刊印了上呢啊呀吗嘛吧]|\b(?:and|on|in|of|it|is|was|that|then|the|from|printed|published)\b|[\W_]"
)
# A quoted title may be shortened to this part of its characters.
_TITLE = 0.5
_KINDS: dict[Field, Kind] = {
    "author": "person", "date": "date", "source": "organisation", "page": "other",
}  # fmt: skip


def fields_asked(folded: str) -> tuple[Field, ...]:
    """What of an article's record a folded question asks for; empty where it asks for none."""
    if not (_ABOUT_ARTICLE.search(folded) or _QUOTED.search(folded) or _says_no_more(folded)):
        return ()
    return tuple(field for field, pattern in _ASKED if pattern.search(folded))


def _says_no_more(folded: str) -> bool:
    """Whether a question only asks for a page or a newspaper, of what was spoken of before.

    >>> _says_no_more("那是第几版?"), _says_no_more("哪家报纸在村里有驻站记者?")
    (True, False)
    """
    rest = folded
    for field, pattern in _ASKED:
        if field in _OF_PAPERS:
            rest = pattern.sub(" ", rest)
    return rest != folded and not _LITTLE.sub("", rest)


def points_at_article(folded: str) -> str | None:
    """The words by which a folded question points at an article without saying which: 这篇.

    >>> points_at_article("这篇是谁写的?"), points_at_article("村规是谁写的?")
    ('这篇', None)
    """
    match = re.search(r"[这那该本此](?:一)?(?:篇|则|条)", folded) or _POINTS.search(folded)
    return None if match is None else match.group()


def recorded_answer(
    understood: Understood,
    fields: Sequence[Field],
    candidates: Sequence[Candidate],
    before: Sequence[Article],
    passages: Callable[[str], Iterator[Passage]],
) -> Answer | None:
    """The answer from the record of the article that is meant: of `candidates`, or cited `before`.

    `passages` gives those of an article by its id. A refusal where the record holds nothing of
    `fields`, `None` where it is not clear which article is meant.
    """
    article = _meant(understood, candidates, before)
    if article is None:
        return None
    stated = tuple(field for field in fields if recorded(article, field, "zh-Hans"))
    opening = next(passages(article.id), None)
    spans = [] if opening is None else sentence_spans(article.text, opening.start, opening.end)
    question = understood.question
    if not stated:
        return _not_recorded(understood, article, fields)
    if opening is None or not spans:
        return None
    start, end = spans[0]
    citation = Citation(1, article, start, end, article.text[start:end], opening)
    text = about_record(article, stated, question.language)
    sentence = Sentence(in_script(text, question.language), (1,), record=stated)
    verified = verify([sentence], [citation])
    if not verified.sentences:
        return None
    values = [recorded(article, field, question.language) or "" for field in stated]
    return Answer(
        question=understood.original,
        standalone_question=understood.standalone.text,
        language=question.language,
        kind=_KINDS[stated[0]],
        text=f"{sentence.text}[1]",
        short_answer=in_script("、".join(values), question.language),
        sentences=verified.sentences,
        citations=verified.citations,
        figures=(),
        conflicts=(),
        abstained=False,
        confidence=1.0,
    )


def _not_recorded(understood: Understood, article: Article, fields: Sequence[Field]) -> Answer:
    """The refusal where nothing is printed of what is asked about an article."""
    question = understood.question
    missing = in_script(not_in_record(article, fields, question.language), question.language)
    end = "." if question.language == "en" else in_script("，所以答不了。", question.language)
    return Answer(
        question=understood.original,
        standalone_question=understood.standalone.text,
        language=question.language,
        kind=_KINDS[fields[0]],
        text=f"{missing}{end}",
        short_answer=None,
        sentences=(),
        citations=(),
        figures=(),
        conflicts=(),
        abstained=True,
        confidence=0.0,
        missing=missing,
    )


def _meant(
    understood: Understood, candidates: Sequence[Candidate], before: Sequence[Article]
) -> Article | None:
    """The article that is asked about, `None` where that is not clear."""
    asked = fold_text(understood.original)
    articles = list({c.article.id: c.article for c in candidates}.values())
    if titles := _QUOTED.findall(asked):
        named = (a for a in articles if any(_is_title(title, a) for title in titles))
        return next(named, None)
    told = [article for article in articles if _tells_of(understood, article)]
    titled = [article for article in told if _tells_of(understood, article, title_only=True)]
    if len(titled) == 1:
        return titled[0]
    if _POINTS.search(asked) or _says_no_more(asked):
        pointed = before or (articles if len(articles) == 1 else told if len(told) == 1 else ())
        return next(iter(pointed), None)
    chosen = titled or told
    return chosen[0] if len(chosen) == 1 and _ABOUT_ARTICLE.search(asked) else None


def _is_title(quoted: str, article: Article) -> bool:
    """Whether quoted words are an article's title, or the greater part of it."""
    asked, title = _letters(quoted), _letters(article.title or "")
    if not asked or not title:
        return False
    return title in asked or (asked in title and len(asked) >= _TITLE * len(title))


def _tells_of(understood: Understood, article: Article, *, title_only: bool = False) -> bool:
    """Whether an article, or its headings, hold every word of what it is said to be about."""
    parts = [article.title, article.subtitle, article.source, None if title_only else article.text]
    text = fold_text("\n".join(filter(None, parts)))
    question = understood.evidence_question
    if understood.question.language == "en":
        named = list(question.names)
    else:
        topic = _FILLER.sub(" ", question.folded)
        for _, pattern in _ASKED:
            topic = pattern.sub(" ", topic)
        named = [word for word in content_words(topic, "zh-Hans")[0] if word not in _SAID]
    return bool(named) and all(name in text for name in named)


_SAID = frozenset("出来 写出 刊出 里面 内容 那个 这个".split())


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold_text(text)))
