"""Whether the two figures of a comparison are those of its two sides.

A figure that reads well may still be of the other side, of another place, or how much something grew
rather than how much it is; then nothing is computed.

>>> own_words("城镇居民收入是多少", "农村居民收入是多少"), own_words("东山大桥有多长", "西河大桥有多长")
(('城镇',), ('东山',))
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.figures import Figure
from index.figures.units import comparable
from index.normalise import fold_text
from index.tokens import tokens

from .alignment import aligned_parts, figure_runs
from .contrasts import SAME
from .evidence import Evidence
from .frame import frame_of
from .names import place_core
from .question import PROVINCES, Question, places_in
from .short_answer import ShortAnswer
from .tagging import tagged
from .translated import Translate

# How much something changed, or lies above another, not how much it is: 增加|9亿元 and 比全县高出|2.4分,
# but not 增加到|86亿元.
_CHANGE = re.compile(
    r"(?:高出|高于|低于|多出|少于|相差|[比较][^，,；;。]{1,20}[高低多少快慢]|增加|增长|增收|减少|下降|降低|提高|提升|上升|上涨|回落|缩小|扩大)(?:了|约|近|超|超过|逾|将近|大约)*$"
)
_ASKS_CHANGE = re.compile(
    r"增|减|涨|降|提高|提升|上升|缩小|扩大|grow|growth|increase|rise|fall|drop|decline"
)

_YEAR = r"(?:19|20)[0-9]{2}"
_ENDS = 2
# So many characters of an article say of what place it tells.
_LEAD = 120
# The tagger finds a place in 镇|农村人.
_NO_PLACE = re.compile("农村|乡村|城镇|城市|城乡")
_SHORTEST = 2
# So many meanings of an English word are looked for.
_MEANINGS = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """One operand: the evidence and the figure in it."""

    evidence: Evidence
    short: ShortAnswer


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its question, and the folded words that only it says."""

    question: Question
    words: tuple[str, ...]


def own_words(side: str, other: str) -> tuple[str, ...]:
    """What one side's question says that the other's does not: words of two or more characters.

    What both begin and end with is left out, so that 石桥村|民宿|收入 needs no word borders; a single
    character that is left stands for the word around it (东河镇, 2020).
    """
    own, theirs = fold_text(side), fold_text(other)
    start, end = _common_start(own, theirs), 0
    while end < min(len(own), len(theirs)) - start and own[-1 - end] == theirs[-1 - end]:
        end += 1
    left = own[start : len(own) - end]
    if len(left.strip("的")) >= _SHORTEST and not left.isdigit():
        return tuple(dict.fromkeys(_words(left.strip("的"))))
    position = 0
    for word, _ in tagged(own):
        position += len(word)
        if left and position >= len(own) - end:
            return (word,) if len(word) >= _SHORTEST and word not in theirs else ()
    return ()


def _words(text: str) -> list[str]:
    """Words of two or more characters; single ones side by side are an unknown name: 东河|新|岙."""
    found: list[str] = []
    single = ""
    for word, _ in (*tagged(text), ("", "")):
        if len(word) == 1:
            single += word
            continue
        found += [w for w in (single, word) if len(w) >= _SHORTEST]
        single = ""
    return found or [text]


