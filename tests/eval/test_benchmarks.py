"""Benchmarks in every layout, scored by the rules of their authors."""

from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from eval import UnknownSet
from eval.benchmarks import RgbSettings, open_benchmark, own_rows, run_reading, run_rgb
from eval.benchmarks.rgb import all_parts, documents_of, references_of
from eval.benchmarks.tasks import summarise
from eval.commands import main
from models import Reading, Span

CONTEXT = "青溪镇有34个村。镇长叫林青。2021年发出快递30万件。"
QUESTIONS = [("a", "青溪镇有几个村？", "34个"), ("b", "镇长叫什么？", "林青")]


class Scripted:
    """A reader that finds what it was told to, and is as sure as it was told to be."""

    def __init__(self, answers: dict[str, str], answerable: float = 0.9) -> None:
        self.answers = answers
        self.answerable = answerable

    def read(
        self,
        question: str,
        passages: Sequence[str],
        sentences: Sequence[Sequence[tuple[int, int]]],
    ) -> list[Reading]:
        found = []
        for passage, spans in zip(passages, sentences, strict=True):
            wanted = self.answers.get(question, "")
            start = passage.find(wanted) if wanted else -1
            held = [float(a <= start < b) if start >= 0 else 0.0 for a, b in spans]
            answers = (Span(start, start + len(wanted), 1.0),) if start >= 0 else ()
            sure = self.answerable if start >= 0 else 0.1
            found.append(Reading(answers, 0.0, sure, tuple(held)))
        return found


def _rows() -> list[dict[str, Any]]:
    return [
        {
            "id": name,
            "lang": "zh-Hans",
            "title": "青溪镇",
            "context": CONTEXT,
            "question": question,
            "answers": [{"text": answer, "start": CONTEXT.find(answer)}],
            "impossible": False,
        }
        for name, question, answer in QUESTIONS
    ]


def _squad() -> dict[str, Any]:
    qas = [
        {"id": n, "question": q, "answers": [{"text": a, "answer_start": CONTEXT.find(a)}]}
        for n, q, a in QUESTIONS
    ]
    return {"data": [{"title": "青溪镇", "paragraphs": [{"context": CONTEXT, "qas": qas}]}]}


def _first_cmrc() -> list[dict[str, Any]]:
    qas = [{"query_id": n, "query_text": q, "answers": [a]} for n, q, a in QUESTIONS]
    return [{"context_id": "1", "context_text": CONTEXT, "title": "青溪镇", "qas": qas}]


def _write(path: Path, data: Any) -> None:
    text = (
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in data)
        if ".jsonl" in path.name
        else json.dumps(data, ensure_ascii=False)
    )
    if path.suffix == ".xz":
        with lzma.open(path, "wt", encoding="utf-8") as file:
            file.write(text)
    else:
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cmrc2018.dev.jsonl.xz", _rows()),
        ("cmrc2018.dev.jsonl", _rows()),
        ("cmrc2018_dev.json", _squad()),
        ("cmrc2018_dev.json", _first_cmrc()),
    ],
)
def test_every_layout_reads_alike(tmp_path: Path, name: str, data: Any) -> None:
    _write(tmp_path / name, data)
    benchmark = open_benchmark("cmrc2018", tmp_path)
    assert [(q.id, q.question, q.answers[0]) for q in benchmark.questions] == QUESTIONS
    (document,) = benchmark.documents
    assert benchmark.questions[0].documents == (document,)
    assert benchmark.references


def test_a_missing_or_foreign_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownSet, match="expected one of cmrc2018"):
        open_benchmark("cmrc2018", tmp_path)
    with pytest.raises(UnknownSet, match="no such benchmark"):
        open_benchmark("squad9", tmp_path)
    _write(tmp_path / "cmrc2018_dev.json", {"rows": []})
    with pytest.raises(UnknownSet, match="expected SQuAD"):
        open_benchmark("cmrc2018", tmp_path)


def test_reading_by_hand(tmp_path: Path) -> None:
    rows = _rows()
    rows.append(rows[0] | {"id": "c", "question": "面积多大？", "answers": [], "impossible": True})
    # Answers that nobody could locate are left out, they are not unanswerable.
    rows.append(rows[0] | {"id": "d", "question": "多少户？", "answers": []})
    _write(tmp_path / "cmrc2018.dev.jsonl", rows)
    benchmark = open_benchmark("cmrc2018", tmp_path)
    reader = Scripted({"青溪镇有几个村？": "34个村", "镇长叫什么？": "林青"})
    metrics = summarise(run_reading(benchmark, lambda: reader), samples=100)
    # "34个村" against "34个": overlap 2 of 3 and 2 of 2 segments, F1 0.8.
    assert metrics["answerable/f1"].value == pytest.approx((0.8 + 1) / 2)
    assert metrics["answerable/em"].value == 0.5
    assert metrics["impossible/f1"].value == 1
    assert metrics["f1"].rows == 3
    assert metrics["answerable_accuracy"].value == 1


