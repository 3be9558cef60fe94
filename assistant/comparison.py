"""Questions that ask for a difference, a sum, a ratio or the larger of two: what they compare.

>>> asked = comparison_of("东河镇城镇和农村居民人均可支配收入相差多少？")
>>> asked.operation, asked.questions
('difference', ('东河镇城镇居民人均可支配收入是多少？', '东河镇农村居民人均可支配收入是多少？'))
"""

from __future__ import annotations

import re
from dataclasses import replace

from .arithmetic import Operation
from .attributes import is_attribute
from .compared import LESS, MORE, Comparison, is_less
from .comparison_english import english_comparison
from .contrasts import CONTRASTS
from .ellipsis import replaced as with_its_like
from .ellipsis_spoken import TIME_OF_DAY
from .frame import CONDITION, TIME, frame_of, strip_question
from .language import detect_language, in_script
from .named import head_name, places_named
from .question import PROVINCES
from .tagging import tagged

__all__ = ["Comparison", "comparison_of"]

_ADJECTIVE = "|".join((*MORE, *LESS))
# What one thing is compared with itself of before: no second side.
_EARLIER = r"例|重|上年|上一年|前一年|去年|前年|往年|以前|之前|原来|原先|过去|从前|当初|早先|同期|预期|上月|如|赛|较|值|率"
_DIFFERENCE = re.compile(
    r"^(?P<s>.+?)(?:之间)?(?:的)?(?:相差|差了|差距(?:是|有)?|差额是?|之差是?|差)(?:了)?(?:多少|几|多大).{0,4}$"
)
# 东河镇城镇和农村居民收入差几倍: how many times the one is the other.
_TIMES_APART = re.compile(r"^(?P<s>.+?)(?:之间)?(?:的)?(?:相差|差了?)(?:了)?(?:多少|几)倍$")
_THAN = re.compile(
    rf"^(?P<a>.+?)(?<![同环占])比(?!{_EARLIER}|(?:19|20)[0-9]{{2}}年?(?:{_ADJECTIVE}|增|减|提|下))(?P<b>.+?)"
    rf"(?:要)?(?<!增)(?P<adj>{_ADJECTIVE})(?P<deed>[建种养卖收产装招用来花开生]?)(?:了|出)?(?P<asked>(?:多少|几).{{0,6}})$"
)
_RATIO = re.compile(r"^(?P<a>.+?)是(?P<b>.+?)的(?:几|多少)倍$")
_SUM = re.compile(
    r"^(?P<s>.+?)(?:一共|合计|加起来|加在一起|总共|总和|之和)(?:是|有|为|达)?(?:多少|几).{0,6}$"
)
_WHICH = re.compile(
    rf"^(?P<s>.+?)(?:相比|比起来|比较|之间|中|里)?[，,]?(?:是)?(?:哪(?:一)?(?:个|里|边|家|座|条|者|年|方)|谁|哪个?[镇村区县市省])(?:的)?"
    rf"(?P<z>[^多高大长少低小更]{{0,12}}?)(?:更|比较|要)?(?P<adj>{_ADJECTIVE})(?:一些|一点)?$"
)
_YEAR = r"(?:19|20)[0-9]{2}"
_WITHIN = r"(?:[0-9]{1,2}月(?:份)?|[上下]半年|(?:第?[一二三四]|前[二三])季度)?[底末初]?"
_BETWEEN_YEARS = re.compile(
    rf"^(?P<head>.*?)(?:从|在)?(?P<a>{_YEAR})年?(?P<in_a>{_WITHIN})(?P<mid>[^，,]{{0,16}}?)(?:到|至|比|和|与|跟|同|较)(?P<b>{_YEAR})年?(?P<in_b>{_WITHIN})"
    r"(?:相?比(?:较|起来)?|之间|期间)?[，,]?(?P<z>.*?)"
    r"(?:增加|增长|增多|减少|提高|下降|上涨|涨|变化|相差|差|[多少][开建设办招装修种来用]|多|少|高|低)(?:了|出)?(?:多少|几).{0,6}$"
)
# 2021年和2022年相比，东河镇哪年新增的充电桩多
_WHICH_YEAR = re.compile(
    rf"^(?P<a>{_YEAR})年?(?:和|与|跟|同)(?P<b>{_YEAR})年?(?:相?比(?:较|起来)?|之间)?[，,]?(?P<head>[^，,]*?)[，,]?(?:哪(?:一)?(?:年|个)|什么时候)(?:的)?"
    rf"(?P<what>[^，,]*?)(?:更|比较)?(?P<adj>{_ADJECTIVE})(?:一些|一点)?$"
)
# 东河跟全省比谁快, 东河和西河比起来哪个大
_AGAINST = re.compile(
    rf"^(?P<a>.+?)(?:跟|和|与|同)(?P<b>[^，,]+?)(?:相?比(?:较|起来)?)[，,]?(?:是)?(?:谁|哪(?:个|边|里|家|一?方))的?(?:更)?(?P<adj>{_ADJECTIVE})(?:一些|一点)?$"
)
# 东河跟全省比哪个经济涨得快: what is compared stands behind the two.
_AGAINST_IN = re.compile(
    r"^(?P<a>.+?)(?:跟|和|与|同)(?P<b>[^，,]+?)(?:相?比(?:较|起来)?)[，,]?(?:是)?(?:谁|哪(?:个|边|里|家|一?方))的?"
    r"(?P<what>[^，,]{2,8}?)(?P<grows>(?:增长|增|涨|升|长|跌|降)得)?(?:更|要)?(?P<adj>[快慢高低多少大小])(?:一些|一点)?$"
)
# 东河和西河|两座大桥: what both are.
_BOTH_ARE = re.compile(r"(?:这)?两(?:个|家|座|所|条|种|期|款|项)(?P<what>[\u4e00-\u9fff]{2,6})$")
# 2021年东河镇接待游客比前一年多了多少: the year before, counted from the one that is named.
_YEAR_BEFORE = re.compile(
    rf"^(?P<head>.*?)(?P<year>{_YEAR})年?(?P<what>.+?)比(?:它的?)?(?:前|上)一?年(?:同期)?"
    rf"(?:增加|增长|增多|减少|提高|下降|上涨|涨|降|{_ADJECTIVE})(?:了|出)?(?:多少|几(?!成|倍|个百)).{{0,4}}$"
)
_AND_EACH = re.compile(
    r"(?:[？?。；;]\s*)(?:两边|两者|双方|它们|这?两个(?:数字?|数据)?)?(?:各自?|分别)(?:是|有|为)?(?:多少|几)[^？?]{0,4}[？?]?$"
)
# 各是多少，谁更高; 哪座更长，长多少
_EACH = re.compile(
    r"[，,]?(?:两边|两者|双方|这?两个(?:数字?|数据)|各自|分别|又)*各?(?:各|分别)(?:是|有|为|达)?(?:多少|几)[^，,]{0,3}(?=$|[，,])"
)
# 谁涨得快, 谁报得更多: the verb is what is measured of both.
_DOES_SO = re.compile(r"(?P<verb>[\u4e00-\u9fff]{1,3})得$")
# 经济涨得比全省快: how fast it grows.
_GROWS = re.compile(r"(?<=[\u4e00-\u9fff])(?:增长|增|涨|升|长)得(?=比[^，,]+[快慢])")
# 东河跟全浙江比.
_ALL_OF = re.compile(
    rf"[全整]个?(?:{'|'.join(sorted(PROVINCES - {'中国', '全国'}))})省?(?![\u4e00-\u9fff]?[市县区镇乡村])"
)
_TAG = re.compile(
    r"[，,](?:对不对|对吗|对吧|是不是|是吗|是吧|是真的吗|是真的吧|真的吗|没错吧)$|(?<=[\u4e00-\u9fff])吧$"
)
_LED = re.compile(r"^(?P<lead>(?:(?![和与跟比同])[^，,]){2,14})[，,](?P<rest>.{4,})$")
_AND_BY = re.compile(rf"[，,](?:又|要)?(?:{_ADJECTIVE})(?:了|出)?(?:多少|几).{{0,4}}$")
_OR = re.compile(rf"^(?P<a>.+?)更?(?P<adj>{_ADJECTIVE})[，,]?还是(?P<b>.+?)更?(?P=adj)$")
_EITHER_WAY = re.compile(
    rf"(?:{_ADJECTIVE})了?(?P<other>(?:些|一些|一点)?[，,]?(?:了)?还是(?:更|要)?(?:{_ADJECTIVE})(?:了|些|一些|一点)?)$"
)
_WHETHER = re.compile(
    rf"^(?P<a>.+?)(?:是不是|是否)?(?<![同环占])比(?!{_EARLIER}|{_YEAR})(?P<b>[^，,]+?)(?:要|还|更)*(?P<adj>{_ADJECTIVE})(?:一些|些|得多|一点|了)?$"
)
_WHOLE = re.compile(
    r"(?P<whole>(?:[\u4e00-\u9fff]{2,3})?全[国省市县区镇乡村])的?(?:平均(?:水平|值|数)?)?"
)
_LONGEST_LABEL_TAIL = 6
_MEASURED_BY = {
    "长": "长",
    "高": "高",
    "大": "大",
    "宽": "宽",
    "深": "深",
    "重": "重",
    "短": "长",
    "小": "大",
    "低": "高",
}
_CONJUNCTION = re.compile(r"和|与|跟|同|以及|、|还是")


