"""The list of articles, the reading view, and what came of an upload, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from index import Article, Repair
from index.normalise import fold, fold_text

from .reading import Mark, byline, marked_text
from .render_sources import opened_html
from .shelf import UploadReport
from .texts import InterfaceLanguage, t

_LISTED = 300
_REPAIRS_SHOWN = 200
_MOST_MARKS = 500


def list_html(
    articles: Sequence[Article], language: InterfaceLanguage, *, words: str, total: int
) -> str:
    """One row an article, with the first place where the words stand; a click opens it."""
    if not articles:
        return str(Markup('<p class="empty">{}</p>').format(t("articles_none", language)))
    rows = Markup("").join(_listed(article, words, language) for article in articles[:_LISTED])
    if len(articles) == total:
        count = t("articles_count", language, n=total)
    else:
        count = t("articles_matching", language, n=len(articles), total=total)
    return str(
        Markup('<h2 class="count">{}</h2><ul class="cards list">{}</ul>').format(count, rows)
    )


def _listed(article: Article, words: str, language: InterfaceLanguage) -> Markup:
    parts = (
        *byline(source=article.source, date=article.date, page=article.page, language=language),
        t("characters", language, n=len(article.text)),
        article.path.replace("\\", "/").rpartition("/")[2],
    )
    return Markup(
        '<li><button type="button" class="card" data-act="evidence" data-id="{id}">'
        '<span class="headline">{title}</span><span class="byline">{byline}</span>{snippet}'
        "</button></li>"
    ).format(
        id=article.id,
        title=article.title or t("untitled", language),
        byline=Markup("").join(Markup("<span>{}</span>").format(part) for part in parts),
        snippet=_snippet(article, words),
    )


def _snippet(article: Article, words: str, reach: int = 30) -> Markup:
    """The words in their first surroundings."""
    marks = found_marks(article.text, words)
    if not marks:
        return Markup("")
    start = max(0, marks[0].start - reach)
    end = min(len(article.text), marks[0].end + 2 * reach)
    shown = marked_text(article.text, start, end, marks)
    return Markup('<span class="quote">{}{}{}</span>').format(
        "…" if start else "", shown, "…" if end < len(article.text) else ""
    )


def found_marks(text: str, words: str) -> list[Mark]:
    """Where the words stand in the text, in either script, in reading order.

    >>> found_marks("白沙鎮的圖書館", "图书馆")
    [Mark(start=4, end=7, kind='found', label='')]
    """
    wanted = fold_text(words).split()
    if not wanted:
        return []
    folded = fold(text)
    marks: list[Mark] = []
    for word in wanted:
        at = folded.text.find(word)
        while at >= 0 and len(marks) < _MOST_MARKS:
            marks.append(Mark(*folded.original_span(at, at + len(word)), "found"))
            at = folded.text.find(word, at + len(word))
    return sorted(marks, key=lambda mark: mark.start)


def reading_html(
    article: Article,
    repairs: Sequence[Repair],
    language: InterfaceLanguage,
    *,
    words: str = "",
    changeable: bool,
    asking: bool,
) -> str:
    """The article, what was changed on reading it, and the buttons that replace or remove it."""
    above = Markup("")
    below = _repairs(repairs, language)
    if changeable and not asking:
        below += Markup(
            '<p class="shelf"><button type="button" class="plain" data-act="replace" '
            'data-id="{id}">{replace}</button><button type="button" class="plain" '
            'data-act="remove" data-id="{id}">{remove}</button></p>'
        ).format(id=article.id, replace=t("replace", language), remove=t("remove", language))
    elif changeable:
        above = Markup(
            '<div class="shelf confirm" role="alertdialog" aria-label="{confirm}"><p>{confirm}</p>'
            '<button type="button" class="danger" data-act="remove-yes" data-id="{id}">{yes}</button>'
            '<button type="button" class="plain" data-act="keep" data-id="{id}">{no}</button></div>'
        ).format(
            confirm=t("remove_confirm", language),
            id=article.id,
            yes=t("remove_yes", language),
            no=t("cancel", language),
        )
    marks = found_marks(article.text, words)
    return opened_html(article, marks, language, above=above) + str(below)


def _repairs(repairs: Sequence[Repair], language: InterfaceLanguage) -> Markup:
    if not repairs:
        return Markup('<p class="hint">{}</p>').format(t("repairs_none", language))
    rows = Markup("").join(
        Markup("<tr><td>{}</td><td>{}</td><td>{}</td></tr>").format(
            _short(repair.before),
            _short(repair.after) or t("repair_removed", language),
            repair.reason,
        )
        for repair in repairs[:_REPAIRS_SHOWN]
    )
    return Markup(
        '<details class="repairs"><summary>{title}</summary><table class="grid"><thead><tr>'
        '<th scope="col">{before}</th><th scope="col">{after}</th><th scope="col">{reason}</th>'
        "</tr></thead><tbody>{rows}</tbody></table></details>"
    ).format(
        title=t("repairs", language, n=len(repairs)),
        before=t("repair_before", language),
        after=t("repair_after", language),
        reason=t("repair_reason", language),
        rows=rows,
    )


def _short(text: str, limit: int = 80) -> str:
    """White space made visible, long texts cut in the middle."""
    shown = text.replace("\n", "↵").replace("\u3000", "□")
    return shown if len(shown) <= limit else f"{shown[: limit // 2]}…{shown[-limit // 2 :]}"


def upload_html(
    report: UploadReport,
    language: InterfaceLanguage,
    working_on: str | None = None,
    done: int = 0,
    total: int = 0,
) -> str:
    """Progress while files are read, and what came of each in the end."""
    parts: list[Markup] = []
    if working_on is not None:
        parts.append(
            Markup(
                '<p class="working">{} ({}/{})</p><progress value="{}" max="{}"></progress>'
            ).format(t("upload_working", language, name=working_on), done + 1, total, done, total)
        )
    said = []
    if report.added:
        said.append(t("upload_added", language, n=len(report.added)))
    if report.replaced:
        said.append(t("upload_replaced", language, n=len(report.replaced)))
    if report.unchanged:
        said.append(t("upload_unchanged", language, n=report.unchanged))
    if said:
        joined = ", ".join(said) if language == "en" else "，".join(said)
        parts.append(Markup('<p class="done">{}</p>').format(joined))
    if report.failed:
        items = Markup("").join(
            Markup("<li><b>{}</b>: {}</li>").format(name, reason) for name, reason in report.failed
        )
        parts.append(
            Markup('<div class="error" role="alert">{}<ul>{}</ul></div>').format(
                t("upload_failed", language, n=len(report.failed)), items
            )
        )
    return str(Markup('<div role="status">{}</div>').format(Markup("").join(parts)))
