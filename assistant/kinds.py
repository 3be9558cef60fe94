"""The kind of a question, by its interrogative words.

The kind decides what a short answer must be, and how many sentences an answer may have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Language

from .answer import Kind
from .told_closer import TOLD_CLOSER

# Who may have a person's name; anything else that is called something is a thing.
_BEARERS = (
    r"(?<!业)人(?!才)|长|书记|主任|经理|总裁|老板|店主|老师|教师|医生|专家|学生|女士|先生|老人|大爷|大妈|奶奶|爷爷|社工|志愿者|记者|村民|居民|"
    r"农户|司机|员工|教授|工程师|孩子|儿子|女儿|丈夫|妻子|官员|干部|选手|冠军|运动员|教练|护士|师傅|姑娘|"
    r"小伙|青年|传承人|院士|她|他|员|师|匠|手|头儿|掌柜|老汉|老太|大嫂|大姐|大哥|媳妇|婶|伯|叔|农民|者|当家的|娃|后生|[那这]位|[大商住][户师]|父亲|母亲|药农|茶农|渔民"
)
# 哪个村民, 哪位老师: people of a kind.
_WHO = (
    "村民|居民|市民|老师|教师|医生|护士|专家|干部|记者|农民|农户|渔民|牧民|店主|老板|店老板|校长|园长|院长|局长|书记|主任|社工|志愿者|选手|队员|运动员|师傅|徒弟|老人|大爷|大妈|奶奶|"
    "爷爷|学生|同学|司机|民警|警察|姑娘|小伙子?|后生|创始人|负责人|传承人|导演|演员|画家|作家|教授|教练|将军|将领|皇帝|工人|员工|人物"
)
# Ordered: the first pattern that matches decides. Matched on folded text.
_CHINESE_KINDS: tuple[tuple[Kind, str], ...] = (
    (
        "reason",
        r"为什么|为何|为啥|什么原因|何以|原因(是|在|有)|怎么会|凭什么|缘何|因为什么|图什么|好在哪",
    ),
    (
        "comparison",
        r"(比|和|与|跟|(?<![共相合协不])同).{1,24}(多多少|高多少|少多少|低多少|相差|差多少|差距|哪个(?!(?:省|市|县|区|镇|乡|村|街道|社区|地方|[\u4e00-\u9fff]{0,2}(?:单位|部门|学校|公司|集团|企业|机构|医院|幼儿园|合作社|协会))(?:的|人)*[？?呀啊呢]*$)|哪家|谁更|哪边|哪一个|区别|不同)"
        r"|相差多少|差多少|高出多少|(哪个|谁)(更|比较)|谁(多|高|大)|对比",
    ),
    ("figure", r"(有没有|是不是|是否).*(多少|几)"),
    # 那家合作社全称怎么写
    (
        "organisation",
        r"(?:公司|企业|集团|学校|小学|中学|大学|医院|合作社|协会|商会|机构|部门|单位|中心|银行|幼儿园|基金会|厂|局)(?![长员里的])[^,，?？]{0,6}[,，]?的?(?:全称|全名|名称|大名)(?:要|该|应该)?(?:怎么写|怎么称呼|叫什么|是什么|是啥|叫啥|是|叫|$|[?？])",
    ),
    ("person", r"全名(是|叫)?(什么|啥|$|[?？])|姓甚名谁"),
    ("place", r"多[大远]的(?:什么|哪个)地方"),
    # 有个开了十年船的师傅,救了…,叫什么名字
    (
        "person",
        rf"有一?[个位][^,，?？]{{0,20}}(?:{_BEARERS}|[民片刑交]警|警察)[,，][^?？]*叫(?:做)?(?:什么|啥)(?:名字?)?[?？]*$",
    ),
    # 问…能不能停船的那位村民叫什么: what is asked stands last.
    (
        "person",
        rf"(?:能不能|会不会|有没有|是不是|可不可以).*(?:(?:{_BEARERS})叫(?:做)?(?:什么|啥)|是谁|是哪位)(?:名字?)?[?？]*$",
    ),
    (
        "definition",
        r"(什么是|何谓|何为)|(究竟|到底)?指的?(是)?(哪|什么样)(一)?(类|种|回事)|是(个)?(什么|啥)(意思|东西|概念|模式|计划|平台|机制|制度|做法|项目)?[？?呀啊呢]*$"
        r"|(指|说)的是(什么|啥)|什么意思|是指什么|怎么回事|是怎样的|是什么样的|^(请|麻烦|帮我|你|能)*(介绍|讲讲|说说)|(介绍|讲讲|说说)一下",
    ),
    (
        "list",
        r"哪些|哪几(?![天年月])|哪(两|三|四|五|六|七|八|九|十)|哪(俩|仨)|有什么|都有谁|有啥|分别(是|有|为|叫)|包括(了|些)*(什么|啥)|(要|得|需要?|该)(带|交|备|准备|提供)(什么|啥)(?=[\u4e00-\u9fff]*(件|料|续|西|明|表))|[了有是]些(什么|啥)|都(有|是|要|得|能|会|管|卖|算)?[^,，。?？]{0,4}(什么|啥)(?!时候|地方|原因|意思|日子|价)|列出|列举|(几|哪)(大|项|类)(分别|是)?什么|什么(服务|内容|措施|课程|领域|项目)",
    ),
    (
        "yes_no",
        r"(吗|嘛|(?<![什怎那这多要])么|了没有?)[？?。!！]*$|是不是|是否|有没有|能不能|会不会|对不对|可不可以|难道",
    ),
    ("place", r"在(?:什么|哪一?条?)(?:路|街|巷)"),
    (
        "date",
        r"什么时候|何时|几时|啥时候|哪[一几两三]?(年|天|月|日)|哪[一几两三]?个(?:月|年头|礼拜|星期)|(?:出生)?年月(?:日)?(?:是)?[？?]*$|(?<!第)(?<!今年)几(月|号(?!楼|线|馆|门|店|厂|院|桌|厅|车间|文|单元|窗口|台风)|点(?!要求|意见|建议|措施|理由|原因|体会|做法|倡议))|(什么|哪个)(时间|日期|年份|月份|日子)|多会儿|每月几|(礼拜|星期|周)几",
    ),
    (
        "figure",
        r"多少|(?<![这那前后近好头上下十])几(个|家|件|位|名|人|次|条|座|年|天|岁|成|倍|分|亩|公里|万|亿|起|宗|期|样|回|笔|车|度|克|课|段|轮|拨|桌|袋|箱|包|盒|册|集|首|句|字|排|圈|圆|毛|角|吋|米|里|寸|大(?:类|主题|板块|方面)|项|所|张|户|支|批|类|级|点|平方|米|秒|瓶|种|处|部|只|根|节|对|届|元|块|斤|吨|千|百|趟|场|层|代|月|间|栋|幢|台|套|辆|艘|头|棵|株|片|顿|杯|篇|本|口|组|款|枚|幅|份|艘|架|门|队)"
        r"|第几|多(大|长|高|远|久|快|重|宽|深)|(占比|比例|比重|增幅|增速|涨幅|排名|名次|面积|人数|数量|总额|金额|价格|产值|收入|得分)"
        r"(是|为|有|达|到|达到)?(什么|怎样|如何|啥)|占.{0,8}(几成|多大)|百分之几|(有|达|为)?几[?？]*$|翻了几|排(在)?(第)?(几|哪)|(?:什么|啥)价(?!值)|(?:比例|占比|人数|均价|单价|[^效频税汇]率|数量|总数|总额|总量|金额|产量|产值|销量|销售额)(?:呢|是)?[？?]*$",
    ),
    ("organisation", r"(是|属于?)谁家的?[?？]*$|谁家的?(公司|企业|工厂|厂子?|单位|机构|店)"),
    (
        "person",
        rf"谁|哪(一)?(位|个人)|哪(一)?[个名][^,，。?？的]{{0,3}}(?:{_WHO})(?![会部家的们])|什么人|何人|(?<!人才)(?:{_BEARERS})[^,，。?？]{{0,4}}?(叫|是)什么名字|姓(甚|什么)|[那这]位[^,，]{0, 12}[，,]?叫(什么|啥)|(书记|主任|校长|经理|队长|站长|局长)是哪个[?？啊呀]*$|(校长|书记|负责人|总经理|局长|创始人|主任|医生)是(哪|什么)?",
    ),
    (
        "organisation",
        r"(哪|什么|哪一)(家|个|所|些|间|支)?(?:龙头|世界|全球|中国|科技|民营|国有|上市|医科|师范|农业|理工|重点|三甲|综合|公办|公立|民办|私立|教育|专业|农民|股份|国资)?(公司|企业|部门|单位|机构|学校|大学|学院|中学|小学|医院|银行|组织|局|委员会|委(?!员)|协会|合作社|集团|报|报纸|幼儿园|500强|五百强|百强|[央国民外车药房]企|厂(?!长)|工厂|工作室|剧团|球队|战队|俱乐部|网站|电视台|部队|医疗队|救援队|出版社|研究所|研究院|基金会|法院|检察院|超市|酒店|饭店|餐厅|商场)"
        r"|(?:大学|中学|小学|高中|学校|书)(?:是)?(?:在)?[念读上]的?(?:是)?(?:哪|什么)(?:儿|里|所|家)?[?？呀啊呢]*$",
    ),
    (
        "place",
        r"哪里|哪儿|何处|何地|什么地方|在哪(?!个会|次会|场会)|位于哪|(哪|什么)(一)?(个)?(地方|省|市|区|县|镇|乡|村|街道|社区|城市|地区|公园|小区|广场|商场|园区|景区|街区)|哪一?[条座](街|路|巷|国道|省道|高速|铁路|山|岛|湖|河|江|桥|城市?)|啥地方|去哪",
    ),
    (
        "how",
        r"怎么|如何|怎样|怎么样|咋|用什么(办法|方式|方法)|通过什么|靠什么|什么(办法|方式|方法|途径|模式)",
    ),
    (
        "organisation",
        r"(公司|企业|学校|医院|合作社|协会|机构|部门|中心|银行)(名字)?叫(做)?(什么|啥)",
    ),
    ("person", rf"({_BEARERS})(的名字)?[，,]?叫(做)?(什么|啥)"),
    # 书店老板 松溪 名字: words without a sentence.
    ("person", rf"^(?=.*(?:{_BEARERS}))[^,，?？]*(?:名字|姓名)[?？]*$"),
    ("definition", r"什么|啥"),
)
# What, whose name stands for a kind of answer, may be told more closely: what yearly allowance.
_MEASURED = (
    r"percentage|percent|share|proportion|portion|number|amount|fraction|rate|rank|score|area|size|price|fee|age|length|height|weight|depth|width|distance|"
    r"allowance|subsidy|pension|salary|wage|rent|budget|output|turnover|capacity|sum|quantity|yield|profit|loss|fine|reward|bonus|deposit|discount|"
    r"temperature|speed|magnitude|rainfall|total|average|population|revenue|income|cost|investment"
)
_PERSONS = (
    r"person|doctor|nurse|official|teacher|professor|farmer|villager|worker|secretary|mayor|runner|"
    r"athlete|artist|craftsman|photographer|reporter|resident|student|principal|director|manager|specialist|expert|driver|volunteer|engineer|technician|"
    r"researcher|scientist|pupil|fisherman|coach|chef|cook|apprentice|entrepreneur|lawyer|judge|writer|tourist|visitor|retiree|journalist|headmaster|headmistress|"
    r"head(?! offices?\b)|chief|leader|boss|councillor|councilor|analyst|strategist|economist|minister|governor|businessman|businesswoman|man|woman|boy|girl|"
    r"shopkeeper|trader|merchant|founder|designer|singer|actor|actress|player|swimmer|captain|spokes(?:man|woman|person)"
)
_ORGANISATIONS = (
    r"company|companies|organi[sz]ation|firm|department|bureau|school|college|university|hospital|"
    r"bank|newspaper|utility|maker|manufacturer|brand|team|club|authority|foundation|union|court|ministry|factory|operator|developer|supplier|insurer|publisher|"
    r"institution|institute|agency|cooperative|association|enterprise|provider|contractor|body|bodies|office|"
    r"kindergarten|clinic|shop|store|restaurant|laboratory|lab|academy|council|committee|commission|government|charity|regulator|outlet|website|exchange"
)
_PLACES = (
    r"town|city|village|district|county|province|place|region|location|street|neighbou?rhood|township|sub-?district|hamlet|country|"
    # Which community began it, but not: what community services are there.
    r"(?:community|road|park|square|bridge|lake|island|mountain|river|port|venue|building|reservoir|stream|highway|railway|expressway|"
    r"market|hall|room|station|crossing|stadium|valley|forest)"
    r"(?= (?:did|do|does|is|are|was|were|has|have|had|will|would|can|in|of|on|near|set|took|built|began|opened|started|won|that|which|who)\b|[?,.]|$)"
)
_ENGLISH_KINDS: tuple[tuple[Kind, str], ...] = (
    (
        "reason",
        r"\bwhy\b|\bwhat (is|was|were|are) the reasons?\b|\bhow come\b|\bfor what reason"
        # What problem made them open it?
        r"|^what (?:(?:problem|need|worry|concern|difficulty|shortage|reason)s? )?(?:made|led|drove|prompted|pushed|forced)\b"
        r"|^what (?:is |are |was )?(?:keep|stop|prevent|hinder|hamper)(?:s|ing|ping|ed)?\b",
    ),
    (
        "comparison",
        r"\bdifference between\b|\bhow (?:much|many) (?:more|less|higher|lower|fewer)\b(?=.*\b(?:than|compared|versus|against)\b)"
        r"|\bwhich (is|was|one|has|had|of).*\b(more|higher|larger|bigger|less|lower)\b"
        # Compared with itself of before, it is one figure.
        r"|\bcompare(?!d (?:with|to) (?:in )?(?:(?:19|20)[0-9]{2}\b|(?:a|last|the previous|the same) (?:year|period|month)|the year before|before))",
    ),
    # What are the exports so far: a sum, and no list.
    (
        "figure",
        r"^(?:and )?what (?:is|are|was|were) (?:the |its |their )?(?:[\w\u4e00-\u9fff]+['’]s )?(?:[a-z-]+ ){0,2}?(?:exports|imports|earnings|takings|savings|sales|profits|losses|expenses|revenues)\b(?! (?:made|like|to which))",
    ),
    # Two bodies are a list, two years a span of time.
    (
        "list",
        r"\b(?:which|what)(?: other)? (?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|10) (?!(?:years?|months?|days?|dates?|hours?)\b)",
    ),
    # Name the company that …
    (
        "organisation",
        rf"^(?:please )?(?:name|identify|state|give(?: me)?) the {TOLD_CLOSER}(?:{_ORGANISATIONS})\b(?! names?\b)(?!['’]s)",
    ),
    (
        "person",
        rf"^(?:please )?(?:name|identify|state|give(?: me)?) the {TOLD_CLOSER}(?:{_PERSONS})\b(?! names?\b)(?!['’]s)",
    ),
    (
        "place",
        rf"^(?:please )?(?:name|identify|state|give(?: me)?) the {TOLD_CLOSER}(?:{_PLACES})\b(?! names?\b)(?!['’]s)(?! (?:{_PERSONS}|{_ORGANISATIONS}|party)\b)",
    ),
    # Whose idea was it, what is the company called?
    (
        "organisation",
        rf"\bwhat(?:['’]s| is| was) the {TOLD_CLOSER}(?:{_ORGANISATIONS})(?:['’]s name| called)\b",
    ),
    # Whose plant was the first: the owner is a company.
    (
        "organisation",
        rf"^whose {TOLD_CLOSER}(?:plants?|factory|factories|mills?|works|workshops?|products?|brand|technology|laboratory|lab|shops?|stores?|ships?|trucks?|machines?)\b",
    ),
    # Whoever else is spoken of, the first words say what is wanted: who was there when …
    ("person", r"^who(?:se|m)?\b"),
    (
        "organisation",
        rf"^(?:(?:at|by|for|in|with|from|to) )?(?:what|which) {TOLD_CLOSER}(?:{_ORGANISATIONS})\b(?!(?:['’]s)? (?:{_PERSONS}|staff)\b)",
    ),
    # In which village does the lady live who …: but which village head is a person.
    (
        "place",
        rf"^(?:(?:and|so|at|by|for|in|on|with|from|to) )*(?:what|which) {TOLD_CLOSER}(?:{_PLACES})\b"
        rf"(?! (?:{_PERSONS}|{_ORGANISATIONS}|party)\b)(?=.*\bwho\b)",
    ),
    # The first words say so, or those who know: what happens when it rains asks no date.
    (
        "date",
        r"^(?:(?:and|but|so|since|until|till|exactly|,) )*when\b|\bwhen (?:exactly )?(?:did|was|were|is|are|will|does|do|has|have|can|would|should)\b|\b(?:know|me|remember|wonder|say|says|said|see|check|ask|out) when\b|\b(?:what|which) (?:western |lunar |calendar )?(years?|months?|dates?|days?|time|hour|period)\b|\bsince what\b"
        r"|\b(?:since|by|until|till|as of) when\b|^dates? (?:of|on|when)\b",
    ),
    (
        "figure",
        r"\b(?:what|which) position (?:did|does|was|is|has)\b|\bhow accurate(?:ly)?\b"
        r"|\bhow (many|much|large|big|long|far|old|high|tall|wide|deep|heavy|fast|often|quick|quickly|soon|strong|common|thick|steep|expensive|cheap|hot|cold)\b|\bwhat (?:is|are|was|were|did|does|do|would|will) (?!the (?:[a-z]+ )?names?\b).*\bworth\b"
        r"|\bwhat (?:does|do|did) .*\b(?:get|make|sell for|receive) .*\b(?:a|an|per|each|every) (?:month|year|day|hour|kilo\w*|mu|person|head)\b"
        r"|\bwhat (?:does|do|did|would|will) .*\b(?:cost|pay|earn|make a (?:month|year)|weigh|measure|spend|turn over|fetch|charge|bring in|take in|collect (?:in|as|from))\b|\bwhat (?:slice|part) of\b|\bwhat (?!kinds?|types?|sorts?)(?:[a-z-]+ ){0,3}?"
        rf"(?:{_MEASURED})\b"
        r"|\bwhat (is|was|were|are) (?!the (?:[a-z]+ )?names?\b)(?:the|[a-z-]+'s) .*\b(number|total|area|income|gdp|ratio|rate|value|revenue|share|percentage|amount|score|investment|output|sales|growth|population|size|cost|fund|funding|pay|salary|wage|price|rise|increase|fall|drop|average|flow|maximum|minimum|capacity|loss|profit|rainfall|yield|bill|"
        r"fee|fine|tally|toll|count|speed|temperature|length|width|height|weight|depth|distance)\b"
        # Headlines ask without a question word: price of eggs at the market?
        r"|^(?!names?\b)(?!.*\b(?:who|what|which|when|where|why|how|is|are|was|were|does|did|do|has|have|can)\b)(?:[a-z\u4e00-\u9fff'’-]+[ :]+){0,6}?"
        rf"(?:{_MEASURED})\b",
    ),
    (
        "person",
        r"\bwho\b|\bwhose\b|\bwhom\b|\bname of the (man|woman|head)\b|\b(?:his|her) (?:full |sur|first |last )?name\b"
        rf"|\b(?:what|which|name of the) {TOLD_CLOSER}(?:{_PERSONS})\b(?!['’]s)",
    ),
    (
        "organisation",
        rf"\b(?:what|which|name of (?:the|a)) {TOLD_CLOSER}(?:{_ORGANISATIONS})\b(?!(?:['’]s)? (?:{_PERSONS}|staff)\b)",
    ),
    (
        "place",
        rf"\bwhere\b|\b(what|which) {TOLD_CLOSER}(?:{_PLACES})\b",
    ),
    (
        "list",
        r"\bwhat are\b|\bwhich (are|ones|\w+s)\b|\blist\b|\bname (the|all|some|three|two|four|five)\b|\bwhat (kinds?|types?|sorts?|\w+s) (of|are|do|does|did|were|have|has)\b",
    ),
    ("how", r"^how\b|\bhow (do|does|did|is|are|was|were|can|has|have|will)\b|\bby what means\b"),
    (
        "definition",
        r"\bwhat (is|was|does|exactly)\b|\bdefine\b|\bwhat'?s\b|\bmeaning of\b|\btell me about\b",
    ),
    ("yes_no", r"^(is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b"),
)


# What went before only tells what is meant: 几秒就出一台电表，这是哪家企业的厂.
_POINTED_OUT = re.compile(
    r"[,，。;；:：—]+(?:请问|你说|到底)*(?P<asked>(?:这|那|它|他|她)[\u4e00-\u9fff]{0,4}?(?:到底)?(?:是|叫|在|归|属)[^,，]*)$"
)


def kind_of(folded: str, language: Language) -> Kind:
    """The kind of a folded question.

    >>> kind_of("全县一共有多少家童装厂?", "zh-Hans"), kind_of("who runs it?", "en")
    ('figure', 'person')
    """
    if language == "en":
        return _first(_ENGLISH_KINDS, folded)
    pointed_out = _POINTED_OUT.search(folded)
    kind = "other" if pointed_out is None else _first(_CHINESE_KINDS, pointed_out["asked"])
    return _first(_CHINESE_KINDS, folded) if kind in ("other", "definition") else kind


def _first(kinds: Sequence[tuple[Kind, str]], folded: str) -> Kind:
    for kind, pattern in kinds:
        if re.search(pattern, folded):
            return kind
    return "other"