def comparison_of(question: str) -> Comparison | None:
    """What a question compares, or `None` where it does not compare two figures."""
    if detect_language(question) == "en":
        return english_comparison(re.sub(r"[?.!\s]+$", "", question))
    simple = in_script(question, "zh-Hans")
    whole = _AND_EACH.sub("", simple)
    found = _chinese(strip_question(whole)[0])
    if found is not None and whole != simple:
        # Asked for both figures, yes or no is not enough.
        found = replace(found, whether=False)
    if found is None or detect_language(question) != "zh-Hant":
        return found
    first, second = (in_script(q, "zh-Hant") for q in found.questions)
    one, other = (in_script(label, "zh-Hant") for label in found.labels)
    return replace(found, questions=(first, second), labels=(one, other))


def _chinese(text: str) -> Comparison | None:
    # 东河跟全省比 谁快: a space is a pause, too.
    text = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "，", text)
    text = _GROWS.sub("增速", _ALL_OF.sub("全省", text))
    if "还是" in text:
        text = _EACH.sub("", text)
    if (match := _EITHER_WAY.search(text)) is not None and re.search(
        "比(?!起来|较)(?![，,]?[是要])", text
    ):
        # 比全县快还是慢: which of the two, not whether.
        found = _chinese(text[: match.start("other")])
        return None if found is None else replace(found, whether=False)
    # 东河的收入，比西河高多少: the comma is the speaker's breath.
    text = re.sub(r"[，,](?=比[^，,]{2,})", "", _EACH.sub("", _TAG.sub("", text)))
    by = _AND_BY.search(text) if re.search("哪|谁", text) else None
    if by is not None:
        text = text[: by.start()]
    if (match := _BETWEEN_YEARS.match(text)) is not None:
        base = "".join(part.strip("，, ") for part in (match["head"], match["mid"], match["z"]))
        base = base.strip("的")
        if base:
            one, other = (f"{match[t]}年{match[f'in_{t}']}" for t in "ab")
            return _pair("difference", f"{one}{base}", f"{other}{base}", (one, other), "")
    if (match := _WHICH_YEAR.match(text)) is not None and (match["head"] or match["what"]):
        one, other = (f"{match[t]}年" for t in "ab")
        base = f"{match['head']}{match['what']}"
        return _pair(
            _larger(match["adj"]), f"{one}{base}", f"{other}{base}", (one, other), match["adj"]
        )
    if (match := _AGAINST.match(text)) is not None:
        return _balanced(_larger(match["adj"]), match["a"], match["b"], match["adj"])
    if (match := _AGAINST_IN.match(text)) is not None:
        what = match["what"]
        if (match["grows"] or match["adj"] in "快慢") and what[-1] not in "速率":
            what = f"{what}增速"
        return _balanced(
            _larger(match["adj"]), f"{match['a']}的{what}", match["b"], match["adj"]
        ) or _balanced(
            _larger(match["adj"]), f"{match['a']}{what}", f"{match['b']}{what}", match["adj"]
        )
    if (match := _YEAR_BEFORE.match(text)) is not None:
        base = f"{match['head']}{match['what']}".strip("，,的 ")
        year = int(match["year"])
        found = _pair("difference", f"{year}年{base}", f"{year - 1}年{base}",
                      (f"{year}年", f"{year - 1}年"), "")  # fmt: skip
        return None if found is None else replace(found, stated_first=True)
    led = _LED.match(text)
    if led is not None and TIME.match(led["rest"]) is None and (found := _chinese(led["rest"])):
        # 大桥的钱，省里出的和县里出的哪边多: both are of what leads.
        one, other = (f"{led['lead']}，{question}" for question in found.questions)
        return replace(found, questions=(one, other))
    if (match := _RATIO.match(text)) is not None:
        return _balanced("ratio", match["a"], match["b"])
    if (match := _THAN.match(text)) is not None:
        found = _balanced("difference", match["a"], match["b"], match["adj"])
        return found if found is None or not match["deed"] else _doing(found, match)
    if (match := _OR.match(text)) is not None:
        a, b = (re.sub(r"(^|[，,])是(?=在|由|靠|去|到|坐)", r"\1", match[side]) for side in "ab")
        return _balanced(_larger(match["adj"]), a, b, match["adj"])
    if (match := _WHETHER.match(text)) is not None:
        found = _balanced(_larger(match["adj"]), match["a"], match["b"], match["adj"])
        return None if found is None else replace(found, whether=True)
    times = _TIMES_APART.match(text)
    if times is not None and (cut := next(iter(_cuts(times["s"])), None)) is not None:
        return _balanced("ratio", *cut)
    for operation, pattern in (("difference", _DIFFERENCE), ("sum", _SUM), ("larger", _WHICH)):
        match = pattern.match(text)
        if match is None:
            continue
        groups = match.groupdict()
        cut = next(iter(_cuts(match["s"])), None)
        if cut is None:
            continue
        a, b = cut
        if (both := _BOTH_ARE.search(b)) is not None and b[: both.start()]:
            a, b = f"{a}{both['what']}", f"{b[: both.start()]}{both['what']}"
        attribute = (groups.get("z") or "").strip("的")
        if (does := _DOES_SO.search(attribute)) is not None:
            done = "了" if re.search("[涨增降减升跌]", does["verb"]) else ""
            return _done(
                _balanced(_larger(groups.get("adj") or ""), a, b, groups.get("adj") or ""),
                f"{does['verb']}{done}",
            )
        if attribute:
            a, b = f"{a}{attribute}", f"{b}{attribute}"
        adjective = groups.get("adj") or ""
        wanted: Operation = "difference" if operation == "difference" or by else "sum"
        if operation == "larger" and by is None:
            wanted = _larger(adjective)
        return _balanced(wanted, a, b, adjective)
    return None


