"""How do groups of runs go to other machines? Through the executor of a Dask scheduler.

Groups are values, and `explorer.training.many.executor.run_alone` makes one wherever this program is
installed. Dask gives those of a worker that was lost to another one. The same engine and instruction set
give the same bits; elsewhere chaotic runs may end otherwise.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import Any

from explorer.job import Job
from explorer.refusal import Refusal
from explorer.training.many.executor import available_workers, run_groups, run_groups_in

INSTALL = 'pip install "backprop-explorer[cluster]"'

GroupRunner = Callable[[Iterable[Any], int, int], Job[Any]]
"""(groups, runs of all of them, workers) -> how they end: `run_groups`, or the same somewhere else."""

_PATIENCE = 10  # seconds until a scheduler must have answered
_RETRIES = 3  # of a group whose worker was lost, beside those that Dask makes by itself


class NoCluster(Refusal):
    """Work can be given away where `distributed` is installed, a scheduler answers, and has workers."""


@contextmanager
def runner_for(address: str | None) -> Iterator[tuple[GroupRunner, int]]:
    """What makes groups of runs, and for how many workers: this process's threads, or those of a scheduler.

    `address`: of a Dask scheduler, such as tcp://10.0.0.5:8786; None: none. Raises NoCluster.
    """
    if address is None:
        yield run_groups, available_workers()
        return
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise NoCluster(f"--dask needs the package distributed: {INSTALL}") from error
    try:
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(f"no Dask scheduler answers at {address}: start one with `dask scheduler`") from error
    with client:
        workers = sum(client.nthreads().values())
        if not workers:
            raise NoCluster(f"{address} has no workers: start some with `dask worker {address}`")
        executor = client.get_executor(pure=False, retries=_RETRIES)
        yield partial(run_groups_in, executor), workers
