"""The Check, Articles and Figures views in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.ui.browsing import Visits, ask
from tests.ui.serving import Server


def open_view(page: Any, number: int) -> None:
    page.locator("[role=tab]:visible").nth(number).click()


def test_a_checked_text_shows_its_figures_in_colour_and_the_evidence(visit: Visits) -> None:
    page = visit()
    open_view(page, 1)
    page.fill("#check-text textarea", "青溪县采摘鲜叶3200吨。参加合作社的农户有1900户。")
    page.click("#check-run")
    page.wait_for_selector(".checked")
    figures = page.locator(".checked button.figure")
    kinds = [figure.get_attribute("class") for figure in figures.all()]
    assert kinds == ["figure supported", "figure contradicted"]
    figures.first.click()
    page.wait_for_selector("#check-evidence mark.quote")
    assert "3200吨" in page.locator("#check-evidence mark.quote").inner_text()
    page.locator("#check-evidence [data-act=sources]").click()
    page.wait_for_selector("#check-evidence .verdict")
    with page.expect_download() as download:
        page.click("#check-result [data-download='check.csv']")
    saved = Path(download.value.path()).read_text("utf-8-sig")
    assert "1900户" in saved and "不符" in saved


def test_an_uploaded_article_answers_and_a_removed_one_does_not(
    visit: Visits, tmp_path: Path
) -> None:
    good, bad = tmp_path / "桥.txt", tmp_path / "<img src=x onerror=window.hacked=9>坏.txt"
    good.write_text("南门大桥通车\n\n南门大桥全长768米，双向四车道，昨天上午通车。", "utf-8")
    bad.write_bytes(b"\xff\xfe\x00\x81")
    page = visit()
    open_view(page, 2)
    page.wait_for_selector("#articles .card")
    with page.expect_file_chooser() as chooser:
        page.click("#upload")
    chooser.value.set_files([str(good), str(bad)])
    page.wait_for_selector("#upload-report .done")
    page.wait_for_selector("#upload-report .error")
    assert "坏.txt" in page.locator("#upload-report .error").inner_text()
    assert page.locator("#upload-report img").count() == 0
    page.fill("#articles-words textarea", "大桥")
    page.wait_for_function("() => document.querySelectorAll('#articles .card').length === 1")
    assert page.locator("#articles .quote mark").first.inner_text() == "大桥"
    page.click("#articles .card")
    page.wait_for_selector("#reading .paper mark.found")
    assert "768米" in page.locator("#reading .paper").inner_text()
    open_view(page, 0)
    assert "768米" in ask(page, "南门大桥全长多少米？").inner_text()
    open_view(page, 2)
    page.click("#reading [data-act=remove]")
    page.click("#reading [data-act=remove-yes]")
    page.wait_for_selector("#reading :text('已移出')")
    page.wait_for_selector("#articles .empty")
    open_view(page, 0)
    page.locator(".turn .cite").first.click()
    page.wait_for_selector("#sources .error")
    assert "768米" not in ask(page, "南门大桥全长多少？").inner_text()


def test_figures_filter_sort_draw_and_open_their_article(visit: Visits) -> None:
    page = visit()
    open_view(page, 3)
    page.wait_for_selector("#figures table")
    page.fill("#figures-words textarea", "鲜叶")
    page.wait_for_function("() => document.querySelectorAll('#figures tbody tr').length <= 2")
    shown = page.locator("#figures tbody").inner_text()
    assert "3200吨" in shown and "10 %" in shown
    page.locator("#figures [data-act=figure]").first.click()
    page.wait_for_selector("mark.quote")
    assert page.locator("mark.quote:visible").inner_text() == "3200吨"
    with page.expect_download() as download:
        page.click("[data-download='figures.csv']")
    assert "3200吨" in Path(download.value.path()).read_text("utf-8-sig")


def test_the_views_fit_a_phone(visit: Visits) -> None:
    page = visit(width=390, height=844)
    for number, selector in ((1, "#check-text"), (2, "#articles .card"), (3, "#figures table")):
        open_view(page, number)
        page.wait_for_selector(selector)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_file_takes_the_place_of_an_article(visit: Visits, tmp_path: Path) -> None:
    first, second = tmp_path / "渡口.txt", tmp_path / "渡口改.txt"
    first.write_text("老渡口停航\n\n老渡口每天运送乘客310人次，月底停航。", "utf-8")
    second.write_text("老渡口停航\n\n老渡口每天运送乘客420人次，月底停航。", "utf-8")
    page = visit()
    open_view(page, 2)
    page.wait_for_selector("#articles .card")
    with page.expect_file_chooser() as chooser:
        page.click("#upload")
    chooser.value.set_files(str(first))
    page.wait_for_selector("#upload-report .done:has-text('新增 1 篇')")
    page.locator("#articles .card:has-text('老渡口停航')").click()
    page.wait_for_selector("#reading .paper:has-text('310人次')")
    with page.expect_file_chooser() as chooser:
        page.click("#reading [data-act=replace]")
    chooser.value.set_files(str(second))
    page.wait_for_selector("#upload-report .done:has-text('替换 1 篇')")
    page.wait_for_selector("#reading .paper:has-text('420人次')")
    assert page.locator("#articles .card:has-text('老渡口停航')").count() == 1
    page.click("#reading [data-act=remove]")
    page.click("#reading [data-act=remove-yes]")
    page.wait_for_selector("#reading :text('已移出')")


def test_reading_a_file_shows_how_far_it_is_and_blocks_no_question(
    visit: Visits, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "慢.txt"
    file.write_text("水塔改成书屋\n\n镇上的水塔改成了书屋，藏书2600册。", "utf-8")
    page = visit()
    open_view(page, 2)
    page.wait_for_selector("#articles .card")
    server.assistant.collection.reading_time = 6.0
    try:
        with page.expect_file_chooser() as chooser:
            page.click("#upload")
        chooser.value.set_files(str(file))
        page.wait_for_selector("#upload-report progress")
        open_view(page, 0)
        assert "3200吨" in ask(page, "青溪县的合作社采摘了多少鲜叶？").inner_text()
        open_view(page, 2)
        assert page.locator("#upload-report progress").count() == 1
        page.wait_for_selector("#upload-report .done")
    finally:
        server.assistant.collection.reading_time = 0.0


def test_articles_are_narrowed_down_by_newspaper_and_date(visit: Visits) -> None:
    page = visit()
    open_view(page, 2)
    page.wait_for_selector("#articles .card")
    page.click("#articles-filters button")
    page.locator("#articles-filters").get_by_label("自（日期）").fill("2023-02")
    page.wait_for_selector("#articles .count:has-text('篇符合')")
    titles = page.locator("#articles .headline").all_inner_texts()
    assert titles == ["青溪县茶园今年增收", "两个镇的账本"]
    page.locator("#articles-filters").get_by_label("自（日期）").fill("去年")
    page.wait_for_selector("#articles :text('不是日期')")


def test_one_measure_is_drawn_over_its_places(visit: Visits) -> None:
    page = visit()
    open_view(page, 3)
    page.wait_for_selector("#figures table")
    page.click("#figures-measure input")
    page.locator("[role=option]:has-text('人均可支配收入')").first.click()
    page.wait_for_selector("#figures .chart")
    bars = page.locator("#figures .bars li").all_inner_texts()
    assert [bar.split("\n")[0] for bar in bars] == ["北塘镇 · 2023", "南湾镇 · 2022"]
    page.locator("#figures .bars .link").first.click()
    page.wait_for_selector("mark.quote:visible")
    assert page.locator("mark.quote:visible").inner_text() == "5.1万元"


@pytest.mark.parametrize(("locale", "foreign"), [("zh-CN", "[A-Za-z]{3}"), ("en-GB", "[一-鿿]")])
def test_no_control_is_unnamed_or_in_another_language(
    visit: Visits, locale: str, foreign: str
) -> None:
    page = visit(locale=locale)
    for number in range(4):
        open_view(page, number)
        page.wait_for_timeout(400)
        found = page.evaluate(_CONTROLS)
        assert all(name.strip() for name, _ in found), found
        known = re.compile(r"CSV|Markdown|API|Wenju|TXT|HTML|PDF|DOCX|JSON Lines|ZIP")
        wrong = [name for name, _ in found if re.search(foreign, known.sub("", name))]
        assert wrong == []


# The accessible names of what can be used, without what articles say and the switch of languages.
_CONTROLS = """() => [...document.querySelectorAll('button, input, textarea, a, [role=tab]')]
  .filter((one) => one.checkVisibility() && !one.closest(
    '#language, .cards, .grid, .questions, [role=listbox], #figures .link'))
  .map((one) => [
    one.getAttribute('aria-label') || one.innerText || one.labels?.[0]?.innerText || one.title || '',
    one.outerHTML.slice(0, 200)])"""
