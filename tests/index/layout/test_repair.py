"""Single faults of a page, one at a time, on text of our own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.layout import repair_page
from index.layout.furniture import is_credit, is_photographer, read_furniture
from index.layout.groups import is_caption
from index.layout.lines import read_lines, unwrap
from index.layout.names import is_name, read_byline
from tests.index.layout.prose import article

LONG = "清晨的山村云雾缭绕，一辆辆旅游大巴沿着新修的公路驶进村口的停车场，客人们纷纷举起相机。"
OTHER = "村里的老房子经过修缮，变成了十几家各有特色的民宿，周末常常一房难求，生意越来越红火。"


def blocks(page: str) -> list[tuple[str, str]]:
    """Kind and text of every block of the only article."""
    (found,) = repair_page(page)
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


def test_blocks_cover_the_text_line_by_line() -> None:
    (found,) = repair_page(
        f"青石县:山村走出新路子\n\n张银燕\n\n{LONG}\n\n产业兴旺底气足\n\n{OTHER}"
    )
    assert found.text.split("\n") == [found.text[b.start : b.end] for b in found.blocks]
    assert [b.kind for b in found.blocks] == ["paragraph", "heading", "paragraph"]
    assert (found.title, found.author) == ("青石县:山村走出新路子", "张银燕")


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("between", ["\n", "\n\n", "\n　　"])
def test_clean_prose_passes_unharmed(seed: int, between: str) -> None:
    text = article(seed)
    paragraphs = [s + "。" for s in text.split("。") if s]
    body = between.join(paragraphs)
    found = repair_page(body)
    assert len(found) == 1
    assert found[0].text == "\n".join(paragraphs)
    assert found[0].repairs == ()
    assert found[0].title is None


def test_markdown_keeps_its_headings_captions_and_lists() -> None:
    page = f"# 山村的新路\n\n{LONG}\n\n## 产业兴旺\n\n{OTHER}\n\n图：村口的停车场。\n\n- 第一项，民宿\n- 第二项，茶园\n"
    (found,) = repair_page(page)
    assert found.title == "山村的新路"
    assert [found.text[b.start : b.end] for b in found.blocks] == [
        LONG, "产业兴旺", OTHER, "图：村口的停车场。", "- 第一项，民宿", "- 第二项，茶园",
    ]  # fmt: skip
    assert [b.kind for b in found.blocks][:4] == ["paragraph", "heading", "paragraph", "caption"]


def test_english_passes_and_hard_wrapped_lines_are_joined() -> None:
    wrapped = (
        "The village opened its first guest house in 2019, and within two years\n"
        "more than thirty families had followed. Last summer the road up from\n"
        "the valley was widened, which brought buses as well as cars, and the\n"
        "old threshing floor became a car park. Nobody had expected that the\n"
        "school would have to take in new pupils again, but so it did, and the\n"
        "bakery followed.\n"
    )
    (found,) = repair_page(wrapped)
    assert found.text == wrapped.strip().replace("\n", " ")


def test_lines_of_a_list_are_not_wrapped_prose() -> None:
    lines = read_lines("甲乙丙丁\n戊己庚辛\n壬癸子丑\n寅卯辰巳\n午未申酉\n戌亥甲乙\n")
    assert unwrap(lines, "") == (lines, [])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("村里办好民生实事，不断提", "升公共服务水平，大家都说好。"),
        ("全年接待游客达到3", "6.5万人次，比上年多了一半。"),
    ],
)
def test_a_sentence_that_breaks_off_goes_on_in_the_next_paragraph(left: str, right: str) -> None:
    before = "这些年，县里下了大力气改善山区的面貌，" + left
    found = blocks(f"{LONG}\n\n{before}\n\n{right}\n\n{OTHER}")
    assert ("paragraph", before + right) in found


def test_a_caption_inside_a_sentence_is_set_apart() -> None:
    before = "为了解决独居老人吃饭难的问题，县里新建了十几个助餐点，大家不仅能享"
    after = "受到热饭热菜，还能坐下来聊聊天，心里踏实多了。"
    page = f"{LONG}\n\n{before}\n\n\n\n社区食堂里\n的午餐时间\n沈雯 摄\n\n{after}\n\n{OTHER}"
    assert blocks(page) == [
        ("paragraph", LONG),
        ("paragraph", before + after),
        ("caption", "社区食堂里的午餐时间 沈雯 摄"),
        ("paragraph", OTHER),
    ]


def test_two_articles_on_a_page() -> None:
    first, second = article(1), article(2)
    page = (
        f"江南日报 数字报纸\n\n第5版\n\n山村走出新路子\n\n张银燕\n\n{first}\n\n（图片由县里提供）\n\n"
        f"聚力攻坚克难 勇当改革先锋\n\n古镇迎来新面貌\n\n吴丽燕 徐明\n\n{second}"
    )
    one, two = repair_page(page)
    assert (one.title, one.author, one.text) == ("山村走出新路子", "张银燕", first)
    assert (two.title, two.author, two.text) == ("古镇迎来新面貌", "吴丽燕 徐明", second)
    assert two.kicker == "聚力攻坚克难 勇当改革先锋"
    assert {one.source, two.source} == {"江南日报"}
    assert {one.page, two.page} == {"5"}


def test_the_end_of_a_column_above_a_title_is_no_kicker() -> None:
    cut = "全县上下坚持问题导向，集中整治突出问题，精准把握政"
    page = (
        f"山村走出新路子\n\n张银燕\n\n{LONG}\n\n{cut}\n\n古镇迎来新面貌\n\n吴丽燕 徐明\n\n{OTHER}"
    )
    one, two = repair_page(page)
    assert cut in one.text
    assert (two.kicker, two.text) == (None, OTHER)


def test_a_picture_above_a_column_that_slid_down_the_page_is_no_obstacle() -> None:
    first = "这些年，县里下了大力气改善山区的面貌，办好民生实事，不断提"
    second = "升公共服务水平，大家都说好。"
    page = (
        f"山村走出新路子\n\n张银燕\n\n{second}\n\n{OTHER}\n\n（本版图片由县融媒体中心提供）"
        f"\n\n\n\n村口的停车场 沈雯 摄\n\n{LONG}\n\n{first}"
    )
    (found,) = repair_page(page)
    paragraphs = [found.text[b.start : b.end] for b in found.blocks if b.kind == "paragraph"]
    assert paragraphs == [LONG, first + second, OTHER]


def test_columns_that_changed_places_are_cut_between_whole_sentences_too() -> None:
    tail = "这些年，县里下了大力气改善山区的面貌，办好民生实事，不断提"
    head = "升公共服务水平，大家都说好。"
    page = f"山村走出新路子\n\n张银燕\n\n{LONG}\n\n{head}\n\n{OTHER}\n\n{OTHER}\n\n{LONG}\n\n{tail}"
    (found,) = repair_page(page)
    assert tail + head in found.text.split("\n")
    assert sorted(found.text.replace("\n", "")) == sorted(LONG + head + OTHER + OTHER + LONG + tail)


@pytest.mark.parametrize("row", ["{}\t{}\t{}", "| {} | {} | {} |", "{}    {}　　{}"])
def test_rows_of_a_table_stay_rows(row: str) -> None:
    cells = [("村名", "户数", "收入"), ("一村", "12", "3.5万元"), ("二村", "20", "4万元")]
    rows = "\n".join(row.format(*line) for line in cells)
    assert blocks(f"{LONG}\n\n{rows}\n\n{OTHER}") == [
        ("paragraph", LONG),
        *(("row", " ".join(line)) for line in cells),
        ("paragraph", OTHER),
    ]


def test_a_header_wins_over_the_body() -> None:
    page = f"---\ntitle: 编辑定的题目\ndate: 2020年5月\n---\n\n{LONG}\n\n{OTHER}\n\n2021-06-07 来源：江南日报"
    (found,) = repair_page(page)
    assert (found.title, found.date, found.source) == ("编辑定的题目", "2020-05", "江南日报")


def test_labelled_lines_are_a_header_whatever_follows() -> None:
    page = (
        "報紙：清溪乡讯\n日期：2023年4月8日\n版次：第02版 民生\n标题：渡口改成了书屋——清溪的新打算\n"
        f"作者：记者 严知夏 通讯员 卢小满\n\n{LONG}\n\n{OTHER}"
    )
    (found,) = repair_page(page)
    assert (found.title, found.source) == ("渡口改成了书屋——清溪的新打算", "清溪乡讯")
    assert (found.date, found.page, found.author) == ("2023-04-08", "第02版 民生", "严知夏 卢小满")
    assert found.text.startswith(LONG[:20])


def test_a_title_over_the_masthead_is_the_title() -> None:
    page = f"渡口边，敲出“书香”新声\n清溪周报　2023年4月8日　07版　记者 严知夏 卢小满\n\n{LONG}\n\n{OTHER}"
    (found,) = repair_page(page)
    assert (found.title, found.author) == ("渡口边，敲出“书香”新声", "严知夏 卢小满")
    assert (found.source, found.date, found.page) == ("清溪周报", "2023-04-08", "7")
    page = f"文化周末\n清溪周报　2023年4月8日　07版\n渡口边的书屋\n\n{LONG}\n\n{OTHER}"
    assert repair_page(page)[0].title == "渡口边的书屋"


def test_the_file_name_is_asked_last() -> None:
    (found,) = repair_page(f"{LONG}\n\n{OTHER}", name="东海晚报_2022-03-04_山村走出新的路子.txt")
    assert (found.title, found.source, found.date) == ("山村走出新的路子", "东海晚报", "2022-03-04")


def test_injected_words_leave_and_the_same_word_stays_where_it_fits() -> None:
    page = (
        "山村的新课堂_江南新闻网\n\n"
        "新学期开学，山区的学生和城里的同龄人一起走进了同步課程顧問课堂，教室里十分热闹。\n\n"
        "教育部門負責人表示，目前全县已有八十对学校结成教育共課程顧問同体，优质课程共享两千节。\n\n"
        "全年共有63課程顧問830名学生参加，家長們看在眼里，喜在心上，都说这是好事。\n\n"
        "学校还改造了食堂和宿舍，为每间教室安裝了护眼灯，孩子們的学習環境越來課程顧問越好。\n"
    )
    (found,) = repair_page(page)
    assert (found.title, found.source) == ("山村的新课堂", "江南新闻网")
    assert "課程顧問" not in found.text
    assert "教育共同体" in found.text
    assert "63830名" in found.text
    assert {r.kind for r in found.repairs} == {"injected", "furniture"}
    for repair in found.repairs:
        assert page[repair.raw_start : repair.raw_end] == repair.before
    clean = page.replace("課程顧問", "")
    clean += "\n这家公司的課程顧問每周都来，課程顧問说孩子们学得快，大家都喜欢課程顧問。\n"
    assert repair_page(clean)[0].text.count("課程顧問") == 3


@pytest.mark.parametrize(
    "line",
    [
        "江南日报 数字报纸", "00016版:专版", "第A03版：要闻", "责任编辑:秦正长 版式:沈潇", "5—8版",
        "2021-07-13 10:20 来源：江南日报 作者：张银燕", "2021年07月13日 星期二 江南日报",
        "发佈留言必须填写的电子邮件地址不会公开。 必填欄位標示為 *", "分類:", "上一篇：别的文章",
        "版权所有 江南日报社 未经授权不得转载", "浙ICP备0000000号", "Copyright © 2021", "分享到：微信 微博 QQ空间",
        "当前位置：首页 > 新闻 > 要闻", "字号：大 中 小", "阅读：1234 次", "相关阅读", "扫一扫分享到朋友圈",
        "https://example.org/a/b", "清溪乡讯 2023年4月8日 第二版 民生", "清溪晚报 | 2023年4月8日 | A04 · 县域观察",
        "《清溪民声》2023-04-08 星期六 第03版", "清溪周报｜2023年4月8日｜第08版 文旅｜撰稿：严知夏 摄影：卢小满",
        "日期：2023年4月8日　版次：第5版·健康　报纸：清溪晚报", "清溪日报海滨版", "2023年4月8日 农历闰二月十八 读书特刊 T2",
        "清溪僑聲報(海外版) 二〇二三年四月八日 A6 故鄉", "江南日报 专版 00016 山村走出新路子 2021-07-13 江南日报2021-07-1300008 2 2021年07月13日 星期二",
    ],
)  # fmt: skip
def test_furniture(line: str) -> None:
    assert read_furniture(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "江南日报的记者来到村里。", "2021年7月，村里修通了路", "产业兴旺底气足", "3.59亿元", "2/3以上的村民", "互联网",
        "记者在现场看到，公路已经通车。", "来源于生活的艺术", "作者在书中写道：“路是人走出来的。”", "1.65。",
        "评论区里热闹起来，大家都说好。", "更多的年轻人回来了", "第一版图纸画了三个月", "青石镇的新桥2021年7月13日通车 第3版",
        "清溪乡讯的记者 2023年4月8日到了第二版图纸的工地", "声明：本条街的老住户有优先权。" * 9,
    ],
)  # fmt: skip
def test_no_furniture(line: str) -> None:
    assert read_furniture(line) is None


@pytest.mark.parametrize(
    "line", ["2023年4月8日 星期六 清溪日报 第3版", "2023-04-08 第3版 清溪日报", "清溪日报 2023-04-08 第3版 要闻"]
)  # fmt: skip
def test_a_masthead_names_the_paper_wherever_it_stands(line: str) -> None:
    found = read_furniture(line)
    assert found is not None
    assert found.states == {"source": "清溪日报", "date": "2023-04-08", "page": "3"}


def test_names_and_credits() -> None:
    assert read_byline("文／林知秋 圖／鄭小滿") == "林知秋 鄭小滿"
    assert read_byline("■本报记者 张银燕 通讯员 吴丽燕 文/图") == "张银燕 吴丽燕"
    assert read_byline("(记者 徐明)") == "徐明"
    assert read_byline("产业兴旺") is None
    assert not is_name("高质量")
    assert is_photographer("沈雯 摄")
    assert not is_photographer("湖畔步道 沈雯 摄")
    assert is_credit("(本版图片由南乡镇融媒体中心提供)")
    assert not is_credit("图：村口的停车场。")


def test_a_chronicle_keeps_its_dates_as_headings() -> None:
    page = f"山村大事记\n\n{LONG}\n\n2021年7月13日\n\n{OTHER}\n\n2022年3月\n\n{LONG}"
    assert ("heading", "2021年7月13日") in blocks(page)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([LONG, OTHER, LONG[:20], OTHER[9:], "产业兴旺", "张银燕", "第5版", "沈雯 摄",
                             "（图片由县里提供）", "## 标题", "- 一项", "2021-07-13", "A lone line"]),
            st.text(alphabet="山村。，、“”（ \u3000\u200b0123.#-|摄年", max_size=30),
        ),
        max_size=9,
    ),
    st.sampled_from(["\n", "\n\n", "\r\n", "\n\n\n\n"]),
)  # fmt: skip
def test_any_page_keeps_what_it_promises(lines: list[str], between: str) -> None:
    page = between.join(lines)
    articles = repair_page(page)
    assert articles
    for found in articles:
        assert "\n".join(found.text[b.start : b.end] for b in found.blocks) == found.text
        assert not set(found.text) - set(page) - {" ", "\n"}
        for repair in found.repairs:
            assert page[repair.raw_start : repair.raw_end] == repair.before


def test_a_page_without_end_is_read_in_time() -> None:
    found = repair_page("\n\n".join("春夏秋冬山水田园村镇"[k % 9 :] * 6 for k in range(400)))
    assert len(found) == 1


def test_nothing_at_all() -> None:
    (found,) = repair_page("\n \n")
    assert (found.text, found.blocks, found.title) == ("", (), None)


def test_words_of_another_script_are_taken_out_of_a_simplified_page() -> None:
    raw = (
        "山村修通了路\n\n去年以来，村里的客人不租屋網站断增多，村集体经济也有了新的起色，村民都说日子好。\n\n"
        "新建的文化礼堂里，孩子们跟着老师学习书租屋網站法和绘画，每个周末都很热闹，老人也常来坐坐。"
    )
    (article,) = repair_page(raw)
    assert "租屋" not in article.text and "不断增多" in article.text and "书法" in article.text
    removed = [repair for repair in article.repairs if repair.kind == "injected"]
    assert [raw[repair.raw_start : repair.raw_end] for repair in removed] == ["租屋網站"] * 2


@pytest.mark.parametrize(
    "line, expected",
    [
        ("村口的停车场。张银燕 摄", True),
        ("游客在茶园里采茶，图为茶园一角。", True),
        # Cut in two at the column's edge, and another word.
        ("昨天下午，山村里的气温升到了39摄", False),
        ("客人们都说，村里的人力图为他们修一条好路。", False),
    ],
)
def test_what_ends_like_a_caption_or_holds_its_words_need_not_be_one(
    line: str, expected: bool
) -> None:
    assert is_caption(line) is expected
