"""Which edits of the samples does a person make, and what does Undo call each?

The table, the presets, the clipboard and files all come here. What is done at once returns whether the rules
held; what they refuse is told by `Document.refused`.
"""

from collections.abc import Sequence
from pathlib import Path

from explorer.files.atomic import read_whole
from explorer.files.refused import FileRefused
from explorer.files.sample_table.options import GUESSED
from explorer.files.sample_table.outlook import TakenIn, Taking, taking_in
from explorer.job import in_thread
from explorer.network.editable_value import EditableValue, with_value
from explorer.network.edits import sample_edits, transform_edits
from explorer.network.model import Experiment
from explorer.network.sample_set import SampleSet, samples_of
from explorer.number import counted, parse_number
from explorer.plain_text import shown_name
from explorer.ui.commands.network_verbs import setting
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session, TableOffer

_READ_AT_ONCE = 200_000
"""Bytes, or characters, of a table that is read before anybody would notice."""


def add_sample(session: Session) -> bool:
    """Add a sample of zeros behind the others and show it."""
    is_added = session.document.attempt("Add sample", sample_edits.add_sample)
    if is_added:
        session.frames.set_sample(len(session.document.experiment.samples) - 1)
    return is_added


def delete_samples(document: Document, rows: Sequence[int]) -> bool:
    """Delete the samples with these indices."""
    text = "Delete sample" if len(rows) == 1 else f"Delete {len(rows)} samples"
    return document.attempt(text, lambda e: sample_edits.delete_samples(e, rows))


def set_held_out(document: Document, row: int, is_held_out: bool) -> bool:
    """Keep a sample out of training, or let it take part."""
    text = f"Hold out sample {row + 1}" if is_held_out else f"Train on sample {row + 1}"
    return document.attempt(text, lambda e: sample_edits.set_held_out(e, [row], is_held_out))


def use_sample_set(document: Document, sample_set: SampleSet) -> bool:
    """Let a ready-made set take the place of all samples."""
    return document.attempt(
        f"Samples: {sample_set.label}",
        lambda e: transform_edits.other_samples(e, samples_of(e.network, sample_set)),
    )


def set_standardised(document: Document, names: Sequence[str], what: str, is_standardised: bool) -> bool:
    """Standardise these inputs and targets, which Undo calls `what`, or give them their original units back.

    Says so where a number will not come back bit for bit.
    """
    if not is_standardised:
        text = f"Original units of {what}"
        return document.attempt(text, lambda e: transform_edits.undo_standardising(e, names))
    before = document.experiment
    is_done = document.attempt(f"Standardise {what}", lambda e: transform_edits.standardise(e, names))
    if is_done and (count := transform_edits.rounded_numbers(before, document.experiment)):
        document.noted.emit(f"Standardised; in original units {counted(count, 'number')} will be rounded")
    return is_done


def standardise_inputs(document: Document, is_standardised: bool) -> bool:
    """`set_standardised` of every input."""
    names = [neuron.name for neuron in document.experiment.network.inputs]
    return set_standardised(document, names, "the inputs", is_standardised)


def standardise_targets(document: Document, is_standardised: bool) -> bool:
    """`set_standardised` of the targets of every output."""
    names = [neuron.name for neuron in document.experiment.network.outputs]
    return set_standardised(document, names, "the targets", is_standardised)


def type_original(document: Document, row: int, field: EditableValue, text: str) -> bool:
    """Set a sample's number to what was typed in original units."""
    scaling = document.experiment.scaling(field.neuron)
    return document.attempt(
        setting(field, row), lambda e: with_value(e, row, field, scaling.of_typed(parse_number(text)))
    )


def paste_samples(session: Session, text: str) -> None:
    """Add the samples of a table, as it comes from the clipboard, behind the others.

    That is done at once where there is nothing to be said of it. Otherwise the person is asked.
    """
    offer = TableOffer(text, "the clipboard")
    if not text.strip():
        session.document.refused.emit("the clipboard holds no table: copy cells of a spreadsheet, or CSV")
        return
    present = session.document.experiment
    job = taking_in(text, present, GUESSED, Taking(is_added=True), offer.name)

    def take(taken: TakenIn) -> None:
        if taken.imported.remarks:
            session.table_offered.emit(offer)
        else:
            take_table(session, offer, taken)

    session.jobs.run(
        "Reading samples",
        in_thread(job) if len(text) > _READ_AT_ONCE else job,
        take,
        lambda _: session.table_offered.emit(offer),
    )


def import_samples(session: Session, path: Path) -> None:
    """Have the person asked how samples come from the table at `path`."""
    try:
        data = read_whole(path)
    except FileRefused as refusal:
        session.document.refused.emit(str(refusal))
        return
    session.table_offered.emit(TableOffer(data, path.name))


def take_table(session: Session, offer: TableOffer, taken: TakenIn) -> None:
    """Take in what was read, as one step, and say how many rows came in and what was understood."""
    document = session.document
    text = "Paste samples" if offer.is_pasted else "Import samples"
    if taken.imported.made is not None:
        text += " and network"
    if document.attempt(text, taken.into):
        lines = (*taken.imported.lines, *_units_line(taken, document.experiment))
        session.note_samples("\n".join((f"{offer.name}: {lines[0]}", *lines[1:])))
        session.status_message.emit(f"{offer.name}: {'; '.join(lines)}")


def _units_line(taken: TakenIn, experiment: Experiment) -> list[str]:
    """That rows were scaled on their way in, where they were."""
    scaled = ", ".join(map(shown_name, transform_edits.standardised_names(experiment)))
    how = "standardised as the samples before" if taken.taking.is_added else "standardised"
    return [f"{how}: {scaled}"] * bool(scaled)
