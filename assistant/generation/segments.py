"""A numbered passage in the pieces that may prove something: parts of sentences between semicolons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.figures.places import places
from index.normalise import fold_text

from .prompt import Source
from .proper_names import core

_SEMICOLON = re.compile(r"[;；]")
_WORDED = re.compile(r"[A-Za-z\u4e00-\u9fff]")
# An article that names a place so often is about it, also where a passage leaves it out.
_MAIN_PLACE = 5


@dataclass(frozen=True, slots=True)
class Segment:
    """A part `text` (as printed) of the sentence `start:end` of a source, and what precedes it.

    `before` are titles, main places of the article and the passage up to here, `about` the places
    that a segment without one may be about. All but `text` are folded.
    """

    source: Source
    start: int
    end: int
    text: str
    folded: str
    before: str
    about: str


def segments_of(sources: Iterable[Source]) -> list[Segment]:
    """The segments of the sources, in reading order of each."""
    return [segment for source in sources for segment in _segments_of(source)]


@lru_cache(maxsize=512)
def _segments_of(source: Source) -> tuple[Segment, ...]:
    return tuple(_segments(source))


def _segments(source: Source) -> Iterator[Segment]:
    article, passage = source.article, source.passage
    named = [part for part in (article.title, article.subtitle, passage.heading) if part]
    titles = "\n".join(map(fold_text, named))
    main = _main_places(article.text)
    for start, end in source.sentences:
        at = start
        cuts = [m.end() for m in _SEMICOLON.finditer(article.text, start, end)]
        for stop in [*cuts, end]:
            text = article.text[at:stop]
            if _WORDED.search(text):
                earlier = fold_text(article.text[passage.start : at])
                # Named in a title, last before it, or most often in the article.
                last = [place for _, _, place in places(earlier)][-1:]
                before = "\n".join([titles, *main, earlier])
                about = "\n".join([titles, *last, *main[:1]])
                yield Segment(source, start, end, text, fold_text(text), before, about)
            at = stop


@lru_cache(maxsize=256)
def _main_places(text: str) -> tuple[str, ...]:
    """The places that an article is about: those that it names again and again."""
    counts = Counter(core(name) for _, _, name in places(fold_text(text)))
    return tuple(name for name, count in counts.most_common() if count >= _MAIN_PLACE)


def whole_sentences(chosen: Iterable[Segment]) -> tuple[tuple[Source, int, int], ...]:
    """The sentences of the segments, once each, in reading order of their sources."""
    spans = {(s.source.n, s.start, s.end): (s.source, s.start, s.end) for s in chosen}
    return tuple(spans[key] for key in sorted(spans))
