"""The server: page, HTTP API and MCP in one process."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio.to_thread
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from .access import Access
from .api import api_router, handle_errors
from .desk import Desk
from .docs import docs_html
from .mcp import mcp_server
from .openai_api import openai_router
from .settings import Settings

if TYPE_CHECKING:
    from assistant import Assistant


_DESCRIPTION = (
    "Questions in, cited answers out. Every sentence of an answer carries citations, and for each "
    "of them `article.text[start:end] == quote`. When the articles do not answer, `abstained` is "
    "true and `missing` says what they lack."
)


def create_app(assistant: Assistant, settings: Settings | None = None) -> FastAPI:
    """The whole application over `assistant`, ready for an ASGI server."""
    # Gradio reads this once, when it is imported.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import gradio as gr

    from .page import build_page, head_html, style_css, theme

    settings = settings or Settings()
    desk = Desk(assistant, settings)
    mcp = mcp_server(desk)
    mcp_routes = mcp.streamable_http_app().routes

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # Requests that wait at the gate each hold a thread: others must find one all the same.
        waiting = settings.workers + settings.waiting
        anyio.to_thread.current_default_thread_limiter().total_tokens = 40 + 3 * waiting
        async with mcp.session_manager.run():
            yield

    app = FastAPI(
        title="问据 Wenju",
        description=_DESCRIPTION,
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        lifespan=lifespan,
    )
    app.state.desk = desk
    app.add_middleware(Access, settings=settings)
    handle_errors(app)
    app.include_router(api_router(desk))
    app.include_router(openai_router(desk))
    app.router.routes.extend(mcp_routes)

    @app.get("/docs", include_in_schema=False, response_class=HTMLResponse)
    def docs() -> HTMLResponse:
        return HTMLResponse(docs_html(app.openapi()))

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
