"""What a pronoun or a bare class word of a Chinese turn stands for, from the exchanges before it.

>>> from assistant.dialogue import Exchange
>>> resolve("该镇", [Exchange("东河镇有多少家工厂？")])
['东河镇']
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from .attributes import is_attribute
from .dialogue import Exchange
from .frame import Frame, frame_of
from .named import (
    NAMED_LIKE,
    NOT_PERSONS,
    SITE,
    head_name,
    is_place,
    is_surname,
    persons_in,
    places_named,
)
from .tagging import tagged

_CLASS = (
    "省|市|区|县|镇|乡|村子|村|街道|社区|公司|企业|集团|工厂|厂|医院|学校|小学|中学|大学|幼儿园|平台|园区|产业园|公园|市场|中心|大桥|桥|路|"
    "隧道|地铁|线|水库|工程|项目|合作社|农场|庄园|工坊|银行|基金|博物馆|图书馆|馆|机场|车站|站|景区|计划|行动|活动|选举|大会|比赛|"
    "奖|产业|政策|数字|系统|报告|方案|山|河|湖|岛|楼|塔|店|餐厅|酒店|民宿|节|街|食堂|书房|驿站|机构|基地|协会|法庭|赛事|制度|模式|机制|船"
)
_PERSON_CLASS = (
    "村支书|支书|村主任|村民|人|老人|医生|校长|书记|老师|院长|负责人|姑娘|小伙|同志|先生|女士|主任|农民|村民|局长|市长|经理|作者|记者|学生|候选人|"
    "护士|民警|村医|教练|师傅|匠人|青年|女子|老板|冠军|选手|专家|司机|店主|老板娘|创业者|带头人|传承人|志愿者|网格员|镇长|县长"
)
PRONOUN = re.compile(
    rf"(?P<plural>它们|他们|她们|这些|那些|两者|二者)(?:{_CLASS}|{_PERSON_CLASS})?"
    rf"|(?P<person>他|她)(?!们|人|乡)|(?P<thing>它)(?!们)"
    rf"|(?:该|本|此)(?P<this>{_CLASS})"
    # 那学生怎么上学: at the head of a turn 那 alone only goes on.
    rf"|(?:刚才|前面|之前|上面|刚刚)?(?:说的|提到的|讲的)?(?!^那(?:(?:{_CLASS}|{_PERSON_CLASS})(?:(?<=那..)|(?<=那...))))(?:这|那)(?:一)?(?:个|家|座|位|项|所|条|些|届|场|处|片|间|支|款|只|套|种|台|艘|批|名)?(?:(?P<who>{_PERSON_CLASS})|(?P<that>{_CLASS}))(?!均|口|才)"
    rf"|(?P<place>[这那]里(?!面|头)|那边|这边|这儿|那儿|当地|这个地方|那个地方|这地方|那地方)"
    rf"|(?P<inside>其中|[这那](?:里面|里头)|(?<![\u4e00-\u9fff])(?:里面|里头))"
    rf"|(?P<statement>^(?:这|那)(?=是|由|占|比|算|属于|意味|说明|靠|要|会|有))"
    rf"|(?P<one>(?:这|那)(?:个|家|座|位|项|所|条)(?=是|有|在|叫|由|占|多|什么|怎|为|建|[的，,？?]|$))"
)
_BARE_CLASS = re.compile(
    rf"(?:^|(?<=[，,在给为对到由从代表]))(?P<class>[村镇县市区][里上]|校长|{_CLASS})(?=的|里|有|是|在|一|总|共|规划|年|今|什|怎|多|占|最|为|离|由|建|花|能|会|已|还|面积|人口|投资|地址|员工|书记|主任|门票|票价|$)"
)
_DONE_TO = re.compile(
    r"^(?:经营|运营|管理|承担|承包|开发|负责|主办|承办|创办|设计|建设|建造|生产|投资)(?=.{3,})(?!者|公司|面积|成本|[额量权])"
)
_ENUMERATION = re.compile(
    r"[^，,。；;：:、！？!?（）()“”]{2,30}(?:、[^，,。；;：:、！？!?]{2,30})+"
)


_FORMERLY = re.compile("(?<=..)(?:以前|之前|原来|原先|过去|后来|从前|当初)$")
# 修桥花的|钱里头, and who pays a part of it: 大桥|县里.
_OF_THE_MONEY = re.compile(
    r"(?<=..)(?:[花用投出掏]?的钱(?:里[头面]|当中|之中|里)|(?:其中)?(?:国家|[省市县区镇乡村](?:里|级?财政)))$"
)
# Who is spoken of by what they are: 有专家来.
_SOMEBODY = re.compile(rf"专家|(?:{_PERSON_CLASS})")

# What names, and what tells that an answer does more than name.
_LONGEST_NAME = 16
_LONGEST_BARE_NAME = 3
_NO_NAME = re.compile(r"[，。；、0-9]")
_SHORTEST_DEED = 3
QUOTED = re.compile("[“「『《][^”」』》]{2,30}[”」』》]")
_OF_A_PIECE = re.compile("(?:那|那么)?[一每](?:台|件|辆|杯|斤|亩|套|瓶|盒|份|碗|张|款|箱|包|块)")
_OF_A_SITE = re.compile(
    "开放|开门|建成|建好|完工|竣工|门票|面积|造价|藏书|里面|多长|多高|多大地方|占地"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What kind of thing a pronoun asks for: "person", "place", "thing", or a class word."""

    kind: str
    class_word: str = ""
    people: bool = False


