"""The Ask view: conversation at the left, sources at the right."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio as gr
from markupsafe import Markup

from .clicks import CLICKS, Act, close_html
from .conversations import (
    Notebook,
    Turn,
    new_conversation,
    notebook_from_json,
    notebook_to_json,
)
from .desk import Desk
from .filters import FilterFields, filters_of
from .limits import RequestError
from .render_answer import conversations_html, transcript_html
from .render_sources import (
    citation_of,
    collection_html,
    opened_html,
    problem_html,
    source_html,
    sources_html,
)
from .texts import InterfaceLanguage, t

_EXAMPLES = 4
# Seconds that the welcome waits for example questions after the server has started.
_PATIENCE = 60.0
# A reader who is turned down because others ask waits in the page and is let in later.
_TRIES = 8
_PAUSE = 2.0

# Outputs of every handler that changes the conversation, in this order.
Shown = tuple[Any, Any, Any, Any]


class AskView:
    """Components and handlers of the Ask view."""

    def __init__(self, desk: Desk, language: gr.Radio) -> None:
        self._desk = desk
        self._language = language
        first: InterfaceLanguage = "zh-Hans"
        empty = notebook_from_json(None)
        # The secret only obscures; what it guards never leaves the reader's own browser.
        self.notebook = gr.BrowserState(None, storage_key="wenju-notebook", secret="wenju")
        self.asked = gr.State("")
        with gr.Row(elem_id="desk", elem_classes="desk", equal_height=False):
            with gr.Column(elem_classes="left", scale=6, min_width=320):
                self.bar = gr.HTML(
                    conversations_html(empty, first),
                    apply_default_css=False,
                    elem_id="conversations",
                    js_on_load=CLICKS,
                )
                self.transcript = gr.HTML(
                    self._transcript(empty, first),
                    apply_default_css=False,
                    elem_id="transcript",
                    js_on_load=CLICKS + "window.wenju.follow(element, watch);",
                )
                self.filters = FilterFields(desk, first, "filters")
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
                    # Pressed by the button in the line that says what is being done.
                    self.stop = gr.Button(t("stop", first), elem_id="stop", visible="hidden")
            with gr.Column(elem_classes="right", scale=5, min_width=320):
                self.close = gr.HTML(
                    close_html(first), apply_default_css=False, elem_classes="close-source"
                )
                self.sources = gr.HTML(
                    self._beside(empty, first),
                    apply_default_css=False,
                    elem_id="sources",
                    elem_classes="source-pane",
                    js_on_load=CLICKS + "window.wenju.reveal(element, watch);",
                )
        self.labelled = [*self.filters.labelled, self.question, self.send, self.stop, self.close]

    # What is shown ------------------------------------------------------------------------

    def labels(self, language: InterfaceLanguage) -> dict[Any, Any]:
        """Updates that put the view into `language`; the conversation follows by `restore`."""
        return {
            **self.filters.labels(language),
            self.question: gr.update(
                label=t("question", language), placeholder=t("question_hint", language)
            ),
            self.send: t("send", language),
            self.stop: t("stop", language),
            self.close: close_html(language),
        }

    def _transcript(
        self,
        notebook: Notebook,
        language: InterfaceLanguage,
        *,
        working: bool = False,
        queued: bool = False,
    ) -> str:
        turns = notebook.open.turns
        body = transcript_html(
            turns,
            language,
            examples=self._desk.examples(_EXAMPLES, 0.0) if not turns else (),
            working=working,
            queued=queued,
        )
        return str(
            Markup('<div role="log" aria-live="off" aria-label="{}" tabindex="0">{}</div>').format(
                t("conversation", language), Markup(body)
            )
        )

    def _beside(self, notebook: Notebook, language: InterfaceLanguage) -> str:
        """The sources of the last answer; before the first question, what can be asked about."""
        turns = notebook.open.turns
        if not turns:
            return collection_html(self._desk.heads(), language)
        return sources_html(turns[-1].answer, len(turns) - 1, language)

    def _all(
        self,
        notebook: Notebook,
        language: InterfaceLanguage,
        *,
        working: bool = False,
        queued: bool = False,
    ) -> Shown:
        """Menu, transcript, sources of the last answer, and the notebook for the browser."""
        return (
            conversations_html(notebook, language),
            self._transcript(notebook, language, working=working, queued=queued),
            self._beside(notebook, language),
            notebook_to_json(notebook),
        )

    # What happens -------------------------------------------------------------------------

    def listen(self, page: gr.Blocks) -> None:
        """Connect the handlers."""
        everything = [self.bar, self.transcript, self.sources, self.notebook]
        kept = [self.notebook, self._language]
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
        page.load(self.restore, kept, everything, **quick).then(
            None, js="() => window.wenju.ready()"
        ).then(
            self.wait_for_examples,
            None,
            None,
            show_progress="hidden",
            api_visibility="private",
            concurrency_limit=8,
        ).then(self.examples, kept, self.transcript, **quick)
        self._language.change(self.restore, kept, everything, **quick)
        self.filters.listen(self._language)
        fields = self.filters.fields
        asked = (
            gr.on([self.question.submit, self.send.click], fn=None)
            .then(
                lambda question: (question, ""), self.question, [self.asked, self.question], **quick
            )
            .then(self.ask, [self.asked, *kept, *fields], everything, **slow)
        )
        clicked = self.transcript.click(
            self.act_in_transcript, [*kept, *fields], everything, **slow
        )
        # What has come of the answer so far stays, and the question can be asked again.
        self.stop.click(self.restore, kept, everything, cancels=[asked, clicked], **quick)
        self.bar.click(self.act_in_bar, kept, everything, **quick)
        self.sources.click(self.act_in_sources, kept, self.sources, **quick)

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
        self, question: str, stored: Any, language: InterfaceLanguage, *fields: str
    ) -> Iterator[Shown]:
        """Append a turn and let its answer grow; while others are asking, wait in line."""
        notebook = notebook_from_json(stored)
        question = question.strip()
        if not question:
            yield self._all(notebook, language)
            return
        earlier = notebook.open.turns
        if earlier and earlier[-1].answer is None and earlier[-1].question == question:
            # Asked again: the answer takes the place of what went wrong.
            earlier = earlier[:-1]
        turn = Turn(question)
        asked = replace(notebook.open, turns=earlier).with_turn(turn)
        number = len(asked.turns) - 1
        yield self._all(notebook.put(asked), language, working=True)
        for left in reversed(range(_TRIES)):
            try:
                filters = filters_of(*fields)
                for answer in self._desk.stream(question, history=earlier, filters=filters):
                    turn = replace(turn, answer=answer)
                    growing = asked.with_turn(turn, number)
                    yield self._all(notebook.put(growing), language, working=True)
            except RequestError as error:
                if error.status == 429 and left and turn.answer is None:
                    yield self._all(notebook.put(asked), language, working=True, queued=True)
                    time.sleep(_PAUSE)
                    continue
                turn = Turn(question, error=error.message(language))
            break
        yield self._all(notebook.put(asked.with_turn(turn, number)), language)

    def act_in_transcript(
        self,
        stored: Any,
        language: InterfaceLanguage,
        source: str,
        article: str,
        place: str,
        date_from: str,
        date_to: str,
        event: gr.EventData,
    ) -> Iterator[Shown]:
        """A click in the transcript: a citation, a suggested question, or feedback."""
        fields = (source, article, place, date_from, date_to)
        act = Act(event)
        if act.name == "ask":
            yield from self.ask(act.text("question"), stored, language, *fields)
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
        if answer is None or act.name == "sources":
            return sources_html(answer, number, language)
        citation = citation_of(answer, act.number("n"))
        article = self._desk.article(citation["article_id"]) if citation else None
        return source_html(article, answer, act.number("n"), number, language)

    def act_in_sources(self, stored: Any, language: InterfaceLanguage, event: gr.EventData) -> str:
        """A click on a source card or an article, or back to the list."""
        act, notebook = Act(event), notebook_from_json(stored)
        if act.name == "collection":
            return collection_html(self._desk.heads(), language)
        if act.name != "read":
            return self._source(notebook, language, act)
        article = self._desk.article(act.text("id"))
        if article is None:
            return problem_html(t("source_gone", language), language)
        back = Markup(
            '<nav class="back"><button type="button" data-act="collection">← {}</button></nav>'
        ).format(t("back_to_collection", language))
        return opened_html(article, (), language, above=back)

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
