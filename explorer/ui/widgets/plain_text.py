"""How is text with names in it handed to Qt? As plain text, never taken for markup, in a box that fits.

Tooltips, labels and message boxes guess whether they are given HTML. A neuron, a run or a file may be called
`<b>`, or a hundred thousand nested tags, which Qt lays out until the stack ends. Buttons and menus take & for
the mark of a key.
"""

from PySide6.QtGui import Qt

from explorer.plain_text import shortened

_LONGEST_LINE = 400
_MOST_LINES = 40


def without_mnemonic(text: str) -> str:
    """`text` such that a button or a menu shows its every &, and takes none for the mark of a key."""
    return text.replace("&", "&&")


def plain(text: str) -> str:
    """`text` such that a tooltip, or a label that guesses, shows it letter by letter.

    Of long lines the middle is left out, and what comes after many lines.
    """
    lines = text.split("\n", _MOST_LINES)
    if len(lines) > _MOST_LINES:
        lines[_MOST_LINES:] = ["…"]
    text = "\n".join(shortened(line, _LONGEST_LINE) for line in lines)
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text
