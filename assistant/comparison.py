"""Questions that ask for a difference, a sum, a ratio or the larger of two: what they compare.

>>> asked = comparison_of("东河镇城镇和农村居民人均可支配收入相差多少？")
>>> asked.operation, asked.questions
('difference', ('东河镇城镇居民人均可支配收入是多少？', '东河镇农村居民人均可支配收入是多少？'))
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .antecedents import head_name, places_named
from .arithmetic import Operation
from .contrasts import CONTRASTS
from .ellipsis import replaced
from .frame import TIME, frame_of, is_attribute, strip_question, tagged
from .language import detect_language, in_script

_MORE = "多|高|大|长|快|贵|早|远|重"
_LESS = "少|低|小|短|慢|便宜|晚|近|轻"
_OPPOSITE = dict(zip(_MORE.split("|"), "少 低 小 短 慢 便宜 晚 近 轻".split(), strict=True))
_OPPOSITE |= {less: more for more, less in _OPPOSITE.items()}
_DIFFERENCE = re.compile(
    r"^(?P<s>.+?)(?:之间)?(?:的)?(?:相差|差了|差距(?:是|有)?|差额是?|之差是?|差)(?:了)?(?:多少|几|多大).{0,4}$"
)
_THAN = re.compile(
    rf"^(?P<a>.+?)(?<![同环占])比(?!例|重|上年|去年|前年|上月|如|赛|较|值|率|(?:19|20)[0-9]{{2}}年?(?:{_MORE}|{_LESS}|增|减|提|下))(?P<b>.+?)"
    rf"(?:要)?(?<!增)(?P<adj>{_MORE}|{_LESS})(?:了|出)?(?:多少|几).{{0,6}}$"
)
_RATIO = re.compile(r"^(?P<a>.+?)是(?P<b>.+?)的(?:几|多少)倍$")
_SUM = re.compile(
    r"^(?P<s>.+?)(?:一共|合计|加起来|加在一起|总共|总和|之和)(?:是|有|为|达)?(?:多少|几).{0,6}$"
)
_WHICH = re.compile(
    rf"^(?P<s>.+?)(?:相比|比起来|比较|之间|中|里)?[，,]?(?:是)?(?:哪(?:一)?(?:个|里|边|家|座|条|者|年|方)|谁|哪个?[镇村区县市省])(?:的)?"
    rf"(?P<z>[^多高大长少低小更]{{0,12}}?)(?:更|比较|要)?(?P<adj>{_MORE}|{_LESS})(?:一些|一点)?$"
)
_BETWEEN_YEARS = re.compile(
    r"^(?P<head>.*?)从?(?P<a>(?:19|20)[0-9]{2})年?(?:到|至|比|和|与)(?P<b>(?:19|20)[0-9]{2})年?(?P<z>.*?)(?:增加|增长|减少|提高|下降|变化|相差|差)了?(?:多少|几).{0,6}$"
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
_ENGLISH_DIFFERENCE = re.compile(
    r"^what(?:'s| is| was) the (?:difference|gap) between (?P<a>.+?) and (?P<b>.+)$", re.IGNORECASE
)
_ENGLISH_THAN = re.compile(
    r"^(?:by )?how much (?P<adj>more|higher|larger|bigger|less|lower|smaller|longer) (?:is|was|are|were) (?P<a>.+?) than (?P<b>.+)$",
    re.IGNORECASE,
)
_ENGLISH_WHICH = re.compile(
    r"^which (?:is|was|are) (?P<adj>more|higher|larger|bigger|greater|less|lower|smaller|longer)[,:]?\s+(?P<a>.+?) or (?P<b>.+)$",
    re.IGNORECASE,
)
_ENGLISH_CONTRASTS = (
    ("urban", "rural"),
    ("exports", "imports"),
    ("men", "women"),
    ("boys", "girls"),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two `questions`, one a figure, `labels` to tell them apart, and what is done with them.

    `adjective` is the question's word for more or less (多, 高, higher), "" for none.
    """

    operation: Operation
    questions: tuple[str, str]
    labels: tuple[str, str]
    adjective: str = ""


def comparison_of(question: str) -> Comparison | None:
    """What a question compares, or `None` where it does not compare two figures."""
    if detect_language(question) == "en":
        return _english(re.sub(r"[?.!\s]+$", "", question))
    found = _chinese(strip_question(in_script(question, "zh-Hans"))[0])
    if found is None or detect_language(question) != "zh-Hant":
        return found
    first, second = (in_script(q, "zh-Hant") for q in found.questions)
    one, other = (in_script(label, "zh-Hant") for label in found.labels)
    return Comparison(found.operation, (first, second), (one, other), found.adjective)


