"""What can be done with the runs that are kept in the document? Keep, drop, rename and colour one.

Each is an edit of the document, which undo takes back.
"""

from explorer.kept_run import KeptRun
from explorer.project import colour_run, drop_run, keep_run, rename_run
from explorer.refusal import Refusal
from explorer.ui.session.document import Document


def keep(document: Document, run: KeptRun) -> None:
    """Keep `run` beside the others."""
    document.edit_project(f"Keep the run {run.name}", keep_run(document.project, run))


def drop(document: Document, run: KeptRun) -> None:
    """Forget `run`."""
    document.edit_project(f"Drop the run {run.name}", drop_run(document.project, run))


def rename(document: Document, run: KeptRun, name: str) -> None:
    """Call `run` otherwise; what is no name is refused."""
    try:
        project = rename_run(document.project, run, name)
    except Refusal as refusal:
        document.refused.emit(str(refusal))
        return
    document.edit_project(f"Rename the run {run.name}", project)


def recolour(document: Document, run: KeptRun, colour: int) -> None:
    """Draw `run` in another of the curve colours."""
    document.edit_project(f"Colour the run {run.name}", colour_run(document.project, run, colour))
