"""Is every visited pixel seen, and darker where more steps were spent?"""

from functools import cache

import numpy as np

from explorer.descent.bifurcation.end_states import EndStates, EndStatesQuestion, RateWindow, end_states
from explorer.descent.bifurcation.tone import black_point, shades
from explorer.descent.function import parse_function
from explorer.job import last_result


@cache
def states(low: float, high: float) -> EndStates:
    window = RateWindow(low, high, -2.5, 1, 40, 60)
    return last_result(end_states(EndStatesQuestion(parse_function("x^3+3x^2"), -1.99, window)))


def test_a_cycle_is_black_also_beside_chaos() -> None:
    found = states(0.3, 0.5)
    shade = shades(found, black_point(found))
    settled = found.period > 0
    assert np.isin(shade[settled], (0, 255)).all()
    assert (shade[settled].max(axis=1) == 255).all()


def test_more_visits_are_darker_and_none_are_white() -> None:
    found = states(0.44, 0.5)
    column = int(np.flatnonzero((found.period == 0) & (found.escaped_at < 0))[0])
    density, shade = found.density[column], shades(found, 0.05)[column]
    order = np.argsort(density)
    assert (np.diff(shade[order].astype(int)) >= 0).all()
    assert (shade[density == 0] == 0).all()
    assert (shade[density > 0] >= 24).all()
    assert (shade[density >= 0.05] == 255).all()


def test_most_of_the_haze_is_lighter_than_black() -> None:
    found = states(0.44, 0.5)
    haze = shades(found, black_point(found))[found.period == 0]
    assert 0.005 < (haze == 255).sum() / (haze > 0).sum() < 0.05


def test_a_picture_without_chaos_is_black_and_white() -> None:
    found = states(0.1, 0.3)
    assert set(np.unique(shades(found, black_point(found)))) == {0, 255}
