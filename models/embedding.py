"""Load the embedder that a profile or a user names.

The built-in one is a static table: a text's vector is the normalised sum of its tokens' rows. It
folds text by itself (compatibility forms, case, accents, traditional characters), so callers hand
over text as printed, Chinese or English.

    >>> model = load_embedder()
    >>> vectors = model.encode_document(["云塘镇有茶厂三十余家。"])
    >>> vectors.shape                      # unit length, float32
    (1, 256)
    >>> query = model.encode_query(["How many tea factories are there in Yuntang?"])
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import ModelNotFound, ModelUnfit, first_line
from .hub import model_folder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# The E5 family was trained with these before every text; some exports lack them in their settings.
_E5_PROMPTS = {"query": "query: ", "document": "passage: "}
_E5_INSTRUCT_PROMPTS = {
    "query": "Instruct: Given a question, retrieve passages that answer it\nQuery: ",
    "document": "",
}


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
        ModelUnfit: what is there is no embedder.
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
    folder = model_folder(name)
    try:
        return _with_prompts(_load(str(folder), local=True, device=device), name, folder)
    except (OSError, ValueError, KeyError) as error:
        raise ModelUnfit(
            name,
            f"it did not open as an embedder ({first_line(error)})",
            "name a sentence-transformers model",
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


def _with_prompts(model: SentenceTransformer, name: str, folder: Path) -> SentenceTransformer:
    """The prompts of the E5 family, where the model is of it and brings none of its own.

    A model that brings prompts (`config_sentence_transformers.json`) keeps them.
    """
    if not any(model.prompts.values()) and (words := _e5_words(name, folder)):
        model.prompts = dict(_E5_INSTRUCT_PROMPTS if "instruct" in words else _E5_PROMPTS)
    return model


def _e5_words(name: str, folder: Path) -> frozenset[str]:
    """The words of an E5 model's name, as it was named or as its settings say; else nothing."""
    names = [Path(name).name]
    for file in ("config.json", "config_sentence_transformers.json"):
        path = folder / file
        if path.is_file():
            settings = json.loads(path.read_text(encoding="utf-8"))
            names.append(str(settings.get("_name_or_path", "")).rsplit("/", 1)[-1])
    for called in names:
        words = frozenset(called.lower().replace("_", "-").split("-"))
        if "e5" in words:
            return words
    return frozenset()
