"""A period on and back: the steps of a cycle by which one comes to the same value again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.workspaces.one_variable.bench import LEFT, Bench


def test_a_cycle_is_gone_round_by_its_period(bench: Bench) -> None:
    bench.type(bench.panel.start.rate, "0.41")
    assert bench.verdict.startswith("cycles: back after 4 steps")
    transport = bench.panel.transport
    bench.press("period-back")
    bench.press("period-back")
    assert transport.step == 42
    bench.press("period-on")
    assert transport.step == 46
    assert transport.buttons["period-on"].toolTip().startswith("A period on: 4 steps")
    x = bench.panel.descent.iterates
    assert x[46] == pytest.approx(x[42], abs=1e-2)
    for key in (Qt.Key.Key_Comma, Qt.Key.Key_Less):  # with Shift, which may make another sign of it
        QTest.keyClick(bench.curve, key, Qt.KeyboardModifier.ShiftModifier)
    assert transport.step == 38
    QTest.keyClick(bench.curve, Qt.Key.Key_Greater, Qt.KeyboardModifier.ShiftModifier)
    assert transport.step == 42
    bench.press("last")
    assert not transport.buttons["period-on"].isEnabled()


def test_what_has_no_period_has_none_to_go_by(bench: Bench) -> None:
    assert bench.verdict.startswith("chaotic")
    back = bench.panel.transport.buttons["period-back"]
    assert not back.isEnabled()
    assert "only of a cycle there is a period" in back.toolTip()
    QTest.mouseClick(back, LEFT)
    assert bench.panel.transport.step == 50


def test_a_click_with_shift_on_a_step_goes_by_a_period(bench: Bench) -> None:
    bench.type(bench.panel.start.rate, "0.41")
    transport, shift = bench.panel.transport, Qt.KeyboardModifier.ShiftModifier
    for name, step in (("back", 46), ("back", 42), ("next", 46)):
        QTest.mouseClick(transport.buttons[name], LEFT, shift)
        assert transport.step == step
    bench.press("next")
    assert transport.step == 47
    QTest.mouseClick(transport.buttons["next"], LEFT, shift)  # a period would go beyond the last
    assert transport.step == 47
    assert "with Shift by a period" in transport.buttons["next"].toolTip()
