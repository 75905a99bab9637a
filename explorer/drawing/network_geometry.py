"""Where does everything stand and run, given the network and the neurons' positions? The geometry."""

from collections.abc import Collection, Hashable, Mapping
from functools import cached_property

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from explorer.drawing.curve import Curve, boxes, curve_between, hull
from explorer.drawing.geometry import (
    DIAMOND,
    dest_anchor,
    extent,
    loss_body,
    loss_extent,
    loss_position,
    source_anchor,
    target_rect,
    written_rects,
)
from explorer.drawing.label_place import LabelPlace, place_labels
from explorer.drawing.rect import Rect, united
from explorer.drawing.route import routes
from explorer.network.model import Ends, Experiment, Network, Position


class NetworkGeometry(Struct, frozen=True, dict=True):
    """The geometry of one network, in scene units, whatever its numbers are.

    `graph`: names, kinds and connections; its numbers are those of when the geometry was computed.
    `loss`: where E stands, None where there is none. `magnification`: how much larger than at 100 % labels
    are written in the `label_places`.
    """

    graph: Network
    positions: Mapping[str, Position]
    curves: Mapping[Ends, Curve]
    label_places: Mapping[Ends, LabelPlace]
    loss: Position | None
    loss_curves: Mapping[str, Curve]
    magnification: float = 1.0

    @cached_property
    def extents(self) -> dict[str, Rect]:
        """All that each neuron may paint."""
        return {
            name: extent(neuron.kind, name in self.graph.feeding).translated(*self.positions[name])
            for name, neuron in self.graph.by_name.items()
        }

    @cached_property
    def bounds(self) -> Rect:
        """All that is drawn, curves included."""
        rects = list(self.extents.values())
        rects.append(hull([curve for curve in self.curves.values() if len(curve.points) > 4]))
        if self.loss is not None:
            rects.append(loss_extent(self.loss))
        return united(rects)

    @cached_property
    def walls(self) -> NDArray[np.float64]:
        """All that neurons and E may write: left, top, right and bottom, (boxes, 4)."""
        return np.array(_obstacles(self.graph, self.positions, self.loss), float).reshape(-1, 4)

    @cached_property
    def painted_bounds(self) -> Rect:
        """All that curves, labels and pulses may cover."""
        return self.bounds.united(hull(self.curves.values())).adjusted(-60, -60, 60, 60)

    @cached_property
    def curve_boxes(self) -> tuple[tuple[Ends, ...], NDArray[np.float64]]:
        """The connections, and left, top, right and bottom of each one's curve: (connections, 4)."""
        return tuple(self.curves), boxes(self.curves.values())

    def curves_in(self, part: Rect) -> frozenset[Ends]:
        """The connections whose curves may cross `part`."""
        every, boxes = self.curve_boxes
        is_near = (boxes[:, :2] <= (part.right, part.bottom)).all(axis=1)
        is_near &= (boxes[:, 2:] >= (part.left, part.top)).all(axis=1)
        return frozenset(every[index] for index in np.flatnonzero(is_near))

    def cover(self, some: Collection[Ends]) -> Rect:
        """The rectangle around the curves of these connections, of which there is at least one."""
        corners = boxes([self.curves[ends] for ends in some])
        left, top = corners[:, :2].min(axis=0).tolist()
        right, bottom = corners[:, 2:].max(axis=0).tolist()
        return Rect(left, top, right - left, bottom - top)

    @cached_property
    def extent_boxes(self) -> NDArray[np.float64]:
        """Left, top, right and bottom of each neuron's extent, in the order of the file: (neurons, 4)."""
        corners = [(rect.left, rect.top, rect.right, rect.bottom) for rect in self.extents.values()]
        return np.array(corners).reshape(-1, 4)


EMPTY_GEOMETRY = NetworkGeometry(Network(), {}, {}, {}, None, {})


def compute_geometry(experiment: Experiment, magnification: float = 1.0) -> NetworkGeometry:
    """The geometry of the experiment's network, with labels so much larger than at 100 %."""
    network = experiment.network
    positions = {neuron.name: neuron.position for neuron in network.neurons}
    curves = routes(network, positions)
    loss = loss_position(network, positions) if experiment.samples else None
    return NetworkGeometry(
        network,
        positions,
        curves,
        place_labels(curves, _obstacles(network, positions, loss), magnification),
        loss,
        _loss_curves(network, positions, loss),
        magnification,
    )


def magnified_labels(geometry: NetworkGeometry, magnification: float) -> NetworkGeometry:
    """The same with labels so much larger than at 100 %; `geometry` itself where they are."""
    if magnification == geometry.magnification:
        return geometry
    obstacles = _obstacles(geometry.graph, geometry.positions, geometry.loss)
    places = place_labels(geometry.curves, obstacles, magnification)
    return replace(geometry, label_places=places, magnification=magnification)


def geometry_key(experiment: Experiment) -> Hashable:
    """All that the geometry follows from: it is equal where only numbers and activations differ."""
    network = experiment.network
    neurons = tuple((neuron.name, neuron.kind, neuron.position) for neuron in network.neurons)
    return (neurons, network.ends, bool(experiment.samples))


def dragged(geometry: NetworkGeometry, positions: Mapping[str, Position]) -> NetworkGeometry:
    """The geometry while the neurons of `positions` are dragged there; their connections make no detours."""
    network = geometry.graph
    everywhere = {**geometry.positions, **positions}
    curves = dict(geometry.curves)
    for ends in moving_ends(network, frozenset(positions)):
        source, dest = ends
        start = source_anchor(network.by_name[source].kind, everywhere[source])
        curves[ends] = curve_between(start, dest_anchor(everywhere[dest]))
    places = {
        ends: place if curves[ends] is geometry.curves[ends] else _moved_place(place, curves[ends])
        for ends, place in geometry.label_places.items()
    }
    loss = None if geometry.loss is None else loss_position(network, everywhere)
    return replace(
        geometry,
        positions=everywhere,
        curves=curves,
        label_places=places,
        loss=loss,
        loss_curves=_loss_curves(network, everywhere, loss),
    )


def moving_ends(network: Network, names: frozenset[str]) -> list[Ends]:
    """The connections that move with the neurons `names`."""
    return [c.ends for c in network.connections if c.source in names or c.dest in names]


def _moved_place(place: LabelPlace, curve: Curve) -> LabelPlace:
    """A label beside the same part of its curve as before."""
    x, y = curve.at(place.t)
    if place.thread is None:
        return replace(place, x=x, y=y)
    return replace(place, x=x, y=y + place.y - place.thread[1], thread=(x, y))


def _loss_curves(
    network: Network, positions: Mapping[str, Position], loss: Position | None
) -> dict[str, Curve]:
    """From the target of every output to the left corner of E."""
    if loss is None:
        return {}
    end = (loss[0] - DIAMOND, loss[1])
    curves = {}
    for neuron in network.outputs:
        x, y = positions[neuron.name]
        tag = target_rect(neuron.name in network.feeding)
        curves[neuron.name] = curve_between((x + tag.right, y + tag.centre[1]), end, least_handle=0.0)
    return curves


def _obstacles(
    network: Network, positions: Mapping[str, Position], loss: Position | None
) -> list[tuple[float, ...]]:
    """What labels keep clear of: left, top, right and bottom of all that neurons and E may write."""
    rects = [
        rect.translated(*positions[name])
        for name, neuron in network.by_name.items()
        for rect in written_rects(neuron.kind, name in network.feeding)
    ]
    if loss is not None:
        rects.append(loss_body(loss))
    return [(rect.left, rect.top, rect.right, rect.bottom) for rect in rects]
