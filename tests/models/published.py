"""Tiny models in folders laid out as the hub publishes those that the profiles name.

Same architecture classes, configuration fields, file names and tokenizer classes as
intfloat/multilingual-e5-small, deepset/xlm-roberta-base-squad2, BAAI/bge-reranker-v2-m3 and the
Qwen2.5 and Qwen3 chat models; random weights, a few characters.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from tokenizers import AddedToken
from tokenizers.pre_tokenizers import ByteLevel
from transformers import (
    BertConfig,
    BertModel,
    Qwen2Config,
    Qwen2ForCausalLM,
    Qwen2Tokenizer,
    Qwen3Config,
    Qwen3ForCausalLM,
    XLMRobertaConfig,
    XLMRobertaForQuestionAnswering,
    XLMRobertaForSequenceClassification,
    XLMRobertaTokenizer,
)

_WORDS = ["童装", "小学", "全镇", "query", "passage", "▁query", "▁passage"]
_CHARACTERS = "有几个村所多少家年产亿件面积为平方公里新建了种茶叶亩。，？:：0123456789abcdefghij"
SIZES = {
    "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 48,
}  # fmt: skip

# What the templates of Qwen3 use: a loop from the end, a namespace, tests for strings, tools, and a
# switch that opens and closes the thoughts; of Qwen2.5: a system message where none is given.
QWEN3_TEMPLATE = """\
{%- if tools %}{{ raise_exception('no tools here') }}{%- endif %}
{%- if messages[0].role == 'system' %}
    {{- '<|im_start|>system\\n' + messages[0].content + '<|im_end|>\\n' }}
{%- endif %}
{%- set seen = namespace(asked=-1) %}
{%- for message in messages[::-1] %}
    {%- if seen.asked < 0 and message.role == 'user' and message.content is string %}
        {%- set seen.asked = messages|length - 1 - loop.index0 %}
    {%- endif %}
{%- endfor %}
{%- for message in messages %}
    {%- if message.role == 'user' or (message.role == 'system' and not loop.first) %}
        {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}
    {%- elif message.role == 'assistant' %}
        {%- set told = message.content.split('</think>')[-1].lstrip('\\n') %}
        {{- '<|im_start|>assistant\\n' + told + '<|im_end|>\\n' }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
    {%- if enable_thinking is defined and enable_thinking is false %}
        {{- '<think>\\n\\n</think>\\n\\n' }}
    {%- endif %}
{%- endif %}"""
QWEN2_TEMPLATE = """\
{%- if messages[0]['role'] != 'system' %}
    {{- '<|im_start|>system\\nYou are a helpful model.<|im_end|>\\n' }}
{%- endif %}
{%- for message in messages %}
    {{- '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}
{%- endfor %}
{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}"""


def _write(path: Path, settings: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")


def _save_xlmr_tokenizer(folder: Path) -> int:
    """The tokenizer's files; how many rows of embeddings it needs."""
    pieces = dict.fromkeys(["<s>", "<pad>", "</s>", "<unk>", "▁", *_WORDS, *_CHARACTERS, "<mask>"])
    scores = [
        (piece, -float(8 - len(piece)) if row > 3 else 0.0) for row, piece in enumerate(pieces)
    ]
    XLMRobertaTokenizer(vocab=scores, model_max_length=512).save_pretrained(folder)
    return len(pieces)


def _xlmr_config(folder: Path, **more: Any) -> XLMRobertaConfig:
    fields: dict[str, Any] = {
        "vocab_size": _save_xlmr_tokenizer(folder), "max_position_embeddings": 514,
        "type_vocab_size": 1, "layer_norm_eps": 1e-5, "pad_token_id": 1, "bos_token_id": 0,
        "eos_token_id": 2,
    }  # fmt: skip
    return XLMRobertaConfig(**SIZES | fields | more)


def save_squad_reader(folder: Path) -> Path:
    """As deepset/xlm-roberta-base-squad2, with the fields that its training tool left there."""
    torch.manual_seed(1)
    config = _xlmr_config(
        folder, language="english", name="XLMRoberta", gradient_checkpointing=False
    )
    model = XLMRobertaForQuestionAnswering(config)
    model.qa_outputs.weight.data.mul_(40)  # so that the scores differ
    model.save_pretrained(folder)
    return folder


def save_bge_reranker(folder: Path) -> Path:
    """As BAAI/bge-reranker-v2-m3: one label, no settings of sentence-transformers."""
    torch.manual_seed(2)
    config = _xlmr_config(
        folder, id2label={0: "LABEL_0"}, label2id={"LABEL_0": 0}, max_position_embeddings=8194
    )
    model = XLMRobertaForSequenceClassification(config)
    model.classifier.out_proj.weight.data.mul_(40)
    model.save_pretrained(folder)
    return folder


def save_e5(folder: Path) -> Path:
    """As intfloat/multilingual-e5-small: a BERT with the tokenizer of XLM-R, module names and
    pooling settings of old releases, no prompts."""
    torch.manual_seed(3)
    rows = _save_xlmr_tokenizer(folder)
    config = BertConfig(vocab_size=rows, max_position_embeddings=512, type_vocab_size=2, **SIZES)
    BertModel(config).save_pretrained(folder)
    modules = {"Transformer": "", "Pooling": "1_Pooling", "Normalize": "2_Normalize"}
    _write(
        folder / "modules.json",
        [
            {"idx": n, "name": str(n), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for n, (kind, path) in enumerate(modules.items())
        ],
    )
    _write(folder / "sentence_bert_config.json", {"max_seq_length": 512, "do_lower_case": False})
    pooling = {
        "word_embedding_dimension": 32, "pooling_mode_cls_token": False,
        "pooling_mode_mean_tokens": True, "pooling_mode_max_tokens": False,
        "pooling_mode_mean_sqrt_len_tokens": False,
    }  # fmt: skip
    _write(folder / "1_Pooling" / "config.json", pooling)
    (folder / "2_Normalize").mkdir()
    return folder


def _qwen_tokenizer(template: str) -> Qwen2Tokenizer:
    """Bytes as tokens, and the control tokens of the chats."""
    tokenizer = Qwen2Tokenizer(
        vocab={c: i for i, c in enumerate(sorted(ByteLevel.alphabet()))}, merges=[]
    )
    tokenizer.add_tokens([AddedToken(t, special=True) for t in ("<|im_start|>", "<|im_end|>")])
    # Thoughts are marked by tokens that are not special, so that decoding keeps them.
    tokenizer.add_tokens([AddedToken(t, special=False) for t in ("<think>", "</think>")])
    tokenizer.eos_token = "<|im_end|>"
    tokenizer.chat_template = template
    return tokenizer


def save_qwen(folder: Path, generation: int) -> Path:
    """As Qwen2.5 (2) or Qwen3 (3) chat models: shared embeddings, sampling asked for."""
    torch.manual_seed(4)
    tokenizer = _qwen_tokenizer(QWEN3_TEMPLATE if generation == 3 else QWEN2_TEMPLATE)
    sizes: dict[str, Any] = SIZES | {
        "num_key_value_heads": 1, "max_position_embeddings": 40960, "tie_word_embeddings": True,
        "vocab_size": len(tokenizer), "eos_token_id": tokenizer.eos_token_id,
    }  # fmt: skip
    if generation == 3:
        Qwen3ForCausalLM(Qwen3Config(head_dim=16, **sizes)).save_pretrained(folder)
    else:
        Qwen2ForCausalLM(Qwen2Config(**sizes)).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    ends = [tokenizer.eos_token_id, tokenizer.pad_token_id]
    _write(
        folder / "generation_config.json",
        {"do_sample": True, "temperature": 0.6, "top_k": 20, "top_p": 0.95, "eos_token_id": ends,
         "pad_token_id": ends[1], "repetition_penalty": 1.05},
    )  # fmt: skip
    return folder
