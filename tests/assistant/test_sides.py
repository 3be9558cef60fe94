"""The figures of a comparison are those of its sides, and say the same of them."""

from __future__ import annotations

import pytest

from assistant.comparison import comparison_of
from assistant.computed import computed_draft
from assistant.question import parse_question
from assistant.short_answer import ShortAnswer
from assistant.sides import Reading, from_one_sentence, go_together, is_of_side, own_words, sides_of
from assistant.verify import verify

from .made import make_article, make_evidence


def _reading(text: str, figure: str, *, title: str | None = None, sentence: str = "") -> Reading:
    article = make_article(text, title=title)
    evidence = make_evidence(article, sentence or text)
    found = next(f for f in evidence.figures if f.text == figure)
    at = evidence.start + evidence.text.index(figure)
    return Reading(evidence, ShortAnswer(figure, at, at + len(figure), found))


@pytest.mark.parametrize(
    ("side", "other", "words"),
    [
        ("城镇居民收入是多少？", "农村居民收入是多少？", ("城镇",)),
        ("石桥村旅游业收入是多少？", "石桥村民宿收入是多少？", ("旅游业",)),
        ("2020年东河区人口是多少？", "2021年东河区人口是多少？", ("2020",)),
        ("东河镇人口是多少？", "东河镇人口是多少？", ()),
    ],
)
def test_what_tells_a_side_from_the_other(side: str, other: str, words: tuple[str, ...]) -> None:
    assert own_words(side, other) == words


TOURISM, HOMES = (
    parse_question("石桥村旅游业收入是多少？"), parse_question("石桥村民宿收入是多少？"),
)  # fmt: skip
URBAN, RURAL = (
    parse_question("东河镇城镇居民收入是多少？"), parse_question("东河镇农村居民收入是多少？"),
)  # fmt: skip


def test_a_figure_of_the_other_side_is_none_of_this_one() -> None:
    said = _reading("石桥村的民宿去年收入1632万元。", "1632万元")
    tourism, homes = sides_of(TOURISM, HOMES)
    assert is_of_side(homes, tourism, said)
    assert not is_of_side(tourism, homes, said)


def test_a_figure_of_another_place_is_of_no_side() -> None:
    text = "东河镇很大。西河镇人口4.1万人。"
    said = _reading(text, "4.1万人", sentence="西河镇人口4.1万人。")
    east, west = sides_of(*(parse_question(f"{p}人口是多少？") for p in ("东河镇", "西河镇")))
    assert is_of_side(west, east, said)
    assert not is_of_side(east, west, said)


def test_the_place_may_stand_before_or_in_the_title() -> None:
    east, west = sides_of(*(parse_question(f"{p}人口是多少？") for p in ("东河镇", "西河镇")))
    assert is_of_side(east, west, _reading("全镇人口5.6万人。", "5.6万人", title="东河镇的一年"))
    assert not is_of_side(east, west, _reading("全镇人口5.6万人。", "5.6万人"))


def test_figures_of_one_sentence_stand_as_their_sides_do() -> None:
    text = "东河镇城镇、农村居民收入已达到76949元、48266元。"
    urban, rural = _reading(text, "76949元"), _reading(text, "48266元")
    assert go_together(sides_of(URBAN, RURAL), [urban, rural])
    assert not go_together(sides_of(URBAN, RURAL), [rural, urban])


def test_how_much_it_grew_is_not_how_much_it_is() -> None:
    level = _reading("石桥村旅游业收入86万元。", "86万元")
    growth = _reading("石桥村民宿收入比上年增加9万元。", "9万元")
    reached = _reading("石桥村民宿收入增加到9万元。", "9万元")
    assert not go_together(sides_of(TOURISM, HOMES), [level, growth])
    assert go_together(sides_of(TOURISM, HOMES), [level, reached])


@pytest.mark.parametrize(
    ("one", "other", "text", "figures"),
    [
        ("东河镇城里人的收入是多少？", "东河镇农村人的收入是多少？",
         "东河镇城镇、农村居民收入已达到76949元、48266元。", ("76949元", "48266元")),
        ("2020年石桥村的集体收入是多少？", "2017年石桥村的集体收入是多少？",
         "石桥村集体收入由2017年的4.5万元增长到2020年的61万元。", ("61万元", "4.5万元")),
        ("东河区省级工厂有多少？", "东河区市级工厂有多少？",
         "东河区已建成省级工厂10家，市级工厂36家，试点1家。", ("10家", "36家")),
        ("2021年东河县招了多少名医生？", "2019年东河县招了多少名医生？",
         "2019年至2021年，东河县招录医生分别为22人、27人和35人。", ("35人", "22人")),
        ("2021年东河县有多少青年回乡？", "2020年东河县有多少青年回乡？",
         "2020年、2021年，东河县回乡青年分别为96人和173人。", ("173人", "96人")),
        ("东河县界头乡去年收入是多少？", "东河县全县平均去年收入是多少？",
         "东河县界头乡、石桥镇、姜湾镇去年收入分别为86万元、74万元和69万元，都高于全县平均的58万元。", ("86万元", "58万元")),
    ],
)  # fmt: skip
def test_one_sentence_may_hold_both_figures(
    one: str, other: str, text: str, figures: tuple[str, str]
) -> None:
    sides = sides_of(parse_question(one), parse_question(other))
    found = from_one_sentence(sides, [make_evidence(make_article(text), text)])
    assert found is not None
    assert tuple(reading.short.text for reading in found) == figures
    assert go_together(sides, found)


