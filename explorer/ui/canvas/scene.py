"""What is on the canvas? The scene is told everything, compares it with what it shows, reuses its items."""

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtWidgets import QGraphicsScene

from explorer.backprop.frame import Frame
from explorer.backprop.notation import Notation
from explorer.drawing.geometry import EVERYWHERE, part_rects
from explorer.drawing.geometry_cache import GeometryCache
from explorer.drawing.highlights import Highlights
from explorer.drawing.hit import hit_at, neuron_at
from explorer.drawing.hit_target import NO_TARGET, HitTarget, part_of
from explorer.drawing.level_of_detail import DIMMED, is_far, label_magnification
from explorer.drawing.network_geometry import (
    EMPTY_GEOMETRY,
    NetworkGeometry,
    dragged,
)
from explorer.drawing.neuron_look import neuron_look
from explorer.drawing.neuron_rooms import NeuronRooms
from explorer.drawing.pulse import Pulse
from explorer.frame_budget import FrameBudget
from explorer.network.editable_value import EditableValue
from explorer.network.model import Ends, Experiment, Network, Position
from explorer.ui.canvas.curve_layers import CurveLayers
from explorer.ui.canvas.gesture_signals import GestureSignals
from explorer.ui.canvas.label_layer import LabelLayer
from explorer.ui.canvas.label_look import LabelLook, label_look, label_looks
from explorer.ui.canvas.live_layer import ConnectionPreview
from explorer.ui.canvas.loss_item import LossItem
from explorer.ui.canvas.message_layer import MessageLayer
from explorer.ui.canvas.neuron_item import NeuronItem
from explorer.ui.canvas.picture_cache import PictureCache
from explorer.ui.canvas.qt_shapes import to_position, to_rect
from explorer.ui.canvas.refresh_queue import RefreshQueue
from explorer.ui.theme.theme import LIGHT, Theme

if TYPE_CHECKING:
    from explorer.backprop.responses import Responses
    from explorer.backprop.state import State

_MOST_BYTES = 96_000_000
"""Of the neurons' pictures: more than a large screen shows at any scale."""

_MOST_BYTES_OF_STILLS = 32_000_000
"""Of those without numbers, of which each look and scale has its own; a thousand at 100 %."""


