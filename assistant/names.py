"""Names of the collection by their sound: pinyin in English questions, homophone typos in Chinese.

>>> index = NameIndex(["松溪镇竹器产业发达，林小满回乡创业。"])
>>> index.spelled_in("Where is Songxi town, and who is Lin Xiaoman?")
[('Songxi', '松溪'), ('Lin Xiaoman', '林小满')]
>>> index.correct("松西镇有多少企业？", known=lambda bigram: bigram != "松西" and bigram != "西镇")
('松溪镇有多少企业？', [('松西', '松溪')])
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from index.figures.places import places
from index.normalise import fold_text

from .who import DOUBLE_SURNAMES, people_behind_words

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
# Mr Liu, Granny Liu: a surname alone, which is one syllable too short to be looked for by itself.
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Madam|Dr|Prof|Professor|Master|Uncle|Aunt|Auntie|Aunty|Granny|Grandma|Grandpa|Teacher|Old)"
    r"\.? (?P<surname>[A-Z][a-z]{1,5})\b(?! [A-Z])"
)
_FULL_NAME = 3
_LONGEST_PLACE = 4
_PERSON_TAGS = frozenset({"nr", "nrt", "nrfg"})
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
# Words by themselves that are no part of a name, where the tagger is sure of them.
_GRAMMAR = frozenset("是有在的了和与")
# Particles that the tagger leaves at the head of an unknown name: 在松溪镇, 的松溪镇.
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


@lru_cache(maxsize=2048)
def _readings(text: str) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]:
    """Of each run of Han characters: every character's reading in its word, and its other ones."""
    from pypinyin import Style, pinyin

    found: list[tuple[tuple[str, tuple[str, ...]], ...]] = []
    for run in _HAN_RUN.findall(text):
        every = pinyin(list(run), style=Style.NORMAL, heteronym=True, v_to_u=False)
        usual = syllables(run)
        if len(usual) == len(every) == len(run):
            found.append(
                tuple(
                    (said, tuple(other for other in readings if other != said))
                    for said, readings in zip(usual, every, strict=True)
                )
            )
    return tuple(found)


def spelled_by(word: str, text: str) -> bool:
    """Whether the folded Latin `word` spells characters of `text` in pinyin, whole syllables only.

    One character of it may be read as it is elsewhere: names take the rarer reading often, and who
    writes them does not know which.

    >>> spelled_by("shiqiao", "石桥镇"), spelled_by("hiqiao", "石桥镇")
    (True, False)
    >>> spelled_by("leping", "乐平村"), spelled_by("yueping", "乐平村"), spelled_by("loping", "乐平村")
    (True, True, False)
    """
    if len(word) < _SHORTEST_SPELLED or not word.isascii() or not word.isalpha():
        return False
    return any(
        _spells(word, run[start:]) for run in _readings(text) for start in range(len(run) - 1)
    )


def _spells(word: str, run: Sequence[tuple[str, Sequence[str]]]) -> bool:
    """Whether `word` is the first two syllables or more of `run`, one of them read otherwise at most."""
    # What is left of the word, and whether a rarer reading has been taken.
    rests = {(word, False)}
    for size, (usual, others) in enumerate(run, start=1):
        left = {(rest[len(usual) :], rare) for rest, rare in rests if rest.startswith(usual)}
        for rest, rare in rests:
            if not rare:
                left |= {(rest[len(said) :], True) for said in others if rest.startswith(said)}
        rests = left
        if size > 1 and any(not rest for rest, _ in rests):
            return True
        if not rests:
            break
    return False


def in_pinyin(name: str) -> str:
    """A Han name as English text writes it: 林小满 -> Lin Xiaoman, 单静安 -> Shan Jing'an.

    Person names of two to four characters get a surname of one syllable, or a known one of two.
    """
    if not syllables(name):
        return name
    size = 2 if len(name) > 2 and name[:2] in DOUBLE_SURNAMES else 1
    surname = _AS_SURNAME.get(name[:size]) or _joined(name[:size])
    return f"{surname} {_joined(name[size:])}".strip()


