"""Step 0 of the transformer embedder: the reader's body as a stock BERT, and its tokenizer.

The reader (`models.reader_model`) is a post-norm BERT with more embeddings than one. What links a
question to a passage has nothing to say about a text that stands alone, so it is left out; what is
the same for every such text (nothing shared, no close word) is added to the segment embeddings, and
a token that is a word of the table carries that word's vector in its own row. The result is a plain
`BertModel`: any sentence-transformers opens it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from tokenizers import Tokenizer
from tokenizers.processors import TemplateProcessing

from ..embedding import builtin_embedder_folder
from ..reader_model import WenjuReaderModel
from ..reader_text import ReaderText

if TYPE_CHECKING:
    from transformers import BertModel, PreTrainedTokenizerBase


@torch.no_grad()
def bert_body(reader: WenjuReaderModel, text: ReaderText) -> BertModel:
    """A BERT that sees a text alone as the reader sees a token whose other text is empty."""
    from transformers import BertConfig, BertModel

    sizes = reader.config
    config = BertConfig(
        vocab_size=sizes.vocab_size,
        hidden_size=sizes.hidden_size,
        num_hidden_layers=sizes.num_hidden_layers,
        num_attention_heads=sizes.num_attention_heads,
        intermediate_size=sizes.intermediate_size,
        max_position_embeddings=sizes.max_position_embeddings,
        layer_norm_eps=sizes.layer_norm_eps,
        pad_token_id=text.pad,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    body = BertModel(config)
    made = body.embeddings
    made.word_embeddings.weight.copy_(_token_rows(reader, text))
    made.position_embeddings.weight.copy_(reader.position_embeddings.weight)
    made.LayerNorm.load_state_dict(reader.embedding_norm.state_dict())
    for segment in range(2):
        made.token_type_embeddings.weight[segment] = (
            reader.segment_embeddings.weight[segment]
            + reader.coverage_embeddings.weight[segment * sizes.coverage_size]
            + reader.similarity_embeddings.weight[segment * sizes.similarity_size]
        )
    for layer, ours in zip(body.encoder.layer, reader.layers, strict=True):
        attention = layer.attention.self
        for kind in ("weight", "bias"):
            parts = getattr(ours.qkv, kind).chunk(3)
            for target, part in zip(
                (attention.query, attention.key, attention.value), parts, strict=True
            ):
                getattr(target, kind).copy_(part)
        for target, source in (
            (layer.attention.output.dense, ours.attention_output),
            (layer.attention.output.LayerNorm, ours.attention_norm),
            (layer.intermediate.dense, ours.up),
            (layer.output.dense, ours.down),
            (layer.output.LayerNorm, ours.output_norm),
        ):
            target.load_state_dict(source.state_dict())
    return body


def _token_rows(reader: WenjuReaderModel, text: ReaderText) -> torch.Tensor:
    """(tokens, width): each token's row with what the reader adds where it is a word by itself."""
    rows = reader.token_embeddings.weight.detach().clone()
    words = torch.zeros(len(rows), dtype=torch.long)
    places = torch.zeros(len(rows), dtype=torch.long)
    vocabulary = text.tokenizer.get_vocab()
    for token, alone in zip(vocabulary, text.encode(list(vocabulary)), strict=True):
        # Inner pieces ("##s") and control tokens are no text: they come apart, or come back unknown.
        if alone.ids.tolist() == [vocabulary[token]]:
            words[vocabulary[token]] = int(alone.words[0])
            places[vocabulary[token]] = int(alone.places[0])
    vectors = reader.word_vectors[words].to(rows.dtype) / 127.0
    rows += reader.place_embeddings.weight[places] + reader.word_projection(vectors)
    return rows


def stock_tokenizer(text: ReaderText) -> PreTrainedTokenizerBase:
    """The reader's tokenizer for texts as printed: it folds, and adds the marks of BERT.

    Its folding is that of the static embedder that ships, so both see the same text.
    """
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer.from_str(text.tokenizer.to_str())
    shipped = Tokenizer.from_file(str(builtin_embedder_folder() / "tokenizer.json"))
    tokenizer.normalizer = shipped.normalizer
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", text.cls), ("[SEP]", text.sep)],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_max_length=512,
    )