def _done(found: Comparison | None, deed: str) -> Comparison | None:
    """谁涨得快: how much each of the two has done so."""
    if found is None:
        return None
    one, other = (re.sub(r"[是有]多少？$", f"{deed}多少？", q) for q in found.questions)
    return replace(found, questions=(one, other))


def _doing(found: Comparison, match: re.Match[str]) -> Comparison:
    """水稻比玉米多种了多少亩: what is done with each is asked in its own measure."""
    asked = re.sub(r"^几", "多少", match["asked"])
    one, other = (
        re.sub(r"[是有]多少？$", f"{match['deed']}了{asked}？", q) for q in found.questions
    )
    return replace(found, questions=(one, other))


def _larger(adjective: str) -> Operation:
    return "smaller" if is_less(adjective) else "larger"


def _cuts(text: str) -> list[tuple[str, str]]:
    """The two sides of a conjunction that has something on either side."""
    return [
        (text[: m.start()].strip("，, "), text[m.end() :].strip("，, "))
        for m in _CONJUNCTION.finditer(text)
        if m.start() >= 2 and len(text) - m.end() >= 2
    ]


def _balanced(operation: Operation, a: str, b: str, adjective: str = "") -> Comparison | None:
    """What one side leaves out is taken from the other: 城镇和农村居民收入."""
    time = TIME.match(a)
    if time is not None and TIME.match(b) is None and a[time.end() :].strip("的，, "):
        # 2023年一季度|东河收入比全省: the time is of both.
        found = _balanced(operation, a[time.end() :].lstrip("的，, "), b, adjective)
        if found is None:
            return None
        first, second = (f"{time.group()}{q}" for q in found.questions)
        return replace(found, questions=(first, second))
    inside = TIME.search(a)
    if inside is not None and inside.start() and TIME.search(b) is None:
        placed = a[: inside.start()]
        if places_named(placed) == [placed] and a[inside.end() :].strip("的"):
            # 东河县|一季度|城镇收入比农村: the time is of both here, too.
            return _balanced(
                operation, f"{inside.group()}{placed}{a[inside.end() :]}", b, adjective
            )
    if (timed := TIME_OF_DAY.search(a)) is not None and TIME_OF_DAY.fullmatch(b):
        # 节假日的房价比平日: the same at another time.
        return _pair(operation, a, a.replace(timed.group(), b, 1), (timed.group(), b), adjective)
    whole = _WHOLE.fullmatch(b)
    if whole is not None and a not in places_named(a):
        # 东河镇去年收入比全县平均: the same of the whole county.
        asked = with_its_like(whole["whole"], f"{a}是多少？")
        if asked is not None:
            second = strip_question(asked)[0].removesuffix("是多少")
            return _pair(operation, a, second, (_name(a) or a, b), adjective)
    if (bounded := _bounded(operation, a, b, adjective)) is not None:
        return bounded
    for words in CONTRASTS:
        one = next((w for w in words if w in a), None)
        other = next((w for w in words if w in b and w != one), None)
        if one is None or other is None or one in b or other in a:
            continue
        head, tail_a = a[: a.index(one)], a[a.index(one) + len(one) :]
        tail_b = b[b.index(other) + len(other) :]
        tail = tail_b if len(tail_b) >= len(tail_a) else tail_a
        first = head + one + tail
        second = (b[: b.index(other)] or head) + other + tail
        said = tail if len(tail) <= _LONGEST_LABEL_TAIL else ""
        return _pair(operation, first, second, (one + said, other + said), adjective)
    name_a, name_b = _name(a), _name(b)
    if name_a and name_b == b and len(a) > len(name_a) and a[-1] == b[-1]:
        # 东河镇的养老院和敬老院: the second is a thing like the first, no place.
        name_b = ""
    if name_b == b and name_a in places_named(a) and not is_attribute(a) and _is_thing(b):
        # 东河县的水稻比玉米
        name_b = ""
    head, _, own = a.rpartition("的")
    same_kind = own and own[-1] == b[-1] and own not in b and not is_attribute(b)
    if same_kind and head not in ("", name_a) and "的" not in b and _is_thing(b):
        # 东港的外贸箱比内贸箱
        return _pair(operation, a, f"{head}的{b}", (own, b), adjective)
    rest_a, rest_b = a[len(name_a) :].strip("的"), b[len(name_b) :].strip("的")
    if name_a and name_b:
        rest = rest_b or rest_a
        if rest_a and rest_b and rest_a != rest_b:
            return _pair(operation, a, b, (a, b), adjective)
        if rest and name_a != name_b and (rest_b != rest_a or is_attribute(rest)):
            return _pair(
                operation, f"{name_a}{rest}", f"{name_b}{rest}", (name_a, name_b), adjective
            )
    if name_a and not name_b:
        # 东河村旅游收入和民宿收入: the second one is of the same place.
        if rest_a and is_attribute(b):
            return _pair(operation, a, f"{name_a}{b}", (rest_a, b), adjective)
        if is_attribute(rest_a) and (other := with_its_like(b, f"{a}是多少？")) is not None:
            return _pair(
                operation,
                a,
                strip_question(other)[0].removesuffix("是多少"),
                (name_a, b),
                adjective,
            )
        if rest_a:
            return _pair(operation, a, f"{name_a}{b}", (rest_a, b), adjective)
    if is_attribute(b) and not is_attribute(a):
        attribute = frame_of(f"{b}是多少").attribute
        return _pair(
            operation,
            f"{a}{attribute}",
            b,
            (a, b.removesuffix(attribute).rstrip("的") or b),
            adjective,
        )
    if adjective in _MEASURED_BY and not is_attribute(a):
        asked = f"有多{_MEASURED_BY[adjective]}？"
        return Comparison(operation, (a + asked, b + asked), (a, b), adjective)
    return _pair(operation, a, b, (a, b), adjective)


