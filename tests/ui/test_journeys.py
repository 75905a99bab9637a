"""What somebody does from the empty canvas to the weights taken away, by mouse and keys on the whole window.

The network that is drawn is 2-2-1, ReLU and identity, with E = ½ (y − t)²; every number of its pass is exact
in binary and worked by hand:

    z(h0) = 0.5 · 1 + 0.25 · 2 = 1          a = 1        δ(h0) = 2 · (−0.5) = −1
    z(h1) = −0.5 · 1 + 1 · 2 = 1.5          a = 1.5      δ(h1) = −1 · (−0.5) = 0.5
    z(y0) = 2 · 1 − 1 · 1.5 = 0.5           y = 0.5      δ(y0) = 0.5 − 1 = −0.5     E = 0.125
"""

import importlib.util
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTabBar
from pytestqt.qtbot import QtBot

from explorer.files.project import read_experiment, to_bytes
from explorer.network.model import (
    Connection,
    Experiment,
    Kind,
    Network,
    Neuron,
    Parameter,
    Sample,
    Training,
)
from explorer.ui.canvas.spot import Part
from explorer.ui.document import EMPTY
from explorer.ui.number_field import NumberField
from explorer.ui.panels.divergence_banner import DivergenceBanner
from explorer.ui.panels.timeline_panel import TimelineBar
from tests.ui.conftest import OpenWindow
from tests.ui.person import CTRL, SHIFT, Person

ALT = Qt.KeyboardModifier.AltModifier

TWO_TWO_ONE = Experiment(
    Network(
        (
            Neuron("i0", Kind.INPUT, position=(-240.0, -100.0)),
            Neuron("i1", Kind.INPUT, position=(-240.0, 100.0)),
            Neuron("h0", Kind.HIDDEN, "relu", 0.0, position=(0.0, -100.0)),
            Neuron("h1", Kind.HIDDEN, "relu", 0.0, position=(0.0, 100.0)),
            Neuron("y0", Kind.OUTPUT, "identity", 0.0, position=(220.0, 0.0)),
        ),
        (
            Connection("i0", "h0", 0.5),
            Connection("i1", "h0", 0.25),
            Connection("i0", "h1", -0.5),
            Connection("i1", "h1", 1.0),
            Connection("h0", "y0", 2.0),
            Connection("h1", "y0", -1.0),
        ),
    ),
    (Sample({"i0": 1.0, "i1": 2.0}, {"y0": 1.0}),),
    training=Training(learning_rate=1 / 32),
)

WEIGHT_GRADIENTS = {
    ("i0", "h0"): -1.0,
    ("i1", "h0"): -2.0,
    ("i0", "h1"): 0.5,
    ("i1", "h1"): 1.0,
    ("h0", "y0"): -0.5,
    ("h1", "y0"): -0.75,
}
BIAS_GRADIENTS = {"h0": -1.0, "h1": 0.5, "y0": -0.5}

WEIGHTS_AFTER_ONE_STEP = [0.53125, 0.3125, -0.515625, 0.96875, 2.015625, -0.9765625]
BIASES_AFTER_ONE_STEP = [0.03125, -0.015625, 0.015625]
"""w − ∂E/∂w / 32."""


@pytest.fixture
def person(open_window: OpenWindow, qtbot: QtBot) -> Person:
    """Somebody before an empty canvas."""
    return Person(open_window(EMPTY), qtbot)


@pytest.fixture
def owner(open_window: OpenWindow, qtbot: QtBot) -> Person:
    """Somebody who has drawn the network."""
    return Person(open_window(TWO_TWO_ONE), qtbot)


def draw(person: Person) -> None:
    """Draw the network on the empty canvas, and type all its numbers."""
    for neuron, keys in zip(TWO_TWO_ONE.network.neurons, (SHIFT, SHIFT, NO_KEYS, NO_KEYS, CTRL), strict=True):
        person.double_click(neuron.position, keys)
    person.click_part("h0", Part.BODY)
    person.click_part("h1", Part.BODY, SHIFT)
    person.choose("Network", "Activation of the selected", "ReLU")
    for connection in TWO_TWO_ONE.network.connections:
        person.connect(*connection.ends)
    person.press(Qt.Key.Key_0, CTRL)  # the whole network
    person.click_weight("i0", "h0")
    person.type("1/2", Qt.Key.Key_Tab)
    person.type("0.25", Qt.Key.Key_Tab)
    person.press(Qt.Key.Key_Tab)  # past the bias
    person.type("-0,5", Qt.Key.Key_Tab)
    person.type("1", Qt.Key.Key_Tab)
    person.press(Qt.Key.Key_Tab)
    person.type("2", Qt.Key.Key_Tab)
    person.type("-1e0")
    for name, part, text in (("i0", Part.VALUE, "1"), ("i1", Part.VALUE, "2"), ("y0", Part.TARGET, "1")):
        person.click_part(name, part)
        person.type(text)
    set_learning_rate(person, "1/32")


def set_learning_rate(person: Person, text: str) -> None:
    """Click α in the toolbar and type."""
    field = person.window.toolbar.learning_rate.findChild(NumberField)
    assert isinstance(field, NumberField)
    person.click_widget(field)
    person.type(text)
    person.window.canvas.setFocus()
