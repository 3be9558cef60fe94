"""Who may come in, and how much they may bring: one layer over page, API and MCP.

On loopback there is no password, so the `Host` and `Origin` of a request are checked instead: a web
page elsewhere must not be able to talk to the reader's own server through the reader's browser
(cross-site requests, DNS rebinding).
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from fastapi import HTTPException

from .limits import Rate
from .settings import Settings, is_loopback
from .texts import t

# ASGI's own types are this loose.
Scope = dict[str, Any]

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# Answered without a password, so that a supervisor can ask whether the server lives.
_OPEN_PATHS = frozenset({"/health"})
# What an article might try to load is stopped by the browser too: only this server is allowed.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


class BodyTooLarge(HTTPException):
    """More bytes arrived than a request may have; FastAPI passes on its own kind of exception."""


class Access:
    """ASGI middleware: credentials, origin, rate and size, and the headers of every response."""

    def __init__(self, app: Any, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._rate = Rate(settings.rate) if settings.rate else None
        self._limit = settings.max_upload_mb * 1024 * 1024

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Let the request through, or answer 400, 401, 403, 413 or 429."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await _answer(send, *refusal)
            return

        seen = 0
        began = False

        async def measured() -> Any:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._limit:
                raise BodyTooLarge(413, self._too_large())
            return message

        async def marked(message: Any) -> None:
            nonlocal began
            if message["type"] == "http.response.start":
                began = True
                message = {**message, "headers": [*message.get("headers", []), *_HEADERS]}
            await send(message)

        try:
            await self._app(scope, measured, marked)
        except BodyTooLarge:
            if not began:
                await _answer(send, 413, self._too_large(), [])

    def _refusal(self, scope: Scope) -> tuple[int, str, list[tuple[bytes, bytes]]] | None:
        headers = {name.lower(): value for name, value in scope["headers"]}
        host = _text(headers, b"host")
        if self._settings.loopback and not is_loopback(_name(host)):
            return 403, f"Host {host!r} is not this machine; open http://127.0.0.1 instead.", []
        origin = _text(headers, b"origin")
        if scope["method"] not in _SAFE_METHODS and origin and urlsplit(origin).netloc != host:
            return 403, f"A page of {origin!r} may not use this server.", []
        if not self._admitted(scope, headers):
            challenge = (b"www-authenticate", b'Basic realm="Wenju", charset="UTF-8"')
            return 401, "User and password, or an API key, are needed.", [challenge]
        length = _text(headers, b"content-length")
        if length.isdigit() and int(length) > self._limit:
            return 413, self._too_large(), []
        client = (scope.get("client") or ("", 0))[0]
        # The page's own files are not questions.
        asks = scope["method"] not in _SAFE_METHODS
        wait = self._rate.wait_for(client) if self._rate and asks else 0.0
        if wait:
            after = str(max(1, round(wait))).encode()
            return 429, t("error_busy", "zh-Hans"), [(b"retry-after", after)]
        return None

    def _admitted(self, scope: Scope, headers: dict[bytes, bytes]) -> bool:
        if not self._settings.protected or scope["path"] in _OPEN_PATHS:
            return True
        scheme, _, value = _text(headers, b"authorization").partition(" ")
        if scheme.lower() == "bearer":
            return _any_equal(value.strip(), self._settings.api_keys)
        if scheme.lower() == "basic":
            try:
                given = base64.b64decode(value.strip(), validate=True).decode()
            except (binascii.Error, UnicodeDecodeError):
                return False
            return _any_equal(given, [f"{self._settings.user}:{self._settings.password}"])
        return False

    def _too_large(self) -> str:
        limit = self._settings.max_upload_mb
        return f"请求超过 {limit} MB 的上限。 The request is larger than the limit of {limit} MB."


def _any_equal(given: str, allowed: Iterable[str]) -> bool:
    """Compare in constant time, with all of `allowed`."""
    results = [secrets.compare_digest(given.encode(), one.encode()) for one in allowed]
    return any(results)


def _text(headers: dict[bytes, bytes], name: bytes) -> str:
    return headers.get(name, b"").decode("latin-1")


def _name(host: str) -> str:
    """The host without its port: `[::1]:7860` -> `[::1]`."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


async def _answer(send: Any, status: int, message: str, headers: list[tuple[bytes, bytes]]) -> None:
    body = json.dumps({"error": message}, ensure_ascii=False).encode()
    head = [(b"content-type", b"application/json; charset=utf-8"), *headers, *_HEADERS]
    head.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": body})
