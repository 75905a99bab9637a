"""Which commands does the Help menu have?"""

from explorer.ui.commands.command import Command

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
        "about",
        "&About Backprop Explorer",
        lambda c: c.window.show_help("about"),
        tip="Version and licence",
    ),
)
