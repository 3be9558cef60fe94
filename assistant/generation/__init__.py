"""Answers that a language model phrases and the articles prove, sentence by sentence.

The model sees numbered passages (`prompt`), its text is cut into sentences with their citation
marks as it arrives (`marks`), each is proved by the words that it cites (`proof`), and what is
proved grows into an answer (`write`). What is not proved is left out.
"""

from __future__ import annotations

from .write import Writer

__all__ = ["Writer"]
