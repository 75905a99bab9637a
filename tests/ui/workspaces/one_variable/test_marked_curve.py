"""What is marked on the curve: inflections, poles, edges of the domain, and steps that jump over these."""

import pyqtgraph as pg
import pytest

from tests.ui.workspaces.one_variable.bench import Bench


def test_the_inflection_of_the_cubic_is_marked_and_can_be_read_off(bench: Bench) -> None:
    item = next(item for item in bench.curve.plotItem.listDataItems() if item.name() == "inflection")
    x, y = item.getOriginalDataset()
    assert (list(x), list(y)) == (pytest.approx([-1.0]), pytest.approx([2.0]))


def test_the_word_basin_stands_where_the_curve_is_highest_above_it(bench: Bench) -> None:
    bench.wait_for(lambda: bool(bench.curve.basin.intervals))
    word = next(
        item
        for item in bench.curve.items()
        if isinstance(item, pg.TextItem) and item.toPlainText() == "basin"
    )
    assert word.isVisible()
    assert -2 < word.pos().x() < -1.5  # its interval is from −2 to 0.74; the tangent is around the minimum 0
    bench.type(bench.panel.function.field, "x^2")
    bench.type(bench.panel.start.rate, "0.3")
    bench.wait_for(lambda: bool(bench.curve.basin.intervals))
    assert abs(word.pos().x()) > 1


def test_a_step_over_a_pole_is_marked_in_the_path_and_said(bench: Bench) -> None:
    bench.type(bench.panel.function.field, "x + 1/x")
    bench.type(bench.panel.start.start, "-0.45")
    bench.type(bench.panel.start.rate, "0.8")
    assert bench.curve.barriers.labels == ["pole x = 0"]
    first, second = bench.panel.descent.iterates[:2].tolist()
    assert first < 0 < second
    x, _ = bench.curve.barriers.jumps.getOriginalDataset()
    assert x[:2].tolist() == [first, second]
    bench.press("first")
    assert bench.panel.plots.curve_card.answer.endswith(", over the pole x = 0")


def test_the_edge_of_the_domain_is_marked_and_gone_with_another_function(bench: Bench) -> None:
    bench.type(bench.panel.function.field, "x - ln(x)")
    bench.type(bench.panel.start.start, "2")
    assert bench.curve.barriers.labels == ["edge of the domain x = 0"]
    bench.type(bench.panel.function.field, "x^2")
    assert bench.curve.barriers.labels == []
    bench.panel.grab()
