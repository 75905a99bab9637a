"""Which commands does the Help menu have?"""

from explorer.ui.commands.command import Command
from explorer.ui.commands.enabled_when import EnabledWhen

HELP_COMMANDS = (
    Command(
        "first-things",
        "&What to try first",
        lambda c: c.window.show_help("first-things"),
        "F1",
        "Five things to try",
    ),
    Command(
        "shortcuts",
        "&Keys and gestures",
        lambda c: c.window.show_help("shortcuts"),
        "Ctrl+?",
        "Every shortcut and gesture",
    ),
    Command(
        "about-one-variable",
        "About &one variable",
        lambda c: c.window.show_help("about-one-variable"),
        tip="What each view of the workspace One variable shows, and its keys",
    ),
    Command(
        "about-laboratory",
        "About the la&boratory",
        lambda c: c.window.show_help("about-laboratory"),
        tip="What each card of the workspace Laboratory shows, and its keys",
    ),
    Command(
        "about-chain-rule",
        "About the &chain rule",
        lambda c: c.window.show_help("about-chain-rule"),
        tip="What the workspace Chain rule shows, and its keys",
    ),
    Command(
        "about-example",
        "About this &example",
        lambda c: c.window.show_help("about-example"),
        tip="What to look for in the example that is open, and what to try",
        enabled_when=EnabledWhen.EXAMPLE,
    ),
    Command(
        "open-log",
        "Open the &log folder",
        lambda c: c.window.open_log_folder(),
        tip="Where mistakes of the program are written down, for those who can mend them",
    ),
    Command(
        "about",
        "&About Backprop Explorer",
        lambda c: c.window.show_help("about"),
        tip="Version and licence",
    ),
)
