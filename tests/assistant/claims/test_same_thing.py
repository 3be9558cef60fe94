"""Only the same thing contradicts: another stretch of time, a name, a condition or side does not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.claims import check_whole
from assistant.names import NameIndex
from assistant.retrieve import Candidate
from index import Article, Passage

TEXT = (
    "刚刚公布的2023年一季度数据显示,全省生产总值达9120亿元,同比增长4.7%。"
    "而云泉市实现了295.4亿元,同比增长6.3%,总量居各县市首位。"
    "云泉市引进42家医院、高校和社会组织入驻服务站。"
    "云泉市有45个薄弱村,45个村在开发区购买了3.27万平方米的标准厂房,每年收取租金1860万元。"
    "云泉市白石镇城镇居民的人均可支配收入已有68120元,农村居民为41350元。"
    "云泉市137个村集体经济总收入4.12亿元。年经营性收入40万元以上的村已经全覆盖;"
    "达到60万元以上的村有118个,占86.1%;90万元以上的有71个,占51.8%。"
    "2020年云泉市地区生产总值首破千亿,达到1012.8亿元。"
    "云泉市投资同比增长8.6%;2022年,云泉市出口额达到41.2亿元。"
    "五一期间,云泉市接待游客5万余人次。"
    "由云泉市民自己设立的好人奖已发出奖金超300万元。"
)
ARTICLE = Article(
    id="a",
    title="云泉市:同走一条致富路",
    subtitle=None,
    source="江苏新报",
    date="2023-05-12",
    page=None,
    author=None,
    language="zh-Hans",
    text=TEXT,
    path="a.txt",
    sha256="a",
)
PASSAGE = Passage(1, "a", 0, None, 0, len(TEXT), TEXT)


def search(query: str) -> Sequence[Candidate]:
    return [Candidate(PASSAGE, ARTICLE, 1.0, 0, None)]


def verdict(claim: str) -> str:
    names = NameIndex([TEXT, "江苏"]).spelled_in
    return check_whole(claim, search, names=names).verdict


@pytest.mark.parametrize(
    ("claim", "wanted"),
    [
        ("云泉市2023年一季度GDP为295.4亿元", "supported"),
        ("云泉市2023年一季度GDP为395.4亿元", "contradicted"),
        ("云泉市2023年全年GDP达到1300亿元", "not_enough_info"),
        ("云泉市2023年全年GDP达到295.4亿元", "not_enough_info"),
        ("云泉市2023年GDP达到1300亿元", "not_enough_info"),
        ("云泉市投资同比增长8.6%", "supported"),
        ("云泉市2019年投资同比增长8.6%", "not_enough_info"),
        ("云泉市2019年出口额达到41.2亿元", "contradicted"),
        ("云泉市全年接待游客45.8万人次", "not_enough_info"),
        ("云泉市接待游客45.8万人次", "not_enough_info"),
        ("云泉市五一接待游客45.8万人次", "contradicted"),
        ("Yunquan's GDP for the full year of 2023 was 130 billion yuan", "not_enough_info"),
    ],
)
def test_a_quarter_is_not_the_year(claim: str, wanted: str) -> None:
    assert verdict(claim) == wanted


@pytest.mark.parametrize("name", ["985大学", "211高校", "1688旗舰店"])
def test_a_number_that_is_a_name_counts_nothing(name: str) -> None:
    assert verdict(f"云泉市引进了一所{name}") == "not_enough_info"


def test_converted_areas_bought_in_other_words() -> None:
    assert verdict("45个村花钱买了32700平方米厂房") == "supported"
    assert verdict("45个村购买了72700平方米厂房") == "contradicted"


@pytest.mark.parametrize(
    ("claim", "wanted"),
    [
        ("Jiangsu's GDP in the first quarter of 2023 grew by 4.7%", "supported"),
        ("Jiangsu's GDP in the first quarter of 2023 fell by 4.7%", "contradicted"),
        ("江苏省2023年一季度生产总值下降4.7%", "contradicted"),
        ("江苏省总收入为80000亿元", "not_enough_info"),
        ("The income of rural residents in Baishi was 41,350 yuan", "supported"),
        ("The income of rural residents in Baishi was 51,350 yuan", "contradicted"),
        ("Yunquan's GDP in the first quarter of 2023 fell by 6.3%", "contradicted"),
    ],
)
def test_of_whom_and_of_where(claim: str, wanted: str) -> None:
    assert verdict(claim) == wanted


@pytest.mark.parametrize(
    "claim",
    [
        "2020年,云泉市地区生产总值1012.8亿元",
        "2020年,云泉市1012.8亿元",
        "云泉市在2020年的GDP首次突破千亿元,达到1012.8亿元",
        "白石镇农村居民的人均可支配收入为4.135万元",
        "白石镇城镇居民人均可支配收入68120元",
        "在云泉,118个村的年经营性收入达到60万元以上",
        "云泉市71个村年经营性收入在90万元以上",
    ],
)
def test_what_is_printed_of_the_same_thing_is_never_contradicted(claim: str) -> None:
    assert verdict(claim) == "supported"


@pytest.mark.parametrize(
    ("claim", "wanted"),
    [
        ("白石镇农村居民的人均可支配收入为68120元", "contradicted"),
        ("白石镇城镇居民人均可支配收入41350元", "contradicted"),
    ],
)
def test_the_figures_of_two_groups_are_not_exchanged(claim: str, wanted: str) -> None:
    assert verdict(claim) == wanted


WORDS = {"premises": "厂房", "laggards": "薄弱村", "toboggan": "雪橇", "shrunk": "缩水"}


def translate(word: str) -> list[tuple[str, float]]:
    return [(WORDS[word], 0.9), ("的", 0.1)] if word in WORDS else []


@pytest.mark.parametrize(
    ("claim", "plainly", "translated"),
    [
        ("45 villages in Yunquan own 32,700 square metres of premises", "supported", "supported"),
        ("Yunquan has 45 laggards", "not_enough_info", "supported"),
        ("Yunquan has 65 laggards", "not_enough_info", "contradicted"),
        # 雪橇 is not: a guess that no source confirms decides nothing.
        ("Yunquan bought 72,700 square metres of toboggan", "not_enough_info", "not_enough_info"),
        ("Yunquan has 45 toboggan", "not_enough_info", "not_enough_info"),
        # Which of two is more is not worked out in English.
        ("The premises in Yunquan are wider than the province's", "not_enough_info",
         "not_enough_info"),
    ],
)  # fmt: skip
def test_words_that_the_lexicon_lacks_are_translated(
    claim: str, plainly: str, translated: str
) -> None:
    names = NameIndex([TEXT, "江苏"]).spelled_in
    assert check_whole(claim, search, names=names).verdict == plainly
    assert check_whole(claim, search, names=names, translate=translate).verdict == translated
