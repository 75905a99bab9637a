"""Does training keep every rule: its rates, its optimiser, its schedule, its penalties and its initialiser?

What is checked of a setting depends on its name alone, whichever optimiser, schedule or initialiser has it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from explorer.network.initialiser import INITIALISERS, settings_of
from explorer.network.model import InitialiserChoice, OptimiserChoice, Penalty, ScheduleChoice, Training
from explorer.network.optimiser import OPTIMISERS
from explorer.network.rules import RuleBroken, check_finite, known
from explorer.network.schedule import SCHEDULES
from explorer.network.setting import Setting
from explorer.number import MINUS, exact


class NegativeLearningRate(RuleBroken):
    """The learning rate is 0 or more."""


class BatchTooSmall(RuleBroken):
    """A batch holds at least one sample."""


class NegativeSeed(RuleBroken):
    """A seed is 0 or more."""


class UnknownOptimiser(RuleBroken):
    """An optimiser is one of the table's."""


class UnknownSchedule(RuleBroken):
    """A schedule is one of the table's."""


class UnknownInitialiser(RuleBroken):
    """An initialiser is one of the table's."""


class ForeignSetting(RuleBroken):
    """An optimiser, a schedule and an initialiser have no settings but their own."""


class MemoryNeverFades(RuleBroken):
    """What an optimiser remembers fades: momentum, decay rate, β₁ and β₂ are less than 1, and 0 or more."""


class EpsilonNotPositive(RuleBroken):
    """ε is more than 0: a parameter without a gradient would otherwise divide 0 by 0."""


class NegativeWeightDecay(RuleBroken):
    """Weight decay is 0 or more."""


class FactorNotPositive(RuleBroken):
    """What a schedule multiplies the learning rate by is more than 0."""


class ScheduleTooShort(RuleBroken):
    """A schedule takes at least one step."""


class NegativeFinal(RuleBroken):
    """The share of the learning rate that is left in the end is 0 or more."""


class NegativeDecay(RuleBroken):
    """How fast 1/t makes the learning rate smaller is 0 or more."""


class NegativePenalty(RuleBroken):
    """Penalties are 0 or more."""


class DropoutOutOfRange(RuleBroken):
    """The probability of being silent is 0 or more and less than 1."""


class LargestGradientNotPositive(RuleBroken):
    """The norm to which gradients are shortened is more than 0."""


class EmptyInterval(RuleBroken):
    """A uniform distribution's low is at most its high."""


class NegativeDeviation(RuleBroken):
    """A normal distribution's deviation is 0 or more."""


def check_training(training: Training, place: str = "$.training") -> None:
    """The rules of all that is set of training."""
    _check_range("learning_rate", training.learning_rate, f"{place}.learning_rate")
    check_schedule(training.schedule, f"{place}.schedule")
    check_optimiser(training.optimiser, f"{place}.optimiser")
    check_penalty(training.penalty, f"{place}.penalty")
    _check_range("dropout", training.dropout, f"{place}.dropout")
    if training.largest_gradient is not None:
        _check_range("largest_gradient", training.largest_gradient, f"{place}.largest_gradient")
    if training.batch_size is not None and training.batch_size < 1:
        raise BatchTooSmall(
            f"the batch size is {training.batch_size}: make it 1 or more, or none for the full batch",
            f"{place}.batch_size",
        )
    _check_range("seed", training.seed, f"{place}.seed")
    check_initialiser(training.initialiser, f"{place}.initialiser")


def check_optimiser(choice: OptimiserChoice, place: str = "$.training.optimiser") -> None:
    """The optimiser is known, and has its own settings only, each in its range."""
    if choice.name not in OPTIMISERS:
        raise UnknownOptimiser(
            f"there is no optimiser “{choice.name}”: choose one of {known(OPTIMISERS)}", f"{place}.name"
        )
    _check_settings(choice.name, vars(choice), OPTIMISERS[choice.name].settings, place)


def check_schedule(choice: ScheduleChoice, place: str = "$.training.schedule") -> None:
    """The schedule is known, and has its own settings only, each in its range."""
    if choice.name not in SCHEDULES:
        raise UnknownSchedule(
            f"there is no schedule “{choice.name}”: choose one of {known(SCHEDULES)}", f"{place}.name"
        )
    _check_settings(choice.name, vars(choice), SCHEDULES[choice.name].settings, place)


