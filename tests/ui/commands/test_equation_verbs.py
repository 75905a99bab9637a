"""Does a part of the drawn network open as equations whose derivatives are those of backpropagation?"""

from explorer.ui.commands import equation_verbs
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from tests.ui.canvas.drawn import worked_example


def opened() -> Session:
    document = Document()
    document.replace(worked_example())
    return Session(document)


def test_a_neuron_opens_as_one_undo_step() -> None:
    session = opened()
    before = session.document.project.chain
    name = session.document.experiment.network.outputs[0].name
    session.selection.select({name})
    assert equation_verbs.open_neuron(session)
    chain = session.document.project.chain
    assert chain.lines != before.lines
    assert chain.of is not None
    assert session.document.undo_stack.undoText() == f"Open {name} as equations"
    session.document.undo_stack.undo()
    assert session.document.project.chain == before


def test_the_loss_of_a_sample_and_of_the_batch() -> None:
    session = opened()
    assert equation_verbs.open_loss(session, is_batch=False)
    of_sample = session.document.project.chain
    assert equation_verbs.open_loss(session, is_batch=True)
    assert of_sample.of is not None
    assert session.document.project.chain.of is not None


def test_without_a_selected_neuron_it_says_so() -> None:
    session = opened()
    told: list[str] = []
    session.document.refused.connect(told.append)
    session.selection.select(())
    assert not equation_verbs.open_neuron(session)
    assert told == ["No neuron is selected: click one, and open it as equations then."]
