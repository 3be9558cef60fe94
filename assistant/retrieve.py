"""Hybrid retrieval: BM25 and dense vectors, fused by reciprocal rank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index import Article, Collection, Filters, Hit, Passage

# Cormack, Clarke & Büttcher (SIGIR 2009) use 60 and find the result insensitive to it.
RRF_CONSTANT = 60
# Passages that each search contributes, and that late interaction looks at.
_POOL = 50
# (question, texts) -> one score a text: in -1..1, or what is added to its cosine to order it.
Late = Callable[[str, Sequence[str]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A retrieved passage with its article; `score` is the fused score, `rank` starts at 0.

    `dense` is the cosine of question and passage where the dense search found it, else `None`.
    """

    passage: Passage
    article: Article
    score: float
    rank: int
    dense: float | None


def reciprocal_rank_fusion(
    rankings: Sequence[Sequence[Hit]], weights: Sequence[float] | None = None
) -> list[tuple[Passage, float]]:
    """Passages by the weighted sum over rankings of 1 / (60 + rank), best first."""
    scores: dict[int, float] = {}
    passages: dict[int, Passage] = {}
    for ranking, weight in zip(rankings, weights or [1.0] * len(rankings), strict=True):
        for rank, hit in enumerate(ranking):
            passages[hit.passage.id] = hit.passage
            scores[hit.passage.id] = scores.get(hit.passage.id, 0.0) + weight / (
                RRF_CONSTANT + rank + 1
            )
    ordered = sorted(scores, key=lambda key: (-scores[key], key))
    return [(passages[key], scores[key]) for key in ordered]


def retrieve(
    collection: Collection,
    queries: Sequence[str],
    dense_query: str,
    *,
    limit: int = 20,
    filters: Filters | None = None,
    use_lexical: bool = True,
    use_dense: bool = True,
    order: Late | None = None,
    before: Sequence[Passage] = (),
    translated: bool = False,
) -> list[Candidate]:
    """The `limit` best passages for a question.

    `queries` are texts for the lexical index (the question's topic words; for an English question
    the Chinese words that it may mean), `dense_query` is embedded as it is. `order` compares the
    candidates with the question token by token: what it gives is added to their cosine. `before`
    are the passages of the last turn, which a follow-up is likely to be about. `translated` says
    that `queries` are guesses at what words of another language mean.
    """
    rankings: list[Sequence[Hit]] = []
    if use_lexical:
        rankings += [
            collection.search_lexical(query, limit=_POOL, filters=filters)
            for query in queries
            if query.strip()
        ]
    dense: dict[int, float] = {}
    if use_dense:
        hits = collection.search_dense(dense_query, limit=_POOL, filters=filters)
        dense = {hit.passage.id: hit.score for hit in hits}
        rankings.append(hits)
    if use_dense and order is not None:
        pool = [passage for passage, _ in reciprocal_rank_fusion(rankings)[:_POOL]]
        scores = order(dense_query, [passage.text for passage in pool])
        scored = [
            Hit(passage, dense.get(passage.id, 0.0) + float(score))
            for passage, score in zip(pool, scores, strict=True)
        ]
        rankings[-1] = sorted(scored, key=lambda hit: -hit.score)
    if before and filters is None:
        rankings.append([Hit(passage, 0.0) for passage in before])
    if translated and order is not None and use_dense:
        # Translated terms find candidates; they order them worse than comparison by meaning does.
        rankings = rankings[len(rankings) - 1 - bool(before and filters is None) :]
    fused = reciprocal_rank_fusion(rankings)[:limit]
    articles = {p.article_id: collection.article(p.article_id) for p, _ in fused}
    return [
        Candidate(passage, article, score, rank, dense.get(passage.id))
        for rank, (passage, score) in enumerate(fused)
        # An article may be removed by another process while this one searches.
        if (article := articles[passage.article_id]) is not None
    ]
