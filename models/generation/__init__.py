"""Language models that phrase an answer: a checkpoint on this machine, or somebody's endpoint.

Nothing here is trusted: what a model writes is text like any other until the assistant has checked
it against the articles.
"""

from __future__ import annotations

from .generator import Generator, Limits, Message, load_generator

__all__ = ["Generator", "Limits", "Message", "load_generator"]