def test_human_evidence_is_compared_with_the_best_sentence(tmp_path: Path) -> None:
    rows = _rows()
    rows[0] |= {"evidences": ["青溪镇有34个村。"]}
    rows[1] |= {"evidences": ["青溪镇有34个村。"]}
    _write(tmp_path / "expmrc.cmrc2018_dev.jsonl", rows)
    reader = Scripted({"青溪镇有几个村？": "34个", "镇长叫什么？": "林青"})
    first, second = run_reading(open_benchmark("expmrc", tmp_path), lambda: reader)
    assert first.measures["both_f1"] == (1.0, 1)
    assert second.measures["answer_bag_f1"] == (1.0, 1)
    # "镇长叫林青" against "青溪镇有34个村": 镇 and 青 of 5 and of 7 segments.
    assert second.measures["evidence_f1"][0] == pytest.approx(2 * 0.4 * (2 / 7) / (0.4 + 2 / 7))


def test_cross_language_questions_are_matched_by_id(tmp_path: Path) -> None:
    _write(tmp_path / "xquad.zh.jsonl", _rows())
    _write(tmp_path / "xquad.en.jsonl", [{"id": "a", "context": "…", "question": "How many?"}])
    benchmark = open_benchmark("xquad-cross", tmp_path)
    (question,) = benchmark.questions
    assert (question.question, question.lang, question.answers) == ("How many?", "en", ("34个",))


def test_dated_news_questions_have_several_documents(tmp_path: Path) -> None:
    _write(
        tmp_path / "chronoqa.corpus.jsonl", [{"id": "x", "text": "甲"}, {"id": "y", "text": "乙"}]
    )
    query = {
        "id": "1",
        "question": "哪个更早？",
        "answer": "甲",
        "gold_chunks": ["x", "y"],
        "temporal_type": "relative",
        "reference_document_count": "multiple",
    }
    _write(tmp_path / "chronoqa.test.queries.jsonl", [query])
    benchmark = open_benchmark("chronoqa", tmp_path)
    assert benchmark.questions[0].documents == ("x", "y")
    assert benchmark.questions[0].group == "relative/multiple"


RGB = {
    "id": 3,
    "query": "青溪镇有几个村？",
    "answer": [["34个", "卅四个"], "林青"],
    "positive": ["青溪镇有34个村，镇长林青。", "青溪镇共34个村，镇长是林青。"],
    "positive_wrong": ["青溪镇有35个村，镇长林青。"],
    "fakeanswer": ["35个"],
    "negative": [
        "石桥镇的茶园很大。",
        "石桥镇下雨。",
        "石桥镇修路。",
        "石桥镇有学校。",
        "石桥镇。",
    ],
}


def test_every_part_of_an_answer_must_be_said() -> None:
    assert all_parts("有 34 个，镇长林青", RGB["answer"], chinese=True)
    assert not all_parts("有34个", RGB["answer"], chinese=True)
    assert all_parts("In JUNE", "june", chinese=False)


def test_the_share_of_noise_is_as_asked() -> None:
    for noise, expected in ((0.0, 2), (0.6, 2), (0.8, 1), (1.0, 0)):
        given = documents_of(RGB, RgbSettings(noise=noise))
        assert sum("34个" in document for document in given) == expected
        assert given == documents_of(RGB, RgbSettings(noise=noise))
        assert len(given) == 5
    wrong = documents_of(RGB, RgbSettings(part="_fact", noise=0.4))
    assert sum("35个" in document for document in wrong) == 1
    row = RGB | {"positive": [["甲一", "甲二"], ["乙一"]]}
    given = documents_of(row, RgbSettings(part="_int", noise=0.2, passages=4))
    assert {document[0] for document in given if document[0] in "甲乙"} == {"甲", "乙"}
    assert len(given) == 4


@pytest.mark.parametrize("wrong", [{"part": "int"}, {"noise": 1.5}, {"passages": 0}])
def test_settings_are_checked(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="expected"):
        RgbSettings(**wrong)


