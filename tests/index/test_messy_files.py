"""Files as they are found, all made up: what a build makes of them, to the letter.

A web page with its menus and comments, a PDF page in columns, a Word file without styles, old texts
in GBK and Big5, rows of a newsroom's database; and a zip of them all with a file that is broken.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Article, Collection
from tests.index import messy


def _check(found: Article, expected: messy.Expected) -> None:
    assert (found.title, found.source, found.date, found.page, found.author) == (
        expected.title,
        expected.source,
        expected.date,
        expected.page,
        expected.author,
    )
    blocks = tuple((block.kind, found.text[block.start : block.end]) for block in found.blocks)
    assert blocks == expected.blocks


@pytest.mark.parametrize("name", sorted(messy.FILES))
def test_a_file_as_it_is_found(collection: Collection, tmp_path: Path, name: str) -> None:
    (tmp_path / "files").mkdir()
    path = tmp_path / "files" / Path(name).name
    path.write_bytes(messy.FILES[name]())
    collection.build([path])
    for found, expected in zip(collection.articles(), messy.EXPECTED[name], strict=True):
        _check(found, expected)


def test_passages_hold_the_text_and_nothing_else(collection: Collection, tmp_path: Path) -> None:
    (tmp_path / "来稿.zip").write_bytes(messy.archive())
    collection.build([tmp_path / "来稿.zip"])
    for found in collection.articles():
        name = found.path.removeprefix("来稿.zip/")
        expected = next(e for e in messy.EXPECTED[name] if e.title == found.title)
        passages = list(collection.passages(found.id))
        # Headings label the passages under them; the rest stands in passages, in order and whole.
        words = "".join("".join(passage.text.split()) for passage in passages)
        assert words == "".join(
            "".join(text.split()) for kind, text in expected.blocks if kind != "heading"
        )
        headings = [text for kind, text in expected.blocks if kind == "heading"]
        assert {passage.heading for passage in passages} - {None} == set(headings)
        captions = [passage.text for passage in passages if passage.kind == "caption"]
        assert captions == [text for kind, text in expected.blocks if kind == "caption"]


def test_a_zip_of_them_names_what_it_could_not_read(collection: Collection, tmp_path: Path) -> None:
    (tmp_path / "来稿.zip").write_bytes(messy.archive())
    report = collection.build([tmp_path / "来稿.zip"])
    assert len(report.added) == sum(map(len, messy.EXPECTED.values()))
    reasons = {
        problem.path.removeprefix("来稿.zip/"): problem.reason for problem in report.problems
    }
    assert reasons.keys() == messy.UNREADABLE.keys()
    assert all(words in reasons[name] for name, words in messy.UNREADABLE.items())


def test_repairs_quote_what_stood_in_the_file(collection: Collection, tmp_path: Path) -> None:
    (tmp_path / "晚稻.txt").write_bytes(messy.rice_text())
    collection.build([tmp_path / "晚稻.txt"])
    (found,) = collection.articles()
    # Line ends are read as "\n".
    raw = messy.rice_text().decode("gbk").replace("\r\n", "\n")
    repairs = collection.repairs(found.id)
    assert {repair.kind for repair in repairs} == {"line", "furniture"}
    assert all(raw[repair.raw_start : repair.raw_end] == repair.before for repair in repairs)
