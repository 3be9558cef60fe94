"""Names of the collection by their sound: pinyin in English questions, homophone typos in Chinese.

>>> index = NameIndex(["织里镇童装产业发达，莫晓岚回乡创业。"])
>>> index.spelled_in("Where is Zhili town, and who is Mo Xiaolan?")
[('Zhili', '织里'), ('Mo Xiaolan', '莫晓岚')]
>>> index.correct("织理镇有多少企业？", known=lambda bigram: bigram != "织理" and bigram != "理镇")
('织里镇有多少企业？', [('织理', '织里')])
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache

from index.figures.places import places
from index.normalise import fold_text

from .expected import DOUBLE_SURNAMES

_PROPER_TAGS = frozenset({"ns", "nr", "nrt", "nrfg", "nt", "nz"})
_CLASS_WORDS = frozenset(
    """
    省 市 区 县 镇 乡 村 街道 社区 新城 公园 小学 中学 医院 平台 集团 公司 园区
    """.split()
)
_PLACE_SUFFIX = re.compile(r"(街道|社区|新城|省|市|区|县|镇|乡|村)$")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,6}")
# Xi'an is one word; of Yueqing's and Yueqing-Pingyang the names are parts.
_LATIN = re.compile(r"(?<!['’])[A-Za-z]+(?:['’](?!s\b)[A-Za-z]+)*")
_MOST_READINGS = 8
# Shorter English words are syllables too often: "fan", "long".
_SHORTEST_SPELLED = 4
_LONGEST_NAME_WORDS = 4
_LONGEST_SPELLED = 4
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
# Particles that the tagger leaves at the head of an unknown name: 在织里镇, 的织里镇.
_NOT_NAME_START = frozenset("在的和与及是为于从到对将把被有了等位由向以让使各该本全其")


@lru_cache(maxsize=8192)
def syllables(name: str) -> tuple[str, ...]:
    """Toneless pinyin of a Han string, ü as v, as people type it."""
    from pypinyin import Style, lazy_pinyin

    return tuple(lazy_pinyin(name, style=Style.NORMAL, errors="ignore", v_to_u=False))


def _other_readings(name: str) -> list[str]:
    """The letters of a name by every reading of its characters, if they are few."""
    from pypinyin import Style, pinyin

    readings = pinyin(name, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    if len(readings) != len(name) or not 1 < math.prod(map(len, readings)) <= _MOST_READINGS:
        return []
    return ["".join(parts) for parts in itertools.product(*readings)]


@lru_cache(maxsize=1024)
def letters_of(text: str) -> str:
    """A Chinese text in toneless pinyin, a space before each syllable: 织里镇 -> " zhi li zhen"."""
    return "".join(f" {syllable}" for syllable in syllables(text))


def spelled_by(word: str, text: str) -> bool:
    """Whether the folded Latin `word` spells characters of `text` in pinyin, whole syllables only.

    >>> spelled_by("zhili", "织里镇"), spelled_by("hili", "织里镇")
    (True, False)
    """
    if len(word) < _SHORTEST_SPELLED or not word.isascii() or not word.isalpha():
        return False
    pattern = " ?".join(word)
    found = re.search(rf"(?<= ){pattern}(?= |$)", letters_of(text))
    return found is not None and " " in found.group()


def spelled_by_any_reading(word: str, text: str) -> bool:
    """Whether the folded Latin `word` spells characters of `text` by any of their readings.

    >>> spelled_by("qingdan", "青石"), spelled_by_any_reading("qingdan", "青石")
    (False, True)
    """
    from pypinyin import Style, pinyin

    runs = _HAN_RUN.findall(text)
    for run in runs:
        readings = pinyin(list(run), style=Style.NORMAL, heteronym=True, v_to_u=False)
        for start in range(len(readings)):
            rests = {word}
            for syllables_here in readings[start : start + _LONGEST_SPELLED]:
                rests = {r[len(s) :] for r in rests for s in syllables_here if r.startswith(s)}
                if "" in rests:
                    return True
                if not rests:
                    break
    return False


def in_pinyin(name: str) -> str:
    """A Han name as English text writes it: 莫晓岚 -> Mo Xiaolan, 欧阳静安 -> Ouyang Jing'an.

    Person names of two to four characters get a surname of one syllable, or a known one of two.
    """
    if not syllables(name):
        return name
    size = 2 if len(name) > 2 and name[:2] in DOUBLE_SURNAMES else 1
    return f"{_joined(name[:size])} {_joined(name[size:])}".strip()


def place_in_pinyin(name: str) -> str:
    """A Han place name in one word: 松溪 -> Songxi, 永安 -> Yong'an."""
    return _joined(name)


