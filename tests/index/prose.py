"""Articles for tests, made up: as many as wanted, all different, from a seed."""

from __future__ import annotations

import random

_PLACES = ("柳溪镇", "北塘乡", "石桥村", "云岭县", "青浦街道", "南湾区", "白鹭洲", "松林镇")
_THINGS = ("茶叶", "竹器", "丝绸", "蓝莓", "瓷器", "渔具", "菌菇", "家具", "雨伞", "水泵")
_UNITS = ("万元", "亿元", "吨", "件", "户", "人", "亩", "公里")
_VERBS = ("生产", "销售", "收购", "出口", "新增", "修建", "登记", "培训")
_CLAUSES = (
    "带动周边农户就业",
    "比上年有所增长",
    "由合作社统一经营",
    "得到村民的普遍欢迎",
    "为后续建设打下基础",
)


def prose(seed: int, sentences: int = 24) -> str:
    """Paragraphs of Chinese news prose, one a line; different seeds share hardly a sentence."""
    rng = random.Random(seed)
    lines: list[str] = []
    paragraph: list[str] = []
    for _ in range(sentences):
        paragraph.append(
            f"{rng.randint(2001, 2025)}年{rng.randint(1, 12)}月，{rng.choice(_PLACES)}"
            f"{rng.choice(_VERBS)}{rng.choice(_THINGS)}{rng.randint(2, 9999)}{rng.choice(_UNITS)}，"
            f"{rng.choice(_CLAUSES)}。"
        )
        if rng.random() < 0.3:
            lines.append("".join(paragraph))
            paragraph = []
    lines.append("".join(paragraph))
    return "\n".join(filter(None, lines))


def article(seed: int, sentences: int = 24) -> str:
    """A file with a header, as an editor would write it."""
    rng = random.Random(seed)
    date = f"{rng.randint(2010, 2025)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    title = f"{rng.choice(_PLACES)}的{rng.choice(_THINGS)}之路第{seed}篇"
    source = rng.choice(("柳溪日报", "北塘晚报"))
    return f"---\ntitle: {title}\nsource: {source}\ndate: {date}\n---\n{prose(seed, sentences)}\n"
