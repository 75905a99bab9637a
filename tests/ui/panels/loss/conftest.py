"""What do the tests of the loss panel stand on?"""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from explorer.network.model import Experiment
from explorer.ui.panels.loss.panel import LossPanel
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from tests.ui.panels.loss.loss_desk import Desk
from tests.ui.training_experiment import SHRINKING


@pytest.fixture
def open_desk(qtbot: QtBot) -> Callable[[Experiment], Desk]:
    """Opens an experiment at a desk."""

    def opened(experiment: Experiment) -> Desk:
        document = Document()
        session = Session(document)
        panel = LossPanel(session)
        qtbot.addWidget(panel)
        document.replace(experiment)
        panel.resize(400, 300)
        panel.show()
        return Desk(document, session.training, panel)

    return opened


@pytest.fixture
def desk(open_desk: Callable[[Experiment], Desk]) -> Desk:
    """The weight that halves in each step."""
    return open_desk(SHRINKING)
