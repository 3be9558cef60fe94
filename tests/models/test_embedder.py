"""The built-in embedder, late interaction, search terms, and the way to other embedders."""

from __future__ import annotations

import importlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer, models, pre_tokenizers

from models import ModelNotFound, TermTranslator, late_interaction, load_embedder
from models.embedding import builtin_embedder_folder
from models.late_interaction import LateInteraction, OrderWeights, load_order_weights

PAIRS = (
    (
        "镇里新建了一所小学，秋天开学。",
        "The town has built a new primary school that opens in autumn.",
    ),
    (
        "去年全县粮食产量下降了百分之三。",
        "Grain output in the county fell by three percent last year.",
    ),
    ("医生每周到村里给老人看病。", "Doctors visit the village every week to treat old people."),
    (
        "公司把工厂的污水处理好再排放。",
        "The company treats the factory's waste water before releasing it.",
    ),
    ("法院认为合同无效，判决赔偿。", "The court held the contract void and awarded compensation."),
    ("博物馆周末免费开放。", "The museum is open free of charge at weekends."),
)


@pytest.fixture(scope="module")
def builtin() -> SentenceTransformer:
    return load_embedder()


@pytest.fixture(scope="module")
def table(builtin: SentenceTransformer) -> LateInteraction:
    found = late_interaction(builtin)
    assert found is not None
    return found


