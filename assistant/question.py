"""Understand a question: its language, its kind, and what it demands of the evidence.

>>> parsed = parse_question("2020年云岭区的地区生产总值是多少？")
>>> parsed.kind, parsed.years, parsed.places
('figure', ('2020',), ('云岭区',))
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index import Language
from index.normalise import fold_text

from .answer import Kind
from .keywords import asked_in_full
from .kinds import kind_of
from .language import detect_language
from .register import as_written
from .who import may_be_named, without_verb


@dataclass(frozen=True, slots=True)
class Question:
    """A parsed question. `folded` is `text` folded for comparison (simplified, lower case), with the
    words that ask as they are written, however they were spoken.

    `query` is `folded` without the interrogative words, which say nothing about the topic.
    `terms` are its content words, `places` the place names (most specific last), `years` four-digit
    years, `names` what is quoted or tagged as a proper name. `foreign` are words of a question in
    another language of which the articles hold no translation; `translated` are its words, and
    `counted_translated` those for what it counts, in Chinese, each with its weight.
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
    foreign: tuple[str, ...] = ()
    translated: tuple[tuple[str, float], ...] = ()
    counted_translated: tuple[tuple[str, float], ...] = ()


# Words that ask, command or please: they carry no topic and only add noise to retrieval.
_ASKING_CHINESE = re.compile(
    r"请问一下|请问|麻烦(您|你)?|我想(知道|问|了解|问问|请教)(一下|下)?|想(知道|问|问问|了解)(一下|下)?|能不能(告诉我|说说|介绍一下)?|"
    r"你(能|可以)?(告诉我|知道|说说|讲讲)(一下)?|帮我(查|看|找)(一下|查|看看)?|(介绍|讲讲|说说)(一下)?|到底|究竟|大概|大约(是)?|具体(是|有)?|"
    r"一年到头|差不多|算下来|老?听说|听人说|据说|话说|现如今|如今|眼下|到现在|到目前为止|截至目前|"
    r"是多少|有多少|多少|什么时候|啥时候|什么(地方|原因|意思|名字|样子?|人|东西|玩意儿?)?|为什么|为何|为啥|怎么样|怎么|怎样|如何|"
    r"哪(里|儿|些|个|一个|家|位|几个?|年|一年|天|种|项|所|座)?|何时|何处|是不是|是否|有没有|谁|啥|咋|第几|几(?=[个家件位名人次条座天岁成倍分亩项所张户])|"
    r"吗|嘛|呢|呀|啊|吧|[？?！!。]"
)
_ASKING_ENGLISH = frozenset(
    """
    a an the of in on at to for from by with and or as is are was were be been do does did has
    have had can could will would should may might what which who whom whose when where why
    how many much long it its this that these those there their them they he she his her you
    your we our us i me my please tell about give name list any some all than then so if not
    no yes also into over per according article articles newspaper report reported says said
    say does s t around across within between during through among along upon via without toward towards
    up out off down away ever just only even still already yet so far now today currently together each
    every both either other others another such very quite rather really actually least made make makes
    get gets got gotten go goes went gone come comes came take takes took put puts let lets one ones
    yuan rmb
    """.split()
)
_HAN_NAME = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{3,4}(?![\u4e00-\u9fff])")
# What is measured is no topic: how big, how old.
_HOW = re.compile(
    r"\bhow (?:big|large|small|old|tall|high|deep|wide|heavy|far|fast|quickly|often|soon)\b"
)
# It asks for a list, whatever its 吗 says: 有哪些公司，能点几个名吗.
_ASIDE = re.compile(
    r"[,、]?(?:能不能|能|可以)?[点列举报](?:出|上)?(?:几个|一些|几样|几条)(?:名字?(?!额)|例子)来?(?:听听|看看)?吗?"
)

