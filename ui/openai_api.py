"""`/v1/chat/completions` as OpenAI clients expect it, so that they work unchanged.

The answer's text carries `[n]` marks; the whole answer object of the contract, citations included,
is in the extension field `wenju` of the completion (of the last chunk when streaming). The model
`wenju` answers; `wenju-references` also lists the quoted words under the answer, for chat programs
that show nothing but text.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator
from typing import Any, Literal

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from .api import in_time, retry_headers
from .conversations import Turn
from .desk import Desk, as_request_error, turns_of
from .export import references_text
from .limits import RequestError
from .texts import interface_language

MODELS = ("wenju", "wenju-references")
_MAX_MESSAGES = 80


class Part(BaseModel):
    """One part of a message; only text is read."""

    model_config = ConfigDict(extra="allow")

    type: str = "text"
    text: str = ""


class Message(BaseModel):
    """A chat message; system messages are not obeyed, since answers come from articles only."""

    model_config = ConfigDict(extra="allow")

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[Part] | None = None

    def words(self) -> str:
        """The text of the message."""
        if self.content is None or isinstance(self.content, str):
            return self.content or ""
        return "\n".join(part.text for part in self.content if part.type == "text")


class ChatIn(BaseModel):
    """A chat completion request; sampling parameters are accepted and have no effect."""

    model_config = ConfigDict(extra="allow")

    model: str = Field("wenju", examples=list(MODELS))
    messages: list[Message] = Field(min_length=1, max_length=_MAX_MESSAGES)
    stream: bool = False
    stream_options: dict[str, Any] | None = None


def openai_router(desk: Desk) -> APIRouter:
    """The routes over `desk`."""
    router = APIRouter(prefix="/v1", tags=["OpenAI-compatible"])
    started = int(time.time())

    @router.get("/models")
    def models() -> dict[str, Any]:
        """The models that can be named."""
        return {
            "object": "list",
            "data": [
                {"id": name, "object": "model", "created": started, "owned_by": "wenju"}
                for name in MODELS
            ],
        }

    @router.post("/chat/completions")
    async def chat(body: ChatIn) -> Response:
        """Answer the last user message from the articles."""
        try:
            question, history = conversation_of(body.messages)
            if body.model not in MODELS:
                raise RequestError("error_model", 404, found=body.model, known=", ".join(MODELS))
            if not body.stream:
                answer = await in_time(desk, lambda: desk.ask(question, history=history))
                return JSONResponse(_completion(body, answer))
            growing = desk.stream(question, history=history)
            # Turned-down requests must get their status, so the first part is waited for.
            first = await in_time(desk, lambda: next(growing))
        except RequestError as error:
            return _error(error)
        return StreamingResponse(
            _chunks(body, first, growing),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    return router


def conversation_of(messages: list[Message]) -> tuple[str, tuple[Turn, ...]]:
    """The question, and the user's earlier questions as turns, each made to stand alone."""
    asked = [message.words().strip() for message in messages if message.role == "user"]
    if not asked or messages[-1].role == "assistant":
        raise RequestError("error_messages", 422)
    return asked[-1], turns_of(asked[:-1])


def _content(body: ChatIn, answer: dict[str, Any]) -> str:
    text = str(answer["answer"])
    if body.model == "wenju-references" and answer["citations"]:
        text += "\n\n" + references_text(answer, interface_language(answer["language"]))
    return text


def _usage(body: ChatIn, text: str) -> dict[str, int]:
    """Characters, since there is no tokeniser behind the answer."""
    asked = sum(len(message.words()) for message in body.messages)
    return {
        "prompt_tokens": asked,
        "completion_tokens": len(text),
        "total_tokens": asked + len(text),
    }


def _completion(body: ChatIn, answer: dict[str, Any]) -> dict[str, Any]:
    text = _content(body, answer)
    return {
        "id": f"chatcmpl-{secrets.token_hex(12)}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": body.model,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": text},
                "logprobs": None,
                "finish_reason": "stop",
            }
        ],
        "usage": _usage(body, text),
        "wenju": answer,
    }


def _chunks(
    body: ChatIn, first: dict[str, Any], growing: Iterator[dict[str, Any]]
) -> Iterator[str]:
    """Server-sent events: what each growing answer adds to the one before."""
    head = {
        "id": f"chatcmpl-{secrets.token_hex(12)}",
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": body.model,
    }

    def event(delta: dict[str, str], reason: str | None = None, **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}
        chunk = {**head, "choices": [choice], **more}
        return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"

    yield event({"role": "assistant", "content": ""})
    answer, sent = first, ""
    try:
        while True:
            text = str(answer["answer"])
            # An answer only ever grows; anything else is sent whole at the end.
            if text.startswith(sent) and text != sent:
                yield event({"content": text[len(sent) :]})
                sent = text
            try:
                answer = next(growing)
            except StopIteration:
                break
    except Exception as error:
        told = as_request_error(error)
        yield f"data: {json.dumps(_error_body(told), ensure_ascii=False)}\n\n"
        return
    whole = _content(body, answer)
    if whole.startswith(sent) and whole != sent:
        yield event({"content": whole[len(sent) :]})
    yield event({}, "stop", wenju=answer)
    if (body.stream_options or {}).get("include_usage"):
        usage = {**head, "choices": [], "usage": _usage(body, whole)}
        yield f"data: {json.dumps(usage, ensure_ascii=False)}\n\n"
    yield "data: [DONE]\n\n"


def _error_body(error: RequestError) -> dict[str, Any]:
    kind = "rate_limit_error" if error.status == 429 else "invalid_request_error"
    if error.status >= 500:
        kind = "server_error"
    return {"error": {"message": error.message(), "type": kind, "param": None, "code": error.key}}


def _error(error: RequestError) -> Response:
    return JSONResponse(_error_body(error), error.status, retry_headers(error))