def items_of(said: str) -> list[str]:
    """The items of the longest enumeration of an answer, without what introduces and closes it.

    >>> items_of("园区已有东方机械公司、西山电子公司、南海物流公司等企业。")
    ['东方机械公司', '西山电子公司', '南海物流公司']
    """
    runs = [m.group().split("、") for m in _ENUMERATION.finditer(said)]
    if not runs:
        return []
    items = max(runs, key=len)
    first = re.split(
        r"(?:包括|分别是|分别为|拥有|已有|设有|分为|分成|建成|引进|有|是|为|如|了)", items[0]
    )[-1]
    last, *more = re.split(r"和|及|与|以及", re.split(r"等|的|共", items[-1])[0], maxsplit=1)
    return [item.strip() for item in (first, *items[1:-1], last, *more) if item.strip()]


def entity_of(frame: Frame) -> str:
    """The thing that a question is about, without its attribute, or "".

    Of 经营荷塘的是哪家公司 it is what is run.
    """
    # 老街改造，沿街铺面…: what is spoken of first, then a part of it.
    entity = re.split("[，,]", _DONE_TO.sub("", frame.entity.strip("的")))[0]
    entity = _OF_THE_MONEY.sub("", _FORMERLY.sub("", entity))
    return "" if is_attribute(entity) else entity


def answered_subject(exchange: Exchange, turn: str = "") -> str:
    """The name that was answered to who or which did something: it is what the talk goes on about.

    A `turn` that can only be said of a building goes on about the one that somebody made.

    >>> answered_subject(Exchange("南山县哪个村先种起了黄桃？", "", "石桥村"))
    '石桥村'
    >>> answered_subject(Exchange("南山县的黄桃由哪个村先种？", "", "石桥村"))
    ''
    """
    frame = frame_of(exchange.question)
    short = re.sub(r"[“”]", "", exchange.short or "")
    asks = re.fullmatch(r"谁|哪一?(?:个|家|位|所|座|条|支|项)", frame.asked)
    if not asks or frame.verb or not 1 < len(short) <= _LONGEST_NAME or _NO_NAME.search(short):
        return ""
    if (
        frame.subject
        and places_named(frame.subject)[-1:] != [frame.subject]
        and (head_name(frame.subject) != frame.subject)
    ):
        return ""
    if (called := QUOTED.search(frame.rest)) is not None and _OF_A_PIECE.match(turn):
        return called.group()
    if (made := SITE.search(f"x{frame.rest}")) is not None and _OF_A_SITE.search(turn):
        # 谁设计了图书馆？什么时候开放的: the library is what goes on.
        return noun_at_end(frame.rest[: made.end() - 1])
    # 谁|带头种起了黄桃, 哪个|村先种: something was done.
    return short if len(frame.rest) > _SHORTEST_DEED else ""


def is_thing(entity: str) -> bool:
    """Whether an entity is more than a place: 南山县城乡共配中心, “快借通”平台."""
    places = places_named(entity)
    if not places and len(entity) <= _LONGEST_BARE_NAME and SITE.search(entity) is None:
        # A town that the tagger does not know.
        return False
    beyond = entity.rpartition(places[-1])[2] if places and places[-1] in entity else entity
    return len(beyond.strip("的")) > 1 and not is_place(entity) and head_name(entity) != entity


