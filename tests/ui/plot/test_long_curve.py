"""Curves of very many points."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from explorer.ui.plot import make_plot
from explorer.ui.plot.long_curve import OUTSIDE, VISIBLE, LongCurve
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import LIGHT


@pytest.fixture
def plot(qtbot: QtBot) -> Plot:
    """An empty plot on the screen."""
    made = make_plot(None, "step", "E")
    qtbot.addWidget(made)
    made.show()
    return made


def drawn(curve: LongCurve) -> dict[float, float]:
    """The points that are given to the plot."""
    x, y = curve.item.getOriginalDataset()
    return dict(zip(x.tolist(), y.tolist(), strict=True))


def test_a_short_curve_is_drawn_whole(plot: Plot) -> None:
    curve = LongCurve(plot, LIGHT.accent, "α 0.1")
    curve.show(np.array([1.0, 2.0, 5.0]), np.array([3.0, 2.0, 1.5]))
    assert drawn(curve) == {1.0: 3.0, 2.0: 2.0, 5.0: 1.5}


def test_a_curve_may_grow(plot: Plot) -> None:
    curve = LongCurve(plot, LIGHT.accent, "α 0.1")
    values = 1 / (1 + np.arange(100.0))
    curve.show(np.arange(40.0), values[:40])
    curve.show(np.arange(float(len(values))), values)
    assert drawn(curve) == {float(n): 1 / (1 + n) for n in range(100)}


def test_a_million_steps_are_drawn_from_few_points_with_their_peak_and_their_ends(plot: Plot) -> None:
    values = np.zeros(1_000_003)
    values[543_210] = 7.0
    curve = LongCurve(plot, LIGHT.accent, "α 0.1")
    curve.show(np.arange(float(len(values))), values)
    points = drawn(curve)
    assert len(points) <= VISIBLE
    assert points[543_210.0] == 7.0
    assert max(points) == 1_000_002.0


def test_zooming_in_draws_every_step_and_showing_all_brings_the_whole_range_back(plot: Plot) -> None:
    rng = np.random.default_rng(0)
    values = rng.normal(size=200_000)
    curve = LongCurve(plot, LIGHT.accent, "α 0.1")
    curve.show(np.arange(float(len(values))), values)
    whole = drawn(curve)
    plot.setXRange(1000, 1100, padding=0)
    points = drawn(curve)
    assert all(points[float(step)] == values[step] for step in range(1000, 1101))
    assert len(points) <= VISIBLE + 2 * OUTSIDE
    plot.show_all()
    plot.grab()
    low, high = plot.view.viewRange()[0]
    assert low <= 0
    assert high >= 199_999
    assert drawn(curve) == whole


def test_a_curve_of_which_every_second_point_was_dropped_is_drawn_anew(plot: Plot) -> None:
    steps = np.arange(20_001.0)
    values = np.sin(steps)
    curve = LongCurve(plot, LIGHT.accent, "α 0.1")
    curve.show(steps, values)
    curve.show(steps[::2], values[::2])
    assert all(values[int(step)] == value for step, value in drawn(curve).items())
    assert set(drawn(curve)) <= set(steps[::2].tolist())
    assert max(drawn(curve).values()) == values[::2].max()


def test_the_last_point_may_change(plot: Plot) -> None:
    curve = LongCurve(plot, LIGHT.accent, "change")
    for count in range(1, 100):
        values = np.arange(float(count))
        values[-1] = 1e9
        curve.show(np.arange(float(count)), values)
    assert drawn(curve)[50.0] == 50.0
    assert drawn(curve)[98.0] == 1e9


def test_a_removed_curve_leaves_the_plot_and_no_longer_follows_it(plot: Plot) -> None:
    curve = LongCurve(plot, LIGHT.accent, "α 0.1")
    curve.show(np.arange(10.0), np.ones(10))
    curve.remove()
    plot.setXRange(0, 5)
    assert plot.plotItem.listDataItems() == []