# Characters that are read otherwise as surnames.
_AS_SURNAME = {
    "单": "Shan", "曾": "Zeng", "解": "Xie", "仇": "Qiu", "查": "Zha", "朴": "Piao", "区": "Ou", "盖": "Ge",
    "缪": "Miao", "覃": "Qin", "翟": "Zhai", "员": "Yun", "种": "Chong", "秘": "Bi",
    "折": "She", "黑": "He", "繆": "Miao", "單": "Shan", "區": "Ou", "蓋": "Ge", "員": "Yun",
}  # fmt: skip


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
    (松溪 before 镇).
    """

    def __init__(self, texts: Iterable[str]) -> None:
        import rjieba

        counts: Counter[str] = Counter()
        located: Counter[str] = Counter()
        people: Counter[str] = Counter()
        for text in texts:
            cores = [place_core(name) for _, _, name in places(fold_text(text))]
            located.update(cores)
            # The tagger does not know every place that a class word tells.
            counts.update(core for core in cores if 2 <= len(core) <= _LONGEST_PLACE)
            for person in people_behind_words(fold_text(text)):
                counts[person] += 1
                people[person] += 1
            previous = ""
            for word, tag in rjieba.tag(fold_text(text)):
                if tag in _PROPER_TAGS and _HAN_NAME.fullmatch(word):
                    counts[word] += 1
                    counts[_core(word)] += 1
                    people[word] += tag in _PERSON_TAGS and len(word) == _FULL_NAME
                joined = word if word in _CLASS_WORDS else _class_suffix(word)
                if joined and previous and word != previous:
                    # 松溪 + 镇, and 柏 + 山村, which the dictionary cuts in the wrong place.
                    name = previous + word.removesuffix(joined)
                    if (
                        _HAN_NAME.fullmatch(name)
                        and len(name) <= 4
                        and name[0] not in _NOT_NAME_START
                    ):
                        counts[name] += 1
                previous = word
        self.names = counts
        # Places without their class word, to be known where it is left out: 松溪 for 松溪镇.
        self.places = frozenset(name for name in located if len(name) >= 2)
        self._by_surname: dict[str, list[str]] = {}
        for person in sorted(name for name, times in people.items() if times):
            self._by_surname.setdefault(syllables(person[0])[0], []).append(person)
        self._by_letters: dict[str, str] = {}
        self._by_syllables: dict[tuple[str, ...], str] = {}
        for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            key = syllables(name)
            if len(key) == len(name) >= 2:
                self._by_letters.setdefault("".join(key), name)
                self._by_syllables.setdefault(key, name)
        for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            # 乐平 is Leping or Yueping: names take the rarer reading often.
            for letters in _other_readings(name):
                self._by_letters.setdefault(letters, name)

    def places_in(self, folded: str) -> tuple[str, ...]:
        """Known places in a folded text, in reading order, the longest at each position.

        >>> NameIndex(["松溪镇在云岭区。"]).places_in("松溪的竹器在云岭卖")
        ('松溪', '云岭')
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

    def spelled_in(self, text: str, *, titled: bool = False) -> list[tuple[str, str]]:
        """Names of the collection that `text` spells in pinyin, longest first at each place.

        At least one word must begin with a capital, so that "women" is not read as wo-men. A name may
        have its surname last, as English has it. With `titled`, of Mr Lin there is the surname, and
        the whole name where the collection knows one such person only.

        >>> NameIndex(["林小满回乡创业。"]).spelled_in("Is Xiaoman Lin at home, and is Mr Lin?", titled=True)
        [('Mr Lin', '林小满'), ('Xiaoman Lin', '林小满')]
        """
        words = list(_LATIN.finditer(text))
        found = self._titled_in(text) if titled else []
        position = 0
        while position < len(words):
            for size in range(min(_LONGEST_NAME_WORDS, len(words) - position), 0, -1):
                run = words[position : position + size]
                if not any(word.group()[0].isupper() for word in run):
                    continue
                letters = re.sub(r"[^a-z]", "", "".join(w.group() for w in run).lower())
                name = self._by_letters.get(letters)
                if name is None and size > 1:
                    name = self._surname_last([word.group().lower() for word in run])
                if name is not None:
                    found.append((text[run[0].start() : run[-1].end()], name))
                    position += size
                    break
            else:
                position += 1
        return found

    def _surname_last(self, words: Sequence[str]) -> str | None:
        """The person whose given name these words spell, with the surname behind it: Xiaoman Lin."""
        *given, surname = (re.sub(r"[^a-z]", "", word) for word in words)
        name = self._by_letters.get(surname + "".join(given))
        return name if name in self._by_surname.get(surname, ()) else None

    def _titled_in(self, text: str) -> list[tuple[str, str]]:
        """Surnames behind a title, with the character of the collection's people that have it."""
        found: list[tuple[str, str]] = []
        for match in _TITLED.finditer(text):
            people = self._by_surname.get(match["surname"].lower(), [])
            characters = {person[0] for person in people}
            if len(characters) == 1:
                found.append((match.group(), people[0] if len(people) == 1 else characters.pop()))
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
                if name is None or name == run or not set(name) & set(run):
                    continue
                if not _is_said(text, position, run):
                    replaced.append((run, name))
                    text = text[:position] + name + text[position + size :]
                    position += size - 1
                    break
            position += 1
        return text, replaced


def _is_said(text: str, start: int, run: str) -> bool:
    """Whether a run is an everyday word, or holds one of grammar: 眼下, 姓名|是 misspell no name."""
    import rjieba

    position = 0
    for word, tag in rjieba.tag(text):
        inside = start <= position and position + len(word) <= start + len(run)
        if inside and (word in _GRAMMAR or (word == run and _is_everyday(word, tag))):
            return True
        position += len(word)
    return False


def _is_everyday(word: str, tag: str) -> bool:
    import rjieba

    return tag not in _PROPER_TAGS and rjieba.has_word(word)


def place_core(place: str) -> str:
    """A place name without its class word: 云岭区 -> 云岭; two characters stay as they are."""
    core = _PLACE_SUFFIX.sub("", place)
    return core if len(core) >= 2 else place


def _class_suffix(word: str) -> str:
    """The class word at the end of `word`, if it is longer than that."""
    return next((c for c in _CLASS_WORDS if word.endswith(c) and len(word) > len(c)), "")


def _core(word: str) -> str:
    """A name without its class word, if two characters remain."""
    core = word.removesuffix(_class_suffix(word))
    return core if len(core) >= 2 else word
