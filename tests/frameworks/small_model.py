"""A language model of transformers, small and with random weights, which are the same in every run."""

from __future__ import annotations

from typing import Any

import torch
from transformers import GPT2Config, GPT2LMHeadModel


def small_model(scale: float = 1, **changed: int) -> GPT2LMHeadModel:
    """Return the model with some sizes changed, and the last layer's weights, and so its logits, times `scale`."""
    torch.manual_seed(0)
    sizes = {"vocab_size": 20, "n_positions": 32, "n_embd": 16, "n_layer": 1, "n_head": 2} | changed
    made: GPT2LMHeadModel = GPT2LMHeadModel(GPT2Config(**sizes, bos_token_id=0, eos_token_id=0)).eval()
    made.lm_head.weight.data *= scale
    return made


def generate(model: GPT2LMHeadModel, prompt: torch.Tensor, most: int, **options: object) -> Any:
    """Return what a model generates after a prompt without padding, in at most so many new tokens."""
    mask = torch.ones_like(prompt)
    return model.generate(prompt, attention_mask=mask, max_new_tokens=most, pad_token_id=0, **options)
