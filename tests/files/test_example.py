"""Are the examples canonical files, and does each do what its hint says?"""

from dataclasses import replace

import pytest

from explorer.backprop.message import Update
from explorer.backprop.propagate import propagate
from explorer.files.example import read_examples
from explorer.files.project import from_bytes, read_experiment, to_bytes
from explorer.files.refused import FileRefused
from explorer.network.edits.graph_edits import delete
from explorer.network.edits.parameter_edits import set_parameters
from explorer.network.initialiser import draw
from explorer.network.model import Experiment, Parameter
from explorer.network.sample_set import SAMPLE_SETS, samples_of
from explorer.resources import examples, resource
from explorer.training.trainer import Trainer

EXAMPLES = read_examples(resource("examples"))
NAMES = [example.path.stem for example in EXAMPLES]

HIGHEST = 100.0
"""The largest α that the slider reaches."""


def example(name: str) -> Experiment:
    return read_experiment(resource(f"examples/{name}.json"))


def trained(experiment: Experiment, steps: int, learning_rate: float | None = None) -> Trainer:
    trainer = Trainer(experiment)
    if learning_rate is not None:
        trainer.learning_rate = learning_rate
    trainer.advance(steps)
    return trainer


def loss(experiment: Experiment, steps: int, learning_rate: float | None = None) -> float:
    return trained(experiment, steps, learning_rate).history.rows().loss[-1].item()


def at(number: float) -> object:
    """`number` as a hint rounds it: to two digits."""
    return pytest.approx(number, rel=0.05)


def test_the_index_names_every_example_once() -> None:
    assert sorted(each.path for each in EXAMPLES) == list(examples())
    assert len({each.title for each in EXAMPLES}) == len(EXAMPLES)
    assert all(each.hint.endswith(".") for each in EXAMPLES)


def test_one_sentence_says_what_to_look_for() -> None:
    for each in EXAMPLES:
        assert each.look_for.endswith(".")
        assert ". " not in each.look_for


def test_each_article_has_its_examples_under_its_title() -> None:
    of_articles = {each.path.stem[0].upper(): each.group for each in EXAMPLES if each.path.stem[1] == "-"}
    assert of_articles == {
        "A": "A: Backpropagation (drummyfish)",
        "B": "B: The backpropagation mechanism (after Rumelhart, Hinton, Williams 1986)",
        "C": "C: Backpropagation simply explained",
        "D": "D: Backpropagation (Bishop's notation)",
        "E": "E: Understanding Backpropagation with Simple Derivatives",
    }


def test_the_opening_network_learns_at_its_own_learning_rate() -> None:
    experiment = example("first-xor")
    assert EXAMPLES[0].path.stem == "first-xor"
    assert loss(experiment, 0) == at(0.92)
    assert loss(experiment, 300) == at(0.0041)
    assert loss(experiment, 2000) < 1e-20


@pytest.mark.parametrize("before", [0, 100, 300, 500, 5000, 100_000])
@pytest.mark.parametrize("learning_rate", [1.5, 2.0, 5.0, 20.0, HIGHEST])
def test_the_opening_network_diverges_however_long_it_was_trained_before(
    before: int, learning_rate: float
) -> None:
    trainer = trained(example("first-xor"), before)
    trainer.learning_rate = learning_rate
    trainer.advance(40)
    assert trainer.divergence is not None


@pytest.mark.parametrize("steps_per_tick", [1, 10, 1000])
def test_the_opening_network_diverges_where_alpha_is_turned_up_slowly(steps_per_tick: int) -> None:
    trainer = trained(example("first-xor"), 300)
    for tick in range(-70, 41):  # as the slider has them: α from 0.2 to 2.51
        trainer.learning_rate = 10 ** (tick / 100)
        trainer.advance(steps_per_tick)
    assert trainer.divergence is not None


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_written_as_the_program_writes_it(name: str) -> None:
    data = resource(f"examples/{name}.json").read_bytes()
    assert to_bytes(from_bytes(data, name)) == data


