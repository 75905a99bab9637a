"""The toolbar: what its buttons, sliders and boxes show and tell."""

from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QMainWindow, QSlider, QWidget
from pytestqt.qtbot import QtBot

from explorer.network.edits.loss_edits import set_loss
from explorer.network.loss import LOSSES
from explorer.ui.commands.actions import build_actions
from explorer.ui.commands.command_table import COMMANDS
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import DARK, LIGHT, apply
from explorer.ui.window.network_centre import NetworkCentre
from explorer.ui.window.network_toolbar import NetworkToolbar
from tests.ui.canvas.drawn import worked_example
from tests.ui.conftest import OpenWindow

LEFT = Qt.MouseButton.LeftButton


@dataclass
class Bar:
    """A toolbar in a window, its actions and those that were triggered."""

    window: QMainWindow
    session: Session
    actions: dict[str, QAction]
    toolbar: NetworkToolbar
    triggered: list[str] = field(default_factory=list)

    def button(self, name: str) -> QAbstractButton:
        """The button with this accessible name."""
        buttons = self.toolbar.findChildren(QAbstractButton)
        return next(button for button in buttons if button.accessibleName() == name)

    def slider(self, name: str) -> QSlider:
        """The slider with this accessible name."""
        return next(s for s in self.toolbar.findChildren(QSlider) if s.accessibleName() == name)

    @property
    def loss(self) -> QComboBox:
        """The choice of the loss."""
        return next(box for box in self.toolbar.findChildren(QComboBox) if box.accessibleName() == "Loss")


@pytest.fixture
def bar(qtbot: QtBot) -> Bar:
    """A toolbar on the screen."""
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = build_actions(COMMANDS, window)
    document = Document()
    document.replace(worked_example())
    session = Session(document)
    centre = NetworkCentre(session)
    window.setCentralWidget(centre)
    made = Bar(window, session, actions, NetworkToolbar(centre, actions))
    for name, action in actions.items():
        action.triggered.connect(lambda _checked, name=name: made.triggered.append(name))
    window.addToolBar(made.toolbar)
    made.toolbar.set_theme(LIGHT)
    made.toolbar.complete()
    window.resize(1280, 600)
    window.show()
    return made


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Select", "tool-select"),
        ("Pan", "tool-pan"),
        ("First", "first"),
        ("Back", "back"),
        ("Next", "next"),
        ("Last", "last"),
        ("Forward", "forward"),
        ("Backward", "backward"),
        ("Update", "update"),
        ("Apply the update", "apply"),
        ("Train", "train"),
        ("One step", "train-step"),
        ("Reset to the start", "train-reset"),
    ],
)
def test_a_click_on_a_button_is_its_action(bar: Bar, label: str, name: str) -> None:
    QTest.mouseClick(bar.button(label), LEFT)
    assert bar.triggered == [name]


def test_apply_keeps_its_short_name_when_it_could_not_be_done_for_a_while(bar: Bar) -> None:
    for is_possible in (False, True):
        bar.actions["apply"].setEnabled(is_possible)
    assert bar.button("Apply the update").text() == "Apply"


def test_every_part_can_be_reached_with_tab_and_has_a_name_and_a_tip(bar: Bar) -> None:
    parts: list[QWidget] = [*bar.toolbar.findChildren(QAbstractButton), *bar.toolbar.findChildren(QSlider)]
    parts = [part for part in [*parts, bar.loss] if part.objectName() != "qt_toolbar_ext_button"]
    for part in parts:
        assert part.accessibleName(), part
        assert part.toolTip(), part.accessibleName()
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus, part.accessibleName()


def test_everything_fits_at_1280_pixels(bar: Bar) -> None:
    assert bar.toolbar.sizeHint().width() <= 1280
    assert bar.loss.isVisible()
    assert bar.loss.geometry().right() <= 1280


def test_at_1024_pixels_train_learning_rate_and_loss_are_in_reach(bar: Bar) -> None:
    bar.window.resize(942, 600)  # what the switch leaves of 1024
    QTest.qWait(0)
    ends = [bar.button("Train"), bar.slider("Learning rate, logarithmic"), bar.loss]
    for widget in ends:
        assert widget.isVisible()
        assert widget.mapTo(bar.window, widget.rect().topRight()).x() <= 942
    assert not bar.button("Forward").isVisible()
    bar.window.resize(1280, 600)
    QTest.qWait(0)
    assert bar.button("Forward").isVisible()


