"""The commands that standardise: what they do, what they show, and how they are undone."""

import pytest

from explorer.network.edits.loss_edits import set_loss
from explorer.network.edits.sample_edits import replace_samples, set_input
from explorer.network.edits.transform_edits import standardise_inputs, standardise_targets
from explorer.network.model import Experiment, Sample
from tests.network.drawn import chain
from tests.ui.conftest import OpenWindow

ROWS = [Sample({"i0": x}, {"y0": x / 4}) for x in (90.0, 110.0)]


@pytest.fixture
def experiment() -> Experiment:
    """One input and one output; two samples."""
    return replace_samples(chain(), ROWS)


def test_a_command_standardises_and_once_more_gives_the_units_back(
    reopen_window: OpenWindow, experiment: Experiment
) -> None:
    window = reopen_window(experiment)
    inputs, targets = (window.named_actions[f"standardise-{what}"] for what in ("inputs", "targets"))
    inputs.trigger()
    assert window.document.experiment == standardise_inputs(experiment)
    assert (inputs.isChecked(), targets.isChecked()) == (True, False)
    targets.trigger()
    assert window.document.experiment == standardise_targets(standardise_inputs(experiment))
    assert window.document.undo_stack.undoText() == "Standardise the targets"
    inputs.trigger()
    assert window.document.undo_stack.undoText() == "Original units of the inputs"
    assert window.document.experiment == standardise_targets(experiment)
    assert (inputs.isChecked(), targets.isChecked()) == (False, True)
    for _ in range(3):
        window.document.undo_stack.undo()
    assert window.document.experiment == experiment
    for _ in range(3):
        window.document.undo_stack.redo()
    assert window.document.experiment == standardise_targets(experiment)


def test_what_is_refused_is_said_and_changes_nothing(
    reopen_window: OpenWindow, experiment: Experiment
) -> None:
    judged = set_loss(experiment, "binary-cross-entropy")
    window = reopen_window(judged)
    refusals: list[str] = []
    window.document.refused.connect(refusals.append)
    window.named_actions["standardise-targets"].trigger()
    assert window.document.experiment == judged
    assert refusals[0].startswith("binary cross-entropy reads targets as probabilities")
    assert not window.named_actions["standardise-targets"].isChecked()


def test_numbers_that_will_come_back_rounded_are_told(
    reopen_window: OpenWindow, experiment: Experiment
) -> None:
    window = reopen_window(set_input(experiment, 0, "i0", 1e-9 / 3))
    notes: list[str] = []
    window.document.noted.connect(notes.append)
    window.named_actions["standardise-inputs"].trigger()
    assert notes == ["Standardised; in original units 1 number will be rounded"]
