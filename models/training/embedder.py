"""Train the static bilingual embedder that ships with the project.

    python -m models.training.embedder --data ../shared/data --out runs/embedder

makes what ships; `--stages bags tokens` goes on with a stage for late interaction, which was tried
and was no better (see the card).

English word pieces start as the token table of all-MiniLM-L6-v2, Chinese words and characters as
their dictionary glosses in that table; each row carries a weight that falls with frequency. All of
it is then trained on pairs (`embedder_pairs`) with in-batch negatives. A word's row is its own
vector plus those of its characters and inner words, so that a rare word leans on its parts; the sum
is made once, when the model is written, and the shipped model is a plain table of int8 rows.

The run is deterministic for a seed on one machine, writes a checkpoint every few hundred steps, and
goes on from it when called again.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from .corpus import read_rows
from .embedder_folder import write_model
from .embedder_losses import batch_loss
from .embedder_pairs import PairSource, read_parallel, read_questions
from .embedder_table import (
    FIRST_ROW,
    Bagger,
    StaticTable,
    starting_rows,
    starting_weights,
    token_parts,
)
from .embedder_vocabulary import (
    Vocabulary,
    build_tokenizer,
    choose,
    count_words,
    english_pieces,
    simplified_characters,
)
from .glosses import Dictionary, english_table, read_dictionary

PARALLEL_HELD_OUT = 2000
# Share of the tokens of a training text that are left out, so that no single word decides.
TOKEN_DROPOUT = 0.15
SEED = 20_261_122


@dataclass(frozen=True, slots=True)
class Stage:
    """One pass of training; the learning rates rise over 100 steps and fall to zero at `horizon`.

    `late` adds the loss of late interaction (see `models.late_interaction`) to that of bags.
    """

    name: str
    steps: int
    horizon: int
    batch: int
    learning_rate: float
    weight_rate: float
    mixture: tuple[tuple[str, float], ...]
    news: int
    late: bool = False


BAGS = Stage(
    name="bags",
    steps=2_000,
    horizon=3_000,
    batch=384,
    learning_rate=1e-3,
    weight_rate=5e-3,
    mixture=(
        ("parallel", 0.15),
        ("gloss", 0.15),
        ("question", 0.3),
        ("cloze", 0.3),
        ("next", 0.1),
    ),
    news=30_000,
)
TOKENS = Stage(
    name="tokens",
    steps=400,
    horizon=400,
    batch=192,
    learning_rate=5e-4,
    weight_rate=2e-3,
    mixture=(
        ("parallel", 0.2),
        ("gloss", 0.1),
        ("question", 0.3),
        ("cloze", 0.2),
        ("translated", 0.2),
    ),
    news=8_000,
    late=True,
)


# Goes on from `BAGS` with the questions that we wrote: what users call a thing is seldom what the
# papers print, and neither the encyclopedia nor a dictionary puts the two beside each other.
ASKED = Stage(
    name="asked",
    steps=1_200,
    horizon=1_200,
    batch=384,
    learning_rate=7e-4,
    weight_rate=3e-3,
    mixture=(
        ("asked", 0.45),
        ("parallel", 0.15),
        ("gloss", 0.05),
        ("question", 0.15),
        ("cloze", 0.15),
        ("next", 0.05),
    ),
    news=8_000,
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the weights besides the data."""

    words: int = 28_000
    dimension: int = 256
    frequency_scale: float = 1e-3
    part_weight: float = 0.15
    stages: tuple[Stage, ...] = (BAGS,)


def build_vocabulary(folder: Path, dictionary: Dictionary, recipe: Recipe) -> Vocabulary:
    """Words by frequency over the news and, six times over, the encyclopaedia and Tatoeba."""
    table = str.maketrans(simplified_characters())
    counts = count_words(row["text"] for row in read_rows(folder / "crud_news.docs.jsonl.xz"))
    training, development = read_questions(folder)
    contexts = dict.fromkeys(question.context for question in (*training, *development))
    other = count_words(context.translate(table) for context in contexts)
    other += count_words(
        chinese.translate(table) for chinese, _ in read_parallel(folder / "parallel.tatoeba.tsv.xz")
    )
    for word, count in other.items():
        counts[word] += 6 * count
    pieces = english_pieces(english_table().tokens)
    return choose(counts, frozenset(dictionary.glosses), pieces, words=recipe.words)


def train(folder: Path, out: Path, recipe: Recipe) -> None:
    """Train, or go on from the last checkpoint, and write the model to `out/model`."""
    torch.manual_seed(SEED)
    dictionary = read_dictionary(folder / "cedict.tsv.xz")
    out.mkdir(parents=True, exist_ok=True)
    (out / "recipe.json").write_text(json.dumps(asdict(recipe), indent=1), encoding="utf-8")
    vocabulary = _kept_vocabulary(out / "vocabulary.json", folder, dictionary, recipe)
    tokenizer = build_tokenizer(vocabulary)
    bounds, parts = token_parts(vocabulary)
    table = StaticTable(
        starting_rows(vocabulary, dictionary, recipe.dimension),
        starting_weights(vocabulary, recipe.frequency_scale),
        recipe.part_weight,
    )
    bag = Bagger(bounds, parts)
    parallel = read_parallel(folder / "parallel.tatoeba.tsv.xz")[:-PARALLEL_HELD_OUT]
    for number, stage in enumerate(recipe.stages):
        before = table.folded(bounds, parts)
        checkpoint = out / f"{stage.name}.safetensors"
        optimizer = _optimizer(table, stage)
        first = _resume(table, optimizer, checkpoint)
        if first < stage.steps:
            source = PairSource(
                tokenizer,
                dictionary,
                folder,
                parallel=parallel,
                news_limit=stage.news,
                skip=FIRST_ROW,
            )
            if number:
                source.choose_senses_by(before)
            _fit(table, optimizer, range(first, stage.steps), source, bag, checkpoint, stage)
    write_model(table.folded(bounds, parts), tokenizer, out / "model")


