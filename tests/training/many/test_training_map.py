"""`explorer.training.many.training_map`, against runs that are made alone"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.job import results_of
from explorer.network.model import Experiment, LossChoice, OptimiserChoice, Training
from explorer.training.many.axis import AxisOutOfRange, axis_of
from explorer.training.many.lane_choice import lone_engine_for
from explorer.training.many.map_picture import MapPicture, differs
from explorer.training.many.map_pixels import COARSEST
from explorer.training.many.pixel_run import PixelClass
from explorer.training.many.training_map import TooManyStepsForMap, TrainingMap, compute_map
from explorer.training.program import NoTrainingSample, Program
from explorer.training.trainer import Trainer
from tests.training.small_experiment import xor

MOMENTUM = Training(learning_rate=0.5, optimiser=OptimiserChoice("momentum", momentum=0.5))
STEPS = 60


def map_of(experiment: Experiment, x: str, y: str, width: int = 5, height: int = 4) -> TrainingMap:
    """Axes as NAME:LOW:HIGH, with log behind."""
    axes = []
    for text, count in ((x, width), (y, height)):
        name, low, high = text.removesuffix("log").rsplit(":", 2)
        axes.append(axis_of(experiment, name, float(low), float(high), count, text.endswith("log")))
    return TrainingMap(experiment, axes[0], axes[1], STEPS)


def computed(training_map: TrainingMap, workers: int | None = 1) -> MapPicture:
    picture = MapPicture(training_map.width, training_map.height)
    for step in results_of(compute_map(training_map, workers)):
        picture.add(step)
    return picture


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ("learning-rate:0.01:80log", "momentum:0:0.95"),
        ("momentum:0:0.95", "weight@i0>h0:-2:2"),
        ("learning-rate@1:0.1:90log", "learning-rate@2:0.1:90log"),
        ("seed:0:4", "scale:0.1:4log"),
        ("weight@y0:-1:1", "learning-rate@h0,h1>y0:0.5:20"),
    ],
)
def test_every_pixel_is_the_run_of_its_experiment_to_the_last_bit(x: str, y: str) -> None:
    training_map = map_of(xor(training=MOMENTUM), x, y)
    picture = computed(training_map)
    for pixel in range(len(training_map)):
        row, column = divmod(pixel, training_map.width)
        experiment = training_map.experiment(pixel)
        alone = Trainer(experiment, lone_engine_for(Program.of(experiment)))
        alone.advance(STEPS)
        losses = alone.history.rows().loss
        low = np.flatnonzero(losses <= 0.1 * losses[0])
        assert picture.low_at[row, column] == (low[0] if len(low) else -1)
        diverged_at = -1 if alone.divergence is None else alone.step
        assert picture.diverged_at[row, column] == diverged_at
        assert losses[-1].tobytes() == picture.loss[row, column].tobytes()
    assert picture.is_known.all()


def test_a_map_is_the_same_however_many_work_at_it() -> None:
    training_map = map_of(xor(), "learning-rate:0.01:80log", "scale:0.1:10log", 21, 18)
    one, two = computed(training_map, 1), computed(training_map, 2)
    for name in ("loss", "low_at", "diverged_at"):
        assert getattr(one, name).tobytes() == getattr(two, name).tobytes()


def test_the_coarse_picture_comes_first_and_each_pixel_once() -> None:
    training_map = map_of(xor(), "learning-rate:0.01:80log", "scale:0.1:10log", 21, 18)
    seen: list[int] = []
    spacings = []
    picture = MapPicture(21, 18)
    for step in results_of(compute_map(training_map, 1)):
        seen += step.results.pixels.tolist()
        spacings.append(step.spacing)
        picture.add(step)
        if step.spacing == COARSEST and len(seen) == 9:
            assert np.isfinite(picture.loss).all()  # every pixel has the number of a coarser one
            assert picture.is_known.sum() == 9
    assert sorted(seen) == list(range(21 * 18))
    assert spacings == sorted(spacings, reverse=True)


def test_a_class_says_what_became_of_a_run() -> None:
    training_map = map_of(xor(), "learning-rate:0.001:1000log", "scale:0.5:1", 9, 2)
    classes = computed(training_map).classes
    assert classes[0, 0] == PixelClass.NEITHER
    assert set(np.unique(classes)) <= set(PixelClass)


def test_a_rate_of_a_group_is_that_of_its_weights_and_biases_and_of_no_others() -> None:
    experiment = xor(training=Training(learning_rate=0.5))
    training_map = map_of(experiment, "learning-rate@1:2:4", "learning-rate@2:1:3")
    trained = training_map.experiment(len(training_map) - 1)
    level = experiment.network.level
    for parameter, k in zip(trained.network.parameters, trained.network.rate_multipliers, strict=True):
        assert 0.5 * k == (4.0 if level[parameter.dest] == 1 else 3.0)


def test_two_axes_that_are_the_same_and_what_cannot_be_trained_are_refused() -> None:
    experiment = xor()
    with pytest.raises(AxisOutOfRange, match="both axes are scale"):
        map_of(experiment, "scale:1:2", "scale:1:3")
    with pytest.raises(NoTrainingSample):
        map_of(replace(experiment, samples=()), "scale:1:2", "learning-rate:1:3")


def test_more_steps_than_a_pixel_can_count_are_refused() -> None:
    training_map = map_of(xor(), "scale:1:2", "learning-rate:1:3")
    assert TrainingMap(xor(), training_map.x, training_map.y, 2**31 - 1).steps == 2147483647
    with pytest.raises(TooManyStepsForMap, match="up to 2,147,483,647 steps"):
        TrainingMap(xor(), training_map.x, training_map.y, 2**31)


def test_between_the_pixels_there_are_runs_as_well() -> None:
    training_map = map_of(xor(training=MOMENTUM), "learning-rate:0.01:900log", "momentum:0:0.95", 4, 3)
    corners = [(x / 3, y / 2) for y in range(3) for x in range(4)]
    classes = training_map.classes_at(np.array(corners))
    assert classes.tolist() == computed(training_map).classes.reshape(-1).tolist()
    assert len(set(classes.tolist())) > 1


def test_where_training_is_chaotic_the_last_bit_decides_and_elsewhere_not() -> None:
    experiment = replace(xor(), loss=LossChoice("half-squared-error"))
    x = axis_of(experiment, "learning-rate", 0.1, 300.0, 60, True)
    y = axis_of(experiment, "scale", 0.5, 3.0, 8, False)
    training_map = TrainingMap(experiment, x, y, 2000)
    changed = differs(computed(training_map), computed(training_map.nudged()))
    assert not changed[:, x.values < 0.5].any()
    assert changed.any()
    start = training_map.nudged().experiment(0).network.parameter_values[0]
    assert start == np.nextafter(training_map.experiment(0).network.parameter_values[0], np.inf)
