"""Reprints are linked and answered once; texts that differ in a figure are two sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Collection, Filters
from tests.index.prose import prose


def _file(folder: Path, name: str, text: str, date: str, source: str = "柳溪日报") -> None:
    folder.mkdir(exist_ok=True)
    header = f"---\ntitle: {name}\nsource: {source}\ndate: {date}\n---\n"
    (folder / f"{name}.md").write_text(header + text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for seed in range(3):
        _file(tmp_path / "files", f"原文{seed}", prose(seed), f"2021-0{seed + 1}-01")
    return tmp_path / "files"


def _links(collection: Collection) -> dict[str, str]:
    titles = {found.id: found.title or "" for found in collection.articles()}
    return {titles[reprint]: titles[kept] for reprint, kept in collection.duplicates().items()}


def test_reprints_are_linked_to_the_earlier_article(collection: Collection, folder: Path) -> None:
    _file(folder, "转载", prose(1), "2021-05-01", "北塘晚报")
    cut = "".join(prose(2).split("。")[n] + "。" for n in range(18))
    _file(folder, "摘登", cut, "2021-01-01", "北塘晚报")
    collection.build([folder])
    assert _links(collection) == {"转载": "原文1", "摘登": "原文2"}
    assert collection.status()["duplicates"] == 2


def test_traditional_reprint(collection: Collection, folder: Path) -> None:
    import opencc

    _file(folder, "繁體", opencc.OpenCC("s2t").convert(prose(0)), "2022", "北塘晚報")
    collection.build([folder])
    assert _links(collection) == {"繁體": "原文0"}


def test_one_other_figure_makes_another_source(collection: Collection, folder: Path) -> None:
    text = prose(1)
    year = text[:4]
    _file(folder, "改数", text.replace(year, str(int(year) + 1), 1), "2021-05-01")
    _file(folder, "改字", prose(2).replace("第", "").replace("比上年", "较上年"), "2021-05-01")
    collection.build([folder])
    assert "改数" not in _links(collection)


def test_different_articles_are_not_linked(collection: Collection, tmp_path: Path) -> None:
    for seed in range(40):
        _file(tmp_path / "many", f"第{seed}篇", prose(seed, 10), "2021")
    collection.build([tmp_path / "many"])
    assert collection.duplicates() == {}


@pytest.mark.parametrize("order", [("原文1", "转载"), ("转载", "原文1")])
def test_search_returns_a_text_once_whatever_came_first(
    collection: Collection, folder: Path, order: tuple[str, str]
) -> None:
    _file(folder, "转载", prose(1), "2021-05-01", "北塘晚报")
    for name in order:
        collection.add([folder / f"{name}.md"])
    collection.build([folder])
    query = prose(1)[:120]
    for search in (collection.search_lexical, collection.search_dense):
        hits = search(query, limit=50)
        titles = {collection.article(hit.passage.article_id).title for hit in hits}  # type: ignore[union-attr]
        assert "原文1" in titles and "转载" not in titles
        # Where the filter leaves only the reprint, it is found.
        hits = search(query, limit=50, filters=Filters(source="北塘晚报"))
        assert {collection.article(h.passage.article_id).title for h in hits} == {"转载"}  # type: ignore[union-attr]


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_reprint_stands_for_itself_when_the_original_goes(
    collection: Collection, folder: Path, by_hand: bool
) -> None:
    _file(folder, "转载甲", prose(1), "2021-05-01", "北塘晚报")
    _file(folder, "转载乙", prose(1), "2021-06-01", "云岭周报")
    collection.build([folder])
    assert _links(collection) == {"转载甲": "原文1", "转载乙": "原文1"}
    if by_hand:
        kept = {found.title: found.id for found in collection.articles()}
        collection.remove([kept["原文1"]])
    else:
        (folder / "原文1.md").unlink()
        collection.build([folder])
    assert _links(collection) == {"转载乙": "转载甲"}
    hit = collection.search_lexical(prose(1)[:80], limit=1)[0]
    assert collection.article(hit.passage.article_id).title == "转载甲"  # type: ignore[union-attr]
