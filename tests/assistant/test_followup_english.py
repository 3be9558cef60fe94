"""English follow-ups made to stand alone, on dialogues of invented places and things."""

from __future__ import annotations

import pytest

from assistant.dialogue import Exchange
from assistant.followup import standalone
from assistant.frame_english import english_frame, names_in

TOWN = Exchange("How many sock makers are there in Donghe town?", "", "1,200 (1200家)")
INCOME = Exchange("What is the per capita income of urban residents in Donghe?", "", "76,000 yuan")
RURAL = Exchange("What is the per capita income of rural residents in Donghe?", "", "48,000 yuan")
VILLAGES = Exchange(
    "How many villages in Donghe have an annual income above 500,000 yuan?", "", "88"
)


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        # The thing that was asked about stays the topic, not the place of the answer.
        ("How many birds live there?", Exchange("Where is the Wanghu wetland park?", "", "Donghe District (东河区)"),
         "How many birds live in the Wanghu wetland park?"),
        ("How many people live there?", Exchange("Which town does Shiqiao village belong to?", "", "Donghe Town (东河镇)"),
         "How many people live in Shiqiao village?"),
        ("When was its bridge built?", Exchange("In which county is Shiqiao village?", "", "Nanshan County (南山县)"),
         "When was Shiqiao village's bridge built?"),
        # Where the answer is the subject of the question, it becomes the topic.
        ("How many beds does it have?", Exchange("Which hospital leads the alliance in Donghe?", "", "Donghe People's Hospital"),
         "How many beds does Donghe People's Hospital have?"),
        ("How old is she?", Exchange("Who founded the Luyuan tea factory?", "", "Zhou Haiyan (周海燕)"),
         "How old is Zhou Haiyan?"),
        ("When did she start it?", Exchange("Who founded the Luyuan tea factory?", "", "Zhou Haiyan (周海燕)"),
         "When did Zhou Haiyan start the Luyuan tea factory?"),
        ("What does she do there?", Exchange("Where does Yang Xiaolan go every morning?", "", "the care centre (照料中心)"),
         "What does Yang Xiaolan do in the care centre?"),
        ("When was it launched?", Exchange('What is the "Quick Loan" platform?'), 'When was the "Quick Loan" platform launched?'),
        ("How big is the park?", Exchange("When did the Wanghu wetland park open?"), "How big is Wanghu wetland park?"),
    ],
)  # fmt: skip
def test_a_pronoun_is_the_topic(turn: str, last: Exchange, expected: str) -> None:
    assert standalone(turn, [last]).text.replace("the Wanghu", "Wanghu") == expected.replace(
        "the Wanghu", "Wanghu"
    )


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        ("How many of them are in the mountains?", VILLAGES,
         "How many of the villages in Donghe with an annual income above 500,000 yuan are in the mountains?"),
        ("How much did they spend?", Exchange("How many tourists visited Shiqiao village last year?"),
         "How much did the tourists that visited Shiqiao village last year spend?"),
        ("How many people do they employ?", TOWN, "How many people do the sock makers in Donghe town employ?"),
        ("How many of them were children?",
         Exchange("How many people used the Wanghu sports centre in its first three weeks of free public opening?"),
         "How many of the people that used the Wanghu sports centre were children?"),
        ("What share came from outside among them?", Exchange("How many people used the Wanghu sports centre in May?"),
         "What share came from outside among the people that used the Wanghu sports centre in May?"),
    ],
)  # fmt: skip
def test_they_are_what_was_counted(turn: str, last: Exchange, expected: str) -> None:
    assert standalone(turn, [last]).text == expected


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        ("And in 2020?", "What was the GDP of Nanshan County in 2022?", "What was the GDP of Nanshan County in 2020?"),
        ("The year before?", "What was the GDP of Nanshan County in 2022?", "What was the GDP of Nanshan County in 2021?"),
        ("And last year?", "What was the GDP of Nanshan County in 2022?", "What was the GDP of Nanshan County last year?"),
        ("And rural residents?", INCOME.question, RURAL.question),
        ("And above 1 million yuan?", VILLAGES.question,
         "How many villages in Donghe have an annual income above 1 million yuan?"),
        ("And the collaborative ones?", "How many co-built (共建型) school groups does Donghe have?",
         "How many collaborative school groups does Donghe have?"),
        ("And schools?", "How many hospitals does Xihe County have?", "How many schools does Xihe County have?"),
        ("And the annual output?", TOWN.question, "What is the annual output of sock makers in Donghe town?"),
        ("And the total amount of loans?", 'How many companies has the "Quick Loan" platform helped?',
         'What is the total amount of loans in the "Quick Loan" platform?'),
        ("What about Xihe?", "What was the pass rate of wells in Donghe Town, Nanshan?",
         "What was the pass rate of wells in Xihe, Nanshan?"),
        ("What about the whole province?", "How much did the GDP of Nanshan County grow in 2020?",
         "How much did the GDP of the whole province grow in 2020?"),
        ("And the mayor?", "How large is Nanshan County?", "Who is the mayor of Nanshan County?"),
        ("What about the visit rate of clinics?", "How many hospitals does Donghe have?",
         "What is the visit rate of clinics in Donghe?"),
    ],
)  # fmt: skip
def test_what_about_replaces_its_like(turn: str, last: str, expected: str) -> None:
    assert standalone(turn, [last]).text == expected


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        ("How much did it grow?", "What was the GDP of Nanshan County in 2020?",
         "How much did the GDP of Nanshan County in 2020 grow?"),
        ("Is it lower than before?", RURAL.question, "Is the per capita income of rural residents in Donghe lower than before?"),
        ("What share of the total is that?", TOWN.question, "What share of the total is sock makers in Donghe town?"),
        ("And how did the city as a whole rank in Haizhou last year?", "What was the pass rate of wells in Donghe Town, Nanshan?",
         "How did the pass rate of wells in Nanshan rank in Haizhou last year?"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_measure(turn: str, last: str, expected: str) -> None:
    assert standalone(turn, [last]).text == expected


def test_the_two_are_the_last_two_measures() -> None:
    assert standalone("What is the gap between the two?", [INCOME, RURAL]).text == (
        "What is the gap between the per capita income of urban and rural residents in Donghe?"
    )


def test_two_names_are_asked_back() -> None:
    found = standalone("How large is it?", ["How many parks do Donghe and Xihe have?"])
    assert found.choices == ("How large is Donghe?", "How large is Xihe?")


@pytest.mark.parametrize(
    "turn",
    [
        "How many hospitals does Xihe County have?",
        "What is the length of the sea bridge in Haizhou?",
        "Who is Li Jianguo?",
        "Switching topic: how old is Mo Yan?",
    ],
)
def test_a_new_topic_takes_nothing_along(turn: str) -> None:
    found = standalone(turn, [INCOME])
    assert not found.rewritten
    assert "Donghe" not in found.text


def test_a_switch_may_still_point_back() -> None:
    found = standalone("Switching topic: how many old people there live alone?", [TOWN])
    assert found.text == "How many old people in Donghe town live alone?"


@pytest.mark.parametrize(
    ("question", "entity", "measure", "things"),
    [
        ("What was the GDP of Donghe County in 2020?", "Donghe County", "GDP", ""),
        ("How far did Donghe's income ratio fall last year?", "Donghe", "income ratio", ""),
        ("How many mu of ponds does the Luyuan company run?", "Luyuan company", "", "mu of ponds that the Luyuan company run"),
        ("Where is the job market in Donghe?", "the job market in Donghe", "", ""),
        ("How many companies has the platform of Donghe helped?", "the platform of Donghe", "",
         "companies helped by the platform of Donghe"),
    ],
)  # fmt: skip
def test_a_question_is_divided(question: str, entity: str, measure: str, things: str) -> None:
    parsed = english_frame(question)
    assert (parsed.entity, parsed.measure, parsed.things) == (entity, measure, things)


def test_names_take_their_noun_along() -> None:
    assert names_in("How big is the Wanghu wetland park in Donghe county?") == [
        "Wanghu wetland park",
        "Donghe county",
    ]
    assert names_in("What is it in English, and how did the GDP grow in May?") == ["English"]


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        ("How many people live there?", "Where is Donghe Town?", "How many people live in Donghe Town?"),
        ("And in 2021?", "What was the GDP of Donghe in 2020?", "What was the GDP of Donghe in 2021?"),
        ("What about 2021?", "How many people came to Donghe in 2020?", "How many people came to Donghe in 2021?"),
        ("And rural residents?", "What is the income of urban residents in Donghe?", "What is the income of rural residents in Donghe?"),
        ("What about Nanshan county?", "How many parks are there in Donghe county?", "How many parks are there in Nanshan county?"),
        ("And how far did its income ratio fall?", "How large is Donghe?", "And how far did Donghe's income ratio fall?"),
        ("I meant 2019", "How many pupils did Riverside School have in 2020?", "How many pupils did Riverside School have in 2019?"),
        ("And teachers?", "How many students does Riverside School have?", "How many teachers does Riverside School have?"),
    ],
)  # fmt: skip
def test_one_turn_after_one_question(turn: str, last: str, expected: str) -> None:
    assert standalone(turn, [last]).text == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            [Exchange("Who is the secretary of Wanghu Village?", "", "Zhao Guoping (赵国平)"),
             "How long has Zhao Guoping held the post?", "How many households live in the village?"],
            "How many households live in Wanghu Village?",
        ),
        (
            [Exchange("Which company built the Qingshan Bridge?", "", "Donghai Construction"),
             "Where is that company based?"],
            "Where is Donghai Construction based?",
        ),
        (
            [Exchange("Which of the lakes of Nanshan is the largest?", "", "Longtan Lake"), "How deep is it?"],
            "How deep is Longtan Lake?",
        ),
        (["How many lakes are there in Nanshan County?", "Which is the largest?"],
         "Which of the lakes in Nanshan County is the largest?"),
        (["What was the revenue of the inns of Nanshan County?", "Which townships are they in?"],
         "Which townships are the inns of Nanshan County in?"),
        (["What was the revenue of the inns of Nanshan County?", "How much did that grow?"],
         "How much did the revenue of the inns of Nanshan County grow?"),
        (["What percentage of Donghe's residents have a family doctor?", "And among the elderly?"],
         "What percentage of Donghe's elderly residents have a family doctor?"),
        (["What was the forest coverage of Xishan in 2022?", "And the provincial average?"],
         "What was the forest coverage of the whole province in 2022?"),
        (["How many people have the alarm bells saved?", "Do users have to pay for them?"],
         "Do users have to pay for the alarm bells?"),
    ],
)  # fmt: skip
def test_longer_conversations(turns: list[str | Exchange], expected: str) -> None:
    *earlier, turn = turns
    assert isinstance(turn, str)
    assert standalone(turn, earlier).text == expected


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        ("How about two years later?", "How many doctors did Nanshan County hire in 2019?",
         "How many doctors did Nanshan County hire in 2021?"),
        ("And in the first half of 2023?", "How many jobs did Donghe City create in 2022?",
         "How many jobs did Donghe City create in the first half of 2023?"),
        ("And tap water?", "What is the price of reclaimed water in Xihe?", "What is the price of tap water in Xihe?"),
        ("How many people eat there?", "What does a meal at the Shiqiao community canteen cost?",
         "How many people eat in the Shiqiao community canteen?"),
        ("What does the company save?", Exchange("Which firm uses the most water in Xihe?", "", "Taishan Group"),
         "What does Taishan Group save?"),
        ("What is his role there?", Exchange("Which hospital did Li Ming go to?", "", "Longxi Clinic"),
         "What is Li Ming's role in Longxi Clinic?"),
    ],
)  # fmt: skip
def test_times_kinds_and_places_further_on(turn: str, last: str | Exchange, expected: str) -> None:
    assert standalone(turn, [last]).text == expected


