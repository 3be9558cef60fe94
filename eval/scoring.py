"""From gold rows and predictions to scored rows, and from those to metrics.

Every measure of a row is a pair `(numerator, denominator)`; a metric is the ratio of their sums over a
scope, with a bootstrap interval. What cannot be measured on a row is absent from it, never zero.

| measure | on | is |
|---|---|---|
| fact | answerable | every gold fact is stated in the answer, and it was not refused |
| fact_recall | answerable | gold facts stated / gold facts |
| right_citation | with gold evidence | some quote, of a gold article where both are named, holds an evidence fact |
| right_article | with gold articles and paths | some quote is from a gold article |
| evidence_recall | with gold evidence | evidence facts held by the quotes / evidence facts |
| fact_and_citation | with gold evidence | both `fact` and `right_citation` |
| short_answer | figure, date, place, person, organisation | the short answer states the gold one, and is short |
| em, f1 | with a gold short answer of those kinds | CMRC 2018's form, see `spans` |
| figure_accuracy | with a figure among the facts | figure facts stated / figure facts |
| figure_citation_recall | answered | figures printed in the answer that stand in the cited quotes / figures |
| citation_recall, citation_precision | answered | ALCE's form, see `citations` |
| reader_citation_recall, …_precision | answered, with `--entailment` | ALCE's form, the reader judges |
| verbatim | citations compared with their article | quotes that are the article's words / quotes |
| refused | unanswerable | was refused |
| false_refusal | answerable | was refused: lower is better |
| asked_back | answerable | answered by a question about what was meant |
| standalone_f1 | follow-up turns | CMRC's F1 of the standalone question against the gold one |
| same_evidence, same_answer | variants | cites the same words, gives the same short answer as for the base |
| verdict | claims | the verdict is the gold verdict |
| right_citation | claims with gold evidence | as above |
| error | all | no answer came, or an error |
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .citations import alce, figures_held, gold_oracle, reader_oracle, right_citation
from .facts import comparable, has_figure, share_stated, states
from .gold import Gold
from .intervals import bootstrap, percentile
from .prediction import Prediction, missing
from .refusals import Attempt, RiskCoverage, risk_coverage
from .spans import character_f1, exact_match
from .verdicts import confusion, macro_f1

if TYPE_CHECKING:
    from models import Reader

SHORT_KINDS = frozenset({"figure", "date", "place", "person", "organisation"})
LOWER_IS_BETTER = frozenset({"false_refusal", "asked_back", "error", "aurc", "risk"})

Measures = dict[str, tuple[float, float]]
_LATIN_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")


@dataclass(frozen=True, slots=True)
class Scored:
    """One row with its measures; `failure` is None when it is right, else what went wrong."""

    gold: Gold
    prediction: Prediction
    measures: Measures
    failure: str | None


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure over `rows` rows. `low..high` is the 95 % interval, None where it has none."""

    value: float
    rows: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """Metrics by "scope.measure", the confusion of verdicts, and the risk-coverage curve."""

    metrics: dict[str, Metric]
    confusion: dict[str, dict[str, int]] | None
    curve: RiskCoverage | None


def _length(text: str) -> int:
    """The length of an answer in Chinese characters; an English word is as long as two.

    Letter by letter, "more than 30,000 visits" would be four times as long as the 3万余人次 that it
    states, and too long to be its short answer.
    """
    return len(re.sub(r"\s", "", _LATIN_WORD.sub("字字", comparable(text))))


def _short_answer_right(gold: Gold, prediction: Prediction) -> bool:
    given = prediction.short_answer
    if not given or prediction.abstained:
        return False
    # A whole sentence states much; only a short one is a short answer.
    longest = max(_length(answer) for answer in gold.answer)
    if _length(given) > max(3 * longest, longest + 12):
        return False
    if states(gold.answer, given):
        return True
    # "织里镇" for "湖州市织里镇" is right when the facts ask for no more.
    return all(states(fact, given) for fact in gold.facts)


def _answer_text(prediction: Prediction) -> str:
    return f"{prediction.answer}\n{prediction.short_answer or ''}"


def _citation_measures(gold: Gold, prediction: Prediction, measures: Measures) -> bool:
    # "6%" stands in several articles: only in the right one is it evidence.
    quotes = [
        quote.text
        for quote in prediction.quotes
        if not gold.articles or not quote.path or Path(quote.path).stem in gold.articles
    ]
    right, held = right_citation(gold.evidence_facts, quotes)
    right = right and not prediction.abstained
    measures["right_citation"] = (right, 1)
    paths = [quote.path for quote in prediction.quotes if quote.path]
    if gold.articles and (paths or prediction.abstained):
        found = any(Path(path).stem in gold.articles for path in paths)
        measures["right_article"] = (found and not prediction.abstained, 1)
    measures["evidence_recall"] = (
        0 if prediction.abstained else held,
        len(gold.evidence_facts),
    )
    return right


