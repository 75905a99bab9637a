"""Where are the files that come with the program: the examples, icons and themes?

Installed they lie in `explorer/data/`; in a checkout they are the folder `resources/` beside the package.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "data"
_CHECKOUT = _PACKAGE.parent / "resources"


def resource(path: str) -> Path:
    """The file or folder `path` ("examples/xor.json") of the program's own resources.

    Raises FileNotFoundError where it is not there, which only an incomplete installation can bring about.
    """
    found = (_INSTALLED if _INSTALLED.is_dir() else _CHECKOUT) / path
    if not found.exists():
        raise FileNotFoundError(f"{found} came with backprop-explorer and is gone: install the program again")
    return found


def examples() -> tuple[Path, ...]:
    """The experiments that come with the program, sorted by the names of their files."""
    return tuple(sorted(resource("examples").glob("*.json")))
