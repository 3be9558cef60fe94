"""Do the characters around a joint stand side by side more often than by chance?

Of one to three characters on each side, at most four in all: how often the two strings stand in a
row in the counts of `signal`, against how often they would if each stood anywhere (pointwise mutual
information after Church and Hanks, 1990, with half a sighting added on both sides). Strings of four
know what the trigrams cannot: that 络绎 goes on with 不绝.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .signal import Floats, Ids, load_signal

# Characters left and right of the joint; what is in one row is added up.
SIDES = (((1, 1),), ((2, 1), (1, 2)), ((2, 2),), ((1, 3), (3, 1)))
_LONGEST = 3
_HALF_A_SIGHTING = 0.5
_LEAST, _MOST = -4.0, 10.0


def attractions(lefts: Sequence[str], rights: Sequence[str]) -> Floats:
    """Nats for every pair of texts, by the rows of `SIDES`: (lefts, rights, 4).

    >>> found = attractions(["村里的路越修越宽，游客络绎"], ["不绝，民宿住满了人。", "村里的路灯"])
    >>> bool(found[0, 0, 2] > 5 > 0 > found[0, 1, 2])
    True
    """
    signal = load_signal()
    before, after = _ids(lefts, is_left=True), _ids(rights, is_left=False)
    found = np.zeros((len(lefts), len(rights), len(SIDES)))
    for kind, sides in enumerate(SIDES):
        for left, right in sides:
            tails, heads = before[:, _LONGEST - left :], after[:, :right]
            across = np.concatenate(
                [
                    np.repeat(tails[:, None], len(heads), axis=1),
                    np.repeat(heads[None], len(tails), axis=0),
                ],
                axis=2,
            )
            by_chance = signal.count(tails)[:, None] * signal.count(heads)[None] / signal.total
            found[:, :, kind] += np.clip(
                np.log((signal.count(across) + _HALF_A_SIGHTING) / (by_chance + _HALF_A_SIGHTING)),
                _LEAST,
                _MOST,
            )
    return found


def _ids(texts: Sequence[str], *, is_left: bool) -> Ids:
    """The three characters nearest to the joint, 0 where there is none: (texts, 3)."""
    ids = np.zeros((len(texts), _LONGEST), np.int64)
    for row, text in enumerate(texts):
        near = load_signal().encode(text[-_LONGEST:] if is_left else text[:_LONGEST])
        if is_left:
            ids[row, _LONGEST - len(near) :] = near
        else:
            ids[row, : len(near)] = near
    return ids
