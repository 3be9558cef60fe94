"""Which stage of a thing's life words tell of: work begins, it is done, it opens, it ends.

Of a waterworks that 2019年动工,2021年建成,次年投用 three dates are printed; who asks when it was finished
wants the second, and says it in words of his own: 什么时候修好的.

>>> stages("水厂哪一年修好的?"), stages("水厂2021年建成")
(frozenset({'done'}), frozenset({'done'}))
"""

from __future__ import annotations

import re
from functools import lru_cache

_STAGES: dict[str, re.Pattern[str]] = {
    "begun": re.compile(
        r"动工|开工|始建|最早|最初|兴建|奠基|破土|开建|筹建|动土|起建|开始(?:修|建|造|盖|施工|建设)|开[修挖]"
        r"|\b(?:construction|building|work) (?:begin|began|start)"
    ),
    "done": re.compile(
        r"建成|落成|完工|竣工|交付|完成|封顶|收尾|(?:[修建盖造搭挖装做干弄铺通]|修建|建造)(?:好|完)|造成|干得完|干完|(?:[修建盖造]|修建|建造)的(?=[?,]|$)"
        r"|\b(?:complet|finish)"
    ),
    "open": re.compile(
        r"投用|投入使用|投入运营|启用|投产|通车|通航|通水|开放|运营|营业|开业|开张|开门|开园|开馆|开课|开班|开通|开播|首播|上线|上路|揭牌|挂牌"
        r"|创办|成立|创立|入住|住进|搬进|入驻|用上|开起来|办起来|\b(?:open|launch|found|establish|put into)"
    ),
    "over": re.compile(
        r"结束|停止|停办|停产|停业|停运|停播|关闭|关停|关门|倒闭|破产|垮|解散|撤销|撤并|撤出|退出|退役|退休|卸任|离职|离任|到期|终止|歇业|散伙|不办|不干|截止|最晚|最迟|期限"
        r"|\b(?:clos|end(?:ed|s)?\b|stop|shut|bankrupt|deadline)"
    ),
}  # fmt: skip


@lru_cache(maxsize=4096)
def stages(folded: str) -> frozenset[str]:
    """The stages that folded words tell of: "begun", "done", "open", "over"."""
    return frozenset(stage for stage, words in _STAGES.items() if words.search(folded))


def same_stage(asked: str, told: str) -> bool | None:
    """Whether both tell of one stage; `None` where either tells of none.

    >>> same_stage("水厂哪年修好的?", "2019年动工"), same_stage("水厂哪年修好的?", "2021年竣工")
    (False, True)
    """
    wanted, given = stages(asked), stages(told)
    return bool(wanted & given) if wanted and given else None
