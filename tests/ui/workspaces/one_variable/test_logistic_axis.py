"""Is r written beside the axes of α where the descent is the logistic map, and only there?"""

import pytest

from explorer.descent.settings import RateRange
from tests.ui.workspaces.one_variable.bench import Bench


def written(bench: Bench) -> dict[float, str]:
    """α, and what stands there beside the axis of the lowest plot."""
    plot = bench.panel.rates.stability
    axis, (low, high) = plot.plotItem.getAxis("bottom"), plot.view.viewRange()[0]
    spacing, values = next(level for level in axis.tickValues(low, high, 600) if len(level[1]) > 1)
    texts = axis.tickStrings(values, 1.0, spacing)
    return {plot.x_offsets.origin + value: text for value, text in zip(values, texts, strict=True)}


def look_at(bench: Bench, low: float, high: float) -> None:
    bench.panel.model.choose("Look", seen=RateRange(low, high, -1.0, 1.0))
    bench.settle()


def name_of_axis(bench: Bench) -> str:
    return str(bench.panel.rates.stability.plotItem.getAxis("bottom").labelText)


def test_the_switch_writes_r_at_round_places_and_says_why(bench: Bench) -> None:
    rates = bench.panel.rates
    look_at(bench, 0.1, 0.6)
    assert rates.logistic_action.isVisible()
    assert "r" not in name_of_axis(bench).split()
    rates.logistic_action.trigger()
    bench.settle()
    assert name_of_axis(bench) == "r = 1 + 6·α"
    assert rates.why_panel.why.whole == "With x = −2 + (1 + 6·α)/(3·α) · y each step is y ← r·y·(1 − y)"
    ticks = written(bench)
    assert all(float(text) == pytest.approx(1 + 6 * rate, abs=1e-12) for rate, text in ticks.items())
    assert "3" in {text.removesuffix(".0") for text in ticks.values()}
    bench.document.undo_stack.undo()
    bench.settle()
    assert name_of_axis(bench) == "learning rate"
    assert "0.2" in written(bench).values()


def test_r_stays_right_while_one_zooms(bench: Bench) -> None:
    bench.panel.rates.logistic_action.trigger()
    look_at(bench, 0.428282, 0.428325)
    assert all(float(text) == pytest.approx(1 + 6 * a, abs=1e-12) for a, text in written(bench).items())


def test_what_is_no_cubic_or_has_momentum_is_not_offered_r(bench: Bench) -> None:
    rates = bench.panel.rates
    rates.logistic_action.trigger()
    bench.type(bench.panel.start.momentum, "0.5")
    assert not rates.logistic_action.isVisible()
    assert name_of_axis(bench) == "learning rate"
    bench.type(bench.panel.start.momentum, "0")
    assert name_of_axis(bench) == "r = 1 + 6·α"
    bench.type(bench.panel.function.field, "x^4 - 2x^2")
    assert not rates.logistic_action.isVisible()
    assert name_of_axis(bench) == "learning rate"
    bench.type(bench.panel.function.field, "x^3/3 - x")
    assert name_of_axis(bench) == "r = 1 + 2·α"
