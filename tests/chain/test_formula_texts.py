"""Are formulas written once while only numbers change, and left out where nobody would read them?"""

from explorer.chain.formula_texts import FormulaTexts
from explorer.chain.graph import graph_of
from explorer.chain.system import parse_system


def test_a_formula_is_written_once() -> None:
    (equation,) = parse_system(["y = 3"]).equations
    texts = FormulaTexts()
    assert texts.of_expression(equation.expression) == "3"
    assert texts.of_expression(equation.expression) is texts.of_expression(equation.expression)


def test_a_derivative_is_that_of_the_pair() -> None:
    graph, texts = graph_of(parse_system(["a = 2", "b = a^2", "c = -7a", "d = b*c"])), FormulaTexts()
    assert texts.of_derivative(graph, "d", "a") == "2a·c − 7b"
    assert texts.of_derivative(graph, "d", "b") == "c"
    assert texts.of_derivative(graph, "b", "c") == "0"


def test_a_derivative_longer_than_a_line_is_left_out() -> None:
    product = "*".join(f"sin({number}x)" for number in range(2, 9))
    graph = graph_of(parse_system(["x = 1", f"y = {product}"]))
    assert FormulaTexts().of_derivative(graph, "y", "x") == ""
