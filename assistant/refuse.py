"""Decide whether the evidence answers the question, and say what is missing when it does not.

The decision is a logistic model over what the reader, the retrieval and the checks of type, words,
year, place and name say of the best sentence. Weights and threshold are fitted by
`python -m assistant.fit_refusal` on questions that were made amiss on purpose (another year, another
place, another thing asked for, the sentence taken away), never on `eval/sets` or a benchmark.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index import Collection
from index.figures.homographs import sense_of
from index.normalise import fold_text

from .circumstances import Circumstances, circumstances
from .constraints import Unmet, unmet_demands
from .counted import must_be_spoken_of
from .coverage import Coverage, coverage
from .evidence import Evidence
from .expected import expected_type, figure_fits, type_held
from .focus import focus_of
from .governed import Governed, governed
from .language import in_script
from .names import NameIndex, spelled_by
from .parallel_clauses import told_of_neither
from .placed import around
from .question import CALLED, NO_NAME, Question, nouns
from .ranking import probability
from .retrieve import Late
from .support import Support, carried_in_passage, support
from .synonyms import also_said
from .translated import Translate
from .who import ROLE_WORD


@dataclass(frozen=True, slots=True)
class Decision:
    """`confidence` is the calibrated probability that the best evidence answers the question.

    `missing` is the word of the question that the evidence carries least, where it hardly does;
    `same_thing` says that the evidence speaks of the very thing asked for.
    """

    answered: bool
    confidence: float
    unmet: tuple[Unmet, ...] = ()
    unseen_terms: tuple[str, ...] = ()
    missing: str | None = None
    same_thing: bool = False


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic weights over the signals of `Judged`, and the thresholds on its probability: of
    Chinese questions, and of English ones."""

    weights: tuple[float, ...]
    bias: float
    threshold: float
    threshold_english: float


@lru_cache(maxsize=4)
def load_calibration(name: str) -> Calibration:
    """The bundled calibration `name` ("reader", "lexical", or "words" where there are no vectors either)."""
    row = json.loads(Path(__file__).with_name("calibration.json").read_text("utf-8"))[name]
    english = row.get("threshold_english", row["threshold"])
    return Calibration(tuple(row["weights"]), row["bias"], row["threshold"], english)


def unseen_terms(question: Question, collection: Collection) -> list[str]:
    """Nouns of the question of which the collection holds no two characters in a row, Latin words
    that it does not hold, words of an English question that mean nothing in it."""
    if question.language == "en" or question.foreign:
        return list(question.foreign)
    words = [
        word
        for word in nouns(question.folded)
        if not CALLED.fullmatch(word) and not _DIRECTION.fullmatch(word)
    ]
    runs = {w: [w[i : i + 2] for i in range(len(w) - 1)] for w in words}
    runs |= {w: [w] for w in _LATIN.findall(question.folded)}
    found = collection.document_frequencies([b for bs in runs.values() for b in bs])
    return [term for term, bigrams in runs.items() if not any(found.get(b) for b in bigrams)]


_LATIN = re.compile(r"[a-z]{3,}")
# 从西往东: how something runs, which is told in other words as well.
_DIRECTION = re.compile("[东南西北从由往向到至朝]{2,5}")
_SAME_THING = 0.7
_LONGEST_ASKED = 24
_THIS = "这件事"
# Of each signal: 1 where more of it can only speak for an answer, -1 against it, 0 where it may be either.
MONOTONE = (*(1,) * 22, *(-1,) * 6, 0, 1, 1, 1, -1, -1)


