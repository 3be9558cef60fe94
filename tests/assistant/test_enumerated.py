"""The items of a list, each whole, whether the question says how many or not."""

from __future__ import annotations

import pytest

from assistant.compose import short_text
from assistant.kinds import kind_of
from assistant.question import parse_question
from assistant.short_answer import short_answer

from .made import make_article, make_evidence


@pytest.mark.parametrize(
    ("question", "text", "items"),
    [
        (
            "节上都有啥好玩的？",
            "届时有采莲比赛、放鸭比赛、包粽子三项活动。",
            "采莲比赛、放鸭比赛、包粽子",
        ),
        ("书车都去哪些乡？", "书车每月跑一遍偏远的白石、洞桥、三岭三个乡。", "白石、洞桥、三岭"),
        ("先搬的是哪些科？", "5月2日至4日，化验科、药房科、影像科先搬。", "化验科、药房科、影像科"),
        (
            "申请要带什么证件？",
            "只看三样：租房合同、三年账本、邻里口碑。",
            "租房合同、三年账本、邻里口碑",
        ),
        (
            "园里免费用的都包括些什么？",
            "园区另设打样间、直播间、会议室，都不收费。",
            "打样间、直播间、会议室",
        ),
        ("是哪两个局下发的？", "通知由水利局、交通局下发。", "水利局、交通局"),
        ("园里都有啥？", "园里只有一座老塔。", None),
    ],
)
def test_the_items_of_a_list(question: str, text: str, items: str | None) -> None:
    asked = parse_question(question)
    assert asked.kind == "list"
    found = short_answer(asked, make_evidence(make_article(text), text))
    assert short_text(asked, found) == items


def test_of_two_rows_the_one_pointed_at() -> None:
    text = "白石、洞桥、三岭先通车，木船、竹筏、快艇停在湾里。"
    asked = parse_question("湾里停着哪些船？")
    evidence = make_evidence(make_article(text), text, span="木船、竹筏、快艇")
    found = short_answer(asked, evidence)
    assert found is not None and found.text == "木船、竹筏、快艇"
    assert short_answer(asked, make_evidence(make_article(text), text)) is None


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("三大块分别叫啥？", "list"),
        ("7路新加了哪俩站？", "list"),
        ("添了些啥东西？", "list"),
        ("这都啥时候的事？", "date"),
        ("他叫什么？", "person"),
        ("这条船叫什么？", "definition"),
    ],
)
def test_asking_for_several(question: str, kind: str) -> None:
    from index.normalise import fold_text

    assert kind_of(fold_text(question), "zh-Hans") == kind
