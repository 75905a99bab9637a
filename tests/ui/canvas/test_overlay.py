"""Does the overlay say which sample is shown, what the tool does, and which colour means what?"""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from explorer.backprop.notation import load_notation
from explorer.network.model import Experiment, Kind, Network
from explorer.ui.canvas.overlay import HINTS, Overlay, overlay_of
from explorer.ui.canvas.tool import Tool
from explorer.ui.theme.theme import DARK, LIGHT, Theme
from tests.ui.canvas.drawn import worked_example
from tests.ui.canvas.painted import covered, has_colour, painted

AREA = QRectF(0, 0, 900, 400)


def image_of(overlay: Overlay, area: QRectF = AREA, theme: Theme = LIGHT) -> QImage:
    return painted(area, lambda painter: overlay.paint(painter, area, theme))


@pytest.mark.parametrize("tool", list(Tool))
def test_every_tool_has_its_hint(tool: Tool) -> None:
    assert overlay_of(worked_example(), 0, tool, load_notation()).hint == HINTS[tool]


def test_the_sample_is_counted_and_held_out_ones_are_named() -> None:
    experiment = worked_example()
    (sample,) = experiment.samples
    assert overlay_of(experiment, 0, Tool.SELECT, load_notation()).sample == "Sample 1 of 1"
    three = replace(experiment, samples=(sample, replace(sample, held_out=True), sample))
    assert overlay_of(three, 1, Tool.SELECT, load_notation()).sample == (
        "Sample 2 of 3: its own E, δ and gradients, held out"
    )


def test_without_samples_or_outputs_the_overlay_says_what_is_missing() -> None:
    experiment = worked_example()
    assert "No samples" in overlay_of(replace(experiment, samples=()), 0, Tool.SELECT, load_notation()).sample
    inputs = tuple(neuron for neuron in experiment.network.neurons if neuron.kind is Kind.INPUT)
    bare = replace(experiment, network=Network(inputs))
    assert overlay_of(bare, 0, Tool.SELECT, load_notation()).sample.endswith("no output, so no E")


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_legend_shows_the_colours_at_the_bottom(theme: Theme) -> None:
    image = image_of(overlay_of(worked_example(), 0, Tool.SELECT, load_notation()), theme=theme)
    legend = image.copy(0, 360, 900, 40)
    for colour in (theme.positive, theme.negative, theme.delta_positive, theme.delta_negative):
        assert has_colour(legend, colour)
    assert covered(image.copy(0, 40, 900, 320)).isEmpty()


def test_an_empty_canvas_has_an_explanation_in_the_middle_and_no_legend() -> None:
    image = image_of(overlay_of(Experiment(), 0, Tool.SELECT, load_notation()))
    assert not covered(image.copy(0, 120, 900, 160)).isEmpty()
    assert not has_colour(image, LIGHT.positive)


def test_a_hint_that_has_no_room_is_left_out() -> None:
    narrow = QRectF(0, 0, 260, 400)
    image = image_of(overlay_of(worked_example(), 0, Tool.SELECT, load_notation()), narrow)
    assert covered(image.copy(0, 0, 260, 40)).right() < 150
