"""What does a typed formula mean? Text becomes a tree, by the rules of precedence.

From loosest to tightest: + and −; * / and multiplication that is not written; a leading sign; ^, which groups
from the right and takes a signed exponent. So −x^2 is −(x²), 2^3^2 is 2⁹ and 1/2x is (1/2)·x.

The text is read by this parser alone: nothing is ever executed, and numbers are doubles, so that no power
takes long. Length and nesting are bounded while reading, so that hostile text is refused as quickly as read.
"""

import math
from collections.abc import Callable, Iterable
from functools import reduce

from explorer.formula.elementary import FUNCTIONS, ElementaryFunction
from explorer.formula.evaluate import value
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
    has_variable,
    tree_depth,
    tree_size,
)
from explorer.formula.lexer import FormulaError, FormulaTooLarge, Token, UnknownCharacter, tokens
from explorer.formula.notation import plain
from explorer.formula.vocabulary import Vocabulary, vocabulary

MOST_NODES = 300
DEEPEST_NESTING = 30


class UnfinishedFormula(FormulaError):
    """Something is missing: an operand, a parenthesis, everything."""


class UnexpectedPiece(FormulaError):
    """Something stands where it makes no sense."""


class UnknownName(FormulaError):
    """`name` is neither a declared variable, a constant nor a function."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


class MissingParentheses(FormulaError):
    """A function without its argument in parentheses."""


class ConstantNotFinite(FormulaError):
    """A part without variables that is infinite or undefined."""


def parse(text: str, names: Iterable[str]) -> Expression:
    """The tree of a formula in the variables `names`, as it was typed.

    Raises a FormulaError that says what is wrong, where, and what to do.
    """
    known = vocabulary(names)
    parser = _Parser(tokens(text, known.meanings.keys()), known)
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

    def __init__(self, pieces: tuple[Token, ...], known: Vocabulary) -> None:
        self.pieces = pieces
        self.known = known
        self.any_name = known.variables[0] if len(known.variables) == 1 else "a name"
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
        self.expect_no_comma()
        if self.next.kind != "end":  # all but a ')' begins a factor, or is taken with what stands before it
            raise UnexpectedPiece(
                f"The {self.next.quoted} at character {self.next.position} closes nothing. "
                "Remove it or add a '('."
            )

    def expect_no_comma(self) -> None:
        """A comma parts the arguments of max and min alone; elsewhere a decimal comma was meant."""
        if self.is_sign(","):
            raise UnknownCharacter(
                f"',' at character {self.next.position} is not part of a formula: "
                "write decimals with a point, as in 0.1."
            )

    def sum(self) -> Expression:
        start = self.next.position
        terms = [self.product()]
        while self.is_sign("+", "-"):
            sign = self.take().text
            term = self.product()
            terms.append(term if sign == "+" else Negative(term))
        return terms[0] if len(terms) == 1 else self.checked(Addition(tuple(terms)), start)

    def product(self) -> Expression:
        position = self.next.position
        result = self.signed()
        while True:
            if self.is_sign("*", "/"):
                sign = self.take().text
                right = self.signed()
                result = self.checked(
                    Product(result, right) if sign == "*" else Quotient(result, right), position
                )
            elif self.is_factor_next():
                result = self.checked(Product(result, self.power()), position)
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
                f"{self.next.quoted} at character {self.next.position} follows {before.quoted} directly: "
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
        return self.checked(Power(base, exponent), position)

    def atom(self) -> Expression:
        token = self.take()
        match token.kind, token.text:
            case "number", digits:
                return self.checked(Constant(float(digits)), token.position, digits)
            case "name", _:
                return self.named(token)
            case "sign", "(":
                return self.closed(")", token.position)
            case "sign", "|":
                return self.checked(Call("abs", self.closed("|", token.position)), token.position)
            case "sign", "√":
                return self.checked(Call("sqrt", self.nested(self.atom)), token.position)
            case "end", _:
                raise UnfinishedFormula(self.what_is_missing(token.position))
        raise UnexpectedPiece(
            f"{token.quoted} at character {token.position} stands where a number, {self.any_name} or '(' "
            "should: add one before it."
        )

    def what_is_missing(self, position: int) -> str:
        if len(self.pieces) > 1:
            return (
                f"The formula ends too early, at character {position}: "
                f"a number, {self.any_name} or '(' is missing there."
            )
        match self.known.variables:
            case (x,):
                return f"The formula is empty. Type one in {x}, for example {x}^3 + 3{x}^2."
            case (x, *_):
                return f"The formula is empty. Type one, for example 2*{x} + 1."
            case _:
                return "The formula is empty. Type one, for example 1/2."

    def named(self, token: Token) -> Expression:
        name, position = token.text, token.position
        meaning = self.known.meanings.get(name)
        if meaning is None:
            raise UnknownName(
                f"{token.quoted} at character {position} is not known: {self.known.suggestion(name)}", name
            )
        if isinstance(meaning, str):
            return self.extremum(meaning, position)
        if not isinstance(meaning, ElementaryFunction):
            return meaning
        if not self.is_sign("("):
            example = self.known.variables[0] if len(self.known.variables) == 1 else "…"
            if self.next.kind == "superscript" or self.is_sign("^"):
                raise MissingParentheses(
                    f"{name} at character {position} needs its argument in parentheses, before the power: "
                    f"write {name}({example})^2 for a power{_inverse(meaning.name, example)}."
                )
            raise MissingParentheses(
                f"{name} at character {position} needs its argument in parentheses: {name}({example})."
            )
        opening = self.take()
        return self.checked(Call(meaning.name, self.closed(")", opening.position)), position)

    def extremum(self, function: str, position: int) -> Expression:
        """max(u, v, …) or min(u, v, …), the name already taken."""
        variable = self.known.variables[0] if len(self.known.variables) == 1 else "…"
        needs, example = f"{function} at character {position} needs", f"as {function}(0, {variable})."
        if not self.is_sign("("):
            raise MissingParentheses(f"{needs} arguments in parentheses, {example}")
        opening = self.take()
        was_open, self.has_open_bar = self.has_open_bar, False
        arguments = [self.nested(self.sum)]
        while self.is_sign(","):
            self.take()
            arguments.append(self.nested(self.sum))
        self.has_open_bar = was_open
        self.expect_closing(")", opening.position)
        if len(arguments) == 1:
            raise MissingParentheses(f"{needs} two arguments with a comma between, {example}")
        return self.checked(reduce(lambda u, v: Extremum(function, u, v), arguments), position)

    def closed(self, closing: str, position: int) -> Expression:
        """What stands between an opening parenthesis or bar, already taken, and the closing one."""
        was_open, self.has_open_bar = self.has_open_bar, closing == "|"
        inside = self.nested(self.sum)
        self.has_open_bar = was_open
        self.expect_closing(closing, position)
        return inside

    def expect_closing(self, closing: str, position: int) -> None:
        """Take the sign that closes what was opened at `position`. Raises UnfinishedFormula without one."""
        self.expect_no_comma()
        if not self.is_sign(closing):
            opening = "(" if closing == ")" else "|"
            raise UnfinishedFormula(
                f"The '{opening}' at character {position} is never closed. Add a '{closing}'."
            )
        self.take()

    def nested(self, level: Callable[[], Expression]) -> Expression:
        self.nesting += 1
        if self.nesting > DEEPEST_NESTING:
            raise _too_deep()
        result = level()
        self.nesting -= 1
        return result

    def checked(self, part: Expression, position: int, written: str = "") -> Expression:
        """The part itself, if it contains a variable or is finite. Raises ConstantNotFinite."""
        if has_variable(part):
            return part
        number = value(part, {})
        if math.isfinite(number):
            return part
        reason = "undefined" if math.isnan(number) else "infinite, or too large for a double"
        variable = self.known.variables[0] if len(self.known.variables) == 1 else "a variable"
        raise ConstantNotFinite(
            f"{written or plain(part)} at character {position} is {reason}. "
            f"Parts without {variable} must be finite.{_domain(part)}"
        )


def _domain(part: Expression) -> str:
    """Where the function that was called is finite, as a sentence to follow others."""
    if not isinstance(part, Call) or not FUNCTIONS[part.function].domain:
        return ""
    return f" {part.function}(u) needs {FUNCTIONS[part.function].domain}."


def _inverse(function: str, example: str) -> str:
    """What to write for sin⁻¹, where the function has an inverse with a name."""
    inverses = {"sin": "asin", "cos": "acos", "tan": "atan", "exp": "log", "log": "exp"}
    return f", {inverses[function]}({example}) for the inverse" if function in inverses else ""
