"""A question as it is written, where it was put as people talk, in whatever part of the country.

The reader learned on questions in the written register: 收几块 and 咋办 are to it strange words, and
strange words make it doubt. The rules that tell what a question asks for know the written words, too:
to them 书屋搁哪疙瘩 asks for no place. So only words that ask are replaced, each by the one that asks
the same, once, before anything else looks at the question; what is asked about stays as it was said.

Northern (啥, 咋整, 多咱), Wu (啥辰光), south-western (好多钱, 是哪个) and Cantonese (几多, 边个, 点解) words
are told in simplified characters. Words that ask in one place and count in another (好多人来过) are
replaced only where nothing else of the question asks.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.normalise import simplify

from .keywords import asked_in_full

# What is counted by one of these is asked for by 多少, unless a word before 几 makes it "some" or "which".
_COUNTED = "台天个家位人名户间层册本项所座斤次条万亿张件亩辆趟岁棵头只盏册页节场支样桌艘栋幢套顿篇组款枚幅份部根株筐袋箱吨"
_CLOSES = r"[?？,，。!！呀啊呢啦哦嘛吧]|$"
_HAN = r"[\u4e00-\u9fff]"
_END = rf"(?={_CLOSES})"
_COINS = r"(?:人民币|钞票|银子|票子|铜钿|铜板)"
# 地板是哪个: only who holds an office or has a calling is asked for by 哪个.
_BEARER = "长任记理裁板员师傅手者管匠导医"
# What makes of the two digits before 年 a year, and no time that something took.
_PART_OF_YEAR = r"(?:[底末初]|全年|[上下头]半年|第?[一二三四1-4]季度|[头前](?:[三六九369]个月|[一三]个?季度)|[0-9一二三四五六七八九十]{1,2}月)"
# Whoever told one of it, and what one wants to know it for, is nothing that is asked.
_ASKER = r"(?:我家|我们?|俺|咱)?(?:的)?(?:邻居|街坊|朋友|同事|同学|亲戚|老乡|隔壁|家里人?|我妈|我爸|我爷爷|我奶奶|老公|老婆)"
_WANTS = r"(?:我|我们|咱)?(?:就|还|也|只)?(?:很|挺|特别|蛮)?(?:想|要|来|在)?(?:跟您|向您|跟你|向你)?(?:请教|打听|咨询|了解|问问?|知道|确认|核实|核对|核|查|好奇)(?:一下|下|一个数|个数|个事儿?|件事)?"
_Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*pairs: tuple[str, str]) -> _Rules:
    return tuple((re.compile(spoken), written) for spoken, written in pairs)


# Where nothing else asks: elsewhere they say "many", "rather", "more money".
_ONLY_ASKING = _rules(
    (rf"(?<![这那有是很])好多(?:块|个)?(?:钱|{_COINS})(?![的了])", "多少钱"),
    (rf"(?<![几很更最太许这那么好多])多(?:儿)?钱(?=一|买|卖|{_CLOSES})", "多少钱"),
    (rf"(?<![这那])好多(?=[个家户人亩斤次条台辆岁张天年间座处]{_END})", "多少"),
    (rf"(?<=[有到])好(?=[远长高深宽重久大]{_END})", "多"),
    (rf"高寿{_END}|贵庚", "多大岁数"),
    # 是全县第一不
    (r"(?<=[\u4e00-\u9fff])(?<![是要会能可对行好])不(?=[?？]?$)", "吗"),
)
_ASKS = re.compile(r"多少|[几谁哪何啥咋吗]|什么|怎|多[大高长远久深宽重]|为嘛|干嘛")
_WRITTEN = _rules(
    (rf"^(?:你好|您好|喂|嗨|哎)[,，!！。](?={_HAN})", ""),
    (rf"(?:^|(?<=[,，。;；]))(?:请问一?下?|麻烦问一?下?|(?:外行|小白|冒昧|多嘴|好奇|弱弱地?|顺便|随口|再)问(?:一句|一下|下|个问题)?|{_WANTS})[,，:：]", ""),
    (
        rf"(?:^|(?<=[,，。;；]))(?:前阵子|前两天|前几天|最近|昨天|今天|刚才|老)?听?{_ASKER}们?(?:聊天|闲聊|老)?(?:[跟和对]我)?(?:说起?(?!了|不|什么|的)|讲起?(?!了|不|什么|的)|提到|提起|提过)过?[,，]?(?={_HAN})",
        "",
    ),
    # 以前拿多少工资？现在不是涨了嘛: what is known already is no question.
    (r"(?<=[?？])[^?？,，]{0,4}(?:不是|都|已经)[^?？]{1,12}[嘛么吗了]?[?？]?$", ""),
    (r"(?:上一年|上年|头一年)同期", "去年同期"),
    # Which months: 2023年头三个月, 23年一季度.
    (rf"(?<![0-9])(?P<two>[0-3][0-9])年(?={_PART_OF_YEAR})", r"20\g<two>年"),
    (
        r"(?<![0-9])(?P<whole>20[0-9]{2})(?=(?:第?[一二三四]|前[二两三])个?季度|[上下头]半年)",
        r"\g<whole>年",
    ),
    (r"(?<=年)[头前](?:三|3)个月|[头首][一个]*季度", "一季度"),
    (r"(?<=年)[头前](?:半年|六个月|6个月)", "上半年"),
    (r"(?<=年)[头前](?:九|9)个月|(?<=年)头三个?季度", "前三季度"),
    (rf"[,，]?来着{_END}", ""),
    # 那松溪村有几户: the place is talked of before.
    (
        r"^那(?![个里些时年天么边片几位家座条两三儿块所次场批种款间栋一曲县市镇乡村])(?=[\u4e00-\u9fff]{2,4}(?:村|镇|乡|县|市|街道|社区))",
        "",
    ),
    # Who dares to be first.
    (r"(?:头一?个|第一个|最先|率先)?(?:敢于?)?吃(?:上|到|了)?(?:第一只)?螃蟹", "第一个"),
    # 市一级的工厂: papers say 市级.
    (r"(?<=[省市区县镇乡村])一级(?=的|[\u4e00-\u9fff])", "级"),
    (r"(?<=是)(?P<whose>[^,，?？]{2,8}?)(?:的)?老大(?=[吗么不?？]|$)", r"\g<whose>第一"),
    # 我孙子在松溪念书,想问…: the place is of the question, who asks is not.
    (
        rf"^(?:我|我们|俺|咱)家?的?(?:孙子|孙女|外孙|儿子|女儿|孩子|小孩|娃|老伴|父母|爸妈|爹妈|老人|亲戚|朋友)+(?:现在|目前|就|都)?在(?P<where>{_HAN}{{2,6}}?)(?:乡下|农村|城里|镇上|村里|那边|这边)?(?:上学|念书|读书|打工|上班|工作|生活|居住|住|做事|开店)[^,，?？]{{0,4}}[,，]{_WANTS}[,，:：]?(?={_HAN})",
        r"在\g<where>,",
    ),
    (r"五百强", "500强"),
    (r"(?<![0-9一二两三几])(?:一|1)刻钟", "15分钟"),
    (r"(?:三|3)刻钟", "45分钟"),
    # 甚麼, as it is written in Hong Kong and Taiwan.
    (r"甚么", "什么"),
    # 省了几个点? 松溪的: what is said behind the question belongs to its head.
    (
        rf"^(?P<asks>[^?？]{{2,}}(?:多少|几|谁|什么|啥|哪|怎)[^?？,，]{{0,8}})[?？,，\s]\s*(?P<whose>(?!全|他|她|它|我|你|是|这|那|真){_HAN}{{2,5}})的[?？]?$",
        r"\g<whose>的\g<asks>?",
    ),
    (r"(?<=[几少])个点(?![钟心半子])", "个百分点"),
    # What an economy grows by is told of its product.
    (r"经济(?:总量)?(?=增速|增长率|增长速度)", "gdp"),
    # 赚几个w, 20w: ten thousands, as they are typed.
    (r"(?:几|多少)个?[wW](?![a-zA-Z])(?:块|元|人民币)?", "多少万元"),
    (r"(?<=[0-9])[wW](?![a-zA-Z0-9])", "万"),
    # How many, how much.
    (r"几多(?=[远长高深宽重久大])", "多"),
    (r"几多", "多少"),
    (r"多老些|多老少", "多少"),
    (r"(?:(?:多少|几)[号口]人|(?:多少|几)口子)(?!均)", "多少人"),
    (rf"(?:多少|几)[毛角分文](?:钱|{_COINS})|(?:多少|几)(?:[块元个])?{_COINS}|几[毛角]{_END}|几钿", "多少钱"),
    (rf"(?:多少|几)[块元]钱|几个钱|(?<![成为])几块{_END}", "多少元"),
    (rf"(?:[啥什]么?|多少)价(?:钱|码){_END}|(?:啥|什么)价{_END}", "多少钱"),
    (r"多大(?:工夫|功夫|会儿)", "多长时间"),
    (r"多沉", "多重"),
    (r"几化(?=[远长高大深宽厚重久])", "多"),
    (r"几(?=长的|高的|远的|宽的)", "多"),
    (r"多老(?=[远长高大深宽厚重久])", "多"),
    (rf"几(?=[远高深宽重久]{_END})|几(?=长{_END})|(?<=[有地])几(?=大{_END})", "多"),
    (rf"几耐{_END}|多(?:长|久|少)(?:时间|辰光|工夫|功夫|时辰)", "多长时间"),
    (r"(?<=[几少])个?(?:半)?钟头|(?<=[几少])个钟(?!头|表|楼)", "个小时"),
    (r"(?:啥|什么)(?:岁数|年纪|年龄)", "多大岁数"),
    (
        rf"(?:(?<=[娃人爷奶婆公伯叔婶妈爸哥姐弟妹她他])|(?<=孩子|孙子|儿子|妻子|孙女|女儿|老伴|丈夫|先生|女士))(?P<when>现在|如今|现如今|到底)?多大[了啦]?{_END}",
        r"\g<when>多大岁数",
    ),
    # When.
    (r"几月几[号日]", "哪一天"),
    (r"(?<=几点)钟", ""),
    (r"(?<![路街巷弄道楼])(?<![话线机打拨])(?<![话线机]是)几号(?![楼线院馆门厅路街人])", "哪一天"),
    (
        r"(?:啥|什么|哪)(?:时候|辰光|时阵|会儿|阵儿|阵子|前儿|当口)|啥时间|(?:啥|什么)时[后厚侯]|啥时(?![间兴尚代髦])|哪时(?!候)"
        r"|多会儿|多[咱暂昝]|多前儿|几时",
        "什么时候",
    ),
    # Where.
    (r"在?[搁喺](?=[哪边])", "在"),
    (r"打(?=哪(?:里|儿)?来)", "从"),
    (r"边[度处](?!假|理|分)|哪(?:疙瘩|嘎[达哒瘩]|旮[旯瘩]|搭|哒)", "哪里"),
    (r"哪块儿|(?<=[在到去上往从])哪块(?![地田牌板石区])|(?<=[在到去上往从])哪边", "哪里"),
    (r"啥(?:地方|地界|位置)", "什么地方"),
    (rf"(?<=[在到去上从])哪(?=报|来|{_CLOSES})", "哪里"),
    # Who.
    (r"边个系", "谁是"),
    (r"系边个", "是谁"),
    (r"边个|谁个|谁谁", "谁"),
    (rf"(?<=[{_BEARER}])是哪个{_END}", "是谁"),
    (r"哪个(?=(?:在|来)?(?:管|负责|带头|牵头|当家|主事|拿主意)|说了?算|出的(?:钱|主意)|想出|提出来)", "谁"),
    (r"姓(?:啥|什么|甚|谁)[,，]?(?:名|叫)(?:啥|什么|谁|甚)", "叫什么名字"),
    (r"叫个?(?:啥子?|什么)名儿?(?![字堂目])|叫个?啥子?名字|叫个?啥子?", "叫什么"),
    # Why.
    (r"为[啥甚毛嘛]子?|点解|做咩(?=不|要|会)|咋(?=不|没|就|会)", "为什么"),
    (r"(?:干[啥嘛吗]|做啥)(?=不|要|非|老是|总|还)", "为什么"),
    (r"(?:咋|怎么)(?=[^,，?？]{1,8}[这那]么[^,，?？]{1,6}才)", "为什么"),
    (r"(?:咋|怎么)(?:会)?(?=[这那]么(?![做办说弄搞干用]|多[少长大高远])[\u4e00-\u9fff])|怎么会?(?=越来越)", "为什么"),
    (rf"(?:咋|怎么)(?=(?![样办回着搞弄做])[\u4e00-\u9fff]{{1,2}}了{_END})", "为什么"),
    (r"凭(?:啥|嘛)", "凭什么"),
    (r"图(?:个)?(?:啥|嘛(?!呢))", "图什么"),
    (r"因(?:为)?啥", "因为什么"),
    # How, what.
    (r"咋样|点样", "怎么样"),
    (r"咋整(?!的)", "怎么办"),
    (r"咋个?", "怎么"),
    (r"干[啥嘛]|做啥|做咩", "做什么"),
    (r"啥[子个米](?=[^子个米]|$)|[乜咩](?:嘢|野)|啥", "什么"),
    (rf"(?<![哪这那前后好近头第十百千最上下几])几(?=(?!个(?:百分)?点)[{_COUNTED}](?!.{{0,3}}(?:分别|是)什么)|年(?!级)|公斤|公里)", "多少"),
    # 那几天来了多少人: days that are known, beside what is asked.
    (rf"(?<=[那这])几(?=[{_COUNTED}年月].*(?:多[少大高长远久]|几))", "些"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def as_written(question: str) -> str:
    """`question` with the words that ask as papers print them, in simplified characters.

    What is written already comes back as it is.

    >>> as_written("买一张渡船票要几块钱？"), as_written("渡口啥時候開，找哪幾個人？")
    ('买一张渡船票要多少元？', '渡口什么时候开，找哪几个人？')
    >>> as_written("书屋在什么路几号？"), as_written("前几天来了几个人")
    ('书屋在什么路几号？', '前几天来了多少个人')
    >>> as_written("过节那几天来了几个人")
    '过节那些天来了多少个人'
    >>> as_written("23年头三个月来了几个人"), as_written("开张头三个月来了几个人")
    ('2023年一季度来了多少个人', '开张头三个月来了多少个人')
    >>> as_written("书屋搁哪疙瘩？"), as_written("好多钱一碗？"), as_written("好多钱是谁捐的？")
    ('书屋在哪里？', '多少钱一碗？', '好多钱是谁捐的？')
    """
    text = simplify(question)
    if _ASKS.search(text) is None:
        for spoken, written in _ONLY_ASKING:
            text = spoken.sub(written, text)
    for spoken, written in _WRITTEN:
        text = spoken.sub(written, text)
    return asked_in_full(text)
