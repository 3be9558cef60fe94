"""An answer that no article prints: computed from two cited figures, the arithmetic shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index import Language
from index.figures import Figure, in_reader_units
from index.figures.units import unit

from .answer import Citation, Computation, Operand, Sentence
from .arithmetic import Result, compute
from .compared import Comparison, is_less, opposite
from .compose import Draft, citation_of
from .frame import TIME
from .language import in_script
from .like_figures import may_be_computed, noun_behind
from .sides import Reading

# What some comparatives measure; others (多, 高) may measure anything.
_DIMENSIONS = {
    "贵": "money", "便宜": "money", "重": "mass", "轻": "mass", "远": "length", "近": "length",
    "cheaper": "money", "heavier": "mass", "farther": "length", "further": "length",
}  # fmt: skip
# In words: a minus sign before a figure would make it a negative one.
_WORDS = {"difference": "减", "sum": "加", "ratio": "除以"}
_ENGLISH_WORDS = {"difference": "minus", "sum": "plus", "ratio": "divided by"}


def computed_draft(
    asked: Comparison, readings: Sequence[Reading], language: Language
) -> tuple[Draft, str] | None:
    """The computed sentence, then its two sources, and the short answer; `None` when the figures
    do not go together (other units, or the same figure read twice).

    Figures of unlike things, or per month and per year, stand side by side without arithmetic.
    """
    one, other = (reading.short for reading in readings)
    if one.figure is None or other.figure is None or len(readings) != 2:
        return None
    same_place = (
        readings[0].evidence.candidate.article.id == readings[1].evidence.candidate.article.id
    )
    if same_place and one.start == other.start:
        return None
    if not _measures_what(asked.adjective, one.figure, other.figure):
        return None
    result = compute(asked.operation, [one.figure, other.figure], language)
    pair = (readings[0], readings[1])
    computable = may_be_computed(pair, asked.questions)
    if result is None and (computable or one.figure.kind != other.figure.kind):
        return None
    if not computable and not (one.figure.unit and other.figure.unit):
        # A number of no unit may be part of a name.
        return None
    citations: list[Citation] = []
    numbers: list[int] = []
    for reading in readings:
        place = (reading.evidence.candidate.article.id, reading.evidence.start)
        known = next((c.n for c in citations if (c.article.id, c.start) == place), None)
        if known is None:
            known = len(citations) + 1
            citations.append(citation_of(reading.evidence, known))
        numbers.append(known)
    sources = [Sentence(in_script(c.quote, language), (c.n,)) for c in citations]
    if result is None or not computable:
        text, short = _side_by_side(asked, pair, language)
        shown = Sentence(text, tuple(dict.fromkeys(numbers)))
        return Draft((shown, *sources), tuple(citations)), short
    operands = tuple(
        Operand(reading.short.figure.text, n)
        for reading, n in zip(readings, numbers, strict=True)
        if reading.short.figure is not None
    )
    text, short = _line(asked, readings, result, language)
    computed = Computation(asked.operation, operands, result.text)
    said = Sentence(text, tuple(dict.fromkeys(numbers)), computed=computed)
    return Draft((said, *sources), tuple(citations)), short


def _measures_what(adjective: str, *figures: Figure) -> bool:
    """Whether figures measure what a comparative asks: 贵 a price, 重 a weight."""
    wanted = _DIMENSIONS.get(adjective.lower())
    return wanted is None or all(unit(f.unit).dimension.startswith(wanted) for f in figures)


def _side_by_side(
    asked: Comparison, readings: tuple[Reading, Reading], language: Language
) -> tuple[str, str]:
    """Both figures, each with what it counts, and that nothing is computed; the short answer."""
    told = []
    for label, reading in zip(asked.labels, readings, strict=True):
        figure = reading.short.figure
        assert figure is not None
        if language == "en":
            told.append((label[:1].upper() + label[1:], in_reader_units(figure, "en")))
        else:
            value = f"{figure.text}{noun_behind(reading)}"
            told.append((in_script(label, "zh-Hans"), in_script(value, "zh-Hans")))
    if language == "en":
        line = "; ".join(f"{label}: {value}" for label, value in told)
        short = "; ".join(value for _, value in told)
        return f"{line}. These do not measure the same thing, so nothing is computed.", short
    line = "，".join(f"{label}为{value}" for label, value in told)
    short = "；".join(value for _, value in told)
    return (
        in_script(f"{line}；两者所指不同，不作计算。", language),
        in_script(short, language),
    )


def _line(
    asked: Comparison, readings: Sequence[Reading], result: Result, language: Language
) -> tuple[str, str]:
    """The sentence with its arithmetic, and the short answer."""
    figures = [r.short.figure for r in readings if r.short.figure is not None]
    order = compute("larger", figures, language)
    first_larger = order is None or order.value == 0
    if language == "en":
        return _english_line(
            asked, [in_reader_units(f, "en") for f in figures], result, first_larger
        )
    # All in one script first: what is half in the other would pass as converted.
    a, b = (in_script(label, "zh-Hans") for label in asked.labels)
    asked = replace(asked, labels=(a, b))
    result = replace(result, text=in_script(result.text, "zh-Hans"))
    x, y = (in_script(figure.text, "zh-Hans") for figure in figures)
    about = "" if result.exact else "约"
    stated = f"{a}为{x}，{b}为{y}"
    years = all(TIME.fullmatch(label) for label in asked.labels)
    if years and not all(
        _prints(r, label) for r, label in zip(readings, asked.labels, strict=True)
    ):
        # 去年, or an end of 2019年至2021年: the year as the question says it stands nowhere.
        stated = f"前者为{x}，后者为{y}"
    if asked.operation in ("larger", "smaller"):
        winner = asked.labels[int(result.value)]
        text = f"{stated}，{winner}更{asked.adjective or '多'}。"
        if asked.whether:
            winner = "是" if result.value == 0 else "不是"
            text = f"{winner}，{text}"
        return in_script(text, language), in_script(winner, language)
    if asked.operation == "difference":
        share = any(figure.kind == "percent" for figure in figures)
        adjective = asked.adjective or ("高" if share else "多")
        if years and result.value:
            text = f"{stated}，相差{about}{result.text}（{_minus(x, y, first_larger)}等于{about}{result.text}）。"
            return in_script(text, language), in_script(f"{about}{result.text}", language)
        larger, smaller = (a, b) if first_larger else (b, a)
        left, right = (x, y) if first_larger else (y, x)
        if result.value == 0:
            return in_script(
                f"{stated}，两者相同（{left}减{right}等于{about}{result.text}）。", language
            ), in_script(result.text, language)
        if is_less(adjective):
            said = f"{smaller}比{larger}{adjective}{about}{result.text}"
        else:
            said = f"{larger}比{smaller}{adjective}{about}{result.text}"
        if asked.adjective and larger != a and not is_less(adjective):
            # Asked how much more a is, and it is less.
            said = f"{a}比{b}{opposite(adjective)}{about}{result.text}"
        text = f"{stated}，{said}（{left}减{right}等于{about}{result.text}）。"
    else:
        joined = f"{x}{_WORDS[asked.operation]}{y}等于{about}{result.text}"
        words = (
            f"合计{about}{result.text}"
            if asked.operation == "sum"
            else f"前者是后者的{about}{result.text}"
        )
        text = f"{stated}，{words}（{joined}）。"
    return in_script(text, language), in_script(f"{about}{result.text}", language)


def _prints(reading: Reading, label: str) -> bool:
    """Whether the sentence of a reading prints a year as a figure of its own."""
    return any(figure.text == label for figure in reading.evidence.figures)


def _minus(x: str, y: str, first_larger: bool) -> str:
    return f"{x}减{y}" if first_larger else f"{y}减{x}"


def _english_line(
    asked: Comparison, values: Sequence[str], result: Result, first_larger: bool
) -> tuple[str, str]:
    a, b = asked.labels
    x, y = values
    stated = f"{a[:1].upper()}{a[1:]}: {x}; {b}: {y}"
    if asked.operation in ("larger", "smaller"):
        winner = asked.labels[int(result.value)]
        if asked.whether:
            said = "Yes" if result.value == 0 else "No"
            return f"{said}. {stated}. The {asked.operation} is {winner}.", said
        return f"{stated}. The {asked.operation} is {winner}.", winner
    about = "" if result.exact else "about "
    left, right = (x, y) if first_larger or asked.operation != "difference" else (y, x)
    sign = _ENGLISH_WORDS[asked.operation]
    return f"{stated}. {left} {sign} {right} is {about}{result.text}.", f"{about}{result.text}"


def one_is_missing(asked: Comparison, found: Sequence[Reading | None], language: Language) -> str:
    """What is missing, as a clause: the side of the comparison of which no figure was found."""
    lacking = [label for label, r in zip(asked.labels, found, strict=True) if r is None]
    known = [
        (label, r.short.text) for label, r in zip(asked.labels, found, strict=True) if r is not None
    ]
    if language == "en":
        text = f"they give no figure for {' or '.join(lacking)}"
        return text + "".join(f" (for {label}: {value})" for label, value in known)
    text = f"没有写{'和'.join(f'“{label}”' for label in lacking)}的数字"
    text += "".join(f"，只写了{label}的{value}" for label, value in known)
    return in_script(in_script(text, "zh-Hans"), language)
