"""The built-in reader: what its network sees, that it is saved whole, and that training resumes."""

from __future__ import annotations

import importlib.util
import itertools
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from models import PROFILES, load_reader
from models.builtin_reader import BuiltinReader
from models.devices import fastest_exact_enough
from models.reader_model import NEVER, WenjuReaderModel
from models.reader_text import shared_runs
from models.reading import Reading, Span
from models.registry import is_builtin_folder
from models.row_int8 import RowInt8Linear
from models.spans import best_spans, sentence_mass, sentence_of, window_spans, window_starts
from models.training.batches import Row, labelled, sentence_numbers, token_span
from models.training.reader import INPUTS, Recipe, Trainer
from models.windows import Window, arrays

_spec = importlib.util.spec_from_file_location(
    "tiny_reader", Path(__file__).with_name("tiny_reader.py")
)
assert _spec and _spec.loader
tiny = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tiny)


def _window(question: str, passage: str) -> Window:
    asked, told = tiny.tiny_text().encode([question, passage])
    return Window(asked, told, 0, len(told))


def _batch(length: int = 48) -> dict[str, torch.Tensor]:
    text = tiny.tiny_text()
    gold = _window("织里镇有多少家企业?", "全镇面积3平方公里。织里有企业5家。")
    wrong = _window("织里镇有多少家企业?", "台州有童装。")
    first, last = token_span(gold.passage, 15, 17)
    rows = [
        Row(gold, first + gold.offset, last + gold.offset, 1),
        Row(wrong, -1, -1, 1),
    ]
    return {name: torch.from_numpy(value) for name, value in labelled(text, rows, length).items()}


def test_tokens_are_characters_digits_and_word_pieces() -> None:
    encoded = tiny.tiny_text().encode(["織里12.5家towns"])[0]
    pieces = [encoded.text[a:b] for a, b in zip(encoded.starts, encoded.ends, strict=True)]
    assert pieces == ["织", "里", "1", "2", ".", "5", "家", "town", "s"]
    assert encoded.words[0] == encoded.words[1] == 1 and encoded.words[2] == 0
    assert encoded.places[:2].tolist() == [1, 3]


def test_coverage_counts_the_longest_shared_run() -> None:
    window = _window("织里镇有企业?", "企业在织里镇。")
    _, passage = tiny.tiny_text().coverage(window.question, window.passage)
    assert passage.tolist() == [2, 2, 0, 3, 3, 3, 0]


def test_shared_runs_are_those_of_a_plain_search() -> None:
    random = np.random.default_rng(1)
    for _ in range(30):
        first, second = random.integers(0, 4, 9), random.integers(0, 4, 14)
        expected = np.zeros(len(second), dtype=int)
        for start in range(len(second)):
            for end in range(start + 1, min(len(second), start + 6) + 1):
                run = second[start:end]
                if any(np.array_equal(run, first[i : i + len(run)]) for i in range(len(first))):
                    expected[start:end] = np.maximum(expected[start:end], end - start)
        assert shared_runs(first, second)[1].tolist() == expected.tolist()


def test_a_name_in_latin_letters_covers_its_characters() -> None:
    window = _window("how many in zhili?", "全镇织里有企业。")
    question, passage = tiny.tiny_text().coverage(window.question, window.passage)
    assert passage[2:4].tolist() == [3, 3] and passage[:2].tolist() == [0, 0]
    assert question.max() == 3


def test_padding_changes_no_score() -> None:
    model, text = tiny.tiny_model().eval(), tiny.tiny_text()
    window = _window("织里有多少家?", "织里有企业5家。")
    scores = []
    for length in (window.length, window.length + 9):
        made = arrays(text, [window], length)
        with torch.inference_mode():
            output = model(**{n: torch.from_numpy(v) for n, v in made.items()})
        allowed = output.span_logits[0, : window.length, : window.length]
        scores.append(allowed.clamp(min=NEVER / 2))
    assert torch.allclose(scores[0], scores[1], atol=1e-4)


