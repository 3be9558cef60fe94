"""English words of public affairs with the Chinese that newspapers print for them.

General vocabulary only: measures, bodies, people, sectors, verbs. It finds and compares evidence for
claims in English; an embedder may find more, this only has to recognise what was found.
"""

from __future__ import annotations

import re

from .function_words import ENGLISH

# One entry a line: English forms | Chinese alternatives. A leading * marks a measure.
_ENTRIES = """
*gdp;gross domestic product | 地区生产总值 生产总值 gdp 经济总量
*disposable income | 可支配收入
*per capita disposable income | 人均可支配收入
*per capita | 人均
*income;incomes;earnings | 收入
*operating income;business income | 经营性收入 经营收入
*total income | 总收入
*revenue;revenues;turnover | 收入 营业收入 营收 销售额
*sales;sales volume | 销售额 销售 销售收入
*export;exports;exported;export value | 出口
*import;imports;imported | 进口
*output;production | 产量 年产 产值
*output value;industrial output | 产值
*added value;value added | 增加值
*investment;invest;invests;invested;investing | 投资
*funds;funding;fund;money | 资金 基金
*credit;loans;loan;lending;credit lines | 授信 贷款
*market share;share | 份额 占比 市场份额
*growth rate;growth;grew;grow;increase;increased;rose;rise;up | 增长 增幅 增速 增加 提高 提升
*decrease;decreased;fell;fall;drop;dropped;decline;declined | 下降 减少 降低
*ratio;income ratio | 收入比 比 倍差
*income gap;gap;gaps | 差距 收入比 倍差
*utilization;utilisation;utilization rate;capacity utilization | 利用率
*cost;costs | 成本
*rate;percentage | 率
primary;primary-level;grassroots | 基层 初级
administrative village;administrative villages | 行政村
*visit rate;consultation rate | 就诊率
*yield;return;rate of return | 收益率
*area;floor area;covers;covering;covered area;floor space | 面积 占地
*population;inhabitants | 人口 常住人口
*length;long | 长 全长
*price;prices | 价格 均价
*score;scored;scores;rating | 得分 分 评分
*dividend;dividends | 分红
*rent;rental | 租金
*subsidy;subsidies;grant;grants;allowance | 补助 补贴 救助金 补助资金
*tax;taxes | 税
*profit;profits | 利润
*beds | 床位
*coverage;cover;covers;covered | 覆盖率 覆盖
*quantity;number;amount;total | 数 总额 总
*visitors;tourists;visits;guests | 游客 接待 人次
*rank;ranks;ranked;ranking;place;placed | 位列 排名 居 列 第
enterprise;enterprises;company;companies;firm;firms;business;businesses | 企业 公司
manufacturer;manufacturers;manufacturing;producer;producers | 生产企业 制造 企业
factory;factories;plant;plants | 工厂 厂房 企业
workshop;workshops | 工坊 车间
village;villages | 村
town;towns;township;townships | 镇 乡镇
county;counties | 县 县域
district;districts | 区
city;cities;municipal;municipality | 市
province;provinces;provincial | 省 省级
national;nationwide;country;nation;china;chinese | 全国 国家 中国 国内 国家级
domestic | 国内
foreign;overseas;abroad;international | 海外 国际 外
rural;countryside | 农村 乡村
urban;town dwellers | 城镇 城市
farmer;farmers;peasants | 农民 农户
resident;citizen;citizens | 居民 市民
villager;villagers | 村民
worker;workers;employees;staff | 员工 工人 职工
newcomers;migrant;migrants;migrant workers;new residents;outsiders | 新居民 外来
elderly;old people;seniors;senior;older | 老人 老年人 养老 高龄
child;children;kids;toddlers | 儿童 童 孩子 幼儿
disabled;disability | 残疾
poor;low-income;needy;people in need;in difficulty | 低收入 困难 困难群众
student;students;pupils | 学生
teacher;teachers | 教师 老师
women;woman | 妇女 女
household;households;family;families | 户 家庭
person;people | 人 群众
volunteer;volunteers | 志愿者 志愿
expert;experts;specialists | 专家
department;departments | 部门
government | 政府
school;schools | 学校 小学 教共体
primary school | 小学
kindergarten;nursery;nurseries | 幼儿园 托育
childcare;day care;daycare | 托育 托班 幼
hospital;hospitals;medical;clinic;clinics;health | 医院 医疗 卫生 医共体
park;parks | 公园
industrial park | 园区 产业园
clothing;clothes;garments;garment;apparel;wear | 服装 童装
children's clothing;children's clothes;children's wear;kids' clothing;childrenswear | 童装
pieces;items;sets | 件 套
logistics | 物流
equipment | 装备 设备
smart;intelligent | 智能 智慧
smart factory;smart factories;intelligent factories | 智能工厂
future factory;future factories | 未来工厂
digital workshop;digital workshops | 数字化车间
digital;digitalization;digitization | 数字化 数字
data;public data | 数据 公共数据
platform;platforms | 平台
project;projects | 项目
industry;industries;industrial;sector | 产业 工业 行业
agriculture;agricultural;farm;farms;farming | 农业 农场
future farm;future farms | 未来农场
paddy;paddy fields;rice | 水田 稻
crab;crabs | 蟹
crayfish | 小龙虾 虾
bamboo;bamboo forest;bamboo forests | 竹林 竹
carbon sink;carbon;carbon credits | 碳汇 碳
green | 绿色 绿
green finance | 绿色金融 绿
bank;banks | 银行
insurance | 保险
tourism;tourist | 旅游 文旅
homestay;homestays;guesthouse;guesthouses;b&b;b&bs | 民宿 农家乐
farmhouse;agritainment | 农家乐
collective;collectives;village collective | 村集体 集体
collective economy | 集体经济
common prosperity | 共同富裕 共富
demonstration zone;demonstration area | 示范区
pilot;pilots;trial | 试点
reform;reforms | 改革
plan;plans;planned;planning | 计划 规划
policy;policies | 政策
list;listed | 名单 列入
recommendation;opinions;opinion;document;guideline;guidelines | 意见
medical consortium;medical consortia;medical community;health consortium | 医共体 医联体
education community;education communities | 教共体 教育共同体
library;reading room;bookstore | 书房 书屋
culture;cultural | 文化
museum;museums | 博物馆
art gallery;art galleries;art museum | 艺术馆
charging pile;charging piles;charging point;charging points;charger;chargers | 充电桩 充电
electric meter;electric meters;smart meter;smart meters;meter | 电表
parking lot;car park | 停车场
bus;buses;public transport | 公交
road;roads;highway | 路 公路
construction | 建设
build;built;builds;building | 建 建设 建成 建造 打造
create;created;set up;established;establish;founded;launch;launched;start;started;opened;open;began;begun | 成立 建立 创建 启动 开班 开 设立 上线
complete;completed;finished | 完成 建成
issue;issued;published;release;released | 印发 发布 公布
receive;received;welcome;welcomed;hosted;get;gets | 接待 迎来 获得 收到 领
win;won;awarded;award;awards;prize;prizes;named | 获 奖 荣获 获评
join;joined;settled;attracted;attract;moved | 入驻 吸引 落户
help;helped;helping;support;supported;benefit;benefited;benefiting;serve;served | 帮助 惠及 帮扶 服务
provide;provided;provides;offer;offers;offered | 提供
buy;bought;purchase;purchased | 购买
sell;sold | 销售 销
employ;employed;jobs;job;employment;work | 就业 岗位 工作
hire;hired;recruits;recruited | 招募 招聘
train;trained;training | 培训
reduce;reduced;cut;cuts;save;saves;saved;saving | 下降 降低 减少 节约
reach;reached;exceed;exceeded;exceeds;top;topped | 达 达到 超 突破
first;firsts | 首 第一 首个 首批 首家
second | 第二 二
largest;biggest | 最大
smallest | 最小
highest | 最高
lowest | 最低
longest | 最长
only | 唯一
annual;annually;yearly;a year;per year | 年 年产 年均
monthly;month;a month | 月 每月
day;daily | 天 日
half | 半 一半
quarter | 季度
garbage;waste | 垃圾 废
water;hydraulic | 水 水利
lake | 湖
mountain;mountains;mountainous | 山 山区
sea;ocean;coastal;marine | 海 沿海
island;islands | 岛
new | 新
high-quality | 高质量
science;scientific;technology;technological;tech | 科技 技术
innovation;innovative | 创新
talent;talents | 人才
artificial intelligence;ai | 人工智能
internet;online | 互联网 线上 网
computing;computing power | 算力
satisfaction;happiness;sense of gain | 幸福感 获得感
security;safety | 安全
civilization;civilized;ethics;civility | 文明
home;house;houses;housing | 家 住宅 房
care;nursing;care centre;care center | 照料 护理 养老
wheelchair | 轮椅
meal;meals;canteen;dining | 食堂 餐
prize draw;grassroots award;grassroots awards | 草根奖
credit file;integrity file;archives;records | 档案
family motto;family mottos;family rules | 家训
laser | 激光
marathon | 马拉松
drink;beverage;beverages | 饮料
lotus | 莲 荷
carbon peak | 碳达峰
pond;ponds | 塘
tea | 茶
fishery;fish | 渔 鱼
aquaculture | 养殖
cosmetics;beauty | 化妆品 美妆
car;cars;vehicle;vehicles | 车 汽车
street;streets;subdistrict;subdistricts | 街道 街
community;communities | 社区
secretary;party secretary | 书记
mayor | 市长
director;head;chief | 局长 负责人 主任
principal;headmaster | 校长
bureau | 局
commission;committee | 委 委员会
association;organization;organisation;organizations;organisations;group;groups | 组织 协会 集团
chamber of commerce;chambers of commerce | 商会
standard;standardized | 标准
minimum living;subsistence allowance;minimum living allowance | 最低生活保障
labor market;odd-job market;gig market;casual labour market | 零工市场
inspection;inspections | 检查
penalty;penalties;punishment | 处罚
service;services | 服务
system;systems | 体系 系统
base;bases | 基地
centre;center;centres;centers | 中心
station;stations | 站
facility;facilities | 设施
worth;value;valued | 值 额
signed;sign;contract;deal | 签 签订 协议
earn;earns;earned;make;makes;made | 挣 收入 增收 年产 生产
produce;produces;produced | 生产 年产 产
ownership;shareholding | 股
last year | 去年
percent of the;proportion;account;accounts;accounted | 占
minute;minutes | 分钟
hour;hours | 小时
old;aged | 岁 老
history;civilisation | 历史 文明史
"""
_WORD = re.compile(r"[a-z][a-z'&-]*[a-z]|[a-z]")


