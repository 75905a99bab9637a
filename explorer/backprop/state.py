"""What is known at one time of a pass, and what is under way?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from explorer.array import Array
from explorer.backprop.message import Message
from explorer.backprop.message_kind import Phase, Quantity
from explorer.backprop.sample_pass import SamplePass
from explorer.backprop.timeline import Timeline
from explorer.network.model import Ends, Parameter

Key = TypeVar("Key")


class RevealedValues(Mapping[Key, float], Generic[Key]):
    """Those of the numbers of a pass that have arrived.

    Every number arrives once. So what is known at one time is a view of the numbers of the whole pass, which
    costs nothing to make: `number` says which of the `values` belongs to a key, `places` in which place each
    of them arrives.
    """

    __slots__ = ("_arrived", "_number", "_places", "_values")

    def __init__(self, number: Mapping[Key, int], values: Array, places: Sequence[int], arrived: int) -> None:
        self._number, self._values = number, values
        self._places, self._arrived = places, arrived

    def __getitem__(self, key: Key) -> float:
        number = self._number[key]
        if self._places[number] >= self._arrived:
            raise KeyError(key)
        return float(self._values[number])

    def __iter__(self) -> Iterator[Key]:
        return (key for key, number in self._number.items() if self._places[number] < self._arrived)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"RevealedValues({dict(self)})"


@dataclass(frozen=True)
class State:
    """What is known at one time, by neuron, connection or parameter, and what is under way.

    `contributions` are those that have arrived at their dest, by (source, dest); `updates` is what the update
    makes of each parameter. `moving` are the messages under way, each with its progress, 0 < progress < 1.
    `phase` is None at the start. `penalty` is R, which is not in `loss`.
    """

    z: Mapping[str, float]
    a: Mapping[str, float]
    dE_da: Mapping[str, float]
    delta: Mapping[str, float]
    contributions: Mapping[Ends, float]
    gradients: Mapping[Parameter, float]
    updates: Mapping[Parameter, float]
    loss: float | None
    penalty: float | None
    moving: tuple[tuple[Message, float], ...]
    phase: Phase | None


def state_at(shown: SamplePass, timeline: Timeline, time: float) -> State:
    """What is known of the pass at `time`, and what is under way; `timeline` is one of its script."""
    arrived, places, wiring, numbers = (
        timeline.arrived(time),
        timeline.places,
        shown.script.wiring,
        shown.numbers,
    )

    def known(number: Mapping[Key, int], values: Array, quantity: Quantity) -> RevealedValues[Key]:
        return RevealedValues(number, values, places[quantity], arrived)

    is_updating = min(places[Quantity.UPDATE], default=arrived) < arrived
    update = shown.update if is_updating else None
    moment = timeline.moment_at(time)
    return State(
        z=known(wiring.neuron, numbers.z, Quantity.Z),
        a=known(wiring.neuron, numbers.a, Quantity.A),
        dE_da=known(wiring.neuron, numbers.dE_da, Quantity.DE_DA),
        delta=known(wiring.neuron, numbers.delta, Quantity.DELTA),
        contributions=known(wiring.connection, numbers.contributions, Quantity.CONTRIBUTION),
        gradients=known(wiring.parameter, numbers.gradients, Quantity.GRADIENT),
        updates={} if update is None else known(wiring.parameter, update.after, Quantity.UPDATE),
        loss=float(numbers.losses) if places[Quantity.LOSS][0] < arrived else None,
        penalty=shown.penalty.value if shown.penalty and places[Quantity.PENALTY][0] < arrived else None,
        moving=tuple((shown.messages[n], timeline.progress(n, time)) for n in timeline.under_way(time)),
        phase=None if moment is None else moment.phase,
    )
