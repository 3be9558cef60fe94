"""Conflicts: told where papers disagree, and nowhere else."""

from __future__ import annotations

from itertools import combinations

import pytest

from index.article import Article
from index.figures import conflict_rows, find_conflicts, locate


def paper(name: str, text: str, date: str | None = "2023-05-01") -> Article:
    return Article(name, None, None, name, date, None, None, "zh-Hans", text, name, name)


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        ("2022年,柳湾镇毛巾企业销售额达120亿元。", "柳湾镇2022年毛巾企业销售额为135亿元。", {"120亿元", "135亿元"}),
        ("2022年,云岭村接待游客21.3万人次。", "云岭村2022年接待游客31.3万人次。", {"21.3万人次", "31.3万人次"}),
        ("2021年,青溪县农村居民人均可支配收入3.2万元。", "青溪县2021年农村居民人均可支配收入为29800元。",
         {"3.2万元", "29800元"}),
        # The same value said in another way.
        ("2022年,柳湾镇毛巾企业销售额达120亿元。", "柳湾镇2022年毛巾企业销售额为1200000万元。", None),
        ("2022年,柳湾镇毛巾企业销售额超120亿元。", "柳湾镇2022年毛巾企业销售额为126亿元。", None),
        # Another year, place, measure, scope, qualifier.
        ("2021年,柳湾镇毛巾企业销售额达120亿元。", "柳湾镇2022年毛巾企业销售额为135亿元。", None),
        ("2022年,石桥镇毛巾企业销售额达120亿元。", "柳湾镇2022年毛巾企业销售额为135亿元。", None),
        ("2022年,柳湾镇毛巾企业出口额达20亿元。", "柳湾镇2022年毛巾企业销售额为135亿元。", None),
        ("2022年,青溪县城镇居民人均可支配收入6万元。", "青溪县2022年农村居民人均可支配收入3万元。", None),
        ("2022年,青溪县工业投资增长8%。", "青溪县2022年工业投资下降3%。", None),
        ("2022年,青溪县新增就业2.1万人。", "青溪县2022年就业人数为21万人。", None),
    ],
)  # fmt: skip
def test_pairs_of_papers(one: str, other: str, values: set[str] | None) -> None:
    found = find_conflicts(locate(paper("甲报", one)) + locate(paper("乙报", other)))
    told = [{v.figure.text for v in conflict.values} for conflict in found]
    assert told == ([values] if values else [])


def test_newest_first_with_article_and_place_in_it() -> None:
    old = paper("甲报", "2022年,柳湾镇毛巾企业销售额达120亿元。", "2023-01-10")
    new = paper("乙报", "柳湾镇2022年毛巾企业销售额为135亿元。", "2023-06-10")
    [conflict] = find_conflicts(locate(old) + locate(new))
    assert [v.article.source for v in conflict.values] == ["乙报", "甲报"]
    for value in conflict.values:
        assert value.figure.text in value.quote
        assert value.article.text[value.start : value.end] == value.quote
    assert "柳湾镇" in conflict.subject and "销售额" in conflict.subject


def test_without_a_time_only_papers_of_one_day_conflict() -> None:
    text = "目前,柳湾镇共有毛巾企业{}家。"
    january = paper("甲报", text.format(2300), "2023-01-10")
    june = paper("乙报", text.format(2500), "2023-06-10")
    same_day = paper("丙报", text.format(2600), "2023-06-10")
    assert find_conflicts(locate(january) + locate(june)) == []
    assert len(find_conflicts(locate(june) + locate(same_day))) == 1


def test_an_article_does_not_conflict_with_itself() -> None:
    article = paper("甲报", "2022年,柳湾镇销售额达120亿元。2022年,柳湾镇销售额达135亿元。")
    assert find_conflicts(locate(article)) == []


def test_unrelated_sentences_never_conflict() -> None:
    sentences = [
        "2022年,柳湾镇有毛巾企业2300家。",
        "2022年,柳湾镇有小学6所。",
        "2022年,柳湾镇面积81平方公里。",
        "2022年,柳湾镇人口7.2万人。",
        "2022年,柳湾镇新建公园3个。",
        "2022年,柳湾镇绿化率42%。",
        "2022年,柳湾镇毛巾占国内市场的35%。",
    ]
    for one, other in combinations(sentences, 2):
        assert find_conflicts(locate(paper("甲", one)) + locate(paper("乙", other))) == [], (
            one,
            other,
        )


def test_rows_for_a_command_and_a_page() -> None:
    old = paper("甲报", "2022年,柳湾镇毛巾企业销售额达120亿元。", "2023-01-10")
    new = paper("乙报", "柳湾镇2022年毛巾企业销售额为135亿元。", "2023-06-10")
    [row] = conflict_rows(find_conflicts(locate(old) + locate(new)))
    assert [(v["text"], v["value"], v["unit"], v["date"]) for v in row["values"]] == [
        ("135亿元", "13500000000", "元", "2023-06-10"),
        ("120亿元", "12000000000", "元", "2023-01-10"),
    ]
    for value, article in zip(row["values"], (new, old), strict=True):
        assert article.text[value["start"] : value["end"]] == value["quote"]
        assert value["article_id"] == article.id