def check_penalty(penalty: Penalty, place: str = "$.training.penalty") -> None:
    """λ₁ and λ₂ are finite, and 0 or more."""
    _check_range("l1", penalty.l1, f"{place}.l1")
    _check_range("l2", penalty.l2, f"{place}.l2")


def check_initialiser(choice: InitialiserChoice, place: str = "$.training.initialiser") -> None:
    """The initialiser is known, and has its own settings only, in order."""
    if choice.name not in INITIALISERS:
        raise UnknownInitialiser(
            f"there is no initialiser “{choice.name}”: choose one of {known(INITIALISERS)}",
            f"{place}.name",
        )
    _check_range("seed", choice.seed, f"{place}.seed")
    given = {name: value for name, value in vars(choice).items() if name != "seed"}
    _check_settings(choice.name, given, INITIALISERS[choice.name].settings, place)
    settings = settings_of(choice)
    if "low" in settings and (low := settings["low"]) > (high := settings["high"]):
        raise EmptyInterval(
            f"low is {exact(low)} and high is {exact(high)}: low must not be above high", f"{place}.low"
        )


@dataclass(frozen=True)
class _Range:
    """The numbers that `holds` lets pass; `advice` says which these are."""

    what: str
    holds: Callable[[float], bool]
    rule: type[RuleBroken]
    advice: str


def _not_negative(what: str, rule: type[RuleBroken]) -> _Range:
    return _Range(what, lambda value: value >= 0, rule, "make it 0 or more")


def _positive(what: str, rule: type[RuleBroken]) -> _Range:
    return _Range(what, lambda value: value > 0, rule, "make it more than 0")


def _share(what: str, rule: type[RuleBroken]) -> _Range:
    return _Range(what, lambda value: 0 <= value < 1, rule, "make it 0 or more, and less than 1")


_RANGES: Mapping[str, _Range] = {
    "learning_rate": _not_negative("the learning rate", NegativeLearningRate),
    "seed": _not_negative("the seed", NegativeSeed),
    "momentum": _share("the momentum", MemoryNeverFades),
    "decay_rate": _share("the decay rate", MemoryNeverFades),
    "beta1": _share("beta1", MemoryNeverFades),
    "beta2": _share("beta2", MemoryNeverFades),
    "epsilon": _positive("epsilon", EpsilonNotPositive),
    "weight_decay": _not_negative("the weight decay", NegativeWeightDecay),
    "factor": _positive("the factor", FactorNotPositive),
    "steps": _Range("the number of steps", lambda value: value >= 1, ScheduleTooShort, "make it 1 or more"),
    "final": _not_negative("the final share", NegativeFinal),
    "decay": _not_negative("the decay", NegativeDecay),
    "l1": _not_negative("the L1 penalty", NegativePenalty),
    "l2": _not_negative("the L2 penalty", NegativePenalty),
    "dropout": _share("dropout", DropoutOutOfRange),
    "largest_gradient": _positive("the largest gradient", LargestGradientNotPositive),
    "deviation": _not_negative("the deviation", NegativeDeviation),
}
"""What every number must be besides finite; low and high have no range of their own."""


def _check_settings(owner: str, choice: Mapping[str, object], own: Iterable[Setting], place: str) -> None:
    """Of all that the `choice` gives, only `own` settings of its `owner` are there, each in its range."""
    names = {setting.name for setting in own}
    for setting, value in choice.items():
        if setting == "name" or not isinstance(value, int | float):
            continue
        if setting not in names:
            raise ForeignSetting(f"{owner} has no {setting}: leave it out", f"{place}.{setting}")
        _check_range(setting, value, f"{place}.{setting}")


def _check_range(name: str, value: float, place: str) -> None:
    allowed = _RANGES.get(name)
    if not isinstance(value, int):  # a whole number is finite, even one that is too large for a double
        check_finite(value, name if allowed is None else allowed.what, place)
    if allowed is not None and not allowed.holds(value):
        written = str(value).replace("-", MINUS) if isinstance(value, int) else exact(value)
        raise allowed.rule(f"{allowed.what} is {written}: {allowed.advice}", place)
