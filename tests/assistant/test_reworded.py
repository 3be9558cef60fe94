"""A refused question asked once more in the words that the articles print."""

from __future__ import annotations

from pathlib import Path

from assistant import Assistant
from assistant.reworded import in_printed_words
from index import Collection
from models import load_reader

from .made import make_article, make_evidence

YIELD = "厂房出租后，村均收益46万元。"


def test_words_that_the_passage_lacks_give_way_to_its_own() -> None:
    nearest = [make_evidence(make_article(YIELD), YIELD)]
    assert in_printed_words("厂房出租后每村到手多少?", nearest) == "厂房出租后每村收益多少?"
    # What is printed stays, and so does what nothing printed stands for.
    assert in_printed_words("厂房出租后每村收益多少?", nearest) is None
    assert in_printed_words("厂房有几层?", nearest) is None


def test_an_office_is_no_other_office() -> None:
    text = "村党支部书记周立国说，路通了。"
    nearest = [make_evidence(make_article(text), text)]
    assert in_printed_words("村主任是谁?", nearest) is None


def test_the_question_is_put_again_and_says_so(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text(
        "松溪区的自动驾驶\n\n松溪区获批全省唯一的自动驾驶示范区。区里开通自动驾驶公交线路3条，每天发车42班。",
        "utf-8",
    )
    collection = Collection.open(tmp_path / "index")
    collection.build([articles])
    assistant = Assistant(collection, load_reader("builtin"))
    asked = assistant.ask("松溪区无人驾驶公交线路有几条？")
    assert not asked.abstained and asked.short_answer == "3条"
    refused = assistant.ask("松溪区无人驾驶公交车票多少钱？")
    assert refused.abstained
