"""What stands out on the canvas now?"""

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from explorer.backprop.message_kind import Phase
from explorer.network.model import Ends, Parameter

if TYPE_CHECKING:
    from explorer.backprop.responses import Responses
    from explorer.backprop.script import Cue


class Halo(StrEnum):
    """Why something stands out: its message is being explained, on the way forward or backward."""

    FORWARD = "forward"
    BACKWARD = "backward"


class Highlights(Struct, frozen=True):
    """What stands out now: selected, pointed at, explained, allowed as the end of a connection, diverged.

    `amiss`: the neurons of which a diagnosis speaks. `responses`: what
    neurons respond to, where that is shown.
    """

    selected: frozenset[str] = frozenset()
    selected_ends: frozenset[Ends] = frozenset()
    hovered: str | None = None
    hovered_ends: Ends | None = None
    wanted: frozenset[str] = frozenset()
    diverged: str | None = None
    amiss: frozenset[str] = frozenset()
    explained: "Cue | None" = None
    responses: "Responses | None" = None

    @property
    def explained_ends(self) -> Ends | None:
        """The connection that is explained."""
        match None if self.explained is None else self.explained.subject:
            case Parameter(source=str() as source, dest=dest) | (source, dest):
                return (source, dest)
            case _:
                return None

    @property
    def explained_neuron(self) -> str | None:
        """The neuron that is explained, where it is not a connection."""
        if self.explained is None or self.explained_ends is not None:
            return None
        return self.explained.place

    @property
    def is_loss_explained(self) -> bool:
        """Whether E is explained, or the penalty that a batch's E has beside it."""
        return self.explained is not None and self.explained.subject is None

    @property
    def halo(self) -> Halo:
        """The colours in which what is explained stands out."""
        is_back = self.explained is not None and self.explained.kind.phase is Phase.BACKWARD
        return Halo.BACKWARD if is_back else Halo.FORWARD
