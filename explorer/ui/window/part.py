"""What may a part of the window want? The theme, to be completed after its first painting, commands."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance


@runtime_checkable
class Completable(Protocol):
    """A part that is painted once before all of it is made."""

    def complete(self) -> None:
        """Make what the first painting did without."""


@runtime_checkable
class CommandAsking(Protocol):
    """A part with buttons that stand for commands."""

    command_asked: SignalInstance
    """The name of the command."""