def test_the_four_testbeds() -> None:
    reader = Scripted({RGB["query"]: "34个"})
    noise = run_rgb([RGB], RgbSettings(noise=0.6), lambda: reader)[0]
    assert noise.measures["accuracy"] == (True, 1)
    rejected = run_rgb([RGB], RgbSettings(noise=1.0), lambda: reader)[0]
    assert rejected.measures == {"rejected": (True, 1)}
    unsure = run_rgb([RGB], RgbSettings(noise=0.6), lambda: Scripted({RGB["query"]: "34个"}, 0.2))[
        0
    ]
    assert unsure.measures["accuracy"] == (False, 1)
    assert unsure.measures["accuracy_if_never_refusing"] == (True, 1)
    fooled = run_rgb(
        [RGB], RgbSettings(part="_fact", noise=0.4), lambda: Scripted({RGB["query"]: "35个"})
    )[0]
    assert fooled.measures["accuracy"] == (False, 1)
    assert fooled.measures["follows_documents"] == (True, 1)


def test_our_own_articles_in_the_form_of_rgb() -> None:
    plain, data_hash = own_rows(RgbSettings())
    assert len(plain) >= 80
    assert len(data_hash) == 16
    for row in plain:
        assert row["positive"]
        assert all(all_parts(text, row["answer"], chinese=True) for text in row["positive"])
        assert not any(all_parts(text, row["answer"], chinese=True) for text in row["negative"])
        assert len(row["negative"]) == 5
    assert own_rows(RgbSettings()) == (plain, data_hash)


def test_false_and_scattered_evidence_of_our_own_articles() -> None:
    false, _ = own_rows(RgbSettings(part="_fact"))
    assert len(false) >= 40
    for row in false:
        (fake,), (wrong,) = row["fakeanswer"], row["positive_wrong"]
        assert fake in wrong
        assert not all_parts(wrong, row["answer"], chinese=True)
    both, _ = own_rows(RgbSettings(part="_int"))
    assert len(both) >= 40
    for row in both:
        assert len(row["positive"]) == 2
        given = documents_of(row, RgbSettings(part="_int", noise=0.2))
        assert all(any(text in given for text in group) for group in row["positive"])


def test_the_own_form_needs_no_data_and_the_other_ones_do(capsys: Any) -> None:
    command = ["benchmark", "rgb-own", "--reader", "lexical", "--sample", "3", "--json"]
    assert main([*command, "--rgb-noise", "1"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["about"]["questions"], found["published"]) == (3, [])
    assert "rejected" in found["metrics"]
    assert main(["benchmark", "rgb", "--reader", "lexical"]) == 2
    assert "--data" in capsys.readouterr().err


def test_published_figures_stand_only_beside_their_own_settings() -> None:
    (reference,) = references_of(RgbSettings(noise=0.4))
    assert reference.figures == {"accuracy": 91.0}
    assert "rejected" in references_of(RgbSettings(noise=1.0))[0].figures
    assert references_of(RgbSettings(noise=0.5)) == ()
    assert references_of(RgbSettings(noise=0.4, passages=10)) == ()


def test_a_sample_is_the_same_each_time_and_keeps_all_documents(
    tmp_path: Path, capsys: Any
) -> None:
    rows = [
        {
            "id": str(n),
            "context": f"第{n}个镇有{n + 3}个村。",
            "question": "几个村？",
            "answers": [{"text": f"{n + 3}个"}],
        }
        for n in range(30)
    ]
    _write(tmp_path / "drcd.test.jsonl", rows)
    command = ["benchmark", "drcd", "--data", str(tmp_path), "--reader", "lexical", "--json"]
    found = []
    for name in ("a", "b"):
        out = tmp_path / name
        assert main([*command, "--sample", "5", "--out", str(out)]) == 0
        found.append((json.loads(capsys.readouterr().out), out.read_text(encoding="utf-8")))
    assert found[0] == found[1]
    about = found[0][0]["about"]
    assert (about["questions"], about["of"], about["documents"]) == (5, 30, 30)
    assert main([*command, "--sample", "5", "--seed", "8", "--out", str(tmp_path / "c")]) == 0
    assert (tmp_path / "c").read_text(encoding="utf-8") != found[0][1]


def test_the_command_shows_published_figures_beside_ours(tmp_path: Path, capsys: Any) -> None:
    _write(tmp_path / "drcd.test.jsonl", _rows())
    command = ["benchmark", "drcd", "--data", str(tmp_path), "--reader", "lexical"]
    assert main([*command, "--out", str(tmp_path / "rows.jsonl")]) == 0
    printed = capsys.readouterr().out
    assert "r-net, no pre-training" in printed
    assert "ours" in printed
    assert len((tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert main([*command, "--json", "--min", "f1=1.01"]) == 1
    assert json.loads(capsys.readouterr().out)["published"][0]["figures"]["em"] == 29.1
