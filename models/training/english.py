"""English questions over Chinese passages, made from Chinese ones with a dictionary.

Word-by-word glosses are bad English, but their words are the words that a real question uses, and
that is what links the languages: the English body knows them, the passage has their Chinese.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping

from ..reader_text import Lexicon
from .glosses import Dictionary

# Longest first; the English goes to the front of the question.
_ASKED = (
    ("什么时候", "when"), ("何时", "when"), ("哪一年", "in which year"), ("哪年", "in what year"),
    ("哪一天", "on which day"), ("多少", "how many"), ("多大", "how large"), ("多高", "how high"),
    ("多长", "how long"), ("多久", "how long"), ("几", "how many"), ("为什么", "why"),
    ("为何", "why"), ("怎么样", "how"), ("怎样", "how"), ("怎么", "how"), ("如何", "how"),
    ("哪里", "where"), ("哪儿", "where"), ("何处", "where"), ("在哪", "where"), ("哪个", "which"),
    ("哪些", "which"), ("哪种", "what kind of"), ("哪", "which"), ("谁", "who"),
    ("什么", "what"), ("何", "what"),
)  # fmt: skip
_DROPPED = frozenset("的了着过吗呢吧啊之个")
_SMALL = {
    "是": "is", "在": "in", "和": "and", "与": "and", "或": "or", "不": "not", "有": "have",
    "被": "by", "为": "as", "于": "in", "由": "by", "从": "from", "对": "to", "年": "year",
    "其": "its", "他": "he", "她": "she", "它": "it", "因": "because", "至": "to", "最": "most",
}  # fmt: skip
_LIGHT = re.compile(r"^(?:to be|to|a|an|the|one's)\s+")


_LATIN = re.compile(r"[A-Za-z]+(?:['’](?!s\b)[A-Za-z]+)*")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
# As the assistant does: shorter English words are syllables too often, longer names are rare.
_SHORTEST_SPELLED = 4
_LONGEST_NAME = 4


def with_names(question: str, context: str, pinyin: Mapping[str, tuple[str, ...]]) -> str:
    """An English question with the names of its context in Chinese, as the reader gets it.

    Before anything is read, the assistant puts names of the articles in the place of their pinyin;
    the reader must have seen such questions. `pinyin` are toneless readings, the usual one first.

    >>> readings = {"林": ("lin",), "小": ("xiao",), "满": ("man",)}
    >>> with_names("Who is Lin Xiaoman?", "木工林小满回乡。", readings)
    'Who is 林小满?'
    """
    names = {}
    for run in _HAN.findall(context):
        said = [pinyin.get(character, ("",))[0] for character in run]
        for size in range(2, _LONGEST_NAME + 1):
            for start in range(len(run) - size + 1):
                if all(said[start : start + size]):
                    names["".join(said[start : start + size])] = run[start : start + size]
    words = list(_LATIN.finditer(question))
    parts, place, number = [], 0, 0
    while number < len(words):
        for last in range(min(number + _LONGEST_NAME, len(words)), number, -1):
            group = words[number:last]
            name = names.get(re.sub("['’]", "", "".join(w.group() for w in group)).lower())
            if name and sum(len(w.group()) for w in group) >= _SHORTEST_SPELLED:
                parts += [question[place : group[0].start()], name]
                place, number = group[-1].end(), last
                break
        else:
            number += 1
    return "".join([*parts, question[place:]])


class GlossTranslator:
    """Turns a folded Chinese question into English words, or into a mixture."""

    def __init__(self, dictionary: Dictionary, lexicon: Lexicon) -> None:
        self._dictionary = dictionary
        self._lexicon = lexicon
        words = [w for w in dictionary.glosses if len(w) <= 6 and not w.isascii()]
        self._segmenter = Lexicon.of(words, {})

    def translate(self, question: str, chance: random.Random, keep: float = 0.0) -> str:
        """Word-by-word English; `keep` is the chance that a word stays Chinese.

        >>> translator.translate("医院有多少医生?", random.Random(0))   # doctest: +SKIP
        'how many hospital have doctor?'
        """
        front = ""
        for asked, english in _ASKED:
            if asked in question:
                question = question.replace(asked, "", 1)
                front = english
                break
        words = [w for w in self._words(question, chance, keep) if w]
        if not front:
            front = chance.choice(("what", "which", "what is"))
        return " ".join([front, *words]).strip(" ?") + "?"

    def _words(self, question: str, chance: random.Random, keep: float) -> list[str]:
        rows, places = self._segmenter.segment(question)
        found: list[str] = []
        position = 0
        while position < len(question):
            end = position + 1
            while end < len(question) and rows[position] and places[end] in (2, 3):
                end += 1
            if not rows[position]:
                while (
                    end < len(question) and not rows[end] and question[position].isalnum()
                    and question[end].isalnum()
                ):  # fmt: skip
                    end += 1
            word = question[position:end]
            position = end
            if word in "?,。、:;!“”" or word in _DROPPED:
                continue
            if word.isascii() or chance.random() < keep:
                found.append(word)
            else:
                found.append(self._word(word, chance))
        return found

    def _word(self, word: str, chance: random.Random) -> str:
        if word in _SMALL:
            return _SMALL[word]
        senses = [s.text.lower() for s in self._dictionary.glosses.get(word, ())[:3]]
        senses = [s for s in senses if len(s.split()) <= 4 and "surname" not in s]
        if not senses or (len(word) == 1 and chance.random() < 0.1):
            return self._sound(word)
        sense = senses[0] if chance.random() < 0.6 else chance.choice(senses)
        return _LIGHT.sub("", sense.split(",")[0].strip())

    def _sound(self, word: str) -> str:
        """Pinyin run together, as names of people and places are written."""
        readings = self._lexicon.pinyin
        return "".join(readings[c][0] if c in readings else "" for c in word)