def test_only_passage_spans_of_allowed_length_are_scored() -> None:
    model, window = tiny.tiny_model(max_answer_tokens=3).eval(), _window("有?", "织里有企业5家。")
    made = arrays(tiny.tiny_text(), [window], window.length)
    with torch.inference_mode():
        spans = model(**{n: torch.from_numpy(v) for n, v in made.items()}).span_logits[0]
    allowed = (spans > NEVER / 2).nonzero()
    assert len(allowed) > 0
    assert spans.shape == (window.length, 3)
    for first, step in allowed.tolist():
        assert window.offset <= first <= first + step < window.length - 1


@pytest.mark.parametrize("longest", [3, 80])
def test_spans_are_scored_jointly(longest: int) -> None:
    model = tiny.tiny_model(max_answer_tokens=longest).eval()
    windows = [_window("有多少家?", "织里有企业5家。"), _window("里?", "全镇面积3平方公里。")]
    length = max(window.length for window in windows)
    made = arrays(tiny.tiny_text(), windows, length)
    seen: list[torch.Tensor] = []
    hook = model.layers[-1].register_forward_hook(lambda _, __, output: seen.append(output))
    with torch.inference_mode():
        spans = model(**{n: torch.from_numpy(v) for n, v in made.items()}).span_logits
        hook.remove()
        (hidden,) = seen
        edges = model.span_head(hidden)
        joint = model.joint_start(hidden) @ model.joint_end(hidden).transpose(1, 2)
    assert spans.shape == (2, length, min(longest, length))
    for row, window in enumerate(windows):
        passage = range(window.offset, window.length - 1)
        expected = {
            (first, last - first): edges[row, first, 0]
            + edges[row, last, 1]
            + joint[row, first, last] / 8
            for first in passage
            for last in passage
            if 0 <= last - first < longest
        }
        assert expected.keys() == {(i, d) for i, d in (spans[row] > NEVER / 2).nonzero().tolist()}
        for place, score in expected.items():
            assert float(spans[row][place]) == pytest.approx(float(score), abs=1e-4)


def test_the_scores_pass_gradients_to_every_part() -> None:
    model = tiny.tiny_model()
    made = arrays(tiny.tiny_text(), [_window("有多少家?", "织里有企业5家。")], 24)
    output = model(**{n: torch.from_numpy(v) for n, v in made.items()})
    mass = torch.logsumexp(output.span_logits.flatten(1), dim=1)
    (mass.sum() + output.null_logits.sum() + output.evidence_logits.sum()).backward()
    still = [name for name, weight in model.named_parameters() if weight.grad is None]
    assert not still
    assert float(model.joint_start.weight.grad.abs().sum()) > 0


def test_many_questions_at_once_read_as_one_by_one(tmp_path: Path) -> None:
    reader = BuiltinReader.load(tiny.save_tiny(tmp_path), device="cpu", dtype="float32")
    long = "织里镇有童装企业1万家。" * 9
    questions = ["织里有多少家?", "面积?"]
    passages = [[long, "全镇面积3平方公里。", ""], ["企业5家。"]]
    sentences = [[[(0, 12), (12, 108)], [(0, 10)], []], [[(0, 5)]]]
    together = reader.read_many(questions, passages, sentences)
    for question, texts, spans, readings in zip(
        questions, passages, sentences, together, strict=True
    ):
        for one, alone in zip(readings, reader.read(question, texts, spans), strict=True):
            assert one.no_answer == pytest.approx(alone.no_answer, abs=1e-3)
            assert one.sentence_scores == pytest.approx(alone.sentence_scores, abs=1e-3)
    assert together[0][2] == Reading((), 0.0, 0.0, ())


