"""The surface: its plane and path, another plane, and a place whose weights the canvas is given."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.training.laboratory_settings import MapRange
from explorer.training.program import Program, parameters_of
from explorer.training.surface.loss_grid import losses_at
from explorer.ui.theme.theme import DARK, LIGHT
from explorer.ui.workspaces.laboratory.card_table import CARDS
from explorer.ui.workspaces.laboratory.surface_card import SurfaceCard
from explorer.ui.workspaces.laboratory.surface_plot import SurfacePlot
from tests.training.small_experiment import chain, xor
from tests.ui.workspaces.laboratory.bench import LaboratoryBench


class Surfaced(LaboratoryBench):
    """The laboratory on XOR 2-4-1, with the surface alone and runs of 20 steps."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot, xor(), rows=[row for row in CARDS if row.name == "surface"])
        self.model.choose("Steps", steps=20)
        self.settle()

    @property
    def card(self) -> SurfaceCard:
        """The card."""
        card = self.centre.card("surface")
        assert isinstance(card, SurfaceCard)
        return card

    @property
    def plot(self) -> SurfacePlot:
        """Its plot."""
        return self.card.plot

    def pixel_of(self, across: float, up: float) -> QPoint:
        """Where a place of the plane is drawn."""
        self.plot.grab()
        return self.plot.mapFromScene(self.plot.view.mapViewToScene(QPointF(across, up)))


@pytest.fixture
def bench(qtbot: QtBot) -> Surfaced:
    return Surfaced(qtbot)


def test_the_finest_picture_has_the_path_of_the_run_at_the_line(bench: Surfaced) -> None:
    picture = bench.plot.picture
    assert picture is not None
    assert picture.is_finest
    assert picture.path is not None
    assert picture.path.step[-1] == 20
    assert bench.card.card.answer.startswith("E is curved by λ = ")
    assert "away from the plane" in bench.card.card.answer
    assert dict(bench.plot.columns())["E"].shape == (201 * 201,)  # type: ignore[attr-defined]


def test_another_plane_is_chosen_by_keys_and_undone(bench: Surfaced) -> None:
    bench.card.kind.setFocus()
    QTest.keyClick(bench.card.kind, Qt.Key.Key_End)
    bench.settle()
    assert bench.model.settings.surface_plane == "parameters"
    assert bench.plot.x_label == "i0 → h0"
    assert bench.card.across.isVisibleTo(bench.card)
    bench.card.up.setFocus()
    QTest.keyClick(bench.card.up, Qt.Key.Key_End)
    bench.settle()
    assert bench.plot.y_label == "bias of y0"
    bench.document.undo_stack.undo()
    bench.document.undo_stack.undo()
    bench.settle()
    assert bench.plot.x_label == "sharpest direction"


def test_a_click_chooses_a_place_and_the_canvas_gets_its_weights_in_one_undo_step(bench: Surfaced) -> None:
    before = bench.document.experiment
    assert not bench.card.take.isEnabled()
    QTest.mouseClick(bench.plot.viewport(), Qt.MouseButton.LeftButton, pos=bench.pixel_of(0.4, -0.3))
    assert bench.plot.place == pytest.approx((0.4, -0.3), abs=0.02)
    assert bench.card.take.isEnabled()
    bench.card.take.click()
    given = bench.document.experiment
    expected = losses_at(Program.of(given), parameters_of(given.network)[np.newaxis])[0]
    assert expected == pytest.approx(bench.plot.loss_at(*bench.plot.place), rel=0.05)
    bench.settle()
    assert bench.plot.weights.xData == pytest.approx([bench.plot.place[0]])
    assert bench.model.experiment == before  # the laboratory holds its start
    bench.document.undo_stack.undo()
    assert bench.document.experiment == before


def test_a_place_is_chosen_with_alt_and_the_arrows(bench: Surfaced) -> None:
    bench.plot.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up):
        QTest.keyClick(bench.plot, key, Qt.KeyboardModifier.AltModifier)
    place = bench.plot.place
    assert place is not None
    assert place[0] == pytest.approx(2 * place[1])


