"""How do the weights leave as numpy arrays?

Any network as a list of connections: `names`, `kind`, `activation` ("" for none), `bias` and `value` of the
neurons in topological order; `source` and `dest` (indices into `names`) and `weight` of the connections in
the order of the file. `bias` is NaN where a neuron has none, and `value`, what a constant emits, where it
is not a constant. A network made of layers also as the matrices `W1`, `b1`, `W2`, `b2`, … of
`explorer.files.export.layers`.

`offset` and `scale` of the neurons: an input is given (number − offset) / scale, and what an output answers
is a · scale + offset in the units of its targets; 0 and 1 where nothing is standardised.

No array holds Python objects, so that `numpy.load` needs no pickle.
"""

import io

import numpy as np
from numpy.typing import NDArray

from explorer.files.export.layers import layers
from explorer.network.model import Experiment, Kind


def to_npz(experiment: Experiment) -> bytes:
    """The network as a `.npz` file, the same bytes for the same network."""
    file = io.BytesIO()
    np.savez(file, **arrays(experiment))  # type: ignore[arg-type]
    return file.getvalue()


def arrays(experiment: Experiment) -> dict[str, NDArray[np.generic]]:
    """Every array of the file under its name."""
    network = experiment.network
    order = network.order
    scalings = [experiment.scaling(neuron.name) for neuron in order]
    place = {neuron.name: index for index, neuron in enumerate(order)}
    connections = network.connections
    found: dict[str, NDArray[np.generic]] = {
        "names": np.array([neuron.name for neuron in order], dtype=np.str_),
        "kind": np.array([neuron.kind.value for neuron in order], dtype=np.str_),
        "activation": np.array([neuron.activation or "" for neuron in order], dtype=np.str_),
        "source": np.array([place[c.source] for c in connections], dtype=np.int64),
        "dest": np.array([place[c.dest] for c in connections], dtype=np.int64),
        "weight": np.array([c.weight for c in connections], dtype=np.float64),
        "bias": np.array([np.nan if n.bias is None else n.bias for n in order], dtype=np.float64),
        "value": np.array([n.value if n.kind is Kind.CONSTANT else np.nan for n in order], dtype=np.float64),
        "offset": np.array([scaling.offset for scaling in scalings], dtype=np.float64),
        "scale": np.array([scaling.scale for scaling in scalings], dtype=np.float64),
    }
    for number, layer in enumerate(layers(network), 1):
        found |= {f"W{number}": layer.W, f"b{number}": layer.b}
    return found
