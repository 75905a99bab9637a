"""On which processor are runs computed here? Its instruction set decides the last bits of a kernel's sums."""

import platform
from functools import cache
from importlib import import_module
from importlib.util import find_spec


@cache
def processor() -> str:
    """The model that kernels are compiled for, such as “znver4”; without numba the kind, such as “x86_64”.

    Two machines of one name have the same instructions, so the same code makes the same bits there.
    """
    if find_spec("llvmlite") is None:
        return platform.machine()
    return str(import_module("llvmlite.binding").get_host_cpu_name())