def test_a_text_is_encoded_once() -> None:
    text = tiny.tiny_text()
    assert text.remembered("织里镇") is text.remembered("织里镇")
    assert text.ids(["织里镇"])[0].tolist() == text.remembered("织里镇").ids.tolist()


def test_sentence_mass_leaves_gaps_out() -> None:
    starts, mass = np.array([0, 2, 3, 7, 9]), np.array([1.0, 2.0, 4.0, 8.0, 16.0])
    assert sentence_mass(starts, mass, [(0, 3), (4, 9)]).tolist() == [3.0, 8.0]
    assert sentence_mass(starts, mass, []).tolist() == []


def test_saved_and_opened_again_it_reads_the_same(tmp_path: Path) -> None:
    model = tiny.tiny_model()
    model.save_pretrained(tmp_path)
    again = WenjuReaderModel.from_pretrained(tmp_path)
    assert not list(tmp_path.glob("*.bin")) and is_builtin_folder(tmp_path)
    for name, value in model.state_dict().items():
        assert torch.equal(value, again.state_dict()[name]), name
    assert again.word_vectors.dtype == torch.int8


def test_int8_reads_nearly_like_float32(tmp_path: Path) -> None:
    folder = str(tiny.save_tiny(tmp_path))
    passage, sentences = "织里镇有童装企业1万家。全镇面积3平方公里。", [(0, 13), (13, 23)]
    full, small = (
        load_reader(folder, device="cpu", dtype=kind).read("织里有多少家?", [passage], [sentences])
        for kind in ("float32", "int8")
    )
    assert small[0].sentence_scores == pytest.approx(full[0].sentence_scores, abs=0.15)


def test_a_loud_row_costs_a_quiet_one_no_precision() -> None:
    torch.manual_seed(3)
    linear = torch.nn.Linear(64, 32)
    small = RowInt8Linear(linear)
    rows = torch.randn(5, 64)
    beside = torch.cat([rows, 1000 * torch.randn(1, 64)])
    with torch.inference_mode():
        exact = linear(rows)
        assert torch.allclose(small(rows), exact, atol=0.05)
        assert torch.allclose(small(beside)[:5], exact, atol=0.05)
        assert torch.equal(small(torch.zeros(1, 64))[0], linear.bias)


def test_without_a_dtype_it_is_the_fastest_of_this_machine(tmp_path: Path) -> None:
    folder = str(tiny.save_tiny(tmp_path))
    asked = ("织里有多少家?", ["织里镇有童装企业1万家。"], [[(0, 12)]])
    own = load_reader(folder, device="cpu").read(*asked)
    assert own == load_reader(folder, device="cpu", dtype=fastest_exact_enough("cpu")).read(*asked)
    assert fastest_exact_enough("cuda") == "float32"


def test_an_unknown_dtype_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="float8"):
        load_reader(str(tiny.save_tiny(tmp_path)), device="cpu", dtype="float8")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = tiny.save_tiny(tmp_path)
    (folder / "lexicon.json").unlink()
    with pytest.raises(FileNotFoundError, match=r"lexicon\.json"):
        load_reader(str(folder))


def test_labels_point_at_the_answer_and_its_sentence() -> None:
    batch = _batch()
    start, end = int(batch["start"][0]), int(batch["end"][0])
    text = tiny.tiny_text()
    pieces = [
        text.tokenizer.id_to_token(i) for i in batch["input_ids"][0, start : end + 1].tolist()
    ]
    assert pieces == ["5", "家"]
    assert batch["evidence"].tolist() == [1, -1]
    assert batch["sentence_ids"][0, start] == 1


def test_a_mark_belongs_to_the_sentence_that_it_ends() -> None:
    encoded = tiny.tiny_text().encode(["有。有年。"])[0]
    assert sentence_numbers(encoded).tolist() == [0, 0, 1, 1, 1]


def test_training_learns() -> None:
    trainer, batch = Trainer(tiny.tiny_model(), Recipe()), _batch()
    losses = [trainer.step(batch, 5e-3)["span"] for _ in range(60)]
    assert losses[-1] < 0.3 * losses[0]


