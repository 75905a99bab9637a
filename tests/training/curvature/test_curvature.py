"""Is the curvature that of E, and is the largest eigenvalue the largest, whatever crosses it?"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.compiling import kernel_cache
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Penalty, Sample, Training
from explorer.training.curvature.compiled_curvature import CompiledCurvature
from explorer.training.curvature.curvature import (
    TOLERANCE,
    Curvature,
    TooManyEigenvalues,
    curvature_of,
    wanted_of,
)
from explorer.training.curvature.numpy_curvature import NumpyCurvature
from explorer.training.lanczos import Wanted
from explorer.training.program import Program, parameters_of
from explorer.training.trainer import Trainer
from tests.random_experiment import CASES, random_experiment
from tests.training import hessian_oracle
from tests.training.small_experiment import chain, xor

CURVATURES: dict[str, Callable[[Program, Wanted], Curvature]] = {
    "numpy": NumpyCurvature,
    "compiled": CompiledCurvature,
}

computed_either_way = pytest.mark.parametrize("way", CURVATURES)


def curvature(way: str, experiment: Experiment, top: int = 1, below: int = 0) -> Curvature:
    return CURVATURES[way](Program.of(experiment), wanted_of(top, below))


def random_penalised(seed: int) -> Experiment:
    """Every second one has a penalty."""
    experiment = random_experiment(seed)
    penalty = Penalty(l1=0.03, l2=0.2) if seed % 2 else Penalty()
    return replace(experiment, training=replace(experiment.training, penalty=penalty))


def exact(experiment: Experiment) -> np.ndarray:
    """The Hessian, a product at a time."""
    parameters = parameters_of(experiment.network)
    return curvature("numpy", experiment).hessian_products(parameters, np.eye(len(parameters)))


@computed_either_way
def test_a_product_is_that_of_the_hessian_for_every_activation_and_loss(way: str) -> None:
    for seed in range(3 * len(CASES)):
        experiment = random_penalised(seed)
        parameters = parameters_of(experiment.network)
        v = np.random.default_rng(seed).standard_normal(len(parameters))
        found = curvature(way, experiment).hessian_products(parameters, v[np.newaxis])
        expected = hessian_oracle.hessian_product(experiment, v)
        size = float(np.linalg.norm(expected))
        assert np.linalg.norm(found[0] - expected) <= 1e-9 * size + 1e-13, (seed, CASES[seed % len(CASES)])


def test_the_kernels_agree_with_numpy() -> None:
    for seed in range(10 * len(CASES)):
        experiment = random_penalised(seed)
        parameters = parameters_of(experiment.network)
        vectors = np.random.default_rng(seed).standard_normal((2, len(parameters)))
        found, expected = (
            curvature(way, experiment).hessian_products(parameters, vectors) for way in ("compiled", "numpy")
        )
        np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12 * np.abs(expected).max(initial=1.0))


@computed_either_way
@given(seed=st.integers(0, 10**6))
def test_u_h_v_is_v_h_u(way: str, seed: int) -> None:
    experiment = random_penalised(seed)
    parameters = parameters_of(experiment.network)
    vectors = np.random.default_rng(seed).standard_normal((2, len(parameters)))
    products = curvature(way, experiment).hessian_products(parameters, vectors)
    scale = np.linalg.norm(products) * np.linalg.norm(vectors)
    assert vectors[0] @ products[1] == pytest.approx(vectors[1] @ products[0], rel=1e-11, abs=1e-13 * scale)


def test_the_eigenvalues_are_those_of_the_exact_hessian() -> None:
    for seed in range(len(CASES)):
        experiment = random_penalised(seed)
        parameters = parameters_of(experiment.network)
        top, below = min(2, len(parameters)), min(1, len(parameters))
        expected = np.linalg.eigvalsh(hessian_oracle.hessian(experiment)) if len(parameters) else np.empty(0)
        error = 1e-9 * np.abs(expected).max(initial=1.0)  # of differences
        for way in CURVATURES:
            found = curvature(way, experiment, top, below).eigenvalues(parameters[np.newaxis])[0]
            assert found[:top] == pytest.approx(expected[::-1][:top], rel=TOLERANCE, abs=error), (seed, way)
            assert found[top:] == pytest.approx(expected[:below], rel=TOLERANCE, abs=error), (seed, way)


@computed_either_way
@pytest.mark.parametrize("learning_rate", [0.1, 2.0])
def test_the_eigenvalues_are_right_at_every_step_of_a_run(way: str, learning_rate: float) -> None:
    """At the second learning rate it goes to and fro at the edge of stability."""
    trainer = Trainer(xor())
    trainer.learning_rate = learning_rate
    rows = np.array([trainer.parameters for _ in range(80) if trainer.advance(1)])
    program = Program.of(xor())
    found = CURVATURES[way](program, wanted_of(2, 1)).eigenvalues(rows)
    plain = NumpyCurvature(program, wanted_of(1))
    for parameters, values in zip(rows, found, strict=True):
        expected = np.linalg.eigvalsh(plain.hessian_products(parameters, np.eye(len(parameters))))
        assert values == pytest.approx(expected[[-1, -2, 0]], rel=TOLERANCE)


def separate(count: int) -> Experiment:
    """yₖ = sin wₖ for each k, E = Σ ½ yₖ²: H is diagonal, with cos 2wₖ in it, and nothing mixes its axes."""
    numbers = range(count)
    neurons = [Neuron(f"x{k}", Kind.INPUT) for k in numbers]
    neurons += [Neuron(f"y{k}", Kind.OUTPUT, "sine", None) for k in numbers]
    connections = tuple(Connection(f"x{k}", f"y{k}", 0.0) for k in numbers)
    sample = Sample({f"x{k}": 1.0 for k in numbers}, {f"y{k}": 0.0 for k in numbers})
    return Experiment(Network(tuple(neurons), connections), (sample,))


@computed_either_way
@pytest.mark.parametrize("count", [3, 30])
@pytest.mark.parametrize("calls", [1, 4])
def test_where_eigenvalues_cross_it_follows_the_largest_not_the_vector(
    way: str, count: int, calls: int
) -> None:
    rows = np.full((200, count), 1.2) + 0.2 * np.random.default_rng(0).random(count)
    rows[:, 0] = np.linspace(0.2, 0.6, 200)  # cos 2w falls from 0.92 to 0.36,
    rows[:, 1] = np.linspace(0.6, 0.2, 200)  # and crosses the one that rises
    rows[60:85, 2] = 0.05  # a third jumps above both, and down again,
    rows[150:, -1] = 0.01  # and one that was last is suddenly the first
    watched = curvature(way, separate(count))
    found = np.concatenate([watched.eigenvalues(part) for part in np.split(rows, calls)])
    assert found[:, 0] == pytest.approx(np.cos(2 * rows).max(axis=1), rel=TOLERANCE)


@computed_either_way
def test_equal_eigenvalues_are_all_found(way: str) -> None:
    at_zero = np.zeros((1, 9))  # cos 0 nine times
    found = curvature(way, separate(9), top=4, below=3).eigenvalues(at_zero)
    assert found[0] == pytest.approx(np.ones(7), rel=1e-12)


@computed_either_way
def test_where_e_is_flat_all_eigenvalues_are_0(way: str) -> None:
    flat = chain(["relu", "identity"], [-1.0, 0.0], [(1.0, 2.0)])  # nothing comes through, either way
    rows = parameters_of(flat.network)[np.newaxis]
    assert curvature(way, flat, 2, 2).eigenvalues(rows).tolist() == [[0.0, 0.0, 0.0, 0.0]]


@computed_either_way
def test_the_penalty_adds_to_the_weights_and_not_to_the_biases(way: str) -> None:
    # y = w x + b: H = [[x² + λ₂, x], [x, 1]]; λ₁ |w| is straight
    training = Training(penalty=Penalty(l1=5.0, l2=0.5))
    line = chain(["identity"], [0.3], [(2.0, 1.0)], biases={"n0": 0.1}, training=training)
    products = curvature(way, line).hessian_products(parameters_of(line.network), np.eye(2))
    assert products == pytest.approx(np.array([[4.5, 2.0], [2.0, 1.0]]), rel=1e-15)


@computed_either_way
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e200])
def test_where_not_everything_is_finite_there_is_no_curvature(way: str, value: float) -> None:
    experiment = chain(["softplus", "identity"], [1.0, 1.0], [(1.0, 0.5), (-2.0, 0.1)])
    fine = parameters_of(experiment.network)
    rows = np.array([fine, [value, value], fine])
    found = curvature(way, experiment, 1, 1).eigenvalues(rows)
    assert np.isnan(found[1]).all()
    assert np.isnan(curvature(way, experiment).hessian_products(rows[1], np.eye(2))).all()
    expected = np.linalg.eigvalsh(exact(experiment))[::-1]
    for row in (0, 2):
        assert found[row] == pytest.approx(expected, rel=TOLERANCE)


@computed_either_way
def test_many_samples_go_through_in_blocks(way: str) -> None:
    pairs = [(x, float(np.sin(3 * x))) for x in np.linspace(-1, 1, 37)]
    experiment = chain(["tanh", "gelu", "identity"], [1.5, -0.7, 0.9], pairs, biases={"n0": 0.2, "n2": -0.1})
    expected = hessian_oracle.hessian(experiment)
    found = curvature(way, experiment).hessian_products(parameters_of(experiment.network), np.eye(5))
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-10)


@computed_either_way
def test_no_rows_have_no_eigenvalues(way: str) -> None:
    assert curvature(way, xor()).eigenvalues(np.empty((0, 17))).shape == (0, 1)


def test_the_kernels_serve_where_numba_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program.of(xor())
    assert isinstance(curvature_of(program), CompiledCurvature)
    monkeypatch.setattr(kernel_cache, "is_installed", lambda: False)
    assert isinstance(curvature_of(program), NumpyCurvature)


def test_there_are_no_more_eigenvalues_than_parameters() -> None:
    rows = parameters_of(xor().network)[np.newaxis]
    assert curvature_of(Program.of(xor()), 17, 17).eigenvalues(rows).shape == (1, 34)
    with pytest.raises(TooManyEigenvalues, match="18 eigenvalues of a network with 17 parameters"):
        curvature_of(Program.of(xor()), 1, 18)
