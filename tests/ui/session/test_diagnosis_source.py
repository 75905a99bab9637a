"""Does everybody learn what is amiss in the network that is open, and are told when that is another?"""

from pathlib import Path

from pytestqt.qtbot import QtBot

from explorer.files.project import read_experiment
from explorer.network.edits.parameter_edits import set_bias
from explorer.network.model import Experiment
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from tests.ui.training_experiment import DIVERGING, SHRINKING

CASES = Path(__file__).parents[2] / "cases" / "networks"


def session_on(experiment: Experiment) -> Session:
    """A session in which `experiment` is open."""
    session = Session(Document())
    session.document.replace(experiment)
    return session


def test_the_findings_are_those_of_what_is_open(qtbot: QtBot) -> None:
    session = session_on(read_experiment(CASES / "dead-relu.json"))
    source = session.diagnosis
    qtbot.waitUntil(lambda: [finding.neuron for finding in source.findings] == ["h1", "h2"])
    with qtbot.waitSignal(source.changed):
        session.document.edit("Larger bias", set_bias(session.document.experiment, "h1", 1.0))
    assert [finding.neuron for finding in source.findings] == ["h2"]
    with qtbot.waitSignal(source.changed):
        session.document.replace(SHRINKING)
    assert source.findings == ()


def test_they_follow_the_network_while_it_trains(qtbot: QtBot) -> None:
    session = session_on(SHRINKING)
    source = session.diagnosis
    session.training.run()
    session.document.replace(read_experiment(CASES / "dead-relu.json"))
    session.training.run()
    qtbot.waitUntil(lambda: len(source.findings) == 2)
    assert session.training.is_running
    session.training.pause()


def test_of_what_diverged_nothing_is_said(qtbot: QtBot) -> None:
    session = session_on(read_experiment(CASES / "dead-relu.json"))
    source = session.diagnosis
    qtbot.waitUntil(lambda: len(source.findings) == 2)
    session.document.replace(DIVERGING)
    for _ in range(11):
        session.training.step()
    assert session.training.divergence is not None
    qtbot.waitUntil(lambda: source.findings == ())
