"""Which symbol of backpropagation does a text mean, whatever letters a notation has for it? A token.

The articles write one pass in five ways: Bishop's a is the pre-activation, elsewhere it is the activation.
So a text that is to be seen has no letter in it but a token, `f"{Symbol.LOSS} falls"`, and whoever puts it
before somebody's eyes has `explorer.backprop.notation.Notation.write` write it. A token is a character that
no font has. Names that people type cannot hold one (`explorer.plain_text.shown_name`), so nothing typed is
ever taken for a symbol.
"""

from enum import StrEnum


class Symbol(StrEnum):
    """A quantity that notations write differently."""

    Z = "\ue000"
    """The pre-activation, Σ w a + b."""
    A = "\ue001"
    """The activation, φ(z)."""
    PHI = "\ue002"
    """The activation function φ itself."""
    SLOPE = "\ue003"
    """Its derivative φ′."""
    DELTA = "\ue004"
    """The error δ = ∂E/∂z."""
    WEIGHT = "\ue005"
    WEIGHT_GRADIENT = "\ue006"
    """∂E/∂w."""
    BIAS = "\ue007"
    BIAS_GRADIENT = "\ue008"
    """∂E/∂b."""
    LOSS = "\ue009"
    """E."""
    TARGET = "\ue00a"
    """What an output is to be."""
    OUTPUT = "\ue00b"
    """The activation of an output."""
    ALPHA = "\ue00c"
    """The learning rate; in some notations in words."""

    @property
    def key(self) -> str:
        """Under which a notation says how it is written, in its table `symbols`."""
        return _KEYS.get(self, self.name.lower())


_KEYS = {Symbol.PHI: "activation", Symbol.ALPHA: "learning_rate"}


def is_token(letter: str) -> bool:
    """Whether a character stands for a symbol, or may come to."""
    return "\ue000" <= letter <= "\uf8ff"


def has_symbol(text: str) -> bool:
    """Whether there is a token in `text`, so that it is not to be shown as it is."""
    return any(map(is_token, text))
