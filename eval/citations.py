"""Are the citations right? By gold evidence, and in ALCE's form.

**ALCE** (Gao, Yen, Yu & Chen, EMNLP 2023, `eval.py`), with an oracle in place of its language model:

- *citation recall*: share of the sentences whose citations, read together, support the sentence;
- *citation precision*: share of the citations that are of use. One is when its sentence is
  supported, and it either supports the sentence alone or the others do not without it.

**The oracle** (`supported`) asks what can be decided without a judge:

1. every gold fact that the sentence states must be stated by the quotes;
2. every figure of the sentence must stand in the quotes;
3. a sentence in the script of its quotes must share at least 70 % of its bigrams with them.

Where there is no gold, `reader_oracle` lets the reader judge, as ALCE lets its entailment model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.figures import verify_sentence
from index.sentences import sentence_spans
from index.tokens import tokens

from .facts import is_chinese, states
from .prediction import Prediction

if TYPE_CHECKING:
    from models import Reader

# (sentence, quotes) -> whether the quotes, read together, support the sentence.
Oracle = Callable[[str, Sequence[str]], bool]

_SHARED = 0.7
# A calibrated probability: below one half the text more likely does not answer.
ANSWERABLE = 0.5


def right_citation(evidence: Sequence[Sequence[str]], quotes: Sequence[str]) -> tuple[bool, int]:
    """Whether some quote holds an evidence fact, and how many of the facts the quotes hold."""
    held = sum(any(states(fact, quote) for quote in quotes) for fact in evidence)
    return held > 0, held


def figures_held(sentence: str, quotes: Sequence[str]) -> tuple[int, int]:
    """`(figures of the sentence that its quotes say, figures of the sentence)`.

    The figure checker decides: value, unit and bound must agree (`index.figures.verify_sentence`).
    """
    checked = verify_sentence(sentence, list(quotes))
    return sum(figure.supported for figure in checked), len(checked)


def gold_oracle(facts: Sequence[Sequence[str]]) -> Oracle:
    """The oracle of one question with the gold facts `facts`."""

    def supported(sentence: str, quotes: Sequence[str]) -> bool:
        joined = "\n".join(quotes)
        stated = [fact for fact in facts if states(fact, sentence)]
        if not all(states(fact, joined) for fact in stated):
            return False
        held, printed = figures_held(sentence, quotes)
        if held < printed:
            return False
        if is_chinese(sentence) != is_chinese(joined):
            # Across languages only facts and figures can be compared: one of them must be there.
            return bool(stated) or printed > 0
        words = set(tokens(sentence))
        return len(words & set(tokens(joined))) >= _SHARED * len(words)

    return supported


def reader_oracle(question: str, reader: Reader) -> Oracle:
    """The reader as entailment, for answers without gold facts.

    The quotes support the sentence when the reader, reading nothing but the quotes, more likely
    than not finds an answer to the question there, and the sentence states what it found.
    """

    def supported(sentence: str, quotes: Sequence[str]) -> bool:
        joined = "\n".join(quotes)
        (reading,) = reader.read(question, [joined], [sentence_spans(joined)])
        if reading.answerable < ANSWERABLE or not reading.spans:
            return False
        best = reading.spans[0]
        return states([joined[best.start : best.end]], sentence)

    return supported


def alce(prediction: Prediction, oracle: Oracle) -> tuple[tuple[int, int], tuple[int, int]]:
    """`((supported sentences, sentences), (useful citations, citations))` of one answer."""
    supported_sentences = useful = given = 0
    for sentence, numbers in prediction.sentences:
        quotes = [prediction.quote(n) for n in dict.fromkeys(numbers)]
        given += len(quotes)
        found = [quote for quote in quotes if quote is not None]
        # A citation that points nowhere makes the sentence unsupported, as in ALCE.
        if not found or len(found) < len(quotes) or not oracle(sentence, found):
            continue
        supported_sentences += 1
        for place, quote in enumerate(found):
            others = found[:place] + found[place + 1 :]
            if oracle(sentence, [quote]) or not (others and oracle(sentence, others)):
                useful += 1
    return (supported_sentences, len(prediction.sentences)), (useful, given)
