"""What is found amiss in a network? A finding: what it is, how grave, and its remedy, in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What may be amiss, the gravest first."""

    ENDLESS = "the loss has no least value"
    ONE_SOFTMAX = "a softmax of one output"
    UNREACHABLE = "a target out of reach"
    DEAD = "off for every sample"
    SATURATED = "saturated for every sample"
    NO_GRADIENT = "all gradients are 0"
    UNLIKE_INPUTS = "inputs of very different sizes"


@dataclass(frozen=True)
class Finding:
    """`sentence` says what is amiss and where, `remedy` what to do, both without a full stop.

    `blocks`: whether by this alone a run may stand still above what can be reached.
    """

    kind: FindingKind
    sentence: str
    remedy: str
    neuron: str | None = None
    blocks: bool = False

    @property
    def is_of_targets(self) -> bool:
        """Whether targets are amiss, so that other ones may help."""
        return self.kind in (FindingKind.ENDLESS, FindingKind.UNREACHABLE)

    @property
    def text(self) -> str:
        """Both, with full stops; the remedy begins a sentence of its own."""
        return f"{self.sentence}. {self.remedy_sentence}"

    @property
    def lines(self) -> str:
        """The same on two lines, for a small box."""
        return f"{self.sentence}.\n{self.remedy_sentence}"

    @property
    def remedy_sentence(self) -> str:
        """“Make its bias larger.”"""
        return f"{self.remedy[:1].upper()}{self.remedy[1:]}."


def gravity(finding: Finding) -> int:
    """The less, the graver."""
    return list(FindingKind).index(finding.kind)


def first_that_blocks(findings: Iterable[Finding]) -> Finding | None:
    """By which alone a run may stand still above what can be reached; None where there is no such finding."""
    return next((finding for finding in findings if finding.blocks), None)
