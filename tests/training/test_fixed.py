"""Do fixed weights and biases stay, and do the others learn as if those were constants?

As PyTorch has it of parameters that require no gradient: they are not among those that the optimiser is
given, so an update is made here by hand of vectors in which they do not occur.
"""

import math
from dataclasses import replace

import numpy as np
import pytest

from explorer.backprop.gradient_check import check_gradients
from explorer.network.edits.parameter_edits import set_fixed
from explorer.network.learning_rule import LearningRule, norm_of
from explorer.network.model import Experiment, OptimiserChoice, Parameter, Penalty, Training
from explorer.network.optimiser import OPTIMISERS, settings_of
from explorer.network.schedule import learning_rate_at
from explorer.training.curvature.compiled_curvature import CompiledCurvature
from explorer.training.curvature.curvature import TOLERANCE, TooManyEigenvalues, curvature_of, wanted_of
from explorer.training.curvature.numpy_curvature import NumpyCurvature
from explorer.training.engine import Rows
from explorer.training.many.lanes import Start
from explorer.training.many.lyapunov import exponents
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program, parameters_of
from explorer.training.trainer import Trainer
from tests import oracle
from tests.random_experiment import CASES, random_experiment
from tests.random_fixed import with_random_fixed
from tests.training import hessian_oracle
from tests.training.engines import ENGINES
from tests.training.small_experiment import chain, xor
from tests.training.training_families import FAMILIES

STEPS = 12


def drawn(seed: int, training: Training) -> Experiment:
    return with_random_fixed(replace(random_experiment(seed), training=training), seed)


def free_of(experiment: Experiment) -> np.ndarray:
    return np.flatnonzero(~np.array(experiment.network.are_fixed, dtype=bool))


def trained_without_fixed(experiment: Experiment, rates: np.ndarray) -> tuple[np.ndarray, list[float]]:
    """Parameters and gradient norms of a run whose optimiser knows the free parameters only."""
    free, training = free_of(experiment), experiment.training
    row, settings = OPTIMISERS[training.optimiser.name], settings_of(training.optimiser)
    is_weight = np.arange(len(experiment.network.parameters)) < len(experiment.network.connections)
    parameters, memory = parameters_of(experiment.network), np.zeros((len(row.memory), len(free)))
    examiner, norms = NumpyEngine(Program.of(experiment)), []
    for step in range(len(rates) + 1):
        gradient = examiner.examine(parameters, step).gradient[free]
        norms.append(norm_of(gradient))
        if step == len(rates):
            break
        if training.largest_gradient is not None:
            gradient = gradient * min(1.0, training.largest_gradient / (norms[-1] + 1e-6))
        decaying = np.where(is_weight, parameters, 0.0)[free]
        parameters[free] += row.change(gradient, memory, decaying, rates[step], step + 1, settings)
    return parameters, norms


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("engine", ENGINES)
def test_the_free_parameters_learn_as_if_the_fixed_ones_were_constants(engine: str, family: str) -> None:
    for seed in range(15):
        experiment = drawn(seed, FAMILIES[family])
        schedule = experiment.training.schedule
        rates = np.array([learning_rate_at(0.01, schedule, step) for step in range(STEPS)])
        expected, norms = trained_without_fixed(experiment, rates)
        before = parameters_of(experiment.network)
        state, rows = LearningRule.of(experiment).first_state(before), Rows.empty(STEPS + 1)
        ENGINES[engine](Program.of(experiment)).run(state, 0, rates, math.inf, rows)
        np.testing.assert_allclose(state[0], expected, rtol=1e-9, atol=1e-12, err_msg=str(seed))
        np.testing.assert_allclose(rows.gradient_norm, norms, rtol=1e-8, atol=1e-13, err_msg=str(seed))
        fixed = np.array(experiment.network.are_fixed, dtype=bool)
        assert state[0, fixed].tobytes() == before[fixed].tobytes()
        assert not state[1:, fixed].any()


def test_the_gradient_of_a_fixed_parameter_is_shown_all_the_same() -> None:
    for seed in range(40):
        experiment = drawn(seed, Training(penalty=Penalty(0.1, 0.2)))
        parameters = parameters_of(experiment.network)
        found = NumpyEngine(Program.of(experiment)).examine(parameters, 0).gradient
        gradient = oracle.batch_gradient(experiment)[1]
        punished = LearningRule.of(experiment).penalty_gradient(parameters)
        expected = np.array([gradient[parameter] for parameter in experiment.network.parameters]) + punished
        np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12, err_msg=str(seed))
        assert check_gradients(experiment).agrees, seed


def test_fixing_changes_neither_e_nor_its_penalty() -> None:
    experiment = replace(xor(), training=Training(penalty=Penalty(0.1, 0.2)))
    fixed = set_fixed(experiment, experiment.network.parameters, True)
    rows = [Trainer(each).history.rows() for each in (experiment, fixed)]
    assert rows[0].loss[0] == rows[1].loss[0]
    assert rows[1].gradient_norm[0] == 0.0


