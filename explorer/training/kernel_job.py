"""How do the compiled kernels come to somebody who must not wait for them? The job that brings them.

What is not on the disk yet is compiled there by a process of its own (`warm_up`), which ends with this one;
what is there is loaded by a thread. Until then numpy serves: a run keeps the engine that it began with.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

import explorer
from explorer.job import Job, JobStep, in_thread, whole
from explorer.refusal import Refusal
from explorer.training import warm_up
from explorer.training.engine_choice import NUMBA_IS_MISSING
from explorer.training.kernel import kernel_cache

NO_PLACE = "The compiled kernels find no folder to be kept in, so training uses numpy, which is slower"
NOT_COMPILED = "The kernels could not be compiled, so training uses numpy, which is slower"
LOADED = "loaded"
"""The result: runs that begin from now on are computed by the kernels."""


class KernelsMissing(Refusal):
    """The kernels cannot be had here; training goes on without them."""


def bring_kernels() -> Job[str]:
    """Compiles what is not on the disk, and loads what a window trains with, after which `LOADED` is said.

    What is compiled after that is what the command line needs. Cancelled, the compiling ends at once, and
    what has been compiled stays on the disk. Raises KernelsMissing.
    """
    if not kernel_cache.is_installed():
        raise KernelsMissing(NUMBA_IS_MISSING)
    if kernel_cache.folder() is None:
        raise KernelsMissing(NO_PLACE)
    if kernel_cache.is_complete():
        yield from _load(0.0)
    else:
        yield from _compile()


def _load(progress: float) -> Job[str]:
    for step in in_thread(whole(warm_up.load)):
        yield JobStep(progress, is_waiting=step.is_waiting)
    yield JobStep(progress, LOADED)


def _compile() -> Job[str]:
    command = [sys.executable, "-m", warm_up.__name__, warm_up.AS_HELPER]
    environment = _environment(os.environ)
    with Popen(command, env=environment, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, text=True) as process:
        try:
            for step in in_thread(_parts(process)):
                yield JobStep(step.progress, is_waiting=step.is_waiting)
                if step.result == warm_up.READY:
                    yield from _load(step.progress)
        finally:
            process.kill()
    if process.returncode:
        raise KernelsMissing(NOT_COMPILED)


def _parts(process: Popen[str]) -> Job[str]:
    """What the process says, a line whenever a part is there; it ends with the process."""
    assert process.stdout is not None
    for number, line in enumerate(process.stdout, start=1):
        yield JobStep(number / len(warm_up.PARTS), line.strip())
    process.wait()


def _environment(own: Mapping[str, str]) -> dict[str, str]:
    """That of this process; and the program is found where this one was found."""
    place = str(Path(explorer.__file__).parent.parent)
    path = os.pathsep.join(filter(None, (place, own.get("PYTHONPATH"))))
    return {**own, "PYTHONPATH": path}
