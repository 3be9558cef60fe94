"""The same question, written otherwise: what people type is not what a test set says.

Seeded and without any model, so that anybody can make the same set again:

    script    traditional for simplified, and the other way round
    spacing   full-width digits and letters, idle spaces, no question mark
    filler    words of courtesy and hesitation around the question
    typo      one character of a Chinese word for another of the same sound and tone; in English two
              letters of a longer word swapped

>>> spaced("织里镇2021年有34个村吗？")
'织里镇２０２１年 有 ３４个村吗'
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from index.normalise import simplify

from .gold import Gold

SEED = 7
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_WIDE = {code: code + 0xFEE0 for code in range(0x30, 0x3A)}
# Words that people do not mistype into another word, because the mistake would not look like one.
_FUNCTION = frozenset(
    "的了是在有和与及个年月日多少几什么哪谁吗呢为何怎样如不这那一二三四五六七八九十百千万亿元"
    "個與麼誰嗎為樣這萬億"
)
_FILLERS_ZH = (
    "请问一下，{}",
    "你好，我想了解一下，{}谢谢！",
    "嗯……那个，{}",
    "我记得好像报道过，{}",
    "麻烦帮我查查，{}急用",
)
_FILLERS_EN = (
    "Hi, could you tell me: {}",
    "Sorry to bother you, {} Thanks!",
    "Hmm, I was wondering... {}",
)


def other_script(question: str) -> str:
    """Traditional characters for simplified ones, else simplified for traditional ones."""
    import opencc

    simplified = str(opencc.OpenCC("t2s").convert(question))
    return simplified if simplified != question else str(opencc.OpenCC("s2t").convert(question))


def spaced(question: str) -> str:
    """Full-width digits, a space at each end of a number or Latin word, no closing mark."""
    bare = re.sub(r"[？?。]+\s*$", "", question)
    if not re.search(r"[\u4e00-\u9fff]", bare):
        return re.sub(r"\s+", "  ", bare).lower()
    wide = bare.translate(_WIDE)
    apart = re.sub(r"(?<=[\u4e00-\u9fff])(?=有|是|为|的|在)", " ", wide, count=1)
    return re.sub(r"(?<=有)(?=[０-９])", " ", apart)


def filled(question: str, generator: random.Random) -> str:
    """The question inside words that ask nothing, in its script."""
    import opencc

    chinese = bool(re.search(r"[\u4e00-\u9fff]", question))
    frame = generator.choice(_FILLERS_ZH if chinese else _FILLERS_EN)
    if simplify(question) != question:
        frame = str(opencc.OpenCC("s2t").convert(frame))
    return frame.format(question)


@lru_cache(maxsize=1)
def _homophones() -> dict[str, str]:
    """Characters of the first level of GB 2312 (the common 3,755) that sound the same, by reading."""
    from pypinyin import Style, pinyin

    common = [
        bytes([row, column]).decode("gb2312")
        for row in range(0xB0, 0xD8)
        for column in range(0xA1, 0xFF)
        if not (row == 0xD7 and column > 0xF9)
    ]
    groups: dict[str, str] = {}
    for character in common:
        sound = pinyin(character, style=Style.TONE3)[0][0]
        groups[sound] = groups.get(sound, "") + character
    return {character: group for group in groups.values() for character in group}


def mistyped(question: str, generator: random.Random) -> str | None:
    """One slip of the input method; None when no word of the question invites one."""
    if not re.search(r"[\u4e00-\u9fff]", question):
        return _swapped(question, generator)
    places = []
    for run in _HAN_RUN.finditer(question):
        for place in range(run.start(), run.end()):
            alike = _homophones().get(question[place], "")
            if question[place] not in _FUNCTION and len(alike) > 1:
                places.append((place, alike.replace(question[place], "")))
    if not places:
        return None
    place, alike = generator.choice(places)
    return question[:place] + generator.choice(alike) + question[place + 1 :]


def _swapped(question: str, generator: random.Random) -> str | None:
    words = list(re.finditer(r"[A-Za-z]{6,}", question))
    if not words:
        return None
    word = generator.choice(words)
    place = generator.randrange(word.start() + 1, word.end() - 2)
    return question[:place] + question[place + 1] + question[place] + question[place + 2 :]


def variants_of(
    questions: Sequence[Gold], *, each: int = 30, seed: int = SEED
) -> Iterator[dict[str, str]]:
    """Rows of a robustness set: `each` questions of every kind of variant, drawn with the seed.

    A variant that is equal to its question is left out, and so is the script of English ones.
    """
    generator = random.Random(seed)
    makers: dict[str, Callable[[str], str | None]] = {
        "script": lambda text: other_script(text),
        "spacing": lambda text: spaced(text),
        "filler": lambda text: filled(text, generator),
        "typo": lambda text: mistyped(text, generator),
    }
    for name, make in makers.items():
        order = list(questions)
        generator.shuffle(order)
        made = 0
        for row in order:
            if made == each:
                break
            varied = make(row.question)
            if varied is None or varied == row.question:
                continue
            made += 1
            lang = row.lang
            if name == "script":
                lang = "zh-Hant" if row.lang == "zh-Hans" else "zh-Hans"
            yield {
                "id": f"{row.id}~{name}",
                "lang": lang,
                "base": row.id,
                "variant": name,
                "question": varied,
            }
