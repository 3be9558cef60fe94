"""Metadata is what is printed, from the place that says it best, and nothing else."""

from __future__ import annotations

import pytest

from index.metadata import (
    find_date,
    find_source,
    from_file_name,
    from_html_meta,
    merge,
    parse_header,
    same_title,
    split_site_name,
)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021年07月13日 星期二", "2021-07-13"),
        ("2021-07-1300008", "2021-07-13"),
        ("2021/7/3", "2021-07-03"),
        ("2021.12.31", "2021-12-31"),
        ("２０２１年７月", "2021-07"),
        ("二〇二一年七月十三日", "2021-07-13"),
        ("二〇二二年十二月二十日", "2022-12-20"),
        ("二〇二二年十月三十一日", "2022-10-31"),
        ("2021年", "2021"),
        ("7月13日", None),
        ("12021-07-13", None),
        ("3.59亿元", None),
        ("2021.5%", None),
    ],
)
def test_dates_are_as_precise_as_printed(text: str, date: str | None) -> None:
    assert find_date(text) == date


def test_a_header_is_split_from_the_body() -> None:
    header, body = parse_header("---\ntitle: 小镇的新路\nsource： 江南日报\nnote:\n---\n\n正文。\n")
    assert header == {"title": "小镇的新路", "source": "江南日报"}
    assert body == "\n正文。\n"


@pytest.mark.parametrize(
    "text",
    [
        "正文。\n---\ntitle: 不是标题\n---\n",
        "---\n这一行不是键和值\n---\n正文。",
        "---\ncolour: red\n---\n正文。",
        "---\ntitle: 没有结尾",
        "",
    ],
)
def test_what_is_no_header_stays_text(text: str) -> None:
    assert parse_header(text) == ({}, text)


def test_a_header_may_hold_a_colon_in_its_value() -> None:
    header, _ = parse_header("---\ntitle: 青石县:山村通了路\ndate: 尚未发表\n---\n")
    assert header == {"title": "青石县:山村通了路"}


def test_labelled_lines_that_open_a_text_are_a_header() -> None:
    text = "標題：渡口改成了書屋\n\n报纸名称: 清溪乡讯\n责任编辑：卢小满\nDate: 2023/4/8\n作者：无\n正文：渡口边的书屋开了门。\n"
    header, body = parse_header(text)
    assert header == {"title": "渡口改成了書屋", "source": "清溪乡讯", "date": "2023-04-08"}
    assert body == "渡口边的书屋开了门。\n"
    between, _ = parse_header("---\n标题：渡口改成了书屋\n版次：5\n---\n正文。")
    assert between == {"title": "渡口改成了书屋", "page": "5"}


@pytest.mark.parametrize(
    "text",
    [
        "标题：只有这一行\n正文。",
        "时间：7月13日\n地点：村口\n作者：卢小满\n正文。",
        "记者：产量如何？\n媒体：还要多久？\n镇长：快了。\n",
        "正文。\n标题：太晚了\n报纸：清溪乡讯\n",
    ],
)
def test_labels_that_make_no_header_stay_text(text: str) -> None:
    assert parse_header(text) == ({}, text)


def test_html_meta_tags_in_their_order_of_trust() -> None:
    tags = {
        "title": "首页",
        "og:title": "山村通了路 - 江南新闻网",
        "article:published_time": "2022-03-04T08:00:00+08:00",
        "author": "张银燕",
        "source": "https://example.org",
        "description": "不用",
    }
    assert from_html_meta(tags) == {
        "title": "山村通了路",
        "source": "江南新闻网",
        "date": "2022-03-04",
        "author": "张银燕",
    }


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (
            "江南日报_2021-07-13_第05版.txt",
            {"source": "江南日报", "date": "2021-07-13", "page": "5"},
        ),
        (
            "20210713 东海晚报 A03版.html",
            {"date": "2021-07-13", "source": "东海晚报", "page": "A03"},
        ),
        ("2021-07-13-山村修通了出山路.md", {"date": "2021-07-13", "title": "山村修通了出山路"}),
        ("000_0c55609d6c150b55.txt", {}),
        ("扫描件3.pdf", {}),
        ("report-final-v2.docx", {}),
    ],
)
def test_file_names(name: str, found: dict[str, str]) -> None:
    assert from_file_name(name) == found


def test_a_title_keeps_a_dash_that_names_no_site() -> None:
    assert split_site_name("山村通了路_江南新闻网_民生") == ("山村通了路", "江南新闻网")
    assert split_site_name("山村通了路 | 一年来的变化") == ("山村通了路 | 一年来的变化", None)


def test_a_source_is_a_name_and_no_sentence() -> None:
    assert find_source("《江南日报》") == "江南日报"
    assert find_source("江南日报昨天报道") is None


def test_the_first_statement_wins_and_the_rest_is_none() -> None:
    merged = merge({"title": "甲", "date": None}, {"title": "乙", "date": "2021"})
    assert (merged["title"], merged["date"], merged["author"]) == ("甲", "2021", None)


def test_titles_are_the_same_in_either_script() -> None:
    assert same_title("山村：通了「路」", "山村:通了路")
    assert same_title("臺州通車", "台州通车")
    assert not same_title("台州通车", "台州通航")
