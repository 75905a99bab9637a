"""Every plot of the program: hover, crosshair, keys, menu and exports, whatever numbers it is given."""

import ast
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from explorer.training.prediction import (
    PLANE_POINTS,
    PredictedPlane,
)
from explorer.ui.panels.prediction_view import PlaneView
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import LIGHT
from explorer.ui.workspaces.laboratory.map_plot import MapPlot
from explorer.ui.workspaces.laboratory.sweep_plot import SweepPlot
from explorer.ui.workspaces.one_variable.rate_plot import RatePlot
from tests.ui.person import choose_file, open_dialog
from tests.ui.plot.made_plots import ABSTRACT, PLOTS, VALUES, loss_of_runs, prediction

SAVED_BY_HAND = "17 digits"
"""The numbers of which each plot is saved through menu and dialog: those are the same for all others."""

ALWAYS = ("empty", SAVED_BY_HAND)
"""The numbers with which every plot is looked at each time; with the others they take turns."""


def combinations() -> list[object]:
    """Every plot with every kind of numbers: some are left to `make test-all`, but no plot and no kind."""
    kinds = [kind for kind in VALUES if kind not in ALWAYS]
    return [
        pytest.param((plot, values), marks=[] if is_usual else [pytest.mark.long], id=f"{plot} of {values}")
        for number, plot in enumerate(PLOTS)
        for values in VALUES
        for is_usual in [values in ALWAYS or kinds.index(values) == number % len(kinds)]
    ]


@pytest.fixture(scope="module", params=combinations())
def made_plot(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Plot]:
    """One of the plots with one kind of numbers, 200×160 pixels, for all tests of it."""
    name, values = request.param
    parent = QWidget()
    made = PLOTS[name](parent, np.array(VALUES[values]))
    made.resize(200, 160)
    parent.resize(200, 160)
    parent.show()
    made.show()
    made.set_theme(LIGHT)
    yield made
    parent.close()
    parent.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def plot(made_plot: Plot, qtbot: QtBot) -> Plot:
    """It as it was at first: linear, all of it in sight, with the focus."""
    made_plot.set_log(False)
    made_plot.activateWindow()  # after a dialog nobody is
    made_plot.setFocus()
    qtbot.waitUntil(made_plot.hasFocus)
    QTest.keyClick(made_plot, Qt.Key.Key_Home)
    made_plot.grab()
    return made_plot


def hover_everywhere(plot: Plot) -> None:
    """Go with the mouse over the plot in steps of a few pixels, and read what it says."""
    for x in range(0, plot.width(), 33):
        for y in range(0, plot.height(), 27):
            plot.crosshair.follow(QPointF(x, y))
    plot.grab()


