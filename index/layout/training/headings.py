"""Section headings as newspapers set them, made up for the pages of `pages`.

A heading is a line without a full stop, and so is a column that breaks off after a few words. What
tells them apart has to be learned from headings of many makes: of four to twenty characters, in one
piece or in two with a blank or a comma between, with quotation marks, a colon, a number, and with
the words of the article itself. Those of one article are of one make.
"""

from __future__ import annotations

import random

_THINGS = (
    "产业 民生 环境 城乡 文化 改革 乡村 教育 医疗 养老 交通 生态 人才 社区 街巷 田园 车间 码头 集市 古镇 山村 渔港 茶园 "
    "书屋 球场 夜市 工坊 果园 水库 驿站 社保 治安 就业 口岸 学堂 食堂 河道 林场"
).split()
_DOES = (
    "底气足 添动力 暖人心 见实效 换新颜 人气旺 有奔头 出新招 上台阶 焕生机 提速跑 更舒心 强筋骨 活起来 美起来 挑大梁 "
    "解难题 开新局 有温度 显担当 聚合力 再升级 变了样 成风景"
).split()
_PHRASES = (
    "数字赋能 城乡融合 党建引领 人才回流 项目落地 山水相依 邻里守望 产销对接 资源盘活 校地合作 企村结对 机制创新 "
    "服务下沉 风貌提升 底线筑牢 品牌打响 以点带面 向海而兴 因地制宜 久久为功 多方联动 精准施策 补链强链 文旅相融"
).split()
_VERBS = "打造 守护 激活 建好 用好 讲好 做强 擦亮 托起 织密 补齐 跑出 答好 打通 铺就 推动 深化 夯实".split()
_OBJECTS = (
    "家门口的幸福圈 最后一公里 老街巷的烟火气 发展新引擎 乡村振兴新样板 一老一小民生网 山区群众致富路 共建共享大格局 "
    "产业升级加速度 公共服务短板 基层治理答卷 小而美的好日子 营商环境金名片 制造业的底盘 青年创业的舞台 绿水青山的本钱 "
    "生活品质 增收渠道 安全防线 百姓的获得感 先进产业集群 城市更新行动 重点领域改革 群众身边的服务"
).split()
_MAKES = (
    "{thing}{does}", "{phrase}{does}", "{verb}{object}", "{phrase} {verb}{object}",
    "{phrase}　{thing}{does}", "{verb}{object} {thing}{does} {thing_too}{does_too}",
    "{verb}{object}，{verb_too}{object_too}", "{phrase}，{verb}{object}", "{thing}{does}，{thing_too}{does_too}",
    "从“{thing}{does}”到“{thing_too}{does_too}”", "“{phrase}”{does}", "{verb}“{phrase}”{object}",
    "{thing}：{verb}{object}", "{topic}{does}", "{topic}：{phrase}{does}", "{verb}{topic}{object}",
    "{topic}{does}，{verb}{object}", "{count}个{thing}的{phrase}路", "{phrase}{count}年 {thing}{does}",
    "{thing}一小步，{thing_too}一大步", "{thing}来了，{topic}{does}",
)  # fmt: skip


def headings(rng: random.Random, topic: str, count: int) -> list[str]:
    """So many different headings of one make for an article that speaks of `topic`.

    >>> headings(random.Random(7), "茶叶", 2)
    ['“城乡融合”聚合力', '“向海而兴”暖人心']
    """
    make = rng.choice(_MAKES)
    if "，" in make and rng.random() < 0.5:
        make = make.replace("，", ",")
    made: list[str] = []
    while len(made) < count:
        thing, thing_too = rng.sample(_THINGS, k=2)
        does, does_too = rng.sample(_DOES, k=2)
        verb, verb_too = rng.sample(_VERBS, k=2)
        object_, object_too = rng.sample(_OBJECTS, k=2)
        heading = make.format(
            thing=thing, thing_too=thing_too, does=does, does_too=does_too, verb=verb,
            verb_too=verb_too, object=object_, object_too=object_too, topic=topic,
            phrase=rng.choice(_PHRASES), count=rng.randint(2, 30),
        )  # fmt: skip
        if heading not in made:
            made.append(heading)
    return made