class NetworkScene(QGraphicsScene):
    """The drawn network at one time of the animation. `gestures` tells what the person does with it."""

    experiment_shown = Signal()
    """Another experiment, or another of its samples, is shown."""

    def __init__(self, budget: FrameBudget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setSceneRect(to_rect(EVERYWHERE))
        self.gestures = GestureSignals(self)
        self._frame = Frame(Experiment())
        self._theme = LIGHT
        self._geometries = GeometryCache()
        self._still = EMPTY_GEOMETRY
        self._geometry = EMPTY_GEOMETRY
        self._is_dragging = False
        self._scale, self._magnification = 1.0, 1.0
        self._is_held = False
        self._highlights = Highlights()
        self._findings: dict[str, str] = {}
        self._rooms = NeuronRooms()
        self._hit = NO_TARGET
        self._labels: list[LabelLook] = []
        self._neurons: dict[str, NeuronItem] = {}
        self._pictures, self._stills = PictureCache(_MOST_BYTES), PictureCache(_MOST_BYTES_OF_STILLS)
        self._queue = RefreshQueue(self, budget)
        self._curves = CurveLayers(self, budget)
        self._loss_item = LossItem()
        self._label_layer = LabelLayer()
        self._messages = MessageLayer()
        self._stack_layers()

    def _stack_layers(self) -> None:
        """From behind to before; neurons stand as high as the loss."""
        layers = (
            *self._curves.behind,
            self._loss_item,
            self._label_layer,
            self._messages,
            self._curves.before,
        )
        for height, layer in enumerate(layers):
            layer.setZValue(height)
            self.addItem(layer)
        self._loss_item.setVisible(False)

    @property
    def experiment(self) -> Experiment:
        """What was shown last."""
        return self._frame.experiment

    @property
    def notation(self) -> Notation:
        """How symbols are written."""
        return self._frame.notation

    @property
    def sample(self) -> int:
        """The index of the sample whose numbers are shown."""
        return self._frame.sample

    @property
    def theme(self) -> Theme:
        """The colours."""
        return self._theme

    @property
    def state(self) -> "State | None":
        """What the animation has reached."""
        return self._frame.state

    @property
    def geometry(self) -> NetworkGeometry:
        """Where everything stands now."""
        return self._geometry

    @property
    def highlights(self) -> Highlights:
        """What stands out now."""
        return self._highlights

    @property
    def labels(self) -> list[LabelLook]:
        """What is written on connections now."""
        return self._labels

    @property
    def pulses(self) -> tuple[Pulse, ...]:
        """The numbers that are under way now."""
        return tuple(self._messages.pulses)

    @property
    def loss(self) -> float | None:
        """The number in the diamond, if it is known."""
        return self._loss_item.loss

    @property
    def connection_preview(self) -> ConnectionPreview | None:
        """The connection that is being drawn."""
        return self._curves.connection_preview

    @property
    def hit(self) -> HitTarget:
        """What the pointer rests on."""
        return self._hit

    @property
    def findings(self) -> Mapping[str, str]:
        """What a diagnosis says of neurons, by their names."""
        return self._findings

    @property
    def selected_names(self) -> frozenset[str]:
        """The selected neurons."""
        return self._highlights.selected

    @property
    def selected_ends(self) -> frozenset[Ends]:
        """The selected connections."""
        return self._highlights.selected_ends

    def neuron_item(self, name: str) -> NeuronItem:
        """The item of the neuron called `name`. Raises KeyError."""
        return self._neurons[name]

    def show(self, frame: Frame, responses: "Responses | None" = None) -> None:
        """Show everything of `frame`, and in neurons what they respond to; what was there keeps its item."""
        before, self._frame = self._frame, frame
        geometry = self._geometries.geometry_of(frame.experiment, self._magnification)
        is_elsewhere = geometry is not self._still
        if is_elsewhere:
            self._still = geometry
            self._is_dragging = False
            self._take_geometry(geometry, frozenset())
            self._hit = NO_TARGET
            self._highlights = replace(self._highlights, hovered=None, hovered_ends=None)
        else:
            self._curves.show_numbers(frame.experiment.network)
        if is_elsewhere or frame.lit is not before.lit:
            self._light()
        if is_elsewhere or not frame.has_same_numbers(before) or responses is not self._highlights.responses:
            self._highlights = replace(
                self._highlights, explained=frame.cue, diverged=frame.diverged, responses=responses
            )
            self._refresh_looks()
        self._refresh_messages()
        self._queue.hurry()
        self._curves.hurry()
        if frame.experiment is not before.experiment or frame.sample != before.sample:
            self.experiment_shown.emit()

    def show_weights(self, network: Network) -> None:
        """Draw the curves of `network`, which is the one shown with other weights; every number stands."""
        self._curves.show_numbers(network)
        self._curves.hurry()

    def show_findings(self, findings: Mapping[str, str]) -> None:
        """Mark these neurons, of which a diagnosis says something: name -> what, with a remedy."""
        self._findings = dict(findings)
        if self._highlights.amiss != findings.keys():
            self._attend(replace(self._highlights, amiss=frozenset(findings)))

    def set_theme(self, theme: Theme) -> None:
        """Show everything in the colours of `theme`."""
        self._theme = theme
        self._curves.set_theme(theme)
        self._refresh_looks()
        self._refresh_messages()
        self.update()

    def select(self, names: Iterable[str], ends: Iterable[Ends] = ()) -> None:
        """Wish that exactly these be selected; `show_selection` shows it once they are."""
        self.gestures.selection_wished.emit(frozenset(names), frozenset(ends))

    def select_all(self) -> None:
        """Wish that every neuron and connection be selected."""
        self.select(self.experiment.network.by_name, self.experiment.network.by_ends)

    def show_selection(self, names: frozenset[str], ends: frozenset[Ends]) -> None:
        """Let exactly these neurons and connections stand out as selected."""
        if (names, ends) != (self.selected_names, self.selected_ends):
            self._attend(replace(self._highlights, selected=names, selected_ends=ends))

    def hover(self, hit: HitTarget) -> None:
        """The pointer rests on `hit`."""
        if hit != self._hit:
            self._hit = hit
            self._attend(replace(self._highlights, hovered=hit.neuron, hovered_ends=hit.ends))

    def show_pointed(self, pointed: str | Ends | None) -> None:
        """Let what is pointed at stand out, wherever the pointer is: in a table, or in a matrix."""
        neuron, ends = (None, pointed) if isinstance(pointed, tuple) else (pointed, None)
        if (neuron, ends) != (self._highlights.hovered, self._highlights.hovered_ends):
            self._attend(replace(self._highlights, hovered=neuron, hovered_ends=ends))

    def show_connection_preview(
        self, connection_preview: ConnectionPreview | None, wanted: frozenset[str] = frozenset()
    ) -> None:
        """Draw a connection that is being drawn; `wanted` are the neurons at which it may end."""
        if wanted != self._highlights.wanted:
            self._attend(replace(self._highlights, wanted=wanted))
        self._curves.show_connection_preview(connection_preview)

    def show_marquee(self, marquee: QRectF | None) -> None:
        """Draw the rectangle that selects."""
        self._curves.show_marquee(marquee)

    def drag(self, positions: Mapping[str, Position]) -> None:
        """Show these neurons elsewhere while they are dragged; none: everything back in its place."""
        if positions or self._is_dragging:
            self._is_dragging = bool(positions)
            geometry = dragged(self._still, positions) if positions else self._still
            self._take_geometry(geometry, frozenset(positions))
            self._refresh_labels()
            self._refresh_messages()
            self._fit_labels()

    def hit_at(self, point: QPointF, scale: float = 1.0) -> HitTarget:
        """What lies at `point`, in scene units, where one unit is `scale` pixels."""
        return hit_at(self._geometry, self.experiment, self._labels, to_position(point), scale)

    def neuron_at(self, point: QPointF) -> str | None:
        """The neuron whose body or rim holds `point`."""
        return neuron_at(self._geometry, to_position(point))

    def field_rect(self, field: EditableValue) -> QRectF:
        """Where `field` stands, in scene units. Raises KeyError where it does not."""
        network = self.experiment.network
        if field.ends is not None:
            place = self._geometry.label_places[field.ends]
            return to_rect(label_look(network.by_ends[field.ends], place, None).weight_rect)
        neuron = network.by_name[field.neuron]
        parts = part_rects(neuron, neuron.name in network.feeding, bool(self.experiment.samples))
        return to_rect(parts[part_of(field)].translated(*self._geometry.positions[neuron.name]))

    def show_scale(self, scale: float) -> None:
        """A scene unit is `scale` pixels now. Once that rests, labels are laid out to be read at it."""
        self._scale = scale
        self._fit_labels()

    def hold(self, is_held: bool) -> None:
        """While held, pictures are stretched rather than painted anew: for a zoom under way."""
        self._is_held = is_held
        self._fit_labels()
        self._curves.hold(is_held)
        for item in self._neurons.values():
            item.is_held = is_held
        self.update()

    def flush(self) -> None:
        """Bring every picture up to date at the next painting, rather than within the next frames."""
        self._queue.flush()
        self._curves.flush()

    def _fit_labels(self) -> None:
        """Lay labels out for the scale, unless it still changes or neurons are being dragged."""
        if self._is_held or self._is_dragging:
            return
        self._magnification = label_magnification(self._scale)
        if self._still is not EMPTY_GEOMETRY:
            self._still = self._geometries.geometry_of(self.experiment, self._magnification)
            self._geometry = self._still
            self._refresh_room()
            self._refresh_labels()
            self._refresh_messages()

    def _attend(self, highlights: Highlights) -> None:
        self._highlights = highlights
        self._refresh_looks()

    def _light(self) -> None:
        """Dim all but what is lit."""
        lit = self._frame.lit
        self._curves.light(lit)
        for name, item in self._neurons.items():
            item.setOpacity(1.0 if lit is None or name in lit.neurons else DIMMED)

    def _take_geometry(self, geometry: NetworkGeometry, moving: frozenset[str]) -> None:
        """Put every item in its place."""
        self._geometry = geometry
        for name in [name for name in self._neurons if name not in geometry.positions]:
            item = self._neurons.pop(name)
            item.forget_picture()
            self._queue.remove(item)
            self.removeItem(item)
        for neuron in geometry.graph.neurons:
            if neuron.name not in self._neurons:
                item = NeuronItem(neuron, self._pictures, self._stills)
                item.setZValue(self._loss_item.zValue())
                self.addItem(item)
                self._neurons[neuron.name] = item
            self._neurons[neuron.name].setPos(*geometry.positions[neuron.name])
        self._loss_item.setVisible(geometry.loss is not None)
        if geometry.loss is not None:
            self._loss_item.setPos(*geometry.loss)
        self._curves.show_geometry(geometry, self.experiment.network, moving)

    def _refresh_looks(self) -> None:
        """Every neuron's look; only those that have changed are painted anew."""
        for neuron in self.experiment.network.neurons:
            item = self._neurons[neuron.name]
            if item.show_look(neuron_look(self._frame, neuron, self._highlights), self._theme):
                self._queue.add(item)
        self._refresh_room()
        loss = None if self.state is None else self.state.loss
        self._loss_item.show_loss(loss, self._highlights.is_loss_explained, self._theme, self.notation)
        self._curves.show_highlights(self._highlights)
        self._refresh_labels()

    def _refresh_room(self) -> None:
        """Tell neurons that are drawn larger how much larger they may be; what is pointed at, fully."""
        with_names = not is_far(self._scale)
        for name, item in self._neurons.items():
            if item.look.is_hovered:
                item.show_room(math.inf)
            elif item.look.is_enlarged:
                item.show_room(self._rooms.room(self._geometry, name, with_names))

    def _refresh_labels(self) -> None:
        network, geometry = self.experiment.network, self._geometry
        self._labels = label_looks(
            network,
            geometry.label_places,
            self.state,
            self._highlights,
            self._scale,
            geometry.walls,
            self._frame.notation,
        )
        lit = self._frame.lit
        self._label_layer.show_labels(self._labels, self._theme, None if lit is None else lit.connections)

    def _refresh_messages(self) -> None:
        if self.state is None:
            self._messages.show_messages([], [], self._theme)
            return
        from explorer.drawing.message_pulse import glows, pulses  # which the first frame does without

        found = pulses(self.state, self._geometry), glows(self.state, self._geometry)
        self._messages.show_messages(*found, self._theme)
