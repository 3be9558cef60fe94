"""UHGEval's form, on invented news: what counts as a false alarm, and what as caught."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.claims import ClaimVerdict, FigureVerdict
from assistant.claims.verdict import Verdict
from eval import UnknownSet
from eval.benchmarks import Benchmark, read_uhgeval, run_uhgeval
from eval.benchmarks.tasks import summarise
from eval.commands import main

BEGINNING = "青溪镇1月5日电，青溪镇政府5日公布了去年的快递业务情况。"
REAL = "全镇去年发出快递3420万件，有快递网点48个。"
INVENTED = "全镇去年发出快递5170万件，有快递网点48个。"


def _row(name: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "type": "num",
        "newsBeginning": BEGINNING,
        "realContinuation": REAL,
        "hallucinatedContinuation": INVENTED,
        "annotations": ["发出快递5170万件<sep>不合理，实为3420万件", "48个<sep>合理"],
    } | more


def _write(path: Path, rows: list[dict[str, Any]]) -> Path:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


class Scripted:
    """Gives each text one verdict and verdicts on its two figures."""

    def __init__(self, verdicts: dict[str, tuple[Verdict, Verdict]]) -> None:
        self.verdicts = verdicts

    def check(self, text: str) -> list[ClaimVerdict]:
        first, second = self.verdicts[text]
        many = "5170万件" if "5170" in text else "3420万件"
        figures = (
            FigureVerdict(many, None, "件", first),
            FigureVerdict("48个", None, "个", second),
        )
        order: tuple[Verdict, ...] = ("contradicted", "not_enough_info", "supported")
        whole = min((first, second), key=order.index)
        return [ClaimVerdict(text, 0, len(text), "zh-Hans", whole, "", figures)]


def test_both_continuations_by_hand(tmp_path: Path) -> None:
    open_end = f"据悉，{INVENTED}"
    rows = [
        _row("a"),
        _row("b", realContinuation=f"据悉，{REAL}", hallucinatedContinuation=open_end),
        _row("c", type="gen"),
    ]
    items, _ = read_uhgeval(_write(tmp_path / "uhgeval.jsonl", rows))
    assert [item.id for item in items] == ["a", "b"]
    checker = Scripted(
        {
            REAL: ("supported", "supported"),
            INVENTED: ("contradicted", "supported"),
            f"据悉，{REAL}": ("supported", "contradicted"),
            open_end: ("supported", "not_enough_info"),
        }
    )
    metrics = summarise(run_uhgeval(items, lambda: checker), samples=100)
    assert {name: metric.value for name, metric in metrics.items()} == {
        "real_not_contradicted": 0.5,
        "real_supported": 0.5,
        "invented_contradicted": 0.5,
        "invented_not_supported": 1,
        # Three of four real figures, and one of the two that annotators call wrong; 48 is neither.
        "figure_accuracy": pytest.approx(4 / 6),
        "real_figures_supported": 0.75,
        "wrong_figures_not_supported": 0.5,
    }
    assert metrics["figure_accuracy"].low is not None


def test_the_command_indexes_the_drawn_items_only(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed: list[tuple[str, dict[str, str]]] = []
    checker = Scripted({REAL: ("supported", "supported"), INVENTED: ("contradicted", "supported")})

    def opener(options: Any, benchmark: Benchmark, folder: Path, reader: str) -> Any:
        indexed.append((folder.name, benchmark.documents))
        return lambda: checker

    monkeypatch.setattr("eval.benchmarks.command._opener", opener)
    rows = [_row(name) for name in "abcd"]
    command = ["benchmark", "uhgeval", "--data", str(_write(tmp_path / "uhgeval.jsonl", rows))]
    out = tmp_path / "rows.jsonl"
    for seed in ("1", "1", "4"):
        drawn = [*command, "--sample", "2", "--seed", seed, "--out", str(out), "--json"]
        assert main([*drawn, "--work", str(tmp_path)]) == 0
        found = json.loads(capsys.readouterr().out)
    (first, documents), again, (other, _) = indexed
    assert (first, documents) == again
    assert first != other
    assert list(documents.values()) == [BEGINNING + REAL] * 2
    about = found["about"]
    assert (about["task"], about["questions"], about["of"]) == ("claims", 2, 4)
    assert {metric["value"] for metric in found["metrics"].values()} == {1}
    given = [json.loads(line)["given"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert given == [f"real:\n✓ {REAL}\ninvented:\n✗ {INVENTED}"] * 2


def test_a_foreign_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownSet, match="as UHGEval has them"):
        read_uhgeval(_write(tmp_path / "uhgeval.jsonl", [{"id": "a", "claim": "青溪镇有34个村。"}]))
