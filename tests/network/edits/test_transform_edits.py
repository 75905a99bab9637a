"""Are inputs and targets standardised by what trains, and do they get their own units back?"""

from dataclasses import replace

import pytest

from explorer.network.edits import clipboard, graph_edits, loss_edits, sample_edits
from explorer.network.edits.transform_edits import (
    NotGivenBySamples,
    NothingToMeasure,
    OtherLabel,
    TargetsMustStay,
    TooLargeToStandardise,
    in_units_of,
    original_samples,
    other_samples,
    rescaled,
    rounded_numbers,
    scaled_samples,
    standardise,
    standardise_inputs,
    standardise_targets,
    standardised_names,
    take_samples,
    undo_standardising,
    with_labels,
)
from explorer.network.experiment_rules import MissingNumber, check_experiment
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Sample
from explorer.network.transform import Scaling
from tests.network.drawn import chain, classifier


def weather() -> Experiment:
    """hPa and °C -> mm: three samples train, whose means are 1000, 10 and 3; one is held out."""
    network = Network(
        (
            Neuron("hPa", Kind.INPUT),
            Neuron("C", Kind.INPUT),
            Neuron("mm", Kind.OUTPUT, "identity", 0.0),
        ),
        (Connection("hPa", "mm", 0.5), Connection("C", "mm", 0.25)),
    )
    rows = [(990.0, 10.0, 1.0, False), (1000.0, 10.0, 3.0, False), (1010.0, 10.0, 5.0, False)]
    rows.append((1005.3, 12.1, 0.7, True))
    return Experiment(
        network, tuple(Sample({"hPa": p, "C": c}, {"mm": t}, held_out) for p, c, t, held_out in rows)
    )


def column(experiment: Experiment, name: str) -> list[float]:
    return [{**sample.inputs, **sample.targets}[name] for sample in experiment.samples]


def test_inputs_get_mean_0_and_deviation_1_over_what_trains() -> None:
    before = weather()
    after = standardise_inputs(before)
    deviation = (200 / 3) ** 0.5
    assert after.transform["hPa"] == Scaling(1000.0, pytest.approx(deviation, rel=1e-15))
    assert column(after, "hPa") == pytest.approx(
        [-10 / deviation, 0.0, 10 / deviation, 5.3 / deviation], rel=1e-13
    )
    assert column(after, "mm") == [1.0, 3.0, 5.0, 0.7]
    assert before == weather()
    check_experiment(after)


def test_a_constant_column_keeps_its_scale() -> None:
    after = standardise(weather(), ["C"])
    assert after.transform == {"C": Scaling(10.0, 1.0)}
    assert column(after, "C") == pytest.approx([0.0, 0.0, 0.0, 2.1])
    assert column(after, "C")[:3] == [0.0, 0.0, 0.0]


def test_an_input_of_only_0_and_1_stays_as_it_is() -> None:
    rows = [(990.0, 0.0), (1010.0, 1.0), (1000.0, 1.0)]
    before = replace(weather(), samples=tuple(Sample({"hPa": p, "C": c}, {"mm": c}) for p, c in rows))
    after = standardise_inputs(before)
    assert column(after, "C") == [0.0, 1.0, 1.0]
    assert after.transform["C"] == Scaling(0.0, 1.0)
    assert after.transform["hPa"].offset == 1000.0
    assert undo_standardising(after) == before
    assert column(standardise_targets(before), "mm")[0] == pytest.approx(-(2.0**0.5))


def test_a_held_out_number_beside_0_and_1_makes_an_input_one_that_is_standardised() -> None:
    rows = [(0.0, False), (1.0, False), (2.0, True)]
    samples = tuple(Sample({"hPa": 1.0, "C": c}, {"mm": 0.0}, held_out) for c, held_out in rows)
    assert column(standardise_inputs(replace(weather(), samples=samples)), "C") == [-1.0, 1.0, 3.0]


def test_inputs_are_standardised_though_one_of_labels_stayed_as_it_is() -> None:
    rows = [(990.0, 0.0), (1010.0, 1.0)]
    samples = tuple(Sample({"hPa": p, "C": c}, {"mm": c}) for p, c in rows)
    before = with_labels(replace(weather(), samples=samples), {"C": ("cold", "warm")})
    assert not before.are_standardised(["hPa", "C"])
    after = standardise_inputs(before)
    assert after.transform["C"] == Scaling(labels=("cold", "warm"))
    assert after.are_standardised(["hPa", "C"])
    assert not after.are_standardised(["hPa", "mm"])
    assert not after.are_standardised([])


