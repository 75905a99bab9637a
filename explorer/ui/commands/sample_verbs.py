"""Which edits of the samples does a person make, and what does Undo call each?

The table, the presets, the clipboard and files all come here. Each returns whether the rules held; what they
refuse is told by `Document.refused`.
"""

from collections.abc import Sequence
from pathlib import Path

from explorer.files.samples import parse_samples, read_samples
from explorer.network.edits import sample_edits
from explorer.network.sample_set import SampleSet, samples_of
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session


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
        lambda e: sample_edits.replace_samples(e, samples_of(e.network, sample_set)),
    )


def paste_samples(document: Document, text: str) -> bool:
    """Add the samples of a table, as it comes from the clipboard, behind the others."""
    return document.attempt(
        "Paste samples",
        lambda e: sample_edits.replace_samples(
            e, (*e.samples, *parse_samples(text, e.network, "the clipboard"))
        ),
    )


def import_samples(document: Document, path: Path) -> bool:
    """Let the samples of the file at `path` take the place of all others."""
    return document.attempt(
        "Import samples", lambda e: sample_edits.replace_samples(e, read_samples(path, e.network))
    )