@dataclass(frozen=True, slots=True)
class Judged:
    """The best evidence and what the checks found of it.

    `strange` is how little the passage carries the strangest word of the question, 0..1.
    """

    question: Question
    best: Evidence
    unmet: tuple[Unmet, ...]
    unseen: tuple[str, ...]
    support: Support
    coverage: Coverage
    governed: Governed
    circumstances: Circumstances
    strange: float = 0.0

    @property
    def refused_anyway(self) -> bool:
        """Whether another year, place or person than the one asked for is told, or no such figure:
        that is never an answer."""
        return any(demand.final for demand in self.unmet)

    def signals(self) -> list[float]:
        """What the decision looks at; the order is that of `MONOTONE` and `Calibration.weights`."""
        f, s, c, g = self.best.features, self.support, self.coverage, self.governed
        told = self.circumstances
        kind = expected_type(self.question.folded, self.question.kind)
        return [
            f.reader_answerable,
            f.reader_sentence,
            f.reader_span,
            f.coverage,
            f.coverage + f.context_coverage + f.title_coverage,
            f.dense,
            f.late,
            type_held(kind, self.best.text, self.best.figures, self.question.folded),
            f.unit,
            s.focus,
            s.focus_context,
            s.context,
            s.weakest,
            s.weakest_sentence,
            s.near_answer,
            c.sentence,
            c.passage,
            c.least,
            c.head,
            c.head_sentence,
            g.near,
            g.thing,
            float(g.other),
            float(g.planned),
            float(len(self.unmet)),
            len(self.unseen) / max(len(self.question.terms), 1),
            self.strange,
            float(self.question.kind == "yes_no"),
            float(not any("\u4e00" <= c <= "\u9fff" for c in self.question.query)),
            told.time,
            told.per,
            told.together,
            told.otherwise,
            float(g.unnamed),
        ]


def judge(
    question: Question,
    best: Evidence,
    collection: Collection,
    late: Late | None,
    names: NameIndex | None = None,
    translate: Translate | None = None,
    *,
    constraints: bool = True,
) -> Judged:
    """Check `best` against what `question` asks; `constraints` off leaves out year, place, name."""
    context = around(best)
    unseen = [
        term
        for term in unseen_terms(question, collection)
        if not any(other in context for other in also_said(term))
    ]
    held = support(question, best, late)
    unmet: list[Unmet] = []
    if constraints:
        unmet = unmet_demands(question, best, names)
        unknown = (
            _spelled_unknown(question, fold_text(best.candidate.article.text))
            if question.language == "en" or question.foreign
            else _names_unknown(question, unseen, collection)
        )
        unmet += [Unmet("name", name, "") for name in unknown or _nothing_known(question)]
        expected = expected_type(question.folded, question.kind)
        fitting = [figure for figure in best.figures if figure_fits(expected, figure)]
        if told_of_neither(question, best, fitting, late):
            unmet.append(Unmet("figure", question.text))
    return Judged(
        question=question,
        best=best,
        unmet=tuple(unmet),
        unseen=tuple(unseen),
        support=held,
        coverage=coverage(question, best, collection, late, translate),
        governed=governed(question, best, collection, late, translate),
        circumstances=circumstances(question, best, collection, late, translate),
        strange=_strange(question, best, unseen, held, late),
    )


def _strange(
    question: Question, best: Evidence, unseen: Sequence[str], held: Support, late: Late | None
) -> float:
    """How little the passage carries a word that no article holds, or the noun that is counted.

    What is counted or priced, or whose holder is asked for, must be spoken of wherever it is seen.
    """
    words = list(unseen)
    focus = None
    if question.language != "en" and not question.foreign:
        focus = must_be_spoken_of(question)
        # 老板林小满: what users call somebody need not be what the articles call him.
        words = [
            word
            for word in unseen
            if not _mistagged(word) and (word == focus or not ROLE_WORD.fullmatch(word))
        ]
    carried = carried_in_passage(words, best, late)
    if focus is not None:
        carried.append(held.focus_context)
    return 1 - min(carried, default=1.0)


def _names_unknown(question: Question, unseen: Sequence[str], collection: Collection) -> list[str]:
    """Those of `unseen` that name a place or a body that all know, and no article does: 敦煌.

    Only the dictionary's: the tagger takes many a word that it does not know for a name. Where the
    articles hold a character of it beside its neighbour, the question was cut in the wrong place.
    """
    import rjieba

    found: list[str] = []
    for word in unseen:
        tagged = rjieba.tag(word)
        if len(tagged) != 1 or tagged[0][1] not in _KNOWN_NAMES or not rjieba.has_word(word):
            continue
        if sense_of(word) == "common" or NO_NAME.match(word):
            continue  # 张罗: a name in the dictionary, a verb in what people say
        start = question.folded.find(word)
        end = start + len(word)
        across = [
            question.folded[max(start - 1, 0) : start + 1],
            question.folded[end - 1 : end + 1],
        ]
        held = collection.document_frequencies([run for run in across if len(run) == 2])
        if not any(held.values()) and not ROLE_WORD.fullmatch(word):
            found.append(word)
    return found


