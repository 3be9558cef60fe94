"""The built-in reader's network: a small BERT with features that link question and passage.

The body is that of all-MiniLM-L6-v2 (post-norm BERT, 6 layers of 384). To the token, position and
segment embeddings it adds

* `coverage`: how many tokens (0 to 6) the longest run shared with the other text has that covers
  this token (for Latin words: whose pinyin matches, so that "zhili" covers 织里);
* a frozen vector of the word around the token, in a space where Chinese words (by their dictionary
  glosses) and English words mean the same thing, with the token's place in that word;
* `similarity`: the largest cosine of that vector with a word of the other text, in buckets.

Spans are scored jointly: `score(i, j) = s_i + e_j + u_i . v_j`, one softmax over all spans and the
null answer (in the manner of SQuAD 2 readers with a joint head, Fajcik et al. 2021,
"Rethinking the objectives of extractive question answering").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import PretrainedConfig, PreTrainedModel
from transformers.utils import ModelOutput

from .registry import BUILTIN_READER_TYPE

NEVER = -1e4
"""The score of a span that may not be: finite, so that half precision holds it."""


class WenjuReaderConfig(PretrainedConfig):
    """Sizes of the network, and what the wrapper around it needs to know.

    `platt` are slope and offset of the logistic map from (best span mass - null score) to
    `answerable`, `evidence_weight` the share of the evidence head in a sentence's score, `cut_word`
    what a span's logit loses for each of its ends that cuts a word; all are fitted on held-out
    training data. `dropout` falls on the embeddings and on what each half of a
    layer adds, in training only.
    """

    model_type = BUILTIN_READER_TYPE

    def __init__(
        self,
        vocab_size: int = 1000,
        hidden_size: int = 384,
        num_hidden_layers: int = 6,
        num_attention_heads: int = 12,
        intermediate_size: int = 1536,
        max_position_embeddings: int = 512,
        layer_norm_eps: float = 1e-12,
        initializer_range: float = 0.02,
        pad_token_id: int = 0,
        word_count: int = 1,
        word_dim: int = 128,
        coverage_size: int = 7,
        similarity_size: int = 8,
        joint_dim: int = 64,
        max_answer_tokens: int = 80,
        window_tokens: int = 256,
        platt: tuple[float, float] = (1.0, 0.0),
        evidence_weight: float = 0.3,
        cut_word: float = 0.0,
        dropout: float = 0.0,
        **kwargs: Any,
    ) -> None:
        super().__init__(pad_token_id=pad_token_id, **kwargs)
        self.vocab_size = vocab_size
        self.hidden_size = hidden_size
        self.num_hidden_layers = num_hidden_layers
        self.num_attention_heads = num_attention_heads
        self.intermediate_size = intermediate_size
        self.max_position_embeddings = max_position_embeddings
        self.layer_norm_eps = layer_norm_eps
        self.initializer_range = initializer_range
        self.word_count = word_count
        self.word_dim = word_dim
        self.coverage_size = coverage_size
        self.similarity_size = similarity_size
        self.joint_dim = joint_dim
        self.max_answer_tokens = max_answer_tokens
        self.window_tokens = window_tokens
        self.platt = tuple(platt)
        self.evidence_weight = evidence_weight
        self.cut_word = cut_word
        self.dropout = dropout


@dataclass
class ReaderOutput(ModelOutput):
    """Scores of a batch of windows (batch, length): all logits, not probabilities.

    `span_logits` (batch, length, longest) scores at (i, d) the passage tokens i..i+d (both included),
    at most `NEVER` / 2 where the span is not allowed; `null_logits` (batch,); `evidence_logits`
    (batch, length).
    """

    span_logits: Tensor | None = None
    null_logits: Tensor | None = None
    evidence_logits: Tensor | None = None


class _Layer(nn.Module):
    def __init__(self, config: WenjuReaderConfig) -> None:
        super().__init__()
        width = config.hidden_size
        self.heads = config.num_attention_heads
        self.qkv = nn.Linear(width, 3 * width)
        self.attention_output = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps=config.layer_norm_eps)
        self.up = nn.Linear(width, config.intermediate_size)
        self.down = nn.Linear(config.intermediate_size, width)
        self.output_norm = nn.LayerNorm(width, eps=config.layer_norm_eps)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = hidden.shape
        qkv = self.qkv(hidden).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = qkv.permute(2, 0, 3, 1, 4)
        # No dropout in attention: with it the CPU falls back to a slow kernel.
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        hidden = self.attention_norm(hidden + self.dropout(self.attention_output(mixed)))
        return self.output_norm(hidden + self.dropout(self.down(F.gelu(self.up(hidden)))))


class WenjuReaderModel(PreTrainedModel):
    """Question and passage window in, span, null and evidence logits out."""

    config_class = WenjuReaderConfig
    base_model_prefix = "reader"

    def __init__(self, config: WenjuReaderConfig) -> None:
        super().__init__(config)
        width = config.hidden_size
        self.token_embeddings = nn.Embedding(config.vocab_size, width)
        self.position_embeddings = nn.Embedding(config.max_position_embeddings, width)
        self.segment_embeddings = nn.Embedding(2, width)
        self.coverage_embeddings = nn.Embedding(2 * config.coverage_size, width)
        self.place_embeddings = nn.Embedding(5, width)
        self.similarity_embeddings = nn.Embedding(2 * config.similarity_size, width)
        # Unit vectors in eighths of a byte: frozen, so a byte a number is enough.
        self.register_buffer(
            "word_vectors", torch.zeros(config.word_count, config.word_dim, dtype=torch.int8)
        )
        self.word_projection = nn.Linear(config.word_dim, width, bias=False)
        self.embedding_norm = nn.LayerNorm(width, eps=config.layer_norm_eps)
        self.dropout = nn.Dropout(config.dropout)
        self.layers = nn.ModuleList(_Layer(config) for _ in range(config.num_hidden_layers))
        self.span_head = nn.Linear(width, 2)
        self.joint_start = nn.Linear(width, config.joint_dim)
        self.joint_end = nn.Linear(width, config.joint_dim)
        self.null_head = nn.Linear(width, 1)
        self.evidence_head = nn.Linear(width, 1)
        self.post_init()

    def _init_weights(self, module: nn.Module) -> None:
        if isinstance(module, nn.Linear | nn.Embedding):
            module.weight.data.normal_(0.0, self.config.initializer_range)
            if isinstance(module, nn.Linear) and module.bias is not None:
                module.bias.data.zero_()
        elif isinstance(module, nn.LayerNorm):
            module.weight.data.fill_(1.0)
            module.bias.data.zero_()

    def forward(
        self,
        input_ids: Tensor,
        segments: Tensor,
        coverage: Tensor,
        word_ids: Tensor,
        word_places: Tensor,
        attention_mask: Tensor | None = None,
    ) -> ReaderOutput:
        """Score a batch; every input is (batch, length) of integers.

        `segments` is 0 for [CLS], question and both [SEP], 1 for the passage;
        `word_ids` is 0 where no word of the table covers the token; `attention_mask` is 1 on
        what is not padding, `None` where nothing is.
        """
        length = input_ids.shape[1]
        config = self.config
        vectors = self.word_vectors[word_ids].to(self.token_embeddings.weight.dtype) / 127.0
        closeness = self._closeness(vectors, word_ids, segments)
        hidden = (
            self.token_embeddings(input_ids)
            + self.position_embeddings.weight[:length]
            + self.segment_embeddings(segments)
            + self.coverage_embeddings(coverage + segments * config.coverage_size)
            + self.place_embeddings(word_places)
            + self.similarity_embeddings(closeness + segments * config.similarity_size)
            + self.word_projection(vectors)
        )
        hidden = self.dropout(self.embedding_norm(hidden))
        mask = None
        if attention_mask is not None:
            mask = attention_mask[:, None, None, :].to(torch.bool)
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return ReaderOutput(
            span_logits=self._spans(hidden, segments.to(torch.bool)),
            null_logits=self.null_head(hidden[:, 0]).squeeze(-1).float(),
            evidence_logits=self.evidence_head(hidden).squeeze(-1).float(),
        )

    def _closeness(self, vectors: Tensor, word_ids: Tensor, segments: Tensor) -> Tensor:
        """Bucket of each token's largest cosine with a word of the other text; 0 where none."""
        with torch.no_grad():
            cosine = torch.bmm(vectors, vectors.transpose(1, 2))
            worded = word_ids > 0
            other = (segments[:, :, None] != segments[:, None, :]) & worded[:, None, :]
            best = cosine.masked_fill(~other, 0.0).amax(dim=2).float().clamp(min=0.0)
            size = self.config.similarity_size
            return (best * size).long().clamp(max=size - 1) * worded.long()

    def _spans(self, hidden: Tensor, passage: Tensor) -> Tensor:
        """Scores of the spans that may be, by their first token and how far the last one is.

        A window of 300 tokens has four times as many pairs as it has spans of at most 80 tokens,
        and what follows touches each of them.
        """
        batch, length, _ = hidden.shape
        longest = min(self.config.max_answer_tokens, length)
        edges = self.span_head(hidden).float()
        starts = edges[:, :, 0].masked_fill(~passage, NEVER)
        ends = edges[:, :, 1].masked_fill(~passage, NEVER)
        joint = torch.bmm(self.joint_start(hidden), self.joint_end(hidden).transpose(1, 2))
        square = torch.add(ends.unsqueeze(1), joint.float(), alpha=0.125)
        # A row is followed by `longest` columns of NEVER, so the diagonals can be read as rows.
        wide = F.pad(square, (0, longest), value=NEVER)
        row = length + longest
        band = wide.as_strided((batch, length, longest), (length * row, row + 1, 1))
        return band + starts.unsqueeze(2)
