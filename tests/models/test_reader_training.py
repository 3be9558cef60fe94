"""What the reader is trained and scored with: rows that mean what they claim, and fair figures."""

from __future__ import annotations

import importlib.util
import itertools
import json
import math
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch

from models.reader_model import NEVER, ReaderOutput, WenjuReaderModel
from models.reader_text import Lexicon
from models.training import calibrate
from models.training.calibrate import Candidates, fit_cut_word, fit_platt
from models.training.cloze import make_cloze
from models.training.corpus import Example, split
from models.training.english import GlossTranslator
from models.training.fused_ranking import (
    Ranked,
    Weights,
    first_right,
    fit_shortlist,
    fit_weights,
    shortlist,
)
from models.training.glosses import Dictionary, Gloss
from models.training.judging import Question, judge_gold, sentences_of
from models.training.losses import reader_loss, sentence_logits
from models.training.measure_reader import keep
from models.training.negatives import NearMiss, rank_passages
from models.training.reader import Recipe, Trainer
from models.training.reader_card import BEGIN, END, fill
from models.training.reading_pool import ReadingPool, Request, Variant, batched
from models.training.scoring import area_under_curve, exact_match, longest_run, span_f1
from models.windows import Window, arrays

_spec = importlib.util.spec_from_file_location(
    "tiny_reader", Path(__file__).with_name("tiny_reader.py")
)
assert _spec and _spec.loader
tiny = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tiny)


def test_f1_counts_the_longest_contiguous_run() -> None:
    assert longest_run("abcde", "xbcdy") == 3
    assert span_f1("童装企业", ["童装企业"]) == 1.0
    assert span_f1("童装企业", ["童装工业", "企业"]) == pytest.approx(2 * 0.5 * 1.0 / 1.5)
    assert span_f1("", ["企业"]) == 0.0


def test_marks_and_spaces_do_not_matter_for_exact_match() -> None:
    assert exact_match("《 水经注 》。", ["水经注"])
    assert not exact_match("水经", ["水经注"])


def test_area_under_curve_is_the_share_of_right_pairs() -> None:
    positive, negative = [0.9, 0.4, 0.4], [0.1, 0.4]
    pairs = [(p > n) + 0.5 * (p == n) for p in positive for n in negative]
    assert area_under_curve(positive, negative) == pytest.approx(sum(pairs) / len(pairs))


def test_bm25_is_that_of_the_formula() -> None:
    random_ = np.random.default_rng(0)
    passages = [random_.integers(0, 30, size) for size in (12, 30, 7, 21)]
    question = np.array([3, 4, 5, 9])

    def grams(ids: np.ndarray) -> list[tuple[int, ...]]:
        return [(int(i),) for i in ids] + list(itertools.pairwise(ids.tolist()))

    counts = [Counter(grams(p)) for p in passages]
    mean = sum(c.total() for c in counts) / len(counts)
    expected = []
    for count in counts:
        score = 0.0
        for gram in set(grams(question)):
            holders = sum(gram in other for other in counts)
            idf = math.log(1 + (len(counts) - holders + 0.5) / (holders + 0.5))
            norm = 1.2 * (0.25 + 0.75 * count.total() / mean)
            score += idf * count[gram] * 2.2 / (count[gram] + norm)
        expected.append(score)
    best, scores = rank_passages([question], passages, 3)
    order = sorted(range(4), key=lambda i: -expected[i])[:3]
    assert best[0].tolist() == order
    assert scores[0] == pytest.approx([expected[i] for i in order], rel=1e-4)


def test_a_cloze_asks_for_a_figure_of_the_article() -> None:
    article = "天气晴朗。全镇共有34个行政村,常住人口约5.2万人,比上年增长3.1%。游客很多。"
    for seed in range(30):
        made = make_cloze(article, random.Random(seed))
        if made is None:
            continue
        assert any(character.isdigit() for character in made.answer)
        assert made.answer not in made.question
        assert any(asked in made.question for asked in ("多少", "几"))
    assert make_cloze("没有数字的文章,只有一些话,说得很长很长。", random.Random(0)) is None