def resolve(written: str, exchanges: Sequence[Exchange]) -> list[str]:
    """What `written` (a pronoun, 该镇, 那家公司, 村里) stands for; several when it is ambiguous.

    The latest exchange that has something of the right kind decides; within it what the question
    asked for and the answer gave comes before what the question was about.
    """
    if written == "当地":
        places = (places_named(exchange.question) for exchange in reversed(exchanges))
        return next(([named[-1]] for named in places if named), [])
    match = PRONOUN.fullmatch(written) or _BARE_CLASS.fullmatch(written)
    wanted = _wanted(match, written)
    latest = list(reversed(exchanges))
    if wanted.kind == "person" and wanted.class_word:
        # 那位护士: of several persons the one who was called so.
        latest.sort(key=lambda exchange: wanted.class_word not in exchange.question)
    for exchange in latest:
        found = _of_kind(wanted, exchange)
        if found:
            return found
    return []


def _wanted(match: re.Match[str] | None, written: str) -> Wanted:
    groups = match.groupdict() if match is not None else {}
    if groups.get("person") or groups.get("who"):
        return Wanted("person", groups.get("who") or "")
    class_word = groups.get("this") or groups.get("that") or groups.get("class") or ""
    if class_word and not groups.get("plural"):
        return Wanted("class", re.sub("[里上子]$", "", class_word))
    if groups.get("place"):
        return Wanted("place")
    if groups.get("plural"):
        return Wanted("plural", people=written.startswith(("他们", "她们")))
    return Wanted("thing")


def _of_kind(wanted: Wanted, exchange: Exchange) -> list[str]:
    short = exchange.short or ""
    frame = frame_of(exchange.question)
    if wanted.kind == "person":
        if re.search(r"谁|哪位|哪个人|什么名字|啥名字", exchange.question) and re.fullmatch(
            r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,6})?", short
        ):
            thing = all(tag == "n" for _, tag in tagged(short)) and not is_surname(short[0])
            if not thing:
                return [short]
        for text in (short, exchange.question):
            around = "".join(places_named(text))
            if names := [name for name in persons_in(text) if name not in around]:
                return [_in_full(name, exchange) for name in names[:3]]
        if NAMED_LIKE.fullmatch(frame.subject) and not NOT_PERSONS.search(frame.subject):
            return [frame.subject]
        return persons_in(exchange.said)[:1] or _somebody(exchange.question, frame)
    if wanted.kind == "class":
        return _of_class(wanted.class_word, exchange, frame)
    if wanted.kind in ("place", "plural", "thing") and (named := answered_subject(exchange)):
        by_name = not re.match("谁|哪位", frame.asked)
        if by_name and (wanted.kind != "place" or is_place(named)):
            return [named]
    if wanted.kind == "place":
        asked_where = re.search(
            r"哪里|哪儿|何处|什么地方|在哪|去哪|哪个?[省市区县镇乡村]", exchange.question
        )
        places = places_named(exchange.question)
        entity = entity_of(frame)
        if asked_where and short and not _lies_somewhere(exchange.question, entity or frame.topic):
            return [short]
        if len(places) > 1 and _coordinated(places, exchange.question):
            return places
        if places and _beyond(entity, places[-1]):
            return [entity]
        # 东河“孝心日”: the day is no place, the town before it is.
        bare = re.sub(r"(?<=..)[“「][^”」]+[”」]$", "", entity)
        return places[-1:] or ([bare] if bare else [])
    answered_thing = re.search(
        r"哪(?:一)?(?:家|个|座|所|条|项|种)(?!.*(?:时候|年|月|天))", exchange.question
    )
    if wanted.kind == "thing":
        if (
            answered_thing
            and short
            and 2 <= len(short) <= 20
            and not re.search(r"[，。0-9]", short)
        ):
            return [short]
        places = places_named(exchange.question)
        if len(places) > 1 and _coordinated(places, exchange.question):
            return places
        if re.search(r"哪些|哪几|有什么", exchange.question):
            items = items_of(exchange.said)
            if 2 <= len(items) <= 4:
                return items
    entity = entity_of(frame)
    if wanted.kind == "plural":
        counted = re.search(r"几(?P<who>[户人位名])$", frame.asked)
        done = frame.counted + frame.rest
        if wanted.people and counted is not None and re.match("没|未|不|还", done) and entity:
            # 还有几户没签约: those who have not.
            who = "人家" if counted["who"] == "户" else "人"
            return [f"{entity}{done.rstrip('的')}的{who}"]
        if wanted.people and not frame.counted and entity:
            # 青禾公司去年卖了多少？他们雇了多少人: those of the firm.
            return [entity]
        return [frame.topic] if frame.topic else []
    return [entity] if entity else []


def by_what_they_are(exchanges: Sequence[Exchange]) -> str:
    """Who was last spoken of without a name (石桥村卫生站|专家), or "": 他叫什么 asks for the name."""
    found = (_somebody(e.question, frame_of(e.question)) for e in reversed(exchanges))
    return next((names[0] for names in found if names), "")


