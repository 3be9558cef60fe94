"""A causal language model of this machine, through transformers.

The chat template is the model's own, with thinking switched off where it knows the switch. What
users and articles say is encoded as ordinary text: the control tokens of a chat (`<|im_end|>`) can
only come from the template itself.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import GenerationFailed, ModelUnfit, first_line
from .generator import Limits, Message, never
from .thoughts import without_thoughts

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

# A model may claim a context of a million tokens; the memory of a laptop does not hold them.
_LONGEST_CONTEXT = 8192
_POLL_SECONDS = 0.1


class CheckpointGenerator:
    """Wraps an `AutoModelForCausalLM`; greedy, one generation at a time."""

    def __init__(
        self,
        model: PreTrainedModel,
        tokenizer: PreTrainedTokenizerBase,
        *,
        name: str,
        context: int | None = None,
        limits: Limits | None = None,
    ) -> None:
        if not getattr(tokenizer, "chat_template", None):
            raise ModelUnfit(
                name, "it has no chat template", "name an instruct model such as Qwen/Qwen3-0.6B"
            )
        self._model: Any = model.eval()
        self._tokenizer: Any = tokenizer
        self._name = name
        claimed = int(getattr(model.config, "max_position_embeddings", _LONGEST_CONTEXT))
        self._context = min(context or _LONGEST_CONTEXT, claimed)
        given = limits or Limits()
        self._limits = replace(given, tokens=max(1, min(given.tokens, self._context // 3)))
        self._lock = threading.Lock()

    @classmethod
    def load(
        cls,
        name: str,
        *,
        device: str | None = None,
        dtype: str | None = None,
        context: int | None = None,
        limits: Limits | None = None,
    ) -> CheckpointGenerator:
        """Open a folder, or a hub id that was fetched before.

        Without `device` and `dtype` the machine decides (`placement`).

        Raises:
            ModelNotFound: not on this machine; the message names the command that fetches it.
            ModelUnfit: no causal model, or one without a chat template.
        """
        from ..hub import model_folder

        folder = str(model_folder(name))
        from transformers import AutoModelForCausalLM, AutoTokenizer

        from ..devices import DTYPES, quietly

        if dtype is not None and dtype not in DTYPES[:3]:
            raise ModelUnfit(
                name,
                f"found dtype {dtype!r}, expected one of {', '.join(DTYPES[:3])}",
                "choose another --dtype",
            )
        where, kind, spread = placement(device, dtype)
        options: dict[str, Any] = {"device_map": "auto"} if spread else {}
        try:
            with quietly():
                tokenizer = AutoTokenizer.from_pretrained(
                    folder, local_files_only=True, trust_remote_code=False
                )
                model = AutoModelForCausalLM.from_pretrained(
                    folder,
                    local_files_only=True,
                    trust_remote_code=False,
                    use_safetensors=True,
                    dtype=kind,
                    **options,
                )
                if not spread:
                    model.to(where)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelUnfit(
                name,
                f"it did not open as a causal language model ({first_line(error)})",
                "name a chat model such as Qwen/Qwen3-0.6B",
            ) from error
        return cls(model, tokenizer, name=name, context=context, limits=limits)

    @property
    def name(self) -> str:
        """The folder or hub id."""
        return self._name

    def fits(self, messages: Sequence[Message]) -> bool:
        """Whether prompt and answer stay within the context."""
        length = int(self._encoded(messages)["input_ids"].shape[1])
        return length + self._limits.tokens <= self._context

    def stream(
        self, messages: Sequence[Message], *, cancelled: Callable[[], bool] = never
    ) -> Iterator[str]:
        """See `Generator.stream`."""
        return without_thoughts(self._pieces(messages, cancelled))

    def _pieces(self, messages: Sequence[Message], cancelled: Callable[[], bool]) -> Iterator[str]:
        from transformers import StoppingCriteriaList, TextIteratorStreamer

        inputs = {n: t.to(self._model.device) for n, t in self._encoded(messages).items()}
        closed = threading.Event()
        last = time.monotonic() + self._limits.seconds

        def stopped() -> bool:
            return closed.is_set() or cancelled() or time.monotonic() > last

        streamer = TextIteratorStreamer(
            self._tokenizer, skip_prompt=True, timeout=_POLL_SECONDS, skip_special_tokens=True
        )
        failed: list[BaseException] = []

        def generate() -> None:
            try:
                with self._lock:
                    if not stopped():
                        self._model.generate(
                            **inputs,
                            streamer=streamer,
                            generation_config=self._settings(),
                            stopping_criteria=StoppingCriteriaList([_Stop(stopped)]),
                        )
            except Exception as error:
                failed.append(error)
            finally:
                # The consumer waits for this mark, which `generate` leaves out when it fails.
                streamer.text_queue.put(streamer.stop_signal)

        worker = threading.Thread(target=generate, name="generate", daemon=True)
        worker.start()
        try:
            while not stopped():
                try:
                    piece = next(streamer)
                except queue.Empty:
                    continue
                except StopIteration:
                    break
                if piece:
                    yield piece
        finally:
            closed.set()
            worker.join()
        if failed:
            raise GenerationFailed(
                f"{self._name} broke off ({first_line(failed[0])}); "
                "try a smaller model, or --device cpu"
            ) from failed[0]

    def _settings(self) -> Any:
        from transformers import GenerationConfig

        own = self._model.generation_config
        end = own.eos_token_id if own.eos_token_id is not None else self._tokenizer.eos_token_id
        ends = list(end) if isinstance(end, (list, tuple)) else [end]
        if self._tokenizer.eos_token_id is not None:
            ends.append(self._tokenizer.eos_token_id)
        ends = sorted({int(one) for one in ends if one is not None})
        pad = self._tokenizer.pad_token_id
        return GenerationConfig(
            do_sample=False,
            # The sampling settings that a checkpoint brings mean nothing when nothing is sampled.
            temperature=1.0,
            top_p=1.0,
            top_k=50,
            max_new_tokens=self._limits.tokens,
            eos_token_id=ends or None,
            pad_token_id=pad if pad is not None else (ends[0] if ends else None),
        )

    def _encoded(self, messages: Sequence[Message]) -> Any:
        """Token ids of the chat, ready for the answer."""
        try:
            return self._template([{"role": m.role, "content": m.content} for m in messages])
        except Exception as refusal:
            # Some templates know no system role: its words then open the first message.
            merged = _without_system(messages)
            if len(merged) == len(messages):
                raise GenerationFailed(
                    f"the chat template of {self._name} failed ({first_line(refusal)}); "
                    "name another instruct model"
                ) from refusal
            return self._template([{"role": m.role, "content": m.content} for m in merged])

    def _template(self, chat: list[dict[str, str]]) -> Any:
        return self._tokenizer.apply_chat_template(
            chat,
            add_generation_prompt=True,
            enable_thinking=False,
            sanitize_control_tokens=True,
            return_dict=True,
            return_tensors="pt",
        )


class _Stop:
    """A stopping criterion that asks a function."""

    def __init__(self, stopped: Callable[[], bool]) -> None:
        self._stopped = stopped

    def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
        import torch

        return torch.full((input_ids.shape[0],), self._stopped(), device=input_ids.device)


def _without_system(messages: Sequence[Message]) -> list[Message]:
    if len(messages) < 2 or messages[0].role != "system":
        return list(messages)
    first = Message(messages[1].role, f"{messages[0].content}\n\n{messages[1].content}")
    return [first, *messages[2:]]


def placement(device: str | None, dtype: str | None) -> tuple[str, Any, bool]:
    """(device, torch dtype, spread over several GPUs) for a language model on this machine.

    A GPU when there is one, in bfloat16 where it computes in it; several are shared by
    `device_map="auto"` where `accelerate` is installed. A CPU takes float32: most of them compute
    bfloat16 more slowly than that.
    """
    import importlib.util

    import torch

    where = device
    if where is None:
        metal = getattr(torch.backends, "mps", None)
        if torch.cuda.is_available():
            where = "cuda"
        else:
            where = "mps" if metal is not None and metal.is_available() else "cpu"
    if dtype is not None:
        kind = getattr(torch, dtype)
    elif where.startswith("cuda"):
        kind = torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    else:
        kind = torch.float16 if where == "mps" else torch.float32
    several = device is None and where == "cuda" and torch.cuda.device_count() > 1
    return where, kind, several and importlib.util.find_spec("accelerate") is not None
