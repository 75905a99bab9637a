"""`explorer.training.many.cluster`: are runs the same elsewhere, and those of a lost worker made anew?"""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest
from distributed import LocalCluster

from explorer.array import Array
from explorer.job import results_of
from explorer.training.many.axis import axis_of
from explorer.training.many.cluster import NoCluster, runner_for
from explorer.training.many.map_picture import MapPicture
from explorer.training.many.training_map import TrainingMap, compute_map
from tests.training.small_experiment import xor

STEPS = 3000


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """A scheduler with two worker processes."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", protocol="tcp", host="127.0.0.1"
    ) as made:
        yield made


def map_of_xor() -> TrainingMap:
    experiment = xor()
    x = axis_of(experiment, "learning-rate", 0.1, 300.0, 40, True)
    return TrainingMap(experiment, x, axis_of(experiment, "scale", 0.5, 3.0, 40, False), STEPS)


def numbers_of(picture: MapPicture) -> list[bytes]:
    arrays: list[Array] = [picture.loss, picture.low_at, picture.diverged_at]
    return [array.tobytes() for array in arrays]


def test_a_worker_is_killed_and_every_pixel_is_the_same_to_the_last_bit(cluster: LocalCluster) -> None:
    training_map = map_of_xor()
    here, there = (MapPicture(40, 40) for _ in range(2))
    for step in results_of(compute_map(training_map, 2)):
        here.add(step)
    killed = []
    with runner_for(cluster.scheduler_address) as (run, workers):
        assert workers == 2
        for number, step in enumerate(results_of(compute_map(training_map, workers, run=run))):
            there.add(step)
            if number == 1:
                killed.append(next(iter(cluster.workers.values())).pid)
                os.kill(killed[0], signal.SIGKILL)
    assert killed[0] != os.getpid()
    assert there.is_known.all()
    assert numbers_of(here) == numbers_of(there)


def test_an_address_at_which_nobody_answers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.training.many.cluster._PATIENCE", 0.3)
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
    with pytest.raises(NoCluster, match="no Dask scheduler answers at tcp://127"), runner_for(address):
        pass


def test_without_an_address_threads_of_this_process_do_it() -> None:
    training_map = map_of_xor()
    picture = MapPicture(40, 40)
    with runner_for(None) as (run, workers):
        for step in results_of(compute_map(training_map, workers, run=run)):
            picture.add(step)
            break
    assert np.isfinite(picture.loss).any()
