"""Is an equation true as it is shown, digit by digit? Exact arithmetic, in fractions, on what it shows.

It decides between = and ≈. A number that shows fewer digits than it has is not known; a product with 0 is 0
even so. What is known is a multiple of a power of e, which is all that the softmax of equal z needs. Values
of other functions are known where they are rational, as tanh 0 is.
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from explorer.backprop.notation import Span, is_shortened
from explorer.number import MINUS

_LARGEST_POWER = 64
"""A number to a higher power than this has more digits than are shown, and takes long."""

_PIECE = re.compile(rf"[0-9.]+|[a-z]+|[-={MINUS}+·/()\[\]|√²³½⌊⌋,π]")
_SAME = {"[": "(", "]": ")", MINUS: "-"}


@dataclass(frozen=True)
class _Value:
    """`factor` · e^`exponent`; where it `is_known` to be that, and not only near it or something else."""

    factor: Fraction
    exponent: Fraction = Fraction(0)
    is_known: bool = True

    @property
    def is_zero(self) -> bool:
        """Whether it is known to be 0."""
        return self.is_known and not self.factor

    @property
    def rational(self) -> Fraction | None:
        """The number itself, where it is known and has no power of e."""
        return self.factor if self.is_known and not (self.factor and self.exponent) else None


_ZERO, _ONE, _UNKNOWN = _Value(Fraction(0)), _Value(Fraction(1)), _Value(Fraction(1), is_known=False)
_POWERS = {"²": _Value(Fraction(2)), "³": _Value(Fraction(3))}
_Token = str | _Value


def is_true_as_shown(line: Iterable[Span]) -> bool:
    """Whether both sides of the one = of the `line` are known, and are the same number.

    Where a number is not finite there is nothing to compute, and = stands if no other is shown in part.
    """
    spans = tuple(line)
    values = [span.value for span in spans if span.value is not None]
    if not all(map(math.isfinite, values)):
        return not any(map(is_shortened, values))
    tokens = _tokens(spans)
    middle = tokens.index("=")
    left, right = _Reader(tokens[:middle]).sum(), _Reader(tokens[middle + 1 :]).sum()
    return left.is_known and right.is_known and _difference(left, right).is_zero


def _tokens(spans: Iterable[Span]) -> list[_Token]:
    """Numbers as values, all else sign by sign; what is raised becomes ^( … )."""
    tokens: list[_Token] = []
    for position, group in groupby(spans, lambda span: span.position):
        pieces = [token for span in group for token in _tokens_of(span)]
        tokens += ["^", "(", *pieces, ")"] if position == "sup" else pieces
    return tokens


def _tokens_of(span: Span) -> list[_Token]:
    if span.value is not None:
        shown = Fraction(span.text.replace(MINUS, "-"))
        return [_Value(shown, is_known=not is_shortened(span.value))]
    return [_token(piece) for piece in _PIECE.findall(span.text)]


def _token(piece: str) -> _Token:
    if piece == "½":
        return _Value(Fraction(1, 2))
    if piece == "π":
        return _UNKNOWN
    return _Value(Fraction(piece)) if piece[0].isdecimal() else _SAME.get(piece, piece)


class _Reader:
    """One method per level of precedence, as in `explorer.formula.parser`."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0

    def sum(self) -> _Value:
        total = self._product()
        while self._next in ("+", "-"):
            sign = self._take()
            term = self._product()
            total = _added(total, term if sign == "+" else _negative(term))
        return total

    @property
    def _next(self) -> _Token:
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def _take(self) -> _Token:
        token = self._next
        self._place += 1
        return token

    def _product(self) -> _Value:
        if self._next == "-":
            self._take()
            return _negative(self._product())
        result = self._power()
        while self._next not in ("", "+", "-", ")", "|", "⌋", ","):
            is_quotient = self._next == "/"
            if self._next in ("·", "/"):
                self._take()
            right = self._power()
            result = _divided(result, right) if is_quotient else _multiplied(result, right)
        return result

    def _power(self) -> _Value:
        token = self._take()
        if token == "e":
            self._take()  # the ^
            exponent = self._power().rational
            return _UNKNOWN if exponent is None else _Value(Fraction(1), exponent)
        result = self._atom(token)
        while self._next in ("²", "³", "^"):
            power = _POWERS.get(str(self._take()))
            result = _raised(result, self._power() if power is None else power)
        return result

    def _atom(self, token: _Token) -> _Value:
        if isinstance(token, _Value):
            return token
        if token == "√":
            return _root(self._power())
        if token in _OPENING:
            return self._closed(_OPENING[token])
        if token == "max":
            self._take()
            first = self.sum()
            self._take()
            return self._closed(lambda second: _larger(first, second))
        function = _FUNCTIONS.get(token)
        argument = self._power()
        return _UNKNOWN if function is None else function(argument)

    def _closed(self, function: Callable[[_Value], _Value]) -> _Value:
        """The function of what stands before the sign that closes it."""
        inside = self.sum()
        self._take()
        return function(inside)


