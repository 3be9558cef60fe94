"""The Articles view: what the assistant knows, to search, read, add to and take from."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from .ask_view import AskView
from .clicks import CLICKS, Act, close_html
from .desk import Desk, as_request_error
from .filters import FilterFields, filters_of
from .limits import RequestError
from .render_articles import list_html, reading_html, upload_html
from .render_sources import problem_html
from .shelf import UploadReport
from .texts import InterfaceLanguage, t

# How often the page is told how far the reading of a file has come.
_TICK = 0.3
_SAME = gr.update()

Add = Callable[[Callable[[int, int, str], None]], UploadReport]


class ArticlesView:
    """Components and handlers of the Articles view."""

    def __init__(self, desk: Desk, language: gr.Radio) -> None:
        self._desk = desk
        self._language = language
        first: InterfaceLanguage = "zh-Hans"
        writable = not desk.settings.read_only
        # The article that is to be replaced by a file.
        self.old = gr.State("")
        with gr.Row(elem_classes="desk", equal_height=False):
            with gr.Column(elem_classes="left", scale=5, min_width=320):
                self.words = gr.Textbox(
                    value="",
                    label=t("articles_search", first),
                    placeholder=t("articles_search_hint", first),
                    max_length=200,
                    elem_id="articles-words",
                )
                self.filters = FilterFields(desk, first, "articles-filters", one_article=False)
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
                    interactive=writable,
                )
                # Pressed by the button under the article.
                self.replacement = gr.UploadButton(
                    t("replace", first),
                    file_count="single",
                    elem_id="replacement",
                    interactive=writable,
                    visible="hidden",
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
                    js_on_load=CLICKS + "window.wenju.reveal(element, watch);",
                )
        self.labelled = [
            self.words,
            *self.filters.labelled,
            self.upload,
            self.replacement,
            self.hint,
            self.close,
        ]

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
            **self.filters.labels(language),
            self.upload: gr.update(label=t("upload", language)),
            self.replacement: gr.update(label=t("replace", language)),
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
        adding: dict[str, Any] = {
            "show_progress": "hidden",
            "api_visibility": "private",
            "concurrency_limit": 1,
            "concurrency_id": "adding",
        }
        self._ask = ask
        narrowed = [self.words, *self.filters.fields]
        inputs = [*narrowed, self._language]
        menus = [ask.filters.source, ask.filters.article, self.filters.source]
        self.filters.listen(self._language)
        tab.select(self.show, inputs, self.list, **quiet)
        self._language.change(self.start, inputs, [self.list, self.reading, self.report], **quiet)
        for field in narrowed:
            field.change(self.show, inputs, self.list, **quiet)
        self.list.click(self.read, [self.words, self._language], self.reading, **quiet)
        self.reading.click(self.act, inputs, [self.list, self.reading, self.old, *menus], **quiet)
        self.upload.upload(
            self.add, [self.upload, *inputs], [self.report, self.list, *menus], **adding
        )
        self.replacement.upload(
            self.replace,
            [self.replacement, self.old, *inputs],
            [self.report, self.list, self.reading, *menus],
            **adding,
        )

    def show(self, words: str, *fields: str) -> str:
        """The list of articles; the last of `fields` is the language."""
        *narrowed, language = fields
        return self._list(words, narrowed, language)  # type: ignore[arg-type]

    def _list(self, words: str, narrowed: Any, language: InterfaceLanguage) -> str:
        try:
            found = self._desk.shelf.find(words or "", filters_of(*narrowed))
        except RequestError as error:
            return problem_html(error.message(language), language)
        return list_html(found, language, words=words or "", total=len(self._desk.heads()))

    def start(self, words: str, *fields: str) -> tuple[str, str, str]:
        """The list and an empty reading pane, in another language."""
        *narrowed, language = fields
        shown = self._list(words, narrowed, language)  # type: ignore[arg-type]
        return shown, problem_html(t("article_pick", language), language), ""  # type: ignore[arg-type]

    def read(self, words: str, language: InterfaceLanguage, event: gr.EventData) -> str:
        """The article that was clicked, the words searched for marked."""
        return self._reading(Act(event).text("id"), language, words=words or "")

    def _reading(
        self, article_id: str, language: InterfaceLanguage, *, words: str = "", asking: bool = False
    ) -> str:
        article = self._desk.article(article_id)
        if article is None:
            return problem_html(t("source_gone", language), language)
        return reading_html(
            article,
            self._desk.shelf.repairs(article_id),
            language,
            words=words,
            changeable=not self._desk.settings.read_only,
            asking=asking,
        )

    def act(
        self,
        words: str,
        source: str,
        article: str,
        place: str,
        date_from: str,
        date_to: str,
        language: InterfaceLanguage,
        event: gr.EventData,
    ) -> tuple[Any, ...]:
        """Remove an article, after asking once; or note which one is to be replaced."""
        act = Act(event)
        article_id = act.text("id")
        if act.name == "replace":
            return _SAME, _SAME, article_id, _SAME, _SAME, _SAME
        if act.name != "remove-yes":
            shown = self._reading(article_id, language, asking=act.name == "remove")
            return _SAME, shown, _SAME, _SAME, _SAME, _SAME
        known = self._desk.article(article_id)
        try:
            self._desk.shelf.remove(article_id)
        except RequestError as error:
            shown = problem_html(error.message(language), language)
            return _SAME, shown, _SAME, _SAME, _SAME, _SAME
        title = (known.title if known else None) or t("untitled", language)
        message = problem_html(t("removed", language, title=title), language)
        fields = (source, article, place, date_from, date_to)
        return self._list(words, fields, language), message, "", *self._menus(language)

    def _menus(self, language: InterfaceLanguage) -> tuple[Any, Any, Any]:
        """The menus of newspapers and articles as the collection has them now."""
        source, article = self._ask.filters.refreshed(language)
        return source, article, self.filters.refreshed(language)[0]

    def add(
        self, files: list[str] | None, words: str, *fields: str
    ) -> Iterator[tuple[Any, Any, Any, Any, Any]]:
        """Read the uploaded files one by one, saying which one is being read and how far."""
        *narrowed, code = fields
        language: InterfaceLanguage = code  # type: ignore[assignment]
        paths = [Path(file) for file in files or ()]
        report = UploadReport()
        for number, path in enumerate(paths):
            before = report
            add = partial(self._desk.shelf.add, path, before)
            work = _Work(add, path.name, before, language)
            for done, total, name in work.progress():
                # An archive holds many articles; then their count says more than the files'.
                step = (done, total) if total > 1 else (number, len(paths))
                yield upload_html(before, language, name, *step), _SAME, _SAME, _SAME, _SAME
            report = work.report
        shown = self._list(words, narrowed, language)
        yield upload_html(report, language), shown, *self._menus(language)

    def replace(
        self, file: str | None, old: str, words: str, *fields: str
    ) -> Iterator[tuple[Any, Any, Any, Any, Any, Any]]:
        """Read the file in place of the article `old`."""
        *narrowed, code = fields
        language: InterfaceLanguage = code  # type: ignore[assignment]
        if file is None or not old:
            return
        path = Path(file)
        put = partial(self._desk.shelf.replace, old, path)
        work = _Work(put, path.name, UploadReport(), language)
        for done, total, name in work.progress():
            said = upload_html(UploadReport(), language, name, done, total)
            yield said, _SAME, _SAME, _SAME, _SAME, _SAME
        new = work.report.replaced
        yield (
            upload_html(work.report, language),
            self._list(words, narrowed, language),
            self._reading(new[0], language) if new else _SAME,
            *self._menus(language),
        )


class _Work:
    """Reads a file in a thread of its own, so that the page hears how far it has come."""

    def __init__(
        self, add: Add, name: str, before: UploadReport, language: InterfaceLanguage
    ) -> None:
        self.report = before
        self._add, self._name, self._language = add, name, language
        self._at = (0, 1, name)
        self._thread = threading.Thread(target=self._run, daemon=True)

    def progress(self) -> Iterator[tuple[int, int, str]]:
        """(done, total, name), now and then until it is done."""
        self._thread.start()
        while self._thread.is_alive():
            yield self._at
            self._thread.join(_TICK)

    def _run(self) -> None:
        try:
            self.report = self._add(self._note)
        except RequestError as error:
            self.report = self.report.failing(self._name, error.message(self._language))
        except Exception as error:
            told = as_request_error(error).message(self._language)
            self.report = self.report.failing(self._name, told)

    def _note(self, done: int, total: int, name: str) -> None:
        self._at = (done, total, name or self._name)
