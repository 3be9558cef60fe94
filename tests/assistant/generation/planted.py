"""Generated answers with one planted error each, made from right sentences over the bundled articles.

An answer has a right sentence with its right citation before and after the planted one. Kinds:

figure      a figure is changed: another digit, ten times as much, or the value of another figure of
            the same passage
name        a name is replaced by another one of the collection, or by one that no article has
unstated    a fluent sentence that no article states, with a citation
citation    a right sentence that cites a passage which does not say it
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.generation.proper_names import kind_of, names_in
from assistant.language import detect_language
from index import Passage
from index.figures import find_figures
from index.normalise import fold_text
from tests.assistant.generation.statements import RIGHT, UNSTATED

_INVENTED = {"place": ["青云镇", "白鹭县", "龙泉湾村"], "other": ["赵明远", "钱思齐", "周雅琴"]}
_INVENTED_ENGLISH = ["Qingyun", "Bailu", "Zhao Mingyuan"]


@dataclass(frozen=True, slots=True)
class Planted:
    """One answer; `wrong` is its planted sentence, `passages` the numbered ones from 1."""

    kind: str
    text: str
    wrong: str
    right: tuple[str, ...]
    passages: tuple[Passage, ...]
    wrong_passage: int | None = None


def passage_of(words: str, passages: Sequence[Passage]) -> Passage:
    """The passage that holds these words."""
    return next(p for p in passages if words in p.text)


def planted_answers(
    passages: Sequence[Passage], counts: dict[str, int], seed: int
) -> list[Planted]:
    """So many answers of each kind, in a fixed random order of the seed."""
    rng = random.Random(seed)
    made: list[Planted] = []
    for kind, count in counts.items():
        rows = list(UNSTATED if kind == "unstated" else RIGHT)
        found: list[Planted] = []
        while len(found) < count:
            sentence, words = (
                rows[len(found) % len(rows)] if kind == "unstated" else rng.choice(rows)
            )
            home = passage_of(words, passages)
            wrong = _spoiled(kind, sentence, home, passages, rng)
            if wrong is not None:
                found.append(_answer(kind, wrong, home, passages, rng))
        made += found
    return made


def _spoiled(
    kind: str, sentence: str, home: Passage, passages: Sequence[Passage], rng: random.Random
) -> str | None:
    if kind == "figure":
        return other_figure(sentence, home.text, rng)
    if kind == "name":
        return other_name(sentence, home, passages, rng)
    return sentence


def _answer(
    kind: str, wrong: str, home: Passage, passages: Sequence[Passage], rng: random.Random
) -> Planted:
    language = detect_language(wrong)
    others = [row for row in RIGHT if detect_language(row[0]) == language and row[0] != wrong]
    if len(others) < 2:  # of Chinese in traditional characters we have two
        others = [row for row in RIGHT if detect_language(row[0]) != "en" and row[0] != wrong]
    before, after = rng.sample(others, 2)
    homes = [passage_of(words, passages) for _, words in (before, after)]
    shown = list({p.id: p for p in [home, *homes, *rng.sample(list(passages), 3)]}.values())
    rng.shuffle(shown)
    number = {p.id: n for n, p in enumerate(shown, start=1)}
    cited = number[home.id]
    if kind == "citation":
        cited = rng.choice([n for p, n in number.items() if p != home.id])
    text = (
        f"{before[0]}[{number[homes[0].id]}]{wrong}[{cited}]{after[0]}[{number[homes[1].id]}]"
        if language != "en"
        else f"{before[0]} [{number[homes[0].id]}] {wrong} [{cited}] {after[0]} [{number[homes[1].id]}]"
    )
    return Planted(
        kind,
        text,
        wrong,
        (before[0], after[0]),
        tuple(shown),
        cited if kind == "citation" else None,
    )


def other_figure(sentence: str, passage: str, rng: random.Random) -> str | None:
    """The sentence with one quantity changed; None when it has none."""
    quantities = [
        f
        for f in find_figures(sentence)
        if f.value is not None
        and f.kind in ("quantity", "percent", "ratio")
        and re.search("[1-9]", f.text)
    ]
    if not quantities:
        return None
    figure = rng.choice(quantities)
    digits = re.search(r"[0-9][0-9,]*(?:\.[0-9]+)?", figure.text)
    if digits is None:
        return None
    rivals = [
        m.group()
        for other in find_figures(passage)
        if other.unit == figure.unit and other.value not in (None, figure.value)
        for m in [re.search(r"[0-9]+(?:\.[0-9]+)?", other.text)]
        if m is not None and m.group() != digits.group()
    ]
    way = rng.choice(["digit", "scale", "rival"])
    if way == "rival" and rivals and detect_language(sentence) != "en":
        new = rng.choice(rivals)
    elif way == "scale":
        new = (
            digits.group() + "0"
            if "." not in digits.group()
            else digits.group().replace(".", "", 1)
        )
    else:
        places = [i for i, c in enumerate(digits.group()) if c.isdigit()]
        at = rng.choice(places)
        old = digits.group()[at]
        new = (
            digits.group()[:at]
            + rng.choice([d for d in "123456789" if d != old])
            + digits.group()[at + 1 :]
        )
    spoiled = figure.text.replace(digits.group(), new, 1)
    changed = sentence[: figure.start] + spoiled + sentence[figure.end :]
    was = {(f.value, f.unit) for f in find_figures(sentence)}
    return changed if {(f.value, f.unit) for f in find_figures(changed)} != was else None


def other_name(
    sentence: str, home: Passage, passages: Sequence[Passage], rng: random.Random
) -> str | None:
    """The sentence with one name replaced; None when it has none to replace."""
    if detect_language(sentence) == "en":
        found = re.findall(r"\b(?:[A-Z][a-z]+)\b", sentence)
        known = [w for w in found if w in _ENGLISH_NAMES]
        if not known:
            return None
        return sentence.replace(rng.choice(known), rng.choice(_INVENTED_ENGLISH), 1)
    own = [
        n for n in names_in(sentence) if n in sentence and re.fullmatch(r"[\u4e00-\u9fff]{2,8}", n)
    ]
    if not own:
        return None
    name = rng.choice(own)
    kind = kind_of(name)
    text = fold_text(home.text)
    elsewhere = sorted(
        {
            other
            for passage in passages
            for other in names_in(passage.text)
            if kind_of(other) == kind
            and re.fullmatch(r"[\u4e00-\u9fff]{2,6}", other)
            and not any(c in other for c in name)
            and other not in sentence
        }
    )
    near = [other for other in elsewhere if other in text]
    pool = rng.choice([_INVENTED[kind], elsewhere, near or elsewhere])
    return sentence.replace(name, rng.choice(pool))


_ENGLISH_NAMES = frozenset(
    "Zhili Wuxing Miaoshan Yacun Huzhou Longwan Yueqing Shibiyan Zhejiang Quzhou".split()
)
