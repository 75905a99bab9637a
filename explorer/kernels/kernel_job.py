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
from explorer.compiling import kernel_cache
from explorer.job import Job, JobStep, in_thread, whole
from explorer.kernels import warm_up
from explorer.kernels.warm_up import KernelPart
from explorer.refusal import Refusal
from explorer.training.engine_choice import NUMBA_IS_MISSING

NO_PLACE = "The compiled kernels find no folder to be kept in, so training uses numpy, which is slower"
NOT_COMPILED = "The kernels could not be compiled, so training uses numpy, which is slower"


class KernelsMissing(Refusal):
    """The kernels cannot be had here; training goes on without them."""


def bring_kernels() -> Job[str]:
    """Compiles what is not on the disk, and loads what a window needs, part by part.

    Results: the name of each part that is loaded; what begins from then on is computed by it. Cancelled, the
    compiling ends at once, and what has been compiled stays on the disk. Raises KernelsMissing.
    """
    if not kernel_cache.is_installed():
        raise KernelsMissing(NUMBA_IS_MISSING)
    if kernel_cache.folder() is None:
        raise KernelsMissing(NO_PLACE)
    if not kernel_cache.is_complete():
        yield from _compile()
        return
    for part in warm_up.PARTS:
        if part.is_for_window:
            yield from _load(part, 0.0)


def _load(part: KernelPart, progress: float) -> Job[str]:
    for step in in_thread(whole(part.load)):
        yield JobStep(progress, is_waiting=step.is_waiting)
    yield JobStep(progress, part.name)


def _compile() -> Job[str]:
    command = [sys.executable, "-m", warm_up.__name__, warm_up.AS_HELPER]
    environment = _environment(os.environ)
    wanted = {part.message: part for part in warm_up.PARTS if part.is_for_window}
    with Popen(command, env=environment, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, text=True) as process:
        try:
            for step in in_thread(_parts(process)):
                yield JobStep(step.progress, is_waiting=step.is_waiting)
                if step.result in wanted:
                    yield from _load(wanted[step.result], step.progress)
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
