"""How do the weights leave as a table?

One row for every weight and for every bias, `kind,source,dest,value`; the source of a bias is empty.
"""

from explorer.files.table import table_text
from explorer.network.model import Experiment


def to_csv(experiment: Experiment) -> bytes:
    """The weights in the order of the file, then the biases, every number with all its digits."""
    network = experiment.network
    rows = [
        (
            "bias" if parameter.is_bias else "weight",
            parameter.source,
            parameter.dest,
            float(network.parameter_value(parameter)),
        )
        for parameter in network.parameters
    ]
    return table_text([("kind", "source", "dest", "value"), *rows]).encode()