def _spelled_unknown(question: Question, article: str) -> list[str]:
    """Names of an English question, spelled in pinyin, that the article lacks: Dunhuang, Suzhou.

    What begins with a capital within a sentence and reads as Chinese syllables names a place or a
    person; those of the collection have been put into its characters before.
    """
    words = dict.fromkeys(_WITHIN.findall(question.text))
    return [
        word
        for word in words
        if word.lower() in question.foreign
        and word.lower() not in _NO_CHINESE_NAME
        and _SYLLABLES.fullmatch(word.lower())
        and not spelled_by(word.lower(), article)
    ]


def _nothing_known(question: Question) -> list[str]:
    """The first content word of a question in English none of whose words mean a thing here.

    One word may be too rare for the lexicon; of two or more, one at least is told of somewhere in
    articles that answer.
    """
    words = [term for term in question.terms if not term[0].isdigit()]
    if question.language != "en" or len(words) < _FEWEST_STRANGE:
        return []
    strange = [word for word in words if word in question.foreign]
    # How do I renew my visa: an errand of which half of the words stand nowhere is told nowhere.
    errand = _ERRAND.search(question.folded) is not None and 2 * len(strange) >= len(words)
    return strange[:1] if errand or len(strange) == len(words) else []


# Of Chinese syllables, and no names of ours.
_NO_CHINESE_NAME = frozenset({"chinese", "china", "lunar"})
_FEWEST_STRANGE = 2
_ERRAND = re.compile(r"\b(?:how|where|when|what) (?:do|can|could|should|must|may) (?:i|we)\b")
# A word with a capital that begins no sentence; the second part of Yunling–Songxi as well.
_WITHIN = re.compile(r"(?:(?<=[a-z,] )|(?<=[A-Za-z][-–—/]))[A-Z][a-z]{4,}\b")
# Initials with the finals that go with them: "ring" is no syllable, and Haring none of our names.
_SYLLABLES = re.compile(
    r"(?:[bpmfdtnl](?:iang|iao|ian|ing|ang|eng|ong|uan|ai|ei|ao|ou|an|en|ia|ie|iu|in|uo|un|ue|[aeiouv])"
    r"|[jqx](?:iang|iong|iao|ian|ing|uan|ia|ie|iu|in|ue|un|[iu])"
    r"|(?:zh|ch|sh|[rzcsgkh])(?:uang|uai|uan|ang|eng|ong|ai|ei|ao|ou|an|en|ua|uo|ui|un|[aeiu])"
    r"|y(?:uan|ang|ing|ong|ao|ou|an|in|ue|un|[aeiou])|w(?:ang|eng|ai|ei|an|en|[aou])"
    r"|ang|eng|ai|ei|ao|ou|an|en|er|[aeo]){2,4}"
)
_KNOWN_NAMES = frozenset({"ns", "nt", "nr", "nrt", "nrfg"})


def _mistagged(word: str) -> bool:
    """钱建, 能领: two characters of two words, which the tagger takes for a person's name."""
    import rjieba

    tagged = list(rjieba.tag(word))
    return len(word) == 2 and (len(tagged) > 1 or tagged[0][1].startswith("nr"))


def log_odds(judged: Judged, calibration: Calibration) -> float:
    """The calibrated log odds that the evidence answers."""
    return calibration.bias + sum(
        w * v for w, v in zip(calibration.weights, judged.signals(), strict=True)
    )


def decide(judged: Judged, calibration: Calibration) -> Decision:
    """Answer or refuse on the calibrated probability."""
    confidence = probability(log_odds(judged, calibration))
    english = judged.question.language == "en"
    threshold = calibration.threshold_english if english else calibration.threshold
    answered = confidence >= threshold and not judged.refused_anyway
    return Decision(
        answered,
        confidence,
        judged.unmet,
        judged.unseen,
        judged.support.missing,
        same_thing=judged.support.context >= _SAME_THING,
    )


