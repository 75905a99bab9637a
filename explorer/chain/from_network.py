"""How is a part of a network written as equations? Its neurons, or its loss, as one would type them.

Each weight, bias, input and target is a variable with a number; each computed neuron has a line for z and one
for its activation. The losses that are computed from z are written in z here too, as the network computes
them, so that derivatives are those of backpropagation also where outputs saturate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from explorer.chain.equation_writer import EquationWriter, SampleNames
from explorer.chain.settings import MOST_LINES
from explorer.network.activation import SOFTMAX
from explorer.network.loss import LOSSES
from explorer.network.model import Experiment, Kind, Network, Parameter, Reduction
from explorer.plain_text import shown_name
from explorer.refusal import Refusal

MOST_PARAMETERS = 40


class NetworkTooLarge(Refusal):
    """More parameters, or lines, than anybody reads as equations."""


class NothingToWrite(Refusal):
    """There is no sample, no output, or nothing computed in the neuron."""


class ParameterNotFinite(Refusal):
    """A weight or a bias that no equation can hold."""


@dataclass(frozen=True)
class NetworkEquations:
    """Equations, the derivative to look at first, and what each parameter in them is called."""

    lines: tuple[str, ...]
    of: str
    by: str
    names: Mapping[Parameter, str]


def neuron_equations(experiment: Experiment, sample: int, neuron: str) -> NetworkEquations:
    """The activation of a hidden or output neuron for one sample, and all that leads to it.

    Raises NothingToWrite, NetworkTooLarge and ParameterNotFinite.
    """
    network = experiment.network
    if not network.by_name[neuron].kind.is_computed:
        raise NothingToWrite(
            f"{shown_name(neuron)} is given, not computed: open a hidden neuron or an output as equations."
        )
    needed = _leading_to(network, [neuron])
    writer = _writer(experiment, needed)
    found = _write_neurons(writer, experiment, sample, needed, "")
    return _equations(writer, found.activations[neuron])


def loss_equations(experiment: Experiment, sample: int | None) -> NetworkEquations:
    """The loss of one sample, or with None that of all samples that train, with the penalty on the weights.

    Raises NothingToWrite, NetworkTooLarge and ParameterNotFinite.
    """
    network = experiment.network
    if not network.outputs:
        raise NothingToWrite("The network has no output, so it has no loss: add an output neuron.")
    needed = _leading_to(network, [neuron.name for neuron in network.outputs])
    writer = _writer(experiment, needed)
    if sample is not None:
        _check_sample(experiment, sample)
        terms = _write_losses(writer, experiment, sample, needed, "")
        return _equations(writer, writer.add_sum(writer.name("E"), terms))
    numbers = [number for number, each in enumerate(experiment.samples) if not each.held_out]
    if not numbers:
        raise NothingToWrite("There is no sample to train on: add one in the Samples panel.")
    losses = []
    for number in numbers:
        suffix = str(number + 1)
        terms = _write_losses(writer, experiment, number, needed, suffix)
        losses.append(writer.add_sum(writer.name("E", suffix), terms))
    divisor = len(numbers) if experiment.loss.over_samples is Reduction.MEAN else 1
    penalty = _penalty_terms(experiment, writer.parameters)
    return _equations(writer, _write_batch(writer, losses, divisor, penalty))


def _check_sample(experiment: Experiment, sample: int) -> None:
    if not 0 <= sample < len(experiment.samples):
        raise NothingToWrite("There is no sample to compute with: add one in the Samples panel.")


def _writer(experiment: Experiment, needed: frozenset[str]) -> EquationWriter:
    """Begins with the parameters that are needed, and with the constants, which all samples share."""
    network = experiment.network
    parameters = [
        p for p in network.parameters if p.dest in needed and (p.source is None or p.source in needed)
    ]
    if len(parameters) > MOST_PARAMETERS:
        raise NetworkTooLarge(
            f"This would take {len(parameters)} weights and biases; at most {MOST_PARAMETERS} are written "
            "as equations. Open a neuron that needs fewer."
        )
    for parameter in parameters:
        if not isfinite(network.parameter_value(parameter)):
            raise ParameterNotFinite(
                f"{parameter.shown} is not a finite number, which no equation can hold: go back in the "
                "training, or type another value."
            )
    return EquationWriter(network, parameters, needed)


def _leading_to(network: Network, ends: Sequence[str]) -> frozenset[str]:
    """The neurons that those at the ends depend on, and themselves; a softmax needs its whole group."""
    waiting, found = list(ends), set(ends)
    while waiting:
        name = waiting.pop()
        sources = [connection.source for connection in network.incoming[name]]
        if network.by_name[name].activation == SOFTMAX:
            sources += [neuron.name for neuron in network.neurons if neuron.activation == SOFTMAX]
        for source in sources:
            if source not in found:
                found.add(source)
                waiting.append(source)
    return frozenset(found)


def _write_neurons(
    writer: EquationWriter, experiment: Experiment, sample: int, needed: frozenset[str], suffix: str
) -> SampleNames:
    """The inputs of the sample, and z and a of each computed neuron."""
    _check_sample(experiment, sample)
    network, inputs = experiment.network, experiment.samples[sample].inputs
    names = writer.begin_sample(suffix)
    for neuron in network.order:
        if neuron.name not in needed:
            continue
        if neuron.kind is Kind.INPUT:
            names.activations[neuron.name] = writer.add_number(inputs[neuron.name], neuron.name, suffix)
        elif neuron.kind.is_computed:
            writer.add_neuron(neuron, names)
    return names


def _write_losses(
    writer: EquationWriter, experiment: Experiment, sample: int, needed: frozenset[str], suffix: str
) -> list[str]:
    """What each output adds to the loss of that sample, once all that leads there is written."""
    network, loss = experiment.network, LOSSES[experiment.loss.name]
    names = _write_neurons(writer, experiment, sample, needed, suffix)
    terms = []
    for output in network.outputs:
        t = writer.add_number(experiment.samples[sample].targets[output.name], "t", output.name, suffix)
        y, z = names.activations[output.name], names.sums[output.name]
        if loss.square_divisor is not None:
            terms.append(_square(f"({y} - {t})^2", loss.square_divisor(len(network.outputs))))
        elif loss.needs_activation == SOFTMAX:
            terms.append(f"{t}*(log({names.softmax_total}) - {z})")
        else:
            terms.append(f"(softplus({z}) - {t}*{z})")
    return terms


def _square(square: str, divisor: float) -> str:
    return {1.0: square, 2.0: f"½{square}"}.get(divisor, f"{square}/{divisor:g}")


def _penalty_terms(experiment: Experiment, parameters: Mapping[Parameter, str]) -> list[str]:
    """λ₁ |w| and ½ λ₂ w² of each weight."""
    penalty = experiment.training.penalty
    weights = [name for parameter, name in parameters.items() if not parameter.is_bias]
    absolute = [f"{penalty.l1!r}*|{name}|" for name in weights] if penalty.l1 else []
    squares = [f"{penalty.l2 / 2!r}*{name}^2" for name in weights] if penalty.l2 else []
    return absolute + squares


def _write_batch(writer: EquationWriter, losses: list[str], divisor: int, penalty: list[str]) -> str:
    """E: the mean or the sum of the samples' losses, and the penalty once."""
    total = losses[0] if len(losses) == 1 else writer.add_sum(writer.name("L"), losses)
    parts = [f"{total}/{divisor}" if divisor > 1 else total]
    if penalty:
        parts.append(writer.add_sum(writer.name("R"), penalty))
    return writer.add_sum(writer.name("E"), parts)


def _equations(writer: EquationWriter, of: str) -> NetworkEquations:
    if len(writer.lines) > MOST_LINES:
        raise NetworkTooLarge(
            f"This would take {len(writer.lines)} lines; at most {MOST_LINES} are read. Open the loss of one "
            "sample, or a single neuron."
        )
    names = writer.parameters
    by = next(iter(names.values()), writer.lines[0].partition(" ")[0])
    return NetworkEquations(tuple(writer.lines), of, by, names)
