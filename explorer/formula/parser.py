"""What does a typed formula mean? Text becomes a tree, by the rules of precedence.

From loosest to tightest: + and −; * / and multiplication that is not written; a leading sign; ^, which groups
from the right and takes a signed exponent. So −x^2 is −(x²), 2^3^2 is 2⁹ and 1/2x is (1/2)·x.

The text is read by this parser alone: nothing is ever executed, and numbers are doubles, so that no power
takes long. Length and nesting are bounded while reading, so that hostile text is refused as quickly as read.
"""

import difflib
import math
from collections.abc import Callable

import numpy as np

from explorer.formula.evaluate import ELEMENTARY, values
from explorer.formula.expression import (
    Call,
    Constant,
    Expression,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    X,
    has_variable,
    tree_depth,
    tree_size,
)
from explorer.formula.lexer import FormulaError, FormulaTooLarge, Token, tokens
from explorer.formula.notation import plain

MOST_NODES = 300
DEEPEST_NESTING = 30

CONSTANTS = {"pi": Constant(math.pi, "π"), "π": Constant(math.pi, "π"), "e": Constant(math.e, "e")}
FUNCTIONS = {name: name for name in ELEMENTARY} | {"ln": "log"}


class UnfinishedFormula(FormulaError):
    """Something is missing: an operand, a parenthesis, everything."""


class UnexpectedPiece(FormulaError):
    """Something stands where it makes no sense."""


class UnknownName(FormulaError):
    """A name that is neither x, a constant nor a function."""


class MissingParentheses(FormulaError):
    """A function without its argument in parentheses."""


class ConstantNotFinite(FormulaError):
    """A part without x that is infinite or undefined."""


def parse(text: str) -> Expression:
    """The tree of a formula as it was typed. Raises a FormulaError that says what is wrong and where."""
    parser = _Parser(tokens(text))
    expression = parser.sum()
    parser.expect_end()
    if tree_size(expression) > MOST_NODES:
        raise FormulaTooLarge(
            f"The formula has {tree_size(expression)} parts; at most {MOST_NODES} are computed. Shorten it."
        )
    if tree_depth(expression) > DEEPEST_NESTING:
        raise _too_deep()
    return expression


def _too_deep() -> FormulaTooLarge:
    return FormulaTooLarge(f"The formula is nested more than {DEEPEST_NESTING} levels deep. Simplify it.")


