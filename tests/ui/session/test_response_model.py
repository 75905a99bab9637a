"""Whether responses are shown, that it is remembered, and that each experiment is looked at once."""

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from explorer.files.project import read_experiment
from explorer.network.edits.graph_edits import delete
from explorer.network.edits.parameter_edits import set_weight
from explorer.resources import resource
from explorer.ui.session.response_model import ResponseModel

XOR = read_experiment(resource("examples/xor.json"))


@pytest.fixture
def model(qapp: object) -> ResponseModel:
    return ResponseModel()


def test_nothing_is_computed_until_it_is_asked_for_and_then_once(model: ResponseModel, qtbot: QtBot) -> None:
    assert not model.is_on
    assert model.of(XOR) is None
    with qtbot.waitSignal(model.changed):
        model.set_on(True)
    found = model.of(XOR)
    assert found is not None
    assert list(found.by_neuron) == ["h0", "h1", "h2", "h3", "y0"]
    assert model.of(XOR) is found


def test_what_was_chosen_is_remembered(model: ResponseModel) -> None:
    model.set_on(True)
    assert ResponseModel().is_on
    model.set_on(False)
    assert not ResponseModel().is_on


def test_it_follows_weights_samples_and_neurons(model: ResponseModel) -> None:
    model.set_on(True)
    first = model.of(XOR)
    moved = model.of(set_weight(XOR, "i0", "h0", 9.0))
    assert first is not None
    assert moved is not None
    changed = {n for n, r in moved.by_neuron.items() if not np.array_equal(r.a, first.by_neuron[n].a)}
    assert changed == {"h0", "y0"}
    wider = replace(XOR.samples[0], inputs={"i0": 5.0, "i1": 0.0})
    other = model.of(replace(XOR, samples=(*XOR.samples, wider)))
    assert other is not None
    assert other.x == (-1.25, 6.25)
    less = model.of(delete(XOR, {"h3"}))
    assert less is not None
    assert list(less.by_neuron) == ["h0", "h1", "h2", "y0"]
    assert model.of(replace(XOR, samples=())) is None
