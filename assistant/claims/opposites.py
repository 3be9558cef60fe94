"""Words that exclude one another: what makes a statement say the contrary."""

from __future__ import annotations

import re

# Within a line, groups divided by / exclude one another; words of a group mean the same.
_LINES = """
增长 上升 提高 增加 提升 上涨 扩大 增多 升高 / 下降 减少 降低 回落 缩小 下跌 下滑 萎缩 缩减
最大 / 最小
最高 / 最低
最多 / 最少
最早 / 最晚
首个 第一个 首家 首批 首次 首支 第一家 第一批 首例 首座 / 第二个 第二家 第二批 第二次 第三个 第三批 最后一个
支持 赞成 同意 / 反对 拒绝 否决
允许 准许 / 禁止 不准
成功 / 失败
开通 开放 启用 投用 / 关闭 停用 停运 暂停 停办
公办 公立 国有 / 民办 私立 私营
免费 无偿 / 收费 付费 有偿
领先 / 落后
国家级 / 省级 / 市级 / 县级 / 区级
城镇 城市 / 农村 乡村
进口 / 出口
上半年 / 下半年
线上 / 线下
东部 / 西部 / 南部 / 北部 / 中部
高于 多于 大于 超过 / 低于 少于 小于 不及
全部 全面 所有 / 部分 一半 少数
唯一 / 之一
购买 买入 / 出售 卖出 租用
盈利 / 亏损
新建 / 拆除 改建
加强 强化 / 削弱 减弱 放松
加快 / 放缓 减慢
幼儿园 / 小学 / 中学 / 大学
全国第一 / 全省第一 / 全市第一
男 / 女
每年 一年 全年 / 每月 每个月 / 每周 每星期 / 每天 每日 / 每小时
周一 星期一 / 周二 星期二 / 周三 星期三 / 周四 星期四 / 周五 星期五 / 周六 星期六 / 周日 星期日 星期天
春季 春天 / 夏季 夏天 / 秋季 秋天 / 冬季 冬天
暑假 / 寒假
上午 / 下午
节约 节省 / 增加 浪费
主城区 中心城区 / 郊区 城郊
大于 高于 多于 / 小于 低于 少于
全国最大 最大 / 第二大 第三大
"""
_NEGATION = re.compile(
    r"没有|并未|尚未|从未|未能|未曾|未|并不|并非|不是|不再|不能|不会|不需|不用|无需|无法|拒绝|停止|取消"
)
_NOT_NEGATION = re.compile(
    r"未来|不断|不仅|不少|不但|不论|不同|不久|不足|不到|不低于|不超过|不超|不少于|不满|前所未有|未成年"
)
_GROUPS: list[tuple[tuple[str, ...], ...]] = [
    tuple(tuple(group.split()) for group in line.split("/")) for line in _LINES.strip().splitlines()
]
_ENGLISH = (
    (("increase", "increased", "rose", "grew", "up", "growth", "rise"), "增长"),
    (("decrease", "decreased", "fell", "dropped", "declined", "decline", "down", "shrank"), "下降"),
    (("largest", "biggest"), "最大"),
    (("smallest",), "最小"),
    (("highest",), "最高"),
    (("lowest",), "最低"),
    (("first",), "首个"),
    (("second",), "第二个"),
    (("free",), "免费"),
    (("closed", "shut"), "关闭"),
    (("opened",), "开通"),
    (("provincial", "provincial-level"), "省级"),
    (("national", "national-level", "state-level"), "国家级"),
    (("municipal", "city-level"), "市级"),
    (("rural",), "农村"),
    (("urban",), "城镇"),
    (("only",), "唯一"),
    (("export", "exports"), "出口"),
    (("import", "imports"), "进口"),
    (("public",), "公办"),
    (("private",), "民办"),
)


def in_chinese(text: str) -> str:
    """The opposable words of an English text in Chinese, so that one table serves."""
    words = set(re.findall(r"[a-z-]+", text.lower()))
    return " ".join(chinese for forms, chinese in _ENGLISH if words & set(forms))


def opposition(claim: str, source: str) -> tuple[str, str] | None:
    """A word of the claim and the word of the source that excludes it, if any; folded texts.

    The source must not say the claim's word too, and the claim not the source's.

    >>> opposition("全省最大的基地", "全省最小的基地")
    ('最大', '最小')
    """
    for groups in _GROUPS:
        said = [(g, w) for g, words in enumerate(groups) for w in words if w in claim]
        printed = [(g, w) for g, words in enumerate(groups) for w in words if w in source]
        if not said or not printed:
            continue
        if {g for g, _ in said} & {g for g, _ in printed}:
            continue
        return said[0][1], printed[0][1]
    return None


def negated(text: str) -> bool:
    """Whether a folded Chinese statement denies something."""
    return _NEGATION.search(_NOT_NEGATION.sub("", text)) is not None


def negated_english(text: str) -> bool:
    """The same for English."""
    return (
        re.search(r"\b(?:not|never|no longer|cannot|none|without|n't)\b|n't\b", text.lower())
        is not None
    )
