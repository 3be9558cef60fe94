"""Checkpoints of the architectures that profiles name, small enough to make in a test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors
from transformers import (
    BertConfig,
    BertModel,
    PreTrainedTokenizerFast,
    Qwen3Config,
    Qwen3ForCausalLM,
    XLMRobertaConfig,
    XLMRobertaForQuestionAnswering,
    XLMRobertaForSequenceClassification,
)

_TEXT = (
    "全镇有个村年产童装亿件。，？问题资料段落只用的写句话规则镇面积平方公里增长引用编号"
    + "abcdefghijklmnopqrstuvwxyz"
)
CHAT_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if enable_thinking is defined and not enable_thinking %}<think>\n\n</think>\n\n{% endif %}{% endif %}"
)


def chat_tokenizer(*, template: str | None = CHAT_TEMPLATE) -> PreTrainedTokenizerFast:
    """Characters as tokens, with the control tokens of a chat."""
    units = dict.fromkeys(
        ["<unk>", *_TEXT, *"几好说：<>|/_\n ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"]
    )
    made = Tokenizer(models.WordLevel({u: i for i, u in enumerate(units)}, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    made.decoder = decoders.Fuse()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=made, eos_token="<|im_end|>", pad_token="<|endoftext|>",
        unk_token="<unk>", additional_special_tokens=["<|im_start|>"],
    )  # fmt: skip
    tokenizer.chat_template = template
    return tokenizer


def save_qwen3(folder: Path, *, template: str | None = CHAT_TEMPLATE, **changed: Any) -> Path:
    """A Qwen3 of two layers with random weights and a chat template."""
    torch.manual_seed(0)
    tokenizer = chat_tokenizer(template=template)
    sizes: dict[str, Any] = {
        "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2,
        "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 8,
        "max_position_embeddings": 4096,
    }  # fmt: skip
    config = Qwen3Config(
        vocab_size=len(tokenizer), eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id, **sizes | changed,
    )  # fmt: skip
    Qwen3ForCausalLM(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _xlmr_tokenizer() -> PreTrainedTokenizerFast:
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    units = dict.fromkeys([*special, *_TEXT, *"0123456789"])
    made = Tokenizer(models.WordLevel({u: i for i, u in enumerate(units)}, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )  # fmt: skip
    return PreTrainedTokenizerFast(
        tokenizer_object=made, bos_token="<s>", cls_token="<s>", eos_token="</s>",
        sep_token="</s>", pad_token="<pad>", unk_token="<unk>", mask_token="<mask>",
        model_max_length=96,
    )  # fmt: skip


def _xlmr_config(**more: Any) -> XLMRobertaConfig:
    return XLMRobertaConfig(
        vocab_size=len(_xlmr_tokenizer()), hidden_size=32, num_hidden_layers=1,
        num_attention_heads=2, intermediate_size=32, max_position_embeddings=98, pad_token_id=1,
        type_vocab_size=1, **more,
    )  # fmt: skip


def save_xlmr_reader(folder: Path) -> Path:
    """An XLM-R for question answering."""
    torch.manual_seed(0)
    XLMRobertaForQuestionAnswering(_xlmr_config()).save_pretrained(folder)
    _xlmr_tokenizer().save_pretrained(folder)
    return folder


def save_cross_encoder(folder: Path, labels: int = 1) -> Path:
    """An XLM-R with one score a pair, as BGE rerankers are."""
    torch.manual_seed(0)
    XLMRobertaForSequenceClassification(_xlmr_config(num_labels=labels)).save_pretrained(folder)
    _xlmr_tokenizer().save_pretrained(folder)
    return folder


def save_e5(folder: Path, *, prompts: dict[str, str] | None = None) -> Path:
    """A BERT with mean pooling and normalisation, as E5 models are."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    torch.manual_seed(0)
    tokenizer = _xlmr_tokenizer()
    plain = folder.with_name(folder.name + "-plain")
    BertModel(
        BertConfig(vocab_size=len(tokenizer), hidden_size=32, num_hidden_layers=1,
                   num_attention_heads=2, intermediate_size=32, max_position_embeddings=98,
                   type_vocab_size=1, pad_token_id=1)
    ).save_pretrained(plain)  # fmt: skip
    tokenizer.save_pretrained(plain)
    model = SentenceTransformer(
        modules=[Transformer(str(plain), max_seq_length=96), Pooling(32, "mean"), Normalize()],
        prompts=prompts, device="cpu",
    )  # fmt: skip
    model.save_pretrained(str(folder), create_model_card=False)
    return folder


def cached(cache: Path, name: str, folder: Path) -> None:
    """Put a folder into a hub cache as the snapshot of `name`, as a download leaves it."""
    repository = cache / f"models--{name.replace('/', '--')}"
    commit = "0" * 40
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text(commit)
    (repository / "snapshots").mkdir()
    (repository / "snapshots" / commit).symlink_to(folder.resolve(), target_is_directory=True)
