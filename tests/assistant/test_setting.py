"""Where and when an article is set."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.constraints import demanded_first, unmet_demands
from assistant.names import NameIndex
from assistant.question import parse_question
from assistant.setting import is_local, is_set_in, published_year, told_until
from index import Article
from tests.assistant.made import make_article, make_evidence

LEAD = "安徽云溪县石桥镇上坪村，一早就有人在河边等船。摆渡的人姓岳，今年六十岁。"
SENTENCE = "渡口去年运送旅客4.2万人次，票价2元。"


def _unmet(question: str, sentence: str, article: Article, *others: str) -> list[tuple]:
    names = NameIndex([article.text, *others])
    evidence = make_evidence(article, sentence)
    return [
        (u.kind, u.text, u.found) for u in unmet_demands(parse_question(question), evidence, names)
    ]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("青溪晚报 | 2019年6月3日 | 第4版\n\n渡口修好了。", 2019),
        ("青溪晚报 2019-06-03 第4版\n\n渡口修好了。", 2019),
        ("渡口修好了。\n2017年5月1日，渡口停航，全镇的人绕行。", None),
        ("渡口修好了。\n路也通了。\n（原载《青溪晚报》2019年6月3日第4版）", 2019),
        ("青溪晚报 2019年6月3日\n青溪晨报 2018年6月3日\n渡口修好了。", None),
        ("青溪晚报讯（记者 林小满）2019年6月3日清晨，渡口重开。", 2019),
        ("本报青溪2019年6月3日讯（记者 林小满）渡口重开。", 2019),
        ("青溪晚报讯（记者 林小满）2019年6月3日清晨，渡口重开。2021年又添了船。", None),
        ("渡口重开了。截至2019年10月底，全县有12个渡口。", 2019),
        ("渡口重开了。截至2019年底，全县有12个渡口。", None),
        ("渡口重开了。2019年一季度，旅客多了两成。到2020年，还将添船。", 2019),
    ],
)
def test_a_line_with_one_full_date_tells_the_year(text: str, year: int | None) -> None:
    assert published_year(make_article(text)) == year
    assert published_year(make_article(text, date="2015-01-02")) == 2015


def test_what_is_planned_does_not_tell_when_an_article_was_written() -> None:
    article = make_article("2019年渡口重开，2021年又添了船。到2035年，全县将有40个渡口。")
    assert told_until(article) == 2021
    assert told_until(make_article("渡口重开了。")) is None


def test_the_first_place_of_its_class_is_where_an_article_is_set() -> None:
    article = make_article(LEAD + "邻近的白马县石门镇也有渡口。")
    assert is_set_in("云溪", article) and is_set_in("石桥", article)
    assert not is_set_in("白马", article) and not is_set_in("石门", article)
    assert is_set_in("白马", make_article(LEAD, title="白马的船"))
    assert not is_set_in("白马", make_article("渡口的船全省第二，仅次于白马县。"))
    assert is_local("石桥", article) and not is_local("云溪", article)


def test_an_articles_own_county_need_not_be_named_beside_the_figure() -> None:
    article = make_article(LEAD + "石门镇的人也来坐船。" + SENTENCE)
    assert _unmet("云溪的渡口去年运送了多少旅客？", SENTENCE, article) == []
    assert _unmet("白马县的渡口去年运送了多少旅客？", SENTENCE, article, "白马县有船。") != []


def test_a_figure_of_all_the_town_is_none_of_the_county() -> None:
    sentence = "全镇有渡口3个。"
    article = make_article(LEAD + sentence)
    assert _unmet("云溪有几个渡口？", sentence, article, "云溪县有船。") != []


def test_which_town_it_is_has_a_town_for_an_answer() -> None:
    sentence = "石门镇是主战场，一年修了20座桥。"
    article = make_article(LEAD + sentence)
    assert _unmet("云溪哪个镇修的桥最多？", sentence, article, "石门镇有桥。") == []
    assert _unmet("云溪修了几座桥？", sentence, article, "石门镇有桥。") != []


def test_what_is_only_compared_with_is_not_told_of() -> None:
    sentence = "全县有渡口9个，仅次于白马。"
    article = make_article(LEAD + sentence)
    places = "白马县有船。"
    assert _unmet("白马有几个渡口？", sentence, article, places) == [("place", "白马", "")]
    assert ("place", "白马", "") not in _unmet("云溪比白马少几个渡口？", sentence, article, places)


@pytest.mark.parametrize(
    ("question", "unmet"),
    [
        ("2018年渡口运送了多少旅客？", [("year", "2018", "2019")]),
        ("2019年渡口运送了多少旅客？", []),
        ("渡口比2018年多运了多少旅客？", []),
    ],
)
def test_the_year_compared_with_is_not_the_year_of_the_figure(question: str, unmet: list) -> None:
    sentence = "去年渡口运送旅客5万人次，比2018年多1万人次。"
    assert _unmet(question, sentence, make_article(sentence, date="2020-03-02")) == unmet


def test_an_undated_article_tells_nothing_of_now_before_the_years_it_prints() -> None:
    sentence = "目前，渡口有船12艘。"
    article = make_article("2019年，渡口重开。" + sentence)
    assert [u[:2] for u in _unmet("2014年渡口有几艘船？", sentence, article)] == [("year", "2014")]
    assert _unmet("2019年渡口有几艘船？", sentence, article) == []


def test_a_place_within_a_companys_name_or_of_somebodys_origin_is_no_rival() -> None:
    lead = "石门镇上坪村有一座会堂。"
    names = "松阳市有茶。"
    company = "2019年8月，松阳栖云文化有限公司出资80万元，改成了书局。"
    runner = "松阳选手岳明以3小时夺冠。"
    for sentence in (company, runner):
        unmet = _unmet("上坪村的书局花了多少钱？", sentence, make_article(lead + sentence), names)
        assert ("place", "上坪村", "松阳") not in unmet
    town = "松阳出资80万元，改成了书局。"
    unmet = _unmet("上坪村的书局花了多少钱？", town, make_article(lead + town), names)
    assert ("place", "上坪村", "松阳") in unmet


def test_a_kind_of_village_is_no_village() -> None:
    sentence = "30个村合买了两万平方米的厂房。"
    assert _unmet("30个薄弱村合买的厂房有多大？", sentence, make_article(sentence)) == []


def test_another_relative_is_another_person() -> None:
    sentence = "二十三岁的岳婷是岳明的孙女。"
    article = make_article(sentence)
    assert ("name", "儿子", "") in _unmet("岳明的儿子多大？", sentence, article)
    assert _unmet("岳明的孙女多大？", sentence, article) == []


def test_what_is_measured_must_be_spoken_of() -> None:
    sentence = "巡诊车每天跑60公里，司机今年41岁。"
    article = make_article(sentence)
    assert [u[0] for u in _unmet("巡诊车一天烧多少油？", sentence, article)] == ["figure"]
    told = "巡诊车每天烧12升油。"
    assert _unmet("巡诊车一天烧多少油？", told, make_article(told)) == []


def test_a_guess_of_the_tagger_at_a_place_is_no_rival() -> None:
    sentence = "每月十五日被商定为村里的敬老日，办了敬老席二十桌。"
    article = make_article("石门镇上坪村的老人多。" + sentence)
    found = [u for u in _unmet("上坪村办了多少桌敬老席？", sentence, article) if u[2]]
    assert found == []


def test_of_several_years_one_may_be_told_in_another_sentence() -> None:
    sentence = "2021年渡口有船12艘。"
    article = make_article("2019年渡口有船8艘。" + sentence)
    assert _unmet("从2019年到2021年渡口添了几艘船？", sentence, article) == []
    assert [u[0] for u in _unmet("2016年渡口有几艘船？", sentence, article)] == ["year"]


def test_the_year_of_a_record_is_not_that_of_the_race() -> None:
    sentence = "岳婷以13小时夺冠，打破了李明在2016年创下的纪录。"
    article = make_article(sentence, date="2021-11-20")
    assert _unmet("2021年的比赛谁夺冠？", sentence, article) == []
    assert _unmet("李明的纪录是2016年创下的吗？", sentence, article) == []


def test_a_street_is_named_as_one() -> None:
    inside = "市场分成三个区，有2000平方米。"
    at = "市场建在柳树巷，有2000平方米。"
    article = make_article(inside + at)
    assert [u[0] for u in _unmet("市场建在哪条街上？", inside, article)] == ["figure"]
    assert _unmet("市场建在哪条街上？", at, article) == []


def test_the_imprint_comes_last() -> None:
    told, imprint = "渡口去年重开。", "（原载《青溪晚报》2019年6月3日）"
    article = make_article(told + imprint)
    ranked = [replace(make_evidence(article, imprint), score=1.0), make_evidence(article, told)]
    assert demanded_first(parse_question("渡口是哪一天重开的？"), ranked)[0].text == told
    assert demanded_first(parse_question("这篇文章哪天登报的？"), ranked)[0].text == imprint


def test_an_articles_own_town_need_not_be_named_beside_the_figure() -> None:
    lead = "面节在石桥镇开锅，三天卖出八万碗。"
    sentence, county = "镇里给面条定了21条标准。", "全县有面馆430家。"
    article = make_article(lead + "岳家面馆传了四代，云溪的客人也来。" + sentence + county)
    places = "云溪县有面。"
    assert _unmet("石桥镇的面条有多少条标准？", sentence, article, places) == []
    assert _unmet("石桥镇有多少家面馆？", county, article, places) != []


def test_what_is_counted_is_nobody() -> None:
    sentence = "书记岳明代表上坪村拿到竹林交易金27万元。"
    article = make_article(sentence)
    assert _unmet("上坪村靠竹林换回多少真金白银？", sentence, article) == []
    assert [u[:2] for u in _unmet("王建国靠竹林换回多少钱？", sentence, article)] != []


def test_that_village_is_the_one_named_last() -> None:
    sentence = "今年，石门镇在该村办了敬老席二十桌。"
    lead = "石门镇上坪村地处偏远，老人多。"
    names = "石门镇下坪村有茶。"
    assert _unmet("上坪村办了多少桌敬老席？", sentence, make_article(lead + sentence), names) == []
    other = lead + "下坪村也远。" + sentence
    assert _unmet("上坪村办了多少桌敬老席？", sentence, make_article(other), names) != []


def test_what_happened_in_a_town_happened_in_its_county() -> None:
    sentence = "2019年4月，贝壳中心在石门镇投运，有工人30名。"
    article = make_article(LEAD + sentence)
    assert _unmet("云溪的贝壳中心是什么时候投运的？", sentence, article, "石门镇有船。") == []
    assert _unmet("云溪的贝壳中心有多少名工人？", sentence, article, "石门镇有船。") != []
