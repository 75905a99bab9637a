"""What do the choices of the Training and Learning rate menus do, which the inspector offers too?"""

from collections.abc import Callable
from functools import partial

from explorer.network.edits import training_edits
from explorer.network.optimiser import OPTIMISERS
from explorer.network.schedule import SCHEDULES
from explorer.ui.session.document import Document


def training_commands(document: Document) -> dict[str, Callable[[], object]]:
    """What each action does that chooses an optimiser or a schedule."""
    commands: dict[str, Callable[[], object]] = {
        f"optimiser:{name}": partial(choose_optimiser, document, name) for name in OPTIMISERS
    }
    return commands | {f"schedule:{name}": partial(choose_schedule, document, name) for name in SCHEDULES}


def choose_optimiser(document: Document, name: str) -> None:
    """Train with this optimiser, as one step of undo."""
    text = f"Optimiser: {OPTIMISERS[name].label}"
    document.attempt(text, lambda e: training_edits.choose_optimiser(e, name))


def choose_schedule(document: Document, name: str) -> None:
    """Let α change by this schedule, as one step of undo."""
    text = f"Schedule: {SCHEDULES[name].label}"
    document.attempt(text, lambda e: training_edits.choose_schedule(e, name))
