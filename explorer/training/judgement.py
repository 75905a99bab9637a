"""What became of a run, by all that is known of it? Its verdict from losses, network and curvature together.

Losses alone cannot tell a limit from a place that a run is about to leave. So a run that seems to converge is
looked at once more: whether dead or saturated neurons keep it where it is, and whether its steps are short
enough for the curvature that it has come to.
"""

from collections.abc import Sequence

from explorer.network.model import Experiment, Training
from explorer.number import rounded
from explorer.training.curvature.place_sharpness import RunPlace, sharpness_of
from explorer.training.curvature.stability import FORMULAS, NOTHING_HOLDS, is_preconditioned, largest_stable
from explorer.training.diagnosis import NetworkDiagnosis
from explorer.training.program import Program
from explorer.training.verdict import RunOutcome, Verdict

_MANY = 5_000
"""Samples times parameters, the curvature of which takes some tens of milliseconds."""


def judged(program: Program, told: Sequence[Verdict], ends: Sequence[RunPlace]) -> list[Verdict]:
    """The verdicts on runs of one program that came to these ends, of what their losses have `told`."""
    diagnosis = NetworkDiagnosis(program)
    verdicts = [diagnosis.explained(verdict, end.state[0]) for verdict, end in zip(told, ends, strict=True)]
    resting = [run for run, verdict in enumerate(verdicts) if verdict.kind is RunOutcome.CONVERGES]
    for run, reason in zip(resting, _why_restless(program, [ends[run] for run in resting]), strict=True):
        if reason is not None:
            verdicts[run] = Verdict(RunOutcome.UNDECIDED, reason=reason)
    return verdicts


def is_long_judgement(experiment: Experiment) -> bool:
    """Whether to judge a run of it would stop a frame of the screen."""
    return len(experiment.samples) * len(experiment.network.parameters) >= _MANY


def _why_restless(program: Program, ends: Sequence[RunPlace]) -> list[str | None]:
    """Why each cannot stay where it has come to, without a full stop; None where nothing says so."""
    training = program.training
    if training.optimiser.name not in FORMULAS:
        return [None] * len(ends)
    return [
        _above(training, sharpness, largest_stable(training, end.learning_rate))
        for sharpness, end in zip(sharpness_of(program, ends).tolist(), ends, strict=True)
    ]


def _above(training: Training, sharpness: float, limit: float | None) -> str | None:
    if limit is None or not sharpness > limit:
        return None
    kind = "preconditioned " * is_preconditioned(training)
    much = f"λ = {rounded(sharpness)} is above" if rounded(sharpness) != rounded(limit) else "λ is just above"
    rule = f"{FORMULAS[training.optimiser.name]} = {rounded(limit)}"
    return f"E has come near a limit, but {kind}{much} {rule}: {NOTHING_HOLDS}"
