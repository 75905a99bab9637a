"""Which elementary functions may be called in a formula? A row each, with all that is known of it.

A row is everything: whoever reads, computes, differentiates or writes a call looks here. Only |u| and √u have
signs of their own besides, which the lexer knows and the notation writes.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from explorer.formula.algebra import ONE, TWO, ZERO, negative, power, product, quotient, total
from explorer.formula.expression import Call, Constant, Expression, Extremum, Quotient


@dataclass(frozen=True, slots=True)
class ElementaryFunction:
    """A function of one number u. `of_float` may raise where `of_array` gives ±∞ or NaN."""

    name: str
    """How it is written, and what `Call` holds."""

    of_float: Callable[[float], float]
    of_array: Callable[..., Any]

    derivative: Callable[[Expression], Expression]
    """u ↦ d function(u) / du, written as a person would write it."""

    latex: Callable[[str], str]
    """The argument's LaTeX ↦ that of the call."""

    aliases: tuple[str, ...] = ()
    """Other names that may be typed for it."""

    domain: str = ""
    """Where its value is finite, if that is not everywhere: "u > 0"."""

    kinks: str = ""
    """Where it has no slope, if it has one elsewhere: "u = 0"."""

    is_kink: Callable[[float], bool] = lambda u: False
    """The same as a function of u."""

    kink_slope: float = 0.0
    """Its derivative there, by convention."""


def _named(command: str) -> Callable[[str], str]:
    return lambda u: rf"{command}\left({u}\right)"


def _one_less_square(u: Expression) -> Expression:
    return total([ONE, negative(power(u, TWO))])


def _is_zero(u: float) -> bool:
    return u == 0


def _is_whole(u: float) -> bool:
    return math.isfinite(u) and float(u).is_integer()


def _logistic(u: float) -> float:
    """1 / (1 + e⁻ᵘ), without an overflow on either side."""
    if u >= 0:
        return 1.0 / (1.0 + math.exp(-u))
    small = math.exp(u)
    return small / (1.0 + small)


LEAK = 0.01
GELU_CUBIC = 0.044715
_SQRT_TWO_OVER_PI = math.sqrt(2 / math.pi)
_GELU_FLAT = 100.0  # far beyond the u at which the tanh is ±1 in doubles; the cube of a larger one overflows


def _softplus(u: float) -> float:
    """ln(1 + eᵘ), without an overflow."""
    return u if math.isnan(u) else max(u, 0.0) + math.log1p(math.exp(-abs(u)))


def _elu(u: float) -> float:
    return u if u > 0 else math.expm1(u)


def _gelu(u: float) -> float:
    near = max(-_GELU_FLAT, min(u, _GELU_FLAT))
    return 0.5 * u * (1.0 + math.tanh(_SQRT_TWO_OVER_PI * (near + GELU_CUBIC * near * near * near)))


def _gelu_of_array(u: Any) -> Any:
    near = np.clip(u, -_GELU_FLAT, _GELU_FLAT)
    return 0.5 * u * (1.0 + np.tanh(_SQRT_TWO_OVER_PI * (near + GELU_CUBIC * near * near * near)))


def _gelu_slope(u: Expression) -> Expression:
    """½ (1 + T) + ½ u (1 − T²) √(2/π) (1 + 3·0.044715 u²) with T = tanh(√(2/π) (u + 0.044715 u³))."""
    scale, half = Call("sqrt", Quotient(TWO, Constant(math.pi, "π"))), Constant(0.5)
    cubic = product(Constant(GELU_CUBIC), power(u, Constant(3.0)))
    step = Call("tanh", product(scale, total([u, cubic])))
    inner = product(scale, total([ONE, product(Constant(3 * GELU_CUBIC), power(u, TWO))]))
    rising = product(product(u, _one_less_square(step)), inner)
    return total([product(half, total([ONE, step])), product(half, rising)])


def _silu_slope(u: Expression) -> Expression:
    """σ(u) (1 + u σ(−u))."""
    return product(Call("logistic", u), total([ONE, product(u, Call("logistic", negative(u)))]))


