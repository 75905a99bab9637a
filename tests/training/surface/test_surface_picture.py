"""`explorer.training.surface.surface_picture`: is it the surface that was asked for, coarse and then fine?"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.job import results_of
from explorer.network.model import Experiment, Training
from explorer.training.laboratory_settings import MapRange
from explorer.training.program import Program, parameters_of
from explorer.training.surface.loss_grid import losses_at
from explorer.training.surface.plane import NoPlane
from explorer.training.surface.surface_picture import (
    SurfacePicture,
    SurfaceQuestion,
    chosen_parameters,
    compute_surface,
)
from explorer.training.trainer import Trainer
from tests.training.small_experiment import chain, xor


def pictures(question: SurfaceQuestion) -> list[SurfacePicture]:
    return list(results_of(compute_surface(question)))


def run_of(experiment: Experiment, steps: int = 40) -> Trainer:
    trainer = Trainer(experiment)
    trainer.advance(steps)
    return trainer


def test_the_levels_of_the_coarsest_picture_stay() -> None:
    found = pictures(SurfaceQuestion(xor(), "sharpest"))
    assert [picture.grid.stride for picture in found] == [8, 4, 2, 1]
    assert [picture.is_finest for picture in found] == [False, False, False, True]
    assert len({picture.levels.tobytes() for picture in found}) == 1
    assert found[0].path is None


def test_a_window_about_the_start_holds_the_whole_path() -> None:
    trainer = run_of(xor(), 400)
    last = pictures(SurfaceQuestion(xor(), "sharpest", run=trainer.snapshot()))[-1]
    assert last.path is not None
    assert last.grid.across[0] <= last.path.across.min()
    assert last.path.across.max() <= last.grid.across[-1]
    assert (last.path.across[0], last.path.up[0]) == (0.0, 0.0)


def test_the_axes_of_a_run_need_one_and_its_end_lies_in_the_plane() -> None:
    with pytest.raises(NoPlane, match="wait until it has ended"):
        pictures(SurfaceQuestion(xor(), "run"))
    last = pictures(SurfaceQuestion(xor(), "run", run=run_of(xor()).snapshot()))[-1]
    assert last.path is not None
    assert last.path.distance[-1] == pytest.approx(0.0, abs=1e-12)


def test_two_parameters_are_those_that_were_chosen_or_the_first_two() -> None:
    experiment = xor()
    parameters = experiment.network.parameters
    labels = [parameter.label for parameter in parameters]
    ask = SurfaceQuestion(experiment, "parameters", labels[3], labels[3])
    assert chosen_parameters(ask) == (parameters[3], parameters[0])
    assert chosen_parameters(SurfaceQuestion(experiment, "parameters", "gone")) == parameters[:2]
    with pytest.raises(NoPlane, match="needs two parameters"):
        chosen_parameters(SurfaceQuestion(chain(["identity"], [1.0], [(1.0, 0.0)]), "parameters"))


def test_the_weights_of_a_place_have_the_e_that_is_drawn_there() -> None:
    last = pictures(SurfaceQuestion(xor(), "sharpest"))[-1]
    row, column = 30, 170
    experiment = last.experiment_at(float(last.grid.across[column]), float(last.grid.up[row]))
    loss = losses_at(Program.of(experiment), parameters_of(experiment.network)[np.newaxis])[0]
    assert loss == last.grid.losses[row, column]


def test_what_is_zoomed_into_is_computed_in_the_numbers_of_the_axes() -> None:
    whole = pictures(SurfaceQuestion(xor(), "parameters"))[-1].whole
    seen = MapRange(whole.x_low, whole.x_low + 0.25, whole.y_high - 0.5, whole.y_high)
    last = pictures(SurfaceQuestion(xor(), "parameters", seen=seen))[-1]
    zero = last.grid.plane.zero
    assert zero[0] + last.grid.across[[0, -1]] == pytest.approx([seen.x_low, seen.x_high])
    assert zero[1] + last.grid.up[[0, -1]] == pytest.approx([seen.y_low, seen.y_high])
    assert last.whole == whole


def test_a_run_that_diverges_does_not_push_the_surface_out_of_sight() -> None:
    bowl = chain(["identity"], [1.0], [(2.0, 3.0)], biases={"n0": 0.0})  # λ = 5
    start = replace(bowl, training=Training(learning_rate=0.5))
    run = run_of(start, 200).snapshot()
    assert run.divergence is not None
    found = pictures(SurfaceQuestion(start, "sharpest", run=run))[-1]
    assert found.path is not None
    assert np.hypot(found.path.across, found.path.up).max() > 100
    assert found.whole.x_high - found.whole.x_low < 20