def test_training_resumes_where_it_stopped(tmp_path: Path) -> None:
    recipe, batch = Recipe(peak=5e-3), _batch()
    straight = Trainer(tiny.tiny_model(), recipe)
    for _ in range(12):
        straight.step(batch, 5e-3)
    halves = Trainer(tiny.tiny_model(), recipe)
    for _ in range(6):
        halves.step(batch, 5e-3)
    halves.seconds = 33.0
    halves.save(tmp_path)
    resumed = Trainer(tiny.tiny_model(seed=9), recipe)
    resumed.load(tmp_path)
    assert resumed.step_number == 6 and resumed.seconds == 33.0
    for _ in range(6):
        resumed.step(batch, 5e-3)
    for name, value in straight.model.named_parameters():
        assert torch.allclose(value, resumed.model.get_parameter(name), atol=1e-5), name
        assert torch.allclose(straight.mean[name], resumed.mean[name], atol=1e-5), name


def test_the_exported_folder_reads(tmp_path: Path) -> None:
    trainer = Trainer(tiny.tiny_model(), Recipe())
    trainer.step(_batch(), 1e-3)
    trainer.export(tmp_path, tiny.tiny_text())
    reading = load_reader(str(tmp_path), device="cpu").read("织里有?", ["织里有企业。"], [[(0, 6)]])
    assert reading[0].spans
    assert json.loads((tmp_path / "config.json").read_text())["model_type"] == "wenju-reader"


def test_the_rate_rises_then_falls_to_zero() -> None:
    trainer = Trainer(tiny.tiny_model(), Recipe(peak=1.0, warm_up=0.1))
    rates = [trainer.rate(done) for done in (0.0, 0.05, 0.1, 0.55, 1.0)]
    assert rates == pytest.approx([0.0, 0.5, 1.0, 0.5, 0.0])


def test_the_inputs_are_those_of_the_network() -> None:
    assert set(INPUTS) <= set(_batch())


def test_spans_do_not_overlap_nor_cross_a_sentence_unless_sure() -> None:
    sentences = [(0, 5), (5, 10)]
    unsure = [Span(3, 7, 0.4), Span(5, 7, 0.3), Span(6, 8, 0.2)]
    assert best_spans(unsure, sentences) == (Span(5, 7, 0.3),)
    sure = [Span(3, 7, 0.6), Span(5, 7, 0.3)]
    assert best_spans(sure, sentences) == (Span(3, 7, 0.6),)


def test_windows_cover_everything() -> None:
    for tokens in (1, 99, 100, 101, 180, 500, 1234):
        starts = window_starts(tokens, 100, 30)
        covered = {t for start in starts for t in range(start, min(tokens, start + 100))}
        assert covered == set(range(tokens))
        assert starts[-1] + 100 >= tokens


def test_windows_are_alike_and_no_longer_than_needed() -> None:
    for tokens in (1, 99, 100, 101, 180, 500, 1234):
        spans = window_spans(tokens, 100, 30)
        assert {t for first, last in spans for t in range(first, last)} == set(range(tokens))
        sizes = [last - first for first, last in spans]
        assert max(sizes) <= 100 and len(set(sizes)) == 1
        assert all(a[1] - b[0] >= 28 for a, b in itertools.pairwise(spans))
        assert len(spans) == len(window_starts(tokens, 100, 30))


def test_a_gap_between_sentences_is_in_none() -> None:
    assert [sentence_of([(1, 3), (4, 6)], c) for c in (0, 1, 3, 4, 6)] == [-1, 0, -1, 1, -1]


def test_profiles_name_models_and_fetch_nothing() -> None:
    assert PROFILES["builtin"].reader == "builtin"
    assert PROFILES["multilingual"].reader == "deepset/xlm-roberta-base-squad2"
