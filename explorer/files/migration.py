"""How does a file of an older version become one of this version?

By one function from each version to the next, on the plain tree of JSON, before the schema is asked.
"""

from collections.abc import Callable, Mapping

from explorer.files.json_text import Tree
from explorer.files.refused import FileRefused

FORMAT = "backprop-explorer"
VERSION = 2


def _with_optional_keys(tree: Tree) -> Tree:
    """Version 2 only added keys that may be left out."""
    return tree


MIGRATIONS: Mapping[int, Callable[[Tree], Tree]] = {1: _with_optional_keys}
"""Version -> the function that makes a tree of the next version of it. Version 1 is the first."""


def migrated(
    tree: Tree,
    file: str,
    newest: int = VERSION,
    migrations: Mapping[int, Callable[[Tree], Tree]] = MIGRATIONS,
) -> Tree:
    """`tree` as a tree of version `newest`.

    Raises FileRefused where it is of another format, or of a version that is newer or that never was.
    """
    if tree.get("format") != FORMAT:
        raise FileRefused(file, f"is no experiment: its `format` must be “{FORMAT}”", "$.format")
    version = tree.get("version")
    if type(version) is not int or version < 1:  # True is an int, too
        raise FileRefused(file, "the version must be a whole number, 1 or more", "$.version")
    if version > newest:
        raise FileRefused(
            file,
            f"is of version {version}, and this program reads up to version {newest}: use a newer one",
            "$.version",
        )
    for number in range(version, newest):
        tree = {**migrations[number](tree), "version": number + 1}
    return tree
