"""Is every function of the table the one that is meant, with the minima that it has?"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from explorer.formula.lexer import FormulaError
from explorer.race.landscape import LANDSCAPES, landscape_of

FORMULAS: dict[str, Callable[[complex, complex], complex]] = {
    "bridge": lambda x, y: (x * y - 1) ** 2 / 2,
    "bowl": lambda x, y: (x**2 + y**2) / 2,
    "ravine": lambda x, y: x**2 / 2 + 25 * y**2,
    "turned-ravine": lambda x, y: 0.25 * (x + y) ** 2 + 12.5 * (x - y) ** 2,
    "rosenbrock": lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    "beale": lambda x, y: (
        (1.5 - x * (1 - y)) ** 2 + (2.25 - x * (1 - y**2)) ** 2 + (2.625 - x * (1 - y**3)) ** 2
    ),
    "booth": lambda x, y: (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2,
    "himmelblau": lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    "saddle": lambda x, y: x**2 - y**2,
}
"""Once more, for complex numbers, as the field writes them."""

STEP = 1e-30


def test_the_formulas_are_of_all_rows() -> None:
    assert FORMULAS.keys() == LANDSCAPES.keys()


@pytest.mark.parametrize("name", LANDSCAPES)
def test_values_and_gradients_are_those_of_the_field(name: str) -> None:
    function, formula = LANDSCAPES[name].function, FORMULAS[name]
    for x, y in np.random.default_rng(0).uniform(-3, 3, (20, 2)).tolist():
        value, gradient = function.with_gradient(np.array([x]), np.array([y]))
        assert value[0] == pytest.approx(formula(x, y).real, rel=1e-12, abs=1e-12)
        by_x = formula(x + 1j * STEP, y).imag / STEP
        by_y = formula(x, y + 1j * STEP).imag / STEP
        assert gradient[:, 0].tolist() == pytest.approx([by_x, by_y], rel=1e-11, abs=1e-11)


@pytest.mark.parametrize(
    ("name", "minima"),
    [
        ("rosenbrock", [(1, 1)]),
        ("beale", [(3, 0.5)]),
        ("booth", [(1, 3)]),
        ("himmelblau", [(3, 2), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848126)]),
        ("bowl", [(0, 0)]),
    ],
)
def test_the_minima_are_the_known_ones(name: str, minima: list[tuple[float, float]]) -> None:
    row = LANDSCAPES[name]
    assert len(row.minima) == len(minima)
    for found, known in zip(row.minima, minima, strict=True):
        assert found == pytest.approx(known, abs=1e-6)


@pytest.mark.parametrize("name", LANDSCAPES)
def test_at_a_minimum_the_slope_is_nothing_and_f_is_least(name: str) -> None:
    row = LANDSCAPES[name]
    assert (row.least is None) == (not row.minima)
    for x, y in row.minima:
        value, gradient = row.function.with_gradient(np.array([x]), np.array([y]))
        assert value[0] == pytest.approx(row.least, abs=1e-20)
        assert np.abs(gradient).max() < 1e-10
        left, right, bottom, top = row.seen
        assert left < x < right
        assert bottom < y < top


@pytest.mark.parametrize("name", LANDSCAPES)
def test_the_start_is_seen_and_no_minimum(name: str) -> None:
    row = LANDSCAPES[name]
    left, right, bottom, top = row.seen
    assert left < row.start[0] < right
    assert bottom < row.start[1] < top
    assert row.function.values(*map(np.array, row.start)) > row.goal(1e-3)


def test_on_the_bridge_the_sharpness_differs_along_the_minima() -> None:
    row = LANDSCAPES["bridge"]
    for x in (0.5, 1.0, 2.0):
        h = 1e-4

        def slope(u: float, v: float) -> np.ndarray:
            return row.function.with_gradient(np.array(u), np.array(v))[1]

        by_x = (slope(x + h, 1 / x) - slope(x - h, 1 / x)) / (2 * h)
        by_y = (slope(x, 1 / x + h) - slope(x, 1 / x - h)) / (2 * h)
        eigenvalues = np.linalg.eigvalsh(np.array([by_x, by_y]))
        assert eigenvalues[1] == pytest.approx(x**2 + 1 / x**2, rel=1e-6)
        assert eigenvalues[0] == pytest.approx(0, abs=1e-6)


def test_one_arrives_a_tolerance_above_the_least_or_off_the_saddle() -> None:
    assert LANDSCAPES["booth"].goal(1e-6) == 1e-6
    assert replace(LANDSCAPES["booth"], least=2.0).goal(0.5) == 2.5
    assert LANDSCAPES["saddle"].goal(1e-6) == -1.0


def test_a_row_is_found_by_its_name_and_by_its_formula() -> None:
    assert landscape_of("rosenbrock") is LANDSCAPES["rosenbrock"]
    assert landscape_of("(1-x)^2+100*(y-x²)^2") is LANDSCAPES["rosenbrock"]


def test_of_a_typed_formula_nothing_is_known_but_what_was_typed() -> None:
    row = landscape_of("x^4 + y^2", (3.0, -4.0))
    assert (row.name, row.label, row.start, row.least) == ("", "x⁴ + y²", (3.0, -4.0), 0.0)
    assert row.seen == (-8.0, 8.0, -8.0, 8.0)
    with pytest.raises(FormulaError):
        landscape_of("x^")
