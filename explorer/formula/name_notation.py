r"""How is the name of a variable typeset in LaTeX: w1 as w_{1}, α as \alpha, rate as \mathrm{rate}?"""

import re

_INDEXED = re.compile(r"(?P<base>[^\W\d_]+)(?P<index>[0-9]*(?:_+[^\W_]+)*)")
"""Letters with an index behind them, which begins with a digit or an underscore: w1, w_ij, x1_2."""

_LONGEST_ITALIC_INDEX = 2
"""w_ij has two indices, w_max one."""

_GREEK_ROWS = r"""
α \alpha  β \beta  γ \gamma  δ \delta  ε \varepsilon  ζ \zeta  η \eta  θ \theta  ι \iota  κ \kappa  λ \lambda
μ \mu  ν \nu  ξ \xi  ο o  π \pi  ρ \rho  ς \varsigma  σ \sigma  τ \tau  υ \upsilon  φ \varphi  χ \chi  ψ \psi
ω \omega  ϑ \vartheta  ϕ \phi  ϵ \epsilon
Α A  Β B  Γ \Gamma  Δ \Delta  Ε E  Ζ Z  Η H  Θ \Theta  Ι I  Κ K  Λ \Lambda  Μ M  Ν N  Ξ \Xi  Ο O  Π \Pi  Ρ P
Σ \Sigma  Τ T  Υ \Upsilon  Φ \Phi  Χ X  Ψ \Psi  Ω \Omega
"""
_CELLS = _GREEK_ROWS.split()
GREEK_LATEX = dict(zip(_CELLS[::2], _CELLS[1::2], strict=True))


def latex_name(name: str) -> str:
    r"""The LaTeX of a name: what follows letters is their index, and a word, which is no product, is upright.

    x is x, w1 is w_{1}, w_ij is w_{ij}, x1_2 is x_{1,2}, δ_c is \delta_{c}, rate is \mathrm{rate}.
    """
    match = _INDEXED.fullmatch(name)
    if match is None:
        return _word(name)
    indices = [_index(piece) for piece in match["index"].split("_") if piece]
    base = _word(match["base"])
    return f"{base}_{{{','.join(indices)}}}" if indices else base


def _index(piece: str) -> str:
    is_italic = piece.isascii() and piece.isalpha() and len(piece) <= _LONGEST_ITALIC_INDEX
    return piece if is_italic or piece.isdigit() else _word(piece)


def _word(word: str) -> str:
    """One letter in italics, several upright."""
    letters = "".join(f"{GREEK_LATEX[letter]} " if letter in GREEK_LATEX else letter for letter in word)
    letters = letters.strip().replace("_", r"\_")
    return letters if len(word) == 1 else rf"\mathrm{{{letters}}}"
