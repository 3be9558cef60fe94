"""Answers as HTML: the conversation of the Ask view.

Rendered from the JSON object of the contract (`answer_to_json`), so that an answer looks the same
when it comes out of the assistant and when it is restored from the browser. Text is escaped by
`markupsafe` on its way in; clicks are told apart by `data-act`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from .conversations import Notebook, Turn
from .export import answer_as_markdown, answer_as_text
from .render_sources import citation_of, cite_button
from .texts import InterfaceLanguage, t

JSON = Mapping[str, Any]

# What a reader of English cannot take from the digits alone.
_FOREIGN_UNITS = re.compile(r"[万亿萬億亩畝斤成折]|分之")


def transcript_html(
    turns: Sequence[Turn],
    language: InterfaceLanguage,
    *,
    examples: Sequence[str],
    working: bool,
    queued: bool = False,
) -> str:
    """The whole conversation, or the welcome with example questions when there is none yet."""
    if not turns:
        return str(_welcome(language, examples))
    last = len(turns) - 1
    return str(
        Markup("").join(
            _turn(turn, number, language, working=working and number == last, queued=queued)
            for number, turn in enumerate(turns)
        )
    )


def conversations_html(notebook: Notebook, language: InterfaceLanguage) -> str:
    """The menu of conversations and the button for a new one."""
    current = notebook.open
    rows = [
        Markup(
            '<li{current}><button type="button" data-act="open" data-id="{id}">{title}</button>'
            '<button type="button" class="drop" data-act="drop" data-id="{id}" '
            'aria-label="{delete}: {title}" title="{delete}">×</button></li>'
        ).format(
            current=Markup(' aria-current="true"') if c.id == current.id else "",
            id=c.id,
            title=c.title,
            delete=t("delete_conversation", language),
        )
        for c in notebook.conversations
        if c.turns
    ]
    menu = (
        Markup("<details><summary>{} ({})</summary><ul>{}</ul></details>").format(
            t("conversations", language), len(rows), Markup("").join(rows)
        )
        if rows
        else Markup("<span></span>")
    )
    fresh = Markup('<button type="button" data-act="new">＋ {}</button>').format(
        t("new_conversation", language)
    )
    return str(menu + fresh)


def _welcome(language: InterfaceLanguage, examples: Sequence[str]) -> Markup:
    return Markup(
        '<div class="welcome"><h2>{title}</h2><p>{more}</p><h3>{examples}</h3>{buttons}</div>'
    ).format(
        title=t("welcome", language),
        more=t("welcome_more", language),
        examples=t("examples", language) if examples else "",
        buttons=_questions(examples),
    )


def _questions(questions: Sequence[str]) -> Markup:
    """Questions that can be asked with a click."""
    if not questions:
        return Markup("")
    items = (
        Markup(
            '<li><button type="button" data-act="ask" data-question="{0}">{0}</button></li>'
        ).format(question)
        for question in questions
    )
    return Markup('<ul class="questions">{}</ul>').format(Markup("").join(items))


def _turn(
    turn: Turn, number: int, language: InterfaceLanguage, *, working: bool, queued: bool
) -> Markup:
    question = Markup('<p class="asked"><span class="sr">{}：</span>{}</p>').format(
        t("you_asked", language), turn.question
    )
    if turn.error is not None or (turn.answer is None and not working):
        body = _error(turn, language)
    elif turn.answer is None:
        body = _working(language, queued=queued)
    else:
        body = _answer(turn.answer, number, language, working=working, liked=turn.liked)
    return Markup('<section class="turn" data-turn="{}">{}{}</section>').format(
        number, question, body
    )


def _error(turn: Turn, language: InterfaceLanguage) -> Markup:
    """Why there is no answer, and a button that asks again."""
    return Markup(
        '<p class="error" role="alert">{}</p><div class="tools"><button type="button" '
        'data-act="ask" data-question="{}">↻ {}</button></div>'
    ).format(turn.error or t("interrupted", language), turn.question, t("retry", language))


def _working(language: InterfaceLanguage, *, queued: bool = False) -> Markup:
    """What is being done; the page's script adds how long it has taken."""
    return Markup(
        '<p class="working" data-waited="{waited}"><span class="dots">{said}</span>'
        '<span class="since"></span><button type="button" data-stop>{stop}</button></p>'
    ).format(
        waited=t("waited", language, n="#"),
        said=t("queued" if queued else "working", language),
        stop=t("stop", language),
    )


