"""What is a command? A verb that a person has: its words, its keys, when it can be done and what it does.

The commands of one family are rows of one table, in a file of its own; `command_table` has them all. A
command becomes a QAction in `actions`. Menus, toolbars and context menus name commands, and say nothing else
of them.
"""

from collections.abc import Callable
from enum import Enum

from msgspec import Struct
from PySide6.QtCore import Qt

from explorer.ui.commands.context import Context
from explorer.ui.commands.enabled_when import EnabledWhen

NETWORK = "network"
"""The workspace with the canvas."""

ONE_VARIABLE = "one-variable"
"""The workspace with descent on f(x), which has an α of its own."""

LABORATORY = "laboratory"
"""The workspace with many runs of the drawn network, which has an α line of its own."""

CHAIN_RULE = "chain-rule"
"""The workspace with typed equations and their derivatives."""


class ShortcutScope(Enum):
    """Where the focus must be for a command's keys to work."""

    WINDOW = Qt.ShortcutContext.WindowShortcut
    CANVAS = Qt.ShortcutContext.WidgetWithChildrenShortcut


class Command(Struct, frozen=True):
    """One verb. `act` does it.

    `keys`: as Qt writes them, separated by semicolons; the first are shown. `tip`: what it does, in a few
    words. `is_on`: whether it shows checked now; where `text_when_on` is given, it has that text then and no
    check mark. `group`: of those with this word one is chosen. `workspace`: the only one in which it can be
    done, if there is one.
    """

    name: str
    text: str
    act: Callable[[Context], object]
    keys: str = ""
    tip: str = ""
    scope: ShortcutScope = ShortcutScope.WINDOW
    enabled_when: EnabledWhen = EnabledWhen.ALWAYS
    is_on: Callable[[Context], bool] | None = None
    text_when_on: str = ""
    group: str = ""
    workspace: str = ""

    @property
    def is_checkable(self) -> bool:
        """Whether it shows a check mark, or would."""
        return self.is_on is not None and not self.text_when_on

    @property
    def may_follow_an_edit(self) -> bool:
        """Whether it may be enabled, or checked, otherwise after an edit."""
        return self.is_on is not None or self.enabled_when is not EnabledWhen.ALWAYS


def canvas_command(
    name: str,
    text: str,
    act: Callable[[Context], object],
    keys: str,
    tip: str,
    enabled_when: EnabledWhen = EnabledWhen.ALWAYS,
) -> Command:
    """A command whose keys work while the canvas has the focus: plain letters are typed elsewhere."""
    return Command(name, text, act, keys, tip, ShortcutScope.CANVAS, enabled_when)
