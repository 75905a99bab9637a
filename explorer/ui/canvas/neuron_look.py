"""What does a neuron show of itself now?"""

import math
from dataclasses import dataclass
from enum import StrEnum

from explorer.drawing.number_text import brief, brief_change
from explorer.network.model import Kind


class Halo(StrEnum):
    """Why something stands out: its message is being explained, on the way forward or backward."""

    FORWARD = "forward"
    BACKWARD = "backward"


@dataclass(frozen=True)
class NeuronLook:
    """Everything that a neuron paints. A number that the animation has not reached is None."""

    name: str
    kind: Kind
    activation: str | None = None
    value: float | None = None
    bias: float | None = None
    next_bias: float | None = None
    z: float | None = None
    a: float | None = None
    dE_da: float | None = None
    delta: float | None = None
    target: float | None = None
    feeds_others: bool = False
    is_selected: bool = False
    is_hovered: bool = False
    is_wanted: bool = False
    """A connection that is being drawn may end here."""
    is_diverged: bool = False
    halo: Halo | None = None

    @property
    def is_enlarged(self) -> bool:
        """Whether it is drawn larger where the drawing is seen from afar: pointed at or explained."""
        return self.is_hovered or self.halo is not None

    @property
    def is_finite(self) -> bool:
        """Whether every number of the neuron that is shown is finite."""
        numbers = (self.value, self.bias, self.next_bias, self.z, self.a, self.dE_da, self.delta)
        return all(number is None or math.isfinite(number) for number in numbers)

    @property
    def bias_text(self) -> str:
        """“b 0.5”, in the update “b 0.5 → 0.55”, for a neuron without a bias “+ b” while it is pointed at."""
        if not self.kind.is_computed:
            return ""
        if self.bias is None:
            return "+ b" if self.is_hovered or self.is_selected else ""
        if self.next_bias is None:
            return f"b {brief(self.bias)}"
        return "b {} → {}".format(*brief_change(self.bias, self.next_bias))

    @property
    def error_text(self) -> str:
        """What the badge says: first ∂E/∂a, then δ."""
        if self.delta is not None:
            return f"δ {brief(self.delta)}"
        return "" if self.dE_da is None else f"∂E/∂a {brief(self.dE_da)}"
