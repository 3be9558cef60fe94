"""How often a demand that refuses for good rejects the sentence that answers, or holds on a near miss.

    python -m assistant.measure_demands --data DIR [--sample 5000] [--seed 0] [--show 20]

DIR holds `open/*.jsonl.xz`. Asked are the questions that we wrote over our own articles, the encyclopedia
and the news. A demand is final where nothing can make up for it (`Unmet.final`). On the sentence that
answers it should never be; of the near misses, what is counted is how many are refused for good on the
sentence nearest to them in words. The benchmark sets are never read.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.training.colloquial import read_colloquial
from models.training.corpus import Example
from models.training.over_open import read_over_open

from .constraints import unmet_demands
from .evidence import Evidence
from .names import NameIndex
from .question import parse_question
from .unmet import Unmet
from .written import answering, nearest


@dataclass(frozen=True, slots=True)
class Met:
    """A question with the sentence it was held against and the final demand that this does not meet."""

    example: Example
    sentence: str
    demand: Unmet | None


def final_demand(example: Example, evidence: Evidence) -> Unmet | None:
    """The first demand of the question that `evidence` does not meet, and that is final."""
    unmet = unmet_demands(parse_question(example.question), evidence, NameIndex([example.context]))
    return next((one for one in unmet if one.final), None)


def held_against(
    examples: Iterable[Example], sentence: Callable[[Example], Evidence | None]
) -> list[Met]:
    """Each of `examples` against the sentence that `sentence` chooses; those without one are left out."""
    return [
        Met(example, evidence.text, final_demand(example, evidence))
        for example in examples
        if (evidence := sentence(example)) is not None
    ]


def _report(title: str, rows: Sequence[Met], show: int) -> None:
    refused = [(row, row.demand) for row in rows if row.demand is not None]
    kinds = Counter(demand.kind for _, demand in refused)
    listed = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    sys.stdout.write(f"{title}: {len(refused)} of {len(rows)} ({listed})\n")
    for row, demand in refused[:show]:
        sentence = row.sentence.replace("\n", " ")
        sys.stdout.write(
            f"  {demand.kind} {demand.text} / {demand.found} | {row.example.question} | {sentence}\n"
        )


def main(argv: list[str] | None = None) -> int:
    """Measure; the counts, by kind of demand, go to standard output."""
    parser = argparse.ArgumentParser(prog="python -m assistant.measure_demands")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--sample", type=int, default=5000, help="questions of each of the two kinds"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument(
        "--show", type=int, default=0, help="refused questions to print of each kind"
    )
    arguments = parser.parse_args(argv)
    examples = [*read_colloquial(), *read_over_open(arguments.data)]
    random.Random(arguments.seed).shuffle(examples)
    answerable = [one for one in examples if one.start >= 0][: arguments.sample]
    near = [one for one in examples if one.start < 0][: arguments.sample]
    _report(
        "answering sentences refused for good", held_against(answerable, answering), arguments.show
    )
    _report("near misses refused for good", held_against(near, nearest), arguments.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
