"""Every verb that a person has, once: its words, its keys, when it can be done and what it does.

The window needs the words for its first frame, long before anybody does anything. So the tables of commands
say `commands.network_verbs.tidy(…)`: a module of verbs, and the edits behind it, is imported when the first
of its verbs is called.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explorer.ui.commands import clipboard_verbs as clipboard_verbs
    from explorer.ui.commands import equation_verbs as equation_verbs
    from explorer.ui.commands import network_verbs as network_verbs
    from explorer.ui.commands import sample_verbs as sample_verbs
    from explorer.ui.commands import training_verbs as training_verbs
else:
    from importlib import import_module

    def __getattr__(name: str) -> object:
        """The module of this package, imported now; Python asks only for what is not there yet."""
        if not name.endswith("_verbs"):
            raise AttributeError(name)
        return import_module(f"{__name__}.{name}")