@pytest.mark.parametrize("name", NAMES)
def test_an_example_with_a_line_cut_or_left_out_is_refused_or_valid(name: str) -> None:
    lines = resource(f"examples/{name}.json").read_bytes().splitlines(keepends=True)
    for number, line in enumerate(lines):
        damages = {
            b"".join(lines[:number]) + line[: len(line) // 2],
            b"".join(lines[:number] + lines[number + 1 :]),
            b"".join([*lines[:number], line, line, *lines[number + 1 :]]),
        }
        for damaged in damages:
            assert is_refused(damaged) or to_bytes(from_bytes(damaged, name))


def is_refused(data: bytes) -> bool:
    try:
        from_bytes(data, "damaged.json")
    except FileRefused as refused:
        return "damaged.json" in str(refused)
    return False


@pytest.mark.parametrize("name", NAMES)
def test_no_neurons_of_an_example_overlap(name: str) -> None:
    positions = [neuron.position for neuron in example(name).network.neurons]
    for number, (x, y) in enumerate(positions):
        for other_x, other_y in positions[:number]:
            assert abs(x - other_x) >= 200 or abs(y - other_y) >= 130


def test_article_es_iteration_comes_out_digit_for_digit() -> None:
    trace = propagate(example("e-worked-iteration"))
    neurons = trace.neurons
    assert neurons["a0"].z == 0.5
    assert [neurons[name].a for name in ("c0", "c1")] == [0, 0.5]
    assert trace.loss == 0.25
    assert [neurons[name].dE_da for name in ("c0", "c1")] == [-0.5, -0.5]
    assert [neurons[name].delta for name in ("c0", "c1", "a0")] == [0, -0.5, -0.5]
    after = {m.parameter: m.after for m in trace.messages if isinstance(m, Update)}
    ends = [("i0", "a0"), ("i1", "a0"), ("i2", "a0"), (None, "a0")]
    ends += [("a0", "c0"), ("a0", "c1"), (None, "c0"), (None, "c1")]
    assert [after[Parameter(*pair)] for pair in ends] == [0.55, 1.025, -0.45, 0.05, -1, 1.025, 0, 0.05]


def test_the_worked_iteration_lowers_e_as_far_as_one_output_can() -> None:
    experiment = example("e-worked-iteration")
    assert loss(experiment, 0) == 0.25
    assert loss(experiment, 1) == pytest.approx(0.162, abs=5e-4)
    assert loss(experiment, 1000) == pytest.approx(0.125, rel=1e-9)


def test_a_single_neuron_learns_and_and_or_but_not_xor() -> None:
    experiment = example("single-neuron")
    assert loss(experiment, 0) == at(0.13)
    assert loss(experiment, 300) == at(0.011)

    def learning(name: str) -> float:
        samples = samples_of(experiment.network, SAMPLE_SETS[name])
        return loss(replace(experiment, samples=samples), 1000)

    assert learning("or") < 0.005
    assert learning("xor") == pytest.approx(0.125, rel=1e-6)


def test_xor_is_learnt_after_a_plateau_and_saturates_with_a_large_learning_rate() -> None:
    experiment = example("xor")
    assert 0.08 < loss(experiment, 50) < 0.12
    assert loss(experiment, 500) == at(0.0013)
    assert loss(experiment, 500, learning_rate=9) == pytest.approx(0.25, rel=1e-6)


def test_article_as_network_learns_without_biases() -> None:
    experiment = example("a-two-layers")
    assert len(experiment.network.parameters) == 8
    assert loss(experiment, 0) == at(0.26)
    assert loss(experiment, 2000) == at(0.0018)


def test_an_always_on_neuron_serves_as_biases() -> None:
    experiment = example("a-always-on")
    assert loss(experiment, 1000) == at(0.0029)
    assert loss(delete(experiment, ["on"]), 1000) == at(0.034)


def test_article_bs_network_learns_one_sample_at_a_time() -> None:
    experiment = example("b-sigmoid-layers")
    assert len(experiment.samples) == 24
    trainer = trained(experiment, 2400)
    E = trainer.history.rows().loss
    assert E[-1].item() == at(0.0059)
    assert (E[1:] > E[:-1]).sum() > 300  # it jitters


def test_article_cs_network_learns_by_heart_and_has_several_minima() -> None:
    experiment = example("c-any-activation")
    rows = trained(experiment, 1000).history.rows()
    assert rows.loss[-1].item() == at(0.037)
    assert rows.held_out_loss.argmin() == pytest.approx(100, abs=10)
    assert rows.held_out_loss[-1] > 3 * rows.held_out_loss.min()
    seed_2 = replace(experiment.training.initialiser, seed=2)
    elsewhere = set_parameters(experiment, draw(experiment.network, seed_2))
    assert loss(elsewhere, 1000) == at(0.55)


def test_article_ds_network_learns_and_diverges() -> None:
    experiment = example("d-skip-connections")
    assert loss(experiment, 0) == at(9.3)
    assert loss(experiment, 1000) == at(0.021)
    assert diverges(experiment, 0.2, within=10)


def test_the_curve_goes_through_the_noisy_points() -> None:
    experiment = example("sine")
    rows = trained(experiment, 5000).history.rows()
    assert [rows.loss[0].item(), rows.loss[-1].item()] == [at(1.5), at(0.0046)]
    assert rows.held_out_loss[-1].item() == at(0.0076)
    assert loss(experiment, 1000, learning_rate=0.2) < 0.005
    assert diverges(experiment, 0.25, within=30)


def test_mirrored_inputs_get_opposite_weights_in_the_ratio_1_2_4() -> None:
    experiment = example("mirror-symmetry")
    assert len(experiment.samples) == 64
    trainer = trained(experiment, 1000)
    E = trainer.history.rows().loss
    assert 3 < E[300] < 3.5
    assert E[-1].item() == at(0.04)
    network = trainer.experiment().network
    for hidden in ("h0", "h1"):
        weights = [network.by_ends[f"i{index}", hidden].weight for index in range(6)]
        assert weights[:3] == [pytest.approx(-weight, rel=0.02) for weight in reversed(weights[3:])]
        smallest, middle, largest = sorted(abs(weight) for weight in weights[:3])
        assert [middle / smallest, largest / middle] == [pytest.approx(2, rel=0.05)] * 2
    assert loss(experiment, 1000, learning_rate=1.5) == pytest.approx(4, rel=1e-3)


def test_e_leaps_up_past_the_edge_of_stability_and_goes_on_falling() -> None:
    experiment = example("edge-of-stability")
    E = trained(experiment, 1000).history.rows().loss
    assert E[300].item() == at(0.066)
    assert (E[1:251] < E[:250]).all()
    assert E[300:401].max() > 1
    assert E[-1] < E[401:].max() < 0.2
    assert all(diverges(experiment, rate, within=100) for rate in (0.9, 1.0, 2.0, HIGHEST))


def diverges(experiment: Experiment, learning_rate: float, within: int) -> bool:
    return trained(experiment, within, learning_rate).divergence is not None
