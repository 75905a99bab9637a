"""Are names typeset so that an index is low, a Greek letter Greek, and a word no product?"""

import pytest

from explorer.formula.lexer import GREEK
from explorer.formula.name_notation import GREEK_LATEX, latex_name
from tests.formula.typeset import is_typeset


@pytest.mark.parametrize(
    ("name", "latex"),
    [
        ("x", "x"),
        ("e", "e"),
        ("π", r"\pi"),
        ("w1", "w_{1}"),
        ("w12", "w_{12}"),
        ("w_ij", "w_{ij}"),
        ("w_max", r"w_{\mathrm{max}}"),
        ("x1_2", "x_{1,2}"),
        ("x_1_2", "x_{1,2}"),
        ("δ_c", r"\delta_{c}"),
        ("w_α", r"w_{\alpha}"),
        ("rate", r"\mathrm{rate}"),
        ("rate2", r"\mathrm{rate}_{2}"),
        ("δa", r"\mathrm{\delta a}"),
        ("x1y", r"\mathrm{x1y}"),
        ("w_", r"\mathrm{w\_}"),
        ("Σ", r"\Sigma"),
        ("Α", "A"),
    ],
)
def test_a_name_is_typeset(name: str, latex: str) -> None:
    assert latex_name(name) == latex
    assert is_typeset(latex)


def test_every_greek_letter_that_names_may_contain_is_typeset() -> None:
    letters = {chr(code) for code in (*range(0x391, 0x3A2), *range(0x3A3, 0x3AA), *range(0x3B1, 0x3CA))}
    letters |= set("ϑϕϵ")
    assert GREEK_LATEX.keys() == letters
    assert set(GREEK) - {"-"} <= letters