def _tiny(folder: Path) -> Path:
    """A static embedder of three words, in the standard folder format."""
    tokenizer = Tokenizer(models.WordLevel({"<unk>": 0, "水": 1, "火": 2}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    rows = np.array([[0, 0], [1, 0], [0, 2]], dtype=np.float32)
    modules = [StaticEmbedding(tokenizer, embedding_weights=rows), Normalize()]
    SentenceTransformer(modules=modules, device="cpu").save_pretrained(
        str(folder), create_model_card=False
    )
    return folder


def test_vectors_are_unit_rows_of_the_fixed_width(builtin: SentenceTransformer) -> None:
    vectors = builtin.encode_document([chinese for chinese, _ in PAIRS])
    assert vectors.shape == (len(PAIRS), 256)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_each_english_sentence_finds_its_chinese_one(builtin: SentenceTransformer) -> None:
    chinese = builtin.encode_document([pair[0] for pair in PAIRS])
    english = builtin.encode_query([pair[1] for pair in PAIRS])
    assert (english @ chinese.T).argmax(axis=1).tolist() == list(range(len(PAIRS)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("臺灣與廣東的衛生院", "台湾与广东的卫生院"),
        ("ＧＤＰ增長１２％", "gdp增长12%"),
        ("Café à Genève", "cafe a geneve"),
    ],
)
def test_script_width_case_and_accents_do_not_matter(
    builtin: SentenceTransformer, one: str, other: str
) -> None:
    first, second = builtin.encode([one, other])
    assert np.allclose(first, second, atol=1e-6)


@pytest.mark.parametrize("text", ["", "   ", "？！……", "😀", "\x00"])
def test_text_without_a_known_token_has_a_zero_vector(
    builtin: SentenceTransformer, table: LateInteraction, text: str
) -> None:
    vector = builtin.encode([text])[0]
    assert not vector.any()
    assert table.scores(text, ["水利", text]).tolist() == [0, 0]
    assert table.scores("水利", [text]).tolist() == [0]


def test_what_ships_is_small_and_has_no_pickle() -> None:
    files = [path for path in builtin_embedder_folder().rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 18_000_000
    assert {path.suffix for path in files} <= {".json", ".safetensors"}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    question=st.text("水利工程school医院2020年的？ ", max_size=20),
    passages=st.lists(st.text("水库学校hospital二〇年，。工 ", max_size=30), max_size=5),
)
def test_late_interaction_is_the_mean_of_best_cosines(
    table: LateInteraction, question: str, passages: list[str]
) -> None:
    expected = []
    asked = table.tokens(question)
    for passage in passages:
        told = table.tokens(passage)
        if not len(asked) or not len(told):
            expected.append(0.0)
            continue
        best = [
            max(
                float(table.rows[a] @ table.rows[b]) / (table.lengths[a] * table.lengths[b])
                for b in told
            )
            for a in asked
        ]
        expected.append(float(np.average(best, weights=table.lengths[asked])))
    assert np.allclose(table.scores(question, passages), expected, atol=1e-4)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    question=st.text("水利工程school医院2020年的？ ", max_size=20),
    passages=st.lists(st.text("水库学校hospital二〇年，。工 ", max_size=30), max_size=5),
)
def test_a_passage_is_compared_both_ways(
    table: LateInteraction, question: str, passages: list[str]
) -> None:
    compared = table.compared(question, passages)
    asked = table.tokens(question)
    told = [table.tokens(passage) for passage in passages]
    longest = max((len(tokens) for tokens in told), default=0)
    assert compared.shape == (len(passages), 3)
    assert compared[:, 0].tolist() == table.scores(question, passages).tolist()
    for row, tokens in zip(compared, told, strict=True):
        if not len(asked) or not longest:
            assert not row.any()
            continue
        assert row[2] == pytest.approx(-np.log(len(tokens) or longest), abs=1e-5)
        if not len(tokens):
            assert not row[:2].any()
            continue
        best = [
            max(
                float(table.rows[a] @ table.rows[b]) / (table.lengths[a] * table.lengths[b])
                for a in asked
            )
            for b in tokens
        ]
        assert row[1] == pytest.approx(np.average(best, weights=table.lengths[tokens]), abs=1e-4)


def test_the_order_weighs_what_is_compared(
    table: LateInteraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = OrderWeights(2.0, 0.5, 0.25)
    # By import: the package has a function of the module's name.
    module = importlib.import_module("models.late_interaction")
    monkeypatch.setattr(module, "load_order_weights", lambda: weights)
    passages = ["水库加固了。", "", "学校和医院都在河边，去年才建成。"]
    asked = "Where is the school?"
    expected = table.compared(asked, passages) @ [2.0, 0.5, 0.25]
    assert np.allclose(table.order_scores(asked, passages), expected, atol=1e-6)
    assert table.order_scores(asked, []).shape == (0,)
    # A Chinese question, a mixed one too, is answered by the first voice alone.
    for asked in ("学校在哪里？", "2020年GDP是多少"):
        assert np.allclose(
            table.order_scores(asked, passages), 2 * table.scores(asked, passages), atol=1e-6
        )


def test_weights_that_ship_are_none_below_zero() -> None:
    weights = load_order_weights()
    assert weights.asked > 0
    assert min(weights.told, weights.length) >= 0


def test_late_interaction_prefers_the_passage_that_names_the_thing(table: LateInteraction) -> None:
    passages = ["水库去年完成加固，蓄水量增加。", "小学去年完成加固，学生增加。"]
    assert table.scores("What happened to the reservoir?", passages).argmax() == 0
    assert table.scores("學校怎麼樣了？", passages).argmax() == 1


def test_a_transformer_has_no_late_interaction(builtin: SentenceTransformer) -> None:
    model = SentenceTransformer(modules=[Normalize()], device="cpu")
    assert late_interaction(model) is None
    assert late_interaction(builtin) is not None


def test_english_words_become_chinese_terms(table: LateInteraction) -> None:
    terms = TermTranslator(table).translate("Is there a hospital and a university?")
    found = {term.chinese for term in terms}
    assert "医院" in found
    assert "大学" in found
    by_word: dict[str, float] = {}
    for term in terms:
        by_word[term.english] = by_word.get(term.english, 0) + term.weight
    assert max(by_word.values()) <= 1 + 1e-5
    assert by_word["hospital"] > by_word["and"]


def test_chinese_questions_need_no_terms(table: LateInteraction) -> None:
    assert TermTranslator(table).translate("2020年有多少家医院？") == []


def test_a_small_table_gives_what_it_has(tmp_path: Path) -> None:
    tiny = late_interaction(load_embedder(str(_tiny(tmp_path / "tiny"))))
    assert tiny is not None
    assert TermTranslator(tiny).translate("water") == []
    assert tiny.scores("水", ["火 水", "火", "无"]).tolist() == [1, 0, 0]


def test_a_folder_loads_like_the_built_in(tmp_path: Path) -> None:
    model = load_embedder(str(_tiny(tmp_path / "tiny")))
    assert model.encode_query(["水 火"]).tolist() == [pytest.approx([0.4472, 0.8944], abs=1e-4)]
    assert not any(model.prompts.values())


def test_e5_models_get_their_prompts(tmp_path: Path) -> None:
    model = load_embedder(str(_tiny(tmp_path / "some-e5-small")))
    assert model.prompts == {"query": "query: ", "document": "passage: "}


def test_a_model_that_is_not_here_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WENJU_ALLOW_DOWNLOAD", raising=False)
    with pytest.raises(ModelNotFound, match=r"hf download nobody/no-such-embedder") as caught:
        load_embedder("nobody/no-such-embedder")
    assert "\n" not in str(caught.value)


def test_a_missing_folder_is_said_to_be_missing() -> None:
    with pytest.raises(ModelNotFound, match="no such folder"):
        load_embedder("./no/such/folder")
