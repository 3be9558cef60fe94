"""Greetings, thanks, and questions about the assistant itself get a friendly line, no citation."""

from __future__ import annotations

import re

from index import Language

from .language import in_script

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


def small_talk(folded: str, language: Language, examples: tuple[str, ...]) -> str | None:
    """The friendly line for a folded question, or `None` when it asks for something."""
    english = language == "en"
    if _THANKS.match(folded):
        return (
            "You are welcome."
            if english
            else in_script("不客气，有需要核实的数字或说法，随时问我。", language)
        )
    if not (_GREETING.match(folded) or _ABOUT.search(folded)):
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


def which_one(choices: tuple[str, ...], language: Language) -> str:
    """The question back to a turn that may mean several things."""
    if language == "en":
        return "Which one do you mean? " + " / ".join(choices)
    return in_script("您问的是哪一个？", language) + " ".join(choices)
