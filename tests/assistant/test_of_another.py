"""Sentences that hold every word of a question and tell of another of the kind asked about."""

from __future__ import annotations

import pytest

from assistant.of_another import tells_of_another
from assistant.question import parse_question

from .made import make_article, make_evidence

PHASE = "松溪竹产业园一期占地560亩，2023年3月投产。"
HEAD = "青石幼儿园园长林小满说，园里有35个孩子。"
GONE = "三年来共有316名城区教师下乡。"
SOLD = "松溪的童鞋占国内市场的一半，是中国的童鞋之乡。"


@pytest.mark.parametrize(
    ("question", "sentence", "another"),
    [
        ("松溪竹产业园二期什么时候动工？", PHASE, True),
        ("松溪竹产业园一期什么时候投产？", PHASE, False),
        ("松溪竹产业园1期什么时候投产？", PHASE, False),
        ("松溪竹产业园什么时候投产？", PHASE, False),
        ("白塔幼儿园的园长是谁？", HEAD, True),
        ("青石那家幼儿园的园长是谁？", HEAD, False),
        ("园长是谁？", HEAD, False),
        ("松溪下乡的教师里有几名男老师？", GONE, True),
        ("松溪下乡的有几名女教师？", "下乡的教师里有120名是女性。", False),
        ("松溪村有几个女孩会划船？", "松溪村有12名姑娘会划船。", False),
        ("村里的女老师为什么留下？", GONE, False),  # asks no number of them
        ("潘小满在哪家医院上班？", "护士潘小满在山里干了30年。", True),
        ("潘小满在哪家医院上班？", "护士潘小满在县人民医院干了30年。", False),
        ("松溪的水库是哪家公司修的？", "县里投资3亿元修了松溪水库。", True),
        ("松溪的茶供给了哪家公司？", "松溪与“半山”签下三年协议。", False),
        ("松溪的茶供给了哪家公司？", "松溪与ABC签下三年协议。", False),
        ("松溪的童鞋卖到哪个国家最多？", SOLD, True),
        ("松溪的童鞋卖到哪些国家？", "松溪的童鞋销往日本和德国。", False),
        ("松溪的童鞋在国家比赛里拿了什么奖？", SOLD, False),
        ("Which country buys most shoes of 松溪?", SOLD, True),
        # What the question itself prints in Latin letters is no company.
        ("果园的APP是哪家软件公司做的？", "县里请人为果园做了APP。", True),
        # A county is not the city that it lies in.
        ("清河一个县的住院报销率是多少？", "该市住院报销率升至81%。", True),
        ("青石县的住院报销率是多少？", "全市都在升，青石县的报销率为81%。", False),
        ("青石市的住院报销率是多少？", "该市住院报销率升至81%。", False),
        # A sum is no multiple and no growth.
        ("青石2022年的门票收入是多少？", "2022年青石门票收入是原来的2倍。", True),
        ("青石2022年的门票收入是多少？", "2022年青石门票收入3亿元，增长7%。", False),
        ("青石2022年的门票收入增长多少？", "2022年青石门票收入增长7%。", False),
        # A rate is no sum and no number.
        ("渡口贷款的平均利率是多少？", "渡口已获银行贷款3亿元。", True),
        ("渡口贷款的平均利率是多少？", "渡口贷款利率降到3.85%。", False),
        ("What is the interest rate of the loans?", "渡口已获银行贷款3亿元。", True),
        # Beside the income of the others, other things may be counted.
        (
            "青石城镇居民的收入是多少？",
            "青石农村居民收入达3万元，18个村的产值全部突破百万元。",
            True,
        ),
        (
            "青石农村居民的收入是多少？",
            "青石农村居民收入达3万元，18个村的产值全部突破百万元。",
            False,
        ),
        ("青石市级那块财政收入涨了几成？", "青石市级、区级财政收入分别增长31%和12%。", False),
        ("青石2022年的门票收入是多少？", "2022年青石门票收入是原来的2倍，出台12条措施。", True),
        ("青石的产值平均一年长多少？", "青石的产值年均增长21%。", False),
        # Letters are printed as they are asked for; a software firm is no bank and no farm.
        ("库里的数据有多少TB？", "库里已有40多家单位的数据。", True),
        ("库里的数据有多少TB？", "库里的数据达到800TB。", False),
        ("一袋有多少kg？", "一袋重20公斤。", False),
        ("平台是哪家软件公司开发的？", "平台已帮企业获得银行授信。", True),
        ("平台是哪家软件公司开发的？", "平台已获得银行授信。", True),
        ("那个APP是哪家软件公司做的？", "镇里定制APP，管起“数字茶山”。", True),
        ("松溪的茶供给了哪家公司？", "松溪为“半山”品牌供茶。", False),
        # One family is not the whole county; the first is not the fourth; one is not all of them.
        ("林小满家种了几亩茶？", "全县种茶3万亩。", True),
        ("林小满家种了几亩茶？", "全县种茶3万亩，林小满家有12亩。", False),
        ("评比里排第一的是哪个县？", "在评比中，青石县列第4位。", True),
        ("评比里排第一的是哪个县？", "在评比中，青石县居榜首。", False),
        ("“岩上”民宿住一晚多少钱？", "村民把老屋改成民宿，年收入26万元。", True),
        ("陶杯一隻賣多少錢？", "陶杯去年賣出2.6萬隻，工作室銷售額達380萬元。", True),
        ("进货的花费降了百分之多少？", "销售额占市场份额的一半。", True),
        ("进货的花费降了百分之多少？", "采购成本下降9%。", False),
        # Of what is called so, nobody lives in town or country.
        ("青石的“城市书房”开了几家？", "青石在美丽乡村开了12家书房。", False),
        ("手环是哪家公司做的？", "“按一下就有人来。”老人对手环赞不绝口。", True),
        ("周小立是哪所医科大学毕业的？", "乡卫生院的医生周小立每月进村。", True),
        ("新建的那些公园里，最大的一个叫什么名字？", "全区新建了16个公园。", True),
        # Firms that are helped made nothing; one that is named did.
        (
            "平台是哪家科技公司开发的？",
            "平台用数字缓解企业“融资难”，已帮助3万多家企业贷到款。",
            True,
        ),
        ("平台是哪家科技公司开发的？", "平台由松云科技公司开发，已帮助3万多家企业贷到款。", False),
        # Per mu is not per person.
        ("钓一次虾一个人收几块钱？", "稻田养虾，每亩能多赚500元。", True),
        ("一亩虾田能增收几块钱？", "稻田养虾，每亩能多赚500元。", False),
        ("一个人一年赚多少钱？", "村民一年赚3000元。", False),
        # What a town earns is no figure of its county, nor is what villages took in.
        ("青石县城镇居民人均可支配收入是多少？", "松溪镇城镇居民人均可支配收入达6万元。", True),
        ("青石县农村居民收入是多少？", "村集体收入80万元，农民人均可支配收入3万元。", True),
        ("青石县农村居民收入是多少？", "全县薄弱村年收入都过了80万元。", True),
        ("松溪镇城镇居民人均可支配收入是多少？", "松溪镇城镇居民人均可支配收入达6万元。", False),
        ("青石县的童鞋卖了多少钱？", "松溪镇的童鞋销售额达6亿元。", False),
        # What became cheaper fell; sales did not.
        ("厂里进料便宜了多少？", "松溪的童鞋销售额达6亿元。", True),
        ("厂里进料便宜了多少？", "松溪的厂采购成本下降9%。", False),
        ("门票便宜了几块？", "松溪的门票打八折。", False),
    ],
)
def test_another_of_the_kind_is_no_answer(question: str, sentence: str, another: bool) -> None:
    evidence = make_evidence(make_article(sentence), sentence)
    assert tells_of_another(parse_question(question), evidence) is another