def _build() -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    table: dict[str, tuple[str, ...]] = {}
    measures: set[str] = set()
    for line in _ENTRIES.strip().splitlines():
        forms, _, chinese = line.partition(" | ")
        starred = forms.startswith("*")
        for form in forms.lstrip("*").split(";"):
            table[form] = tuple(dict.fromkeys((*table.get(form, ()), *chinese.split())))
            if starred:
                measures.add(form)
    return table, frozenset(measures)


_TABLE, _MEASURES = _build()
_LONGEST = max(len(form.split()) for form in _TABLE)


def look_up(text: str) -> list[tuple[str, tuple[str, ...], bool]]:
    """Content words of an English text: (as written, Chinese alternatives or (), is a measure).

    The longest entry wins at each place; function words are left out.

    >>> look_up("The town's disposable income rose")
    [('town', ('镇', '乡镇'), False), ('disposable income', ('可支配收入',), True), ('rose', ('增长', '增幅', '增速', '增加', '提高', '提升'), True)]
    """
    words = [m.group() for m in _WORD.finditer(text.lower())]
    words = [w if w in _TABLE else w.removesuffix("'s") for w in words]
    words = [p for w in words for p in ([w] if w in _TABLE else w.split("-")) if p]
    found: list[tuple[str, tuple[str, ...], bool]] = []
    position = 0
    while position < len(words):
        for size in range(min(_LONGEST, len(words) - position), 0, -1):
            form = " ".join(words[position : position + size])
            if form in _TABLE:
                found.append((form, _TABLE[form], form in _MEASURES))
                position += size
                break
        else:
            if words[position] not in ENGLISH and len(words[position]) > 1:
                found.append((words[position], (), False))
            position += 1
    return found
