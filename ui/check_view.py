"""The Check view: paste a text, see which of its figures the articles bear out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from .clicks import CLICKS, Act, close_html
from .desk import Desk
from .limits import RequestError
from .render_check import checked_html, evidence_html, verdict_html
from .render_sources import citation_of, problem_html, source_html, working_html
from .texts import InterfaceLanguage, t

# (the text, its verdicts), as the last check gave them.
Checked = tuple[str, list[dict[str, Any]]] | None


class CheckView:
    """Components and handlers of the Check view."""

    def __init__(self, desk: Desk, language: gr.Radio) -> None:
        self._desk = desk
        self._language = language
        first: InterfaceLanguage = "zh-Hans"
        self.checked = gr.State(None)
        with gr.Row(elem_classes="desk", equal_height=False):
            with gr.Column(elem_classes="left scrolled", scale=6, min_width=320):
                self.intro = gr.HTML(self._intro(first), apply_default_css=False)
                self.text = gr.Textbox(
                    value="",
                    label=t("check_input", first),
                    placeholder=t("check_hint", first),
                    show_label=False,
                    container=False,
                    lines=5,
                    max_lines=14,
                    elem_id="check-text",
                )
                with gr.Row(elem_classes="buttons"):
                    self.run = gr.Button(
                        t("check_run", first),
                        variant="primary",
                        scale=0,
                        min_width=110,
                        elem_id="check-run",
                    )
                self.result = gr.HTML(
                    "", apply_default_css=False, elem_id="check-result", js_on_load=CLICKS
                )
            with gr.Column(elem_classes="right", scale=5, min_width=320):
                self.close = gr.HTML(
                    close_html(first), apply_default_css=False, elem_classes="close-source"
                )
                self.evidence = gr.HTML(
                    problem_html("", first),
                    apply_default_css=False,
                    elem_classes="source-pane",
                    elem_id="check-evidence",
                    js_on_load=CLICKS + "window.wenju.reveal(element, watch);",
                )
        self.labelled = [self.intro, self.text, self.run, self.close]

    def _intro(self, language: InterfaceLanguage) -> str:
        return (
            f'<div class="panel"><h2>{t("check_title", language)}</h2>'
            f"<p>{t('check_more', language)}</p></div>"
        )

    def labels(self, language: InterfaceLanguage) -> dict[Any, Any]:
        """Updates that put the view into `language`; the result follows by itself."""
        return {
            self.intro: self._intro(language),
            self.text: gr.update(
                label=t("check_input", language), placeholder=t("check_hint", language)
            ),
            self.run: t("check_run", language),
            self.close: close_html(language),
        }

    def listen(self) -> None:
        """Connect the handlers."""
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        limits = self._desk.settings
        self.run.click(
            self.check,
            [self.text, self._language],
            [self.result, self.evidence, self.checked],
            concurrency_limit=limits.workers + limits.waiting,
            concurrency_id="ask",
            **quiet,
        )
        looked = [self.checked, self._language]
        self.result.click(self.open, looked, self.evidence, queue=False, **quiet)
        self.evidence.click(self.open, looked, self.evidence, queue=False, **quiet)
        self._language.change(
            self.again, looked, [self.result, self.evidence], queue=False, **quiet
        )

    def check(self, text: str, language: InterfaceLanguage) -> Iterator[tuple[str, str, Checked]]:
        """Check the text; an error is a sentence in place of the result."""
        nothing = problem_html("", language)
        yield working_html(t("working", language)), nothing, None
        text = (text or "").strip()
        try:
            claims = self._desk.check(text)
        except RequestError as error:
            yield problem_html(error.message(language), language), nothing, None
            return
        yield checked_html(text, claims, language), nothing, (text, claims)

    def again(self, checked: Checked, language: InterfaceLanguage) -> tuple[str, str]:
        """The last result in another language."""
        shown = checked_html(*checked, language) if checked else ""
        return shown, problem_html("", language)

    def open(self, checked: Checked, language: InterfaceLanguage, event: gr.EventData) -> str:
        """The evidence of a statement, or the article of one of its sources."""
        act = Act(event)
        number = act.number("turn") if act.name in ("cite", "sources") else act.number("claim")
        if checked is None or not 0 <= number < len(checked[1]):
            return problem_html("", language)
        claim = checked[1][number]
        figures, index = claim["figures"], act.number("figure")
        n = act.number("n")
        if act.name == "evidence" and 0 <= index < len(figures):
            n = figures[index]["citation"] or -1
        citation = citation_of(claim, n)
        if act.name == "sources" or citation is None:
            return evidence_html(claim, number, language)
        article = self._desk.article(citation["article_id"])
        note = verdict_html(claim, index, language)
        return source_html(article, claim, n, number, language, note=note)
