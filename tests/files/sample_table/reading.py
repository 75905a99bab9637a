"""How do the tests read a table? As samples of x1, x2 and y, and as rows of numbers."""

from explorer.files.sample_table.options import TableOptions
from explorer.files.sample_table.read import ImportedSamples, importing
from explorer.job import last_result
from explorer.network.model import Kind, Network, Neuron

Row = tuple[float | bool, ...]


def network(*outputs: str) -> Network:
    inputs = tuple(Neuron(name, Kind.INPUT) for name in ("x1", "x2"))
    return Network((*inputs, *(Neuron(name, Kind.OUTPUT, "tanh") for name in outputs)))


XOR = network("y")


def read(text: str | bytes, options: TableOptions | None = None, of: Network = XOR) -> ImportedSamples:
    return last_result(importing(text, of, options or TableOptions(), "table.csv"))


def numbers(imported: ImportedSamples) -> list[Row]:
    """What each sample says of x1, x2, the outputs, and True behind where it is held out."""
    return [
        (*sample.inputs.values(), *sample.targets.values(), *[True] * sample.held_out)
        for sample in imported.samples
    ]
