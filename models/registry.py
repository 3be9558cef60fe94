"""Which models a profile uses, and where the built-in weights lie.

Ids only: nothing is fetched before a user names a profile or a model.

>>> PROFILES["builtin"].reader
'builtin'
>>> chosen = PROFILES["multilingual"].but(generator="none", reader="./my-reader")
>>> chosen.generator, chosen.reader, chosen.embedder
(None, './my-reader', 'intfloat/multilingual-e5-small')
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

# What a user writes to leave out the reranker or the generator of a profile.
NOT_USED = "none"


@dataclass(frozen=True, slots=True)
class Profile:
    """Names that `load_embedder`, `load_reader`, `load_reranker` and `load_generator` accept.

    `None` means not used. `base_url` is an endpoint that speaks the chat completions protocol;
    it generates in place of `generator`, as `api_model`. `device` and `dtype` are left to each
    model where None; `context` is how many tokens a prompt and its answer may have, where known.
    """

    embedder: str
    reader: str
    reranker: str | None = None
    generator: str | None = None
    base_url: str | None = None
    api_model: str | None = None
    device: str | None = None
    dtype: str | None = None
    context: int | None = None

    def but(
        self,
        *,
        embedder: str | None = None,
        reader: str | None = None,
        reranker: str | None = None,
        generator: str | None = None,
        base_url: str | None = None,
        api_model: str | None = None,
        device: str | None = None,
        dtype: str | None = None,
        context: int | None = None,
    ) -> Profile:
        """The profile with these names in place of its own; "none" leaves a part out."""
        return Profile(
            embedder=embedder or self.embedder,
            reader=reader or self.reader,
            reranker=_chosen(reranker, self.reranker),
            generator=_chosen(generator, self.generator),
            base_url=_chosen(base_url, self.base_url),
            api_model=api_model or self.api_model,
            device=device or self.device,
            dtype=dtype or self.dtype,
            context=context or self.context,
        )

    @property
    def generates(self) -> bool:
        """Whether a language model phrases the answers."""
        return bool(self.base_url or self.generator)


def _chosen(named: str | None, otherwise: str | None) -> str | None:
    if named is None or not named.strip():
        return otherwise
    return None if named == NOT_USED else named


PROFILES: dict[str, Profile] = {
    "builtin": Profile(embedder="builtin", reader="builtin"),
    "multilingual": Profile(
        embedder="intfloat/multilingual-e5-small",
        reader="deepset/xlm-roberta-base-squad2",
        reranker="BAAI/bge-reranker-v2-m3",
        generator="Qwen/Qwen3-0.6B",
    ),
}

BUILTIN_READER_TYPE = "wenju-reader"


def builtin_reader_folder() -> Path:
    """The folder of the reader that ships with the project."""
    return Path(__file__).parent / "reader" / "builtin"


def is_builtin_folder(folder: str | Path) -> bool:
    """Whether `folder` holds a reader of our own architecture (by its `config.json`)."""
    path = Path(folder) / "config.json"
    if not path.is_file():
        return False
    config = json.loads(path.read_text(encoding="utf-8"))
    return isinstance(config, dict) and config.get("model_type") == BUILTIN_READER_TYPE
