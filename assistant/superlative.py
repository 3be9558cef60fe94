"""Whether a sentence tells which of several is the most of its kind, where a question asks for it.

全县8个书屋 answers no "which of them is the largest": the sentence has to rank them, or to give the figures
by which they can be ranked.
"""

from __future__ import annotations

import re
from collections import Counter

from index.normalise import fold_text

from .evidence import Evidence
from .question import Question

# Not 最早, which asks for a time, nor 最少要, which asks for a bound.
_MOST = r"最(?:[大小多少高低长短快慢远深老贵强重]|年轻|年长|便宜|热门|火)(?!限度|程度|化|[要需能可会样])"
_WHICH_IS_MOST = re.compile(
    rf"{_MOST}的?[^,，。;；]{{0,8}}?(?:是|在|有|为|属|数|叫)?(?:哪|谁)|{_MOST}的(?:那?一?[个座家所条只种位])?[^,，。;；]{{0,4}}?叫(?:做|个)?什么|(?:哪[一个位座家所条只种]|谁)[^,，。;；]{{0,14}}{_MOST}"
    r"|\b(?:which|who)\b.*\bthe (?:largest|biggest|smallest|oldest|youngest|highest|lowest|longest|shortest|tallest|deepest|most|fewest|least|richest|poorest)\b"
    r"(?! (?:of the|likely|importantly|recent))"
    r"|\b(?:which|who|what)\b.*\bmost (?:often|frequently|popular|borrowed|visited)\b"
)
# 排第一的是哪个镇: 列第四 tells of another.
_WHICH_IS_FIRST = re.compile(
    r"(?:排名?|位列|位居|名列)(?:在)?(?:全[国省市县区])?第一的?[^,，。;；]{0,8}?(?:是|为|属)?(?:哪|谁)|(?:哪|谁)[^,，。;；]{0,10}(?:排名?|位列|位居|名列)(?:全[国省市县区])?第一"
)
_FIRST = re.compile(r"第一|[榜魁]首|冠|首位|头名|领跑|居首|之首|夺魁")
_WHICH_IS_LAST = re.compile(
    "(?:最后一名|倒数第?[一二三]|垫底|排最后|末位)[^,，。;；]{0,8}?(?:哪|谁)|(?:哪|谁)[^,，。;；]{0,10}(?:最后一名|倒数|垫底|排最后|末位)"
)
_LAST = re.compile("最后|倒数|垫底|末|最低|最差|最少")
# 最, first, the head of a list, and what stands above others without saying so.
_RANKED = re.compile(
    r"[最首冠]|第一|榜|龙头|头[名号]|[居列排占]第|之最|领[跑先军头]|唯一|主力|主要|主战场|[远最]超|超过|高于|多于|大于|高出|排名|位居|名列|年?高达|率先|[更较比]|大户"
)


def ranks_nothing(question: Question, evidence: Evidence) -> bool:
    """Whether `question` asks which one is the most, and `evidence` ranks none.

    >>> from .question import parse_question
    >>> from .written import within
    >>> asked = parse_question("镇上的书屋里面积最大的是哪个?")
    >>> ranks_nothing(asked, within("镇上建了8个书屋。", 0, 9))
    True
    >>> ranks_nothing(asked, within("镇上最大的书屋在青石村。", 0, 12))
    False
    """
    if question.kind == "yes_no":
        return False
    told = fold_text(evidence.text)
    if _WHICH_IS_FIRST.search(question.folded) is not None:
        return _FIRST.search(told) is None
    if _WHICH_IS_LAST.search(question.folded) is not None:
        return _LAST.search(told) is None
    if _WHICH_IS_MOST.search(question.folded) is None:
        return False
    units = Counter(
        figure.unit if figure.kind == "quantity" else figure.kind for figure in evidence.figures
    )
    return _RANKED.search(told) is None and max(units.values(), default=0) < len(("one", "other"))
