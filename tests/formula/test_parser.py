"""Does a typed formula mean what the rules of precedence say, and is all else refused with a reason?"""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.descent.function import parse_function
from explorer.formula.evaluate import value
from explorer.formula.lexer import FormulaError, FormulaTooLarge
from explorer.formula.parser import (
    ConstantNotFinite,
    MissingParentheses,
    UnexpectedPiece,
    UnfinishedFormula,
    UnknownName,
    parse,
)
from explorer.refusal import Refusal


@pytest.mark.parametrize(
    ("text", "x", "value"),
    [
        ("x^3 + 3x^2", 2.0, 20.0),
        ("x³+3x²", 2.0, 20.0),
        ("x**3+3*x**2", 2.0, 20.0),
        ("0.1x^4", 2.0, 1.6),
        ("2sin(x)", 0.5, 2 * math.sin(0.5)),
        ("(x+1)(x-1)", 3.0, 8.0),
        ("x(x+1)", 3.0, 12.0),
        ("(x+1)x", 3.0, 12.0),
        ("x sin(x)", 0.5, 0.5 * math.sin(0.5)),
        ("2 pi x", 0.5, math.pi),
        ("2πx", 0.5, math.pi),
        ("e^x", 1.0, math.e),
        ("ln(e)", 0.0, 1.0),
        ("√x", 9.0, 3.0),
        ("√(x+7)", 9.0, 4.0),
        ("2√x", 9.0, 6.0),
        ("|x|", -3.0, 3.0),
        ("2|x - 1||x|", -3.0, 24.0),
        ("||x| - 5|", -3.0, 2.0),
        ("|x|^2", -3.0, 9.0),
        ("sign(x)", -3.0, -1.0),
        ("x⁻¹", 4.0, 0.25),
        ("x¹⁰", 2.0, 1024.0),
        (".5x + 5.", 2.0, 6.0),
        ("1e-3x", 2.0, 0.002),
        ("2e - 3", 0.0, 2 * math.e - 3),
        ("7", 2.0, 7.0),
        ("+x", 2.0, 2.0),
    ],
)
def test_a_formula_is_read_as_it_is_written_in_mathematics(text: str, x: float, value: float) -> None:
    assert parse_function(text)(x) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("-x^2", lambda x: -(x**2)),
        ("−x²", lambda x: -(x**2)),
        ("(-x)^2", lambda x: x**2),
        ("--x", lambda x: x),
        ("2^3^x", lambda x: 2 ** (3**x)),
        ("(2^3)^x", lambda x: 8**x),
        ("2^-x", lambda x: 2**-x),
        ("2^-x^2", lambda x: 2 ** -(x**2)),
        ("1/2x", lambda x: x / 2),
        ("1/(2x)", lambda x: 1 / (2 * x)),
        ("6/2(x+1)", lambda x: 3 * (x + 1)),
        ("x/2/3", lambda x: x / 6),
        ("x-2-3", lambda x: x - 5),
        ("x-(2-3)", lambda x: x + 1),
        ("2x^2", lambda x: 2 * x**2),
        ("2^2x", lambda x: 4 * x),
        ("x^2x", lambda x: x**3),
        ("2*-x", lambda x: -2 * x),
        ("2/-x", lambda x: -2 / x),
        ("1 + 2x·3 − 4÷x", lambda x: 1 + 6 * x - 4 / x),
        ("sin(x)^2", lambda x: math.sin(x) ** 2),
        ("-sin(x)", lambda x: -math.sin(x)),
        ("√x²", lambda x: x),
        ("3²x", lambda x: 9 * x),
    ],
)
def test_precedence(text: str, meaning: object) -> None:
    assert callable(meaning)
    for x in (0.7, 1.3, 2.9):
        assert parse_function(text)(x) == pytest.approx(meaning(x), rel=1e-14)


