"""Train a transformer embedder from the bilingual body: what the static one is compared with.

    python -m models.training.transformer_embedder --data ../shared/data --out runs/transformer

The body is a stock BERT of 6 layers of 384 that starts where the reader starts (MiniLM's layers,
characters at their dictionary glosses), or with `--start reader` where the shipped reader ended.
Mean pooling, unit length, in-batch negatives both ways at the temperature of the static embedder.
Every batch has one shape, so short texts do not wait for long ones of another kind.

It does not ship: on two cores it embeds far fewer passages a second than the project asks for. The
card of the embedder has the comparison, and `measure_embedder --model DIR` makes it.

The run is seeded; the learning rate falls to zero over `--minutes` of training time. A checkpoint is
written every few minutes, and the same command goes on from it.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from ..reader_model import WenjuReaderModel
from ..reader_text import ReaderText
from .embedder import PARALLEL_HELD_OUT
from .embedder_losses import TEMPERATURE, cross_entropy_both_ways
from .glosses import read_dictionary
from .start import start_model
from .transformer_pairs import TextPairSource
from .transformer_start import bert_body, stock_tokenizer

if TYPE_CHECKING:
    from transformers import BertModel, PreTrainedTokenizerBase

log = logging.getLogger("transformer embedder")

READER = Path(__file__).parents[1] / "reader" / "builtin"
STARTS = ("glosses", "reader")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of pair: its share of the steps, pairs a batch, and the longest texts in tokens."""

    name: str
    share: float
    pairs: int
    query_tokens: int
    target_tokens: int


@dataclass(frozen=True, slots=True)
class TransformerRecipe:
    """How the compared weights were trained; times in minutes."""

    minutes: float = 30.0
    peak: float = 2e-4
    warm_up: float = 0.05
    decay: float = 0.01
    news: int = 20_000
    checkpoint_minutes: float = 3.0
    seed: int = 20_261_122
    kinds: tuple[Kind, ...] = (
        Kind("parallel", 0.3, 48, 64, 64),
        Kind("gloss", 0.15, 64, 16, 16),
        Kind("question", 0.35, 24, 64, 128),
        Kind("cloze", 0.2, 24, 64, 128),
    )


def padded(tokenizer: PreTrainedTokenizerBase, texts: list[str], longest: int) -> dict[str, Tensor]:
    """Ids and mask (texts, length); the length is the longest text's, a multiple of 16."""
    made: dict[str, Tensor] = tokenizer(
        texts,
        padding=True,
        truncation=True,
        max_length=longest,
        pad_to_multiple_of=16,
        return_tensors="pt",
        return_token_type_ids=False,
    ).data
    return made


def pooled(body: BertModel, batch: dict[str, Tensor]) -> Tensor:
    """(texts, width) unit means of the token vectors, as sentence-transformers pools them."""
    hidden = body(**batch).last_hidden_state.float()
    mask = batch["attention_mask"].unsqueeze(-1).float()
    return nn.functional.normalize((hidden * mask).sum(dim=1) / mask.sum(dim=1), dim=-1)


