"""The Ask view in a real browser."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from tests.ui.browsing import Visits, ask
from tests.ui.fakes import TEA
from tests.ui.serving import Server

LEAVES = "青溪县的合作社采摘了多少鲜叶？"


def marked_words(page: Any) -> str:
    """What the reader sees highlighted."""
    return "".join(page.locator(".desk mark.quote:visible").all_text_contents())


def test_a_citation_opens_the_article_at_the_quoted_words(visit: Visits) -> None:
    page = visit()
    turn = ask(page, LEAVES)
    assert turn.locator(".short").inner_text().endswith("3200吨")
    turn.locator(".cite").first.click()
    page.wait_for_selector("mark.quote")
    quote = "青溪县的茶叶合作社今年春天采摘鲜叶3200吨，比去年多了一成。"
    assert quote in TEA
    assert marked_words(page) == quote
    top = page.locator("#sources .source-top")
    assert top.locator("h3").inner_text() == "青溪县茶园今年增收"
    assert top.locator("h3").is_visible()
    byline = top.locator(".byline").inner_text()
    assert "山河日报" in byline and "2023-05-11" in byline and "第 4 版" in byline
    box = page.locator("mark.quote").first.bounding_box()
    assert box is not None and 0 < box["y"] < 800


def test_a_follow_up_shows_how_it_was_understood(visit: Visits) -> None:
    page = visit()
    ask(page, LEAVES)
    turn = ask(page, "那农户呢？")
    rewritten = turn.locator(".rewritten").inner_text()
    assert "理解为" in rewritten and "那农户呢" in rewritten and "鲜叶" in rewritten


def test_conflicts_are_a_table_and_units_are_converted(visit: Visits) -> None:
    page = visit()
    turn = ask(page, "青溪县采摘鲜叶有几种说法？")
    rows = turn.locator("table.conflict tbody tr")
    assert rows.count() == 2
    assert "1861户" in rows.first.inner_text()
    assert turn.locator(".units").count() == 0
    english = ask(page, "How many visits? 白沙鎮圖書館開放到晚上十點")
    assert "12,000 visits" in english.locator(".units").inner_text()


def test_a_refusal_says_what_is_missing_and_what_can_be_asked(visit: Visits) -> None:
    page = visit()
    turn = ask(page, "Zzz?")
    assert turn.locator(".refused").inner_text() == "文章里没有找到答案"
    assert turn.locator(".missing").inner_text() == "They do not mention “Mars”."
    assert turn.locator(".nearest li").count() >= 1
    turn.locator(".questions button").click()
    page.locator(".turn").nth(1).locator(".tools").wait_for()
    assert "3200吨" in page.locator(".turn").nth(1).inner_text()


def test_an_example_question_is_asked_by_a_click(visit: Visits) -> None:
    page = visit()
    page.locator(".welcome .questions button").first.click()
    page.locator(".turn .tools").wait_for()
    assert page.locator(".turn .asked").inner_text().endswith("采摘了多少鲜叶？")


def test_a_reload_keeps_the_conversation_and_its_citations(visit: Visits) -> None:
    page = visit()
    ask(page, LEAVES)
    page.reload()
    page.wait_for_selector(".turn .cite")
    page.locator(".cite").first.click()
    page.wait_for_selector("mark.quote")
    assert marked_words(page).startswith("青溪县的茶叶合作社")


def test_several_conversations(visit: Visits) -> None:
    page = visit()
    ask(page, LEAVES)
    page.click("#conversations [data-act=new]")
    page.wait_for_selector(".welcome")
    ask(page, "流动诊所每周几到村里？")
    page.click("#conversations summary")
    assert page.locator("#conversations li").count() == 2
    page.locator("#conversations li button[data-act=open]").nth(1).click()
    page.wait_for_selector(f".turn:has-text('{LEAVES}')")
    assert page.locator(".turn").count() == 1
    page.click("#conversations summary")
    page.locator("#conversations li button.drop").first.click()
    page.wait_for_selector("#conversations summary:has-text('(1)')")


def test_feedback_stays_on_this_machine(visit: Visits, feedback_file: Path) -> None:
    page = visit()
    turn = ask(page, LEAVES)
    turn.locator("[data-act=dislike]").click()
    note = turn.locator(".feedback input")
    note.wait_for()
    note.fill("年份不对 <b>")
    note.press("Enter")
    deadline = time.monotonic() + 40
    lines: list[dict[str, Any]] = []
    while len(lines) < 2 and time.monotonic() < deadline:
        page.wait_for_timeout(100)
        lines = [json.loads(line) for line in feedback_file.read_text("utf-8").splitlines()]
    assert [line["note"] for line in lines[-2:]] == ["", "年份不对 <b>"]
    assert all(line["liked"] is False for line in lines[-2:])


def test_copy_gives_the_answer_with_its_references(visit: Visits) -> None:
    page = visit()
    turn = ask(page, LEAVES)
    text, markdown = (
        button.get_attribute("data-copy") for button in turn.locator("[data-copy]").all()
    )
    assert "3200吨，比去年多了一成。[1]" in text
    assert "[1] 《青溪县茶园今年增收》，山河日报，2023-05-11，第 4 版" in text
    assert "[^1]: 《青溪县茶园今年增收》" in markdown


def test_filters_narrow_the_articles(visit: Visits) -> None:
    page = visit()
    page.click("#filters button")
    fields = page.locator("#filters")
    fields.get_by_label("地点").fill("石坪乡")
    page.wait_for_selector("#filters > button:has-text('已限定范围：石坪乡')")
    turn = ask(page, LEAVES)
    assert "茶" not in turn.locator(".text, .nearest").first.inner_text()
    fields.get_by_label("自（日期）").fill("去年")
    turn = ask(page, LEAVES)
    assert "不是日期" in turn.locator(".error").inner_text()


def test_an_unforeseen_error_is_a_sentence_without_details(visit: Visits) -> None:
    page = visit()
    turn = ask(page, "崩溃")
    shown = turn.locator(".error").inner_text()
    assert "没有答成" in shown and "secret" not in shown and "Error" not in shown


def test_the_language_comes_from_the_browser_and_can_be_switched(visit: Visits) -> None:
    page = visit(locale="en-GB")
    page.wait_for_selector("[role=tab]:has-text('Articles')")
    assert page.locator("#send").inner_text() == "Ask"
    assert page.evaluate("document.documentElement.lang") == "en"
    turn = ask(page, LEAVES)
    page.locator("#language label").nth(1).click()
    page.wait_for_selector("[role=tab]:has-text('數字')")
    turn.locator("text=有用").wait_for()
    page.reload()
    page.wait_for_selector("[role=tab]:has-text('數字')")


def test_the_phone_has_no_sideways_scrolling_and_a_source_sheet(visit: Visits) -> None:
    page = visit(width=390, height=844)
    turn = ask(page, LEAVES)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.locator("#sources").is_visible()
    turn.locator(".cite").first.click()
    page.wait_for_selector("mark.quote")
    assert page.locator("#sources").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#sources").is_visible()


def test_the_keyboard_alone_asks_and_opens_a_source(visit: Visits) -> None:
    page = visit()
    page.keyboard.press("/")
    page.keyboard.type(LEAVES)
    page.keyboard.press("Enter")
    page.locator(".turn .tools").wait_for()
    spoken = page.locator("#wenju-voice[aria-live=polite]").inner_text()
    assert "3200吨" in spoken and "多了一成" in spoken
    page.locator(".cite").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.quote")
    for button in page.locator("button:visible").all():
        name = button.get_attribute("aria-label") or button.inner_text()
        assert name.strip(), button.evaluate("element => element.outerHTML")


def test_a_hostile_article_is_only_text(visit: Visits, server: Server) -> None:
    page = visit()
    turn = ask(page, "恶意文章里的水库库容是多少立方米？")
    assert "88万立方米" in turn.inner_text()
    turn.locator(".cite").first.click()
    page.wait_for_selector("mark.quote")
    shown = page.locator("#sources").inner_text()
    for words in (
        '<b onclick="window.hacked=5">恶意标题</b>',
        "<img src=x onerror=window.hacked=6>",
        "<script>window.hacked=1</script>",
        "[这里](javascript:window.hacked=2)",
        "![图](http://evil.example/x.png)",
        "${window.hacked=4} {{value}} {{#each value}}x{{/each}} @children",
    ):
        assert words in shown
    ask(page, "<img src=x onerror='window.hacked=7'>${window.hacked=8}")
    assert page.evaluate("window.hacked") is None
    assert page.locator(".desk img, .desk script, .desk gradio-app").count() == 0


def test_a_stored_conversation_that_was_tampered_with_does_no_harm(visit: Visits) -> None:
    page = visit()
    ask(page, LEAVES)
    page.evaluate("localStorage.setItem('wenju-notebook', 'garbage')")
    page.reload()
    page.wait_for_selector(".welcome")


def test_dark_follows_the_system_and_the_switch(visit: Visits) -> None:
    page = visit(scheme="dark")
    assert page.evaluate("document.body.classList.contains('dark')")
    page.click("[data-theme-switch]")
    assert not page.evaluate("document.body.classList.contains('dark')")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert not page.evaluate("document.body.classList.contains('dark')")
