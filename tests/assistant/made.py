"""Articles and evidence made by hand for tests that need no index."""

from __future__ import annotations

from assistant.evidence import Evidence, Features
from assistant.retrieve import Candidate
from index import Article, Passage
from index.figures import find_figures


def make_article(text: str, **fields: str | None) -> Article:
    values: dict[str, str | None] = {
        "id": "a1", "title": None, "subtitle": None, "source": None, "date": None,
        "page": None, "author": None, "path": "a.txt", "sha256": "0" * 64,
    }  # fmt: skip
    values.update(fields)
    return Article(language="zh-Hans", text=text, **values)  # type: ignore[arg-type]


def make_evidence(
    article: Article,
    sentence: str,
    *,
    heading: str | None = None,
    span: str | None = None,
    **features: float,
) -> Evidence:
    """Evidence of `sentence`, which must stand in `article`; `span` is the reader's words."""
    start = article.text.index(sentence)
    passage = Passage(1, article.id, 0, heading, 0, len(article.text), article.text)
    values = dict.fromkeys(Features.__dataclass_fields__, 0.0) | features
    at = article.text.index(span, start) if span else None
    return Evidence(
        candidate=Candidate(passage, article, 1.0, 0, None),
        start=start,
        end=start + len(sentence),
        text=sentence,
        figures=tuple(find_figures(sentence, article_date=article.date)),
        features=Features(**values),
        score=0.0,
        span=None if at is None else (at, at + len(span or "")),
        span_score=1.0 if span else 0.0,
    )
