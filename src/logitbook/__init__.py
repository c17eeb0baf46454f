"""The mathematics of logits, in numpy alone.

Everything takes logits as they leave a model and keeps their digits: their exponentials do not overflow, nothing
warns, and where a near-certain probability rounds to 1, its logarithm, and so its loss, keeps its digits.

- Probabilities: `softmax`, `log_softmax`, `logsumexp`, `inv_softmax`, `softmax_jacobian`; for one logit `sigmoid`,
  `log_sigmoid`, `softplus`, `logit`.
- Losses: `cross_entropy`, `bce_with_logits`, `z_loss`.
- Information: `entropy`, `kl_div`, `perplexity`.
- Calibration and scores: `fit_temperature`, `expected_calibration_error`, `energy`, `softcap`, `logit_adjust`.
- Decoding: `top_k`, `top_p`, `min_p`, `repetition_penalty`, `gumbel_max`.

The rules are the same throughout. Arrays have the shape (..., K), K being the classes on the last axis unless
`axis` says otherwise. float32 and float64 keep their dtype; float16 and bfloat16 are computed in float32 and rounded
once; integers and booleans become float64 before anything is subtracted. Inputs are never changed; lists, scalars,
empty, read-only and non-contiguous arrays work. NaN spoils its own row and what is computed from it, such as the mean
of a batch, but no other row. Errors are TypeError or ValueError and name the argument.
"""

from logitbook.adjust import energy, logit_adjust, softcap
from logitbook.binary import log_sigmoid, logit, sigmoid, softplus
from logitbook.binary_loss import bce_with_logits
from logitbook.calibration import expected_calibration_error, fit_temperature
from logitbook.decoding import gumbel_max, min_p, repetition_penalty, top_k, top_p
from logitbook.information import entropy, kl_div, perplexity
from logitbook.losses import cross_entropy, z_loss
from logitbook.normaliser import logsumexp
from logitbook.probabilities import inv_softmax, log_softmax, softmax, softmax_jacobian

__version__ = "0.1.0"
__all__ = [
    "bce_with_logits",
    "cross_entropy",
    "energy",
    "entropy",
    "expected_calibration_error",
    "fit_temperature",
    "gumbel_max",
    "inv_softmax",
    "kl_div",
    "log_sigmoid",
    "log_softmax",
    "logit",
    "logit_adjust",
    "logsumexp",
    "min_p",
    "perplexity",
    "repetition_penalty",
    "sigmoid",
    "softcap",
    "softmax",
    "softmax_jacobian",
    "softplus",
    "top_k",
    "top_p",
    "z_loss",
]
