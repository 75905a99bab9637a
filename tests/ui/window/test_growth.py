"""Is the growth of a weight one click away from the banner that blames it?"""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.ui.panels.divergence_banner import DivergenceBanner
from explorer.ui.panels.loss.panel import LossPanel, View
from tests.ui.conftest import OpenWindow
from tests.ui.training_experiment import DIVERGING


def test_the_growth_of_a_weight_that_diverged_is_one_click_away(
    reopen_window: OpenWindow, qtbot: QtBot
) -> None:
    window = reopen_window(DIVERGING)
    window.docks["loss"].hide()
    while window.session.training.divergence is None:
        window.session.training.step()
    banner = window.findChild(DivergenceBanner)
    qtbot.waitUntil(banner.growth_button.isVisible)
    QTest.mouseClick(banner.growth_button, Qt.MouseButton.LeftButton)
    panel = window.docks.panel("loss")
    assert isinstance(panel, LossPanel)
    assert panel.isVisible()
    assert panel.view is View.WEIGHTS
