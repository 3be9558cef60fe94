"""Articles and passages as the JSON objects that every surface prints.

The keys are a contract with other people's scripts: the commands, the HTTP API and batch files all
take them from here.
"""

from __future__ import annotations

from typing import Any

from .article import Article, Passage


def article_head(article: Article) -> dict[str, Any]:
    """What an article is, without its text.

    The keys are article_id, path, title, subtitle, source, date, page, author, language; what is
    not printed is `None`.
    """
    return {
        "article_id": article.id,
        "path": article.path,
        "title": article.title,
        "subtitle": article.subtitle,
        "source": article.source,
        "date": article.date,
        "page": article.page,
        "author": article.author,
        "language": article.language,
    }


def passage_object(passage: Passage, article: Article) -> dict[str, Any]:
    """A passage under the head of its article: `article.text[start:end] == text`."""
    return {
        "passage_id": passage.id,
        **article_head(article),
        "heading": passage.heading,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
    }
