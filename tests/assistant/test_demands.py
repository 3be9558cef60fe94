"""What no likeness of words can make up for: the figure, the office, the person, the place asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.comparison import comparison_of
from assistant.constraints import demanded_first, unmet_demands
from assistant.counted import holds_counted
from assistant.expected import expected_type
from assistant.focus import asked_unit, focus_of
from assistant.names import NameIndex, spelled_by
from assistant.placed import places_asked
from assistant.question import parse_question
from assistant.roles import holder_named, role_asked
from assistant.short_answer import short_answer
from index.figures import find_figures
from tests.assistant.made import make_article, make_evidence

GDP = "一季度全省GDP达2万亿元。"
TOWN_GDP = "而青石市实现了382亿元，同比增长6%。"
ECONOMY = make_article(f"{GDP}{TOWN_GDP}", title="开门红", date="2023-04-20")
PEOPLE = make_article(
    "63岁的老人林小满为智能手环点赞。社工王秀兰每天上门。松溪村主任周大山说，村里有三百户人家。"
    "松溪村 赵明远 摄",
    title="社区的一天",
)


def _kinds(question: str, sentence: str) -> list[str]:
    evidence = make_evidence(PEOPLE, sentence)
    return [unmet.kind for unmet in unmet_demands(parse_question(question), evidence)]


@pytest.mark.parametrize(
    ("question", "text", "held"),
    [
        ("市场一年介绍了多少人就业？", "全区建成2000平方米的市场。", False),
        ("市场一年介绍了多少人就业？", "市场一年帮助1.2万名工人找到活。", True),
        ("公司有多少员工？", "项目总额400万元。", False),
        ("公司有多少员工？", "公司有3000多人。", True),
        ("镇上有多少新居民？", "面对32万新居民，镇里建了学校。", True),
        ("民宿有几间客房？", "民宿每年能挣50万元。", False),
        ("民宿有几间客房？", "民宿有12间客房。", True),
        ("村里有多少户人家？", "基地接待游客3万余人次。", False),
        ("园区有多少个企业？", "园区有企业369家。", True),
        ("每年节约多少成本？", "每年节约成本300万元。", True),
        ("书屋一年能卖出多少本书？", "书屋有80平方米，每周办2场活动。", False),
        ("书屋有多少本书？", "书屋藏书5000册。", True),
        ("渡轮一天开多少班？", "渡轮长40米，造价3000万元。", False),
        ("骑手一天送多少单？", "骑手每月挣6000元。", False),
        ("园里有多少本地人？", "园里有本地村民300人。", True),
        ("这项补助占收入的百分之几？", "补助有300元。", False),
        ("城乡收入比是多少？", "城镇、农村居民收入达到7万元、4万元。", False),
        ("城乡收入比是多少？", "城乡收入比缩小到1.59∶1。", True),
        ("城乡收入倍差是多少？", "城乡收入倍差缩小至1.65。", True),
        ("How many employees does the firm have?", "平均6.5秒便可生产一台电表。", False),
        ("How many employees does the firm have?", "企业有员工800人。", True),
    ],
)
def test_a_figure_of_another_type_is_no_answer(question: str, text: str, held: bool) -> None:
    assert holds_counted(parse_question(question), text, find_figures(text)) is held


def test_nouns_that_begin_with_a_measure_word_are_no_measure_word() -> None:
    assert asked_unit("节约了多少成本") is None
    assert asked_unit("有多少村民") is None
    assert asked_unit("有多少户人家") == "户"


def test_a_role_needs_its_holder() -> None:
    assert role_asked("松溪村的村主任是谁?") == "村主任"
    assert role_asked("谁是松溪镇的镇长?") == "镇长"
    assert role_asked("who is the mayor of qingshi?") == "mayor"
    assert role_asked("谁种的茶最好?") is None
    assert holder_named("村主任", "松溪村主任周大山说,路通了。")
    assert not holder_named("市长", "副市长周大山说,路通了。")
    assert not holder_named("队长", "消防大队副大队长周大山说,路通了。")
    assert role_asked("消防大队副大队长是谁?") == "副大队长"
    assert holder_named("副大队长", "消防大队副大队长周大山说,路通了。")
    for rare in ("栗小满", "茶小满", "麦小满"):
        assert holder_named("镇长", f"镇长{rare}说,路通了。")


def test_what_users_call_somebody_is_no_office() -> None:
    text = "在外经商的岳明捐了80万元。"
    evidence = make_evidence(make_article(text, title="捐款"), text)
    assert not unmet_demands(parse_question("捐了八十万的那个老板叫什么？"), evidence)
    assert unmet_demands(parse_question("公司的老板是谁？"), evidence)
    assert not parse_question("举旗的老太太今年多大？").names
    assert not holder_named("mayor", "周大山说,路通了。")


def test_a_photographer_holds_no_office() -> None:
    assert "role" in _kinds("松溪村的村主任是谁？", "松溪村 赵明远 摄")
    assert "role" not in _kinds("松溪村的村主任是谁？", "松溪村主任周大山说，村里有三百户人家。")
    # The head of a village heads no county.
    assert "role" in _kinds("清河县的主任是谁？", "松溪村主任周大山说，村里有三百户人家。")
    assert "role" in _kinds(
        "Who is the head of 清河 county?", "松溪村主任周大山说，村里有三百户人家。"
    )
    assert "role" not in _kinds(
        "Who is the head of 松溪?", "松溪村主任周大山说，村里有三百户人家。"
    )


def test_another_persons_age_is_no_answer() -> None:
    young = "63岁的老人林小满为智能手环点赞。"
    assert "person" in _kinds("王秀兰今年多少岁？", young)
    assert "person" not in _kinds("林小满今年多少岁？", young)


def test_the_day_that_a_thing_began_is_no_other_day_of_it() -> None:
    article = make_article("青石公司在2021年接待了三批客人。青石公司成立于2015年。")
    asked = parse_question("青石公司是哪一年成立的？")
    visits = make_evidence(article, "青石公司在2021年接待了三批客人。")
    founded = make_evidence(article, "青石公司成立于2015年。")
    assert [u.kind for u in unmet_demands(asked, visits)] == ["event"]
    assert unmet_demands(asked, founded) == []


def test_the_place_decides_between_a_figure_and_its_sibling() -> None:
    asked = parse_question("青石市一季度GDP是多少？")
    names = NameIndex([ECONOMY.text])
    province = make_evidence(ECONOMY, GDP)
    town = make_evidence(ECONOMY, TOWN_GDP)
    assert any(u.kind == "place" and u.final for u in unmet_demands(asked, province, names))
    assert demanded_first(asked, [province, town], names)[0] is not province


def test_names_are_heard_in_english_spelling() -> None:
    names = NameIndex(["轧村小学在青石市。", "青石市和松溪县结对。"])
    assert ("Qingshi", "青石") in names.spelled_in("What is Qingshi's GDP?")
    assert dict(names.spelled_in("the Qingshi-Songxi park")) == {
        "Qingshi": "青石",
        "Songxi": "松溪",
    }
    assert spelled_by("songxi", "松溪县") and not spelled_by("ongxi", "松溪县")


def test_a_name_is_spelled_by_any_reading_of_one_character() -> None:
    assert spelled_by("leping", "乐平村") and spelled_by("yueping", "乐平村")
    assert spelled_by("leping", "去乐平的车") and not spelled_by("leping", "乐队的平台")
    # Two characters both read as they hardly ever are: that is another word.
    assert spelled_by("danche", "石车村") and spelled_by("shiju", "石车村")
    assert not spelled_by("danju", "石车村")
    # One syllable is no name, however many letters it has.
    assert not spelled_by("zhang", "张家村")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("村小学的校长叫什么？", "person"),
        ("首创的助餐体系叫什么？", "definition"),
        ("市场一年介绍了多少人就业？", "figure"),
        ("民宿有几间客房？", "figure"),
        ("介绍一下松溪村", "definition"),
        ("松溪村通路了么？", "yes_no"),
    ],
)
def test_kinds(question: str, kind: str) -> None:
    assert parse_question(question).kind == kind


def test_what_changed_is_the_thing_before_the_change() -> None:
    assert focus_of("青石市村集体收入同比增长多少") == "收入"


def test_who_somebody_is_asks_for_no_other_person() -> None:
    assert expected_type("林小满是谁?", "person") is None
    assert expected_type("谁是林小满?", "person") is None
    assert expected_type("镇长是谁?", "person") == "person"


def test_growth_over_a_year_compares_no_two_things() -> None:
    assert comparison_of("青石市村集体收入同比增长多少？") is None
    assert comparison_of("青石的收入比松溪高多少？") is not None


def test_short_answers_of_names_and_differences() -> None:
    article = make_article("镇里首创“银杏食堂”助餐体系。青石得分85.13分，比全省平均高1.75分。")
    called = make_evidence(article, "镇里首创“银杏食堂”助餐体系。")
    short = short_answer(parse_question("首创的助餐体系叫什么？"), called)
    assert short is not None and short.text == "银杏食堂"
    scored = make_evidence(article, "青石得分85.13分，比全省平均高1.75分。", span="1.75分")
    short = short_answer(parse_question("青石得了多少分？"), scored)
    assert short is not None and short.text.startswith("85.13")


def test_a_verb_that_the_tagger_takes_into_a_name_makes_no_other_person() -> None:
    sentence = "沈守田家在松溪村，村主任周大山说她常来。"
    article = make_article(sentence)
    asked = replace(parse_question("沈守田住在哪个村？"), names=("沈守田住",))
    assert [u.kind for u in unmet_demands(asked, make_evidence(article, sentence))] == []


def test_a_sentence_that_tells_no_time_tells_no_beginning() -> None:
    size = "新建成的渡口可以停八十多条船，临时泊位也够用。"
    opened = "去年秋天，渡口建成开门。"
    article = make_article(size + opened)
    asked = parse_question("渡口是哪一年建成的？")
    found = unmet_demands(asked, make_evidence(article, size))
    assert [unmet.kind for unmet in found] == ["event"]
    assert unmet_demands(asked, make_evidence(article, opened)) == []
    assert short_answer(asked, make_evidence(article, size, span="八十多条")) is None


def test_a_question_is_no_evidence_for_a_verdict() -> None:
    question, told = "渔民为什么常去邻县？", "渔民常去邻县卖虾。"
    article = make_article(question + told)
    asked = parse_question("渔民可以在邻县捕虾吗？")
    assert [u.kind for u in unmet_demands(asked, make_evidence(article, question))] == ["figure"]
    assert unmet_demands(asked, make_evidence(article, told)) == []


def test_a_word_that_the_tagger_takes_for_a_name_is_nobody_else() -> None:
    sentence = "在松溪村，客运站早晚都有高峰。"
    article = make_article(sentence + "村民沈守田每天坐车。")
    asked = parse_question("沈守田住在哪个村？")
    assert asked.names == ("沈守田",)
    assert unmet_demands(asked, make_evidence(article, sentence)) == []


def test_what_thing_is_asked_is_no_word_of_the_topic() -> None:
    assert parse_question("漆器到底是什么东西？").terms == ("漆器",)


@pytest.mark.parametrize(
    ("question", "sentence", "held"),
    [
        # The 40th that opens makes forty; the first says nothing of how many.
        ("青石市现在有多少家水吧？", "青石市的第40家水吧昨天开门。", True),
        ("青石市现在有多少家水吧？", "青石市的第一家水吧昨天开门。", False),
        ("师傅教了几个徒弟？", "师傅带出9个徒弟。", True),
        ("师傅教了几个徒弟？", "师傅做了9个柜子。", False),
        # A day of the calendar is no number of days.
        ("老人住了几天？", "3月2日，老人出院了。", False),
        ("老人住了几天？", "老人住了12天。", True),
        ("桥建了多少年？", "桥始建于2003年。", True),
        ("坐船要花多少时间？", "坐船从50分钟缩短到20分钟。", True),
        ("大风吹坏了多少块板子？", "大风掀走300块板。", True),
    ],
)
def test_what_counts_and_what_does_not(question: str, sentence: str, held: bool) -> None:
    evidence = make_evidence(make_article(sentence), sentence)
    unmet = unmet_demands(parse_question(question), evidence)
    assert any(demand.kind == "figure" for demand in unmet) is not held


def test_what_is_done_names_no_place_and_no_other_person() -> None:
    assert parse_question("外地人上岛的船票怎么卖？").places == ()
    assert parse_question("从石渡去昌岭的新路何时通车？").places == ("昌岭",)
    for question, sentence in [
        ("演一场镇里给多少钱？", "镇里每场补贴300元。"),
        ("能省下多少煤？", "一年少烧煤20吨。"),
        ("周小立教了几个徒弟？", "木匠周小立带出9个徒弟。"),
        ("松溪站哪年开通的？", "松溪站1987年通车。"),
    ]:
        evidence = make_evidence(make_article(sentence), sentence)
        assert not any(u.final for u in unmet_demands(parse_question(question), evidence)), question


def test_a_figure_of_the_whole_is_none_of_its_part() -> None:
    # Of all the district, where a village was asked about; of the city, where a county was.
    for question, text, sentence, final in [
        ("柏溪村有多少个停车位？", "柏溪村在修路。全区160个村有停车位9200个。", "全区160个村有停车位9200个。", True),
        ("柏溪村有多少个停车位？", "柏溪村有停车位90个。", "柏溪村有停车位90个。", False),
        ("松溪县有几个医共体？", "白石县先走一步。青石松溪县也在改革，青石乡村都通了车。据统计，青石已组建8个医共体。", "据统计，青石已组建8个医共体。", True),
        ("松溪县有几个医共体？", "青石松溪县已组建3个医共体。", "青石松溪县已组建3个医共体。", False),
    ]:  # fmt: skip
        names = NameIndex([text, "青石市、松溪县、柏溪村都在其中。"])
        unmet = unmet_demands(
            parse_question(question), make_evidence(make_article(text), sentence), names
        )
        assert any(u.kind == "place" and u.final for u in unmet) is final, (question, sentence)


@pytest.mark.parametrize("question", ["老小区怎么装电梯？", "清溪农村的孩子去哪上学？"])
def test_a_kind_of_place_is_no_name(question: str) -> None:
    parsed = parse_question(question)
    asked = places_asked(parsed, NameIndex(["清溪的孩子进城上学。旧小区装了电梯。"]))
    assert not {"老小区", "清溪农村"} & set(asked)


def test_the_kicker_tells_where_an_article_plays() -> None:
    text = "白鹭镇新添了十台仪器。"
    question = parse_question("青石县新添了几台仪器？")
    names = NameIndex(["青石县与白鹭镇。", text])
    bare = make_article(text, title="看病不必下山")
    assert unmet_demands(question, make_evidence(bare, text), names)
    told = make_article(text, title="看病不必下山", subtitle="青石县医改三年记")
    assert not unmet_demands(question, make_evidence(told, text), names)


def test_a_verb_that_the_tagger_takes_into_a_place_is_none_of_its_name() -> None:
    names = NameIndex(["溪宁县面积大。溪宁人多。"])
    for question in (
        "溪宁用无人机送药，跟哪家单位合作？",
        "溪宁靠什么办法留住医生？",
        "溪宁去县城的船一天开几趟？",
    ):
        assert places_asked(parse_question(question), names) == ("溪宁",)
    assert places_asked(parse_question("所谓省“松果”平台是什么？"), names) == ()


def test_a_kind_of_region_is_no_place_of_the_collection() -> None:
    names = NameIndex(["偏远地区招不到人。松岭地区多山。"])
    assert "偏远地" not in names.places
    assert names.places_in("从偏远地方来") == ()


def test_who_runs_a_shop_is_named_by_any_word_for_it() -> None:
    told = "松溪修车店负责人林小满说，生意好多了。"
    assert holder_named("店主", told)
    assert not holder_named("店主", "松溪修车店的顾客林小满说，生意好多了。")
    assert role_asked("who runs the farm, and who is the village party boss?") == "party boss"
    assert holder_named("party boss", "松溪村党支部书记林小满说，路修好了。")


def test_how_many_people_a_fund_serves_is_no_sum_of_money() -> None:
    asked = "how many elderly people get care from the fund?"
    assert expected_type(asked, "figure") == "people"
    assert expected_type("how many get care from the fund?", "figure") == "number"
    assert expected_type("how many million yuan did the fund pay?", "figure") == "money"


def test_what_something_costs_to_build_is_no_share() -> None:
    text = "该馆接待观众71万人次，增长22%。"
    figures = find_figures(text)
    assert not holds_counted(parse_question("松溪博物馆的新馆造价多少？"), text, figures)
    assert holds_counted(parse_question("松溪博物馆的收入增长多少？"), text, figures)


def test_a_year_before_an_event_is_no_number_of_people() -> None:
    text = "2023松溪龙舟大赛"
    asked = parse_question("2023松溪龙舟大赛有多少人参加？")
    assert not holds_counted(asked, text, find_figures(text))


def test_the_name_of_an_officer_is_asked_for_in_many_ways() -> None:
    assert role_asked("what is the name of the mayor of qingshi?") == "mayor"
    assert role_asked("松溪电器的老总是谁?") == "老总"
    assert holder_named("老总", "松溪电器董事长林小满说，订单多了。")
    assert not holder_named("县长", "松溪县成立由县长任组长的小组。")
