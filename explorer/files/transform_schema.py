"""Which keys has the transform of an experiment file, and how does it become scalings and back?

For each input and each output that has one, under its name: `offset`, `scale` and `labels`, in two objects as
in a sample. The samples beside it hold the scaled numbers.
"""

import msgspec

from explorer.files.json_text import Tree
from explorer.network.experiment_rules import UnusableScaling
from explorer.network.model import Experiment, Network
from explorer.network.transform import Scaling


class ScalingEntry(msgspec.Struct, forbid_unknown_fields=True):
    offset: float = Scaling.offset
    scale: float = Scaling.scale
    labels: list[str] = []


class TransformEntry(msgspec.Struct, forbid_unknown_fields=True):
    inputs: dict[str, ScalingEntry] = {}
    targets: dict[str, ScalingEntry] = {}


def transform_of(entry: TransformEntry) -> dict[str, Scaling]:
    """The scalings that `entry` describes, under the names of inputs and outputs."""
    entries = entry.inputs | entry.targets
    return {name: Scaling(one.offset, one.scale, tuple(one.labels)) for name, one in entries.items()}


def transform_tree(experiment: Experiment) -> Tree:
    """What a file says of the scalings of `experiment`, in the order of its neurons."""
    parts = {"inputs": experiment.network.inputs, "targets": experiment.network.outputs}
    given = experiment.transform
    trees = {
        part: {neuron.name: _scaling_tree(given[neuron.name]) for neuron in neurons if neuron.name in given}
        for part, neurons in parts.items()
    }
    return {part: tree for part, tree in trees.items() if tree}


def check_parts(network: Network, entry: TransformEntry, place: str) -> None:
    """Refuses a scaling among the inputs that is of no input, and one among the targets of no output."""
    for part, entries, neurons, kind in (
        ("inputs", entry.inputs, network.inputs, "input"),
        ("targets", entry.targets, network.outputs, "output"),
    ):
        names = {neuron.name for neuron in neurons}
        for name in entries:
            if name not in names:
                raise UnusableScaling(f"there is no {kind} {name}: leave its scaling out", f"{place}.{part}")


def _scaling_tree(scaling: Scaling) -> Tree:
    tree: Tree = {"offset": scaling.offset, "scale": scaling.scale}
    return tree | ({"labels": list(scaling.labels)} if scaling.labels else {})
