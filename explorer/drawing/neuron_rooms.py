"""Which rooms around neurons are known? Each is found once for a geometry (see `neuron_room`)."""

from explorer.drawing.network_geometry import EMPTY_GEOMETRY, NetworkGeometry


class NeuronRooms:
    """How much larger neurons of one geometry may be drawn, as far as anybody has asked."""

    def __init__(self) -> None:
        self._geometry = EMPTY_GEOMETRY
        self._found: dict[tuple[str, bool], float] = {}

    def room(self, geometry: NetworkGeometry, name: str, with_names: bool) -> float:
        """That around the neuron `name`; `with_names`: names are to be left free too. Raises KeyError."""
        from explorer.drawing.neuron_room import neuron_room  # which the first frame does without

        if geometry is not self._geometry:
            self._geometry, self._found = geometry, {}
        key = (name, with_names)
        if key not in self._found:
            self._found[key] = neuron_room(geometry, name, with_names)
        return self._found[key]
