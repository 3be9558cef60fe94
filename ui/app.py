"""The server: page, HTTP API and MCP in one process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from fastapi import FastAPI

from .access import Access
from .api import api_router, handle_errors
from .desk import Desk
from .settings import Settings

if TYPE_CHECKING:
    from assistant import Assistant


def create_app(assistant: Assistant, settings: Settings | None = None) -> FastAPI:
    """The whole application over `assistant`, ready for an ASGI server."""
    # Gradio reads this once, when it is imported.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import gradio as gr

    from .page import build_page, head_html, style_css, theme

    settings = settings or Settings()
    desk = Desk(assistant, settings)
    app = FastAPI(title="Wenju", docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    app.state.desk = desk
    app.add_middleware(Access, settings=settings)
    handle_errors(app)
    app.include_router(api_router(desk))
    page = build_page(desk)
    page.queue(max_size=4 * (settings.workers + settings.waiting))
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=False,
        max_file_size=f"{settings.max_upload_mb}mb",
        theme=theme(),
        css=style_css(),
        head=head_html(),
    )
    return app
