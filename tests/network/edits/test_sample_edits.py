"""Do samples change as asked, and only those?"""

import math

import pytest

from explorer.network import rules
from explorer.network.edits import sample_edits
from explorer.network.edits.sample_edits import NoSuchNumber, NoSuchSample
from explorer.network.experiment_rules import MissingNumber, SurplusNumber
from explorer.network.model import Sample
from tests.network.drawn import chain

FIRST, SECOND = chain().samples
NEW = Sample({"i0": 9.0}, {"y0": 8.0})
ZERO = Sample({"i0": 0.0}, {"y0": 0.0})


def test_a_sample_of_zeros_is_added_at_the_end() -> None:
    assert sample_edits.add_sample(chain()).samples == (FIRST, SECOND, ZERO)


@pytest.mark.parametrize(
    ("index", "expected"), [(0, (NEW, FIRST, SECOND)), (1, (FIRST, NEW, SECOND)), (2, (FIRST, SECOND, NEW))]
)
def test_a_sample_is_added_where_it_is_wanted(index: int, expected: tuple[Sample, ...]) -> None:
    before = chain()
    assert sample_edits.add_sample(before, NEW, index).samples == expected
    assert before == chain()


def test_samples_are_deleted() -> None:
    assert sample_edits.delete_samples(chain(), [0]).samples == (SECOND,)
    assert sample_edits.delete_samples(chain(), [1, 0]).samples == ()


def test_an_input_and_a_target_are_set() -> None:
    before = chain()
    after = sample_edits.set_target(sample_edits.set_input(before, 1, "i0", 3.0), 1, "y0", 4.0)
    assert after.samples == (FIRST, Sample({"i0": 3.0}, {"y0": 4.0}, held_out=True))
    assert before == chain()


def test_samples_are_held_out_and_taken_back() -> None:
    held_out = sample_edits.set_held_out(chain(), [0, 1], held_out=True)
    assert [sample.held_out for sample in held_out.samples] == [True, True]
    back = sample_edits.set_held_out(held_out, [1], held_out=False)
    assert [sample.held_out for sample in back.samples] == [True, False]


def test_all_samples_are_replaced() -> None:
    assert sample_edits.replace_samples(chain(), [NEW, ZERO, NEW]).samples == (NEW, ZERO, NEW)
    assert sample_edits.replace_samples(chain(), []).samples == ()


def test_what_is_so_already_changes_nothing() -> None:
    experiment = chain()
    assert sample_edits.delete_samples(experiment, []) is experiment
    assert sample_edits.set_input(experiment, 0, "i0", 0.5) is experiment
    assert sample_edits.set_target(experiment, 0, "y0", 1.0) is experiment
    assert sample_edits.set_held_out(experiment, [1], held_out=True) is experiment
    assert sample_edits.replace_samples(experiment, [FIRST, SECOND]) is experiment


@pytest.mark.parametrize("index", [-1, 2])
def test_a_sample_that_is_not_there_cannot_be_changed(index: int) -> None:
    experiment = chain()
    with pytest.raises(NoSuchSample, match=f"there is no sample {index}: there are 2, counted from 0"):
        sample_edits.set_input(experiment, index, "i0", 0.0)
    with pytest.raises(NoSuchSample):
        sample_edits.set_target(experiment, index, "y0", 0.0)
    with pytest.raises(NoSuchSample):
        sample_edits.delete_samples(experiment, [0, index])
    with pytest.raises(NoSuchSample):
        sample_edits.set_held_out(experiment, [index], held_out=True)
    with pytest.raises(NoSuchSample):
        sample_edits.add_sample(experiment, NEW, index if index < 0 else 3)


def test_numbers_that_break_a_rule_are_refused() -> None:
    experiment = chain()
    with pytest.raises(NoSuchNumber, match="y0 is no input"):
        sample_edits.set_input(experiment, 0, "y0", 0.0)
    with pytest.raises(NoSuchNumber, match="h0 is no output"):
        sample_edits.set_target(experiment, 0, "h0", 0.0)
    with pytest.raises(rules.NotFinite):
        sample_edits.set_target(experiment, 0, "y0", math.inf)
    with pytest.raises(MissingNumber):
        sample_edits.add_sample(experiment, Sample({}, {"y0": 0.0}))
    with pytest.raises(SurplusNumber) as caught:
        sample_edits.replace_samples(experiment, [NEW, Sample({"i0": 0.0, "z": 1.0}, {"y0": 0.0})])
    assert caught.value.place == "$.samples[1].inputs.z"
