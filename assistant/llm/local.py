"""A causal language model of the transformers library, on this machine."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

from assistant.llm.base import ModelFailed, Prompt
from retrieval.errors import ModelUnavailable
from retrieval.extras import require
from retrieval.models import transformers_folder


class LocalModel:
    """Generates greedily, one call at a time, and stops at the first token after its time.

    A forward pass cannot be interrupted: a call may end late by one, and whoever waits for it
    must not rely on its end.
    """

    def __init__(self, model: Any, tokenizer: Any) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._one = threading.Lock()
        self._window = int(getattr(model.config, "max_position_embeddings", 0) or 2048)

    @classmethod
    def load(cls, name: str) -> LocalModel:
        """A folder in the format of `save_pretrained`, or a hub's id that was fetched.

        Only safetensors are read and no code of the checkpoint is run. Nothing is fetched here:
        that is for `models pull`. Raises `ModelUnavailable`.
        """
        require("transformers", "llm")
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        options: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        device = "cuda" if torch.cuda.is_available() else "cpu"
        dtype = "auto" if device == "cuda" else torch.float32
        try:
            where = _place(name)
            tokenizer = AutoTokenizer.from_pretrained(where, **options)
            model: Any = AutoModelForCausalLM.from_pretrained(
                where, use_safetensors=True, dtype=dtype, **options
            )
        except Exception as error:  # transformers raises whatever it meets in the files
            raise ModelUnavailable(_advice(name, error)) from error
        return cls(model.to(device).eval(), tokenizer)

    def complete(self, prompt: Prompt, seconds: float, tokens: int) -> str:
        """See `ChatModel`."""
        import torch
        from transformers import GenerationConfig, StoppingCriteriaList

        deadline = _Deadline(time.monotonic() + seconds)
        if not self._one.acquire(timeout=seconds):
            raise ModelFailed("another call is under way")
        try:
            inputs = self._encoded(prompt, tokens)
            config = GenerationConfig(
                max_new_tokens=tokens,
                do_sample=False,
                pad_token_id=self._padding,
                eos_token_id=self._model.generation_config.eos_token_id,
            )
            with torch.inference_mode():
                ids = self._model.generate(
                    **inputs,
                    generation_config=config,
                    stopping_criteria=StoppingCriteriaList([deadline]),
                )
        finally:
            self._one.release()
        if deadline.passed:
            raise ModelFailed("the time was up while it was writing")
        written = ids[0, inputs["input_ids"].shape[1] :]
        return self._tokenizer.decode(written, skip_special_tokens=True)

    @property
    def _padding(self) -> int | None:
        padding = self._tokenizer.pad_token_id
        return self._tokenizer.eos_token_id if padding is None else padding

    def _encoded(self, prompt: Prompt, tokens: int) -> dict[str, Any]:
        """input_ids and attention_mask, (1, n) int64. Raises `ModelFailed` where it is too long."""
        data = prompt.data
        for special in self._tokenizer.all_special_tokens:  # in text they are only letters
            data = data.replace(special, " ")
        text = self._rendered(prompt.task, data)
        added = not self._tokenizer.chat_template  # a template writes the special tokens itself
        inputs = self._tokenizer(text, add_special_tokens=added, return_tensors="pt")
        length = inputs["input_ids"].shape[1]
        if length + tokens > self._window:
            raise ModelFailed(f"the prompt has {length} tokens; the model takes {self._window}")
        kept = ("input_ids", "attention_mask")
        return {name: inputs[name].to(self._model.device) for name in kept}

    def _rendered(self, task: str, data: str) -> str:
        """In the model's chat template. Some know no system role and refuse it or leave it out:
        the task then comes before the data."""
        if not self._tokenizer.chat_template:
            return f"{task}\n\n{data}\n\nAnswer: "
        try:
            rendered = self._templated(("system", task), ("user", data))
        except Exception:  # what a template raises is its own affair
            rendered = ""
        return rendered if task in rendered else self._templated(("user", f"{task}\n\n{data}"))

    def _templated(self, *messages: tuple[str, str]) -> str:
        said = [{"role": role, "content": content} for role, content in messages]
        return self._tokenizer.apply_chat_template(said, add_generation_prompt=True, tokenize=False)


class _Deadline:
    """A stopping criterion of transformers: (batch,) bool, all true once the time is up."""

    def __init__(self, at: float) -> None:
        self._at = at
        self.passed = False

    def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
        import torch

        self.passed = time.monotonic() > self._at
        return torch.full((len(input_ids),), self.passed, device=input_ids.device)


def _place(name: str) -> str:
    """A folder, what `models pull` fetched, or an id for the library's own cache."""
    fetched = transformers_folder(name)
    return str(fetched) if not Path(name).exists() and fetched.exists() else name


def _advice(name: str, error: Exception) -> str:
    said = str(error).strip().splitlines()
    why = said[0] if said else type(error).__name__
    if Path(name).exists():
        return f"The language model in {name} cannot be used ({why})."
    return (
        f"The language model {name} is not on this machine; fetch it with "
        f"`python -m assistant models pull transformers:{name}`, or name the folder it is in."
    )
