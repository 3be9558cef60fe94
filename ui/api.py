"""The HTTP API: the contract's objects over `/api/…`, and `/health`, `/metrics`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import anyio
from fastapi import APIRouter, FastAPI, Query, Request, UploadFile
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from index import Filters

from .conversations import Turn, notebook_from_json
from .desk import Desk, article_to_json
from .figure_rows import row_to_json
from .limits import RequestError
from .metrics import Metrics

T = TypeVar("T")


class FiltersIn(BaseModel):
    """Which articles may be used; dates are ISO, as precise as wanted, both inclusive."""

    model_config = ConfigDict(extra="forbid")

    date_from: str | None = Field(None, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", examples=["2021-07"])
    date_to: str | None = Field(None, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    source: str | None = Field(None, description="newspaper")
    article_ids: list[str] | None = Field(None, max_length=1000)
    place: str | None = None

    def filters(self) -> Filters:
        """As the index takes them."""
        ids = None if self.article_ids is None else tuple(self.article_ids)
        return Filters(self.date_from, self.date_to, self.source, ids, self.place)


class AskIn(BaseModel):
    """A question, and the earlier answers of the conversation, oldest first."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(examples=["这个镇有多少个村？"])
    history: list[dict[str, Any]] = Field(
        default_factory=list,
        max_length=40,
        description="answers that `/api/ask` gave before, as they came",
    )
    filters: FiltersIn | None = None


class CheckIn(BaseModel):
    """A sentence or a text whose figures are to be checked."""

    model_config = ConfigDict(extra="forbid")

    text: str


async def in_time(desk: Desk, work: Callable[[], T]) -> T:
    """Run `work` in a thread; RequestError 504 when it takes longer than the settings allow.

    A thread cannot be stopped: what is late goes on holding its place at the gate until it is
    done, so that slow work can never pile up.
    """
    limit = desk.settings.timeout
    with anyio.move_on_after(limit):
        return await anyio.to_thread.run_sync(work, abandon_on_cancel=True)
    raise RequestError("error_slow", 504, seconds=round(limit))


def api_router(desk: Desk) -> APIRouter:
    """The routes over `desk`."""
    router = APIRouter()

    @router.post("/api/ask", tags=["ask"])
    async def ask(body: AskIn) -> dict[str, Any]:
        """Answer a question; every sentence with citations, or a refusal that says why."""
        history = turns_from(body.history)
        filters = body.filters.filters() if body.filters else None
        return await in_time(
            desk, lambda: desk.ask(body.question, history=history, filters=filters)
        )

    @router.post("/api/check", tags=["check"])
    async def check(body: CheckIn) -> dict[str, Any]:
        """Check the figures of a text: supported, contradicted, or not in the articles."""
        return {"claims": await in_time(desk, lambda: desk.check(body.text))}

    @router.get("/api/search", tags=["look up"])
    async def search(
        q: Annotated[str, Query(description="words or a question")],
        limit: Annotated[int, Query(ge=1, le=50)] = 10,
        source: str | None = None,
    ) -> dict[str, Any]:
        """Passages, best first."""
        filters = Filters(source=source) if source else None
        hits = await in_time(desk, lambda: desk.search(q, limit=limit, filters=filters))
        return {"query": q, "hits": hits}

    @router.get("/api/articles", tags=["articles"])
    async def articles() -> dict[str, Any]:
        """All articles, without their texts."""
        found = await in_time(desk, desk.articles)
        return {"articles": [article_to_json(article) for article in found]}

    @router.post("/api/articles", tags=["articles"])
    async def add(file: UploadFile) -> dict[str, Any]:
        """Add a file to the collection; one of the same name as an earlier upload replaces it."""
        content = await file.read()
        name = file.filename or "article.txt"
        report = await anyio.to_thread.run_sync(lambda: desk.shelf.add_bytes(name, content))
        if report.failed:
            raise RequestError("error_said", 422, reason=": ".join(report.failed[0]))
        return {
            "added": report.added,
            "replaced": report.replaced,
            "unchanged": report.unchanged,
        }

    @router.delete("/api/articles/{article_id}", tags=["articles"])
    async def remove(article_id: str) -> dict[str, Any]:
        """Take an article out of the collection."""
        if not await anyio.to_thread.run_sync(lambda: desk.shelf.remove(article_id)):
            raise RequestError("error_no_article", 404, id=article_id)
        return {"removed": article_id}

    @router.get("/api/articles/{article_id}", tags=["articles"])
    async def article(article_id: str) -> dict[str, Any]:
        """One article with its text, into which `start` and `end` of citations point."""
        found = await in_time(desk, lambda: desk.article(article_id))
        if found is None:
            raise RequestError("error_no_article", 404, id=article_id)
        return article_to_json(found, text=True)

    @router.get("/api/figures", tags=["look up"])
    async def figures(
        article_id: str | None = None,
        unit: str | None = None,
        measure: Annotated[str | None, Query(description="what is measured, as `subject`")] = None,
        q: Annotated[str, Query(description="words in the subject or the sentence")] = "",
    ) -> dict[str, Any]:
        """The figures of the articles: the rows of `python -m index figures --json`."""
        found = await in_time(
            desk,
            lambda: desk.figures(words=q, unit=unit, measure=measure, article_id=article_id),
        )
        return {"figures": [row_to_json(row) for row in found]}

    @router.get("/health", tags=["operation"])
    async def health() -> dict[str, Any]:
        """Whether the server lives; asks for no password."""
        return {"status": "ok"}

    @router.get("/metrics", tags=["operation"], response_class=Response)
    def metrics() -> Response:
        """Counters for Prometheus."""
        text = desk.metrics.exposition(
            articles=len(desk.heads()), busy=desk.gate.busy, waiting=desk.gate.waiting
        )
        return Response(text, media_type=Metrics.content_type)

    return router


def turns_from(answers: list[dict[str, Any]]) -> tuple[Turn, ...]:
    """Earlier answers, checked like those that a browser kept; RequestError 422 when malformed."""
    turns = [
        {"question": answer.get("question"), "answer": answer, "error": None, "liked": None}
        for answer in answers
    ]
    store = {"version": 1, "current": "", "conversations": [{"id": "", "turns": turns}]}
    kept = notebook_from_json(store).open.turns
    if len(kept) != len(turns):
        raise RequestError("error_history", 422)
    return kept


def handle_errors(app: FastAPI) -> None:
    """Every error is JSON with one sentence under `error`."""

    @app.exception_handler(RequestError)
    async def turned_down(request: Request, error: RequestError) -> Response:
        headers = retry_headers(error)
        body = {"error": error.message(_language(request))}
        return JSONResponse(body, error.status, headers)

    @app.exception_handler(HTTPException)
    async def refused(_: Request, error: HTTPException) -> Response:
        return JSONResponse({"error": str(error.detail)}, error.status_code, error.headers)

    @app.exception_handler(RequestValidationError)
    async def malformed(_: Request, error: RequestValidationError) -> Response:
        found = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        return JSONResponse({"error": "; ".join(found)}, 422)


def retry_headers(error: RequestError) -> dict[str, str] | None:
    """When to come again, for who was turned down."""
    if error.status != 429:
        return None
    return {"Retry-After": str(error.values.get("retry_after", 2))}


def _language(request: Request) -> Any:
    from .texts import interface_language

    tag = request.headers.get("accept-language", "")
    first = tag.split(",")[0].split(";")[0].strip()
    return interface_language(first if first not in ("", "*") else None)
