"""Rooms around neurons, found once for a geometry."""

from explorer.drawing.network_geometry import compute_geometry
from explorer.drawing.neuron_room import neuron_room
from explorer.drawing.neuron_rooms import NeuronRooms
from explorer.network.edits.position_edits import move
from tests.ui.canvas.drawn import worked_example


def test_rooms_are_those_of_the_geometry_that_is_asked_about() -> None:
    rooms, experiment = NeuronRooms(), worked_example()
    first = compute_geometry(experiment)
    apart = compute_geometry(move(experiment, {"i0": (-500.0, -500.0), "i1": (-500.0, 500.0)}))
    for geometry in (first, apart, first):
        for with_names in (False, True):
            assert rooms.room(geometry, "i0", with_names) == neuron_room(geometry, "i0", with_names)
    assert rooms.room(apart, "i0", True) > rooms.room(first, "i0", True)
