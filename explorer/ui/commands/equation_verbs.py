"""How does a part of the drawn network become typed equations, with what Undo calls it?

Each returns whether it was done; what is refused is told by `Document.refused`.
"""

from collections.abc import Callable
from dataclasses import replace

from explorer.chain.from_network import NetworkEquations, loss_equations, neuron_equations
from explorer.plain_text import shown_name
from explorer.refusal import Refusal
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session


def open_neuron(session: Session) -> bool:
    """The selected neuron, for the sample that is shown; without one, the refusal says so."""
    name = next(iter(session.selection.neurons), None)
    if name is None:
        session.document.refused.emit("No neuron is selected: click one, and open it as equations then.")
        return False
    experiment, sample = session.document.experiment, session.frames.sample
    return _open(
        session.document,
        f"Open {shown_name(name)} as equations",
        lambda: neuron_equations(experiment, sample, name),
    )


def open_loss(session: Session, is_batch: bool) -> bool:
    """The loss of the sample that is shown, or of all samples."""
    experiment = session.document.experiment
    sample = None if is_batch else session.frames.sample
    text = "Open the batch's loss as equations" if is_batch else "Open the loss as equations"
    return _open(session.document, text, lambda: loss_equations(experiment, sample))


def _open(document: Document, text: str, written: Callable[[], NetworkEquations]) -> bool:
    """Let the equations be those that are typed, as one undo step."""
    try:
        found = written()
    except Refusal as refusal:
        document.refused.emit(str(refusal))
        return False
    chain = replace(document.project.chain, lines=found.lines, of=found.of, by=found.by, opened=())
    if chain != document.project.chain:
        document.edit_project(text, replace(document.project, chain=chain))
    return True
