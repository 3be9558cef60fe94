"""What questions compare, in the forms that people use, and what is only like a comparison."""

from __future__ import annotations

import pytest

from assistant.comparison import comparison_of


@pytest.mark.parametrize(
    ("question", "operation", "questions"),
    [
        ("东河镇城里人和农村人的收入各是多少，谁更高？", "larger",
         ("东河镇城里人的收入是多少？", "东河镇农村人的收入是多少？")),
        ("石桥村的集体收入，2020年跟2017年比涨了多少？", "difference",
         ("2020年石桥村的集体收入是多少？", "2017年石桥村的集体收入是多少？")),
        ("东河镇2020年的游客比2017年多了多少？", "difference",
         ("2020年东河镇的游客有多少？", "2017年东河镇的游客有多少？")),
        ("2022年和2020年相比，东河民宿营收增长了多少？", "difference",
         ("2022年东河民宿营收是多少？", "2020年东河民宿营收是多少？")),
        ("东河区城镇居民收入高还是农村居民收入高？", "larger",
         ("东河区城镇居民收入是多少？", "东河区农村居民收入是多少？")),
        ("2023年一季度东河收入比全省高多少？", "difference",
         ("2023年一季度东河收入是多少？", "2023年一季度全省收入是多少？")),
        ("东河大桥和西河大桥哪座更长，长多少？", "difference", ("东河大桥有多长？", "西河大桥有多长？")),
        # At another time, done with each, of what leads, a verb that is measured.
        ("石湾民宿节假日的房价比平日贵多少？", "difference",
         ("石湾民宿节假日的房价是多少？", "石湾民宿平日的房价是多少？")),
        ("石湾县的水稻比玉米多种了多少亩？", "difference",
         ("石湾县的水稻种了多少亩？", "石湾县玉米种了多少亩？")),
        ("石湾大桥的钱，省里出的和县里出的哪边多？", "larger",
         ("石湾大桥的钱，省里出的有多少？", "石湾大桥的钱，县里出的有多少？")),
        ("石湾县一季度农业和旅游业谁涨得快？", "larger",
         ("一季度石湾县农业涨了多少？", "一季度石湾县旅游业涨了多少？")),
        ("石湾码头的外贸箱和内贸箱哪个多？", "larger",
         ("石湾码头的外贸箱有多少？", "石湾码头的内贸箱有多少？")),
        ("How much more do urban residents earn than rural residents in Donghe?", "difference",
         ("How much do urban residents in Donghe earn?", "How much do rural residents in Donghe earn?")),
        ("How many more parks does Donghe have than Xihe?", "difference",
         ("How many parks does Donghe have?", "How many parks does Xihe have?")),
        ("Which town has fewer sock makers, Donghe or Xihe?", "smaller",
         ("How many sock makers does Donghe have?", "How many sock makers does Xihe have?")),
        ("Which is longer, the Qingshan bridge or the Xihe bridge?", "larger",
         ("How long is the Qingshan bridge?", "How long is the Xihe bridge?")),
        ("Who has a higher income in Donghe, urban or rural residents?", "larger",
         ("What is the income of urban residents in Donghe?", "What is the income of rural residents in Donghe?")),
        ("What is the combined income of tourism and homestays in Shiqiao?", "sum",
         ("What is the income of tourism in Shiqiao?", "What is the income of homestays in Shiqiao?")),
        ("How much did tourist numbers rise between 2019 and 2021 in Donghe?", "difference",
         ("What was the tourist numbers in Donghe in 2019?", "What was the tourist numbers in Donghe in 2021?")),
    ],
)  # fmt: skip
def test_the_two_figures_that_are_asked_for(
    question: str, operation: str, questions: tuple[str, str]
) -> None:
    asked = comparison_of(question)
    assert asked is not None
    assert (asked.operation, asked.questions, asked.whether) == (operation, questions, False)


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("农村居民收入增速比城镇快吗？", "larger"),
        ("东河镇人口是不是比西河镇少？", "smaller"),
        ("Is the income of Donghe higher than that of Xihe?", "larger"),
        ("Is the Qingshan bridge shorter than the Xihe bridge?", "smaller"),
    ],
)
def test_whether_one_is_more_than_the_other(question: str, operation: str) -> None:
    asked = comparison_of(question)
    assert asked is not None
    assert (asked.operation, asked.whether) == (operation, True)


def test_who_asks_for_both_figures_wants_more_than_yes() -> None:
    asked = comparison_of("东河的收入增速比全省快吗？两边各是多少？")
    assert asked is not None
    assert not asked.whether


@pytest.mark.parametrize(
    "question",
    [
        "石桥村的游客比去年多了吗？",
        "东河镇的人口比往年多吗？",
        "Is the bridge longer than 1,000 metres?",
        "Was the income higher than before?",
        "How many parks are there in Donghe?",
    ],
)
def test_a_bound_or_the_past_is_no_second_side(question: str) -> None:
    assert comparison_of(question) is None


