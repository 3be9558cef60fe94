"""The thing that a question asks for, and whether a sentence speaks of it.

长颈鹿庄园的门票多少钱 asks for 门票; a sentence about the manor's investment has a sum of money too, and
does not answer it.

>>> focus_of("庄园的门票多少钱一张?"), focus_of("公司有多少名员工?"), focus_of("交易中心的总经理是谁?")
('门票', '员工', '总经理')
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.figures import Figure, in_reader_units
from index.normalise import fold_text, simplify

from .expected import PEOPLE_IN_ENGLISH
from .measure_asked import measure_asked, same_dimension
from .question import Question
from .synonyms import widen

_INTERROGATIVE = re.compile(
    r"多少|几|第几|谁|哪位|哪个人|什么人|叫什么|叫啥|什么名字|多大|多高|多长|多重|多远|百分之"
)
_MEASURE_WORD = (
    r"个百分点|个点|平方公里|平方米|公里|分钟|小时|人次|个|家|件|名|人|次|条|座|亩|元|钱|岁|年|天|秒|项|所|户|村|位|张|支|"
    r"瓶|种|类|级|吨|套|场|台|只|批|处|部|节|对|届|倍|成|米|分|款|枚|组|间|块|幅|栋|幢|辆|艘|头|棵|株|片|顿|份|架|"
    r"本(?![地村市县省区乡镇科土届])|册|门(?![店票诊市面户])|班(?![级组车主])|单(?![位元身价独])|趟|桌|碗|杯|颗|粒|尾|"
    r"起(?![点步初])|宗|期(?![间限望货末刊])|回(?![头家来去村收])|笔(?![记试者])|克|圈|样(?![子本板品])|轮(?![胎流船])|拨(?![款付])|箱|袋|包(?![括含村])"
)
# Not in 六十几岁的人, where no age is asked.
_ASKED_UNIT = re.compile(
    rf"(?<![第这那好])(?<![一二三四五六七八九]十)(?:多少|几)(?:万|亿|千|百|十)?(?!个钱|人口|家庭|家长|项目|户籍|人员|部门|级别|节目|分店|成本|成员|成果|成绩|村民|村干部|户口|次数|座位|名额|组织|分数|人力|人才|场馆|场地|条件)(?P<unit>{_MEASURE_WORD})"
)
# 多少个案子 is not answered by 10个月.
_OTHER_THINGS = frozenset({"个月", "个百分点", "小时", "周"})
_SHARES = frozenset({"成", "个点", "个百分点"})
# Measure words that count the same things; a question may use either.
_NO_COUNT = ("ordinal", "rank", "date", "period", "time", "name")
_ALIKE = (
    frozenset("个名位人"),
    frozenset("个座所家间处"),
    frozenset("元钱块"),
    frozenset("项个种类样"),
    frozenset("起件宗"),
    frozenset("回次趟期"),
    frozenset("拨批组队支"),
    frozenset("年岁届"),
)
# Nouns that begin with a measure word.
_LIKE_MEASURES = (
    "人口",
    "家庭",
    "项目",
    "户籍",
    "人员",
    "家长",
    "天然",
    "年轻",
    "分店",
    "部门",
    "级别",
    "节目",
    "位置",
)
# Between the thing and the interrogative: 门票(要)多少钱, 校长(是)谁.
_LINK_END = re.compile(r"(?:是|有|为|叫|做|要|达到?|卖|得|能|共|大约|大概|约|了|会|到|的)+$")
# 收入(同比增长了)多少: how it changed is asked of the thing before.
_CHANGE_END = re.compile(
    r"(?:同比|环比|比上年|较上年|比去年|较去年|年均|平均)*(?:增长|增加|提高|提升|上升|上涨|下降|降低|减少|回落)(?:了|到|至)?$"
)
_NOT_A_FOCUS = frozenset("时候 地方 名字 东西 数字 数据 情况 结果 总共 一共 全部 整个 部分".split())


def asked_unit(folded: str) -> str | None:
    """The measure word that a folded question counts with: 多少家 -> 家; `None` without one."""
    match = _ASKED_UNIT.search(folded)
    return None if match is None else match["unit"]


def unit_matches(question: Question, figure: Figure) -> bool | None:
    """Whether `figure` carries the measure word asked for: 多少【家】; None when none is asked."""
    if question.language == "en":
        return _english_unit_matches(question, figure)
    match = _ASKED_UNIT.search(question.folded)
    if match is None:
        return None
    if (measure := measure_asked(question.folded)) and same_dimension(measure, figure):
        return True
    unit = match["unit"]
    if unit == "个" and figure.unit in _OTHER_THINGS:
        return False
    if unit in _SHARES and figure.kind in ("percent", "point", "fraction"):
        return True  # 几成, 几个点: a share however it is printed
    text = simplify(figure.text)
    if unit in text:
        return True
    return any(unit in alike and any(other in text for other in alike) for alike in _ALIKE)


_ENGLISH_COUNTED = re.compile(
    r"how many (?:more |fewer )?(?:[a-z\u4e00-\u9fff'-]+ ){0,2}?(?P<noun>[a-z]+s|people|mu|children)\b"
    r"|what (?:[a-z\u4e00-\u9fff-]+ ){0,3}?(?P<score>score|rating)\b|what (?P<share>percentage|percent|share|proportion)\b|how much (?P<money>money|rent|subsidy|income)"
)


# What Chinese counts such things with; in_reader_units leaves measure words out.
_ENGLISH_MEASURES = {
    "家": "companies enterprises firms factories businesses shops stores hotels restaurants banks hospitals organisations organizations units cooperatives",
    "个": "villages towns projects cities counties communities parks districts piles stations rooms spaces centres centers sites points places openings jobs posts categories items",
    "件": "pieces items garments cases parcels applications patents complaints reports",
    "所": "schools universities kindergartens colleges",
    "户": "households families homes shops",
    "间": "rooms",
    "辆": "cars vehicles buses bikes trucks",
    "次": "times trips visits checks",
    "人": " ".join((*PEOPLE_IN_ENGLISH, "elderly")),
    "人次": "visitors tourists visits trips passengers views",
    "亩": "mu",
    "支": "teams squads",
    "条": "lines routes roads runs lanes clues dangers measures boats",
    "种": "varieties kinds types species breeds",
    "场": "matches games shows events concerts sessions performances lectures livestreams livestreams",
    "起": "cases accidents incidents",
    "本": "books", "册": "books copies", "座": "bridges reservoirs stations towers",
    "项": "projects measures services policies prizes", "套": "flats houses sets homes",
    "棵": "trees", "株": "trees", "块": "panels signs", "台": "machines sets", "艘": "boats ships",
    "只": "birds sheep chickens", "头": "pigs cattle cows", "份": "leaflets copies", "架次": "flights", "班": "flights buses",
    "分": "points", "个百分点": "points", "点": "points", "张": "beds tickets posters nets", "门": "courses classes", "节": "lessons classes",
}  # fmt: skip
_COUNTS_ANYTHING = frozenset("个座处项")
_PEOPLE = frozenset({"人", "名", "位", "人次", "口"})
_MEASURES_OF: dict[str, set[str]] = {}
for _measure, _nouns in _ENGLISH_MEASURES.items():
    for _noun in _nouns.split():
        _MEASURES_OF.setdefault(_noun, set()).add(_measure)


def _english_unit_matches(question: Question, figure: Figure) -> bool | None:
    """Whether the figure's unit, in English, is the noun that is counted: how many pieces."""
    if measure := measure_asked(question.folded):
        return same_dimension(measure, figure)
    match = _ENGLISH_COUNTED.search(question.folded)
    if match is None:
        return None
    if match["share"]:
        return figure.kind in ("percent", "fraction", "ratio")
    if match["score"]:
        return figure.unit in ("", "分") and figure.kind == "quantity"
    words = in_reader_units(figure, "en").lower()
    if match["money"]:
        return "yuan" in words
    measures = _MEASURES_OF.get(match["noun"])
    if measures is not None and figure.kind == "quantity" and figure.unit:
        alike = {
            other
            for unit in measures
            for group in _ALIKE
            if unit in group
            for other in group
            # Projects are counted with 个, and never with 家.
            if unit != "个" or other in _COUNTS_ANYTHING
        }
        if "人" in measures or "人次" in measures:
            alike |= _PEOPLE
        elif measures.isdisjoint(_PEOPLE):
            alike -= _PEOPLE
        return figure.unit in measures | alike
    if match["noun"] in words.split():
        return True
    counts = figure.kind == "quantity" and figure.unit not in _MEASURED | _PEOPLE
    # A noun that is not listed: no measured quantity is a number of them, nor one of people.
    return None if counts else False


_CURRENCIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("元", re.compile(r"人民币|\bin (?:yuan|rmb|renminbi|chinese money)\b")),
    ("美元", re.compile(r"美元|美金|\bin (?:us )?dollars\b")),
    ("欧元", re.compile(r"欧元|\bin euros?\b")), ("港元", re.compile(r"港元|港币|\bin hong kong dollars\b")),
    ("日元", re.compile(r"日元|\bin (?:japanese )?yen\b")), ("英镑", re.compile(r"英镑|\bin (?:british )?pounds\b")),
)  # fmt: skip


def currency_asked(folded: str) -> str | None:
    """The unit of the money that a folded question wants a sum in, where it says so.

    >>> currency_asked("how much is that in yuan?"), currency_asked("多少钱?")
    ('元', None)
    """
    return next((unit for unit, asked in _CURRENCIES if asked.search(folded)), None)


def counts_in_english(folded: str) -> bool:
    """Whether a folded English question counts things, and measures nothing.

    >>> counts_in_english("how many panels are there?"), counts_in_english("how many tons are there?")
    (True, False)
    """
    match = _ENGLISH_COUNTED.search(folded)
    noun = match["noun"] if match is not None else None
    return noun is not None and noun not in _UNIT_NOUNS and measure_asked(folded) is None


