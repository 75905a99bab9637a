"""`explorer.training.kernel.graph`: a network, its samples and its rule as the kernels want them"""

import numpy as np
import pytest

from explorer.network.edits.parameter_edits import set_fixed
from explorer.network.edits.training_edits import set_training
from explorer.network.model import OptimiserChoice, Parameter
from explorer.training.kernel import activation, loss, update
from explorer.training.kernel.graph import aligned, graph_of, pack_samples, rule_of, workspace_of
from explorer.training.program import Program
from tests.network.drawn import chain, classifier


def test_a_graph_lists_what_leads_into_each_neuron_its_bias_first() -> None:
    """In the order of computation: i0, one, h0, h1, y0; parameters: four weights, then the biases."""
    program = Program.of(chain())
    graph = graph_of(program)
    assert program.names == ("i0", "one", "h0", "h1", "y0")
    assert graph.computed.tolist() == [2, 3, 4]
    assert graph.is_computed.tolist() == [0, 0, 1, 1, 1, 0]
    assert graph.is_hidden.tolist() == [0, 0, 1, 1, 0]
    assert graph.first.tolist() == [0, 0, 0, 2, 3, 6]
    assert graph.source.tolist() == [5, 0, 2, 5, 3, 1]
    assert graph.weight.tolist() == [4, 0, 1, 5, 2, 3]
    assert (graph.inputs.tolist(), graph.outputs.tolist()) == ([0], [4])
    codes = [activation.CODES[name] for name in ("identity", "identity", "tanh", "relu", "identity")]
    assert graph.activation.tolist() == codes
    assert graph.first.dtype == np.uintp


@pytest.mark.parametrize(
    ("name", "output", "is_from_z", "factor"),
    [
        ("half-squared-error", "identity", 0, 0.5),
        ("squared-error", "identity", 0, 1.0),
        ("mean-squared-error", "softmax", 0, 0.5),
        ("binary-cross-entropy", "logistic", 1, 0.0),
        ("negative-log-likelihood", "softmax", 1, 0.0),
    ],
)
def test_a_graph_knows_its_loss(name: str, output: str, is_from_z: int, factor: float) -> None:
    graph = graph_of(Program.of(classifier(name, output)))
    assert graph.loss == loss.CODES[name]
    assert (graph.is_from_z, graph.square_factor) == (is_from_z, factor)
    assert graph.has_softmax == (output == "softmax")
    assert graph.is_mean == 1


def test_samples_stand_in_blocks_the_last_filled_up_with_shares_of_0() -> None:
    inputs, targets = np.arange(10.0).reshape(5, 2), np.arange(5.0)[:, np.newaxis]
    packed = pack_samples(inputs, targets, 0.2, 4)
    assert packed.inputs.tolist() == [[0, 2, 4, 6], [1, 3, 5, 7], [8, 8, 8, 8], [9, 9, 9, 9]]
    assert packed.targets.tolist() == [[0, 1, 2, 3], [4, 4, 4, 4]]
    assert packed.shares.tolist() == [[0.2] * 4, [0.2, 0, 0, 0]]


def test_one_sample_at_a_time_stands_in_a_row() -> None:
    packed = pack_samples(np.arange(4.0).reshape(2, 2), np.array([[7.0], [8.0]]), 1.0, 1)
    assert packed.inputs.tolist() == [0, 1, 2, 3]
    assert packed.targets.tolist() == [7, 8]
    assert packed.shares.tolist() == [1, 1]


def test_a_rule_has_all_settings_and_knows_what_is_fixed() -> None:
    fixed = set_fixed(chain(), [Parameter("h0", "h1"), Parameter(None, "y0")], True)
    experiment = set_training(
        fixed, optimiser=OptimiserChoice("adamw", beta1=0.5), dropout=0.25, largest_gradient=2.0, seed=7
    )
    rule = rule_of(Program.of(experiment))
    assert rule.optimiser == update.CODES["adamw"]
    assert tuple(rule.settings) == (0.0, 0.0, 0.5, 0.999, 1e-8, 0.01)
    assert (rule.weights, rule.parameters, rule.has_fixed) == (4, 6, 1)
    assert rule.are_fixed.tolist() == [0, 1, 0, 0, 0, 1]
    assert (rule.dropout, rule.seed, rule.largest_gradient) == (0.25, 7, 2.0)
    plain = rule_of(Program.of(chain()))
    assert plain.largest_gradient == np.inf
    assert plain.has_fixed == 0


@pytest.mark.parametrize("shape", [(3,), (5, 4), (7, 16)])
def test_arrays_begin_at_a_line_of_the_cache(shape: tuple[int, ...]) -> None:
    for array in (aligned(shape) for _ in range(5)):
        assert array.ctypes.data % 64 == 0
        assert array.shape == shape
        assert not array.any()


@pytest.mark.parametrize(("lanes", "are_runs", "fold"), [(4, False, 4), (16, False, 8), (16, True, 16)])
def test_a_workspace_has_the_constants_laid_out(lanes: int, are_runs: bool, fold: int) -> None:
    workspace = workspace_of(Program.of(chain()), lanes, are_runs)
    assert workspace.a[:, 0].tolist() == [0, 1, 0, 0, 0, 1]
    assert workspace.gradient.shape == (6, fold)
    assert len(workspace.fold) == fold
    assert workspace.step_gradient.shape == ((6, lanes) if are_runs else (6,))