def _bounded(operation: Operation, a: str, b: str, adjective: str) -> Comparison | None:
    """收入过一百万和七十万以上的村: two bounds on what is counted."""
    bounds = list(CONDITION.finditer(a))
    other = CONDITION.match(b)
    if not bounds or other is None or bounds[-1].end() != len(a) or not b[other.end() :]:
        return None
    one, noun = bounds[-1].group().rstrip("的"), b[other.end() :].lstrip("的")
    head, second = a[: bounds[-1].start()], other.group().rstrip("的")
    labels = (f"{one}的{noun}", f"{second}的{noun}")
    return _pair(operation, f"{head}{labels[0]}", f"{head}{labels[1]}", labels, adjective)


def _name(text: str) -> str:
    """The time, place or name that one side of a comparison begins with."""
    time = TIME.match(text)
    if time is not None:
        return time.group()
    places = places_named(text)
    if places and text.startswith(places[0]):
        return places[0]
    words = tagged(text)
    return head_name(text) if words and words[0][1] in ("ns", "nr") else ""


def _is_thing(word: str) -> bool:
    """Whether a word that the tagger takes for a name is none of a place: 玉米."""
    return all(tag != "ns" for _, tag in tagged(word)) and not places_named(word)


def _pair(
    operation: Operation, a: str, b: str, labels: tuple[str, str], adjective: str
) -> Comparison | None:
    if a == b:
        return None
    return Comparison(operation, (_question(a), _question(b)), (labels[0], labels[1]), adjective)


def _question(noun: str) -> str:
    """东河镇人均收入 -> 东河镇人均收入是多少？; things that are counted: 有多少."""
    return f"{noun}{'是' if is_attribute(noun) else '有'}多少？"
