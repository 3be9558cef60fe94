"""How large a place itself is, told in whatever words, and never by what lies in it."""

from __future__ import annotations

import pytest

from assistant.constraints import unmet_demands
from assistant.fitting import fitting_first
from assistant.question import parse_question
from assistant.short_answer import short_answer
from assistant.territory import place_measured, tells_territory

from .made import make_article, make_evidence

LAND = "960平方公里的土地上，茶园连着茶园。"
POND = "清河县东湖合作社有4000亩养殖面积。"


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("清河县有多大？", "清河"),
        ("整个清河县占地多少平方公里？", "清河"),
        ("清河縣總面積是多少？", "清河"),
        ("清河县的茶园有多大？", None),
        ("清河县有多少亩茶园？", None),
        ("清河县有多少人？", None),
    ],
)
def test_whose_own_area_is_asked_for(question: str, place: str | None) -> None:
    assert place_measured(parse_question(question)) == place


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LAND, ["960平方公里"]),
        (POND, []),
        ("清河县，960平方公里，人口40万。", ["960平方公里"]),
        ("全县总面积约960平方公里，森林覆盖率八成。", ["约960平方公里"]),
        ("东岭县总面积500平方公里。", []),
        ("一条占地0.7平方公里的老街从这里穿过。", []),
    ],
)
def test_what_tells_a_places_own_area(text: str, told: list[str]) -> None:
    evidence = make_evidence(make_article(text, title="清河县：茶香百里"), text)
    assert [figure.text for figure in tells_territory("清河", evidence)] == told


def test_land_of_an_article_set_elsewhere_is_not_meant() -> None:
    evidence = make_evidence(make_article(LAND, title="东岭县：茶香百里"), LAND)
    assert tells_territory("清河", evidence) == []


def test_the_land_comes_before_the_pond_and_the_pond_is_refused() -> None:
    article = make_article(f"{POND}{LAND}", title="清河县：茶香百里")
    pond, land = make_evidence(article, POND), make_evidence(article, LAND)
    asked = parse_question("清河县有多大？")
    assert fitting_first(asked, [pond, land]) == [land, pond]
    found = short_answer(asked, land)
    assert found is not None and found.text == "960平方公里"
    assert any(unmet.kind == "figure" for unmet in unmet_demands(asked, pond))
    assert not any(unmet.kind == "figure" for unmet in unmet_demands(asked, land))


def test_the_land_of_a_place_inside_is_none_of_the_whole() -> None:
    evidence = make_evidence(make_article(LAND, title="清河县松溪镇：茶香百里"), LAND)
    assert tells_territory("清河", evidence) == []
    assert len(tells_territory("松溪", evidence)) == 1
