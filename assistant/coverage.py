"""How much of a question the evidence carries, each word by its weight and by its meaning.

A sentence that answers 多久造好一条船 may print 每9天有一艘下水: hardly a word, all of the meaning. One about an
income carries three of four words of 最低工资标准是多少 and answers nothing. So every content word of the
question counts by its rarity in the collection (inverse document frequency), and is carried as far
as the text holds the word, a synonym, a translation, its rarer characters, or a word that lies near
it in the static embedder. What is asked for (产量, "retirement age") is looked at once more by itself.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index import Collection
from index.normalise import fold_text

from .evidence import Evidence
from .focus import focus_of
from .measure_asked import without_measure
from .names import place_core, spelled_by
from .question import Question, content_words
from .retrieve import Late
from .support import content_terms
from .synonyms import also_said
from .translated import Translate

# Cosines of the static embedder: below the first two words have nothing to do with one another,
# from the second on they are used for the same thing (门票 and 票价 .62, 学费 and 收费 .40, 退休 and 就业 .18).
_STRANGERS, _SYNONYMS = 0.2, 0.65
# A word is hardly carried by its characters alone: 产量 by 生产, but also 大门 by 门票.
_BY_CHARACTERS = 0.6
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENGLISH_HEAD = re.compile(
    r"\bhow (?:many|much) (?P<counted>[a-z' -]+?)(?= (?:does|do|did|is|are|was|were|has|have|had|can|could|will|would|in|on|at|of|"
    r"to|from|by|per|each|there|live|lives|lived|work|works|worked)\b|[?,(]|$)"
    r"|\bwhat (?:is|was|are|were|'s) (?:the |an? )?(?P<named>[a-z' -]+?)(?= (?:of|in|on|at|for|between|from|per|to|today|now)\b|[?,(]|$)"
    r"|\b(?:what|which) (?P<chosen>[a-z' -]+?)(?= (?:does|do|did|is|are|was|were|has|have|had|can|could|will|would|of|in)\b|[?,(]|$)"
    r"|\bwho (?:is|was) (?:the |an? )?(?P<held>[a-z' -]+?)(?= (?:of|in|at|for)\b|[?,(]|$)"
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """All within 0..1, 1 where the question has no such words.

    `sentence` and `passage` (with its headings) are means over the content words weighted by their
    rarity; `least` is the least carried word of the passage, `head` and `head_sentence` are what is
    asked for.
    """

    sentence: float
    passage: float
    least: float
    head: float
    head_sentence: float


class Carrier:
    """Says how far texts carry words; `rarity(word)` is 0..1, 1 for what the collection never holds.

    `late` compares words by meaning, `translate` puts English ones into Chinese; both may be absent.
    """

    def __init__(
        self,
        words: Iterable[str],
        collection: Collection,
        late: Late | None,
        translate: Translate | None,
    ) -> None:
        self._late = late
        self._meant: dict[str, list[tuple[str, float]]] = {}
        for word in words:
            found = list(translate(word)) if word.isascii() and translate is not None else []
            self._meant[word] = [(term, weight) for term, weight in found if _HAN.search(term)]
        parts = {part for word in self._meant for part in self._parts(word)}
        characters = {c for word in self._meant for c in word if _HAN.match(c)}
        self._frequencies = collection.document_frequencies(sorted(parts | characters))
        self._total = max(collection.passage_count(), 1)

    def _parts(self, word: str) -> set[str]:
        """The tokens of the index that tell how rare `word` is."""
        names = [word, *(term for term, _ in self._meant[word])]
        return {part for name in names for part in _bigrams(name)}

    def _idf(self, token: str) -> float:
        frequency = self._frequencies.get(token, 0)
        rarest = math.log(1 + (self._total + 0.5) / 0.5)
        return math.log(1 + (self._total - frequency + 0.5) / (frequency + 0.5)) / rarest

    def rarity(self, word: str) -> float:
        """The idf of the rarest part of a word; of an English one, of its commonest translation."""
        if not word.isascii():
            return max(map(self._idf, _bigrams(word)))
        named = [word, *(term for term, weight in self._meant[word] if weight >= 0.1)]
        return min(max(map(self._idf, _bigrams(name))) for name in named)

    def carried(self, word: str, texts: Sequence[str]) -> list[float]:
        """How far each of the folded `texts` carries `word`."""
        near = self._late(word, texts) if self._late is not None else [0.0] * len(texts)
        return [
            1.0
            if self._stands(word, text)
            else max(_soft(n), self._by_translation(word, text), self._by_characters(word, text))
            for n, text in zip(near, texts, strict=True)
        ]

    @staticmethod
    def _stands(word: str, text: str) -> bool:
        if word.isascii():
            found = re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text)
            return found is not None or spelled_by(word, text)
        core = place_core(word)
        return core in text or any(other in text for other in also_said(word))

    def _by_translation(self, word: str, text: str) -> float:
        return min(1.0, sum(weight for term, weight in self._meant[word] if term in text))

    def _by_characters(self, word: str, text: str) -> float:
        if word.isascii():
            return 0.0
        bigrams = _bigrams(word)
        share = sum(b in text for b in bigrams) / len(bigrams) if len(word) > 2 else 0.0
        weights = {c: self._idf(c) for c in word if _HAN.match(c)}
        held, whole = sum(w for c, w in weights.items() if c in text), sum(weights.values())
        return max(share, _BY_CHARACTERS * held / whole if whole else 0.0)


def coverage(
    question: Question,
    evidence: Evidence,
    collection: Collection,
    late: Late | None,
    translate: Translate | None,
) -> Coverage:
    """How `evidence` carries `question`, whose names are in the collection's script."""
    english = _is_english(question)
    words = content_of(question)
    head = head_words(question.folded, english)
    carrier = Carrier([*words, *head], collection, late, translate)
    article, passage = evidence.candidate.article, evidence.candidate.passage
    titles = [article.title, article.subtitle, passage.heading]
    around = fold_text("\n".join(filter(None, [*titles, passage.text])))
    texts = [fold_text(evidence.text), around]
    carried = {word: carrier.carried(word, texts) for word in dict.fromkeys([*words, *head])}
    weights = {word: carrier.rarity(word) for word in words}
    asked = [carried[word] for word in head]
    return Coverage(
        sentence=_mean(carried, weights, 0),
        passage=_mean(carried, weights, 1),
        least=1 - max((weights[word] * (1 - carried[word][1]) for word in words), default=0.0),
        head=sum(c[1] for c in asked) / len(asked) if asked else 1.0,
        head_sentence=sum(c[0] for c in asked) / len(asked) if asked else 1.0,
    )


