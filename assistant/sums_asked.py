"""The amounts that a question names, as papers print them: 100万元以上 for at least a million yuan.

Who asks which villages earn at least a million yuan names a threshold that stands beside the answer. Neither
the lexical index nor the reader sees 100万元 in a million, or 38万 in 三十八万, so the words of the
amount are put in digits and Chinese magnitudes before evidence is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from index.figures import Figure, find_figures
from index.figures.numerals import ENGLISH, ENGLISH_MAGNITUDES, read_chinese

_ONE = {"a": Decimal(1), "an": Decimal(1), "half a": Decimal("0.5")}
_WORDS = "|".join(sorted((*_ONE, *ENGLISH), key=len, reverse=True))
_SCALES = "|".join(ENGLISH_MAGNITUDES)
_SCALE = rf"(?:hundred[\s-]+)?(?:{_SCALES})"
_AMOUNT = re.compile(
    r"(?:\b(?:(?P<least>at least|no (?:less|fewer) than|not less than|a minimum of)"
    r"|(?P<over>(?:well |just |slightly )?(?:more than|over|above|exceeding|upwards of))"
    r"|(?P<most>at most|up to|no more than)|(?P<under>less than|fewer than|under|below))\s+)?"
    r"(?:(?P<before>¥|\b(?:rmb|cny))\s*)?"
    rf"(?<![\w.,-])(?:(?P<digits>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)|(?P<word>{_WORDS})(?=[\s-]+(?:{_SCALES})\b))"
    rf"(?:[\s-]+(?P<scale>{_SCALE})\b)?(?![\w.]*[0-9])"
    r"(?:(?P<percent>\s*%|\s+per\s?cent\b)|-?\s*(?P<after>(?:yuan|rmb|renminbi|cny)\b))?"
    r"(?P<more>\s+(?:or|and)\s+(?:more|above|over|upwards?)\b)?",
    re.IGNORECASE,
)
_TEN_THOUSAND, _HUNDRED_MILLION = Decimal(10**4), Decimal(10**8)
_BOUNDS = (("least", "{}以上"), ("over", "{}以上"), ("most", "{}以下"), ("under", "{}以下"))
# 五十个亿 is said of money.
_PIECES = re.compile(r"(?<=[0-9〇一二两三四五六七八九十百千])个(?=亿|多亿)")
_SPELLED = re.compile(r"[〇零一二两三四五六七八九十百千万亿]+")
_LEADING_BOUND = re.compile(r"^(?:上|过|超过?|高于|大于|多于|破|突破)(?=[0-9])")
# 三四百万 is no one number.
_BETWEEN = re.compile(r"[一二两三四五六七八九]{2}")
_FURTHER = re.compile(r"[万亿]")
_LEAST_SPELLED = Decimal(100)


def english_amounts(question: str) -> str:
    """`question` with its large or exact amounts as Chinese papers print them.

    >>> english_amounts("How many towns earn at least half a million yuan?")
    'How many towns earn 50万元以上?'
    >>> english_amounts("Which plant cost RMB 1.2 billion and covers 45,000 square metres?")
    'Which plant cost 12亿元 and covers 4.5万 square metres?'
    >>> english_amounts("Who won in 2019, and in which 3 towns?")
    'Who won in 2019, and in which 3 towns?'
    """
    return _AMOUNT.sub(_printed, question)


def _printed(match: re.Match[str]) -> str:
    currency = "元" if match["before"] or match["after"] else ""
    grouped = "," in (match["digits"] or "")
    bound = next((form for name, form in _BOUNDS if match[name]), "以上" if match["more"] else "")
    form = bound if "{}" in bound else "{}" + bound
    if match["percent"]:
        return form.format(f"{match['digits']}%") if match["digits"] else match[0]
    if not (match["scale"] or grouped or currency):
        return match[0]
    return form.format(in_digits(_value(match)) + currency)


def _value(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        value = Decimal(match["digits"].replace(",", ""))
    else:
        word = match["word"].lower()
        value = _ONE[word] if word in _ONE else Decimal(ENGLISH[word])
    for scale in re.findall(_SCALES, (match["scale"] or "").lower()):
        value *= ENGLISH_MAGNITUDES[scale]
    return value


def in_digits(value: Decimal) -> str:
    """A number with Chinese magnitudes, as papers print it.

    >>> in_digits(Decimal(24_000_000)), in_digits(Decimal("3500000000.0")), in_digits(Decimal(8_200))
    ('2400万', '35亿', '8200')
    """
    for size, name in ((_HUNDRED_MILLION, "亿"), (_TEN_THOUSAND, "万")):
        if value >= size:
            return f"{_plain(value / size)}{name}"
    return _plain(value)


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def chinese_amounts(folded: str, known: Callable[[str], bool]) -> str:
    """A folded Chinese question with the amounts that it spells out in digits.

    Amounts that the articles spell so themselves (`known` says which runs they hold) stay.

    >>> chinese_amounts("收入上百万的村有几个,补了三十八万多的是哪家?", lambda run: False)
    '收入100万以上的村有几个,补了38万多的是哪家?'
    """
    said = _PIECES.sub("", folded)
    parts, place = [], 0
    for figure in find_figures(said):
        spelled = _SPELLED.search(figure.text)
        if spelled is None or not _is_spelled_out(figure) or known(figure.text):
            continue
        rest = figure.text[spelled.end() :]
        # 一百多万 is 100多万.
        read = read_chinese(spelled.group()) if _FURTHER.search(rest) else figure.value
        if read is None:
            continue
        printed = figure.text[: spelled.start()] + in_digits(read) + rest
        if _LEADING_BOUND.match(printed):
            printed = _LEADING_BOUND.sub("", printed) + "以上"
        parts += [said[place : figure.start], printed]
        place = figure.end
    return "".join([*parts, said[place:]]) if parts else said


def _is_spelled_out(figure: Figure) -> bool:
    """Whether a figure is an amount in characters that papers print in digits: not 几十万, 三座."""
    return (
        figure.kind == "quantity"
        and figure.bound != "several"
        and figure.value is not None
        and figure.value >= _LEAST_SPELLED
        and _BETWEEN.search(figure.text) is None
        and not any(character in "0123456789" for character in figure.text)
    )
