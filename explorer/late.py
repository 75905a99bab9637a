"""How is a part of the window made when it is first shown, and its module not imported before?"""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def late(path: str) -> Callable[..., Any]:
    """What makes an instance of the class at `path`, such as "explorer.ui.window.docks.Docks".

    The module is imported when the first instance is made. That raises ImportError or AttributeError where
    there is no such class.
    """

    def make(*arguments: object) -> Any:
        module, _, name = path.rpartition(".")
        return getattr(import_module(module), name)(*arguments)

    return make