class TransformerTrainer:
    """Body, optimiser and where it is; `seconds` is training time, `worked` that of the CPU."""

    def __init__(
        self, body: BertModel, tokenizer: PreTrainedTokenizerBase, recipe: TransformerRecipe
    ) -> None:
        self.body, self.tokenizer, self.recipe = body.train(), tokenizer, recipe
        # Nothing reads the pooler: it gets no gradient, and the optimiser leaves it alone.
        weights = [p for name, p in body.named_parameters() if not name.startswith("pooler.")]
        self.optimizer = torch.optim.AdamW(
            [
                {"params": [p for p in weights if p.dim() > 1], "weight_decay": recipe.decay},
                {"params": [p for p in weights if p.dim() <= 1], "weight_decay": 0.0},
            ],
            lr=recipe.peak,
            betas=(0.9, 0.98),
            fused=True,
        )
        self.steps = 0
        self.seconds = 0.0
        self.worked = 0.0

    def rate(self, done: float) -> float:
        """The learning rate when a share `done` of the time is over: up, then down to zero."""
        up = self.recipe.warm_up
        return self.recipe.peak * max(0.0, min(done / up, (1 - done) / (1 - up)))

    def step(self, kind: Kind, source: TextPairSource, rate: float) -> float:
        """One update on a batch of a kind; the loss."""
        drawn = source.batch(kind.name, kind.pairs, f"{self.recipe.seed} {self.steps}")
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        with torch.autocast("cpu", dtype=torch.bfloat16):
            asked = pooled(self.body, padded(self.tokenizer, drawn.queries, kind.query_tokens))
            told = pooled(self.body, padded(self.tokenizer, drawn.targets, kind.target_tokens))
        loss = cross_entropy_both_ways(asked @ told.T / TEMPERATURE)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.body.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.steps += 1
        value: float = loss.item()
        return value

    def run(self, source: TextPairSource, out: Path) -> None:
        """Train until the recipe's time is over."""
        total = self.recipe.minutes * 60
        kinds = self.recipe.kinds
        shares = np.array([kind.share for kind in kinds])
        recent: dict[str, list[float]] = {}
        saved = self.seconds
        began, worked = time.monotonic() - self.seconds, time.process_time() - self.worked
        while self.seconds < total:
            # Seeded by step, so that a resumed run draws what an unbroken one would.
            drawn = np.random.default_rng((self.recipe.seed, self.steps))
            kind = kinds[int(drawn.choice(len(kinds), p=shares / shares.sum()))]
            loss = self.step(kind, source, self.rate(self.seconds / total))
            recent.setdefault(kind.name, []).append(loss)
            self.seconds = time.monotonic() - began
            self.worked = time.process_time() - worked
            if self.steps % 20 == 0:
                shown = {name: round(float(np.mean(v)), 3) for name, v in sorted(recent.items())}
                log.info("step %d, %.0f s, CPU %.0f s, %s", self.steps, self.seconds, self.worked,
                         json.dumps(shown))  # fmt: skip
                recent.clear()
            if self.seconds - saved > self.recipe.checkpoint_minutes * 60:
                self.save(out)
                saved = self.seconds
        self.save(out)

    def save(self, out: Path) -> None:
        """Write atomically: the old checkpoint stays until the new one is whole."""
        tensors = {f"body.{n}": p.detach() for n, p in self.body.named_parameters()}
        names = {id(p): n for n, p in self.body.named_parameters()}
        for parameter, state in self.optimizer.state.items():
            for key, value in state.items():
                tensors[f"optimizer.{names[id(parameter)]}.{key}"] = value
        marks = {"steps": self.steps, "seconds": self.seconds, "worked": self.worked}
        draft = out / "training.part"
        save_file(tensors, draft, metadata={name: str(value) for name, value in marks.items()})
        draft.replace(out / "training.safetensors")

    def load(self, out: Path) -> None:
        """Go on where `save` left off; raises `FileNotFoundError` when there is nothing."""
        from safetensors import safe_open

        with safe_open(out / "training.safetensors", "pt") as saved:
            marks = saved.metadata()
            with torch.no_grad():
                for name, parameter in self.body.named_parameters():
                    parameter.copy_(saved.get_tensor(f"body.{name}"))
            parameters = dict(self.body.named_parameters())
            for key in saved.keys():  # noqa: SIM118 - no mapping
                if key.startswith("optimizer."):
                    name, kind = key.removeprefix("optimizer.").rsplit(".", 1)
                    self.optimizer.state[parameters[name]][kind] = saved.get_tensor(key)
        self.steps = int(marks["steps"])
        self.seconds, self.worked = float(marks["seconds"]), float(marks["worked"])


def export(body: BertModel, tokenizer: PreTrainedTokenizerBase, folder: Path) -> None:
    """A sentence-transformers folder of stock modules."""
    import tempfile

    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    with tempfile.TemporaryDirectory() as place:
        body.save_pretrained(place)
        tokenizer.save_pretrained(place)
        # The module builds itself from a folder only.
        first = Transformer(place, max_seq_length=tokenizer.model_max_length)
    width = int(body.config.hidden_size)
    modules: list[Any] = [first, Pooling(width, pooling_mode="mean"), Normalize()]
    model = SentenceTransformer(modules=modules, device="cpu")
    model.save_pretrained(str(folder), create_model_card=False)


def train(data: Path, out: Path, recipe: TransformerRecipe, start: str) -> None:
    """Train, or go on from the checkpoint in `out`, and write the model to `out/model`."""
    text = ReaderText.load(READER)
    dictionary = read_dictionary(data / "open" / "cedict.tsv.xz")
    torch.manual_seed(recipe.seed)
    out.mkdir(parents=True, exist_ok=True)
    if start == "reader":
        reader = WenjuReaderModel.from_pretrained(READER, dtype=torch.float32)
    else:
        reader = start_model(text, dictionary)
    trainer = TransformerTrainer(bert_body(reader, text), stock_tokenizer(text), recipe)
    if (out / "training.safetensors").is_file():
        trainer.load(out)
        log.info("gone on from step %d", trainer.steps)
    source = TextPairSource.read(
        data / "open", dictionary, text.lexicon, held_out=PARALLEL_HELD_OUT, news=recipe.news
    )
    log.info("pairs ready")
    trainer.run(source, out)
    export(trainer.body, trainer.tokenizer, out / "model")


def main(arguments: list[str] | None = None) -> int:
    """Command line; progress goes to standard error."""
    usual = TransformerRecipe()
    parser = argparse.ArgumentParser(
        prog="python -m models.training.transformer_embedder",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds open/")
    parser.add_argument("--out", type=Path, required=True, help="checkpoints, then model/")
    parser.add_argument("--minutes", type=float, default=usual.minutes, help="training time")
    parser.add_argument("--peak", type=float, default=usual.peak, help="largest learning rate")
    parser.add_argument("--seed", type=int, default=usual.seed, help="of order and chances")
    parser.add_argument("--start", choices=STARTS, default=STARTS[0], help="where the body is from")
    parser.add_argument("--threads", type=int, help="of the CPU; all where it is not given")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    if not (given.data / "open").is_dir():
        sys.stderr.write(f"{given.data / 'open'} is no folder; expected the training data there\n")
        return 2
    if given.threads:
        torch.set_num_threads(given.threads)
    recipe = TransformerRecipe(minutes=given.minutes, peak=given.peak, seed=given.seed)
    train(given.data, given.out, recipe, given.start)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