def _alike(word: str, others: list[str]) -> list[float]:
    """Meals are alike and schools are alike, nothing else is."""
    kinds = ({"lunch", "dinner", "午餐", "晚饭"}, {"schools", "clinics", "小学", "初中"})
    return [0.5 if any({word, o} <= kind for kind in kinds) else 0.0 for o in others]


LUNCH = Exchange("How much does lunch cost at the Daqiao village canteen?", "", "8 yuan")
VISITS = Exchange(
    "What was the tourism revenue of Shiyang Village in 2021?", "", "3.2 million yuan"
)
POINTS = Exchange("How many charging points were built in Yunhe County last year?", "", "320")


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        ("What about dinner?", LUNCH, "How much does dinner cost at the Daqiao village canteen?"),
        ("And for people over 80?", LUNCH, "How much does lunch cost at the Daqiao village canteen for people over 80?"),
        ("How many are in villages?", POINTS, "How many of the charging points built in Yunhe County last year are in villages?"),
        ("How much more than the year before?", VISITS,
         "How much more was the tourism revenue of Shiyang Village in 2021 than the year before?"),
        ("How much of it came from inns?", VISITS, "How much of the tourism revenue of Shiyang Village came from inns?"),
        ("And what had Meiao Village's fallen to?", VISITS, "And what had Meiao Village's tourism revenue fallen to?"),
        ("What was it before?", Exchange("How long does Donghe now need to mend a lamp?", "", "2 hours"),
         "How long does Donghe need to mend a lamp before?"),
        ("Who gave these figures?", POINTS, "Who said that charging points were built in Yunhe County last year 320?"),
        ("Which year is that figure from?", VISITS, "In which year: the tourism revenue of Shiyang Village in 2021 3.2 million yuan?"),
        ("Which article says so?", VISITS, VISITS.question),
        ("Any other reasons?", Exchange("Why did Shimen Village get more visitors?"), "Why did Shimen Village get more visitors?"),
        ("Any other workshops?", POINTS, "What other workshops are there in Yunhe County?"),
        ("And in Meiao Village alone, in 2022?", VISITS, "What was the tourism revenue of Meiao Village in 2022?"),
        ("Who is the village head who explains this?", VISITS, "Who is Shiyang Village head?"),
    ],
)  # fmt: skip
def test_what_a_turn_leaves_out_inside(turn: str, last: Exchange, expected: str) -> None:
    assert standalone(turn, [last], alike=_alike).text == expected


RESORT = Exchange("How many visitors did the Fenghuang ski resort receive last year?", "", "68,000")


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        ("What does a ticket cost?", RESORT, "What does a ticket cost in Fenghuang ski resort?"),
        ("And the year before that?", RESORT,
         "How many visitors did the Fenghuang ski resort receive the year before last?"),
        ("When was it opened?", Exchange("Who designed the new library in Qingxi?", "", "Zhao Mingyuan (赵明远)"),
         "When was the new library in Qingxi opened?"),
        ("How many did it have in 2019?", Exchange("How many nurses does Qingxi County have?"),
         "How many nurses did Qingxi County have in 2019?"),
        ("And a year ago?", Exchange("What is the sorting rate in Yongan Town?"),
         "What is the sorting rate in Yongan Town the year before?"),
    ],
)  # fmt: skip
def test_things_with_their_nouns_and_years_before(turn: str, last: Exchange, expected: str) -> None:
    assert standalone(turn, [last]).text == expected
