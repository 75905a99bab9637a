"""How is each activation function written in Python, for a module that has only numpy?

A table: name -> source. It says once more what `explorer.network.activation` says, because the exported
module must run without this program; a test holds the two equal.
"""

from collections.abc import Iterable

_SOURCES = {
    "identity": """
def identity(z):
    return z
""",
    "logistic": """
def logistic(z):
    decay = np.exp(-np.abs(z))  # never overflows
    return np.where(z >= 0, 1.0, decay) / (1.0 + decay)
""",
    "tanh": """
def tanh(z):
    return np.tanh(z)
""",
    "relu": """
def relu(z):
    return np.maximum(z, 0.0)
""",
    "leaky-relu": """
def leaky_relu(z):
    return np.where(z > 0, z, 0.01 * z)
""",
    "elu": """
def elu(z):
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0.0)))
""",
    "softplus": """
def softplus(z):
    return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))
""",
    "silu": """
def silu(z):
    return z * logistic(z)
""",
    "gelu": """
def gelu(z):
    return 0.5 * z * (1.0 + np.tanh(np.sqrt(2.0 / np.pi) * (z + 0.044715 * z**3)))
""",
    "sine": """
def sine(z):
    return np.sin(z)
""",
    "softmax": """
def softmax(z):
    powers = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)
""",
}
_ALSO_NEEDS = {"silu": "logistic"}


def function_name(activation: str) -> str:
    """What the function of that activation is called in Python."""
    return activation.replace("-", "_")


def function_sources(activations: Iterable[str]) -> list[str]:
    """The source of each of these functions and of those they call, every one once."""
    wanted = set(activations)
    wanted |= {_ALSO_NEEDS[name] for name in wanted if name in _ALSO_NEEDS}
    return [source.strip("\n") + "\n" for name, source in _SOURCES.items() if name in wanted]
