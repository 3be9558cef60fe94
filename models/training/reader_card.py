"""Put the measured figures into the reader's card: `python -m models.training.reader_card`.

Reads the JSON that `measure_reader --out` keeps (`models/reader/measured.json`) and writes the
tables between the two marks of `models/reader/README.md`; everything else there stays.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
FOLDER = Path(__file__).parents[1] / "reader"

Line = Mapping[str, Any]

NAMES = {
    "cmrc2018.dev": "CMRC 2018 dev",
    "drcd.test": "DRCD test（繁体）",
    "xquad.zh": "XQuAD 中文问题",
    "xquad.en over xquad.zh": "XQuAD 英文问题、中文段落",
}
# (EM, F1, sentence first) to reach, None where no figure was set.
GOALS: dict[str, tuple[float | None, float | None, float | None]] = {
    "cmrc2018.dev": (58, 78, 0.88),
    "drcd.test": (68, 79, 0.94),
    "xquad.zh": (None, 60, None),
    "xquad.en over xquad.zh": (None, 40, None),
}
COLLOQUIAL_NAMES = {
    "colloquial, Chinese": "我们写的文章，中文问题",
    "colloquial, English": "我们写的文章，英文问题",
    "news, Chinese": "新闻，中文问题",
    "news, English": "新闻，英文问题",
}
FEATURE_NAMES = {
    "coverage": "覆盖",
    "words": "词的意思、词中的位置和相近",
    "similarity": "相近",
    "joint": "两端相乘的一项",
    "evidence": "证据头",
    "edges": "截断词语的扣分",
}
FIRST_GOALS = {"cmrc2018.dev": 0.970, "drcd.test": 0.955}
MARGIN_GOAL = 0.92
TIME_GOAL = 350


def _verdict(pairs: Sequence[tuple[str, float, float | None]]) -> str:
    """What was reached and what was not.

    >>> _verdict([("EM", 57.0, 58), ("F1", 79.0, 78)])
    '到了：F1；没到：EM'
    """
    asked = [(name, value >= goal) for name, value, goal in pairs if goal is not None]
    won = "、".join(name for name, reached in asked if reached)
    lost = "、".join(name for name, reached in asked if not reached)
    return "；".join(f"{word}：{names}" for word, names in (("到了", won), ("没到", lost)) if names)


def _name(line: Line) -> str:
    kind = "" if line["dtype"] == "default" else f"（{line['dtype']}）"
    return NAMES[line["set"]] + kind


def _gold(lines: Sequence[Line]) -> list[str]:
    if not lines:
        return []
    made = [
        "| 集（金段落） | 题数 | EM | F1 | 答案句排第一 | 目标 EM / F1 / 句 | 结果 |",
        "|---" * 7 + "|",
    ]
    for line in lines:
        goals = GOALS[line["set"]]
        found = (line["EM"], line["F1"], line["sentence first"])
        shown = " / ".join("–" if goal is None else f"{goal:g}" for goal in goals)
        verdict = _verdict(list(zip(("EM", "F1", "句"), found, goals, strict=True)))
        made.append(
            f"| {_name(line)} | {line['questions']:,} | {found[0]:.1f} | {found[1]:.1f} "
            f"| {found[2]:.3f} | {shown} | {verdict} |"
        )
    return made


def _ranking(lines: Sequence[Line]) -> list[str]:
    if not lines:
        return []
    lexical, late = lines[0]["weights of BM25, late interaction"]
    made = [
        f"在 {lines[0]['passages']:,} 段里，BM25 取前 100 段，按 BM25 与词表重排（权重 1 比 "
        f"{lines[0]['weight of late interaction before']:g}）留 20 段再读；三者合用时权重："
        f"BM25 {lexical:g}，词表重排 {late:g}，阅读器 1。",
        "",
        "| 集 | 题数 | R@1 BM25 | R@1 只用阅读器 | R@1 三者合用 | R@20 BM25 | 读到的 20 段里有 "
        "| AUC：金段落对 BM25 最前的错段落 | AUC：对最像的错段落 | 结果 |",
        "|---" * 10 + "|",
    ]
    for line in lines:
        both = line["R@1 all three"]
        near = line["AUC gold, first wrong passage of BM25"]
        worst = line["AUC gold, hardest of the wrong 19"]
        goal = FIRST_GOALS[line["set"]]
        verdict = _verdict(
            [(f"R@1（{goal}）", both, goal), (f"AUC（{MARGIN_GOAL}）", worst, MARGIN_GOAL)]
        )
        made.append(
            f"| {_name(line)} | {line['questions']:,} | {line['R@1 BM25']:.3f} "
            f"| {line['R@1 reader alone']:.3f} | {both:.3f} | {line['R@20 BM25']:.3f} "
            f"| {line['R@20 BM25 and late interaction']:.3f} | {near:.3f} | {worst:.3f} | {verdict} |"
        )
    return made


def _changed(lines: Sequence[Line]) -> list[str]:
    """The reader on held-out questions: as it is, in other precisions, without one feature."""
    if not lines:
        return []
    made = ["| 留出的题上，改了什么 | 题数 | EM | F1 | 答案句排第一 | CPU 秒 |", "|---" * 6 + "|"]
    return made + [
        f"| {_change(line)} | {line['questions']:,} | {line['EM']:.1f} | {line['F1']:.1f} "
        f"| {line['sentence first']:.3f} | {line['cpu seconds']:.0f} |"
        for line in lines
    ]


def _colloquial(lines: Sequence[Line]) -> list[str]:
    """Our own questions: reading, and telling what the article says from what it does not."""
    if not lines:
        return []
    made = [
        "| 我们写的口语题，训练没有看过的文章 | 题数 | EM | F1 | 答案句排第一 | 相近而没写的 | AUC：写了的对没写的 |",
        "|---" * 7 + "|",
    ]
    return made + [
        f"| {COLLOQUIAL_NAMES[line['set']]} | {line['questions']:,} | {line['EM']:.1f} "
        f"| {line['F1']:.1f} | {line['sentence first']:.3f} | {line['near misses']} "
        f"| {line['AUC answered, near miss']:.3f} |"
        for line in lines
    ]


def _change(line: Line) -> str:
    """What an experiment changed.

    >>> _change({"dtype": "float32", "window": 192, "without": ["words"]})
    '精度 float32，窗 192，没有词的意思、词中的位置和相近'
    """
    said = [] if line["dtype"] == "default" else [f"精度 {line['dtype']}"]
    if window := line.get("window"):
        said.append(f"窗 {window}")
    if without := line.get("without"):
        said.append("没有" + "、".join(FEATURE_NAMES[name] for name in without))
    return "，".join(said) or "什么都不改"


def _speed(lines: Sequence[Line]) -> list[str]:
    if not lines:
        return []
    made = ["| 读一个问题 | 线程 | 中位毫秒（钟） | 中位毫秒（CPU） | 目标 |", "|---" * 5 + "|"]
    return made + [
        f"| {line['set'].replace('passages, ', '段，')} | {line['threads']} | {line['median ms']} "
        f"| {line['median CPU ms']} | ≤ {TIME_GOAL}，"
        f"{'到了' if line['median ms'] <= TIME_GOAL else '没到'} |"
        for line in lines
    ]


def tables(lines: Sequence[Line]) -> str:
    """Markdown of the built-in reader's figures, a table a part, and when they were measured."""
    lines = [line for line in lines if line["reader"] == "builtin"]
    held_out = [line for line in lines if line["part"] == "held-out"]
    # What an experiment changed has no place among the figures of the reader as it is.
    lines = [line for line in lines if not line.get("without") and not line.get("window")]
    gold = [line for line in lines if line["part"] in ("gold", "cross-lingual")]
    gold.sort(key=lambda line: list(NAMES).index(line["set"]))
    parts = [
        _gold(gold),
        _ranking([line for line in lines if line["part"] == "ranking"]),
        _colloquial([line for line in lines if line["part"] == "colloquial"]),
        _speed([line for line in lines if line["part"] == "speed"]),
        _changed(held_out),
    ]
    dates = sorted({str(line["date"]) for line in lines})
    when = f"{'、'.join(dates)}，精度除注明的以外是默认的（见上）。"
    return "\n\n".join([when, *("\n".join(part) for part in parts if part)])


def fill(card: str, lines: Sequence[Line]) -> str:
    """The card with fresh tables.

    Raises:
        ValueError: the card lacks the two marks that the tables stand between.
    """
    before, begin, rest = card.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"found no {BEGIN!r} and {END!r} in the card, expected one of each")
    return f"{before}{BEGIN}\n{tables(lines)}\n{END}{after}"


def main() -> int:
    path = FOLDER / "README.md"
    lines = json.loads((FOLDER / "measured.json").read_text(encoding="utf-8"))
    path.write_text(fill(path.read_text(encoding="utf-8"), lines), encoding="utf-8")
    sys.stderr.write(f"{len(lines)} figures written to {path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