def _common_start(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def is_of_place(question: Question, evidence: Evidence) -> bool:
    """Whether an operand is of the place that its question names.

    Two figures of one place must not pass for those of two: the sentence names the place, or names
    none and the place stands before it in its passage or in the title.
    """
    return _of_any(question.places, evidence)


def _of_any(names: Sequence[str], evidence: Evidence, *, told: bool = False) -> bool:
    """Whether evidence is of the last of some places; `told` where the article's lead may name it."""
    places = [p for p in names if not _NO_PLACE.search(p)]
    if not places:
        return True
    core = place_core(places[-1])
    if _any_in((core, *_whole_of(core)), fold_text(evidence.text)):
        return True
    if any(not _NO_PLACE.search(place) for place in places_in(evidence.text)):
        return False
    lead = fold_text(evidence.candidate.article.text[:_LEAD]) if told else ""
    return core in _before(evidence) or core in lead


def _whole_of(core: str) -> tuple[str, ...]:
    """What a newspaper of a province calls all of it."""
    return ("全省", "我省") if core in PROVINCES else ()


def sides_of(
    one: Question, other: Question, translate: Translate | None = None
) -> tuple[Side, Side]:
    """The two sides of a comparison, each with the words that tell it from the other.

    An English side is known by the Han names that it spells and by what its words mean.
    """
    return Side(one, _marks(one, other, translate)), Side(other, _marks(other, one, translate))


def is_of_side(side: Side, other: Side, reading: Reading) -> bool:
    """Whether a reading is of its own side: of its place, and not a figure that only the other side
    is named with."""
    evidence = reading.evidence
    if not is_of_place(side.question, evidence):
        return False
    # That a year is carried is checked where evidence is judged.
    own, others = ([w for w in s.words if not w.isdigit()] for s in (side, other))
    if not own:
        return True
    own += [whole for word in own for whole in _whole_of(place_core(word))]
    sentence = fold_text(evidence.text)
    if _any_in(own, sentence):
        return True
    if _any_in(others, sentence):
        return False
    if not any(_is_name(word) for word in own):
        # Another word may be put otherwise in the article.
        return True
    if places_in(evidence.text):
        return False
    # Of two places told of in one article the one that was named last is meant.
    before = _before(evidence)
    return max(before.rfind(w) for w in own) > max((before.rfind(w) for w in others), default=-1)


def go_together(sides: tuple[Side, Side], readings: Sequence[Reading]) -> bool:
    """Whether two readings, each of its side, may be compared with one another.

    Both say how much, or both how much it changed; and in one sentence that names both sides, the
    figures stand in the order of the names (城镇、农村居民收入为7.7万元、4.8万元).
    """
    changes = [_is_change(reading) for reading in readings]
    if changes[0] != changes[1]:
        return False
    if all(changes) and not any(_ASKS_CHANGE.search(s.question.folded) for s in sides):
        return False
    one, other = readings
    if one.evidence.start != other.evidence.start or (
        one.evidence.candidate.article.id != other.evidence.candidate.article.id
    ):
        return True
    if one.short.start == other.short.start:
        return False
    if (paired := _paired_with(sides, readings)) is not None:
        return paired
    if all(_says_its_own(sides[i], sides[1 - i], readings[i]) for i in (0, 1)):
        return True
    if any(_says_its_own(sides[1 - i], sides[i], readings[i]) for i in (0, 1)):
        return False
    sentence = fold_text(one.evidence.text)
    at = [_position(side.words, sentence) for side in sides]
    if min(at) < 0 or at[0] == at[1]:
        return True
    return (at[0] < at[1]) == (one.short.start < other.short.start)


def _paired_with(sides: tuple[Side, Side], readings: Sequence[Reading]) -> bool | None:
    """Whether a sentence that lists names and then figures gives each side its own; `None` where it
    lists nothing so: 就诊率和住院率分别达72%和9%."""
    evidence = readings[0].evidence
    at = [reading.short.start - evidence.start for reading in readings]
    figures = [f for f in evidence.figures if f.value is not None and f.when is None]
    for run in figure_runs(evidence.text, figures):
        starts = [figure.start for figure in run]
        parts = aligned_parts(evidence.text, run)
        if parts is None or not set(at) <= set(starts):
            continue
        told = [fold_text(parts[starts.index(place)]) for place in at]
        own = [_any_in(side.words, part) for side, part in zip(sides, told, strict=True)]
        swapped = [_any_in(s.words, part) for s, part in zip(sides, reversed(told), strict=True)]
        if any(own) != any(swapped):
            return any(own)
    return None


def _says_its_own(side: Side, other: Side, reading: Reading) -> bool:
    """Whether the words between a figure and the one before it name its side and not the other."""
    at = reading.short.start - reading.evidence.start
    ends = (f.end for f in reading.evidence.figures if f.end <= at)
    between = fold_text(reading.evidence.text[max(ends, default=0) : at])
    return _any_in(side.words, between) and not _any_in(other.words, between)


def from_one_sentence(
    sides: tuple[Side, Side], found: Sequence[Evidence]
) -> tuple[Reading, Reading] | None:
    """Both figures from the first sentence that names both sides and says what is asked of them.

    城镇、农村居民收入为7.7万元、4.8万元; 由2017年的4.5万元增长到2020年的61万元.
    """
    for evidence in found:
        sentence = fold_text(evidence.text)
        # A place that only one side names is among its words.
        shared = [p for p in sides[0].question.places if p in sides[1].question.places]
        if not _of_any(shared, evidence, told=True):
            continue
        if not all(_says_measure(side.question, sentence) for side in sides):
            continue
        one, other = (_beside(sides[i], sides[1 - i].words, evidence) for i in (0, 1))
        if one is None or other is None or one.start == other.start or one.kind != other.kind:
            continue
        if one.unit != other.unit and not comparable(one.unit, other.unit):
            continue
        first, second = (
            Reading(
                evidence, ShortAnswer(f.text, evidence.start + f.start, evidence.start + f.end, f)
            )
            for f in (one, other)
        )
        if _is_change(first) == _is_change(second):
            return first, second
    return None


def _says_measure(question: Question, sentence: str) -> bool:
    """Whether a sentence says what is measured: 收入 of 人均可支配收入."""
    if question.language == "en" or not re.search(r"[\u4e00-\u9fff]", question.folded):
        return True
    attribute = frame_of(question.folded).attribute
    return not attribute or attribute[-2:] in sentence


def _beside(side: Side, others: Sequence[str], evidence: Evidence) -> Figure | None:
    """The figure that belongs to a side's words: the one paired with them, else the next after them.

    Of several between them and the other side's words it is the one that is called what is asked:
    报销90% and not 起付线150元, where somebody asks 报多少.
    """
    own = side.words
    text = fold_text(evidence.text)
    figures = [f for f in evidence.figures if f.value is not None and f.when is None]
    for run in figure_runs(evidence.text, figures):
        if (of_year := _of_year(own, evidence.text[: run[0].start], run)) is not None:
            return of_year
        floor = max((f.end for f in figures if f.end <= run[0].start and f not in run), default=0)
        parts = aligned_parts(evidence.text, run, floor) or []
        for part, figure in zip(parts, run, strict=False):
            if _any_in(own, fold_text(part)):
                return figure
    at = _position(own, text)
    if at < 0:
        return None
    rival = min((i for w in others if (i := text.find(w, at + 1)) >= 0), default=len(text))
    between = [f for f in figures if at < f.start < rival]
    done = "" if side.question.language == "en" else frame_of(side.question.folded).verb
    called = [f for f in between if len(done) == 1 and done in _label(text, f, figures)]
    return next(iter(called or between), None)


def _label(text: str, figure: Figure, figures: Sequence[Figure]) -> str:
    """The words between a figure and the one before it, of its own clause."""
    floor = max((f.end for f in figures if f.end <= figure.start), default=0)
    return re.split(r"[，,。；;]", text[floor : figure.start])[-1]


def _of_year(own: Sequence[str], before: str, run: Sequence[Figure]) -> Figure | None:
    """The figure of a year where figures follow their years: 2019年至2021年…分别为22人、27人和35人."""
    year = next((word for word in own if word.isdigit()), None)
    if year is None:
        return None
    listed = re.findall(_YEAR, before)
    if re.search(rf"{_YEAR}年?(?:至|到|—|-|~){_YEAR}", before) and len(listed) == _ENDS:
        listed = [str(n) for n in range(int(listed[0]), int(listed[1]) + 1)]
    return run[listed.index(year)] if len(listed) == len(run) and year in listed else None


def _position(words: Sequence[str], text: str) -> int:
    return min((i for w in words if (i := text.find(w)) >= 0), default=-1)


def _is_name(word: str) -> bool:
    return any(tag[:2] in ("nr", "ns", "nz", "nt") for _, tag in tagged(word))


def _marks(side: Question, other: Question, translate: Translate | None) -> tuple[str, ...]:
    """The folded words or names that tell a side from the other one, with words for the same."""
    if side.language == "en" or not re.search(r"[\u4e00-\u9fff]{2}", side.text):
        names = [name for name in side.names if name not in other.names]
        said = set(re.findall(r"[a-z]{3,}|[0-9]{4}", other.folded))
        words = [w for w in re.findall(r"[a-z]{3,}|[0-9]{4}", side.folded) if w not in said]
        meant = [
            term for word in words if translate is not None and not word.isdigit() and not names
            for term, _ in list(translate(word))[:_MEANINGS] if len(term) >= _SHORTEST
        ]  # fmt: skip
        found = [*names, *(w for w in words if w.isdigit()), *words, *meant]
    else:
        found = list(own_words(side.text, other.text))
    same = [w for word in found for group in SAME if any(g in word for g in group) for w in group]
    # 县里出的 is printed as 县财政 or 县级.
    levels = [m[1] for word in found for m in re.finditer(r"([省市县区镇乡村])里", word)]
    same += [f"{level}{payer}" for level in levels for payer in ("财政", "级")]
    return tuple(dict.fromkeys([*found, *same]))


def _any_in(words: Sequence[str], text: str) -> bool:
    """Whether the text says one of the words, or most of its pairs of characters."""
    said = set(tokens(text))
    for word in words:
        pairs = [t for t in tokens(word) if len(t) > 1]
        if word in text or (len(pairs) > 1 and sum(p in said for p in pairs) * 2 > len(pairs)):
            return True
    return False


def _before(evidence: Evidence) -> str:
    """The folded title, heading and text of its passage before a sentence."""
    article, passage = evidence.candidate.article, evidence.candidate.passage
    said = article.text[passage.start : evidence.start]
    return fold_text(f"{article.title or ''}{passage.heading or ''}{said}")


def _is_change(reading: Reading) -> bool:
    article = reading.evidence.candidate.article
    before = article.text[reading.evidence.start : reading.short.start]
    return _CHANGE.search(fold_text(before)) is not None
