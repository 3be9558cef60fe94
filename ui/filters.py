"""Narrowing down the articles: newspaper, article, place and dates, as in Ask and in Articles."""

from __future__ import annotations

import re
from typing import Any

import gradio as gr

from index import Filters

from .desk import Desk
from .limits import RequestError
from .texts import InterfaceLanguage, t

_DATE = re.compile(r"(19|20)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_LONGEST_PLACE = 40


class FilterFields:
    """A folded row of fields; `filters()` makes of their values what the index takes.

    The fold says what is set while it is closed: a forgotten filter would look like a gap in the
    collection.
    """

    def __init__(
        self, desk: Desk, first: InterfaceLanguage, name: str, *, one_article: bool = True
    ) -> None:
        self._desk = desk
        with gr.Accordion(
            t("filters", first), open=False, elem_id=name, elem_classes="filters"
        ) as self.fold:
            with gr.Row():
                self.source = gr.Dropdown(
                    self._sources(first), value="", label=t("filter_source", first)
                )
                self.article = gr.Dropdown(
                    self._titles(first),
                    value="",
                    label=t("filter_article", first),
                    visible=one_article,
                )
            with gr.Row():
                self.place = gr.Textbox(label=t("filter_place", first), max_length=_LONGEST_PLACE)
                self.date_from = gr.Textbox(
                    label=t("filter_from", first),
                    placeholder=t("filter_date_hint", first),
                    max_length=10,
                )
                self.date_to = gr.Textbox(
                    label=t("filter_to", first),
                    placeholder=t("filter_date_hint", first),
                    max_length=10,
                )
        self.fields = [self.source, self.article, self.place, self.date_from, self.date_to]
        self.labelled = [self.fold, *self.fields]

    def labels(self, language: InterfaceLanguage) -> dict[Any, Any]:
        """Updates that put the fields into `language`."""
        hint = t("filter_date_hint", language)
        return {
            self.fold: gr.update(label=t("filters", language)),
            self.source: gr.update(
                label=t("filter_source", language), choices=self._sources(language)
            ),
            self.article: gr.update(
                label=t("filter_article", language), choices=self._titles(language)
            ),
            self.place: gr.update(label=t("filter_place", language)),
            self.date_from: gr.update(label=t("filter_from", language), placeholder=hint),
            self.date_to: gr.update(label=t("filter_to", language), placeholder=hint),
        }

    def listen(self, language: gr.Radio) -> None:
        """The fold's label follows the fields."""
        quiet: dict[str, Any] = {
            "queue": False,
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        inputs = [*self.fields, language]
        gr.on([field.change for field in self.fields], self.summary, inputs, self.fold, **quiet)
        language.change(self.summary, inputs, self.fold, **quiet)

    def summary(
        self,
        source: str,
        article: str,
        place: str,
        date_from: str,
        date_to: str,
        language: InterfaceLanguage,
    ) -> Any:
        """The fold's label: what is set, in short."""
        title = next(
            (text for text, known in self._titles(language) if article and known == article), ""
        )
        dates = "–".join(((date_from or "").strip(), (date_to or "").strip())).strip("–")
        shown = [part for part in (source, title[:20], (place or "").strip(), dates) if part]
        if not shown:
            return gr.update(label=t("filters", language))
        return gr.update(label=t("filter_on", language, what=" · ".join(shown)))

    def _sources(self, language: InterfaceLanguage) -> list[tuple[str, str]]:
        return [(t("figures_any", language), ""), *((name, name) for name in self._desk.sources())]

    def _titles(self, language: InterfaceLanguage) -> list[tuple[str, str]]:
        return [(t("figures_any", language), ""), *self._desk.titles(t("untitled", language))]

    def refreshed(self, language: InterfaceLanguage) -> tuple[Any, Any]:
        """Updates of newspaper and article after the collection has changed."""
        return (
            gr.update(choices=self._sources(language), value=""),
            gr.update(choices=self._titles(language), value=""),
        )


def filters_of(
    source: str, article: str, place: str, date_from: str, date_to: str
) -> Filters | None:
    """What the fields ask for; None when nothing. RequestError for what is no date."""
    dates = [(value or "").strip() or None for value in (date_from, date_to)]
    for value in dates:
        if value and not _DATE.fullmatch(value):
            raise RequestError("error_date", 422, found=value)
    filters = Filters(
        date_from=dates[0],
        date_to=dates[1],
        source=source or None,
        article_ids=(article,) if article else None,
        place=(place or "").strip()[:_LONGEST_PLACE] or None,
    )
    return None if filters.is_empty else filters
