"""The bundled digests: well formed, complete in their figures, and in our own words.

What a digest is compared with are the newspaper pages it was written from. They are not ours to
ship, so those tests run only where the pages are at hand (`WENJU_SHARED`, or `../shared` beside the
repository) and are skipped elsewhere.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from index.normalise import fold_text, simplify

REPOSITORY = Path(__file__).resolve().parents[2]
DIGESTS = REPOSITORY / "articles"
ORIGINALS = Path(os.environ.get("WENJU_SHARED", REPOSITORY.parent / "shared")) / "articles"

# Which digests were written from which file; one file holds two articles, columns interleaved.
SOURCES: dict[str, tuple[str, ...]] = {
    "000": ("2021-07-13-wuxing-mofansheng",),
    "001": ("wuxing-benpao-ganchao",),
    "002": ("huzhou-lvse-yangban",),
    "003": ("longwan-weilai-chengqu", "yueqing-xianyu-biaogan"),
    "004": ("zhejiang-shifanqu-jianwen",),
}
TRADITIONAL = frozenset({"zhejiang-shifanqu-jianwen"})

KEYS = frozenset({"title", "subtitle", "source", "date", "page", "author", "note"})
REQUIRED = frozenset({"title", "note"})

# Titles, documents, programmes, organisations and named models: a name cannot be put otherwise.
NAMES = (
    "聚焦所需所急所盼 抓实共建共富共享",
    "湖州吴兴：争当共同富裕示范区建设模范生",
    "率先形成一批有共富味、改革味、地域味的标志性成果",
    "浙江高质量发展建设共同富裕示范区“缩小城乡差距领域”试点",
    "浙江省高质量发展建设共同富裕示范区领导小组办公室",
    "吴兴区委全面深化改革委员会第五次会议",
    "湖州（织里）童装及日用消费品交易中心",
    "浙江省产业工人队伍建设改革工作试点区",
    "“互联网+共同体”中小学校结对智慧教育平台",
    "“5G+MEC云边融合+工业互联网”",
    "“产业大脑+产业地图+数字农业基地”",
    "《加快推进养老服务体系建设实施意见》",
    "《关于下达2023年山海协作资金的通知》",
    "《关于开展“浙江有礼·德暖龙湾”文明新风弘扬行动的实施方案》",
    "《龙湾区以全域未来社区建设推进共同富裕现代化基本单元集成改革试点实施方案》",
    "《中共中央国务院关于支持浙江高质量发展建设共同富裕示范区的意见》",
    "《2021年度浙江省高质量发展建设共同富裕示范区民众获得感幸福感安全感和认同感监测评价报告》",
)
LONGEST_SHARED_RUN = 15

# Page furniture of the stored pages: a running foot with file numbers, injected advertising words,
# and the comment form of a web page.
FURNITURE = re.compile(
    r"浙江日报 专版 \d+ .*|浙江日报 数字报纸|\n已發佈\n.*|九宮格|舞蹈教室|個人空間|共享空間|講座",
    re.DOTALL,
)
# 3000多, 1.4万余, 92.5%, 2/3, 1.59:1. A figure keeps its scale and its "more than".
FIGURE = re.compile(r"\d+(?:[.:/∶]\d+)*[%万亿余多]*")

digests = pytest.mark.parametrize("path", sorted(DIGESTS.glob("*.txt")), ids=lambda p: p.stem)
originals = pytest.mark.parametrize("number", sorted(SOURCES))


def split(path: Path) -> tuple[dict[str, str], str]:
    """The header and the body of a digest."""
    opening, header, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert opening == "", "the header must open the file"
    pairs = [line.partition(": ") for line in header.splitlines()]
    assert all(colon and value.strip() for _, colon, value in pairs), header
    keys = [key for key, _, _ in pairs]
    assert len(keys) == len(set(keys)), f"a key twice: {keys}"
    return {key: value for key, _, value in pairs}, body


@cache
def original(number: str) -> str:
    """The stored page without its furniture; skips the test where the page is not at hand."""
    found = sorted(ORIGINALS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip(f"no original {number}_*.txt in {ORIGINALS}")
    return FURNITURE.sub("", found[0].read_text(encoding="utf-8"))


def written_from(number: str) -> list[Path]:
    return [DIGESTS / f"{stem}.txt" for stem in SOURCES[number]]


def squeeze(text: str, *, punctuation: bool) -> str:
    """Folded, without white space; without punctuation and symbols too when asked."""
    kept = "LNPS" if punctuation else "LN"
    return "".join(c for c in fold_text(text) if unicodedata.category(c)[0] in kept)


def shared_runs(text: str, other: str, longest: int = LONGEST_SHARED_RUN) -> Iterator[str]:
    """The maximal runs of `text`, longer than `longest`, that stand in `other` too.

    >>> list(shared_runs("甲乙丙丁戊", "子甲乙丙丁丑", longest=3))
    ['甲乙丙丁']
    """
    start = 0
    while start + longest < len(text):
        end = start + longest + 1
        if text[start:end] not in other:
            start += 1
            continue
        while end < len(text) and text[start : end + 1] in other:
            end += 1
        yield text[start:end]
        # The next maximal run may overlap this one, but must end after it.
        start = end - longest


def length(text: str) -> int:
    return sum(not character.isspace() for character in text)


def test_every_file_is_listed_and_no_other() -> None:
    stems = [stem for listed in SOURCES.values() for stem in listed]
    assert sorted(stems) == sorted(path.stem for path in DIGESTS.glob("*.txt"))
    assert len(stems) == 6


@digests
def test_header_says_what_the_digest_is(path: Path) -> None:
    header, _ = split(path)
    assert KEYS >= header.keys() >= REQUIRED
    assert re.search("摘编改写", simplify(header["note"])), "the note must say: a digest"
    assert re.search("《.+》", header["note"]), "the note must name the original"
    if "date" in header:
        date.fromisoformat(header["date"])
        assert path.stem.startswith(header["date"])


@digests
def test_body_is_prose_with_headings(path: Path) -> None:
    _, body = split(path)
    paragraphs = body.strip().split("\n\n")
    assert all("\n" not in paragraph for paragraph in paragraphs), "blank lines part paragraphs"
    headings = [p for p in paragraphs if p.startswith("## ")]
    captions = [p for p in paragraphs if p.startswith(("图：", "圖："))]
    assert len(headings) >= 3
    for paragraph in paragraphs:
        if paragraph not in headings:
            assert paragraph.endswith(("。", "？", "……")), paragraph[-20:]
    assert len(paragraphs) - len(headings) - len(captions) >= 12, "more prose than furniture"
    assert unicodedata.is_normalized("NFC", body)
    assert not re.search(r"[\u3400-\u9fff][,;:?!()\"']", body), "half-width punctuation"


@digests
def test_script(path: Path) -> None:
    header, body = split(path)
    text = header["title"] + header["note"] + body
    changed = {c for c in text if simplify(c) != c}
    if path.stem in TRADITIONAL:
        han = [c for c in text if "\u3400" <= c <= "\u9fff"]
        assert sum(c in changed for c in han) > 0.2 * len(han)
        # Forms that only simplified text has.
        assert not set("国业产农发时来对为这点会种与东") & set(text)
    else:
        assert not changed


@digests
@pytest.mark.parametrize("punctuation", [True, False], ids=["with-marks", "letters-only"])
def test_no_sentence_is_taken_over(path: Path, punctuation: bool) -> None:
    pages = [original(number) for number in SOURCES]
    text = squeeze(path.read_text(encoding="utf-8"), punctuation=punctuation)
    names = [squeeze(name, punctuation=punctuation) for name in NAMES]
    for page in pages:
        for run in shared_runs(text, squeeze(page, punctuation=punctuation)):
            assert any(run in name for name in names), f"shared with an original: {run}"


@originals
def test_every_figure_is_carried_over(number: str) -> None:
    page = fold_text("".join(original(number).split()))
    carried = "\n".join(
        fold_text(path.read_text(encoding="utf-8")) for path in written_from(number)
    )
    missing = sorted(set(FIGURE.findall(page)) - set(FIGURE.findall(carried)))
    assert not missing


@originals
def test_no_figure_is_added(number: str) -> None:
    page = fold_text("".join(original(number).split()))
    for path in written_from(number):
        _, body = split(path)
        added = set(FIGURE.findall(fold_text(body))) - set(FIGURE.findall(page))
        assert not added, path.stem


@originals
def test_length_is_that_of_a_digest(number: str) -> None:
    page = length(original(number))
    ours = sum(length(split(path)[1]) for path in written_from(number))
    assert 0.6 <= ours / page <= 1.0


def test_the_guard_sees_a_taken_over_sentence() -> None:
    """The guard would fail on what it guards against: traditional, spaced, other marks."""
    sentence = "这一句话是我们自己写的，用来看看护栏到底灵不灵。"
    copied = "他说: 這一句話 是我們自己寫的,用來看看護欄到底靈不靈."
    for punctuation in (True, False):
        runs = shared_runs(
            squeeze(copied, punctuation=punctuation), squeeze(sentence, punctuation=punctuation)
        )
        assert any(len(run) > LONGEST_SHARED_RUN for run in runs)
