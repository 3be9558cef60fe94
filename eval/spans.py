"""Exact match and F1 of a short answer, in the official forms of CMRC 2018 and ExpMRC.

**CMRC 2018** (Cui et al., EMNLP 2019, script `cmrc2018_evaluate.py` v5), also used for DRCD and for
the Chinese part of XQuAD in this project:

- the text is lower-cased and stripped, and a fixed list of punctuation is removed;
- EM is 1 if what remains is equal to what remains of any reference;
- F1 counts segments (a Chinese character, or a word of a non-Chinese run). The overlap is the
  *longest common substring* of segments, not a bag of them, so scattered hits earn little:
  precision = overlap / predicted, recall = overlap / reference, the best reference counts.

The script removes punctuation before it cuts words, so that "ω-force" is one segment; and it does
not remove an ASCII full stop, comma or bracket. Both are kept, because figures are only comparable
with published ones when the form is the same. Words are cut as the script's tokenizer (NLTK) cuts
them; on the references of CMRC dev, DRCD test and XQuAD the segments differ only in quotation marks,
which NLTK rewrites as `` and ''.

**ExpMRC** (Cui et al., 2022, `eval_expmrc.py`) compares bags of segments and ignores English articles.

>>> exact_match("《吴兴报》", ["吴兴报"])
1.0
>>> round(character_f1("电商产业园一期", ["产业园"]), 4)
0.6
>>> round(character_f1("园产业", ["产业园"]), 4)
0.6667
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence

_REMOVED = frozenset("-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』")
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fa5]")
# Penn Treebank cutting of a non-Chinese run: numbers keep inner points and commas, other
# punctuation stands alone, clitics are cut off ("town's" -> "town", "'s").
_WORD = re.compile(
    r"n't\b|'(?:s|m|d|ll|re|ve)\b|\.{3}"
    r"|(?:(?!n't\b)[^\s,;:@#$%&?!()\[\]{}<>\"'—‘’“”…])(?:(?!n't\b)[^\s,;:@#$%&?!()\[\]{}<>\"'—‘’“”…]|[,:'](?=\d))*"
    r"|\S"
)
_ARTICLES = frozenset({"a", "an", "the"})


def _words(run: str) -> list[str]:
    found = _WORD.findall(run)
    if found and len(found[-1]) > 1 and found[-1].endswith(".") and found[-1] != "...":
        # Only the last full stop of a run is cut off: "J. K. Rowling" keeps its initials.
        found[-1:] = [found[-1][:-1], "."]
    return found


def segments(text: str, *, keep_punctuation: bool = False) -> list[str]:
    """Chinese characters one by one, other runs by word; lower case.

    >>> segments("光荣和ω-force，2004年")
    ['光', '荣', '和', 'ωforce2004', '年']
    """
    found: list[str] = []
    run = ""
    for character in text.lower().strip():
        special = character in _REMOVED
        if special and not keep_punctuation:
            continue
        if special or _IDEOGRAPH.match(character):
            found.extend(_words(run))
            run = ""
            found.append(character)
        else:
            run += character
    found.extend(_words(run))
    return found


def _longest_common_run(first: Sequence[str], second: Sequence[str]) -> int:
    best = 0
    above = [0] * (len(second) + 1)
    for mine in first:
        row = [0] * (len(second) + 1)
        for column, other in enumerate(second):
            if mine == other:
                row[column + 1] = above[column] + 1
                best = max(best, row[column + 1])
        above = row
    return best


def _f1(overlap: int, predicted: int, reference: int) -> float:
    if not overlap:
        return 0.0
    precision, recall = overlap / predicted, overlap / reference
    return 2 * precision * recall / (precision + recall)


def exact_match(prediction: str, references: Sequence[str]) -> float:
    """1.0 if the prediction equals any reference after the removal of punctuation."""

    def bare(text: str) -> str:
        return "".join(c for c in text.lower().strip() if c not in _REMOVED)

    return float(any(bare(prediction) == bare(reference) for reference in references))


def character_f1(prediction: str, references: Sequence[str]) -> float:
    """CMRC 2018's F1: the longest common substring of segments, best reference."""
    mine = segments(prediction)
    scores = []
    for reference in references:
        other = segments(reference)
        scores.append(_f1(_longest_common_run(mine, other), len(mine), len(other)))
    return max(scores, default=0.0)


def bag_f1(prediction: str, references: Sequence[str]) -> float:
    """ExpMRC's F1: the bag of segments, without punctuation and English articles."""

    def bag(text: str) -> Counter[str]:
        dropped = _ARTICLES | _REMOVED | set(string.punctuation)
        # Unlike CMRC's, this form drops articles before it lower-cases: "The" stays.
        return Counter(segment.lower() for segment in _cut(text.strip()) if segment not in dropped)

    mine = bag(prediction)
    scores = []
    for reference in references:
        other = bag(reference)
        if not mine or not other:
            scores.append(float(mine == other))
            continue
        scores.append(_f1((mine & other).total(), mine.total(), other.total()))
    return max(scores, default=0.0)


def _cut(text: str) -> list[str]:
    found: list[str] = []
    run = ""
    for character in text:
        if character in _REMOVED or _IDEOGRAPH.match(character):
            found.extend(_words(run))
            run = ""
            found.append(character)
        else:
            run += character
    return found + _words(run)
