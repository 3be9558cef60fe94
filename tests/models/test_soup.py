"""The mean of two readers is a reader, and what cannot be averaged is named."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from models.training.soup import WEIGHTS, UnlikeWeights, average, main


def _model(folder: Path, weight: float, shape: tuple[int, ...] = (2, 3)) -> Path:
    folder.mkdir()
    tensors = {
        "layer.weight": torch.full(shape, weight, dtype=torch.float16),
        "table": torch.tensor([int(weight)]),
    }
    save_file(tensors, folder / WEIGHTS, metadata={"format": "pt"})
    (folder / "config.json").write_text(f'{{"of": {weight}}}', encoding="utf-8")
    return folder


def test_weights_are_averaged_and_the_rest_is_that_of_the_last(tmp_path: Path) -> None:
    folders = [_model(tmp_path / "a", 1.0), _model(tmp_path / "b", 4.0)]
    average(folders, tmp_path / "mean")
    found = load_file(tmp_path / "mean" / WEIGHTS)
    assert found["layer.weight"].dtype == torch.float16
    assert torch.equal(found["layer.weight"], torch.full((2, 3), 2.5, dtype=torch.float16))
    assert found["table"].tolist() == [4]
    assert (tmp_path / "mean" / "config.json").read_text(encoding="utf-8") == '{"of": 4.0}'


def test_models_of_different_shapes_are_refused(tmp_path: Path, capsys) -> None:
    folders = [_model(tmp_path / "a", 1.0), _model(tmp_path / "b", 4.0, (3, 3))]
    with pytest.raises(UnlikeWeights, match=r"layer\.weight"):
        average(folders, tmp_path / "mean")
    assert not (tmp_path / "mean").exists()
    assert main([*map(str, folders), "--out", str(tmp_path / "mean")]) == 2
    assert "average runs of one model only" in capsys.readouterr().err
