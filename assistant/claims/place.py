"""Of where a claim and a source speak: the narrowest place, 全省 or a county, first in what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.normalise import fold_text

from .claim_figure import ClaimFigure
from .evidence import PROVINCES, SourceSentence, Spot, nouns_of

_SCOPE = re.compile(r"全([国省市县区镇乡村球])|(?:世界|全球)")
# What 全省 has, not what is compared with it (比全省高, 全省平均).
_LEVEL = re.compile(r"(?<![比较在于与])全([国省球])(?!平均|面上|水平|率先|首|唯一|第|前|最)")
_ENGLISH_SCOPE = (
    (r"\b(?:nation|national|nationwide|country|china)\b", "国"),
    (r"\b(?:province|provincial|province-wide)\b", "省"),
    (r"\b(?:city|municipal|citywide|city-wide)\b", "市"),
    (r"\bcounty\b", "县"),
    (r"\bdistrict\b", "区"),
    (r"\b(?:world|global|globally|worldwide)\b", "球"),
)
_CLASS_SUFFIX = re.compile(r"(?:特别行政区|自治[区州县]|街道|社区|新区|省|市|县|区|镇|乡|村|州)$")


def scope_of(text: str, language: str = "zh-Hans") -> str | None:
    """The last 全省, 全市 … before a rank, as its class word; 'in the province' in English."""
    if language == "en":
        found = [
            (m.start(), word)
            for pattern, word in _ENGLISH_SCOPE
            for m in re.finditer(pattern, text.lower())
        ]
        return max(found)[1] if found else None
    matches = list(_SCOPE.finditer(text))
    return (matches[-1][1] or "球") if matches else None


def other_scope(claim: ClaimFigure, spot: Spot) -> bool:
    """Whether one ranks in the province and the other in the city."""
    if claim.figure.kind not in ("rank", "ordinal"):
        return False
    if ("倒数" in claim.text) != ("倒数" in spot.before):
        return True
    if claim.scope is None:
        return False
    printed = scope_of(spot.before) or scope_of(spot.lead)
    return printed is not None and printed != claim.scope


def other_level(claim: ClaimFigure, sentence: SourceSentence, spot: Spot) -> bool:
    """Whether the source speaks of 全省 and the claim of a county."""
    wide = _LEVEL.search(claim.text)
    if wide is not None and claim.figure.kind not in ("rank", "ordinal"):
        # 全省: what one county has is another thing.
        around = f"{sentence.text},{sentence.frame}"
        here = [core(p) for p in (*sentence.places, *sentence.title_places)]
        if wide[0] not in around and any(p not in PROVINCES and p != "中国" for p in here):
            return True
    where = spot.clause if nouns_of(_LEVEL.sub("", spot.clause)) else f"{spot.lead},{spot.clause}"
    printed = _LEVEL.search(where)
    if printed is None or claim.figure.kind in ("rank", "ordinal"):
        return False
    if _SCOPE.search(claim.text) or printed[1] in claim.text:
        return False
    if printed[1] == "省" and any(core(p) in PROVINCES for p in claim.places):
        return False
    return not any(core(p) in where for p in claim.places)


def core(place: str) -> str:
    """吴兴区 -> 吴兴; two characters stay."""
    short = _CLASS_SUFFIX.sub("", place)
    return short if len(short) >= 2 else place


def place_agrees(
    claimed: Sequence[str],
    sentence: SourceSentence,
    spot: Spot | None = None,
    *,
    strict: bool = False,
    said: str = "",
) -> bool:
    """Whether the claim's narrowest place is the one that the source speaks of.

    Strictly: a sentence that names no place of its own goes on with the place named last.
    """
    if not claimed:
        return True
    classed = [p for p in claimed if _class(p)]
    if not classed and len(claimed) > 1:
        return any(place_agrees([place], sentence, spot) for place in claimed)
    narrowest = classed[-1] if classed else claimed[-1]
    wanted = core(narrowest)
    if strict and spot is not None:
        pair = re.search(
            rf"([\u4e00-\u9fff]{{2,3}})[—–-]+{wanted}|{wanted}[—–-]+([\u4e00-\u9fff]{{2,3}})",
            f"{spot.lead},{spot.clause}",
        )
        partner = (pair[1] or pair[2]) if pair is not None else ""
        if partner and partner not in said and partner not in map(core, claimed):
            return False  # what two places have together
    if wanted in sentence.text:
        # Named in the sentence, but another one may stand right at the figure.
        own = [p for p in sentence.places if spot is not None and p in spot.before]
        if spot is not None and own and wanted not in spot.before:
            others = [core(p) for p in own]
            return wanted in others or not any(
                _class(p) and _class(p) == _class(narrowest) for p in own
            )
        return True
    own_places = [
        core(p)
        for p in sentence.places
        if _class(p) or re.match(rf"在?{re.escape(p)}[,,]", sentence.text)
    ]
    if own_places:
        return False
    if strict and spot is not None:
        here = [core(p) for p in sentence.places]
        last = [core(p) for p in sentence.frame_places][-1:]
        wider = PROVINCES | {"中国"}
        if here and not any(wanted in p or p in wanted for p in here):
            return False
        if last and wanted not in wider and not any(wanted in p or p in wanted for p in last):
            return any(core(p) == wanted for p in sentence.title_places[-1:])
    return any(core(p) == wanted or wanted in p for p in sentence.frame_places) or (
        wanted in sentence.frame or wanted in fold_text(sentence.passage.text)
    )


def _class(place: str) -> str:
    match = _CLASS_SUFFIX.search(place)
    return match[0] if match else ""