def _somebody(question: str, frame: Frame) -> list[str]:
    """Who is only called by what they are, with where they are: 石桥村卫生站|专家."""
    found = [
        word
        for word, tag in tagged(question)
        if tag[:1] == "n" and len(word) > 1 and _SOMEBODY.fullmatch(word)
    ]
    entity = entity_of(frame)
    if not found:
        return []
    return [found[-1] if found[-1] in entity else f"{entity}{found[-1]}"]


def _in_full(name: str, exchange: Exchange) -> str:
    """A name of three characters that the tagger cut to two, where the answer repeats all of it."""
    after = exchange.question.partition(name)[2][:1]
    full = name + after
    cut = len(name) == len("王明") and is_surname(name[0]) and "\u4e00" <= after <= "\u9fff"
    return full if cut and full in exchange.said else name


def _beyond(entity: str, place: str) -> bool:
    """Whether an entity is a thing in or of the place, not the place: 东河的花园."""
    return place in entity and SITE.search(entity.partition(place)[2]) is not None


def _lies_somewhere(question: str, entity: str) -> bool:
    """Whether a question where something lies is about a place, which then stays "there".

    那里 after 老年食堂开在哪里 is the canteen; after 她每天去哪里, or of a company, it is the answer.
    """
    if not entity or persons_in(question) or re.search(r"去|来自|搬|住|[他她]", question):
        return False
    return not re.search(
        r"(?:公司|集团|企业|平台|项目|系统|基金|产品|协会|队|人|科技|先生|女士)$", entity
    )


def _coordinated(names: Sequence[str], text: str) -> bool:
    """Whether a question sets names side by side: 东河镇和西河镇."""
    return any(
        re.search(
            rf"{re.escape(a)}.{{0,8}}(?:和|与|跟|同|及|、|比|还是).{{0,2}}{re.escape(b)}", text
        )
        for a, b in itertools.pairwise(names)
    )


def _of_class(word: str, exchange: Exchange, frame: Frame) -> list[str]:
    """Names that end in the class word (镇 -> 东河镇), in the question, else in the answer."""
    ends = {
        "学校": ("学校", "小学", "中学", "大学", "学院"), "公司": ("公司", "集团", "企业", "厂"),
        "企业": ("企业", "公司", "集团", "厂"), "桥": ("桥",), "馆": ("馆",), "街": ("街", "路", "巷"), "路": ("路", "街", "线"), "园区": ("园区", "产业园", "园"), "厂": ("厂",),
    }.get(word, (word,))  # fmt: skip
    short = exchange.short or ""
    named = short.endswith(ends) or re.search(f"哪一?(?:家|个|所|座|条){word}", exchange.question)
    if named and len(short) > len(word) and not _NO_NAME.search(short):
        return [short]
    quoted = re.findall(rf"[“「『《][^”」』》]*(?:{'|'.join(ends)})[”」』》]", exchange.question)
    if quoted:
        return quoted[-1:]
    entity = entity_of(frame)
    for phrase in (entity, *reversed(places_named(exchange.question)), frame.topic):
        if phrase.endswith(ends) and phrase not in ends:
            return [noun_at_end(phrase)]
    # The class word may close the first part of a longer subject: 东河镇|童装.
    for phrase in (entity, frame.topic):
        cut = max((phrase.rfind(end) + len(end) for end in ends if end in phrase[1:]), default=0)
        if cut >= 3:
            return [phrase[:cut]]
    said = [place for place in places_named(exchange.said) if place.endswith(ends)]
    if said:
        return list(dict.fromkeys(said))[:3]
    # A word of no class of its own (项目, 活动) takes what was talked about.
    return []


def noun_at_end(phrase: str) -> str:
    """The name that closes a phrase, without the verb before it: 创办了|绿源茶厂."""
    words = tagged(phrase)
    verb = max(
        (n for n, (word, tag) in enumerate(words) if tag == "ul" or word in ("了", "过", "着")),
        default=-1,
    )
    return "".join(word for word, _ in words[verb + 1 :]) or phrase


def class_before(core: str, past: Sequence[Exchange]) -> str:
    """村里农民收入 -> 农民收入, where a village was spoken of, so that whose it is goes on; else ""."""
    match = re.match(r"(?P<level>[村镇县市区])[里上](?:的)?(?P<rest>.{2,})", core)
    spoken = match is not None and any(
        place.endswith(match["level"]) for e in past for place in places_named(e.question)
    )
    return match["rest"] if match is not None and spoken else ""


def bare_class(text: str) -> re.Match[str] | None:
    """A class word that stands alone in a turn for a thing of before: 【市场】的负责人是谁."""
    return _BARE_CLASS.search(text)