_YEAR = re.compile(r"(?<![0-9.])((?:19|20)[0-9]{2})(?![0-9.]*[%％万亿])(?=年|[^0-9]|$)")
_QUOTED = re.compile(r"[“\"「『《‘]([^”\"」』》’]{2,30})[”\"」』》’]")
PLACE_SUFFIX = re.compile(r"(?:省|市|区|县|镇|乡|村|街道|社区|州|岛|新城)$")
PROVINCES = frozenset(
    """
    北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西
    甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 中国 全国
    """.split()
)
_GENERAL_PLACES = frozenset(
    """
    山村 农村 乡村 城区 郊区 市区 山区 城市 县市 乡镇 城镇 村镇 小镇 古镇 新区
    园区 社区 县城 小区 街区
    """.split()
)
# 上岛, 进村: what somebody does, whatever else is called so.
_GOING_THERE = re.compile(r"[上下进出回离登环全][省市区县镇乡村岛州]")
# Measure words that stand between a number and a place of some kind.
_COUNTING = "个家座名位户批类些所处"
# 去昌桥: the tagger has taken the verb into a name that it does not know.
# 咱市, 娃|全县: ours, or all of it.
OURS = re.compile(r"[咱俺]|.*全[省市县区镇乡村]$|整个?[省市县区镇乡村]$")
_ON_THE_WAY = re.compile(r"^[去往](?=[\u4e00-\u9fff]{2})")
# 老太太, 小伙子: whoever is called so is named otherwise.
CALLED = re.compile(
    r"[老小大]?(?:太太|爷子|爷爷|奶奶|婆婆|公公|大爷|大妈|大娘|大嫂|大姐|大哥|大叔|大伯|阿姨|师傅|伙子|姑娘|媳妇|汉子?|板娘|乡亲|朋友)"
)
# 五百强, 山沟沟, 马路边, 老先生: the dictionary has them for names, and nobody is called so.
NO_NAME = re.compile(
    r"老大难$|[东南西北从由往向到至朝]{2,5}$|[一二两三四五六七八九十]+[十百千万]|.(?P<twice>.)(?P=twice)$|[\u4e00-\u9fff]{2,}[度率]$|.+(?:边|里|上|底|畔|先生|女士|[进出上下过回起]来|[进出上下过回]去)$"
)
_FUNCTION_TAGS = ("u", "c", "p", "d", "r", "m", "q", "y")
# Of words that are names; of single characters that names are made of.
_NAMED_TAGS = ("ns", "nr", "nrt", "nrfg", "nz")
_NAMING_TAGS = "nzgax"
_CONTENT_TAGS = ("n", "v", "a", "eng", "i", "l", "j", "s", "t", "b", "x")
_EMPTY_WORDS = frozenset(
    """
    是 有 在 到 了 的 和 与 为 被 把 将 能 会 要 可以 可能 应该 进行 情况
    方面 时候 地方 东西 问题 人 个 年 月 日 一年 数 达到 达 占 共 总共 一共
    当地 目前 现在 多 大 小 做 用 让 给 说 去 来 叫 算 带 拿 搞 弄 一下 名字
    数量 数字 意思 原因 知道 告诉 请问 介绍 想 问 文章 报道 文中 报纸 提到 觉得
    认为 属于 成为 使 其中 事情 事儿
    """.split()
)


def content_words(folded: str, language: Language) -> tuple[list[str], list[str], list[str]]:
    """Content words, place names, proper names of a folded question, in reading order."""
    if language == "en":
        words = re.findall(r"[a-z][a-z'-]+|[0-9][0-9.,]*", _HOW.sub(" ", folded))
        # Names of the collection have been put into its characters.
        spelled = [run for run in _HAN_NAME.findall(folded) if may_be_named(run)]
        return [w.strip("'-") for w in words if w not in _ASKING_ENGLISH], [], spelled
    import rjieba

    terms: list[str] = []
    places: list[str] = []
    names: list[str] = []
    tagged = [(str(w), str(t)) for w, t in rjieba.tag(_ASKING_CHINESE.sub(" ", folded))]
    for position, (word, tag) in enumerate(tagged):
        if not word.strip() or word in _EMPTY_WORDS:
            continue
        previous = tagged[position - 1][0] if position else ""
        following = tagged[position + 1][0] if position + 1 < len(tagged) else ""
        if word == "村" and following.startswith("集体") and len(previous) >= 2:
            # 松溪 + 村集体: the collectives of all its villages, or of the village of that name.
            if tagged[position - 1][1] in _NAMED_TAGS and previous not in places:
                places.append(previous)
        # The dictionary cuts an unknown name from its class word: 松溪 + 镇.
        elif (
            PLACE_SUFFIX.fullmatch(word)
            and (word != "省" or previous in PROVINCES)
            and previous
            and tagged[position - 1][1][0] in "nazbv"
            and 2 <= len(previous) <= 4
        ):
            if places and places[-1] == previous:
                places.pop()
            places.append(previous + word)
        elif PLACE_SUFFIX.fullmatch(word) and (cut := _two_characters(tagged[:position])):
            # Both characters of a name that it does not know: 洑 + 溪 + 镇.
            if places and cut.startswith(places[-1]):
                places.pop()
            places.append(cut + word)
        elif word in _GENERAL_PLACES:
            # 柏 + 山村: a general word has taken the end of an unknown name; 的 + 农村 names nothing.
            if (
                len(previous) == 1
                and "\u4e00" <= previous <= "\u9fff"
                and not tagged[position - 1][1].startswith((*_FUNCTION_TAGS, "v"))
            ):
                places.append(previous + word)
        elif (
            _takes_one_before(word)
            and len(previous) == 1
            and "\u4e00" <= previous <= "\u9fff"
            and not PLACE_SUFFIX.fullmatch(previous)
            and tagged[position - 1][1][0] in _NAMING_TAGS
        ):
            places.append(previous + word)
        elif tag == "ns" or (len(word) >= 3 and PLACE_SUFFIX.search(word) and tag[0] == "n"):
            if tag == "ns" and len(word) == 2 and _is_surname(tagged, position - 1):
                names.append(previous + word)  # 杨|阿兰: a given name that is a place elsewhere
            elif not _GOING_THERE.fullmatch(word):
                places.append(_ON_THE_WAY.sub("", word))
        elif (
            tag in ("nr", "nrt", "nrfg")
            and len(word) >= 3
            and not CALLED.fullmatch(word)
            and not NO_NAME.match(word)
        ):
            # The tagger calls many two-character words a person's name.
            names.append(without_verb(word))
        if (tag.startswith(_CONTENT_TAGS) and (len(word) > 1 or tag == "eng")) or any(
            character.isdigit() for character in word
        ):
            terms.append(word)
    places = [_with_first_character(place, folded) for place in places]
    return terms, [place for place in places if _may_be_called_so(place, folded)], names


