"""A language model behind a URL that speaks the chat completions protocol.

vLLM, llama.cpp's server, Ollama and others do. The URL is the user's: without one nothing here
runs, and the passages go nowhere else. Redirects are not followed; a key comes from the
environment (`WENJU_ENDPOINT_KEY`) and is never printed.
"""

from __future__ import annotations

import ipaddress
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..errors import GenerationFailed, ModelUnfit, first_line
from .generator import Limits, Message, never
from .thoughts import without_thoughts

if TYPE_CHECKING:
    import httpx

KEY_VARIABLE = "WENJU_ENDPOINT_KEY"
# The default of several servers; more is a setting of theirs that we cannot ask for.
_CONTEXT = 4096
_CONNECT_SECONDS = 5.0
_LONGEST_LINE = 1_000_000


class EndpointGenerator:
    """POSTs to `base_url`/chat/completions and reads the answer as it is streamed."""

    def __init__(
        self,
        base_url: str,
        model: str | None = None,
        *,
        context: int | None = None,
        limits: Limits | None = None,
        silence: float = 60.0,
    ) -> None:
        """`silence` is how many seconds may pass without a byte, the first one included.

        Raises ModelUnfit for what is no URL.
        """
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ModelUnfit(
                base_url,
                "found no http:// or https:// URL",
                "give one such as http://127.0.0.1:8000/v1",
            )
        self._url = base_url.rstrip("/").removesuffix("/chat/completions")
        self._model = model
        self._context = context or _CONTEXT
        given = limits or Limits()
        self._limits = Limits(max(1, min(given.tokens, self._context // 3)), given.seconds)
        self._silence = silence
        self._local = _is_local(parts.hostname)
        # vLLM and llama.cpp pass these to the chat template; a stricter server turns them down.
        self._takes_extras = True

    @property
    def name(self) -> str:
        """The model's name at the endpoint, with the endpoint's host and port."""
        return f"{self._model or 'default'} @ {urlsplit(self._url).netloc.rpartition('@')[2]}"

    def fits(self, messages: Sequence[Message]) -> bool:
        """Whether prompt and answer stay within the context, by a count that errs upwards."""
        return sum(_tokens(m.content) + 8 for m in messages) + self._limits.tokens <= self._context

    def stream(
        self, messages: Sequence[Message], *, cancelled: Callable[[], bool] = never
    ) -> Iterator[str]:
        """See `Generator.stream`."""
        return without_thoughts(self._pieces(messages, cancelled))

    def _pieces(self, messages: Sequence[Message], cancelled: Callable[[], bool]) -> Iterator[str]:
        import httpx

        last = time.monotonic() + self._limits.seconds
        try:
            with self._client() as client:
                if self._model is None:
                    self._model = self._only_model(client)
                for extras in (True, False) if self._takes_extras else (False,):
                    body = self._body(messages, extras)
                    with client.stream("POST", f"{self._url}/chat/completions", json=body) as reply:
                        if reply.status_code in (400, 422) and extras:
                            reply.read()
                            continue
                        self._require_success(reply)
                        self._takes_extras = extras
                        for piece in _contents(reply, self._url):
                            if cancelled() or time.monotonic() > last:
                                return
                            yield piece
                        return
        except httpx.TimeoutException as error:
            raise GenerationFailed(
                f"{self._url} said nothing for {self._waited(error):.0f} s; "
                "see whether the server is busy, or choose a smaller model there"
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise GenerationFailed(
                f"{self._url} did not answer ({first_line(error)}); "
                "start the server, or correct --base-url"
            ) from error

    def _client(self) -> httpx.Client:
        import httpx

        key = os.environ.get(KEY_VARIABLE, "").strip()
        return httpx.Client(
            timeout=httpx.Timeout(self._silence, connect=min(_CONNECT_SECONDS, self._silence)),
            follow_redirects=False,
            headers={"Authorization": f"Bearer {key}"} if key else {},
            # A proxy is for machines elsewhere: what is meant for this one stays on it.
            trust_env=not self._local,
        )

    def _waited(self, error: httpx.TimeoutException) -> float:
        import httpx

        connecting = isinstance(error, httpx.ConnectTimeout)
        return min(_CONNECT_SECONDS, self._silence) if connecting else self._silence

    def _body(self, messages: Sequence[Message], extras: bool) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self._model,
            "messages": [{"role": m.role, "content": m.content} for m in messages],
            "max_tokens": self._limits.tokens,
            "temperature": 0,
            "stream": True,
        }
        if extras:
            body["chat_template_kwargs"] = {"enable_thinking": False}
        return body

    def _only_model(self, client: httpx.Client) -> str:
        """The model that the endpoint serves, where the user named none."""
        reply = client.get(f"{self._url}/models")
        self._require_success(reply)
        try:
            served = [str(one["id"]) for one in reply.json()["data"]]
        except (ValueError, KeyError, TypeError):
            served = []
        if len(served) != 1:
            known = ", ".join(served[:8]) or "no list of models"
            raise GenerationFailed(f"{self._url} serves {known}; choose one with --api-model")
        return served[0]

    def _require_success(self, reply: httpx.Response) -> None:
        if reply.status_code == 200:
            return
        reply.read()
        told = _error_of(reply.text)
        hints = {
            401: f"set {KEY_VARIABLE} to a valid key",
            403: f"set {KEY_VARIABLE} to a valid key",
            404: "see that --base-url ends as the server wants it (often /v1) and that "
            "--api-model is served there",
            429: "wait a little, then ask again",
        }
        hint = hints.get(reply.status_code, "see the log of that server")
        raise GenerationFailed(f"{self._url} answered {reply.status_code}{told}; {hint}")


def _contents(reply: httpx.Response, url: str) -> Iterator[str]:
    """The texts of a streamed completion, or the text of one that came whole."""
    if "text/event-stream" not in reply.headers.get("content-type", ""):
        reply.read()
        yield _content(_parsed(reply.text, url), url)
        return
    for line in reply.iter_lines():
        if len(line) > _LONGEST_LINE or not line.startswith("data:"):
            continue
        data = line.removeprefix("data:").strip()
        if data == "[DONE]":
            return
        if data and (text := _content(_parsed(data, url), url)):
            yield text


def _parsed(text: str, url: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if isinstance(found, dict):
        return found
    raise GenerationFailed(
        f"{url} sent what is no chat completion ({text.strip()[:60]!r}); "
        "--base-url must name an endpoint with /chat/completions"
    )


def _content(event: dict[str, Any], url: str) -> str:
    """The words of a completion or of one of its chunks; "" where it holds none."""
    if event.get("error"):
        raise GenerationFailed(f"{url} broke off{_error_of(json.dumps(event))}; see its log")
    choices = event.get("choices")
    if not isinstance(choices, list):
        raise GenerationFailed(
            f"{url} sent an object without choices; "
            "--base-url must name an endpoint with /chat/completions"
        )
    if not choices or not isinstance(choices[0], dict):
        return ""
    told = choices[0].get("delta") or choices[0].get("message") or {}
    text = told.get("content") if isinstance(told, dict) else None
    return text if isinstance(text, str) else ""


def _error_of(text: str) -> str:
    """What a server says of its error, in brackets; "" when it says nothing readable."""
    try:
        found = json.loads(text)
    except ValueError:
        return ""
    error = found.get("error") if isinstance(found, dict) else None
    told = error.get("message") if isinstance(error, dict) else error
    return f" ({' '.join(told.split())[:160]})" if isinstance(told, str) and told.strip() else ""


def _tokens(text: str) -> int:
    """About how many tokens a text has: one for each character beyond ASCII, a third otherwise."""
    wide = sum(not character.isascii() for character in text)
    return wide + (len(text) - wide) // 3 + 1


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
