"""The options that choose models, the same on every command."""

from __future__ import annotations

import argparse

from models import PROFILES, Profile
from models.registry import NOT_USED

_HELP = """\
Nothing is fetched from a hub and nothing leaves this machine, unless you give --base-url. Models
other than the built-in ones must be on this machine: fetch one once with `hf download ID`, or name
its folder. The key of an endpoint is read from the environment variable WENJU_ENDPOINT_KEY.
"""


def add_models(parser: argparse.ArgumentParser) -> None:
    """`--profile` and the names of single models."""
    group = parser.add_argument_group("models", _HELP)
    group.add_argument(
        "--profile",
        default="builtin",
        choices=sorted(PROFILES),
        help="models to use (default: builtin); multilingual needs about 5 GB of fetched weights",
    )
    for name, what in (
        ("embedder", "embedder: built-in, a folder or a hub id; an index holds vectors of one"),
        ("reader", "extractive reader: built-in, lexical, a folder or a hub id"),
        ("reranker", f"cross-encoder, folder or hub id; {NOT_USED} to leave it out"),
        ("generator", f"language model that phrases answers, folder or id; {NOT_USED} for none"),
    ):
        group.add_argument(f"--{name}", metavar="MODEL", help=what)
    group.add_argument(
        "--base-url",
        metavar="URL",
        help="endpoint of vLLM, llama.cpp, Ollama, … that phrases answers (http://127.0.0.1:8000/v1)",
    )
    group.add_argument(
        "--api-model", metavar="NAME", help="model of that endpoint (default: the one it serves)"
    )
    group.add_argument(
        "--context", type=int, metavar="TOKENS", help="context of the language model, where known"
    )
    group.add_argument("--device", help="cpu, cuda, mps (default: what the machine has)")
    group.add_argument(
        "--dtype", help="float32, bfloat16 or float16 (default: as the device likes)"
    )


def profile_of(options: argparse.Namespace) -> Profile:
    """The profile that the options of `add_models` ask for."""
    return PROFILES[options.profile].but(
        embedder=options.embedder,
        reader=options.reader,
        reranker=options.reranker,
        generator=options.generator,
        base_url=options.base_url,
        api_model=options.api_model,
        context=options.context,
        device=options.device,
        dtype=options.dtype,
    )
