"""How does the window make its parts, and what may a part want: the theme, to be completed, commands?"""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance

from explorer.network.model import Parameter


def late(path: str) -> Callable[..., Any]:
    """What makes an instance of the class at `path`, such as "explorer.ui.window.docks.Docks".

    The module is imported when the first instance is made. That raises ImportError or AttributeError where
    there is no such class.
    """

    def make(*arguments: object) -> Any:
        module, _, name = path.rpartition(".")
        return getattr(import_module(module), name)(*arguments)

    return make


@runtime_checkable
class Completable(Protocol):
    """A part that is painted once before all of it is made."""

    def complete(self) -> None:
        """Make what the first painting did without."""


@runtime_checkable
class GrowthShowing(Protocol):
    """A part that shows how parameters change over a run."""

    def show_growth(self, parameter: Parameter | None) -> None:
        """Show it, that of `parameter` marked."""


@runtime_checkable
class CommandAsking(Protocol):
    """A part with buttons that stand for commands."""

    command_asked: SignalInstance
    """The name of the command."""
