"""The list of articles, the reading view, and what came of an upload, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from index import Article, Repair

from .reading import article_html, byline
from .shelf import UploadReport
from .texts import InterfaceLanguage, t

_LISTED = 300
_REPAIRS_SHOWN = 200


def list_html(articles: Sequence[Article], language: InterfaceLanguage) -> str:
    """One row an article; a click opens it."""
    if not articles:
        return str(Markup('<p class="empty">{}</p>').format(t("articles_none", language)))
    rows = Markup("").join(
        Markup(
            '<li><button type="button" class="card" data-act="evidence" data-id="{id}">'
            '<span class="headline">{title}</span><span class="byline">{byline}</span></button></li>'
        ).format(
            id=article.id,
            title=article.title or t("untitled", language),
            byline=Markup("").join(
                Markup("<span>{}</span>").format(part)
                for part in (
                    *byline(
                        source=article.source,
                        date=article.date,
                        page=article.page,
                        language=language,
                    ),
                    t("characters", language, n=len(article.text)),
                    article.path.replace("\\", "/").rpartition("/")[2],
                )
            ),
        )
        for article in articles[:_LISTED]
    )
    return str(
        Markup('<h2 class="count">{}</h2><ul class="cards list">{}</ul>').format(
            t("articles_count", language, n=len(articles)), rows
        )
    )


def reading_html(
    article: Article,
    repairs: Sequence[Repair],
    language: InterfaceLanguage,
    *,
    removable: bool,
    asking: bool,
) -> str:
    """The article, what was changed on reading it, and the button that removes it."""
    parts = [article_html(article, language), _repairs(repairs, language)]
    if removable and not asking:
        parts.append(
            Markup(
                '<p class="shelf"><button type="button" class="plain" data-act="remove" '
                'data-id="{}">{}</button></p>'
            ).format(article.id, t("remove", language))
        )
    elif removable:
        confirm = Markup(
            '<div class="shelf confirm" role="alertdialog" aria-label="{confirm}"><p>{confirm}</p>'
            '<button type="button" class="danger" data-act="remove-yes" data-id="{id}">{yes}</button>'
            '<button type="button" class="plain" data-act="keep" data-id="{id}">{no}</button></div>'
        ).format(
            confirm=t("remove_confirm", language),
            id=article.id,
            yes=t("remove_yes", language),
            no=t("cancel", language),
        )
        parts.insert(0, confirm)
    return str(Markup("").join(parts))


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
