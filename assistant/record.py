"""What the record of an article says, in words that can be checked against it.

>>> author_names("本报记者 林小满 通讯员 苏大有")
('林小满', '苏大有')
>>> iso_date("2021-07-13", "zh-Hans"), iso_date("2021-07", "en")
('2021年7月13日', 'July 2021')
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Article, Language

from .answer import Field

_NO_NAME = re.compile(
    r"(?:本报|本刊|本网|特约|见习|实习|首席|全媒体|融媒体)?(?:讯|记者|通讯员|特派员|评论员|作者|撰稿|撰文|摄影|文|图)+(?=[\s:：/／(（]|$)|[\s,，、;；:：/／()（）]+"
)
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_CHINESE: dict[Field, str] = {
    "author": "署名{}", "date": "刊发于{}", "source": "刊于《{}》", "page": "在第{}版",
}  # fmt: skip
_LACKS: dict[Field, tuple[str, str]] = {
    "author": ("作者", "an author"), "date": ("刊发日期", "a date"), "source": ("报纸", "a newspaper"),
    "page": ("版面", "a page"),
}  # fmt: skip
_ENGLISH: dict[Field, str] = {
    "author": "was written by {}", "date": "was printed on {}", "source": "was printed in {}",
    "page": "stands on page {}",
}  # fmt: skip


def author_names(author: str) -> tuple[str, ...]:
    """The names of a byline, without what else it says of them."""
    author = re.sub(r"^本报讯|^本报", " ", author)
    return tuple(name for name in _NO_NAME.sub(" ", author).split() if len(name) > 1)


def iso_date(date: str, language: Language) -> str:
    """An ISO date, as precise as it is, in the words of `language`."""
    year, *rest = (int(part) for part in date.split("-"))
    if language == "en":
        month = _MONTHS[rest[0] - 1] if rest else ""
        day = f"{rest[1]}, " if len(rest) > 1 else ""
        return f"{month} {day}{year}".strip()
    return f"{year}年" + "".join(
        f"{value}{unit}" for value, unit in zip(rest, ("月", "日"), strict=False)
    )


def recorded(article: Article, field: Field, language: Language) -> str | None:
    """What the record of `article` says of `field`, in the words of `language`; `None` if nothing."""
    if field == "author":
        names = author_names(article.author or "")
        return (", " if language == "en" else "、").join(names) or None
    if field == "date":
        return None if article.date is None else iso_date(article.date, language)
    if field == "source":
        return article.source
    number = re.sub(r"^第|版.*$", "", article.page or "")
    return number or None


def about_record(article: Article, fields: Sequence[Field], language: Language) -> str:
    """One sentence that states `fields` of the article's record and says that it does."""
    said = _ENGLISH if language == "en" else _CHINESE
    parts = [said[f].format(value) for f in fields if (value := recorded(article, f, language))]
    if language == "en":
        name = f"“{article.title}”" if article.title else "This article"
        return f"{name} {' and '.join(parts)} (from its masthead and byline, not from its text)."
    name = f"“{article.title}”" if article.title else "这篇文章"
    return f"{name}{'，'.join(parts)}（据报头和署名，非正文）。"


def not_in_record(article: Article, fields: Sequence[Field], language: Language) -> str:
    """What the masthead and byline of an article do not print."""
    if language == "en":
        name = f"“{article.title}”" if article.title else "this article"
        lacked = " or ".join(_LACKS[field][1] for field in fields)
        return f"The masthead and byline of {name} do not print {lacked}"
    name = f"“{article.title}”" if article.title else "这篇文章"
    return f"{name}的报头和署名没有印{'、'.join(_LACKS[field][0] for field in fields)}"
