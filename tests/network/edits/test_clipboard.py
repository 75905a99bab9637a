"""Is what is copied the same when it is pasted, wherever that is?"""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.network import rules
from explorer.network.edits import clipboard, graph_edits
from explorer.network.edits.clipboard import ForeignText, Fragment
from explorer.network.edits.parameter_edits import set_fixed
from explorer.network.experiment_rules import check_experiment
from explorer.network.model import Connection, Experiment, Kind, Neuron, Parameter
from tests.network.drawn import chain, classifier
from tests.random_experiment import random_experiment


def test_a_copy_holds_the_connections_among_its_neurons_only() -> None:
    copied = clipboard.fragment(chain(), ["h1", "h0", "one"])
    assert [neuron.name for neuron in copied.neurons] == ["one", "h0", "h1"]
    assert copied.connections == (Connection("h0", "h1", 2.0),)


def test_what_is_not_drawn_cannot_be_copied() -> None:
    with pytest.raises(rules.UnknownNeuron):
        clipboard.fragment(chain(), ["x"])


def test_a_copy_is_pasted_under_free_names_beside_the_original() -> None:
    before = chain()
    pasted, names = clipboard.paste(before, clipboard.fragment(before, ["i0", "one", "h0"]), (10.0, 20.0))
    assert names == ("i1", "one1", "h2")
    assert pasted.network.neurons[:5] == before.network.neurons
    assert pasted.network.by_name["h2"] == Neuron("h2", Kind.HIDDEN, "tanh", 0.1, position=(110.0, 20.0))
    assert pasted.network.connections == (*before.network.connections, Connection("i1", "h2", 1.0))
    assert pasted.samples[0].inputs == {"i0": 0.5, "i1": 0.5}
    check_experiment(pasted)
    assert before == chain()


def test_a_copy_keeps_its_names_where_they_are_free() -> None:
    pasted, names = clipboard.paste(Experiment(), clipboard.fragment(chain(), ["h0", "h1"]))
    assert names == ("h0", "h1")
    check_experiment(pasted)


def test_pasted_names_are_free_of_each_other_as_well() -> None:
    copied = Fragment((Neuron("h0", Kind.HIDDEN, "tanh"), Neuron("h2", Kind.HIDDEN, "tanh")), ())
    pasted, names = clipboard.paste(chain(), copied)
    assert names == ("h2", "h3")
    check_experiment(pasted)


def test_a_duplicate_is_a_pasted_copy() -> None:
    duplicated, names = clipboard.duplicate(chain(), ["h0", "h1"])
    assert names == ("h2", "h3")
    assert duplicated.network.connections[-1] == Connection("h2", "h3", 2.0)
    assert duplicated.network.by_name["h2"].position == (140.0, 40.0)


def test_pasting_nothing_changes_nothing() -> None:
    experiment = chain()
    assert clipboard.duplicate(experiment, []) == (experiment, ())
    assert clipboard.duplicate(experiment, [])[0] is experiment


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (("squared-error", "tanh"), ("binary-cross-entropy", "logistic"), "logistic"),
        (("squared-error", "tanh"), ("negative-log-likelihood", "softmax"), "softmax"),
        (("squared-error", "softmax"), ("squared-error", "tanh"), "tanh"),
        (("squared-error", "tanh"), ("squared-error", "softmax"), "softmax"),
        (("squared-error", "tanh"), ("squared-error", "relu"), "tanh"),
    ],
)
def test_a_pasted_output_suits_the_outputs_and_the_loss_where_it_comes_to(
    source: tuple[str, str], target: tuple[str, str], expected: str
) -> None:
    copied = clipboard.fragment(classifier(*source), ["y0"])
    pasted, names = clipboard.paste(classifier(*target), copied)
    assert pasted.network.by_name[names[0]].activation == expected
    check_experiment(pasted)


def test_softmax_outputs_stay_so_where_there_are_no_others() -> None:
    copied = clipboard.fragment(classifier("squared-error", "softmax"), ["y0", "y1"])
    pasted, _ = clipboard.paste(Experiment(), copied)
    assert [neuron.activation for neuron in pasted.network.outputs] == ["softmax", "softmax"]
    check_experiment(pasted)


