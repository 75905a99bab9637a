"""Was a run stable, in words? Its sharpness λ held against the limit of its optimiser."""

from collections.abc import Iterable

import numpy as np

from explorer.network.model import Training
from explorer.network.optimiser import OPTIMISERS
from explorer.number import counted, rounded, short
from explorer.symbol import Symbol
from explorer.training.curvature.sharpness import Crossing, Readings, crossings
from explorer.training.curvature.stability import FORMULAS, NOTHING_HOLDS, is_preconditioned

HOVERS = 6
"""So many crossings are no accident: λ is held at the limit."""


def sharpness_name(readings: Readings) -> str:
    """λ, and of which Hessian if not of that of E."""
    return "λ of the preconditioned Hessian" if readings.is_preconditioned else "λ"


def limit_words(training: Training, learning_rate: float) -> str:
    """“2/α for α = 0.8”, and of which λ if not of that of E; "" where none is known for the optimiser."""
    formula = FORMULAS.get(training.optimiser.name)
    if formula is None:
        return ""
    return (
        f"{formula} for {Symbol.ALPHA} = "
        f"{short(learning_rate)}{', preconditioned' * is_preconditioned(training)}"
    )


def unknown_words(trainings: Iterable[Training]) -> str:
    """“no limit of λ is known for RMSProp, Adagrad”; "" where it is known for all."""
    labels = [
        OPTIMISERS[each.optimiser.name].label for each in trainings if each.optimiser.name not in FORMULAS
    ]
    return f"no limit of λ is known for {', '.join(dict.fromkeys(labels))}" if labels else ""


def stability_words(readings: Readings, training: Training, diverged_at: int | None = None) -> str:
    """One sentence, without a full stop, of a run that `diverged_at` that step, or did not (None)."""
    sharpness, name = readings.eigenvalues[:, 0], sharpness_name(readings)
    formula = FORMULAS.get(training.optimiser.name)
    finite = sharpness[np.isfinite(sharpness)]
    if not len(finite):
        return "there is no λ: not every number of the network is finite"
    largest = rounded(float(finite.max()))
    if formula is None:
        told = f"{unknown_words([training])}; λ was {largest} at most"
    else:
        limit = _limit(formula, readings)
        found = crossings(readings)
        told = _against(name, limit, largest, found)
        if diverged_at is None:
            return f"{told}{_meaning(found, readings, training)}"
    return told if diverged_at is None else f"{told}; the run diverged at step {diverged_at}"


def _limit(formula: str, readings: Readings) -> str:
    """“2/α = 2.5”, or “2/α” where α does not stay as it is."""
    limits = readings.limit
    return f"{formula} = {rounded(float(limits[0]))}" if (limits == limits[0]).all() else formula


def _against(name: str, limit: str, largest: str, found: tuple[Crossing, ...]) -> str:
    """Where λ was, which holds whatever becomes of the run."""
    if not found:
        return f"{name} stays below {limit}, at most {largest}"
    first, latest = found[0], found[-1]
    rose = f"{name} is above {limit} from the start on" if first.step == 0 else ""
    rose = rose or f"{name} rose above {limit} at step {first.step}"
    if len(found) >= HOVERS:
        times = counted(len(found), "crossing")
        now = "above" if latest.is_upward else "below"
        return f"{rose} and hovers about it, with {times} up to step {latest.step}, now {now} it"
    if latest.is_upward:
        return rose if len(found) == 1 else f"{rose}, the last time at step {latest.step}"
    return f"{rose} and fell below it at step {latest.step}, where the valley is flatter"


def _meaning(found: tuple[Crossing, ...], readings: Readings, training: Training) -> str:
    """What it means for a run that did not diverge, to be put behind that."""
    if not found:
        batch = "" if training.batch_size is None else " with all samples"
        return f": near a minimum such steps{batch} are stable"
    if len(found) >= HOVERS:
        return ": the edge of stability"
    if found[-1].is_upward:
        return (
            f"{',' * (len(found) > 1)} and is there still at step {int(readings.step[-1])}: {NOTHING_HOLDS}"
        )
    return ": it held itself"
