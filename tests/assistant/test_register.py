"""Questions put as people talk, in the words that the reader knows."""

from __future__ import annotations

import pytest

from assistant.expected import expected_type
from assistant.focus import focus_of
from assistant.question import parse_question
from assistant.register import as_written
from assistant.roles import role_asked


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("坐一趟渡船要几块钱", "坐一趟渡船要多少元"),
        ("一斤莲子收几块？", "一斤莲子收多少元？"),
        ("松溪22年头一季度收了多少茶", "松溪2022年一季度收了多少茶"),
        ("2023年前三个月来了多少人", "2023年一季度来了多少人"),
        ("他当了23年头领", "他当了23年头领"),
        ("2023一季度来了几个人", "2023年一季度来了多少个人"),
        ("开个茶馆一年赚几个w", "开个茶馆一年赚多少万元"),
        ("门票收入过100w了吗", "门票收入过100万了吗"),
        ("进货的花费省了几个点？", "进货的花费省了几个百分点？"),
        ("书屋有几个点心师傅", "书屋有几个点心师傅"),
        ("茶厂的进货花费省了多少？松溪的", "松溪的茶厂的进货花费省了多少?"),
        ("松溪的考核是全县第一不？", "松溪的考核是全县第一吗？"),
        ("这次评比松溪是全县老大吗", "这次评比松溪是全县第一吗"),
        ("他要不要去", "他要不要去"),
        ("我孙子在松溪乡下念书，想问村小有没有食堂", "在松溪,村小有没有食堂"),
        ("松溪的经济增速是多少", "松溪的gdp增速是多少"),
        ("书屋占地有几大？", "书屋占地有多大？"),
        ("副局长姓甚名谁", "副局长叫什么名字"),
        ("最晚几号报上去", "最晚哪一天报上去"),
        ("渡口為啥關了", "渡口为什么关了"),
        ("书屋咋不开门", "书屋为什么不开门"),
        ("书屋的证咋办", "书屋的证怎么办"),
        ("装好了几台灯", "装好了多少台灯"),
        ("审批要等几天", "审批要等多少天"),
        ("修桥花了几年", "修桥花了多少年"),
        ("社戏一共演了几多场", "社戏一共演了多少场"),
        ("茶行啥辰光開秤", "茶行什么时候开秤"),
        ("书屋几月几号开", "书屋哪一天开"),
        ("渡口多咱通航", "渡口什么时候通航"),
        ("新渡口搁哪疙瘩", "新渡口在哪里"),
        ("渡口在哪边", "渡口在哪里"),
        ("船票去哪报", "船票去哪里报"),
        ("镇长是哪个呀", "镇长是谁呀"),
        ("书屋哪个在管", "书屋谁在管"),
        ("老板娘姓甚名谁", "老板娘叫什么名字"),
        ("那个船工叫啥名儿", "那个船工叫什么"),
        ("凭啥要交押金", "凭什么要交押金"),
        ("回乡种藕图个啥", "回乡种藕图什么"),
        ("桥咋拖那么久才通", "桥为什么拖那么久才通"),
        ("渠干了咋整", "渠干了怎么办"),
        ("一斤莲子几毛钱", "一斤莲子多少钱"),
        ("渡口有多老远", "渡口有多远"),
        ("来了几号人", "来了多少人"),
        ("边个係镇长", "谁是镇长"),
        ("書屋喺邊度", "书屋在哪里"),
        ("點解唔收錢", "为什么唔收钱"),
        ("大爷如今多大了", "大爷如今多大岁数"),
        ("好多钱一斤莲子", "多少钱一斤莲子"),
        ("船工是谁来着", "船工是谁"),
        ("船工以前拿几块钱？现在不是涨了嘛", "船工以前拿多少元？"),
        ("想请教一下，书屋有几层", "书屋有多少层"),
        ("外行问一句：书屋有几层", "书屋有多少层"),
        ("我在核一个数：书屋有几层", "书屋有多少层"),
        ("你好，书屋在哪里", "书屋在哪里"),
        ("昨天听邻居说渡口要修，得花多少钱", "渡口要修，得花多少钱"),
        ("市一级的书屋有几家", "市级的书屋有多少家"),
    ],
)
def test_words_that_ask_are_replaced(spoken: str, written: str) -> None:
    assert as_written(spoken) == written


@pytest.mark.parametrize(
    "question",
    [
        "书屋在渡口路几号", "几号线到渡口", "找哪几个人", "这几年修了路吗", "第几名是谁", "几年级的孩子能来",
        "How many boats cross the river?", "好几家店关了吗", "分几块地种莲子", "最多会有多少人来", "好多钱是谁捐的",
        "热线电话是几号", "铺的地板是哪个厂的", "给船工的奖叫什么名堂", "书屋在哪条街", "湖面多大", "怎么个意思",
    ],
)  # fmt: skip
def test_what_is_asked_about_stays(question: str) -> None:
    assert as_written(question) == question


@pytest.mark.parametrize(
    "spoken", ["一斤卖几多钱", "书屋搁哪儿", "那个船工叫啥子名", "哪时候开船来着", "大爷多大啦"]
)
def test_what_is_written_already_stays(spoken: str) -> None:
    written = as_written(spoken)
    assert written != spoken
    assert as_written(written) == written


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("一斤莲子卖几多钱", "一斤莲子卖多少钱"),
        ("一度电几毛", "一度电多少钱"),
        ("一斤多钱", "一斤多少钱"),
        ("村里有几口子", "村里有多少人"),
        ("渠有好长", "渠有多长"),
        ("等几个钟头", "等几个小时"),
        ("书屋啥辰光开门", "书屋什么时候开门"),
        ("书屋多会儿开门", "书屋什么时候开门"),
        ("书屋哪阵子开门", "书屋什么时候开门"),
        ("书屋搁哪块儿", "书屋在哪里"),
        ("上哪报名", "在哪里报名"),
        ("镇长是哪个", "镇长是谁"),
        ("镇长叫个啥", "镇长叫什么"),
        ("哪个管食堂", "谁管食堂"),
        ("邊個出錢", "谁出钱"),
        ("为嘛关门", "为什么关门"),
        ("干吗要关门", "为什么要关门"),
        ("凭啥不收钱", "凭什么不收钱"),
        ("點解關門", "为什么关门"),
        ("大爷今年几多岁", "大爷今年多少岁"),
        ("鸡蛋卖啥价", "鸡蛋卖多少钱"),
    ],
)
def test_a_spoken_question_asks_for_what_the_written_one_does(spoken: str, written: str) -> None:
    said, printed = parse_question(spoken), parse_question(written)
    assert said.kind == printed.kind != "other"
    assert expected_type(said.folded, said.kind) == expected_type(printed.folded, printed.kind)
    assert focus_of(said.folded) == focus_of(printed.folded)
    assert role_asked(said.folded) == role_asked(printed.folded)