def test_targets_are_standardised_by_themselves() -> None:
    after = standardise_targets(weather())
    assert set(after.transform) == {"mm"}
    assert column(after, "mm")[1] == 0.0
    assert column(after, "hPa") == column(weather(), "hPa")


def test_undoing_gives_every_number_back_bit_for_bit() -> None:
    before = weather()
    after = standardise_targets(standardise_inputs(before))
    assert undo_standardising(after) == before
    assert rounded_numbers(before, after) == 0
    assert undo_standardising(after, ["mm"]) == standardise_inputs(before)


def test_numbers_that_do_not_come_back_bit_for_bit_are_counted() -> None:
    before = sample_edits.set_input(weather(), 1, "hPa", 1 / 3 * 1e-9)
    assert rounded_numbers(before, standardise_inputs(before)) == 1


def test_standardising_twice_changes_nothing_more() -> None:
    after = standardise_inputs(weather())
    assert standardise_inputs(after) is after
    changed = sample_edits.delete_samples(after, [0])
    assert standardise_inputs(changed).transform["hPa"].offset == 1005.0


def test_nothing_is_undone_where_nothing_is_standardised() -> None:
    before = weather()
    assert undo_standardising(before) is before
    assert standardise(before, []) is before


def test_a_table_is_written_and_read_in_original_units() -> None:
    before = weather()
    after = standardise_targets(standardise_inputs(before))
    assert original_samples(after) == before.samples
    assert scaled_samples(after, before.samples) == after.samples


def test_samples_that_are_taken_are_scaled_as_the_others_are() -> None:
    after = standardise_inputs(weather())
    new = Sample({"hPa": 1000.0, "C": 11.0}, {"mm": 2.0})
    scaled = Sample({"hPa": 0.0, "C": 1.0}, {"mm": 2.0})
    assert take_samples(after, [new], is_append=True).samples == (*after.samples, scaled)
    replaced = take_samples(after, [new])
    assert replaced.samples == (scaled,)
    assert replaced.transform == after.transform
    with pytest.raises(MissingNumber):
        take_samples(after, [Sample({"hPa": 1.0}, {"mm": 2.0})])


def test_a_renamed_input_keeps_its_scaling() -> None:
    after = graph_edits.rename(standardise_inputs(weather()), "hPa", "p")
    assert list(after.transform) == ["p", "C"]
    assert undo_standardising(after) == graph_edits.rename(weather(), "hPa", "p")


def test_a_deleted_input_takes_its_scaling_along_and_a_new_one_has_none() -> None:
    after = graph_edits.delete(standardise_inputs(weather()), ["C"])
    assert list(after.transform) == ["hPa"]
    added = graph_edits.add_neuron(after, Kind.INPUT, (0.0, 0.0))
    assert not added.is_standardised("i0")
    check_experiment(added)


def test_an_input_that_becomes_another_kind_has_no_scaling() -> None:
    after = graph_edits.set_kind(standardise_inputs(weather()), ["C"], Kind.OUTPUT)
    assert list(after.transform) == ["hPa"]
    check_experiment(after)


def test_a_pasted_input_brings_its_scaling_along() -> None:
    before = standardise_inputs(weather())
    text = clipboard.to_text(clipboard.fragment(before, ["hPa"]))
    after, names = clipboard.paste(before, clipboard.from_text(text))
    assert after.transform[names[0]] == before.transform["hPa"]
    assert column(undo_standardising(after), names[0]) == column(weather(), "hPa")
    check_experiment(after)


def test_a_scaling_without_the_way_back_is_no_fragment() -> None:
    copied = clipboard.fragment(standardise_inputs(weather()), ["hPa"])
    broken = replace(copied, transform={"hPa": Scaling(0.0, 0.0)})
    with pytest.raises(clipboard.ForeignText):
        clipboard.from_text(clipboard.to_text(broken))


def test_labels_stay_when_the_units_come_back() -> None:
    labelled = replace(weather(), transform={"mm": Scaling(labels=("dry", "wet"))})
    after = standardise_targets(labelled)
    assert after.transform["mm"].labels == ("dry", "wet")
    assert undo_standardising(after) == labelled


