"""Which commands does the Propagation menu have? They move through the pass of the shown sample."""

from explorer.backprop.message_kind import Phase
from explorer.backprop.step_grouping import Grain
from explorer.symbol import Symbol
from explorer.ui.commands.command import Command, ShortcutScope, canvas_command
from explorer.ui.commands.context import Context


def _play(phase: Phase, text: str, keys: str, tip: str) -> Command:
    return Command(phase.value, text, lambda c: c.session.player.play_phase(phase), keys, tip)


def _step_by(grain: Grain, text: str, keys: str, tip: str) -> Command:
    return Command(
        f"grain:{grain.value}",
        text,
        lambda c: c.session.player.set_grain(grain),
        keys,
        tip,
        is_on=lambda c: c.session.player.grain is grain,
        group="grain",
    )


def _change_speed(context: Context, factor: float) -> None:
    context.session.player.set_speed(context.session.player.speed * factor)


def _change_sample(context: Context, step: int) -> None:
    context.session.frames.set_sample(context.session.frames.sample + step)


def _apply_update(context: Context) -> None:
    """Make the update of the pass, and say what became of E."""
    from explorer.backprop.batch import batch_gradient  # late, like all that computes
    from explorer.backprop.notation import in_words

    session = context.session
    before, *_ = batch_gradient(session.document.experiment)
    session.frames.apply_update()
    after, *_ = batch_gradient(session.document.experiment)
    if before is not None and after is not None:
        session.status_message.emit(
            f"Update applied: {Symbol.LOSS} went from {in_words(before)} to {in_words(after)}"
        )


PROPAGATION_COMMANDS = (
    canvas_command("first", "&First", lambda c: c.session.player.first(), "Home", "To the start of the pass"),
    canvas_command("back", "&Back", lambda c: c.session.player.back(), ",", "One step back"),
    Command(
        "play",
        "&Play",
        lambda c: c.session.player.toggle(),
        "Space",
        "Play the pass, or pause",
        ShortcutScope.CANVAS,
        is_on=lambda c: c.session.player.is_playing,
        text_when_on="&Pause",
    ),
    canvas_command("next", "&Next", lambda c: c.session.player.next(), ".", "Play one step"),
    canvas_command("last", "&Last", lambda c: c.session.player.last(), "End", "To the end of the pass"),
    _play(Phase.FORWARD, "F&orward", "Ctrl+Shift+F", "Play the forward pass: every z and a"),
    _play(
        Phase.BACKWARD,
        "Back&ward",
        "Ctrl+Shift+B",
        f"Play the backward pass: every {Symbol.DELTA} and gradient",
    ),
    _play(Phase.UPDATE, "&Update", "Ctrl+Shift+U", "Play the update: every weight and bias takes its step"),
    Command(
        "apply",
        "&Apply the update",
        _apply_update,
        "Ctrl+Return",
        "Make the update and begin the next pass",
    ),
    _step_by(Grain.MESSAGE, "By &message", "Alt+1", "A step is one message"),
    _step_by(Grain.NEURON, "By &neuron", "Alt+2", "A step is everything that happens at one neuron"),
    _step_by(Grain.LEVEL, "By &level", "Alt+3", "A step is all neurons equally far from the inputs"),
    _step_by(Grain.PHASE, "By &phase", "Alt+4", "A step is all of forward, loss, backward or update"),
    canvas_command("faster", "Fas&ter", lambda c: _change_speed(c, 2.0), "]", "Play faster"),
    canvas_command("slower", "Slowe&r", lambda c: _change_speed(c, 0.5), "[", "Play slower"),
    canvas_command(
        "next-sample", "Ne&xt sample", lambda c: _change_sample(c, 1), "PgDown", "Show the next sample"
    ),
    canvas_command(
        "previous-sample",
        "Pre&vious sample",
        lambda c: _change_sample(c, -1),
        "PgUp",
        "Show the sample before",
    ),
)
