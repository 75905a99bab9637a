"""What has every kind of message of a pass: its phase, its place, its stage and how long it plays?"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from explorer.network.model import Ends, Parameter

Subject = Parameter | Ends | str | None
"""What a message is about: a parameter, a connection, a neuron, or None for loss and penalty."""


class Phase(StrEnum):
    """The four parts of one iteration of gradient descent."""

    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    UPDATE = "update"


class Quantity(StrEnum):
    """Which number of the pass a message brings."""

    CONTRIBUTION = "w · a"
    Z = "z"
    A = "a"
    LOSS = "E"
    PENALTY = "R"
    CARRIED = "w · δ"
    DE_DA = "∂E/∂a"
    DELTA = "δ"
    GRADIENT = "gradient"
    UPDATE = "update"


class MessageKind:
    """What all messages of one kind have in common.

    `name`: how files, commands and notations call the kind. `brings`: its number. `beats`: how long it plays.
    `stage`: what comes before what within a neuron and phase; messages of one stage play at the same time.
    """

    name: ClassVar[str]
    phase: ClassVar[Phase]
    brings: ClassVar[Quantity]
    stage: ClassVar[int]
    beats: ClassVar[float]


@dataclass(frozen=True)
class OfNeuron(MessageKind):
    """A message about one neuron, at which it stands."""

    neuron: str

    @property
    def subject(self) -> str:
        """What it is about; together with its type this tells a message from all others of its pass."""
        return self.neuron

    @property
    def place(self) -> str:
        """The neuron at which it arrives or stands."""
        return self.neuron


@dataclass(frozen=True)
class OfConnection(MessageKind):
    """A message about one connection; it arrives at the dest, unless it travels back."""

    source: str
    dest: str

    @property
    def subject(self) -> Ends:
        """What it is about; together with its type this tells a message from all others of its pass."""
        return (self.source, self.dest)

    @property
    def place(self) -> str:
        """The neuron at which it arrives or stands."""
        return self.dest


class OfWhole(MessageKind):
    """A message about the network as a whole."""

    subject: ClassVar[None] = None
    place: ClassVar[None] = None
