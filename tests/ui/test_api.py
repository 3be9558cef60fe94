"""The HTTP API, the OpenAI-compatible API and MCP, by the clients that people use."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import httpx
import pytest

from assistant import answer_to_json
from tests.ui.fakes import FakeAssistant
from tests.ui.serving import Server
from ui import Settings, create_app

LEAVES = "青溪县的合作社采摘了多少鲜叶？"


@pytest.fixture
def client(server: Server) -> httpx.Client:
    return httpx.Client(base_url=server.url, timeout=30)


def test_ask_gives_the_object_of_the_contract(client: httpx.Client, server: Server) -> None:
    given = client.post("/api/ask", json={"question": LEAVES}).json()
    expected = answer_to_json(server.assistant.ask(LEAVES))
    assert given == expected
    text = client.get(f"/api/articles/{given['citations'][0]['article_id']}").json()["text"]
    for citation in given["citations"][:1]:
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_history_is_the_answers_as_they_came(client: httpx.Client) -> None:
    first = client.post("/api/ask", json={"question": LEAVES}).json()
    second = client.post("/api/ask", json={"question": "那农户呢？", "history": [first]}).json()
    assert "鲜叶" in second["standalone_question"]
    broken = client.post("/api/ask", json={"question": "那农户呢？", "history": [{"a": 1}]})
    assert broken.status_code == 422
    assert "history" in broken.json()["error"]


def test_filters_reach_the_assistant(client: httpx.Client) -> None:
    body = {"question": LEAVES, "filters": {"source": "白沙週報"}}
    answer = client.post("/api/ask", json=body).json()
    assert {citation["source"] for citation in answer["citations"]} == {"白沙週報"}


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"question": "   "}, 422, "请先写下问题"),
        ({"question": "问" * 5000}, 413, "最多 1000 个字"),
        ({"question": LEAVES, "filters": {"date_from": "去年"}}, 422, "date_from"),
        ({"quesion": LEAVES}, 422, "question"),
    ],
)
def test_bad_input_gets_a_sentence(
    client: httpx.Client, body: dict[str, Any], status: int, words: str
) -> None:
    response = client.post("/api/ask", json=body)
    assert response.status_code == status
    assert words in response.json()["error"]


def test_errors_speak_the_clients_language(client: httpx.Client) -> None:
    headers = {"Accept-Language": "en-GB,en;q=0.9"}
    response = client.post("/api/ask", json={"question": " "}, headers=headers)
    assert response.json()["error"] == "Please write a question first."


def test_an_unforeseen_error_tells_no_details(client: httpx.Client) -> None:
    response = client.post("/api/ask", json={"question": "崩溃"})
    assert response.status_code == 500
    assert "secret" not in response.text and "Traceback" not in response.text


def test_check_search_articles_figures(client: httpx.Client) -> None:
    claims = client.post("/api/check", json={"text": "青溪县采摘鲜叶3200吨。"}).json()["claims"]
    assert claims[0]["figures"][0]["verdict"] == "supported"
    hits = client.get("/api/search", params={"q": "诊所", "limit": 2}).json()["hits"]
    assert hits[0]["title"] == "流动诊所开进山村"
    assert len(client.get("/api/articles").json()["articles"]) >= 4
    figures = client.get("/api/figures", params={"unit": "吨"}).json()["figures"]
    assert [figure["value"] for figure in figures] == ["3200"]
    assert figures[0]["quote"].startswith("青溪县的茶叶合作社")
    assert client.get("/api/articles/nothing").status_code == 404


def test_upload_replace_and_remove(client: httpx.Client) -> None:
    text = "北坡村修了新路\n\n北坡村今年修好的山路长12公里，花了340万元。"
    added = client.post("/api/articles", files={"file": ("../road.txt", text.encode())}).json()
    assert len(added["added"]) == 1
    again = client.post("/api/articles", files={"file": ("road.txt", text.encode())}).json()
    assert again["unchanged"] == 1
    changed = text.replace("12公里", "13公里").encode()
    replaced = client.post("/api/articles", files={"file": ("road.txt", changed)}).json()
    answer = client.post("/api/ask", json={"question": "北坡村的山路多长？"}).json()
    assert "13公里" in answer["answer"]
    article_id = replaced["replaced"][0]
    assert client.delete(f"/api/articles/{article_id}").status_code == 200
    assert client.delete(f"/api/articles/{article_id}").status_code == 404
    broken = client.post("/api/articles", files={"file": ("x.txt", b"\xff\xfe\x00\x81")})
    assert broken.status_code == 422
    assert "x.txt" in broken.json()["error"]


def test_the_openai_client_works_unchanged(server: Server) -> None:
    openai = pytest.importorskip("openai", reason="needs `pip install openai`")
    client = openai.OpenAI(base_url=f"{server.url}/v1", api_key="none", max_retries=0)
    messages = [{"role": "system", "content": "诗"}, {"role": "user", "content": LEAVES}]
    whole = client.chat.completions.create(model="wenju", messages=messages)
    text = whole.choices[0].message.content
    assert "3200吨" in text and "[1]" in text
    assert whole.wenju["citations"][0]["quote"] in server.assistant.collection.stored[0].text

    parts = list(
        client.chat.completions.create(
            model="wenju",
            messages=messages,
            stream=True,
            temperature=0.2,
            stream_options={"include_usage": True},
        )
    )
    streamed = "".join(p.choices[0].delta.content or "" for p in parts if p.choices)
    assert streamed == text
    assert parts[-2].choices[0].finish_reason == "stop"
    assert parts[-2].wenju["short_answer"] == "3200吨"
    assert parts[-1].usage.total_tokens > 0

    messages += [{"role": "assistant", "content": text}, {"role": "user", "content": "那农户呢？"}]
    followed = client.chat.completions.create(model="wenju-references", messages=messages)
    assert "鲜叶" in followed.wenju["standalone_question"]
    assert "《青溪县茶园今年增收》" in followed.choices[0].message.content
    assert [model.id for model in client.models.list()] == ["wenju", "wenju-references"]
    with pytest.raises(openai.NotFoundError, match="wenju"):
        client.chat.completions.create(model="gpt-4", messages=messages)
    with pytest.raises(openai.UnprocessableEntityError):
        client.chat.completions.create(model="wenju", messages=messages[:1])


def test_an_mcp_client_finds_and_calls_the_tools(server: Server) -> None:
    mcp = pytest.importorskip("mcp", reason="needs `pip install mcp`")
    from mcp.client.streamable_http import streamablehttp_client

    async def talk() -> tuple[list[str], Any, Any, Any, Any]:
        async with (
            streamablehttp_client(f"{server.url}/mcp") as (read, write, _),
            mcp.ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = sorted(tool.name for tool in (await session.list_tools()).tools)
            asked = await session.call_tool("ask", {"question": LEAVES})
            checked = await session.call_tool("check", {"text": "青溪县采摘鲜叶3200吨。"})
            found = await session.call_tool("search", {"query": "诊所"})
            empty = await session.call_tool("ask", {"question": " "})
            return tools, asked, checked, found, empty

    tools, asked, checked, found, empty = asyncio.run(talk())
    assert tools == ["ask", "check", "search"]
    assert asked.structuredContent["citations"][0]["quote"].endswith("多了一成。")
    assert checked.structuredContent["claims"][0]["verdict"] == "supported"
    assert found.structuredContent["hits"][0]["title"] == "流动诊所开进山村"
    assert empty.isError and "write a question" in empty.content[0].text


def test_too_many_at_once_get_a_429_and_the_rest_an_answer() -> None:
    settings = Settings(workers=1, waiting=2)
    with Server(FakeAssistant(delay=0.3), settings) as busy:
        statuses: list[int] = []

        def ask() -> None:
            response = httpx.post(f"{busy.url}/api/ask", json={"question": LEAVES}, timeout=30)
            statuses.append(response.status_code)
            if response.status_code == 429:
                assert response.headers["Retry-After"] == "2"
                assert "再试" in response.json()["error"]

        threads = [threading.Thread(target=ask) for _ in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(set(statuses)) == [200, 429]
        assert statuses.count(200) >= 3
        metrics = httpx.get(f"{busy.url}/metrics").text
        assert f'wenju_requests_total{{operation="ask",outcome="ok"}} {statuses.count(200)}' in (
            metrics.replace(".0", "")
        )


def test_what_takes_too_long_gets_a_504() -> None:
    with Server(FakeAssistant(delay=2.0), Settings(timeout=0.5)) as slow:
        response = httpx.post(f"{slow.url}/api/ask", json={"question": LEAVES}, timeout=30)
    assert response.status_code == 504
    assert "秒" in response.json()["error"]


def test_the_docs_name_every_route_and_load_nothing(client: httpx.Client) -> None:
    page = client.get("/docs").text
    for path in client.get("/openapi.json").json()["paths"]:
        assert path in page
    assert "<script" not in page and "src=" not in page and "http://cdn" not in page


def test_gradios_own_api_offers_none_of_the_pages_handlers(client: httpx.Client) -> None:
    info = client.get("/gradio_api/info").json()
    assert info["named_endpoints"] == {}


def test_apps_do_not_share_their_counts() -> None:
    first = create_app(FakeAssistant(), Settings()).state.desk
    second = create_app(FakeAssistant(), Settings()).state.desk
    first.ask(LEAVES)
    assert b'outcome="ok"' in first.metrics.exposition(articles=1, busy=0, waiting=0)
    assert b'outcome="ok"' not in second.metrics.exposition(articles=1, busy=0, waiting=0)
