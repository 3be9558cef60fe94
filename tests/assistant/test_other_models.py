"""Another embedder, a reranker and options for single models: the whole way, with tiny checkpoints."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant
from assistant.opening import open_default
from assistant.retrieve import Candidate
from assistant.yardstick import Yardstick, reranked
from index import Collection, Passage
from index.embed import Embedder
from models import PROFILES, load_embedder
from tests.assistant.made import make_article
from tests.models.generation import tiny

TEXTS = {
    "school.txt": "梅溪镇去年新建了3所小学，投入资金2400万元。全镇现有在校学生5200名。",
    "farm.txt": "云岭村种植茶叶1800亩，年产量达到36吨。村民周大山靠采茶一年收入8万元。",
    "hall.txt": "白沙村建成了文化礼堂，面积有600平方米。礼堂每周放映2场电影。",
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A tiny embedder, a tiny reranker, and an index with the vectors of the first."""
    folder = tmp_path_factory.mktemp("other")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    found = {
        "embedder": tiny.save_e5(folder / "e5"),
        "reranker": tiny.save_cross_encoder(folder / "cross"),
        "index": folder / "index",
    }
    with Collection.open(found["index"], embedder=str(found["embedder"])) as collection:
        collection.build([folder / name for name in TEXTS])
    return found


@pytest.fixture(scope="module")
def opened(folders: dict[str, Path]) -> Assistant:
    profile = PROFILES["builtin"].but(
        embedder=str(folders["embedder"]), reranker=str(folders["reranker"]), reader="lexical"
    )
    return open_default(folders["index"], profile=profile)


@pytest.mark.parametrize(
    ("question", "said"),
    [("云岭村种植茶叶多少亩？", "1800亩"), ("梅溪镇新建了几所小学？", "3所")],
)
def test_an_answer_is_as_sound_as_ever(opened: Assistant, question: str, said: str) -> None:
    answer = opened.ask(question)
    assert not answer.abstained
    assert said in answer.text
    for citation in answer.citations:
        assert citation.article.text[citation.start : citation.end] == citation.quote


def test_what_no_article_says_is_refused_still(opened: Assistant) -> None:
    assert opened.ask("火星基地有多少名宇航员？").abstained


def test_use_leaves_the_fingerprint_of_an_embedder_as_it_is(folders: dict[str, Path]) -> None:
    name = str(folders["embedder"])
    fresh, used = Embedder(load_embedder(name), name), Embedder(load_embedder(name), name)
    used.documents(["长短不一的文字。", "短"])
    assert fresh.fingerprint == used.fingerprint


def _candidates() -> list[Candidate]:
    articles = [make_article(text, id=name) for name, text in TEXTS.items()]
    return [
        Candidate(Passage(n, a.id, 0, None, 0, len(a.text), a.text), a, 1.0 - n / 10, n, None)
        for n, a in enumerate(articles)
    ]


def test_the_yardstick_measures_in_units_of_the_builtin_table() -> None:
    measured = Yardstick().measured("云岭村种植多少茶叶？", _candidates())
    cosines = [candidate.dense for candidate in measured]
    assert [candidate.rank for candidate in measured] == [0, 1, 2]
    assert all(cosine is not None and -1.0 <= cosine <= 1.0 for cosine in cosines)
    assert int(np.argmax(np.array(cosines, dtype=float))) == 1
    assert Yardstick().measured("云岭村种植多少茶叶？", []) == []


class _Longest:
    """Prefers what says most about films."""

    def scores(self, question: str, passages: list[str]) -> np.ndarray:
        return np.array([float("电影" in passage) for passage in passages], np.float32)


def test_a_reranker_orders_and_keeps_ties_as_they_were() -> None:
    order = reranked("放映几场电影？", _candidates(), _Longest())  # type: ignore[arg-type]
    assert [candidate.passage.id for candidate in order] == [2, 0, 1]
    assert [candidate.rank for candidate in order] == [0, 1, 2]


def test_options_of_the_command_line(root: Path, folders: dict[str, Path]) -> None:
    def run(*options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "assistant", "ask", "云岭村种植茶叶多少亩？", "--index",
             str(folders["index"]), "--json", *options],
            cwd=root, capture_output=True, text=True, timeout=120, check=False,
            env={**os.environ, "HF_HUB_OFFLINE": "1"},
        )  # fmt: skip

    models = ("--embedder", str(folders["embedder"]), "--reader", "lexical")
    done = run(*models, "--reranker", str(folders["reranker"]))
    assert done.returncode == 0, done.stderr
    assert "1800亩" in json.loads(done.stdout)["answer"]
    missing = run(*models, "--reranker", "nobody/no-such-reranker")
    assert missing.returncode == 1
    assert "nobody/no-such-reranker" in missing.stderr
    assert "Traceback" not in missing.stderr