class _Parser:
    """One method per level of precedence; each leaves `self.next` on the first token it did not use."""

    def __init__(self, pieces: tuple[Token, ...]) -> None:
        self.pieces = pieces
        self.place = 0
        self.nesting = 0
        self.has_open_bar = False

    @property
    def next(self) -> Token:
        return self.pieces[self.place]

    def take(self) -> Token:
        self.place += 1
        return self.pieces[self.place - 1]

    def is_sign(self, *signs: str) -> bool:
        return self.next.kind == "sign" and self.next.text in signs

    def expect_end(self) -> None:
        if self.is_sign(")"):
            raise UnexpectedPiece(
                f"The ')' at character {self.next.position} closes nothing. Remove it or add a '('."
            )
        if self.next.kind != "end":
            raise UnexpectedPiece(
                f"{self.next.text!r} at character {self.next.position} does not belong there."
            )

    def sum(self) -> Expression:
        start = self.next.position
        terms = [self.product()]
        while self.is_sign("+", "-"):
            sign = self.take().text
            term = self.product()
            terms.append(term if sign == "+" else Negative(term))
        return terms[0] if len(terms) == 1 else checked(Sum(tuple(terms)), start)

    def product(self) -> Expression:
        position = self.next.position
        result = self.signed()
        while True:
            if self.is_sign("*", "/"):
                sign = self.take().text
                right = self.signed()
                result = checked(Product(result, right) if sign == "*" else Quotient(result, right), position)
            elif self.is_factor_next():
                result = checked(Product(result, self.power()), position)
            else:
                return result

    def is_factor_next(self) -> bool:
        """Whether a factor follows without a sign of multiplication: 2x, (x+1)(x−1), x sin(x)."""
        if self.next.kind == "number" and self.pieces[self.place - 1].kind in (
            "number",
            "name",
            "superscript",
        ):
            before = self.pieces[self.place - 1]
            raise UnexpectedPiece(
                f"{self.next.text!r} at character {self.next.position} follows {before.text!r} directly: "
                "write * between them, or ^ for a power."
            )
        return (
            self.next.kind in ("number", "name")
            or self.is_sign("(", "√")
            or (self.is_sign("|") and not self.has_open_bar)
        )

    def signed(self) -> Expression:
        if not self.is_sign("+", "-"):
            return self.power()
        sign = self.take().text
        operand = self.nested(self.signed)
        return operand if sign == "+" else Negative(operand)

    def power(self) -> Expression:
        position = self.next.position
        base = self.atom()
        if self.next.kind == "superscript":
            exponent: Expression = Constant(float(self.take().text))
            if self.is_sign("^") or self.next.kind == "superscript":
                raise UnexpectedPiece(
                    f"Two powers follow each other at character {self.next.position}: "
                    "write (x²)^3 or x^(2^3), whichever is meant."
                )
        elif self.is_sign("^"):
            self.take()
            exponent = self.nested(self.signed)
        else:
            return base
        return checked(Power(base, exponent), position)

    def atom(self) -> Expression:
        token = self.take()
        match token.kind, token.text:
            case "number", digits:
                return checked(Constant(float(digits)), token.position, digits)
            case "name", name:
                return self.named(name, token.position)
            case "sign", "(":
                return self.closed(")", token.position)
            case "sign", "|":
                return checked(Call("abs", self.closed("|", token.position)), token.position)
            case "sign", "√":
                return checked(Call("sqrt", self.nested(self.atom)), token.position)
            case "end", _:
                raise UnfinishedFormula(self.what_is_missing(token.position))
        raise UnexpectedPiece(
            f"{token.text!r} at character {token.position} stands where a number, x or '(' should: "
            "add one before it."
        )

    def what_is_missing(self, position: int) -> str:
        if len(self.pieces) == 1:
            return "The formula is empty. Type one in x, for example x^3 + 3x^2."
        return f"The formula ends too early, at character {position}: a number, x or '(' is missing there."

    def named(self, name: str, position: int) -> Expression:
        if name == "x":
            return X
        if name in CONSTANTS:
            return CONSTANTS[name]
        if name not in FUNCTIONS:
            raise UnknownName(_advice_on_name(name, position))
        if not self.is_sign("("):
            raise MissingParentheses(
                f"{name} at character {position} needs its argument in parentheses: {name}(x)."
            )
        opening = self.take()
        return checked(Call(FUNCTIONS[name], self.closed(")", opening.position)), position)

    def closed(self, closing: str, position: int) -> Expression:
        """What stands between an opening parenthesis or bar, already taken, and the closing one."""
        was_open, self.has_open_bar = self.has_open_bar, closing == "|"
        inside = self.nested(self.sum)
        self.has_open_bar = was_open
        if not self.is_sign(closing):
            opening = "(" if closing == ")" else "|"
            raise UnfinishedFormula(
                f"The '{opening}' at character {position} is never closed. Add a '{closing}'."
            )
        self.take()
        return inside

    def nested(self, level: Callable[[], Expression]) -> Expression:
        self.nesting += 1
        if self.nesting > DEEPEST_NESTING:
            raise _too_deep()
        result = level()
        self.nesting -= 1
        return result


def checked(part: Expression, position: int, written: str = "") -> Expression:
    """The part itself, if it contains x or has a finite value. Raises ConstantNotFinite."""
    if has_variable(part):
        return part
    value = float(values(part, np.zeros(())))
    if math.isfinite(value):
        return part
    reason = "undefined" if math.isnan(value) else "infinite, or too large for a double"
    raise ConstantNotFinite(
        f"{written or plain(part)} at character {position} is {reason}. Parts without x must be finite."
    )


def _advice_on_name(name: str, position: int) -> str:
    known = ["x", *(key for key in CONSTANTS if key != "π"), *FUNCTIONS]
    start = f"{name!r} at character {position} is not known: "
    if name.lower() in known:
        return start + f"write {name.lower()}."
    for prefix in ("x", "pi", "e"):
        if name.startswith(prefix) and name[len(prefix) :] in known:
            return start + f"for a product write {prefix}*{name[len(prefix) :]}."
    if len(name) == 1:
        return start + "the variable is called x, the constants pi and e."
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return start + f"is {close[0]} meant?"
    return start + "the functions are " + ", ".join(ELEMENTARY) + "."
