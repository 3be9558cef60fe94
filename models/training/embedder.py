"""Train the static bilingual embedder that ships with the project.

    python -m models.training.embedder --data ../shared/data --out runs/embedder --stages bags

makes what ships; without `--stages` the stage for late interaction follows.

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
from tokenizers import Tokenizer
from torch import nn

from .corpus import read_rows
from .embedder_pairs import PairSource, read_parallel, read_questions
from .embedder_vocabulary import (
    MARK,
    Vocabulary,
    build_tokenizer,
    choose,
    count_words,
    english_pieces,
    simplified_characters,
)
from .glosses import Dictionary, english_table, gloss_vectors, read_dictionary

# Rows below this one (unknown, mark) stay zero.
FIRST_ROW = 2
PARALLEL_HELD_OUT = 2000
# A passage's final score is its cosine plus this much of its late interaction.
LATE_WEIGHT = 2.0
_LATE_TOKENS = 96
TEMPERATURE = 0.05
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


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the weights besides the data."""

    words: int = 28_000
    dimension: int = 256
    frequency_scale: float = 1e-3
    part_weight: float = 0.15
    stages: tuple[Stage, ...] = (BAGS, TOKENS)


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


def starting_rows(vocabulary: Vocabulary, dictionary: Dictionary, dimension: int) -> np.ndarray:
    """Unit rows (tokens, dimension): the English table and the glosses, on its principal axes."""
    table = english_table()
    row_of = {token: row for row, token in enumerate(table.tokens)}
    rows = np.zeros((len(vocabulary.tokens), table.vectors.shape[1]), dtype=np.float32)
    for row, piece in enumerate(vocabulary.pieces, FIRST_ROW):
        token = piece.removeprefix(MARK) if piece.startswith(MARK) else f"##{piece}"
        rows[row] = table.vectors[row_of[token]]
    chinese = (*vocabulary.characters, *vocabulary.words)
    rows[FIRST_ROW + len(vocabulary.pieces) :] = gloss_vectors(chinese, dictionary, table).vectors
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    # Not centred: the axes of most mass, frequent tokens left out by the weights they will have.
    weighted = rows * starting_weights(vocabulary, 1e-3)[:, None]
    _, axes = np.linalg.eigh(weighted.T.astype(np.float64) @ weighted)
    return np.ascontiguousarray(rows @ axes[:, ::-1][:, :dimension].astype(np.float32))


def starting_weights(vocabulary: Vocabulary, scale: float) -> np.ndarray:
    """Smooth inverse frequency, a / (a + p); English p by Zipf's law, since only ranks are known.

    Source: Arora, Liang and Ma, "A Simple but Tough-to-Beat Baseline for Sentence Embeddings".
    """
    weights = np.zeros(len(vocabulary.tokens), dtype=np.float32)
    zipf = 1.0 / np.arange(1, len(vocabulary.pieces) + 1)
    last = FIRST_ROW + len(vocabulary.pieces)
    weights[FIRST_ROW:last] = scale / (scale + zipf / zipf.sum())
    units = (*vocabulary.characters, *vocabulary.words)
    counts = np.array([vocabulary.counts[unit] for unit in units], dtype=np.float64)
    weights[last:] = scale / (scale + counts / counts.sum())
    return weights


def token_parts(vocabulary: Vocabulary) -> tuple[np.ndarray, np.ndarray]:
    """CSR (bounds, rows): of each token the rows of its characters and of inner words."""
    import rjieba

    row_of = {token: row for row, token in enumerate(vocabulary.tokens)}
    words = frozenset(vocabulary.words)
    bounds = [0]
    rows: list[int] = []
    for token in vocabulary.tokens:
        if token in words:
            inner = {w for w in rjieba.cut_for_search(token) if w != token and w in row_of}
            rows.extend(row_of[part] for part in sorted({*token, *inner}) if part in row_of)
        bounds.append(len(rows))
    return np.asarray(bounds, dtype=np.int64), np.asarray(rows, dtype=np.int64)


class StaticTable(nn.Module):
    """Rows, and two weights each: standing alone, and as a part of a longer word."""

    def __init__(self, rows: np.ndarray, weights: np.ndarray, part_weight: float) -> None:
        super().__init__()
        self.rows = nn.Parameter(torch.from_numpy(rows))
        alone = np.log(np.maximum(weights, 1e-6))
        self.alone = nn.Parameter(torch.from_numpy(alone))
        self.part = nn.Parameter(torch.from_numpy(alone + np.float32(np.log(part_weight))))

    def forward(self, rows: torch.Tensor, bounds: torch.Tensor, part: torch.Tensor) -> torch.Tensor:
        """Sums (texts, dimension) of bags of rows; `part` marks rows counted as parts."""
        scale = torch.where(part, self.part[rows], self.alone[rows]).exp()
        return nn.functional.embedding_bag(
            rows, self.rows, bounds, mode="sum", per_sample_weights=scale
        )

    @torch.no_grad()
    def folded(self, bounds: np.ndarray, parts: np.ndarray) -> np.ndarray:
        """The one table that ships: each token's weighted row plus those of its parts."""
        table: np.ndarray = (self.rows * self.alone.exp()[:, None]).numpy().copy()
        inner = (self.rows * self.part.exp()[:, None]).numpy()
        owners = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
        np.add.at(table, owners, inner[parts])
        table[:FIRST_ROW] = 0.0
        return table


