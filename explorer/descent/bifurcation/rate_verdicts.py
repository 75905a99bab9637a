"""What becomes of a descent at each of many learning rates? Their verdicts, a job.

Each is that of `descend` at this rate: an orbit from the start, judged by itself.
"""

from dataclasses import dataclass

from explorer.array import Array
from explorer.descent.function import Function
from explorer.descent.search import judge
from explorer.descent.verdict import OrbitVerdict
from explorer.job import Job, JobStep, part


@dataclass(frozen=True, slots=True)
class RateVerdict:
    """The fate of the orbit at one learning rate."""

    learning_rate: float
    verdict: OrbitVerdict

    @property
    def label(self) -> str:
        """ "converges", and of a cycle its period too: "cycles (2)"."""
        period = self.verdict.period
        return self.verdict.kind if period is None else f"{self.verdict.kind} ({period})"


def rate_verdicts(f: Function, start: float, rates: Array, momentum: float = 0.0) -> Job[RateVerdict]:
    """The verdict at each of the `rates`, in turn. Who can wait loads the kernels first."""
    for number, rate in enumerate(rates.tolist()):
        done = number / len(rates), (number + 1) / len(rates)
        verdict = yield from part(judge(f, start, rate, momentum), *done)
        yield JobStep(done[1], RateVerdict(rate, verdict))
