"""How much of a page the repair got right, from what the page's maker knows.

`python -m index.layout.training.measure --data DIR` measures on the test lot of `news`, which no
weight was fitted to; `--lot fit` is for looking at faults.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields

from ..page import RepairedArticle, read_groups, repair_page
from .news import add_data, read_articles
from .pages import INJECTED, Page, pages_of

_GRAM = 10


@dataclass
class Score:
    """Sums over pages; the properties are the shares that are promised."""

    breaks: int = 0
    rejoined: int = 0
    joins: int = 0
    wrong_joins: int = 0
    damaged: int = 0
    characters: int = 0
    lost: int = 0
    furniture: int = 0
    gone: int = 0
    injected: int = 0
    taken_out: int = 0
    captions: int = 0
    captions_kept: int = 0
    articles: int = 0
    split: int = 0
    in_order: int = 0
    titles: int = 0
    authors: int = 0
    metadata: int = 0
    metadata_right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def rejoined_share(self) -> float:
        return self.rejoined / max(1, self.breaks)

    @property
    def wrong_share(self) -> float:
        return self.wrong_joins / max(1, self.joins)

    @property
    def lost_share(self) -> float:
        return self.lost / max(1, self.characters)

    @property
    def gone_share(self) -> float:
        return self.gone / max(1, self.furniture)

    def __str__(self) -> str:
        rows = (
            ("broken sentences rejoined", self.rejoined, self.breaks),
            ("wrong joins", self.wrong_joins, self.joins),
            ("places damaged in a line", self.damaged, self.characters),
            ("body characters lost", self.lost, self.characters),
            ("furniture gone", self.gone, self.furniture),
            ("injected words taken out", self.taken_out, self.injected),
            ("captions kept", self.captions_kept, self.captions),
            ("pages split right", self.split, self.articles),
            ("articles in reading order", self.in_order, self.articles),
            ("titles", self.titles, self.articles),
            ("authors", self.authors, self.articles),
            ("newspaper, date, page", self.metadata_right, self.metadata),
        )
        return "\n".join(f"{label:28} {a:6}/{b:<7} {a / max(1, b):.4f}" for label, a, b in rows)


def letters(text: str) -> str:
    """Without what cannot be seen: blanks, and the invisible characters that are no text."""
    return re.sub("[\\s\u200b-\u200f\u2060\ufeff\u00ad]+", "", text)


def score_page(page: Page) -> tuple[Score, list[str]]:
    """The score of one page, and its faults in words."""
    articles = repair_page(page.raw)
    faults: list[str] = []
    score = Score()
    lines = [letters(line) for article in articles for line in article.text.split("\n")]
    printed = "\n".join(lines)
    for left, right in page.breaks:
        score.breaks += 1
        if letters(left + right) in printed:
            score.rejoined += 1
        else:
            faults.append(f"not rejoined: {left}|{right}")
    true = [letters(p) for article in page.articles for p in article.paragraphs]
    score.joins = sum(r.kind == "join" for r in articles[0].repairs) + sum(
        r.kind == "join" for article in articles[1:] for r in article.repairs
    )
    pieces = "\n".join(letters(group.text) for group in read_groups(page.raw).groups)
    for wrong in _strange_runs(lines, [*true, *map(letters, page.captions)], page):
        is_join = wrong not in pieces
        score.wrong_joins += is_join
        score.damaged += not is_join
        faults.append(f"{'wrong' if is_join else 'damaged'}: {wrong}")
    text = Counter("".join(true))
    missing = text - Counter(printed)
    score.characters, score.lost = sum(text.values()), sum(missing.values())
    if score.lost:
        faults.append(f"lost: {''.join(missing)[:30]}")
    for words in page.furniture:
        score.furniture += 1
        shown = _is_shown(letters(words), lines, articles)
        score.gone += not shown
        if shown:
            faults.append(f"furniture: {words}")
    for around in page.injected:
        score.injected += 1
        score.taken_out += letters(around.replace("|", "")) in printed
        if letters(around.replace("|", "")) not in printed:
            faults.append(f"injected: {around}")
    for caption in page.captions:
        score.captions += 1
        kept = letters(caption) in lines
        score.captions_kept += kept
        if not kept:
            faults.append(f"caption: {caption}")
    _score_articles(page, articles, score, faults)
    return score, faults


def _is_shown(words: str, lines: Iterable[str], articles: Iterable[RepairedArticle]) -> bool:
    """Does a line of the page still stand in a text or a title? Short ones only as a whole line."""
    if any(words in letters(article.title or "") for article in articles):
        return True
    return any(words == line or (len(words) >= 6 and words in line) for line in lines)


def _strange_runs(lines: Iterable[str], true: list[str], page: Page) -> list[str]:
    """Stretches of the result that stand nowhere in the true text: false quotes.

    A wrong join makes up to nine strange stretches of ten characters on end, and so is one of these
    each. What stands so in one piece of the page is no join: there, a word was taken out that
    belonged to the text. An injected word that stayed, or half of it, is counted by itself.
    """
    grams = {t[i : i + _GRAM] for t in true for i in range(max(1, len(t) - _GRAM + 1))}
    injected = _left_of_injected(page)
    found: list[str] = []
    for line in lines:
        if any(letters(words) in line for words in page.furniture):
            continue
        strange = [i for i in range(len(line) - _GRAM + 1) if line[i : i + _GRAM] not in grams]
        explained = [match.span() for match in injected.finditer(line)] if injected else []
        for first, last in _on_end(strange):
            if not any(start < last + _GRAM and first < end for start, end in explained):
                found.append(line[first : last + _GRAM])
    return found


def _on_end(numbers: list[int]) -> list[tuple[int, int]]:
    """First and last of each run of numbers on end, which are in order.

    >>> _on_end([3, 4, 5, 9])
    [(3, 5), (9, 9)]
    """
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _left_of_injected(page: Page) -> re.Pattern[str] | None:
    """What an injected word looks like that stayed, whole or in part, between its neighbours."""
    if not page.injected:
        return None
    characters = "".join(sorted(set("".join(INJECTED))))
    places = (map(re.escape, map(letters, around.split("|"))) for around in page.injected)
    return re.compile("|".join(f"{left}[{characters}]+{right}" for left, right in places))


def _score_articles(
    page: Page, articles: list[RepairedArticle], score: Score, faults: list[str]
) -> None:
    score.articles += len(page.articles)
    if len(articles) != len(page.articles):
        faults.append(f"{len(articles)} articles for {len(page.articles)}")
    for number, truth in enumerate(page.articles):
        if number >= len(articles):
            continue
        article = articles[number]
        score.split += len(articles) == len(page.articles)
        score.titles += article.title == truth.title
        score.authors += article.author == truth.author
        if article.title != truth.title:
            faults.append(f"title {article.title} for {truth.title}")
        if article.author != truth.author:
            faults.append(f"author {article.author} for {truth.author}")
        body = letters(
            "".join(article.text[b.start : b.end] for b in article.blocks if b.kind != "caption")
        )
        right = body == letters("".join(truth.paragraphs))
        score.in_order += right
        if not right and not faults:
            faults.append("order")
    for key in ("source", "date", "page"):
        score.metadata += 1
        right = getattr(articles[0], key) == getattr(page, key)
        score.metadata_right += right
        if not right:
            faults.append(f"{key} {getattr(articles[0], key)} for {getattr(page, key)}")


def main(arguments: list[str] | None = None) -> int:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="python -m index.layout.training.measure"
    )
    add_data(parser)
    parser.add_argument("--lot", choices=("fit", "test"), default="test")
    parser.add_argument("--first", type=int, default=0, help="leave out so many articles")
    parser.add_argument("--articles", type=int, default=None, help="stop after so many")
    parser.add_argument("--seed", type=int, default=100_000)
    parser.add_argument("--faults", action="store_true", help="say what went wrong on which page")
    options = parser.parse_args(arguments)
    articles = read_articles(options.data, options.lot, options.articles)[options.first :]
    total, number = Score(), 0
    for number, page in enumerate(pages_of(articles, options.seed), start=1):
        score, faults = score_page(page)
        total += score
        if options.faults and faults:
            sys.stdout.write(f"page {number}\n" + "".join(f"    {fault}\n" for fault in faults))
    sys.stdout.write(f"{number} pages of {len(articles)} articles\n{total}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