@pytest.mark.parametrize(
    ("text", "rule", "message"),
    [
        ("", UnfinishedFormula, "The formula is empty. Type one in x, for example x^3 + 3x^2."),
        ("  ", UnfinishedFormula, "The formula is empty. Type one in x, for example x^3 + 3x^2."),
        ("x +", UnfinishedFormula, "ends too early, at character 4: a number, x or '(' is missing there."),
        ("x^", UnfinishedFormula, "ends too early, at character 3"),
        ("(x+1", UnfinishedFormula, "The '(' at character 1 is never closed. Add a ')'."),
        ("sin(x", UnfinishedFormula, "The '(' at character 4 is never closed. Add a ')'."),
        ("|x", UnfinishedFormula, "The '|' at character 1 is never closed. Add a '|'."),
        ("x)", UnexpectedPiece, "The ')' at character 2 closes nothing. Remove it or add a '('."),
        (
            "*x",
            UnexpectedPiece,
            "'*' at character 1 stands where a number, x or '(' should: add one before it.",
        ),
        ("sin()", UnexpectedPiece, "')' at character 5 stands where a number, x or '(' should"),
        (
            "2 3",
            UnexpectedPiece,
            "'3' at character 3 follows '2' directly: write * between them, or ^ for a power.",
        ),
        ("x2", UnexpectedPiece, "'2' at character 2 follows 'x' directly"),
        ("x²^3", UnexpectedPiece, "Two powers follow each other at character 3: write (x²)^3 or x^(2^3)"),
        ("sin x", MissingParentheses, "sin at character 1 needs its argument in parentheses: sin(x)."),
        ("x sin x", MissingParentheses, "sin at character 3 needs its argument in parentheses: sin(x)."),
        ("sin^2(x)", MissingParentheses, "sin at character 1 needs its argument in parentheses"),
        ("X", UnknownName, "'X' at character 1 is not known: write x."),
        ("t^2", UnknownName, "'t' at character 1 is not known: the variable is called x"),
        ("xsin(x)", UnknownName, "'xsin' at character 1 is not known: for a product write x*sin."),
        ("sine(x)", UnknownName, "'sine' at character 1 is not known: is sin meant?"),
        ("gamma(x)", UnknownName, "'gamma' at character 1 is not known: the functions are sin, cos, tan"),
        ("__import__(x)", UnknownName, "'__import__' at character 1 is not known"),
        ("1/0", ConstantNotFinite, "1/0 at character 1 is infinite, or too large for a double."),
        ("x + log(0)", ConstantNotFinite, "log(0) at character 5 is infinite"),
        ("1/(1/0) + x", ConstantNotFinite, "1/0 at character 4 is infinite"),
        (
            "sqrt(-1)x",
            ConstantNotFinite,
            "√(−1) at character 1 is undefined. Parts without x must be finite.",
        ),
        ("10^400 x", ConstantNotFinite, "10⁴⁰⁰ at character 1 is infinite"),
        ("1e400", ConstantNotFinite, "1e400 at character 1 is infinite"),
        ("9**9**9**9", ConstantNotFinite, "9^(9⁹) at character 4 is infinite"),
        ("x^(0/0)", ConstantNotFinite, "0/0 at character 4 is undefined"),
        ("(" * 31 + "x" + ")" * 31, FormulaTooLarge, "nested more than 30 levels deep"),
        ("-" * 31 + "x", FormulaTooLarge, "nested more than 30 levels deep"),
        ("^".join("x" * 40), FormulaTooLarge, "nested more than 30 levels deep"),
        ("√" * 400 + "x", FormulaTooLarge, "nested more than 30 levels deep"),
        ("|" * 400, FormulaTooLarge, "nested more than 30 levels deep"),
        ("x" + "*x" * 40, FormulaTooLarge, "nested more than 30 levels deep"),
        ("+".join(["-x"] * 160), FormulaTooLarge, "parts; at most 300 are computed"),
    ],
)
def test_a_formula_that_cannot_be_used_is_refused_with_the_place(
    text: str, rule: type[FormulaError], message: str
) -> None:
    with pytest.raises(rule) as refusal:
        parse(text, ["x"])
    assert message in str(refusal.value)


def test_whatever_is_wrong_with_a_formula_is_a_refusal() -> None:
    assert issubclass(FormulaError, Refusal)
    for rule in (ConstantNotFinite, MissingParentheses, UnexpectedPiece, UnfinishedFormula, UnknownName):
        assert issubclass(rule, FormulaError)


def test_a_large_number_that_is_still_a_double_is_fine() -> None:
    assert parse_function("1e308 + x")(0.0) == 1e308
    assert parse_function("exp(-1e9)x")(1.0) == 0.0


def is_refused_or_usable(text: str) -> bool:
    """Whether the text is refused by a FormulaError, or else can be evaluated, differentiated and written."""
    try:
        f = parse_function(text)
    except FormulaError as refusal:
        return str(refusal) != ""
    values = [f(0.5), f.derivative()(0.5), f.derivative().derivative()(0.5)]
    return all(isinstance(value, float) for value in values) and f.formula != "" and f.latex != ""


@given(st.text(max_size=60))
def test_any_text_is_refused_or_usable(text: str) -> None:
    assert is_refused_or_usable(text)


