"""The three tasks over a benchmark. Each returns one `Outcome` a question: its measures by name."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.sentences import sentence_spans

from ..citations import ANSWERABLE
from ..facts import states
from ..retrieval import ndcg_at, recall_at, reciprocal_rank
from ..scoring import Measures, Metric, metric_of
from ..spans import bag_f1, character_f1, exact_match
from ..workers import in_workers
from .form import Benchmark, BenchmarkQuestion

if TYPE_CHECKING:
    from models import Reader

Progress = Callable[[int, int], None]
DEPTH = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question: the answer given (or the ids found) and its measures."""

    question: BenchmarkQuestion
    given: str
    measures: Measures


def summarise(outcomes: Sequence[Outcome], *, samples: int = 1000) -> dict[str, Metric]:
    """Metrics by name over all questions, and by "group/name" where there are several groups."""
    groups = {outcome.question.group for outcome in outcomes}
    columns: dict[str, list[tuple[float, float]]] = {}
    for outcome in outcomes:
        for name, pair in outcome.measures.items():
            columns.setdefault(name, []).append(pair)
            if len(groups) > 1:
                columns.setdefault(f"{outcome.question.group}/{name}", []).append(pair)
    metrics = {}
    for name, pairs in columns.items():
        metrics[name] = metric_of([p[0] for p in pairs], [p[1] for p in pairs], samples=samples)
    return metrics


Passages = tuple[BenchmarkQuestion, tuple[str, ...]]


def read_question(reader: Reader, unit: Passages) -> Outcome:
    """The reader on the gold documents of one question; see `run_reading`."""
    question, passages = unit
    sentences = [sentence_spans(passage) for passage in passages]
    readings = reader.read(question.question, passages, sentences)
    place = max(range(len(readings)), key=lambda n: readings[n].answerable)
    reading, passage = readings[place], passages[place]
    best = passage[reading.spans[0].start : reading.spans[0].end] if reading.spans else ""
    answerable = reading.answerable >= ANSWERABLE
    measures: Measures = {
        "answerable_accuracy": (answerable == bool(question.answers), 1),
    }
    if question.answers:
        measures["em"] = (exact_match(best, question.answers), 1)
        measures["f1"] = (character_f1(best, question.answers), 1)
    else:
        measures["em"] = measures["f1"] = (not answerable, 1)
    if question.evidences:
        scores = reading.sentence_scores
        top = max(range(len(scores)), key=scores.__getitem__)
        start, end = sentences[place][top]
        evidence = bag_f1(passage[start:end], question.evidences)
        answer = bag_f1(best, question.answers)
        measures["answer_bag_f1"] = (answer, 1)
        measures["evidence_f1"] = (evidence, 1)
        measures["both_f1"] = (answer * evidence, 1)
    return Outcome(question, best, measures)


def run_reading(
    benchmark: Benchmark,
    opener: Callable[[], Reader],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
) -> list[Outcome]:
    """The reader on the gold documents. `em`, `f1` in CMRC's form of the best span.

    With human evidence also `evidence_f1` of the best sentence and `both_f1`, the product that
    ExpMRC ranks by (bag form there). Unanswerable questions count as right when the reader finds
    them less than half likely to be answered; `answerable_accuracy` says how often it decides
    rightly, on all questions.
    """
    units: list[Passages] = [
        (question, tuple(benchmark.documents[document] for document in question.documents))
        for question in benchmark.questions
    ]
    return counted(in_workers(opener, read_question, units, jobs=jobs), len(units), progress)


def counted(outcomes: Iterable[Outcome], total: int, progress: Progress | None) -> list[Outcome]:
    """All outcomes, each told to `progress` as it comes."""
    found = []
    for outcome in outcomes:
        found.append(outcome)
        if progress:
            progress(len(found), total)
    return found


def index_documents(benchmark: Benchmark, folder: Path, *, embedder: str = "builtin") -> Path:
    """An index of the benchmark's documents in `folder`, one text file each; the index's folder.

    What is already indexed there is kept, so a second run over the same data costs little.
    """
    from index import Collection

    texts = folder / "documents"
    texts.mkdir(parents=True, exist_ok=True)
    for name, text in benchmark.documents.items():
        path = texts / f"{name}.txt"
        if not path.exists():
            path.write_text(text, encoding="utf-8")
    with Collection.open(folder / "index", embedder=embedder) as collection:
        collection.build([texts])
    return folder / "index"


def _document_of(assistant: Any, article_id: str) -> str:
    """The document that an article was made from: it is named by its file."""
    article = assistant.collection.article(article_id)
    return Path(article.path).stem if article is not None else ""


def search_question(assistant: Any, question: BenchmarkQuestion) -> Outcome:
    """The ranks of the gold documents of one question; see `run_retrieval`."""
    found = assistant.search(question.question, limit=2 * DEPTH)
    articles = dict.fromkeys(hit.passage.article_id for hit in found)
    ranked = list(dict.fromkeys(_document_of(assistant, name) for name in articles))[:DEPTH]
    relevant = set(question.documents)
    measures: Measures = {
        **{f"recall@{k}": (recall_at(ranked, relevant, k), 1) for k in (1, 5, 20)},
        "mrr": (reciprocal_rank(ranked, relevant), 1),
        "ndcg@10": (ndcg_at(ranked, relevant, 10), 1),
    }
    return Outcome(question, " ".join(ranked[:5]), measures)


def run_retrieval(
    benchmark: Benchmark,
    opener: Callable[[], Any],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
) -> list[Outcome]:
    """Recall at 1, 5 and 20, MRR and nDCG at 10 of the gold documents, as the assistant searches.

    Only what is answerable is asked. A document counts at the rank of its best passage.
    """
    asked = [question for question in benchmark.questions if question.answers]
    return counted(in_workers(opener, search_question, asked, jobs=jobs), len(asked), progress)


def answer_question(assistant: Any, question: BenchmarkQuestion) -> Outcome:
    """The assistant on one question over all documents; see `run_answers`."""
    answer = assistant.ask(question.question)
    short = "" if answer.abstained else answer.short_answer or ""
    if question.answers:
        text = "" if answer.abstained else f"{answer.text}\n{short}"
        cited = {_document_of(assistant, citation.article.id) for citation in answer.citations}
        right_document = not answer.abstained and bool(cited & set(question.documents))
        measures: Measures = {
            "em": (exact_match(short, question.answers), 1),
            "f1": (character_f1(short, question.answers), 1),
            "in_answer": (states(question.answers, text), 1),
            "right_document": (right_document, 1),
            "false_refusal": (answer.abstained, 1),
        }
    else:
        measures = {"refused": (answer.abstained, 1)}
    return Outcome(question, answer.text, measures)


def run_answers(
    benchmark: Benchmark,
    opener: Callable[[], Any],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
) -> list[Outcome]:
    """The assistant over all documents: short answer, refusals, and the cited document.

    `em` and `f1` are of the short answer, 0 when refused; `in_answer` says whether a reference
    stands in the whole answer; `right_document` whether a gold document is cited.
    """
    asked = benchmark.questions
    return counted(in_workers(opener, answer_question, asked, jobs=jobs), len(asked), progress)


def scratch_folder(chosen: Path | None) -> Path:
    """The folder for the index of a benchmark: the chosen one, else a temporary one."""
    return chosen if chosen is not None else Path(tempfile.mkdtemp(prefix="wenju-benchmark-"))
