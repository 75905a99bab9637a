"""`explorer.training.batch`"""

from hypothesis import given
from hypothesis import strategies as st

from explorer.network.model import Training
from explorer.training.batch import Batches


def epoch(batches: Batches, number: int) -> list[list[int]]:
    start = number * batches.steps_per_epoch
    return [batches.at(step).tolist() for step in range(start, start + batches.steps_per_epoch)]


def test_without_a_batch_size_every_step_sees_every_sample_in_order() -> None:
    batches = Batches(5, Training(batch_size=None, shuffle=True))
    assert batches.is_full
    assert batches.steps_per_epoch == 1
    assert epoch(batches, 0) == epoch(batches, 7) == [[0, 1, 2, 3, 4]]


def test_a_batch_size_above_the_number_of_samples_is_the_full_batch() -> None:
    batches = Batches(3, Training(batch_size=8))
    assert batches.is_full
    assert batches.sizes == (3,)
    assert epoch(batches, 1) == [[0, 1, 2]]


def test_without_shuffling_batches_go_through_the_samples_in_order_and_the_last_is_smaller() -> None:
    batches = Batches(5, Training(batch_size=2, shuffle=False))
    assert not batches.is_full
    assert batches.sizes == (2, 1)
    assert epoch(batches, 0) == epoch(batches, 3) == [[0, 1], [2, 3], [4]]


def test_a_batch_size_of_one_is_online() -> None:
    assert epoch(Batches(3, Training(batch_size=1, shuffle=False)), 0) == [[0], [1], [2]]


def test_each_epoch_is_shuffled_anew() -> None:
    batches = Batches(20, Training(batch_size=4, seed=3))
    first, second = epoch(batches, 0), epoch(batches, 1)
    assert first != second
    assert epoch(Batches(20, Training(batch_size=4, seed=4)), 0) != first


@given(
    samples=st.integers(1, 30),
    size=st.integers(1, 40),
    seed=st.integers(0, 2**64),
    number=st.integers(0, 10**6),
)
def test_every_epoch_sees_every_sample_once(samples: int, size: int, seed: int, number: int) -> None:
    batches = Batches(samples, Training(batch_size=size, seed=seed))
    drawn = epoch(batches, number)
    assert sorted(number for batch in drawn for number in batch) == list(range(samples))
    assert {len(batch) for batch in drawn} == set(batches.sizes)


def test_a_batch_depends_on_the_step_alone_and_not_on_what_was_asked_before() -> None:
    training = Training(batch_size=3, seed=5)
    in_order = Batches(10, training)
    drawn = [in_order.at(step).tolist() for step in range(12)]
    backwards = Batches(10, training)
    assert [backwards.at(step).tolist() for step in reversed(range(12))] == drawn[::-1]


@given(st.integers(1, 9), st.integers(1, 10), st.booleans(), st.integers(0, 30), st.integers(0, 30))
def test_a_table_holds_the_batch_of_each_step(
    samples: int, size: int, shuffle: bool, step: int, steps: int
) -> None:
    training = Training(batch_size=size, shuffle=shuffle, seed=3)
    table = Batches(samples, training).table(step, steps)
    batches = Batches(samples, training)
    assert table.shape == (steps, min(size, samples))
    for row in range(steps):
        batch = batches.at(step + row).tolist()
        assert table[row].tolist() == batch + [-1] * (table.shape[1] - len(batch))
