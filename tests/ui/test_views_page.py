"""The Check, Articles and Figures views in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.ui.browsing import Visits, ask


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
    good, bad = tmp_path / "桥.txt", tmp_path / "坏.txt"
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
    page.fill("#articles-words textarea", "大桥")
    page.wait_for_function("() => document.querySelectorAll('#articles .card').length === 1")
    page.click("#articles .card")
    page.wait_for_selector("#reading .paper")
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