def test_english_sides_are_known_by_what_their_words_mean() -> None:
    urban, rural = sides_of(
        parse_question("What is urban income in Donghe?"),
        parse_question("What is rural income in Donghe?"),
        lambda word: [("城镇", 1.0)] if word == "urban" else [("农村", 1.0)],
    )
    text = "城镇、农村居民收入已达到76949元、48266元。"
    assert not go_together((urban, rural), [_reading(text, "48266元"), _reading(text, "76949元")])
    found = from_one_sentence((urban, rural), [make_evidence(make_article(text), text)])
    assert found is not None and found[0].short.text == "76949元"


def test_a_sentence_of_something_else_holds_neither() -> None:
    sides = sides_of(URBAN, RURAL)
    text = "东河镇城镇、农村居民住房面积为40平方米、60平方米。"
    assert from_one_sentence(sides, [make_evidence(make_article(text), text)]) is None


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("石桥村集体收入2020年跟2017年比涨了多少？", "石桥村集体收入由2017年的4.5万元增长到2020年的61万元。",
         "2020年为61万元，2017年为4.5万元，相差56.5万元（61万元减4.5万元等于56.5万元）。"),
        ("东河县2021年招的医生比2019年多几名？", "2019年至2021年，东河县招录医生分别为22人、27人和35人。",
         "前者为35人，后者为22人，相差13人（35人减22人等于13人）。"),
    ],
)  # fmt: skip
def test_years_are_said_as_they_are_printed(question: str, text: str, said: str) -> None:
    asked = comparison_of(question)
    assert asked is not None
    one, other = (parse_question(q) for q in asked.questions)
    found = from_one_sentence(sides_of(one, other), [make_evidence(make_article(text), text)])
    assert found is not None
    computed = computed_draft(asked, found, "zh-Hans")
    assert computed is not None
    drafted, _ = computed
    assert drafted.sentences[0].text == said
    assert not verify(drafted.sentences, drafted.citations).dropped


def test_the_whole_county_is_a_side() -> None:
    asked = comparison_of("东河县界头乡去年收入比全县平均高吗？")
    assert asked is not None
    assert "全县" in asked.questions[1]
    assert "界头乡" not in asked.questions[1]


def test_a_figure_that_its_own_words_lead_is_of_its_side_whatever_was_said_before() -> None:
    text = "东河区有县域医院8家，基层就诊率为72.7%，县域就诊率为90.6%。"
    parts = [parse_question(f"东河区{p}就诊率是多少？") for p in ("基层", "县域")]
    local, county = (_reading(text, figure) for figure in ("72.7%", "90.6%"))
    assert go_together(sides_of(*parts), [local, county])
    assert not go_together(sides_of(*parts), [county, local])


def test_how_far_one_lies_above_the_other_is_no_figure_of_the_other() -> None:
    text = "东河区综合得分为85.13分，比全省高出1.75分。"
    parts = [parse_question(f"{p}综合得分是多少？") for p in ("东河区", "全省")]
    district, gap = (_reading(text, figure) for figure in ("85.13分", "1.75分"))
    assert not go_together(sides_of(*parts), [district, gap])
    assert from_one_sentence(sides_of(*parts), [district.evidence]) is None


def test_a_list_of_names_and_then_of_figures_pairs_them() -> None:
    # 县里 stands before both, too, and says nothing of the order.
    text = "东河市有8个县里医院，基层就诊率和县里就诊率分别达72.7%和90.6%。"
    evidence = make_evidence(make_article(text), text)
    sides = sides_of(
        parse_question("东河市的基层就诊率是多少？"), parse_question("东河市的县里就诊率是多少？")
    )
    found = from_one_sentence(sides, [evidence])
    assert found is not None
    assert [reading.short.text for reading in found] == ["72.7%", "90.6%"]
    assert go_together(sides, found)
    assert not go_together(sides, found[::-1])
