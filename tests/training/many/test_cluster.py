"""`explorer.training.many.cluster`: are runs the same elsewhere, and those of a lost worker made anew?"""

import os
import signal
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.server import HTTPServer, SimpleHTTPRequestHandler
from importlib import import_module
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
from distributed import Client, LocalCluster

from explorer.array import Array
from explorer.job import results_of
from explorer.resources import resource
from explorer.training.many.axis import axis_of
from explorer.training.many.cluster import NoCluster, WorkLost, runner_for
from explorer.training.many.lanes import IsCancelled
from explorer.training.many.map_picture import MapPicture
from explorer.training.many.training_map import TrainingMap, compute_map
from tests.training.small_experiment import xor

STEPS = 3000
ROOT = Path(__file__).resolve().parents[3]
XOR = resource("examples/xor.json")


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


def test_one_who_takes_the_call_and_is_mute_is_refused_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.training.many.cluster._PATIENCE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"tcp://127.0.0.1:{mute.getsockname()[1]}"
        with pytest.raises(NoCluster, match="no Dask scheduler answers at tcp://127"), runner_for(address):
            pass


def test_a_server_of_pages_is_refused_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.training.many.cluster._PATIENCE", 0.3)
    with HTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as pages:
        thread = Thread(target=pages.serve_forever, args=(0.01,))
        thread.start()
        address = f"tcp://127.0.0.1:{pages.server_port}"
        try:
            with pytest.raises(NoCluster, match="no Dask scheduler answers"), runner_for(address):
                pass
        finally:
            pages.shutdown()
            thread.join()


def test_a_worker_is_no_scheduler(cluster: LocalCluster) -> None:
    address = next(iter(cluster.workers.values())).worker_address
    with pytest.raises(NoCluster, match="no Dask scheduler answers"), runner_for(address):
        pass


@pytest.mark.parametrize("address", ["nonsense://x", pytest.param("tcp://:::", marks=pytest.mark.long)])
def test_a_malformed_address_is_one_line_and_no_traceback(address: str) -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "sweep", XOR, "--learning-rates", "0.1:1:3", "--dask", address],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith(f"no Dask scheduler answers at {address}: start one with `dask scheduler`\n")
    assert done.stderr.count("\n") == 1


class Deadly:
    """A group that no worker survives."""

    def run(self, is_cancelled: IsCancelled) -> list[int]:
        """Ends the process."""
        os._exit(1)


@pytest.mark.long
def test_runs_that_kill_every_worker_are_refused() -> None:
    with (
        LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1") as own,
        runner_for(own.scheduler_address) as (run, workers),
        pytest.raises(WorkLost, match="the workers that were given the same runs died, one after the other"),
    ):
        list(results_of(run([Deadly()], 1, workers)))


@contextmanager
def bare_cluster(scheduler_has_program: bool, folder: Path) -> Iterator[str]:
    """The address of a scheduler with one worker that has not this program, each a process of its own."""
    packages = sysconfig.get_path("purelib")
    for_scheduler = os.pathsep.join([packages, str(ROOT)]) if scheduler_has_program else packages
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = ("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    worker = ("worker", address, "--no-nanny", "--no-dashboard")
    with ExitStack() as running:
        for path, arguments in ((for_scheduler, scheduler), (packages, worker)):
            process = running.enter_context(dask(folder, path, *arguments))
            running.callback(process.kill)
        with Client(address, timeout=30, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=30)
        yield address


def dask(folder: Path, path: str, name: str, *arguments: str) -> "subprocess.Popen[bytes]":
    """That program of Dask, which sees the packages in `path` only."""
    return subprocess.Popen(
        [sys.executable, "-S", "-m", f"distributed.cli.dask_{name}", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.long
@pytest.mark.parametrize("who", ["worker", "scheduler"])
def test_one_that_has_not_the_program_is_refused(who: str, tmp_path: Path) -> None:
    with (
        bare_cluster(who == "worker", tmp_path) as address,
        pytest.raises(NoCluster, match=f"^the {who}.* has not this program: pip install"),
        runner_for(address),
    ):
        pass


class Lacking:
    """A group that needs a module which the worker has not."""

    def run(self, is_cancelled: IsCancelled) -> list[int]:
        """Imports it."""
        import_module("nowhere_to_be_found")
        return []


def test_a_module_that_a_worker_lacks_is_named(cluster: LocalCluster) -> None:
    with (
        runner_for(cluster.scheduler_address) as (run, workers),
        pytest.raises(WorkLost, match="a worker has no module nowhere_to_be_found: pip install"),
    ):
        list(results_of(run([Lacking()], 1, workers)))


def test_without_an_address_threads_of_this_process_do_it() -> None:
    training_map = map_of_xor()
    picture = MapPicture(40, 40)
    with runner_for(None) as (run, workers):
        for step in results_of(compute_map(training_map, workers, run=run)):
            picture.add(step)
            break
    assert np.isfinite(picture.loss).any()