def _form_measures(gold: Gold, prediction: Prediction, measures: Measures) -> None:
    """What can be measured on any answer that was given."""
    if prediction.abstained:
        return
    recall, precision = alce(prediction, gold_oracle(gold.facts))
    measures["citation_recall"] = recall
    measures["citation_precision"] = precision
    held = printed = 0
    for sentence, numbers in prediction.sentences:
        quotes = [quote for n in numbers if (quote := prediction.quote(n)) is not None]
        part = figures_held(sentence, quotes)
        held, printed = held + part[0], printed + part[1]
    measures["figure_citation_recall"] = (held, printed)


def _answerable(gold: Gold, prediction: Prediction) -> tuple[Measures, str | None]:
    refused = prediction.abstained and not prediction.error
    measures: Measures = {"false_refusal": (refused, 1)}
    text = "" if prediction.abstained else _answer_text(prediction)
    stated, wanted = share_stated(gold.facts, text)
    right = stated == wanted
    asked_back = prediction.kind == "clarify" and not right
    measures["fact"] = (right, 1)
    measures["fact_recall"] = (stated, wanted)
    measures["asked_back"] = (asked_back, 1)
    figure_facts = [fact for fact in gold.facts if has_figure(fact)]
    if figure_facts:
        measures["figure_accuracy"] = share_stated(figure_facts, text)
    cited = True
    if gold.evidence_facts:
        cited = _citation_measures(gold, prediction, measures)
        measures["fact_and_citation"] = (right and cited, 1)
    if gold.kind in SHORT_KINDS and gold.answer:
        given = "" if prediction.abstained else prediction.short_answer or ""
        measures["short_answer"] = (_short_answer_right(gold, prediction), 1)
        measures["em"] = (exact_match(given, gold.answer), 1)
        measures["f1"] = (character_f1(given, gold.answer), 1)
    _form_measures(gold, prediction, measures)
    if prediction.abstained:
        failure = "refused, but the articles answer it"
    elif asked_back:
        failure = "asked back"
    elif not right:
        failure = f"states {stated} of {wanted} facts"
    elif not cited:
        failure = "right, but no quote holds the evidence"
    elif measures.get("short_answer", (1, 1))[0] == 0:
        failure = "right, but the short answer is not"
    else:
        failure = None
    return measures, failure


def _same(prediction: Prediction, base: Prediction, measures: Measures) -> None:
    def places(of: Prediction) -> set[object]:
        return {
            (quote.article_id, quote.start, quote.end)
            if quote.start is not None
            else comparable(quote.text)
            for quote in of.quotes
        }

    same_evidence = prediction.abstained == base.abstained and places(prediction) == places(base)
    measures["same_evidence"] = (same_evidence, 1)
    first, second = prediction.short_answer or "", base.short_answer or ""
    measures["same_answer"] = (
        prediction.abstained == base.abstained and comparable(first) == comparable(second),
        1,
    )


def score_row(
    gold: Gold,
    prediction: Prediction,
    *,
    base: Prediction | None = None,
    reader: Reader | None = None,
) -> Scored:
    """Score one prediction; `base` is the answer to the question that a variant varies.

    With a `reader` the citations are also judged by it, without the gold facts.

    >>> gold = Gold("q1", "question", "有几个村？", "zh-Hans", "figure", ("34个",), (("34个",),))
    >>> score_row(gold, Prediction("q1", "全镇有34个村。", "34个")).measures["fact"]
    (True, 1)
    """
    failure: str | None
    if gold.task == "claim":
        right = prediction.verdict == gold.verdict
        measures: Measures = {"verdict": (right, 1)}
        failure = None if right else f"says {prediction.verdict}, is {gold.verdict}"
        if gold.evidence_facts and gold.verdict != "not_enough_info":
            cited, _ = right_citation(gold.evidence_facts, [q.text for q in prediction.quotes])
            measures["right_citation"] = (cited, 1)
    elif not gold.answerable:
        measures = {"refused": (prediction.abstained and not prediction.error, 1)}
        _form_measures(gold, prediction, measures)
        failure = None if prediction.abstained else "answered, but the articles do not say"
    else:
        measures, failure = _answerable(gold, prediction)
    if gold.task == "turn" and gold.standalone and gold.group == "follow-up":
        measures["standalone_f1"] = (
            character_f1(prediction.standalone or "", [gold.standalone]),
            1,
        )
    if gold.task == "variant" and base is not None:
        _same(prediction, base, measures)
    checked = [quote for quote in prediction.quotes if quote.verbatim is not None]
    if checked:
        measures["verbatim"] = (sum(bool(quote.verbatim) for quote in checked), len(checked))
    if reader is not None and not prediction.abstained and gold.task != "claim":
        question = prediction.standalone or gold.question
        recall, precision = alce(prediction, reader_oracle(question, reader))
        measures["reader_citation_recall"] = recall
        measures["reader_citation_precision"] = precision
    measures["error"] = (prediction.error is not None, 1)
    if prediction.error is not None:
        failure = f"error: {prediction.error}"
    return Scored(gold, prediction, measures, failure)


