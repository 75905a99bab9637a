"""Is = written where an equation is true as it is shown, and nowhere else?"""

import pytest

from explorer.backprop.notation import fill, number
from explorer.backprop.shown_equation import is_true_as_shown


def is_true(template: str, **numbers: float) -> bool:
    return is_true_as_shown(fill(template, lambda name: (number(numbers[name], "plain"),)))


@pytest.mark.parametrize(
    "template",
    [
        "{z} = 0.15·0.05 + 0.2·0.1",
        "0.0275 = {z}",
        "2·{z} + 0.045 = 0.1",
        "{zero} = 0 · {third}",
        "{zero} = −{third}·0 / ({third} + 1)",
        "{zero} = max(0, −{third})",
        "1 = sign({third})",
        "0 = tanh({zero})",
        "0 = sin(0)",
        "0.5 = 1 / (1 + e<sup>−{zero}</sup>)",
        "0.5 = e<sup>{half}</sup> / (e<sup>{half}</sup> + e<sup>{half}</sup>)",
        "0 = e<sup>{zero}</sup> − 1",
        "0 = ½ · {zero} · (1 + tanh(√(2/π) · 3))",
        "0.125 = 1/2 [({half} − 1)² + ({half} − {half})²]",
        "−1.5 = −[1·{half} + |−1|]",
        "2.75 = 3 − 0.5 · 2 / (√9 + 1)",
        "0.25 = 0.5 · 0.5<sup>⌊3/2⌋</sup>",
        "8 = 2³",
        "0.000001 = 10<sup>−6</sup>",
        "1 = 0.5 · (1 + cos(π · 0/4))",
        "1 = 1<sup>1000000</sup>",
    ],
)
def test_an_equation_that_is_true_as_shown_is_told_so(template: str) -> None:
    assert is_true(template, z=0.027500000000000004, zero=0.0, half=0.5, third=1 / 3)


@pytest.mark.parametrize(
    "template",
    [
        "{third} = 1 / 3",
        "{third} = 1 · {third}",
        "0.3 = 0.1 + 0.1",
        "1 = 1 + {tiny}",
        "{tiny} = 0.3 − 0.1·3",
        "1 = tanh({large})",
        "1 = 1 / (1 + e<sup>−{large}</sup>)",
        "0 = −[1·ln 1]",
        "1 = arctan({half})",
        "{third} = max(0, {third})",
        "1.4142 = √2",
        "0 = cos(π · 2/4)",
        "0 = 0.5<sup>5000</sup>",
        "0.5 = {half} + {tiny}",
    ],
)
def test_an_equation_that_is_only_nearly_true_or_not_known_is_not(template: str) -> None:
    assert not is_true(template, third=1 / 3, tiny=1e-20, large=40.0, half=0.5)


def test_what_is_not_finite_is_taken_as_it_stands_unless_another_number_is_rounded() -> None:
    assert is_true("{x} = sin({y})", x=float("nan"), y=float("inf"))
    assert not is_true("{x} = {y} · {x}", x=float("inf"), y=1 / 3)
