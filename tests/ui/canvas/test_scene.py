"""Does the scene show what it is told, and nothing that the animation has not reached?"""

import math
from dataclasses import replace

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from explorer.backprop.frame import Frame
from explorer.backprop.message import Contribution
from explorer.backprop.path import Paths
from explorer.drawing.geometry import DELTA_RECT
from explorer.drawing.highlights import Halo
from explorer.drawing.hit_target import Part
from explorer.files.project import read_experiment
from explorer.network.edits.graph_edits import delete
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Parameter, Sample
from explorer.resources import examples
from explorer.ui.canvas.curve_layers import DIMMED
from explorer.ui.canvas.qt_shapes import to_rect
from explorer.ui.theme.theme import DARK, LIGHT
from tests.played_pass import played
from tests.ui.canvas.drawn import Draw, dense_experiment, show_time, with_weight, worked_example


def test_at_time_0_nothing_unknown_is_shown(draw: Draw) -> None:
    scene, _ = draw(worked_example())
    show_time(scene, 0)
    for name in ("a0", "c0", "c1"):
        look = scene.neuron_item(name).look
        assert (look.z, look.a, look.dE_da, look.delta, look.next_bias) == (None,) * 5
    assert [scene.neuron_item(f"i{n}").look.value for n in range(3)] == [1.0, 0.5, 1.0]
    assert all(label.gradient is None and label.next_weight is None for label in scene.labels)
    assert scene.loss is None
    assert not scene.pulses


def test_at_the_end_everything_of_the_worked_iteration_is_shown(draw: Draw) -> None:
    scene, _ = draw(worked_example())
    timeline = show_time(scene, 1e9)
    a0 = scene.neuron_item("a0").look
    assert (a0.z, a0.a, a0.delta, a0.next_bias) == (0.5, 0.5, -0.5, 0.05)
    assert scene.loss == 0.25
    written = {label.ends: (label.weight_text, label.gradient_text) for label in scene.labels}
    assert written["i0", "a0"] == ("0.5 → 0.55", "∂E/∂w −0.5")
    assert written["a0", "c1"] == ("1 → 1.025", "∂E/∂w −0.25")
    assert timeline.duration > 0


def test_dE_da_stands_in_the_badge_before_delta_does(draw: Draw) -> None:
    scene, _ = draw(worked_example())
    pass_ = played(scene.experiment)
    seen: list[str] = []
    for stop in pass_.timeline.stops:
        scene.show(pass_.frame(stop))
        text = scene.neuron_item("c1").look.error_text
        if not seen or seen[-1] != text:
            seen.append(text)
    assert seen == ["", "∂E/∂a −0.5", "δ −0.5"]


def test_a_pulse_carries_its_number_along_the_curve(draw: Draw) -> None:
    scene, _ = draw(worked_example())
    pass_ = played(scene.experiment)
    places = []
    for time in (0.25, 0.5, 0.75):
        scene.show(pass_.frame(time))
        (pulse,) = scene.pulses
        assert isinstance(pass_.shown.messages[0], Contribution)
        assert pulse.value == pass_.shown.messages[0].value == 0.5
        places.append(pulse.x)
    assert places[0] < places[1] < places[2]
    assert places[1] == scene.geometry.curves["i0", "a0"].at(0.5)[0]


def test_an_edit_keeps_every_item(draw: Draw) -> None:
    scene, _ = draw(worked_example())
    before = {name: scene.neuron_item(name) for name in scene.experiment.network.by_name}
    scene.show(Frame(with_weight(scene.experiment, "a0", "c0", 0.25)))
    after = {name: scene.neuron_item(name) for name in scene.experiment.network.by_name}
    assert all(after[name] is before[name] for name in before)


def test_a_neuron_that_goes_takes_only_its_own_item_with_it(draw: Draw) -> None:
    experiment = worked_example()
    scene, _ = draw(experiment)
    kept = scene.neuron_item("a0")
    number = len(scene.items())
    network = Network(
        tuple(n for n in experiment.network.neurons if n.name != "i2"),
        tuple(c for c in experiment.network.connections if c.source != "i2"),
    )
    sample = Sample({"i0": 1.0, "i1": 0.5}, experiment.samples[0].targets)
    scene.show(Frame(replace(experiment, network=network, samples=(sample,))))
    assert scene.neuron_item("a0") is kept
    assert len(scene.items()) == number - 1


