"""How do groups of runs go to other machines? Through the executor of a Dask scheduler.

Groups are values, and `explorer.training.many.executor.run_alone` makes one wherever this program is
installed. Dask gives those of a worker that was lost to another one. The same engine and instruction set
give the same bits; elsewhere chaotic runs may end otherwise.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from importlib.util import find_spec
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


class WorkLost(Refusal):
    """What is given to a cluster comes back: its workers have all that it needs, and outlive it."""


@contextmanager
def runner_for(address: str | None) -> Iterator[tuple[GroupRunner, int]]:
    """What makes groups of runs, and for how many workers: this process's threads, or those of a scheduler.

    `address`: of a Dask scheduler, such as tcp://10.0.0.5:8786; None: none. Raises NoCluster, and the
    job that it gives WorkLost.
    """
    if address is None:
        yield run_groups, available_workers()
        return
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise NoCluster(f"--dask needs the package distributed: {INSTALL}") from error
    _check_answers(distributed, address)
    with distributed.Client(address, timeout=_PATIENCE, set_as_default=False) as client:
        workers = sum(client.nthreads().values())
        if not workers:
            raise NoCluster(f"{address} has no workers: start some with `dask worker {address}`")
        _check_has_program(client)
        executor = client.get_executor(pure=False, retries=_RETRIES)
        yield partial(_run_there, distributed.KilledWorker, executor), workers


def _check_answers(distributed: Any, address: str) -> None:
    """Raises NoCluster unless a Dask scheduler says within `_PATIENCE` that it is one.

    A client has no deadline where something else listens, and leaves threads behind where it is refused.
    """
    nobody = f"no Dask scheduler answers at {address}: start one with `dask scheduler`"
    try:
        identity = asyncio.run(asyncio.wait_for(_identity(distributed, address), _PATIENCE))
    except (OSError, ValueError, TimeoutError) as error:
        raise NoCluster(nobody) from error
    if identity.get("type") != "Scheduler":
        raise NoCluster(nobody)


async def _identity(distributed: Any, address: str) -> dict[str, Any]:
    """What the Dask server there says of itself."""
    arguments = distributed.Security().get_connection_args("client")
    async with distributed.rpc(address, connection_args=arguments) as server:
        identity: dict[str, Any] = await server.identity()
        return identity


def _check_has_program(client: Any) -> None:
    """Raises NoCluster unless the scheduler and all workers can import what makes a group.

    A worker that cannot closes its connection when it is given one; where that was the last, its groups wait
    for another one for ever. A lambda travels as its code: its module need not be there.
    """
    program = __name__.partition(".")[0]
    has_program = lambda: find_spec(program) is not None  # noqa: E731
    found = {"the scheduler": client.run_on_scheduler(has_program)}
    found |= {f"the worker {address}": has for address, has in client.run(has_program).items()}
    for who, has in found.items():
        if not has:
            raise NoCluster(f"{who} has not this program: {INSTALL} there")


def _run_there(
    killed_worker: type[Exception], executor: Executor, groups: Iterable[Any], runs: int, workers: int
) -> Job[Any]:
    """`run_groups_in` that executor; raises WorkLost where a group can not be made there, ever."""
    try:
        yield from run_groups_in(executor, groups, runs, workers)
    except killed_worker as error:
        raise WorkLost("the workers that were given the same runs died, one after the other") from error
    except ModuleNotFoundError as error:
        raise WorkLost(f"a worker has no module {error.name}: {INSTALL} on each of them") from error
