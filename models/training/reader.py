"""Train the built-in reader: `python -m models.training.reader --data DIR --out DIR [--resume]`.

`--data` is the folder that holds `open/` (see `models/README.md` for the sets). Everything starts
from the seed; a checkpoint (weights, their running mean, optimiser, step) is written every few
minutes and `--resume` goes on from it. The learning rate falls to zero over `--minutes` of
training time rather than over a number of steps: on a machine that others use too, the time is
what is known beforehand.

With `--processes 2` each core trains on its own half of every batch and the gradients are averaged
once a step: where other work shares the cores, two threads of one process would wait for each
other at every matrix product.
"""

from __future__ import annotations

import argparse
import copy
import itertools
import json
import logging
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from ..folding import fold_same_length
from ..reader_model import WenjuReaderModel
from ..reader_text import ReaderText
from .batches import Material, Mixture, Row, RowStream, labelled
from .colloquial import HELD_OUT as COLLOQUIAL_HELD_OUT
from .colloquial import read_colloquial
from .corpus import Example, read_examples, read_news, read_parallel, split
from .english import GlossTranslator
from .losses import reader_loss
from .negatives import NearMiss, rank_passages
from .over_open import newest, read_over_open
from .start import prepare, start_model

log = logging.getLogger("reader")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the shipped weights were trained; times in minutes, lengths in tokens."""

    minutes: float = 85.0
    rows: int = 32
    length: int = 192
    long_length: int = 256
    long_rows: int = 24
    long_from: float = 0.72
    peak: float = 4e-4
    warm_up: float = 0.03
    decay: float = 0.01
    mean_steps: float = 100.0
    checkpoint_minutes: float = 5.0
    dropout: float = 0.0
    seed: int = 7


def build_material(text: ReaderText, data: Path, examples: list[Example], news: list[str]) -> (
    Material
):  # fmt: skip
    """Encode everything once and find hard negatives among all contexts."""
    unique = list(dict.fromkeys(e.context for e in examples))
    number = {context: i for i, context in enumerate(unique)}
    chance = np.random.default_rng(3)
    distractors = [a[:500] for a in news if len(a) > 150]
    chance.shuffle(distractors)
    contexts = text.encode([*unique, *distractors[:5000]])
    questions = text.encode([e.question for e in examples])
    ranked, _ = rank_passages([q.ids for q in questions], [c.ids for c in contexts], 8)
    hard = np.full((len(examples), 8), -1, dtype=np.int32)
    for row, example in enumerate(examples):
        kept = [c for c in ranked[row] if example.answer not in contexts[c].text]
        hard[row, : len(kept)] = kept
    return Material(
        examples, contexts, [number[e.context] for e in examples], questions, hard, news,
        read_parallel(data),
    )  # fmt: skip


def proper_names(data: Path) -> list[str]:
    """Names of the dictionary: entries whose pinyin is written with a capital."""
    import lzma

    found = []
    with lzma.open(data / "open" / "cedict.tsv.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            _, simplified, spoken, glosses = line.rstrip("\n").split("\t")
            if spoken[:1].isupper() and 2 <= len(simplified) <= 5 and "surname" not in glosses:
                found.append(fold_same_length(simplified))
    return found


def _batches(
    stream: RowStream, text: ReaderText, rows: int, length: int, epoch: int
) -> Iterator[dict[str, np.ndarray]]:
    waiting: list[Row] = []
    for number in itertools.count(epoch):
        for group in stream.rows(number, length):
            if len(waiting) + len(group) > rows:
                # A pair that does not fit is shortened to its gold row.
                group = group[: rows - len(waiting)]
            waiting.extend(group)
            if len(waiting) == rows:
                yield labelled(text, waiting, length)
                waiting = []


class Ahead:
    """Makes the next batches in a thread while the network works on this one."""

    def __init__(self, source: Iterator[dict[str, np.ndarray]], depth: int = 3) -> None:
        self._source = source
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._waiting = [self._pool.submit(next, source) for _ in range(depth)]

    def next(self) -> dict[str, Tensor]:
        made = self._waiting.pop(0).result()
        self._waiting.append(self._pool.submit(next, self._source))
        return {name: torch.from_numpy(value) for name, value in made.items()}

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


INPUTS = ("input_ids", "segments", "coverage", "word_ids", "word_places", "attention_mask")


class Average:
    """Averages gradients over processes; the clock of the first of them is everybody's."""

    def __init__(self, rank: int, processes: int, meeting: Path) -> None:
        import torch.distributed as group

        os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")  # one machine: no network is needed
        self.rank = rank
        self.processes = processes
        group.init_process_group(
            "gloo", init_method=f"file://{meeting}", rank=rank, world_size=processes
        )

    def __call__(self, model: WenjuReaderModel, seconds: float) -> float:
        import torch.distributed as group

        weights = [p for p in model.parameters() if p.grad is not None]
        clock = torch.tensor([seconds if self.rank == 0 else 0.0])
        flat = torch.cat([p.grad.flatten() for p in weights if p.grad is not None] + [clock])
        group.all_reduce(flat)
        place = 0
        for weight in weights:
            shared = flat[place : place + weight.numel()].view_as(weight)
            weight.grad = shared / self.processes
            place += weight.numel()
        return float(flat[-1])


