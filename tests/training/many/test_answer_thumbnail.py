"""What each of many runs answers: the plane, the curve or the samples, as the network computes it."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.network.builder import new_experiment
from explorer.network.model import Sample
from explorer.training.many.answer_thumbnail import PLANE_SIDE, ThumbnailKind, answers_of, thumbnail_scale
from explorer.training.program import Program
from tests.training.small_experiment import chain, xor


def test_two_inputs_give_the_plane_row_by_row_from_below() -> None:
    experiment = xor()
    program = Program.of(experiment)
    scale = thumbnail_scale(experiment, program)
    assert scale.kind is ThumbnailKind.PLANE
    assert scale.inputs.shape == (PLANE_SIDE * PLANE_SIDE, 2)
    assert scale.inputs[0].tolist() == [-0.25, -0.25]
    assert scale.inputs[PLANE_SIDE - 1].tolist() == [1.25, -0.25]
    assert scale.inputs[-1].tolist() == [1.25, 1.25]
    assert (scale.low, scale.high) == (0.0, 1.0)


def test_one_input_gives_the_curve_and_its_samples() -> None:
    experiment = chain(["tanh"], [2.0], [(0.0, 0.5), (1.0, -0.5)], biases={"n0": 0.25})
    program = Program.of(experiment)
    scale = thumbnail_scale(experiment, program)
    assert scale.kind is ThumbnailKind.CURVE
    assert (scale.across[0], scale.across[-1]) == (-0.25, 1.25)
    assert scale.samples.tolist() == [[0.0, 0.5], [1.0, -0.5]]
    (answers,) = answers_of(experiment, scale, np.array([[3.0, -1.0]]))
    assert answers == pytest.approx(np.tanh(3.0 * scale.across - 1.0))


def test_more_inputs_give_the_answers_at_the_samples_against_their_targets() -> None:
    experiment = new_experiment((3, 1))
    sample = Sample({"i0": 1.0, "i1": 2.0, "i2": 3.0}, {"o0": 0.5})
    names = [neuron.name for neuron in experiment.network.inputs]
    sample = Sample(dict(zip(names, (1.0, 2.0, 3.0), strict=True)), {experiment.network.outputs[0].name: 0.5})
    experiment = replace(experiment, samples=(sample,))
    scale = thumbnail_scale(experiment, Program.of(experiment))
    assert scale.kind is ThumbnailKind.SCATTER
    assert scale.across.tolist() == [0.5]
    assert (scale.low, scale.high) == (-0.5, 1.5)


def test_what_diverged_answers_nothing() -> None:
    experiment = chain(["identity"], [2.0], [(0.0, 0.5)])
    scale = thumbnail_scale(experiment, Program.of(experiment))
    assert np.isnan(answers_of(experiment, scale, np.array([[np.nan]]))).all()
