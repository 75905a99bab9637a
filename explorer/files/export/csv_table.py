"""How do the weights leave as a table?

One row for every weight and for every bias, `kind,source,dest,value`; the source of a bias is empty.
"""

import csv
import io

from explorer.network.model import Experiment


def to_csv(experiment: Experiment) -> bytes:
    """The weights in the order of the file, then the biases, every number with all its digits."""
    network = experiment.network
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["kind", "source", "dest", "value"])
    for parameter in network.parameters:
        kind = "bias" if parameter.is_bias else "weight"
        value = repr(float(network.parameter_value(parameter)))
        writer.writerow([kind, parameter.source, parameter.dest, value])  # None is written as nothing
    return text.getvalue().encode()
