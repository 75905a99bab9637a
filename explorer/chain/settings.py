"""Which equations does the chain rule run through, and what of them is looked at? Its settings."""

from dataclasses import dataclass

MOST_LINES = 500
DIAMOND = ("a = 2", "b = a^2", "c = -7a", "d = b*c")


@dataclass(frozen=True, slots=True)
class ChainSettings:
    """The lines as they were typed, those that are not understood among them.

    `of`, `by`: the derivative of which variable by which is looked at; None: of the last by the first.
    `is_forward`: whether derivatives are carried from `by` on, or back from `of`. `opened`: the variables
    whose lines are opened up into elementary operations.
    """

    lines: tuple[str, ...] = DIAMOND
    of: str | None = None
    by: str | None = None
    is_forward: bool = False
    opened: tuple[str, ...] = ()


NEW_CHAIN = ChainSettings()
"""What a new window shows."""
