"""Understand a question: its language, its kind, and what it demands of the evidence.

>>> parsed = parse_question("2020年吴兴区的地区生产总值是多少？")
>>> parsed.kind, parsed.years, parsed.places
('figure', ('2020',), ('吴兴区',))
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index import Language
from index.normalise import fold_text

from .answer import Kind
from .language import detect_language


@dataclass(frozen=True, slots=True)
class Question:
    """A parsed question. `folded` is `text` folded for comparison (simplified, lower case).

    `query` is `folded` without the interrogative words, which say nothing about the topic.
    `terms` are its content words, `places` the place names (most specific last), `years` four-digit
    years, `names` what is quoted or tagged as a proper name.
    """

    text: str
    folded: str
    query: str
    language: Language
    kind: Kind
    years: tuple[str, ...]
    places: tuple[str, ...]
    names: tuple[str, ...]
    terms: tuple[str, ...]


# Ordered: the first pattern that matches decides. Matched on folded text.
_CHINESE_KINDS: tuple[tuple[Kind, str], ...] = (
    (
        "reason",
        r"为什么|为何|为啥|什么原因|何以|原因(是|在|有)|怎么会|凭什么|缘何|因为什么|图什么|好在哪",
    ),
    (
        "comparison",
        r"(比|和|与|跟|同).{1,24}(多多少|高多少|少多少|低多少|相差|差多少|差距|哪个|哪家|谁更|哪边|哪一个|区别|不同)"
        r"|相差多少|差多少|高出多少|(哪个|谁)(更|比较)|谁(多|高|大)|对比",
    ),
    ("figure", r"(有没有|是不是|是否).*(多少|几)"),
    (
        "definition",
        r"(什么是|何谓|何为)|是(个)?(什么|啥)(意思|东西|概念|模式|计划|平台|机制|制度|做法|项目)?[？?呀啊呢]*$"
        r"|(指|说)的是(什么|啥)|什么意思|是指什么|怎么回事|是怎样的|是什么样的|(介绍|讲讲|说说)(一下)?",
    ),
    (
        "list",
        r"哪些|哪几|哪(两|三|四|五|六|七|八|九|十)|有什么|都有谁|有啥|分别(是|有|为)|包括什么|列出|列举|(几|哪)(大|项|类)(分别|是)?什么|什么(服务|内容|措施|课程|领域|项目)",
    ),
    ("yes_no", r"(吗|嘛|么)[？?。!！]*$|是不是|是否|有没有|能不能|会不会|对不对|可不可以|难道"),
    (
        "date",
        r"什么时候|何时|啥时候|哪一?(年|天|月|日)|几(月|号|点)|(什么|哪个)(时间|日期|年份|月份|日子)|多会儿|每月几",
    ),
    (
        "figure",
        r"多少|几(个|家|件|位|名|人|次|条|座|年|天|岁|成|倍|分|亩|公里|万|亿|项|所|张|户|支|批|类|级|点|平方|米|秒|瓶|种|处|部|只|根|节|对|届|元|块|斤|吨|千|百|趟|场|层|代|月)"
        r"|第几|多(大|长|高|远|久|快|重|宽|深)|(占比|比例|比重|增幅|增速|涨幅|排名|名次|面积|人数|数量|总额|金额|价格|产值|收入|得分)"
        r"(是|为|有|达|到|达到)?(什么|怎样|如何|啥)|占.{0,8}(几成|多大)|百分之几|(有|达|为)?几[?？]*$|翻了几|排(在)?(第)?(几|哪)",
    ),
    (
        "person",
        r"谁|哪(一)?(位|个人)|什么人|何人|(叫|是)什么名字|姓(甚|什么)|(校长|书记|负责人|总经理|局长|创始人|主任|医生)是(哪|什么)?",
    ),
    (
        "organisation",
        r"(哪|什么|哪一)(家|个|所|些)?(公司|企业|部门|单位|机构|学校|医院|银行|组织|局|委|协会|合作社|集团|报|报纸|幼儿园)",
    ),
    (
        "place",
        r"哪里|哪儿|何处|何地|什么地方|在哪|位于哪|(哪|什么)(一)?(个)?(地方|省|市|区|县|镇|乡|村|街道|社区|城市|地区|公园)|啥地方|去哪",
    ),
    (
        "how",
        r"怎么|如何|怎样|怎么样|咋|用什么(办法|方式|方法)|通过什么|靠什么|什么(办法|方式|方法|途径|模式)",
    ),
    ("person", r"叫什么|叫啥"),
    ("definition", r"什么|啥"),
)
_ENGLISH_KINDS: tuple[tuple[Kind, str], ...] = (
    ("reason", r"\bwhy\b|\bwhat (is|was|were|are) the reasons?\b|\bhow come\b|\bfor what reason"),
    (
        "comparison",
        r"\bdifference between\b|\bhow much (more|less|higher|lower)\b|\bhow many (more|fewer)\b"
        r"|\bwhich (is|was|one|has|had|of).*\b(more|higher|larger|bigger|less|lower)\b|\bcompare",
    ),
    ("date", r"\bwhen\b|\b(what|which) (year|month|date|day|time)\b|\bsince what\b"),
    (
        "figure",
        r"\bhow (many|much|large|big|long|far|old|high|fast|often)\b|\bwhat (percentage|percent|share|proportion|number|amount|fraction|rate|rank|score|area|size|price)\b"
        r"|\bwhat (is|was|were|are) the .*\b(number|total|area|income|gdp|ratio|rate|value|revenue|share|percentage|amount|score|investment|output|sales|growth|population|size|cost|fund|funding)\b",
    ),
    (
        "person",
        r"\bwho\b|\bwhose\b|\bwhom\b|\bname of the (person|man|woman|head|principal|doctor|director|manager)",
    ),
    (
        "place",
        r"\bwhere\b|\b(what|which) (town|city|village|district|county|province|place|region|location|street)\b",
    ),
    (
        "organisation",
        r"\b(what|which) (company|companies|organi[sz]ation|firm|department|bureau|school|hospital|bank|newspaper|institution|agency)\b",
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

# Words that ask, command or please: they carry no topic and only add noise to retrieval.
_ASKING_CHINESE = re.compile(
    r"请问一下|请问|麻烦(您|你)?|我想(知道|问|了解|问问|请教)(一下|下)?|想(知道|问|问问|了解)(一下|下)?|能不能(告诉我|说说|介绍一下)?|"
    r"你(能|可以)?(告诉我|知道|说说|讲讲)(一下)?|帮我(查|看|找)(一下|查|看看)?|(介绍|讲讲|说说)(一下)?|到底|究竟|大概|大约(是)?|具体(是|有)?|"
    r"是多少|有多少|多少|什么时候|啥时候|什么(地方|原因|意思|名字|样子?|人)?|为什么|为何|为啥|怎么样|怎么|怎样|如何|"
    r"哪(里|儿|些|个|一个|家|位|几个?|年|一年|天|种|项|所|座)?|何时|何处|是不是|是否|有没有|谁|啥|咋|第几|几(?=[个家件位名人次条座天岁成倍分亩项所张户])|"
    r"吗|嘛|呢|呀|啊|吧|[？?！!。]"
)
_ASKING_ENGLISH = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "and",
        "or",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "can",
        "could",
        "will",
        "would",
        "should",
        "may",
        "might",
        "what",
        "which",
        "who",
        "whom",
        "whose",
        "when",
        "where",
        "why",
        "how",
        "many",
        "much",
        "long",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "there",
        "their",
        "them",
        "they",
        "he",
        "she",
        "his",
        "her",
        "you",
        "your",
        "we",
        "our",
        "us",
        "i",
        "me",
        "my",
        "please",
        "tell",
        "about",
        "give",
        "name",
        "list",
        "any",
        "some",
        "all",
        "than",
        "then",
        "so",
        "if",
        "not",
        "no",
        "yes",
        "also",
        "into",
        "over",
        "per",
        "according",
        "article",
        "articles",
        "newspaper",
        "report",
        "reported",
        "says",
        "said",
        "say",
        "does",
        "s",
        "t",
    ]
)

_YEAR = re.compile(r"(?<![0-9.])((?:19|20)[0-9]{2})(?![0-9.]*[%％万亿])(?=年|[^0-9]|$)")
_QUOTED = re.compile(r"[“\"「『《‘]([^”\"」』》’]{2,30})[”\"」』》’]")
PLACE_SUFFIX = re.compile(r"(?:省|市|区|县|镇|乡|村|街道|社区|州|岛|新城)$")
_GENERAL_PLACES = frozenset(
    [
        "山村",
        "农村",
        "乡村",
        "城区",
        "郊区",
        "市区",
        "山区",
        "城市",
        "县市",
        "乡镇",
        "城镇",
        "村镇",
        "小镇",
        "古镇",
        "新区",
        "园区",
        "社区",
        "县城",
        "小区",
        "街区",
    ]
)
_CONTENT_TAGS = ("n", "v", "a", "eng", "i", "l", "j", "s", "t", "b", "x")
_EMPTY_WORDS = frozenset(
    [
        "是",
        "有",
        "在",
        "到",
        "了",
        "的",
        "和",
        "与",
        "为",
        "被",
        "把",
        "将",
        "能",
        "会",
        "要",
        "可以",
        "可能",
        "应该",
        "进行",
        "情况",
        "方面",
        "时候",
        "地方",
        "东西",
        "问题",
        "人",
        "个",
        "年",
        "月",
        "日",
        "一年",
        "数",
        "达到",
        "达",
        "占",
        "共",
        "总共",
        "一共",
        "当地",
        "目前",
        "现在",
        "多",
        "大",
        "小",
        "做",
        "用",
        "让",
        "给",
        "说",
        "去",
        "来",
        "叫",
        "算",
        "带",
        "拿",
        "搞",
        "弄",
        "一下",
        "名字",
        "数量",
        "数字",
        "意思",
        "原因",
        "知道",
        "告诉",
        "请问",
        "介绍",
        "想",
        "问",
        "文章",
        "报道",
        "文中",
        "报纸",
        "提到",
        "觉得",
        "认为",
        "属于",
        "成为",
        "使",
        "其中",
    ]
)


def _kind(folded: str, language: Language) -> Kind:
    for kind, pattern in _ENGLISH_KINDS if language == "en" else _CHINESE_KINDS:
        if re.search(pattern, folded):
            return kind
    return "other"


def content_words(folded: str, language: Language) -> tuple[list[str], list[str], list[str]]:
    """Content words, place names, proper names of a folded question, in reading order."""
    if language == "en":
        words = re.findall(r"[a-z][a-z'-]+|[0-9][0-9.,]*", folded)
        return [w.strip("'-") for w in words if w not in _ASKING_ENGLISH], [], []
    import rjieba

    terms: list[str] = []
    places: list[str] = []
    names: list[str] = []
    tagged = [(str(w), str(t)) for w, t in rjieba.tag(_ASKING_CHINESE.sub(" ", folded))]
    for position, (word, tag) in enumerate(tagged):
        if not word.strip() or word in _EMPTY_WORDS:
            continue
        previous = tagged[position - 1][0] if position else ""
        # The dictionary cuts an unknown name from its class word: 织里 + 镇.
        if (
            PLACE_SUFFIX.fullmatch(word)
            and previous
            and tagged[position - 1][1][0] in "nazbv"
            and 2 <= len(previous) <= 4
        ):
            if places and places[-1] == previous:
                places.pop()
            places.append(previous + word)
        elif word in _GENERAL_PLACES:
            # 妙 + 山村: a general word has taken the end of an unknown name.
            if len(previous) == 1 and "\u4e00" <= previous <= "\u9fff":
                places.append(previous + word)
        elif tag == "ns" or (len(word) >= 3 and PLACE_SUFFIX.search(word) and tag[0] == "n"):
            places.append(word)
        elif tag in ("nr", "nrt", "nrfg") and len(word) >= 3:
            # The tagger calls many two-character words a person's name.
            names.append(word)
        if (tag.startswith(_CONTENT_TAGS) and (len(word) > 1 or tag == "eng")) or any(
            character.isdigit() for character in word
        ):
            terms.append(word)
    return terms, places, names


def nouns(folded: str) -> list[str]:
    """Nouns and names of two or more characters of a folded Chinese text, in reading order."""
    import rjieba

    tagged = rjieba.tag(_ASKING_CHINESE.sub(" ", folded))
    return [
        word for word, tag in tagged
        if len(word) >= 2 and tag[0] == "n" and word not in _EMPTY_WORDS
    ]  # fmt: skip


def parse_question(text: str) -> Question:
    """Parse `text`, a non-empty question in Chinese (either script) or English."""
    language = detect_language(text)
    folded = fold_text(text).strip()
    terms, places, names = content_words(folded, language)
    names += [match for match in _QUOTED.findall(folded) if match not in names]
    if language == "en":
        query = " ".join(terms)
    else:
        query = re.sub(r"\s+", " ", _ASKING_CHINESE.sub(" ", folded)).strip()
    return Question(
        text=text,
        folded=folded,
        query=query or folded,
        language=language,
        kind=_kind(folded, language),
        years=tuple(dict.fromkeys(_YEAR.findall(folded))),
        places=tuple(dict.fromkeys(places)),
        names=tuple(dict.fromkeys(names)),
        terms=tuple(dict.fromkeys(terms)),
    )