LIKELY_PIECES = [
    "x",
    "2",
    "0",
    ".5",
    "1e400",
    "9",
    "(",
    ")",
    "|",
    "√",
    "+",
    "-",
    "*",
    "/",
    "^",
    "²",
    " ",
    "sin(",
]


@given(st.lists(st.sampled_from([*LIKELY_PIECES, "log(", "abs(", "pi", "e", "sqrt", "**"]), max_size=40))
def test_any_heap_of_pieces_is_refused_or_usable(heap: list[str]) -> None:
    assert is_refused_or_usable("".join(heap))


@pytest.mark.parametrize(
    ("text", "names", "at", "result"),
    [
        ("w x + b", ["w", "x", "b"], {"w": 2.0, "x": 3.0, "b": 0.5}, 6.5),
        ("w(x + b)", ["w", "x", "b"], {"w": 2.0, "x": 3.0, "b": 0.5}, 7.0),
        ("½(y − t)²", ["y", "t"], {"y": 3.0, "t": 1.0}, 2.0),
        ("2x2", ["x2"], {"x2": 5.0}, 10.0),
        ("e^2", ["e"], {"e": 3.0}, 9.0),
        ("2πr", ["π", "r"], {"π": 3.0, "r": 5.0}, 30.0),
        ("1/2w", ["w"], {"w": 6.0}, 3.0),
        ("-w^2", ["w"], {"w": 3.0}, -9.0),
        ("ααβ", ["α", "β"], {"α": 2.0, "β": 3.0}, 12.0),
        ("5", [], {}, 5.0),
    ],
)
def test_declared_names_are_read_in_the_same_grammar(
    text: str, names: list[str], at: dict[str, float], result: float
) -> None:
    assert value(parse(text, names), at) == result


@pytest.mark.parametrize(
    ("text", "names", "message"),
    [
        ("wx", ["w", "x"], "'wx' at character 1 is not known: for a product write w*x."),
        ("w + q", ["w", "x"], "'q' at character 5 is not known: the variables are w, x, the constants pi"),
        ("w +", ["w", "x"], "ends too early, at character 4: a number, a name or '(' is missing there."),
        ("", ["w", "x"], "The formula is empty. Type one, for example 2*w + 1."),
        ("", [], "The formula is empty. Type one, for example 1/2."),
        ("*w", ["w", "x"], "'*' at character 1 stands where a number, a name or '(' should"),
        ("sin w", ["w", "x"], "sin at character 1 needs its argument in parentheses: sin(…)."),
        ("w/(1 - 1) + 1/0", ["w", "x"], "Parts without a variable must be finite."),
        ("log(0)", ["x"], "Parts without x must be finite. log(u) needs u > 0."),
        ("w2", ["w"], "'2' at character 2 follows 'w' directly: write * between them, or ^ for a power."),
        ("w" * 300, ["x"], f"'{'w' * 40}…' at character 1 is not known"),
    ],
)
def test_what_is_wrong_in_several_variables_is_said_with_place_and_remedy(
    text: str, names: list[str], message: str
) -> None:
    with pytest.raises(FormulaError) as refusal:
        parse(text, names)
    assert message in str(refusal.value)


SEVERAL = ["x", "w1", "e", "αβ", "α", "δ_c"]


def is_read_or_refused_with_a_place(text: str) -> bool:
    try:
        tree = parse(text, SEVERAL)
    except FormulaTooLarge:
        return True
    except FormulaError as refusal:
        place = re.search(r"at character (\d+)", str(refusal))
        return text.strip() == "" or (place is not None and 1 <= int(place[1]) <= len(text) + 1)
    return isinstance(value(tree, dict.fromkeys(SEVERAL, 0.5)), float)


@given(st.text(max_size=60))
def test_any_text_in_several_variables_is_read_or_refused_with_a_place(text: str) -> None:
    assert is_read_or_refused_with_a_place(text)


@given(st.lists(st.sampled_from([*LIKELY_PIECES, *SEVERAL, "pi", "π", "1", "_", "½", "=", "é"]), max_size=40))
def test_any_heap_of_names_is_read_or_refused_with_a_place(heap: list[str]) -> None:
    assert is_read_or_refused_with_a_place("".join(heap))


@pytest.mark.parametrize(
    "piece", ["x", "α", "αβ", "w1", "2*", "1/", "2+", "(2)", "x ", "-", "^2", "|", "δ_", "e5"]
)
def test_the_longest_texts_are_read_or_refused_as_well(piece: str) -> None:
    assert is_read_or_refused_with_a_place((piece * 500)[:500])
    assert is_read_or_refused_with_a_place((piece * 500)[:499] + "2")
