"""Who holds an office, and who is the first of its kind: claims of identity without figures.

轧村小学的校长是王伟 is settled by a sentence that names the head of that very school; 全区首家未来工厂是
甲公司 by one that calls another company so. Offices of which there are several (副局长, 委员) are never
contradicted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.normalise import fold_text

from .carried import carried
from .evidence import SourceSentence
from .terms import Term

_OFFICE = (
    "党总支书记|党支部书记|党委书记|书记|校长|园长|院长|馆长|省长|市长|区长|县长|镇长|乡长|村长|局长|厅长|董事长|"
    "总经理|总裁|会长|负责人|主任|站长|行长|所长|队长"
)
_IS = "(?:就是|是|为|名叫|叫做|叫|由)"
_HELD = re.compile(
    rf"(?P<of>[\u4e00-\u9fff]{{2,20}}?)的?(?P<deputy>副)?(?P<office>{_OFFICE})"
    rf"{_IS}(?P<who>[\u4e00-\u9fff·]{{2,4}}?)(?:担任)?[。.!,，]?$"
)
_HOLDS = re.compile(
    rf"^(?P<who>[\u4e00-\u9fff·]{{2,4}}?)(?:是|担任|任|出任)(?P<of>[\u4e00-\u9fff]{{2,20}}?)的?"
    rf"(?P<deputy>副)?(?P<office>{_OFFICE})[。.!,，]?$"
)
_IDENTITY = re.compile(r"^(?P<what>.{4,}?)(?:就是|是|为)(?P<who>[^,，。]{2,24}?)[。.]?$")
# The surnames of nine people in ten (Ministry of Public Security, 2020), and some more.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文洪费应莫毕章项干单"
)
_AFTER_NAME = frozenset("说介表认在与和告坦感笑称指带就是为的、,。")
_UNIQUE = re.compile(r"首[个家座支例届批]|第一[个家座]|唯一|最[大早高长]|龙头")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who the source says it is; `agrees` with the claim."""

    agrees: bool
    sentence: SourceSentence
    said: str
    printed: str


def office_holder(claim: str, sentences: Sequence[SourceSentence]) -> Holder | None:
    """The holder of the office that a folded claim gives to somebody, where a sentence names one.

    The body (轧村小学) must stand right before the office, the name right behind it.
    """
    match = _HOLDS.match(claim) or _HELD.match(claim)
    if match is None or _is_person(match["who"]) is None:
        return None
    who, of, office = match["who"], _bare(match["of"]), match["office"]
    for sentence in sentences:
        for found in re.finditer(rf"(副?){office}(?=[\u4e00-\u9fff])", sentence.text):
            before = sentence.text[: found.start()]
            body = re.split(r"[,。;:!?、“”\"()]", before)[-1]
            if bool(found[1]) != bool(match["deputy"]) or not _same_body(of, body):
                continue
            if sentence.text.startswith(who, found.end()):
                return Holder(True, sentence, who, who)
            other = _is_person(sentence.text[found.end() : found.end() + 6])
            if other and not match["deputy"] and who not in sentence.text:
                return Holder(False, sentence, who, other)
    return None


def _bare(body: str) -> str:
    return re.sub(r"(?:现任|的|党)$", "", re.sub(r"^(?:现任|目前|据悉)", "", body))


def _same_body(claimed: str, printed: str) -> bool:
    """轧村小学 at the end of 织里镇轧村小学, or the other way round."""
    printed = re.sub(r"(?:的|党)$", "", printed)
    return (
        len(claimed) >= 2
        and bool(printed)
        and (printed.endswith(claimed) or (len(printed) >= 4 and claimed.endswith(printed)))
    )


def _is_person(text: str) -> str | None:
    """The name of a person with which a folded text begins: by the tagger, else by the surname."""
    import rjieba

    tagged = rjieba.tag(text)
    word, tag = tagged[0] if tagged else ("", "")
    if tag in ("nr", "nrt", "nrfg") and 2 <= len(word) <= 4:
        return word
    name = re.match(r"[\u4e00-\u9fff]{2,3}", text)
    if name is None or text[0] not in _SURNAMES:
        return None
    # 何秋月介绍, 王芳说: what follows a name of two is a verb or a mark.
    return name[0][:2] if len(name[0]) == 3 and name[0][2] in _AFTER_NAME else name[0]


def first_of_kind(
    claim: str, terms: Sequence[Term], sentences: Sequence[SourceSentence]
) -> Holder | None:
    """The thing that a sentence calls the first, only or largest of what the claim says.

    Every word before 是 must stand in the sentence, the same 首家 or 唯一 too. Whether another thing
    is so called decides nothing when the sentence leaves its name out.
    """
    match = _IDENTITY.match(claim)
    unique = _UNIQUE.search(match["what"]) if match else None
    if match is None or unique is None:
        return None
    said = [t for t in terms if t.start < match.end("what") and t.weight >= 0.4]
    who = [t for t in terms if t.start >= match.start("who") and t.weight >= 0.4]
    for sentence in sentences:
        if unique[0] not in sentence.text or not said:
            continue
        if any(
            sentence.level(t) < 0.45 if t.name else carried(t, sentence.text) < 0.8 for t in said
        ):
            continue
        name = fold_text(match["who"])
        if name in sentence.text or (who and all(carried(t, sentence.text) >= 0.8 for t in who)):
            return Holder(True, sentence, name, name)
        printed = re.match(r"[^,。;]{2,16}?(?=作为|成为|是|获批|获评|入选|被)", sentence.text)
        if printed and printed.end() < sentence.text.find(unique[0]):
            return Holder(False, sentence, name, printed[0])
    return None


def predicate_carried(claim: str, terms: Sequence[Term], sentence: SourceSentence) -> bool:
    """Whether the sentence itself says what a folded claim gives after 是."""
    match = _IDENTITY.match(claim)
    if match is None:
        return True
    who = [t for t in terms if t.start >= match.start("who") and t.weight >= 0.4]
    unique = _UNIQUE.search(match["who"])
    if unique is not None:
        # The largest of what: said in the very clause of whom it is said.
        said = [t for t in terms if t.start < match.end("what") and t.weight >= 1.0]
        clauses = re.split(r"[,。;!?]", sentence.text)
        if not any(unique[0] in c and any(carried(t, c) >= 0.8 for t in said) for c in clauses):
            return False
    if fold_text(match["who"]) in f"{sentence.text} {sentence.frame}":
        return True
    return bool(who) and all(carried(t, f"{sentence.previous},{sentence.text}") >= 0.6 for t in who)
