"""Which models a profile uses, and where the built-in weights lie.

Ids only: nothing is fetched before a user names a profile or a model.

>>> PROFILES["builtin"].reader
'builtin'
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Profile:
    """Names that `load_embedder`, `load_reader` and a generator accept; `None` means not used."""

    embedder: str
    reader: str
    reranker: str | None = None
    generator: str | None = None


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
