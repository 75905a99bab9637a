"""Does the garbage collector wait while many objects are made, and go on afterwards?"""

import gc
from collections.abc import Iterator

import pytest

from explorer.files.sample_table.collection_pause import collection_paused
from explorer.files.sample_table.options import GUESSED
from explorer.files.sample_table.outlook import Taking, taking_in
from explorer.network.model import Experiment
from tests.files.sample_table.reading import XOR


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    was_on = gc.isenabled()
    yield
    (gc.enable if was_on else gc.disable)()


@pytest.mark.parametrize("is_on", [True, False])
def test_the_collector_waits_and_is_then_as_it_was(is_on: bool) -> None:
    (gc.enable if is_on else gc.disable)()
    with collection_paused():
        assert not gc.isenabled()
    assert gc.isenabled() == is_on


def test_it_waits_for_a_table_and_no_longer_when_that_is_given_up() -> None:
    gc.enable()
    job = taking_in("1,2,3\n", Experiment(XOR), GUESSED, Taking(), "table.csv")
    next(job)
    assert not gc.isenabled()
    job.close()
    assert gc.isenabled()


def test_it_waits_until_the_last_is_done() -> None:
    gc.enable()
    jobs = [taking_in("1,2,3\n", Experiment(XOR), GUESSED, Taking(), "table.csv") for _ in range(2)]
    for job in jobs:
        next(job)
    jobs[0].close()
    assert not gc.isenabled()
    jobs[1].close()
    assert gc.isenabled()
