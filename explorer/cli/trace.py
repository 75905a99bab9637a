"""`trace`: what happens in one forward and backward pass, message by message?"""

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from explorer.backprop.batch import batch_gradient
from explorer.backprop.explain import explain
from explorer.backprop.message import Delta, LossDelta, Message, NeuronValues, SlopeDelta, SoftmaxDelta, Trace
from explorer.backprop.message_kind import Phase
from explorer.backprop.neuron_place import places_in
from explorer.backprop.notation import USUAL_NOTATION, Notation, load_notation, plain_text
from explorer.backprop.penalty import penalty_message
from explorer.backprop.propagate import propagate
from explorer.cli.argument_types import experiment_file, whole_number
from explorer.cli.argument_types import notation as notation_name
from explorer.cli.report import print_json, print_table
from explorer.cli.verb import Option, Positional, Verb
from explorer.files.project import read_project
from explorer.network.edits.sample_edits import NoSuchSample
from explorer.network.model import Ends, Experiment, Network, Parameter
from explorer.number import counted, exact
from explorer.plain_text import on_one_line
from explorer.symbol import Symbol
from explorer.training.program import check_trainable


def _run(options: argparse.Namespace) -> int:
    project = read_project(options.file)
    experiment = project.experiment
    notation = load_notation(options.notation or project.notation or USUAL_NOTATION)
    if options.batch:
        _trace_batch(experiment, options.json, notation)
        return 0
    sample = options.sample or 0
    if not 0 <= sample < len(experiment.samples):
        there = counted(len(experiment.samples), "sample")
        raise NoSuchSample(
            f"{options.file}: there is no sample {exact(sample)}: it has {there}, counted from 0"
        )
    trace = propagate(experiment, sample)
    if options.json:
        print_json(_as_json(experiment.network, trace))
    else:
        _print_trace(experiment.network, trace, notation)
    return 0


def _trace_batch(experiment: Experiment, is_json: bool, notation: Notation) -> None:
    check_trainable(experiment)
    loss, weights, biases = batch_gradient(experiment)
    if is_json:
        print_json({"loss": loss, "gradients": _gradients(experiment.network, weights, biases)})
        return
    samples = counted(len(experiment.training_samples), "sample")
    penalty = "".join(f", and the penalty R = {exact(each.value)}" for each in penalty_message(experiment))
    of_all = f"the {experiment.loss.over_samples} over {samples}{penalty}"
    print(notation.write(f"{Symbol.LOSS} = {exact(loss or 0.0)}, {of_all}"))
    _print_gradients(experiment.network, weights, biases)


def _passes(trace: Trace) -> Iterable[Message]:
    """The messages of the forward and backward pass, without those of the update that may follow."""
    return (message for message in trace.messages if message.phase is not Phase.UPDATE)


def _as_json(network: Network, trace: Trace) -> dict[str, Any]:
    return {
        "loss": trace.loss,
        "neurons": {neuron.name: _values(trace.neurons[neuron.name]) for neuron in network.neurons},
        "gradients": _gradients(network, trace.weight_gradients, trace.bias_gradients),
        "messages": [
            {"phase": message.phase, "kind": message.name, **_numbers(message)} for message in _passes(trace)
        ],
    }


_DELTA_RULES: dict[type[Delta], str] = {
    SlopeDelta: "product",
    LossDelta: "from-loss",
    SoftmaxDelta: "softmax",
}
_NO_DELTA = {"slope": None, "loss_delta": None, "group": (), "targets_sum": None}


def _numbers(message: Message) -> dict[str, Any]:
    """All that `message` carries. The kinds of δ are told apart by their `rule`, and share their keys."""
    numbers = asdict(message)
    return (
        {"rule": _DELTA_RULES[type(message)], **_NO_DELTA, **numbers}
        if isinstance(message, Delta)
        else numbers
    )


def _values(values: NeuronValues) -> dict[str, float | None]:
    if values.z is None:
        return {"a": values.a}  # an input or a constant
    return {"z": values.z, "a": values.a, "dE_da": values.dE_da, "delta": values.delta}


def _gradients(network: Network, weights: dict[Ends, float], biases: dict[str, float]) -> dict[str, Any]:
    """All gradients, in the order of the file; none where there is no E."""
    ends = [connection.ends for connection in network.connections if connection.ends in weights]
    return {
        "weights": [{"source": s, "dest": d, "gradient": weights[s, d]} for s, d in ends],
        "biases": {neuron.name: biases[neuron.name] for neuron in network.neurons if neuron.name in biases},
    }


def _print_trace(network: Network, trace: Trace, notation: Notation) -> None:
    places = places_in(network)
    for number, message in enumerate(_passes(trace)):
        explanation = explain(message, notation, places)
        print(f"{number:5}  {on_one_line(explanation.title)}")
        for text in (plain_text(explanation.formula), plain_text(explanation.numbers), explanation.sentence):
            print(f"       {on_one_line(text)}")
    if trace.loss is None:
        print(notation.write(f"there are no outputs, so there is no {Symbol.LOSS} and no way back"))
    else:
        print(notation.write(f"{Symbol.LOSS} = {exact(trace.loss)}"))
        _print_gradients(network, trace.weight_gradients, trace.bias_gradients)


def _print_gradients(network: Network, weights: dict[Ends, float], biases: dict[str, float]) -> None:
    rows = [
        (
            parameter.shown,
            exact(network.parameter_value(parameter)),
            exact(_gradient(parameter, weights, biases)),
        )
        for parameter in network.parameters
    ]
    print_table(("parameter", "value", "gradient"), rows)


def _gradient(parameter: Parameter, weights: dict[Ends, float], biases: dict[str, float]) -> float:
    if parameter.source is None:
        return biases[parameter.dest]
    return weights[parameter.source, parameter.dest]


TRACE = Verb(
    "trace",
    "one forward and backward pass, message by message; then all gradients",
    (Positional("file", "FILE", "an experiment, or the name of an example", read=experiment_file),),
    (
        Option("--sample", "the sample, from 0; without it, the first", "N", whole_number, group="samples"),
        Option("--batch", "E and gradients over all samples that are not held out", group="samples"),
        Option("--json", "as JSON"),
        Option("--notation", "how symbols are written; without it, as the file says", "NAME", notation_name),
    ),
    _run,
)
