"""Which random trees in several variables are tested? Each is computed by Python's complex numbers."""

import cmath
from collections.abc import Mapping

from hypothesis import strategies as st

from explorer.formula.expression import (
    Addition,
    Call,
    Constant,
    Expression,
    Negative,
    Power,
    Product,
    Quotient,
    Variable,
)

NAMES = ("x", "w1", "e5", "E2", "α", "δ_c", "xα", "rate", "π")
"""Names that are easily taken for something else. π is a variable here: no tree holds the constant."""

E = Constant(cmath.e, "e")

variable_leaves = st.sampled_from(NAMES).map(Variable)
constant_leaves = st.sampled_from([0.1, 0.5, 1.0, 2.0, 3.0, 12.0, 1e-7, 1.5e20]).map(Constant)


def _any_node(operands: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        st.lists(operands, min_size=2, max_size=4).map(lambda terms: Addition(tuple(terms))),
        st.builds(Negative, operands),
        st.builds(Product, operands, operands),
        st.builds(Quotient, operands, operands),
        st.builds(Power, operands, operands),
        st.builds(Call, st.sampled_from(["sin", "log", "sqrt", "abs", "sign"]), operands),
    )


trees = st.recursive(
    st.one_of(variable_leaves, variable_leaves, constant_leaves, st.just(E)), _any_node, max_leaves=12
)


def _square(u: Expression) -> Expression:
    return Power(u, Constant(2.0))


def _above_one(u: Expression) -> Expression:
    return Addition((Constant(1.0), _square(u)))


def _smooth_node(operands: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        st.builds(lambda u, v: Addition((u, v)), operands, operands),
        st.builds(lambda u, v: Addition((u, Negative(v))), operands, operands),
        st.builds(Product, operands, operands),
        st.builds(lambda u, v: Quotient(u, _above_one(v)), operands, operands),
        st.builds(lambda u, v: Power(_above_one(Call("sin", u)), Call("tanh", v)), operands, operands),
        operands.map(_square),
        operands.map(lambda u: Power(u, Constant(3.0))),
        operands.map(lambda u: Power(E, Call("sin", u))),
        operands.map(lambda u: Call("sqrt", _above_one(u))),
        operands.map(lambda u: Call("log", _above_one(u))),
        operands.map(lambda u: Call("exp", Call("cos", u))),
        operands.map(lambda u: Call("tan", Call("tanh", u))),
    )


# Smooth everywhere, and tame enough that a tolerance means something.
smooth_trees = st.recursive(
    st.one_of(variable_leaves, variable_leaves, st.sampled_from([0.5, 2.0, 3.0]).map(Constant)),
    _smooth_node,
    max_leaves=6,
)
points = st.fixed_dictionaries({name: st.floats(-1.5, 1.5) for name in NAMES})


def complex_value(tree: Expression, at: Mapping[str, complex]) -> complex:
    """The tree at a point, said by Python's own arithmetic and cmath."""
    match tree:
        case Constant(number):
            return complex(number)
        case Variable(name):
            return at[name]
        case Addition(terms):
            return sum((complex_value(term, at) for term in terms), 0j)
        case Negative(operand):
            return -complex_value(operand, at)
        case Product(left, right):
            return complex_value(left, at) * complex_value(right, at)
        case Quotient(numerator, denominator):
            return complex_value(numerator, at) / complex_value(denominator, at)
        case Power(base, Constant(2.0 | 3.0 as exponent)):
            return complex_value(base, at) ** int(exponent)
        case Power(base, exponent):
            return cmath.exp(cmath.log(complex_value(base, at)) * complex_value(exponent, at))
        case Call(function, argument):
            return complex(getattr(cmath, function)(complex_value(argument, at)))


def slope_by(tree: Expression, name: str, at: Mapping[str, float]) -> float:
    """∂ tree / ∂ name by the complex step: Im f(x + ih) / h, exact to rounding."""
    step = 1e-150
    return complex_value(tree, {**at, name: complex(at[name], step)}).imag / step


def with_signs_in_front(tree: Expression) -> Expression:
    """The same tree as it is when it was read: (−a)·b as −(a·b), −2 as the negative of 2, 2·(a·b) as 2·a·b.

    A minus before a product is written alike wherever it stands in the tree, and a number in front needs no
    parentheses behind it.
    """
    match tree:
        case Constant(number, "") if number < 0:
            return Negative(Constant(-number))
        case Constant() | Variable():
            return tree
        case Addition(terms):
            return Addition(tuple(with_signs_in_front(term) for term in terms))
        case Negative(operand):
            return Negative(with_signs_in_front(operand))
        case Product(left, right):
            return _product(with_signs_in_front(left), with_signs_in_front(right))
        case Quotient(numerator, denominator):
            above, below = with_signs_in_front(numerator), with_signs_in_front(denominator)
            if isinstance(above, Negative):
                return Negative(Quotient(above.operand, below))
            return Quotient(above, below)
        case Power(base, exponent):
            return Power(with_signs_in_front(base), with_signs_in_front(exponent))
        case Call(function, argument):
            return Call(function, with_signs_in_front(argument))


def _product(left: Expression, right: Expression) -> Expression:
    if isinstance(left, Negative):
        return Negative(_product(left.operand, right))
    if isinstance(left, Constant) and not left.name and isinstance(right, Product):
        return Product(_product(left, right.left), right.right)
    return Product(left, right)
