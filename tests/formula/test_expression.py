"""Are formula trees walked and measured rightly, shared parts included?"""

from explorer.formula.expression import (
    Addition,
    Call,
    Constant,
    Expression,
    Product,
    Variable,
    bottom_up,
    has_variable,
    tree_depth,
    tree_size,
    variables,
)
from tests.formula.formulas import X


def doubled(times: int) -> Expression:
    """x + x, that + itself, and so on: 2^(times + 1) − 1 nodes written out, but only times + 1 of them."""
    expression: Expression = X
    for _ in range(times):
        expression = Addition((expression, expression))
    return expression


def test_operands_come_before_the_nodes_that_use_them() -> None:
    inner = Call("sin", X)
    expression = Product(Constant(2.0), inner)
    assert bottom_up(expression) == [Constant(2.0), X, inner, expression]


def test_a_shared_node_is_walked_once_and_counted_every_time() -> None:
    expression = doubled(40)
    assert len(bottom_up(expression)) == 41
    assert tree_size(expression) == 2**41 - 1
    assert tree_depth(expression) == 41


def test_a_chain_deeper_than_pythons_stack_is_walked() -> None:
    assert tree_depth(doubled(5000)) == 5001
    assert has_variable(doubled(5000))


def test_a_formula_without_x_is_seen_to_be_constant() -> None:
    assert not has_variable(Product(Constant(2.0), Call("sin", Constant(1.0))))
    assert has_variable(Product(Constant(2.0), Call("sin", X)))


def test_variables_are_named_once_each_in_reading_order() -> None:
    w, x = Variable("w"), Variable("x")
    assert variables(Addition((Product(w, x), Call("sin", w), Constant(1.0)))) == ("w", "x")
    assert variables(Constant(1.0)) == ()


def test_one_variable_is_looked_for_by_its_name() -> None:
    expression = Product(Variable("w"), Constant(2.0))
    assert has_variable(expression, "w")
    assert not has_variable(expression, "x")
