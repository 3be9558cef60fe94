"""The Ask view: conversation at the left, sources at the right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio as gr
from markupsafe import Markup

from index import Filters

from .clicks import CLICKS, Act, close_html
from .conversations import (
    Notebook,
    Turn,
    new_conversation,
    notebook_from_json,
    notebook_to_json,
)
from .desk import Desk
from .limits import RequestError
from .render_answer import transcript_html
from .render_sources import citation_of, source_html, sources_html
from .texts import InterfaceLanguage, t

_DATE = re.compile(r"(19|20)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_EXAMPLES = 4
# Seconds that the welcome waits for example questions after the server has started.
_PATIENCE = 60.0

# Outputs of every handler that changes the conversation, in this order.
Shown = tuple[Any, Any, Any, Any]


class AskView:
    """Components and handlers of the Ask view."""

    def __init__(self, desk: Desk, language: gr.Radio) -> None:
        self._desk = desk
        self._language = language
        first: InterfaceLanguage = "zh-Hans"
        # The secret only obscures; what it guards never leaves the reader's own browser.
        self.notebook = gr.BrowserState(None, storage_key="wenju-notebook", secret="wenju")
        self.asked = gr.State("")
        with gr.Row(elem_id="desk", elem_classes="desk", equal_height=False):
            with gr.Column(elem_classes="left", scale=6, min_width=320):
                self.bar = gr.HTML(
                    self._bar(notebook_from_json(None), first),
                    apply_default_css=False,
                    elem_id="conversations",
                    js_on_load=CLICKS,
                )
                self.transcript = gr.HTML(
                    self._transcript(notebook_from_json(None), first),
                    apply_default_css=False,
                    elem_id="transcript",
                    js_on_load=CLICKS + "window.wenju.follow(element, watch);",
                )
                with gr.Accordion(
                    t("filters", first), open=False, elem_id="filters"
                ) as self.filters:
                    with gr.Row():
                        self.source = gr.Dropdown(
                            self._sources(first), value="", label=t("filter_source", first)
                        )
                        self.article = gr.Dropdown(
                            self._titles(first), value="", label=t("filter_article", first)
                        )
                    with gr.Row():
                        self.date_from = gr.Textbox(
                            label=t("filter_from", first), placeholder=t("filter_date_hint", first)
                        )
                        self.date_to = gr.Textbox(
                            label=t("filter_to", first), placeholder=t("filter_date_hint", first)
                        )
                with gr.Row(elem_id="asking", equal_height=True):
                    self.question = gr.Textbox(
                        placeholder=t("question_hint", first),
                        label=t("question", first),
                        show_label=False,
                        container=False,
                        lines=1,
                        max_lines=6,
                        max_length=desk.settings.max_question,
                        scale=8,
                        elem_id="question",
                    )
                    self.send = gr.Button(
                        t("send", first), variant="primary", scale=0, min_width=88, elem_id="send"
                    )
            with gr.Column(elem_classes="right", scale=5, min_width=320):
                self.close = gr.HTML(
                    close_html(first), apply_default_css=False, elem_classes="close-source"
                )
                self.sources = gr.HTML(
                    sources_html(None, 0, first),
                    apply_default_css=False,
                    elem_id="sources",
                    elem_classes="source-pane",
                    js_on_load=CLICKS + "window.wenju.reveal(element, watch);",
                )
        self.labelled = [
            self.filters,
            self.source,
            self.article,
            self.date_from,
            self.date_to,
            self.question,
            self.send,
            self.close,
        ]

    # What is shown ------------------------------------------------------------------------

    def labels(self, language: InterfaceLanguage) -> dict[Any, Any]:
        """Updates that put the view into `language`; the conversation follows by `restore`."""
        hint = t("filter_date_hint", language)
        return {
            self.filters: gr.update(label=t("filters", language)),
            self.source: gr.update(
                label=t("filter_source", language), choices=self._sources(language)
            ),
            self.article: gr.update(
                label=t("filter_article", language), choices=self._titles(language)
            ),
            self.date_from: gr.update(label=t("filter_from", language), placeholder=hint),
            self.date_to: gr.update(label=t("filter_to", language), placeholder=hint),
            self.question: gr.update(
                label=t("question", language), placeholder=t("question_hint", language)
            ),
            self.send: t("send", language),
            self.close: close_html(language),
        }

    def _sources(self, language: InterfaceLanguage) -> list[tuple[str, str]]:
        names = self._desk.sources()
        return [(t("figures_any", language), ""), *((name, name) for name in names)]

    def _titles(self, language: InterfaceLanguage) -> list[tuple[str, str]]:
        titles = [
            (article.title or t("untitled", language), article.id)
            for article in self._desk.articles()
        ]
        return [(t("figures_any", language), ""), *titles]

    def refreshed(self, language: InterfaceLanguage) -> dict[Any, Any]:
        """Updates of the filters after the collection has changed."""
        return {
            self.source: gr.update(choices=self._sources(language), value=""),
            self.article: gr.update(choices=self._titles(language), value=""),
        }

    def _bar(self, notebook: Notebook, language: InterfaceLanguage) -> str:
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

    def _transcript(
        self,
        notebook: Notebook,
        language: InterfaceLanguage,
        *,
        working: bool = False,
    ) -> str:
        turns = notebook.open.turns
        body = transcript_html(
            turns,
            language,
            examples=self._desk.examples(_EXAMPLES, 0.0) if not turns else (),
            working=working,
        )
        return str(
            Markup('<div role="log" aria-live="off" aria-label="{}" tabindex="0">{}</div>').format(
                t("conversation", language), Markup(body)
            )
        )

    def _all(
        self, notebook: Notebook, language: InterfaceLanguage, *, working: bool = False
    ) -> Shown:
        """Menu, transcript, sources of the last answer, and the notebook for the browser."""
        turns = notebook.open.turns
        last = turns[-1].answer if turns else None
        return (
            self._bar(notebook, language),
            self._transcript(notebook, language, working=working),
            sources_html(last, len(turns) - 1, language),
            notebook_to_json(notebook),
        )

    # What happens -------------------------------------------------------------------------

    def listen(self, page: gr.Blocks) -> None:
        """Connect the handlers."""
        everything = [self.bar, self.transcript, self.sources, self.notebook]
        narrowed = [self.source, self.article, self.date_from, self.date_to]
        quick: dict[str, Any] = {
            "queue": False,
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        slow: dict[str, Any] = {
            "show_progress": "hidden",
            "api_visibility": "private",
            "concurrency_limit": self._desk.settings.workers + self._desk.settings.waiting,
            "concurrency_id": "ask",
        }
        page.load(self.restore, [self.notebook, self._language], everything, **quick).then(
            None, js="() => window.wenju.ready()"
        ).then(
            self.wait_for_examples,
            None,
            None,
            show_progress="hidden",
            api_visibility="private",
            concurrency_limit=8,
        ).then(self.examples, [self.notebook, self._language], self.transcript, **quick)
        self._language.change(self.restore, [self.notebook, self._language], everything, **quick)
        gr.on([self.question.submit, self.send.click], fn=None).then(
            lambda question: (question, ""), self.question, [self.asked, self.question], **quick
        ).then(self.ask, [self.asked, self.notebook, self._language, *narrowed], everything, **slow)
        self.transcript.click(
            self.act_in_transcript, [self.notebook, self._language, *narrowed], everything, **slow
        )
        self.bar.click(self.act_in_bar, [self.notebook, self._language], everything, **quick)
        self.sources.click(
            self.act_in_sources, [self.notebook, self._language], self.sources, **quick
        )

    def restore(self, stored: Any, language: InterfaceLanguage) -> Shown:
        """The conversation that the browser kept."""
        return self._all(notebook_from_json(stored), language)

    def wait_for_examples(self) -> None:
        """Wait until the example questions have been tried, showing nothing.

        Apart from `examples`, which then looks at the conversation as it is: what was asked during
        the wait must not be painted over by the welcome.
        """
        self._desk.examples(_EXAMPLES, _PATIENCE)

    def examples(self, stored: Any, language: InterfaceLanguage) -> Any:
        """The welcome with its example questions; nothing in a conversation."""
        notebook = notebook_from_json(stored)
        if notebook.open.turns:
            return gr.update()
        return self._transcript(notebook, language)

    def ask(
        self,
        question: str,
        stored: Any,
        language: InterfaceLanguage,
        source: str,
        article: str,
        date_from: str,
        date_to: str,
    ) -> Iterator[Shown]:
        """Append a turn and let its answer grow."""
        notebook = notebook_from_json(stored)
        earlier = notebook.open.turns
        question = question.strip()
        if not question:
            yield self._all(notebook, language)
            return
        asked = notebook.open.with_turn(Turn(question))
        yield self._all(notebook.put(asked), language, working=True)
        number = len(asked.turns) - 1
        turn = Turn(question)
        try:
            filters = self._filters(source, article, date_from, date_to)
            for answer in self._desk.stream(question, history=earlier, filters=filters):
                turn = replace(turn, answer=answer)
                growing = asked.with_turn(turn, number)
                yield self._all(notebook.put(growing), language, working=True)
        except RequestError as error:
            turn = Turn(question, error=error.message(language))
        yield self._all(notebook.put(asked.with_turn(turn, number)), language)

    def _filters(self, source: str, article: str, date_from: str, date_to: str) -> Filters | None:
        dates = [(value or "").strip() or None for value in (date_from, date_to)]
        for value in dates:
            if value and not _DATE.fullmatch(value):
                raise RequestError("error_date", 422, found=value)
        filters = Filters(
            date_from=dates[0],
            date_to=dates[1],
            source=source or None,
            article_ids=(article,) if article else None,
        )
        return None if filters.is_empty else filters

    def act_in_transcript(
        self,
        stored: Any,
        language: InterfaceLanguage,
        source: str,
        article: str,
        date_from: str,
        date_to: str,
        event: gr.EventData,
    ) -> Iterator[Shown]:
        """A click in the transcript: a citation, a suggested question, or feedback."""
        act = Act(event)
        if act.name == "ask":
            yield from self.ask(
                act.text("question"), stored, language, source, article, date_from, date_to
            )
            return
        notebook = notebook_from_json(stored)
        if act.name in ("like", "dislike", "note"):
            notebook = self._feedback(notebook, act)
        if act.name == "cite":
            # Only the source changes: writing the rest anew could undo a question just asked.
            source_shown = self._source(notebook, language, act)
            yield gr.skip(), gr.skip(), source_shown, gr.skip()
            return
        yield self._all(notebook, language)

    def _feedback(self, notebook: Notebook, act: Act) -> Notebook:
        number = act.number("turn")
        turns = notebook.open.turns
        if not 0 <= number < len(turns) or turns[number].answer is None:
            return notebook
        turn = turns[number]
        liked = turn.liked if act.name == "note" else act.name == "like"
        self._desk.feedback(turn.answer or {}, bool(liked), act.text("note"))
        return notebook.put(notebook.open.with_turn(replace(turn, liked=liked), number))

    def _source(self, notebook: Notebook, language: InterfaceLanguage, act: Act) -> str:
        number = act.number("turn")
        turns = notebook.open.turns
        answer = turns[number].answer if 0 <= number < len(turns) else None
        if answer is None:
            return sources_html(None, 0, language)
        if act.name == "sources":
            return sources_html(answer, number, language)
        citation = citation_of(answer, act.number("n"))
        article = self._desk.article(citation["article_id"]) if citation else None
        return source_html(article, answer, act.number("n"), number, language)

    def act_in_sources(self, stored: Any, language: InterfaceLanguage, event: gr.EventData) -> str:
        """A click on a source card, or back to the list."""
        return self._source(notebook_from_json(stored), language, Act(event))

    def act_in_bar(self, stored: Any, language: InterfaceLanguage, event: gr.EventData) -> Shown:
        """Open, delete or begin a conversation."""
        notebook, act = notebook_from_json(stored), Act(event)
        if act.name == "new" and notebook.open.turns:
            notebook = notebook.put(new_conversation())
        elif act.name == "open":
            notebook = notebook.choose(act.text("id"))
        elif act.name == "drop":
            notebook = notebook.drop(act.text("id"))
        return self._all(notebook, language)