def score_all(
    gold: Sequence[Gold],
    predictions: Mapping[str, Prediction],
    *,
    reader: Reader | None = None,
) -> list[Scored]:
    """Score every gold row, in order; a row without a prediction is an error."""
    rows = []
    for row in gold:
        prediction = predictions.get(row.id) or missing(row.id)
        base = predictions.get(row.base) if row.base else None
        rows.append(score_row(row, prediction, base=base, reader=reader))
    return rows


def scopes_of(gold: Gold) -> tuple[str, ...]:
    """The scopes that a row counts in, from the widest: all, the task, its language, its group."""
    return "all", gold.task, f"{gold.task}/{gold.lang}", f"{gold.task}/{gold.group}"


def _attempts(rows: Sequence[Scored]) -> list[Attempt] | None:
    attempts = []
    for row in rows:
        if row.gold.task not in ("question", "unanswerable"):
            continue
        answered = not row.prediction.abstained
        if answered and row.prediction.confidence is None:
            return None
        right = bool(row.measures.get("fact", (0, 1))[0])
        attempts.append(Attempt(answered, row.prediction.confidence or 0.0, right))
    return attempts or None


def metric_of(
    tops: Sequence[float],
    bottoms: Sequence[float],
    *,
    samples: int,
    clusters: Sequence[str] | None = None,
) -> Metric:
    """The ratio of the sums, over the rows that could be measured; no interval for 0 `samples`.

    >>> metric_of([1, 0, 0], [1, 1, 0], samples=0)
    Metric(value=0.5, rows=2, low=None, high=None)
    """
    counted, total = sum(bottom > 0 for bottom in bottoms), sum(bottoms)
    if not samples or not total:
        return Metric(sum(tops) / total if total else 0.0, counted)
    interval = bootstrap(tops, bottoms, clusters=clusters, samples=samples)
    return Metric(interval.value, counted, interval.low, interval.high)


def aggregate(rows: Sequence[Scored], *, samples: int = 1000) -> Scores:
    """Metrics of all scopes. `samples` draws for each interval; 0 leaves intervals out."""
    columns: dict[tuple[str, str], list[tuple[float, float, str]]] = {}
    for row in rows:
        cluster = row.gold.conversation or row.gold.base or row.gold.id
        for scope in scopes_of(row.gold):
            for measure, (top, bottom) in row.measures.items():
                columns.setdefault((scope, measure), []).append((top, bottom, cluster))
    metrics: dict[str, Metric] = {}
    for (scope, measure), entries in columns.items():
        tops, bottoms, clusters = zip(*entries, strict=True)
        if not sum(bottoms):
            continue
        metrics[f"{scope}.{measure}"] = metric_of(tops, bottoms, samples=samples, clusters=clusters)
    pairs = [
        (row.gold.verdict, row.prediction.verdict) for row in rows if row.gold.verdict is not None
    ]
    if pairs:
        metrics["claim.verdict_macro_f1"] = Metric(macro_f1(pairs), len(pairs))
    attempts = _attempts(rows)
    curve = risk_coverage(attempts) if attempts else None
    if curve and attempts:
        metrics["all.aurc"] = Metric(curve.aurc, len(attempts))
        metrics["all.risk"] = Metric(curve.risk, len(attempts))
        metrics["all.coverage"] = Metric(curve.coverage, len(attempts))
    times = [row.prediction.total_ms for row in rows if row.prediction.total_ms is not None]
    for name, share in (("p50", 0.5), ("p90", 0.9), ("p99", 0.99)):
        if times:
            metrics[f"all.latency_{name}_ms"] = Metric(percentile(times, share), len(times))
    return Scores(metrics, confusion(pairs) if pairs else None, curve)


# What a reader of the failures wants to see first.
_GRAVITY = (
    "error",
    "answered, but",
    "says ",
    "states ",
    "right, but no quote",
    "refused, but",
    "asked back",
    "right, but the short",
)


def failures_first(rows: Sequence[Scored]) -> list[Scored]:
    """Gravest first: errors, inventions, wrong verdicts and facts, refusals; then what is right."""

    def gravity(row: Scored) -> int:
        if row.failure is None:
            return len(_GRAVITY)
        return next(
            (rank for rank, start in enumerate(_GRAVITY) if row.failure.startswith(start)),
            len(_GRAVITY) - 1,
        )

    return sorted(rows, key=gravity)