def test_without_a_sample_that_trains_there_is_no_mean() -> None:
    held_out = sample_edits.set_held_out(weather(), range(4), True)
    with pytest.raises(NothingToMeasure):
        standardise_inputs(held_out)


def test_targets_that_are_probabilities_are_not_standardised() -> None:
    experiment = classifier("binary-cross-entropy", "logistic")
    with pytest.raises(TargetsMustStay, match="standardise the inputs only"):
        standardise_targets(experiment)
    assert set(standardise_inputs(experiment).transform) == {"i0"}


def test_only_inputs_and_outputs_are_standardised() -> None:
    with pytest.raises(NotGivenBySamples):
        standardise(chain(), ["h0"])
    with pytest.raises(NotGivenBySamples):
        undo_standardising(chain(), ["nowhere"])


def test_numbers_too_large_for_a_mean_are_refused() -> None:
    huge = sample_edits.set_input(sample_edits.set_input(weather(), 0, "hPa", 1.7e308), 1, "hPa", -1.7e308)
    with pytest.raises(TooLargeToStandardise):
        standardise_inputs(huge)
    far = sample_edits.set_input(standardise_inputs(weather()), 0, "hPa", 1e308)
    with pytest.raises(TooLargeToStandardise):
        undo_standardising(far)


def test_a_change_of_the_loss_keeps_the_scaling() -> None:
    after = standardise_targets(weather())
    assert loss_edits.set_loss(after, "squared-error").transform == after.transform


def test_samples_of_another_task_are_not_scaled() -> None:
    new = Sample({"hPa": 1.0, "C": 0.0}, {"mm": 1.0})
    assert other_samples(standardise_inputs(weather()), [new]) == replace(weather(), samples=(new,))


def test_what_is_standardised_is_named_in_the_order_of_the_file() -> None:
    after = standardise_inputs(standardise_targets(weather()))
    assert standardised_names(after) == ["hPa", "C", "mm"]
    assert standardised_names(weather()) == []


def test_numbers_that_are_scaled_once_more_keep_their_way_back() -> None:
    before = standardise_targets(weather())
    after = rescaled(before, "mm", -1.0, 2.0)
    assert column(after, "mm")[1] == 0.5
    originals = [sample.targets["mm"] for sample in original_samples(after)]
    assert originals == pytest.approx([1.0, 3.0, 5.0, 0.7], rel=1e-15)
    plain = rescaled(weather(), "mm", 1.0, 4.0)
    assert column(plain, "mm") == pytest.approx([0.0, 0.5, 1.0, -0.075])
    assert plain.transform == {}


def test_labels_join_the_scaling_that_is_there() -> None:
    before = standardise_targets(weather())
    after = with_labels(before, {"mm": ("dry", "wet"), "C": ("cold", "warm")})
    assert after.transform["mm"] == replace(before.transform["mm"], labels=("dry", "wet"))
    assert after.transform["C"] == Scaling(labels=("cold", "warm"))
    assert after.samples == before.samples
    assert standardised_names(after) == ["mm"]
    assert with_labels(after, {"C": ("cold", "warm")}) is after
    with pytest.raises(NotGivenBySamples):
        with_labels(before, {"nowhere": ("a", "b")})


def test_samples_are_put_into_the_units_of_other_weights() -> None:
    plain, scaled = weather(), standardise_targets(standardise_inputs(weather()))
    assert in_units_of(plain, scaled) == scaled
    assert in_units_of(scaled, plain) == plain
    assert in_units_of(scaled, scaled) is scaled
    assert in_units_of(plain, plain) is plain
    fewer = sample_edits.delete_samples(plain, [0])
    assert in_units_of(fewer, scaled).samples == scaled.samples[1:]


def test_an_input_that_the_others_have_not_keeps_its_scaling() -> None:
    renamed = graph_edits.rename(standardise_inputs(weather()), "C", "t")
    assert in_units_of(renamed, weather()).transform == {"t": Scaling(10.0, 1.0)}


def test_labels_that_are_known_are_completed_and_never_exchanged() -> None:
    before = with_labels(weather(), {"mm": ("", "wet")})
    assert with_labels(before, {"mm": ("dry", "wet")}).transform["mm"].labels == ("dry", "wet")
    after = with_labels(before, {"mm": ("dry",)})
    assert after.transform["mm"].labels == ("dry", "wet")
    with pytest.raises(OtherLabel, match="mm is 0 for “dry” among the samples"):
        with_labels(after, {"mm": ("fog", "wet")})
