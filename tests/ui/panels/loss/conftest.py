"""What do the tests of the loss panel stand on?"""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from explorer.network.model import Experiment
from explorer.ui.panels.loss.panel import LossPanel
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from tests.ui.panels.loss.loss_bench import Bench
from tests.ui.training_experiment import SHRINKING


@pytest.fixture
def open_bench(qtbot: QtBot) -> Callable[[Experiment], Bench]:
    """Opens an experiment at a bench."""

    def opened(experiment: Experiment) -> Bench:
        document = Document()
        session = Session(document)
        panel = LossPanel(session)
        qtbot.addWidget(panel)
        document.replace(experiment)
        panel.resize(400, 300)
        panel.show()
        return Bench(document, session.training, panel)

    return opened


@pytest.fixture
def bench(open_bench: Callable[[Experiment], Bench]) -> Bench:
    """The weight that halves in each step."""
    return open_bench(SHRINKING)
