"""What do commands act on? The context: the session, the canvas, the files and the window itself."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from explorer.network.model import Experiment
from explorer.ui.canvas.view import NetworkView
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import Appearance

if TYPE_CHECKING:
    from explorer.ui.commands.document_files import DocumentFiles


class CommandWindow(Protocol):
    """What commands ask of the window itself."""

    @property
    def appearance(self) -> Appearance:
        """What the person chose for light and dark."""

    @property
    def has_reduced_motion(self) -> bool:
        """Whether what would glide jumps."""

    @property
    def type_size(self) -> int:
        """How large the person wants letters, in per cent of what the system has."""

    @property
    def is_presenting(self) -> bool:
        """Whether it presents to an audience."""

    def close(self) -> bool:
        """Close the window, once what is open is saved or given up."""

    def set_appearance(self, appearance: Appearance) -> None:
        """Light, dark or like the system."""

    def set_reduced_motion(self, is_reduced: bool) -> None:
        """Let what would glide jump."""

    def set_type_size(self, per_cent: int) -> None:
        """Write in letters of this size."""

    def toggle_presenting(self) -> None:
        """Present to an audience, or be a window again."""

    def reset_panels(self) -> None:
        """Put every panel back in its first place."""

    @property
    def workspace(self) -> str:
        """The name of the workspace that is shown."""

    def show_workspace(self, name: str) -> None:
        """Go to a workspace."""

    def show_help(self, topic: str) -> None:
        """Show one of the topics of `help_text` beside the work."""

    def open_log_folder(self) -> None:
        """Show where mistakes of the program are written down."""

    def ask_for_network(self, then: Callable[[Experiment], object]) -> None:
        """Ask for layer sizes, and go on with the network that is built from them."""

    def ask_for_goal(self, then: Callable[[int | None, float | None], object]) -> None:
        """Ask for how many steps, and until which E, training is to go on; then go on with these."""


class Context(Struct, frozen=True, dict=True):
    """All that a command may act on."""

    session: Session
    canvas: NetworkView
    window: CommandWindow

    @cached_property
    def files(self) -> "DocumentFiles":
        """What opens, saves, imports and exports."""
        from explorer.ui.commands.document_files import DocumentFiles

        return DocumentFiles(self.session, self.canvas.window())
