"""Greetings, thanks, and questions about the assistant itself get a friendly line, no citation."""

from __future__ import annotations

import re

from index import Language

from .language import in_script

_HOW_KNOWN = re.compile(
    r"(你|您)(是)?(怎么|如何|咋)(会)?(知道|得出|算出|找到)(的|这些|答案)?|(你|您)(的)?(答案|回答|信息|数据|资料)(是)?(从哪|哪里|哪儿|靠谱|可靠|准确|可信)|"
    r"(你|您)(会不会|会|有没有可能)?(骗人|出错|编造|胡说|瞎编)(吗|的)?|how do you know|where do you get (this|your|the)|can i trust you|are you (reliable|accurate|making (this|it) up)"
)
_ABOUT = re.compile(
    r"^(你|您)(是|叫)(谁|什么|啥|干什么的|做什么的)|你(能|会|可以)(做|干|回答|帮我)(什么|啥|些什么|哪些)|(怎么|如何)(用|使用)(你|这个)|"
    r"^(who|what) are you\b|^what can (you|i)\b|^how do i use\b|^help[.!?]*$|^帮助[。！？!?]*$"
)
_GREETING = re.compile(
    r"^(你好|您好|嗨|哈喽|早上好|下午好|晚上好|大家好|在吗|hi|hello|hey|good (morning|afternoon|evening))[啊呀吗哦~，,。.！!？? ]*$"
)
_THANKS = re.compile(
    r"^(谢谢|多谢|感谢|辛苦了|好的|明白了|知道了|再见|拜拜|thanks?( you)?|thank you( very much)?|bye|ok(ay)?)[你您啊呀了哦~，,。.！!？? ]*$"
)

# A longer question only begins like one about the assistant.
_LONGEST_SMALL_TALK = 40


def small_talk(folded: str, language: Language, examples: tuple[str, ...]) -> str | None:
    """The friendly line for a folded question, or `None` when it asks for something."""
    english = language == "en"
    if _THANKS.match(folded):
        return (
            "You are welcome."
            if english
            else in_script("不客气，有需要核实的数字或说法，随时问我。", language)
        )
    if _HOW_KNOWN.search(folded) and len(folded) <= _LONGEST_SMALL_TALK:
        if english:
            return (
                "Every sentence that I give is copied from an article of this collection; the numbers "
                "in brackets open the source. Each quotation and figure is checked before it is shown."
            )
        return in_script(
            "每句话都摘自馆藏文章的原文，点方括号里的编号就能看到出处；引文和数字在显示前都逐字核对过。",
            language,
        )
    if not (
        _GREETING.match(folded) or (_ABOUT.search(folded) and len(folded) <= _LONGEST_SMALL_TALK)
    ):
        return None
    if english:
        text = (
            "I answer questions from the newspaper articles in this collection, show the exact "
            "words behind every sentence, check figures, and say so when the articles do not tell."
        )
        return text + (" For example: " + " / ".join(examples) if examples else "")
    text = (
        "我根据馆藏的报纸文章回答问题：每句话都附原文出处，数字逐一核对，"
        "文章没有写的会直说。可以用简体、繁体或英文提问，也可以贴一段话让我核对数字。"
    )
    return in_script(text + ("例如：" + " ".join(examples) if examples else ""), language)
