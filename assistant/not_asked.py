"""What a question says that it does not ask: 市级的有几家，不要省级的.

Somebody who knows that two figures stand side by side says which of them is not wanted, or which one
he has. The words would draw retrieval, the reader and the choice among figures to just that one, and
what remains asks for the other, so they are left out before anything looks at the question.

>>> without_not_asked("市级的工厂有几家？不要省级的", "zh-Hans")
'市级的工厂有几家？'
>>> without_not_asked("村里的经营性收入是多少？总收入我有了。", "zh-Hans")
'村里的经营性收入是多少？'
>>> without_not_asked("What is the urban income, not the rural one?", "en")
'What is the urban income?'
>>> without_not_asked("村里人均收入多少（全县的不是松溪镇）", "zh-Hans")
'村里人均收入多少,全县的'
"""

from __future__ import annotations

import re

from index import Language

_STOP = r"[,，。;；!！?？:：—–]"
_PIECE = r"[^,，。;；!！?？:：—–()（）]"
_OPENS = r"(?:(?<=[,，。;；!！?？:：—–(（])|(?=[(（]))[(（\s]*"
_CLOSES = rf"(?:\s*[)）]|(?=\s*(?:{_STOP}|$)))"
# 不要省级的; 我不是问涨幅; 不是城里人那个. Nor 不要钱, 不要求户口.
_NOT_WANTED = re.compile(
    rf"{_OPENS}(?:注意|记住|提醒一下)?[,，:：]?\s*(?:我|咱们?)?(?:可|并|也)?"
    rf"(?:不要(?!求|紧|钱|脸|命|想|多少|几)|不(?:是)?(?:在)?想?(?:问|指|找|看|查|说)(?!题)"
    rf"|不是(?={_PIECE}+(?:那个|那种|那块|那家|那部分|那份|那些|的){_CLOSES}))"
    rf"{_PIECE}{{1,24}}?{_CLOSES}"
)
# 总收入我已经有了.
_KNOWN = re.compile(
    rf"{_OPENS}(?!{_PIECE}*(?:多少|几|什么|哪|谁|怎)){_PIECE}{{2,24}}?(?:我|咱们?)(?:都|就)?(?:已经?|早就?)?"
    rf"(?:有|知道|晓得|清楚|查到|看到|记下|拿到)了?{_CLOSES}"
)
# 全县的不是松溪镇: what is wanted stands before it, or the words stand in brackets.
_RATHER = re.compile(
    rf"{_OPENS}(?P<wanted>{_PIECE}{{1,6}}的)[,，]?不是{_PIECE}{{1,10}}?{_CLOSES}"
    rf"|[(（]\s*(?:而)?不是{_PIECE}{{1,10}}?\s*[)）]"
)
_ENGLISH_CLOSES = r"(?:\)|(?=\s*(?:[,;?!.–—]|$)))"
_ENGLISH = re.compile(
    r"(?:\s*[,;(–—]\s*|\s+-\s+|(?<=[.?!])\s+)(?:and\s+|but\s+|please\s+)?"
    r"(?:(?:i (?:do not|don't|am not|'m not) (?:mean|want|need|ask(?:ing)?(?: for| about)?)|not)\s+"
    r"(?!only|just|even|yet|counting|including|all|every|more|less|by|in|from|since|until|so|necessarily)"
    r"|i (?:already )?(?:have|know|got) )"
    rf"[^,;?!.()–—]{{2,60}}?{_ENGLISH_CLOSES}",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"多少|[几谁哪何啥咋吗]|什么|怎|多[大高长远久深宽重]|[?？]|占比|比例|\b(?:who|what|which|when|where|why|how)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"[\s,，;；:：—–-]+(?=[?？]|$)|(?<=[?？])[。.]$")


def without_not_asked(text: str, language: Language) -> str:
    """`text`, a question in either script, without what it says that it does not ask.

    Only what stands behind the words that ask is left out: before them it tells what they are about.
    """
    for pattern in (_ENGLISH,) if language == "en" else (_RATHER, _NOT_WANTED, _KNOWN):
        for match in reversed(list(pattern.finditer(text))):
            if _ASKS.search(text, 0, match.start()) is None:
                continue
            wanted = match.groupdict().get("wanted")
            behind = text[match.end() :] if wanted is None else f",{wanted}{text[match.end() :]}"
            text = _BARE.sub("", text[: match.start()].rstrip(",，") + behind)
    return text
