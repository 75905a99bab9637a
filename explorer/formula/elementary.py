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
from explorer.formula.expression import Call, Expression


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


def _named(command: str) -> Callable[[str], str]:
    return lambda u: rf"{command}\left({u}\right)"


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
    ElementaryFunction("abs", abs, np.abs, lambda u: Call("sign", u), lambda u: rf"\left|{u}\right|"),
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
    ),
)

FUNCTIONS: dict[str, ElementaryFunction] = {row.name: row for row in _ROWS}
