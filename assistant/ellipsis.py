"""那X呢: X takes the place of the part of the same type in an earlier question.

>>> replaced("那2021年", "2020年东河区的地区生产总值是多少？")
'2021年东河区的地区生产总值是多少？'
>>> replaced("农村的", "东河区居民人均可支配收入是多少？")
'东河区农村居民人均可支配收入是多少？'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .antecedents import is_thing
from .attributes import OF_A_MEASURE, ROLE, is_attribute, is_specific
from .contrasts import CONTRASTS, SAME
from .dialogue import Alike
from .ellipsis_spoken import TIME_OF_DAY, done_to_another, headless, in_last_clause, payer_or_one
from .frame import CONDITION, PEOPLE, TIME, Frame, frame_of, modifiers_of
from .likeness import alike_part, of_like_meaning
from .named import head_name, persons_in, places_named, wide_place
from .tagging import tagged

_LEAD = re.compile(
    r"^(?:那么|那|还有|以及|换成|换作|如果是|要是|至于|再说|而|和|跟)[，,\s]*(?:说到)?"
)
_AMONG = re.compile(r"^(?:其中|里面|当中)(?:的)?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?|前年|去年|今年|明年|上年(?!纪|岁|度)")
_NEIGHBOUR = re.compile(
    r"(?P<before>(?:再)?(?:前一年|上一年|上年|头一年))|(?:后一年|第二年|次年|下一年|转年)"
)
_PRODUCED = re.compile(
    r"(?:产量|产值|销量|销售额|价格|单价|亩产|[\u4e00-\u9fff]{0,2}面积|出口额|出口量|营收|收入)$"
)
_LINK_VERB = re.compile(r"(?:一共|总共|共|又|也|都)?(?:是|有|为|达到?|达)?")
# Whoever is helped is not who the next measure is of.
_HELPED = re.compile("(?:已经?|一共|总共|累计)*(?:帮|服务|扶持|支持|惠及|带动|救助|培训)")
_WHEN = re.compile(r"(?:时间|日期)$")
_WHERE = re.compile(r"(?:地址|位置|地点|总部)$")
_WHAT = re.compile(r"(?:原因|目标|目的|名字|名称)$")
_GROUP_ENDS = (
    "大桥 医院 公司 小学 中学 大学 学校 平台 公园 市场 园区 中心 机场 车站 景区 银行 水库 博物馆 图书馆 路 线 馆 "
    "工程 项目 计划 奖 合作社 幼儿园 酒店 码头"
).split()
# Said of each that was counted, not of the thing that has them.
_OF_EACH = ("平均", "人均", "户均", "每", "男", "女")
_DATED = re.compile(r"(?:19|20)[0-9]{2}年?|[去今前]年")
# 以前呢, 三年前呢: another time, of no year.
_FORMERLY = re.compile(
    "(?:以前|之前|原来|原先|过去|从前|当初|早先|最初|[刚一最]?开始(?:的?那年)?|头一?年|第一年|[一二三四五六七八九十两几0-9]{1,2}(?:多)?年(?:以|之)?前)(?:的?时候)?"
)
# 到2021年呢, after 最早办了几家.
_UNTIL = re.compile("截至|截止到?|到了?|等到")
_FIRST_OF_ALL = re.compile("最早|最初|最先|起初|一开始|刚开始|开始时|首批|头一批")
_OF_A_LEVEL = re.compile("[省市县区镇乡村城]里的")
_NOW = ("现在", "目前", "如今")
# 新馆, 老馆: the new one and the old one of a kind.
_AGED = re.compile("(?P<age>[新老旧])(?P<kind>[一-鿿]{1,3})")
_NTH = re.compile("第[一二三四五六七八九十0-9]{1,3}(?P<word>届|次|批|轮)")
_ANOTHER_TIME = re.compile("(?:最近|上|下|这|最新|最后|首)(?:一)?(?:届|次|批|轮)")
# 乡镇上呢: where, of what was counted or done.
_SOMEWHERE = re.compile(r"^(?:在.{2,}|.{2,}(?:上|里|这边|那边|地区|内|外|方面|以外))$")
_MOVED = re.compile("(?:同比|环比|[比较](?:上年|前年|去年|上月))(?:的?增长)?")
_QUANTITY = re.compile(r"多少|几|多[大高长]")
# 62|路票价: the class word goes with the number before it.
_OF_NUMBER = "路号线"
_LONGEST_PRODUCT = 4
_LONGEST_BARE = 6


def core_of(turn: str) -> str:
    """The X of 那X呢: without lead words, ending and 其中."""
    core = _LEAD.sub("", turn.strip())
    core = re.sub(r"(?:呢|咧|又?(?:如何|怎么?样)(?:呢)?)?[？?。!！\s]*$", "", core)
    core = re.sub(r"(?<=年)(?:的?时候|那时候?|那会儿)$", "", core)
    return _AMONG.sub("", core).strip("，, ")


def replaced(core: str, base: str, alike: Alike | None = None) -> str | None:
    """The question `base` with `core` in the place of its like; `None` where nothing is like it.

    `alike` measures how near words are in meaning; without it the same ending and the kind tell.
    """
    core = core_of(core)
    frame = frame_of(base)
    text = frame.text
    if not core or not text:
        return None
    core = _neighbour_year(core, frame)
    dated = frame.time in _NOW or _DATED.fullmatch(frame.time) is not None
    if dated and frame.time in text and _FORMERLY.fullmatch(core):
        return f"{text.replace(frame.time, core, 1)}？"
    if TIME_OF_DAY.fullmatch(core) and (standing := TIME_OF_DAY.search(text)) is not None:
        return f"{text.replace(standing.group(), core, 1)}？"
    sometimes = _FORMERLY.fullmatch(core) or TIME_OF_DAY.fullmatch(core) or _is_habitual_time(core)
    if sometimes and frame.subject and frame.subject in text:
        return f"{text.replace(frame.subject, frame.subject + core, 1)}？"
    held = _NTH.search(text)
    if held is not None and (_NTH.search(core) or _ANOTHER_TIME.fullmatch(core)):
        return f"{text.replace(held.group(), core, 1)}？"
    if _MOVED.fullmatch(core) and frame.attribute:
        return f"{frame.measured}{core}增长多少？"
    if (until := _UNTIL.match(core)) is not None and TIME.match(core[until.end() :]):
        core = core[until.end() :]
        text = _FIRST_OF_ALL.sub("", text, count=1)
        frame = frame_of(text)
    time = TIME.search(core)
    if time is not None and core[time.end() :].lstrip("的").startswith(("以上", "以下")):
        time = None
    if time is not None:
        text = _with_time(text, frame, time.group())
        core = (core[: time.start()] + core[time.end() :]).strip("的，, ")
        frame = frame_of(text)
    if core:
        changed = (
            _level(core, text)
            or payer_or_one(core, text)
            or in_last_clause(core, text)
            or _contrast(core, text, frame)
            or of_like_meaning(core, text, frame, alike)
            or _anchor(core, text, frame)
            or _modifier(core, text, frame)
            or _attribute(core, text, frame)
        )
        if changed is None:
            return None
        text = re.sub("的的(?!士)", "的", changed)
    return None if text == frame_of(base).text else f"{text}？"


def _level(core: str, text: str) -> str | None:
    """城里的, after 县里的医联体."""
    if _OF_A_LEVEL.fullmatch(core) is None or (standing := _OF_A_LEVEL.search(text)) is None:
        return None
    return text.replace(standing.group(), core, 1)


def _is_habitual_time(core: str) -> bool:
    """Whether words name a time that comes again and again, of no year: 周末, 冬天."""
    return TIME.search(core) is None and all(tag == "t" for _, tag in tagged(core))


def _neighbour_year(core: str, frame: Frame) -> str:
    """前一年 after a question about 2021: 2020年; as it stands where no year was named."""
    match = _NEIGHBOUR.match(core)
    year = re.search(r"(?:19|20)[0-9]{2}", frame.time)
    if match is None or year is None:
        return core
    number = int(year.group()) + (-1 if match["before"] else 1)
    return f"{number}年{core[match.end() :]}"


def _with_time(text: str, frame: Frame, time: str) -> str:
    old = frame.time
    if not old:
        return f"{time}{text}"
    if old not in text and (year := _YEAR.match(old)):
        # 2023年东河民宿|前十个月|收入
        text = text.replace(old[year.end() :], "", 1).replace(year.group(), old, 1)
    old_year, new_year = _YEAR.search(old), _YEAR.match(time)
    if new_year and old_year and new_year.group() == time:
        named = time + ("年" if old_year.group().endswith("年") and time[-1].isdigit() else "")
        return text.replace(old_year.group(), named, 1)
    if not new_year and old_year:
        return text.replace(old, old_year.group() + time, 1)
    return text.replace(old, time, 1)


def _contrast(core: str, text: str, frame: Frame) -> str | None:
    """农村居民 for 城镇居民; 农村的 before 居民 where no counterpart is named."""
    bare = re.sub(r"的$", "", core)
    if (aged := _AGED.fullmatch(bare)) is not None and (
        like := re.search(f"(?!{aged['age']})[新老旧]{aged['kind']}", text)
    ) is not None:
        return text.replace(like.group(), bare, 1)
    for words in CONTRASTS:
        new = next((w for w in sorted(words, key=len, reverse=True) if w in bare), None)
        if new is None or new in text:
            continue
        standing = sorted({*words, *_same_as(words)}, key=len, reverse=True)
        old = next((w for w in standing if w in text), None)
        tail = bare[bare.index(new) + len(new) :]
        head = bare[: bare.index(new)]
        if old is not None:
            if places_named(head):
                moved = _anchor(head, text, frame)
                text = moved or text
                bare = new + tail
            if tail and is_attribute(tail) and tail not in text:
                return None
            if tail and old + tail in text:
                return text.replace(old + tail, new + tail, 1)
            return text.replace(old, new if tail and tail in text else bare, 1)
        if head or (tail and tail not in text):
            continue
        kind = tail or core.endswith("的") or frame.attribute or frame.counted
        if not kind or is_attribute(bare):
            # 出口呢, after 一年卖多少钱, and 收入呢: nothing that it could be a kind of.
            continue
        at = _before_measured(text, frame)
        if text[at : at + 1] in tuple(_OF_NUMBER) and text[at - 1 : at].isdigit():
            at += 1
        if tail:
            at = text.index(tail)
        return text[:at] + new + text[at:]
    return None


def _same_as(words: Sequence[str]) -> list[str]:
    """Other words for counterparts: 农民 for 农村."""
    return [w for same in SAME if same[0] in words for w in same if not w.isascii()]


def _before_measured(text: str, frame: Frame) -> int:
    """Where a modifier of what is measured or counted goes."""
    for part in (frame.attribute, frame.counted):
        if part and part in text:
            return text.index(part)
    return len(frame.time) + len(frame.subject)


def _chain(text: str) -> str | None:
    """The most specific place of a question with the places right before it."""
    places = places_named(text)
    return places[-1] if places else (head_name(text) or None)


def _anchor(core: str, text: str, frame: Frame) -> str | None:
    """Another place, person or thing of the same kind; its attribute too, where it names one."""
    core = re.sub(r"(?<=.{2})的$", "", core)
    places = places_named(core)
    new = places[0] if places and core.startswith(places[0]) else None
    if wide_place(core):
        new = core
    elif new is None and re.match(r"[\u4e00-\u9fff]{2,6}的.", core) and head_name(core):
        new = head_name(core)
    old: str | None = None
    if new is not None:
        old = _chain(text) if not _same_group(core, frame.entity) else None
        after = core[len(new) :]
        if old is None and frame.entity and not after.strip("的"):
            old = frame.entity
    if new is None or (old is None and _same_group(core, frame.entity)):
        if frame.entity and _same_group(core, frame.entity):
            return text.replace(frame.entity, core, 1)
        before = persons_in(text)
        if (before and before[-1] != head_name(text)) or (before and _like_person(core)):
            new, old = (core, before[-1]) if _like_person(core) else (None, None)
        elif _unknown_name(core) and (chain := _chain(text) or frame.entity):
            new, old = core, chain
    if new is None or old is None or old not in text:
        return None
    rest = core[len(new) :].strip("的，, ")
    if rest and frame.entity.startswith(f"{old}的") and not is_attribute(rest):
        return text.replace(frame.entity, f"{new}的{rest}", 1)
    # 吴山全区 -> 南山: the whole goes with its place.
    text = re.sub(rf"{re.escape(old)}(?:全[省市县区镇乡村])?", new, text, count=1)
    if not rest:
        return text
    further = replaced(rest, text, None)
    return further.rstrip("？") if further is not None else text


def _like_person(core: str) -> bool:
    """Two to four characters that are no noun of the dictionary."""
    words = tagged(core)
    return (
        2 <= len(core) <= 4
        and any(tag.startswith("nr") for _, tag in words)
        and not is_attribute(core)
    )


def _unknown_name(core: str) -> bool:
    """Two to four characters that the tagger calls a name of any kind: 东平, 青溪."""
    words = tagged(core)
    return (
        2 <= len(core) <= 4
        and len(words) <= 2
        and words[0][1] in ("nr", "ns", "nz", "nrt", "nt", "nrfg")
        and not re.search(r"居民|农民|企业|收入|老人", core)
    )


def _same_group(core: str, entity: str) -> bool:
    return bool(entity) and any(
        core.endswith(e) and entity.endswith(e) and core != e for e in _GROUP_ENDS
    )


def _modifier(core: str, text: str, frame: Frame) -> str | None:
    """过100万元的, 省级的, 能走路的: another condition on the same noun."""
    bare = re.sub(r"的$", "", core)
    condition = CONDITION.fullmatch(core) or CONDITION.fullmatch(bare)
    standing = CONDITION.search(text)
    if condition is not None and standing is not None:
        new = bare + ("的" if standing.group().endswith("的") else "")
        return text.replace(standing.group(), new, 1)
    if not core.endswith("的") and condition is None:
        return None
    if condition is None and (changed := headless(bare, text)) is not None:
        return changed
    # 危房改造，低保户补多少: another group than the one of the last clause.
    clause = re.split("[，,]", text)[-1]
    group = frame_of(clause).subject
    if clause != text and group and PEOPLE.search(group):
        return text.removesuffix(clause) + clause.replace(group, core, 1)
    noun = frame.counted.rsplit("的", 1)[-1]
    if noun:
        measure = frame.asked.removeprefix("有")
        return f"{frame.time}{frame.entity}{bare}的{noun}有{measure}"
    at = _before_measured(text, frame)
    return text[:at] + core + text[at:]


def _attribute(core: str, text: str, frame: Frame) -> str | None:
    """Another attribute of the same thing, or another thing counted in the same place."""
    entity = f"{frame.time}{frame.entity}"
    figure = frame.attribute and _QUANTITY.search(frame.asked)
    if re.fullmatch(OF_A_MEASURE, core) or (core == "目标" and figure):
        return f"{frame.measured}{core}{_ask_for(core)}"
    if frame.attribute and (thing := _of_the_product(core, text, frame)):
        return thing
    if frame.attribute and (part := alike_part(core, frame.attribute)):
        return _asking(core, text.replace(part, core, 1), frame)
    if is_attribute(core):
        of_entity = any(p.search(core) for p in (ROLE, _WHEN, _WHERE)) and frame.entity
        of_thing = is_thing(frame.entity) and not core.startswith(_OF_EACH)
        # 接待了多少|游客: those to whom something is done do not own what is asked for next.
        done = PEOPLE.search(frame.counted) or _HELPED.match(frame.verb)
        received = done and not _LINK_VERB.fullmatch(frame.verb)
        if frame.counted and not (is_specific(core) or of_entity or of_thing or received):
            entity += frame.counted if frame.counted not in entity else ""
        elif frame.attribute and not entity:
            return text.replace(frame.attribute, core, 1)
        start = entity or f"{frame.time}{frame.subject}"
        joint = "的" if start and len(core) <= 3 else ""
        return f"{start}{joint}{core}{_ask_for(core)}"
    somewhere = _SOMEWHERE.match(core) and frame.verb and not _LINK_VERB.fullmatch(frame.verb)
    if (
        frame.counted
        and frame.counted in text
        and not somewhere
        and (len(core) <= len(frame.counted) + 6)
    ):
        part = alike_part(core, frame.counted) or frame.counted
        return text.replace(part, core, 1)
    if frame.attribute and not core.startswith(("平均", "每", "按")):
        return text.replace(frame.attribute, core, 1)
    if not frame.asked:
        return None
    if not _LINK_VERB.fullmatch(frame.verb) and (is_attribute(core) or frame.verb.startswith("占")):
        return f"{frame.time}{frame.topic}{core}{_ask_for(core)}"
    if frame.subject and frame.verb and _SOMEWHERE.match(core) and frame.subject in text:
        return text.replace(frame.subject, frame.subject + core, 1)
    if (beside := done_to_another(core, frame)) is not None:
        return beside
    if frame.asked.endswith("钱") and not frame.counted and core not in text:
        # 一年卖多少钱？那出口呢
        return f"{frame.time}{frame.entity or frame.subject}{core}是多少"
    verb = frame.verb if frame.verb and _LINK_VERB.fullmatch(frame.verb) else ""
    topic = frame.topic if frame.topic not in core else ""
    return f"{frame.time}{topic}{core}{verb}{frame.asked}"


def _of_the_product(core: str, text: str, frame: Frame) -> str | None:
    """茶叶产量 -> 茶叶产值 for 产值, 粮食产量 for 粮食; `None` where neither is asked."""
    product = modifiers_of(frame.attribute)
    if not product and frame.entity and _PRODUCED.search(frame.attribute):
        # 东河镇|杨梅|的产量
        places = places_named(frame.entity)
        beyond = frame.entity.rpartition(places[-1])[2] if places else frame.entity
        product = beyond.strip("的")
        if product and _is_product(core) and len(product) <= _LONGEST_PRODUCT:
            return text.replace(product, core, 1)
        return None
    if not product:
        return None
    measure = frame.attribute[len(product) :]
    if _PRODUCED.fullmatch(core) and _PRODUCED.search(measure) and core not in frame.attribute:
        return _asking(core, text.replace(frame.attribute, product + core, 1), frame)
    if _is_product(core) and _PRODUCED.search(measure):
        return text.replace(frame.attribute, core + measure, 1)
    return None


def _is_product(core: str) -> bool:
    """Whether words are a short noun that nothing is measured by: 茶叶."""
    nouns = all(tag.startswith(("n", "vn", "j", "l", "i")) for _, tag in tagged(core))
    return nouns and not is_attribute(core) and len(core) <= _LONGEST_PRODUCT


def _ask_for(attribute: str) -> str:
    """How one asks for an attribute."""
    for pattern, words in (
        (ROLE, "是谁"),
        (_WHEN, "是什么时候"),
        (_WHERE, "在哪里"),
        (_WHAT, "是什么"),
    ):
        if pattern.search(attribute):
            return words
    return "是多少"


def _asking(core: str, changed: str, frame: Frame) -> str:
    """The changed question, its verb dropped where it may not suit the new attribute."""
    if _LINK_VERB.fullmatch(frame.verb) and not ROLE.search(core):
        return changed
    at = changed.find(core)
    return changed[: at + len(core)] + _ask_for(core)


def is_ellipsis(turn: str, asks: Sequence[str] = ()) -> bool:
    """Whether a turn is 那X呢, X呢, 换成X: it names a part and asks nothing itself."""
    ends = bool(re.search(r"(?:呢|咧)[？?。!！\s]*$", turn))
    leads = bool(_LEAD.match(turn)) and not re.match(r"^(?:那|而|和|跟)(?:个|家|里|些)", turn)
    core = core_of(turn)
    bare = (
        bool(re.search(r"[？?]\s*$", turn)) and len(core) <= _LONGEST_BARE and _is_bare_noun(core)
    )
    return bool(core) and len(core) <= 24 and (ends or leads or bare) and not frame_of(core).asked


def _is_bare_noun(core: str) -> bool:
    """Whether a turn is nothing but a noun or a year: 初中？"""
    if TIME.fullmatch(core):
        return True
    return all(tag[:1] in ("n", "j", "t", "s", "l", "f") or tag == "vn" for _, tag in tagged(core))
