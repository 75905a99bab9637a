"""Is a formula written so that people read it, the parser reads it back, and it can be typeset?"""

import numpy as np
import pytest
from hypothesis import given

from explorer.descent.function import parse_function
from explorer.formula import notation
from explorer.formula.parser import parse
from tests.formula.formulas import Formula, formulas
from tests.formula.trees import with_signs_in_front
from tests.formula.typeset import is_typeset


@pytest.mark.parametrize(
    ("text", "plain", "latex"),
    [
        ("x^3+3*x**2", "x³ + 3x²", "x^{3} + 3 x^{2}"),
        ("0.1x^4", "0.1x⁴", "0.1 x^{4}"),
        ("2sin(x)", "2sin(x)", r"2 \sin\left(x\right)"),
        ("(x+1)(x-1)", "(x + 1)(x − 1)", r"\left(x + 1\right) \left(x - 1\right)"),
        ("1/2x", "(1/2)·x", r"\frac{1}{2} x"),
        ("1/(2x)", "1/(2x)", r"\frac{1}{2 x}"),
        ("-x^2", "−x²", "-x^{2}"),
        ("(-x)^2", "(−x)²", r"\left(-x\right)^{2}"),
        ("2^3^x", "2^(3^x)", "2^{3^{x}}"),
        ("(2^3)^x", "(2³)^x", r"\left(2^{3}\right)^{x}"),
        ("x^-2", "x⁻²", "x^{-2}"),
        ("x-(1-x)", "x − (1 − x)", r"x - \left(1 - x\right)"),
        ("1-(-x)", "1 − (−x)", r"1 - \left(-x\right)"),
        ("2*3", "2·3", r"2 \cdot 3"),
        ("|x-1|", "|x − 1|", r"\left|x - 1\right|"),
        ("||x|-1|", "abs(|x| − 1)", r"\left|\left|x\right| - 1\right|"),
        ("√x + √(x+1)", "√x + √(x + 1)", r"\sqrt{x} + \sqrt{x + 1}"),
        ("(√x)^3", "(√x)³", r"\sqrt{x}^{3}"),
        ("2 pi e^x", "2π·e^x", r"2 \pi e^{x}"),
        ("sign(x)", "sign(x)", r"\mathrm{sign}\left(x\right)"),
        ("1e-7x + 1.5e20", "1e-7x + 1.5e20", r"10^{-7} x + 1.5 \cdot 10^{20}"),
        ("1e15x", "1000000000000000x", "1000000000000000 x"),
        ("1e16x", "1e16x", "10^{16} x"),
        ("(x/2)^2", "(x/2)²", r"\left(\frac{x}{2}\right)^{2}"),
        ("-2x^2", "−2x²", "-2 x^{2}"),
        ("-1/x", "−1/x", r"\frac{-1}{x}"),
        ("-(1/x)", "−1/x", r"-\frac{1}{x}"),
        ("-x sin(x)", "−x·sin(x)", r"-x \sin\left(x\right)"),
        ("2(-x sin(x))", "2(−x·sin(x))", r"2 \left(-x \sin\left(x\right)\right)"),
        ("2((-3)x)", "2(−3x)", r"2 \left(-3 x\right)"),
        ("1/x^2", "1/x²", r"\frac{1}{x^{2}}"),
    ],
)
def test_a_formula_is_written_as_it_was_understood(text: str, plain: str, latex: str) -> None:
    f = parse_function(text)
    assert f.formula == plain
    assert f.latex == latex


@pytest.mark.parametrize(
    ("text", "plain", "latex"),
    [
        ("w*x + b", "w·x + b", "w x + b"),
        ("w1*x1", "w1·x1", "w_{1} x_{1}"),
        ("2w1", "2w1", "2 w_{1}"),
        ("2*e5", "2·e5", "2 e_{5}"),
        ("2*E2 b", "2·E2·b", "2 E_{2} b"),
        ("2*e_5", "2e_5", "2 e_{5}"),
        ("w1(x + b)", "w1(x + b)", r"w_{1} \left(x + b\right)"),
        ("w^2(x + b)", "w²·(x + b)", r"w^{2} \left(x + b\right)"),
        ("w x(x + b)", "w·x(x + b)", r"w x \left(x + b\right)"),
        ("α w1²", "α·w1²", r"\alpha w_{1}^{2}"),
        ("√w1", "√w1", r"\sqrt{w_{1}}"),
        ("rate x", "rate·x", r"\mathrm{rate} \cdot x"),
        ("x rate^2", "x·rate²", r"x \cdot \mathrm{rate}^{2}"),
        ("2rate", "2rate", r"2 \cdot \mathrm{rate}"),
        ("|w||x|", "|w|·|x|", r"\left|w\right| \left|x\right|"),
        ("½(x − b)²", "0.5(x − b)²", r"0.5 \left(x - b\right)^{2}"),
    ],
)
def test_names_are_written_so_that_they_stay_apart(text: str, plain: str, latex: str) -> None:
    tree = parse(text, ["w", "w1", "x", "x1", "b", "α", "e5", "e_5", "E2", "rate"])
    assert (notation.plain(tree), notation.latex(tree)) == (plain, latex)
    assert is_typeset(latex)


def assert_reads_back(written: str, f_values: np.ndarray, x: np.ndarray) -> None:
    again = parse_function(written)
    assert again.values(x) == pytest.approx(f_values, rel=1e-9, abs=1e-9)
    assert again.formula == written


PLACES = np.array([-1.7, -0.3, 0.4, 1.9])


@given(formulas)
def test_what_is_written_reads_back_as_the_same_function(formula: Formula) -> None:
    f = parse_function(formula.text)
    assert_reads_back(f.formula, f.values(PLACES), PLACES)


@given(formulas)
def test_a_derivative_that_is_written_reads_back_as_the_same_function(formula: Formula) -> None:
    slope = parse_function(formula.text).derivative()
    if "a formula of" in slope.formula or len(slope.formula) > 500:
        return
    again = parse_function(slope.formula)
    assert again.values(PLACES) == pytest.approx(slope.values(PLACES), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    "text",
    [
        "x^3 + 3x^2",
        "sin(x)/x",
        "√(1 + x²)",
        "|x|",
        "e^x - π",
        "tanh(x)^2",
        "log(x) tan(x)",
        "1e-7x",
        "(x/2)^-x",
    ],
)
def test_the_latex_and_that_of_the_derivative_are_typeset(text: str) -> None:
    f = parse_function(text)
    for latex in (f.latex, f.derivative().latex, f.derivative().derivative().latex):
        assert is_typeset(latex)


def test_a_formula_too_long_to_read_is_counted_instead() -> None:
    long = parse_function("*".join(f"(x+{k})" for k in range(1, 27))).derivative()
    assert long.formula == "(a formula of 1397 parts)"
    assert is_typeset(long.latex)


@pytest.mark.parametrize(
    ("level", "depth"), [("2(", 27), ("-2(", 14), ("-(x/", 14), ("abs(", 27), ("2|x|(", 13), ("x^(", 14)]
)
def test_a_deep_formula_is_written_level_by_level_and_not_twice_at_each(level: str, depth: int) -> None:
    tree = parse(level * depth + "x" + ")" * depth, ["x"])
    written = notation.plain(tree)  # if every level were written twice, this would not come to an end
    assert with_signs_in_front(parse(written, ["x"])) == with_signs_in_front(tree)
    assert notation.latex(tree).count("x") == written.count("x")
