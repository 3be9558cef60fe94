"""The Articles view: what the assistant knows, to search, read, add to and take from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from .ask_view import AskView
from .clicks import CLICKS, Act, close_html
from .desk import Desk
from .limits import RequestError
from .render_articles import list_html, reading_html, upload_html
from .render_sources import problem_html
from .shelf import UploadReport
from .texts import InterfaceLanguage, t


class ArticlesView:
    """Components and handlers of the Articles view."""

    def __init__(self, desk: Desk, language: gr.Radio) -> None:
        self._desk = desk
        self._language = language
        first: InterfaceLanguage = "zh-Hans"
        with gr.Row(elem_classes="desk", equal_height=False):
            with gr.Column(elem_classes="left", scale=5, min_width=320):
                self.words = gr.Textbox(
                    value="",
                    label=t("articles_search", first),
                    placeholder=t("articles_search_hint", first),
                    max_length=200,
                    elem_id="articles-words",
                )
                self.list = gr.HTML(
                    "",
                    apply_default_css=False,
                    elem_classes="scrolled",
                    elem_id="articles",
                    js_on_load=CLICKS,
                )
                self.report = gr.HTML("", apply_default_css=False, elem_id="upload-report")
                self.upload = gr.UploadButton(
                    t("upload", first),
                    file_count="multiple",
                    elem_id="upload",
                    interactive=not desk.settings.read_only,
                )
                self.hint = gr.HTML(
                    self._hint(first), apply_default_css=False, elem_id="upload-hint"
                )
            with gr.Column(elem_classes="right", scale=6, min_width=320):
                self.close = gr.HTML(
                    close_html(first), apply_default_css=False, elem_classes="close-source"
                )
                self.reading = gr.HTML(
                    problem_html(t("article_pick", first), first),
                    apply_default_css=False,
                    elem_classes="source-pane",
                    elem_id="reading",
                    js_on_load=CLICKS,
                )
        self.labelled = [self.words, self.upload, self.hint, self.close]

    def _hint(self, language: InterfaceLanguage) -> str:
        if self._desk.settings.read_only:
            text = t("upload_readonly", language)
        else:
            text = t("upload_hint", language, types=self._desk.shelf.types(language))
        return f'<p class="hint">{text}</p>'

    def labels(self, language: InterfaceLanguage) -> dict[Any, Any]:
        """Updates that put the view into `language`; the list follows by itself."""
        return {
            self.words: gr.update(
                label=t("articles_search", language),
                placeholder=t("articles_search_hint", language),
            ),
            self.upload: gr.update(label=t("upload", language)),
            self.hint: self._hint(language),
            self.close: close_html(language),
        }

    def listen(self, tab: gr.Tab, ask: AskView) -> None:
        """Connect the handlers; the filters of the Ask view follow the collection."""
        quiet: dict[str, Any] = {
            "show_progress": "hidden",
            "api_visibility": "private",
            "trigger_mode": "always_last",
            "concurrency_limit": 4,
            "concurrency_id": "articles",
        }
        inputs = [self.words, self._language]
        filters = [ask.source, ask.article]
        tab.select(self.show, inputs, self.list, **quiet)
        self._language.change(self.start, inputs, [self.list, self.reading, self.report], **quiet)
        self.words.change(self.show, inputs, self.list, **quiet)
        self.list.click(self.read, self._language, self.reading, **quiet)
        self.reading.click(self.act, inputs, [self.list, self.reading, *filters], **quiet)
        self.upload.upload(
            self.add,
            [self.upload, *inputs],
            [self.report, self.list, *filters],
            show_progress="hidden",
            api_visibility="private",
            concurrency_limit=1,
        )
        self._ask = ask

    def show(self, words: str, language: InterfaceLanguage) -> str:
        """The list of articles."""
        return list_html(self._desk.shelf.find(words or ""), language)

    def start(self, words: str, language: InterfaceLanguage) -> tuple[str, str, str]:
        """The list and an empty reading pane, in another language."""
        return self.show(words, language), problem_html(t("article_pick", language), language), ""

    def read(self, language: InterfaceLanguage, event: gr.EventData) -> str:
        """The article that was clicked."""
        return self._reading(Act(event).text("id"), language)

    def _reading(
        self, article_id: str, language: InterfaceLanguage, *, asking: bool = False
    ) -> str:
        article = self._desk.article(article_id)
        if article is None:
            return problem_html(t("source_gone", language), language)
        return reading_html(
            article,
            self._desk.shelf.repairs(article_id),
            language,
            removable=not self._desk.settings.read_only,
            asking=asking,
        )

    def act(
        self, words: str, language: InterfaceLanguage, event: gr.EventData
    ) -> tuple[Any, Any, Any, Any]:
        """Remove an article, after asking once."""
        act = Act(event)
        article_id = act.text("id")
        if act.name != "remove-yes":
            asking = act.name == "remove"
            shown = self._reading(article_id, language, asking=asking)
            return gr.update(), shown, gr.update(), gr.update()
        article = self._desk.article(article_id)
        try:
            self._desk.shelf.remove(article_id)
        except RequestError as error:
            shown = problem_html(error.message(language), language)
            return gr.update(), shown, gr.update(), gr.update()
        title = (article.title if article else None) or t("untitled", language)
        message = problem_html(t("removed", language, title=title), language)
        return self.show(words, language), message, *self._ask.refreshed(language)

    def add(
        self, files: list[str] | None, words: str, language: InterfaceLanguage
    ) -> Iterator[tuple[Any, Any, Any, Any]]:
        """Read the uploaded files one by one, saying which one is being read."""
        paths = [Path(file) for file in files or ()]
        report = UploadReport()
        for number, path in enumerate(paths):
            yield (
                upload_html(report, language, path.name, number, len(paths)),
                gr.update(),
                gr.update(),
                gr.update(),
            )
            try:
                report = self._desk.shelf.add(path, report)
            except RequestError as error:
                report = report.failing(path.name, error.message(language))
        yield (
            upload_html(report, language),
            self.show(words, language),
            *self._ask.refreshed(language),
        )