def _joined(name: str) -> str:
    """Syllables as one word; an apostrophe before one that begins with a vowel (GB/T 16159)."""
    first, *others = syllables(name) or ("",)
    return (first + "".join(f"'{s}" if s[0] in "aoe" else s for s in others)).capitalize()


class NameIndex:
    """Proper names of a set of texts, found again by sound.

    Names are what the part-of-speech tagger calls one, and what stands before a class word
    (织里 before 镇).
    """

    def __init__(self, texts: Iterable[str]) -> None:
        import rjieba

        counts: Counter[str] = Counter()
        located: Counter[str] = Counter()
        for text in texts:
            located.update(place_core(name) for _, _, name in places(fold_text(text)))
            previous = ""
            for word, tag in rjieba.tag(fold_text(text)):
                if tag in _PROPER_TAGS and _HAN_NAME.fullmatch(word):
                    counts[word] += 1
                    counts[_core(word)] += 1
                joined = word if word in _CLASS_WORDS else _class_suffix(word)
                if joined and previous and word != previous:
                    # 织里 + 镇, and 妙 + 山村, which the dictionary cuts in the wrong place.
                    name = previous + word.removesuffix(joined)
                    if (
                        _HAN_NAME.fullmatch(name)
                        and len(name) <= 4
                        and name[0] not in _NOT_NAME_START
                    ):
                        counts[name] += 1
                previous = word
        self.names = counts
        # Places without their class word, to be known where it is left out: 织里 for 织里镇.
        self.places = frozenset(name for name in located if len(name) >= 2)
        self._by_letters: dict[str, str] = {}
        self._by_syllables: dict[tuple[str, ...], str] = {}
        for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            key = syllables(name)
            if len(key) == len(name) >= 2:
                self._by_letters.setdefault("".join(key), name)
                self._by_syllables.setdefault(key, name)
        for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            # 轧村 is Zhacun or Yacun: names take the rarer reading often.
            for letters in _other_readings(name):
                self._by_letters.setdefault(letters, name)

    def places_in(self, folded: str) -> tuple[str, ...]:
        """Known places in a folded text, in reading order, the longest at each position.

        >>> NameIndex(["织里镇在吴兴区。"]).places_in("织里的童装在吴兴卖")
        ('织里', '吴兴')
        """
        found: list[str] = []
        position = 0
        while position < len(folded):
            for size in range(6, 1, -1):
                run = folded[position : position + size]
                if len(run) == size and run in self.places:
                    found.append(run)
                    position += size - 1
                    break
            position += 1
        return tuple(found)

    def spelled_in(self, text: str) -> list[tuple[str, str]]:
        """Names of the collection that `text` spells in pinyin, longest first at each place.

        At least one word must begin with a capital, so that "women" is not read as wo-men.
        """
        words = list(_LATIN.finditer(text))
        found: list[tuple[str, str]] = []
        position = 0
        while position < len(words):
            for size in range(min(_LONGEST_NAME_WORDS, len(words) - position), 0, -1):
                run = words[position : position + size]
                if not any(word.group()[0].isupper() for word in run):
                    continue
                letters = re.sub(r"[^a-z]", "", "".join(w.group() for w in run).lower())
                name = self._by_letters.get(letters)
                if name is not None:
                    found.append((text[run[0].start() : run[-1].end()], name))
                    position += size
                    break
            else:
                position += 1
        return found

    def correct(
        self, text: str, *, known: Callable[[str], bool]
    ) -> tuple[str, list[tuple[str, str]]]:
        """Replace homophones of names: runs of Han characters that the collection never holds.

        `known(run)` says whether a run of two to four characters occurs in the collection. Only
        what is unknown is replaced, and only by a name that sounds the same.
        """
        replaced: list[tuple[str, str]] = []
        position = 0
        while position < len(text):
            for size in (4, 3, 2):
                run = text[position : position + size]
                if len(run) < size or not _HAN_NAME.fullmatch(run) or known(run):
                    continue
                name = self._by_syllables.get(syllables(run))
                if name is not None and name != run and set(name) & set(run):
                    replaced.append((run, name))
                    text = text[:position] + name + text[position + size :]
                    position += size - 1
                    break
            position += 1
        return text, replaced


def place_core(place: str) -> str:
    """A place name without its class word: 吴兴区 -> 吴兴; two characters stay as they are."""
    core = _PLACE_SUFFIX.sub("", place)
    return core if len(core) >= 2 else place


def _class_suffix(word: str) -> str:
    """The class word at the end of `word`, if it is longer than that."""
    return next((c for c in _CLASS_WORDS if word.endswith(c) and len(word) > len(c)), "")


def _core(word: str) -> str:
    """A name without its class word, if two characters remain."""
    core = word.removesuffix(_class_suffix(word))
    return core if len(core) >= 2 else word
