"""What does each message of a script say, with its numbers? It is made when somebody asks for it."""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import add
from typing import assert_never, overload

from explorer.backprop.message import (
    Activated,
    ActivationGradient,
    BiasGradient,
    CarriedBack,
    Contribution,
    LossDelta,
    LossTerm,
    Message,
    SampleLoss,
    SlopeDelta,
    SoftmaxDelta,
    Sum,
    Update,
    WeightGradient,
    WeightPenalty,
)
from explorer.backprop.message_kind import Quantity
from explorer.backprop.pass_numbers import PassNumbers
from explorer.backprop.script import Cue, Script
from explorer.backprop.update import BatchUpdate
from explorer.network.activation import SOFTMAX
from explorer.network.model import Experiment, Kind, Parameter


class PassMessages(Sequence[Message]):
    """The messages of `script` with the `numbers` of one sample of `experiment`; each is made once.

    `update` and `penalty` are asked for when a message needs them.
    """

    def __init__(
        self,
        script: Script,
        experiment: Experiment,
        sample: int,
        numbers: PassNumbers,
        penalty: Callable[[], WeightPenalty | None],
        update: Callable[[], BatchUpdate | None],
    ) -> None:
        self._script, self._wiring = script, script.wiring
        self._neurons = script.wiring.network.order
        self._targets = experiment.samples[sample].targets
        self._loss = experiment.loss.name
        self._parameters = experiment.network.parameter_values
        self._numbers, self._penalty, self._update = numbers, penalty, update
        self._made: dict[int, Message] = {}

    def __len__(self) -> int:
        return len(self._script.cues)

    @overload
    def __getitem__(self, index: int) -> Message: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Message, ...]: ...
    def __getitem__(self, index: int | slice) -> Message | tuple[Message, ...]:
        if isinstance(index, slice):
            return tuple(self[n] for n in range(*index.indices(len(self))))
        index = range(len(self))[index]
        if index not in self._made:
            self._made[index] = self._message(self._script.cues[index])
        return self._made[index]

    def _message(self, cue: Cue) -> Message:
        match cue.kind.brings:
            case Quantity.CONTRIBUTION:
                return self._contribution(cue.number)
            case Quantity.Z:
                return self._sum(cue.number)
            case Quantity.A:
                return self._activated(cue.number)
            case Quantity.LOSS:
                return self._sample_loss()
            case Quantity.PENALTY:
                return self._weight_penalty()
            case Quantity.CARRIED:
                return self._carried_back(cue.number)
            case Quantity.DE_DA:
                return self._activation_gradient(cue.number)
            case Quantity.DELTA:
                return self._delta(cue)
            case Quantity.GRADIENT:
                return self._gradient(cue.number)
            case Quantity.UPDATE:
                return self._parameter_update(cue.number)
            case quantity:
                assert_never(quantity)

    def _contribution(self, number: int) -> Contribution:
        numbers, source = self._numbers, self._wiring.source[number]
        ends = self._wiring.network.connections[number].ends
        weight, a, value = self._parameters[number], numbers.a[source], numbers.contributions[number]
        return Contribution(*ends, weight, float(a), float(value))

    def _sum(self, number: int) -> Sum:
        neuron = self._neurons[number]
        incoming = self._wiring.network.incoming[neuron.name]
        contributions = tuple(self._contribution(self._wiring.connection[c.ends]) for c in incoming)
        bias = None
        if neuron.bias is not None:
            bias = self._parameters[self._wiring.parameter[Parameter(None, neuron.name)]]
        return Sum(neuron.name, contributions, bias, float(self._numbers.z[number]))

    def _activated(self, number: int) -> Activated:
        neuron, z, a = self._neurons[number], float(self._numbers.z[number]), float(self._numbers.a[number])
        group = self._wiring.softmax if neuron.activation == SOFTMAX else ()
        group_z = tuple((each.name, float(self._numbers.z[self._wiring.neuron[each.name]])) for each in group)
        return Activated(neuron.name, neuron.activation or "", z, a, group_z)

    def _sample_loss(self) -> SampleLoss:
        numbers, names = self._numbers, [neuron.name for neuron in self._wiring.network.outputs]
        rows = (numbers.a[self._wiring.outputs], numbers.targets, numbers.loss_terms)
        terms = tuple(map(LossTerm, names, *(row.tolist() for row in rows)))
        return SampleLoss(self._loss, terms, float(numbers.losses))

    def _weight_penalty(self) -> WeightPenalty:
        penalty = self._penalty()
        assert penalty is not None, "the script has a penalty where the experiment has one"
        return penalty

    def _carried_back(self, number: int) -> CarriedBack:
        numbers, dest = self._numbers, self._wiring.dest[number]
        ends = self._wiring.network.connections[number].ends
        weight, delta, value = self._parameters[number], numbers.delta[dest], numbers.carried[number]
        return CarriedBack(*ends, weight, float(delta), float(value))

    def _carried_to(self, name: str) -> tuple[CarriedBack, ...]:
        outgoing = self._wiring.network.outgoing[name]
        return tuple(self._carried_back(self._wiring.connection[c.ends]) for c in outgoing)

    def _activation_gradient(self, number: int) -> ActivationGradient:
        neuron, numbers = self._neurons[number], self._numbers
        carried, dE_da = self._carried_to(neuron.name), float(numbers.dE_da[number])
        if neuron.kind is not Kind.OUTPUT:
            return ActivationGradient(neuron.name, self._loss, None, carried, dE_da)
        return ActivationGradient(
            neuron.name,
            self._loss,
            float(numbers.from_loss[number]),
            carried,
            dE_da,
            y=float(numbers.a[number]),
            t=self._targets[neuron.name],
            outputs=len(self._wiring.outputs),
        )

    def _delta(self, cue: Cue) -> SlopeDelta | LossDelta | SoftmaxDelta:
        number, numbers, neuron = cue.number, self._numbers, self._neurons[cue.number]
        z, a, dE_da = (float(of[number]) for of in (numbers.z, numbers.a, numbers.dE_da))
        slope = None if neuron.activation == SOFTMAX else float(numbers.slope[number])
        t = self._targets[neuron.name] if neuron.kind is Kind.OUTPUT else None
        carried, delta = self._carried_to(neuron.name), float(numbers.delta[number])
        first = (neuron.name, neuron.activation or "", z, a, dE_da, self._loss, t, carried, delta)
        if cue.kind is LossDelta:
            targets_sum = reduce(add, numbers.targets.tolist(), 0.0)
            return LossDelta(*first, float(numbers.loss_delta[number]), slope, targets_sum)
        if slope is not None:
            return SlopeDelta(*first, slope)
        outputs = self._wiring.outputs
        names = [each.name for each in self._wiring.softmax]
        pairs = zip(names, numbers.a[outputs].tolist(), numbers.dE_da[outputs].tolist(), strict=True)
        return SoftmaxDelta(*first, tuple(pairs))

    def _gradient(self, number: int) -> WeightGradient | BiasGradient:
        numbers, parameter = self._numbers, self._wiring.network.parameters[number]
        gradient, delta = numbers.gradients[number], numbers.delta[self._wiring.neuron[parameter.dest]]
        if parameter.source is None:
            return BiasGradient(parameter.dest, float(delta), float(gradient))
        a = numbers.a[self._wiring.source[number]]
        return WeightGradient(parameter.source, parameter.dest, float(a), float(delta), float(gradient))

    def _parameter_update(self, number: int) -> Update:
        update = self._update()
        assert update is not None, "the script has updates where there is a batch"
        return update.message(self._wiring.network.parameters[number], number)
