"""The incoming weights of the selected neuron: the network's own numbers, their ratios, and their bars."""

from dataclasses import dataclass

import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from explorer.files.project import read_experiment
from explorer.network.edits.parameter_edits import set_weight
from explorer.network.model import Experiment
from explorer.resources import resource
from explorer.training.trainer import Trainer
from explorer.ui.panels.inspector.incoming_weights import IncomingWeights
from explorer.ui.panels.inspector.panel import InspectorPanel
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import DARK, LIGHT, Theme
from tests.ui.canvas.painted import pixels
from tests.worked_examples import article_e


@dataclass
class Bench:
    """An open experiment and its inspector on the screen."""

    session: Session
    panel: InspectorPanel

    @property
    def incoming(self) -> IncomingWeights:
        """What is tested."""
        return self.panel.findChild(IncomingWeights)

    def bars(self, theme: Theme) -> list[tuple[int, int]]:
        """How many pixels of each line are blue, and how many orange."""
        shown = pixels(self.incoming.grab().toImage())[:, :, :3]
        line = self.incoming.height() // (1 + len(self.incoming.weights))
        counts = []
        for place in range(len(self.incoming.weights)):
            middle = shown[round((place + 1.5) * line)]
            counts.append(tuple(_count(middle, colour) for colour in (theme.positive, theme.negative)))
        return counts


def _count(row: np.ndarray, colour: str) -> int:
    wanted = QColor(colour)
    return int((row == (wanted.blue(), wanted.green(), wanted.red())).all(axis=1).sum())


def bench_of(experiment: Experiment, qtbot: QtBot) -> Bench:
    document = Document()
    document.edit("Draw", experiment)
    session = Session(document)
    panel = InspectorPanel(session)
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    return Bench(session, panel)


@pytest.fixture
def trained() -> Experiment:
    """The shipped network after the 1000 steps that its hint speaks of."""
    trainer = Trainer(read_experiment(resource("examples/mirror-symmetry.json")))
    trainer.advance(1000)
    return trainer.experiment()


def test_the_network_that_learned_mirror_symmetry_shows_1_2_4_with_opposite_signs(
    trained: Experiment, qtbot: QtBot
) -> None:
    bench = bench_of(trained, qtbot)
    for hidden in ("h0", "h1"):
        bench.session.selection.select([hidden])
        weights = bench.incoming.weights
        assert [each.source for each in weights] == ["i0", "i1", "i2", "i3", "i4", "i5"]
        assert [each.weight for each in weights] == [
            trained.network.by_ends[each.source, hidden].weight for each in weights
        ]
        ratios = np.array([each.ratio for each in weights])
        assert np.sort(np.abs(ratios)) == pytest.approx([1, 1, 2, 2, 4, 4], rel=0.06)
        assert ratios[:3] == pytest.approx(-ratios[:2:-1], rel=0.02)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_bars_are_as_long_as_the_weights_are_large_and_go_to_the_side_of_their_sign(
    theme: Theme, qtbot: QtBot
) -> None:
    bench = bench_of(article_e(), qtbot)  # 0.5, 1, −0.5
    bench.panel.set_theme(theme)
    bench.session.selection.select(["a0"])
    (half, none), (whole, nothing), (no_blue, orange) = bench.bars(theme)
    assert (none, nothing, no_blue) == (0, 0, 0)
    assert whole == pytest.approx(2 * half, abs=2)
    assert half == pytest.approx(orange, abs=1)
    assert bench.incoming.accessibleDescription() == "i0 0.5, ratio 1; i1 1, ratio 2; i2 −0.5, ratio −1"


def test_it_follows_an_edit_and_is_there_for_one_computed_neuron_only(qtbot: QtBot) -> None:
    bench = bench_of(article_e(), qtbot)
    session = bench.session
    session.selection.select(["a0"])
    assert bench.incoming.isVisible()
    first = bench.incoming.weights[0]
    session.document.edit("Set weight", set_weight(session.document.experiment, first.source, "a0", 7.5))
    assert bench.incoming.weights[0].weight == 7.5
    for names in ([], [first.source], ["a0", "c0"]):
        session.selection.select(names)
        assert not bench.incoming.isVisible()
