"""`explorer.training.curvature.central_flow`: where it goes, and what has none"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.compiling import kernel_cache
from explorer.files.project import read_experiment
from explorer.job import results_of
from explorer.network.edits.parameter_edits import set_fixed, set_rate_multiplier
from explorer.network.model import Experiment, OptimiserChoice, Penalty, ScheduleChoice, Training
from explorer.resources import resource
from explorer.training.curvature import curvature
from explorer.training.curvature.central_flow import (
    FlowRows,
    NoCentralFlow,
    central_flow,
    check_has_central_flow,
    follower_of,
    joined_flow,
)
from explorer.training.curvature.flow_part import FlowEnd
from explorer.training.curvature.numpy_central_flow import NumpyCentralFlow
from explorer.training.curvature.numpy_curvature import NumpyCurvature
from explorer.training.lanczos import Wanted
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import NoTrainingSample, Program, parameters_of
from tests.training.small_experiment import xor

EDGE = read_experiment(resource("examples/edge-of-stability.json"))


def flow(experiment: Experiment, steps: int) -> FlowRows:
    return joined_flow(list(results_of(central_flow(experiment, steps))))


def test_along_the_example_the_sharpness_rises_to_the_edge_and_stays_there() -> None:
    found = flow(EDGE, 1000)
    assert found.step.tolist() == list(range(1001))
    assert found.end is None
    assert found.limit.tolist() == [10.0] * 1001
    np.testing.assert_array_equal(found.parameters[0], parameters_of(EDGE.network))
    assert found.loss[0] == pytest.approx(0.306001580513, abs=1e-9)
    assert found.eigenvalues[0] == pytest.approx([1.814558257882, 0.423960651244], rel=1e-7)
    first = int((found.variance > 0).argmax())
    assert first == pytest.approx(266, abs=6)
    assert not found.variance[:first].any()
    assert (found.variance[first + 1 :] > 1e-3).all()
    assert np.abs(found.eigenvalues[first + 10 :, 0] - 10.0).max() < 1e-3
    assert (np.diff(found.loss) < 0).all()
    assert found.mean_loss == pytest.approx(found.loss + 0.5 * found.eigenvalues[:, 0] * found.variance)


def test_the_variance_is_that_with_which_the_sharpness_does_not_change() -> None:
    """σ² = −2 ∇λ·∇E / ‖∇λ‖², with ∇λ from differences of λ itself."""
    found = flow(EDGE, 400)
    w, program = found.parameters[400], Program.of(EDGE)
    exact = NumpyCurvature(program, Wanted(1, 0, 1e-12))
    gradient = NumpyEngine(program).examine(w, 0).gradient
    h = 1e-5
    slope = np.array(
        [np.diff(exact.eigenvalues(np.array([w - h * e, w + h * e]))[:, 0])[0] for e in np.eye(33)]
    ) / (2 * h)
    assert found.variance[400] == pytest.approx(-2 * slope @ gradient / (slope @ slope), rel=2e-3)


def test_a_schedule_moves_the_edge() -> None:
    training = Training(0.2, ScheduleChoice("inverse-time", decay=0.01))
    found = flow(replace(EDGE, training=training), 50)
    assert found.limit == pytest.approx(2 / 0.2 * (1 + 0.01 * np.arange(51)), rel=1e-12)


def test_in_how_many_pieces_it_is_followed_changes_little() -> None:
    program, start = Program.of(EDGE), parameters_of(EDGE.network)
    whole = follower_of(program).follow(start, np.full(300, 0.2))
    assert flow(EDGE, 299).parameters == pytest.approx(whole.states[:-1], abs=1e-3)


def test_it_ends_with_a_reason() -> None:
    found = flow(replace(EDGE, training=Training(learning_rate=3.0)), 100)
    assert found.end is FlowEnd.PAST_THE_EDGE
    assert found.step.tolist() == [0]
    assert found.part(0, 1).end is FlowEnd.PAST_THE_EDGE
    assert found.part(0, 0).end is None


def test_without_numba_numpy_follows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel_cache, "is_installed", lambda: False)
    assert isinstance(follower_of(Program.of(xor())), NumpyCentralFlow)
    assert flow(xor(), 3).step.tolist() == [0, 1, 2, 3]


def test_kernels_that_are_still_to_be_compiled_are_waited_for_only_where_one_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = Program.of(xor())
    monkeypatch.setattr(kernel_cache, "is_complete", lambda: False)
    monkeypatch.setattr(curvature, "is_loaded", lambda part: False)
    assert not isinstance(follower_of(program), NumpyCentralFlow)
    assert isinstance(follower_of(program, may_wait=False), NumpyCentralFlow)
    assert isinstance(curvature.curvature_of(program, may_wait=False), NumpyCurvature)
    monkeypatch.setattr(kernel_cache, "is_complete", lambda: True)
    assert not isinstance(follower_of(program, may_wait=False), NumpyCentralFlow)


@pytest.mark.parametrize(
    ("training", "rule"),
    [
        (Training(optimiser=OptimiserChoice("momentum")), "this trains with momentum"),
        (Training(batch_size=2), "let every step see all samples"),
        (Training(dropout=0.1), "without dropout"),
        (Training(largest_gradient=1.0), "without shortening gradients"),
        (Training(penalty=Penalty(l1=0.1)), "has a kink at 0"),
    ],
)
def test_what_is_no_plain_descent_on_a_smooth_e_is_refused(training: Training, rule: str) -> None:
    with pytest.raises(NoCentralFlow, match=rule):
        flow(xor(training=training), 1)


def test_a_kink_is_refused_by_the_neuron_that_has_it() -> None:
    with pytest.raises(NoCentralFlow, match="ReLU of h0 has a kink"):
        check_has_central_flow(xor("relu"))


def test_where_nothing_learns_or_there_is_no_e_there_is_no_flow() -> None:
    with pytest.raises(NoCentralFlow, match="nothing that learns"):
        check_has_central_flow(set_fixed(xor(), xor().network.parameters, True))
    with pytest.raises(NoTrainingSample):
        check_has_central_flow(replace(xor(), samples=()))


def test_what_learns_at_a_rate_of_its_own_has_none() -> None:
    changed = set_rate_multiplier(xor(), xor().network.parameters[:2], 2.0)
    with pytest.raises(NoCentralFlow, match="one learning rate for all parameters"):
        check_has_central_flow(changed)
