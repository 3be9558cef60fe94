"""Names by sound: pinyin in English, homophones in Chinese."""

from __future__ import annotations

from assistant.names import NameIndex, in_pinyin

TEXTS = [
    "织里镇的童装远销海外，莫晓岚回乡开了农家乐。",
    "龙湾区天河街道的老人，妙西镇妙山村的庄园。",
]


def test_pinyin_is_found_again() -> None:
    names = NameIndex(TEXTS)
    assert ("Zhili", "织里") in names.spelled_in("What does Zhili produce?")
    assert ("Mo Xiaolan", "莫晓岚") in names.spelled_in("Who is Mo Xiaolan?")
    assert names.spelled_in("How many women work there?") == []


def test_only_unknown_runs_are_corrected() -> None:
    names = NameIndex(TEXTS)
    text = "".join(TEXTS)
    fixed, pairs = names.correct("织理镇有多少企业", known=lambda run: run in text)
    assert fixed == "织里镇有多少企业"
    assert pairs == [("织理", "织里")]
    assert names.correct("织里镇有多少企业", known=lambda run: run in text)[1] == []


def test_everyday_words_misspell_no_name() -> None:
    names = NameIndex(["岩下村的老人去了姓名市。"])
    for question in ("眼下不亏本的占多大比例", "医生的姓名是"):
        assert names.correct(question, known=lambda run: False) == (question, [])
    assert names.correct("延下村有多少人", known=lambda run: False)[0] == "岩下村有多少人"


def test_names_in_pinyin() -> None:
    assert in_pinyin("莫晓岚") == "Mo Xiaolan"


def test_a_surname_behind_a_title_is_the_one_person_or_the_surname() -> None:
    alone = NameIndex(["渡口的林小满撑船，周大山卖票。"])
    assert alone.spelled_in("How old is Mr Lin?", titled=True) == [("Mr Lin", "林小满")]
    assert alone.spelled_in("How old is Granny Wu?", titled=True) == []
    assert alone.spelled_in("How old is Mr Lin?") == []  # he may be somebody spoken of before
    several = NameIndex(["渡口的林小满撑船，林秋实卖票。"])
    assert several.spelled_in("How old is Mrs. Lin?", titled=True) == [("Mrs. Lin", "林")]
    assert several.spelled_in("How old is the old lin tree?", titled=True) == []


def test_an_english_name_may_have_its_surname_last() -> None:
    names = NameIndex(["渡口的林小满撑船。", "松溪镇有渡口。"])
    assert names.spelled_in("What does Xiao Man Lin do?") == [("Xiao Man Lin", "林小满")]
    assert names.spelled_in("Is there a Xi Song?") == []


def test_a_place_that_only_its_class_word_tells_is_known_by_sound() -> None:
    text = "近日，洑溪镇的暑期学堂开班。"
    fixed, pairs = NameIndex([text]).correct("伏溪镇的学堂教什么", known=lambda run: run in text)
    assert (fixed, pairs) == ("洑溪镇的学堂教什么", [("伏溪", "洑溪")])


def test_persons_whom_only_the_words_beside_them_tell_are_known_by_sound() -> None:
    index = NameIndex(["店主项小舟介绍，店开了三年。", "常小榆表示，明年还要开一家。"])
    assert index.spelled_in("Since when has Xiang Xiaozhou run the shop?") == [
        ("Xiang Xiaozhou", "项小舟")
    ]
    assert index.spelled_in("What did Chang Xiaoyu say?") == [("Chang Xiaoyu", "常小榆")]