@pytest.mark.parametrize(
    ("question", "questions"),
    [
        ("2022年南屿县接待游客比前一年多多少？",
         ("2022年南屿县接待游客有多少？", "2021年南屿县接待游客有多少？")),
        ("南屿县2022年民宿收入比上一年增长了多少？",
         ("2022年南屿县民宿收入是多少？", "2021年南屿县民宿收入是多少？")),
    ],
)  # fmt: skip
def test_the_year_before_is_a_side_where_no_article_says_the_growth(
    question: str, questions: tuple[str, str]
) -> None:
    found = comparison_of(question)
    assert found is not None
    assert found.questions == questions
    assert found.stated_first


@pytest.mark.parametrize(
    "question", ["南屿县民宿收入比前一年多了几成？", "2022年南屿县民宿收入比上年增长几个百分点？"]
)
def test_a_share_of_growth_is_read_and_not_computed(question: str) -> None:
    assert comparison_of(question) is None


@pytest.mark.parametrize(
    ("question", "operation", "questions"),
    [
        ("2023年一季度东河经济增速跟全省比谁快，各是多少？", "larger",
         ("2023年一季度东河经济增速是多少？", "2023年一季度全省经济增速是多少？")),
        ("2021年和2022年相比，东河县哪年新增的充电桩多？", "larger",
         ("2021年东河县新增的充电桩有多少？", "2022年东河县新增的充电桩有多少？")),
        ("东山和西岭两个中央厨房，哪个一天做的饭多？", "larger",
         ("东山中央厨房一天做的饭有多少？", "西岭中央厨房一天做的饭有多少？")),
        ("东河的老年食堂从2021年9月底到2023年10月底，多开了几家？", "difference",
         ("2021年9月底东河的老年食堂有多少？", "2023年10月底东河的老年食堂有多少？")),
        ("东河城乡收入差距比全省小吗？", "smaller",
         ("东河城乡收入差距有多少？", "全省城乡收入差距有多少？")),
        ("2023年一季度,东河的经济涨得比全省快还是慢?各是多少?", "larger",
         ("2023年一季度，东河的经济增速是多少？", "2023年一季度，全省的经济增速是多少？")),
        ("2023年一季度东河的增速比全省快还是慢，两个数字分别多少？", "larger",
         ("2023年一季度东河的增速是多少？", "2023年一季度全省的增速是多少？")),
        ("2023年一季度东河跟全福建比 谁增速快", "larger",
         ("2023年一季度东河的增速是多少？", "2023年一季度全省的增速是多少？")),
        ("How did complaints about noise in Donghe change between the first quarter of 2021 and the first quarter of 2022?",
         "difference",
         ("How many complaints about noise in Donghe were there in the first quarter of 2021?",
          "How many complaints about noise in Donghe were there in the first quarter of 2022?")),
        ("How many more inns did Donghe have in 2022 than in 2019?", "difference",
         ("How many inns did Donghe have in 2022?", "How many inns did Donghe have in 2019?")),
        ("Adding the large and the small ones, how many parks does Donghe have?", "sum",
         ("How many large parks does Donghe have?", "How many small parks does Donghe have?")),
        ("In Donghe, which is higher: the share of children or the share of pensioners?", "larger",
         ("What is the share of children in Donghe?", "What is the share of pensioners in Donghe?")),
    ],
)  # fmt: skip
def test_more_forms_that_set_two_figures_side_by_side(
    question: str, operation: str, questions: tuple[str, str]
) -> None:
    found = comparison_of(question)
    assert found is not None
    assert (found.operation, found.questions) == (operation, questions)


def test_a_tag_asks_whether_the_comparison_holds() -> None:
    asked = comparison_of("石湾码头的外贸箱比内贸箱还多，对不对？")
    assert asked is not None and asked.whether
    assert asked.questions == ("石湾码头的外贸箱有多少？", "石湾码头的内贸箱有多少？")


def test_what_is_set_against_its_own_past_has_no_second_side() -> None:
    assert comparison_of("保洁员月工资现在比原来多出多少？") is None


def test_more_or_less_asks_which_of_the_two() -> None:
    found = comparison_of("东河的收入比西河高还是低？")
    assert found is not None and not found.whether
    assert (found.operation, found.labels) == ("larger", ("东河", "西河"))
    either = comparison_of("东河人看病，是在镇上看的比例高，还是在县里看的比例高？")
    assert either is not None and either.labels == ("在镇上看的比例", "在县里看的比例")


@pytest.mark.parametrize(
    ("question", "questions"),
    [
        (
            "2023年一季度，松溪跟全省比哪个经济涨得快？",
            ("2023年一季度松溪的经济增速是多少？", "2023年一季度全省的经济增速是多少？"),
        ),
        ("东河跟西河比哪个人口多？", ("东河人口是多少？", "西河人口是多少？")),
        (
            "松溪的经济增速与浙江全省相比谁快？",
            ("松溪的经济增速是多少？", "全省的经济增速是多少？"),
        ),
    ],
)
def test_what_is_compared_may_stand_behind_the_two(
    question: str, questions: tuple[str, str]
) -> None:
    found = comparison_of(question)
    assert found is not None and found.questions == questions
