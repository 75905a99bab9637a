"""On which machine, and with which versions, was this measured?"""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_NOT_A_USERS = ("_NUM_THREADS", "PYTHONDONTWRITEBYTECODE")
"""How the names of variables end that benchmarks and tests set for themselves."""

PACKAGES = ("numpy", "numba", "torch", "PySide6-Essentials", "pyqtgraph")


def facts() -> dict[str, str]:
    """Everything that a number of a benchmark depends on, as far as it can be known."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "cpu": processor(),
        "cores": str(os.cpu_count()),
        "system": platform.platform(),
        "python": platform.python_version(),
        **{package: installed(package) for package in PACKAGES},
    }


def processor() -> str:
    """The processor's name; on Linux `platform` knows only its kind."""
    listing = Path("/proc/cpuinfo")
    if listing.exists():
        for line in listing.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def installed(package: str) -> str:
    """The version of a package, or “none”."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def users_environment() -> dict[str, str]:
    """The environment for a process that shall run as it does for a user."""
    return {name: value for name, value in os.environ.items() if not name.endswith(_NOT_A_USERS)}
