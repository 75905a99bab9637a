"""What became of a run, by all that is known of it? Its verdict from losses, network and curvature together.

Losses alone cannot tell a limit from a place that a run is about to leave. So a run that seems to converge is
looked at once more: whether dead or saturated neurons keep it where it is, and whether its steps are short
enough for the curvature that it has come to.
"""

from collections.abc import Sequence

from explorer.array import Array
from explorer.network.model import Experiment, Training
from explorer.number import rounded
from explorer.training.curvature.place_sharpness import RunPlace, sharpness_of
from explorer.training.curvature.stability import FORMULAS, NOTHING_HOLDS, is_preconditioned, largest_stable
from explorer.training.diagnosis import NetworkDiagnosis
from explorer.training.program import Program
from explorer.training.verdict import RunOutcome, Verdict

_STILL = (RunOutcome.CONVERGES, RunOutcome.PLATEAUS, RunOutcome.UNDECIDED)
"""What is said of a loss that may stand still for another reason than that all is learnt."""

_MANY = 5_000
"""Samples times parameters, the curvature of which takes some tens of milliseconds."""


def judged(program: Program, told: Sequence[Verdict], ends: Sequence[RunPlace]) -> list[Verdict]:
    """The verdicts on runs of one program that came to these ends, of what their losses have `told`."""
    diagnosis = NetworkDiagnosis(program)
    verdicts = [_explained(diagnosis, verdict, end.state[0]) for verdict, end in zip(told, ends, strict=True)]
    resting = [run for run, verdict in enumerate(verdicts) if verdict.kind is RunOutcome.CONVERGES]
    for run, reason in zip(resting, _why_restless(program, [ends[run] for run in resting]), strict=True):
        if reason is not None:
            verdicts[run] = Verdict(RunOutcome.UNDECIDED, reason=reason)
    return verdicts


def is_long_judgement(experiment: Experiment) -> bool:
    """Whether to judge a run of it would stop a frame of the screen."""
    return len(experiment.samples) * len(experiment.network.parameters) >= _MANY


def _explained(diagnosis: NetworkDiagnosis, verdict: Verdict, parameters: Array) -> Verdict:
    """What losses have told of a run that has come to these parameters.

    Unless something in the network explains better why E stands still, or falls: then that.
    """
    if verdict.kind not in _STILL or not len(parameters):
        return verdict
    if (endless := diagnosis.endless) is not None:
        return Verdict(RunOutcome.ENDLESS, neuron=endless.neuron, reason=endless.sentence)
    stuck = diagnosis.blocking(parameters) if verdict.kind is RunOutcome.CONVERGES else None
    if stuck is None:
        return verdict
    return Verdict(RunOutcome.STUCK, neuron=stuck.neuron, reason=stuck.sentence)


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
    kind = "the preconditioned " * is_preconditioned(training)
    much = f"λ = {rounded(sharpness)} is above" if rounded(sharpness) != rounded(limit) else "λ is just above"
    rule = f"{FORMULAS[training.optimiser.name]} = {rounded(limit)}"
    return f"{kind}{much} {rule}: {NOTHING_HOLDS}"
