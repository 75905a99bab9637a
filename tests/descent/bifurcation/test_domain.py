"""`explorer.descent.bifurcation.domain`, against the verdicts on single orbits"""

import numpy as np
import pytest

from explorer.descent.bifurcation.domain import advance_within_domain, may_leave_domain
from explorer.descent.bifurcation.engine import engine_for
from explorer.descent.bifurcation.orbits import Orbits
from explorer.descent.function import parse_function
from explorer.descent.search import verdict


@pytest.mark.parametrize(("formula", "start"), [("log(x)", 1.0), ("sqrt(x)", 2.0), ("x^1.5", 1.0)])
def test_an_orbit_that_leaves_the_domain_has_escaped_at_the_step_of_its_verdict(
    formula: str, start: float
) -> None:
    f, rates = parse_function(formula), np.array([0.3, 0.7, 1.5, 2.5])
    orbits = Orbits.begin(rates, start)
    advance_within_domain(engine_for(f), f, orbits, 600)
    for rate, escaped_at in zip(rates.tolist(), orbits.escaped_at.tolist(), strict=True):
        alone = verdict(f, start, rate)
        assert escaped_at == (alone.diverged_at if alone.kind == "diverges" else -1), rate


def test_what_has_a_value_everywhere_is_not_looked_at() -> None:
    may = {
        text: may_leave_domain(parse_function(text)) for text in ("x^3 + 3x^2", "1/x", "x^2.5", "x log(x)")
    }
    assert may == {"x^3 + 3x^2": False, "1/x": False, "x^2.5": True, "x log(x)": True}
