"""The page: a masthead and four views, as one Gradio app."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
from markupsafe import Markup

from .articles_view import ArticlesView
from .ask_view import AskView
from .check_view import CheckView
from .desk import Desk
from .figures_view import FiguresView
from .texts import LANGUAGE_NAMES, LANGUAGES, InterfaceLanguage, t

_FOLDER = Path(__file__).parent
_SERIF = '"Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", Georgia, serif'


def head_html() -> str:
    """What goes into `<head>`: our script, inline, so that nothing is fetched for it."""
    script = (_FOLDER / "page.js").read_text(encoding="utf-8")
    return f'<meta name="color-scheme" content="light dark"><script>{script}</script>'


def style_css() -> str:
    """Our style sheet."""
    return (_FOLDER / "style.css").read_text(encoding="utf-8")


def theme() -> gr.themes.Base:
    """Plain theme on system fonts: no web font is loaded."""
    fonts = ["system-ui", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "sans-serif"]
    return gr.themes.Base(
        font=fonts, font_mono=["ui-monospace", "monospace"], radius_size="sm", text_size="md"
    )


def masthead_html(language: InterfaceLanguage) -> str:
    """Name and motto at the top."""
    return str(
        Markup('<div class="masthead-name"><h1>{name}</h1><p>{tagline}</p></div>').format(
            name=t("name", language), tagline=t("tagline", language)
        )
    )


def masthead_tools_html(language: InterfaceLanguage, limit: int) -> str:
    """Link to the API's page, the switch between light and dark, and what may go wrong."""
    return str(
        Markup(
            '<p id="wenju-notice" role="alert" hidden data-offline="{offline}" '
            'data-413="{large}" data-429="{often}" data-503="{busy}"></p>'
            '<a href="docs" target="_blank" rel="noopener">{docs}</a>'
            '<button type="button" data-theme-switch aria-label="{theme}" title="{theme}">'
            '<span aria-hidden="true">◐</span></button>'
        ).format(
            docs=t("api_docs", language),
            theme=t("theme", language),
            offline=t("error_offline", language),
            large=t("error_large", language, limit=limit),
            often=t("error_often", language),
            busy=t("error_busy", language),
        )
    )


def build_page(desk: Desk) -> gr.Blocks:
    """The Gradio app over `desk`."""
    first: InterfaceLanguage = "zh-Hans"
    limit = desk.settings.max_upload_mb
    with gr.Blocks(title="问据 Wenju", analytics_enabled=False, fill_width=True) as page:
        with gr.Row(elem_id="masthead"):
            name = gr.HTML(masthead_html(first), apply_default_css=False, elem_id="name")
            tools = gr.HTML(
                masthead_tools_html(first, limit), apply_default_css=False, elem_id="tools"
            )
            language = gr.Radio(
                [(LANGUAGE_NAMES[code], code) for code in LANGUAGES],
                value=first,
                label=t("language", first),
                show_label=False,
                container=False,
                elem_id="language",
            )
        with gr.Tabs(elem_id="views"):
            with gr.Tab(t("tab_ask", first), id="ask") as ask_tab:
                ask = AskView(desk, language)
            with gr.Tab(t("tab_check", first), id="check") as check_tab:
                check = CheckView(desk, language)
            with gr.Tab(t("tab_articles", first), id="articles") as articles_tab:
                articles = ArticlesView(desk, language)
            with gr.Tab(t("tab_figures", first), id="figures") as figures_tab:
                figures = FiguresView(desk, language)
        tabs = {
            ask_tab: "tab_ask",
            check_tab: "tab_check",
            articles_tab: "tab_articles",
            figures_tab: "tab_figures",
        }

        def relabel(code: InterfaceLanguage) -> dict[Any, Any]:
            updates: dict[Any, Any] = {
                tab: gr.update(label=t(key, code)) for tab, key in tabs.items()
            }
            updates[name] = masthead_html(code)
            updates[tools] = masthead_tools_html(code, limit)
            for view in (ask, check, articles, figures):
                updates |= view.labels(code)
            return updates

        labelled = [name, tools, *tabs]
        for view in (ask, check, articles, figures):
            labelled += view.labelled
        # The script picks the browser's language (or the one chosen last) and keeps the choice.
        page.load(None, None, language, js="() => window.wenju.language()")
        language.change(
            relabel,
            language,
            labelled,
            js="(code) => window.wenju.keepLanguage(code)",
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        )
        ask.listen(page)
        check.listen()
        articles.listen(articles_tab, ask)
        figures.listen(figures_tab)
    return page
