"""How long does the canvas take for a frame? Run: python -m tests.benchmarks.canvas_speed

For a small network and for one of 60 neurons and 1,000 connections: while the animation plays, while a neuron
is dragged, and while every weight changes at every frame. Beside it the same drawing with one item for every
curve and every neuron, painted anew at every frame. 16.7 ms are 60 frames a second.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from statistics import median
from time import perf_counter

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsScene, QGraphicsView

from explorer.backprop.frame import Frame
from explorer.backprop.sample_pass import SamplePass
from explorer.backprop.step_grouping import Grain
from explorer.backprop.timeline import Timeline
from explorer.frame_budget import FrameBudget
from explorer.network.builder import new_experiment
from explorer.network.model import Connection, Experiment, Network
from explorer.ui.canvas.neuron_item import NeuronItem
from explorer.ui.canvas.qt_shapes import to_path
from explorer.ui.canvas.scene import NetworkScene
from explorer.ui.canvas.stroke import weight_strokes
from explorer.ui.canvas.view import NetworkView
from explorer.ui.theme.theme import LIGHT
from tests.ui.canvas.painted import paint_neuron

FRAMES = 120
SIZE = (1000, 640)


def large_experiment() -> Experiment:
    """15-30-15 with a hundred connections that skip the middle: 60 neurons, 1,000 connections."""
    experiment = new_experiment((15, 30, 15))
    network = experiment.network
    pairs = [(i.name, o.name) for i in network.inputs for o in network.outputs]
    skipping = tuple(Connection(*ends, 0.1) for ends in Random(0).sample(pairs, 100))
    return replace(experiment, network=Network(network.neurons, network.connections + skipping))


def canvas_on(experiment: Experiment) -> tuple[NetworkScene, NetworkView]:
    scene = NetworkScene(FrameBudget())
    view = NetworkView(scene)
    view.resize(*SIZE)
    scene.show(Frame(experiment))
    view.show()
    QTest.qWaitForWindowExposed(view)
    view.fit()
    view.settle()
    view.viewport().repaint()
    return scene, view


def frame_times(advance: Callable[[int], None], view: QGraphicsView) -> tuple[float, float]:
    """Milliseconds of the median and of the slowest twentieth frame, `advance` and painting together."""
    times = []
    for frame in range(FRAMES):
        start = perf_counter()
        advance(frame)
        view.viewport().repaint()
        times.append(1000 * (perf_counter() - start))
    return median(times), sorted(times)[-FRAMES // 20]


def playing(experiment: Experiment) -> tuple[float, float]:
    scene, view = canvas_on(experiment)
    shown = SamplePass.of(experiment)
    timeline = Timeline(shown.script, Grain.NEURON)

    def advance(frame: int) -> None:
        scene.show(Frame(experiment, 0, shown, timeline, frame * timeline.duration / FRAMES))

    return frame_times(advance, view)


def dragging(experiment: Experiment) -> tuple[float, float]:
    scene, view = canvas_on(experiment)
    name = experiment.network.neurons[len(experiment.network.neurons) // 2].name
    x, y = scene.geometry.positions[name]
    return frame_times(lambda frame: scene.drag({name: (x + frame, y)}), view)


def training(experiment: Experiment) -> tuple[float, float]:
    """New weights at every frame; pictures are renewed in the slices that the canvas allows itself."""
    scene, view = canvas_on(experiment)
    network = experiment.network
    changed = [
        replace(
            experiment,
            network=Network(
                network.neurons, tuple(replace(c, weight=c.weight + 0.01 * step) for c in network.connections)
            ),
        )
        for step in (1, 2)
    ]
    passes = []
    for each in changed:
        shown = SamplePass.of(each)
        timeline = Timeline(shown.script, Grain.PHASE)
        passes.append(Frame(each, 0, shown, timeline, timeline.revealed))
    for frame in passes:
        scene.show(frame)

    def advance(frame: int) -> None:
        scene.show(passes[frame % 2])
        QTest.qWait(0)  # lets the timers of the slices fire

    return frame_times(advance, view)


def item_by_item(experiment: Experiment) -> tuple[float, float]:
    """The same drawing without anything kept."""
    scene, view = canvas_on(experiment)
    plain = QGraphicsScene()
    for stroke in weight_strokes(experiment.network, scene.geometry.curves, LIGHT):
        item = plain.addPath(to_path(stroke.curve), QPen(QColor(stroke.colour), stroke.width))
        item.setZValue(-1)
    for name, position in scene.geometry.positions.items():
        bare = _BareNeuron(scene.neuron_item(name))
        bare.setPos(QPointF(*position))
        plain.addItem(bare)
    bare_view = QGraphicsView(plain)
    bare_view.setRenderHint(QPainter.RenderHint.Antialiasing)
    bare_view.resize(*SIZE)
    bare_view.setTransform(view.transform())
    bare_view.show()
    QTest.qWaitForWindowExposed(bare_view)
    return frame_times(lambda frame: plain.update(), bare_view)


class _BareNeuron(QGraphicsItem):
    """A neuron that keeps no picture."""

    def __init__(self, item: NeuronItem) -> None:
        super().__init__()
        self._item = item

    def boundingRect(self):  # type: ignore[no-untyped-def]
        return self._item.boundingRect()

    def paint(self, painter, option, widget=None):  # type: ignore[no-untyped-def]
        paint_neuron(painter, self._item.look, LIGHT, painter.worldTransform().m11())


def main() -> None:
    application = QApplication([])
    print(f"{'ms a frame (median, 95 %)':34}{'2-4-1':>16}{'60 / 1,000':>16}")
    networks = (new_experiment((2, 4, 1)), large_experiment())
    results = {}
    for measure in (playing, dragging, training, item_by_item):
        results[measure] = [measure(experiment) for experiment in networks]
        cells = "".join(f"{middle:9.2f} {slow:6.2f}" for middle, slow in results[measure])
        print(f"{measure.__name__.replace('_', ' '):34}{cells}")
    ratios = [plain[0] / ours[0] for plain, ours in zip(results[item_by_item], results[playing], strict=True)]
    print(f"{'item by item / playing':34}{ratios[0]:9.1f}{ratios[1]:16.1f}")
    del application


if __name__ == "__main__":
    main()
