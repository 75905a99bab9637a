"""What a neuron answers over the plane, the line and the samples; worked by hand on identity networks."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.job import last_result, results_of
from explorer.network.edits.transform_edits import standardise_inputs, standardise_targets
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Sample
from explorer.network.transform import Scaling
from explorer.training.numpy_engine.evaluator import Evaluator
from explorer.training.prediction import (
    CURVE_POINTS,
    PLANE_POINTS,
    Prediction,
    levels,
    predict_curve,
    predict_plane,
    predict_samples,
    reach,
)

SUM = Experiment(
    Network(
        (
            Neuron("x", Kind.INPUT),
            Neuron("y", Kind.INPUT),
            Neuron("h", Kind.HIDDEN, "tanh", 0.0),
            Neuron("s", Kind.OUTPUT, "identity", 0.0),
        ),
        (Connection("x", "s", 1.0), Connection("y", "s", 10.0), Connection("x", "h", 1.0)),
    ),
    (
        Sample({"x": 0.0, "y": 0.0}, {"s": 1.0}),
        Sample({"x": 4.0, "y": 2.0}, {"s": 3.0}, held_out=True),
        Sample({"x": 2.0, "y": 1.0}, {"s": 2.0}),
    ),
)
"""s = x + 10 y, h = tanh x."""

DOUBLE = Experiment(
    Network((Neuron("x", Kind.INPUT), Neuron("y", Kind.OUTPUT, "identity")), (Connection("x", "y", 2.0),)),
    (Sample({"x": 1.0}, {"y": 0.0}), Sample({"x": 3.0}, {"y": 0.0})),
)


def prediction_of(experiment: Experiment, neuron: str, output: str | None, sample: int = 0) -> Prediction:
    return Prediction(experiment, Evaluator(experiment.network), neuron, output, sample)


def test_the_plane_reaches_a_quarter_of_their_range_beyond_the_samples() -> None:
    plane = last_result(predict_plane(prediction_of(SUM, "s", "s")))
    assert (plane.left, plane.right, plane.bottom, plane.top) == (-1.0, 5.0, -0.5, 2.5)
    assert plane.a.shape == (PLANE_POINTS, PLANE_POINTS)
    corners = plane.a[[0, 0, -1, -1], [0, -1, 0, -1]]
    assert corners == pytest.approx([-6.0, 0.0, 24.0, 30.0])


def test_the_plane_is_computed_piece_by_piece_and_is_a_result_once() -> None:
    told: list[float] = []
    assert len(list(results_of(predict_plane(prediction_of(SUM, "s", "s")), told.append))) == 1
    assert told == sorted(told)
    assert len(told) == 13
    assert told[-1] == 1.0


def test_the_curve_goes_from_end_to_end() -> None:
    curve = last_result(predict_curve(prediction_of(DOUBLE, "y", "y")))
    assert (curve.x[0], curve.x[-1], len(curve.x)) == (0.5, 3.5, CURVE_POINTS)
    np.testing.assert_allclose(curve.a, 2 * curve.x, rtol=1e-15)


def test_samples_are_told_apart_by_whether_they_are_held_out() -> None:
    prediction = prediction_of(SUM, "s", "s", sample=1)
    found = last_result(predict_samples(prediction))
    assert (found.trained.tolist(), found.held_out.tolist()) == ([0.0, 12.0], [24.0])
    assert (prediction.targets(False).tolist(), prediction.targets(True).tolist()) == ([1.0, 2.0], [3.0])
    assert prediction.all_inputs.tolist() == [[0.0, 0.0], [2.0, 1.0], [4.0, 2.0]]
    assert prediction.place == 2


def test_without_an_output_there_are_no_targets() -> None:
    assert np.isnan(prediction_of(SUM, "h", None).targets(False)).all()


def test_colours_go_from_target_to_target_or_as_far_as_the_activation_can_or_does() -> None:
    a = np.array([[-7.0, np.inf], [np.nan, 9.0]])
    assert levels(prediction_of(SUM, "s", "s"), a) == (1.0, 2.0)
    assert levels(prediction_of(SUM, "h", "s"), a) == (-1.0, 1.0)
    assert levels(prediction_of(DOUBLE, "y", "y"), a) == (-7.0, 9.0)
    assert levels(prediction_of(DOUBLE, "y", "y"), np.full(3, 5.0)) == (-1.0, 1.0)


def test_an_activation_without_an_upper_end_gives_colours_no_ends() -> None:
    neurons = (Neuron("x", Kind.INPUT), Neuron("y", Kind.OUTPUT, "relu"))
    half_open = replace(DOUBLE, network=Network(neurons, DOUBLE.network.connections))
    assert levels(prediction_of(half_open, "y", "y"), np.array([0.0, 3.0])) == (0.0, 3.0)


def test_a_diverged_network_gives_numbers_that_are_not_finite() -> None:
    network = replace(DOUBLE.network, connections=(Connection("x", "y", float("inf")),))
    curve = last_result(predict_curve(prediction_of(replace(DOUBLE, network=network), "y", "y")))
    assert np.isinf(curve.a).all()


def test_a_range_without_width_or_values_is_two_wide() -> None:
    assert reach(np.array([3.0, 3.0])) == (2.0, 4.0)
    assert reach(np.empty(0)) == (-1.0, 1.0)


UNITS = {"x": Scaling(1000.0, 10.0), "y": Scaling(-3.0, 0.5), "s": Scaling(50.0, 2.0)}
"""x = 10 x′ + 1000, y = y′/2 − 3 and s = 2 s′ + 50, where the network computes s′ = x′ + 10 y′."""


def test_a_prediction_is_in_original_units() -> None:
    scaled = prediction_of(replace(SUM, transform=UNITS), "s", "s")
    assert scaled.inputs(False).tolist() == [[1000.0, -3.0], [1020.0, -2.5]]
    assert scaled.inputs(True).tolist() == [[1040.0, -2.0]]
    assert scaled.targets(False).tolist() == [52.0, 54.0]
    assert scaled.activation(np.array([[1000.0, -3.0], [1020.0, -2.5]])).tolist() == [50.0, 74.0]
    plane = last_result(predict_plane(scaled))
    assert (plane.left, plane.right, plane.bottom, plane.top) == (990.0, 1050.0, -3.25, -1.75)
    assert plane.a[[0, -1], [0, -1]] == pytest.approx([2 * -6.0 + 50, 2 * 30.0 + 50])
    assert levels(scaled, plane.a) == (52.0, 54.0)


def test_what_a_hidden_neuron_answers_has_no_other_units() -> None:
    scaled = prediction_of(replace(SUM, transform=UNITS), "h", "s")
    assert scaled.activation(np.array([[1010.0, -3.0]])) == pytest.approx([np.tanh(1.0)])
    assert levels(scaled, np.zeros(1)) == (-1.0, 1.0)


def test_the_ends_of_an_activation_are_told_in_the_units_of_the_targets() -> None:
    neurons = (Neuron("x", Kind.INPUT), Neuron("y", Kind.OUTPUT, "logistic"))
    network = Network(neurons, (Connection("x", "y", 1.0),))
    one = Experiment(network, (Sample({"x": 1.0}, {"y": 0.0}),), transform={"y": Scaling(20.0, 10.0)})
    assert levels(prediction_of(one, "y", "y"), np.zeros(1)) == (20.0, 30.0)


def test_standardising_leaves_where_the_samples_stand() -> None:
    scaled = standardise_targets(standardise_inputs(SUM))
    before, after = prediction_of(SUM, "s", "s"), prediction_of(scaled, "s", "s")
    np.testing.assert_allclose(after.all_inputs, before.all_inputs, atol=1e-15)
    np.testing.assert_allclose(after.targets(False), before.targets(False), rtol=1e-15)
