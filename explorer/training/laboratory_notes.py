"""What does a student ask first about learning rates? Notes with an answer each, and what to look at."""

from dataclasses import dataclass

from explorer.symbol import Symbol


@dataclass(frozen=True)
class LaboratoryNote:
    """A question, why it is so, in paragraphs, and where that is seen in the laboratory."""

    question: str
    why: str
    look: str

    @property
    def text(self) -> str:
        """All of it but the question."""
        return f"{self.why}\n\n{self.look}"


LOSS_RISES = LaboratoryNote(
    "Why does the loss go up before it goes down?",
    "A step follows the slope at one point, and is right only near it. Across a valley whose curvature λ "
    f"is above 2/{Symbol.ALPHA} each step lands farther up the other side than it began, so {Symbol.LOSS} "
    "rises.\n\n"
    f"On its way up the run comes to where the valley is flatter. Once λ is below 2/{Symbol.ALPHA} each "
    "step lands "
    f"lower again, and {Symbol.LOSS} falls, often to less than before: the run has moved to a flatter "
    "valley by "
    "itself. Where it finds none in time, it diverges.\n\n"
    f"With momentum {Symbol.LOSS} also rises because a run with speed climbs a little; with mini-batches "
    "because a "
    f"step lowers the loss of its batch, not {Symbol.LOSS}.",
    f"Look at: Sharpness, under the runs. λ is above its dashed line from about where {Symbol.LOSS} begins "
    "to rise, and "
    f"below it again before {Symbol.LOSS} comes down. Lower {Symbol.ALPHA} until the peak is gone: then λ "
    "never crosses.",
)

NOT_THE_LAST_WORD = LaboratoryNote(
    "Why is 2/λ not the last word?",
    f"2/λ is exact for a bowl, whose curvature is the same everywhere. λ is the curvature of {Symbol.LOSS} "
    "where the "
    "weights are now, along one direction. A run leaves that place, and λ changes with it.\n\n"
    "Below 2/λ a run may still come to the edge: training tends to make λ rise, until it is "
    f"2/{Symbol.ALPHA}. There "
    "it does not diverge: the swing across the valley itself pushes λ down, and λ hovers at "
    f"2/{Symbol.ALPHA} while "
    f"{Symbol.LOSS} goes on falling, though not at every step.\n\n"
    "Above 2/λ a run may still converge, if it is thrown to where λ is smaller.",
    "Look at: Sharpness, where λ crosses the dashed line and comes back; Sweep, where runs to the right of "
    "the mark 2/λ still end low; Map beside that of a bowl as curved, whose border is straight.",
)

RULES_DISAGREE = LaboratoryNote(
    "Why do the rules disagree?",
    f"A range test is one run in which {Symbol.ALPHA} rises at every step. Its curve tells what a rate "
    "does for one "
    "step, to weights that all smaller rates have moved already; not what it does for a whole run.\n\n"
    f"Each rule then asks something else of the curve. Minimum/10: where was {Symbol.LOSS} lowest, and a "
    "tenth of "
    f"that, to be safe. Steepest: where did {Symbol.LOSS} fall most while {Symbol.ALPHA} grew. Valley: "
    "where is the middle of the "
    "longest fall.\n\n"
    "On the example XOR they say 0.31, 0.042 and 0.0051. The fastest of a sweep of 200 steps is about "
    "0.86, of 1,000 steps about 0.68, and 2/λ at the start is 1.3: even the truth depends on how long "
    "one trains.",
    "Look at: Sweep, with the range test over it. The marks of the rules stand beside the lowest dot. Change "
    "the number of steps: the lowest dot moves, the marks stay.",
)

DIFFERENT_ENDS = LaboratoryNote(
    "Why do different starts end at different heights?",
    "Descent only goes downhill from where the weights are. The loss of a network has many hollows, and the "
    "start decides in which of them a run ends.\n\n"
    "Where a run stands still above the others its slope has vanished: in a local minimum, or on a saddle, "
    "which the loss alone does not tell apart. What only dead or saturated neurons keep in place is stuck, "
    "and not converged.\n\n"
    "Not all that looks different is: hidden neurons may change places and nothing is changed. Runs whose "
    "hidden neurons tell the same samples apart have found the same solution.",
    "Look at: Starts. Beneath each thumbnail is the colour of its verdict, at its left that of its solution; "
    "a click opens its run. More hidden neurons leave fewer starts behind; fewer, as in XOR with two, more.",
)

NOTES = (LOSS_RISES, NOT_THE_LAST_WORD, RULES_DISAGREE, DIFFERENT_ENDS)
