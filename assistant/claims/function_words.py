"""Words that say nothing by themselves: a claim is not measured by whether its evidence has them."""

from __future__ import annotations

# Verbs of having and reaching, bounds, directions (compared with the figure), particles.
CHINESE = frozenset(
    """
    大关 关口 名列 排第 排在 跻身 荣登 高居 稳居 是 有 为 占 达 达到 超 超过 约 近 已 已经 共 共有 实现 进行 目前 等 属于 拥有 成为 位于 据 称 表示 介绍 截至 截止 可 能 会 要 增长 下降 增加 减少
    提高 降低 提升 上升 同比 环比 比 全 该 其中 通过 以及 得到 作为 对于 关于 情况 方面 左右 以上 以下 以内 不到 不足 至少 突破 余 多 个 家 人 名 位 到 在
    的 了 和 与 及 或 由 被 将 把 从 向 给 让 使 也 都 就 还 又 很 更 最 之 其 累计 平均 总共 一共 合计 大约 大概 接近 将近 高达 仅 只 只有 仅有 来
    去 出 做 成 说 看 来自 出自 来源 里 上 下 中 内 外 前 后 间 时 数量 数 总 年 月 日 去年 今年 当地 当年 每年 一年 全年 时间 未 没有 不 没 无 并
    并未 并不 不是 而是 而 相比 相较 较 高于 低于 多于 少于 多达 首次 首个 首批 首家 第一 第二 第三 全国 全省 全市 全区 全县 全镇 全村 位居 位列 排名 居 列
    """.split()
)
ENGLISH = frozenset(
    """
    a an the of in on at to for from by with and or but is are was were be been being has have
    had it its this that these those which who whom whose there their they them he she his her
    as than more most less over about around nearly almost some any all each every both only
    just also already now so far still into out up down off per not no nor do does did can could
    will would may might must shall should such very much many few other others another same own
    after before since until during between among through against under above below within
    across according said says say recently currently because while when where what how if then
    too one two three four five six seven eight nine ten hundred thousand million billion
    trillion percent yuan rmb usd dollars mu hectares square meters metres kilometers kilometres
    kilograms points least approximately roughly total altogether average averaged s t year
    years
    """.split()
)
# Words that English writes with a capital at the head of a sentence or in a title, and that name
# nobody.
NEVER_NAMES = ENGLISH | frozenset(
    """
    january february march april june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday gdp china chinese last annual first second
    third local village villages people residents farmers children fewer town county district
    city province rural urban common prosperity party committee government
    """.split()
)
