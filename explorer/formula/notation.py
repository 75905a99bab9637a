"""How is a formula written, as plain text that can be typed again, and as LaTeX for typesetting?"""

import re

from explorer.formula.elementary import FUNCTIONS
from explorer.formula.expression import (
    Addition,
    Call,
    Constant,
    Expression,
    Extremum,
    Negative,
    Power,
    Product,
    Quotient,
    Variable,
    tree_size,
)
from explorer.formula.name_notation import latex_name

LONGEST_WRITTEN = 300
"""A derivative may be far longer than what it came from; nobody reads a page of it."""

SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")

_EXPONENT = re.compile("[eE][0-9]")
"""What would make one number of a number and the name behind it: 2·e5 is not 2e5."""


def plain(expression: Expression) -> str:
    """Unicode text, "x³ + 3x²", that reads back as the same function; very long formulas are only counted."""
    size = tree_size(expression)
    return f"(a formula of {size} parts)" if size > LONGEST_WRITTEN else _plain(expression)


def latex(expression: Expression) -> str:
    r"""LaTeX mathematics, e.g. "x^{3} + 3x^{2}"; very long formulas are only counted."""
    size = tree_size(expression)
    return rf"\text{{a formula of {size} parts}}" if size > LONGEST_WRITTEN else _latex(expression)


def _plain(expression: Expression) -> str:
    match expression:
        case Constant(value, name):
            return name or _number(value)
        case Variable(name):
            return name
        case Addition(terms):
            return _signed_sum(
                [_plain(t) if not isinstance(t, Addition) else f"({_plain(t)})" for t in terms]
            )
        case Negative(operand):
            return "−" + (_plain(operand) if _is_signless_product(operand) else _factor(operand))
        case Product(left, right):
            return _plain_product(left, right)
        case Quotient(numerator, denominator):
            return f"{_first_factor(numerator)}/{_factor(denominator)}"
        case Power(base, exponent):
            return _plain_power(base, exponent)
        case Call("abs", argument):
            inside = _plain(argument)
            return f"abs({inside})" if "|" in inside else f"|{inside}|"
        case Call("sqrt", Variable() | Constant() as argument) if not _is_negative(argument):
            return f"√{_plain(argument)}"
        case Call("sqrt", argument):
            return f"√({_plain(argument)})"
        case Call(function, argument):
            return f"{function}({_plain(argument)})"
        case Extremum(function, left, right):
            return f"{function}({_plain(left)}, {_plain(right)})"


def _plain_product(left: Expression, right: Expression) -> str:
    before = _first_factor(left)
    number = left.operand if isinstance(left, Negative) else left
    is_coefficient = isinstance(number, Constant) and not number.name
    is_level = is_coefficient and isinstance(right, Product) and _is_signless_product(right)
    after = _plain(right) if is_level else _factor(right)
    if is_coefficient and not after[0].isdigit() and not _EXPONENT.match(after):
        return before + after
    is_joined = after[0] == "(" and (before[-1] == ")" or isinstance(_last(left), Variable))
    return before + after if is_joined else f"{before}·{after}"


def _first(expression: Expression) -> Expression:
    """The factor that is written first."""
    match expression:
        case Product(first, _) | Power(first, _):
            return _first(first)
        case _:
            return expression


def _last(expression: Expression) -> Expression:
    """The factor that is written last."""
    match expression:
        case Negative(last) | Product(_, last) | Power(_, last) | Call("sqrt", last):
            return _last(last)
        case _:
            return expression


def _plain_power(base: Expression, exponent: Expression) -> str:
    match exponent:
        case Constant(value, "") | Negative(Constant(value, "")) if value.is_integer() and abs(value) < 1000:
            value = -value if isinstance(exponent, Negative) else value
            return _atom(base) + str(int(value)).translate(SUPERSCRIPTS)
        case _:
            return f"{_atom(base)}^{_atom(exponent)}"


def _first_factor(expression: Expression) -> str:
    """As it stands before a · or /, where products go on and a sign binds no less tightly: −x·y, −1/x."""
    return (
        _plain(expression) if isinstance(expression, Product | Negative | Constant) else _factor(expression)
    )


def _factor(expression: Expression) -> str:
    """As it stands beside a · or behind a sign: in parentheses if it binds less tightly than a power."""
    text = _plain(expression)
    is_loose = isinstance(expression, Addition | Negative | Product | Quotient) or _is_negative(expression)
    return f"({text})" if is_loose else text


