"""The options that choose models: the same as those of the assistant, and written into the results."""

from __future__ import annotations

import pytest

from eval.commands import parser
from eval.options import assistant_opener, models_of


def test_single_models_are_chosen_and_recorded() -> None:
    options = parser().parse_args(
        ["run", "--profile", "multilingual", "--reader", "lexical", "--reranker", "none"]
    )
    assert models_of(options) == "multilingual, reader lexical, reranker none"
    profile = assistant_opener(options).args[1]  # type: ignore[attr-defined]
    assert profile.reader == "lexical"
    assert profile.reranker is None


def test_an_endpoint_is_not_written_down() -> None:
    options = parser().parse_args(
        ["run", "--base-url", "http://127.0.0.1:9/v1", "--api-model", "small"]
    )
    assert models_of(options) == "builtin, api model small"
    assert assistant_opener(options).args[1].base_url == "http://127.0.0.1:9/v1"  # type: ignore[attr-defined]


def test_no_option_is_the_builtin_profile() -> None:
    assert models_of(parser().parse_args(["run"])) == "builtin"


def test_an_unknown_profile_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["run", "--profile", "huge"])
    assert "builtin" in capsys.readouterr().err
