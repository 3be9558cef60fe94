"""Make `homographs.json`: `python -m index.figures.train_homographs --dictionary cedict.tsv.xz`.

The tagger's dictionary gives each word one part of speech, and calls hundreds of common words
places: 台风, 青春, 美丽. CC-CEDICT tells them apart: it spells a proper name with a capital (朝阳
Chao2 yang2, the district; zhao1 yang2, the morning sun). Every word that the tagger calls a place is
kept here as one of

places    all entries are proper: 浙江, 扬州, 长江. Those that say what they are (东山区) are left out,
          but where the tagger calls them common nouns (保定市);
common    none is: 台风, 海洋, and those that the tagger calls persons: 宝贵;
both      some are: 朝阳, 太平.

The dictionary is tab separated: traditional, simplified, pinyin, glosses. The list is, like
CC-CEDICT, CC BY-SA 3.0.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from .homographs import FILE, PERSONS
from .places import says_its_kind

_WORD = re.compile(r"[\u4e00-\u9fff]{2,6}")


def read_entries(path: Path) -> Iterator[tuple[str, str]]:
    """Simplified words with the pinyin of each of their entries."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            _, word, pinyin, _ = line.rstrip("\n").split("\t")
            yield word, pinyin


def sort_words(entries: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The words that the tagger calls places, sorted by what their entries are.

    >>> sort_words([("扬州", "Yang2 zhou1"), ("台风", "tai2 feng1"), ("产业", "chan3 ye4"),
    ...             ("朝阳", "Chao2 yang2"), ("朝阳", "zhao1 yang2")])
    {'places': ['扬州'], 'common': ['台风'], 'both': ['朝阳']}
    """
    import rjieba

    proper: dict[str, set[bool]] = defaultdict(set)
    for word, pinyin in entries:
        if _WORD.fullmatch(word):
            proper[word].add(pinyin[0].isupper())
    kinds = {"places": {True}, "common": {False}, "both": {True, False}}

    def doubtful(word: str) -> bool:
        tags = [tag for _, tag in rjieba.tag(word)] if rjieba.has_word(word) else []
        if proper[word] == {True} and says_its_kind(word):
            return tags == ["n"]
        return tags == ["ns"] or (len(tags) == 1 and tags[0] in PERSONS and proper[word] == {False})

    called = [word for word in sorted(proper) if doubtful(word)]
    return {kind: [w for w in called if proper[w] == known] for kind, known in kinds.items()}


def main(arguments: list[str] | None = None) -> int:
    """Write the list, and how long it is to standard error."""
    parser = argparse.ArgumentParser(description="Sort the words that the tagger calls places.")
    parser.add_argument("--dictionary", type=Path, required=True, help="cedict.tsv.xz")
    given = parser.parse_args(arguments)
    sorted_words = sort_words(read_entries(given.dictionary))
    made = {kind: " ".join(words) for kind, words in sorted_words.items()}
    FILE.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    counts = ", ".join(f"{len(words)} {kind}" for kind, words in sorted_words.items())
    sys.stderr.write(f"{FILE.name}: {counts}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
