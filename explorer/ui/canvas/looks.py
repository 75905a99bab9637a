"""What do neurons and labels show of an experiment, at what the animation has reached?"""

from collections.abc import Mapping

from explorer.backprop.state import State
from explorer.drawing.label_place import LabelPlace
from explorer.network.model import Connection, Ends, Experiment, Kind, Neuron, Parameter
from explorer.ui.canvas.highlights import Highlights
from explorer.ui.canvas.label_look import LabelLook
from explorer.ui.canvas.neuron_look import NeuronLook


def neuron_look(
    experiment: Experiment, sample: int, state: State | None, neuron: Neuron, highlights: Highlights
) -> NeuronLook:
    """Everything that `neuron` paints."""
    name = neuron.name
    shown = experiment.samples[sample] if 0 <= sample < len(experiment.samples) else None
    value = None
    if neuron.kind is Kind.CONSTANT:
        value = neuron.value
    elif neuron.kind is Kind.INPUT and shown is not None:
        value = shown.inputs[name]
    return NeuronLook(
        name=name,
        kind=neuron.kind,
        activation=neuron.activation,
        value=value,
        bias=neuron.bias,
        next_bias=None if state is None else state.updates.get(Parameter(None, name)),
        z=None if state is None else state.z.get(name),
        a=None if state is None else state.a.get(name),
        dE_da=None if state is None or not neuron.kind.is_computed else state.dE_da.get(name),
        delta=None if state is None else state.delta.get(name),
        target=shown.targets[name] if shown is not None and neuron.kind is Kind.OUTPUT else None,
        feeds_others=name in experiment.network.feeding,
        is_selected=name in highlights.selected,
        is_hovered=name == highlights.hovered,
        is_wanted=name in highlights.wanted,
        is_diverged=name == highlights.diverged,
        halo=highlights.halo if name == highlights.explained_neuron else None,
    )


def label_looks(
    experiment: Experiment, places: Mapping[Ends, LabelPlace], state: State | None, highlights: Highlights
) -> list[LabelLook]:
    """The labels that are written: those with room, and on top of them those that are marked."""
    plain: list[LabelLook] = []
    marked: list[LabelLook] = []
    marks = {highlights.hovered_ends, highlights.explained_ends} | highlights.selected_ends
    for ends, place in places.items():
        if place.is_clear or ends in marks:
            look = label_look(experiment.network.by_ends[ends], place, state, ends in marks)
            (marked if look.is_marked else plain).append(look)
    return plain + marked


def label_look(
    connection: Connection, place: LabelPlace, state: State | None, is_marked: bool = False
) -> LabelLook:
    """What is written on one connection."""
    parameter = Parameter(*connection.ends)
    is_short = not place.has_room and not is_marked
    return LabelLook(
        connection.ends,
        place.x,
        place.y,
        connection.weight,
        None if state is None else state.updates.get(parameter),
        None if state is None or is_short else state.gradients.get(parameter),
        is_marked,
        is_short,
    )
