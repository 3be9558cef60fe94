"""What a collection promises: idempotent, incremental, in step with its folders, filtered search."""

from __future__ import annotations

import os
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Collection, EmptyCollection, Filters, IndexBusy, ModelMismatch
from index.embed import Embedder
from tests.index.prose import article, prose
from tests.index.tiny_embedder import tiny_embedder


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many texts each call embedded."""
    calls: list[int] = []
    original = Embedder.documents

    def counting(self: Embedder, texts: list[str]) -> object:
        calls.append(len(texts))
        return original(self, texts)

    monkeypatch.setattr(Embedder, "documents", counting)
    return calls


def test_build_indexes_every_article(collection: Collection, files: Path) -> None:
    report = collection.build([files])
    assert (report.files, len(report.added), report.problems) == (6, 6, ())
    for found in collection.articles():
        passages = list(collection.passages(found.id))
        assert passages
        assert all(found.text[p.start : p.end] == p.text for p in passages)
        assert [p.ordinal for p in passages] == list(range(len(passages)))


@pytest.mark.parametrize("search", ["search_lexical", "search_dense"])
def test_a_passage_is_found_by_its_own_words(
    collection: Collection, files: Path, search: str
) -> None:
    collection.build([files])
    for passage in list(collection.passages())[::5]:
        hits = getattr(collection, search)(passage.text, limit=3)
        assert passage.id in [hit.passage.id for hit in hits]
        assert [hit.score for hit in hits] == sorted((h.score for h in hits), reverse=True)


@pytest.mark.parametrize("search", ["search_lexical", "search_dense"])
@pytest.mark.parametrize(
    "query", ["", " \n", "？！", "x" * 5_000, "茶" * 5_000, "\x00", 'a:b AND ("']
)
def test_odd_queries_are_answered(
    collection: Collection, files: Path, search: str, query: str
) -> None:
    collection.build([files])
    assert len(getattr(collection, search)(query, limit=4)) <= 4
    assert getattr(collection, search)(query, limit=0) == []


def test_second_build_does_nothing(
    collection: Collection, files: Path, embedded: list[int]
) -> None:
    collection.build([files])
    generation, embedded[:] = collection.store.generation, []
    report = collection.build([files])
    assert (report.unchanged, report.added, report.removed) == (6, (), ())
    assert collection.store.generation == generation
    assert embedded == []


def test_what_an_older_version_read_is_read_again(
    collection: Collection, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection.build([files])
    before = [article.id for article in collection.articles()]
    texts = sorted(passage.text for passage in collection.passages())
    with collection.store.transaction():
        # As if the older version had cut and titled this article differently.
        collection.store.drop_passages(before[0])
        collection.store.put_article(replace(collection.article(before[0]), title="旧题"))
    monkeypatch.setattr("index.build.reading_version", lambda: "another")
    report = collection.build([files])
    assert (report.unchanged, report.added, report.removed) == (0, (), ())
    assert [article.id for article in collection.articles()] == before
    assert collection.article(before[0]).title != "旧题"
    assert sorted(passage.text for passage in collection.passages()) == texts
    assert collection.build([files]).unchanged == 6


def test_reading_again_embeds_only_what_is_read_otherwise(
    collection: Collection, files: Path, embedded: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    collection.build([files])
    removed, *before = [article.id for article in collection.articles()]
    collection.remove([removed])
    embedded.clear()
    monkeypatch.setattr("index.build.reading_version", lambda: "another")
    report = collection.build([files])
    # The article that was removed by its id stays away.
    assert (report.unchanged, report.added, report.removed) == (1, (), ())
    assert [article.id for article in collection.articles()] == before
    assert embedded == []


def test_reading_again_goes_on_where_it_was_interrupted(
    collection: Collection, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection.build([files])
    monkeypatch.setattr("index.build.reading_version", lambda: "another")
    monkeypatch.setattr("index.build._FILES_A_COMMIT", 2)

    def stop(done: int, total: int, name: str) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        collection.build([files], progress=stop)
    assert collection.build([files]).unchanged == 4


def test_renamed_touched_and_reencoded_files_are_the_same_articles(
    collection: Collection, files: Path, embedded: list[int]
) -> None:
    collection.build([files])
    before = {found.id for found in collection.articles()}
    embedded.clear()
    (files / "0.md").rename(files / "renamed.md")
    os.utime(files / "1.md", (1, 1))
    text = (files / "2.md").read_text(encoding="utf-8")
    (files / "2.md").write_bytes(text.replace("\n", "\r\n").encode("gb18030"))
    report = collection.build([files])
    assert {found.id for found in collection.articles()} == before
    assert embedded == []
    assert (report.added, report.removed) == ((), ())
    assert "renamed.md" in {found.path for found in collection.articles()}


def test_adding_one_article_embeds_one_article(
    collection: Collection, files: Path, embedded: list[int]
) -> None:
    collection.build([files])
    collection.search_dense("茶叶")
    embedded.clear()
    (files / "new.md").write_text(article(99), encoding="utf-8")
    (added,) = collection.build([files]).added
    assert sum(embedded) == len(list(collection.passages(added)))
    hit = collection.search_lexical(prose(99)[:60], limit=1)[0]
    assert hit.passage.article_id == added


def test_changed_file_replaces_its_article(collection: Collection, files: Path) -> None:
    collection.build([files])
    old = next(found for found in collection.articles() if found.path == "3.md")
    (files / "3.md").write_text(article(77), encoding="utf-8")
    report = collection.build([files])
    assert report.removed == (old.id,)
    assert collection.article(old.id) is None
    assert len(list(collection.articles())) == 6
    assert all(
        hit.passage.article_id != old.id for hit in collection.search_lexical(old.text, limit=50)
    )
    assert all(
        hit.passage.article_id != old.id for hit in collection.search_dense(old.text, limit=50)
    )


def test_a_corrected_header_updates_the_article(collection: Collection, files: Path) -> None:
    collection.build([files])
    path = files / "0.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("source: ", "source: 新"), encoding="utf-8")
    collection.build([files])
    found = next(found for found in collection.articles() if found.path == "0.md")
    assert found.source is not None and found.source.startswith("新")


def test_removed_files_go_only_with_their_own_folder(
    collection: Collection, files: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.md").write_text(article(50), encoding="utf-8")
    collection.build([files, other])
    (files / "0.md").unlink()
    (other / "a.md").unlink()
    assert len(collection.build([files]).removed) == 1
    assert len(list(collection.articles())) == 6
    assert len(collection.build([other]).removed) == 1


def test_an_article_in_two_files_stays_until_both_are_gone(
    collection: Collection, files: Path
) -> None:
    shutil.copy(files / "0.md", files / "copy.md")
    collection.build([files])
    assert len(list(collection.articles())) == 6
    (files / "0.md").unlink()
    collection.build([files])
    assert {f.path for f in collection.articles()} >= {"copy.md"}
    (files / "copy.md").unlink()
    collection.build([files])
    assert len(list(collection.articles())) == 5


def test_remove_and_add_again(collection: Collection, files: Path) -> None:
    collection.build([files])
    gone = next(collection.articles())
    assert collection.remove([gone.id, "unknown"]) == [gone.id]
    assert collection.build([files]).added == ()
    assert collection.article(gone.id) is None
    assert collection.add([files / gone.path]).added == (gone.id,)


def test_adding_a_file_does_not_take_it_from_its_folder(
    collection: Collection, files: Path, embedded: list[int]
) -> None:
    collection.build([files])
    embedded.clear()
    collection.add([files / "0.md", files / ".." / files.name / "1.md"])
    (files / "alone.md").write_text(article(90), encoding="utf-8")
    collection.add([files / "alone.md"])
    assert len(embedded) == 1
    for name in ("0.md", "1.md", "alone.md"):
        (files / name).unlink()
    assert len(collection.build([files]).removed) == 3


def test_names_from_chinese_windows(collection: Collection, files: Path) -> None:
    name = os.fsencode(files) + b"/" + "柳溪日报_2021-07-13.md".encode("gbk")
    with open(name, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(prose(80))
    (added,) = collection.build([files]).added[-1:]
    assert collection.build([files]).unchanged == 7
    found = {article.path: article for article in collection.articles()}
    assert found["柳溪日报_2021-07-13.md"].date == "2021-07-13"
    assert added in {article.id for article in found.values()}


def test_a_folder_that_nobody_may_write_to_is_served(
    collection: Collection, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection.build([files])
    expected = collection.search_lexical("茶叶"), collection.search_dense("茶叶")
    collection.close()
    for path in collection.folder.glob("lexical-*"):
        shutil.rmtree(path)
    monkeypatch.setattr(os, "access", lambda *_: False)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    reader = Collection.open(collection.folder, embedder=tiny_embedder())
    assert (reader.search_lexical("茶叶"), reader.search_dense("茶叶")) == expected
    assert not list(collection.folder.glob("lexical-*"))


def test_filters(collection: Collection, files: Path) -> None:
    (files / "undated.md").write_text(f"---\ntitle: 无日期\n---\n{prose(30)}", encoding="utf-8")
    (files / "year.md").write_text(
        f"---\ntitle: 只有年份\ndate: 2019\nsource: 柳溪日报\n---\n{prose(31)}臺州市也來了。",
        encoding="utf-8",
    )
    collection.build([files])
    articles = {found.id: found for found in collection.articles()}
    cases = [
        (Filters(date_from="2015"), lambda a: a.date and a.date >= "2015"),
        (Filters(date_to="2015-06"), lambda a: a.date and a.date[:7] <= "2015-06"),
        (
            Filters(date_from="2019-05-01", date_to="2019-06"),
            lambda a: a.date and (a.date == "2019" or "2019-05-01" <= a.date <= "2019-06-31"),
        ),
        (Filters(source="柳溪日报"), lambda a: a.source == "柳溪日报"),
        (Filters(article_ids=tuple(articles)[:2]), lambda a: a.id in tuple(articles)[:2]),
        (Filters(article_ids=()), lambda a: False),
        (Filters(place="台州"), lambda a: a.date == "2019"),
        (
            Filters(source="柳溪日报", date_to="2012"),
            lambda a: a.source == "柳溪日报" and a.date and a.date[:4] <= "2012",
        ),
    ]
    for filters, expected in cases:
        wanted = {known for known, found in articles.items() if expected(found)}
        for search in (collection.search_lexical, collection.search_dense):
            hits = search("年月生产茶叶万元", limit=120, filters=filters)
            assert {hit.passage.article_id for hit in hits} == wanted, filters
        assert {found.id for found in collection.articles(filters)} == wanted


def test_an_empty_collection_answers_with_nothing(collection: Collection, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert collection.build([tmp_path / "empty"]).files == 0
    assert collection.search_lexical("茶叶") == collection.search_dense("茶叶") == []
    with pytest.raises(EmptyCollection, match="index build"):
        Collection.open(tmp_path / "nowhere", create=False)
    assert not (tmp_path / "nowhere").exists()


def test_another_model_is_refused_until_it_has_embedded(
    collection: Collection, files: Path, embedded: list[int]
) -> None:
    collection.build([files])
    other = Collection.open(
        collection.folder, embedder=tiny_embedder(seed=1, dimension=24), granularity="passage"
    )
    with pytest.raises(ModelMismatch, match="--reembed"):
        other.search_dense("茶叶")
    (files / "new.md").write_text(article(99), encoding="utf-8")
    with pytest.raises(ModelMismatch):
        other.build([files])
    assert other.search_lexical("茶叶"), "lexical search needs no model"
    embedded.clear()
    other.reembed()
    assert sum(embedded) == len(list(other.passages()))
    passage = next(other.passages())
    assert other.search_dense(passage.text, limit=1)[0].score > 0.5
    assert len(other.build([files]).added) == 1
    with pytest.raises(ModelMismatch):
        # It has been open all the while.
        collection.search_dense("茶叶")


def test_sentence_vectors_give_one_hit_a_passage(files: Path, tmp_path: Path) -> None:
    collection = Collection.open(tmp_path / "sentences", embedder=tiny_embedder())
    collection.build([files])
    hits = collection.search_dense("茶叶出口", limit=12)
    assert len({hit.passage.id for hit in hits}) == len(hits) == 12
    vectors = sum(
        len(rows) for _, rows in collection.store.vectors([p.id for p in collection.passages()], 32)
    )
    assert vectors > len(list(collection.passages()))
    reopened = Collection.open(tmp_path / "sentences", embedder=tiny_embedder())
    assert reopened.granularity == "sentence"
    assert [h.passage.id for h in reopened.search_dense("茶叶出口", limit=12)] == [
        h.passage.id for h in hits
    ]


def test_one_writer_at_a_time_and_readers_go_on(collection: Collection, files: Path) -> None:
    collection.build([files])
    reader = Collection.open(collection.folder, embedder=tiny_embedder())
    with collection._writing(0):
        errors: list[Exception] = []

        def try_to_write() -> None:
            try:
                reader.build([files])
            except IndexBusy as error:
                errors.append(error)

        thread = threading.Thread(target=try_to_write)
        thread.start()
        thread.join()
        assert errors and "another process" in str(errors[0])
        assert reader.search_lexical("茶叶") and reader.search_dense("茶叶")


def test_a_reader_sees_what_another_process_adds(collection: Collection, files: Path) -> None:
    reader = Collection.open(collection.folder, embedder=tiny_embedder())
    assert reader.search_lexical("茶叶") == []
    collection.build([files])
    assert reader.search_lexical("茶叶") and reader.search_dense("茶叶")
    (files / "new.md").write_text(article(99), encoding="utf-8")
    (added,) = collection.build([files]).added
    assert reader.search_lexical(prose(99)[:80], limit=1)[0].passage.article_id == added
    assert added in {h.passage.article_id for h in reader.search_dense(prose(99)[:80], limit=60)}


def test_search_from_many_threads(collection: Collection, files: Path) -> None:
    collection.build([files])
    expected = collection.search_lexical("茶叶", limit=5), collection.search_dense("茶叶", limit=5)
    results: list[object] = []

    def work() -> None:
        for _ in range(10):
            results.append(
                (
                    collection.search_lexical("茶叶", limit=5),
                    collection.search_dense("茶叶", limit=5),
                )
            )

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 40 and all(result == expected for result in results)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 4), st.sampled_from(["write", "delete", "rewrite"])), max_size=8
    )
)
def test_any_history_ends_as_a_fresh_build_would(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str]]
) -> None:
    root = tmp_path_factory.mktemp("history")
    files = root / "files"
    files.mkdir()
    lived = Collection.open(root / "lived", embedder=tiny_embedder())
    for number, (seed, action) in enumerate(steps):
        path = files / f"{seed}.md"
        if action == "delete":
            path.unlink(missing_ok=True)
        else:
            path.write_text(article(seed if action == "write" else seed + 10, 6), encoding="utf-8")
            os.utime(path, (number, number))
        lived.build([files])
    fresh = Collection.open(root / "fresh", embedder=tiny_embedder())
    fresh.build([files])

    def content(collection: Collection) -> list[tuple[str, str]]:
        return sorted((p.article_id, p.text) for p in collection.passages())

    def found(collection: Collection) -> dict[str, float]:
        hits = collection.search_dense("茶叶", limit=100)
        return {hit.passage.text: round(hit.score, 3) for hit in hits}

    assert content(lived) == content(fresh)
    assert found(lived) == found(fresh)
    assert {h.passage.text for h in lived.search_lexical("茶叶出口", limit=100)} == {
        h.passage.text for h in fresh.search_lexical("茶叶出口", limit=100)
    }