def _answer(
    answer: JSON,
    number: int,
    language: InterfaceLanguage,
    *,
    working: bool,
    liked: bool | None,
) -> Markup:
    parts: list[Markup] = []
    if _differs(answer["standalone_question"], answer["question"]):
        parts.append(
            Markup('<p class="rewritten"><span>{}</span>{}</p>').format(
                t("understood_as", language), answer["standalone_question"]
            )
        )
    if answer["kind"] == "clarify" and answer["choices"]:
        parts.append(_clarify(answer, language))
    elif answer["abstained"]:
        parts.append(_refusal(answer, number, language))
    else:
        parts.append(_body(answer, number, language))
    for note in answer["notes"]:
        parts.append(Markup('<p class="note">{}</p>').format(note))
    if working:
        parts.append(_working(language))
    else:
        parts.append(_tools(answer, number, language, liked))
    return Markup('<div class="answer" lang="{}" aria-label="{}">{}</div>').format(
        answer["language"], t("answered", language), Markup("").join(parts)
    )


def _differs(standalone: str, question: str) -> bool:
    return bool(standalone) and standalone.strip() != question.strip()


def _body(answer: JSON, number: int, language: InterfaceLanguage) -> Markup:
    parts: list[Markup] = []
    short = answer["short_answer"]
    text = answer["answer"]
    sentences = answer["sentences"]
    if short and short.strip("。.") != text.strip("。."):
        marks = Markup("")
        # An English answer begins with a sentence that is the short answer: once is enough.
        if len(sentences) > 1 and sentences[0]["text"].strip("。. ") == short.strip("。. "):
            first, *sentences = sentences
            marks = Markup("").join(
                cite_button(answer, n, number, language) for n in first["citations"]
            )
        parts.append(
            Markup('<p class="short"><span class="sr">{}：</span>{}{}</p>').format(
                t("short_answer", language), short, marks
            )
        )
    if sentences:
        body = Markup("").join(_sentence(answer, s, number, language) for s in sentences)
    else:
        body = escape(text)
    parts.append(Markup('<p class="text">{}</p>').format(body))
    parts.append(_reader_units(answer, language))
    for conflict in answer["conflicts"]:
        parts.append(_conflict(answer, conflict, number, language))
    return Markup("").join(parts)


def _sentence(answer: JSON, sentence: JSON, number: int, language: InterfaceLanguage) -> Markup:
    words, short = sentence["text"], answer["short_answer"]
    at = words.find(short) if short else -1
    if at >= 0:
        shown = Markup("{}<strong>{}</strong>{}").format(
            words[:at], words[at : at + len(short)], words[at + len(short) :]
        )
    else:
        shown = escape(words)
    marks = Markup("").join(cite_button(answer, n, number, language) for n in sentence["citations"])
    # English sentences need the space that Chinese ones do without.
    gap = " " if words[-1:].isascii() else ""
    return Markup('<span class="sentence">{}{}</span>{}').format(shown, marks, gap)


def _reader_units(answer: JSON, language: InterfaceLanguage) -> Markup:
    """Figures in million and billion for readers of English; Chinese readers know 万 and 亿."""
    if answer["language"] != "en":
        return Markup("")
    pairs = [
        Markup("<span>{} = {}</span>").format(figure["text"], figure["reader_text"])
        for figure in answer["figures"]
        if figure.get("reader_text") and _FOREIGN_UNITS.search(figure["text"])
    ]
    if not pairs:
        return Markup("")
    return Markup('<p class="units"><b>{}</b>{}</p>').format(
        t("in_your_units", language), Markup("").join(pairs)
    )


def _conflict(answer: JSON, conflict: JSON, number: int, language: InterfaceLanguage) -> Markup:
    rows: list[Markup] = []
    for value in conflict["values"]:
        citation = citation_of(answer, value["citation"])
        title = (citation or {}).get("title") or t("untitled", language)
        rows.append(
            Markup("<tr><td>{}</td><td>{}</td><td>{} {}</td></tr>").format(
                value["text"],
                value["date"] or "",
                title,
                cite_button(answer, value["citation"], number, language),
            )
        )
    return Markup(
        '<table class="conflict"><caption>{caption}：{subject}</caption><thead><tr><th scope="col">'
        '{value}</th><th scope="col">{date}</th><th scope="col">{source}</th></tr></thead>'
        "<tbody>{rows}</tbody></table>"
    ).format(
        caption=t("conflict", language),
        subject=conflict["subject"],
        value=t("conflict_value", language),
        date=t("conflict_date", language),
        source=t("conflict_source", language),
        rows=Markup("").join(rows),
    )