def test_a_near_miss_asks_for_what_the_passage_does_not_say() -> None:
    questions = ["2019年湖州的面积是多少?", "台州的人口是多少?"]
    edit = NearMiss(tiny.tiny_text(), questions, ["湖州", "台州"]).edit
    context = "2019年湖州面积5820平方公里。"
    seen = set()
    for seed in range(40):
        changed = edit(questions[0], context, random.Random(seed))
        assert changed is not None and changed != questions[0]
        seen.add(changed)
    assert any("台州" in question for question in seen)
    assert any("人口" in question for question in seen)
    assert any("湖州的面积" in question and "2019" not in question for question in seen)


def test_a_question_becomes_english_words() -> None:
    glosses = {"童装": "children's clothing", "企业": "enterprise", "镇": "town"}
    dictionary = Dictionary({w: (Gloss(g, 1.0),) for w, g in glosses.items()}, {}, {})
    translator = GlossTranslator(dictionary, Lexicon.of(["童装"], tiny.PINYIN))
    made = translator.translate("织里镇有多少童装企业?", random.Random(0))
    assert made.startswith("how many ") and "children's clothing enterprise" in made
    assert "zhili" in made.replace(" ", "")
    assert not any("\u4e00" <= character <= "\u9fff" for character in made)


def test_a_paragraph_is_in_one_part_only() -> None:
    examples = [Example("x", f"段落{n // 3}。", f"问{n}?", 0, 2) for n in range(900)]
    train, development = split(examples)
    assert len(train) + len(development) == 900 and 6 < len(development) < 90
    assert not {e.context for e in train} & {e.context for e in development}


def test_the_loss_falls_when_the_gold_span_and_sentence_rise() -> None:
    length = 8
    batch = {
        "start": torch.tensor([3, -1]), "end": torch.tensor([4, -1]),
        "has_span": torch.tensor([1, 1]), "group": torch.tensor([5, 5]),
        "evidence": torch.tensor([1, -1]),
        "sentence_ids": torch.tensor([[-1, 0, 0, 1, 1, -1, -1, -1]] * 2),
    }  # fmt: skip

    def loss(gold: float, rival: float, null: float, evidence: float) -> float:
        spans = torch.full((2, length, 4), NEVER)
        spans[:, 1, 1] = 0.0
        spans[0, 3, 1] = gold
        spans[1, 1, 1] = rival
        marks = torch.zeros(2, length)
        marks[0, 3:5] = evidence
        output = ReaderOutput(
            span_logits=spans, null_logits=torch.tensor([0.0, null]), evidence_logits=marks
        )
        return float(reader_loss(output, batch)[0])

    start = loss(0, 0, 0, 0)
    assert loss(2, 0, 0, 0) < start
    assert loss(0, -2, 0, 0) < start
    assert loss(0, 0, 2, 0) < start
    assert loss(0, 0, 0, 2) < start


def test_sentence_logits_are_means_over_their_tokens() -> None:
    logits = sentence_logits(torch.tensor([[1.0, 2.0, 4.0, 9.0]]), torch.tensor([[0, 0, 1, -1]]))
    assert logits[0, :2].tolist() == [1.5, 4.0] and float(logits[0, 2]) == NEVER


def test_dropout_falls_in_training_only_and_is_not_shipped(tmp_path: Path) -> None:
    model = tiny.tiny_model(dropout=0.5)
    trainer = Trainer(model, Recipe(dropout=0.5))
    text = tiny.tiny_text()
    window = Window(*text.encode(["织里镇有多少企业?", "织里镇有童装企业万余家。"]), 0, 10)
    batch = {n: torch.from_numpy(v) for n, v in arrays(text, [window], window.length).items()}

    def null() -> float:
        return model(**batch).null_logits[0].item()

    model.train()
    assert len({null() for _ in range(4)}) > 1
    model.eval()
    assert null() == null()
    trainer.export(tmp_path, text)
    assert WenjuReaderModel.from_pretrained(tmp_path).config.dropout == 0.0
    assert model.config.dropout == 0.5


def test_platt_separates_what_can_be_separated() -> None:
    slope, offset = fit_platt(np.array([3.0, 4.0, 5.0, 1.0]), np.array([-3.0, -4.0, 1.5, -1.0]))
    assert slope > 0
    assert 1 / (1 + math.exp(-(slope * 5 + offset))) > 0.8
    assert 1 / (1 + math.exp(-(slope * -5 + offset))) < 0.2