def test_a_weight_alone_moves_no_label(draw: Draw) -> None:
    scene, _ = draw(worked_example())
    geometry = scene.geometry
    scene.show(Frame(with_weight(scene.experiment, "a0", "c0", -123.456)))
    assert scene.geometry.label_places is geometry.label_places
    assert {label.ends: label.weight for label in scene.labels}["a0", "c0"] == -123.456


def test_what_is_lit_stays_and_the_rest_is_dimmed(draw: Draw) -> None:
    scene, _ = draw(worked_example())
    lit = Paths(frozenset({("i0", "a0"), ("a0", "c0")}), frozenset({"i0", "a0", "c0"}), 1, ())
    scene.show(Frame(scene.experiment, lit=lit))
    assert scene.neuron_item("a0").opacity() == 1
    assert scene.neuron_item("c1").opacity() == DIMMED
    scene.show(Frame(scene.experiment))
    assert scene.neuron_item("c1").opacity() == 1


def test_a_weight_that_is_explained_leaves_the_delta_of_its_neighbour_free_in_a_small_window(
    draw: Draw,
) -> None:
    experiment = read_experiment(next(path for path in examples() if path.stem == "a-always-on"))
    scene, _ = draw(experiment)
    scene.show_scale(0.52)
    pass_ = played(experiment)
    delta = to_rect(DELTA_RECT.translated(*scene.geometry.positions["y1"]))
    seen = 0
    for stop in pass_.timeline.stops:
        scene.show(pass_.frame(stop))
        if scene.highlights.explained_ends == ("on", "y0"):
            look = scene.labels[-1]
            assert look.ends == ("on", "y0")
            assert not to_rect(look.weight_rect).intersects(delta)
            assert not to_rect(look.gradient_rect).intersects(delta)
            seen += look.gradient is not None
    assert seen


def test_what_is_explained_has_a_halo_in_the_colours_of_its_phase(draw: Draw) -> None:
    scene, _ = draw(worked_example())
    pass_ = played(scene.experiment)
    halos: dict[str, list[Halo | None]] = {}
    for index, cue in enumerate(pass_.shown.script.cues):
        scene.show(replace(pass_.frame(0.0), index=index))
        halos.setdefault(cue.kind.name, []).append(scene.neuron_item("a0").look.halo)
    assert halos["activation"] == [Halo.FORWARD, None, None]  # that of a0, c0 and c1
    assert halos["sum"] == [Halo.FORWARD, None, None]
    assert halos["delta"] == [None, None, Halo.BACKWARD]
    assert set(halos["contribution"]) == {None}
    scene.show(replace(pass_.frame(0.0), index=0))
    assert scene.highlights.explained_ends == ("i0", "a0")


def test_the_neuron_that_diverged_is_marked(draw: Draw) -> None:
    scene, _ = draw(worked_example())
    scene.show(Frame(scene.experiment, diverged="c0"))
    assert scene.neuron_item("c0").look.is_diverged
    scene.show(Frame(scene.experiment))
    assert not scene.neuron_item("c0").look.is_diverged


def test_numbers_that_are_not_finite_are_shown(draw: Draw) -> None:
    scene, view = draw(with_weight(worked_example(), "i0", "a0", 1e308))
    scene.show(Frame(with_weight(scene.experiment, "i1", "a0", 1.7e308)))
    show_time(scene, -0.01)
    assert scene.neuron_item("a0").look.z == math.inf
    assert not scene.neuron_item("a0").look.is_finite
    view.settle()
    assert not view.grab().isNull()


def test_a_dense_network_writes_weights_on_demand_only(draw: Draw) -> None:
    scene, _ = draw(dense_experiment())
    assert scene.labels == []
    scene.select((), {("i3", "a4")})
    assert [label.ends for label in scene.labels] == [("i3", "a4")]


