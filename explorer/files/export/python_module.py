"""How do the weights leave as a Python module?

As source text that needs only numpy: layers of neurons as matrices, h = φ(h W + b), any other network
neuron by neuron. Where inputs or targets are standardised, the module does that first, and gives the outputs
their units back. Names and numbers enter it by `repr` alone, as literals of one line, so that no name can
become code.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from explorer.array import Array
from explorer.files.export.function_text import function_name, function_sources
from explorer.files.export.layers import DenseLayer, layers
from explorer.network.activation import SOFTMAX
from explorer.network.edits.transform_edits import original_samples, standardised_names
from explorer.network.model import Experiment, Kind, Network, Neuron

_HEAD = '''"""A network drawn and trained in Backprop Explorer. Needs numpy and nothing else.

predict(inputs) takes an array of shape (samples, inputs) and gives one of shape (samples, outputs);
INPUTS and OUTPUTS name the columns.
"""

import numpy as np
'''

_SCALED_HEAD = '''"""A network drawn and trained in Backprop Explorer. Needs numpy and nothing else.

predict(inputs) takes an array of shape (samples, inputs) and gives one of shape (samples, outputs), both in
the units of the samples; INPUTS and OUTPUTS name the columns. Each column was standardised: the network was
trained with (number - offset) / scale. network(inputs) takes and gives such numbers.
"""

import numpy as np
'''

_OF_LABELS = "LABELS tells which texts the numbers 0, 1, ... of a column stand for.\n"

_FUNCTION = '''@np.errstate(all="ignore")
def {name}(inputs):
    """{does}: (samples, inputs) -> (samples, outputs)."""
    inputs = np.asarray(inputs, dtype=float)
    if inputs.ndim != 2 or inputs.shape[1] != len(INPUTS):
        raise ValueError(f"inputs must be of shape (samples, {{len(INPUTS)}}), not {{inputs.shape}}")
'''

_OUTPUTS = "The outputs for each row of inputs"

_SCALED = "    return network((inputs - INPUT_OFFSET) / INPUT_SCALE) * OUTPUT_SCALE + OUTPUT_OFFSET\n"

_MAIN = """if __name__ == "__main__":
    example = [{row!r}]
    print("inputs ", INPUTS, example)
    print("outputs", OUTPUTS, predict(example).tolist())
"""


def to_python(experiment: Experiment) -> bytes:
    """The source of a module whose `predict` computes the network, (samples, inputs) → (samples, outputs)."""
    network = experiment.network
    found = layers(network)
    if _is_one_matrix_each(found, network):
        numbers, body = _matrices(found), _layer_by_layer(found)
    else:
        numbers, body = "", _neuron_by_neuron(network)
    columns = (
        f"INPUTS = {[neuron.name for neuron in network.inputs]!r}\n"
        f"OUTPUTS = {[neuron.name for neuron in network.outputs]!r}\n"
    )
    used = [neuron.activation for neuron in network.neurons if neuron.activation is not None]
    lines = "".join(f"    {text}".rstrip() + "\n" for text in body)
    if standardised_names(experiment):
        head, columns = _SCALED_HEAD, columns + _scaling(experiment)
        inner = _FUNCTION.format(name="network", does="The outputs in the units of the training") + lines
        functions = [inner, _FUNCTION.format(name="predict", does=_OUTPUTS) + _SCALED]
    else:
        head, functions = _HEAD, [_FUNCTION.format(name="predict", does=_OUTPUTS) + lines]
    labels = _labels(experiment)
    if labels:
        end = '"""\n\nimport'
        head = head.replace(end, _OF_LABELS + end)
        columns += f"LABELS = {labels!r}\n"
    top = "\n".join([head, columns + numbers])
    return "\n\n".join([top, *function_sources(used), *functions, _example(experiment)]).encode()


def _labels(experiment: Experiment) -> dict[str, tuple[str, ...]]:
    """For each input and output that was a column of texts, those that its numbers 0, 1, … stand for."""
    neurons = (*experiment.network.inputs, *experiment.network.outputs)
    named = ((neuron.name, experiment.scaling(neuron.name).labels) for neuron in neurons)
    return {name: labels for name, labels in named if labels}


