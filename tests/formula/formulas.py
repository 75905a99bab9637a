"""Which random formulas are tested? Each comes with what it must mean, said by Python itself."""

import cmath
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from explorer.formula.expression import Variable

X = Variable("x")


@dataclass(frozen=True)
class Formula:
    """A typed formula, and the same function as a Python callable that takes complex numbers."""

    text: str
    value: Callable[[complex], complex]


def slope(formula: Formula, x: float) -> float:
    """f′(x) by the complex step: Im f(x + ih) / h, exact to rounding because nothing is subtracted."""
    step = 1e-150
    return formula.value(complex(x, step)).imag / step


def _number(value: float) -> Formula:
    return Formula(str(value), lambda x: complex(value))


def _sum(u: Formula, v: Formula) -> Formula:
    return Formula(f"({u.text} + {v.text})", lambda x: u.value(x) + v.value(x))


def _difference(u: Formula, v: Formula) -> Formula:
    return Formula(f"({u.text} − {v.text})", lambda x: u.value(x) - v.value(x))


def _product(u: Formula, v: Formula) -> Formula:
    return Formula(f"({u.text})*({v.text})", lambda x: u.value(x) * v.value(x))


def _implicit_product(u: Formula, v: Formula) -> Formula:
    return Formula(f"({u.text})({v.text})", lambda x: u.value(x) * v.value(x))


def _negative(u: Formula) -> Formula:
    return Formula(f"-({u.text})", lambda x: -u.value(x))


def _square(u: Formula) -> Formula:
    return Formula(f"({u.text})²", lambda x: u.value(x) * u.value(x))


def _cube(u: Formula) -> Formula:
    return Formula(f"({u.text})**3", lambda x: u.value(x) * u.value(x) * u.value(x))


def _reciprocal(u: Formula) -> Formula:
    return Formula(f"1/(1 + ({u.text})^2)", lambda x: 1 / (1 + u.value(x) * u.value(x)))


def _root(u: Formula) -> Formula:
    return Formula(f"√(1 + ({u.text})^2)", lambda x: cmath.sqrt(1 + u.value(x) * u.value(x)))


def _logarithm(u: Formula) -> Formula:
    return Formula(f"log(2 + ({u.text})^2)", lambda x: cmath.log(2 + u.value(x) * u.value(x)))


def _sine(u: Formula) -> Formula:
    return Formula(f"sin({u.text})", lambda x: cmath.sin(u.value(x)))


def _cosine(u: Formula) -> Formula:
    return Formula(f"cos({u.text})", lambda x: cmath.cos(u.value(x)))


def _hyperbolic(u: Formula) -> Formula:
    return Formula(f"tanh({u.text})", lambda x: cmath.tanh(u.value(x)))


def _exponential(u: Formula) -> Formula:
    return Formula(f"exp(sin({u.text}))", lambda x: cmath.exp(cmath.sin(u.value(x))))


def _power(u: Formula) -> Formula:
    return Formula(f"2^sin({u.text})", lambda x: cmath.exp(cmath.log(2) * cmath.sin(u.value(x))))


ONE_OPERAND = (
    _negative,
    _square,
    _cube,
    _reciprocal,
    _root,
    _logarithm,
    _sine,
    _cosine,
    _hyperbolic,
    _exponential,
    _power,
)
TWO_OPERANDS = (_sum, _difference, _product, _implicit_product)

leaves = st.one_of(
    st.just(Formula("x", lambda x: x)),
    st.sampled_from([0.1, 0.5, 1.0, 2.0, 3.0]).map(_number),
    st.just(Formula("pi", lambda x: complex(cmath.pi))),
)


def _larger(smaller: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    return st.one_of(
        st.builds(lambda rule, u: rule(u), st.sampled_from(ONE_OPERAND), smaller),
        st.builds(lambda rule, u, v: rule(u, v), st.sampled_from(TWO_OPERANDS), smaller, smaller),
    )


# Smooth everywhere, and tame enough that a tolerance means something.
formulas = st.recursive(leaves, _larger, max_leaves=6)
places = st.floats(-2, 2)