def test_what_is_to_be_selected_is_wished_and_shown_once_it_is_selected(draw: Draw) -> None:
    scene, _ = draw(worked_example())
    wishes = []
    scene.gestures.selection_wished.connect(lambda *selection: wishes.append(selection))
    scene.gestures.selection_wished.disconnect(scene.show_selection)
    scene.select(["a0"], {("i0", "a0")})
    assert wishes == [(frozenset({"a0"}), frozenset({("i0", "a0")}))]
    assert not scene.selected_names | scene.selected_ends
    scene.show_selection(*wishes[0])
    assert (scene.selected_names, scene.selected_ends) == wishes[0]


def test_a_network_without_samples_shows_neither_values_nor_e(draw: Draw) -> None:
    scene, view = draw(replace(worked_example(), samples=()))
    assert scene.neuron_item("i0").look.value is None
    assert scene.neuron_item("c0").look.target is None
    assert scene.geometry.loss is None
    assert not view.grab().isNull()


def test_a_neuron_outside_every_path_can_be_drawn(draw: Draw) -> None:
    lonely = Experiment(Network((Neuron("n", Kind.HIDDEN, "tanh", None),)), (Sample(),))
    scene, view = draw(lonely)
    show_time(scene, 1e9)
    assert scene.neuron_item("n").look.a == 0
    assert not view.grab().isNull()


def test_both_themes_paint_their_own_canvas(draw: Draw) -> None:
    _, view = draw(worked_example())
    for theme in (LIGHT, DARK):
        view.set_theme(theme)
        view.settle()
        image = view.grab().toImage()
        corner = image.pixelColor(image.width() - 40, image.height() - 60)
        assert abs(corner.lightness() - QColor(theme.canvas).lightness()) < 12


def test_positive_weights_are_blue_and_negative_ones_orange(draw: Draw) -> None:
    scene, view = draw(worked_example())
    image = view.grab().toImage()
    for ends, colour in ((("i0", "a0"), LIGHT.positive), (("i2", "a0"), LIGHT.negative)):
        x, y = scene.geometry.curves[ends].at(0.75)
        where = view.mapFromScene(x, y)
        ratio = image.devicePixelRatio()
        seen = image.pixelColor(round(where.x() * ratio), round(where.y() * ratio))
        assert abs(seen.hue() - QColor(colour).hue()) < 12


def test_the_update_is_shown_on_weights_and_biases_but_changes_neither(draw: Draw) -> None:
    scene, _ = draw(worked_example())
    show_time(scene, 1e9)
    state = scene.state
    assert state is not None
    assert state.updates[Parameter("i1", "a0")] == 1.025
    assert scene.experiment.network.by_ends["i1", "a0"] == Connection("i1", "a0", 1.0)


def test_a_selected_neuron_that_is_gone_stands_out_no_longer_and_hinders_nothing(draw: Draw) -> None:
    scene, view = draw(worked_example())
    scene.select({"a0", "i0"}, {("a0", "c0")})
    scene.show(Frame(delete(scene.experiment, {"a0"})))
    assert not view.grab().isNull()
    assert [
        name for name in scene.experiment.network.by_name if scene.neuron_item(name).look.is_selected
    ] == ["i0"]


def test_labels_are_laid_out_as_large_as_can_be_read_once_a_zoom_rests(draw: Draw) -> None:
    scene, _ = draw(worked_example())
    scene.show_scale(1.0)
    near = {label.ends: label.weight_rect for label in scene.labels}
    scene.hold(True)
    scene.show_scale(0.5)
    assert {label.ends: label.weight_rect for label in scene.labels} == near
    scene.hold(False)
    afar = {label.ends: label.weight_rect for label in scene.labels}
    assert all(afar[ends].height * 0.5 >= 0.85 * near[ends].height for ends in afar)
    scene.show_scale(1.0)
    assert {label.ends: label.weight_rect for label in scene.labels} == near


def test_from_afar_no_label_that_is_not_seen_is_hit(draw: Draw) -> None:
    scene, _ = draw(worked_example())
    scene.show_scale(0.2)
    assert scene.labels == []
    place = scene.geometry.label_places["i0", "a0"]
    assert scene.hit_at(QPointF(place.x, place.y), 0.2).part is Part.CURVE
