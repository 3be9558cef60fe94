"""Yes/no questions: the question as a statement, the verdict of the claim checker, the evidence.

>>> statement_of("东河镇是不是有1.4万家童装企业？"), statement_of("石桥小学开学了没有？")
('东河镇有1.4万家童装企业。', '石桥小学开学了。')
>>> statement_of("Did Donghe produce 3 million pieces?")
'Donghe produce 3 million pieces.'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Language

from .answer import Citation, Sentence
from .claims import ClaimVerdict
from .compose import Draft
from .frame import strip_question
from .language import detect_language, in_script
from .tagging import tagged

_TAG = re.compile(
    r"[，,]?\s*(?:是这样吗|是这样吧|(?:这)?(?:事儿?|话)?是?真的[吗吧]|对不对|对[吗吧]|是不是|是[吗吧]|没错吧|没说错吧|有没有这(?:回)?事|有这(?:回)?事[吗吧]|属实吗|是否属实)$"
)
# 听说学校搬了，是真的吧: who says so is no part of what is said.
_HEARSAY = re.compile(
    r"^(?:我|好像)?(?:听说|听人(?:家)?说|据说|都说|有人说|人家说|传说|说是|我记得|记得)(?:是)?[，,]?"
)
_STILL_ASKS = re.compile(
    r"多少|(?<![这那近前后好])(?<!十)几(?!乎|年来|千|百|十|万|次三番)|哪|谁|什么|怎么|如何|为何|何时|何处|啥"
)
# 那里的老人多吗: no sentence says whether that is many.
_OF_DEGREE = re.compile(
    r"^(?!.*(?:比|[0-9%％]|过万|过半)).*(?<![最更增减缩扩变提不超])(?:多|大|高|贵|远|长|少|便宜|快|久|难)$"
)
_RHETORICAL = re.compile(r"(?:难道)?(?:不是|没有?)(.+)$")
_REPEATED = re.compile(r"(?P<verb>[\u4e00-\u9fff])(?:不|没)(?P=verb)(?P<more>[\u4e00-\u9fff]?)")
_WHETHER = (
    (
        re.compile(
            r"有没有(?=超过|达到|参加|获得|完成|实现|增长|下降|提高|减少|建成|通过|开始|进入|入选|当选|包括|用)(?!.*的)"
        ),
        "",
    ),
    (re.compile(r"是否(?=是|有|会|能|已|达|超|为|在|属)"), ""),
    (re.compile(r"是否"), ""),
    (re.compile(r"(?:请问|难道|真的)"), ""),
    (re.compile(r"^是不是"), ""),
    (re.compile(r"是不是(?=有|在|会|能|已|超|达|比)"), ""),
)
# 有没有涨价, 是不是都通了车: before a verb or an adverb nothing is left of the question's words.
_ASKS_OF_A_VERB = re.compile(r"(?P<asks>有没有|是不是)(?P<rest>.+)$")
# 出口是增长的吗 asks whether it grew.
_DONE_SO = re.compile(r"是(?P<verb>[增减上下升降回]?[长加少升降涨跌落]|增长|下降)的$")
# 到没到, 够不够, 开不开门; 至少有一万元吧
_ASKS_WHETHER = re.compile(
    r"(?P<verb>[\u4e00-\u9fff])(?:不|没)(?P=verb)(?!知|觉)|(?:[0-9一二三四五六七八九十百千万亿%％].*吧|没错吧|对吧|是吧|真的[吗吧]|有这(?:回)?事[吗吧])[？?。！!\s]*$"
)
_DONE = re.compile(r"(?:了)?(?:没有|没|不)$")
_ENGLISH = re.compile(
    r"^(?:and |so |but )?(?:is it (?:true|correct|right) that |do you know (?:if|whether) )?"
    r"(?:(?P<aux>is|are|was|were|has|have|had|can|could|will|would|should|do|does|did)\s+)?(?P<rest>.+?)\s*[?.!]*$",
    re.IGNORECASE,
)
_BEFORE_AUXILIARY = re.compile(
    r"\s(?=(?:(?:longer|higher|larger|bigger|greater|lower|smaller|older|taller|shorter|cheaper|better) than |[a-z]+ed (?:in|by|on|at|to|from|for)\b|(?:built|made|held|run|set up|from) |about |around |more than |less than |over |nearly |at least |the (?:first|largest|biggest|only|most|highest)\b|a |an |in |located|open |free |closed |available |allowed |already |still |able |[0-9]))",
    re.IGNORECASE,
)


def _before_verb(match: re.Match[str]) -> str:
    """有没有|涨价 -> 涨价, 有没有|诊所 -> 有诊所; 是不是|都通了车 -> 都通了车, 是不是|县城 -> 是县城."""
    asks, rest = match["asks"], match["rest"]
    words = tagged(rest)
    tag = words[0][1] if words else ""
    following = words[1][1] if len(words) > 1 else ""
    if asks == "有没有":
        acts = (
            tag in ("v", "l", "i", "d") and following not in ("n", "nz", "uj") and "的" not in rest
        )
        return rest if acts else f"有{rest}"
    adverbial = tag in ("d", "v", "p", "ad") or rest.startswith(("每", "所有", "全都", "已"))
    return rest if adverbial else f"是{rest}"


def asks_whether(question: str) -> bool:
    """Whether a Chinese question asks for yes or no in a form of its own: 够不够, …吧.

    >>> asks_whether("东河区的产值够不够1000亿元？"), asks_whether("东河区的产值是多少？")
    (True, False)
    """
    simple = in_script(question, "zh-Hans").replace("甚么", "什么")
    return bool(_ASKS_WHETHER.search(simple)) and not _STILL_ASKS.search(simple)


def statement_of(question: str) -> str | None:
    """The statement that a yes/no question asks to be confirmed, or `None` when it asks for more."""
    if detect_language(question) == "en":
        return _english_statement(question)
    original = question
    simple = in_script(question, "zh-Hans").replace("甚么", "什么")
    text = _TAG.sub("", simple.rstrip("？?。！! "))
    text, _ = strip_question(_HEARSAY.sub("", text))
    if text.startswith(("不是", "难道")) or (
        simple.rstrip("？? ").endswith("吗") and "不是" in text
    ):
        text = _RHETORICAL.sub(
            lambda m: ("是" if "不是" in m.group() else "有") + m[1], text, count=1
        )
    text = _DONE_SO.sub(r"\g<verb>", text)
    for pattern, words in _WHETHER:
        text = pattern.sub(words, text)
    text = _ASKS_OF_A_VERB.sub(_before_verb, text, count=1)
    text = _REPEATED.sub(lambda m: m["verb"] + m["more"], text)
    if re.search(r"(?:了)(?:没有|没)$|(?<=[\u4e00-\u9fff])(?:没有)$", text):
        text = _DONE.sub("了", text)
    text = text.strip("，, ")
    if len(text) < 3 or _STILL_ASKS.search(text) or _OF_DEGREE.search(text):
        return None
    return in_script(f"{text}。", detect_language(original))


def _english_statement(question: str) -> str | None:
    match = _ENGLISH.match(question.strip())
    if match is None or not (match["aux"] or re.match(r"(?:and |so |but )?is it", question, re.I)):
        return None
    auxiliary, rest = (match["aux"] or "").lower(), match["rest"]
    if re.search(r"\b(?:what|which|who|how (?:many|much)|where|when|why)\b", rest, re.I):
        return None
    if rest.lower().startswith("there "):
        return f"There {auxiliary} {rest[6:]}."
    if auxiliary in ("", "do", "does", "did", "has", "have", "had"):
        return f"{rest}."
    # The auxiliary goes back to where a statement has it: before what is said of the subject.
    at = next((m.start() for m in _BEFORE_AUXILIARY.finditer(rest) if m.start() > 2), None)
    return f"{rest}." if at is None else f"{rest[:at]} {auxiliary}{rest[at:]}."


def verdict_words(verdict: ClaimVerdict, language: Language) -> str:
    """The verdict in a word: 是 / 不是, Yes / No."""
    yes = verdict.verdict == "supported"
    if language == "en":
        return "Yes" if yes else "No"
    return in_script("是" if yes else "不是", language)


def verdict_draft(verdict: ClaimVerdict, language: Language) -> Draft | None:
    """The verdict, then the sentences that prove it; `None` when nothing is settled.

    A contradicted figure is named as the articles print it: 不是，文章写的是14.5亿件。
    """
    if verdict.verdict == "not_enough_info" or not verdict.citations:
        return None
    citations = tuple(verdict.citations)
    numbers = tuple(c.n for c in citations)
    line = verdict_words(verdict, language)
    wrong = next((f for f in verdict.figures if f.verdict == "contradicted" and f.found), None)
    if wrong is not None and wrong.found is not None:
        numbers = (wrong.citation,) if wrong.citation is not None else numbers
        if language == "en":
            line = f"{line}: the articles say {wrong.found}."
        else:
            line = in_script(f"{line}，文章写的是{wrong.found}。", language)
    else:
        line += "." if language == "en" else "。"
    sentences = [Sentence(line, numbers)]
    sentences += [Sentence(in_script(c.quote, language), (c.n,)) for c in _shown(citations)]
    return Draft(tuple(sentences), citations)


def _shown(citations: Sequence[Citation]) -> list[Citation]:
    """At most three proofs, each said once."""
    said: dict[str, Citation] = {}
    for citation in citations:
        said.setdefault(citation.quote, citation)
    return list(said.values())[:3]