def test_the_mouse_reads_e(bench: Surfaced) -> None:
    QTest.mouseMove(bench.plot.viewport(), bench.pixel_of(0.1, 0.1))
    bench.qtbot.waitUntil(bench.plot.reading.isVisible)
    loss = bench.plot.loss_at(0.1, 0.1)
    assert loss is not None
    assert bench.plot.reading.toPlainText().startswith(f"E {loss:.2g}"[:5])


def test_a_plane_that_is_not_there_is_said(qtbot: QtBot) -> None:
    rows = [row for row in CARDS if row.name == "surface"]
    bench = LaboratoryBench(qtbot, chain(["identity"], [1.0], [(1.0, 0.5)]), rows=rows)
    bench.settle()
    card = bench.centre.card("surface")
    assert isinstance(card, SurfaceCard)
    assert card.card.answer.startswith("A plane needs two parameters")
    assert card.plot.picture is None


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_it_is_drawn_in_both_themes(bench: Surfaced, theme: object) -> None:
    bench.centre.set_theme(theme)  # type: ignore[arg-type]
    image = bench.plot.grab().toImage()
    middle = image.pixelColor(image.width() // 2, image.height() // 3)
    assert middle.green() > middle.blue()  # a loss of some tenths is green in either


def test_zooming_computes_what_is_seen_and_goes_back_with_backspace_and_undo(bench: Surfaced) -> None:
    whole = bench.plot.ranges.present
    bench.plot.setFocus()
    QTest.keyClick(bench.plot, Qt.Key.Key_Plus)
    bench.settle()
    seen, picture = bench.model.settings.surface_seen, bench.plot.picture
    assert seen is not None
    assert picture is not None
    assert seen.x_high - seen.x_low == pytest.approx(0.8 * (whole.x_high - whole.x_low))
    assert picture.grid.across[[0, -1]] == pytest.approx([seen.x_low, seen.x_high])
    QTest.keyClick(bench.plot, Qt.Key.Key_Backspace)
    bench.settle()
    assert bench.model.settings.surface_seen is None
    assert bench.plot.ranges.present == whole
    bench.document.undo_stack.undo()
    bench.settle()
    assert bench.plot.ranges.present == seen


def test_deep_in_the_zoom_places_are_those_of_the_axes(bench: Surfaced) -> None:
    x, y = 0.3, -0.2
    bench.plot.ranges.visit(MapRange(x - 1e-9, x + 1e-9, y - 1e-9, y + 1e-9))
    bench.settle()
    assert bench.plot.x_offsets.origin != 0.0
    QTest.mouseClick(bench.plot.viewport(), Qt.MouseButton.LeftButton, pos=bench.pixel_of(0.0, 0.0))
    place = bench.plot.place
    assert place is not None
    wanted = bench.plot.x_offsets.origin, bench.plot.y_offsets.origin
    assert place == pytest.approx(wanted, abs=2e-11)
    assert bench.plot.target.xData == pytest.approx([place[0] - wanted[0]], abs=1e-15)


def test_another_plane_is_seen_whole_again(bench: Surfaced) -> None:
    bench.plot.zoom(0.5)
    bench.settle()
    assert bench.model.settings.surface_seen is not None
    bench.card.kind.setFocus()
    QTest.keyClick(bench.card.kind, Qt.Key.Key_End)
    bench.settle()
    assert bench.model.settings.surface_seen is None
    picture = bench.plot.picture
    assert picture is not None
    assert bench.plot.ranges.present == picture.whole


def test_the_crosshair_reads_the_steps_of_the_path_and_they_are_saved(bench: Surfaced) -> None:
    picture = bench.plot.picture
    assert picture is not None
    assert picture.path is not None
    table = dict(bench.plot.columns())
    assert list(table["step of the run"]) == list(range(21))
    assert list(table["run sharpest direction"]) == picture.path.across.tolist()
    assert list(table["run distance"]) == picture.path.distance.tolist()
    middle = bench.pixel_of(float(picture.path.across[20]), float(picture.path.up[20]))
    bench.plot.crosshair.follow(QPointF(middle))
    assert "step 20 of the run" in bench.plot.crosshair.text
    assert "from the plane" in bench.plot.crosshair.text
