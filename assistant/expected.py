"""What type of thing a question wants back, and whether a sentence holds one.

A question about a ticket's price wants money, one about a principal a person. A sentence that holds
no such thing cannot answer, however well it speaks of the same place.

>>> expected_type("庄园的门票要多少钱一张?", "figure"), expected_type("村里的校长是谁?", "person")
('money', 'person')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from index.figures import Figure

from .answer import Kind
from .measure_asked import dimension_of, measure_asked
from .who import people_in

Expected = Literal[
    "money", "people", "age", "share", "area", "length", "mass", "duration", "rank", "year",
    "date", "person", "organisation", "place", "contact", "number",
]  # fmt: skip

_MONEY_THING = (
    r"价格|票价|单价|房价|收费|学费|费用|工资|月薪|年薪|奖金|租金|房租|退休金|养老金|救助金|补助|补贴|津贴|经费|资金|预算|"
    r"利润|税收|营业额|销售额|交易额|成交额|出口额|产值|生产总值|gdp|总收入|收入|投资额|总投资|投资|贷款|授信|身价|市值|"
    r"花费|造价|成本|薪水|工钱|(?<![免浪耗])费(?![用力时心])"
)
# 一共多少块 is a sum of money, 多少块展板 is none.
_YUAN = r"块(?=钱|[\u4e00-\u9fff]{0,2}(?:奖金|工资|补贴|现金|租金|房租)|几|[一每才就能起呀啊吧呢的了]|人民币|[?,。]|$)"
# Whoever is counted with 人, 名, 位.
PEOPLE_IN_ENGLISH = tuple(
    """
    people persons workers employees staff students pupils teachers residents children kids boys
    girls men women farmers fishermen villagers volunteers migrants newcomers citizens members
    parents patients doctors nurses passengers readers runners athletes players guests customers
    users experts technicians officials apprentices trainees graduates pensioners seniors soldiers
    drivers guards singers dancers artists donors participants winners victims inspectors cooks
    weavers tailors couriers librarians rangers
    """.split()
)
# The first that matches decides; each is looked for in the folded question.
_CHINESE: tuple[tuple[Expected, str], ...] = (
    # 一天接多少个电话 asks for no number to call.
    ("contact", r"^(?!.*(?:多少|几)[个通次条部台].{0,4}(?:电话|号码))(?!.*(?:电话|号码).*(?:几秒|多少秒|几成|百分之|多久|多长时间|多少钱))"
                r".*(?:电话(?!亭|费|铃|员)|手机号|号码|邮箱|网址|微信号|联系方式|打(?:哪|什么|啥)一?个?号|拨(?:哪|什么|啥|几))"),
    ("rank", r"第几|排名|名次|位次|排在?[^,]{0,6}几|排多少"),
    ("age", r"(?<![一二三四五六七八九]十)几岁|多少岁|多大(岁数|年纪|年龄)|(年龄|年纪|岁数)(是|有)?(多|几)|今年多大|年方几"),
    ("area", r"占(?:了|到|掉)?(?:地|用|去)*(?:多少|几|多大)的?(?:亩|平方|公顷|[一]?块?(?:地|面积|地方|塘|田|山))"),
    (
        "share",
        r"百分之|几成|百分点|几个点|占了?(多大|多少|几)(?![项支家个名人块种条件])|占(?!的?地)[^,?]{1,8}(?<!面积是)的?(多少|几成|多大)(?![个家人名])|(多大|多高|什么)的?(比例|比重|份额)|(收入比|之比|倍差|倍数)[^,]{0,4}(多少|几)|(比例|占比|比重|份额|增速|增幅|增长率|降幅|涨幅|率)(是|有|为|达到?|高达|占|超过?|约|大约|大概|已|在)*(多少|几|多高|多大)"
        r"|率(?:提高|提升|上升|下降|降低|升|降|增)+(?:[到至为])?了?(?:多少|几)|(增长|下降|提高|提升|降低|上升|上涨|升|涨|降|跌)了?(多少|几)(?![个家件名人元万亿])",
    ),
    (
        "area",
        r"多少(万)?(亩|平方|公顷)|几(亩|平方|公顷)|面积|占地(多少|多大)|占的?(?:地|地方|地皮|地盘)[^,]{0,4}多大|多大[^,]{0,2}一?块地|多大(面积|地方)"
        r"|(地|田|园|林|场|厂房|基地|园区|库|馆|广场|公园)(总共|一共|现在)?有?多大",
    ),
    ("length", r"海拔|多少(公里|米|里路|千米)|里程|距离"),
    ("mass", r"多少(万|亿)?(吨|公斤|斤|千克)|几(吨|公斤|斤)|多重"),
    ("duration", r"多(长时间|久)|多少(时间|工夫|功夫)|(?<![好这那近前头十])几(个小时|小时|分钟|秒|个月|天|年)|多少(个小时|小时|分钟|秒|个月|天|年)"),
    ("money", rf"(?:多少|几)(万|亿|百|千)?(元|钱|{_YUAN})|(花|挣|赚|投|卖|捐|拨|贷)了?多少(?![个家件名位人吨斤亩册本台辆瓶盒箱袋条只张套份单双包杯碗头尾棵株枚桶罐支粒颗场次间地])(?!书|树|菜|油|米|粮|鱼|果|货|票|药|衣|茶|酒|蛋|肉|鸡|鸭|羊|牛|猪|花|水|电)"),
    # 掏多少, 奖多少: what is paid where nothing is counted after it.
    ("money", r"(掏|付|交|缴|贴|补|补贴|补助|奖|奖励|领|拿|挣|赚|赔|花|投|捐|拨|贷|封顶|报销)(了|到|出|进|去|得|下)*多少(?=[?,。]|$)"),
    ("money", r"(?:多少|几)个?亿(?![件人户吨斤公])"),
    ("money", r"(?:更|要|变)?(?:贵|便宜)(?:了|出|上|得了)?(?:多少|几块)"),
    (
        "people",
        r"多少(万|亿)?(名|位|人)|几(百|千|万)?(名|位|人|口人)|人口|人数"
        r"|(多少|几)(万|千|百)?个?(人(?![次民工口均大才])|员工|演员|队员|学员|船员|飞手|骑手|技工|工作人员|人员|职工|工人|教职工|护士|学生|老师|教师|孩子|小孩|娃|小朋友|游客|旅客|选手|运动员|工程师|医生|病人|患者|村民|居民|市民|"
        r"女工|民工|零工|青年|姑娘|老人|老年人|残疾人|党员|志愿者|专家|干部|观众|嘉宾|徒弟|儿童|妇女|女性|男性|群众|用户|客人|住户|劳动力)",
    ),
    ("money", rf"({_MONEY_THING})[^,]{{0,6}}(多少|几|多高|多大)(?![个家件名位人吨斤亩项次户所座处种类条笔倍])"),
    ("money", rf"(多少|几)(?:的)?(?:[\u4e00-\u9fff]{{1,2}}费(?![用力时心者])|{_MONEY_THING}|真金白银|现金|本钱|租|存款|善款)"),
    ("money", r"(出口|进口|外贸|进出口)(了|额|总额|总值)?(是|有|达|做到)?多少(?![个家件名位人吨斤亩项次种])"),
    ("length", r"多(高|长|宽|深|远)(?!时间|久)"),
)  # fmt: skip
_ENGLISH: tuple[tuple[Expected, str], ...] = (
    ("contact", r"^(?!.*\bhow (?:many|much|long|often|old|far|big|large)\b).*\b(phone|telephone|email|e-mail|website)\b"),
    ("rank", r"\brank|\b(?:what|which) position (?:did|does|was|is|has)\b"),
    ("age", r"\bhow old\b|\bage of\b"),
    ("number", r"\bhow often\b"),
    ("mass", r"\bweighs?\b|(?<!molecular )\bweight of\b"),
    ("share", r"\bhow accurate|\b(percent\w*|share|proportion|growth|rate)\b|\bwhat (?:slice|fraction|portion|part) of\b|\bhow (fast|much) did .* (grow|rise|fall|increase)\b"),
    (
        "area",
        # How big a sum, a crowd or a share is, is no area.
        r"\bhow (big|large)\b(?!.*\b(gdp|economy|output|income|population|budget|fund|investment|reserve|deposit|fine|hole|debt|loss|earthquake|quake"
        r"|sum|amount|team|share|gap|market|revenue|sales|turnover|loan|crowd|deficit|discount|increase|family|class)s?\b)"
        r"|^(?!.*\bhow (?:many|long|much (?!area|land|floor)|often|old|far)\b).*\barea\b|\bhow many (mu|square|hectares)\b"),
    ("length", r"\bhow (far|high|tall|long is)\b|\baltitude\b|\bhow many (kilomet|met)"),
    ("mass", r"\bhow many (tons|tonnes|kilos|kilograms)\b"),
    ("duration", r"\bhow (?:long|quick|quickly|soon)\b|\bhow many (seconds|minutes|hours|days|weeks|months|years)\b"),
    (
        "money",
        r"\bhow much of [a-z' ]{2,20}\bmoney\b|\bhow much (?:(?:per|a|each|every|in) [a-z]+ |monthly |yearly |annual )?(money|does|did|do|is|was|were|will|has|have|had|relief|income|rent|funding|support|subsidy)\b"
        r"|\bhow much (?:[a-z]+ )?(?:credit|loans?|capital|cash|financ(?:e|ing)|aid|debt|profit|tax(?:es)?|compensation|grants?)\b"
        r"|^(?:and )?what (?:is|are|was|were) .*\b(?:exports|imports|earnings|takings|savings|losses|expenses)\b"
        r"|\b(?:money|cash|funds?)\b.*\bhow much\b(?! [a-z]+ (?:of|is|are|was|were|did|do|does)\b)"
        r"|\b(price|cost|gdp|salary|wage|income|investment|revenue|sales|turnover|output value|budget|rent|pension|allowance|subsidy|subsidies|fee|fare|fine|bonus|prize money|donation|fund|funding)s?\b",
    ),
    (
        "people",
        rf"\bpopulation\b|\bhow many (?:\w+ )?(?:{'|'.join(PEOPLE_IN_ENGLISH)}|visitors|tourists)\b(?!')",
    ),
)  # fmt: skip
_UNITS: dict[Expected, frozenset[str]] = {
    "money": frozenset({"元", "美元", "欧元", "港元", "日元", "英镑"}),
    "people": frozenset("人 名 位 人次 户 口".split()),
    "age": frozenset({"岁", "周岁"}),
    "area": frozenset("平方米 平方公里 亩 公顷 平方千米 英亩".split()),
    "length": frozenset("米 公里 千米 厘米 里 毫米 英里 海里 英尺".split()),
    "mass": frozenset("吨 公斤 斤 千克 克 磅".split()),
    "duration": frozenset("年 月 个月 天 日 小时 分钟 秒 周 个小时".split()),
}  # fmt: skip
_OF_DIMENSION: dict[str, Expected] = {
    "area": "area", "length": "length", "mass": "mass", "time": "duration", "months": "duration",
}  # fmt: skip
_BY_KIND: dict[Kind, Expected] = {
    "date": "date", "person": "person", "organisation": "organisation", "place": "place",
    "figure": "number",
}  # fmt: skip
# A question in English may hold names in Han characters.
_ENGLISH_QUESTION = re.compile(r"\b(?:how|what|which)\b")
# How many people a fund serves is no sum of money.
_NO_MONEY_ASKED = re.compile(
    r"\bhow many (?!(?:(?:hundred|thousand|million|billion)s? )?(?:of )?(?:yuan|rmb|dollars|euros|pounds))"
    r"|\bby how much\b"
)
_ASKS_AMOUNT = re.compile(
    r"多少|几|\bwhat(?:'s| is| was| were| are) [^?]{0,60}\b(?:price|cost|gdp|population|salary|income|area|rate|share|percentage|"
    r"investment|revenue|budget|rent|age|phone|prize|fee|fare|wage|subsidy|pension|allowance|bonus|bill|loan|fine|length|height|depth|weight|distance)s?\b"
)
_WHO_IS = re.compile(
    r"谁是([\u4e00-\u9fff]{2,4})[?]*$|([\u4e00-\u9fff]{2,4})是谁[?]*$|who (?:is|was) ([\u4e00-\u9fff]{2,4})[?]*$"
)
_ASKS_CONTACT = re.compile(
    r"(?:电话|手机|热线)(?:号码?)?(?:是|为)?(?:多少|几号|什么|啥|哪个)|(?:打|拨)(?:的?是)?(?:哪|什么|啥)一?个?(?:电话|号|热线)"
    r"|\b(?:what|which) (?:is the )?(?:[a-z]+ )?(?:phone|telephone|hotline)\b"
)
_DATES = ("date", "period", "time")
_DATE = re.compile(
    r"[0-9〇零一二三四五六七八九十]+年|[0-9一二三四五六七八九十]+月|[0-9一二三四五六七八九十]+[日号]"
    r"|[0-9一二两三四五六七八九十]+[点时](?!要求|意见)|凌晨|[半一两几0-9]+[年月天]前|去年|今年|前年|近日|日前|上个?月|每(周|月|年)|季度|周[一二三四五六日]|十[二三四五]五"
)
_ORGANISATION = re.compile(
    r"公司|集团|银行|医院|大学|学院|中学|小学|幼儿园|合作社|协会|商会|联盟|研究院|研究所|局(?!面|势|限)|委员会|办公室|中心|基金|学校|"
    r"工厂|企业|法院|报社|出版社|学会|机构|总会|工会|厂|报(?=$|[^告道名])|园区|平台|部(?=$|[^分])|党委|政府|酒店|商场"
)
_PEOPLE_BEFORE = re.compile(r"(?:人口|人数)(?:已|就|共|约|近|超过?|有|达到?|为|是)*$")
_PHONE = re.compile(
    r"[0-9]{3,4}-?[0-9]{7,8}|0[0-9]{2,3}-[0-9]{5}|(?<![0-9.])(?:12[0-9]{3}|9[5-6][0-9]{3,4})(?![0-9.年万亿])|@|www\.|https?:"
)


@lru_cache(maxsize=4096)
def expected_type(folded: str, kind: Kind) -> Expected | None:
    """The type that a folded question wants; `None` where anything may answer (reasons, lists)."""
    if kind == "figure" or (kind in ("definition", "other") and _ASKS_AMOUNT.search(folded)):
        english = _ENGLISH_QUESTION.search(folded) is not None
        if english and (measure := measure_asked(folded)) is not None:
            expected = _OF_DIMENSION.get(dimension_of(measure))
            if expected is not None:
                return expected
        for expected, pattern in _ENGLISH if english else _CHINESE:
            if english and expected == "money" and _NO_MONEY_ASKED.search(folded):
                continue
            if re.search(pattern, folded):
                return expected
    if kind == "person" and (asked := _WHO_IS.match(folded)) is not None:
        name = asked[1] or asked[2] or asked[3]
        if any(person.text == name for person in people_in(name)):
            return None  # 林小满是谁: the name is known, not who it is
    if kind in ("other", "definition", "place") and _ASKS_CONTACT.search(folded):
        return "contact"
    if kind == "other" and re.search(r"哪一?(家|所|间)", folded):
        return "organisation"
    return _BY_KIND.get(kind)


def figure_fits(expected: Expected | None, figure: Figure) -> bool:
    """Whether `figure` is of the expected type."""
    if expected is None or figure.kind == "name":
        return False
    if expected in ("date", "year"):
        return figure.kind in _DATES
    if expected == "rank":
        return figure.kind in ("rank", "ordinal")
    if expected == "share":
        return figure.kind in ("percent", "fraction", "ratio", "point") or figure.unit == "倍"
    if expected == "number":
        return figure.kind not in (*_DATES, "ordinal", "rank")
    if expected == "duration" and figure.kind == "period":
        return True
    if expected == "people" and not figure.unit and figure.kind == "quantity":
        # 老年人口12万: the noun before it says what is counted.
        return _PEOPLE_BEFORE.search(figure.subject.clause or "") is not None
    units = _UNITS.get(expected)
    # 元/吨 is a sum of money; 人/平方公里 is no number of people.
    unit = figure.unit.partition("/")[0] if expected == "money" else figure.unit
    return units is not None and figure.kind == "quantity" and unit in units


def type_held(
    expected: Expected | None, text: str, figures: Sequence[Figure], asked: str = ""
) -> float:
    """1 when `text` holds something of the expected type, 0 when it does not, 0.5 when unknown.

    What the question itself says does not count: a person named in `asked` is not its answer.
    """
    if expected is None:
        return 0.5
    if expected == "contact":
        return float(bool(_PHONE.search(text)))
    if expected == "date":
        return float(bool(_DATE.search(text)))
    if expected == "person":
        return float(any(name.text not in asked for name in people_in(text)))
    if expected == "organisation":
        return float(bool(_ORGANISATION.search(text)))
    if expected == "place":
        from .question import places_in

        return float(any(place not in asked for place in places_in(text))) or 0.3
    return float(any(figure_fits(expected, figure) for figure in figures))
