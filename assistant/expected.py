"""What type of thing a question wants back, and whether a sentence holds one.

A question about a ticket's price wants money, one about a principal a person. A sentence that holds
no such thing cannot answer, however well it speaks of the same place.

>>> expected_type("庄园的门票要多少钱一张?", "figure"), expected_type("村里的校长是谁?", "person")
('money', 'person')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from index.figures import Figure
from index.figures.homographs import sense_of
from index.normalise import fold_text

from .answer import Kind
from .measure_asked import dimension_of, measure_asked

Expected = Literal[
    "money", "people", "age", "share", "area", "length", "mass", "duration", "rank", "year",
    "date", "person", "organisation", "place", "contact", "number",
]  # fmt: skip

_MONEY_THING = (
    r"价格|票价|单价|房价|收费|学费|费用|工资|月薪|年薪|奖金|租金|房租|退休金|养老金|救助金|补助|补贴|津贴|经费|资金|预算|"
    r"利润|税收|营业额|销售额|交易额|成交额|出口额|产值|生产总值|gdp|总收入|收入|投资额|总投资|投资|贷款|授信|身价|市值|"
    r"花费|造价|成本|薪水|工钱|(?<![免浪耗])费(?![用力时心])"
)
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
    ("contact", r"电话(?!亭|费|铃)|手机号|号码|邮箱|网址|微信号|联系方式|打(?:哪|什么|啥)一?个?号|拨(?:哪|什么|啥|几)"),
    ("rank", r"第几|排名|名次|位次|排在?[^,]{0,6}几|排多少"),
    ("age", r"(?<![一二三四五六七八九]十)几岁|多少岁|多大(岁数|年纪|年龄)|(年龄|年纪|岁数)(是|有)?(多|几)|今年多大|年方几"),
    (
        "share",
        r"百分之|几成|百分点|几个点|占了?(多大|多少|几)|占(?!地)[^,?]{1,8}(?<!面积是)的?(多少|几成|多大)(?![个家人名])|(多大|多高|什么)的?(比例|比重|份额)|(收入比|之比|倍差|倍数)[^,]{0,4}(多少|几)|(比例|占比|比重|份额|增速|增幅|增长率|降幅|涨幅|率)(是|有|为|达到?|高达|占|超过?|约|大约|大概|已|在)*(多少|几|多高|多大)"
        r"|(增长|下降|提高|提升|降低|上升|上涨|升|涨|降|跌)了?(多少|几)(?![个家件名人元万亿])",
    ),
    (
        "area",
        r"多少(万)?(亩|平方|公顷)|几(亩|平方|公顷)|面积|占地(多少|多大)|多大(面积|地方)"
        r"|(地|田|园|林|场|厂房|基地|园区|库|馆|广场|公园)(总共|一共|现在)?有?多大",
    ),
    ("length", r"海拔|多少(公里|米|里路|千米)|里程|距离"),
    ("mass", r"多少(万|亿)?(吨|公斤|斤|千克)|几(吨|公斤|斤)|多重"),
    ("duration", r"多(长时间|久)|多少(时间|工夫|功夫)|几(个小时|小时|分钟|秒|个月|天|年)|多少(个小时|小时|分钟|秒|个月|天|年)"),
    ("money", r"多少(万|亿)?(元|钱|块(?!地|田|板|砖|石|牌|屏|表|布|瓦|碑|玻璃|电池|区域|场地))|几(万|亿|百|千)?(元|块(?!地|田|板|砖|石|牌|屏|表|布|瓦|碑|玻璃|电池|区域|场地))|(花|挣|赚|投|卖|捐|拨|贷)了?多少(?![个家件名位人吨斤亩册本台辆])(?!书|树|菜|油|米|粮|鱼|果|货|票|药|衣|茶|酒|蛋|肉|鸡|鸭|羊|牛|猪|花|水|电)"),
    # 掏多少, 奖多少: what is paid where nothing is counted after it.
    ("money", r"(掏|付|交|缴|贴|补|补贴|补助|奖|奖励|领|拿|挣|赚|赔|花|投|捐|拨|贷|封顶|报销)(了|到|出|进|去|得|下)*多少(?=[?,。]|$)"),
    ("money", r"(?:多少|几)个?亿(?![件人户吨斤公])"),
    ("money", r"(?:更|要|变)?(?:贵|便宜)(?:了|出|上|得了)?(?:多少|几块)"),
    (
        "people",
        r"多少(万|亿)?(名|位|人)|几(百|千|万)?(名|位|人|口人)|人口|人数"
        r"|(多少|几)(万|千|百)?个?(员工|工作人员|人员|职工|工人|教职工|护士|学生|老师|教师|孩子|小朋友|游客|旅客|选手|运动员|工程师|医生|病人|患者|村民|居民|市民|"
        r"女工|民工|零工|青年|姑娘|老人|老年人|残疾人|党员|志愿者|专家|干部|观众|嘉宾|徒弟|儿童|妇女|女性|男性|群众|用户|客人|住户|劳动力)",
    ),
    ("money", rf"({_MONEY_THING})[^,]{{0,6}}(多少|几|多高|多大)(?![个家件名位人吨斤亩项次户所座处种类条笔倍])"),
    ("money", rf"(多少|几)(?:的)?(?:{_MONEY_THING}|真金白银|现金|租|存款|善款)"),
    ("money", r"(出口|进口|外贸|进出口)(了|额|总额|总值)?(是|有|达|做到)?多少(?![个家件名位人吨斤亩项次种])"),
    ("length", r"多(高|长|宽|深|远)(?!时间|久)"),
)  # fmt: skip
_ENGLISH: tuple[tuple[Expected, str], ...] = (
    ("contact", r"\b(phone|telephone|email|e-mail|website)\b"),
    ("rank", r"\brank"),
    ("age", r"\bhow old\b|\bage of\b"),
    ("share", r"\b(percent\w*|share|proportion|growth|rate)\b|\bhow (fast|much) did .* (grow|rise|fall|increase)\b"),
    (
        "area",
        # How big a sum, a crowd or a share is, is no area.
        r"\bhow (big|large)\b(?!.*\b(gdp|economy|output|income|population|budget|fund|investment"
        r"|sum|amount|team|share|gap|market|revenue|sales|turnover|loan|crowd)s?\b)|\barea\b|\bhow many (mu|square|hectares)\b"),
    ("length", r"\bhow (far|high|tall|long is)\b|\baltitude\b|\bhow many (kilomet|met)"),
    ("mass", r"\bhow many (tons|tonnes|kilos|kilograms)\b"),
    ("duration", r"\bhow long\b|\bhow many (seconds|minutes|hours|days|weeks|months|years)\b"),
    (
        "money",
        r"\bhow much of [a-z' ]{2,20}\bmoney\b|\bhow much (?:(?:per|a|each|every|in) [a-z]+ |monthly |yearly |annual )?(money|does|did|do|is|was|were|will|relief|income|rent|funding|support|subsidy)\b"
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
_ASKS_AMOUNT = re.compile(
    r"多少|几|\bwhat (?:is|was|were|are) [^?]{0,60}\b(?:price|cost|gdp|population|salary|income|area|rate|share|percentage|"
    r"investment|revenue|budget|rent|age|phone|prize|fee|fare|wage|subsidy|pension|allowance|bonus)s?\b"
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
    r"|去年|今年|前年|近日|日前|上个?月|每(周|月|年)|季度|周[一二三四五六日]|十[二三四五]五"
)
_ORGANISATION = re.compile(
    r"公司|集团|银行|医院|大学|学院|中学|小学|幼儿园|合作社|协会|商会|联盟|研究院|研究所|局(?!面|势|限)|委员会|办公室|中心|基金|学校|"
    r"工厂|企业|法院|报社|出版社|学会|机构|总会|工会|厂|报(?=$|[^告道名])|园区|平台|部(?=$|[^分])|党委|政府|酒店|商场"
)
_PHONE = re.compile(r"[0-9]{3,4}-?[0-9]{7,8}|@|www\.|https?:")


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


@dataclass(frozen=True, slots=True)
class Name:
    """`text` stands at `start:end` of the text that it was found in."""

    text: str
    start: int
    end: int


_ORGANISATION_WORD = re.compile(
    r".*(?:公司|集团|银行|医院|大学|学院|中学|小学|幼儿园|合作社|协会|商会|联盟|研究院|研究所|委员会|办公室|基金会|学校|工厂|法院|报社|"
    r"出版社|学会|总会|工会|局|厅|部|委|园区|中心|办|中专|高中|职高|技校|党校)$"
)
# What may stand inside the name of an organisation, by its word class.
_IN_NAME = frozenset({"n", "j", "b", "a", "m", "l", "i", "z", "v", "q", "f"})
_NOT_IN_NAME = frozenset(
    """
    是 有 在 由 和 与 及 为 被 把 了 的 从 到 对 向 该 其 这 那 家 个 所 位 名 牵手 拥有 成为 包括 位于 落地 引进 首家 全省 全国
    首个 第一 一家 一个 相关 企业 建设 负责 作为 联合 依托 签订 签 介绍 来自 还有 各 各类 多家 试点 实现 覆盖 惠及 面向 走进 率先 承担 打造 经营 办 开 投资 出资 成 作为 属于
    """.split()
)


@lru_cache(maxsize=1024)
def organisations_in(text: str) -> tuple[Name, ...]:
    """Names of companies, schools, offices: the words before a class word that may belong to it.

    >>> [name.text for name in organisations_in("项目依托江城松石激光科技有限公司，由区教育局指导。")]
    ['江城松石激光科技有限公司', '区教育局']
    """
    import rjieba

    folded = fold_text(text)
    if len(folded) != len(text):
        folded = text
    found: list[Name] = []
    words: list[tuple[str, str, int]] = []
    position = 0
    for word, tag in [*rjieba.tag(folded), ("", "x")]:
        words.append((str(word), str(tag), position))
        position += len(word)
    for number, (word, _, start) in enumerate(words):
        following = words[number + 1][0] if number + 1 < len(words) else ""
        if not _ORGANISATION_WORD.match(word) or _ORGANISATION_WORD.match(following):
            continue
        if word == "工厂" and number and _ORGANISATION_WORD.match(words[number - 1][0]):
            number, word, start = number - 1, words[number - 1][0], words[number - 1][2]
        first = number
        while first > 0:
            before, tag, _ = words[first - 1]
            bracket = before in "（）()" and before != ""
            if before in _NOT_IN_NAME or not (
                tag[0] in _IN_NAME
                or tag[:2] in ("nr", "ns", "nz", "nt", "en")
                or bracket
                or before == "未来"
            ):
                break
            first -= 1
        begin, end = words[first][2], start + len(word)
        begin += text[begin] in "由说在被让给对向"
        # 教育局(基教|科: what a bracket opens is not of the name before it.
        opened = max(text.rfind(mark, begin, end) for mark in "(（")
        if opened >= 0 and not any(mark in text[opened:end] for mark in ")）"):
            begin = opened + 1
        if 4 <= end - begin <= 30 or (end - begin == 3 and number > first):
            found.append(Name(text[begin:end], begin, end))
    return tuple(found)


_ROLE = (
    r"书记|主任|校长|园长|院长|局长|部长|处长|科长|县长|市长|区长|镇长|乡长|村长|省长|会长|行长|社长|厂长|站长|队长|经理|总裁|"
    r"董事长|负责人|创始人|医生|医师|护士|教师|老师|教授|专家|记者|村民|居民|社工|志愿者|民警|保安|群众|老人|残疾人|店主|"
    r"[0-9]0后|店长|老板|农户|工人|司机|学生|女儿|家长|干部|员工|游客|市民|代表|馆长|所长|组长|班长|团长|船长|理事长|秘书长|选手|运动员|队员|教练|传承人|主播|主理人|院士|博士|创客|作家|画家|歌手|研究员|工程师|大叔|大妈|大爷|阿姨|带头人|大户"
)
# The commonest surnames that are no everyday words stand for nearly all people.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤应毕费项章施盛单易干阮俞虞竺柳鲍娄"
    "柯颜阮储丛褚卓蔺牟仇裘屠詹靳池厉瞿柴祁巫苗骆樊殷葛翟裴蓝闵季鄢阳伍邢耿鲁涂桂申卜符冀凌蒲饶佟童卫翁邬奚冼项胥晏喻臧仲祝左"
    "霍尚尤岳梅齐欧聂焦庞辛兰宫庄温芦邝谌苟楼应占潘麻康赖洪倪乔窦戚殷"
    "穆席冉卞敖屈隋晁甄邸滕佘蔚阙郜鄂芮荀蒯郗巩匡糜郦宓郁扈桑桓芈洑简"
    "庾宗阚訾茹逯闻阎甘苑谈寇禄厍濮仝毋戈雍禹鞠荆游谷栗茶隆暨亓昝宓蓟慕慎"
)
# Surnames that open everyday words as well: 麦田, 文化. Behind an office they are surnames.
_ALSO_WORDS = "麦车文古冷米商沙海权刀玉岩"
DOUBLE_SURNAMES = tuple(
    "欧阳 司马 上官 诸葛 闻人 皇甫 尉迟 公孙 慕容 令狐 宇文 夏侯 端木 司徒 南宫 申屠 东方 "
    "赫连 澹台 公冶 宗政 濮阳 淳于 太叔 轩辕 钟离 闾丘 独孤 呼延 长孙 鲜于 拓跋".split()
)
# The general words for what somebody is, whole.
ROLE_WORD = re.compile(_ROLE)
_DOUBLE = "|".join(DOUBLE_SURNAMES)
_AFTER_ROLE = re.compile(
    rf"(?:{_ROLE})(?P<name>(?:{_DOUBLE}|[{_SURNAMES}{_ALSO_WORDS}])[\u4e00-\u9fff]{{1,2}}?)"
    r"(?=说|介绍|表示|告诉|笑|感慨|坦言|认为|解释|透露|会|在|任|担任|出任|当|是|和|与|、|,|，|。|”|的|对|为|等|代表|回|从|一|把|家|夺|拿|带|获|正|曾|已|也|还|站|坐|捧|指着|算了|;|；|$)"
)
_OPENING = re.compile(
    rf"(?:^|[,，。;；“])(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=是|说|介绍|表示|认为|告诉|坦言|透露)"
)
_CREDIT = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:、|\s)*[/／]?\s*(?:摄(?![影像氏取入制])|供图|图$)|(?:摄影|通讯员|撰稿)[:：\s][\u4e00-\u9fff]{2,4}"
)
# 石桥新貌 林小满 摄: who took the picture that these words stand under.
_PHOTOGRAPHER = re.compile(
    r"(?:^|[\s,，。:：、/／(（])(?P<name>[\u4e00-\u9fff]{2,4})\s*[/／]?\s*(?:摄(?![影像氏取入制])|供图)"
)
_VERB_OF_SPEECH = "笑说称表介认坦透"
_SPEAKS = re.compile("说|介绍|表示|告诉|坦言|认为|透露|解释|感慨")
_ASPECT = re.compile("(?<=[\u4e00-\u9fff]{2})[了着过]$")
# What people are told of: 周小立住|在…, 周小立办|起….
_VERB_AFTER_NAME = _VERB_OF_SPEECH + "住开办做养卖买种去来回带"
_NOT_PERSON = re.compile(
    r"[省市区县镇乡村州岛湖山江河路街]$|^(?:项目|金融|方面|高度|石油|史料|任务|万元|常态|安全|成为|成立|方式|高新)"
)


def without_verb(name: str) -> str:
    """A name of four characters without the verb that the tagger has taken into it.

    >>> without_verb("周小立住"), without_verb("欧阳小住"), without_verb("周小立")
    ('周小立', '欧阳小住', '周小立')
    """
    single = len(name) == 4 and not name.startswith(DOUBLE_SURNAMES)
    return name[:3] if single and name[3] in _VERB_AFTER_NAME else name


def _may_be_person(run: str) -> bool:
    return (run[0] in _SURNAMES or run.startswith(DOUBLE_SURNAMES)) and _NOT_PERSON.search(
        run
    ) is None


def _is_common_word(run: str, after: str) -> bool:
    """Whether what the tagger takes for a person is an everyday word: 高峰, but not 高峰|介绍."""
    word = _ASPECT.sub("", run)
    return sense_of(word) == "common" and (word != run or _SPEAKS.match(after) is None)


def people_in(text: str) -> tuple[Name, ...]:
    """Names of persons in a Chinese text: what the tagger calls one, and what follows a role.

    >>> [name.text for name in people_in("村党支部书记周立笑着介绍，校长高小川感慨。")]
    ['周立', '高小川']
    """
    import rjieba

    found: dict[tuple[int, int], None] = {}
    # A photographer is credited beside the text, not told of in it.
    credits = [match.span() for match in _CREDIT.finditer(text)]
    folded = fold_text(text)
    if len(folded) != len(text):
        folded = text
    position = 0
    run: tuple[int, int] | None = None
    surname = -1
    for word, tag in [*rjieba.tag(folded), ("", "")]:
        start, position = position, position + len(word)
        joined = run is None and 0 <= surname == start - 1 and len(word) < 3
        if joined and tag in ("nr", "nrt", "nrfg"):
            # 穆|长青: a surname that the dictionary has for something else.
            run = (surname, position)
            continue
        surname = start if len(word) == 1 and word in _SURNAMES else -1
        if tag in ("nr", "nrt", "nrfg") and (run is None or position - run[0] <= 4):
            run = (run[0] if run else start, position)
            continue
        if run is not None and run[1] - run[0] >= 3 and folded[run[1] - 1] in _VERB_OF_SPEECH:
            run = (run[0], run[1] - 1)  # 周立笑 着介绍
        if (
            run is not None
            and 2 <= run[1] - run[0] <= 4
            and _may_be_person(folded[slice(*run)])
            and not _is_common_word(folded[slice(*run)], folded[run[1] :])
        ):
            found.setdefault(run)
        run = None
    for match in (*_AFTER_ROLE.finditer(folded), *_OPENING.finditer(folded)):
        start, end = match.span("name")
        name = folded[start:end]
        # After an office even 周大山 is a person.
        behind_role = match.re is _AFTER_ROLE
        person = _may_be_person(name) or (behind_role and name[-1] in "岛湖山江河")
        person = person or (behind_role and name[0] in _ALSO_WORDS and not rjieba.has_word(name))
        person = person and not _is_common_word(name, folded[end:])
        # 老人钱玲|珠家: the dictionary has cut the name short.
        cut_short = next((run for run in found if run[0] == start and run[1] < end), None)
        if cut_short is not None and person:
            del found[cut_short]
        if not any(a < end and start < b for a, b in found) and person:
            found.setdefault((start, end))
    for start, end in _behind_calling(folded):
        # 63岁的许长|贵撑着船: here, too.
        found.pop(next((run for run in found if run[0] == start and run[1] < end), (-1, -1)), None)
        if not any(a < end and start < b for a, b in found):
            found.setdefault((start, end))
    return tuple(
        Name(text[a:b], a, b)
        for a, b in sorted(found)
        if not any(start < b and a < end for start, end in credits)
    )


# 护林员, 老木匠, 李师傅: what somebody does for a living, whatever it is, before a name; 63岁的 as well.
_CALLING = re.compile(
    rf"(?:[\u4e00-\u9fff](?:员|师傅|[师匠长手])|[0-9一二三四五六七八九十]岁的)"
    rf"(?=(?:{_DOUBLE}|[{_SURNAMES}])[\u4e00-\u9fff])"
)
# What a sentence goes on with behind its subject, by word class.
_GOES_ON = ("v", "d", "p", "c", "u", "x", "")


def _behind_calling(folded: str) -> list[tuple[int, int]]:
    """Where names stand behind a word for what somebody does: 护林员|林小满|举起望远镜.

    The name ends where a verb, an adverb or the like begins; what the dictionary has for a word, as
    the 高度 of 局长高度重视, is none.
    """
    import rjieba

    found = []
    for calling in _CALLING.finditer(folded):
        start = calling.end()
        surname = 2 if folded.startswith(DOUBLE_SURNAMES, start) else 1
        if rjieba.has_word(folded[start : start + 2]) and surname == 1:
            continue
        for given in (2, 1):
            end = start + surname + given
            behind = next(iter(rjieba.tag(folded[end : end + 6])), ("", ""))[1]
            if (
                end <= len(folded)
                and behind[:1] in _GOES_ON
                and _may_be_person(folded[start:end])
                and (folded[end - 1] != "人")
            ):
                found.append((start, end))
                break
    return found


# What a word for people or a body of them ends with.
_PEOPLE = re.compile(
    r"(?:[人者员民师生户客友家手工兵医长商]|们|孩子|老[板乡人]|群众|儿童|团队?|队伍?|[会局办部厅委院校所站社厂店]|公司|集团|企业|单位|政府|中心|合作社|[省市县区镇乡村]|街道|社区)"
    r"(?:$|[、和与及等])|[A-Za-z]"
)


def may_have_done_it(words: str) -> bool:
    """Whether words that name nobody may say who: by a class of people, a body, or in Latin letters."""
    return _PEOPLE.search(words) is not None or bool(people_in(words))


def photographers_in(text: str) -> tuple[Name, ...]:
    """Who is credited with a picture in its caption.

    >>> [name.text for name in photographers_in("石桥新貌 林小满 摄")]
    ['林小满']
    """
    return tuple(Name(m["name"], *m.span("name")) for m in _PHOTOGRAPHER.finditer(text))