def _clarify(answer: JSON, language: InterfaceLanguage) -> Markup:
    return Markup('<p class="text">{}</p>{}').format(
        answer["answer"] or t("which_one", language), _questions(answer["choices"])
    )


def _refusal(answer: JSON, number: int, language: InterfaceLanguage) -> Markup:
    parts = [Markup('<p class="refused">{}</p>').format(t("not_found", language))]
    # The text of a refusal repeats what is missing and the suggestions, shown below by themselves.
    missing = answer["missing"]
    if not missing:
        said = answer["answer"]
    elif answer["language"] == "en":
        said = f"{missing[0].upper()}{missing[1:]}."
    else:
        said = f"文章{missing}。"
    parts.append(Markup('<p class="missing">{}</p>').format(said))
    if answer["citations"]:
        parts.append(
            Markup('<h4>{}</h4><ul class="nearest">{}</ul>').format(
                t("nearest", language),
                Markup("").join(
                    Markup("<li>{} {}</li>").format(
                        _shortened(citation["quote"]),
                        cite_button(answer, citation["n"], number, language),
                    )
                    for citation in answer["citations"]
                ),
            )
        )
    if answer["suggestions"]:
        parts.append(
            Markup("<h4>{}</h4>{}").format(
                t("try_asking", language), _questions(answer["suggestions"])
            )
        )
    return Markup("").join(parts)


def _shortened(text: str, limit: int = 90) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def _tools(answer: JSON, number: int, language: InterfaceLanguage, liked: bool | None) -> Markup:
    """Under an answer: copy, like, dislike and confidence."""
    if answer["kind"] == "small_talk":
        return Markup("")
    confidence = ""
    if not answer["abstained"] and answer["kind"] != "clarify":
        confidence = f"{t('confidence', language)} {round(100 * answer['confidence'])}%"
    return Markup(
        '<div class="tools">'
        '<button type="button" data-copy="{text}" data-copied="{copied}">{copy}</button>'
        '<button type="button" data-copy="{markdown}" data-copied="{copied}">'
        "{copy_markdown}</button>"
        '<button type="button" data-act="like" data-turn="{turn}" aria-pressed="{liked}">'
        '<span aria-hidden="true">▲</span> {like}</button>'
        '<button type="button" data-act="dislike" data-turn="{turn}" aria-pressed="{disliked}">'
        '<span aria-hidden="true">▼</span> {dislike}</button>'
        '<span class="facts" title="{took}">{confidence}</span></div>{note}'
    ).format(
        text=answer_as_text(answer, language),
        markdown=answer_as_markdown(answer, language),
        copy=t("copy_text", language),
        copied=t("copied", language),
        copy_markdown=t("copy_markdown", language),
        turn=number,
        liked="true" if liked is True else "false",
        disliked="true" if liked is False else "false",
        like=t("like", language),
        dislike=t("dislike", language),
        confidence=confidence,
        took=_took(answer, language),
        note=_feedback_note(number, language) if liked is not None else "",
    )


def _took(answer: JSON, language: InterfaceLanguage) -> str:
    """How long the answer took, for whoever asks."""
    ms = answer["timings_ms"].get("total")
    if ms is None:
        return ""
    if ms < 1000:
        return t("took_ms", language, n=round(ms))
    return t("took_s", language, n=f"{ms / 1000:.1f}")


def _feedback_note(number: int, language: InterfaceLanguage) -> Markup:
    return Markup(
        '<div class="feedback"><span role="status">{thanks}</span>'
        '<input type="text" maxlength="500" placeholder="{hint}" aria-label="{hint}" '
        'data-enter="note" data-turn="{turn}">'
        '<button type="button" data-act="note" data-turn="{turn}">{send}</button></div>'
    ).format(
        thanks=t("feedback_thanks", language),
        hint=t("feedback_note", language),
        turn=number,
        send=t("feedback_send", language),
    )
