"""Load the embedder that a profile or a user names.

The built-in one is a static table: a text's vector is the normalised sum of its tokens' rows. It
folds text by itself (compatibility forms, case, accents, traditional characters), so callers hand
over text as printed, Chinese or English.

    >>> model = load_embedder()
    >>> vectors = model.encode_document(["织里镇有童装企业1.4万余家。"])
    >>> vectors.shape                      # unit length, float32
    (1, 256)
    >>> query = model.encode_query(["How many children's clothing firms are there in Zhili?"])
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import ModelNotFound

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# The E5 family was trained with these before every text; some exports lack them in their settings.
_E5_PROMPTS = {"query": "query: ", "document": "passage: "}


def builtin_embedder_folder() -> Path:
    """The folder of the embedder that ships with the project."""
    return Path(__file__).parent / "embedder" / "builtin"


def load_embedder(name: str = "builtin", *, device: str | None = None) -> SentenceTransformer:
    """The embedder called `name`: "builtin", a local folder, or a hub id that was fetched before.

    Use `encode_query` for questions and `encode_document` for passages: models that want a prompt
    then get it, from their own settings or, for E5 models that lack one, from here. Nothing is
    fetched from a hub unless the environment variable `WENJU_ALLOW_DOWNLOAD` is 1.

    Raises:
        ModelNotFound: the model is not on this machine; the message names the command to fetch it.
    """
    if name == "builtin":
        folder = builtin_embedder_folder()
        if not (folder / "model.safetensors").is_file():
            raise ModelNotFound(
                name,
                f"{folder} holds no weights; restore them with `git checkout -- {folder}` or train "
                "them with `python -m models.training.embedder --data DIR --out DIR`",
            )
        return _load(str(folder), local=True, device=device or "cpu")
    if Path(name).is_dir():
        return _with_prompts(_load(name, local=True, device=device), name)
    if Path(name).is_absolute() or name.startswith((".", "~")):
        raise ModelNotFound(name, "there is no such folder")
    local = os.environ.get("WENJU_ALLOW_DOWNLOAD") != "1"
    try:
        return _with_prompts(_load(name, local=local, device=device), name)
    except (OSError, ValueError) as error:
        raise ModelNotFound(
            name, f"it is not in the local hub cache; fetch it once with `hf download {name}`"
        ) from error


def _load(name: str, *, local: bool, device: str | None) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(
        name,
        device=device,
        local_files_only=local,
        trust_remote_code=False,
        # Weights in pickles are refused: only safetensors are read.
        model_kwargs={"use_safetensors": True},
    )


def _with_prompts(model: SentenceTransformer, name: str) -> SentenceTransformer:
    """E5 prompts where the model is of that family and brings none of its own."""
    if "e5" in Path(name).name.lower().split("-") and not any(model.prompts.values()):
        model.prompts = dict(_E5_PROMPTS)
    return model
