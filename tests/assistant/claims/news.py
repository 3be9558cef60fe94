"""A made-up county's newspaper, to check claims against, and a plain search over it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.retrieve import Candidate
from index import Article, Passage
from index.sentences import sentence_spans
from index.tokens import tokens

_SHEETS = (
    (
        "青溪县:一条溪流带富一方人",
        "2022-06-15",
        "近年来,青溪县依托水资源做强纺织产业。2021年,全县地区生产总值达到386.4亿元,同比增长7.2%。"
        "柳湾镇是全国最大的毛巾生产基地,现有毛巾企业2300余家,年产毛巾48亿条,销售额达120亿元,占国内市场的1/3以上。"
        "去年10月,柳湾毛巾交易中心获批国家级外贸转型升级基地。截至目前,出口额已超15亿元。\n"
        "柳湾镇城镇、农村居民人均可支配收入分别为62480元和38915元,城乡收入比缩小到1.61∶1。"
        "全镇28个行政村集体经济经营性收入均超50万元。"
        "位于石桥乡的云岭村曾是省级贫困村,如今靠民宿翻了身。2021年,云岭村接待游客21.3万人次,民宿收入2460万元,"
        "村集体经营性收入达到86.5万元,较2016年增长312%。返乡青年周小满经营的民宿每年能挣30万元。\n"
        "在全省县域高质量发展考核中,青溪县位列全省第五、全市第一。",
    ),
    (
        "河阳市民生实事:让公共服务更近一点",
        "2023-04-20",
        "河阳市去年新建普惠托育机构36家,新增托位1800个。"
        "市第二人民医院牵头组建了6个县域医共体,基层就诊率由65.1%提高到71.8%。"
        "在白塔区,全市首个老年食堂于2022年3月开业,每天为420名老人供应午餐,每份补贴4元。"
        "白塔区朝晖社区的独居老人沈玉梅说,现在吃饭再也不用发愁了。"
        "白塔区还成立了志愿服务联盟,志愿者已达9600多人,累计服务超过31万小时。\n"
        "河阳市城镇新增就业5.4万人,城镇登记失业率下降0.3个百分点,降至2.6%。"
        "河阳北站至机场的快速公交于去年12月开通,全长18.6公里,单程约35分钟,票价5元。"
        "全市公交线路由87条增加到94条。市教育局局长罗建平介绍,今年将新建学校12所,总投资16亿元。"
        "全市城区绿化面积扩大了240公顷,人均公园绿地面积15.2平方米。",
    ),
    (
        "松岗区:数字化改革让工厂更聪明",
        "2023-09-02",
        "松岗区是全省首批数字经济创新发展试验区。截至去年底,全区建成市级智能工厂42家,省级智能工厂11家,未来工厂3家。"
        "宏远轴承公司投资2.8亿元改造生产线,产能提高四成,用工减少25%,成本下降9%。"
        "“过去一条线要60个人,现在只要15个人。”车间主任李国强说。"
        "松岗区规划面积约8600亩的光电产业园已引进企业97家,2022年实现产值213亿元。\n"
        "区里的“绿融通”平台累计帮助4000多家企业获得银行贷款超过560亿元。"
        "该区高新技术企业数量连续3年居全市第一。"
        "由科技局打造的“人才码”由张文博团队开发,已服务各类人才1.7万人次。"
        "今年上半年,全区规上工业增加值同比增长8.1%,高于全市平均2.4个百分点。",
    ),
    (
        "临泽县:强村富民有新路",
        "2022-04-18",
        "截至去年底,临泽县126个村集体经济总收入2.84亿元,其中经营性收入1.97亿元。"
        "年经营性收入30万元以上的村108个,占比85.7%;80万元以上的村46个,占比36.5%。"
        "南塘村党支部书记何秋月介绍,村里把3200平方米的旧粮仓改成研学馆,每年租金收入56万元。"
        "临泽县实验小学校长郑启明说,全县已有结对学校24对,其中城乡结对学校17对、片区结对学校7对。\n"
        "云帆船艇公司作为全县首家省级数字化工厂,每28小时便可下线一艘游艇。"
        "全县市级数字化工厂18家,省级数字化工厂6家。"
        "每月20日是南塘村的“敬老日”,村里的食堂免费供餐。"
        "2021年,临泽县城镇、农村居民人均可支配收入分别达到58310元、33140元。"
        "91.2%的村民可在10分钟内走到健身点,76.5%的村民可在10分钟内走到图书室。\n"
        "2022年一季度,全省生产总值同比增长4.3%。临泽县实现生产总值61.5亿元,同比增长5.8%。"
        "临泽—望川产业合作园获省级奖补资金1800万元。"
        "在9个县域中,临泽县满意度得分91.37,比全市平均高2.06分,位列第一。",
    ),
)


def _article(number: int, title: str, date: str, text: str) -> Article:
    return Article(
        id=f"n{number}",
        title=title,
        subtitle=None,
        source="河阳日报",
        date=date,
        page=None,
        author=None,
        language="zh-Hans",
        text=text,
        path=f"n{number}.txt",
        sha256=str(number),
    )


ARTICLES = [_article(i, *sheet) for i, sheet in enumerate(_SHEETS)]


def _passages() -> list[tuple[Passage, Article]]:
    found: list[tuple[Passage, Article]] = []
    for article in ARTICLES:
        spans = sentence_spans(article.text)
        for at in range(0, len(spans), 4):
            start, end = spans[at][0], spans[min(at + 3, len(spans) - 1)][1]
            passage = Passage(
                len(found), article.id, at // 4, None, start, end, article.text[start:end]
            )
            found.append((passage, article))
    return found


PASSAGES = _passages()


def search(query: str) -> Sequence[Candidate]:
    """All passages by shared tokens, best first; eight at most."""
    wanted = Counter(tokens(query))
    scored = sorted(
        ((sum((wanted & Counter(tokens(p.text))).values()), -p.id, p, a) for p, a in PASSAGES),
        key=lambda item: item[:2],
        reverse=True,
    )
    return [
        Candidate(passage, article, float(score), rank, None)
        for rank, (score, _, passage, article) in enumerate(scored[:8])
    ]
