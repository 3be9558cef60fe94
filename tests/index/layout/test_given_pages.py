"""The original pages, where they are at hand: every fact whole, nothing of the furniture.

The facts are short strings that a reader would look up; each must stand within one block.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from index.layout import RepairedArticle, repair_page

# File name prefix -> (title, kicker, author, source, date, page) of each article.
PRINTED: dict[str, list[tuple[str | None, ...]]] = {
    "000": [("湖州吴兴:争当共同富裕示范区建设模范生", "聚焦所需所急所盼 抓实共建共富共享", None,
             "浙江日报", "2021-07-13", "16")],
    "001": [("奔跑赶超 美好吴兴迎面来", None, "徐坊 沈巍伟 罗静娴", None, None, None)],
    "002": [("湖州:锚定绿色低碳 描绘美好图景", None, "吴丽燕", None, None, None)],
    "003": [("龙湾:擦亮未来城区幸福底色", None, "张银燕", None, None, "5—8"),
            ("乐清奋力打造共同富裕县域标杆", "率先形成一批有共富味、改革味、地域味的标志性成果",
             "徐明", None, None, "5—8")],
    "004": [("浙江共同富裕示范區建設穩步推進", None, None, "中國網", None, None)],
}  # fmt: skip

FACTS: dict[str, list[list[str]]] = {
    "000": [[
        "投资50亿元、用5年时间", "21个别具特色的城市公园", "1001.6亿元", "14970亩", "369家",
        "1.4万余家", "14.5亿件(套)", "650亿元", "2/3以上", "超60亿元", "76949元、48266元", "1.59∶1",
        "34个行政村", "超过了1000万元", "35万新居民", "36.5万人次", "1.1亿元", "1632万元", "109.26万元",
        "427.7%", "34582元", "57.5%", "费国良", "近万节次", "600余节", "118个医联体", "12.53万",
        "6440人", "414人", "6470个要素", "3大类、12个小类", "《风起南太湖》",
        "浙江三一装备有限公司、浙江精星物流设备有限公司、浙江世仓智能仓储设备有限公司",
        "环境卫生、牛皮癣、文明公厕、停车秩序、放养宠物五大专项提升行动",
    ]],
    "001": [[
        "连续4年居全省第一", "3600多家", "1200多家", "提升32%以上", "下降6%", "10家,市级", "36家",
        "市级“未来工厂”2家", "3个组团", "62个", "5.35万平方米", "2878.5万元", "46万元", "8%以上",
        "1000多亩", "1500多户", "2000余亩", "超300万元", "160个村", "3.59亿元", "2.61亿元",
        "148个村,占比92.5%", "94个村,占比58.75%", "2.48亿元", "14名1岁到3岁", "共建型教共体15对",
        "钱玲珠", "单点式服务,还能享受送餐、家政、医疗", "75%的32.75万新居民",
        "23个部门的383项检查事项、496项处罚事项", "湖州十一中与妙西学校的同步课堂",
    ]],
    "002": [[
        "5820平方公里", "3000多元", "3万余人次", "王伟", "莫晓岚", "50万元以下欠发达村",
        "城乡收入倍差进一步缩小至1.65", "毕华剑", "8个县域医共体和2个城市医联体", "72.7%和90.6%",
        "60%以上的镇区学校", "超1000亿条", "40个数字驾驶舱", "试验区,湖州早在2017年", "3万多家",
        "超3000亿元", "5425亩竹林", "应忠东", "27.5万余元", "20%以上", "917元", "孙阿三", "杨红旗",
        "85.13", "高1.75分", "5000年文明史、近2300年建制", "12项工程", "章晟", "潘美儿", "23年", "沈云如",
        "施献荣、朱水银、李猛、盛阿伟、张开荣、姚玉林……凡人善举", "6.7万余人", "14万户", "79项草根奖",
        "超200万元", "265个村(居、社区)的21万户", "350万元", "30余万人次",
    ]],
    "003": [[
        "成功揭榜国家发改委、科技部", "13项改革方案", "成立全省首支未来康养基金为4万余名老人",
        "10个街道、123个村(社)", "31家社会组织", "10余个专项项目", "4485人次", "项明亮", "2000平方米",
        "“关键小事”,不断提升公共服务配套", "50多家", "80岁老人杨兰香", "5家民办博物馆", "400万元",
        "叶萌春艺术馆、志通艺术馆、张璠纪念馆、姜立纲书法艺术馆", "浙江法拉第激光科技有限公司",
    ], [
        "18925亿元", "382.5亿元", "同比增长6%", "495.85亿元", "同比增长108%", "“1+23+79”",
        "4个国家级试点", "13个省级试点", "推进公共服务优质共享", "36条", "32条", "46.9%", "超全省平均3倍",
        "2400万元", "打好“生态牌”", "“6+1”领域", "5大废物治理攻坚战", "100多名留守老人", "每月15日",
        "5.59万元", "13000元/年", "1.69以内", "114家企业、50家域内外商会与178个村", "144个", "67个",
        "22万元以下", "10.14亿元", "6.88亿元", "20.21%和23.34%", "7家三星共富工坊",
    ]],
    "004": [[
        "超8萬億元", "4.9%", "達63830元", "6.5秒", "何健鋒", "10家人工智能企業", "30多家", "王如生", "5000瓶",
        "26個縣", "1.7億元", "315個", "461億元", "杭州蓮誼農業開發有限公司", "2500多畝", "近百名50歲以上",
        "200多名村民", "讓農民增收、企業增效、集體增富", "王耀平", "95個“共富工坊”", "2854人",
        "學校、醫院、文化廣場、老年公寓", "千村示范、萬村整治", "40311元", "10方面56項31569件",
        "84.14%的村", "98.41%的村", "李陽柳昊", "16個充電樁", "郭建華", "191個鄉鎮", "易煉紅",
    ]],
}  # fmt: skip

FURNITURE: dict[str, list[str]] = {
    "000": ["数字报纸", "00016", "图片由", "2021-07-13", "星期二"],
    "001": ["图片由", "我们走在", "大路上", "共同富裕示范区\n"],
    "002": ["图片由", "我们走在", "大路上", "示范区\n"],
    "003": ["责任编辑", "版式", "5—8版", "图片由", "秦正长"],
    "004": [
        "九宮格",
        "個人空間",
        "共享空間",
        "舞蹈教室",
        "發佈留言",
        "分類",
        "標籤",
        "必填",
        "中國網",
        "留言",
    ],
}

# The first words of the paragraphs of the double page, in the order in which they must be read.
READING_ORDER = [
    ["共同富裕,是中国式现代化", "新征程上", "“我们理解", "5月初", "近年来,龙湾区聚焦", "2021年,龙湾区成功揭榜",
     "物不因不生", "近两年,龙湾区突出", "一系列改革举措", "“谢谢你们给我", "为了帮扶", "共同富裕路上", "就业是民生",
     "龙湾“一手康推拿”", "共同富裕是各尽其能", "“人民对美好", "近两年来", "行走在", "在位于", "如果说", "衡量一个",
     "龙湾区以“三带", "今年是"],
    ["不久前公布的", "投身高质量", "不久前,温州市", "这是乐清市", "两年来", "全市推进“七个", "推进了“六大", "不久前,省财政厅",
     "今年以来", "该市通过", "乐清依托", "乐清借助", "乐清强调", "乐清还注重", "“家里孩子", "石碧岩村", "不以善小",
     "乐清狠抓", "全市倾力", "乐清还聚焦"],
]  # fmt: skip


@pytest.fixture(scope="module")
def pages(shared: Path | None) -> dict[str, list[RepairedArticle]]:
    """The original pages by the number that opens their names, repaired."""
    files = sorted((shared / "articles").glob("*.txt")) if shared else []
    if not files:
        pytest.skip("the original articles are not here")
    return {file.name[:3]: repair_page(file.read_text(encoding="utf-8")) for file in files}


@pytest.mark.parametrize("number", sorted(PRINTED))
def test_what_is_printed_about_the_articles(
    pages: dict[str, list[RepairedArticle]], number: str
) -> None:
    found = [(a.title, a.kicker, a.author, a.source, a.date, a.page) for a in pages[number]]
    assert found == PRINTED[number]


@pytest.mark.parametrize("number", sorted(FACTS))
def test_every_fact_stands_whole(pages: dict[str, list[RepairedArticle]], number: str) -> None:
    missing = [
        fact
        for article, facts in zip(pages[number], FACTS[number], strict=True)
        for fact in facts
        if not any(fact in article.text[b.start : b.end] for b in article.blocks)
    ]
    assert not missing


@pytest.mark.parametrize("number", sorted(FURNITURE))
def test_nothing_of_the_furniture_is_left(
    pages: dict[str, list[RepairedArticle]], number: str
) -> None:
    text = "\n".join(article.text for article in pages[number]) + "\n"
    assert [words for words in FURNITURE[number] if words in text] == []


def test_the_double_page_is_two_articles_in_reading_order(
    pages: dict[str, list[RepairedArticle]],
) -> None:
    for article, order in zip(pages["003"], READING_ORDER, strict=True):
        paragraphs = [
            article.text[b.start : b.end] for b in article.blocks if b.kind == "paragraph"
        ]
        assert len(paragraphs) == len(order)
        for paragraph, start in zip(paragraphs, order, strict=True):
            assert paragraph.startswith(start)


def test_repairs_quote_the_raw_page(shared: Path | None) -> None:
    if shared is None:
        pytest.skip("the original articles are not here")
    for file in sorted((shared / "articles").glob("*.txt")):
        raw = file.read_text(encoding="utf-8")
        for article in repair_page(raw):
            for repair in article.repairs:
                assert raw[repair.raw_start : repair.raw_end] == repair.before
