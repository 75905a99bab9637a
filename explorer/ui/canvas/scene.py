"""What is on the canvas? The scene is told everything, compares it with what it shows, and reuses its items."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtWidgets import QGraphicsScene

from explorer.backprop.message import Message, Trace
from explorer.backprop.state import State
from explorer.network.model import Ends, Experiment, Position
from explorer.ui.canvas.attention import Attention
from explorer.ui.canvas.connection_layer import ConnectionLayer
from explorer.ui.canvas.drawing import EMPTY_DRAWING, Drawing, dragged, draw_up, is_alike, moving_ends
from explorer.ui.canvas.field import Field
from explorer.ui.canvas.geometry import EVERYWHERE, part_rects
from explorer.ui.canvas.gesture_signals import GestureSignals
from explorer.ui.canvas.hit import neuron_at, spot_at
from explorer.ui.canvas.label_layer import LabelLayer
from explorer.ui.canvas.label_look import LabelLook
from explorer.ui.canvas.live_layer import Live, LiveLayer, Rubber
from explorer.ui.canvas.looks import label_look, label_looks, neuron_look
from explorer.ui.canvas.loss_item import LossItem
from explorer.ui.canvas.message_layer import MessageLayer
from explorer.ui.canvas.neuron_item import NeuronItem
from explorer.ui.canvas.pulse import glows, pulses
from explorer.ui.canvas.refresh_queue import RefreshQueue
from explorer.ui.canvas.spot import EMPTY_SPOT, Spot, part_of
from explorer.ui.canvas.stroke import Stroke, loss_strokes, mark_strokes, weight_strokes
from explorer.ui.theme import LIGHT, Theme

_DIMMED = 0.16


class NetworkScene(QGraphicsScene):
    """The drawn network at one time of the animation. `gestures` tells what the person does with it."""

    experiment_shown = Signal()
    """`show_experiment` was called."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setSceneRect(EVERYWHERE)
        self.gestures = GestureSignals(self)
        self._experiment = Experiment()
        self._sample = 0
        self._trace: Trace | None = None
        self._state: State | None = None
        self._theme = LIGHT
        self._still = EMPTY_DRAWING
        self._drawing = EMPTY_DRAWING
        self._dragged: frozenset[str] = frozenset()
        self._attention = Attention()
        self._spot = EMPTY_SPOT
        self._lit: tuple[frozenset[Ends], frozenset[str]] | None = None
        self._labels: list[LabelLook] = []
        self._neurons: dict[str, NeuronItem] = {}
        self._queue = RefreshQueue(self)
        self._marks = LiveLayer()
        self._base = ConnectionLayer(self, self._base_strokes)
        self._lit_layer = ConnectionLayer(self, self._lit_strokes)
        self._loss_item = LossItem()
        self._label_layer = LabelLayer()
        self._messages = MessageLayer()
        self._live_layer = LiveLayer()
        self._rubber: Rubber | None = None
        self._marquee: QRectF | None = None
        self._stack_layers()

    def _stack_layers(self) -> None:
        """From behind to before; neurons stand as high as the loss."""
        layers = (
            self._marks,
            self._base,
            self._lit_layer,
            self._loss_item,
            self._label_layer,
            self._messages,
        )
        for height, layer in enumerate((*layers, self._live_layer)):
            layer.setZValue(height)
            self.addItem(layer)
        self._lit_layer.setVisible(False)
        self._loss_item.setVisible(False)

    @property
    def experiment(self) -> Experiment:
        """What was shown last."""
        return self._experiment

    @property
    def sample(self) -> int:
        """The index of the sample whose numbers are shown."""
        return self._sample

    @property
    def theme(self) -> Theme:
        """The colours."""
        return self._theme

    @property
    def state(self) -> State | None:
        """What the animation has reached."""
        return self._state

    @property
    def drawing(self) -> Drawing:
        """Where everything stands now."""
        return self._drawing

    @property
    def labels(self) -> list[LabelLook]:
        """What is written on connections now."""
        return self._labels

    @property
    def messages(self) -> MessageLayer:
        """The numbers that are under way."""
        return self._messages

    @property
    def loss_item(self) -> LossItem:
        """The diamond."""
        return self._loss_item

    @property
    def spot(self) -> Spot:
        """What the pointer rests on."""
        return self._spot

    @property
    def selected_names(self) -> frozenset[str]:
        """The selected neurons."""
        return self._attention.selected

    @property
    def selected_ends(self) -> frozenset[Ends]:
        """The selected connections."""
        return self._attention.selected_ends

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn."""
        return not self._experiment.network.neurons

    def neuron_item(self, name: str) -> NeuronItem:
        """The item of the neuron called `name`. Raises KeyError."""
        return self._neurons[name]

    def show_experiment(self, experiment: Experiment, sample: int = 0) -> None:
        """Show `experiment` with the numbers of one of its samples; what was there before keeps its item."""
        has_moved = not is_alike(self._still, experiment)
        has_new_weights = experiment.network.connections != self._experiment.network.connections
        self._experiment, self._sample = experiment, sample
        if has_moved:
            self._still = draw_up(experiment)
            self._dragged = frozenset()
            self._take_drawing(self._still)
            self._keep_selection()
        else:
            self._still = replace(self._still, network=experiment.network)
            self._drawing = replace(self._drawing, network=experiment.network)
            if has_new_weights:
                self._renew_connections()
        self._refresh_looks()
        self._refresh_messages()
        self.experiment_shown.emit()

    def show_state(self, trace: Trace | None, state: State | None) -> None:
        """Show what is known at one time of `trace`, and what is under way; None where there is no sample."""
        is_same_moment = trace is self._trace and _is_same_moment(self._state, state)
        self._trace, self._state = trace, state
        if not is_same_moment:
            self._refresh_looks()
        self._refresh_messages()

    def set_theme(self, theme: Theme) -> None:
        """Show everything in the colours of `theme`."""
        self._theme = theme
        self._renew_connections()
        self._refresh_looks()
        self._refresh_messages()
        self.update()

    def light(self, ends: frozenset[Ends], neurons: frozenset[str]) -> None:
        """Dim everything but these connections and neurons, the paths to E; nothing is dimmed where both are empty."""
        self._lit = (ends, neurons) if ends or neurons else None
        self._base.setOpacity(1.0 if self._lit is None else _DIMMED)
        self._lit_layer.setVisible(self._lit is not None)
        self._lit_layer.renew(is_moved=True)
        for name, item in self._neurons.items():
            item.setOpacity(1.0 if self._lit is None or name in self._lit[1] else _DIMMED)
        self._refresh_labels()

    def mark_divergence(self, neuron: str | None) -> None:
        """Mark the neuron in which the first number became NaN or infinite; None: no longer."""
        self._attend(replace(self._attention, diverged=neuron))

    def explain_mark(self, message: Message | None) -> None:
        """Put a halo around the neuron, connection or loss that `message` is about."""
        if message is not self._attention.explained:
            self._attend(replace(self._attention, explained=message))

    def select(self, names: Iterable[str], ends: Iterable[Ends] = ()) -> None:
        """Select exactly these."""
        chosen, chosen_ends = frozenset(names), frozenset(ends)
        if (chosen, chosen_ends) != (self.selected_names, self.selected_ends):
            self._attend(replace(self._attention, selected=chosen, selected_ends=chosen_ends))
            self.gestures.selection_changed.emit(chosen, chosen_ends)

    def select_all(self) -> None:
        """Select every neuron and connection."""
        network = self._experiment.network
        self.select(network.by_name, network.by_ends)

    def hover(self, spot: Spot) -> None:
        """The pointer rests on `spot`."""
        if spot != self._spot:
            self._spot = spot
            self._attend(replace(self._attention, hovered=spot.neuron, hovered_ends=spot.ends))

    def show_rubber(self, rubber: Rubber | None, wanted: frozenset[str] = frozenset()) -> None:
        """Draw a connection that is being drawn; `wanted` are the neurons at which it may end."""
        self._rubber = rubber
        if wanted != self._attention.wanted:
            self._attend(replace(self._attention, wanted=wanted))
        self._refresh_live()

    def show_marquee(self, marquee: QRectF | None) -> None:
        """Draw the rectangle that selects."""
        self._marquee = marquee
        self._refresh_live()

    def drag(self, positions: Mapping[str, Position]) -> None:
        """Show these neurons elsewhere while they are dragged; none: everything back in its place."""
        if not positions and not self._dragged:
            return
        names = frozenset(positions)
        has_begun = names != self._dragged
        self._dragged = names
        self._take_drawing(dragged(self._still, positions) if positions else self._still, has_begun)
        self._refresh_labels()
        self._refresh_messages()

    def spot_at(self, point: QPointF, scale: float = 1.0) -> Spot:
        """What lies at `point`, in scene units, where one unit is `scale` pixels."""
        return spot_at(self._drawing, self._experiment, self._labels, point, scale)

    def neuron_at(self, point: QPointF) -> str | None:
        """The neuron whose body or rim holds `point`."""
        return neuron_at(self._drawing, point)

    def field_rect(self, field: Field) -> QRectF:
        """Where `field` stands, in scene units. Raises KeyError where it does not."""
        network = self._experiment.network
        if field.ends is not None:
            return label_look(network.by_ends[field.ends], self._drawing.spots[field.ends], None).weight_rect
        neuron = network.by_name[field.neuron]
        parts = part_rects(neuron, bool(network.outgoing[neuron.name]), bool(self._experiment.samples))
        return parts[part_of(field)].translated(*self._drawing.positions[neuron.name])

    def hold(self, is_held: bool) -> None:
        """While held, pictures are stretched rather than painted anew: for a zoom under way."""
        for layer in (self._base, self._lit_layer):
            layer.is_held = is_held
        for item in self._neurons.values():
            item.is_held = is_held
        self.update()

    def flush(self) -> None:
        """Bring every picture up to date now, rather than within the next frames."""
        self._queue.flush()
        self._base.flush()
        self._lit_layer.flush()

    def _attend(self, attention: Attention) -> None:
        self._attention = attention
        self._refresh_looks()

    def _keep_selection(self) -> None:
        """What is gone is selected, pointed at and marked no longer."""
        network = self._experiment.network
        names = self.selected_names & network.by_name.keys()
        self._spot = EMPTY_SPOT
        self._attention = replace(self._attention, hovered=None, hovered_ends=None)
        self.select(names, self.selected_ends & network.by_ends.keys())

    def _take_drawing(self, drawing: Drawing, has_strokes_changed: bool = True) -> None:
        """Put every item in its place."""
        self._drawing = drawing
        for name in [name for name in self._neurons if name not in drawing.positions]:
            self._queue.remove(self._neurons[name])
            self.removeItem(self._neurons.pop(name))
        for neuron in drawing.network.neurons:
            if neuron.name not in self._neurons:
                item = NeuronItem(neuron)
                item.setZValue(self._loss_item.zValue())
                self.addItem(item)
                self._neurons[neuron.name] = item
            self._neurons[neuron.name].setPos(*drawing.positions[neuron.name])
        self._loss_item.setVisible(drawing.loss is not None)
        if drawing.loss is not None:
            self._loss_item.setPos(*drawing.loss)
        if has_strokes_changed:
            self._base.set_bounds(drawing.painted_bounds)
            self._lit_layer.set_bounds(drawing.painted_bounds)
            self._base.renew(is_moved=True)
            self._lit_layer.renew(is_moved=True)
        self._refresh_live()

    def _renew_connections(self) -> None:
        self._base.renew()
        if self._lit is not None:
            self._lit_layer.renew()
        self._refresh_live()

    def _refresh_looks(self) -> None:
        """Every neuron's look; only those that have changed are painted anew."""
        for neuron in self._experiment.network.neurons:
            look = neuron_look(self._experiment, self._sample, self._state, neuron, self._attention)
            item = self._neurons[neuron.name]
            if item.show_look(look, self._theme):
                self._queue.add(item)
        loss = None if self._state is None else self._state.loss
        self._loss_item.show_loss(loss, self._attention.is_loss_explained, self._theme)
        self._refresh_labels()
        self._refresh_live()

    def _refresh_labels(self) -> None:
        self._labels = label_looks(self._experiment, self._drawing.spots, self._state, self._attention)
        self._label_layer.show_labels(self._labels, self._theme, None if self._lit is None else self._lit[0])

    def _refresh_messages(self) -> None:
        if self._state is None:
            self._messages.show_messages((), (), self._theme)
        else:
            roads = self._drawing.roads
            self._messages.show_messages(pulses(self._state, roads), glows(self._state, roads), self._theme)

    def _refresh_live(self) -> None:
        network, curves = self._experiment.network, self._drawing.curves
        self._marks.show_live(
            Live(marks=mark_strokes(network, curves, self._attention, self._theme)), self._theme
        )
        moving: list[Stroke] = []
        if self._dragged:
            ends = set(moving_ends(network, self._dragged))
            moving = [*weight_strokes(network, curves, self._theme, ends), *self._dashes()]
        self._live_layer.show_live(Live((), moving, self._rubber, self._marquee), self._theme)

    def _base_strokes(self) -> list[Stroke]:
        """Everything that stands still."""
        network, curves = self._experiment.network, self._drawing.curves
        if not self._dragged:
            return [*weight_strokes(network, curves, self._theme), *self._dashes()]
        still = set(curves) - set(moving_ends(network, self._dragged))
        return weight_strokes(network, curves, self._theme, still)

    def _lit_strokes(self) -> list[Stroke]:
        ends, names = self._lit if self._lit is not None else (frozenset(), frozenset())
        strokes = weight_strokes(self._experiment.network, self._drawing.curves, self._theme, ends)
        return [*strokes, *self._dashes(names)]

    def _dashes(self, names: Iterable[str] | None = None) -> list[Stroke]:
        return loss_strokes(self._drawing.loss_curves, self._theme, names)


def _is_same_moment(before: State | None, after: State | None) -> bool:
    """Whether the same messages are under way, so that the same numbers are known."""
    if before is None or after is None or not before.moving:
        return before is after
    return [id(message) for message, _ in before.moving] == [id(message) for message, _ in after.moving]
