"""The mathematics of logits: softmax, sigmoid, the losses around them, calibration and decoding."""

from logitbook.information import entropy, kl_div, perplexity
from logitbook.losses import bce_with_logits, cross_entropy
from logitbook.sigmoid import log_sigmoid, logit, sigmoid, softplus
from logitbook.softmax import log_softmax, logsumexp, softmax

__all__ = [
    "bce_with_logits",
    "cross_entropy",
    "entropy",
    "kl_div",
    "log_sigmoid",
    "log_softmax",
    "logit",
    "logsumexp",
    "perplexity",
    "sigmoid",
    "softmax",
    "softplus",
]