def _ranked(
    gold: int, lexical: tuple[float, float], late: tuple[float, float], margins: tuple[float, float]
) -> Ranked:
    return Ranked(gold, (7, 8), lexical, late, margins)


def _candidates(logits: list[float], cut: list[int], right: int) -> Candidates:
    chosen = np.arange(len(logits)) == right
    return Candidates(np.array(logits), np.array(cut), chosen)


def test_cutting_a_word_costs_what_the_right_spans_say() -> None:
    # Of spans half a unit ahead that cut a word, three in ten are right all the same.
    rows = [_candidates([0.5, 0.0], [1, 0], right=int(n >= 3)) for n in range(10)]
    # Without words to cut, half a unit ahead is right as often as a softmax says.
    rows += [_candidates([0.5, 0.0], [0, 0], right=int(n >= 62)) for n in range(100)]
    cost = fit_cut_word(rows)
    assert cost == pytest.approx(0.5 + math.log(7 / 3), abs=0.1)
    chosen = [one.logits - cost * one.cut for one in rows[:10]]
    assert {int(np.argmax(scores)) for scores in chosen} == {1}


def test_cutting_a_word_is_never_rewarded() -> None:
    rows = [_candidates([0.0, 0.0], [1, 0], right=0) for _ in range(5)]
    rows += [_candidates([0.0, 1.0], [0, 0], right=1) for _ in range(5)]
    assert fit_cut_word(rows) == 0.0


def test_the_weights_decide_between_the_voices() -> None:
    ranked = [_ranked(8, (10.0, 9.0), (0.4, 0.5), (0.0, 1.0))]
    assert first_right(ranked, Weights()) == 1.0
    assert first_right(ranked, Weights(lexical=100.0)) == 0.0
    assert first_right(ranked, Weights(lexical=100.0, late=200.0)) == 1.0


def test_a_voice_that_knows_the_gold_passage_gets_the_weight() -> None:
    chance = np.random.default_rng(1)
    ranked = []
    for _ in range(40):
        gold = int(chance.integers(2))
        # BM25 is always right, the reader mostly, late interaction says anything.
        lexical = (10.0, 5.0) if gold == 0 else (5.0, 10.0)
        sure = 2.0 if chance.random() < 0.8 else -2.0
        margins = (sure, 0.0) if gold == 0 else (0.0, sure)
        anything = chance.normal(size=2)
        late = (float(anything[0]), float(anything[1]))
        ranked.append(_ranked(7 + gold, lexical, late, margins))
    found = fit_weights(ranked)
    assert found.lexical > 1.0 > found.late
    assert first_right(ranked, Weights()) < first_right(ranked, found) == 1.0


def test_the_shortlist_hears_what_is_worded_differently() -> None:
    passages = ["渡口的石阶", "码头的台阶", "山上的茶园"]

    def late(question: str, told: Sequence[str]) -> tuple[float, ...]:
        return tuple({"渡口的石阶": 0.1, "码头的台阶": 0.9, "山上的茶园": 0.2}[one] for one in told)

    found = np.array([[0, 2, 1]]), np.array([[4.0, 2.0, 1.0]], dtype=np.float32)
    deaf = shortlist(late, ["码头有台阶吗"], passages, *found, weight=0.0, size=2)
    assert deaf[0].tolist() == [[0, 2]] and deaf[1].tolist() == [[4.0, 2.0]]
    both = shortlist(late, ["码头有台阶吗"], passages, *found, weight=2.0, size=2)
    assert both[0].tolist() == [[0, 1]] and both[1].tolist() == [[4.0, 1.0]]


def test_the_weight_of_the_shortlist_does_without_the_reader() -> None:
    """Late interaction tells gold from wrong, BM25 is a coin: the reader's margins say nothing."""
    chance = np.random.default_rng(4)
    ranked = []
    for _ in range(200):
        lexical = (1.0, 0.9) if chance.random() < 0.5 else (0.9, 1.0)
        sure = 0.6 if chance.random() < 0.9 else 0.4
        ranked.append(_ranked(7, lexical, (sure, 0.5), (0.0, 9.0)))
    assert fit_shortlist(ranked) > 1.0


def test_sentences_cover_the_text() -> None:
    text = "“很好!”他说。全镇有3个村\n没有句号"
    spans = sentences_of(text)
    assert "".join(text[a:b] for a, b in spans) == text