_UNIT_NOUNS = frozenset(
    "yuan dollars euros percent kilowatts megawatts watts degrees points mu years months weeks days hours minutes seconds times"
    .split()
)  # fmt: skip
_MEASURED = frozenset(
    "元 美元 欧元 港元 日元 英镑 % 平方米 平方公里 亩 公顷 米 公里 千米 厘米 毫米 吨 公斤 斤 千克 克 岁 秒 分钟 小时 天 年 个月 千瓦 兆瓦 千瓦时 升 毫升"
    .split()
)  # fmt: skip


@lru_cache(maxsize=4096)
def focus_of(folded: str) -> str | None:
    """The noun that the interrogative of a folded Chinese question is about, or `None`.

    It stands right after 多少 and its measure word, or else last before the interrogative.
    """
    import rjieba

    match = _INTERROGATIVE.search(folded)
    if match is None:
        return None
    after = folded[match.end() :]
    if not after.startswith(_LIKE_MEASURES):
        after = re.sub(rf"^(?:{_MEASURE_WORD})", "", after)
    for word, tag in list(rjieba.tag(after))[:2]:
        if tag[0] == "n" and len(word) >= 2 and word not in _NOT_A_FOCUS:
            return str(word)
    said = _LINK_END.sub("", folded[: match.start()])
    thing = _CHANGE_END.sub("", said)
    tagged = list(rjieba.tag(_LINK_END.sub("", thing) or said))
    last, tag = tagged[-1] if tagged else ("", "")
    if (
        len(last) >= 2
        and tag not in ("t", "m", "r", "d", "ns", "p", "c")
        and last not in _NOT_A_FOCUS
    ):
        # What stands right before 是谁 or 有多少 is asked for, whatever the tagger takes it for.
        return str(last)
    before = [
        str(word)
        for word, tag in tagged
        if (tag[0] == "n" or tag in ("vn", "l", "j", "eng")) and len(word) >= 2
    ]
    return before[-1] if before and before[-1] not in _NOT_A_FOCUS else None


def focus_carried(question: Question, text: str) -> float:
    """How much of the focus stands in `text`: the share of its bigrams, 1 with a synonym or none asked."""
    if question.language == "en":
        return 1.0
    focus = focus_of(question.folded)
    if focus is None:
        return 1.0
    folded = fold_text(text)
    if any(word in folded for word in (focus, *widen(focus).split())):
        return 1.0
    bigrams = [focus[i : i + 2] for i in range(len(focus) - 1)]
    return sum(bigram in folded for bigram in bigrams) / len(bigrams)


def unit_carried(question: Question, figures: tuple[Figure, ...]) -> float:
    """1 when some figure has the measure word asked for, or none is asked; else 0."""
    if question.kind != "figure" or _ASKED_UNIT.search(question.folded) is None:
        return 1.0
    counts = [figure for figure in figures if figure.kind not in _NO_COUNT]
    return float(any(unit_matches(question, figure) for figure in counts))