def missing_text(question: Question, decision: Decision) -> str:
    """What the articles lack for this question, as a clause in its language and script.

    What they have instead is named only where the evidence speaks of the very thing asked for.
    """
    english = question.language == "en"
    for unmet in decision.unmet:
        near = unmet.found if decision.same_thing else None
        if unmet.kind == "year":
            if english:
                tail = f", only of {near}" if near else ""
                return f"they give nothing on this for {unmet.text}{tail}"
            asked = _asked(question)
            text = (
                f"只给出{near}年的{asked}，没有{unmet.text}年的"
                if near
                else f"没有写{unmet.text}年的{asked}"
            )
            return in_script(text, question.language)
        if unmet.kind == "place":
            if english:
                return f"they do not give this for {unmet.text}"
            asked = _asked(question).removeprefix(unmet.text).removeprefix("的")
            if asked == _THIS and unmet.found:
                return in_script(f"只写了{unmet.found}的，没有写{unmet.text}的", question.language)
            if asked == _THIS:
                return in_script("没有写", question.language) + f"“{_whole(question)}”"
            text = (
                f"只写了{near}的，没有写{unmet.text}的{asked}"
                if near
                else f"没有写{unmet.text}的{asked}"
            )
            return in_script(text, question.language)
        if unmet.kind in ("figure", "event", "role") or unmet.text.lower() in decision.unseen_terms:
            continue
        if english:
            return f"they do not connect {unmet.text} with this"
        return in_script(f"没有把“{unmet.text}”和这件事写在一起", question.language)
    roles = [unmet.text for unmet in decision.unmet if unmet.kind == "role"]
    if roles:
        if english:
            return f"they do not name the {roles[0]}"
        return in_script(f"没有写{roles[0]}是谁", question.language)
    words = [word for word in decision.unseen_terms if word in question.terms][:3]
    if words:
        if english:
            return "they do not mention " + ", ".join(words)
        return in_script("没有提到" + "、".join(f"“{w}”" for w in words), question.language)
    if english:
        missing = decision.missing
        return f'no passage gives "{missing}" for this' if missing else "no passage states it"
    asked = _asked(question)
    if asked == _THIS:
        return in_script("没有写", question.language) + f"“{_whole(question)}”"
    return in_script(f"没有写{asked}", question.language)


def _whole(question: Question) -> str:
    """The question as it was typed, to be quoted inside a sentence."""
    return re.sub(r"[？?。！!\s]+$", "", question.text)


def _asked(question: Question) -> str:
    """The thing asked for and whose, without year: 石桥村有多少人口 -> 石桥村的人口.

    Where the words do not join into a noun phrase: 这件事.
    """
    focus = focus_of(question.folded)
    folded = re.sub(r"(?:截至|截止|到)?(?:19|20)[0-9]{2}年?[底末初]?", "", question.folded)
    if focus is None:
        return _THIS
    # 云岭区的地区生产总值(是多少), 石桥村有多少人口; what is counted with a measure word stays a question.
    plain = re.match(
        rf"(?P<whose>[^,?]*?){re.escape(focus)}(?:是|有|为|达到?|要|卖)*(?:多少|几|谁|什么|哪)",
        folded,
    )
    owned = re.match(rf"(?P<whose>[^,?]*?)有多少{re.escape(focus)}", folded)
    if plain is not None:
        text = f"{plain['whose']}{focus}"
    elif owned is not None:
        text = f"{owned['whose']}的{focus}"
    else:
        return _THIS
    text = text.removeprefix("的")
    return text if len(text) <= _LONGEST_ASKED else _THIS


def refusal_text(question: Question, missing: str, suggestions: Sequence[str]) -> str:
    """The refusal as the user reads it."""
    if question.language == "en":
        text = f"The articles do not answer this: {missing}."
        if suggestions:
            text += " Questions that they do answer: " + " / ".join(suggestions)
        return text
    # Part by part: a text that is half converted already would pass as converted.
    text = "文章" + missing + in_script("，所以答不了。", question.language)
    if suggestions:
        text += in_script("可以问：", question.language) + " ".join(suggestions)
    return text
