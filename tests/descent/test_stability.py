"""Do the limits of α separate what a heavy ball on a bowl really does?"""

import numpy as np
import pytest

from explorer.descent.function import parse_function
from explorer.descent.orbit import orbit
from explorer.descent.stability import creeping_limit, stability_limit


def test_without_momentum_they_are_one_and_two_over_the_curvature() -> None:
    assert (creeping_limit(6.0), stability_limit(6.0)) == (1 / 6, 1 / 3)


def test_with_momentum_the_minimum_draws_in_for_longer() -> None:
    assert stability_limit(2.0, 0.9) == pytest.approx(1.9)
    assert creeping_limit(2.0, 0.25) == pytest.approx(0.125)


@pytest.mark.parametrize("momentum", [0.0, 0.1, 0.5, 0.9])
def test_below_the_first_limit_a_ball_stays_on_its_side_and_beyond_the_second_it_leaves(
    momentum: float,
) -> None:
    bowl = parse_function("3x^2")
    first, second = creeping_limit(6.0, momentum), stability_limit(6.0, momentum)
    assert (orbit(bowl, 1.0, 0.99 * first, 200, momentum) >= 0).all()
    assert (orbit(bowl, 1.0, min(1.3 * first + 0.01, second), 200, momentum) < 0).any()
    assert abs(orbit(bowl, 1.0, 0.99 * second, 5000, momentum)[-1]) < 1e-3
    assert np.abs(orbit(bowl, 1.0, 1.01 * second, 5000, momentum)).max() > 1e3