def test_an_output_that_feeds_is_not_pasted_among_softmax_outputs() -> None:
    experiment = graph_edits.add_connected(chain(), "y0", Kind.HIDDEN, (0.0, 0.0))
    copied = clipboard.fragment(experiment, ["y0", "h2"])
    with pytest.raises(rules.SoftmaxFeeds):
        clipboard.paste(classifier("squared-error", "softmax"), copied)


def test_nothing_is_pasted_at_infinity() -> None:
    with pytest.raises(rules.NotFinite):
        clipboard.paste(chain(), clipboard.fragment(chain(), ["h0"]), (math.inf, 0.0))


@pytest.mark.parametrize("seed", range(30))
def test_text_reads_back_as_the_same_copy(seed: int) -> None:
    network = random_experiment(seed).network
    copied = clipboard.fragment(random_experiment(seed), [neuron.name for neuron in network.neurons])
    assert (copied.neurons, copied.connections) == (network.neurons, network.connections)
    assert copied.numbers.keys() == {neuron.name for neuron in (*network.inputs, *network.outputs)}
    assert clipboard.from_text(clipboard.to_text(copied)) == copied


FORM = '{"format":"backprop-explorer-fragment","neurons":%s,"connections":%s}'
NEURON = '[{"name":"a","kind":"hidden","activation":"tanh"}]'


def test_text_may_leave_out_what_has_a_default() -> None:
    assert clipboard.from_text(FORM % (NEURON, "[]")) == Fragment((Neuron("a", Kind.HIDDEN, "tanh"),), ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "0.5\t1\n2\t3",
        "[]",
        "\ud800",
        "[" * 100_000,
        '{"format":"backprop-explorer","version":1}',
        FORM % ('[{"name":"a","kind":"cell"}]', "[]"),
        FORM % ('[{"name":"a","kind":"hidden","activation":"step"}]', "[]"),
        FORM % ('[{"name":"a","kind":"hidden","activation":"tanh","bias":NaN}]', "[]"),
        FORM % ('[{"name":"a","kind":"hidden","activation":"tanh","bias":1e999}]', "[]"),
        FORM % (NEURON, '[{"source":"a","dest":"b","weight":1}]'),
        FORM % (NEURON, '[{"source":"a","dest":"a","weight":1}]'),
    ],
)
def test_foreign_text_is_refused(text: str) -> None:
    with pytest.raises(ForeignText) as caught:
        clipboard.from_text(text)
    assert str(caught.value) == "the clipboard holds no neurons: copy some on the canvas first"


@given(st.text())
def test_whatever_stands_in_the_clipboard_is_refused_and_does_no_harm(text: str) -> None:
    with pytest.raises(ForeignText):
        clipboard.from_text(text)


def test_what_is_fixed_is_pasted_fixed() -> None:
    fixed = set_fixed(chain(), [Parameter("h0", "h1"), Parameter(None, "h0")], True)
    copied = clipboard.from_text(clipboard.to_text(clipboard.fragment(fixed, ["h0", "h1"])))
    pasted, names = clipboard.paste(fixed, copied)
    assert pasted.network.by_name[names[0]].is_fixed
    assert pasted.network.by_ends[names].is_fixed


def test_what_is_cut_and_pasted_brings_its_numbers_back_to_every_sample() -> None:
    before = random_experiment(3)
    names = [neuron.name for neuron in (*before.network.inputs, *before.network.outputs)]
    copied = clipboard.from_text(clipboard.to_text(clipboard.fragment(before, names)))
    pasted, _ = clipboard.paste(graph_edits.delete(before, names, ()), copied)
    assert [sample.inputs for sample in pasted.samples] == [sample.inputs for sample in before.samples]
    assert [sample.targets for sample in pasted.samples] == [sample.targets for sample in before.samples]
    check_experiment(pasted)


def test_samples_that_were_not_there_get_zero() -> None:
    copied = clipboard.fragment(chain(), ["i0"])
    more = replace(chain(), samples=chain().samples * 3)
    pasted, _ = clipboard.paste(more, copied)
    assert [sample.inputs["i1"] for sample in pasted.samples] == [0.5, -0.5, 0, 0, 0, 0]


def test_a_number_that_is_none_is_foreign() -> None:
    text = clipboard.to_text(Fragment((Neuron("i0", Kind.INPUT),), (), {"i0": (0.5,)}))
    with pytest.raises(ForeignText):
        clipboard.from_text(text.replace("0.5", "1e999"))
