"""Read CMRC 2018, DRCD, XQuAD, ChronoQA, ExpMRC and SQuAD-format files into one form.

Three layouts of span questions are read, whatever the file is called:

    SQuAD             {"data": [{"title", "paragraphs": [{"context", "qas": [{"id", "question",
                      "answers": [{"text", "answer_start"}], "is_impossible", "evidences"}]}]}]}
    CMRC 2018, first  [{"context_id", "context_text", "qas": [{"query_id", "query_text", "answers"}]}]
    one row a line    {"id", "lang", "title", "context", "question", "answers": [{"text", "start"}],
                      "impossible", "evidences"}
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..errors import UnknownSet
from ..facts import is_chinese
from .form import (
    Benchmark,
    BenchmarkQuestion,
    Reference,
    digest_of,
    find_file,
    read_objects,
    read_text,
)

_CUI_2019 = "Cui et al., EMNLP 2019"
_CUI_2021 = "Cui et al., TASLP 2021"
_CUI_2022 = "Cui et al., Heliyon 2022, hidden test set"
_SHAO_2018 = "Shao et al. 2018"
_HU_2020 = "Hu et al., ICML 2020, XTREME script"


def _em_f1(system: str, em: float, f1: float, source: str) -> Reference:
    return Reference(system, {"em": em, "f1": f1}, source)


def _evidence(system: str, answer: float, evidence: float, both: float) -> Reference:
    figures = {"answer_bag_f1": answer, "evidence_f1": evidence, "both_f1": both}
    return Reference(system, figures, _CUI_2022)


# Per cent, in the form of each benchmark's own script; all are given the right paragraph.
_CMRC = (
    _em_f1("P-Reader, no pre-training", 59.9, 81.5, _CUI_2019),
    _em_f1("BERT-base, Chinese", 63.5, 83.6, _CUI_2019),
    _em_f1("RoBERTa-wwm-ext-large", 68.5, 88.4, _CUI_2021),
)
_DRCD = (
    _em_f1("r-net, no pre-training", 29.1, 44.4, _SHAO_2018),
    _em_f1("ERNIE", 71.9, 82.5, _CUI_2021),
    _em_f1("BERT-base, Chinese", 81.6, 88.8, _CUI_2021),
    _em_f1("people", 80.4, 93.3, _SHAO_2018),
)
_XQUAD = (
    _em_f1("mBERT, trained on English only", 48.3, 58.0, _HU_2020),
    _em_f1("XLM-R-large, trained on English only", 50.0, 59.3, _HU_2020),
)
_EXPMRC = (
    _evidence("MacBERT-base, most similar sentence", 84.4, 69.8, 59.9),
    _evidence("MacBERT-large, predicted answer's sentence", 88.6, 70.6, 63.3),
    _evidence("people", 97.9, 94.6, 92.6),
)


def _document_id(text: str) -> str:
    """Paragraphs have no ids that all layouts share: the text names itself."""
    return sha256(text.encode()).hexdigest()[:16]


def _answer_texts(answers: Any) -> tuple[str, ...]:
    texts = [answer if isinstance(answer, str) else answer["text"] for answer in answers or ()]
    return tuple(text for text in texts if text.strip())


def _squad(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for article in data["data"]:
        for paragraph in article["paragraphs"]:
            for qa in paragraph["qas"]:
                yield {
                    "id": str(qa["id"]),
                    "context": paragraph["context"],
                    "question": qa["question"],
                    "answers": qa.get("answers"),
                    "impossible": bool(qa.get("is_impossible")),
                    "evidences": qa.get("evidences"),
                }


def _first_cmrc(data: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for paragraph in data:
        for qa in paragraph["qas"]:
            yield {
                "id": str(qa["query_id"]),
                "context": paragraph["context_text"],
                "question": qa["query_text"],
                "answers": qa["answers"],
            }


def span_rows(path: Path) -> list[dict[str, Any]]:
    """Rows of any of the three layouts. Raises UnknownSet when it is none of them."""
    if path.suffixes[-1:] == [".jsonl"] or path.suffixes[-2:] == [".jsonl", ".xz"]:
        return list(read_objects(path))
    data = json.loads(read_text(path))
    try:
        if isinstance(data, dict):
            return list(_squad(data))
        return list(_first_cmrc(data))
    except (KeyError, TypeError):
        raise UnknownSet(
            f'{path}: expected SQuAD\'s {{"data": …}}, the list of CMRC 2018, or one row a line'
        ) from None


def _benchmark(
    name: str,
    path: Path,
    references: tuple[Reference, ...],
    *,
    questions_from: Path | None = None,
    note: str = "",
) -> Benchmark:
    """Span questions of `path`; the wording of the questions may come from a parallel file."""
    asked = (
        {row["id"]: row["question"] for row in span_rows(questions_from)} if questions_from else {}
    )
    documents: dict[str, str] = {}
    questions = []
    for row in span_rows(path):
        impossible = bool(row.get("impossible"))
        answers = () if impossible else _answer_texts(row.get("answers"))
        # Neither an answer nor the statement that there is none: nothing to measure.
        if not answers and not impossible:
            continue
        if questions_from and row["id"] not in asked:
            continue
        question = asked.get(row["id"], row["question"])
        document = _document_id(row["context"])
        documents[document] = row["context"]
        questions.append(
            BenchmarkQuestion(
                id=str(row["id"]),
                question=question,
                lang=row.get("lang", "zh-Hans") if is_chinese(question) else "en",
                documents=(document,),
                answers=answers,
                group="impossible" if impossible else "answerable",
                evidences=tuple(row.get("evidences") or ()),
            )
        )
    paths = [path] + ([questions_from] if questions_from else [])
    return Benchmark(name, documents, tuple(questions), references, note, digest_of(paths))


def _cmrc(folder: Path) -> Benchmark:
    path = find_file(folder, ["cmrc2018.dev.jsonl", "cmrc2018_dev.json", "dev.json"])
    return _benchmark("cmrc2018", path, _CMRC, note="development set")


def _drcd(folder: Path) -> Benchmark:
    path = find_file(folder, ["drcd.test.jsonl", "DRCD_test.json", "test.json"])
    return _benchmark("drcd", path, _DRCD, note="test set, traditional characters")


def _xquad(folder: Path) -> Benchmark:
    path = find_file(folder, ["xquad.zh.jsonl", "xquad.zh.json"])
    note = "Chinese questions; the references use the XTREME script, ours the CMRC form"
    return _benchmark("xquad", path, _XQUAD, note=note)


def _xquad_cross(folder: Path) -> Benchmark:
    path = find_file(folder, ["xquad.zh.jsonl", "xquad.zh.json"])
    english = find_file(folder, ["xquad.en.jsonl", "xquad.en.json"])
    note = "English questions over Chinese paragraphs, Chinese answers"
    return _benchmark("xquad-cross", path, (), questions_from=english, note=note)


def _expmrc(folder: Path) -> Benchmark:
    path = find_file(folder, ["expmrc.cmrc2018_dev.jsonl", "expmrc-cmrc2018-dev.json"])
    return _benchmark(
        "expmrc", path, _EXPMRC, note="CMRC 2018 part, development set; evidence by bag F1"
    )


def _squad_file(folder: Path) -> Benchmark:
    path = find_file(folder, ["dev.json", "test.json", "dev-v2.0.json", "dev-v1.1.json"])
    return _benchmark("squad", path, ())


def _chronoqa(folder: Path) -> Benchmark:
    corpus = find_file(folder, ["chronoqa.corpus.jsonl"])
    queries = find_file(folder, ["chronoqa.test.queries.jsonl"])
    documents = {row["id"]: row["text"] for row in read_objects(corpus)}
    questions = tuple(
        BenchmarkQuestion(
            id=str(row["id"]),
            question=row["question"],
            lang="zh-Hans",
            documents=tuple(row["gold_chunks"]),
            answers=(row["answer"],),
            group=f"{row['temporal_type']}/{row['reference_document_count']}",
        )
        for row in read_objects(queries)
        if row["answer"]
    )
    note = "news, dates matter; answers are not always literal spans"
    return Benchmark("chronoqa", documents, questions, (), note, digest_of([corpus, queries]))


_READERS: dict[str, Callable[[Path], Benchmark]] = {
    "cmrc2018": _cmrc,
    "drcd": _drcd,
    "xquad": _xquad,
    "xquad-cross": _xquad_cross,
    "chronoqa": _chronoqa,
    "expmrc": _expmrc,
    "squad": _squad_file,
}
OWN_RGB = "rgb-own"
UHGEVAL = "uhgeval"
NAMES = (*_READERS, "rgb", OWN_RGB, UHGEVAL)


def open_benchmark(name: str, data: Path) -> Benchmark:
    """Read the benchmark `name` from a folder (or, for one file, from the file).

    Raises UnknownSet when the name or the file is not known.
    """
    if name not in _READERS:
        raise UnknownSet(f"{name}: no such benchmark; known are {', '.join(NAMES)}")
    return _READERS[name](data)