def test_it_can_be_hovered_read_zoomed_and_made_logarithmic(plot: Plot) -> None:
    for is_log in (False, True):
        plot.set_log(is_log)
        plot.grab()
        QTest.mouseMove(plot.viewport(), plot.viewport().rect().center())
        hover_everywhere(plot)
        for _ in range(3):
            QTest.keyClick(plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
        for _ in range(12):
            plot.zoom(4.0)  # an axis of 10^(4^12) and beyond
        plot.grab()
        hover_everywhere(plot)
        QTest.keyClick(plot, Qt.Key.Key_Home)
        plot.grab()
    for edges in plot.view.viewRange():
        assert all(math.isfinite(edge) for edge in edges)


def test_every_export_of_it_is_written(plot: Plot, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    _, values = request.node.callspec.params["made_plot"]
    contents = {"csv": plot.numbers, "svg": plot.drawing, "png": plot.pixels}
    for suffix, content in contents.items():
        path = tmp_path / f"plot.{suffix}"
        if values == SAVED_BY_HAND:
            next(action for action in plot.menu().actions() if suffix.upper() in action.text()).trigger()
            dialog = open_dialog(plot)
            assert isinstance(dialog, QFileDialog)
            choose_file(dialog, path)
        else:
            path.write_bytes(content())
    assert (tmp_path / "plot.csv").read_bytes() == plot.numbers()
    assert "<svg" in (tmp_path / "plot.svg").read_text(encoding="utf-8")
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")


def test_a_readout_of_all_digits_is_never_cut_off(plot: Plot) -> None:
    plot.set_log(False)
    for _ in range(3):
        QTest.keyClick(plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        label = plot.crosshair.label
        if plot.crosshair.text:
            assert plot.rect().contains(label.geometry())


def test_every_plot_of_the_program_is_in_the_table() -> None:
    made = set()
    for path in Path("explorer/ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
                calls = {
                    call.func.id
                    for call in ast.walk(node)
                    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
                }
                is_view = any(ast.unparse(base).startswith("PredictionView[") for base in node.bases)
                if (
                    bases & {"Plot", "RunPlot", *ABSTRACT}
                    or ("make_plot" in calls and node.name != "PredictionView")
                    or is_view
                ):
                    made.add(node.name)
    assert made - ABSTRACT == set(PLOTS)


@pytest.mark.parametrize("name", PLOTS)
def test_no_node_of_it_is_nameless_to_a_screen_reader(qtbot: QtBot, name: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    plot = PLOTS[name](parent, np.array(VALUES["17 digits"]))
    node = QAccessible.queryAccessibleInterface(plot)
    inside = [child for number in range(node.childCount()) if (child := node.child(number)) is not None]
    names = [each.text(QAccessible.Text.Name) for each in (node, *inside) if each.state().focusable]
    assert len(names) == 2
    assert all(names)
    assert names[1] == f"Picture: {names[0]}"


def test_a_plane_says_its_value_and_saves_it(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    view = PlaneView(parent)
    a = np.add.outer(np.linspace(-1, 2, PLANE_POINTS), np.zeros(PLANE_POINTS))
    view.draw(prediction(2, 2), PredictedPlane(-1.0, 2.0, -1.0, 2.0, a))
    view.plot.resize(400, 300)
    view.plot.show()
    view.plot.grab()
    place = view.plot.mapFromScene(view.plot.view.mapViewToScene(QPointF(0.5, 1.5)))
    view.plot.crosshair.follow(QPointF(place))
    assert view.plot.crosshair.text.split("   ")[-1].startswith("y ≈ 1.")
    QTest.keyClick(view.plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert view.plot.crosshair.text == "samples   input x0 0   input x1 0"
    table = {heading: list(column) for heading, column in view.plot.columns()}
    assert list(table) == [
        "input x0",
        "input x1",
        "activation of y",
        "samples input x0",
        "samples input x1",
        "samples target y",
    ]
    assert (table["input x0"][1], table["input x1"][1]) == (pytest.approx(-1 + 3 / 95), -1.0)
    assert (table["activation of y"][0], table["activation of y"][-1]) == (-1.0, 2.0)
    assert (table["samples input x0"], table["samples target y"]) == ([0.0, 1.0], [0.0, 1.0])


@pytest.mark.parametrize(
    ("values", "is_log", "words"),
    [
        ("empty", True, ""),
        ("one point", True, ""),
        ("zero beside others", True, ""),
        ("exact zero", False, ""),
        ("exact zero", True, "Every value is 0, for which a logarithmic axis has no place: switch log off"),
        ("infinity", True, "Every value is infinite"),
        ("NaN", False, "No value is a number"),
    ],
)
def test_a_plot_without_a_point_says_why(qtbot: QtBot, values: str, is_log: bool, words: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = loss_of_runs(parent, np.array(VALUES[values]))
    made.set_log(is_log)
    assert made.why_blank == words


def test_an_infinite_loss_among_zeros_is_not_called_0(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = loss_of_runs(parent, np.array([0.0, math.inf]))
    made.set_log(True)
    assert made.why_blank == (
        "Every value that is finite is 0, for which a logarithmic axis has no place: switch log off"
    )
    made.plotItem.listDataItems()[0].setVisible(False)
    for item in made.plotItem.listDataItems():
        item.setVisible(False)
    assert made.why_blank == "Every curve is hidden"


def test_no_key_of_it_is_said_that_does_something_else(plot: Plot) -> None:
    words = plot.accessibleDescription()
    assert plot.can_be_log == ("L switches to a logarithmic axis" in words)
    assert ("reads one point" in words) != isinstance(plot, RatePlot | SweepPlot | MapPlot)
    assert words.count("Ctrl") == 1
