"""Who may come in: passwords, keys, hosts, origins, sizes and rates."""

from __future__ import annotations

import threading
import time

import pytest
from fastapi.testclient import TestClient

from tests.ui.fakes import FakeAssistant
from ui import Settings, SettingsError, create_app, settings_from
from ui.__main__ import main
from ui.limits import Gate, Rate, RequestError

QUESTION = {"question": "青溪县采摘了多少鲜叶？"}


def client(settings: Settings, host: str = "127.0.0.1:7860") -> TestClient:
    return TestClient(create_app(FakeAssistant(), settings), base_url=f"http://{host}")


def test_another_host_needs_a_password_from_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("WENJU_USER", "WENJU_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    assert main(["--host", "0.0.0.0", "--port", "0"]) == 2
    assert "WENJU_PASSWORD" in capsys.readouterr().err
    with pytest.raises(SettingsError, match="only one of"):
        settings_from({"WENJU_USER": "a"})
    with pytest.raises(SettingsError, match="fewer than 8"):
        settings_from({"WENJU_USER": "a", "WENJU_PASSWORD": "short"}, host="0.0.0.0")
    with pytest.raises(SettingsError, match="WENJU_WORKERS is 'two'"):
        settings_from({"WENJU_WORKERS": "two"})


@pytest.mark.parametrize(
    "path", ["/", "/api/articles", "/metrics", "/docs", "/openapi.json", "/gradio_api/info", "/mcp"]
)
def test_nothing_but_health_is_open_without_credentials(path: str) -> None:
    settings = Settings(host="0.0.0.0", user="desk", password="long enough", api_keys=("k1", "k2"))
    with client(settings, "news.example") as web:
        assert web.get("/health").status_code == 200
        response = web.get(path)
        assert response.status_code == 401
        assert response.headers["www-authenticate"].startswith("Basic")
        assert web.get(path, auth=("desk", "wrong")).status_code == 401
        assert web.get(path, headers={"Authorization": "Bearer nope"}).status_code == 401
        if path != "/mcp":
            assert web.get(path, auth=("desk", "long enough")).status_code == 200
            assert web.get(path, headers={"Authorization": "Bearer k2"}).status_code == 200


def test_on_loopback_other_hosts_and_other_sites_are_turned_away() -> None:
    with client(Settings()) as web:
        assert web.post("/api/ask", json=QUESTION).status_code == 200
        rebound = web.post("/api/ask", json=QUESTION, headers={"Host": "evil.example"})
        assert rebound.status_code == 403
        foreign = web.post("/api/ask", json=QUESTION, headers={"Origin": "http://evil.example"})
        assert foreign.status_code == 403
        own = web.post("/api/ask", json=QUESTION, headers={"Origin": "http://127.0.0.1:7860"})
        assert own.status_code == 200


def test_bodies_have_a_limit_with_and_without_a_declared_length() -> None:
    with client(Settings(max_upload_mb=1)) as web:
        declared = web.post("/api/ask", content=b"x" * 1_500_000)
        assert declared.status_code == 413
        streamed = web.post("/api/ask", content=(b"x" * 100_000 for _ in range(15)))
        assert streamed.status_code == 413


def test_a_client_that_asks_too_often_waits() -> None:
    with client(Settings(rate=8)) as web:
        statuses = [web.post("/api/ask", json=QUESTION).status_code for _ in range(4)]
        assert statuses == [200, 200, 429, 429]
        assert web.get("/api/articles").status_code == 200


def test_every_response_forbids_foreign_content() -> None:
    with client(Settings()) as web:
        policy = web.get("/").headers["content-security-policy"]
        assert "default-src 'self'" in policy and "http" not in policy


def test_a_read_only_server_keeps_its_articles() -> None:
    with client(Settings(read_only=True)) as web:
        article = web.get("/api/articles").json()["articles"][0]["article_id"]
        assert web.delete(f"/api/articles/{article}").status_code == 403
        assert web.post("/api/articles", files={"file": ("a.txt", b"a")}).status_code == 403


def test_the_bucket_fills_again() -> None:
    now = [0.0]
    rate = Rate(60, clients=2, clock=lambda: now[0])
    assert [rate.wait_for("a") for _ in range(15)] == [0.0] * 15
    assert rate.wait_for("a") == pytest.approx(1.0)
    assert rate.wait_for("b") == 0.0
    now[0] = 1.0
    assert rate.wait_for("a") == 0.0


def test_the_gate_frees_its_place_after_an_error() -> None:
    gate = Gate(workers=1, waiting=0)
    with pytest.raises(ValueError, match="x"), gate.slot():
        raise ValueError("x")
    with gate.slot(), pytest.raises(RequestError, match="busy"), gate.slot():
        pass
    assert gate.busy == gate.waiting == 0


def test_the_gate_lets_in_only_who_will_be_served_soon() -> None:
    gate = Gate(workers=1, waiting=16, patience=0.2)
    with gate.slot():
        time.sleep(1.5)
    outcomes: list[str] = []

    def come() -> None:
        try:
            with gate.slot():
                time.sleep(0.3)
            outcomes.append("in")
        except RequestError as error:
            assert error.status == 429 and 2 <= int(str(error.values["retry_after"])) <= 30
            outcomes.append("turned down")

    threads = [threading.Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Who is at work, and as many as there are workers may wait however slow it is.
    assert outcomes.count("in") == 2
    assert gate.busy == gate.waiting == 0