@pytest.mark.parametrize("name", OPTIMISERS)
def test_what_was_remembered_before_a_parameter_was_fixed_does_not_move_it(name: str) -> None:
    experiment = replace(xor(), training=Training(optimiser=OptimiserChoice(name)))
    run = Trainer(experiment)
    run.advance(5)
    weight = experiment.network.parameters[0]
    fixed = set_fixed(run.experiment(), [weight], True)
    rule = LearningRule.of(fixed)
    state = rule.state(
        parameters_of(fixed.network), LearningRule.of(experiment).memory(run.snapshot().state, 5)
    )
    before = state[0, 0]
    ENGINES["numpy"](Program.of(fixed)).run(state, 5, np.full(3, 0.1), math.inf, Rows.empty(4))
    assert state[0, 0] == before
    assert state[0, 1] != run.parameters[1]


@pytest.mark.parametrize("engine", ENGINES)
def test_even_a_learning_rate_without_bounds_leaves_a_fixed_weight_alone(engine: str) -> None:
    experiment = chain(["identity", "identity"], [0.5, 2.0], [(1.0, 0.0)])
    fixed = set_fixed(experiment, [experiment.network.parameters[0]], True)
    state, rows = np.array([[0.5, 2.0]]), Rows.empty(2)
    outcome = ENGINES[engine](Program.of(fixed)).run(state, 0, np.full(1, math.inf), math.inf, rows)
    assert state[0].tolist() == [0.5, -math.inf]
    assert outcome.has_diverged


def test_a_gradient_that_overflows_is_no_divergence_where_it_is_that_of_a_fixed_weight() -> None:
    """w₁ = 1e-200 carries 1e200 to y = 1 · w₂: ∂E/∂w₁ = (y − t) w₂ x = 1e308 · 1e2."""
    experiment = chain(["identity", "identity"], [1e-200, 1e110], [(1e200, 0.0)])
    for engine in ENGINES.values():
        for is_fixed, has_diverged in ((False, True), (True, False)):
            tried = set_fixed(experiment, [experiment.network.parameters[0]], is_fixed)
            state, rows = np.array([[1e-200, 1e110]]), Rows.empty(1)
            outcome = engine(Program.of(tried)).run(state, 0, np.empty(0), math.inf, rows)
            assert outcome.has_diverged == has_diverged
    assert rows.gradient_norm[0] == pytest.approx(1e110)


@pytest.mark.parametrize("way", [NumpyCurvature, CompiledCurvature])
def test_sharpness_is_that_of_the_free_parameters(way: type) -> None:
    for seed in range(len(CASES)):
        experiment = drawn(seed, Training(penalty=Penalty(l2=0.2) if seed % 2 else Penalty()))
        free, parameters = free_of(experiment), parameters_of(experiment.network)
        if not len(free):
            continue
        hessian = hessian_oracle.hessian(experiment)[np.ix_(free, free)]
        expected, error = np.linalg.eigvalsh(hessian), 1e-9 * np.abs(hessian).max(initial=1.0)
        top, below = min(2, len(free)), min(1, len(free))
        curvature = way(Program.of(experiment), wanted_of(top, below))
        found = curvature.eigenvalues(parameters[np.newaxis])[0]
        assert found[:top] == pytest.approx(expected[::-1][:top], rel=TOLERANCE, abs=error), seed
        assert found[top:] == pytest.approx(expected[:below], rel=TOLERANCE, abs=error), seed
        products = curvature.hessian_products(parameters, np.eye(len(parameters)))
        whole = np.zeros_like(products)
        whole[np.ix_(free, free)] = hessian
        np.testing.assert_allclose(products, whole, rtol=1e-7, atol=10 * error, err_msg=str(seed))


def test_a_fixed_parameter_has_no_eigenvalue() -> None:
    experiment = set_fixed(xor(), xor().network.parameters[:-2], True)
    with pytest.raises(TooManyEigenvalues, match="3 eigenvalues of a network with 2 free parameters"):
        curvature_of(Program.of(experiment), largest=3)


def test_neighbours_of_a_run_differ_in_what_learns_only() -> None:
    """E = ½ (w x + b − t)² with b fixed is a parabola in w alone: w − w* is multiplied by 1 − 2.5 α."""
    line = chain(["identity"], [0.3], [(1.0, 0.5), (2.0, -1.0)], biases={"n0": 0.2})
    fixed = set_fixed(line, [Parameter(None, "n0")], True)
    state = LearningRule.of(fixed).first_state(parameters_of(fixed.network))
    rates = np.array([0.04, 0.1, 0.7])
    found = exponents(Program.of(fixed), Start(rates, np.tile(state, (3, 1, 1))))
    np.testing.assert_allclose(found, np.log(np.abs(1 - 2.5 * rates)), rtol=1e-5)


def test_where_everything_is_fixed_a_run_stays_where_it_is() -> None:
    experiment = set_fixed(xor(), xor().network.parameters, True)
    run = Trainer(experiment)
    run.advance(50)
    assert run.experiment() == experiment
    assert run.history.rows().gradient_norm.tolist() == [0.0] * 51
