"""Read numerals: Arabic, Chinese and English, to exact decimals.

Chinese numerals are read here and not with cn2an, which raises on 十多万 and 数十 and costs ten
times as much; the tests compare the two wherever cn2an answers.
"""

from __future__ import annotations

from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
MAGNITUDES = {k: Decimal(v) for k, v in (_SMALL | _LARGE).items()}
ENGLISH_MAGNITUDES = {
    "hundred": Decimal(100),
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "mln": Decimal(10**6),
    "billion": Decimal(10**9),
    "bn": Decimal(10**9),
    "trillion": Decimal(10**12),
}
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ENGLISH = (
    {word: i for i, word in enumerate(_ONES)}
    | {word: 20 + 10 * i for i, word in enumerate(_TENS)}
    | {"dozen": 12}
)
_ORDINAL_WORDS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]
ENGLISH_ORDINALS = {word: i + 1 for i, word in enumerate(_ORDINAL_WORDS)}


def read_arabic(text: str) -> tuple[Decimal, Decimal]:
    """Value and the size of the last printed digit.

    >>> read_arabic("1,250.50")
    (Decimal('1250.50'), Decimal('0.01'))
    """
    value = Decimal(text.replace(",", ""))
    exponent = value.as_tuple().exponent
    return value, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def read_chinese(text: str) -> Decimal | None:
    """A whole or decimal Chinese numeral; None when it is not well formed.

    >>> read_chinese("五十六万三千"), read_chinese("二〇二一"), read_chinese("四十二点六")
    (Decimal('563000'), Decimal('2021'), Decimal('42.6'))
    >>> read_chinese("三万五"), read_chinese("百") , read_chinese("一百零五")
    (Decimal('35000'), Decimal('100'), Decimal('105'))
    """
    whole, point, decimals = text.partition("点")
    if point:
        if not decimals or any(c not in DIGITS for c in decimals):
            return None
        base = read_chinese(whole)
        fraction = Decimal("0." + "".join(str(DIGITS[c]) for c in decimals))
        return None if base is None else base + fraction
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not text:
        return None
    if all(c in DIGITS for c in text):
        return Decimal("".join(str(DIGITS[c]) for c in text))
    total = section = 0
    digit: int | None = None
    last_magnitude = 0
    after_zero = False
    for character in text:
        if character in DIGITS:
            if digit is not None and digit != 0:
                return None
            digit = DIGITS[character]
            after_zero = after_zero or digit == 0
        elif character in _SMALL:
            magnitude = _SMALL[character]
            section += (1 if digit is None or digit == 0 else digit) * magnitude
            digit, last_magnitude, after_zero = None, magnitude, False
        elif character in _LARGE:
            magnitude = _LARGE[character]
            section += digit or 0
            if magnitude > (total or 0) > 0:  # 一万亿: the sum so far is multiplied
                total = (total + section) * magnitude
            else:
                total += (section or 1) * magnitude
            section, digit, last_magnitude, after_zero = 0, None, magnitude, False
        else:
            return None
    if digit:
        # 三万五 is 35,000; 一百零五 is 105.
        spoken_short = last_magnitude > 10 and not after_zero
        section += digit * (last_magnitude // 10 if spoken_short else 1)
    return Decimal(total + section)


def chinese_step(text: str) -> Decimal:
    """The size of the last spoken digit: 十 for 三百二十, 万 for 五万."""
    whole, point, decimals = text.partition("点")
    if point:
        return Decimal(1).scaleb(-len(decimals))
    step = Decimal(1)
    for character in reversed(whole):
        if character not in MAGNITUDES:
            break
        step *= MAGNITUDES[character]
    return step


def read_english(text: str) -> Decimal | None:
    """Number words up to 999 as printed in news: "twelve", "forty-five", "two hundred".

    >>> read_english("forty-five"), read_english("two hundred and six")
    (Decimal('45'), Decimal('206'))
    """
    total = current = 0
    seen = False
    for word in text.lower().replace("-", " ").split():
        if word in ("and", "a"):
            continue
        if word == "hundred":
            current = (current or 1) * 100
        elif word == "dozen":
            current = (current or 1) * 12
        elif word in ENGLISH_MAGNITUDES:
            total += (current or 1) * int(ENGLISH_MAGNITUDES[word])
            current = 0
        elif word in ENGLISH:
            current += ENGLISH[word]
        else:
            return None
        seen = True
    return Decimal(total + current) if seen else None
