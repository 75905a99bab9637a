"""`explorer.training.many.map_question`: which map do the settings ask for?"""

from dataclasses import replace

import pytest

from explorer.network.model import OptimiserChoice, Training
from explorer.training.laboratory_settings import LaboratorySettings, MapAxis, MapRange
from explorer.training.many.axis import AxisOutOfRange, UnknownAxis
from explorer.training.many.map_question import (
    MapQuestion,
    has_momentum,
    is_resolved,
    map_axes,
    map_question,
    seen_axis,
    usual_axis,
    within_axis,
)
from tests.training.small_experiment import xor

XOR = xor()
RATES = MapAxis("learning-rate", 0.01, 100.0, is_log=True)


def test_unless_told_otherwise_the_axes_are_the_rates_of_the_first_and_the_last_level() -> None:
    x, y = map_axes(XOR, LaboratorySettings())
    assert (x.name, y.name) == ("learning-rate@1", "learning-rate@2")
    assert (x.low, x.high, x.is_log) == (0.01, 100.0, True)
    x, y = map_axes(XOR, LaboratorySettings(map_y=MapAxis("seed", 0.0, 9.0)))
    assert (x.name, y.name) == ("learning-rate@1", "seed")


def test_the_rate_of_the_line_counts_only_where_no_axis_is_that_rate() -> None:
    settings = LaboratorySettings(steps=7, map_size=16)
    assert map_question(XOR, settings, 0.3).experiment.training.learning_rate == 0.3
    over_rates = replace(settings, map_x=RATES)
    assert map_question(XOR, over_rates, 0.3) == map_question(XOR, over_rates, 0.4)
    found = map_question(XOR, settings, 0.3).training_map()
    assert (found.width, found.height, found.steps) == (16, 16, 7)
    assert found.present == (0.3, 0.3)


def test_the_part_that_is_seen_is_by_equal_ratios_only_where_it_is_wide() -> None:
    assert seen_axis(RATES, 0.1, 10.0) == MapAxis("learning-rate", 0.1, 10.0, is_log=True)
    assert seen_axis(RATES, 1.0, 1.05) == MapAxis("learning-rate", 1.0, 1.05)
    seen = LaboratorySettings(map_seen=MapRange(0.1, 1.0, 2.0, 2.1), map_size=4)
    x, y = map_question(XOR, seen, 0.5).training_map().x, map_question(XOR, seen, 0.5).training_map().y
    assert x.values.tolist() == pytest.approx([0.1, 0.1 * 10 ** (1 / 3), 0.1 * 10 ** (2 / 3), 1.0])
    assert y.values.tolist() == pytest.approx([2.0, 2.0 + 0.1 / 3, 2.0 + 0.2 / 3, 2.1])


@pytest.mark.parametrize(
    ("axis", "wanted", "seen"),
    [
        (RATES, (1e-9, 1e9), (1e-5, 1e5)),
        (RATES, (1e-9, 1e-8), (0.01, 100.0)),
        (MapAxis("learning-rate", 0.0, 1.0), (-0.5, 0.5), (0.0, 0.5)),
        (MapAxis("momentum", 0.0, 0.9), (0.5, 4.0), (0.5, 1.0 - 2**-53)),
        (MapAxis("scale", -1.0, 1.0), (-99.0, 99.0), (-10.0, 10.0)),
        (MapAxis("seed", 0.0, 9.0), (-3.0, 4.0), (0.0, 4.0)),
    ],
)
def test_one_sees_what_can_be_set_and_no_farther_than_makes_sense(
    axis: MapAxis, wanted: tuple[float, float], seen: tuple[float, float]
) -> None:
    assert within_axis(axis, *wanted) == pytest.approx(seen, rel=1e-12)


def test_the_zoom_ends_where_doubles_do_and_between_seeds() -> None:
    assert is_resolved(RATES, 1.0, 1.0 + 1e-12, 128)
    assert not is_resolved(RATES, 1.0, 1.0 + 1e-14, 128)
    seeds = MapAxis("seed", 0.0, 9.0)
    assert is_resolved(seeds, 3.0, 4.0, 128)
    assert not is_resolved(seeds, 3.0, 3.5, 128)


def test_every_kind_has_a_range_at_first() -> None:
    assert usual_axis(XOR, "momentum") == MapAxis("momentum", 0.0, 0.99)
    assert usual_axis(XOR, "seed") == MapAxis("seed", 0.0, 127.0)
    assert usual_axis(XOR, "scale") == MapAxis("scale", 0.1, 10.0, is_log=True)
    weight = usual_axis(XOR, "weight@i0>h0")
    assert -weight.low == weight.high >= 3.0
    assert not has_momentum(XOR)
    assert has_momentum(replace(XOR, training=Training(optimiser=OptimiserChoice("momentum"))))


@pytest.mark.parametrize(
    ("name", "error"),
    [("learning-rate@9", UnknownAxis), ("momentum", UnknownAxis), ("scale", AxisOutOfRange)],
)
def test_an_axis_that_the_network_does_not_have_is_refused(name: str, error: type[Exception]) -> None:
    question = MapQuestion(XOR, MapAxis(name, 0.1, 0.9), MapAxis("scale", 0.1, 0.9), 4, 3)
    with pytest.raises(error):
        question.training_map()
