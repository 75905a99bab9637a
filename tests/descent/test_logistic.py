"""Is the descent on a cubic the logistic map with the r that is said?"""

import pytest

from explorer.descent.function import parse_function
from explorer.descent.logistic import logistic_map
from explorer.descent.orbit import orbit
from explorer.symbol import Symbol

WHY = (
    f"With x = −2 + (1 + 6·{Symbol.ALPHA})/(3·{Symbol.ALPHA}) · y each step is y ← r·y·(1 − y), the logistic "
    f"map with r = 1 + 6·{Symbol.ALPHA}"
)


def test_on_the_first_preset_r_is_one_plus_six_alpha() -> None:
    found = logistic_map(parse_function("x^3 + 3x^2"))
    assert found is not None
    assert (found.maximum, found.slope, found.cubed) == (-2, 6, 3)
    assert found.name == f"r = 1 + 6·{Symbol.ALPHA}"
    assert found.sentence == WHY
    assert found.r(0.4282819349669) == pytest.approx(3.5696916098014)  # of the doubling 32 → 64


@pytest.mark.parametrize("text", ["x^3 + 3x^2", "-x^3 + 2x", "(x-1)(x+2)(2x-1)", "x^3/3 - x + 7"])
@pytest.mark.parametrize("rate", [0.05, 0.2])
def test_every_step_is_one_of_the_logistic_map(text: str, rate: float) -> None:
    f = parse_function(text)
    found = logistic_map(f)
    assert found is not None
    y = 0.3
    iterates = orbit(f, found.x(y, rate), rate, 20)
    r = found.r(rate)
    for x in iterates:
        assert float(x) == pytest.approx(found.x(y, rate), rel=1e-9, abs=1e-9)
        y = r * y * (1 - y)


@pytest.mark.parametrize("text", ["x^2", "x^4 - 2x^2", "sin(x)", "x^3", "x^3 + x", "|x|", "3", "x^3 + |x|"])
def test_it_is_offered_only_for_cubics_with_a_maximum_and_a_minimum(text: str) -> None:
    assert logistic_map(parse_function(text)) is None
