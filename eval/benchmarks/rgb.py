"""RGB: are the right words found among noise, is a refusal given, are facts combined?

Chen, Lin, Han & Sun, "Benchmarking Large Language Models in Retrieval-Augmented Generation" (AAAI
2024). Files `zh.json`, `zh_int.json`, `zh_fact.json` (and `en…`), one object a line:

    {"id", "query", "answer", "positive": […], "negative": […], "positive_wrong": […], "fakeanswer"}

The four testbeds, as in the authors' `evalue.py`: `passages` documents are given, of which a share
`noise` are negatives. *Noise robustness*: all parts of the answer stand in what is said. *Rejection*:
noise 1, nothing answers, and saying so is right. *Integration* (`_int`): parts of the answer come from
different documents, one of each is given. *Counterfactual* (`_fact`): the documents are falsified
(`positive_wrong`); right is the true answer in spite of them.

The documents are read by our reader; what is said is the best sentence, or for `_int` the best
sentence of each of the two best documents, because that is what the assistant shows. A reader without
knowledge of its own believes what it reads: on the counterfactual testbed it follows the documents,
and a low figure there is what the design promises.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.sentences import sentence_spans

from ..citations import ANSWERABLE
from ..facts import is_chinese
from ..scoring import Measures
from ..workers import in_workers
from .form import BenchmarkQuestion, Reference, digest_of, find_file, read_objects
from .tasks import Outcome, Progress, counted

if TYPE_CHECKING:
    from models import Reader

SEED = 2333


@dataclass(frozen=True, slots=True)
class RgbSettings:
    """Which testbed and how hard: `part` is "", "_int" or "_fact"; `lang` is "zh" or "en"."""

    lang: str = "zh"
    part: str = ""
    noise: float = 0.4
    passages: int = 5

    def __post_init__(self) -> None:
        if self.part not in ("", "_int", "_fact"):
            raise ValueError(f"part is {self.part!r}, expected '', '_int' or '_fact'")
        if not 0 <= self.noise <= 1:
            raise ValueError(f"noise is {self.noise}, expected a share between 0 and 1")
        if self.passages < 1:
            raise ValueError(f"passages is {self.passages}, expected at least 1")


def read_rgb(data: Path, settings: RgbSettings) -> tuple[list[dict[str, Any]], str]:
    """The rows of one testbed and the hash of its file."""
    path = find_file(data, [f"{settings.lang}{settings.part}.json"])
    return list(read_objects(path)), digest_of([path])


def documents_of(row: dict[str, Any], settings: RgbSettings) -> list[str]:
    """The documents given for a row; the order is drawn from the authors' seed and the row's id."""
    generator = random.Random(f"{SEED}-{row['id']}")
    noisy = math.ceil(settings.passages * settings.noise)
    negative = list(row["negative"])
    if settings.part == "_int":
        chosen = _from_every_part(row["positive"], settings.passages - noisy, generator)
        noisy = settings.passages - len(chosen)
    elif settings.part == "_fact":
        chosen = list(row["positive_wrong"])
        generator.shuffle(chosen)
        chosen = chosen[: settings.passages - noisy]
    else:
        positive = list(row["positive"]) if settings.noise < 1 else []
        # Where one side runs out, the other fills up, as far as it goes.
        chosen = positive[: settings.passages - min(noisy, len(negative))]
        noisy = settings.passages - len(chosen)
    documents = chosen + negative[: max(0, noisy)]
    generator.shuffle(documents)
    return documents


def _from_every_part(
    groups: Sequence[Sequence[str]], wanted: int, generator: random.Random
) -> list[str]:
    """One document of every part of the answer, then second ones until there are `wanted`."""
    shuffled = [generator.sample(list(group), len(group)) for group in groups]
    rounds = itertools.chain.from_iterable(itertools.zip_longest(*shuffled))
    documents = [document for document in rounds if document is not None]
    return documents[: max(len(groups), wanted)]


def _parts(answer: Any) -> list[list[str]]:
    """RGB's answers: a string, or a list of parts, each a string or a list of alternatives."""
    parts = answer if isinstance(answer, list) else [answer]
    return [[str(a) for a in (part if isinstance(part, list) else [part])] for part in parts]