class Trainer:
    """The network, its running mean, and the optimiser, with checkpoints."""

    def __init__(self, model: WenjuReaderModel, recipe: Recipe) -> None:
        self.model = model
        self.recipe = recipe
        weights = [p for p in model.parameters() if p.requires_grad]
        matrices = [p for p in weights if p.dim() > 1]
        vectors = [p for p in weights if p.dim() <= 1]
        self.optimizer = torch.optim.AdamW(
            [{"params": matrices, "weight_decay": recipe.decay},
             {"params": vectors, "weight_decay": 0.0}],
            lr=recipe.peak, betas=(0.9, 0.98), fused=True,
        )  # fmt: skip
        self.mean = {name: p.detach().clone() for name, p in model.named_parameters()}
        self.step_number = 0
        self.seconds = 0.0

    def rate(self, done: float) -> float:
        """Learning rate at a share `done` of the time: linear up, linear to zero."""
        up = self.recipe.warm_up
        return self.recipe.peak * min(done / up if done < up else (1 - done) / (1 - up), 1.0)

    def step(
        self,
        batch: dict[str, Tensor],
        rate: float,
        average: Average | None = None,
        clock: float = 0.0,
    ) -> dict[str, float]:
        """One update; `average` shares gradients, and the `clock` of the first, with the others."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        with torch.autocast("cpu", dtype=torch.bfloat16):
            output = self.model(**{name: batch[name] for name in INPUTS})
        loss, parts = reader_loss(output, batch)
        loss.backward()
        if average is not None:
            self.seconds = average(self.model, clock)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step_number += 1
        keep = min(1 - 1 / self.recipe.mean_steps, self.step_number / (self.step_number + 9.0))
        if self.step_number % 4 == 0:
            with torch.no_grad():
                for name, value in self.model.named_parameters():
                    self.mean[name].lerp_(value, 1 - keep**4)
        return parts

    def save(self, folder: Path) -> None:
        """Write atomically: the old checkpoint stays until the new one is whole."""
        folder.mkdir(parents=True, exist_ok=True)
        tensors = {f"model.{n}": p.detach() for n, p in self.model.state_dict().items()}
        tensors |= {f"mean.{n}": p for n, p in self.mean.items()}
        names = {id(p): n for n, p in self.model.named_parameters()}
        for parameter, state in self.optimizer.state.items():
            for key, value in state.items():
                tensors[f"optimizer.{names[id(parameter)]}.{key}"] = value
        marks = {"step": str(self.step_number), "seconds": f"{self.seconds:.1f}"}
        save_file({n: t.contiguous() for n, t in tensors.items()}, folder / "next", metadata=marks)
        (folder / "next").replace(folder / "training.safetensors")

    def load(self, folder: Path) -> None:
        """Go on where `save` left off; raises `FileNotFoundError` when there is nothing."""
        from safetensors import safe_open

        path = folder / "training.safetensors"
        with safe_open(path, framework="pt") as opened:
            marks = opened.metadata()
        tensors = load_file(path)
        parameters = dict(self.model.named_parameters())
        self.model.load_state_dict(_under(tensors, "model."))
        self.mean = _under(tensors, "mean.")
        for name, value in _under(tensors, "optimizer.").items():
            owner, key = name.rsplit(".", 1)
            self.optimizer.state[parameters[owner]][key] = value
        self.step_number = int(marks["step"])
        self.seconds = float(marks["seconds"])

    def export(self, folder: Path, text: ReaderText) -> None:
        """Write the running mean in half precision as the folder that `load_reader` opens."""
        config = copy.copy(self.model.config)
        config.dropout = 0.0
        exported = WenjuReaderModel(config)
        exported.load_state_dict(self.model.state_dict())
        with torch.no_grad():
            for name, value in exported.named_parameters():
                value.copy_(self.mean[name])
        exported.half().save_pretrained(folder)
        text.save(folder)


def _under(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {n.removeprefix(prefix): t for n, t in tensors.items() if n.startswith(prefix)}


def train(
    data: Path,
    out: Path,
    recipe: Recipe,
    mixture: Mixture,
    resume: bool,
    processes: int = 1,
    start: Path | None = None,
    learned: int | None = None,
) -> None:
    """Train to the end of the recipe's time; `out` gets checkpoints and `model/`.

    `start` is the folder of a trained reader whose weights are gone on from, with a new optimiser;
    `learned` is the number of lines of `over_open.jsonl` that it has learned from, if those behind
    them are to come more often.
    """
    examples, development = split(read_examples(data))
    log.info("%d training examples, %d held out", len(examples), len(development))
    news = read_news(data, 20_000, every=3)
    parallel = read_parallel(data)
    seen = list(dict.fromkeys(e.context for e in examples)) + [e.question for e in examples]
    chinese = seen + news[:8000] + [c for c, _ in parallel]
    text, dictionary = prepare(data, chinese, [e for _, e in parallel])
    out.mkdir(parents=True, exist_ok=True)
    text.save(out)
    # Not in the vocabulary's texts: they came later, and a reader that is gone on from has its words.
    own, _ = split(read_colloquial(), COLLOQUIAL_HELD_OUT)
    questions = read_over_open(data)
    written, _ = split(questions if learned is None else newest(questions, learned))
    log.info("%d questions over our own articles, %d over passages of the sets", len(own),
             len(written))  # fmt: skip
    examples += own + written
    torch.manual_seed(recipe.seed)
    model = start_model(text, dictionary, dropout=recipe.dropout)
    if start is not None:
        model.load_state_dict(load_file(start / "model.safetensors"))
    size = sum(p.numel() for p in model.parameters())
    log.info("%d tokens, %d words, %.1f M weights", model.config.vocab_size,
             model.config.word_count, size / 1e6)  # fmt: skip
    material = build_material(text, data, examples, news)
    log.info("material ready, %d contexts", len(material.contexts))
    trainer = Trainer(model, recipe)
    if resume and (out / "training.safetensors").is_file():
        trainer.load(out)
        log.info("resumed at step %d", trainer.step_number)
    translator = GlossTranslator(dictionary, text.lexicon)
    near_miss = NearMiss(text, [e.question for e in examples], proper_names(data))

    def work(rank: int) -> None:
        seed = recipe.seed + trainer.step_number + 100_000 * rank
        stream = RowStream(text, material, translator, near_miss, mixture, seed)
        average = Average(rank, processes, meeting) if processes > 1 else None
        _run(trainer, stream, text, out, average)

    if processes == 1:
        work(0)
    else:
        meeting = out / "meeting"
        meeting.unlink(missing_ok=True)
        # Forked, so that what was read and encoded above is shared and not made again.
        context = multiprocessing.get_context("fork")
        others = [context.Process(target=work, args=(r,), daemon=True) for r in range(1, processes)]
        for other in others:
            other.start()
        work(0)
        for other in others:
            other.join()
    trainer.save(out)
    trainer.export(out / "model", text)


def _run(
    trainer: Trainer, stream: RowStream, text: ReaderText, out: Path, average: Average | None
) -> None:
    recipe = trainer.recipe
    total = recipe.minutes * 60
    first = average is None or average.rank == 0
    share = 1 if average is None else average.processes
    long = trainer.seconds >= recipe.long_from * total
    ahead = _ahead(stream, text, recipe, long, share)
    saved = trainer.seconds
    recent: dict[str, list[float]] = {}
    # Processes go by `trainer.seconds`, on which they agree; `clock` is this one's own.
    clock, began = trainer.seconds, time.monotonic()
    while trainer.seconds < total:
        if not long and trainer.seconds >= recipe.long_from * total:
            ahead.close()
            long = True
            ahead = _ahead(stream, text, recipe, long, share)
        rate = trainer.rate(trainer.seconds / total)
        parts = trainer.step(ahead.next(), rate, average, clock)
        now = time.monotonic()
        clock, began = clock + now - began, now
        if average is None:
            trainer.seconds = clock
        for name, value in parts.items():
            recent.setdefault(name, []).append(value)
        if first and trainer.step_number % 25 == 0:
            shown = {name: round(float(np.mean(v)), 3) for name, v in recent.items()}
            log.info("step %d, %.0f s, %s", trainer.step_number, trainer.seconds, json.dumps(shown))
            recent.clear()
        if first and trainer.seconds - saved > recipe.checkpoint_minutes * 60:
            trainer.save(out)
            trainer.export(out / "model", text)
            saved = trainer.seconds
            began = time.monotonic()
    ahead.close()


def _ahead(stream: RowStream, text: ReaderText, recipe: Recipe, long: bool, share: int) -> Ahead:
    rows, length = (recipe.long_rows, recipe.long_length) if long else (recipe.rows, recipe.length)
    return Ahead(_batches(stream, text, rows // share, length, 1000 if long else 0))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Train the built-in reader.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds open/")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--minutes", type=float, default=Recipe().minutes, help="training time")
    parser.add_argument("--peak", type=float, default=Recipe().peak, help="largest learning rate")
    parser.add_argument("--dropout", type=float, default=Recipe().dropout, help="0 to 1")
    parser.add_argument("--processes", type=int, default=1, help="one core each")
    parser.add_argument("--seed", type=int, default=Recipe().seed, help="of order and chances")
    parser.add_argument("--start", type=Path, help="folder of a trained reader to go on from")
    parser.add_argument("--learned", type=int, metavar="N",
                        help="lines of over_open.jsonl that --start has learned from")  # fmt: skip
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    recipe = Recipe(minutes=given.minutes, peak=given.peak, dropout=given.dropout, seed=given.seed)
    if given.processes > 1:
        torch.set_num_threads(1)  # before anything runs: threads do not survive a fork
    train(given.data, given.out, recipe, Mixture(), given.resume, given.processes, given.start,
          given.learned)  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
