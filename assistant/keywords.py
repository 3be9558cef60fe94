"""Keywords as the question that they stand for: 书屋 面积 asks what the area is, 镇长 姓名 who it is.

Search engines have taught people to type a thing and what they want to know of it. Nothing in such words
asks, so that neither the kind of the answer nor its unit would be known. Where the last words of a text
without any that ask, or the head of an English noun phrase, name something that is measured, dated or
located, the words that ask for it are added.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Longer ones are told, not asked.
_LONGEST = 40
_LONGEST_WORDS = 16
_ASKS = re.compile(
    r"多少|[几谁哪何啥咋吗呢吧么]|什么|怎|多[大高长远久深宽重]|是否|是不是|有没有|[?？].|介绍|说说|讲讲|列出|了|已经|正在|[。!！;；]"
)
# Who may have a person's name: 按摩店老板 名字.
_BEARER = "(?:[站局校院园所馆村镇县区市厂会社队店]长|老板|老师|教师|教授|医生|护士|书记|主任|经理|师傅|[教技木铁石]匠|村民|居民|司机|[教动演船职]员|爷爷|奶奶|大爷|大妈|大嫂|传承人|创始人|负责人)"
# What is asked of a thing, in Chinese: the words that end the text, and those that then ask for it.
_CHINESE: tuple[tuple[str, str], ...] = (
    (r"排名|名次|位次|排位", "是第几"),
    (r"[人户次位家间台]数|人次|人口|数量|总数|个数|床位|藏书量?|[产销客储流用]量|规模", "是多少"),
    (r"面积|里程|[长宽高深厚]度|重量|年龄|海拔|距离|时长", "是多少"),
    (
        r"[价房菜]格|[票单房均总租差]价|成本|造价|投资额?|金额|[总余]额|资金|预算|收入|营收|[产市]值|gdp|生产总值|税收"
        r"|利润|销售额|[进出]口额|租金|工资|[月年日]薪|薪资|奖金|补贴|补助|津贴|养老金|费用|学费|门票|股权|分红",
        "是多少",
    ),
    (r"占比|比例|比重|增速|增幅|降幅|涨幅|跌幅|[^效频功税速心汇利]率|得分|分数|评分|标准", "是多少"),
    (r"电话|热线|号码|联系方式", "是多少"),
    (r"时间|日期|年份|时候", "是什么时候"),
    (r"地址|地点|位置|所在地|选址|产地|籍贯", "在哪里"),
    (r"姓名", "是谁"), (_BEARER + r".*名字", "是谁"), (r"名字|名称", "叫什么"),
    (r"负责人|书记|[镇乡县市区村局院校园站馆社会队所厂行董]长|主任|经理|总裁|创始人|带头人|传承人|主席", "是谁"),
    (r"原因|缘由|理由", "是什么"),
)  # fmt: skip
_ENDS = tuple((re.compile(rf"(?:{words})$"), asked) for words, asked in _CHINESE)
_ENGLISH_ASKS = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|list|name|tell|give|explain|describe|show)\b"
    r"|^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|and|but|so)\b|[?!;].|\.\s"
)
_HEADS: tuple[tuple[str, str], ...] = (
    (r"(?:ranking|rank|position)", "what is the rank"),
    (r"(?:location|address|site|whereabouts)", "where is it"),
    (r"(?:date|opening date|opening time|start date)", "when is it"),
    (r"(?:mayor|director|head|party secretary|principal|founder|manager|chairman|chairwoman|chair)", "who is it"),
    (r"(?:exports|imports|earnings|spending|savings|takings)", "how much were the {head}"),
    (
        r"(?:income|gdp|price|cost|investment|budget|revenue|turnover|output|sales|salary|wages?|rent|subsidy|allowance"
        r"|fee|fine|profit|area|length|height|depth|width|weight|population|age|capacity|growth|rate|share|percentage|proportion|portion|score|value)",
        "what is the {head}",
    ),
)  # fmt: skip
_BEHIND = r"(?=$|,| (?:(?:19|20)[0-9]{2}|of|in|for|per|from|at|by|to|on|under|since|after|before|last|this|first|second|third|fourth|early|late|so far|to date)\b)"
_NUMBER_OF = re.compile(r"\b(?:the )?(?:total )?(?:number|count) of ")


@lru_cache(maxsize=4096)
def asked_in_full(text: str) -> str:
    """`text`, folded and in simplified characters, with the words that ask where it has none.

    >>> asked_in_full("松溪镇 书屋 面积"), asked_in_full("松溪镇书屋面积多大")
    ('松溪镇 书屋 面积是多少', '松溪镇书屋面积多大')
    >>> asked_in_full("songxi village: extra income per mu?")
    'songxi village: extra income per mu, what is the income?'
    >>> asked_in_full("number of volunteers in songxi")
    'how many volunteers in songxi'
    """
    bare = text.rstrip("?？ ")
    if re.search(r"[\u4e00-\u9fff]", bare) and not re.search("[A-Za-z]{2} [A-Za-z]{2}", bare):
        if len(bare) > _LONGEST or _ASKS.search(bare):
            return text
        asked = next((asked for end, asked in _ENDS if end.search(bare)), None)
        return text if asked is None else f"{bare}{asked}"
    lowered = bare.lower()
    if len(bare.split()) > _LONGEST_WORDS or _ENGLISH_ASKS.search(lowered):
        return text
    counted = _NUMBER_OF.search(lowered)
    if counted is not None:
        return f"{bare[: counted.start()]}how many {bare[counted.end() :]}"
    for heads, asked in _HEADS:
        if found := re.search(rf"\b(?P<head>{heads}){_BEHIND}", lowered):
            return f"{bare}, {asked.format(head=found['head'])}?"
    return text
