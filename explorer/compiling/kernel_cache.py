"""Where does the machine code of the compiled kernels stay from one start to the next?

In a folder of the user's, one for each version of the kernels and of what compiles them, so that two versions
of the program stand side by side. Nothing depends on it: where no folder can be written, the kernels are
compiled anew in each process that asks for them. A note in the folder says that all of them are there.

Nothing here imports numba.
"""

import hashlib
import os
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
SOURCES = (
    "compiling/compiled.py",
    "descent/bifurcation/carry_out.py",
    "descent/bifurcation/compiled_orbits.py",
    "descent/orbit.py",
    "formula/instructions.py",
    "training/curvature/flow_part.py",
    "training/kernel/*.py",
    "training/lanczos.py",
    "network/activation.py",
    "network/learning_rule.py",
)
"""The modules whose code and constants become part of the kernels' machine code."""

_COMPILERS = ("numba", "llvmlite", "numpy")
_NOTE = "complete"
_NAME = "backprop-explorer"


@cache
def is_installed() -> bool:
    """Whether there is numba to compile with."""
    try:
        version("numba")
    except PackageNotFoundError:
        return False
    return True


@cache
def folder() -> Path | None:
    """The folder for this version of the kernels, made if need be; None where it cannot be written."""
    place = user_folder() / f"kernels-{_fingerprint()}"
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return place if os.access(place, os.W_OK | os.X_OK) else None


def is_complete() -> bool:
    """Whether every kernel has been compiled into the folder."""
    place = folder()
    return place is not None and (place / _NOTE).exists()


def note_complete() -> None:
    """Notes that every kernel has been compiled into the folder. Raises OSError."""
    place = folder()
    if place is not None:
        (place / _NOTE).touch()


def user_folder() -> Path:
    """Where this system keeps what can be made again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / _NAME / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / _NAME
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / _NAME


def _fingerprint() -> str:
    """Of everything that the machine code follows from, but the processor: numba itself looks after that."""
    digest = hashlib.sha256(sys.version.encode())
    for name in _COMPILERS:
        digest.update(f"{name} {version(name)}".encode())
    for pattern in SOURCES:
        for source in sorted(_PACKAGE.glob(pattern)):
            digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
