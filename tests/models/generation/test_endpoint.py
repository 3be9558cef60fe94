"""The endpoint over real HTTP: a server of this test that behaves well, slowly, and badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from models import GenerationFailed, Limits, Message, ModelUnfit
from models.generation.endpoint import KEY_VARIABLE, EndpointGenerator
from models.generation.thoughts import without_thoughts

CHAT = [Message("system", "规则"), Message("user", "问题")]
WORDS = ["<think>", "想一想</think>", "全镇有", "34个村", "。[1]"]


class Stub(ThreadingHTTPServer):
    """Answers as `mode` says, and keeps what it was sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.mode = "stream"
        self.seen: list[dict[str, Any]] = []
        self.headers_seen: list[dict[str, str]] = []
        self.models = ["small"]
        self.stopped_early = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Stub

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        body = {"data": [{"id": name} for name in self.server.models]}
        self._whole(200, json.dumps(body))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.append(body)
        self.server.headers_seen.append(dict(self.headers))
        mode = self.server.mode
        if mode == "strict" and "chat_template_kwargs" in body:
            self._whole(400, '{"error": {"message": "unknown field"}}')
        elif mode == "500":
            self._whole(500, '{"error": {"message": "out of memory"}}')
        elif mode == "401":
            self._whole(401, "{}")
        elif mode == "redirect":
            self.send_response(307)
            self.send_header("Location", "http://192.0.2.1/v1/chat/completions")
            self.end_headers()
        elif mode == "garbage":
            self._whole(200, "<html>你好</html>")
        elif mode == "whole":
            self._whole(200, json.dumps({"choices": [{"message": {"content": "全镇有34个村。"}}]}))
        elif mode == "silent":
            time.sleep(3)
        else:
            self._stream(mode)

    def _whole(self, status: int, text: str) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, mode: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        try:
            self._event({"choices": [{"delta": {"role": "assistant"}}]})
            for number, word in enumerate(WORDS if mode != "endless" else ["没完"] * 5000):
                self._event({"choices": [{"delta": {"content": word}}]})
                if mode == "broken" and number == 3:
                    self.wfile.write(b"data: {not json\n\n")
                if mode in ("slow", "endless"):
                    time.sleep(0.02)
            self._event({"choices": [], "usage": {"total_tokens": 9}})
            self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            self.server.stopped_early.set()

    def _event(self, body: dict[str, Any]) -> None:
        self.wfile.write(f"data: {json.dumps(body, ensure_ascii=False)}\n\n".encode())
        self.wfile.flush()


@pytest.fixture
def stub() -> Iterator[Stub]:
    server = Stub()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("mode", ["stream", "slow", "strict"])
def test_words_arrive_without_thoughts(stub: Stub, mode: str) -> None:
    stub.mode = mode
    generator = EndpointGenerator(stub.url)
    assert "".join(generator.stream(CHAT)) == "全镇有34个村。[1]"
    sent = stub.seen[-1]
    assert sent["model"] == "small" and sent["stream"] is True and sent["temperature"] == 0
    assert sent["messages"] == [
        {"role": "system", "content": "规则"}, {"role": "user", "content": "问题"}
    ]  # fmt: skip
    assert ("chat_template_kwargs" in sent) == (mode != "strict")


def test_an_answer_that_comes_whole_is_taken(stub: Stub) -> None:
    stub.mode = "whole"
    assert list(EndpointGenerator(stub.url, "small").stream(CHAT)) == ["全镇有34个村。"]


def test_the_key_comes_from_the_environment_alone(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "not-for-you")
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    list(EndpointGenerator(stub.url, "small").stream(CHAT))
    assert "Authorization" not in {name.title() for name in stub.headers_seen[-1]}
    monkeypatch.setenv(KEY_VARIABLE, "secret")
    list(EndpointGenerator(stub.url, "small").stream(CHAT))
    assert "Bearer secret" in stub.headers_seen[-1].values()


@pytest.mark.parametrize(
    ("mode", "told"),
    [
        ("500", r"answered 500 \(out of memory\)"),
        ("401", KEY_VARIABLE),
        ("redirect", "answered 307"),
        ("garbage", "no chat completion"),
        ("broken", "no chat completion"),
    ],
)
def test_what_goes_wrong_is_said_in_one_line(stub: Stub, mode: str, told: str) -> None:
    stub.mode = mode
    with pytest.raises(GenerationFailed, match=told) as caught:
        list(EndpointGenerator(stub.url, "small").stream(CHAT))
    assert "\n" not in str(caught.value)


def test_a_silent_server_is_given_up(stub: Stub) -> None:
    stub.mode = "silent"
    with pytest.raises(GenerationFailed, match="said nothing"):
        list(EndpointGenerator(stub.url, "small", silence=0.3).stream(CHAT))


def test_nobody_there(stub: Stub) -> None:
    with pytest.raises(GenerationFailed, match=r"did not answer .* --base-url"):
        list(EndpointGenerator("http://127.0.0.1:9/v1", "small").stream(CHAT))


def test_several_models_must_be_chosen_from(stub: Stub) -> None:
    stub.models = ["small", "large"]
    with pytest.raises(GenerationFailed, match=r"small, large; choose one with --api-model"):
        list(EndpointGenerator(stub.url).stream(CHAT))


def test_closing_the_stream_hangs_up(stub: Stub) -> None:
    stub.mode = "endless"
    pieces = EndpointGenerator(stub.url, "small").stream(CHAT)
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert stub.stopped_early.wait(10)


def test_an_endless_answer_ends_with_its_seconds(stub: Stub) -> None:
    stub.mode = "endless"
    generator = EndpointGenerator(stub.url, "small", limits=Limits(400, seconds=0.3))
    assert len(list(generator.stream(CHAT))) < 1000


def test_a_url_is_needed() -> None:
    with pytest.raises(ModelUnfit, match="http://"):
        EndpointGenerator("localhost:8000")


def test_the_context_is_counted_upwards() -> None:
    generator = EndpointGenerator("http://127.0.0.1:9/v1", "small", context=600)
    assert generator.fits(CHAT)
    assert not generator.fits([Message("user", "村" * 500)])


def test_thoughts_are_left_out_however_they_are_cut() -> None:
    text = "<think>第一\n第二</think>\n\n有34个村<5。<think>又</think>完"
    for size in (1, 2, 5, 100):
        pieces = [text[i : i + size] for i in range(0, len(text), size)]
        assert "".join(without_thoughts(pieces)) == "有34个村<5。完"