_ENGLISH = re.compile(r"\b(?:how|what|which|who|when|where|why|does|did|is|are|was)\b")


def _is_english(question: Question) -> bool:
    return question.language == "en" or bool(_ENGLISH.search(question.folded))


def content_of(question: Question) -> list[str]:
    """The content words; in Chinese the nouns of one character, too: 坝, 鱼, 船."""
    english = _is_english(question)
    text = question.folded if english else question.query
    words = [word for word, _ in content_terms(text, english)]
    if not english:
        import rjieba

        words += [
            word for word, tag in rjieba.tag(text)
            if len(word) == 1 and tag[0] == "n" and _HAN.match(word) and word not in _COMMON
        ]  # fmt: skip
    return list(dict.fromkeys(words))


# Nouns of one character that say hardly anything about the topic.
_COMMON = frozenset("人家年月日天点头里上下名事钱元价省市县区镇乡村路号")


def _mean(
    carried: Mapping[str, Sequence[float]], weights: Mapping[str, float], which: int
) -> float:
    total = sum(weights.values())
    if not total:
        return 1.0
    return sum(weight * carried[word][which] for word, weight in weights.items()) / total


def head_words(folded: str, english: bool) -> list[str]:
    """The words for what a question asks for: 产量 of 年产量是多少, "retirement", "age".

    >>> head_words("what is the retirement age in zhejiang?", True), head_words("门票多少钱?", False)
    (['retirement', 'age'], ['门票'])
    >>> head_words("青石镇的最低工资标准是多少?", False)
    ['最低工资', '标准']
    """
    if not english:
        focus = focus_of(folded)
        return [] if focus is None else [*_before(folded, focus), focus]
    match = _ENGLISH_HEAD.search(without_measure(folded))
    if match is None:
        return []
    phrase = next(group for group in match.groups() if group is not None)
    return [word for word in content_words(phrase, "en")[0] if len(word) > 2]


def _before(folded: str, focus: str) -> list[str]:
    """The words that narrow `focus` down, right before it: 最低工资 of 最低工资标准, no names."""
    import rjieba

    found: list[str] = []
    for word, tag in reversed(list(rjieba.tag(folded[: folded.find(focus)]))):
        if len(word) < 2 or tag not in _NARROWING or len(found) == _MOST_NARROWING:
            break
        found.insert(0, word)
    return found


_NARROWING = frozenset(("n", "vn", "b", "j", "l", "a", "an", "nz"))
_MOST_NARROWING = 2


def _soft(cosine: float) -> float:
    """A cosine between word and text as how far the text carries the word."""
    return min(1.0, max(0.0, (cosine - _STRANGERS) / (_SYNONYMS - _STRANGERS)))


def _bigrams(word: str) -> list[str]:
    """The index's tokens of a word: Latin words whole, Han words by two characters."""
    if word.isascii() or len(word) < 2:
        return [word]
    return [word[i : i + 2] for i in range(len(word) - 1)]
