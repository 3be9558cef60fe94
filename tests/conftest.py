"""What several test folders share: the bundled collection, indexed once a run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path | None:
    """The folder with the original articles and data sets, where there is one."""
    folder = Path(os.environ.get("WENJU_SHARED", ROOT.parent / "shared"))
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def bundled_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the bundled articles in a temporary folder."""
    from index import Collection

    folder = tmp_path_factory.mktemp("bundled") / "index"
    with Collection.open(folder) as collection:
        collection.build([ROOT / "articles"])
    return folder


@pytest.fixture(scope="session")
def assistant(bundled_index: Path):  # type: ignore[no-untyped-def]
    """The assistant over the bundled articles, with the built-in models."""
    from assistant import open_default

    return open_default(bundled_index)