def test_a_window_that_was_wider_before_has_the_same_buttons_at_1280_pixels(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(worked_example())
    forward = next(b for b in window.findChildren(QAbstractButton) if b.accessibleName() == "Forward")
    window.resize(1920, 1000)
    qtbot.waitUntil(lambda: window.width() == 1920 and forward.isVisible())
    window.resize(1280, 800)
    QTest.qWait(50)
    assert forward.isVisible()


def test_four_workspaces_leave_room_for_everything_at_1280_pixels(bar: Bar) -> None:
    apply(LIGHT)
    bar.window.resize(1080, 600)
    QTest.qWait(0)
    assert bar.button("Forward").isVisible()
    assert bar.loss.isVisible()
    assert bar.loss.mapTo(bar.window, bar.loss.rect().topRight()).x() <= 1080


def test_the_loss_is_written_out_where_there_is_room_and_short_again_after_a_change_of_theme(
    bar: Bar,
) -> None:
    bar.window.resize(1600, 600)
    QTest.qWait(0)
    assert bar.loss.width() > 200
    apply(DARK)
    bar.toolbar.set_theme(DARK)
    bar.window.resize(780, 600)
    QTest.qWait(0)
    assert bar.loss.isVisible()
    assert bar.loss.width() < 130


@pytest.mark.parametrize("speed", [0.25, 0.297, 16.0])
def test_the_speed_is_written_whole(bar: Bar, speed: float) -> None:
    bar.session.player.set_speed(speed)
    (label,) = (label for label in bar.toolbar.findChildren(QLabel) if label.text().endswith("×"))
    assert label.fontMetrics().horizontalAdvance(label.text()) <= label.contentsRect().width()


def test_nothing_moves_when_train_becomes_pause(bar: Bar) -> None:
    bar.toolbar.set_theme(LIGHT)
    QTest.qWait(0)
    before = [bar.button("Train").geometry(), bar.loss.geometry()]
    bar.session.training.run()
    QTest.qWait(0)
    assert "Pause" in bar.button("Train").text()
    assert [bar.button("Train").geometry(), bar.loss.geometry()] == before
    bar.session.training.pause()


def test_the_play_button_shows_pause_while_it_plays(bar: Bar) -> None:
    still = bar.actions["play"].icon().cacheKey()
    bar.session.player.play()
    assert bar.actions["play"].icon().cacheKey() != still
    bar.session.player.pause()


def test_the_train_button_offers_pause_while_it_trains(bar: Bar) -> None:
    bar.session.training.run()
    assert bar.button("Train").text() == "‖ Pause"
    bar.session.training.pause()
    assert bar.button("Train").text() == "▶ Train"


def test_where_there_is_nothing_to_train_the_button_says_why(bar: Bar) -> None:
    bar.session.document.replace(replace(worked_example(), samples=()))
    assert not bar.button("Train").isEnabled()
    assert "sample" in bar.button("Train").toolTip()
    bar.session.document.replace(worked_example())
    assert bar.button("Train").isEnabled()
    assert "F5" in bar.button("Train").toolTip()


def test_the_speed_is_doubled_by_four_steps_of_its_slider(bar: Bar) -> None:
    slider = bar.slider("Speed of the animation")
    for _ in range(4):
        QTest.keyClick(slider, Qt.Key.Key_Right)
    assert bar.session.player.speed == 2.0
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert bar.session.player.speed == 16.0
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert bar.session.player.speed == 0.25


def test_a_speed_set_elsewhere_is_shown(bar: Bar) -> None:
    bar.session.player.set_speed(4.0)
    assert bar.slider("Speed of the animation").value() == 8
    assert "4×" in [label.text() for label in bar.toolbar.findChildren(QLabel)]


def test_choosing_a_loss_is_an_edit(bar: Bar) -> None:
    document = bar.session.document
    document.attempt("Set", lambda e: set_loss(e, "squared-error"))
    assert bar.loss.currentData() == "squared-error"
    bar.loss.setFocus()
    QTest.keyClick(bar.loss, Qt.Key.Key_Down)
    assert document.experiment.loss.name == "mean-squared-error"


def test_the_loss_shows_its_formula_on_hover(bar: Bar) -> None:
    bar.session.document.attempt("Set", lambda e: set_loss(e, "squared-error"))
    assert bar.loss.currentText() == LOSSES["squared-error"].label
    assert bar.loss.toolTip() == "Loss of one sample: E = Σ (y − t)²"


def test_the_icons_take_the_colours_of_the_theme(bar: Bar) -> None:
    def colours() -> set[str]:
        icon = bar.actions["tool-pan"].icon()
        image = icon.pixmap(64).toImage()
        pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        return {colour.name() for colour in pixels if colour.alpha() == 255}

    assert LIGHT.text in colours()
    bar.toolbar.set_theme(DARK)
    assert DARK.text in colours()
