"""What is known at one time of a pass, and what is under way?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, assert_never

from explorer.backprop.message import (
    Activated,
    ActivationGradient,
    BiasGradient,
    CarriedBack,
    Contribution,
    Delta,
    Message,
    SampleLoss,
    Sum,
    Trace,
    Update,
    WeightGradient,
    WeightPenalty,
)
from explorer.backprop.message_kind import Phase
from explorer.network.model import Ends, Parameter

Key = TypeVar("Key")
Value = TypeVar("Value")


class RevealedValues(Mapping[Key, Value], Generic[Key, Value]):
    """Those of the numbers of a pass that have arrived.

    Every number arrives once. So the numbers of the whole pass stand in one dict with the place in which each
    arrives, and what is known at one time is a view of it that costs nothing to make.
    """

    __slots__ = ("_arrived", "_numbers")

    def __init__(self, numbers: Mapping[Key, tuple[int, Value]], arrived: int) -> None:
        self._numbers = numbers
        self._arrived = arrived

    def __getitem__(self, key: Key) -> Value:
        place, number = self._numbers[key]
        if place >= self._arrived:
            raise KeyError(key)
        return number

    def __iter__(self) -> Iterator[Key]:
        return (key for key, (place, _) in self._numbers.items() if place < self._arrived)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"RevealedValues({dict(self)})"


@dataclass(frozen=True)
class State:
    """What is known at one time, by neuron, connection or parameter, and what is under way.

    `contributions` are those that have arrived at their dest, by (source, dest). `moving` are the messages
    under way, each with its progress, 0 < progress < 1. `phase` is None at the start. `penalty` is R, which
    is not in `loss`.
    """

    z: Mapping[str, float]
    a: Mapping[str, float]
    dE_da: Mapping[str, float]
    delta: Mapping[str, float]
    contributions: Mapping[Ends, float]
    gradients: Mapping[Parameter, float]
    updates: Mapping[Parameter, Update]
    loss: float | None
    penalty: float | None
    moving: tuple[tuple[Message, float], ...]
    phase: Phase | None


class RevealTimes:
    """Which number each message of a pass brings, in the order in which they play."""

    def __init__(self, trace: Trace, played: Sequence[Message]) -> None:
        self._z: dict[str, tuple[int, float]] = {}
        self._a: dict[str, tuple[int, float]] = {
            name: (-1, values.a) for name, values in trace.neurons.items() if values.z is None
        }
        self._dE_da: dict[str, tuple[int, float]] = {}
        self._delta: dict[str, tuple[int, float]] = {}
        self._contributions: dict[Ends, tuple[int, float]] = {}
        self._gradients: dict[Parameter, tuple[int, float]] = {}
        self._updates: dict[Parameter, tuple[int, Update]] = {}
        self._loss: tuple[int, float] | None = None
        self._penalty: tuple[int, float] | None = None
        for place, message in enumerate(played):
            self._record(place, message)

    def state(self, arrived: int, moving: tuple[tuple[Message, float], ...], phase: Phase | None) -> State:
        """What is known when `arrived` messages have arrived."""
        return State(
            z=RevealedValues(self._z, arrived),
            a=RevealedValues(self._a, arrived),
            dE_da=RevealedValues(self._dE_da, arrived),
            delta=RevealedValues(self._delta, arrived),
            contributions=RevealedValues(self._contributions, arrived),
            gradients=RevealedValues(self._gradients, arrived),
            updates=RevealedValues(self._updates, arrived),
            loss=_if_arrived(self._loss, arrived),
            penalty=_if_arrived(self._penalty, arrived),
            moving=moving,
            phase=phase,
        )

    def _record(self, place: int, message: Message) -> None:
        match message:
            case Contribution():
                self._contributions[message.source, message.dest] = (place, message.value)
            case Sum():
                self._z[message.neuron] = (place, message.z)
            case Activated():
                self._a[message.neuron] = (place, message.a)
            case SampleLoss():
                self._loss = (place, message.value)
            case WeightPenalty():
                self._penalty = (place, message.value)
            case ActivationGradient():
                self._dE_da[message.neuron] = (place, message.dE_da)
            case Delta():
                self._delta[message.neuron] = (place, message.delta)
            case WeightGradient():
                self._gradients[Parameter(message.source, message.dest)] = (place, message.gradient)
            case BiasGradient():
                self._gradients[Parameter(None, message.neuron)] = (place, message.gradient)
            case Update():
                self._updates[message.parameter] = (place, message)
            case CarriedBack():
                pass  # it stands in the ∂E/∂a in which it arrives
            case _:
                assert_never(message)


def _if_arrived(number: tuple[int, float] | None, arrived: int) -> float | None:
    """The number, if its place is among the first `arrived`."""
    return None if number is None or number[0] >= arrived else number[1]
