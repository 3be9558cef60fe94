"""Decide whether the evidence answers the question, and say what is missing when it does not.

The weights of the reader's and the retrieval's signals are fitted on held-out open rows
(`python -m assistant.fit_ranking`). Those rows hold no near-misses (another year, place or attribute
of the same thing), so the weights of the last four signals are set by hand, and the threshold by
every second question of our own set `single` and all of `unanswerable`: figures on these flatter it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index import Collection

from .constraints import Unmet
from .evidence import Evidence
from .language import in_script
from .question import Question, nouns
from .ranking import probability


@dataclass(frozen=True, slots=True)
class Decision:
    """`confidence` is the calibrated probability that the best evidence answers the question."""

    answered: bool
    confidence: float
    unmet: tuple[Unmet, ...] = ()
    unseen_terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic weights over the signals of `signals`, and the threshold on its probability."""

    weights: tuple[float, ...]
    bias: float
    threshold: float


@lru_cache(maxsize=4)
def load_calibration(name: str) -> Calibration:
    """The bundled calibration `name` ("reader" or "lexical")."""
    row = json.loads(Path(__file__).with_name("calibration.json").read_text("utf-8"))[name]
    return Calibration(tuple(row["weights"]), row["bias"], row["threshold"])


def unseen_terms(question: Question, collection: Collection) -> list[str]:
    """Nouns of the question of which the collection holds no two characters in a row."""
    if question.language == "en":
        return []
    words = nouns(question.folded)
    runs = {w: [w[i : i + 2] for i in range(len(w) - 1)] for w in words}
    found = collection.document_frequencies([b for bs in runs.values() for b in bs])
    return [term for term, bigrams in runs.items() if not any(found.get(b) for b in bigrams)]


def signals(
    question: Question, best: Evidence, unmet: Sequence[Unmet], unseen: Sequence[str]
) -> list[float]:
    """What the decision looks at; the order is that of `Calibration.weights`.

    Reader's answerability, sentence and span scores, the question's coverage by the sentence and
    by all of its context, dense and late similarity, whether the type fits, the thing
    and the measure word asked for are there, the number of unmet demands, the part of the question's content words
    that the collection has never seen.
    """
    f = best.features
    return [
        f.reader_answerable,
        f.reader_sentence,
        f.reader_span,
        f.coverage,
        f.coverage + f.context_coverage + f.title_coverage,
        f.dense,
        f.late,
        f.type_match,
        f.focus,
        f.unit,
        float(len(unmet)),
        len(unseen) / max(len(question.terms), 1),
    ]


def decide(
    question: Question,
    best: Evidence,
    unmet: Sequence[Unmet],
    unseen: Sequence[str],
    calibration: Calibration,
) -> Decision:
    """Answer or refuse on the calibrated probability."""
    values = signals(question, best, unmet, unseen)
    log_odds = calibration.bias + sum(
        w * v for w, v in zip(calibration.weights, values, strict=True)
    )
    confidence = probability(log_odds)
    # Another year or place than the one asked for stands in the evidence: that is never an answer.
    other = any(demand.found for demand in unmet)
    answered = confidence >= calibration.threshold and not other
    return Decision(answered, confidence, tuple(unmet), tuple(unseen))


def missing_text(question: Question, decision: Decision) -> str:
    """What the articles lack for this question, as a clause in its language and script."""
    english = question.language == "en"
    for unmet in decision.unmet:
        if unmet.kind == "year":
            if english:
                near = f", only of {unmet.found}" if unmet.found else ""
                return f"they give nothing on this for {unmet.text}{near}"
            near = f"，最接近的是{unmet.found}年的" if unmet.found else ""
            return in_script(f"没有写{unmet.text}年的{_asked(question)}{near}", question.language)
        if unmet.kind == "place":
            if english:
                return f"they do not give this for {unmet.text}"
            near = f"，最接近的说的是{unmet.found}" if unmet.found else ""
            return in_script(f"没有写{unmet.text}的{_asked(question)}{near}", question.language)
        if english:
            return f"they do not connect {unmet.text} with this"
        return in_script(f"没有把“{unmet.text}”和这件事写在一起", question.language)
    if decision.unseen_terms:
        words = list(decision.unseen_terms[:3])
        if english:
            return "they do not mention " + ", ".join(words)
        return in_script("没有提到" + "、".join(f"“{w}”" for w in words), question.language)
    if english:
        return "no passage states it"
    return in_script(f"没有写{_asked(question)}", question.language)


def _asked(question: Question) -> str:
    """The topic words of the question without its years and places, as they were typed."""
    skip = set(question.years) | {f"{y}年" for y in question.years}
    places = "".join(question.places)
    words = [t for t in question.terms if t not in skip and t not in places]
    return "".join(words[:4]) or "这件事"


def refusal_text(question: Question, missing: str, suggestions: Sequence[str]) -> str:
    """The refusal as the user reads it."""
    if question.language == "en":
        text = f"The articles do not answer this: {missing}."
        if suggestions:
            text += " Questions that they do answer: " + " / ".join(suggestions)
        return text
    text = in_script(f"文章{missing}，所以答不了。", question.language)
    if suggestions:
        text += in_script("可以问：", question.language) + " ".join(suggestions)
    return text
