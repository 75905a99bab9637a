"""What may a part of the window want: to be completed, to show growth, commands?"""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance

from explorer.network.model import Parameter


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
