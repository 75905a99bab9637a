"""How does the learning rate change while a run goes on?

A table: one row says everything about a schedule. The rate of the step from t to t + 1 is α · factor(t),
where t counts the updates that have been made.
"""

import math
from collections.abc import Callable, Mapping

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from explorer.array import Array
from explorer.network.model import ScheduleChoice
from explorer.network.setting import Setting, values_of
from explorer.symbol import Symbol

Settings = Mapping[str, float]


class Schedule(Struct, frozen=True):
    """αₜ = α · `factor`(t, settings); `sentence` says what comes of it, `source` who described it."""

    name: str
    label: str
    factor: Callable[[int, Settings], float]
    formula: str
    sentence: str
    source: str
    settings: tuple[Setting, ...] = ()


def settings_of(choice: ScheduleChoice) -> dict[str, float]:
    """Every setting of the chosen schedule: what was chosen, or its default."""
    return values_of(choice, SCHEDULES[choice.name].settings)


def learning_rate_at(learning_rate: float, choice: ScheduleChoice, step: int) -> float:
    """αₜ, the rate of the update that follows `step` others, where the experiment's α is `learning_rate`.

    ∞ where a factor above 1 has made it too large for a double; 0 for an α of 0, however large the factor.
    """
    if learning_rate == 0:
        return learning_rate
    schedule = SCHEDULES[choice.name]
    return learning_rate * schedule.factor(step, settings_of(choice))


def learning_rates(learning_rate: float, choice: ScheduleChoice, step: int, count: int) -> Array:
    """αₜ of so many updates, the first of which follows `step` others: as `learning_rate_at`, but faster."""
    if choice.name == "constant" or learning_rate == 0:
        return np.full(count, learning_rate, dtype=np.float64)
    factor, settings = SCHEDULES[choice.name].factor, settings_of(choice)
    rates = (learning_rate * factor(t, settings) for t in range(step, step + count))
    return np.fromiter(rates, dtype=np.float64, count=count)


def _power(factor: float, exponent: int) -> float:
    """factor^exponent, ∞ where Python's own raises an OverflowError."""
    try:
        return factor**exponent
    except OverflowError:
        return math.inf


def _cosine(t: int, of: Settings) -> float:
    progress = min(1.0, t / of["steps"])
    return of["final"] + 0.5 * (1.0 - of["final"]) * (1.0 + math.cos(math.pi * progress))


_GAMMA = Setting("factor", "Factor", "γ", f"What {Symbol.ALPHA} is multiplied by", 0.5)
_N = Setting("steps", "Steps", "n", "How many steps of training that takes", 100)
_F = Setting("final", "Share", "f", f"How much of {Symbol.ALPHA} is left in the end: 0.1 is a tenth", 0.0)
_KAPPA = Setting(
    "decay", "Decay", "κ", f"How fast {Symbol.ALPHA} falls: after 1/κ steps half of it is left", 0.01
)

SETTINGS = (_GAMMA, _N, _F, _KAPPA)
"""All that any schedule has, in the order in which people are asked; the defaults are the rows' own."""

_ROWS = (
    Schedule(
        "constant",
        "constant",
        lambda t, of: 1.0,
        f"{Symbol.ALPHA}ₜ = {Symbol.ALPHA}",
        f"{Symbol.ALPHA} stays as it is",
        "Robbins, Monro 1951",
    ),
    Schedule(
        "step",
        "step",
        lambda t, of: _power(of["factor"], int(t // of["steps"])),
        f"{Symbol.ALPHA}ₜ = {Symbol.ALPHA} γ^⌊t/n⌋",
        f"{Symbol.ALPHA} is multiplied by γ after every n steps",
        "He, Zhang, Ren, Sun 2016, section 3.4",
        (_GAMMA, _N),
    ),
    Schedule(
        "exponential",
        "exponential",
        lambda t, of: _power(of["factor"], t),
        f"{Symbol.ALPHA}ₜ = {Symbol.ALPHA} γᵗ",
        f"{Symbol.ALPHA} is multiplied by γ in every step",
        "Bottou 2012, section 5.2",
        (replace(_GAMMA, default=0.999),),
    ),
    Schedule(
        "cosine",
        "cosine",
        _cosine,
        f"{Symbol.ALPHA}ₜ = {Symbol.ALPHA} (f + ½ (1 − f) (1 + cos(π t/n))) for t ≤ n, then {Symbol.ALPHA} f",
        f"{Symbol.ALPHA} falls to f of it along half a cosine of n steps",
        "Loshchilov, Hutter 2017, equation 5",
        (replace(_N, default=1000), _F),
    ),
    Schedule(
        "warm-up",
        "warm-up",
        lambda t, of: min(1.0, (t + 1) / of["steps"]),
        f"{Symbol.ALPHA}ₜ = {Symbol.ALPHA} min(1, (t + 1)/n)",
        f"{Symbol.ALPHA} is reached evenly, within n steps",
        "Goyal et al. 2017, section 2.2",
        (_N,),
    ),
    Schedule(
        "inverse-time",
        "1/t",
        lambda t, of: 1.0 / (1.0 + of["decay"] * t),
        f"{Symbol.ALPHA}ₜ = {Symbol.ALPHA} / (1 + κ t)",
        f"{Symbol.ALPHA} falls as 1/t does",
        "Robbins, Monro 1951; Bottou 2012, section 5.2",
        (_KAPPA,),
    ),
)

SCHEDULES: dict[str, Schedule] = {row.name: row for row in _ROWS}
"""Every schedule under the name by which files and commands know it."""
