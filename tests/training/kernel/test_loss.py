"""`explorer.training.kernel.loss`, against the table of `explorer.network`"""

import numpy as np
import pytest

from explorer.compiling.compiled import kernel
from explorer.network.activation import ACTIVATIONS, SOFTMAX
from explorer.network.builder import new_experiment
from explorer.network.edits.loss_edits import set_activation
from explorer.network.loss import LOSSES
from explorer.network.model import Experiment
from explorer.training.kernel.graph import graph_of, pack_samples, workspace_of
from explorer.training.kernel.loss import measure, send_back, softmax
from explorer.training.kernel.pack import write
from explorer.training.program import Program

WIDTH, SAMPLES, OUTPUTS = (0,) * 4, 6, 3
RANDOM = np.random.default_rng(3)
Z, T = RANDOM.normal(0, 3, (SAMPLES, OUTPUTS)), RANDOM.uniform(0, 1, (SAMPLES, OUTPUTS))
SHARE = 0.25


@kernel
def compute(width, graph, samples, block, workspace, losses):
    if graph.has_softmax:
        softmax(width, graph, workspace)
    write(losses, block, measure(width, graph, samples, block, workspace))
    send_back(width, graph, samples, block, workspace)


def computed(experiment: Experiment, z: np.ndarray, t: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """L and what goes back to each output, ∂E/∂y or δ: (samples,) and (samples, outputs)."""
    program = Program.of(experiment)
    graph, workspace = graph_of(program), workspace_of(program, len(WIDTH), are_runs=False)
    samples = pack_samples(np.zeros((len(z), 1)), t, SHARE, len(WIDTH))
    row = ACTIVATIONS[experiment.network.outputs[0].activation]
    losses, back = np.empty((len(samples.shares), len(WIDTH))), []
    for block in range(len(samples.shares)):
        rows = np.minimum(np.arange(block * 4, block * 4 + 4), len(z) - 1)
        workspace.z[graph.outputs] = z[rows].T
        if row.name != SOFTMAX:
            workspace.a[graph.outputs] = row.function(z[rows].T)
        compute(WIDTH, graph, samples, block, workspace, losses)
        sent = workspace.direct if graph.is_from_z else workspace.dE_da
        back.append(sent[graph.outputs].T.copy())
    return losses.reshape(-1)[: len(z)], np.concatenate(back)[: len(z)]


@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_and_what_it_sends_back_are_those_of_the_row(name: str) -> None:
    loss, experiment = LOSSES[name], new_experiment((1, OUTPUTS), loss=name)
    y = ACTIVATIONS[experiment.network.outputs[0].activation]
    a = np.exp(Z) / np.exp(Z).sum(1, keepdims=True) if y.name == SOFTMAX else y.function(Z)
    found, back = computed(experiment, Z, T)
    np.testing.assert_allclose(found, loss.terms(Z, a, T).sum(1), rtol=1e-13)
    expected = (loss.delta or loss.output_gradient)(a, T)
    np.testing.assert_allclose(back, SHARE * expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", ["half-squared-error", "squared-error", "mean-squared-error"])
def test_a_loss_of_squares_goes_back_through_all_shares_of_a_softmax(name: str) -> None:
    experiment = set_activation(new_experiment((1, OUTPUTS), loss=name), ["y0"], SOFTMAX)
    y = np.exp(Z) / np.exp(Z).sum(1, keepdims=True)
    gradient = LOSSES[name].output_gradient(y, T)
    jacobians = [np.diag(each) - np.outer(each, each) for each in y]
    expected = [jacobian @ each for jacobian, each in zip(jacobians, gradient, strict=True)]
    found, back = computed(experiment, Z, T)
    np.testing.assert_allclose(found, LOSSES[name].terms(Z, y, T).sum(1), rtol=1e-13)
    np.testing.assert_allclose(back, SHARE * np.array(expected), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", ["binary-cross-entropy", "negative-log-likelihood"])
def test_saturated_outputs_do_not_overflow(name: str) -> None:
    z, t = np.array([[-800.0, 800.0, 0.0]]), np.array([[1.0, 0.0, 0.0]])
    found, back = computed(new_experiment((1, OUTPUTS), loss=name), z, t)
    assert found[0] == pytest.approx(1600 + (np.log(2) if name == "binary-cross-entropy" else 0))
    assert np.isfinite(back).all()


@pytest.mark.parametrize(
    ("name", "z", "t", "expected"),
    [
        ("negative-log-likelihood", [0.0, 37.0, -800.0], [0.0, 1.0, 0.0], 8.533047625744066e-17),
        ("negative-log-likelihood", [40.0, 3.0, -1.0], [1.0, 0.0, 0.0], 8.689335844677564e-17),
        ("negative-log-likelihood", [40.0, 40.0, 0.0], [0.0, 1.0, 0.0], float(np.log(2))),
        ("binary-cross-entropy", [40.0, -800.0, -800.0], [1.0, 0.0, 0.0], 4.248354255291589e-18),
    ],
)
def test_a_small_loss_keeps_its_digits(name: str, z: list, t: list, expected: float) -> None:
    found, _ = computed(new_experiment((1, OUTPUTS), loss=name), np.array([z]), np.array([t]))
    assert found[0] == pytest.approx(expected, rel=1e-14, abs=0)
