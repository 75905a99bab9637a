"""`explorer.descent.bifurcation.settled`, against the verdicts on single orbits"""

import numpy as np
import pytest

from explorer.descent.bifurcation.engine import engine_for
from explorer.descent.bifurcation.orbits import Orbits
from explorer.descent.bifurcation.settled import Settled, settle
from explorer.descent.function import parse_function
from explorer.descent.search import verdict

RATES = np.geomspace(1e-3, 100.0, 60)


def settled(formula: str, start: float, rates: np.ndarray, steps: int = 2000) -> Settled:
    engine, orbits = engine_for(parse_function(formula)), Orbits.begin(rates, start)
    engine.advance(orbits, steps)
    return settle(engine, orbits)


@pytest.mark.parametrize(
    ("formula", "start"),
    [("1/x", 1.0), ("exp(-x)", 0.0), ("-sqrt(x)", 1.0), ("log(1 + exp(x))", 1.0)],
)
def test_what_creeps_to_infinity_has_not_settled_at_any_rate(formula: str, start: float) -> None:
    assert not settled(formula, start, RATES).period.any()
    assert verdict(parse_function(formula), start, float(RATES[20])).kind == "undecided"


@pytest.mark.parametrize(
    ("formula", "start", "rates"),
    [
        ("(x - 1)^4", 3.0, (0.01, 0.05)),
        ("x^4", 1.0, (0.01, 0.3)),
        ("x^3", 1.0, (0.01, 0.2)),
        ("(x - 1000)^2", 0.0, (0.1, 0.5)),
        ("log(cosh(x))", 2.0, (0.1, 1.5)),
        ("sin(x) + x^2/10", 3.0, (0.1, 0.5)),
        ("5", 1.0, (0.1, 1.0)),
    ],
)
def test_what_comes_to_rest_has_however_slowly(formula: str, start: float, rates: tuple[float, ...]) -> None:
    assert settled(formula, start, np.array(rates)).period.tolist() == [1, 1]
    assert verdict(parse_function(formula), start, rates[0]).kind == "converges"