def test_batches_of_like_size_hold_every_question() -> None:
    requests = [Request("问", ("字" * size,), ((),)) for size in (900, 100, 3000, 5000, 200, 1100)]
    batches = batched(requests)
    assert sorted(itertools.chain(*batches)) == list(range(6))
    assert batches == [[3], [2], [5, 0, 4, 1]]


def test_the_pool_reads_in_the_order_given() -> None:
    text = "织里镇有童装企业1.4万余家。全镇面积135.8平方公里。"
    spans = tuple(sentences_of(text))
    asked = [
        Request("织里镇的童装企业", (text,), (spans,)),
        Request("面积", ("短。", text), ((), spans)),
    ]
    pool = ReadingPool(Variant("lexical"))
    found = pool.read(asked)
    assert [len(readings) for readings in found] == [1, 2]
    assert int(np.argmax(found[0][0].sentence_scores)) == 0
    assert int(np.argmax(found[1][1].sentence_scores)) == 1
    assert pool.cpu_seconds > 0


def test_gold_scores_count_what_is_right() -> None:
    text = "织里镇有童装企业1.4万余家。全镇面积135.8平方公里。"
    right = Question("全镇面积多少", text, (("135.8平方公里", text.index("135.8")),))
    scores = judge_gold(ReadingPool(Variant("lexical")), [right])
    assert scores.count == 1 and scores.sentence_first == 1.0


def test_calibration_writes_the_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tiny.save_tiny(tmp_path)
    texts = [f"织里镇有童装企业{n}万家。全镇面积{n + 3}平方公里。" for n in range(1, 9)]
    development = [Example("t", text, "织里镇有多少家企业?", 8, 11) for text in texts[:4]]
    others = [Example("t", text, "?", 8, 11) for text in texts] * 3
    monkeypatch.setattr(calibrate, "read_examples", lambda data: [])
    monkeypatch.setattr(calibrate, "split", lambda examples: (others, development))
    monkeypatch.setattr(
        calibrate, "read_news", lambda data, limit: [f"台州的{n}" for n in range(20)]
    )
    found = calibrate.calibrate(tmp_path, folder, 4, "float32")
    config = json.loads((folder / "config.json").read_text())
    assert config["platt"] == [found["slope"], found["offset"]]
    assert config["evidence_weight"] in calibrate.WEIGHTS
    assert found["questions"] == 4


def test_a_figure_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    path = tmp_path / "measured.json"
    line = {"part": "gold", "set": "drcd.test", "reader": "builtin", "dtype": "default", "EM": 1.0}
    keep(path, line)
    keep(path, line | {"set": "cmrc2018.dev"})
    keep(path, line | {"EM": 2.0})
    assert [(one["set"], one["EM"]) for one in json.loads(path.read_text())] == [
        ("cmrc2018.dev", 1.0),
        ("drcd.test", 2.0),
    ]


def test_the_card_keeps_its_text_and_takes_the_figures() -> None:
    line = {"part": "gold", "set": "drcd.test", "questions": 3493, "EM": 66.0, "F1": 80.0,
            "sentence first": 0.93, "reader": "builtin", "date": "2026-11-22", "dtype": "default"}  # fmt: skip
    card = f"甲\n{BEGIN}\n旧\n{END}\n乙\n"
    other = line | {"set": "xquad.zh", "reader": "lexical"}
    filled = fill(card, [line, other])
    assert "XQuAD" not in filled
    assert filled.startswith("甲\n") and filled.endswith(f"{END}\n乙\n") and "旧" not in filled
    assert "| DRCD test（繁体） | 3,493 | 66.0 | 80.0 | 0.930 | 68 / 79 / 0.94 |" in filled
    assert "到了：F1；没到：EM、句" in filled
    spoken = line | {"part": "colloquial", "set": "colloquial, English", "near misses": 52,
                     "AUC answered, near miss": 0.8}  # fmt: skip
    told = fill(card, [line, spoken])
    assert "| 我们写的文章，英文问题 | 3,493 | 66.0 | 80.0 | 0.930 | 52 | 0.800 |" in told
    with pytest.raises(ValueError, match="measured: begin"):
        fill("没有标记", [line])