def _difference(u: _Value, v: _Value) -> _Value:
    return _added(u, _negative(v))


def _added(u: _Value, v: _Value) -> _Value:
    if u.is_zero or v.is_zero:
        return v if u.is_zero else u
    is_known = u.is_known and v.is_known and u.exponent == v.exponent
    return _Value(u.factor + v.factor, u.exponent, is_known)


def _negative(u: _Value) -> _Value:
    return _Value(-u.factor, u.exponent, u.is_known)


def _multiplied(u: _Value, v: _Value) -> _Value:
    if u.is_zero or v.is_zero:
        return _ZERO
    return _Value(u.factor * v.factor, u.exponent + v.exponent, u.is_known and v.is_known)


def _divided(u: _Value, v: _Value) -> _Value:
    if u.is_zero and not v.is_zero:
        return _ZERO
    if not v.factor:
        return _UNKNOWN
    return _Value(u.factor / v.factor, u.exponent - v.exponent, u.is_known and v.is_known)


def _raised(u: _Value, exponent: _Value) -> _Value:
    number, power = u.rational, exponent.rational
    if number is None or power is None or power.denominator != 1 or (not number and power < 0):
        return _UNKNOWN
    if number not in (0, 1) and abs(power) > _LARGEST_POWER:
        return _UNKNOWN
    return _Value(Fraction(number**power.numerator))


def _root(u: _Value) -> _Value:
    number = u.rational
    if number is None or number < 0:
        return _UNKNOWN
    root = Fraction(math.isqrt(number.numerator), math.isqrt(number.denominator))
    return _Value(root) if root * root == number else _UNKNOWN


def _larger(u: _Value, v: _Value) -> _Value:
    """The larger of 0 and a number that stands there by itself: rounding leaves its sign as it is."""
    return u if u.factor >= v.factor else v


def _absolute(u: _Value) -> _Value:
    return _Value(abs(u.factor), u.exponent, u.is_known)


def _floor(u: _Value) -> _Value:
    number = u.rational
    return _UNKNOWN if number is None else _Value(Fraction(math.floor(number)))


def _sign(u: _Value) -> _Value:
    return _Value(Fraction((u.factor > 0) - (u.factor < 0)))


def _value_at_0(value: _Value) -> Callable[[_Value], _Value]:
    return lambda u: value if u.is_zero else _UNKNOWN


_OPENING: dict[str, Callable[[_Value], _Value]] = {"(": lambda u: u, "|": _absolute, "⌊": _floor}
"""What brackets make of what is between them."""

_FUNCTIONS: dict[str, Callable[[_Value], _Value]] = {  # all others, as ln, are not known anywhere
    "tanh": _value_at_0(_ZERO),
    "sin": _value_at_0(_ZERO),
    "cos": _value_at_0(_ONE),
    "sign": _sign,
}
