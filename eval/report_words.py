"""The words of the report's page, in Chinese and English. Names of metrics are the same in both."""

from __future__ import annotations

from typing import Literal

Language = Literal["zh", "en"]

# What the beginning of a failure says, from the gravest kind to the mildest, as `scoring` orders them.
FAILURES: tuple[tuple[str, str, str], ...] = (
    ("error", "出错", "error"),
    ("answered, but", "文章没写却作答", "answered, but not in the articles"),
    ("says ", "说法判错", "wrong verdict"),
    ("states ", "答错或不全", "wrong or incomplete"),
    ("right, but no quote", "答对，引文不对", "right, but the evidence is not quoted"),
    ("refused, but", "文章写了却拒答", "refused, but in the articles"),
    ("asked back", "反问", "asked back"),
    ("right, but the short", "答对，短答案不对", "right, but the short answer is not"),
)

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("评测报告", "Evaluation"),
    "failed": ("{failed} / {rows} 题没做对", "{failed} of {rows} rows failed"),
    "headlines": ("要点", "Headlines"),
    "note": (
        "细线和方括号是 95 % 自助法区间。红色的和 {lower} 越低越好。拒答和误拒要一起看。",
        "Whiskers and brackets are 95 % bootstrap intervals. Lower is better for the red ones and "
        "{lower}. Refusals and false refusals only mean something together.",
    ),
    "question": ("单个问题", "Questions"),
    "unanswerable": ("文章没写的问题", "Questions that the articles do not answer"),
    "turn": ("对话", "Turns of conversations"),
    "claim": ("说法核查", "Claims"),
    "variant": ("换了写法的问题", "The same questions, written otherwise"),
    "overall": ("总计", "Overall"),
    "metric": ("指标", "metric"),
    "value": ("值", "value"),
    "tables": ("各类题目的表", "Tables by task, language and kind"),
    "plots": ("拒答曲线、用时、混淆矩阵", "Risk and coverage, times, confusion"),
    "rows": ("逐题：错的在前", "Row by row, failures first"),
    "all": ("全部", "all"),
    "task": ("任务", "task"),
    "lang": ("语言", "language"),
    "group": ("种类", "kind"),
    "outcome": ("对错", "outcome"),
    "wrong": ("错", "failed"),
    "right": ("对", "right"),
    "search": ("搜索题目和答案", "search"),
    "want": ("应为", "expected"),
    "got": ("给出", "given"),
    "refusal": ("拒答", "a refusal"),
    "refused": ("拒答", "refused"),
    "nothing": ("（什么也没有）", "(nothing)"),
    "evidence": ("证据", "evidence"),
    "understood": ("理解为", "understood as"),
    "standalone": ("完整问法", "gold standalone"),
    "short": ("短答案", "short answer"),
    "answer": ("回答", "answer"),
    "quotes": ("引文", "quotes"),
    "confidence": ("把握", "confidence"),
    "missed": ("未得满", "not full"),
    "reached": ("得满", "full"),
}


def words(language: Language) -> dict[str, str]:
    """Every word of the page by its name.

    >>> words("zh")["want"], words("en")["want"]
    ('应为', 'expected')
    """
    place = 0 if language == "zh" else 1
    return {name: pair[place] for name, pair in _WORDS.items()}


def failure_kind(failure: str | None) -> int | None:
    """The place of a failure in `FAILURES`, None for a row that is right.

    >>> FAILURES[failure_kind("states 0 of 1 facts")][2]
    'wrong or incomplete'
    """
    if failure is None:
        return None
    starts = (place for place, kind in enumerate(FAILURES) if failure.startswith(kind[0]))
    return next(starts, 0)