class Bagger:
    """Token lists -> the flat rows, bounds and part marks that `StaticTable` takes."""

    def __init__(self, bounds: np.ndarray, parts: np.ndarray) -> None:
        self._bounds = bounds
        self._parts = parts

    def __call__(self, texts: list[np.ndarray]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        sizes = np.array([len(text) for text in texts])
        tokens = np.concatenate(texts).astype(np.int64)
        inner = self._bounds[tokens + 1] - self._bounds[tokens]
        spread = 1 + inner
        starts = np.cumsum(spread) - spread
        rows = np.empty(int(spread.sum()), dtype=np.int64)
        is_part = np.ones(len(rows), dtype=bool)
        rows[starts] = tokens
        is_part[starts] = False
        before = np.cumsum(inner) - inner
        within = np.arange(int(inner.sum())) - np.repeat(before, inner)
        rows[is_part] = self._parts[np.repeat(self._bounds[tokens], inner) + within]
        ends = np.concatenate([[0], np.cumsum(spread)])
        firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        return torch.from_numpy(rows), torch.from_numpy(ends[firsts]), torch.from_numpy(is_part)


def cross_entropy_both_ways(scores: torch.Tensor) -> torch.Tensor:
    """In-batch loss of (queries, targets) scores; targets beyond the queries are negatives only."""
    gold = torch.arange(len(scores))
    forward = nn.functional.cross_entropy(scores, gold)
    backward = nn.functional.cross_entropy(scores[:, : len(scores)].T, gold)
    return (forward + backward) / 2


def late_scores(
    table: StaticTable, bag: Bagger, queries: list[np.ndarray], targets: list[np.ndarray]
) -> torch.Tensor:
    """Late interaction of every query with every target, (queries, targets), differentiable.

    Only the distinct tokens of the batch are compared; a target is cut at 96 tokens.
    """
    asked, asked_at = np.unique(np.concatenate(queries), return_inverse=True)
    told, told_at = np.unique(np.concatenate(targets), return_inverse=True)
    asked_rows = table(*bag([asked[i : i + 1] for i in range(len(asked))]))
    told_rows = table(*bag([told[i : i + 1] for i in range(len(told))]))
    weights = asked_rows.norm(dim=-1)
    cosines = (
        nn.functional.normalize(asked_rows, dim=-1) @ nn.functional.normalize(told_rows, dim=-1).T
    )
    # One column more than there are tokens: what pads short targets can never be the best.
    cosines = nn.functional.pad(cosines, (0, 1), value=-1.0)
    width = min(_LATE_TOKENS, max(map(len, targets)))
    padded = np.full((len(targets), width), len(told), dtype=np.int64)
    start = 0
    for row, target in enumerate(targets):
        size = min(len(target), width)
        padded[row, :size] = told_at[start : start + size]
        start += len(target)
    best = cosines[:, torch.from_numpy(padded.ravel())].view(len(asked), len(targets), width)
    owners = np.repeat(np.arange(len(queries)), [len(query) for query in queries])
    share = torch.zeros(len(queries), len(asked)).index_put(
        (torch.from_numpy(owners), torch.from_numpy(asked_at)),
        weights[torch.from_numpy(asked_at)],
        accumulate=True,
    )
    scores: torch.Tensor = (share / share.sum(dim=1, keepdim=True)) @ best.amax(dim=-1)
    return scores


def batch_loss(
    table: StaticTable,
    bag: Bagger,
    queries: list[np.ndarray],
    targets: list[np.ndarray],
    *,
    late: bool,
) -> torch.Tensor:
    """The loss of bags, and with `late` also that of the sum that ranks passages in the end."""
    asked = nn.functional.normalize(table(*bag(queries)), dim=-1)
    told = nn.functional.normalize(table(*bag(targets)), dim=-1)
    dense = asked @ told.T
    loss = cross_entropy_both_ways(dense / TEMPERATURE)
    if late:
        both = dense + LATE_WEIGHT * late_scores(table, bag, queries, targets)
        loss = (loss + cross_entropy_both_ways(both / TEMPERATURE)) / 2
    return loss


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


def write_model(rows: np.ndarray, tokenizer: Tokenizer, folder: Path) -> None:
    """A sentence-transformers folder with int8 rows and one scale a row.

    `StaticEmbedding` reads the pair (`embeddings`, `weights`) by itself, the layout of model2vec;
    it is a quarter of float32, and rounding moves a row by less than half a percent of its length.
    """
    from safetensors.numpy import save_file
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    folder.mkdir(parents=True, exist_ok=True)
    model = SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=rows), Normalize()], device="cpu"
    )
    model.save_pretrained(str(folder), create_model_card=False)
    scales = np.abs(rows).max(axis=1).astype(np.float32) / 127
    small = np.round(rows / np.maximum(scales, 1e-12)[:, None]).astype(np.int8)
    save_file({"embeddings": small, "weights": scales}, folder / "model.safetensors")
    compact_tokenizer(folder / "tokenizer.json")


def compact_tokenizer(path: Path) -> None:
    """Write a unigram tokenizer again without spaces and with short scores: a third of the size."""
    saved = json.loads(path.read_text(encoding="utf-8"))
    if saved["model"]["type"] == "Unigram":
        vocabulary = saved["model"]["vocab"]
        saved["model"]["vocab"] = [[token, round(score, 3)] for token, score in vocabulary]
    path.write_text(json.dumps(saved, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Command line; progress goes to standard error."""
    parser = argparse.ArgumentParser(prog="python -m models.training.embedder", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds open/")
    parser.add_argument("--out", type=Path, required=True, help="checkpoints, then model/")
    known = {stage.name: stage for stage in (BAGS, TOKENS)}
    parser.add_argument("--stages", nargs="+", choices=known, default=list(known))
    options = parser.parse_args(arguments)
    folder = options.data / "open"
    if not folder.is_dir():
        sys.stderr.write(f"{folder} is no folder; expected the training data there\n")
        return 2
    train(folder, options.out, Recipe(stages=tuple(known[name] for name in options.stages)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