def _scaling(experiment: Experiment) -> str:
    """The offset and the scale of each input and output, in the order of their columns."""
    parts = (("INPUT", experiment.network.inputs), ("OUTPUT", experiment.network.outputs))
    text = ""
    for part, neurons in parts:
        scalings = [experiment.scaling(neuron.name) for neuron in neurons]
        text += f"{part}_OFFSET = np.array({[float(scaling.offset) for scaling in scalings]!r})\n"
        text += f"{part}_SCALE = np.array({[float(scaling.scale) for scaling in scalings]!r})\n"
    return text


def _example(experiment: Experiment) -> str:
    """What `python net.py` prints: the outputs for the first sample, or for zeros where there is none."""
    inputs = experiment.network.inputs
    first = original_samples(replace(experiment, samples=experiment.samples[:1]))
    row = [first[0].inputs[neuron.name] if first else 0.0 for neuron in inputs]
    return _MAIN.format(row=[float(number) for number in row])


def _is_one_matrix_each(found: tuple[DenseLayer, ...], network: Network) -> bool:
    """Whether the last layer is the outputs and no connection is absent: 0 · ∞ in h W would be NaN."""
    is_full = all(
        len(network.incoming[neuron.name]) == len(layer.sources)
        for layer in found
        for neuron in layer.neurons
    )
    return bool(found) and is_full and found[-1].neurons == network.outputs


def _matrices(found: Sequence[DenseLayer]) -> str:
    return "".join(
        f"\nW{number} = {_array(layer.W)}\nb{number} = {_array(layer.b)}\n"
        for number, layer in enumerate(found, 1)
    )


def _array(numbers: Array) -> str:
    """`numbers` as a call of np.array that gives back the same doubles, one row of a matrix per line."""
    if numbers.ndim == 1:
        return f"np.array({numbers.tolist()!r})"
    return "np.array([\n" + "".join(f"    {row!r},\n" for row in numbers.tolist()) + "])"


def _layer_by_layer(found: Sequence[DenseLayer]) -> Iterator[str]:
    yield from _first_layer(found[0].sources)
    for number, layer in enumerate(found, 1):
        functions = [function_name(neuron.activation or "") for neuron in layer.neurons]
        if len(set(functions)) == 1:
            yield f"h = {functions[0]}(h @ W{number} + b{number})"
        else:
            yield f"z = h @ W{number} + b{number}"
            columns = [f"{function}(z[:, {column}])" for column, function in enumerate(functions)]
            yield f"h = np.column_stack([{', '.join(columns)}])"
    yield "return h"


def _first_layer(neurons: Sequence[Neuron]) -> Iterator[str]:
    """The inputs, and between them what the constants emit."""
    if all(neuron.kind is Kind.INPUT for neuron in neurons):
        yield "h = inputs"
        return
    inputs = count()
    columns = [
        f"inputs[:, {next(inputs)}]"
        if neuron.kind is Kind.INPUT
        else f"np.full(len(inputs), {float(neuron.value)!r})"
        for neuron in neurons
    ]
    yield f"h = np.column_stack([{', '.join(columns)}])"


def _neuron_by_neuron(network: Network) -> Iterator[str]:
    """z = Σ w a + b and a = φ(z), in the order of computation; a softmax last, for it needs all of its z."""
    yield "z, a = {}, {}"
    for column, neuron in enumerate(network.inputs):
        yield f"a[{neuron.name!r}] = inputs[:, {column}]"
    for neuron in network.order:
        name = repr(neuron.name)
        if neuron.kind is Kind.CONSTANT:
            yield f"a[{name}] = np.full(len(inputs), {float(neuron.value)!r})"
        if neuron.activation is None:
            continue
        yield f"z[{name}] = np.full(len(inputs), {float(neuron.bias or 0)!r})"
        for connection in network.incoming[neuron.name]:
            yield f"z[{name}] += {float(connection.weight)!r} * a[{connection.source!r}]"
        if neuron.activation != SOFTMAX:
            yield f"a[{name}] = {function_name(neuron.activation)}(z[{name}])"
    yield from _outputs(network)


def _outputs(network: Network) -> Iterator[str]:
    if not network.outputs:
        yield "return np.empty((len(inputs), 0))"
    elif network.outputs[0].activation == SOFTMAX:
        yield "return softmax(np.column_stack([z[name] for name in OUTPUTS]))"
    else:
        yield "return np.column_stack([a[name] for name in OUTPUTS])"
