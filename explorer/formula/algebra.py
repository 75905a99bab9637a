"""How are formulas put together so that the result reads as short as a person would write it?

Used for derivatives only: what was typed is shown as it was typed. A number stands in front of a product,
then the variables, each once, then the rest. The rules are those of the real numbers (0·u = 0, x·x = x²), so
a shortened derivative may be finite where the long form meets 0·∞.
"""

import math
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import reduce
from operator import add, mul, sub
from typing import Any

from explorer.formula.expression import (
    Addition,
    Constant,
    Expression,
    Negative,
    Power,
    Product,
    Quotient,
    Variable,
    tree_size,
)

ZERO = Constant(0.0)
ONE = Constant(1.0)
TWO = Constant(2.0)

# Larger terms are not compared with each other: it would take long, and nobody would see that they are alike.
LARGEST_COLLECTED = 20


def total(terms: Iterable[Expression]) -> Expression:
    """Σ terms, numbers added up and like terms collected: x + 1 + x − 1 is 2x."""
    collected: dict[object, tuple[float, Expression]] = {}
    for term in _flattened(terms):
        coefficient, rest = _coefficient_and_rest(term)
        exponents = _exponents(rest)
        if exponents:
            rest = _monomial(exponents)
        key: object = len(collected)
        if tree_size(rest) <= LARGEST_COLLECTED:
            key = frozenset(exponents.items()) or rest  # w·x and x·w are alike
        before, first = collected.get(key, (0.0, rest))
        together = _in_decimal(add, before, coefficient)
        if math.isfinite(together):
            collected[key] = together, first
        else:
            collected[len(collected)] = coefficient, rest
    kept = tuple(product(Constant(number), rest) for number, rest in collected.values() if number != 0)
    if not kept:
        return ZERO
    return kept[0] if len(kept) == 1 else Addition(kept)


def negative(operand: Expression) -> Expression:
    """−operand."""
    match operand:
        case Constant(value, "") if not math.isnan(value):
            return Constant(-value) if value else ZERO
        case Negative(inner):
            return inner
        case Product(Constant(value, ""), right):
            return product(Constant(-value), right)
        case _:
            return Negative(operand)


def product(left: Expression, right: Expression) -> Expression:
    """left · right, numbers in front and multiplied out, signs outside, powers of a variable joined."""
    if isinstance(left, Negative):
        return negative(product(left.operand, right))
    if isinstance(right, Negative):
        return negative(product(left, right.operand))
    left_number, left_rest = _coefficient_and_rest(left)
    right_number, right_rest = _coefficient_and_rest(right)
    number = _in_decimal(mul, left_number, right_number)
    if not math.isfinite(number) or (number == 0 and left_number != 0 != right_number):
        return Product(left, right)
    if number == 0:
        return ZERO
    rest = _joined(left_rest, right_rest)
    if rest == ONE:
        return Constant(number)
    if number == 1:
        return rest
    if isinstance(rest, Quotient):
        return quotient(product(Constant(number), rest.numerator), rest.denominator)
    return Negative(rest) if number == -1 else Product(Constant(number), rest)


def quotient(numerator: Expression, denominator: Expression) -> Expression:
    """numerator / denominator, signs outside; numbers are divided only where that leaves an integer."""
    if isinstance(numerator, Negative):
        return negative(quotient(numerator.operand, denominator))
    if isinstance(denominator, Negative):
        return negative(quotient(numerator, denominator.operand))
    if numerator == ZERO:
        return ZERO
    above, above_rest = _coefficient_and_rest(numerator)
    below, below_rest = _coefficient_and_rest(denominator)
    if not above or not below:
        return Quotient(numerator, denominator)
    if _is_exact_integer(above / below):
        above, below = above / below, 1.0
    elif _is_exact_integer(below / above):
        above, below = 1.0, below / above
    if _exponents(above_rest) and _exponents(below_rest):
        above_rest, below_rest = _cancelled(_exponents(above_rest), _exponents(below_rest))
    reduced = product(Constant(above), above_rest)
    divisor = product(Constant(below), below_rest)
    return reduced if divisor == ONE else Quotient(reduced, divisor)