def opposite(adjective: str) -> str:
    """多 -> 少, 高 -> 低."""
    return _OPPOSITE.get(adjective, "少")


def is_less(adjective: str) -> bool:
    """Whether a comparative asks for the smaller one."""
    return bool(re.fullmatch(_LESS, adjective)) or adjective.lower() in ("less", "lower", "smaller")


def _chinese(text: str) -> Comparison | None:
    if (match := _BETWEEN_YEARS.match(text)) is not None:
        base = f"{match['head']}{match['z']}".strip("的，, ")
        if base:
            return _pair("difference", f"{match['a']}年{base}", f"{match['b']}年{base}",
                         (f"{match['a']}年", f"{match['b']}年"), "")  # fmt: skip
    if (match := _RATIO.match(text)) is not None:
        return _balanced("ratio", match["a"], match["b"])
    if (match := _THAN.match(text)) is not None:
        return _balanced("difference", match["a"], match["b"], match["adj"])
    for operation, pattern in (("difference", _DIFFERENCE), ("sum", _SUM), ("larger", _WHICH)):
        match = pattern.match(text)
        if match is None:
            continue
        groups = match.groupdict()
        cut = next(iter(_cuts(match["s"])), None)
        if cut is None:
            continue
        a, b = cut
        attribute = (groups.get("z") or "").strip("的")
        if attribute:
            a, b = f"{a}{attribute}", f"{b}{attribute}"
        adjective = groups.get("adj") or ""
        wanted: Operation = "difference" if operation == "difference" else "sum"
        if operation == "larger":
            wanted = "smaller" if is_less(adjective) else "larger"
        return _balanced(wanted, a, b, adjective)
    return None


def _cuts(text: str) -> list[tuple[str, str]]:
    """The two sides of a conjunction that has something on either side."""
    return [
        (text[: m.start()].strip("，, "), text[m.end() :].strip("，, "))
        for m in _CONJUNCTION.finditer(text)
        if m.start() >= 2 and len(text) - m.end() >= 2
    ]


def _balanced(operation: Operation, a: str, b: str, adjective: str = "") -> Comparison | None:
    """What one side leaves out is taken from the other: 城镇和农村居民收入."""
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
        if is_attribute(rest_a) and (other := replaced(b, f"{a}是多少？")) is not None:
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


def _pair(
    operation: Operation, a: str, b: str, labels: tuple[str, str], adjective: str
) -> Comparison | None:
    if a == b:
        return None
    return Comparison(operation, (_question(a), _question(b)), (labels[0], labels[1]), adjective)


def _question(noun: str) -> str:
    """东河镇人均收入 -> 东河镇人均收入是多少？; things that are counted: 有多少."""
    return f"{noun}{'是' if is_attribute(noun) else '有'}多少？"


def _english(text: str) -> Comparison | None:
    for operation, pattern in (
        ("difference", _ENGLISH_DIFFERENCE), ("difference", _ENGLISH_THAN), ("larger", _ENGLISH_WHICH),
    ):  # fmt: skip
        match = pattern.match(text)
        if match is None:
            continue
        adjective = match.groupdict().get("adj") or ""
        a, b = _english_sides(match["a"], match["b"])
        wanted: Operation = "difference"
        if operation == "larger":
            wanted = "smaller" if is_less(adjective) else "larger"
        questions = (f"What is {a}?", f"What is {b}?")
        return Comparison(wanted, questions, (a, b), adjective)
    return None


def _english_sides(a: str, b: str) -> tuple[str, str]:
    """urban and rural income in X -> urban income in X, rural income in X."""
    for one, other in (*_ENGLISH_CONTRASTS, *((y, x) for x, y in _ENGLISH_CONTRASTS)):
        left, right = re.search(rf"\b{one}\b", a, re.I), re.search(rf"\b{other}\b", b, re.I)
        if left is None or right is None:
            continue
        tail_a, tail_b = a[left.end() :], b[right.end() :]
        tail = tail_a if len(tail_a) > len(tail_b) else tail_b
        head = a[: left.start()] or b[: right.start()]
        return f"{head}{left.group()}{tail}", f"{head}{right.group()}{tail}"
    of_a, of_b = re.search(r"\s(?:of|in)\s.+$", a), re.search(r"\s(?:of|in)\s.+$", b)
    if of_a and not of_b and not re.fullmatch(r"(?:that of )?[A-Z].*", b):
        return a, b + of_a.group()
    if re.fullmatch(r"(?:that (?:of|in) )?[A-Z][A-Za-z ]*", b) and of_a:
        name = re.sub(r"^that (?:of|in) ", "", b)
        return a, f"{a[: of_a.start()]} of {name}"
    return a, b
