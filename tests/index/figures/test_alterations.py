"""Altered figures are caught, untouched sentences are left alone: 2,000 and more of each.

The sentences come from the open news corpus where it is present, else from the bundled articles.
`pytest -s tests/index/figures/test_alterations.py` prints how many of each sort were missed.
"""

from __future__ import annotations

import json
import lzma
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.figures import unsupported, verify_sentence
from index.sentences import sentence_spans

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("WENJU_SHARED", ROOT.parent / "shared"))
CORPUS = SHARED / "data" / "open" / "crud_news.docs.jsonl.xz"
WANTED = 2000

_CHINESE_DIGITS = "二三四五六七八九"
_MAGNITUDES = {"万": "亿", "亿": "万"}
_UNITS = {
    "亿元": "亿美元",
    "万元": "万美元",
    "平方公里": "亩",
    "平方米": "亩",
    "公顷": "亩",
    "亩": "公顷",
    "公里": "米",
    "个百分点": "%",
    "%": "个百分点",
    "吨": "公斤",
    "公斤": "吨",
    "小时": "分钟",
    "分钟": "小时",
    "个月": "年",
    "家": "亩",
    "户": "亩",
    "人": "元",
    "名": "岁",
    "岁": "名",
    "件": "户",
}
_BOUNDS_BEFORE = {
    "超过": "不到",
    "不到": "超过",
    "超": "近",
    "近": "超",
    "约": "超",
    "逾": "不足",
    "不足": "逾",
    "至少": "至多",
    "突破": "不到",
}
_BOUNDS_AFTER = {"以上": "以下", "以内": "以上", "左右": "以上", "以下": "以上"}
_DIGIT = re.compile(r"[0-9]")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?=年)|去年|今年|前年")
_MAGNITUDE = re.compile(r"(?<=[0-9])[万亿](?![里一人])")
_UNIT = re.compile(
    r"(?<=[0-9万亿])(?:" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")(?![口次均一-])"
)
_BEFORE = re.compile(
    r"(?<![不远附最邻])(?:超过|不到|超|近|约|逾|不足|至少|突破)(?=[0-9]+(?:\.[0-9]+)?[万亿%元家人名户个亩件])"
)
_AFTER = re.compile(r"(?<=[0-9万亿千百][元家人名户个亩件%岁吨天米])(?:以上|以内|左右|以下)")
_WORD = re.compile(r"(?<![一-鿿])[三四五六七八九](?=[个家项名位次件年天])")


def alterations(sentence: str, choose: random.Random) -> list[tuple[str, str]]:
    """At most one altered sentence of each sort, as (sort, altered sentence)."""
    found: list[tuple[str, str]] = []
    digits = list(_DIGIT.finditer(sentence))
    if digits:
        match = choose.choice(digits)
        others = [d for d in "123456789" if d != match[0]]
        found.append(("digit", _replaced(sentence, match, choose.choice(others))))
    for sort, pattern, table in (
        ("magnitude", _MAGNITUDE, _MAGNITUDES),
        ("unit", _UNIT, _UNITS),
        ("bound", _BEFORE, _BOUNDS_BEFORE),
        ("bound", _AFTER, _BOUNDS_AFTER),
    ):
        places = list(pattern.finditer(sentence))
        if places:
            match = choose.choice(places)
            found.append((sort, _replaced(sentence, match, table[match[0]])))
    years = list(_YEAR.finditer(sentence))
    if years:
        match = choose.choice(years)
        if match[0].isdigit():
            other = str(int(match[0]) + choose.choice((-3, -2, -1, 1, 2, 3)))
        else:
            other = choose.choice([w for w in ("去年", "今年", "前年") if w != match[0]])
        found.append(("year", _replaced(sentence, match, other)))
    words = list(_WORD.finditer(sentence))
    if words:
        match = choose.choice(words)
        other = choose.choice([c for c in _CHINESE_DIGITS if c != match[0]])
        found.append(("chinese digit", _replaced(sentence, match, other)))
    return found


