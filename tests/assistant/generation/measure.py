"""What becomes of planted errors and of right sentences: the figures of `test_planted.py`, with the
sentences behind them.

    python -m tests.assistant.generation.measure [SEED]
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from assistant.generation import Writer
from assistant.language import detect_language, in_script
from assistant.names import NameIndex
from index import Collection
from tests.assistant.generation.planted import Planted, planted_answers
from tests.assistant.generation.scripted import Scripted, extractive

COUNTS = {"figure": 80, "name": 40, "unstated": 40, "citation": 40}
_ASKED = {
    "zh-Hans": "介绍一下当地的情况",
    "zh-Hant": "介紹一下當地的情況",
    "en": "What is told of the place?",
}


class Bench:
    """The bundled collection and a writer over it."""

    def __init__(self, collection: Collection) -> None:
        self.passages = list(collection.passages())
        self.articles = {article.id: article for article in collection.articles()}
        titles = [article.title for article in self.articles.values() if article.title]
        self.names = NameIndex([p.text for p in self.passages] + titles)

    def outcome(self, planted: Planted) -> tuple[bool, list[str]]:
        """Whether the error reached the user, and the right sentences that did not."""
        language = detect_language(planted.text)
        pairs = [(self.articles[p.article_id], p) for p in planted.passages]
        writer = Writer(Scripted(planted.text), lambda: self.names)
        *_, answer = writer.write(extractive(_ASKED[language], pairs), [])
        said = {sentence.text: sentence for sentence in answer.sentences}
        wrong = said.get(in_script(planted.wrong, language))
        reached = wrong is not None
        if wrong is not None and planted.wrong_passage is not None:
            bad = planted.passages[planted.wrong_passage - 1].id
            cited = {c.passage.id for c in answer.citations if c.n in wrong.citations}
            reached = bad in cited
        return reached, [r for r in planted.right if in_script(r, language) not in said]


def measure(bench: Bench, seed: int) -> tuple[dict[str, list[str]], list[str], int]:
    """Errors that reached the user by kind, right sentences that did not, and how many there were."""
    reached: dict[str, list[str]] = {kind: [] for kind in COUNTS}
    lost: list[str] = []
    right = 0
    for planted in planted_answers(bench.passages, COUNTS, seed):
        bad, missing = bench.outcome(planted)
        right += len(planted.right)
        if bad:
            reached[planted.kind].append(planted.wrong)
        lost += missing
    return reached, lost, right


def main() -> None:
    """Print the figures."""
    import tempfile

    root = Path(__file__).resolve().parents[3]
    with tempfile.TemporaryDirectory() as folder, Collection.open(Path(folder)) as collection:
        collection.build([root / "articles"])
        bench = Bench(collection)
    reached, lost, right = measure(bench, int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    for kind, sentences in reached.items():
        sys.stdout.write(f"{kind}: {len(sentences)} of {COUNTS[kind]} reached the user\n")
        for sentence, count in Counter(sentences).items():
            sys.stdout.write(f"    {count} {sentence}\n")
    sys.stdout.write(f"right: {len(lost)} of {right} did not\n")
    for sentence, count in Counter(lost).items():
        sys.stdout.write(f"    {count} {sentence}\n")


if __name__ == "__main__":
    main()