def power(base: Expression, exponent: Expression) -> Expression:
    """base ^ exponent."""
    match exponent:
        case Constant(0.0, ""):
            return ONE
        case Constant(1.0, ""):
            return base
        case Constant(value, "") if value.is_integer() and (exponents := _exponents(base)):
            multiplied = {name: _in_decimal(mul, n, value) for name, n in exponents.items()}
            return _monomial(multiplied) if _are_finite(multiplied) else Power(base, exponent)
        case _:
            return Power(base, exponent)


def _flattened(terms: Iterable[Expression]) -> Iterable[Expression]:
    for term in terms:
        if isinstance(term, Addition):
            yield from _flattened(term.terms)
        else:
            yield term


def _coefficient_and_rest(term: Expression) -> tuple[float, Expression]:
    """The number in front of a term, and the term without it: 3x² is (3, x²)."""
    match term:
        case Constant(value, ""):
            return value, ONE
        case Product(left, right):
            coefficient, rest = _coefficient_and_rest(left)
            if coefficient == 1:
                return 1.0, term
            return coefficient, right if rest == ONE else Product(rest, right)
        case Negative(operand):
            coefficient, rest = _coefficient_and_rest(operand)
            return -coefficient, rest
        case _:
            return 1.0, term


def _joined(left: Expression, right: Expression) -> Expression:
    """left · right for factors that carry no number in front: variables in front, each once."""
    if left == ONE:
        return right
    if right == ONE:
        return left
    match left, right:
        case _, Quotient(Constant(1.0, ""), denominator):
            return quotient(left, denominator)
        case Quotient(Constant(1.0, ""), denominator), _:
            return quotient(right, denominator)
    left_exponents, left_rest = _variables_and_rest(left)
    right_exponents, right_rest = _variables_and_rest(right)
    exponents = _added(left_exponents, right_exponents)
    if not _are_finite(exponents):
        return Product(left, right)
    factors = [_monomial(exponents), left_rest, right_rest]
    return reduce(Product, [factor for factor in factors if factor != ONE] or [ONE])


def _cancelled(above: dict[str, float], below: dict[str, float]) -> tuple[Expression, Expression]:
    """Two products of powers of variables divided by what they have in common."""
    excess = {name: _in_decimal(sub, above.get(name, 0.0), below.get(name, 0.0)) for name in above | below}
    return (
        _monomial({name: n for name, n in excess.items() if n > 0}),
        _monomial({name: -n for name, n in excess.items() if n < 0}),
    )


def _variables_and_rest(term: Expression) -> tuple[dict[str, float], Expression]:
    """The exponents of the variables that stand in front of a term, and the term without them."""
    exponents = _exponents(term)
    if exponents:
        return exponents, ONE
    if isinstance(term, Product) and (exponents := _exponents(term.left)):
        return exponents, term.right
    return {}, term


def _exponents(term: Expression) -> dict[str, float]:
    """{w: 1, x: 2} for w·x²; empty for what is no product of powers of variables."""
    match term:
        case Variable(name):
            return {name: 1.0}
        case Power(Variable(name), Constant(n, "")):
            return {name: n}
        case Product(left, Variable() | Power(Variable(), Constant(_, "")) as right):
            before = _exponents(left)
            exponents = _added(before, _exponents(right)) if before else {}
            return exponents if _are_finite(exponents) else {}
        case _:
            return {}


def _added(left: dict[str, float], right: dict[str, float]) -> dict[str, float]:
    return left | {name: _in_decimal(add, left.get(name, 0.0), n) for name, n in right.items()}


def _are_finite(exponents: dict[str, float]) -> bool:
    return all(map(math.isfinite, exponents.values()))


def _monomial(exponents: dict[str, float]) -> Expression:
    """The product of variables with these exponents, in this order; 1 where there are none."""
    powers: list[Expression] = [
        Variable(name) if n == 1 else Power(Variable(name), Constant(n))
        for name, n in exponents.items()
        if n != 0
    ]
    return reduce(Product, powers) if powers else ONE


def _is_exact_integer(ratio: float) -> bool:
    return ratio.is_integer() and abs(ratio) < 2**53


def _in_decimal(operation: Callable[[Any, Any], Any], left: float, right: float) -> float:
    """Add or multiply two numbers as they are written, so that 3 · 0.1 is 0.3 and not 0.30000000000000004."""
    if not (math.isfinite(left) and math.isfinite(right)):
        return float(operation(left, right))
    return float(operation(Decimal(repr(left)), Decimal(repr(right))))
