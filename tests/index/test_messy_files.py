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


def _paragraphs(found: Article) -> tuple[str, ...]:
    return tuple(found.text[block.start : block.end] for block in found.blocks)


def test_pages_of_one_file_are_articles_with_pages_of_their_own(
    collection: Collection, tmp_path: Path
) -> None:
    """Columns of fifteen characters break in the midst of figures: none may be parted."""
    (tmp_path / "a.pdf").write_bytes(messy.two_pages())
    collection.build([tmp_path / "a.pdf"])
    first, second = collection.articles()
    assert [(a.title, a.source, a.date, a.page) for a in (first, second)] == [
        ("大桥通车之后", "青岭日报", "2023-12-29", "3"),
        ("春茶好价钱", "青岭日报", "2023-12-29", "4"),
    ]
    assert _paragraphs(first) == messy.BRIDGE
    assert _paragraphs(second) == messy.TEA


def test_a_web_page_of_line_breaks(collection: Collection, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(messy.broken_lines_page())
    collection.build([tmp_path / "a.html"])
    (found,) = collection.articles()
    # The date over the headline is that of the visit.
    assert (found.title, found.source, found.date) == ("云坞春茶开采", "青岭日报", "2024-03-18")
    assert _paragraphs(found) == messy.TEA