def _atom(expression: Expression) -> str:
    """As it stands under an exponent: in parentheses unless it cannot come apart."""
    match expression:
        case Power() | Call("sqrt"):
            return f"({_plain(expression)})"
        case Constant(value, "") if "e" in _number(value):
            return f"({_number(value)})"
        case _:
            return _factor(expression)


def _signed_sum(terms: list[str]) -> str:
    """ "a", "−b", "c" joined to "a − b + c"."""
    text = terms[0]
    for term in terms[1:]:
        text += f" − {term[1:]}" if term.startswith("−") else f" + {term}"
    return text


def _is_signless_product(expression: Expression) -> bool:
    """Whether a minus before it may do without parentheses: −a·b and −a/b read as well as −(a·b)."""
    return isinstance(expression, Product | Quotient) and not _begins_with_minus(expression)


def _begins_with_minus(expression: Expression) -> bool:
    """Told from the tree: to write it for this, at every level, would take twice as long for each level."""
    match expression:
        case Negative():
            return True
        case Product(first, _) | Quotient(first, _) if isinstance(first, Product | Negative | Constant):
            return _begins_with_minus(first)
        case _:
            return _is_negative(expression)


def _is_negative(expression: Expression) -> bool:
    return isinstance(expression, Constant) and _number(expression.value).startswith("−")


def _number(value: float) -> str:
    """The shortest digits that read back as the same double: 3, 0.1, 1e-7."""
    if value.is_integer() and abs(value) < 1e16:  # from there on repr has an exponent
        digits = str(int(value))
    else:
        mantissa, _, exponent = repr(value).partition("e")
        digits = f"{mantissa}e{int(exponent)}" if exponent else mantissa
    return digits.replace("-", "−", 1) if digits.startswith("-") else digits


def _latex(expression: Expression) -> str:
    match expression:
        case Constant(value, name):
            return latex_name(name) if name else _latex_number(value)
        case Variable(name):
            return latex_name(name)
        case Addition(terms):
            return _latex_sum(terms)
        case Negative(operand):
            return "-" + (_latex(operand) if _is_signless_product(operand) else _latex_factor(operand))
        case Product(left, right):
            return _latex_product(left, right)
        case Quotient(numerator, denominator):
            return rf"\frac{{{_latex(numerator)}}}{{{_latex(denominator)}}}"
        case Power(base, exponent):
            return f"{_latex_base(base)}^{{{_latex(exponent)}}}"
        case Call(function, argument):
            return FUNCTIONS[function].latex(_latex(argument))
        case Extremum(function, left, right):
            return rf"\{function}\left({_latex(left)}, {_latex(right)}\right)"


def _latex_sum(terms: tuple[Expression, ...]) -> str:
    written = [_latex(t) if not isinstance(t, Addition) else _in_parentheses(t) for t in terms]
    return written[0] + "".join(f" - {t[1:]}" if t.startswith("-") else f" + {t}" for t in written[1:])


def _latex_product(left: Expression, right: Expression) -> str:
    before = _latex(left) if isinstance(left, Product | Constant | Negative) else _latex_factor(left)
    is_level = isinstance(left, Constant) and isinstance(right, Product) and _is_signless_product(right)
    after = _latex(right) if is_level else _latex_factor(right)
    is_digit_next = after[0].isdigit() or isinstance(right, Quotient)
    is_word_beside = _is_word(_last(left)) or _is_word(_first(right))
    return rf"{before} \cdot {after}" if is_digit_next or is_word_beside else f"{before} {after}"


def _latex_factor(expression: Expression) -> str:
    is_loose = isinstance(expression, Addition | Negative | Product) or _is_negative(expression)
    return _in_parentheses(expression) if is_loose else _latex(expression)


def _latex_base(expression: Expression) -> str:
    is_loose = isinstance(expression, Quotient | Power) or (
        isinstance(expression, Constant) and "e" in _number(expression.value)
    )
    return _in_parentheses(expression) if is_loose else _latex_factor(expression)


def _in_parentheses(expression: Expression) -> str:
    return rf"\left({_latex(expression)}\right)"


def _latex_number(value: float) -> str:
    mantissa, _, exponent = _number(value).replace("−", "-", 1).partition("e")
    if not exponent:
        return mantissa
    return f"10^{{{exponent}}}" if mantissa == "1" else rf"{mantissa} \cdot 10^{{{exponent}}}"


def _is_word(expression: Expression) -> bool:
    """Whether it is a variable whose letters would run into those of a variable beside it."""
    return isinstance(expression, Variable) and latex_name(expression.name).startswith(r"\mathrm")
