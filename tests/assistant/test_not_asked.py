"""What a question says that it does not ask is left out before anything looks at it."""

from __future__ import annotations

import pytest

from assistant.not_asked import without_not_asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("县里市级的书屋有几家？不要省级的", "县里市级的书屋有几家？"),
        ("票卖了几张，我不是问收入，也不是问成本", "票卖了几张"),
        ("渡口的总收入涨了多少？注意，我不是问门票的涨幅", "渡口的总收入涨了多少？"),
        ("茶农的经营收入是几个亿？总收入我已经有了", "茶农的经营收入是几个亿？"),
        ("乡下人的收入是多少?不是城里人那个。", "乡下人的收入是多少?"),
        ("有几家市级的（不要省级的）书屋？", "有几家市级的书屋？"),
        ("收入差几倍（全县的不是松溪镇）", "收入差几倍,全县的"),
        ("一年收入多少，农村的不是镇上", "一年收入多少,农村的"),
        ("一年收入多少（不是松溪镇）", "一年收入多少"),
    ],
)
def test_what_is_not_wanted_is_left_out(question: str, asked: str) -> None:
    assert without_not_asked(question, "zh-Hans") == asked


@pytest.mark.parametrize(
    "question",
    [
        "渡船是不是不要钱就能坐？",
        "不要求户口的学校有几所？",
        "他不是医生吗？",
        "不是本地人的船工有几个？",
        "渡口我知道了，书屋在哪？",
        "为什么不要押金？",
        "有多少人不是党员？",
    ],
)
def test_what_is_asked_stays(question: str) -> None:
    assert without_not_asked(question, "zh-Hans") == question


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What is the urban income, not the rural one?", "What is the urban income?"),
        ("How many boats (not ferries) are there?", "How many boats are there?"),
        ("How long is the road? I don't mean the bridge.", "How long is the road?"),
        ("What share did the inns earn – not the shops?", "What share did the inns earn?"),
        ("How many villages, not counting towns, have one?", None),
        ("He is a doctor, not a nurse. What is his name?", None),
        ("I have a son of 3, which school takes him?", None),
        ("Why did the plan not work?", None),
    ],
)
def test_in_english_as_well(question: str, asked: str | None) -> None:
    assert without_not_asked(question, "en") == (question if asked is None else asked)
