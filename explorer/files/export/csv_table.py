"""How do the weights leave as a table?

One row for every weight and for every bias, `kind,source,dest,value`; the source of a bias is empty. Where an
input or output is standardised, two rows more, `offset` and `scale`: the network is given
(number − offset) / scale, and answers a · scale + offset. Where numbers stand for texts, a row `label` for
each: the text is the source, its number the value.
"""

from explorer.files.table import table_text
from explorer.network.edits.transform_edits import standardised_names
from explorer.network.model import Experiment


def to_csv(experiment: Experiment) -> bytes:
    """The weights in the order of the file, then biases and scalings, every number with all its digits."""
    network = experiment.network
    rows: list[tuple[str, str | None, str, float]] = [
        (
            "bias" if parameter.is_bias else "weight",
            parameter.source,
            parameter.dest,
            float(network.parameter_value(parameter)),
        )
        for parameter in network.parameters
    ]
    for name in standardised_names(experiment):
        scaling = experiment.scaling(name)
        rows += [("offset", None, name, float(scaling.offset)), ("scale", None, name, float(scaling.scale))]
    for neuron in (*network.inputs, *network.outputs):
        texts = enumerate(experiment.scaling(neuron.name).labels)
        rows += [("label", text, neuron.name, float(number)) for number, text in texts]
    return table_text([("kind", "source", "dest", "value"), *rows]).encode()
