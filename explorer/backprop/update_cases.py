"""Which lines has the formula of an update, and which names and numbers belong to them?

Only what is in force is written: first the gradient that the optimiser is given, with its penalty, and what
clipping leaves of it; then the rate, where a schedule changes it; then what the optimiser remembers; then the
parameter. Plain gradient descent needs one line.
"""

from explorer.backprop.explanation_terms import ExplanationCase, Line, Numbers, Term, along
from explorer.backprop.message import Update, UpdateSettings
from explorer.backprop.notation import Path
from explorer.network.model import Reduction
from explorer.network.optimiser import OPTIMISERS
from explorer.network.schedule import SCHEDULES
from explorer.number import counted

_PLAIN, _CONSTANT = "gradient-descent", "constant"
_KIND = Update.name


def update_case(message: Update) -> ExplanationCase:
    """Everything about `message` that its explanation may mention."""
    settings, parameter = message.settings, message.parameter
    if message.is_fixed:
        return _fixed_case(message)
    case, kept = _batch_case(message), _gradient_lines(message)
    is_plain = settings.optimiser == _PLAIN and len(kept) == 1 and len(kept[0].paths) == 1
    before = () if is_plain else kept
    is_scheduled, is_multiplied = settings.schedule != _CONSTANT, message.rate_multiplier != 1
    of_all = "scheduled" if is_scheduled else "constant"
    if is_scheduled:
        before += (Line(((_KIND, "rate", *_schedule_case(settings)),)),)
    if is_multiplied:
        before += (Line(((_KIND, "multiplied"),)),)
    kind = "bias" if parameter.is_bias else "weight"
    symbols = OPTIMISERS[settings.optimiser].memory
    before += tuple(Line(((_KIND, settings.optimiser, symbol),)) for symbol in symbols)
    return ExplanationCase(
        (_KIND, case) if is_plain else _optimiser_path(message),
        _names(message),
        _numbers(message),
        "after",
        tuple(
            Term({"sample": str(sample + 1)}, {"gradient": (gradient, "delta")})
            for sample, gradient in zip(message.samples, message.sample_gradients, strict=True)
        ),
        remarks=((_KIND, _direction(message)), *([(_KIND, "dropout")] if settings.dropout else [])),
        before=before,
        inner={
            "parameter": ("parameter", kind),
            "parameter_gradient": ("parameter_gradient", kind),
            "rate": ("rate", "multiplied", of_all) if is_multiplied else ("rate", of_all),
            "common_rate": ("rate", of_all),
        },
    )


def _fixed_case(message: Update) -> ExplanationCase:
    is_bias = message.parameter.is_bias
    return ExplanationCase(
        (_KIND, "fixed"),
        _names(message),
        _numbers(message),
        "after",
        inner={"parameter": ("parameter", "bias" if is_bias else "weight")},
    )


def _batch_case(message: Update) -> str:
    if len(message.samples) == 1:
        return "one"
    return "mean" if message.over_samples is Reduction.MEAN else "sum"


def _gradient_lines(message: Update) -> tuple[Line, ...]:
    """How g comes to be: from the gradients of the batch, of the penalty, and by clipping."""
    settings = message.settings
    paths: list[Path] = [(_KIND, "gradient", _batch_case(message))]
    if not message.parameter.is_bias:
        paths += [(_KIND, "gradient-of-l1")] if settings.l1 else []
        paths += [(_KIND, "gradient-of-l2")] if settings.l2 else []
    is_clipped = settings.clip_factor != 1.0
    return (Line(tuple(paths)), *([Line(((_KIND, "clipped"),))] if is_clipped else []))


def _schedule_case(settings: UpdateSettings) -> Path:
    """The schedule, and whether it has come to its end."""
    last = {"cosine": settings.step, "warm-up": settings.step + 1}.get(settings.schedule)
    is_over = last is not None and last >= dict(settings.schedule_settings)["steps"]
    return (settings.schedule, "over") if is_over else (settings.schedule,)


def _optimiser_path(message: Update) -> Path:
    optimiser = message.settings.optimiser
    decays = "weight_decay" in dict(message.settings.optimiser_settings)
    return (_KIND, optimiser, "bias") if decays and message.parameter.is_bias else (_KIND, optimiser)


def _names(message: Update) -> dict[str, str]:
    settings, parameter = message.settings, message.parameter
    names = {"dest": parameter.dest}
    if parameter.source is not None:
        names = along(parameter.source, parameter.dest)
    names |= {
        "samples": str(len(message.samples)),
        "updates": str(settings.step),
        "nth": str(settings.step + 1),
        "source_of_optimiser": OPTIMISERS[settings.optimiser].source,
        "source_of_schedule": SCHEDULES[settings.schedule].source,
    }
    steps = dict(settings.schedule_settings).get("steps")
    if steps is not None:
        names |= {"steps": str(steps), "many_steps": counted(int(steps), "step")}
    return names


def _numbers(message: Update) -> Numbers:
    settings = message.settings
    numbers: Numbers = {
        "before": (message.before, "weight"),
        "gradient": (message.gradient, "delta"),
        "with_penalty": (message.with_penalty, "delta"),
        "g": (message.g, "delta"),
        "norm": (settings.norm, "delta"),
        "l1": (settings.l1, "plain"),
        "l2": (settings.l2, "plain"),
        "learning_rate": (settings.learning_rate, "plain"),
        "common_rate": (settings.scheduled_rate, "plain"),
        "rate_multiplier": (message.rate_multiplier, "plain"),
        "rate": (message.learning_rate, "plain"),
        "dropout": (settings.dropout, "plain"),
        "step": (abs(message.change), "weight"),
        "after": (message.after, "weight"),
    }
    if settings.largest_gradient is not None:
        numbers["largest"] = (settings.largest_gradient, "plain")
    for name, setting in (*settings.optimiser_settings, *settings.schedule_settings):
        if name != "steps":  # a whole number, written in full as a name is
            numbers[name] = (setting, "plain")
    symbols = OPTIMISERS[settings.optimiser].memory
    for symbol, was, remembers in zip(symbols, message.memory, message.memory_after, strict=True):
        numbers |= {symbol: (was, "delta"), f"{symbol}_after": (remembers, "delta")}
    return numbers


def _direction(message: Update) -> str:
    """Which way the parameter goes, and whether that is the way in which E falls."""
    if message.settings.optimiser == _PLAIN and message.g == 0:
        return "stays"
    if message.learning_rate == 0:
        return "frozen"
    if message.change == 0:
        return "unmoved"
    if message.after == message.before:
        return "too-small"
    way = "grows" if message.change > 0 else "shrinks"
    return way if message.change * message.g < 0 else f"{way}-anyway"
