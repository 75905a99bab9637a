"""Do finite differences err as calculus and rounding say: as h, as h², and as 1/h?"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.backprop.difference_error import (
    STEP_SIZES,
    DifferenceErrors,
    difference_errors,
    measured_slope,
)
from explorer.files.project import read_experiment
from explorer.job import last_result
from explorer.network.edits.parameter_edits import set_parameters
from explorer.network.model import Experiment, Penalty
from explorer.resources import resource
from tests import oracle
from tests.training.small_experiment import xor


def errors_of(experiment: Experiment) -> DifferenceErrors:
    return last_result(difference_errors(experiment))


@pytest.mark.parametrize(("is_central", "slope"), [(False, 1.0), (True, 2.0)])
def test_truncation_goes_as_h_forward_and_as_its_square_where_it_is_central(
    is_central: bool, slope: float
) -> None:
    found = errors_of(xor())
    coarse = (STEP_SIZES > 3e-4) & (STEP_SIZES < 3e-2)
    assert measured_slope(STEP_SIZES[coarse], found.errors(is_central)[coarse]) == pytest.approx(
        slope, abs=0.05
    )


@pytest.mark.parametrize("is_central", [False, True])
def test_rounding_goes_as_1_by_h(is_central: bool) -> None:
    found = errors_of(xor())
    fine = (STEP_SIZES > 1e-14) & (STEP_SIZES < 1e-9)
    assert measured_slope(STEP_SIZES[fine], found.errors(is_central)[fine]) == pytest.approx(-1.0, abs=0.15)


def test_the_best_h_is_near_the_square_root_of_epsilon_forward_and_near_its_cube_root_central() -> None:
    found = errors_of(xor())
    best = [found.steps[number] for number in (found.best(False), found.best(True)) if number is not None]
    epsilon = np.finfo(float).eps
    assert best[0] == pytest.approx(epsilon ** (1 / 2), rel=4.0)
    assert best[1] == pytest.approx(epsilon ** (1 / 3), rel=4.0)
    assert found.errors(True).min() < found.errors(False).min() / 50


def test_the_laws_lie_on_the_errors_that_they_are_said_of() -> None:
    found = errors_of(xor())
    for is_central, slope in ((False, 1), (True, 2)):
        truncation, rounding = found.laws(is_central)
        assert truncation is not None
        assert rounding is not None
        assert (truncation.slope, rounding.slope) == (slope, -1)
        for law in (truncation, rounding):
            inside = (found.steps >= law.low) & (found.steps <= law.high)
            ratios = law.at(found.steps[inside]) / found.errors(is_central)[inside]
            assert 0.3 < np.median(ratios) < 3


def test_the_gradient_is_that_of_the_oracle_with_its_penalty() -> None:
    experiment = xor()
    _, expected = oracle.batch_gradient(experiment)
    found = errors_of(experiment)
    assert dict(zip(found.parameters, found.gradient.tolist(), strict=True)) == pytest.approx(
        expected, rel=1e-12
    )
    punished = replace(experiment, training=replace(experiment.training, penalty=Penalty(0.0, 0.5)))
    weights = len(experiment.network.connections)
    more = errors_of(punished).gradient - found.gradient
    assert more[:weights] == pytest.approx([0.5 * c.weight for c in experiment.network.connections], rel=1e-9)
    assert errors_of(punished).errors(True) == pytest.approx(found.errors(True), rel=1e-3, abs=1e-12)


def test_forward_differences_evaluate_n_plus_1_times_and_central_ones_twice_n() -> None:
    found = errors_of(xor())
    n, samples = len(found), len(xor().training_samples)
    assert (found.forward_passes, found.central_passes) == ((n + 1) * samples, 2 * n * samples)


def test_a_quadratic_loss_has_no_truncation_error_that_is_central() -> None:
    one = read_experiment(resource("examples/e-worked-iteration.json"))
    truncation, _ = errors_of(one).laws(True)
    assert truncation is None or truncation.factor < 1e-12


def test_without_outputs_samples_or_parameters_there_is_nothing_to_estimate() -> None:
    found = errors_of(replace(xor(), samples=()))
    assert len(found) == 0
    assert (found.best(True), found.laws(False)) == (None, (None, None))


def test_weights_that_overflow_have_no_best_h() -> None:
    experiment = xor()
    huge = set_parameters(experiment, [1e308] * len(experiment.network.parameters))
    found = errors_of(huge)
    assert found.best(False) is None or np.isfinite(found.errors(False)[found.best(False)])