def _kept_vocabulary(
    path: Path, folder: Path, dictionary: Dictionary, recipe: Recipe
) -> Vocabulary:
    """The vocabulary of an earlier run in the same folder, or a new one, kept there."""
    if path.exists():
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Vocabulary(
            tuple(kept["pieces"]), tuple(kept["characters"]), tuple(kept["words"]), kept["counts"]
        )
    vocabulary = build_vocabulary(folder, dictionary, recipe)
    path.write_text(json.dumps(asdict(vocabulary), ensure_ascii=False), encoding="utf-8")
    return vocabulary


def _optimizer(table: StaticTable, stage: Stage) -> torch.optim.Optimizer:
    return torch.optim.Adam(
        [
            {"params": [table.rows], "lr": stage.learning_rate, "peak": stage.learning_rate},
            {
                "params": [table.alone, table.part],
                "lr": stage.weight_rate,
                "peak": stage.weight_rate,
            },
        ],
        betas=(0.9, 0.98),
        fused=True,
    )


def _fit(
    table: StaticTable,
    optimizer: torch.optim.Optimizer,
    steps: range,
    source: PairSource,
    bag: Bagger,
    checkpoint: Path,
    stage: Stage,
) -> None:
    kinds = [kind for kind, _ in stage.mixture]
    shares = np.array([share for _, share in stage.mixture])
    smoothed: dict[str, float] = {}
    started = time.monotonic()
    for step in steps:
        # Seeded by step, so that a resumed run draws what an unbroken one would.
        random = np.random.default_rng((SEED, step))
        source.reseed((SEED, step, 1))
        kind = str(random.choice(kinds, p=shares / shares.sum()))
        queries, targets = source.batch(kind, stage.batch)
        queries = [drop_tokens(text, TOKEN_DROPOUT, random) for text in queries]
        targets = [drop_tokens(text, TOKEN_DROPOUT, random) for text in targets]
        loss = batch_loss(table, bag, queries, targets, late=stage.late)
        pace = min(1.0, (step + 1) / 100) * (1.0 - step / stage.horizon)
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * pace
        optimizer.zero_grad(set_to_none=False)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        value = loss.item()
        smoothed[kind] = 0.95 * smoothed.get(kind, value) + 0.05 * value
        if (step + 1) % 50 == 0:
            losses = " ".join(f"{kind} {value:.3f}" for kind, value in sorted(smoothed.items()))
            seconds = (time.monotonic() - started) / (step + 1 - steps.start)
            sys.stderr.write(
                f"{stage.name} {step + 1}/{stage.steps} {seconds:.3f} s a step, {losses}\n"
            )
            sys.stderr.flush()
        if (step + 1) % 200 == 0 or step + 1 == stage.steps:
            _save(table, optimizer, checkpoint, step + 1)


def drop_tokens(text: np.ndarray, share: float, random: np.random.Generator) -> np.ndarray:
    """Leave out a share of the tokens, never the last one left."""
    if len(text) < 3 or share == 0:
        return text
    kept = text[random.random(len(text)) >= share]
    return kept if len(kept) else text[:1]


def _save(table: StaticTable, optimizer: torch.optim.Optimizer, path: Path, step: int) -> None:
    from safetensors.torch import save_file

    tensors = {f"table.{name}": value.detach() for name, value in table.named_parameters()}
    for name, parameter in table.named_parameters():
        state = optimizer.state[parameter]
        tensors |= {f"{key}.{name}": state[key] for key in ("exp_avg", "exp_avg_sq", "step")}
    draft = path.with_suffix(".part")
    save_file(tensors, draft, metadata={"step": str(step)})
    draft.replace(path)


def _resume(table: StaticTable, optimizer: torch.optim.Optimizer, path: Path) -> int:
    """The step to go on from: 0 without a checkpoint."""
    from safetensors import safe_open

    if not path.exists():
        return 0
    with safe_open(path, "pt") as saved:
        for name, parameter in table.named_parameters():
            parameter.data.copy_(saved.get_tensor(f"table.{name}"))
            optimizer.state[parameter] = {
                key: saved.get_tensor(f"{key}.{name}") for key in ("exp_avg", "exp_avg_sq", "step")
            }
        return int(saved.metadata()["step"])


def main(arguments: list[str] | None = None) -> int:
    """Command line; progress goes to standard error."""
    parser = argparse.ArgumentParser(prog="python -m models.training.embedder", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds open/")
    parser.add_argument("--out", type=Path, required=True, help="checkpoints, then model/")
    known = {stage.name: stage for stage in (BAGS, ASKED, TOKENS)}
    parser.add_argument("--stages", nargs="+", choices=known, default=[BAGS.name])
    options = parser.parse_args(arguments)
    folder = options.data / "open"
    if not folder.is_dir():
        sys.stderr.write(f"{folder} is no folder; expected the training data there\n")
        return 2
    train(folder, options.out, Recipe(stages=tuple(known[name] for name in options.stages)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
