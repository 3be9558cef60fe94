"""Several processes answer as one does, in the same order, and each opens its models once."""

from __future__ import annotations

import operator
import os
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from eval import Gold
from eval.options import assistant_opener, sampled
from eval.runs import ask_all, units_of
from eval.workers import default_jobs, in_workers

PLACES = "青红黄紫白黑灰蓝"
TEXT = "".join(f"{place}溪镇有{number + 30}个村。" for number, place in enumerate(PLACES))


def _turn(name: str, question: str, conversation: str | None) -> Gold:
    return Gold(name, "turn", question, "zh-Hans", "first", conversation=conversation)


def _squares() -> list[int]:
    return [number * number for number in range(40)]


def test_results_come_in_the_order_of_the_units() -> None:
    expected = [number * number for number in range(40)]
    assert list(in_workers(_squares, operator.getitem, range(40), jobs=1)) == expected
    # In two processes as well; `list` is what they can open without this file.
    units = [[number] for number in range(40)]
    assert list(in_workers(list, operator.add, units, jobs=2, worth=1)) == units


def test_turns_of_a_conversation_stay_together() -> None:
    rows = [_turn("q", "?", None), _turn("a.1", "?", "a"), _turn("a.2", "?", "a")]
    rows += [_turn("b.1", "?", "b"), _turn("r", "?", None)]
    assert [[row.id for row in unit] for unit in units_of(rows)] == [
        ["q"],
        ["a.1", "a.2"],
        ["b.1"],
        ["r"],
    ]


def test_who_limits_the_threads_limits_the_processes(monkeypatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    assert default_jobs() == 1
    monkeypatch.setenv("OMP_NUM_THREADS", "")
    assert default_jobs() == min(4, len(os.sched_getaffinity(0)))


def test_a_sample_is_drawn_from_the_seed() -> None:
    assert sampled(range(50), 5, 7) == sampled(range(50), 5, 7) != sampled(range(50), 5, 8)
    assert sampled("abc", None) == sampled("abc", 9) == ["a", "b", "c"]


@pytest.fixture(scope="module")
def small_index(tmp_path_factory) -> Path:
    from index import Collection

    folder = tmp_path_factory.mktemp("small")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    with Collection.open(folder / "index") as collection:
        collection.build([folder / "a.txt"])
    return folder / "index"


def _without_times(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key != "timings_ms"} for row in answers]


def test_a_run_is_the_same_to_the_digit_however_many_processes(small_index: Path) -> None:
    options = Namespace(
        index=small_index, profile="builtin", without=frozenset({"reader", "dense"})
    )
    rows = [
        _turn(f"t{number}.{turn}", question, f"t{number}")
        for number, place in enumerate(PLACES)
        for turn, question in enumerate((f"{place}溪镇有几个村？", "那青溪镇呢？"), 1)
    ] + [
        _turn(f"q{number}", f"{place}溪镇的镇长是谁？", None) for number, place in enumerate(PLACES)
    ]
    rows += [
        Gold(f"c{n}", "claim", f"{place}溪镇有{n + 30}个村。", "zh-Hans", "supported")
        for n, place in enumerate(PLACES)
    ]
    opener = assistant_opener(options)
    alone = ask_all(opener, rows, jobs=1)
    again = ask_all(opener, rows, jobs=1)
    together = ask_all(opener, rows, jobs=2)
    assert _without_times(alone) == _without_times(again) == _without_times(together)
    assert [row["id"] for row in together] == [row.id for row in rows]
    assert not any(row.get("error") for row in together)
