"""Which commands do the Training and the Learning rate menu have?"""

from explorer.network.optimiser import OPTIMISERS, Optimiser
from explorer.network.schedule import SCHEDULES, Schedule
from explorer.symbol import Symbol
from explorer.ui import commands
from explorer.ui.commands.command import LABORATORY, ONE_VARIABLE, Command
from explorer.ui.commands.context import Context
from explorer.ui.commands.enabled_when import EnabledWhen

STEP_COUNTS = (10, 100, 500, 1000, 10_000)
"""For how many steps one can train by a single click."""


def _optimise(row: Optimiser) -> Command:
    return Command(
        f"optimiser:{row.name}",
        row.label,
        lambda c: commands.training_verbs.choose_optimiser(c.session.document, row.name),
        tip=row.sentence,
        is_on=lambda c: c.session.document.experiment.training.optimiser.name == row.name,
        group="optimiser",
    )


def _schedule(row: Schedule) -> Command:
    return Command(
        f"schedule:{row.name}",
        row.label,
        lambda c: commands.training_verbs.choose_schedule(c.session.document, row.name),
        tip=row.sentence,
        is_on=lambda c: c.session.document.experiment.training.schedule.name == row.name,
        group="schedule",
    )


def _train(steps: int) -> Command:
    return Command(
        f"train-steps:{steps}",
        f"{steps:,} steps",
        lambda c: c.session.training.run(steps),
        tip=f"Train {steps:,} steps, and stop",
        enabled_when=EnabledWhen.TRAINABLE,
    )


def _scale_learning_rate(context: Context, factor: float) -> None:
    """Change the α of what is looked at: the network's, that of the descent on f(x), or the α line."""
    if context.window.workspace == ONE_VARIABLE:
        commands.training_verbs.scale_descent_rate(context.session.document, factor)
        return
    if context.window.workspace == LABORATORY:
        commands.training_verbs.scale_laboratory_rate(context.session.document, factor)
        return
    learning_rate = context.session.document.experiment.training.learning_rate
    context.session.training.set_learning_rate(learning_rate * factor)


TRAINING_COMMANDS = (
    Command(
        "train",
        "&Train",
        lambda c: c.session.training.toggle(),
        "F5",
        "Train until paused",
        enabled_when=EnabledWhen.TRAINABLE,
        is_on=lambda c: c.session.training.is_running,
        text_when_on="&Pause",
    ),
    *(_train(steps) for steps in STEP_COUNTS),
    Command(
        "train-until",
        f"So many steps, or &until {Symbol.LOSS} < …",
        lambda c: c.window.ask_for_goal(c.session.training.run),
        "Shift+F5",
        "Train a number of steps, or until the loss is small enough",
        enabled_when=EnabledWhen.TRAINABLE,
    ),
    Command(
        "train-step",
        "One &step",
        lambda c: c.session.training.step(),
        "F6",
        "One step of training",
        enabled_when=EnabledWhen.TRAINABLE,
    ),
    Command(
        "train-reset",
        "&Reset to the start",
        lambda c: c.session.training.reset(),
        "F7",
        "Back to the weights from which this run began",
    ),
    Command(
        "go-back",
        "Go &back to the last finite step",
        lambda c: c.session.training.go_back(),
        tip="Back to the weights before the run diverged",
        enabled_when=EnabledWhen.DIVERGED,
    ),
    Command(
        "keep-run",
        "&Keep this run",
        lambda c: c.session.training.keep(),
        "Ctrl+K",
        "Keep the present loss curve to compare with",
    ),
    *(_optimise(row) for row in OPTIMISERS.values()),
)

LEARNING_RATE_COMMANDS = (
    Command(
        "rate-double",
        f"&Double {Symbol.ALPHA}",
        lambda c: _scale_learning_rate(c, 2.0),
        "Ctrl+Up",
        "Twice the learning rate",
    ),
    Command(
        "rate-halve",
        f"&Halve {Symbol.ALPHA}",
        lambda c: _scale_learning_rate(c, 0.5),
        "Ctrl+Down",
        "Half the learning rate",
    ),
    *(_schedule(row) for row in SCHEDULES.values()),
)
