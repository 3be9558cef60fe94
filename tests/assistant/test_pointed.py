"""What the reader points at is trusted where rules know less: bodies, sites, rare names, numbers."""

from __future__ import annotations

import pytest

from assistant.kinds import kind_of
from assistant.question import parse_question
from assistant.short_answer import short_answer
from index.normalise import fold_text

from .made import make_article, make_evidence


def _short(question: str, sentence: str, span: str | None) -> str | None:
    evidence = make_evidence(make_article(sentence), sentence, span=span)
    found = short_answer(parse_question(question), evidence)
    return None if found is None else found.text


@pytest.mark.parametrize(
    ("question", "sentence", "span", "answer"),
    [
        (
            "名单是哪个部门公示的？",
            "近日，江城省工业和信息化厅公示了名单。",
            "江城省工业和信息化厅",
            "江城省工业和信息化厅",
        ),
        (
            "展览是哪个单位办的？",
            "展览由静水区图书馆主办，书坊承办。",
            "静水区图书馆",
            "静水区图书馆",
        ),
        (
            "发布会是谁开的？",
            "（记者林小满）省政府新闻办召开发布会。",
            "省政府新闻办",
            "省政府新闻办",
        ),
        ("差价是谁给补的？", "余下由药企恒春堂补贴。", "药企恒春堂", "药企恒春堂"),
        (
            "会议在哪里开的？",
            "会议在市机关食堂二楼小餐厅开。",
            "市机关食堂二楼小餐厅",
            "市机关食堂二楼小餐厅",
        ),
        (
            "松溪的物资运到哪里？",
            "江城省松溪市的车先到松溪职教中心。",
            "松溪职教中心",
            "松溪职教中心",
        ),
        ("补鞋的师傅叫什么？", "补鞋的滑永年今年64岁。", "滑永年", "滑永年"),
        ("运营总监是谁？", "公司运营总监周丽红笑着说，水退了。", "周丽红笑", "周丽红"),
        (
            "托育园开在哪个公园里？",
            "在位于清河区2049公园的托育园里，孩子在玩。",
            "托育园",
            "2049公园",
        ),
        ("一碗粥成本多少钱？", "一碗粥成本八毛七。", "八毛七", "八毛七"),
        ("她到村里多久了？", "她到村已经一年半了。", "一年半", "一年半"),
        ("项目占地多大？", "项目完成60%。", "60%", None),
    ],
)
def test_what_the_reader_points_at(
    question: str, sentence: str, span: str, answer: str | None
) -> None:
    assert _short(question, sentence, span) == answer


def test_who_reports_is_not_told_of() -> None:
    sentence = "（记者林小满）村主任周立国介绍，桥通了。"
    assert _short("是谁介绍的？", sentence, None) == "周立国"


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("什么时候来的电？", "8月6日22时，全镇恢复供电。", "8月6日22时"),
        ("几点来的电？", "8月6日22时，全镇恢复供电。", "22时"),
        ("哪几天停课？", "8月10至12日，全市停课。", "8月10至12日"),
        ("从几点干到几点？", "大家早上8点一直干到下午3点多，累了。", "早上8点一直干到下午3点多"),
    ],
)
def test_a_time_is_given_whole(question: str, sentence: str, answer: str) -> None:
    assert _short(question, sentence, None) == answer


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("哪个村民开了农家乐？", "person"),
        ("哪个村的老人最多？", "place"),
        ("跟哪个世界五百强搭上了？", "organisation"),
        ("按摩店老板 松溪 名字", "person"),
        ("那个展览叫什么名字？", "definition"),
        ("木匠叫什么名字？", "person"),
        ("提了几点要求？", "figure"),
        ("展览在几号楼？", "other"),
        ("这几家怎么没去报名？", "how"),
        ("平台究竟指哪一类平台？", "definition"),
        ("Which utility builds the piles?", "organisation"),
        ("What does a bottle cost?", "figure"),
        ("How quick did someone come?", "figure"),
        ("How much more per mu does it earn?", "figure"),
        ("How much more is it than in Qingshi?", "comparison"),
    ],
)
def test_kinds_by_what_is_asked(question: str, kind: str) -> None:
    language = "en" if question.isascii() else "zh-Hans"
    assert kind_of(fold_text(question), language) == kind


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        # What the question names itself answers nothing, however much of its name it prints.
        ("哪所学校和青石小学结对？", "红星小学与清河县松溪镇青石小学结对。", "红星小学"),
        (
            "Which school is paired with 青石 primary school in 松溪?",
            "清河县松溪镇青石小学与红星小学结对。",
            "红星小学",
        ),
        (
            "方案是拿到哪个委员会上审的？",
            "清河区委人才工作委员会第五次会议审议了方案。",
            "清河区委人才工作委员会",
        ),
        ("园子在哪个镇哪个村？", "园子位于清河县松溪镇老桥头村。", "清河县松溪镇老桥头村"),
        ("镇上的那座茶市叫什么名字？", "镇里在渡口建起了“茶市”——清河新茶园。", "清河新茶园"),
        (
            "In the appraisal, which position did 青石 reach?",
            "评估中青石列第29位，拨款2900万元。",
            "第29位",
        ),
        (
            "How much credit did firms get through the platform?",
            "平台帮助2千多家企业获得授信超50亿元。",
            "超50亿元",
        ),
        (
            "How much rice did they harvest?",
            "36户农家收了520吨稻谷。",
            "520吨",
        ),
    ],
)
def test_without_a_span_the_words_that_ask_decide(
    question: str, sentence: str, answer: str
) -> None:
    assert _short(question, sentence, None) == answer
