"""Parts that people name for their like when they speak: who pays, a time of day, the ones who were hurt.

>>> payer_or_one("县里", "石桥其中省里给了多少"), headless("生病", "诊所受伤的有几个")
('石桥其中县里给了多少', '诊所生病的有几个')
"""

from __future__ import annotations

import re

from .attributes import is_attribute
from .frame import PEOPLE, Frame, frame_of
from .named import places_named
from .tagging import tagged

# Times of the day, the week or the year that stand in for one another.
TIME_OF_DAY = re.compile(
    "平时|平日|工作日|周末|双休日|节假日|过节|假期|逢年过节|白天|晚上|夜里|早上|上午|中午|下午|春天|夏天|秋天|冬天|旺季|淡季"
)
# Who pays a part: 省里给了多少？县里呢
_PAYERS = re.compile("(?:国家|中央|[省市县区镇乡村]里|[省市县区镇乡村](?:级)?财政|企业|自己|个人)")
# 受伤的|有几个, and 是哪里的公司设计的 at its end.
_HEADLESS = re.compile(r"的(?=(?:一共|总共|又)?(?:有|是|占)?(?:多少|几)|$)")
_EACH_ONE = re.compile("(?:[一每]个?人|[一每]户(?:人家)?)(?!均)")
_LONGEST = 6


def payer_or_one(core: str, text: str) -> str | None:
    """县里 for 省里, 低保户 for 一个人: another who pays or for whom it is paid."""
    standing = _PAYERS.search(text) if _PAYERS.fullmatch(core) else None
    if standing is None and PEOPLE.search(core) and not places_named(core):
        standing = _EACH_ONE.search(text)
    return None if standing is None else text.replace(standing.group(), core.rstrip("的"), 1)


def in_last_clause(core: str, text: str) -> str | None:
    """办集市，商会来了几家: what 企业呢 replaces stands with what is asked, not in what leads to it."""
    lead, comma, clause = text.replace(",", "，").rpartition("，")
    if not comma or places_named(core) or is_attribute(core) or len(core) > _LONGEST:
        return None
    asked = frame_of(clause)
    nouns = all(tag[:1] in ("n", "j") or tag == "vn" for _, tag in tagged(core))
    if not nouns or not asked.asked or not asked.subject or asked.attribute or asked.counted:
        return None
    if PEOPLE.search(asked.subject) and not PEOPLE.search(core):
        return None
    return f"{lead}，{clause.replace(asked.subject, core, 1)}"


def headless(bare: str, text: str) -> str | None:
    """生病的 for 受伤的 in 受伤的有几个, 生产的 for 设计的 in 是哪里的公司设计的."""
    match = _HEADLESS.search(text)
    if match is None:
        return None
    before = text[: match.start()]
    words = tagged(before)
    old = words[-1][0] if words else ""
    if before[-1:] == bare[-1:] and len(before) > len(bare):
        old = before[-len(bare) :]
    if len(old) < 2 or len(old) == len(before):
        return None
    return f"{before.removesuffix(old)}{bare}{text[match.start() :]}"


def done_to_another(core: str, frame: Frame) -> str | None:
    """庄稼 for 房子 in 台风房子倒了几间: another to which the same was done, in its own measure."""
    beside = tagged(frame.subject)
    plain = [tag for _, tag in tagged(core)] == ["n"]
    if not plain or len(beside) < 2 or beside[-1][1] != "n" or not frame.verb.endswith("了"):
        return None
    head = frame.subject.removesuffix(beside[-1][0])
    asks = "多少" if re.search("多少|几", frame.asked) else frame.asked
    return f"{frame.time}{head}{core}{frame.verb}{asks}"
