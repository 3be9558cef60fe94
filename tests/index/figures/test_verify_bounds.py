"""An answer may state a bound that its source gives closer, and a batch is no rival of a count."""

from __future__ import annotations

import pytest

from index.figures import verify_sentence


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("外来人口占60%以上。", "外来人口所占的比例超过60%。"),
        ("全县产值首次突破千亿元，达到1023.4亿元。", "全县产值首次突破千亿，为1023.4亿元。"),
        ("每村收入都在80万元以上。", "每个村的收入都超80万元，个别村超过了2000万元。"),
        ("云岭县是全国首批96个试点县之一。", "全国首批试点县有96个，云岭县是其中之一。"),
        ("云岭县出台了17项重大改革方案。", "谋划了一批重大改革方案，出台的有17项。"),
        ("The output exceeded 100 billion yuan.", "全县产值为1023.4亿元。"),
    ],
)
def test_what_follows_from_the_quote(sentence: str, quote: str) -> None:
    assert all(check.supported for check in verify_sentence(sentence, quote))


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("外来人口占比超过60%。", "外来人口占60%以上。"),
        ("外来人口占比超过60%。", "外来人口占60%。"),
        ("外来人口占60%以上。", "外来人口占60%。"),
        ("外来人口占50%以上。", "外来人口所占的比例超过60%。"),
        ("全县产值突破900亿元。", "全县产值为1023.4亿元。"),
        ("全县产值突破1100亿元。", "全县产值为1023.4亿元。"),
        ("这是第二批96个试点县。", "全国首批试点县有96个。"),
        ("收入在80万元以下。", "每个村的收入都超80万元。"),
    ],
)
def test_what_does_not(sentence: str, quote: str) -> None:
    assert not all(check.supported for check in verify_sentence(sentence, quote))