def _with_first_character(place: str, folded: str) -> str:
    """清河县|上樟镇: a town of two characters and its class word, of which the tagger has cut the
    first off to the county before it (县上|樟镇)."""
    at = folded.find(place)
    if len(place) != len("某镇") or place[-1] not in "镇乡村" or at < len("县上"):
        return place
    county, first = folded[at - 2], folded[at - 1]
    cut = county in "省市县区镇乡" and first not in _NO_FIRST and "\u4e00" <= first <= "\u9fff"
    return first + place if cut else place


_NO_FIRST = "的里内和与及在到有是那这哪某各每两几多个"


def _may_be_called_so(place: str, folded: str) -> bool:
    """Whether a place may have this name: not 咱村, nor what 62|个弱村 counts."""
    counted = rf"[0-9一二两三四五六七八九十百几多]{re.escape(place)}"
    return not OURS.match(place) and not (
        place[0] in _COUNTING and re.search(counted, folded) is not None
    )


def _is_surname(tagged: list[tuple[str, str]], position: int) -> bool:
    """Whether a word of one character is what the tagger calls part of a person's name."""
    return position >= 0 and len(tagged[position][0]) == 1 and tagged[position][1] == "nr"


def _takes_one_before(word: str) -> bool:
    """溪|宁县: whether a place of one character before its class word may be the end of another."""
    return len(word) == len("某县") and PLACE_SUFFIX.search(word) is not None


def _two_characters(tagged: list[tuple[str, str]]) -> str:
    """The last two words, joined, where each is one character that could be of a name; else empty."""
    last = tagged[-2:]
    fits = len(last) == 2 and all(
        len(word) == 1 and "\u4e00" <= word <= "\u9fff" and tag[0] in _NAMING_TAGS
        for word, tag in last
    )
    return "".join(word for word, _ in last) if fits else ""


@lru_cache(maxsize=4096)
def places_in(text: str) -> tuple[str, ...]:
    """Place names of a Chinese text, as the tagger finds them."""
    return tuple(content_words(fold_text(text), "zh-Hans")[1])


def nouns(folded: str) -> list[str]:
    """Nouns and names of two or more characters of a folded Chinese text, in reading order."""
    import rjieba

    tagged = rjieba.tag(_ASKING_CHINESE.sub(" ", folded))
    return [
        word for word, tag in tagged
        if len(word) >= 2 and tag[0] == "n" and word not in _EMPTY_WORDS
    ]  # fmt: skip


def parse_question(text: str, language: Language | None = None) -> Question:
    """Parse `text`, a non-empty question in Chinese (either script) or English.

    `language` is given where `text` holds words of another language: names carried into a follow-up.
    """
    language = language or detect_language(text)
    folded = fold_text(text).strip()
    plain = _ASIDE.sub("", folded)
    if len(plain) > len(folded) // 2:
        folded = plain.lstrip(",、")
    folded = asked_in_full(folded) if language == "en" else as_written(folded)
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
        kind=kind_of(folded, language),
        years=tuple(dict.fromkeys(_YEAR.findall(folded))),
        places=tuple(dict.fromkeys(places)),
        names=tuple(dict.fromkeys(names)),
        terms=tuple(dict.fromkeys(terms)),
    )