def _replaced(sentence: str, match: re.Match[str], new: str) -> str:
    return sentence[: match.start()] + new + sentence[match.end() :]


def _texts() -> Iterator[str]:
    if CORPUS.exists():
        with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % 7 == 0:
                    values = [v for v in json.loads(line).values() if isinstance(v, str)]
                    yield max(values, key=len)
    else:
        for path in sorted((ROOT / "articles").rglob("*")):
            if path.suffix in (".txt", ".md"):
                yield path.read_text(encoding="utf-8")


def _sentences() -> list[str]:
    found: list[str] = []
    for text in _texts():
        for start, end in sentence_spans(text):
            sentence = text[start:end]
            if 10 < len(sentence) < 90 and _DIGIT.search(sentence):
                found.append(sentence)
        if len(found) >= WANTED:
            break
    return found


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    found = _sentences()
    if not found:
        pytest.skip("neither the open news corpus nor bundled articles are here")
    return found


def test_untouched_sentences_raise_no_alarm(sentences: list[str]) -> None:
    alarms = [s for s in sentences if unsupported(s, s)]
    sys.stdout.write(f"\nuntouched: {len(sentences)}, false alarms: {len(alarms)}\n")
    assert len(alarms) <= len(sentences) * 0.01, alarms[:5]


def test_altered_figures_are_caught(sentences: list[str]) -> None:
    choose = random.Random(5)
    tried: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    examples: list[tuple[str, str]] = []
    for sentence in sentences:
        # One alteration a sentence, of the sort that was tried least so far.
        sort, altered = min(alterations(sentence, choose), key=lambda pair: tried[pair[0]])
        tried[sort] += 1
        if not unsupported(altered, sentence):
            missed[sort] += 1
            examples.append((sentence, altered))
    sys.stdout.write(f"\naltered: {dict(tried)}, missed: {dict(missed)}\n")
    assert missed.total() <= tried.total() * 0.01, (missed, tried, examples[:5])
    for sort in ("digit", "unit", "year", "bound", "magnitude"):
        assert missed[sort] <= max(1, tried[sort] * 0.03), (sort, missed, tried)
    if CORPUS.exists():
        assert len(sentences) >= WANTED and tried.total() >= WANTED


def test_a_swap_of_two_true_figures_is_caught() -> None:
    quote = "东区新建公园3个,西区新建公园5个。"
    assert not unsupported("西区新建公园5个。", quote)
    assert [c.verdict for c in unsupported("东区新建公园5个。", quote)] == ["misplaced"]


@pytest.mark.parametrize(
    ("sentence", "quote", "verdicts"),
    [
        ("The county makes 9.6 billion pieces.", "年产糕点96亿件(套)", ["supported"]),
        ("The county makes 9.6 million pieces.", "年产糕点96亿件(套)", ["value"]),
        ("全長約36.8公里。", "全长约36.8公里。", ["supported"]),
        ("共有10公顷。", "共有150亩。", ["supported"]),
        ("共有10亩。", "共有10公顷。", ["unit"]),
        ("企业1.2万家。", "企业1.2万余家。", ["bound"]),
        ("增长6个百分点。", "增长6%。", ["unit"]),
        ("占四成。", "占40%。", ["supported"]),
        ("2020年10月投产。", "去年10月投产。", ["supported"]),
        ("2022年10月投产。", "去年10月投产。", ["value"]),
        ("接入6G网络。", "接入5G网络。", ["value"]),
        ("有一家企业。", "有三家企业。", []),
        ("有两家企业。", "有三家企业。", ["value"]),
    ],
)
def test_worked_cases(sentence: str, quote: str, verdicts: list[str]) -> None:
    checked = verify_sentence(sentence, quote, article_date="2021-07-13")
    assert [c.verdict for c in checked] == verdicts
