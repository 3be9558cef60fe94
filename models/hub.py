"""From the name of a model to a folder of this machine, without asking anybody.

A name is a folder, or the id of a hub ("intfloat/multilingual-e5-small") that was fetched before
into the hub's own cache. Weights in pickles and code that comes with weights are never read.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

from .errors import ModelNotFound, ModelUnfit

# What loading may read. Exports to other engines and weights in pickles stay where they are.
_WANTED = ["*.json", "*.safetensors", "*.txt", "*.model", "*.jinja", "*.jsonl"]
_UNWANTED = ["onnx/*", "openvino/*"]


def downloads_allowed() -> bool:
    """Whether `WENJU_ALLOW_DOWNLOAD=1` and no offline switch of the hub is set."""
    offline = {"1", "true", "yes", "on"}
    return os.environ.get("WENJU_ALLOW_DOWNLOAD") == "1" and not any(
        os.environ.get(name, "").lower() in offline
        for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
    )


def model_folder(name: str) -> Path:
    """The folder of the model called `name`: itself, or its snapshot in the hub cache.

    Nothing is fetched unless `downloads_allowed()`.

    Raises:
        ModelNotFound: in one line, with the command that fetches it.
        ModelUnfit: its tokenizer needs a package that is not installed.
    """
    path = Path(name).expanduser()
    if path.is_dir():
        return _readable(name, path)
    if path.is_absolute() or name.startswith((".", "~")) or name.count("/") != 1:
        raise ModelNotFound(name, "there is no such folder")
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError

    try:
        folder = snapshot_download(
            name,
            local_files_only=not downloads_allowed(),
            allow_patterns=_WANTED,
            ignore_patterns=_UNWANTED,
        )
    except (OSError, ValueError, HFValidationError) as error:
        raise ModelNotFound(
            name, f"it is not in the local hub cache; fetch it once with `hf download {name}`"
        ) from error
    return _readable(name, Path(folder))


def _readable(name: str, folder: Path) -> Path:
    """The folder, if it holds weights and a tokenizer that can be read here."""
    if not any(folder.rglob("*.safetensors")):
        kept = "pickles only" if any(folder.rglob("*.bin")) else "no weights"
        raise ModelNotFound(
            name, f"{folder} holds {kept}, expected *.safetensors: name a model that publishes them"
        )
    pieces = any(folder.rglob("*.model")) and not any(folder.rglob("tokenizer.json"))
    if pieces and not _installed("sentencepiece"):
        raise ModelUnfit(
            name,
            "its tokenizer is a sentencepiece file, and there is no tokenizer.json",
            "run `pip install sentencepiece`, or name a model that publishes tokenizer.json",
        )
    return folder


def _installed(package: str) -> bool:
    try:
        return importlib.util.find_spec(package) is not None
    except ValueError:  # present in name only
        return False
