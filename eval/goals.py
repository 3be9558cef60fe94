"""What the project wants to reach, and the lines of the headline block that say how far it is.

>>> Goal("question.false_refusal", "文章写了却拒答", 0.05, "max").reached(0.04)
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .scoring import Metric

# Metrics by part of `measure`, then by name.
Found = Mapping[str, Mapping[str, Metric]]


@dataclass(frozen=True, slots=True)
class Goal:
    """A metric, what it says (in Chinese: the README quotes it), and what it is to reach."""

    name: str
    says: str
    bound: float
    side: Literal["min", "max"] = "min"
    part: str = "own"

    def reached(self, value: float) -> bool:
        """Whether the value keeps the bound."""
        return value >= self.bound if self.side == "min" else value <= self.bound

    def metric(self, found: Found) -> Metric | None:
        """The metric as measured, None where it was not."""
        return found.get(self.part, {}).get(self.name)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the headline block: goals side by side, each under a short name."""

    says: str
    goals: tuple[tuple[str, Goal], ...]


_SIMPLIFIED = Goal("question/zh-Hans.fact_and_citation", "简体提问：事实与引文都对", 0.95)
_TRADITIONAL = Goal("question/zh-Hant.fact_and_citation", "繁体提问：事实与引文都对", 0.95)
_ENGLISH = Goal("question/en.fact_and_citation", "英文提问：事实与引文都对", 0.70)
_ON_ORIGINALS = tuple(
    Goal(goal.name, f"{goal.says}（换成原文）", goal.bound, part="originals")
    for goal in (_SIMPLIFIED, _TRADITIONAL, _ENGLISH)
)
_ELSEWHERE = tuple(
    Goal(goal.name, f"{goal.says}（没见过的文章）", goal.bound, part="elsewhere")
    for goal in (_SIMPLIFIED, _TRADITIONAL, _ENGLISH)
)
_SHORT = Goal("question.short_answer", "短答案正确（数字、日期、地点、人、机构）", 0.85)
_FIGURES = Goal("question.figure_accuracy", "数字正确", 0.95)
_FIGURES_CITED = Goal("all.figure_citation_recall", "答案里的数字在引文中找得到", 1.0)
_VERBATIM = Goal("all.verbatim", "引文逐字相同", 1.0)
_SAME_EVIDENCE = Goal("variant/script.same_evidence", "简繁互换，引文相同", 0.98)
_FAR = Goal("unanswerable/far.refused", "文章没写（无关）：拒答", 0.95)
_NEAR = Goal("unanswerable/near.refused", "文章没写（相近）：拒答", 0.75)
_FALSE = Goal("question.false_refusal", "文章写了却拒答（越低越好）", 0.05, "max")
_MORE_ELSEWHERE = tuple(
    Goal(goal.name, f"{goal.says}（没见过的文章）", goal.bound, goal.side, part="elsewhere")
    for goal in (_SHORT, _FAR, _NEAR, _FALSE)
)
_FOLLOW_UP = Goal("turn/follow-up.fact", "追问答对", 0.85)
_UNSEEN = tuple(
    Goal(goal.name, f"{goal.says}（没见过的问题，报纸原文）", goal.bound, goal.side, "unseen")
    for goal in (_SIMPLIFIED, _TRADITIONAL, _ENGLISH, _SHORT, _FAR, _NEAR, _FALSE, _FOLLOW_UP)
)
_ASKERS = tuple(
    Goal(goal.name, f"{goal.says}（四种人的问题，报纸原文）", goal.bound, goal.side, "askers")
    for goal in (_SIMPLIFIED, _TRADITIONAL, _ENGLISH, _SHORT, _FAR, _NEAR, _FALSE, _FOLLOW_UP)
)
_COLLOQUIAL = tuple(
    Goal(goal.name, f"{goal.says}（大白话，没见过的文章）", goal.bound, goal.side, "colloquial")
    for goal in (_SIMPLIFIED, _TRADITIONAL, _ENGLISH, _SHORT, _FAR, _NEAR, _FALSE, _FOLLOW_UP)
)
_CLAIMS = Goal("claim.verdict", "说法核查判对", 0.85)
_FASTER = Goal("all.latency_p50_ms", "作答时间中位数（毫秒）", 500, "max", "latency")
_ALTERED = Goal("checker/caught", "数字核对：改动过的数字拦下", 0.99, part="figures")
_REWRITTEN = Goal("checker/let through", "数字核对：换了写法的数字放行", 0.95, part="figures")
# Published figures of a reader with pre-training: see `benchmarks.readers`.
_CMRC = Goal("f1", "CMRC 2018 阅读 F1，对 BERT-base 的 0.836", 0.836, part="cmrc2018")
_DRCD = Goal("f1", "DRCD 阅读 F1，对 BERT-base 的 0.888", 0.888, part="drcd")

GOALS = (
    _SIMPLIFIED,
    _TRADITIONAL,
    _ENGLISH,
    *_ON_ORIGINALS,
    *_UNSEEN,
    *_ASKERS,
    *_ELSEWHERE,
    *_MORE_ELSEWHERE,
    *_COLLOQUIAL,
    _SHORT,
    _FIGURES,
    _FIGURES_CITED,
    _VERBATIM,
    _SAME_EVIDENCE,
    _FAR,
    _NEAR,
    _FALSE,
    _FOLLOW_UP,
    _CLAIMS,
    _FASTER,
    _ALTERED,
    _REWRITTEN,
    _CMRC,
    _DRCD,
)

_SCRIPTS = ("简体", "繁体", "英文")
_ALL = (*_SCRIPTS, "短答案", "无关拒答", "相近拒答", "误拒", "追问")
LINES = (
    Line(
        "事实与引文都对",
        tuple(zip(_SCRIPTS, (_SIMPLIFIED, _TRADITIONAL, _ENGLISH), strict=True)),
    ),
    Line("同样的问题，换成报纸原文", tuple(zip(_SCRIPTS, _ON_ORIGINALS, strict=True))),
    Line("没见过的问题，报纸原文", tuple(zip(_ALL, _UNSEEN, strict=True))),
    Line("四种人的问题，报纸原文", tuple(zip(_ALL, _ASKERS, strict=True))),
    Line(
        "没见过的文章和问题",
        (
            *zip(_SCRIPTS, _ELSEWHERE, strict=True),
            *zip(("短答案", "无关拒答", "相近拒答", "误拒"), _MORE_ELSEWHERE, strict=True),
        ),
    ),
    Line("没见过的文章，问得随口", tuple(zip(_ALL, _COLLOQUIAL, strict=True))),
    Line(
        "短答案与出处",
        (
            ("短答案", _SHORT),
            ("其中数字", _FIGURES),
            ("引文逐字", _VERBATIM),
            ("数字在引文中", _FIGURES_CITED),
        ),
    ),
    Line("文章没写而拒答", (("无关", _FAR), ("相近", _NEAR))),
    Line(
        "误拒；对话与核查；阅读 F1，目标是 BERT-base",
        (
            ("误拒", _FALSE),
            ("追问", _FOLLOW_UP),
            ("说法", _CLAIMS),
            ("CMRC 2018", _CMRC),
            ("DRCD", _DRCD),
        ),
    ),
)
