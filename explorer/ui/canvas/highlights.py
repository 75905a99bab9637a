"""What stands out on the canvas now?"""

from dataclasses import dataclass

from explorer.backprop.message import (
    CarriedBack,
    Contribution,
    Message,
    Phase,
    SampleLoss,
    Update,
    WeightGradient,
    WeightPenalty,
    neuron_of,
    phase_of,
)
from explorer.network.model import Ends, Parameter
from explorer.ui.canvas.neuron_look import Halo


@dataclass(frozen=True)
class Highlights:
    """What stands out now: selected, pointed at, explained, allowed as the end of a connection, diverged."""

    selected: frozenset[str] = frozenset()
    selected_ends: frozenset[Ends] = frozenset()
    hovered: str | None = None
    hovered_ends: Ends | None = None
    wanted: frozenset[str] = frozenset()
    diverged: str | None = None
    explained: Message | None = None

    @property
    def explained_ends(self) -> Ends | None:
        """The connection that is explained."""
        match self.explained:
            case Contribution() | CarriedBack() | WeightGradient() as message:
                return (message.source, message.dest)
            case Update(parameter=Parameter(source=str() as source, dest=dest)):
                return (source, dest)
            case _:
                return None

    @property
    def explained_neuron(self) -> str | None:
        """The neuron that is explained, where it is not a connection."""
        if self.explained is None or self.explained_ends is not None:
            return None
        return neuron_of(self.explained)

    @property
    def is_loss_explained(self) -> bool:
        """Whether E is explained, or the penalty that a batch's E has beside it."""
        return isinstance(self.explained, SampleLoss | WeightPenalty)

    @property
    def halo(self) -> Halo:
        """The colours in which what is explained stands out."""
        is_back = self.explained is not None and phase_of(self.explained) is Phase.BACKWARD
        return Halo.BACKWARD if is_back else Halo.FORWARD