def all_parts(said: str, answer: Any, *, chinese: bool) -> bool:
    """RGB's rule: every part of the answer stands in what is said; in Chinese without spaces."""
    text = said.lower()
    if chinese:
        text = text.replace(" ", "")
    return all(any(form.lower() in text for form in part) for part in _parts(answer))


def _say(reader: Reader, query: str, documents: Sequence[str], parts: int) -> tuple[str, float]:
    """What the reader would show, and how likely the best document answers."""
    sentences = [sentence_spans(document) for document in documents]
    readings = reader.read(query, documents, sentences)
    order = sorted(range(len(readings)), key=lambda place: -readings[place].answerable)
    said = []
    for place in order[:parts]:
        scores = readings[place].sentence_scores
        if scores:
            start, end = sentences[place][max(range(len(scores)), key=scores.__getitem__)]
            said.append(documents[place][start:end])
    return "\n".join(said), readings[order[0]].answerable if order else 0.0


def read_row(reader: Reader, unit: tuple[dict[str, Any], RgbSettings]) -> Outcome:
    """One row of a testbed; see `run_rgb`."""
    row, settings = unit
    documents = [document for document in documents_of(row, settings) if document.strip()]
    said, answerable = _say(reader, row["query"], documents, 2 if settings.part == "_int" else 1)
    rejected = answerable < ANSWERABLE
    measures: Measures
    if settings.noise == 1:
        measures = {"rejected": (rejected, 1)}
    else:
        chinese = settings.lang == "zh" or is_chinese(row["query"])
        found = all_parts(said, row["answer"], chinese=chinese)
        measures = {
            "accuracy": (found and not rejected, 1),
            "accuracy_if_never_refusing": (found, 1),
            "false_rejection": (rejected, 1),
        }
        if settings.part == "_fact" and row.get("fakeanswer"):
            fooled = all_parts(said, row["fakeanswer"], chinese=chinese)
            measures["follows_documents"] = (fooled and not rejected, 1)
    question = BenchmarkQuestion(
        id=str(row["id"]),
        question=row["query"],
        lang=settings.lang,
        documents=(),
        answers=tuple(form for part in _parts(row["answer"]) for form in part),
    )
    return Outcome(question, said, measures)


def run_rgb(
    rows: Sequence[dict[str, Any]],
    settings: RgbSettings,
    opener: Callable[[], Reader],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
) -> list[Outcome]:
    """Accuracy (noise below 1) or rejection (noise 1), with the share of false rejections."""
    units = [(row, settings) for row in rows]
    return counted(in_workers(opener, read_row, units, jobs=jobs), len(units), progress)


_CHEN = "Chen et al., AAAI 2024; a language model writes the answer there"
# ChatGPT by testbed and share of noise, five documents. Rejection by the exact words asked for.
_CHATGPT: dict[tuple[str, str], dict[float, float]] = {
    ("zh", ""): {0.0: 95.67, 0.2: 94.67, 0.4: 91.0, 0.6: 87.67, 0.8: 70.67, 1.0: 5.33},
    ("en", ""): {0.0: 96.33, 0.2: 94.67, 0.4: 94.0, 0.6: 90.0, 0.8: 76.0, 1.0: 24.67},
    ("zh", "_int"): {0.0: 63.0, 0.2: 58.0, 0.4: 47.0},
    ("en", "_int"): {0.0: 55.0, 0.2: 51.0, 0.4: 34.0},
}


def references_of(settings: RgbSettings) -> tuple[Reference, ...]:
    """What the authors published for these settings; nothing for others than theirs."""
    value = _CHATGPT.get((settings.lang, settings.part), {}).get(settings.noise)
    if value is None or settings.passages != 5:
        return ()
    measure = "rejected" if settings.noise == 1 else "accuracy"
    return (Reference("ChatGPT", {measure: value}, _CHEN),)
