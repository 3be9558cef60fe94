"""HTML, exports, conversations and texts, without a browser."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import answer_to_json
from index import Article
from tests.ui.fakes import TEA, FakeAssistant, FakeCollection, _article, sample_articles
from ui.conversations import (
    MAX_CONVERSATIONS,
    Turn,
    empty_notebook,
    new_conversation,
    notebook_from_json,
    notebook_to_json,
)
from ui.export import answer_as_markdown, table_as_csv, table_as_markdown
from ui.figure_rows import FigureTable, comparisons
from ui.reading import Mark, article_html, marked_text
from ui.render_answer import transcript_html
from ui.render_articles import found_marks
from ui.render_check import checked_html
from ui.render_sources import source_html
from ui.shelf import safe_name
from ui.texts import LANGUAGES, interface_language, keys, t


@pytest.fixture
def answer() -> dict[str, Any]:
    return answer_to_json(FakeAssistant().ask("青溪县的合作社采摘了多少鲜叶？"))


def text_of(html: str) -> str:
    """The text that a browser shows."""
    from html.parser import HTMLParser

    parts: list[str] = []
    parser = HTMLParser()
    parser.handle_data = parts.append  # type: ignore[method-assign]
    parser.feed(html)
    return "".join(parts)


@given(
    st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\r\0"), max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5),
)
def test_marking_never_loses_or_doubles_a_character(
    text: str, spans: list[tuple[int, int]]
) -> None:
    marks = [Mark(min(a, b), max(a, b), "quote") for a, b in spans]
    html = str(marked_text(text, 0, len(text), marks))
    assert text_of(html) == text
    assert html.count("<") == 2 * html.count("<mark")


def test_the_article_is_shown_whole_block_by_block() -> None:
    article = sample_articles()[0]
    shown = text_of(str(article_html(article, "zh-Hans")))
    for paragraph in TEA.split("\n\n"):
        assert paragraph in shown


def test_a_quote_that_no_longer_stands_is_not_highlighted(answer: dict[str, Any]) -> None:
    article: Article = sample_articles()[0]
    moved = json.loads(json.dumps(answer))
    moved["citations"][0]["start"] += 1
    for missing in (
        source_html(None, answer, 1, 0, "zh-Hans"),
        source_html(article, moved, 1, 0, "zh-Hans"),
    ):
        assert "<mark" not in missing
        assert t("source_gone", "zh-Hans") in missing
    assert '<mark class="quote"' in source_html(article, answer, 1, 0, "zh-Hans")


def test_hostile_words_are_escaped_everywhere() -> None:
    hostile = "<img src=x onerror=alert(1)>\"'&{{x}}${y}"
    answer = answer_to_json(FakeAssistant().ask("青溪县的合作社采摘了多少鲜叶？"))

    def poisoned(value: Any) -> Any:
        if isinstance(value, str):
            return hostile
        if isinstance(value, list):
            return [poisoned(item) for item in value]
        if isinstance(value, dict):
            return {key: poisoned(item) for key, item in value.items()}
        return value

    bad = poisoned(answer)
    for abstained in (True, False):
        bad["abstained"] = abstained
        turns = [Turn(hostile, bad), Turn(hostile, None, hostile)]
        html = transcript_html(turns, "en", examples=(), working=False)
        assert "<img" not in html and 'onerror=alert(1)"' not in html
    claims = [
        {
            "claim": hostile,
            "start": 0,
            "end": 99,
            "verdict": hostile,
            "explanation": hostile,
            "citations": [],
            "figures": [{"text": hostile, "verdict": hostile, "found": hostile, "citation": None}],
        }
    ]
    assert "<img" not in checked_html(hostile, claims, "en")


def test_markdown_shows_what_articles_say_as_it_stands(answer: dict[str, Any]) -> None:
    answer["sentences"][0]["text"] = "[看](http://x) **粗** <b> `c`"
    markdown = answer_as_markdown(answer, "zh-Hans")
    assert "\\[看\\]\\(http://x\\) \\*\\*粗\\*\\* \\<b\\> \\`c\\`[^1]" in markdown


def test_spreadsheets_run_no_formula_and_numbers_stay_numbers() -> None:
    rows = [["=cmd|' /C calc'!A0", "-5.2%", "+3", "@x", "鲜叶"]]
    text = table_as_csv(["a", "b", "c", "d", "e"], rows)
    assert text.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))[1]
    assert read == ["'=cmd|' /C calc'!A0", "-5.2%", "+3", "'@x", "鲜叶"]
    assert table_as_markdown(["a"], [["x|y\nz"]]).endswith("| x\\|y z |\n")


def test_a_notebook_survives_the_browser_and_forgets_what_does_not_fit(
    answer: dict[str, Any],
) -> None:
    notebook = empty_notebook()
    talk = notebook.open.with_turn(Turn("问", answer, None, True)).with_turn(Turn("错", None, "忙"))
    notebook = notebook.put(talk)
    stored = json.loads(json.dumps(notebook_to_json(notebook)))
    assert notebook_from_json(stored) == notebook
    stored["conversations"][0]["turns"][0]["answer"]["citations"][0]["start"] = "0"
    assert [turn.question for turn in notebook_from_json(stored).open.turns] == ["错"]
    for broken in (None, 3, "x", {}, {"version": 1}, {"version": 1, "conversations": [7, {}]}):
        assert notebook_from_json(broken).open.turns == ()


def test_only_the_newest_conversations_are_kept() -> None:
    notebook = empty_notebook()
    for number in range(MAX_CONVERSATIONS + 5):
        notebook = notebook.put(new_conversation().with_turn(Turn(str(number), None, "x")))
    titles = [conversation.title for conversation in notebook.conversations]
    assert len(titles) == MAX_CONVERSATIONS
    assert titles[0] == str(MAX_CONVERSATIONS + 4)


def test_the_three_languages_name_the_same_values_and_chinese_keeps_its_script() -> None:
    import re

    from index.normalise import simplify

    for key in keys():
        texts = [t(key, language) for language in LANGUAGES]
        assert all(texts)
        names = [set(re.findall(r"{(\w+)}", text)) for text in texts]
        assert names[0] == names[1] == names[2], key
        assert simplify(texts[0]) == texts[0], f"{key}: traditional characters"
        assert not re.search("[\u4e00-\u9fff]", texts[2]), f"{key}: Chinese in English"


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh-CN", "zh-Hans"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-tw", "zh-Hant"),
        ("de", "en"),
        (None, "zh-Hans"),
    ],
)
def test_the_interface_follows_the_browser(tag: str | None, language: str) -> None:
    assert interface_language(tag) == language


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\\b\\..\\c.txt", "....", "", ".htaccess"])
def test_file_names_stay_in_their_folder(name: str) -> None:
    safe = safe_name(name)
    assert safe and "/" not in safe and "\\" not in safe and not safe.startswith(".")


def test_the_words_searched_for_are_marked_in_either_script() -> None:
    text = "鎮上的圖書館添了夜班，图书馆更亮了。"
    found = [text[mark.start : mark.end] for mark in found_marks(text, "图书馆 夜班")]
    assert found == ["圖書館", "夜班", "图书馆"]
    assert found_marks(text, "  ") == []


def test_figures_compare_only_one_measure_of_several_places_or_years() -> None:
    def text(name: str, income: str) -> str:
        return f"{name}的人均可支配收入为{income}万元。"

    collection = FakeCollection([])
    collection.stored = [
        _article(text("2021年南湾镇", "4.1") + text("2022年南湾镇", "4.4"), "甲", "a.txt"),
    ]
    (over,) = comparisons(FigureTable(collection).rows())
    assert (over.over, [row["text"] for row in over.rows]) == ("years", ["4.1万元", "4.4万元"])
    collection.stored.append(_article(text("2022年北塘镇", "5"), "乙", "b.txt"))
    collection.generation += 1
    (over,) = comparisons(FigureTable(collection).rows())
    assert over.over == "places"
    assert [row["text"] for row in over.rows] == ["5万元", "4.4万元", "4.1万元"]