_ROWS = (
    ElementaryFunction("sin", math.sin, np.sin, lambda u: Call("cos", u), _named(r"\sin")),
    ElementaryFunction("cos", math.cos, np.cos, lambda u: negative(Call("sin", u)), _named(r"\cos")),
    ElementaryFunction(
        "tan",
        math.tan,
        np.tan,
        lambda u: total([ONE, power(Call("tan", u), TWO)]),
        _named(r"\tan"),
    ),
    ElementaryFunction("exp", math.exp, np.exp, lambda u: Call("exp", u), _named(r"\exp")),
    ElementaryFunction(
        "log",
        math.log,
        np.log,
        lambda u: quotient(ONE, u),
        _named(r"\log"),
        aliases=("ln",),
        domain="u > 0",
    ),
    ElementaryFunction(
        "sqrt",
        math.sqrt,
        np.sqrt,
        lambda u: quotient(ONE, product(TWO, Call("sqrt", u))),
        lambda u: rf"\sqrt{{{u}}}",
        domain="u ≥ 0",
    ),
    # d|u|/du is sign(u), which is 0 at 0.
    ElementaryFunction(
        "abs",
        abs,
        np.abs,
        lambda u: Call("sign", u),
        lambda u: rf"\left|{u}\right|",
        kinks="u = 0",
        is_kink=_is_zero,
    ),
    ElementaryFunction(
        "tanh",
        math.tanh,
        np.tanh,
        lambda u: total([ONE, negative(power(Call("tanh", u), TWO))]),
        _named(r"\tanh"),
    ),
    # NaN and both zeros are their own sign; the slope is 0 at the jump too.
    ElementaryFunction(
        "sign",
        lambda u: 1.0 if u > 0 else -1.0 if u < 0 else u,
        np.sign,
        lambda u: ZERO,
        _named(r"\mathrm{sign}"),
        aliases=("sgn",),
        kinks="u = 0",
        is_kink=_is_zero,
    ),
    ElementaryFunction(
        "asin",
        math.asin,
        np.arcsin,
        lambda u: quotient(ONE, Call("sqrt", _one_less_square(u))),
        _named(r"\arcsin"),
        aliases=("arcsin",),
        domain="−1 ≤ u ≤ 1",
    ),
    ElementaryFunction(
        "acos",
        math.acos,
        np.arccos,
        lambda u: negative(quotient(ONE, Call("sqrt", _one_less_square(u)))),
        _named(r"\arccos"),
        aliases=("arccos",),
        domain="−1 ≤ u ≤ 1",
    ),
    ElementaryFunction(
        "atan",
        math.atan,
        np.arctan,
        lambda u: quotient(ONE, total([ONE, power(u, TWO)])),
        _named(r"\arctan"),
        aliases=("arctan",),
    ),
    ElementaryFunction("sinh", math.sinh, np.sinh, lambda u: Call("cosh", u), _named(r"\sinh")),
    ElementaryFunction("cosh", math.cosh, np.cosh, lambda u: Call("sinh", u), _named(r"\cosh")),
    ElementaryFunction(
        "log10",
        math.log10,
        np.log10,
        lambda u: quotient(ONE, product(Call("log", Constant(10.0)), u)),
        _named(r"\log_{10}"),
        aliases=("lg",),
        domain="u > 0",
    ),
    ElementaryFunction(
        "log2",
        math.log2,
        np.log2,
        lambda u: quotient(ONE, product(Call("log", TWO), u)),
        _named(r"\log_{2}"),
        aliases=("ld",),
        domain="u > 0",
    ),
    ElementaryFunction(
        "cbrt",
        math.cbrt,
        np.cbrt,
        lambda u: quotient(ONE, product(Constant(3.0), power(Call("cbrt", u), TWO))),
        lambda u: rf"\sqrt[3]{{{u}}}",
    ),
    ElementaryFunction(
        "logistic",
        lambda u: _logistic(float(u)),
        lambda u: np.exp(-np.logaddexp(0.0, np.negative(u))),
        lambda u: product(Call("logistic", u), Call("logistic", negative(u))),
        _named(r"\mathrm{logistic}"),
        aliases=("sigmoid", "σ"),
    ),
    ElementaryFunction(
        "relu",
        lambda u: u if u > 0 or math.isnan(u) else 0.0,
        lambda u: np.maximum(u, 0.0),
        lambda u: Call("heaviside", u),
        _named(r"\mathrm{relu}"),
        aliases=("ReLU",),
        kinks="u = 0",
        is_kink=_is_zero,
    ),
    ElementaryFunction(
        "leaky_relu",
        lambda u: u if u > 0 else LEAK * u,
        lambda u: np.where(np.greater(u, 0), u, np.multiply(LEAK, u)),
        lambda u: total([Constant(LEAK), product(Constant(1 - LEAK), Call("heaviside", u))]),
        _named(r"\mathrm{leaky\_relu}"),
        kinks="u = 0",
        is_kink=_is_zero,
        kink_slope=LEAK,
    ),
    # Both sides of 0 have the slope 1 there, so that it is no kink.
    ElementaryFunction(
        "elu",
        lambda u: u if math.isnan(u) else _elu(u),
        lambda u: np.where(np.greater(u, 0), u, np.expm1(np.minimum(u, 0.0))),
        lambda u: Call("exp", Extremum("min", u, ZERO)),
        _named(r"\mathrm{elu}"),
        aliases=("ELU",),
    ),
    ElementaryFunction(
        "softplus",
        _softplus,
        lambda u: np.logaddexp(0.0, u),
        lambda u: Call("logistic", u),
        _named(r"\mathrm{softplus}"),
    ),
    ElementaryFunction(
        "silu",
        lambda u: u * _logistic(float(u)),
        lambda u: u * np.exp(-np.logaddexp(0.0, np.negative(u))),
        _silu_slope,
        _named(r"\mathrm{silu}"),
        aliases=("SiLU", "swish"),
    ),
    ElementaryFunction(
        "gelu",
        _gelu,
        _gelu_of_array,
        _gelu_slope,
        _named(r"\mathrm{gelu}"),
        aliases=("GELU",),
    ),
    ElementaryFunction(
        "heaviside",
        lambda u: 1.0 if u > 0 else u if math.isnan(u) else 0.0,
        lambda u: np.heaviside(u, 0.0),
        lambda u: ZERO,
        _named(r"\mathrm{heaviside}"),
        kinks="u = 0",
        is_kink=_is_zero,
    ),
    ElementaryFunction(
        "floor",
        lambda u: float(math.floor(u)) if abs(u) < 2**52 else u,
        np.floor,
        lambda u: ZERO,
        lambda u: rf"\left\lfloor {u} \right\rfloor",
        kinks="u is a whole number",
        is_kink=_is_whole,
    ),
    ElementaryFunction(
        "ceil",
        lambda u: float(math.ceil(u)) if abs(u) < 2**52 else u,
        np.ceil,
        lambda u: ZERO,
        lambda u: rf"\left\lceil {u} \right\rceil",
        kinks="u is a whole number",
        is_kink=_is_whole,
    ),
)

FUNCTIONS: dict[str, ElementaryFunction] = {row.name: row for row in _ROWS}

EXTREMA = {"max": (max, np.maximum), "min": (min, np.minimum)}
"""The functions of two numbers or more: for floats, of which none is NaN, and for arrays."""
