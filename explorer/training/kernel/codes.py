"""By which number does compiled code know each row of the tables of `explorer.network`?"""

from collections.abc import Callable

from explorer.network.activation import SOFTMAX

IDENTITY, LOGISTIC, TANH, RELU, LEAKY_RELU, ELU, SOFTPLUS, SILU, GELU, SINE = range(10)

ACTIVATION_CODES = {
    "identity": IDENTITY,
    "logistic": LOGISTIC,
    "tanh": TANH,
    "relu": RELU,
    "leaky-relu": LEAKY_RELU,
    "elu": ELU,
    "softplus": SOFTPLUS,
    "silu": SILU,
    "gelu": GELU,
    "sine": SINE,
    SOFTMAX: IDENTITY,  # the outputs' softmax is computed once all their z are known
}

SQUARES, BINARY_CROSS_ENTROPY, NEGATIVE_LOG_LIKELIHOOD = range(3)

LOSS_CODES = {
    "half-squared-error": SQUARES,
    "squared-error": SQUARES,
    "mean-squared-error": SQUARES,
    "binary-cross-entropy": BINARY_CROSS_ENTROPY,
    "negative-log-likelihood": NEGATIVE_LOG_LIKELIHOOD,
}

LOSS_FACTORS: dict[str, Callable[[int], float]] = {
    "half-squared-error": lambda outputs: 0.5,
    "squared-error": lambda outputs: 1.0,
    "mean-squared-error": lambda outputs: 1.0 / outputs,
    "binary-cross-entropy": lambda outputs: 1.0,
    "negative-log-likelihood": lambda outputs: 1.0,
}
"""What a loss of squares multiplies Σ (y − t)² by."""

GRADIENT_DESCENT, MOMENTUM, NESTEROV, ADAGRAD, RMSPROP, ADAM, ADAMW = range(7)

OPTIMISER_CODES = {
    "gradient-descent": GRADIENT_DESCENT,
    "momentum": MOMENTUM,
    "nesterov": NESTEROV,
    "adagrad": ADAGRAD,
    "rmsprop": RMSPROP,
    "adam": ADAM,
    "adamw": ADAMW,
}
