"""Words by which a sentence says that it gives a reason, or counts up what was asked for.

Who asks why 渡口 was closed shares 渡口 and 关 with the sentence that tells of the closing, and hardly a
word with the next one, which begins with 由于.

>>> asks_why("渡口怎么就关了?"), says_why("由于河道淤塞,船开不进来。"), says_why("渡口去年关了。")
(True, True, False)
>>> asks_for_several("申请得符合哪几条?"), counts_up("申请人须满足两个条件:住满三年、没有住房。")
(True, True)
"""

from __future__ import annotations

import re

_ASKS_WHY = re.compile(
    r"为什么|为何|为啥|什么原因|何故|凭什么|怎么(?:就|会|没|不(?!同|样)|又|还|老是?)|\bwhy\b"
)
_SAYS_WHY = re.compile(
    r"由于|因为|(?:^|[,;:。])因(?![此而])|原因|缘于|源于|起因|归因|得益于|受[^,。]{1,10}(?:影响|冲击)|图的是|看中的是|为的是|怕的是"
)
_ASKS_FOR_SEVERAL = re.compile(
    r"哪几[^天年月日]|哪些(?!人|地方)|(?:符合|满足|具备|要)[^,?]{0,4}(?:几|什么)[条个项]?(?:条件|要求)|几条规矩"
)
_COUNTS_UP = re.compile(
    r"一是.*二是|第一[,、].*第二[,、]|[两二三四五六七八九十0-9]+(?:个|项|条|招|点|件|种|大|方面)[\u4e00-\u9fff]{0,6}:"
    r"|(?:包括|分别是|分别为|有)[^,。]*、[^,。]*、"
)


def asks_why(folded: str) -> bool:
    """Whether a folded question wants a reason: 为什么关了, 怎么就关了."""
    return _ASKS_WHY.search(folded) is not None


def says_why(folded: str) -> bool:
    """Whether a folded sentence says that it gives a reason."""
    return _SAYS_WHY.search(folded) is not None


def asks_for_several(folded: str) -> bool:
    """Whether a folded question wants things counted up: 哪几个办法, 什么条件."""
    return _ASKS_FOR_SEVERAL.search(folded) is not None


def counts_up(folded: str) -> bool:
    """Whether a folded sentence counts things up: 一是…二是…, 有三项:…, 包括甲、乙、丙."""
    return _COUNTS_UP.search(folded) is not None
