"""The Figures view: what the articles count and measure, to filter, sort, draw and take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from .clicks import CLICKS, Act, close_html
from .desk import Desk
from .figure_rows import Order, comparisons, ordered, units_of
from .limits import RequestError
from .reading import Mark
from .render_figures import figures_html
from .render_sources import opened_html, problem_html, working_html
from .texts import InterfaceLanguage, t

_ORDERS: tuple[Order, ...] = ("article", "value_down", "value_up", "date")
_ORDER_TEXTS = {
    "article": "sort_article",
    "value_down": "sort_value_down",
    "value_up": "sort_value_up",
    "date": "sort_date",
}


class FiguresView:
    """Components and handlers of the Figures view."""

    def __init__(self, desk: Desk, language: gr.Radio) -> None:
        self._desk = desk
        self._language = language
        first: InterfaceLanguage = "zh-Hans"
        with gr.Row(elem_classes="desk", equal_height=False):
            with gr.Column(elem_classes="left", scale=7, min_width=320):
                with gr.Row(elem_classes="controls"):
                    self.words = gr.Textbox(
                        value="",
                        label=t("figures_search", first),
                        max_length=200,
                        elem_id="figures-words",
                    )
                    self.order = gr.Dropdown(
                        self._orders(first), value="article", label=t("figures_sort", first)
                    )
                with gr.Row(elem_classes="controls"):
                    self.measure = gr.Dropdown(
                        self._any(first),
                        value="",
                        label=t("figures_measure", first),
                        elem_id="figures-measure",
                    )
                    self.unit = gr.Dropdown(
                        self._any(first),
                        value="",
                        label=t("figures_unit", first),
                        elem_id="figures-unit",
                    )
                    self.article = gr.Dropdown(
                        self._any(first), value="", label=t("filter_article", first)
                    )
                self.table = gr.HTML(
                    "",
                    apply_default_css=False,
                    elem_classes="scrolled",
                    elem_id="figures",
                    js_on_load=CLICKS,
                )
            with gr.Column(elem_classes="right", scale=4, min_width=320):
                self.close = gr.HTML(
                    close_html(first), apply_default_css=False, elem_classes="close-source"
                )
                self.source = gr.HTML(
                    problem_html(t("figures_open", first), first),
                    apply_default_css=False,
                    elem_classes="source-pane",
                    js_on_load="window.wenju.reveal(element, watch);",
                )
        self.labelled = [
            self.words,
            self.measure,
            self.unit,
            self.article,
            self.order,
            self.close,
            self.source,
        ]

    def labels(self, language: InterfaceLanguage) -> dict[Any, Any]:
        """Updates that put the view into `language`; the table follows by itself."""
        return {
            self.words: gr.update(label=t("figures_search", language)),
            self.measure: gr.update(label=t("figures_measure", language)),
            self.unit: gr.update(label=t("figures_unit", language)),
            self.article: gr.update(label=t("filter_article", language)),
            self.order: gr.update(
                label=t("figures_sort", language), choices=self._orders(language)
            ),
            self.close: close_html(language),
            self.source: problem_html(t("figures_open", language), language),
        }

    def _orders(self, language: InterfaceLanguage) -> list[tuple[str, str]]:
        return [(t(_ORDER_TEXTS[order], language), order) for order in _ORDERS]

    def _any(self, language: InterfaceLanguage) -> list[tuple[str, str]]:
        return [(t("figures_any", language), "")]

    def listen(self, tab: gr.Tab) -> None:
        """Connect the handlers."""
        narrowed = [self.words, self.measure, self.unit, self.article, self.order]
        inputs = [*narrowed, self._language]
        quiet: dict[str, Any] = {
            "show_progress": "hidden",
            "api_visibility": "private",
            "trigger_mode": "always_last",
            "concurrency_limit": 4,
            "concurrency_id": "figures",
        }
        shown = [self.measure, self.unit, self.article, self.table]
        tab.select(self.show, inputs, shown, **quiet)
        self._language.change(self.show, inputs, shown, **quiet)
        self.words.change(self.filter, inputs, self.table, **quiet)
        for control in (self.measure, self.unit, self.article, self.order):
            control.input(self.filter, inputs, self.table, **quiet)
        self.table.click(self.open, self._language, self.source, **quiet)

    def show(
        self,
        words: str,
        measure: str,
        unit: str,
        article: str,
        order: str,
        language: InterfaceLanguage,
    ) -> Iterator[tuple[Any, Any, Any, str]]:
        """The table, and the choices as the collection has them now."""
        same = gr.update()
        yield same, same, same, working_html(t("figures_reading", language))
        try:
            rows = self._desk.figures()
        except RequestError as error:
            yield same, same, same, problem_html(error.message(language), language)
            return
        any_ = self._any(language)
        measures = [(f"{one.measure} ({len(one.rows)})", one.measure) for one in comparisons(rows)]
        units = [(f"{name} ({count})", name) for name, count in units_of(rows)]
        titles = self._desk.titles(t("untitled", language))
        measure, unit, article = (
            value if value in {known for _, known in choices} else ""
            for value, choices in ((measure, measures), (unit, units), (article, titles))
        )
        yield (
            gr.update(choices=[*any_, *dict.fromkeys(measures)], value=measure),
            gr.update(choices=[*any_, *units], value=unit),
            gr.update(choices=[*any_, *titles], value=article),
            self.filter(words, measure, unit, article, order, language),
        )

    def filter(
        self,
        words: str,
        measure: str,
        unit: str,
        article: str,
        order: str,
        language: InterfaceLanguage,
    ) -> str:
        """The table after a filter has changed."""
        try:
            rows = self._desk.figures(
                words=words or "", measure=measure, unit=unit, article_id=article
            )
        except RequestError as error:
            return problem_html(error.message(language), language)
        wanted: Order = order if order in _ORDERS else "article"
        return figures_html(ordered(rows, wanted), measure or "", language)

    def open(self, language: InterfaceLanguage, event: gr.EventData) -> str:
        """The article of a figure, the figure marked."""
        act = Act(event)
        article = self._desk.article(act.text("article"))
        start, end = act.number("start"), act.number("end")
        if article is None or not 0 <= start < end <= len(article.text):
            return problem_html(t("source_gone", language), language)
        return opened_html(article, [Mark(start, end, "quote")], language)
