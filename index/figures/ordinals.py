"""Ordinals and ranks: 第三批, 首个, 位列第二, 居首位; "4th", "ranked second", "No. 1"."""

from __future__ import annotations

import re
from decimal import Decimal

from .figure import Figure, Kind
from .numerals import ENGLISH_ORDINALS, read_chinese
from .scan import Scan
from .units import canonical

_CLASSIFIERS = (
    "批|届|次|期|个|家|轮|年|章|条|阶段|梯队|位|名|支|座|例|部|款|场|站|期|代|天|产业|步|大|所|项|台|辆|件|枚|号|张|"
    "单|笔|列|艘|架|本|集|片|版|组|站|类|块|层|季"
)
_NUMBER = r"[0-9]+|[零〇一二三四五六七八九十百千两]+"
_ORDINAL = re.compile(rf"第(?P<number>{_NUMBER})(?P<unit>{_CLASSIFIERS})?(?!方)")
_FIRST = re.compile(
    r"首(?P<unit>个|批|家|次|支|座|届|例|条|部|款|台|笔|单|轮|期|艘|架|列|张|项|幢|所|份|本|场|站|处|位|名|辆|枚|只)"
    r"(?!要|席|选)"
)
_TOP = re.compile(
    r"(?<=[居列占名据])首位?(?!先|次|要|都|府|席|个|批|家)|首位(?!度)|榜首|(?<=[居列])首(?=[,。;、]|$)"
)
_RANK_BEFORE = re.compile(
    r"(?:位列|位居|位于|居于?|名列|排名|排在?|列|跻身|占据|排行|全[省市国县区球镇州]|世界|亚洲|倒数|"
    r"设区市|各[地县市]{1,2}|同类|同行业?|总分|总数|获得?|荣获|并列)[^,。;第]{0,8}$"
)
_PHASE = re.compile(
    r"(?<![分共等前后二三四五六七八九十0-9])(?P<number>[二三四五六]|[1-6])期"
    r"(?=工程|项目|已|占|建|于|投|规|总|将|计划|正|用地|厂房|扩)"
)
_ENGLISH = re.compile(
    r"\b(?:(?P<digits>[0-9]{1,3})(?:st|nd|rd|th)(?![a-z])|(?P<word>"
    + "|".join(ENGLISH_ORDINALS)
    + r")\b(?!\s+(?:quarter|half|thirds?))|no\.\s?(?P<no>[0-9]{1,3})(?![0-9]))"
)
_ENGLISH_RANK = re.compile(
    r"\b(?:rank(?:s|ed|ing)?|place[ds]?|came|comes?|finished|top(?:s|ped)?)\b[^.;,]{0,20}$"
)
_IDIOMS = re.compile(
    r"at first|first of all|first[- ]class|second hand|first-?hand|seconds? (?:later|ago)"
)


def find_ordinals(scan: Scan) -> None:
    """Claim ordinals and ranks."""
    for match in scan.matches(_IDIOMS) if scan.latin else ():
        scan.claim(*match.span())
    for match in scan.matches(_ORDINAL):
        raw = match["number"]
        value = Decimal(raw) if raw.isdigit() and raw.isascii() else read_chinese(raw)
        if value is None:
            continue
        unit = match["unit"] or ""
        ranked = unit in ("名", "位") or (
            not unit and _RANK_BEFORE.search(scan.text, max(0, match.start() - 16), match.start())
        )
        _add(scan, *match.span(), value, "rank" if ranked else "ordinal", "" if ranked else unit)
    for match in scan.matches(_TOP):
        _add(scan, *match.span(), Decimal(1), "rank", "")
    for match in scan.matches(_FIRST):
        unit = match["unit"] if match["unit"] != "次" else ""
        _add(scan, *match.span(), Decimal(1), "ordinal", unit)
    for match in scan.matches(_PHASE):
        raw = match["number"]
        value = Decimal(raw) if raw.isascii() else read_chinese(raw) or Decimal(0)
        _add(scan, *match.span(), value, "ordinal", "期")
    for match in scan.matches(_ENGLISH) if scan.latin else ():
        if match["word"]:
            value = Decimal(ENGLISH_ORDINALS[match["word"]])
        else:
            value = Decimal(match["digits"] or match["no"])
        ranked = bool(match["no"]) or _ENGLISH_RANK.search(
            scan.text, max(0, match.start() - 30), match.start()
        )
        _add(scan, *match.span(), value, "rank" if ranked else "ordinal", "")


def _add(scan: Scan, start: int, end: int, value: Decimal, kind: Kind, unit: str) -> None:
    if not scan.free(start, end):
        return
    scan.claim(start, end)
    text, first, last = scan.printed(start, end)
    scan.found.append(
        Figure(
            text,
            value,
            canonical(unit) if unit else "",
            kind,
            "exact",
            first,
            last,
            unit_text=unit,
            step=Decimal(1),
        )
    )
