"""What can be done with the runs that are compared? Add, drop, change, hide, fork, keep and open one.

Each is an edit of the document, which undo takes back.
"""

from collections.abc import Callable
from dataclasses import replace

from explorer.kept_run import free_colour, free_name
from explorer.network.optimiser import OPTIMISERS
from explorer.number import rounded
from explorer.symbol import Symbol
from explorer.training.compared_runs import plan_of
from explorer.training.kept_network_run import kept
from explorer.training.laboratory_settings import MOST_RUNS, RunChoice
from explorer.training.run_snapshot import RunStep
from explorer.ui.session import kept_runs
from explorer.ui.workspaces.laboratory.compared import ComparedRun
from explorer.ui.workspaces.laboratory.model import LaboratoryModel


def can_add(model: LaboratoryModel) -> bool:
    """Whether one more run can be told from the others."""
    return len(model.settings.runs) < MOST_RUNS


def add(model: LaboratoryModel, learning_rate: float, optimiser: str = "") -> None:
    """Compare one more run."""
    label = f", {OPTIMISERS[optimiser].label}" if optimiser else ""
    model.keep_run(
        f"Compare {Symbol.ALPHA} = {rounded(learning_rate)}{label}", RunChoice(learning_rate, 0, optimiser)
    )


def drop(model: LaboratoryModel, run: ComparedRun) -> None:
    """Compare it no longer; the one at the α line stays."""
    if run.is_at_line:
        return
    runs = tuple(choice for choice in model.settings.runs if choice != run.choice)
    model.choose(f"Drop {run.name}", runs=runs)


def set_rate(model: LaboratoryModel, run: ComparedRun, learning_rate: float) -> None:
    """Train it at another α; of the run at the α line, move that."""
    if run.is_at_line:
        model.choose(f"Set {Symbol.ALPHA} to {rounded(learning_rate)}", learning_rate=learning_rate)
    else:
        text = f"Compare {Symbol.ALPHA} = {rounded(learning_rate)}"
        _exchange(model, text, run, lambda choice: replace(choice, learning_rate=learning_rate))


def set_name(model: LaboratoryModel, run: ComparedRun, name: str) -> None:
    """Call it `name`, or by its α again where that is empty; that at the α line is added under its name."""
    name = name.strip()
    if name == model.write(run.described):
        name = ""
    if not run.is_at_line:
        _exchange(model, f"Rename {run.name}", run, lambda choice: replace(choice, name=name))
    elif name:
        model.keep_run(f"Name {run.name}", replace(run.choice, name=name))


def set_hidden(model: LaboratoryModel, run: ComparedRun, is_hidden: bool) -> None:
    """Leave its curves out of the plots, or draw them again; those at the α line are always drawn."""
    text = f"{'Hide' if is_hidden else 'Show'} {run.name}"
    _exchange(model, text, run, lambda choice: replace(choice, is_hidden=is_hidden))


def set_colour(model: LaboratoryModel, run: ComparedRun, colour: int) -> None:
    """Draw it in another of the curve colours."""
    _exchange(model, f"Colour {run.name}", run, lambda choice: replace(choice, colour=colour))


def keep(model: LaboratoryModel, run: ComparedRun) -> None:
    """Keep it beside the other runs of the document, under its name and in its colour."""
    if run.snapshot is not None:
        document = model.session.document
        name = free_name(run.choice.name or run.described, document.project.runs)
        colour = free_colour(model.session.training.runs) if run.is_at_line else run.choice.colour
        kept_runs.keep(document, kept(run.snapshot, name, colour))


def open_on_canvas(model: LaboratoryModel, run: ComparedRun) -> None:
    """Let the document show its last step, as its present run, and go there."""
    plan = plan_of(model.experiment, run.choice, run.plan.steps)  # with its neurons where they are by now
    model.open_run(plan.start, plan.steps, plan.changes)


def show_step(model: LaboratoryModel, run: ComparedRun, step: int) -> None:
    """Let the document have the weights of this step of a run that has ended; part of a gesture."""
    if run.trainer is not None and run.snapshot is not None:
        at: RunStep = run.trainer.step_again(step)
        model.show_on_canvas(f"Show step {step} of {run.name}", run.snapshot.experiment_at(at))


def _exchange(
    model: LaboratoryModel, text: str, run: ComparedRun, change: Callable[[RunChoice], RunChoice]
) -> None:
    choices = model.settings.runs
    runs = tuple(change(choice) if choice == run.choice else choice for choice in choices)
    model.choose(text, runs=runs)
